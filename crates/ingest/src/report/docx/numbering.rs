//! Lists: the label that Word prints before a paragraph, counted as Word counts.

use std::collections::{BTreeMap, BTreeSet};

use super::markup::{Markup, Node, Tag};
use super::package::Part;
use super::refusal::DocxError;
use super::style::{ListPlace, Styles};

/// Word has nine levels.
const N_LEVELS: usize = 9;

/// A document's lists, by id.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, List>,
    kinds: BTreeMap<String, Kind>,
}

/// A list: a kind of list, and where it begins anew.
#[derive(Debug, Default)]
struct List {
    kind: String,
    restarts: BTreeMap<usize, i64>,
}

/// A kind of list. Lists of one kind go on counting where the last one ended.
#[derive(Debug, Default)]
struct Kind {
    levels: BTreeMap<usize, Level>,
    /// Style whose list it is another name of.
    style: Option<String>,
}

#[derive(Clone, Debug)]
struct Level {
    start: i64,
    format: Format,
    /// `%1.` or `(%2)`.
    label: String,
    style: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Decimal,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Bullet,
    None,
}

/// What is printed before a paragraph of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// As printed, with a space behind: `3. `, `- `.
    pub(super) text: String,
    /// The number, where the label is one number.
    pub(super) number: Option<u32>,
}

/// Numbers reached so far.
#[derive(Debug, Default)]
pub(super) struct Counters<'n> {
    /// By kind and level.
    reached: BTreeMap<(&'n str, usize), i64>,
    /// Lists and levels that have begun.
    begun: BTreeSet<(&'n str, usize)>,
}

impl Numbering {
    pub(super) fn read(part: &Part) -> Result<Self, DocxError> {
        let mut markup = Markup::new(part);
        let mut numbering = Self::default();
        let (mut kind, mut list, mut level) = (String::new(), String::new(), 0);
        let mut around: Vec<String> = Vec::new();
        while let Some(node) = markup.next()? {
            let tag = match node {
                Node::Start(tag) => tag,
                Node::End => {
                    around.pop();
                    continue;
                }
                Node::Text(_) => continue,
            };
            let id = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
            let number = || tag.value().and_then(|value| value.trim().parse::<i64>().ok());
            match (around.last().map_or("", String::as_str), tag.name()) {
                (_, "abstractNum") => {
                    kind = id("abstractNumId");
                    numbering.kinds.insert(kind.clone(), Kind::default());
                }
                (_, "num") => {
                    list = id("numId");
                    numbering.lists.insert(list.clone(), List::default());
                }
                ("num", "abstractNumId") => {
                    if let Some(list) = numbering.lists.get_mut(&list) {
                        list.kind = tag.value().unwrap_or_default().into_owned();
                    }
                }
                (_, "lvl" | "lvlOverride") => level = id("ilvl").parse().unwrap_or(0).min(N_LEVELS - 1),
                ("lvlOverride", "startOverride") => {
                    if let (Some(list), Some(start)) = (numbering.lists.get_mut(&list), number()) {
                        list.restarts.insert(level, start);
                    }
                }
                ("abstractNum", "numStyleLink") => {
                    if let Some(kind) = numbering.kinds.get_mut(&kind) {
                        kind.style = tag.value().map(std::borrow::Cow::into_owned);
                    }
                }
                ("lvl", _) if around.iter().rev().nth(1).is_some_and(|name| name == "abstractNum") => {
                    if let Some(kind) = numbering.kinds.get_mut(&kind) {
                        kind.levels.entry(level).or_insert_with(Level::new).take(&tag);
                    }
                }
                _ => {}
            }
            around.push(tag.name().to_owned());
        }
        Ok(numbering)
    }

    /// The label of the next paragraph at this place, counted. `None` where it stands in no list.
    pub(super) fn next<'n>(
        &'n self,
        place: &ListPlace,
        style: Option<&str>,
        styles: &Styles,
        counters: &mut Counters<'n>,
    ) -> Option<Label> {
        let (list_id, list) = self.lists.get_key_value(place.list.as_deref()?)?;
        let (kind_id, kind) = self.kind(list, styles)?;
        let of_style =
            || kind.levels.iter().find(|(_, level)| level.style.is_some() && level.style.as_deref() == style);
        let at = place.level.or_else(|| of_style().map(|(at, _)| *at)).unwrap_or(0).min(N_LEVELS - 1);
        let level = kind.levels.get(&at)?;
        let restart = list.restarts.get(&at).filter(|_| counters.begun.insert((list_id, at)));
        let number = match (restart, counters.reached.get(&(kind_id, at))) {
            (Some(start), _) => *start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => level.start,
        };
        counters.reached.insert((kind_id, at), number);
        for deeper in at + 1..N_LEVELS {
            counters.reached.remove(&(kind_id, deeper));
        }
        match level.format {
            Format::Bullet => return Some(Label { text: "- ".to_owned(), number: None }),
            Format::None => return None,
            _ => {}
        }
        let mut text = level.label.clone();
        for above in 0..=at {
            let mark = format!("%{}", above + 1);
            if let (true, Some(level)) = (text.contains(&mark), kind.levels.get(&above)) {
                let reached = counters.reached.get(&(kind_id, above)).copied().unwrap_or(level.start);
                text = text.replace(&mark, &level.format.of(reached));
            }
        }
        if text.trim().is_empty() {
            return None;
        }
        let is_single = level.label.matches('%').count() == 1 && level.format == Format::Decimal;
        let number = u32::try_from(number).ok().filter(|_| is_single);
        Some(Label { text: format!("{} ", text.trim()), number })
    }

    /// A list's kind, by one step where a style names it.
    fn kind(&self, list: &List, styles: &Styles) -> Option<(&str, &Kind)> {
        let (id, kind) = self.kinds.get_key_value(&list.kind)?;
        let Some(style) = &kind.style else { return Some((id, kind)) };
        let named = styles.list(Some(style)).list?;
        let (id, kind) = self.kinds.get_key_value(&self.lists.get(&named)?.kind)?;
        Some((id, kind))
    }
}

impl Level {
    const fn new() -> Self {
        Self { start: 1, format: Format::Decimal, label: String::new(), style: None }
    }

    /// Takes what a property says.
    fn take(&mut self, tag: &Tag<'_>) {
        const LONGEST_LABEL: usize = 60;
        let value = tag.value().unwrap_or_default();
        match tag.name() {
            "start" => self.start = value.trim().parse().unwrap_or(1),
            "numFmt" => self.format = Format::from_name(&value),
            "lvlText" => self.label = value.chars().take(LONGEST_LABEL).collect(),
            "pStyle" => self.style = Some(value.into_owned()),
            _ => {}
        }
    }
}

impl Format {
    fn from_name(name: &str) -> Self {
        match name {
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    fn of(self, number: i64) -> String {
        match self {
            Self::LowerLetter => letters(number),
            Self::UpperLetter => letters(number).to_uppercase(),
            Self::LowerRoman => roman(number),
            Self::UpperRoman => roman(number).to_uppercase(),
            Self::Bullet | Self::None => String::new(),
            Self::Decimal => number.to_string(),
        }
    }
}

/// `a` to `z`, then `aa`, `bb`, as Word counts. Beyond five rounds the number itself.
fn letters(number: i64) -> String {
    let place = number.checked_sub(1).and_then(|place| u32::try_from(place).ok()).filter(|place| *place < 26 * 5);
    let Some(place) = place else { return number.to_string() };
    let letter = char::from_u32('a' as u32 + place % 26).unwrap_or('a');
    std::iter::repeat_n(letter, place as usize / 26 + 1).collect()
}

fn roman(number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut left, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_letters_and_roman_figures() {
        let cases = [
            (1, "a", "i"),
            (26, "z", "xxvi"),
            (27, "aa", "xxvii"),
            (94, "pppp", "xciv"),
            (1999, "1999", "mcmxcix"),
            (0, "0", "0"),
            (-3, "-3", "-3"),
            (i64::MAX, "9223372036854775807", "9223372036854775807"),
            (i64::MIN, "-9223372036854775808", "-9223372036854775808"),
        ];
        for (number, in_letters, in_roman) in cases {
            assert_eq!((letters(number).as_str(), roman(number).as_str()), (in_letters, in_roman), "{number}");
        }
    }
}
