//! The annex: the report's events and statements as tables.

use chancery_model::edtf::Edtf;
use chancery_model::event::Event;
use chancery_model::observation::{Observation, ObservationOrigin};

use super::date_words::{date_words, period_words};
use super::key_figures::{indicator_words, stated_words};
use super::labels::{self, counted, fill};
use super::reading::{Reading, plain, sentence_case, shortened};
use super::scenarios::is_scenario;
use super::value_words::value_words;
use super::{Block, Column, Inline, Table};

/// Rows printed of a table; the rest are in the release's CSV.
const ROWS: usize = 250;

/// Longest statement in a row, in characters: rows are not split over pages.
const STATEMENT: usize = 260;

/// Both tables; nothing where the dossier wants none.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    if !reading.datasets.dossier.briefing.annex {
        return Vec::new();
    }
    let mut blocks = events(reading);
    blocks.extend(statements(reading));
    blocks
}

fn events(reading: &Reading<'_>) -> Vec<Block> {
    let events = &reading.datasets.events;
    let heading = Block::Heading { level: 1, text: labels::ANNEX_EVENTS.to_owned() };
    if events.is_empty() {
        return vec![heading, Block::Paragraph(plain(labels::NO_EVENTS))];
    }
    let columns = columns(&[
        (labels::COLUMN_DATE, 1.7),
        (labels::COLUMN_EVENT, 4.0),
        (labels::COLUMN_ACTORS, 1.6),
        (labels::COLUMN_TYPE, 2.0),
        (labels::COLUMN_SOURCES, 1.1),
    ]);
    let mut events: Vec<_> = events.iter().collect();
    // In order of time, undated ones last; the CSV has them in the report's order.
    events.sort_by_key(|event| {
        let start = event.date.and_then(|date| date.earliest().or(date.latest()));
        (start.is_none(), start, event.date.and_then(Edtf::latest))
    });
    let rows = events.iter().take(ROWS).map(|event| event_row(reading, event)).collect();
    let table = Table { caption: labels::ANNEX_EVENTS_CAPTION.to_owned(), columns, rows };
    [heading, Block::Table(table)].into_iter().chain(rest(events.len(), "csv/events.csv")).collect()
}

fn event_row(reading: &Reading<'_>, event: &Event) -> Vec<Vec<Inline>> {
    let domain = event.category.map(|category| category.name().to_owned());
    let kind = event.event_type.map(|kind| kind.name().to_lowercase());
    let sorts: Vec<_> = domain.into_iter().chain(kind).collect();
    vec![
        plain(event.date.map_or_else(|| labels::UNDATED_EVENT.to_owned(), date_words)),
        plain(sentence_case(&shortened(&event.title, STATEMENT))),
        plain(shortened(&event.actors.join(", "), 80)),
        plain(sorts.join(", ")),
        reading.citations(&event.reference_ids),
    ]
}

fn statements(reading: &Reading<'_>) -> Vec<Block> {
    let heading = Block::Heading { level: 1, text: labels::ANNEX_INDICATORS.to_owned() };
    let own = |row: &&Observation| row.origin != ObservationOrigin::Series && !is_scenario(row);
    let n_rows = reading.datasets.observations.iter().filter(own).count();
    if n_rows == 0 {
        return vec![heading, Block::Paragraph(plain(labels::NO_STATEMENTS))];
    }
    let columns = columns(&[
        (labels::COLUMN_INDICATOR, 2.2),
        (labels::COLUMN_STATED, 3.3),
        (labels::COLUMN_UNDERSTOOD, 1.8),
        (labels::COLUMN_PERIOD, 1.3),
        (labels::COLUMN_READ_IN, 1.2),
        (labels::COLUMN_SOURCES, 1.1),
    ]);
    let rows = reading.datasets.observations.iter().filter(own).take(ROWS);
    let rows = rows.map(|row| statement_row(reading, row)).collect();
    let table = Table { caption: labels::ANNEX_INDICATORS_CAPTION.to_owned(), columns, rows };
    [heading, Block::Table(table)].into_iter().chain(rest(n_rows, "csv/indicators.csv")).collect()
}

fn statement_row(reading: &Reading<'_>, row: &Observation) -> Vec<Vec<Inline>> {
    let read_in = match row.origin {
        ObservationOrigin::Prose => labels::READ_IN_PROSE,
        ObservationOrigin::Timeline => labels::READ_IN_TIMELINE,
        ObservationOrigin::Table => labels::READ_IN_TABLE,
        ObservationOrigin::ReferenceTitle => labels::READ_IN_TITLE,
        ObservationOrigin::Series => labels::READ_IN_SERIES,
        ObservationOrigin::Curated => labels::READ_IN_CURATION,
    };
    vec![
        plain(indicator_words(row)),
        plain(stated_words(row, STATEMENT)),
        plain(value_words(row)),
        plain(period_words(row.time_period, row.comparator)),
        plain(read_in),
        reading.citations(&row.reference_ids),
    ]
}

fn columns(labels: &[(&str, f32)]) -> Vec<Column> {
    let column = |(label, weight): &(&str, f32)| Column { label: (*label).to_owned(), weight: *weight, numeric: false };
    labels.iter().map(column).collect()
}

/// Where to find the rows that are not printed.
fn rest(n_rows: usize, path: &str) -> Option<Block> {
    let left = n_rows.checked_sub(ROWS).filter(|left| *left > 0)?;
    Some(Block::Note(plain(fill(labels::ROWS_LEFT, &[&counted(left, labels::ROW), path]))))
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, rows_of_table, texts_of};
    use super::*;

    #[test]
    fn every_event_is_a_row_with_its_sources() {
        let datasets = specimen::datasets();
        let rows = rows_of_table(&blocks(&Reading::new(&datasets)));
        assert_eq!(rows.len(), datasets.events.len());
        assert_eq!(rows[0], ["June 1999", "River accord", "LOW, HIG", "political, agree", "^1"].map(str::to_owned));
    }

    #[test]
    fn events_stand_in_order_of_time_and_undated_ones_last() {
        let mut datasets = specimen::empty();
        datasets.events = [(None, "D"), (Some("2004"), "C"), (Some("1999-06"), "A"), (Some("../2001"), "B")]
            .map(|(date, title)| specimen::event(date, title))
            .to_vec();
        let titles: Vec<_> =
            rows_of_table(&events(&Reading::new(&datasets))).into_iter().map(|row| row[1].clone()).collect();
        assert_eq!(titles, ["A", "B", "C", "D"]);
    }

    #[test]
    fn statements_are_those_of_the_report_outside_scenarios() {
        let datasets = specimen::datasets();
        let blocks = statements(&Reading::new(&datasets));
        let rows = rows_of_table(&blocks);
        assert_eq!(rows.len(), 3, "{rows:?}");
        assert_eq!(
            rows[1][1..5],
            ["“above 30 percent”", "more than 30\u{a0}% of GDP", "2010s", "text"].map(str::to_owned)
        );
    }

    #[test]
    fn long_tables_end_with_the_way_to_the_rest() {
        let mut datasets = specimen::empty();
        datasets.events = (0..300).map(|n| specimen::event(None, &format!("Event {n}"))).collect();
        let blocks = blocks(&Reading::new(&datasets));
        assert_eq!(rows_of_table(&blocks).len(), ROWS);
        assert!(texts_of(&blocks).contains("50 rows more are in csv/events.csv"), "{}", texts_of(&blocks[2..]));
        assert!(texts_of(&blocks).contains(labels::UNDATED_EVENT));
    }

    #[test]
    fn empty_tables_say_so_and_an_unwanted_annex_is_left_out() {
        let mut datasets = specimen::empty();
        let text = texts_of(&blocks(&Reading::new(&datasets)));
        assert!(text.contains(labels::NO_EVENTS) && text.contains(labels::NO_STATEMENTS), "{text}");
        datasets.dossier.briefing.annex = false;
        assert!(blocks(&Reading::new(&datasets)).is_empty());
    }
}
