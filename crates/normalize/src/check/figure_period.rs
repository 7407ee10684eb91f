//! A figure of what changes from year to year, without its time.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::observation::{ObsStatus, Observation, ObservationKind, ObservationOrigin};

use super::rule::{Explanation, Group, Rule};
use super::{Subject, quoted};

pub(super) const RULE: Rule = Rule {
    id: "figure-without-period",
    group: Group::Figures,
    severity: Severity::Warning,
    summary: "a figure of a yearly indicator that says no year",
    explanation: Explanation {
        asks: "does each figure of a known indicator say what time it is of?",
        why: "a share of peak years, or of no year at all, can be neither checked nor updated.",
        mend: "name the year or years that the figure is of.",
        fires: "Remittances came to 30 percent of GDP.",
        silent: "Remittances came to 30 percent of GDP in 2013.",
    },
};

/// One finding for each figure of a known indicator that states no period.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let is_timeless = |row: &&Observation| {
        row.kind == ObservationKind::Figure
            && row.origin == ObservationOrigin::Prose
            && row.time_period.is_none()
            && row.obs_status != ObsStatus::Forecast
            && row.value.or(row.value_low).or(row.value_high).is_some()
    };
    let finding = |row: &Observation| {
        let (place, name) =
            (row.place.as_ref()?, row.indicator_name.as_deref().filter(|_| row.indicator_id.is_some())?);
        let phrase = row.phrase.as_deref().unwrap_or(&place.quote);
        let message = format!("expected the time that {} is of ({name}), found none", quoted(phrase));
        Some(
            RULE.at(place.anchor, message)
                .help("name the year or years that the figure is of")
                .record(&row.observation_id),
        )
    };
    subject.observations.iter().filter(is_timeless).filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn figures_without_time_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 5] = [
            ("timeless", "Remittances came to 30 percent of GDP.", &["30 percent of GDP"]),
            ("year", "Remittances came to 30 percent of GDP in 2013.", &[]),
            ("decade", "Remittances came to 30 percent of GDP in the 2010s.", &[]),
            ("no_indicator", "The harbour has nine cranes.", &[]),
            ("no_number", "Remittances are large.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("figure-without-period", &[(situation, text, expected)]);
        }
    }
}
