//! The period a figure is for.

use chancery_model::edtf::Edtf;

use super::reading::Reading;
use chancery_lexis::date::{DateLead, FoundDate};

/// A period and how far its words reach, preposition included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    pub(super) date: Edtf,
    pub(super) lead: Option<DateLead>,
    /// What the words say without their preposition.
    pub(super) bare: Edtf,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The period of a figure at `start..end`: the date nearest to it in its own segment, those after it before
/// those in front; else a date that opens the sentence (`In 2015, …`), which rules all of it.
pub(super) fn of_figure(reading: &Reading<'_>, start: usize, end: usize) -> Option<Period> {
    let (low, high) = reading.segment(start, end);
    // `and` joins two statements where a figure stands on both sides of it.
    let low = after_and(reading, low, start);
    let high = before_and(reading, end, high);
    let within = |date: &&FoundDate| date.start >= low && date.end <= high;
    let after = reading.dates.iter().filter(within).find(|date| date.start >= end);
    let before = || reading.dates.iter().filter(within).rfind(|date| date.end <= start);
    let opening = || {
        let first = reading.dates.first()?;
        let opens =
            reading.text[..first.words.start].trim().is_empty() || reading.text[..first.words.start].trim() == "The";
        let followed = reading.numbers.iter().all(|number| number.start >= first.end);
        (opens
            && followed
            && matches!(
                first.words.lead,
                Some(DateLead::In | DateLead::During | DateLead::Between | DateLead::Since | DateLead::By)
            ))
        .then_some(first)
    };
    // `and, through the 2010s, held above 30`: a segment that is nothing but a date belongs to the next.
    let inserted = || {
        let rest = reading.text[..low].trim_end_matches([',', ' ']);
        let is_whole = |date: &&FoundDate| {
            let before = reading.text[..date.words.start.min(date.start)].trim_end();
            date.end == rest.len() && date.words.lead.is_some() && (before.is_empty() || before.ends_with(','))
        };
        reading.dates.iter().find(is_whole)
    };
    let date = after.or_else(before).or_else(inserted).or_else(opening)?;
    let span = (date.words.start.min(date.start), date.end);
    Some(Period { date: date.with_lead(), lead: date.words.lead, bare: date.date, start: span.0, end: span.1 })
}

fn after_and(reading: &Reading<'_>, low: usize, start: usize) -> usize {
    let and = reading.text[low..start].rfind(" and ").map(|at| low + at);
    let divides = |at: &usize| reading.numbers.iter().any(|number| number.start >= low && number.end <= *at);
    and.filter(divides).map_or(low, |at| at + 5)
}

fn before_and(reading: &Reading<'_>, end: usize, high: usize) -> usize {
    let and = reading.text[end..high].find(" and ").map(|at| end + at);
    let divides = |at: &usize| reading.numbers.iter().any(|number| number.start >= *at && number.end <= high);
    and.filter(divides).unwrap_or(high)
}

/// Words that name a time without dating it: `in peak years`. Where they follow a figure directly, they belong
/// to its phrase. Their end, or `end` where there are none.
pub(super) fn undated_time(reading: &Reading<'_>, end: usize) -> usize {
    const PREPOSITIONS: &[&str] = &["in", "at", "during", "over", "per", "a", "each", "every"];
    const TIMES: &[&str] = &[
        "annually", "day", "days", "decade", "decades", "hour", "month", "months", "peak", "period", "quarter",
        "quarters", "season", "seasons", "summer", "time", "times", "week", "winter", "year", "years",
    ];
    const MOST_WORDS: usize = 4;
    let first = reading.word_at(end);
    let Some(word) = reading.words.get(first) else { return end };
    if word.lower == "annually" || word.lower == "yearly" {
        return word.end;
    }
    if !PREPOSITIONS.contains(&word.lower.as_str()) || !reading.text[end..word.start].trim().is_empty() {
        return end;
    }
    let next = reading.words[first + 1..].iter().take(MOST_WORDS);
    let mut reached = word.end;
    let mut found = end;
    for word in next {
        if !reading.text[reached..word.start].trim().is_empty()
            || reading.dates.iter().any(|date| date.start == word.start)
        {
            break;
        }
        reached = word.end;
        if TIMES.binary_search(&word.lower.as_str()).is_ok() {
            found = word.end;
        }
    }
    found
}
