//! Joining what the reader knows beforehand: dates, numbers, quantities, money and names become one word each, so that
//! the model learns from what it will see.

use chancery_lexis::syntax::{KnownKind, Tag, WordClass};

use crate::treebank::Gold;

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

const UNITS: &[&str] = &[
    "%",
    "percent",
    "km",
    "kilometers",
    "kilometres",
    "miles",
    "mile",
    "feet",
    "meters",
    "metres",
    "tons",
    "tonnes",
    "hectares",
    "acres",
    "barrels",
    "mw",
    "megawatts",
    "gw",
    "kg",
    "pounds",
    "inches",
    "gallons",
    "degrees",
];

const MONEY: &[&str] = &["$", "dollars", "euros", "pounds", "rubles", "roubles", "yen", "yuan", "us$", "€", "£"];

/// Joins what can be joined. `chance` says of how many in a hundred stretches of a kind that they are; which, depends
/// on the sentence's id and place alone.
pub fn join(gold: &Gold, chance: impl Fn(KnownKind) -> u32) -> Gold {
    let mut stretches: Vec<(usize, usize, KnownKind)> = Vec::new();
    let mut at = 0;
    while at < gold.len() {
        let found = [date, money, quantity, number, name].iter().find_map(|look| look(gold, at));
        match found {
            Some((end, kind)) if gold.known[at..end].iter().all(Option::is_none) && connected(gold, at, end) => {
                if draw(&gold.id, at) < chance(kind) {
                    stretches.push((at, end, kind));
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    collapse(gold, &stretches)
}

fn draw(id: &str, at: usize) -> u32 {
    let hash = chancery_lexis::syntax::feature::bytes_hash(id.bytes());
    ((hash ^ u32::try_from(at).unwrap_or(0).wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b) >> 8) % 100
}

fn low(gold: &Gold, at: usize) -> String {
    gold.forms.get(at).map(|form| form.to_lowercase()).unwrap_or_default()
}

fn is_month(gold: &Gold, at: usize) -> bool {
    gold.tags.get(at) == Some(&Tag::Name) && MONTHS.contains(&low(gold, at).trim_end_matches('.'))
}

fn is_year(gold: &Gold, at: usize) -> bool {
    let form = low(gold, at);
    let digits = form.strip_suffix('s').unwrap_or(&form);
    digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| (1500..2100).contains(&year))
}

fn is_day(gold: &Gold, at: usize) -> bool {
    let form = low(gold, at);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| form.strip_suffix(end)).unwrap_or(&form);
    digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day)) && digits.len() < 3
}

fn date(gold: &Gold, at: usize) -> Option<(usize, KnownKind)> {
    let year_after = |end: usize| {
        if is_year(gold, end) {
            end + 1
        } else if low(gold, end) == "," && is_year(gold, end + 1) {
            end + 2
        } else {
            end
        }
    };
    let end = if is_day(gold, at) && is_month(gold, at + 1) {
        year_after(at + 2)
    } else if is_month(gold, at) && is_day(gold, at + 1) {
        year_after(at + 2)
    } else if is_month(gold, at) {
        year_after(at + 1)
    } else if is_year(gold, at) {
        at + 1
    } else if ["early", "late", "mid"].contains(&low(gold, at).as_str()) {
        let dash = usize::from(low(gold, at + 1) == "-");
        if is_year(gold, at + 1 + dash) { at + 2 + dash } else { return None }
    } else {
        return None;
    };
    Some((end, KnownKind::Date))
}

fn numbers(gold: &Gold, at: usize) -> usize {
    (at..gold.len()).find(|at| gold.tags[*at] != Tag::Cardinal).unwrap_or(gold.len())
}

fn money(gold: &Gold, at: usize) -> Option<(usize, KnownKind)> {
    let start = at + usize::from(MONEY.contains(&low(gold, at).as_str()));
    let end = numbers(gold, start);
    if end == start {
        return None;
    }
    if start > at {
        return Some((end, KnownKind::Money));
    }
    (MONEY.contains(&low(gold, end).as_str())).then_some((end + 1, KnownKind::Money))
}

fn quantity(gold: &Gold, at: usize) -> Option<(usize, KnownKind)> {
    let end = numbers(gold, at);
    (end > at && UNITS.contains(&low(gold, end).as_str())).then_some((end + 1, KnownKind::Quantity))
}

fn number(gold: &Gold, at: usize) -> Option<(usize, KnownKind)> {
    let end = numbers(gold, at);
    (end > at).then_some((end, KnownKind::Number))
}

fn name(gold: &Gold, at: usize) -> Option<(usize, KnownKind)> {
    let is_name = |at: usize| gold.tags[at].class() == WordClass::Propn;
    let end = (at..gold.len()).find(|at| !is_name(*at)).unwrap_or(gold.len());
    (end > at + 1).then_some((end, KnownKind::Name))
}

/// Whether one word alone of the stretch hangs on something outside of it.
fn connected(gold: &Gold, start: usize, end: usize) -> bool {
    end <= gold.len() && (start..end).filter(|at| !(start..end).contains(&gold.heads[*at])).count() == 1
}

fn collapse(gold: &Gold, stretches: &[(usize, usize, KnownKind)]) -> Gold {
    let mut place = vec![0; gold.len() + 1];
    let mut out = Gold { id: gold.id.clone(), ..Gold::default() };
    let mut tops = Vec::new();
    let mut at = 0;
    while at < gold.len() {
        let stretch = stretches.iter().find(|(start, ..)| *start == at);
        let end = stretch.map_or(at + 1, |(_, end, _)| *end);
        let top = (at..end).find(|token| !(at..end).contains(&gold.heads[*token])).unwrap_or(at);
        for token in at..end {
            place[token] = tops.len();
        }
        tops.push(top);
        out.forms.push(gold.forms[at..end].join(" "));
        out.lemmas.push(gold.lemmas[at..end].join(" "));
        out.known.push(stretch.map_or(gold.known[at], |(.., kind)| Some(*kind)));
        out.tags.push(match stretch.map(|(.., kind)| *kind) {
            Some(KnownKind::Date) => Tag::Date,
            Some(KnownKind::Number) => Tag::Number,
            Some(KnownKind::Quantity) => Tag::Quantity,
            Some(KnownKind::Money) => Tag::Money,
            Some(KnownKind::Name) => Tag::Name,
            Some(KnownKind::Citation) | None => gold.tags[at],
        });
        out.relations.push(gold.relations[top]);
        at = end;
    }
    place[gold.len()] = tops.len();
    out.heads = tops.iter().map(|top| place[gold.heads[*top]]).collect();
    out
}
