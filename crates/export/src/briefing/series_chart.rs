//! The chart: one indicator as the portals observed it, with what the report says of it laid over.

use super::chart::{Chart, Value, chart, vintage_of};
use super::chart_drawing;
use super::colophon::credit;
use super::key_figures::stated_words;
use super::label::Label;
use super::reading::{Reading, shortened};
use super::wording::Wording;
use super::{Block, Figure, Inline};

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
    use chancery_model::observation::{Observation, ObservationOrigin};

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
