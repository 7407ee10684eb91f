//! A figure of what changes from year to year, without its time.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::Edtf;
use chancery_model::observation::{ObsStatus, Observation, ObservationKind, ObservationOrigin};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};

pub(super) const RULE: Rule = Rule {
    id: "figure-without-period",
    group: Group::Figures,
    severity: Severity::Warning,
    exception: None,
    summary: "a figure of a yearly indicator that says no year",
    explanation: Explanation {
        asks: "does each figure of an indicator that data portals publish by the year say what time it is of? A sentence that has a date for no other figure is passed over.",
        why: "a share of peak years, or of no year at all, can be neither checked nor updated.",
        mend: "name the year or years that the figure is of.",
        fires: "Remittances came to 30 percent of GDP.",
        silent: "Remittances came to 30 percent of GDP in 2013.",
    },
};

/// One finding for each figure of an indicator that portals publish by the year, which states no period and stands in
/// a sentence without any date, or beside a figure that the sentence's dates are of.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let vocabulary = subject.lexicon.vocabulary;
    // An area of land is published by the year and hardly changes.
    let land: BTreeSet<&str> =
        vocabulary.units.iter().filter(|unit| unit.base == "km2").map(|unit| unit.unit.as_str()).collect();
    let is_land = |unit: &Option<String>| unit.as_deref().is_some_and(|unit| land.contains(unit));
    let published = vocabulary.indicators.iter().filter(|entry| !entry.codes.is_empty() && !is_land(&entry.unit));
    let yearly: BTreeSet<&str> = published.map(|entry| entry.indicator_id.as_str()).collect();
    let dated = dated(subject);
    let is_timeless = |row: &&Observation| {
        row.kind == ObservationKind::Figure
            && row.origin == ObservationOrigin::Prose
            && row.time_period.is_none()
            && row.obs_status != ObsStatus::Forecast
            && row.indicator_id.as_deref().is_some_and(|id| yearly.contains(id))
            && row.place.as_ref().is_some_and(|place| !dated.contains(place.passage_id.as_str()))
            && row.value.or(row.value_low).or(row.value_high).is_some()
    };
    let finding = |row: &Observation| {
        let (place, name) = (row.place.as_ref()?, row.indicator_name.as_deref()?);
        let phrase = row.phrase.as_deref().unwrap_or(&place.quote);
        let message = format!("expected the time that {} is of ({name}), found none", quoted(phrase));
        Some(RULE.at(place.anchor, message).record(&row.observation_id))
    };
    subject.observations.iter().filter(is_timeless).filter_map(finding).collect()
}

/// The passages with a date that is no other row's period: it may be the figure's.
fn dated<'d>(subject: &Subject<'d>) -> BTreeSet<&'d str> {
    let mut taken: BTreeMap<&str, Vec<Edtf>> = BTreeMap::new();
    for row in subject.observations {
        if let (Some(place), Some(period)) = (&row.place, row.time_period) {
            taken.entry(place.passage_id.as_str()).or_default().push(period);
        }
    }
    let has_free = |at: usize, id: &str| {
        let taken = taken.get(id).map_or(&[][..], Vec::as_slice);
        subject.texts.dates(at).iter().any(|date| !taken.iter().any(|period| period.overlaps(date.date)))
    };
    let passages = subject.own_words().map(|(at, statement)| (at, statement.passage_id.as_str()));
    passages.filter(|(at, id)| has_free(*at, id)).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn figures_without_time_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 8] = [
            ("timeless", "Remittances came to 30 percent of GDP.", &["30 percent of GDP"]),
            ("year", "Remittances came to 30 percent of GDP in 2013.", &[]),
            ("decade", "Remittances came to 30 percent of GDP in the 2010s.", &[]),
            ("no_indicator", "The harbour has nine cranes.", &[]),
            (
                "year_elsewhere_in_the_sentence",
                "When the port opened in 2013, remittances came to 30 percent of GDP.",
                &[],
            ),
            (
                "year_of_another_figure",
                "Remittances came to 30 percent of GDP in peak years and 20 percent of GDP in 2013.",
                &["30 percent of GDP in peak years"],
            ),
            (
                "years_of_another_figure_and_one_more",
                "For the years 2001–3, remittances were 33%, 22% and 26% of GDP, respectively, but in 2014 they fell to 16% of GDP.",
                &[],
            ),
            ("no_number", "Remittances are large.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("figure-without-period", &[(situation, text, expected)]);
        }
    }
}
