//! How well a report's figures and merged events are found.
//!
//! A figure counts as found where a row overlaps its words and has its value (a range: its bounds); as exact
//! where comparator, unit, period and the bounds that the words give agree too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chancery_compile::Compiled;
use chancery_model::anchor::Anchor;
use chancery_model::event::EventOrigin;
use chancery_model::observation::{Observation, ObservationKind, ObservationOrigin};
use serde::Deserialize;

use crate::expected::{Case, ExpectedFigure, with_plain_spaces};

/// Counts of one report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Figures expected.
    pub figures_expected: usize,
    /// Of those, found.
    pub figures_found: usize,
    /// Of those, exact.
    pub figures_exact: usize,
    /// Figures in the table that are not among the expected; not wrong, but to be watched.
    pub figures_beyond: usize,
    /// Merged events expected.
    pub merged_expected: usize,
    /// Of those, found.
    pub merged_found: usize,
    /// Prose passages that support a timeline event though none is expected to.
    pub merged_beyond: usize,
    /// Events of prose alone.
    pub events_of_prose: usize,
}

/// Scores by report name.
pub type Scores = BTreeMap<String, Score>;

/// The score of a report, and what is missed, a line each.
#[must_use]
pub fn score(case: &Case, compiled: &Compiled) -> (Score, Vec<String>) {
    let mut missed = Vec::new();
    let mut score = Score {
        figures_expected: case.expected.figures.len(),
        merged_expected: case.expected.events_merged.len(),
        ..Score::default()
    };
    let rows: Vec<&Observation> = figures(compiled).collect();
    let mut taken = vec![false; rows.len()];
    for figure in &case.expected.figures {
        let Some(place) = place_of(&compiled.datasets.text, &figure.quote) else {
            missed.push(format!("figure: {:?} does not stand in the text exactly once", figure.quote));
            continue;
        };
        let near: Vec<usize> =
            (0..rows.len()).filter(|at| !taken[*at] && overlaps(anchor(rows[*at]), Some(place))).collect();
        let found = near.iter().copied().find(|at| is_exact(figure, rows[*at]));
        score.figures_exact += usize::from(found.is_some());
        match found.or_else(|| near.iter().copied().find(|at| is_found(figure, rows[*at]))) {
            Some(at) => {
                taken[at] = true;
                score.figures_found += 1;
                if found.is_none() {
                    missed.push(format!("figure not exact: {figure:?}\n      found {}", shown(rows[at])));
                }
            }
            None => {
                let near: Vec<String> = near.into_iter().map(|at| shown(rows[at])).collect();
                missed.push(format!("figure not found: {figure:?}\n      there {near:?}"));
            }
        }
    }
    let beyond = rows.iter().zip(&taken).filter(|(_, taken)| !**taken);
    missed.extend(beyond.map(|(row, _)| format!("figure beyond: {}", shown(row))));
    score.figures_beyond = taken.iter().filter(|taken| !**taken).count();
    merged(case, compiled, &mut score, &mut missed);
    let prose = compiled.datasets.events.iter().filter(|event| event.origin == EventOrigin::Prose);
    for event in prose {
        score.events_of_prose += 1;
        let date = event.date.map(|date| date.to_string()).unwrap_or_default();
        missed.push(format!("event of prose: {date} {:?} from {:?}", event.title, event.quote));
    }
    (score, missed)
}

fn merged(case: &Case, compiled: &Compiled, score: &mut Score, missed: &mut Vec<String>) {
    let tables = &compiled.datasets;
    let mut expected: Vec<(&str, &str)> = Vec::new();
    for merged in &case.expected.events_merged {
        let place = place_of(&tables.text, &merged.prose);
        let Some(passage) = tables.passages.iter().find(|passage| overlaps(Some(passage.anchor), place)) else {
            missed.push(format!("merged: {:?} does not stand in the text exactly once", merged.prose));
            continue;
        };
        expected.push((&merged.timeline, &passage.passage_id));
        let supports = tables.events.iter().any(|event| {
            event.origin == EventOrigin::Timeline
                && event.title == merged.timeline
                && event.support.contains(&passage.passage_id)
        });
        score.merged_found += usize::from(supports);
        if !supports {
            missed.push(format!("not merged: {:?} with {:?}", merged.timeline, merged.prose));
        }
    }
    for event in tables.events.iter().filter(|event| event.origin == EventOrigin::Timeline) {
        for support in &event.support {
            if !expected.contains(&(event.title.as_str(), support.as_str())) {
                score.merged_beyond += 1;
                let text = tables.passages.iter().find(|passage| passage.passage_id == *support);
                missed.push(format!("merged beyond: {:?} with {:?}", event.title, text.map(|passage| &passage.text)));
            }
        }
    }
}

/// Figures and durations that the report's own words state.
fn figures(compiled: &Compiled) -> impl Iterator<Item = &Observation> {
    compiled.datasets.observations.iter().filter(|row| {
        matches!(row.kind, ObservationKind::Figure | ObservationKind::Duration)
            && matches!(row.origin, ObservationOrigin::Prose | ObservationOrigin::Timeline | ObservationOrigin::Table)
    })
}

fn is_found(figure: &ExpectedFigure, row: &Observation) -> bool {
    match figure.value {
        Some(value) => row.value.is_some_and(|found| same(found, value)),
        None => bounds_agree(figure, row),
    }
}

fn is_exact(figure: &ExpectedFigure, row: &Observation) -> bool {
    let unit = row.unit.is_none() && !is_known_unit(figure.unit.as_deref()) || row.unit == figure.unit;
    let comparator = row.comparator.map(chancery_model::observation::Comparator::name);
    let period = row.time_period.map(|period| period.to_string());
    is_found(figure, row)
        && bounds_agree(figure, row)
        && comparator == figure.comparator.as_deref()
        && unit
        && period == figure.time_period
}

/// Whether the bounds that the words give are there; a hedge may have others.
fn bounds_agree(figure: &ExpectedFigure, row: &Observation) -> bool {
    let agrees = |expected: Option<f64>, found: Option<f64>| match expected {
        Some(expected) => found.is_some_and(|found| same(found, expected)),
        None => true,
    };
    agrees(figure.value_low, row.value_low) && agrees(figure.value_high, row.value_high)
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs().max(1e-9)
}

fn is_known_unit(unit: Option<&str>) -> bool {
    let vocabulary = chancery_ingest::vocabulary::built_in();
    unit.is_none_or(|unit| vocabulary.units.iter().any(|known| known.unit == unit || known.base == unit))
}

fn anchor(row: &Observation) -> Option<Anchor> {
    row.place.as_ref().map(|place| place.anchor)
}

fn overlaps(one: Option<Anchor>, other: Option<Anchor>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.start < other.end && other.start < one.end)
}

/// Code points of words that stand in the text exactly once.
fn place_of(text: &str, words: &str) -> Option<Anchor> {
    let text = with_plain_spaces(text);
    let at = text.find(words).filter(|at| text.rfind(words) == Some(*at))?;
    let start = text[..at].chars().count();
    Some(Anchor { start, end: start + words.chars().count() })
}

fn shown(row: &Observation) -> String {
    let period = row.time_period.map(|period| period.to_string());
    format!(
        "{:?} {:?} {:?}..{:?} {:?} {:?} {period:?} [{:?} {}]",
        row.place.as_ref().map(|place| place.quote.as_str()).unwrap_or_default(),
        row.value,
        row.value_low,
        row.value_high,
        row.comparator.map(chancery_model::observation::Comparator::name),
        row.unit,
        row.indicator_id,
        row.origin.name(),
    )
}

/// The scores as `ref/scores.toml` keeps them.
#[must_use]
pub fn printed(scores: &Scores) -> String {
    let mut text =
        String::from("# Kept by `cargo run -p chancery-tests --example score`; see README.md beside this file.\n");
    for (name, score) in scores {
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "\n[{name}]\nfigures_expected = {}\nfigures_found = {}\nfigures_exact = {}\nfigures_beyond = {}\n\
             merged_expected = {}\nmerged_found = {}\nmerged_beyond = {}\nevents_of_prose = {}\n",
            score.figures_expected,
            score.figures_found,
            score.figures_exact,
            score.figures_beyond,
            score.merged_expected,
            score.merged_found,
            score.merged_beyond,
            score.events_of_prose,
        );
    }
    text
}
