//! Draws the chart: axes, lines with their gaps, claims beneath, labels in a lane at the right.

use super::chart::{Chart, Claim, Line, span, vintage_of};
use super::key_figures::stated_words;
use super::label;
use super::label_lane::{Wish, ellipsised, spread, wrapped};
use super::palette::{BLUE, CLAIM, CLAIM_AREA, GREY, INK, PALE};
use super::scale::{Scale, time_ticks, value_marks};
use super::wording::Wording;
use crate::drawing::{Align, Colour, Drawing, Point, Shape};
use crate::font::Face;

/// Width of the page's text column, in points.
const WIDTH: f32 = 455.0;
const HEIGHT: f32 = 204.0;
/// Room above the plot for the unit, and below it for the years.
const TOP: f32 = 20.0;
const BOTTOM: f32 = 18.0;
/// Lane at the right for labels.
const LANE: f32 = 132.0;
const LEADER: f32 = 10.0;
const SIZE: f32 = 7.5;
const LEADING: f32 = 9.2;
/// Room between two labels.
const APART: f32 = 4.0;
/// Lines of one label.
const LINES: usize = 3;

/// A label of the lane, before it is placed.
struct Label {
    lines: Vec<String>,
    face: Face,
    colour: Colour,
    /// Where its leader begins.
    from: Point,
}

/// The picture, and how many claims (the first of them) had room.
pub(crate) fn draw(wording: &Wording<'_>, chart: &Chart<'_>) -> (Drawing, usize) {
    let mut shapes = Vec::new();
    let Some((years, values)) = scales(wording, chart) else {
        return (Drawing { width: WIDTH, height: HEIGHT, shapes }, 0);
    };
    let mut names: Vec<_> =
        chart.lines.iter().enumerate().map(|(at, line)| line_label(wording, at, line, &years, &values)).collect();
    let mut room = HEIGHT - extent_of(&names);
    let said = chart.claims.iter().map(|claim| claim_label(wording, claim, &years, &values));
    let said: Vec<_> = said
        .take_while(|label| {
            room -= extent(label);
            room >= 0.0
        })
        .collect();
    let n_drawn = said.len();
    for claim in &chart.claims[..n_drawn] {
        draw_area(&mut shapes, claim, &years, &values);
    }
    draw_axes(wording, &mut shapes, chart, &years, &values);
    for claim in &chart.claims[..n_drawn] {
        draw_bounds(&mut shapes, claim, &years, &values);
    }
    for (at, line) in chart.lines.iter().enumerate().rev() {
        draw_line(&mut shapes, at, line, &years, &values);
    }
    names.extend(said);
    draw_labels(&mut shapes, names);
    (Drawing { width: WIDTH, height: HEIGHT, shapes }, n_drawn)
}

/// The scales of years and of values, marks of the value axis fitting its left margin.
fn scales(wording: &Wording<'_>, chart: &Chart<'_>) -> Option<(Scale, Scale)> {
    let (first, last) = span(&chart.lines)?;
    let observed = chart.lines.iter().flat_map(|line| &line.values).map(|value| value.value);
    let said = chart.claims.iter().flat_map(|claim| claim.low.into_iter().chain(claim.high));
    let (mut low, mut high) =
        observed.chain(said).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    // The axis begins at nothing unless that would flatten the line.
    if low >= 0.0 && low < high * 0.6 || low == high && low > 0.0 {
        low = 0.0;
    } else if high <= 0.0 && low == high {
        high = if low < 0.0 { 0.0 } else { 1.0 };
    }
    let (_, step) = value_marks(low, high, 5);
    let values =
        Scale { low: (low / step).floor() * step, high: (high / step).ceil() * step, start: HEIGHT - BOTTOM, end: TOP };
    let widest = marks(wording, &values).iter().map(|(_, label)| Face::Sans.width(label, SIZE)).fold(0.0, f32::max);
    let years = Scale { low: first, high: last, start: widest.min(60.0) + 5.0, end: WIDTH - LANE - LEADER };
    Some((years, values))
}

fn marks(wording: &Wording<'_>, values: &Scale) -> Vec<(f64, String)> {
    let (marks, _) = value_marks(values.low, values.high, 5);
    // Marks are multiples of a round step: the sum of rounding errors is cut off, not a digit of a record.
    let cut = |mark: f64| if mark.abs() < 1e6 { (mark * 1e6).round() / 1e6 } else { mark.round() };
    marks.into_iter().map(|mark| (mark, wording.number(cut(mark)))).collect()
}

fn draw_axes(wording: &Wording<'_>, shapes: &mut Vec<Shape>, chart: &Chart<'_>, years: &Scale, values: &Scale) {
    for (mark, label) in marks(wording, values) {
        let y = values.place(mark);
        let colour = if mark == 0.0 { GREY } else { PALE };
        shapes.push(rule(Point { x: years.start, y }, Point { x: years.end, y }, colour, 0.5, &[]));
        let at = Point { x: years.start - 4.0, y: y + SIZE * 0.35 };
        shapes.push(text(at, Align::End, Face::Sans, GREY, ellipsised(&label, Face::Sans, SIZE, 60.0)));
    }
    if let Some(unit) = chart.unit {
        let words = ellipsised(&wording.unit(unit), Face::Sans, SIZE, WIDTH - LANE);
        shapes.push(text(Point { x: 0.0, y: SIZE }, Align::Start, Face::Sans, GREY, words));
    }
    for tick in year_ticks(wording, chart, years) {
        let at = Point { x: tick.0, y: values.start + 3.0 };
        shapes.push(rule(Point { y: values.start, ..at }, at, GREY, 0.5, &[]));
        shapes.push(text(Point { y: values.start + 12.0, ..at }, Align::Middle, Face::Sans, GREY, tick.1));
    }
}

/// Where years are written: beneath the middle of what is observed over a year, else at its beginning.
fn year_ticks(wording: &Wording<'_>, chart: &Chart<'_>, years: &Scale) -> Vec<(f32, String)> {
    let is_yearly =
        chart.lines.iter().flat_map(|line| &line.values).all(|value| (value.end - value.start - 1.0).abs() < 0.01);
    let most = ((years.end - years.start) / 34.0) as u32;
    let shift = if is_yearly { 0.5 } else { 0.0 };
    time_ticks(wording, years.low, years.high, most)
        .into_iter()
        .filter(|tick| !is_yearly || tick.at.fract() == 0.0)
        .filter(|tick| tick.at + shift <= years.high + 1e-6)
        .map(|tick| (years.place(tick.at + shift), tick.label))
        .collect()
}

fn draw_line(shapes: &mut Vec<Shape>, at: usize, line: &Line<'_>, years: &Scale, values: &Scale) {
    let point = |value: &super::chart::Value| Point { x: years.place(value.middle()), y: values.place(value.value) };
    let (colour, width, dash): (_, _, &[f32]) = if at == 0 { (BLUE, 1.6, &[]) } else { (GREY, 0.8, &[3.0, 2.0]) };
    for run in line.values.chunk_by(|_, next| next.follows) {
        let points: Vec<_> = run.iter().map(point).collect();
        if points.len() > 1 {
            shapes.push(Shape::Line { points, stroke: colour, width, dash: dash.to_vec() });
        }
    }
    // Dots say which values were observed; so many of them that they touch would hide the line.
    let n_alone = line.values.chunk_by(|_, next| next.follows).filter(|run| run.len() == 1).count();
    if at == 0 && line.values.len() <= 80 || n_alone > 0 {
        let dots = line.values.iter().map(|value| Shape::Disc { centre: point(value), radius: width, fill: colour });
        shapes.extend(dots);
    }
}

/// The area between a claim's bounds.
fn draw_area(shapes: &mut Vec<Shape>, claim: &Claim<'_>, years: &Scale, values: &Scale) {
    if let (Some(low), Some(high)) = (claim.low, claim.high) {
        let (left, right) = (years.place(claim.start), years.place(claim.end));
        let (bottom, top) = (values.place(low), values.place(high));
        let corners = [(left, bottom), (left, top), (right, top), (right, bottom)];
        shapes.push(Shape::Polygon { points: corners.map(|(x, y)| Point { x, y }).to_vec(), fill: CLAIM_AREA });
    }
}

/// The lines at a claim's bounds; one with a single bound has arrowheads on the side it leaves open.
fn draw_bounds(shapes: &mut Vec<Shape>, claim: &Claim<'_>, years: &Scale, values: &Scale) {
    let (left, right) = (years.place(claim.start), years.place(claim.end));
    let mut bounds: Vec<f64> = claim.low.into_iter().chain(claim.high).collect();
    bounds.dedup();
    for bound in bounds {
        let y = values.place(bound);
        shapes.push(rule(Point { x: left, y }, Point { x: right, y }, CLAIM, 1.0, &[4.0, 1.5]));
    }
    let open = match (claim.low, claim.high) {
        (Some(low), None) => Some((values.place(low), -5.0)),
        (None, Some(high)) => Some((values.place(high), 5.0)),
        _ => None,
    };
    if let Some((y, way)) = open {
        for share in [0.25, 0.75] {
            let x = left + (right - left) * share;
            let points = [(x - 2.5, y), (x + 2.5, y), (x, y + way)].map(|(x, y)| Point { x, y }).to_vec();
            shapes.push(Shape::Polygon { points, fill: CLAIM });
        }
    }
}

fn line_label(wording: &Wording<'_>, at: usize, line: &Line<'_>, years: &Scale, values: &Scale) -> Label {
    let vintage = vintage_of(wording, line);
    let (face, colour) = if at == 0 { (Face::SansBold, BLUE) } else { (Face::Sans, GREY) };
    let (from, value) = line.values.last().map_or((Point { x: years.end, y: values.end }, String::new()), |last| {
        let from = Point { x: years.place(last.middle()), y: values.place(last.value) };
        (
            from,
            wording.fill(
                label::Label::LineEnd,
                &[("when", &wording.date(last.period)), ("value", &wording.rounded(last.value))],
            ),
        )
    });
    let mut lines = wrapped(&value, face, SIZE, LANE, 1);
    lines.extend(wrapped(&vintage, face, SIZE, LANE, 2));
    Label { lines, face, colour, from }
}

fn claim_label(wording: &Wording<'_>, claim: &Claim<'_>, years: &Scale, values: &Scale) -> Label {
    let middle = match (claim.low, claim.high) {
        (Some(low), Some(high)) => f64::midpoint(low, high),
        (low, high) => low.or(high).unwrap_or_default(),
    };
    let period = claim.observation.time_period.map(|period| format!(" ({})", wording.date(period)));
    let words = format!("{}{}", stated_words(claim.observation, 90), period.unwrap_or_default());
    Label {
        lines: wrapped(&words, Face::SansItalic, SIZE, LANE, LINES),
        face: Face::SansItalic,
        colour: CLAIM,
        from: Point { x: years.place(claim.end), y: values.place(middle) },
    }
}

fn extent(label: &Label) -> f32 {
    label.lines.len() as f32 * LEADING + APART
}

fn extent_of(labels: &[Label]) -> f32 {
    labels.iter().map(extent).sum()
}

/// Labels pushed apart down the lane, each with a leader to what it names.
fn draw_labels(shapes: &mut Vec<Shape>, mut labels: Vec<Label>) {
    labels.retain(|label| !label.lines.is_empty());
    labels.sort_by(|one, other| one.from.y.total_cmp(&other.from.y));
    let wishes: Vec<_> = labels.iter().map(|label| Wish { centre: label.from.y, extent: extent(label) }).collect();
    let lane = WIDTH - LANE;
    for (label, middle) in labels.into_iter().zip(spread(&wishes, 0.0, HEIGHT)) {
        let elbow = Point { x: lane - LEADER, y: label.from.y };
        let points = vec![label.from, elbow, Point { x: lane - 2.0, y: middle }];
        shapes.push(Shape::Line { points, stroke: label.colour, width: 0.5, dash: vec![0.8, 1.6] });
        let top = middle - label.lines.len() as f32 * LEADING / 2.0;
        let ink = if label.colour == GREY { INK } else { label.colour };
        for (at, line) in label.lines.into_iter().enumerate() {
            let y = top + at as f32 * LEADING + SIZE * 0.95;
            shapes.push(text(Point { x: lane, y }, Align::Start, label.face, ink, line));
        }
    }
}

fn rule(from: Point, to: Point, stroke: Colour, width: f32, dash: &[f32]) -> Shape {
    Shape::Line { points: vec![from, to], stroke, width, dash: dash.to_vec() }
}

fn text(at: Point, align: Align, face: Face, fill: Colour, text: String) -> Shape {
    Shape::Text { at, align, face, size: SIZE, fill, text }
}
