//! Whether four digits in running text are a figure, a number of something or part of a code, and no year.

use chancery_model::edtf::Edtf;

use super::DateLead;
use super::range::Printed;
use super::token::Tokens;

/// Words before a number that say it numbers something.
const NUMBERED: &[&str] = &[
    "no",
    "nos",
    "nr",
    "number",
    "numbers",
    "resolution",
    "resolutions",
    "article",
    "articles",
    "decree",
    "directive",
    "regulation",
    "p",
    "pp",
    "page",
    "pages",
    "para",
    "paras",
    "paragraph",
    "section",
    "sections",
    "chapter",
    "table",
    "figure",
    "fig",
    "flight",
    "room",
    "document",
    "doc",
    "case",
    "bill",
    "convention",
    "vol",
    "volume",
];

/// Whether the number behind a word only names: `Article 5`, `phase 2`.
pub(crate) fn numbers_what_follows(word: &str) -> bool {
    NUMBERED.iter().chain(NAMED).any(|numbered| numbered.eq_ignore_ascii_case(word))
}

/// More of them, which a year may follow.
const NAMED: &[&str] = &[
    "annex", "appendix", "category", "clause", "level", "phase", "protocol", "route", "stage", "tier", "type", "volume",
];

/// Words before a number that say it is a quantity.
const MEASURED: &[&str] = &[
    "than",
    "nearly",
    "almost",
    "least",
    "most",
    "some",
    "exactly",
    "only",
    "another",
    "additional",
    "many",
    "few",
    "estimated",
    "over",
    "under",
    "usd",
    "eur",
    "us",
    "rub",
    "gbp",
];

/// Words after a number that are units or magnitudes: with them it is never a year.
const UNITS: &[&str] = &[
    "percent",
    "per",
    "thousand",
    "million",
    "billion",
    "trillion",
    "mn",
    "bn",
    "km",
    "kilometres",
    "kilometers",
    "m",
    "metres",
    "meters",
    "miles",
    "kg",
    "tonnes",
    "tons",
    "t",
    "ha",
    "hectares",
    "acres",
    "mw",
    "gw",
    "kw",
    "mwh",
    "gwh",
    "kwh",
    "hz",
    "usd",
    "eur",
    "dollars",
    "euros",
    "pounds",
    "roubles",
    "rubles",
    "hours",
    "minutes",
    "calories",
    "barrels",
    "litres",
    "liters",
    "feet",
    "ft",
    "rounds",
];

/// Beings and things that are counted, whatever their ending.
const COUNTED: &[&str] = &[
    "head",
    "people",
    "persons",
    "men",
    "women",
    "children",
    "personnel",
    "staff",
    "police",
    "troops",
    "soldiers",
    "servicemen",
    "fighters",
    "militants",
    "guards",
    "officers",
    "workers",
    "migrants",
    "refugees",
    "students",
    "families",
    "households",
    "residents",
    "citizens",
    "civilians",
    "prisoners",
    "inhabitants",
    "employees",
    "tanks",
    "vehicles",
    "aircraft",
    "missiles",
    "warheads",
    "casualties",
    "deaths",
    "victims",
    "homes",
    "houses",
    "villages",
    "schools",
    "companies",
    "firms",
    "jobs",
    "copies",
    "cases",
    "days",
    "years",
    "months",
    "weeks",
    "times",
    "items",
    "units",
];

/// Plurals that follow the year they happened in.
const HAPPENINGS: &[&str] = &[
    "elections",
    "sanctions",
    "protests",
    "talks",
    "negotiations",
    "events",
    "reforms",
    "attacks",
    "clashes",
    "floods",
    "drills",
    "exercises",
    "agreements",
    "accords",
    "amendments",
    "summits",
    "meetings",
    "hostilities",
    "riots",
    "demonstrations",
    "figures",
    "data",
    "results",
    "estimates",
    "levels",
    "prices",
    "statistics",
    "commitments",
    "pledges",
    "targets",
    "consultations",
    "deals",
    "games",
    "strikes",
    "raids",
    "bombings",
    "killings",
    "purges",
    "earthquakes",
    "hearings",
    "guidelines",
    "rules",
    "marks",
    "sees",
    "brings",
    "remains",
    "stands",
    "begins",
    "ends",
];

/// Words in `s` that are no plurals.
const NO_PLURALS: &[&str] = &["was", "has", "does", "its", "his", "as", "always", "perhaps", "besides", "sometimes"];

/// Whether what was read as a bare year, or two of them, is something else in this place.
pub(super) fn is_figure(tokens: &Tokens<'_>, found: &Printed, at: usize, lead: Option<DateLead>) -> bool {
    if !found.bare_year {
        return false;
    }
    let bracketed = at > 0 && tokens.is_mark(at - 1, '[') && tokens.glued(at);
    // `about 2004` begins with its word, the number is its last token all the same.
    let last = found.next - 1;
    let first = if tokens.number(at).is_some() { at } else { last };
    // `+41 22 2019`: digits in groups.
    let is_grouped = first > 0 && tokens.is_number(first - 1) && !tokens.glued(first);
    bracketed
        || is_grouped
        || follows_number_word(tokens, first, lead, matches!(found.date, Edtf::Interval(..)))
        || is_glued(tokens, first, found.next)
        || is_too_early(tokens, first, lead)
        || is_counted(tokens, last, lead)
}

fn follows_number_word(tokens: &Tokens<'_>, first: usize, lead: Option<DateLead>, is_range: bool) -> bool {
    let Some(previous) = first.checked_sub(1) else { return false };
    let stop = tokens.is_mark(previous, '.');
    let word = if stop { previous.saturating_sub(1) } else { previous };
    let sign =
        matches!(tokens.mark(previous), Some('$' | '€' | '£' | '¥' | '₽' | '#' | '№' | '§' | '~' | '<' | '>' | '='));
    // A sentence may end in a word of the list (`… adopted the bill. 2012 was …`): only abbreviations keep a stop.
    let abbreviated = !stop || tokens.is_word(word, &["no", "nos", "nr", "p", "pp", "para", "fig", "doc", "vol"]);
    let at_least = tokens.is_word(word, &["least"]) && lead.is_some_and(|lead| lead == DateLead::Since);
    let measured = tokens.is_word(word, MEASURED) && !stop && !at_least && lead != Some(DateLead::During);
    // `over 2015–2019` is a time, `over 2000` a bound.
    let over = tokens.is_word(word, &["over"]) && !is_range;
    let measured = measured && !(is_range && tokens.is_word(word, &["over"]));
    sign || (abbreviated && tokens.is_word(word, NUMBERED)) || measured || over
}

/// Whether letters, digits, points or slashes tie it to what stands beside it.
fn is_glued(tokens: &Tokens<'_>, first: usize, next: usize) -> bool {
    let before = first.checked_sub(1).filter(|_| tokens.glued(first)).is_some_and(|previous| {
        let compound = tokens.is_hyphen(previous)
            && previous > 0
            && tokens.glued(previous)
            && !tokens.is_word(previous - 1, &["pre", "post", "mid", "early", "late"]);
        let after_digits = previous > 0 && tokens.is_number(previous - 1) && tokens.glued(previous);
        (!tokens.word(previous).is_empty() && tokens.word(previous) != "FY")
            || tokens.is_number(previous)
            || compound
            || matches!(tokens.mark(previous), Some('/' | '_' | '&' | '+' | '*' | '\\'))
            || (after_digits && (tokens.mark(previous).is_some() || tokens.is_dash(previous)))
    });
    let after = tokens.glued(next) && {
        let then_number = tokens.is_number(next + 1) && tokens.glued(next + 1);
        let tied = tokens.is_dash(next) || matches!(tokens.mark(next), Some('.' | ',' | ':'));
        !tokens.word(next).is_empty()
            || matches!(tokens.mark(next), Some('%' | '‰' | '/' | '_' | '°' | '+' | '*' | '€' | '$' | '\\'))
            || (tied && then_number)
    };
    before || after
}

/// Numbers below 1800 are years only where a preposition of time says so.
fn is_too_early(tokens: &Tokens<'_>, first: usize, lead: Option<DateLead>) -> bool {
    let early = tokens.number(first).is_some_and(|(value, _)| value < 1800);
    early
        && !matches!(lead, Some(DateLead::In | DateLead::Since | DateLead::During | DateLead::Before | DateLead::After))
}

/// Whether what follows is counted by it: `2000 soldiers`, `2000 Russian troops`, `1990 MW`.
fn is_counted(tokens: &Tokens<'_>, last: usize, lead: Option<DateLead>) -> bool {
    let next = last + 1;
    let round = tokens.number(last).is_some_and(|(value, digits)| digits == 4 && value % 100 == 0);
    let word = |at: usize| if tokens.glued(at) { "" } else { tokens.word(at) };
    if word(next).is_empty() {
        return false;
    }
    if tokens.is_word(next, UNITS) {
        return true;
    }
    if round && (next..next + 3).take_while(|at| !word(*at).is_empty()).any(|at| tokens.is_word(at, COUNTED)) {
        return true;
    }
    let counted = tokens.is_word(next, COUNTED) || is_plural(word(next));
    counted && !tokens.is_word(next, HAPPENINGS) && (round || lead.is_none())
}

fn is_plural(word: &str) -> bool {
    let lower = word.starts_with(char::is_lowercase);
    let ending = word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    lower && ending && word.len() > 2 && !NO_PLURALS.contains(&word)
}
