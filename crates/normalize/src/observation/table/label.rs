//! What a head, a row's label or a caption says of the values it stands for: an area, a unit, a magnitude, an indicator.

use super::cell;
use crate::lexicon::{Lexicon, TermHit};
use chancery_lexis::word::{Word, words};

/// A label as read.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    /// What is measured, as printed, the unit left out.
    pub(super) printed: String,
    /// The area that the whole of it names.
    pub(super) area: Option<String>,
    /// The one state named in it.
    pub(super) only_state: Option<String>,
    /// Index of the unit it states.
    pub(super) unit: Option<usize>,
    /// The power of ten it states: 6 for millions, 0 where none.
    pub(super) exponent: i32,
    /// Terms of indicators in it.
    pub(super) terms: Vec<TermHit>,
    /// Whether it says what is measured: words beyond an area, a unit and such as `value`.
    pub(super) is_named: bool,
}

/// Powers of ten. A single letter counts only beside a currency.
const MAGNITUDES: &[(&str, i32)] = &[
    ("hundreds", 2),
    ("thousand", 3),
    ("thousands", 3),
    ("000", 3),
    ("000s", 3),
    ("million", 6),
    ("millions", 6),
    ("mln", 6),
    ("mio", 6),
    ("mn", 6),
    ("billion", 9),
    ("billions", 9),
    ("bln", 9),
    ("bn", 9),
    ("trillion", 12),
    ("trillions", 12),
    ("tn", 12),
];
const LETTERS: &[(&str, i32)] = &[("k", 3), ("m", 6), ("b", 9)];

/// Words that do not say what is measured.
const GENERIC: &[&str] = &[
    "a", "all", "amount", "amounts", "and", "annual", "by", "constant", "current", "data", "figure", "figures", "for",
    "from", "in", "of", "per", "prices", "selected", "table", "the", "to", "total", "value", "values", "year", "years",
];

impl Label {
    /// Reads a label without its citations.
    pub(super) fn read(lexicon: &Lexicon<'_>, printed: &str) -> Self {
        let printed = printed.trim().trim_end_matches(['*', '†', '‡', ':']).trim();
        let words = words(printed);
        let mentions = lexicon.actors.mentions(&words);
        let skipped = usize::from(words.first().is_some_and(|word| word.lower == "the"));
        let area = match mentions.as_slice() {
            [only] if only.first <= skipped && only.next == words.len() => Some(only.code.clone()),
            _ => None,
        };
        let mut states: Vec<&str> =
            mentions.iter().filter(|mention| mention.is_state).map(|mention| mention.code.as_str()).collect();
        states.dedup();
        let only_state = match states.as_slice() {
            [only] => Some((*only).to_owned()),
            _ => None,
        };
        let is_rate = is_rate(lexicon, printed, &words);
        let stated = if area.is_some() || is_rate { Stated::default() } else { stated(lexicon, printed) };
        let terms = lexicon.term_hits(&words);
        let is_named = is_rate
            || area.is_none()
                && words.iter().enumerate().any(|(at, word)| {
                    let is_actor = mentions.iter().any(|mention| (mention.first..mention.next).contains(&at));
                    let is_unit = stated.from.is_some_and(|from| word.start >= from);
                    !is_actor && !is_unit && is_telling(lexicon, &words, at)
                });
        let name =
            printed[..stated.from.unwrap_or(printed.len())].trim_end_matches([' ', '(', '[', ',', ':', '–', '—', '-']);
        let name = if name.is_empty() { printed } else { name };
        Self {
            printed: name.to_owned(),
            area,
            only_state,
            unit: stated.unit,
            exponent: stated.exponent,
            terms,
            is_named,
        }
    }
}

/// Whether one money is given in another, which is an amount of neither: `Kip per US dollar`.
fn is_rate(lexicon: &Lexicon<'_>, printed: &str, words: &[Word<'_>]) -> bool {
    let per = words.iter().position(|word| word.lower == "per");
    let divides = |at: usize| lexicon.units.at(words, at).is_some_and(|found| lexicon.is_money(*found.value));
    per.is_some_and(|at| {
        let is_marked = printed[words[at].end..].trim_start().starts_with(['$', '€', '£']);
        is_marked || printed[words[at].end..].trim_start().starts_with("US$") || (at + 1..at + 3).any(divides)
    })
}

fn is_telling(lexicon: &Lexicon<'_>, words: &[Word<'_>], at: usize) -> bool {
    let word = words[at].lower.as_str();
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    let is_magnitude = MAGNITUDES.iter().any(|(name, _)| *name == word);
    let is_unit = lexicon.units.at(words, at).is_some_and(|found| !is_count(lexicon, *found.value));
    !is_number && !is_magnitude && !is_unit && GENERIC.binary_search(&word).is_err()
}

fn is_count(lexicon: &Lexicon<'_>, unit: usize) -> bool {
    matches!(lexicon.vocabulary.units[unit].unit.as_str(), "person" | "item" | "household")
}

/// A unit and a magnitude with the byte their words begin at.
#[derive(Clone, Copy, Debug, Default)]
struct Stated {
    unit: Option<usize>,
    exponent: i32,
    from: Option<usize>,
}

/// The unit a label states: in brackets, behind its last comma, as the whole of it, or by a mark or word anywhere in it
/// that is no counted thing.
fn stated(lexicon: &Lexicon<'_>, printed: &str) -> Stated {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(end) = printed.rfind(close)
            && let Some(start) = printed[..end].rfind(open)
        {
            places.push((start + 1, end));
        }
    }
    let comma = printed.match_indices(", ").chain(printed.match_indices(": ")).map(|(at, mark)| at + mark.len()).max();
    places.extend(comma.map(|at| (at, printed.len())));
    if ["In ", "in "].iter().any(|word| printed.starts_with(word)) {
        places.push((0, printed.len()));
    }
    for (start, end) in places {
        let found = measure(lexicon, &printed[start..end], true);
        if found.unit.is_some() || found.exponent != 0 {
            return Stated { from: Some(start), ..found };
        }
    }
    if let Some(unit) = cell::unit_of(printed, lexicon) {
        // `Seats` says what is counted as well.
        return Stated { unit: Some(unit), exponent: 0, from: (!is_count(lexicon, unit)).then_some(0) };
    }
    measure(lexicon, printed, false)
}

/// The unit and magnitude among the words of a text.
fn measure(lexicon: &Lexicon<'_>, printed: &str, takes_counts: bool) -> Stated {
    let units = &lexicon.vocabulary.units;
    let lower = printed.to_lowercase();
    let words = words(&lower);
    let by_word = lexicon.units.all(&words).into_iter().map(|found| *found.value);
    let by_word: Vec<usize> = by_word.filter(|unit| takes_counts || !is_count(lexicon, *unit)).collect();
    // `us$m`, `% of gdp`: forms with a mark are no words. The longest tells most.
    let is_mark = |form: &&String| form.contains(['%', '$', '€', '£', '¥', '₽', '₹', '₸', '₺', '₴', '‰', '°', '/']);
    let by_mark = units.iter().enumerate().flat_map(|(at, unit)| {
        unit.forms.iter().filter(is_mark).filter(|form| lower.contains(form.as_str())).map(move |form| (form.len(), at))
    });
    let by_mark = by_mark.max_by_key(|(length, at)| (*length, std::cmp::Reverse(*at))).map(|(_, at)| at);
    let measured = by_word.iter().copied().find(|unit| !is_count(lexicon, *unit));
    let unit = by_mark.or(measured).or_else(|| by_word.first().copied());
    let is_currency = unit.is_some_and(|unit| lexicon.is_money(unit));
    // `US$bn` is cut at the mark, `€m` as well.
    let magnitude = words.iter().find_map(|word| {
        let known = MAGNITUDES.iter().find(|(name, _)| word.lower == *name);
        let letter = LETTERS.iter().filter(|_| is_currency).find(|(name, _)| word.lower == *name);
        known.or(letter).map(|(_, exponent)| *exponent)
    });
    Stated { unit, exponent: magnitude.unwrap_or(0), from: None }
}

#[cfg(test)]
mod tests {
    use chancery_ingest::vocabulary::built_in;

    use super::*;

    #[test]
    fn generic_words_are_sorted() {
        assert!(GENERIC.is_sorted());
    }

    #[test]
    fn labels_say_area_unit_magnitude_and_name() {
        let vocabulary = built_in();
        let lexicon = Lexicon::new(&vocabulary);
        let cases = [
            ("Kenya", Some("KEN"), None, 0, false),
            ("Copper output (million tonnes)", None, Some("tonne"), 6, true),
            ("Exports to Kenya (US$ billion)", None, Some("usd"), 9, true),
            ("Remittances, % of GDP", None, Some("percent-of-gdp"), 0, true),
            ("In trillions of dollars", None, Some("usd"), 12, false),
            ("Value (US$m)", None, Some("usd"), 6, false),
            ("€ bn", None, Some("eur"), 9, false),
            ("%", None, Some("percent"), 0, false),
            ("Population (thousands)", None, None, 3, true),
            ("Border guards", None, None, 0, true),
            ("Seats", None, Some("item"), 0, true),
            ("Somoni per US dollar", None, None, 0, true),
            ("Kip per $", None, None, 0, true),
            ("Total", None, None, 0, false),
            ("", None, None, 0, false),
        ];
        for (printed, area, unit, exponent, is_named) in cases {
            let label = Label::read(&lexicon, printed);
            let found_unit = label.unit.map(|at| vocabulary.units[at].unit.as_str());
            assert_eq!(
                (label.area.as_deref(), found_unit, label.exponent, label.is_named),
                (area, unit, exponent, is_named),
                "{printed:?}"
            );
        }
    }
}
