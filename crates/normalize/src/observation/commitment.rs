//! Commitments: an undertaking with a term, `a lease to 2042`.

use chancery_model::edtf::{DatePrecision, Edtf};
use chancery_model::observation::{Comparator, ObsStatus, Observation, ObservationKind};

use super::reading::Reading;
use crate::lexicon::TermHit;
use chancery_lexis::date::{DateLead, FoundDate};

/// The commitments of a statement: the words of a commitment indicator and, in the same clause, a date up to
/// which it holds.
pub(super) fn commitments(reading: &Reading<'_>) -> Vec<Observation> {
    reading.dates.iter().filter_map(|date| commitment(reading, date)).collect()
}

fn commitment(reading: &Reading<'_>, date: &FoundDate) -> Option<Observation> {
    let lexicon = reading.source.lexicon;
    if !matches!(date.words.lead, Some(DateLead::Until | DateLead::To | DateLead::Through)) {
        return None;
    }
    if matches!(date.date.precision(), DatePrecision::Decade | DatePrecision::Interval) {
        return None;
    }
    let end = reading.word_at(date.words.start);
    let found = reading.indicators.iter().copied();
    let of_commitment =
        found.filter(|(index, _)| lexicon.vocabulary.indicators[*index].kind == ObservationKind::Commitment);
    let (index, _) = of_commitment.max_by_key(|(index, size)| (*size, std::cmp::Reverse(*index)))?;
    let indicator = &lexicon.vocabulary.indicators[index];
    // The quote begins with the first of the commitment's words a little before the date, what describes it
    // included; where they stand elsewhere, with the date's segment.
    const WINDOW: usize = 12;
    let (low, _) = reading.segment(date.words.start, date.end);
    let before = &reading.text[..date.words.start];
    let clause = before.rfind([';', ':']).map_or(0, |at| at + 1);
    let first = end.saturating_sub(WINDOW).max(reading.word_at(clause));
    let own = |hit: &TermHit| lexicon.is_term_of(index, hit.term, false);
    let begins = reading.terms_within(first, end).into_iter().find(own).map(|hit| hit.first);
    let start = match begins.map(|at| reading.words[at].start) {
        Some(start) => with_adjective(reading, start),
        None => low + reading.text[low..].len() - reading.text[low..].trim_start().len(),
    };
    let ref_area = reading.ref_area(date.start);
    let counterpart_area = reading.counterpart(ref_area.as_deref());
    Some(Observation {
        indicator_id: Some(indicator.indicator_id.clone()),
        indicator_name: Some(indicator.name.clone()),
        ref_area,
        counterpart_area,
        time_period: match date.date {
            Edtf::Date(end) => Some(Edtf::Interval(None, Some(end))),
            Edtf::Interval(..) => Some(date.date),
        },
        comparator: Some(Comparator::Until),
        obs_status: ObsStatus::Forecast,
        phrase: Some(reading.text[start..date.end].to_owned()),
        ..reading.observation(ObservationKind::Commitment, start, date.end)
    })
}

/// One adjective or number before a noun belongs to it: `long lease`, `201st base`.
fn with_adjective(reading: &Reading<'_>, start: usize) -> usize {
    const ADJECTIVES: &[&str] =
        &["long", "long-term", "new", "permanent", "renewed", "short", "long-running", "initial"];
    let before = reading.word_at(start).checked_sub(1).map(|at| &reading.words[at]);
    before
        .filter(|word| {
            ADJECTIVES.contains(&word.lower.as_str()) || word.lower.starts_with(|letter: char| letter.is_ascii_digit())
        })
        .map_or(start, |word| word.start)
}
