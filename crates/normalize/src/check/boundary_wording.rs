//! One bound of time, worded in two ways.

use std::collections::{BTreeMap, BTreeSet};

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::{DatePrecision, Edtf};
use chancery_model::passage::PassageKind;
use chancery_model::rule::{Explanation, Group, Rule};

use super::texts::stems;
use super::{Subject, quoted};
use chancery_lexis::date::{DateLead, FoundDate};

pub(super) const RULE: Rule = Rule {
    id: "boundary-wording-differs",
    group: Group::Text,
    severity: Severity::Info,
    exception: None,
    summary: "one bound of time, worded in two ways",
    explanation: Explanation {
        asks: "is an end date of one thing worded alike throughout: to, through, by or before?",
        why: "to 2042 and through 2042 may differ by a year.",
        mend: "say in both places alike whether the time itself is included.",
        fires: "The harbour lease runs to 2042. It rests on the lease of the harbour through 2042.",
        silent: "The harbour lease runs to 2042. It rests on the lease of the harbour until 2042.",
    },
};

/// Words that two clauses must share to speak of one thing.
const LEAST_SHARED: usize = 2;
/// Earlier wordings of a date that a later one is compared with.
const MOST_COMPARED: usize = 16;

/// Where a bound stands, and what its clause is about.
struct Bound {
    lead: DateLead,
    place: Span,
    about: BTreeSet<String>,
}

/// One finding for each later wording that differs from an earlier one of the same thing.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let text = &subject.document.report.text;
    let mut bounds: BTreeMap<Edtf, Vec<Bound>> = BTreeMap::new();
    let mut findings = Vec::new();
    let said = subject.own_words().filter(|(_, statement)| statement.kind != PassageKind::Heading);
    for (at, statement) in said {
        let clauses = statement.clauses();
        for date in subject.texts.dates(at) {
            let Some(lead) = bound(date) else { continue };
            let place = Span::new(statement.span.start + date.words.start, statement.span.start + date.end);
            let clause = clauses.iter().find(|clause| place.start < clause.end);
            let about = clause.map(|clause| stems(clause.of(text))).unwrap_or_default();
            let earlier = bounds.entry(date.date).or_default();
            let is_same =
                |other: &&Bound| other.lead != lead && other.about.intersection(&about).count() >= LEAST_SHARED;
            if let Some(other) = earlier.iter().take(MOST_COMPARED).find(is_same) {
                let message = format!(
                    "expected one wording of the bound, {} as before, found {}",
                    quoted(other.place.of(text)),
                    quoted(place.of(text))
                );
                findings.push(
                    RULE.at(subject.document.anchor(place), message)
                        .label(subject.document.anchor(other.place), "worded otherwise here")
                        .record(&statement.passage_id),
                );
            }
            earlier.push(Bound { lead, place, about });
        }
    }
    findings
}

/// The preposition that makes a date a bound; `until` says what `to` says. `through the 2010s` is a period.
fn bound(date: &FoundDate) -> Option<DateLead> {
    let is_single = matches!(date.date, Edtf::Date(_)) && date.date.precision() < DatePrecision::Decade;
    match date.words.lead? {
        DateLead::To | DateLead::Until => Some(DateLead::To),
        lead @ (DateLead::Through | DateLead::By | DateLead::Before) => Some(lead),
        DateLead::Since | DateLead::In | DateLead::From | DateLead::Between | DateLead::During | DateLead::After => {
            None
        }
    }
    .filter(|_| is_single)
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn two_wordings_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 7] = [
            (
                "to_and_through",
                "The harbour lease runs to 2042. It rests on the lease of the harbour through 2042.",
                &["through 2042"],
            ),
            ("by_and_before", "The harbour works end by 2030. The harbour works end before 2030.", &["before 2030"]),
            ("to_and_until", "The harbour lease runs to 2042. The harbour lease lasts until 2042.", &[]),
            ("another_thing", "The harbour lease runs to 2042. Debts are due by 2042.", &[]),
            ("another_year", "The harbour lease runs to 2042. The harbour lease runs through 2045.", &[]),
            ("heading", "The harbour lease runs to 2042.\n\n## Harbour lease through 2042\n\nIt runs on.", &[]),
            ("decade", "The harbour lease ran to 2020. The harbour lease ran through the 2020s.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("boundary-wording-differs", &[(situation, text, expected)]);
        }
    }
}
