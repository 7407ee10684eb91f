//! The chart: one indicator as the portals observed it, with what the report says of it laid over.

use std::collections::BTreeMap;

use chancery_model::day::Day;
use chancery_model::edtf::Edtf;
use chancery_model::observation::{Observation, ObservationKind, ObservationOrigin};
use chancery_model::series::Series;

use super::chart_drawing;
use super::colophon::credit;
use super::evidence::vintage_words;
use super::key_figures::stated_words;
use super::labels::{Label, Wording};
use super::reading::{Reading, shortened};
use super::{Block, Figure, Inline};

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
    area: Option<&'a str>,
    n_claims_elsewhere: usize,
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

/// The chart with its heading; nothing where no series has two values to draw a line between.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let Some(chart) = chart(reading) else { return Vec::new() };
    let (drawing, n_drawn) = chart_drawing::draw(&reading.wording, &chart);
    let n_left = chart.claims.len() - n_drawn + chart.n_claims_elsewhere;
    let figure = Figure {
        caption: caption(&chart, reading, n_drawn, n_left),
        alternative: alternative(&reading.wording, &chart, n_drawn),
        drawing,
    };
    vec![reading.heading(Label::Chart), Block::Figure(figure)]
}

fn chart<'a>(reading: &Reading<'a>) -> Option<Chart<'a>> {
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

/// What a line is of: the indicator's title as the portal gives it.
fn title<'a>(wording: &Wording<'a>, chart: &Chart<'a>) -> &'a str {
    let series = chart.lines.first().and_then(|line| line.series);
    series.map_or(wording.text(Label::ChartSeries), |s| if s.title.trim().is_empty() { &s.id } else { &s.title })
}

fn caption(chart: &Chart<'_>, reading: &Reading<'_>, n_drawn: usize, n_left: usize) -> Vec<Inline> {
    let wording = &reading.wording;
    let title = shortened(title(wording, chart), 160);
    let area = chart.area.map(|area| reading.datasets.actor_names.get(area).map_or(area, String::as_str));
    let subject = area.map_or_else(
        || format!("{title}."),
        |area| reading.wording.fill(Label::ChartSubject, &[("title", &title), ("area", area)]),
    );
    let mut words = reading.english(vec![Inline::Strong(subject)]);
    words.push(Inline::Text(format!(" {} ", wording.text(Label::ChartSource))));
    words.extend(chart.lines.first().and_then(|line| line.series).map(|s| credit(reading, s)).unwrap_or_default());
    let mut keys = vec![wording.text(Label::ChartLineKey)];
    keys.extend((chart.lines.len() > 1).then(|| wording.text(Label::ChartOlderKey)));
    keys.extend((n_drawn > 0).then(|| wording.text(Label::ChartClaimsKey)));
    let left = wording.fill(Label::ChartClaimsLeft, &[("statements", &wording.counted(Label::Statement, n_left))]);
    keys.extend((n_left > 0).then_some(left.as_str()));
    words.push(Inline::Text(format!(" {}", keys.join(" "))));
    words
}

fn alternative(wording: &Wording<'_>, chart: &Chart<'_>, n_drawn: usize) -> String {
    let Some((line, older)) = chart.lines.split_first() else { return String::new() };
    let (Some(first), Some(last)) = (line.values.first(), line.values.last()) else { return String::new() };
    let lowest = line.values.iter().fold(first, |best, next| if next.value < best.value { next } else { best });
    let highest = line.values.iter().fold(first, |best, next| if next.value > best.value { next } else { best });
    let value = |value: &Value| wording.rounded_with_unit(value.value, chart.unit);
    let when = |value: &Value| wording.date(value.period);
    let title = shortened(title(wording, chart), 160);
    let (start, end) = (when(first), when(last));
    let ends = [("title", title.as_str()), ("start", &start), ("end", &end)];
    let mut sentences = vec![match chart.unit {
        Some(unit) => wording.fill(Label::ChartAlternative, &[&ends[..], &[("unit", &wording.unit(unit))]].concat()),
        None => wording.fill(Label::ChartAlternativePlain, &ends),
    }];
    sentences.push(wording.fill(
        Label::ChartExtremes,
        &[
            ("lowest", &value(lowest)),
            ("lowest_when", &when(lowest)),
            ("highest", &value(highest)),
            ("highest_when", &when(highest)),
            ("latest", &value(last)),
            ("latest_when", &when(last)),
        ],
    ));
    let gaps = line.values.windows(2).filter(|pair| !pair[1].follows).take(5);
    let gap = |pair: &[Value]| wording.fill(Label::ChartGap, &[("start", &when(&pair[0])), ("end", &when(&pair[1]))]);
    sentences.extend(gaps.map(gap));
    sentences.extend(older.iter().filter_map(|line| {
        let last = line.values.last()?;
        let vintage = vintage_of(wording, line);
        let values = [("vintage", vintage.as_str()), ("value", &value(last)), ("when", &when(last))];
        Some(wording.fill(Label::ChartOlder, &values))
    }));
    sentences.extend(chart.claims.iter().take(n_drawn).map(|claim| {
        let (stated, value) = (stated_words(claim.observation, 160), wording.value(claim.observation));
        let said = [("stated", stated.as_str()), ("value", &value)];
        match claim.observation.time_period.map(|period| wording.date(period)) {
            Some(period) => wording.fill(Label::ChartClaimPeriod, &[&said[..], &[("period", &period)]].concat()),
            None => wording.fill(Label::ChartClaim, &said),
        }
    }));
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, assert_sound, drawing_of, labels_of, texts_of};
    use super::*;
    use crate::drawing::Shape;

    /// Points of the solid lines at least a point wide: the newest vintage.
    fn runs(blocks: &[Block]) -> Vec<usize> {
        let solid = |shape: &Shape| match shape {
            Shape::Line { points, width, dash, .. } if *width > 1.0 && dash.is_empty() => Some(points.len()),
            _ => None,
        };
        drawing_of(blocks).shapes.iter().filter_map(solid).collect()
    }

    #[test]
    fn the_newest_vintage_is_the_line_and_gaps_stay_gaps() {
        let datasets = specimen::datasets();
        let blocks = blocks(&specimen::reading(&datasets));
        assert_sound(drawing_of(&blocks));
        assert_eq!(runs(&blocks), [6, 5], "2012 to 2017 and 2019 to 2023");
        let text = texts_of(&blocks);
        assert!(text.contains("No value between 2017 and 2019."), "{text}");
        assert!(text.contains("The lowest value is 35.7\u{a0}% of GDP (2012)"), "{text}");
        assert!(text.contains("Another vintage, updated on 25 May 2022"), "{text}");
        assert!(text.contains("Source: Statistics Office (GR.EX), updated on 1 April 2024"), "{text}");
    }

    #[test]
    fn without_days_of_update_the_line_that_reaches_furthest_leads() {
        let mut datasets = specimen::datasets();
        datasets.series[1].updated = None;
        datasets.series[1].title = "Grain, fresh".to_owned();
        let text = texts_of(&blocks(&specimen::reading(&datasets)));
        assert!(text.contains("Line chart of Grain, fresh"), "{text}");
        datasets.series[1].updated = chancery_model::day::Day::new(1990, 1, 1);
        assert!(!texts_of(&blocks(&specimen::reading(&datasets))).contains("Line chart of Grain, fresh"));
    }

    #[test]
    fn claims_of_the_same_indicator_are_laid_over() {
        let datasets = specimen::datasets();
        let blocks = blocks(&specimen::reading(&datasets));
        let text = texts_of(&blocks);
        assert!(
            text.contains("The report says “mid-40s percent”, understood as 44–46\u{a0}% of GDP (period: 2010s)."),
            "{text}"
        );
        let labels = labels_of(drawing_of(&blocks)).join(" ");
        assert!(labels.contains("“above 30 percent” (2010s)"), "{labels}");
        assert!(!labels.contains("lease"), "{labels}");
    }

    #[test]
    fn claims_of_other_areas_units_or_times_are_not() {
        let mut datasets = specimen::datasets();
        datasets.observations.truncate(1);
        let base = datasets.observations[0].clone();
        let series =
            specimen::datasets().observations.into_iter().filter(|row| row.origin == ObservationOrigin::Series);
        datasets.observations.extend(series);
        let cases = [
            (base.clone(), true),
            (Observation { unit: Some("percent".to_owned()), ..base.clone() }, true),
            (Observation { time_period: None, ..base.clone() }, true),
            (Observation { unit: Some("usd".to_owned()), ..base.clone() }, false),
            (Observation { unit: Some("per".to_owned()), ..base.clone() }, false),
            (Observation { ref_area: Some("HIG".to_owned()), ..base.clone() }, false),
            (Observation { time_period: Some("1950".parse().expect("a date")), ..base.clone() }, false),
            (Observation { value: None, value_low: None, value_high: None, ..base.clone() }, false),
            (Observation { origin: ObservationOrigin::ReferenceTitle, ..base.clone() }, false),
            (Observation { value_low: Some(f64::NAN), value_high: None, value: None, ..base }, false),
        ];
        for (claim, is_drawn) in cases {
            datasets.observations[0] = claim.clone();
            let blocks = blocks(&specimen::reading(&datasets));
            assert_sound(drawing_of(&blocks));
            assert_eq!(labels_of(drawing_of(&blocks)).join(" ").contains("mid-40s"), is_drawn, "{claim:?}");
        }
    }

    #[test]
    fn too_many_claims_are_drawn_as_far_as_there_is_room() {
        let mut datasets = specimen::datasets();
        let claim = datasets.observations[0].clone();
        datasets.observations.extend(std::iter::repeat_n(claim, 60));
        let blocks = blocks(&specimen::reading(&datasets));
        assert_sound(drawing_of(&blocks));
        assert!(texts_of(&blocks).contains("statements on other periods or without room"), "{}", texts_of(&blocks));
    }

    #[test]
    fn odd_series_are_drawn_or_left_out() {
        let chart_of = |values: &[(u16, f64)]| {
            let mut datasets = specimen::datasets();
            datasets.observations = values.iter().map(|(y, v)| specimen::series_row("grain-2024", *y, *v)).collect();
            blocks(&specimen::reading(&datasets))
        };
        let drawn: [&[(u16, f64)]; 8] = [
            &[(2000, 5.0), (2001, 5.0)],
            &[(2000, 0.0), (2001, 0.0)],
            &[(2000, -5.0), (2001, -5.0)],
            &[(2001, 3.0), (2000, -2.0)],
            &[(2000, 1.0), (2900, 2.0)],
            &[(2000, 1e-9), (2001, 1e29)],
            &[(2000, 1.0), (2000, 9.0), (2001, 2.0)],
            &[(2000, 1_000_000.25), (2001, 1_000_000.5)],
        ];
        for values in drawn {
            assert_sound(drawing_of(&chart_of(values)));
        }
        let left_out: [&[(u16, f64)]; 6] = [
            &[],
            &[(2000, 5.0)],
            &[(2000, f64::NAN), (2001, f64::INFINITY)],
            &[(2000, 5.0), (2001, f64::NAN)],
            &[(2000, 5.0), (2000, 6.0)],
            &[(0, 1.0), (9999, 2.0)],
        ];
        for values in left_out {
            assert!(chart_of(values).is_empty(), "{values:?}");
        }
    }

    #[test]
    fn a_wish_for_an_unknown_indicator_shows_the_one_with_most_values() {
        let mut datasets = specimen::datasets();
        datasets.dossier.briefing.chart = Some("no-such-indicator".to_owned());
        assert_sound(drawing_of(&blocks(&specimen::reading(&datasets))));
        datasets.series.clear();
        assert_sound(drawing_of(&blocks(&specimen::reading(&datasets))));
    }
}
