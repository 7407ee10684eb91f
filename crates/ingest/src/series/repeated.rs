//! Observations that a file gives twice.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use chancery_model::diagnostic::{Diagnostic, Place, Severity};
use chancery_model::rule::{Exception, Explanation, Group, Rule};

use super::{RawObservation, RawSeries};
use crate::place::{MAX_DIAGNOSTICS, shown};

pub(super) const REPEATED: Rule = Rule {
    id: "repeated-observation",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: Some(Exception { severity: Severity::Warning, when: "where both rows have the same value" }),
    summary: "one area and period twice in a series",
    explanation: Explanation {
        asks: "has a series one value for each area and period?",
        why: "only one of the two can be kept.",
        mend: "take out the row that is wrong.",
        fires: "geo,time,grain\nPER,2010,12\nPER,2010,13",
        silent: "geo,time,grain\nPER,2010,12\nPER,2011,13",
    },
};

/// Leaves the first of several observations of one area and period, and tells of the others.
pub(super) fn without_repetitions(file: &str, series: &mut RawSeries) -> Vec<Diagnostic> {
    let observations = &series.observations;
    if is_in_blocks(observations) {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..observations.len()).collect();
    // Stable: of equals the first of the file stays first.
    order.sort_by(|one, other| compare(&observations[*one], &observations[*other]));
    let (mut diagnostics, mut repeated) = (Vec::new(), BTreeSet::new());
    let mut kept = 0;
    for position in 1..order.len() {
        let (first, again) = (&observations[order[kept]], &observations[order[position]]);
        if compare(first, again) != Ordering::Equal {
            kept = position;
            continue;
        }
        repeated.insert(order[position]);
        if diagnostics.len() < MAX_DIAGNOSTICS {
            diagnostics.push(found_again(file, first, again));
        }
    }
    if !repeated.is_empty() {
        diagnostics.sort_by_key(|diagnostic| match diagnostic.place {
            Place::File { line, .. } => line,
            Place::Report(_) | Place::Dossier => None,
        });
        let mut index = 0..;
        series.observations.retain(|_| index.next().is_none_or(|index| !repeated.contains(&index)));
    }
    diagnostics
}

fn found_again(file: &str, first: &RawObservation, again: &RawObservation) -> Diagnostic {
    let place = Place::File { file: file.to_owned(), line: Some(again.line), column: None };
    let differ = first.value != again.value;
    let found = if differ {
        format!("{} beside the {} of line {}", shown(&again.printed), shown(&first.printed), first.line)
    } else {
        format!("it on line {} as well", first.line)
    };
    let message = format!("expected one value for {} in {}, found {found}", again.area, again.period);
    REPEATED
        .excepted_if(!differ)
        .at(place, message)
        .help("the first is kept; if the rows differ in another column, give each its own series")
}

fn compare(one: &RawObservation, other: &RawObservation) -> Ordering {
    text(&one.area, &other.area)
        .then_with(|| one.counterpart.cmp(&other.counterpart))
        .then_with(|| text(&one.period, &other.period))
}

/// Compares texts; one text that is shared equals itself without a look.
fn text(one: &Arc<str>, other: &Arc<str>) -> Ordering {
    if Arc::ptr_eq(one, other) { Ordering::Equal } else { one.cmp(other) }
}

/// Whether each area stands in one run of rising or falling periods, as portals sort their files: then nothing needs
/// to be remembered but the areas.
fn is_in_blocks(observations: &[RawObservation]) -> bool {
    let mut seen: BTreeSet<(&str, Option<&str>)> = BTreeSet::new();
    let mut direction = Ordering::Equal;
    let mut before: Option<&RawObservation> = None;
    for found in observations {
        let same =
            before.filter(|before| text(&before.area, &found.area).is_eq() && before.counterpart == found.counterpart);
        match same.map(|before| text(&before.period, &found.period)) {
            Some(Ordering::Equal) => return false,
            Some(step) if direction == Ordering::Equal || direction == step => direction = step,
            Some(_) => return false,
            None if seen.insert((&found.area, found.counterpart.as_deref())) => direction = Ordering::Equal,
            None => return false,
        }
        before = Some(found);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_told_from_what_may_repeat() {
        let cases = [
            ("", true),
            ("A1 A2 A3 B1", true),
            ("A3 A2 B3 B2", true),
            ("B1 A1 C1", true),
            ("A1 A1", false),
            ("A1 A2 A1", false),
            ("A1 B1 A2", false),
        ];
        for (text, expected) in cases {
            let row = |word: &str| RawObservation {
                area: word[..1].into(),
                period: word[1..].into(),
                ..RawObservation::default()
            };
            let rows: Vec<_> = text.split_whitespace().map(row).collect();
            assert_eq!(is_in_blocks(&rows), expected, "{text}");
        }
    }
}
