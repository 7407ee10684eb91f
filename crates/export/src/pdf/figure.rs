//! Pictures: shapes and text drawn as such, to scale, with their caption.

use crate::briefing::Figure;
use crate::drawing::{Align, Drawing, Point, Shape};

use super::caption;
use super::display::{Bounds, Item, Mark, Owner};
use super::flow::{Keep, Piece};
use super::setter::Setter;
use super::span::Span;
use super::structure::{Role, Structure};
use super::style::{Fit, Hyphenate, MEASURE, TextStyle};

/// Height left for the caption below the tallest picture.
const CAPTION_ROOM: f32 = 90.0;

/// Sets a figure; its picture keeps to its caption, and is made smaller where it would not fit.
pub(crate) fn set(setter: &mut Setter, figure: &Figure) {
    setter.n_figures += 1;
    let Drawing { width, height, .. } = figure.drawing;
    if width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0 {
        let scale = (MEASURE / width).min((setter.paper.column() - CAPTION_ROOM) / height).min(1.0);
        let left = (MEASURE - width * scale) / 2.0;
        let element = setter.structure.add(Structure::DOCUMENT, Role::Figure);
        let said = super::span::clean(figure.alternative.trim());
        let said = if said.is_empty() { setter.figure_label() } else { said };
        setter.structure.describe(element, said);
        let by = Point { x: left, y: 0.0 };
        let mut items = vec![Item { owner: Owner::Element(element), mark: Mark::Nothing }];
        for shape in &figure.drawing.shapes {
            let marks = marks(setter, shape, scale);
            items.extend(marks.into_iter().map(|mark| Item { owner: Owner::Element(element), mark }.moved(by)));
        }
        let bounds = Bounds { left, top: 0.0, right: left + width * scale, bottom: height * scale };
        setter.flow.pieces.push(Piece {
            height: height * scale,
            before: 8.0,
            after: 7.0,
            items,
            keep: Keep::Strong,
            figure: Some((element, bounds)),
            ..Piece::default()
        });
    }
    let element = setter.structure.add(Structure::DOCUMENT, Role::Caption);
    let label = setter.figure_label();
    caption::set(setter, &label, &figure.caption, element, Keep::Free, (0.0, 15.0));
}

/// A shape's marks at a scale; none where a measure is not a number.
fn marks(setter: &mut Setter, shape: &Shape, scale: f32) -> Vec<Mark> {
    let at = |point: Point| Point { x: point.x * scale, y: point.y * scale };
    let sound = |points: &[Point]| points.iter().all(|point| point.x.is_finite() && point.y.is_finite());
    match shape {
        Shape::Line { points, stroke, width, dash } if points.len() > 1 && sound(points) && width.is_finite() => {
            let points = points.iter().copied().map(at).collect();
            let sound_dash = dash.iter().all(|length| length.is_finite() && *length >= 0.0)
                && dash.iter().any(|length| *length > 0.0);
            let dash = if sound_dash { dash.iter().map(|length| length * scale).collect() } else { Vec::new() };
            vec![Mark::Line { points, stroke: *stroke, width: (width * scale).max(0.0), dash }]
        }
        Shape::Polygon { points, fill } if points.len() > 2 && sound(points) => {
            vec![Mark::Polygon { points: points.iter().copied().map(at).collect(), fill: *fill }]
        }
        Shape::Disc { centre, radius, fill } if sound(&[*centre]) && radius.is_finite() && *radius > 0.0 => {
            vec![Mark::Disc { centre: at(*centre), radius: radius * scale, fill: *fill }]
        }
        Shape::Text { at: place, align, face, size, fill, text }
            if sound(&[*place]) && size.is_finite() && *size > 0.0 =>
        {
            let style = TextStyle {
                face: *face,
                size: size * scale,
                leading: size * scale,
                fill: *fill,
                fit: Fit::Ragged,
                hyphenate: Hyphenate::No,
            };
            label(setter, text, style, at(*place), *align)
        }
        Shape::Line { .. } | Shape::Polygon { .. } | Shape::Disc { .. } | Shape::Text { .. } => Vec::new(),
    }
}

fn label(setter: &mut Setter, text: &str, style: TextStyle, at: Point, align: Align) -> Vec<Mark> {
    let shaped = setter.shape(vec![Span::plain(text, style, Owner::Ornament)], style);
    let width = shaped.width();
    let left = match align {
        Align::Start => at.x,
        Align::Middle => at.x - width / 2.0,
        Align::End => at.x - width,
    };
    let by = Point { x: left, y: at.y };
    let lines = shaped.lines(width + 1.0);
    lines.into_iter().take(1).flat_map(|line| line.items).map(|item| item.moved(by).mark).collect()
}
