//! Draws the timeline: a vertical axis to scale, one mark an event, labels pushed apart beside it.
//!
//! Few events stand right of the axis; many stand on both sides in turn. Marks at the same time stand side
//! by side, and every label is led to its mark.

use super::label_lane::{Wish, ellipsised, spread};
use super::palette::{BLUE, GREY, INK, PALE};
use super::scale::{Scale, time_ticks};
use super::wording::Wording;
use crate::drawing::{Align, Colour, Drawing, Point, Shape};
use crate::font::Face;

/// Events that can be named; more are marked without a label.
pub(crate) const LABELS: usize = 120;

/// Width of the page's text column, in points.
const WIDTH: f32 = 455.0;
/// Tallest picture that leaves room for a caption on the page.
const TALLEST: f32 = 600.0;
const SHORTEST: f32 = 150.0;
/// Room above and below the axis.
const MARGIN: f32 = 8.0;
/// Width of the axis, in which the years stand.
const AXIS: f32 = 30.0;
/// Labels that one side holds at full size.
const ONE_SIDE: usize = 42;
/// Room of marks beside the axis, and the most between two.
const MARKS: f32 = 60.0;
const TRACK: f32 = 6.0;
/// Least between two tracks: less could not be told apart.
const CLOSEST: f32 = 3.0;
/// A bar longer than twice this is named near its beginning.
const LONG: f32 = 8.0;
/// From the marks to the labels.
const LEADER: f32 = 18.0;

/// Room left at the page's edge: programs differ in the width of text by a hair.
const SLACK: f32 = 2.0;

/// One event to mark.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    /// First time it may have happened, in years with fraction; `None` where open.
    pub(crate) start: Option<f64>,
    /// Last time, above `start`; `None` where open.
    pub(crate) end: Option<f64>,
    /// Whether it is drawn as a dot: its date is a day, month or season.
    pub(crate) is_point: bool,
    /// Date in words and title; `None` for a mark without a label.
    pub(crate) label: Option<(String, String)>,
}

/// Which side of the axis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Sizes that depend on how many labels there are.
struct Layout {
    /// Middle of the axis.
    axis: f32,
    sides: &'static [Side],
    pitch: f32,
    size: f32,
    years: Scale,
    height: f32,
}

/// The picture of marks that stand in order of time.
pub(crate) fn draw(wording: &Wording<'_>, marks: &[Mark]) -> Drawing {
    let layout = layout(marks);
    let mut shapes = Vec::new();
    draw_axis(wording, &mut shapes, &layout);
    for (turn, side) in layout.sides.iter().enumerate() {
        let own: Vec<_> = marks.iter().skip(turn).step_by(layout.sides.len()).collect();
        draw_side(&mut shapes, &layout, *side, &own);
    }
    Drawing { width: WIDTH, height: layout.height, shapes }
}

fn layout(marks: &[Mark]) -> Layout {
    let n_labels = marks.iter().filter(|mark| mark.label.is_some()).count();
    let (sides, axis, size): (&'static [Side], _, _) = if marks.len() <= ONE_SIDE {
        (&[Side::Right], AXIS / 2.0, 8.0)
    } else {
        (&[Side::Left, Side::Right], WIDTH / 2.0, 7.0)
    };
    let n_rows = n_labels.div_ceil(sides.len()).max(1) as f32;
    let pitch = ((TALLEST - 2.0 * MARGIN) / n_rows).min(size * 1.65);
    let (low, high) = span(marks);
    // Time asks for room too: a long span is not pressed into the height of a few labels.
    let wanted = (n_rows * pitch * 1.25).max((high - low).min(40.0) as f32 * 8.0);
    let height = (wanted + 2.0 * MARGIN).clamp(SHORTEST, TALLEST);
    Layout { axis, sides, pitch, size, years: Scale { low, high, start: MARGIN, end: height - MARGIN }, height }
}

/// The whole years that hold every bound.
fn span(marks: &[Mark]) -> (f64, f64) {
    let bounds = || marks.iter().flat_map(|mark| mark.start.into_iter().chain(mark.end));
    let low = bounds().fold(f64::INFINITY, f64::min).floor();
    // A span that ends with a year ends a hair before the next one begins.
    let high = (bounds().fold(f64::NEG_INFINITY, f64::max) - 0.01).ceil();
    if low.is_finite() && high > low {
        (low, high)
    } else if low.is_finite() {
        (low, low + 1.0)
    } else {
        (0.0, 1.0)
    }
}

fn draw_axis(wording: &Wording<'_>, shapes: &mut Vec<Shape>, layout: &Layout) {
    let edges: &[f32] = if layout.sides.len() == 1 { &[AXIS / 2.0] } else { &[-AXIS / 2.0, AXIS / 2.0] };
    for edge in edges {
        let x = layout.axis + edge;
        shapes.push(line(&[(x, layout.years.start), (x, layout.years.end)], GREY, 0.8, &[]));
    }
    let most = ((layout.years.end - layout.years.start) / 24.0).max(1.0) as u32;
    for tick in time_ticks(wording, layout.years.low, layout.years.high, most) {
        let y = layout.years.place(tick.at);
        let x = layout.axis + AXIS / 2.0;
        shapes.push(line(&[(x - 3.0, y), (x, y)], GREY, 0.6, &[]));
        if layout.sides.len() > 1 {
            let x = layout.axis - AXIS / 2.0;
            shapes.push(line(&[(x, y), (x + 3.0, y)], GREY, 0.6, &[]));
        }
        let at = Point { x: layout.axis, y: y + 7.0 * 0.35 };
        shapes.push(Shape::Text {
            at,
            align: Align::Middle,
            face: Face::Sans,
            size: 7.0,
            fill: GREY,
            text: tick.label,
        });
    }
}

fn draw_side(shapes: &mut Vec<Shape>, layout: &Layout, side: Side, marks: &[&Mark]) {
    let extents: Vec<_> = marks.iter().map(|mark| extent(mark, &layout.years)).collect();
    let (tracks, n_tracks) = tracks(&extents);
    let track = (MARKS / n_tracks as f32).min(TRACK);
    let x_of = |from_axis: f32| match side {
        Side::Left => layout.axis - AXIS / 2.0 - from_axis,
        Side::Right => layout.axis + AXIS / 2.0 + from_axis,
    };
    let beyond = 3.0 + track * n_tracks as f32;
    let lane = beyond + LEADER;
    let lane_width = match side {
        Side::Left => x_of(lane) - SLACK,
        Side::Right => WIDTH - x_of(lane) - SLACK,
    };
    let mut labelled: Vec<_> = (0..marks.len()).filter(|at| marks[*at].label.is_some()).collect();
    let named_at = |at: usize| named_at(marks[at], extents[at]);
    labelled.sort_by(|one, other| named_at(*one).total_cmp(&named_at(*other)));
    let wishes: Vec<_> = labelled.iter().map(|at| Wish { centre: named_at(*at), extent: layout.pitch }).collect();
    let heights = spread(&wishes, 0.0, layout.height);
    let place = |at: usize| x_of(3.0 + track * (tracks[at] as f32 + 0.5));
    for (at, y) in labelled.iter().zip(&heights) {
        let points = [(place(*at), named_at(*at)), (x_of(beyond), named_at(*at)), (x_of(lane - 3.0), *y)];
        shapes.push(line(&points, PALE, 0.7, &[]));
    }
    for (at, mark) in marks.iter().enumerate() {
        draw_mark(shapes, mark, extents[at], place(at), (track * 0.55).min(3.2));
    }
    for (at, y) in labelled.iter().zip(&heights) {
        if let Some((date, title)) = &marks[*at].label {
            draw_label(shapes, layout, side, (x_of(lane), *y), lane_width, (date, title));
        }
    }
}

/// Top and bottom of a mark, in points; never less than a dot's room.
fn extent(mark: &Mark, years: &Scale) -> (f32, f32) {
    let top = mark.start.map_or(years.start, |start| years.place(start));
    let bottom = mark.end.map_or(years.end, |end| years.place(end));
    let middle = f32::midpoint(top, bottom);
    let half = if mark.is_point { 2.5 } else { ((bottom - top) / 2.0).max(2.5) };
    (middle - half, middle + half)
}

/// Where a mark's leader begins: at its middle; for a long bar near its beginning, for one without a
/// beginning at its end.
fn named_at(mark: &Mark, (top, bottom): (f32, f32)) -> f32 {
    if mark.start.is_none() { bottom - 2.5 } else { f32::midpoint(top, bottom).min(top + LONG) }
}

/// The track of each mark, so that marks at the same time stand side by side, and how many there are. Where
/// the tracks are used up, marks share them in turn.
fn tracks(extents: &[(f32, f32)]) -> (Vec<usize>, usize) {
    let most = (MARKS / CLOSEST) as usize;
    let mut order: Vec<usize> = (0..extents.len()).collect();
    order.sort_by(|one, other| extents[*one].0.total_cmp(&extents[*other].0));
    let mut ends: Vec<f32> = Vec::new();
    let mut tracks = vec![0; extents.len()];
    for (turn, at) in order.into_iter().enumerate() {
        let (top, bottom) = extents[at];
        let free = ends.iter().position(|end| *end + 0.5 <= top);
        let track = free.unwrap_or(if ends.len() < most { ends.len() } else { turn % most });
        if track == ends.len() {
            ends.push(bottom);
        }
        ends[track] = ends[track].max(bottom);
        tracks[at] = track;
    }
    (tracks, ends.len().max(1))
}

/// A dot, or a bar; an open end runs on dashed to the end of the axis.
fn draw_mark(shapes: &mut Vec<Shape>, mark: &Mark, (top, bottom): (f32, f32), x: f32, width: f32) {
    let middle = f32::midpoint(top, bottom);
    match (mark.start, mark.end) {
        _ if mark.is_point => {
            shapes.push(Shape::Disc { centre: Point { x, y: middle }, radius: width * 0.75, fill: BLUE });
        }
        (Some(_), Some(_)) => shapes.push(bar(x, width, top, bottom)),
        (start, _) => {
            shapes.push(line(&[(x, top), (x, bottom)], BLUE, width * 0.4, &[2.0, 1.5]));
            let known = if start.is_some() { top } else { bottom - 5.0 };
            shapes.push(bar(x, width, known, known + 5.0));
        }
    }
}

fn bar(x: f32, width: f32, top: f32, bottom: f32) -> Shape {
    let (left, right) = (x - width / 2.0, x + width / 2.0);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    Shape::Polygon { points: corners.map(|(x, y)| Point { x, y }).to_vec(), fill: BLUE }
}

/// Date and title on one line, cut to the lane.
fn draw_label(
    shapes: &mut Vec<Shape>,
    layout: &Layout,
    side: Side,
    (x, y): (f32, f32),
    width: f32,
    (date, title): (&str, &str),
) {
    let size = layout.size;
    let date = ellipsised(date, Face::SansBold, size, width * 0.6);
    let date_width = Face::SansBold.width(&date, size);
    let title = ellipsised(title, Face::Sans, size, (width - date_width - 4.0).max(0.0));
    let title_width = Face::Sans.width(&title, size);
    let start = match side {
        Side::Right => x,
        Side::Left => x - date_width - 4.0 - title_width,
    };
    let baseline = y + size * 0.35;
    let mut text = |x: f32, face: Face, fill: Colour, text: String| {
        if !text.is_empty() {
            shapes.push(Shape::Text { at: Point { x, y: baseline }, align: Align::Start, face, size, fill, text });
        }
    };
    text(start, Face::SansBold, BLUE, date);
    text(start + date_width + 4.0, Face::Sans, INK, title);
}

fn line(points: &[(f32, f32)], stroke: Colour, width: f32, dash: &[f32]) -> Shape {
    let points = points.iter().map(|(x, y)| Point { x: *x, y: *y }).collect();
    Shape::Line { points, stroke, width, dash: dash.to_vec() }
}
