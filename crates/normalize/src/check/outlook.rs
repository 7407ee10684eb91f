//! Scenarios of the outlook: how likely, until when, and seen by what.

use std::collections::BTreeMap;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::observation::Observation;
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use chancery_lexis::word::words;

pub(super) const NO_LIKELIHOOD: Rule = Rule {
    id: "scenario-no-likelihood",
    group: Group::Outlook,
    severity: Severity::Warning,
    exception: None,
    summary: "a scenario without a judgement of its likelihood",
    explanation: Explanation {
        asks: "does the outlook say of each scenario how likely it is? May and could judge nothing.",
        why: "a reader must know which of the paths to plan for.",
        mend: "judge it in words of likelihood (unlikely, likely, most probable), or against the others.",
        fires: "Ships call.\n\n## Outlook\n\nIn a calm path, ships call until 2030.",
        silent: "Ships call.\n\n## Outlook\n\nIn a calm path, ships call until 2030. This is most likely.",
    },
};

pub(super) const NO_HORIZON: Rule = Rule {
    id: "scenario-horizon-missing",
    group: Group::Outlook,
    severity: Severity::Warning,
    exception: None,
    summary: "scenarios that do not say until when",
    explanation: Explanation {
        asks: "does the outlook say what time its scenarios look ahead to?",
        why: "without a horizon a forecast can be neither right nor wrong.",
        mend: "say until when: to 2030, over the next five years up to 2030.",
        fires: "Ships call.\n\n## Outlook\n\nIn a calm path, ships call. This is most likely.",
        silent: "Ships call.\n\n## Outlook\n\nAs the town looks to 2030, in a calm path ships call. This is most likely.",
    },
};

pub(super) const NOT_MEASURABLE: Rule = Rule {
    id: "signal-not-measurable",
    group: Group::Outlook,
    severity: Severity::Warning,
    exception: None,
    summary: "a sign to watch that nobody can measure",
    explanation: Explanation {
        asks: "has each sign a number, an indicator, a direction, or an act of the kinds that events have?",
        why: "a sign that each observer sees otherwise warns nobody.",
        mend: "say what would be seen: an act, a figure and its direction, a date.",
        fires: "Ships call.\n\n## Outlook\n\nIn a calm path, ships call. Signs would include warm feelings.",
        silent: "Ships call.\n\n## Outlook\n\nIn a calm path, ships call. Signs would include more ships.",
    },
};

/// Words that say in which direction a sign moves.
const DIRECTIONS: &[&str] = &[
    "above",
    "below",
    "decline",
    "declining",
    "expanded",
    "expanding",
    "fall",
    "falling",
    "fewer",
    "growing",
    "growth",
    "higher",
    "increase",
    "increased",
    "increasing",
    "joint",
    "larger",
    "less",
    "lower",
    "more",
    "new",
    "reduced",
    "rise",
    "rising",
    "shrinking",
    "smaller",
];

/// `scenario-no-likelihood` for each scenario, `scenario-horizon-missing` once for the outlook, `signal-not-measurable`
/// for each sign.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut scenarios: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for row in subject.observations {
        if let Some(label) = row.scenario.as_deref() {
            scenarios.entry(label).or_default().push(row);
        }
    }
    let is = |row: &Observation, id: &str| row.indicator_id.as_deref() == Some(id);
    let mut findings = Vec::new();
    for (label, rows) in &scenarios {
        let path = rows.iter().find(|row| is(row, "scenario-path"));
        if let Some((row, place)) = path.and_then(|row| Some((row, row.place.as_ref()?)))
            && !rows.iter().any(|row| is(row, "scenario-likelihood"))
        {
            let message =
                format!("expected how likely the scenario \u{201c}{label}\u{201d} is, found no judgement of it");
            findings.push(NO_LIKELIHOOD.at(place.anchor, message).record(&row.observation_id));
        }
        for row in rows.iter().filter(|row| is(row, "scenario-signal")) {
            let Some(place) = row.place.as_ref().filter(|place| !is_measurable(subject, &place.quote)) else {
                continue;
            };
            let message = format!("expected a sign that can be counted or dated, found {}", quoted(&place.quote));
            findings.push(NOT_MEASURABLE.at(place.anchor, message).record(&row.observation_id));
        }
    }
    let paths = subject.observations.iter().filter(|row| is(row, "scenario-path"));
    let first = paths.clone().next().filter(|_| paths.clone().all(|row| row.time_period.is_none()));
    if let Some((row, place)) = first.and_then(|row| Some((row, row.place.as_ref()?))) {
        let message = format!(
            "expected the time that the scenarios look ahead to, found none in the outlook\u{2019}s {} scenarios",
            paths.count()
        );
        findings.push(NO_HORIZON.at(place.anchor, message).record(&row.observation_id));
    }
    findings
}

/// Whether a sign can be seen: it has a number, an indicator, a direction, or an act of the kinds that events have.
fn is_measurable(subject: &Subject<'_>, sign: &str) -> bool {
    let words = words(sign);
    let has_number = sign.contains(|letter: char| letter.is_ascii_digit());
    let has_direction = words.iter().any(|word| DIRECTIONS.binary_search(&word.lower.as_str()).is_ok());
    has_number
        || has_direction
        || subject.lexicon.event_type(sign).is_some()
        || !subject.lexicon.indicators(&subject.lexicon.term_hits(&words)).is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;
    use super::DIRECTIONS;

    #[test]
    fn directions_are_sorted() {
        assert!(DIRECTIONS.is_sorted());
    }

    #[track_caller]
    fn cases(rule: &str, cases: &[(&'static str, &str, &'static [&'static str])]) {
        for (situation, outlook, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\nShips call.\n\n## Outlook\n\n{outlook}\n").leak();
            check(rule, &[(situation, text, expected)]);
        }
    }

    #[test]
    fn unjudged_scenarios_are_found() {
        cases(
            "scenario-no-likelihood",
            &[
                ("unjudged", "In a calm path, ships call until 2030.", &["In a calm path, ships call until 2030."]),
                ("judged", "In a calm path, ships call until 2030. This is most likely.", &[]),
                ("no_scenario", "Ships will call until 2030.", &[]),
                (
                    "trigger_is_no_judgement",
                    "In a calm path, ships call until 2030. A fair wind would be the most likely trigger.",
                    &["In a calm path, ships call until 2030."],
                ),
                ("judged_behind_a_condition", "If the wind turns by 2030, a calm path is most likely.", &[]),
            ],
        );
    }

    #[test]
    fn missing_horizons_are_found() {
        cases(
            "scenario-horizon-missing",
            &[
                (
                    "missing",
                    "In a calm path, ships call. This is most likely.\n\nIn a storm path, ships flee. This is unlikely.",
                    &["In a calm path, ships call."],
                ),
                ("stated", "As the town looks to 2030, much is open. In a calm path, ships call.", &[]),
                ("no_scenario", "Ships will call.", &[]),
            ],
        );
    }

    #[test]
    fn vague_signs_are_found() {
        cases(
            "signal-not-measurable",
            &[
                (
                    "vague",
                    "In a calm path, ships call. Signs would include warm feelings, more ships, or a signed treaty.",
                    &["warm feelings"],
                ),
                (
                    "trigger",
                    "In a calm path, warm feelings among the guilds would lead the town to open its port.",
                    &[],
                ),
                (
                    "beside_a_trigger",
                    "A calm path is likely if the wind turns; signs would include warm feelings.",
                    &["warm feelings"],
                ),
                ("condition", "A calm path is likely if feelings warm. Triggers would include kind words.", &[]),
                ("number", "In a calm path, ships call. Signs would include 30 calls a day.", &[]),
                ("no_signs", "In a calm path, ships call.", &[]),
            ],
        );
    }
}
