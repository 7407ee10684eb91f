//! A date or a range of dates: `2014–15`, `9-12 May 1997`, `from June to August 1997`, `1992–present`.

use chancery_model::day::Day;
use chancery_model::edtf::{Edtf, PartialDate, QualifiedDate};

use super::DateLead;
use super::single::{self, Single, single};
use super::token::Tokens;

/// A printed date or range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    /// What it says.
    pub(super) date: Edtf,
    /// Token after it.
    pub(super) next: usize,
    /// Nothing but four digits, once or twice, tells that it is a date.
    pub(super) bare_year: bool,
}

/// Reads the date or range that begins at a token; `lead` decides whether `and` may join two dates.
pub(super) fn printed(tokens: &Tokens<'_>, at: usize, lead: Option<DateLead>) -> Option<Printed> {
    if let Some(range) = shared(tokens, at, lead) {
        return Some(range);
    }
    if let Some(months) = months_of_year(tokens, at) {
        return Some(months);
    }
    let first = single(tokens, at)?;
    let range = from_single(tokens, first, lead);
    Some(range.unwrap_or(Printed { date: Edtf::Date(first.date), next: first.next, bare_year: first.bare_year }))
}

/// A date as the start of an interval. EDTF has decades, quarters, thirds and halves only as dates of their
/// own, so their first year or month stands for them there: the same first day.
pub(super) const fn first_bound(date: PartialDate) -> PartialDate {
    match date {
        PartialDate::Decade(decade) => PartialDate::Year(decade * 10),
        PartialDate::Season(_, 33..) => PartialDate::Month(date.earliest().year(), date.earliest().month()),
        PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Season(..) | PartialDate::Year(_) => date,
    }
}

/// A date as the end of an interval: see [`first_bound`].
pub(super) const fn last_bound(date: PartialDate) -> PartialDate {
    match date {
        PartialDate::Decade(decade) => PartialDate::Year(decade * 10 + 9),
        PartialDate::Season(_, 33..) => PartialDate::Month(date.latest().year(), date.latest().month()),
        PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Season(..) | PartialDate::Year(_) => date,
    }
}

fn interval(first: QualifiedDate, last: QualifiedDate) -> Option<Edtf> {
    let start = QualifiedDate { date: first_bound(first.date), ..first };
    let end = QualifiedDate { date: last_bound(last.date), ..last };
    let forward = first.date.earliest() < last.date.earliest() && first.date.latest() < last.date.latest();
    forward.then_some(Edtf::Interval(Some(start), Some(end)))
}

/// `first six months of 2009`, `last three months of 2020`.
fn months_of_year(tokens: &Tokens<'_>, at: usize) -> Option<Printed> {
    const COUNTS: [&str; 10] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];
    let is_first = tokens.is_word(at, &["first"]);
    if !is_first && !tokens.is_word(at, &["last", "final"]) {
        return None;
    }
    let spelled = COUNTS.iter().position(|word| tokens.is_word(at + 1, &[word])).map(|index| index + 2);
    let in_figures =
        || tokens.number(at + 1).map(|(value, _)| usize::from(value)).filter(|value| (2..=11).contains(value));
    let count = u8::try_from(spelled.or_else(in_figures)?).ok()?;
    if !tokens.is_word(at + 2, &["months"]) || !tokens.is_word(at + 3, &["of", "in"]) {
        return None;
    }
    let (year, next) = single::year(tokens, at + 4)?;
    let (first, last) = if is_first { (1, count) } else { (13 - count, 12) };
    let date = Edtf::between(PartialDate::Month(year, first), PartialDate::Month(year, last));
    Some(Printed { date, next, bare_year: false })
}

/// What joins two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Dash,
    Slash,
    Word,
    And,
}

fn joint(tokens: &Tokens<'_>, at: usize) -> Option<(Joint, usize)> {
    if tokens.is_dash(at) {
        return Some((Joint::Dash, at + 1));
    }
    if tokens.is_mark(at, '/') && tokens.glued(at) && tokens.glued(at + 1) {
        return Some((Joint::Slash, at + 1));
    }
    let at = skip_comma_before_until(tokens, at);
    if tokens.is_word(at, &["to", "until", "till", "through"]) {
        return Some((Joint::Word, at + 1));
    }
    tokens.is_word(at, &["and"]).then_some((Joint::And, at + 1))
}

fn skip_comma_before_until(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is_mark(at, ',') && tokens.is_word(at + 1, &["until", "till"]) { at + 1 } else { at }
}

fn skip_the(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is_word(at, &["the"]) { at + 1 } else { at }
}

/// A range whose first date is whole.
fn from_single(tokens: &Tokens<'_>, first: Single, lead: Option<DateLead>) -> Option<Printed> {
    if tokens.is_word(first.next, &["onward", "onwards"]) {
        return Some(open(first, first.next + 1));
    }
    // `from 2007 on, …`, but `from 2007 on the border`
    let closes = first.next + 1 >= tokens.len() || tokens.mark(first.next + 1).is_some_and(|mark| mark != '[');
    if tokens.is_word(first.next, &["on"]) && lead == Some(DateLead::From) && closes {
        return Some(open(first, first.next + 1));
    }
    let (joint, next) = joint(tokens, first.next)?;
    let joins = match joint {
        Joint::And => lead == Some(DateLead::Between),
        // `extended in 2012 to 2042` tells two dates, `from 2012 to 2042` one stretch.
        Joint::Word => matches!(lead, None | Some(DateLead::From | DateLead::During)),
        Joint::Dash | Joint::Slash => true,
    };
    if !joins {
        return None;
    }
    if let Some(short) = short_year(tokens, first, joint, next) {
        return Some(short);
    }
    if matches!(joint, Joint::Dash | Joint::Word) {
        let present = skip_the(tokens, next);
        let compound = tokens.is_hyphen(present + 1) && tokens.glued(present + 1);
        if tokens.is_word(present, &["present", "today", "now", "date"]) && !compound {
            let next = if tokens.is_word(present + 1, &["day"]) { present + 2 } else { present + 1 };
            return Some(open(first, next));
        }
    }
    let last = single(tokens, skip_the(tokens, next))?;
    let slash_years = joint != Joint::Slash || (first.bare_year && last.bare_year);
    let date = interval(first.date, last.date).filter(|_| slash_years)?;
    Some(Printed { date, next: last.next, bare_year: first.bare_year && last.bare_year })
}

fn open(first: Single, next: usize) -> Printed {
    let start = QualifiedDate { date: first_bound(first.date.date), ..first.date };
    Printed { date: Edtf::Interval(Some(start), None), next, bare_year: false }
}

/// `2014–15`, `2008/9`, `1999-00`. After a slash, and for the turn of a century, only the next year.
fn short_year(tokens: &Tokens<'_>, first: Single, joint: Joint, at: usize) -> Option<Printed> {
    let PartialDate::Year(year) = first.date.date else { return None };
    let (value, digits) = tokens.number(at).filter(|(_, digits)| *digits <= 2)?;
    let glued = tokens.glued(at - 1) && tokens.glued(at);
    let goes_on = tokens.glued(at + 1)
        && (tokens.is_dash(at + 1) || tokens.is_mark(at + 1, '/') || !tokens.word(at + 1).is_empty());
    if !glued || goes_on || !matches!(joint, Joint::Dash | Joint::Slash) || !first.bare_year {
        return None;
    }
    let unit = if digits == 1 { 10 } else { 100 };
    let same_century = year / unit * unit + value;
    let last = if same_century > year { same_century } else { same_century + unit };
    let next_year_only = joint == Joint::Slash || same_century <= year;
    let allowed = last <= 2999 && (!next_year_only || last == year + 1);
    let date = interval(first.date, PartialDate::Year(last).into()).filter(|_| allowed)?;
    Some(Printed { date, next: at + 1, bare_year: true })
}

/// A range whose first date leaves its year, or month and year, to the second: `9-12 May 1997`,
/// `May–June 1997`, `May 9–12, 1997`, `Q1–Q3 2024`.
fn shared(tokens: &Tokens<'_>, at: usize, lead: Option<DateLead>) -> Option<Printed> {
    let (first, next) = fragment(tokens, at)?;
    let (joint, next) = joint(tokens, next)?;
    let next = skip_the(tokens, next);
    let (first, last) = match first {
        Fragment::MonthDay(month, day) => {
            if let Some((start, end)) = days_of_month(tokens, next, month, day) {
                (start, end)
            } else {
                let last = single(tokens, next)?;
                (first.within(last.date.date)?, last)
            }
        }
        Fragment::Day(_) | Fragment::DayMonth(..) | Fragment::Month(_) | Fragment::Code(_) => {
            let last = single(tokens, next)?;
            (first.within(last.date.date)?, last)
        }
    };
    let neighbours = follows(first, last.date.date);
    let joins = match joint {
        Joint::Dash | Joint::Word => true,
        Joint::And => lead == Some(DateLead::Between) || neighbours,
        Joint::Slash => neighbours,
    };
    let date = interval(first.into(), last.date).filter(|_| joins)?;
    Some(Printed { date, next: last.next, bare_year: false })
}

#[derive(Clone, Copy, Debug)]
enum Fragment {
    Day(u8),
    DayMonth(u8, u8),
    MonthDay(u8, u8),
    Month(u8),
    /// An EDTF sub-year code.
    Code(u8),
}

impl Fragment {
    /// The date it is, given the one it shares its year with.
    fn within(self, last: PartialDate) -> Option<PartialDate> {
        match (self, last) {
            (Self::Day(day), PartialDate::Day(last)) => Day::new(last.year(), last.month(), day).map(PartialDate::Day),
            (Self::DayMonth(day, month) | Self::MonthDay(month, day), PartialDate::Day(last)) => {
                Day::new(last.year(), month, day).map(PartialDate::Day)
            }
            (Self::Month(month), PartialDate::Month(year, _)) => Some(PartialDate::Month(year, month)),
            (Self::Code(code), PartialDate::Season(year, last)) => {
                (code_family(code) == code_family(last)).then_some(PartialDate::Season(year, code))
            }
            _ => None,
        }
    }
}

/// Seasons, quarters, thirds and halves do not mix within a range.
const fn code_family(code: u8) -> u8 {
    match code {
        21..=24 => 0,
        33..=36 => 1,
        37..=39 => 2,
        _ => 3,
    }
}

fn fragment(tokens: &Tokens<'_>, at: usize) -> Option<(Fragment, usize)> {
    if let Some((month, day, next)) = single::month_day(tokens, at) {
        return Some((Fragment::MonthDay(month, day), next));
    }
    if let Some((day, month, next)) = single::day_month(tokens, at) {
        return Some((Fragment::DayMonth(day, month), next));
    }
    single::month(tokens, at)
        .map(|(month, next)| (Fragment::Month(month), next))
        .or_else(|| single::day(tokens, at).map(|(day, next)| (Fragment::Day(day), next)))
        .or_else(|| {
            let name = single::season_name(tokens, at).or_else(|| single::quarter_name(tokens, at));
            name.map(|(code, next)| (Fragment::Code(code), next))
        })
}

/// The rest of `May 9–12, 1997` after its joint.
fn days_of_month(tokens: &Tokens<'_>, at: usize, month: u8, first: u8) -> Option<(PartialDate, Single)> {
    let (last, next) = single::day(tokens, at)?;
    let (year, next) = single::year(tokens, single::skip_comma(tokens, next))?;
    let day = |number| Day::new(year, month, number).map(PartialDate::Day);
    Some((day(first)?, Single { date: day(last)?.into(), next, bare_year: false }))
}

/// Whether the second date is the very next of its kind.
fn follows(first: PartialDate, last: PartialDate) -> bool {
    last.earliest().days_since_epoch() == first.latest().days_since_epoch() + 1
}
