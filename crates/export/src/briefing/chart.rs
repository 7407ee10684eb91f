//! What the chart shows: vintages of a series, and what the report says of its indicator.

use std::collections::BTreeMap;

use chancery_model::day::Day;
use chancery_model::edtf::Edtf;
use chancery_model::observation::{Observation, ObservationKind, ObservationOrigin};
use chancery_model::series::Series;

use super::evidence::vintage_words;
use super::reading::{Reading, shortened};
use super::wording::Wording;

/// Older vintages drawn beside the newest.
const OLDER: usize = 3;

/// Longest time drawn, in years: beyond it single years could not be told apart.
const LONGEST: f64 = 1000.0;

/// What the chart shows.
pub(crate) struct Chart<'a> {
    /// The newest vintage first, then older ones; never empty.
    pub(crate) lines: Vec<Line<'a>>,
    /// What the report says of the indicator over the time shown, in document order.
    pub(crate) claims: Vec<Claim<'a>>,
    /// Unit id; `None` for values without one.
    pub(crate) unit: Option<&'a str>,
    /// Area of the values.
    pub(crate) area: Option<&'a str>,
    /// What the report says of the indicator at other times.
    pub(crate) n_claims_elsewhere: usize,
}

/// One vintage of the series.
pub(crate) struct Line<'a> {
    pub(crate) series: Option<&'a Series>,
    /// Observed values in order of time, never empty.
    pub(crate) values: Vec<Value>,
}

/// One observed value.
#[derive(Clone, Copy)]
pub(crate) struct Value {
    pub(crate) period: Edtf,
    /// Start and end of the period, in years with fraction; the end is above the start.
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) value: f64,
    /// Whether the period follows the one before without a gap.
    pub(crate) follows: bool,
}

impl Value {
    /// The middle of the period, in years with fraction.
    pub(crate) const fn middle(&self) -> f64 {
        f64::midpoint(self.start, self.end)
    }
}

/// What the report says, drawn as an area or a threshold.
pub(crate) struct Claim<'a> {
    pub(crate) observation: &'a Observation,
    /// Bounds of what was said; at least one is there.
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    /// Time it was said of, in years with fraction, cut to the time shown.
    pub(crate) start: f64,
    pub(crate) end: f64,
}

/// The chart of the indicator that the dossier wants, else of the one with most values; `None` where no series has two
/// values to draw a line between.
pub(crate) fn chart<'a>(reading: &Reading<'a>) -> Option<Chart<'a>> {
    let datasets = reading.datasets;
    let rows: Vec<_> = datasets.observations.iter().filter(|row| observed(row).is_some()).collect();
    let wanted = datasets.dossier.briefing.chart.as_deref();
    let key = wanted.filter(|key| rows.iter().any(|row| key_of(row) == Some(key))).or_else(|| most_observed(&rows))?;
    let rows: Vec<_> = rows.into_iter().filter(|row| key_of(row) == Some(key)).collect();
    let own = datasets.dossier.ref_area.as_deref();
    let area = if rows.iter().any(|row| row.ref_area.as_deref() == own) {
        own
    } else {
        rows.first().and_then(|row| row.ref_area.as_deref())
    };
    let rows: Vec<_> = rows.into_iter().filter(|row| row.ref_area.as_deref() == area).collect();
    let newest = vintages(reading, &rows).into_iter().next()?;
    let unit = newest.1.first()?.unit.as_deref();
    let same_unit: Vec<_> = rows.into_iter().filter(|row| row.unit.as_deref() == unit).collect();
    let lines: Vec<_> = vintages(reading, &same_unit)
        .into_iter()
        .map(|(series, rows)| Line { series, values: values(&rows) })
        .take(1 + OLDER)
        .collect();
    let (first, last) = span(&lines)?;
    if lines.first()?.values.len() < 2 || last - first > LONGEST {
        return None;
    }
    let said: Vec<_> = datasets.observations.iter().filter(|row| is_said_of(row, key, area, unit)).collect();
    let claims: Vec<_> = said.iter().filter_map(|row| claim(row, first, last)).collect();
    Some(Chart { n_claims_elsewhere: said.len() - claims.len(), lines, claims, unit, area })
}

/// Start and end of the time that the lines cover, in years with fraction.
pub(crate) fn span(lines: &[Line<'_>]) -> Option<(f64, f64)> {
    let starts = lines.iter().filter_map(|line| line.values.first()).map(|value| value.start);
    let ends = lines.iter().filter_map(|line| line.values.last()).map(|value| value.end);
    starts.reduce(f64::min).zip(ends.reduce(f64::max))
}

/// A series' row that can be drawn: a finite value of a closed period.
fn observed(row: &Observation) -> Option<(f64, f64, f64)> {
    let value = row.value.filter(|value| value.is_finite() && value.abs() < 1e30)?;
    let (start, end) = years(row.time_period?)?;
    (row.origin == ObservationOrigin::Series && row.source.is_some()).then_some((start, end, value))
}

/// Start and end of a closed period, in years with fraction.
fn years(period: Edtf) -> Option<(f64, f64)> {
    let (first, last) = (period.earliest()?, period.latest()?);
    Some((first.year_fraction(), last.year_fraction() + 1.0 / 365.0))
}

/// The indicator of a row; the series where the vocabulary has no indicator for it.
fn key_of(row: &Observation) -> Option<&str> {
    row.indicator_id.as_deref().or(row.source.as_deref())
}

/// The indicator with most values; the first of equals.
fn most_observed<'a>(rows: &[&'a Observation]) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        counts.entry(key_of(row)?).or_insert((0, at)).0 += 1;
    }
    counts.into_iter().max_by_key(|(_, (count, first))| (*count, usize::MAX - first)).map(|(key, _)| key)
}

/// Rows by series, the newest vintage first: that updated last; where a day of update is unknown, that which
/// reaches furthest. Equal ones stand in the dossier's order.
fn vintages<'a>(reading: &Reading<'a>, rows: &[&'a Observation]) -> Vec<(Option<&'a Series>, Vec<&'a Observation>)> {
    let places: BTreeMap<_, _> =
        reading.datasets.series.iter().enumerate().map(|(at, series)| (series.id.as_str(), (at, series))).collect();
    let mut by_source: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for row in rows {
        by_source.entry(row.source.as_deref().unwrap_or_default()).or_default().push(row);
    }
    let updated = |id: &str| places.get(id).and_then(|(_, series)| series.updated);
    let is_known = by_source.keys().all(|id| updated(id).is_some());
    let mut vintages: Vec<_> = by_source.into_iter().collect();
    vintages.sort_by_key(|(id, rows)| {
        let reach = rows.iter().filter_map(|row| row.time_period.and_then(Edtf::latest)).max();
        let age = if is_known { (updated(id), reach) } else { (reach, updated(id)) };
        (std::cmp::Reverse(age), places.get(id).map_or(usize::MAX, |(at, _)| *at))
    });
    vintages.into_iter().map(|(id, rows)| (places.get(id).map(|(_, series)| *series), rows)).collect()
}

/// The values in order of time, one a period: the first of several.
fn values(rows: &[&Observation]) -> Vec<Value> {
    let mut values: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let (start, end, value) = observed(row)?;
            Some(Value { period: row.time_period?, start, end, value, follows: false })
        })
        .collect();
    values.sort_by(|one, other| one.start.total_cmp(&other.start));
    values.dedup_by(|next, before| next.start <= before.start);
    let mut end = f64::NEG_INFINITY;
    for value in &mut values {
        // A day and a half forgives that leap years have longer fractions.
        value.follows = value.start - end < 1.5 / 365.0;
        end = value.end;
    }
    values
}

/// Whether the report says this of the charted indicator, in its unit.
fn is_said_of(row: &Observation, key: &str, area: Option<&str>, unit: Option<&str>) -> bool {
    let same_area = row.ref_area.is_none() || row.ref_area.as_deref() == area;
    // A report may shorten a unit: "percent" for percent of something.
    let same_unit = match (row.unit.as_deref(), unit) {
        (Some(said), Some(unit)) => unit == said || unit.strip_prefix(said).is_some_and(|rest| rest.starts_with('-')),
        (said, unit) => said == unit,
    };
    let stated = !matches!(row.origin, ObservationOrigin::Series | ObservationOrigin::ReferenceTitle);
    stated
        && row.kind == ObservationKind::Figure
        && row.scenario.is_none()
        && row.indicator_id.as_deref() == Some(key)
        && same_area
        && same_unit
}

/// The claim cut to the time shown; `None` where it says no number or lies outside.
fn claim(row: &Observation, first: f64, last: f64) -> Option<Claim<'_>> {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite() && value.abs() < 1e30);
    let (low, high) = match (finite(row.value_low), finite(row.value_high)) {
        (None, None) => (finite(row.value), finite(row.value)),
        (low, high) => (low, high),
    };
    low.or(high)?;
    let bound = |day: Option<Day>| day.map(Day::year_fraction);
    let start = bound(row.time_period.and_then(Edtf::earliest)).unwrap_or(first).max(first);
    let end = bound(row.time_period.and_then(Edtf::latest)).map_or(last, |end| end + 1.0 / 365.0).min(last);
    (start < end).then_some(Claim { observation: row, low, high, start, end })
}

/// What tells a line from the others: its day of update, or its title where that is unknown.
pub(crate) fn vintage_of(wording: &Wording<'_>, line: &Line<'_>) -> String {
    match line.series {
        Some(series) if series.updated.is_none() => shortened(&series.title, 160),
        series => vintage_words(wording, series.and_then(|series| series.updated)),
    }
}
