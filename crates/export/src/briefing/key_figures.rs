//! Key figures: what the report states in numbers, and where the portals' series stand now.

use std::collections::BTreeMap;

use chancery_model::edtf::Edtf;
use chancery_model::observation::{Observation, ObservationKind, ObservationOrigin};
use chancery_model::series::Series;

use super::label::Label;
use super::reading::{Reading, plain, shortened};
use super::wording::Wording;
use super::{Block, Column, Inline, Table};

/// Longest statement in a row, in characters: rows are not split over pages.
const STATEMENT: usize = 180;

/// The table of key figures; nothing where there are none or the dossier wants none.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let most = reading.datasets.dossier.briefing.key_figures;
    let stated: Vec<_> = reading.datasets.observations.iter().filter(|row| is_stated(row)).collect();
    let distinct = unrepeated(&reading.wording, &stated);
    let shown = foremost(&distinct, most);
    let series = reading.datasets.series.iter().filter_map(|series| Some((series, latest_of(reading, series)?)));
    let series = unsuperseded(series.collect());
    let rows: Vec<_> = shown
        .iter()
        .map(|row| stated_row(reading, row))
        .chain(series.into_iter().take(most).map(|(series, latest)| series_row(reading, series, latest)))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        reading.heading(Label::KeyFigures),
        Block::Table(Table {
            caption: reading.wording.text(Label::KeyFiguresCaption).to_owned(),
            columns: columns(&reading.wording),
            rows,
        }),
    ];
    if shown.len() < stated.len() {
        let left = reading.wording.counted(Label::Statement, stated.len() - shown.len());
        blocks.push(Block::Note(plain(reading.wording.fill(Label::KeyFiguresLeft, &[("statements", &left)]))));
    }
    blocks
}

/// The name a reader knows an observation's indicator by; empty where none is known.
pub(crate) fn indicator_words(observation: &Observation) -> String {
    let name = observation.indicator_name.as_deref().filter(|name| !name.is_empty());
    name.map_or_else(
        || observation.indicator_id.as_deref().unwrap_or_default().replace('-', " "),
        |name| shortened(name, 80),
    )
}

/// The words that state it, in quotation marks, of at most so many characters; empty where there are none.
pub(crate) fn stated_words(observation: &Observation, most: usize) -> String {
    let quote = observation.place.as_ref().map(|place| place.quote.as_str());
    let words = observation.phrase.as_deref().or(quote).unwrap_or_default();
    if words.trim().is_empty() { String::new() } else { format!("“{}”", shortened(words, most)) }
}

fn is_stated(row: &Observation) -> bool {
    let origin = matches!(
        row.origin,
        ObservationOrigin::Prose | ObservationOrigin::Timeline | ObservationOrigin::Table | ObservationOrigin::Curated
    );
    // A figure of which no number was understood has nothing to show beside its words.
    let valued = row.kind != ObservationKind::Figure || row.value.or(row.value_low).or(row.value_high).is_some();
    origin && valued && row.scenario.is_none() && row.kind != ObservationKind::Signal
}

/// Of statements that say the same (one indicator, value and period), only that with most sources, the first
/// of equals; in document order. What was understood as neither a value nor a period repeats nothing.
fn unrepeated<'a>(wording: &Wording<'_>, stated: &[&'a Observation]) -> Vec<&'a Observation> {
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    for (at, row) in stated.iter().enumerate() {
        let value = wording.value(row);
        let period = wording.period(row.time_period, row.comparator);
        let key = match row.indicator_id.as_deref() {
            Some(indicator) if !(value.is_empty() && period.is_empty()) => {
                format!("{indicator}\n{:?}\n{value}\n{period}\n{:?}", row.kind, row.ref_area)
            }
            _ => at.to_string(),
        };
        let best = kept.entry(key).or_insert(at);
        if row.reference_ids.len() > stated[*best].reference_ids.len() {
            *best = at;
        }
    }
    let mut places: Vec<usize> = kept.into_values().collect();
    places.sort_unstable();
    places.into_iter().map(|at| stated[at]).collect()
}

/// The statements that say most (a known indicator, a value, a source), as many as fit, in document order.
fn foremost<'a>(stated: &[&'a Observation], most: usize) -> Vec<&'a Observation> {
    let weight = |row: &Observation| {
        let valued = row.value.or(row.value_low).or(row.value_high).is_some();
        u8::from(row.indicator_id.is_some()) + u8::from(valued) + u8::from(!row.reference_ids.is_empty())
    };
    let mut order: Vec<usize> = (0..stated.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(weight(stated[*at])));
    order.truncate(most);
    order.sort_unstable();
    order.into_iter().map(|at| stated[at]).collect()
}

/// Leaves out what another of the series observes further on, or of the same producer in a later vintage.
fn unsuperseded<'a>(all: Vec<(&'a Series, &'a Observation)>) -> Vec<(&'a Series, &'a Observation)> {
    let end = |latest: &Observation| latest.time_period.and_then(Edtf::latest);
    let is_newer = |(series, latest): &(&Series, &Observation), (other, others): &(&Series, &Observation)| {
        let later = end(others) == end(latest) && other.updated > series.updated && other.producer == series.producer;
        let same = other.indicator_id == series.indicator_id && others.unit == latest.unit;
        same && (end(others) > end(latest) || later)
    };
    let stays =
        |one: &&(&Series, &Observation)| one.0.indicator_id.is_none() || !all.iter().any(|other| is_newer(one, other));
    all.iter().filter(stays).copied().collect()
}

/// A series' newest value on the dossier's area; on the series' only or first area where the dossier names
/// none of it.
fn latest_of<'a>(reading: &Reading<'a>, series: &Series) -> Option<&'a Observation> {
    let rows = || {
        reading.datasets.observations.iter().filter(|row| {
            row.source.as_deref() == Some(series.id.as_str())
                && row.origin == ObservationOrigin::Series
                && row.value.is_some_and(f64::is_finite)
                && row.time_period.is_some()
        })
    };
    let own = reading.datasets.dossier.ref_area.as_deref();
    let area = match rows().find(|row| row.ref_area.as_deref() == own) {
        Some(row) => row.ref_area.as_deref(),
        None => rows().next()?.ref_area.as_deref(),
    };
    rows().filter(|row| row.ref_area.as_deref() == area).max_by_key(|row| row.time_period.and_then(|p| p.latest()))
}

fn columns(wording: &Wording<'_>) -> Vec<Column> {
    let column = |label: &str, weight: f32| Column { label: label.to_owned(), weight, numeric: false };
    vec![
        column(wording.text(Label::ColumnIndicator), 2.6),
        column(wording.text(Label::ColumnStated), 3.7),
        column(wording.text(Label::ColumnUnderstood), 2.1),
        column(wording.text(Label::ColumnPeriod), 1.2),
        column(wording.text(Label::ColumnSources), 1.3),
    ]
}

fn stated_row(reading: &Reading<'_>, row: &Observation) -> Vec<Vec<Inline>> {
    vec![
        reading.english(plain(indicator_words(row))),
        reading.quote(stated_words(row, STATEMENT)),
        plain(reading.wording.value(row)),
        plain(reading.wording.period(row.time_period, row.comparator)),
        reading.citations(&row.reference_ids),
    ]
}

fn series_row(reading: &Reading<'_>, series: &Series, latest: &Observation) -> Vec<Vec<Inline>> {
    let wording = &reading.wording;
    let unit = latest.unit.as_deref();
    let value = latest.value.map(|value| wording.rounded_with_unit(value, unit)).unwrap_or_default();
    let observed = match series.updated {
        Some(updated) => wording.fill(Label::LatestOfVintage, &[("day", &wording.day(updated))]),
        None => wording.text(Label::LatestObserved).to_owned(),
    };
    // A producer's name ends at its first comma; the dataset and who copied it stand in the colophon.
    let producer = series.producer.split(',').next().unwrap_or_default();
    let name = if series.title.trim().is_empty() { &series.id } else { &series.title };
    vec![
        reading.english(plain(shortened(name, 80))),
        plain(observed),
        plain(value),
        plain(wording.period(latest.time_period, None)),
        reading.english(plain(shortened(producer, 60))),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, rows_of_table, texts_of};
    use super::*;

    #[test]
    fn statements_keep_their_hedge_value_period_and_source() {
        let datasets = specimen::datasets();
        let rows = rows_of_table(&blocks(&specimen::reading(&datasets)));
        assert_eq!(
            rows[0],
            ["Grain exports", "“mid-40s percent”", "44–46\u{a0}% of GDP", "2010s", "^1"].map(str::to_owned)
        );
        assert_eq!(
            rows[2],
            ["Transit lease", "“a lease to 2042”", "", "until 2042", "^2"].map(str::to_owned),
            "a commitment has a term and no value"
        );
        assert_eq!(
            rows[3],
            [
                "Grain exports",
                "latest observed value, as updated on 1 April 2024",
                "41.2\u{a0}% of GDP",
                "2023",
                "Statistics Office"
            ]
            .map(str::to_owned)
        );
    }

    #[test]
    fn of_two_vintages_the_later_is_shown() {
        let datasets = specimen::datasets();
        let rows = rows_of_table(&blocks(&specimen::reading(&datasets)));
        assert_eq!(rows.len(), 4, "{rows:?}");
        let mut apart = specimen::datasets();
        apart.series[0].indicator_id = None;
        assert_eq!(rows_of_table(&blocks(&specimen::reading(&apart))).len(), 5);
    }

    #[test]
    fn fewer_are_chosen_by_what_they_say_and_the_rest_counted() {
        let mut datasets = specimen::datasets();
        datasets.observations[0].reference_ids.clear();
        datasets.observations[0].indicator_id = None;
        datasets.dossier.briefing.key_figures = 1;
        let blocks = blocks(&specimen::reading(&datasets));
        assert_eq!(rows_of_table(&blocks)[0][1], "“above 30 percent”");
        assert!(texts_of(&blocks).contains("2 statements"), "{}", texts_of(&blocks));
    }

    #[test]
    fn a_statement_told_again_is_listed_once_with_most_sources() {
        let mut datasets = specimen::datasets();
        let lease = datasets.observations.iter().find(|row| row.phrase.as_deref() == Some("a lease to 2042"));
        let mut lease = lease.or(datasets.observations.get(2)).expect("a commitment").clone();
        lease.indicator_id = Some("lease".to_owned());
        lease.origin = ObservationOrigin::Prose;
        datasets.observations.clear();
        let with = |sources: &[&str], period: &str| Observation {
            reference_ids: sources.iter().map(|id| (*id).to_owned()).collect(),
            time_period: Some(period.parse().expect("a date")),
            ..lease.clone()
        };
        let rows = [with(&[], "../2042"), with(&["a", "b"], "../2042"), with(&["c"], "../2042"), with(&[], "../2050")];
        let kept = unrepeated(&specimen::wording(), &rows.iter().collect::<Vec<_>>());
        let sources: Vec<_> = kept.iter().map(|row| row.reference_ids.len()).collect();
        assert_eq!(sources, [2, 0], "another term is another statement");
    }

    #[test]
    fn a_series_names_its_producer_up_to_the_first_comma() {
        let mut datasets = specimen::datasets();
        for series in &mut datasets.series {
            series.producer = "Statistics Office, Yearbook, copied by others".to_owned();
        }
        let rows = rows_of_table(&blocks(&specimen::reading(&datasets)));
        assert_eq!(rows[3][4], "Statistics Office");
    }

    #[test]
    fn none_wanted_or_none_stated_is_no_table() {
        let mut datasets = specimen::datasets();
        datasets.dossier.briefing.key_figures = 0;
        assert!(blocks(&specimen::reading(&datasets)).is_empty());
        assert!(blocks(&specimen::reading(&specimen::empty())).is_empty());
    }

    #[test]
    fn scenario_rows_and_reference_titles_are_no_key_figures() {
        let mut datasets = specimen::datasets();
        datasets.observations.retain(|row| row.scenario.is_some());
        datasets.observations.push(Observation {
            origin: ObservationOrigin::ReferenceTitle,
            ..specimen::observation("200 people", ObservationKind::Figure)
        });
        assert!(blocks(&specimen::reading(&datasets)).is_empty());
    }

    #[test]
    fn figures_without_a_number_are_left_to_the_annex() {
        let mut datasets = specimen::empty();
        datasets.observations.push(specimen::observation("vast sums", ObservationKind::Figure));
        assert!(blocks(&specimen::reading(&datasets)).is_empty());
        datasets.observations.push(specimen::observation("the largest buyer", ObservationKind::Rank));
        assert_eq!(rows_of_table(&blocks(&specimen::reading(&datasets))).len(), 1);
    }

    #[test]
    fn series_values_that_are_no_numbers_are_passed_over() {
        let mut datasets = specimen::datasets();
        datasets.observations.retain(|row| row.origin == ObservationOrigin::Series);
        datasets.observations.iter_mut().for_each(|row| row.value = Some(f64::NAN));
        assert!(blocks(&specimen::reading(&datasets)).is_empty());
    }
}
