//! One date, without ranges: `9 January 1999`, `Spring 2004`, `third quarter of 2024`, `the 1990s`.

use chancery_model::day::Day;
use chancery_model::edtf::{PartialDate, QualifiedDate, Qualifier};

use super::foreign;
use super::token::Tokens;

/// One printed date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Single {
    /// What it says.
    pub(super) date: QualifiedDate,
    /// Token after it.
    pub(super) next: usize,
    /// Nothing but the four digits tells that it is a date.
    pub(super) bare_year: bool,
}

const MONTHS: [(&str, &[&str]); 12] = [
    ("January", &["Jan"]),
    ("February", &["Feb"]),
    ("March", &["Mar"]),
    ("April", &["Apr"]),
    ("May", &[]),
    ("June", &["Jun"]),
    ("July", &["Jul"]),
    ("August", &["Aug"]),
    ("September", &["Sep", "Sept"]),
    ("October", &["Oct"]),
    ("November", &["Nov"]),
    ("December", &["Dec"]),
];

const WEEKDAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mon",
    "Tue",
    "Tues",
    "Wed",
    "Thu",
    "Thur",
    "Thurs",
    "Fri",
    "Sat",
    "Sun",
];

/// Reads one date that begins at a token.
pub(super) fn single(tokens: &Tokens<'_>, at: usize) -> Option<Single> {
    let (approximate, begin) = circa(tokens, at);
    let read = full_date(tokens, begin).or_else(|| part(tokens, begin)).or_else(|| bare(tokens, begin))?;
    let qualifier = Qualifier { approximate, uncertain: false };
    Some(Single { date: QualifiedDate { date: read.0, qualifier }, next: read.1, bare_year: read.2 })
}

type Read = (PartialDate, usize, bool);

/// `c.`, `circa`, `about` and the like.
fn circa(tokens: &Tokens<'_>, at: usize) -> (bool, usize) {
    if tokens.is_word(at, &["c", "ca", "circa", "about", "around", "approximately", "approx", "roughly"]) {
        let next = at + 1;
        return (true, if tokens.is_mark(next, '.') && tokens.glued(next) { next + 1 } else { next });
    }
    (false, at)
}

/// Dates with a month by name or in figures.
fn full_date(tokens: &Tokens<'_>, at: usize) -> Option<Read> {
    let at = if tokens.is_word(at, WEEKDAYS) {
        let next = at + 1;
        if tokens.is_mark(next, ',') || tokens.is_mark(next, '.') { next + 1 } else { next }
    } else {
        at
    };
    let strong = |(date, next)| (date, next, false);
    day_month_year(tokens, at)
        .or_else(|| month_day_year(tokens, at))
        .or_else(|| month_year(tokens, at))
        .or_else(|| iso(tokens, at))
        .or_else(|| in_figures(tokens, at))
        .or_else(|| with_stops(tokens, at))
        .or_else(|| foreign::date(tokens, at))
        .map(strong)
}

fn day_month_year(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (number, month, next) = day_month(tokens, at)?;
    let next = year_joint(tokens, next);
    let (year, next) = year(tokens, next)?;
    Some((PartialDate::Day(Day::new(year, month, number)?), next))
}

fn month_day_year(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (month, number, next) = month_day(tokens, at)?;
    let (year, next) = year(tokens, skip_comma(tokens, next))?;
    Some((PartialDate::Day(Day::new(year, month, number)?), next))
}

fn month_year(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (month, next) = month(tokens, at)?;
    let next = year_joint(tokens, if tokens.is_word(next, &["of"]) { next + 1 } else { next });
    let (year, next) = year(tokens, next)?;
    if is_no_day(tokens, at, year, month) {
        return None;
    }
    Some((PartialDate::Month(year, month), next))
}

/// Whether a day that the month has not stands before it: `31 February 2020` is no date, nor are its month and year.
fn is_no_day(tokens: &Tokens<'_>, month_at: usize, year: u16, month: u8) -> bool {
    let before = month_at.checked_sub(1).and_then(|before| tokens.number(before));
    let day = before.map(|(value, _)| value).filter(|value| (29..=31).contains(value));
    day.and_then(|day| u8::try_from(day).ok()).is_some_and(|day| Day::new(year, month, day).is_none())
}

/// `9 May`, `9th of May`, `9-May`.
pub(super) fn day_month(tokens: &Tokens<'_>, at: usize) -> Option<(u8, u8, usize)> {
    let (number, mut next) = day(tokens, at)?;
    if tokens.is_word(next, &["of"]) || (tokens.is_hyphen(next) && tokens.glued(next)) {
        next += 1;
    }
    let (month, next) = month(tokens, next)?;
    Some((number, month, next))
}

/// `May 9`, `May 9th`.
pub(super) fn month_day(tokens: &Tokens<'_>, at: usize) -> Option<(u8, u8, usize)> {
    let (month, next) = month(tokens, at)?;
    let (number, next) = day(tokens, next)?;
    Some((month, number, next))
}

/// Day of a month, with or without its ordinal ending.
pub(super) fn day(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let (value, digits) = tokens.number(at)?;
    let after_figure = at > 0 && tokens.glued(at) && matches!(tokens.mark(at - 1), Some('.' | ',' | ':' | '/'));
    if digits > 2 || !(1..=31).contains(&value) || after_figure {
        return None;
    }
    let next = at + 1;
    let ordinal = tokens.glued(next) && tokens.is_word(next, &["st", "nd", "rd", "th"]);
    Some((u8::try_from(value).ok()?, if ordinal { next + 1 } else { next }))
}

/// Month by name. A capital is asked for: `may` and `march` are verbs.
pub(super) fn month(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let word = tokens.word(at);
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let same = |name: &str| word.eq_ignore_ascii_case(name);
    let index = MONTHS.iter().position(|(name, short)| same(name) || short.iter().any(|short| same(short)))?;
    let next = at + 1;
    let stop = word.len() < 5 && tokens.is_mark(next, '.') && tokens.glued(next);
    Some((u8::try_from(index + 1).ok()?, if stop { next + 1 } else { next }))
}

/// Year of four digits that nothing is glued to.
pub(super) fn year(tokens: &Tokens<'_>, at: usize) -> Option<(u16, usize)> {
    let (value, digits) = tokens.number(at)?;
    let glued_word = tokens.glued(at + 1) && !tokens.word(at + 1).is_empty();
    (digits == 4 && (1000..=2999).contains(&value) && !glued_word).then_some((value, at + 1))
}

pub(super) fn skip_comma(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is_mark(at, ',') { at + 1 } else { at }
}

/// What may stand between a month and its year: a comma, or the hyphen of `9-May-1997`.
fn year_joint(tokens: &Tokens<'_>, at: usize) -> usize {
    let hyphen = tokens.is_hyphen(at) && tokens.glued(at) && tokens.glued(at + 1);
    if hyphen { at + 1 } else { skip_comma(tokens, at) }
}

/// `2022-02-24` and `2022-02`, but not `2004-05`, which may be years.
fn iso(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (year, next) = year(tokens, at)?;
    let part = |at: usize| match tokens.number(at + 1) {
        Some((value, 2)) if tokens.is_hyphen(at) && tokens.glued(at) && tokens.glued(at + 1) => {
            u8::try_from(value).ok()
        }
        _ => None,
    };
    let month = part(next)?;
    let goes_on = |at: usize| tokens.glued(at) && (tokens.is_dash(at) || tokens.is_mark(at, '/'));
    if let Some(day) = part(next + 2) {
        let date = Day::new(year, month, day)?;
        return (!goes_on(next + 4)).then_some((PartialDate::Day(date), next + 4));
    }
    let is_month = (1..=12).contains(&month) && u16::from(month) <= year % 100;
    (is_month && !goes_on(next + 2)).then_some((PartialDate::Month(year, month), next + 2))
}

/// A month in Roman figures, 1 to 12.
fn roman_month(tokens: &Tokens<'_>, at: usize) -> Option<u8> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let index = ROMAN.iter().position(|name| *name == tokens.word(at))?;
    u8::try_from(index + 1).ok()
}

/// `9. 5. 2014`, `12.XI.1999`: day and month each with a full stop.
fn with_stops(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let stops = |at: usize| tokens.is_mark(at, '.') && tokens.glued(at);
    // `10.11.2012.4` goes on.
    let is_code = tokens.glued(at + 5) && tokens.mark(at + 5).is_some() && tokens.glued(at + 6);
    let read = day(tokens, at).filter(|(_, next)| *next == at + 1 && stops(at + 1) && stops(at + 3) && !is_code);
    let (number, _) = read?;
    let in_figures = tokens.number(at + 2).filter(|(_, digits)| *digits <= 2).map(|(value, _)| usize::from(value));
    let in_letters = || roman_month(tokens, at + 2).map(usize::from);
    let month = u8::try_from(in_figures.or_else(in_letters)?).ok()?;
    let (year, next) = year(tokens, at + 4)?;
    Some((PartialDate::Day(Day::new(year, month, number)?), next))
}

/// `31/12/2020`, `31.12.2020`, `2020/12/31`, `12/2020`, `XII/2020`. Where day and month could change places, the year.
fn in_figures(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    if let Some(month) = roman_month(tokens, at).filter(|_| tokens.is_mark(at + 1, '/') && tokens.glued(at + 1)) {
        let (year, next) = year(tokens, at + 2)?;
        return Some((PartialDate::Month(year, month), next));
    }
    let separator = tokens.mark(at + 1).filter(|mark| matches!(mark, '/' | '.')).or_else(|| {
        // A hyphen only between three figures: `31-12-2020`.
        (tokens.is_hyphen(at + 1) && tokens.is_hyphen(at + 3)).then_some('-')
    })?;
    let joined = |at: usize| {
        let same = if separator == '-' { tokens.is_hyphen(at) } else { tokens.is_mark(at, separator) };
        same && tokens.glued(at) && tokens.glued(at + 1)
    };
    let small = |at: usize| match tokens.number(at) {
        Some((value, 1 | 2)) => u8::try_from(value).ok(),
        _ => None,
    };
    if !joined(at + 1) || joined(at + 5) || (at > 0 && tokens.glued(at) && tokens.mark(at - 1) == Some(separator)) {
        return None;
    }
    if !joined(at + 3) {
        let (year, next) = year(tokens, at + 2)?;
        let month = small(at).filter(|month| separator == '/' && (1..=12).contains(month))?;
        return Some((PartialDate::Month(year, month), next));
    }
    if let Some((year, _)) = year(tokens, at) {
        return Some((PartialDate::Day(Day::new(year, small(at + 2)?, small(at + 4)?)?), at + 5));
    }
    let (first, second, (year, next)) = (small(at)?, small(at + 2)?, year(tokens, at + 4)?);
    let date = match (Day::new(year, second, first), Day::new(year, first, second)) {
        // Between full stops the day comes first everywhere.
        (Some(day), _) if separator == '.' => PartialDate::Day(day),
        (Some(one), Some(other)) if one != other => PartialDate::Year(year),
        (Some(day), _) | (None, Some(day)) => PartialDate::Day(day),
        (None, None) => return None,
    };
    Some((date, next))
}

/// Seasons, thirds, quarters and halves.
fn part(tokens: &Tokens<'_>, at: usize) -> Option<Read> {
    season(tokens, at)
        .or_else(|| quarter(tokens, at))
        .or_else(|| stretch(tokens, at))
        .map(|(date, next)| (date, next, false))
}

fn season(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (code, next) = season_name(tokens, at)?;
    let of = tokens.is_word(next, &["of"]);
    // `fall` is a verb and a noun as well: it is a season with a capital, or in `the fall of 2004`.
    if tokens.word(at) == "fall" && !of {
        return None;
    }
    let (number, next) = year(tokens, skip_comma(tokens, if of { next + 1 } else { next }))?;
    // A winter's two years: `Winter 2004/05`, `winter 2004–2005`.
    let two_years = code == 24 && (tokens.is_mark(next, '/') || tokens.is_dash(next));
    let second = two_years.then(|| tokens.number(next + 1)).flatten().map(|(value, digits)| match digits {
        4 => value,
        _ => number / 100 * 100 + value,
    });
    let next = if second == Some(number + 1) { next + 2 } else { next };
    Some((PartialDate::Season(number, code), next))
}

/// EDTF code of a season's name.
pub(super) fn season_name(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let names: [(&[&str], u8); 4] =
        [(&["spring"], 21), (&["summer"], 22), (&["autumn", "fall"], 23), (&["winter"], 24)];
    names.iter().find(|(names, _)| tokens.is_word(at, names)).map(|(_, code)| (*code, at + 1))
}

/// `Q3 2024`, `2024 Q3`, `2024Q3`, `H1 2024`.
fn quarter(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    if let Some((code, next)) = quarter_name(tokens, at) {
        let next = if tokens.is_word(next, &["of"]) { next + 1 } else { skip_comma(tokens, next) };
        let (year, next) = year(tokens, next)?;
        return Some((PartialDate::Season(year, code), next));
    }
    let (value, digits) = tokens.number(at)?;
    // `1H 2016`, `2Q 2017`
    let code = match (tokens.word(at + 1), value) {
        ("Q", 1..=4) => Some(32 + value),
        ("H", 1 | 2) => Some(39 + value),
        _ => None,
    };
    if let Some(code) = code.filter(|_| digits == 1 && tokens.glued(at + 1) && !(at > 0 && tokens.glued(at))) {
        let (year, next) = year(tokens, at + 2)?;
        return Some((PartialDate::Season(year, u8::try_from(code).ok()?), next));
    }
    let next = if tokens.is_hyphen(at + 1) { at + 2 } else { at + 1 };
    let (code, next) = quarter_name(tokens, next)?;
    (digits == 4 && (1000..=2999).contains(&value)).then_some((PartialDate::Season(value, code), next))
}

/// EDTF code of `Q1` to `Q4`, `H1` and `H2`.
pub(super) fn quarter_name(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let (value, _) = tokens.number(at + 1).filter(|(_, digits)| *digits == 1 && tokens.glued(at + 1))?;
    let code = match (tokens.word(at), value) {
        ("Q", 1..=4) => 32 + value,
        ("H", 1 | 2) => 39 + value,
        _ => return None,
    };
    Some((u8::try_from(code).ok()?, at + 2))
}

/// `mid-2025`, `late 1990s`, `end of 2024`, `first half of 2024`, `third quarter of 2024`. A month, season or
/// decade so limited stays what it is: EDTF has no finer word, and the text gives no day.
fn stretch(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (code, next) = stretch_name(tokens, at)?;
    let next = if tokens.is_word(next, &["the"]) { next + 1 } else { next };
    if let Some((date, next)) =
        month_year(tokens, next).or_else(|| season(tokens, next)).or_else(|| decade(tokens, next))
    {
        return Some((date, next));
    }
    let (year, next) = year(tokens, next)?;
    Some((PartialDate::Season(year, code), next))
}

fn stretch_name(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    const THIRDS: [(&[&str], u8); 3] = [(&["early"], 37), (&["mid"], 38), (&["late"], 39)];
    const ENDS: [(&[&str], u8); 3] = [(&["beginning", "start"], 37), (&["middle"], 38), (&["end", "close"], 39)];
    const HALVES: [(&[&str], u8); 2] = [(&["first"], 40), (&["second", "latter"], 41)];
    const QUARTERS: [(&[&str], u8); 4] =
        [(&["first"], 33), (&["second"], 34), (&["third"], 35), (&["fourth", "last", "final"], 36)];
    let code =
        |names: &[(&[&str], u8)]| names.iter().find(|(words, _)| tokens.is_word(at, words)).map(|(_, code)| *code);
    if let Some(code) = code(&THIRDS) {
        let next = if tokens.is_dash(at + 1) && tokens.glued(at + 1) { at + 2 } else { at + 1 };
        // `the early months of 2022`
        let spelled = tokens.is_word(next, &["days", "months", "part", "weeks"]) && tokens.is_word(next + 1, &["of"]);
        let next = if spelled { next + 2 } else { next };
        return Some((code, if tokens.is_word(next, &["in"]) { next + 1 } else { next }));
    }
    let is_year_end = tokens.is_word(at, &["year"]) && tokens.is_hyphen(at + 1) && tokens.is_word(at + 2, &["end"]);
    if is_year_end && tokens.glued(at + 1) && tokens.glued(at + 2) {
        return Some((39, at + 3));
    }
    if let Some(code) = code(&ENDS) {
        let joint = tokens.is_word(at + 1, &["of"]) || (tokens.is_hyphen(at + 1) && tokens.glued(at + 1));
        return joint.then_some((code, at + 2));
    }
    let names = if tokens.is_word(at + 1, &["half"]) {
        code(&HALVES)
    } else if tokens.is_word(at + 1, &["quarter"]) {
        code(&QUARTERS)
    } else {
        None
    };
    names.map(|code| (code, if tokens.is_word(at + 2, &["of", "in"]) { at + 3 } else { at + 2 }))
}

/// `1990s`, `1990’s`. The 1800s and 1900s may be centuries and are left alone; the 2000s are read as the
/// decade, which is how reports use them.
fn decade(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (value, digits) = tokens.number(at)?;
    let is_decade = digits == 4 && (1000..=2999).contains(&value) && value % 10 == 0;
    if !is_decade || (value % 100 == 0 && value != 2000) {
        return None;
    }
    if tokens.glued(at + 1) && tokens.word(at + 1) == "s" {
        return Some((PartialDate::Decade(value / 10), at + 2));
    }
    let apostrophe = matches!(tokens.mark(at + 1), Some('\'' | '\u{2019}')) && tokens.glued(at + 1);
    let told = at > 0 && tokens.is_word(at - 1, &["the", "early", "mid", "late"]) || tokens.len() == 3;
    (apostrophe && told && tokens.glued(at + 2) && tokens.word(at + 2) == "s")
        .then_some((PartialDate::Decade(value / 10), at + 3))
}

fn bare(tokens: &Tokens<'_>, at: usize) -> Option<Read> {
    if let Some((date, next)) = decade(tokens, at) {
        return Some((date, next, false));
    }
    let (year, next) = year(tokens, at)?;
    let named = at.checked_sub(1).and_then(|before| month(tokens, before));
    if named.is_some_and(|(month, _)| is_no_day(tokens, at - 1, year, month)) {
        return None;
    }
    Some((PartialDate::Year(year), next, true))
}
