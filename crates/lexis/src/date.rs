//! Dates as reports print them, to EDTF: never finer than the words, never a guess.
//!
//! Day, month, season, third, quarter, half, year and decade; ranges with any dash or in words; open
//! ends. Month names are English, or in the many languages of the vocabulary where a day stands beside them or
//! the whole stretch is a date. Years run from 1000 to 2999.

mod figure;
mod foreign;
mod lead;
mod range;
mod relative;
mod single;
mod token;

use chancery_model::edtf::{Edtf, PartialDate};

use self::token::Tokens;

pub(crate) use self::figure::numbers_what_follows;

/// A date found in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// First byte of the date's own words: `mid-2025`, not the `by` before it.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What those words say without the words before them: `2042` for `to 2042`. See [`Self::with_lead`].
    pub date: Edtf,
    /// The words before it.
    pub words: DateWords,
}

/// The words before a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateWords {
    /// The preposition; `None` where none stands directly before the date.
    pub lead: Option<DateLead>,
    /// First byte of the preposition; the date's own first byte where there is none.
    pub start: usize,
}

/// A preposition of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateLead {
    /// since
    Since,
    /// until, till, up to
    Until,
    /// to
    To,
    /// through
    Through,
    /// by
    By,
    /// in, on, at, as of
    In,
    /// from
    From,
    /// between, before the first of two dates
    Between,
    /// during, throughout, over
    During,
    /// before, prior to, `pre-`
    Before,
    /// after, following, `post-`
    After,
}

impl FoundDate {
    /// The date with what its preposition makes of it: `2007/..` for `since 2007`, `../2042` for `to 2042`.
    /// A range stays as it is, and so does a decade after `through`.
    #[must_use]
    pub fn with_lead(&self) -> Edtf {
        opened(self.date, self.words.lead)
    }
}

/// Reads a whole printed date; `None` where the text is anything else, has no year, or can be read two
/// ways that no common date covers.
///
/// Prepositions open an end (`since 2007` is `2007/..`, `by 2042` is `../2042`); the date after `before` and
/// `after` is kept as the bound, because the words do not say by how much it is missed. Numeric dates that
/// can be read both ways round give their year; `2004-05`, month or years, gives `2004/2005`, which holds
/// both.
#[must_use]
pub fn parse_date(printed: &str) -> Option<Edtf> {
    // An EDTF interval as it stands; other EDTF forms are read below, where `2004-05` may be two years.
    if let Some(interval) = Some(printed.trim()).filter(|date| date.contains('/')).and_then(|date| date.parse().ok()) {
        return Some(interval);
    }
    let tokens = Tokens::of_date(printed);
    let (lead, at) = lead::at_start(&tokens);
    let found = range::printed(&tokens, at, lead)?;
    let mut date = found.date;
    let mut end = found.next;
    if tokens.is_mark(end, '?')
        && let Edtf::Date(ref mut date) = date
    {
        date.qualifier.uncertain = true;
        end += 1;
    }
    if end == tokens.len() {
        return (lead != Some(DateLead::Between) || matches!(date, Edtf::Interval(..))).then(|| opened(date, lead));
    }
    // `2007–`: a range whose end is still to come.
    (end + 1 == tokens.len() && tokens.is_dash(end) && lead.is_none())
        .then(|| match date {
            Edtf::Date(date) if !date.qualifier.uncertain => Some(Edtf::since(date.date)),
            Edtf::Date(_) | Edtf::Interval(..) => None,
        })
        .flatten()
}

/// Finds the dates of running text, in order and without overlap.
///
/// A number that may be a figure is not a date: `2000 troops`, `2,004`, `No. 2012`, `$2000`, `[2012]`, and
/// nothing in an address is. A date without a year, and words such as `two years later`, are dates only where the
/// others of the text tell their year.
#[must_use]
pub fn find_dates(text: &str) -> Vec<FoundDate> {
    find_dates_given(text, None)
}

/// The same for a text that stands under a date, as a timeline item's title and description do.
#[must_use]
pub fn find_dates_given(text: &str, given: Option<Edtf>) -> Vec<FoundDate> {
    // Every date has four digits in a row somewhere, its own or those of the date that resolves it.
    if given.is_none() && !has_four_digits(text) {
        return Vec::new();
    }
    let tokens = Tokens::read(text);
    let mut dates = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens.may_begin(at) {
            at += 1;
            continue;
        }
        let lead = lead::before(&tokens, at);
        let found = if tokens.in_address(at) { None } else { range::printed(&tokens, at, lead.word) };
        let Some(found) = found else {
            at += 1;
            continue;
        };
        if !figure::is_figure(&tokens, &found, at, lead.word) {
            dates.push(found_date(&tokens, found.date, found.next, at, lead));
        }
        at = found.next;
    }
    relative::resolve(&tokens, &mut dates, given);
    dates
}

fn has_four_digits(text: &str) -> bool {
    let mut n_digits = 0;
    text.bytes().any(|byte| {
        n_digits = if byte.is_ascii_digit() { n_digits + 1 } else { 0 };
        n_digits == 4
    })
}

fn found_date(tokens: &Tokens<'_>, date: Edtf, next: usize, at: usize, lead: lead::Lead) -> FoundDate {
    let start = tokens.start(at);
    FoundDate {
        start,
        end: tokens.end(next - 1),
        date,
        words: DateWords { lead: lead.word, start: if lead.word.is_some() { tokens.start(lead.at) } else { start } },
    }
}

fn opened(date: Edtf, lead: Option<DateLead>) -> Edtf {
    let (Edtf::Date(single), Some(lead)) = (date, lead) else { return date };
    let is_decade = matches!(single.date, PartialDate::Decade(_));
    match lead {
        DateLead::Since | DateLead::From | DateLead::After => {
            let mut bound = single;
            bound.date = range::first_bound(single.date);
            Edtf::Interval(Some(bound), None)
        }
        DateLead::Through if is_decade => date,
        DateLead::Until | DateLead::To | DateLead::By | DateLead::Through | DateLead::Before => {
            let mut bound = single;
            bound.date = range::last_bound(single.date);
            Edtf::Interval(None, Some(bound))
        }
        DateLead::In | DateLead::During | DateLead::Between => date,
    }
}

#[cfg(test)]
mod tests;
