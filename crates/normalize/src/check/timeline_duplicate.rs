//! One event listed twice in the timeline.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Dated, Subject};
use chancery_lexis::word::words;

pub(super) const RULE: Rule = Rule {
    id: "timeline-duplicate",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: None,
    summary: "one event listed twice in the timeline",
    explanation: Explanation {
        asks: "do two items have dates that overlap, and one title or nearly the same words?",
        why: "an event listed twice is counted twice.",
        mend: "join the two items, or say in the titles how they differ.",
        fires: "## Timeline\n\n- 2012 – Port lease: signed in the capital.\n- May 2012 – Port lease: a new term of years.",
        silent: "## Timeline\n\n- 2012 – Port lease: signed in the capital.\n- 2012 – Rail bridge: opened to trains.",
    },
};

/// Share of two items' words that must be common to both.
const LEAST_SHARE: f64 = 0.6;
/// Items of one year that one is compared with.
const MOST_COMPARED: usize = 64;

/// One finding for each item that repeats an earlier one.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let text = &subject.document.report.text;
    let items = subject.timeline();
    let mut years: BTreeMap<_, Vec<(&Dated<'_>, String, BTreeSet<String>)>> = BTreeMap::new();
    let mut findings = Vec::new();
    for item in &items {
        let title = item.item.title.of(text).to_lowercase();
        let told = format!("{title} {}", item.item.description.of(text));
        let told: BTreeSet<String> = words(&told).into_iter().map(|word| word.lower.into_string()).collect();
        let earlier = years.entry(item.date.earliest().map(|day| day.year())).or_default();
        let is_same = |(other, other_title, other_told): &&(&Dated<'_>, String, BTreeSet<String>)| {
            item.date.overlaps(other.date)
                && (!title.is_empty() && *other_title == title || share(&told, other_told) >= LEAST_SHARE)
        };
        if let Some((other, ..)) = earlier.iter().rev().take(MOST_COMPARED).find(is_same) {
            let message = format!(
                "expected an event of its own, found {} again, told {} above",
                super::quoted(item.item.title.of(text)),
                other.date
            );
            findings.push(
                RULE.at(subject.document.anchor(item.item.title), message)
                    .label(subject.document.anchor(other.item.title), "the same event"),
            );
        }
        earlier.push((item, title, told));
    }
    findings
}

fn share(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { number(common) / number(all) }
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn repeated_items_are_found() {
        check(
            "timeline-duplicate",
            &[
                (
                    "one_title",
                    "# R\n\n## Timeline\n\n- 2012 – Port lease: signed in the capital.\n- May 2012 – Port lease: a new term of years.\n",
                    &["Port lease"],
                ),
                (
                    "same_words",
                    "# R\n\n## Timeline\n\n- 2012 – Port lease: both sides signed a lease of the port.\n- 2012 – Lease of the port: both sides signed a port lease.\n",
                    &["Lease of the port"],
                ),
                (
                    "two_years",
                    "# R\n\n## Timeline\n\n- 2012 – Summit: held in the north.\n- 2013 – Summit: held in the north.\n",
                    &[],
                ),
                (
                    "two_events",
                    "# R\n\n## Timeline\n\n- 2012 – Port lease: signed in the capital.\n- 2012 – Rail bridge: opened to trains.\n",
                    &[],
                ),
            ],
        );
    }
}
