//! The annex: the report's events and statements as tables.

use chancery_model::edtf::Edtf;
use chancery_model::event::Event;
use chancery_model::observation::{Observation, ObservationOrigin};

use super::key_figures::{indicator_words, stated_words};
use super::label::Label;
use super::reading::{Reading, plain, sentence_case, shortened};
use super::scenarios::is_scenario;
use super::wording::Wording;
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
    let heading = reading.heading(Label::AnnexEvents);
    if events.is_empty() {
        return vec![heading, Block::Paragraph(plain(reading.wording.text(Label::NoEvents)))];
    }
    let columns = columns(&[
        (reading.wording.text(Label::ColumnDate), 1.7),
        (reading.wording.text(Label::ColumnEvent), 4.0),
        (reading.wording.text(Label::ColumnActors), 1.6),
        (reading.wording.text(Label::ColumnType), 2.0),
        (reading.wording.text(Label::ColumnSources), 1.1),
    ]);
    let mut events: Vec<_> = events.iter().collect();
    // In order of time, undated ones last; the CSV has them in the report's order.
    events.sort_by_key(|event| {
        let start = event.date.and_then(|date| date.earliest().or(date.latest()));
        (start.is_none(), start, event.date.and_then(Edtf::latest))
    });
    let rows = events.iter().take(ROWS).map(|event| event_row(reading, event)).collect();
    let table = Table { caption: reading.wording.text(Label::AnnexEventsCaption).to_owned(), columns, rows };
    [heading, Block::Table(table)].into_iter().chain(rest(&reading.wording, events.len(), "csv/events.csv")).collect()
}

fn event_row(reading: &Reading<'_>, event: &Event) -> Vec<Vec<Inline>> {
    let domain = event.category.map(|category| reading.wording.member("category", category.name()));
    let kind = event.event_type.map(|kind| reading.wording.member("event-type", &kind.name().to_lowercase()));
    let sorts: Vec<_> = domain.into_iter().chain(kind).collect();
    vec![
        plain(
            event.date.map_or_else(
                || reading.wording.text(Label::UndatedEvent).to_owned(),
                |date| reading.wording.date(date),
            ),
        ),
        reading.quote(sentence_case(&shortened(&event.title, STATEMENT))),
        plain(shortened(&event.actors.join(", "), 80)),
        plain(sorts.join(", ")),
        reading.citations(&event.reference_ids),
    ]
}

fn statements(reading: &Reading<'_>) -> Vec<Block> {
    let heading = reading.heading(Label::AnnexIndicators);
    let own = |row: &&Observation| row.origin != ObservationOrigin::Series && !is_scenario(row);
    let n_rows = reading.datasets.observations.iter().filter(own).count();
    if n_rows == 0 {
        return vec![heading, Block::Paragraph(plain(reading.wording.text(Label::NoStatements)))];
    }
    let columns = columns(&[
        (reading.wording.text(Label::ColumnIndicator), 2.25),
        (reading.wording.text(Label::ColumnStated), 3.65),
        (reading.wording.text(Label::ColumnUnderstood), 1.8),
        (reading.wording.text(Label::ColumnPeriod), 1.15),
        (reading.wording.text(Label::ColumnReadIn), 1.2),
        (reading.wording.text(Label::ColumnSources), 0.95),
    ]);
    let rows = reading.datasets.observations.iter().filter(own).take(ROWS);
    let rows = rows.map(|row| statement_row(reading, row)).collect();
    let table = Table { caption: reading.wording.text(Label::AnnexIndicatorsCaption).to_owned(), columns, rows };
    [heading, Block::Table(table)].into_iter().chain(rest(&reading.wording, n_rows, "csv/indicators.csv")).collect()
}

fn statement_row(reading: &Reading<'_>, row: &Observation) -> Vec<Vec<Inline>> {
    let read_in = match row.origin {
        ObservationOrigin::Prose => reading.wording.text(Label::ReadInProse),
        ObservationOrigin::Timeline => reading.wording.text(Label::ReadInTimeline),
        ObservationOrigin::Table => reading.wording.text(Label::ReadInTable),
        ObservationOrigin::ReferenceTitle => reading.wording.text(Label::ReadInTitle),
        ObservationOrigin::Series => reading.wording.text(Label::ReadInSeries),
        ObservationOrigin::Curated => reading.wording.text(Label::ReadInCuration),
    };
    vec![
        reading.english(plain(indicator_words(row))),
        reading.quote(stated_words(row, STATEMENT)),
        plain(reading.wording.value(row)),
        plain(reading.wording.period(row.time_period, row.comparator)),
        plain(read_in),
        reading.citations(&row.reference_ids),
    ]
}

fn columns(labels: &[(&str, f32)]) -> Vec<Column> {
    let column = |(label, weight): &(&str, f32)| Column { label: (*label).to_owned(), weight: *weight, numeric: false };
    labels.iter().map(column).collect()
}

/// Where to find the rows that are not printed.
fn rest(wording: &Wording<'_>, n_rows: usize, path: &str) -> Option<Block> {
    let left = n_rows.checked_sub(ROWS).filter(|left| *left > 0)?;
    Some(Block::Note(plain(
        wording.fill(Label::RowsLeft, &[("rows", &wording.counted(Label::Row, left)), ("file", path)]),
    )))
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, rows_of_table, texts_of};
    use super::*;

    #[test]
    fn every_event_is_a_row_with_its_sources() {
        let datasets = specimen::datasets();
        let rows = rows_of_table(&blocks(&specimen::reading(&datasets)));
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
            rows_of_table(&events(&specimen::reading(&datasets))).into_iter().map(|row| row[1].clone()).collect();
        assert_eq!(titles, ["A", "B", "C", "D"]);
    }

    #[test]
    fn statements_are_those_of_the_report_outside_scenarios() {
        let datasets = specimen::datasets();
        let blocks = statements(&specimen::reading(&datasets));
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
        let blocks = blocks(&specimen::reading(&datasets));
        assert_eq!(rows_of_table(&blocks).len(), ROWS);
        assert!(texts_of(&blocks).contains("50 rows more are in csv/events.csv"), "{}", texts_of(&blocks[2..]));
        assert!(texts_of(&blocks).contains(specimen::label(Label::UndatedEvent)));
    }

    #[test]
    fn empty_tables_say_so_and_an_unwanted_annex_is_left_out() {
        let mut datasets = specimen::empty();
        let text = texts_of(&blocks(&specimen::reading(&datasets)));
        assert!(
            text.contains(specimen::label(Label::NoEvents)) && text.contains(specimen::label(Label::NoStatements)),
            "{text}"
        );
        datasets.dossier.briefing.annex = false;
        assert!(blocks(&specimen::reading(&datasets)).is_empty());
    }
}
