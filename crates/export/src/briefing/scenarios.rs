//! Scenarios: what the outlook holds possible, how likely, and the signs of each.

use chancery_model::observation::{Observation, ObservationKind};

use super::date_words::period_words;
use super::labels;
use super::reading::{Reading, plain, sentence_case, shortened};
use super::{Block, Column, Inline, Table};

/// Indicator id of rows that say how likely a scenario is.
pub(crate) const LIKELIHOOD: &str = "scenario-likelihood";
/// Indicator id of rows that name one sign to watch.
const SIGNAL: &str = "scenario-signal";
/// Indicator id of rows that say what happens.
const PATH: &str = "scenario-path";

/// Longest text of a path in a cell, in characters: rows are not split over pages.
const PATH_LENGTH: usize = 420;

/// Most signs listed in a cell.
const SIGNS: usize = 12;

/// The table of scenarios; nothing where the report has none.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let rows: Vec<_> = scenarios(reading).into_iter().map(|(label, rows)| row(label, &rows)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let column = |label: &str, weight: f32| Column { label: label.to_owned(), weight, numeric: false };
    let columns = vec![
        column(labels::COLUMN_SCENARIO, 4.7),
        column(labels::COLUMN_LIKELIHOOD, 1.5),
        column(labels::COLUMN_SIGNALS, 3.4),
        column(labels::COLUMN_HORIZON, 1.2),
    ];
    vec![
        Block::Heading { level: 1, text: labels::SCENARIOS.to_owned() },
        Block::Table(Table { caption: labels::SCENARIOS_CAPTION.to_owned(), columns, rows }),
    ]
}

/// Scenario rows of one of the three indicators, in document order.
pub(crate) fn rows_of<'a>(reading: &Reading<'a>, indicator: &str) -> impl Iterator<Item = &'a Observation> {
    let rows = reading.datasets.observations.iter();
    rows.filter(move |row| is_scenario(row) && row.indicator_id.as_deref() == Some(indicator))
}

/// Whether a row belongs to a scenario's table.
pub(crate) fn is_scenario(row: &Observation) -> bool {
    row.kind == ObservationKind::Signal && row.scenario.is_some()
}

/// Scenarios by label, in the order the report first names them.
fn scenarios<'a>(reading: &Reading<'a>) -> Vec<(&'a str, Vec<&'a Observation>)> {
    let mut places = std::collections::BTreeMap::new();
    let mut scenarios: Vec<(&str, Vec<&Observation>)> = Vec::new();
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

fn row(label: &str, rows: &[&Observation]) -> Vec<Vec<Inline>> {
    let phrases = |indicator: &'static str| {
        let of = rows.iter().filter(move |row| row.indicator_id.as_deref() == Some(indicator));
        of.filter_map(|row| row.phrase.as_deref()).filter(|phrase| !phrase.trim().is_empty())
    };
    let mut name = vec![Inline::Strong(sentence_case(&shortened(label, 80)))];
    let path = phrases(PATH).collect::<Vec<_>>().join(" ");
    if !path.is_empty() {
        name.push(Inline::Text(format!(". {}", shortened(&path, PATH_LENGTH))));
    }
    let likelihood = phrases(LIKELIHOOD).map(|phrase| shortened(phrase, 80)).collect::<Vec<_>>().join("; ");
    let signs = phrases(SIGNAL).take(SIGNS).map(|phrase| shortened(phrase, 160)).collect::<Vec<_>>().join("; ");
    let horizon = rows.iter().find_map(|row| row.time_period);
    let or_not_said = |words: String| if words.is_empty() { labels::NOT_SAID.to_owned() } else { words };
    vec![
        name,
        plain(or_not_said(likelihood)),
        plain(or_not_said(signs)),
        plain(or_not_said(period_words(horizon, None))),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, rows_of_table};
    use super::*;

    #[test]
    fn a_scenario_has_label_likelihood_signs_and_horizon() {
        let datasets = specimen::datasets();
        let rows = rows_of_table(&blocks(&Reading::new(&datasets)));
        assert_eq!(rows.len(), 2);
        assert_eq!(
            rows[0],
            ["Drift. Ties loosen year by year", "most probable", "fewer joint meetings; rising tolls", "until 2030"]
                .map(str::to_owned)
        );
        assert_eq!(rows[1], ["Rupture", "unlikely", labels::NOT_SAID, "until 2030"].map(str::to_owned));
    }

    #[test]
    fn no_outlook_no_table() {
        assert!(blocks(&Reading::new(&specimen::empty())).is_empty());
    }

    #[test]
    fn rows_outside_scenarios_and_empty_labels_are_sound() {
        let mut datasets = specimen::empty();
        datasets.observations.push(specimen::observation("a sign", ObservationKind::Signal));
        assert!(blocks(&Reading::new(&datasets)).is_empty());
        datasets.observations[0].scenario = Some(String::new());
        assert_eq!(rows_of_table(&blocks(&Reading::new(&datasets))).len(), 1);
    }
}
