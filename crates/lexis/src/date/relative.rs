//! Dates that only their sentence resolves: `on 9 May`, `in May of the same year`, `two years later`.

use chancery_model::day::Day;
use chancery_model::edtf::{DatePrecision, Edtf, PartialDate};

use super::single;
use super::token::Tokens;
use super::{DateLead, FoundDate, lead};

const COUNTS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const LONGEST_COUNT: u16 = 99;

/// Adds to the dates of a text those that they resolve; `given` is a date the text stands under, as a timeline's item
/// does. What several dates could resolve, or none, is left alone.
pub(super) fn resolve(tokens: &Tokens<'_>, dates: &mut Vec<FoundDate>, given: Option<Edtf>) {
    if dates.is_empty() && given.is_none() {
        return;
    }
    let year = the_year(dates, given);
    let mut added = Vec::new();
    let mut known = dates.iter().peekable();
    let mut last: Option<&FoundDate> = None;
    let mut at = 0;
    while at < tokens.len() {
        if let Some(date) = known.next_if(|date| date.start <= tokens.start(at)) {
            last = Some(date);
            while at < tokens.len() && tokens.start(at) < date.end {
                at += 1;
            }
            continue;
        }
        if !tokens.may_begin(at) {
            at += 1;
            continue;
        }
        // The words of a date begin before it: `the following year` is not `following` and a year.
        let end = known.peek().map_or(usize::MAX, |date| date.start);
        let antecedent =
            last.filter(|date| tells_when(date)).map(|date| date.date).or_else(|| given.filter(|_| last.is_none()));
        let fits = |(date, _): &Read| follows_in_order(tokens, at, *date, dates);
        let read = shifted(tokens, at, antecedent);
        let read = read.or_else(|| yearless(tokens, at, year, antecedent).filter(fits));
        match read.filter(|(_, next)| tokens.end(next - 1) <= end && !tokens.in_address(at)) {
            Some((date, next)) => {
                added.push(super::found_date(tokens, date.into(), next, at, lead::before(tokens, at)));
                at = next;
            }
            None => at += 1,
        }
    }
    if !added.is_empty() {
        dates.extend(added);
        dates.sort_by_key(|date| date.start);
    }
}

/// Whether a date says when what is told happened: `in 2012`, `9 May 2012`, but not `since 2012` or `the 2012 deal`.
fn tells_when(date: &FoundDate) -> bool {
    let is_fine = matches!(date.date.precision(), DatePrecision::Day | DatePrecision::Month | DatePrecision::Season);
    match date.words.lead {
        Some(DateLead::In) => true,
        None => is_fine,
        Some(_) => false,
    }
}

/// The one year that all dates lie in, at least one of which tells when; for a text without dates the given one's.
fn the_year(dates: &[FoundDate], given: Option<Edtf>) -> Option<u16> {
    let years = |date: Edtf| Some((date.earliest()?.year(), date.latest()?.year()));
    let one = |date: Edtf| match (date.precision(), years(date)) {
        (DatePrecision::Season, Some((year, _))) => Some(year),
        (_, Some((first, last))) if first == last => Some(first),
        _ => None,
    };
    let all = dates.iter().map(|date| date.date).chain(given);
    let mut years = all.map(one);
    let year = years.next()??;
    let tells = given.is_some() || dates.iter().any(tells_when);
    (tells && years.all(|other| other == Some(year))).then_some(year)
}

/// Whether a date in the others' year stands where it belongs: a text tells what happened in its order, unless `had` or
/// `earlier` says otherwise. `On 12 December it was agreed, and approved on 17 May 2023` may be of two years.
fn follows_in_order(tokens: &Tokens<'_>, at: usize, date: PartialDate, dates: &[FoundDate]) -> bool {
    const FEW: usize = 8;
    if (at.saturating_sub(FEW)..(at + FEW).min(tokens.len()))
        .any(|at| tokens.is_word(at, &["had", "earlier", "previously"]))
    {
        return false;
    }
    let start = tokens.start(at);
    let is_fine = |other: &&FoundDate| matches!(other.date.precision(), DatePrecision::Day | DatePrecision::Month);
    dates.iter().filter(is_fine).all(|other| {
        let (Some(first), Some(last)) = (other.date.earliest(), other.date.latest()) else { return true };
        if other.start < start { first <= date.latest() } else { date.earliest() <= last }
    })
}

type Read = (PartialDate, usize);

/// `two years later`, `the following year`, `the same year`, `the next day`, counted from the date before.
fn shifted(tokens: &Tokens<'_>, at: usize, antecedent: Option<Edtf>) -> Option<Read> {
    let Edtf::Date(from) = antecedent? else { return None };
    let (count, unit) = if tokens.is_word(at, &["following", "next"]) {
        // `the next year` follows; `next year` is seen from today.
        let is_told = tokens.is_word(at, &["following"]) || (at > 0 && tokens.is_word(at - 1, &["the"]));
        (is_told.then_some(1)?, at + 1)
    } else if (tokens.is_word(at, &["same"]) && at > 0 && tokens.is_word(at - 1, &["the", "that"]))
        || (tokens.is_word(at, &["that"]) && tokens.is_word(at + 1, &["year"]))
    {
        (0, at + 1)
    } else if let Some((date, next)) = year_before(tokens, at, from.date) {
        return Some((date, next));
    } else {
        let count = count(tokens, at)?;
        (tokens.is_word(at + 2, &["later"]).then_some(count)?, at + 1)
    };
    let next = if tokens.is_word(unit + 1, &["later"]) { unit + 2 } else { unit + 1 };
    let date = if tokens.is_word(unit, &["year", "years"]) {
        years_later(from.date, count)
    } else if tokens.is_word(unit, &["decade", "decades"]) && count > 0 {
        years_later(from.date, count * 10)
    } else if tokens.is_word(unit, &["month", "months"]) {
        months_later(from.date, count)
    } else if tokens.is_word(unit, &["day"]) && count <= 1 {
        days_later(from.date, count)
    } else {
        None
    };
    Some((date?, next))
}

/// `the year before`, `the previous year`, `a year earlier`, where nothing is measured from it: `a fall from the year
/// before` is not of that year.
fn year_before(tokens: &Tokens<'_>, at: usize, from: PartialDate) -> Option<Read> {
    let is_year = |at: usize| tokens.is_word(at, &["year"]);
    let (first, next) = if is_year(at) && tokens.is_word(at + 1, &["before", "earlier"]) {
        (at.checked_sub(1).filter(|article| tokens.is_word(*article, &["the"]))?, at + 2)
    } else if tokens.is_word(at, &["a"]) && is_year(at + 1) && tokens.is_word(at + 2, &["before", "earlier"]) {
        (at, at + 3)
    } else {
        return None;
    };
    const MEASURES: &[&str] = &["against", "from", "of", "on", "over", "than", "that", "to", "with"];
    let is_measured = first > 0 && tokens.is_word(first - 1, MEASURES);
    // `the year before the war` is another.
    let ends = tokens.word(next).is_empty() || tokens.is_word(next, &["and", "but", "when"]);
    let date = Some(from.year().checked_sub(1)?).filter(|_| !matches!(from, PartialDate::Decade(_)));
    (!is_measured && ends).then_some((PartialDate::Year(date?), next))
}

fn count(tokens: &Tokens<'_>, at: usize) -> Option<u16> {
    if tokens.is_word(at, &["a"]) {
        return Some(1);
    }
    if let Some((value, _)) = tokens.number(at) {
        return Some(value).filter(|value| (1..=LONGEST_COUNT).contains(value));
    }
    let at = COUNTS.iter().position(|word| tokens.is_word(at, &[word]))?;
    u16::try_from(at + 1).ok()
}

fn years_later(from: PartialDate, count: u16) -> Option<PartialDate> {
    match from {
        PartialDate::Decade(_) => None,
        PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Season(..) | PartialDate::Year(_) => {
            Some(PartialDate::Year(from.year() + count)).filter(|date| date.year() <= 2999)
        }
    }
}

fn months_later(from: PartialDate, count: u16) -> Option<PartialDate> {
    let (year, month) = match from {
        PartialDate::Day(day) => (day.year(), day.month()),
        PartialDate::Month(year, month) => (year, month),
        PartialDate::Season(..) | PartialDate::Year(_) | PartialDate::Decade(_) => return None,
    };
    let months = u16::from(month) - 1 + count;
    Some(PartialDate::Month(year + months / 12, u8::try_from(months % 12 + 1).ok()?))
}

fn days_later(from: PartialDate, count: u16) -> Option<PartialDate> {
    let PartialDate::Day(day) = from else { return None };
    if count == 0 {
        return Some(from);
    }
    let next = Day::new(day.year(), day.month(), day.day() + 1);
    let next = next.or_else(|| Day::new(day.year(), day.month() + 1, 1)).or_else(|| Day::new(day.year() + 1, 1, 1));
    next.map(PartialDate::Day)
}

/// `9 May`, `May 9`, `in May`, `May of the same year`, in the sentence's one year.
fn yearless(tokens: &Tokens<'_>, at: usize, year: Option<u16>, antecedent: Option<Edtf>) -> Option<Read> {
    // `9–12 May`: half of a range is no date.
    if at > 0
        && (tokens.is_dash(at - 1) || tokens.is_number(at - 1) || tokens.glued(at) && tokens.mark(at - 1).is_some())
    {
        return None;
    }
    let (day, month, next) = if let Some((month, day, next)) = single::month_day(tokens, at) {
        (Some(day), month, next)
    } else if let Some((day, month, next)) = single::day_month(tokens, at) {
        (Some(day), month, next)
    } else {
        let (month, next) = single::month(tokens, at)?;
        (None, month, next)
    };
    if tokens.is_dash(next) || tokens.is_number(next) || (tokens.glued(next) && !tokens.word(next).is_empty()) {
        return None;
    }
    let (year, next) = match year_after(tokens, next, antecedent) {
        Some(told) => told,
        None => {
            let is_dated = matches!(
                lead::before(tokens, at).word,
                Some(DateLead::In | DateLead::Since | DateLead::Until | DateLead::By | DateLead::From)
            );
            // A month alone may be a name or a verb.
            (year.filter(|_| is_dated)?, next)
        }
    };
    let date = match day {
        Some(day) => PartialDate::Day(Day::new(year, month, day)?),
        None => PartialDate::Month(year, month),
    };
    Some((date, next))
}

/// `of the same year`, `that year`, `the following year` behind a month.
fn year_after(tokens: &Tokens<'_>, at: usize, antecedent: Option<Edtf>) -> Option<(u16, usize)> {
    let at = if tokens.is_word(at, &["of"]) { at + 1 } else { at };
    let at = if tokens.is_word(at, &["the"]) { at + 1 } else { at };
    let (date, next) = shifted(tokens, at, antecedent)?;
    matches!(date, PartialDate::Year(_)).then_some((date.year(), next))
}
