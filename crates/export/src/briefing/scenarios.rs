//! Scenarios: what the outlook holds possible, how likely, what would bring it about, and the signs of each.

use chancery_model::edtf::Edtf;
use chancery_model::observation::{Observation, ObservationKind};

use super::label::Label;
use super::reading::{Reading, plain, sentence_case, shortened};
use super::{Block, Column, Inline, Table};

/// Indicator id of rows that say how likely a scenario is.
pub(crate) const LIKELIHOOD: &str = "scenario-likelihood";
/// Indicator id of rows that name what would bring it about.
const TRIGGER: &str = "scenario-trigger";
/// Indicator id of rows that name one sign to watch.
const SIGNAL: &str = "scenario-signal";
/// Indicator id of rows that say what happens.
const PATH: &str = "scenario-path";

/// Longest text of a path in a cell, in characters: rows are not split over pages.
const PATH_LENGTH: usize = 320;

/// Most triggers or signs listed in a cell.
const LISTED: usize = 12;

/// The table of scenarios; nothing where the report has none.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let scenarios = scenarios(reading);
    if scenarios.is_empty() {
        return Vec::new();
    }
    let wording = &reading.wording;
    let shared = shared_horizon(&scenarios);
    let caption = match shared {
        Some(horizon) => wording.fill(Label::ScenariosHorizon, &[("period", &wording.date(horizon))]),
        None => wording.text(Label::ScenariosCaption).to_owned(),
    };
    let column = |label, weight: f32| Column { label: wording.text(label).to_owned(), weight, numeric: false };
    let mut columns = vec![
        column(Label::ColumnScenario, 3.9),
        column(Label::ColumnLikelihood, 1.4),
        column(Label::ColumnTriggers, 2.7),
        column(Label::ColumnSignals, 2.8),
    ];
    let each_its_own = shared.is_none() && scenarios.iter().any(|(_, rows)| horizon(rows).is_some());
    columns.extend(each_its_own.then(|| column(Label::ColumnPeriod, 1.2)));
    let n_columns = columns.len();
    let rows = scenarios.iter().map(|(label, rows)| row(reading, label, rows).into_iter().take(n_columns).collect());
    let table = Table { caption, rows: rows.collect(), columns };
    vec![reading.heading(Label::Scenarios), Block::Table(table)]
}

/// Scenario rows of one of the indicators, in document order.
pub(crate) fn rows_of<'a>(reading: &Reading<'a>, indicator: &str) -> impl Iterator<Item = &'a Observation> {
    let rows = reading.datasets.observations.iter();
    rows.filter(move |row| is_scenario(row) && row.indicator_id.as_deref() == Some(indicator))
}

/// Whether a row belongs to a scenario's table.
pub(crate) fn is_scenario(row: &Observation) -> bool {
    row.kind == ObservationKind::Signal && row.scenario.is_some()
}

/// A scenario's label and its rows.
type Scenario<'a> = (&'a str, Vec<&'a Observation>);

/// Scenarios in the order the report first names them.
fn scenarios<'a>(reading: &Reading<'a>) -> Vec<Scenario<'a>> {
    let mut places = std::collections::BTreeMap::new();
    let mut scenarios: Vec<Scenario<'a>> = Vec::new();
    for row in reading.datasets.observations.iter().filter(|row| is_scenario(row)) {
        let label = row.scenario.as_deref().unwrap_or_default();
        let at = *places.entry(label).or_insert_with(|| {
            scenarios.push((label, Vec::new()));
            scenarios.len() - 1
        });
        scenarios[at].1.push(row);
    }
    scenarios
}

/// The time that a scenario looks ahead to.
fn horizon(rows: &[&Observation]) -> Option<Edtf> {
    rows.iter().find_map(|row| row.time_period)
}

/// The horizon that all scenarios have; `None` where they differ or have none.
fn shared_horizon(scenarios: &[Scenario<'_>]) -> Option<Edtf> {
    let first = horizon(&scenarios.first()?.1)?;
    scenarios.iter().all(|(_, rows)| horizon(rows) == Some(first)).then_some(first)
}

/// Name and path, likelihood, triggers, signs, horizon.
fn row(reading: &Reading<'_>, label: &str, rows: &[&Observation]) -> Vec<Vec<Inline>> {
    let phrases = |indicator: &'static str| {
        let of = rows.iter().filter(move |row| row.indicator_id.as_deref() == Some(indicator));
        of.filter_map(|row| row.phrase.as_deref()).filter(|phrase| !phrase.trim().is_empty())
    };
    let mut name = vec![Inline::Strong(sentence_case(&shortened(label, 80)))];
    let path = phrases(PATH).collect::<Vec<_>>().join(" ");
    if !path.is_empty() {
        name.push(Inline::Text(format!(". {}", shortened(&path, PATH_LENGTH))));
    }
    let listed = |indicator, most| {
        phrases(indicator).take(LISTED).map(|phrase| shortened(phrase, most)).collect::<Vec<_>>().join("; ")
    };
    let said = |words: String| match words.as_str() {
        "" => plain(reading.wording.text(Label::NotSaid)),
        _ => reading.quote(words),
    };
    let period = horizon(rows).map(|horizon| reading.wording.date(horizon));
    vec![
        reading.quoted(name),
        said(listed(LIKELIHOOD, 80)),
        said(listed(TRIGGER, 160)),
        said(listed(SIGNAL, 160)),
        plain(period.unwrap_or_else(|| reading.wording.text(Label::NotSaid).to_owned())),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, rows_of_table, texts_of};
    use super::*;

    #[test]
    fn a_scenario_has_label_likelihood_triggers_and_signs() {
        let mut datasets = specimen::datasets();
        let rupture = datasets.observations.iter().find(|row| row.scenario.as_deref() == Some("rupture"));
        let trigger = Observation {
            indicator_id: Some(TRIGGER.to_owned()),
            phrase: Some("a ban on grain".to_owned()),
            ..rupture.expect("the specimen's second scenario").clone()
        };
        datasets.observations.push(trigger);
        let blocks = blocks(&specimen::reading(&datasets));
        let rows = rows_of_table(&blocks);
        assert_eq!(rows.len(), 2);
        let not_said = specimen::label(Label::NotSaid);
        let drift =
            ["Drift. Ties loosen year by year", "most probable", not_said, "fewer joint meetings; rising tolls"];
        assert_eq!(rows[0], drift.map(str::to_owned));
        assert_eq!(rows[1], ["Rupture", "unlikely", "a ban on grain", not_said].map(str::to_owned));
        let text = texts_of(&blocks);
        assert!(text.contains("Scenarios of the outlook until 2030, in the report’s words"), "{text}");
    }

    #[test]
    fn horizons_that_differ_have_a_column() {
        let mut datasets = specimen::datasets();
        for row in datasets.observations.iter_mut().filter(|row| row.scenario.as_deref() == Some("rupture")) {
            row.time_period = None;
        }
        let rows = rows_of_table(&blocks(&specimen::reading(&datasets)));
        assert_eq!((rows[0][4].as_str(), rows[1][4].as_str()), ("until 2030", specimen::label(Label::NotSaid)));
    }

    #[test]
    fn no_outlook_no_table() {
        assert!(blocks(&specimen::reading(&specimen::empty())).is_empty());
    }

    #[test]
    fn rows_outside_scenarios_and_empty_labels_are_sound() {
        let mut datasets = specimen::empty();
        datasets.observations.push(specimen::observation("a sign", ObservationKind::Signal));
        assert!(blocks(&specimen::reading(&datasets)).is_empty());
        datasets.observations[0].scenario = Some(String::new());
        assert_eq!(rows_of_table(&blocks(&specimen::reading(&datasets))).len(), 1);
    }
}
