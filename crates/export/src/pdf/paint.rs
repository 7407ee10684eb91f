//! Marks as printpdf's values: glyphs with their kerning, paths, colours.

use printpdf::{Codepoint, Color, LinePoint, Op, Pt, Rgb, TextItem, TextMatrix};

use crate::drawing::{Colour, Point};

use super::style::UPPER_EDGE;

/// Glyphs of one baseline, and where the reader's pen is after them.
pub(crate) struct Shown {
    /// Start of the baseline.
    at: Point,
    /// Below it, in points.
    pub(crate) y: f32,
    /// Where it begins, from the run's start.
    pub(crate) start: f32,
    /// Where the pen is, from there, in points.
    pen: f32,
    glyphs: Vec<Codepoint>,
}

impl Shown {
    /// Nothing yet, from a place on.
    pub(crate) const fn at(at: Point) -> Self {
        Self { at, y: 0.0, start: 0.0, pen: 0.0, glyphs: Vec::new() }
    }

    /// Moves the pen to a glyph's place, in whole thousandths of an em, measured from where it is so that no error adds up.
    pub(crate) fn push(&mut self, id: u16, width: f32, text: String, x: f32, size: f32) {
        let kern = ((self.pen - (x - self.start)) * 1000.0 / size).round();
        if kern != 0.0
            && let Some(last) = self.glyphs.last_mut()
        {
            last.offset = kern;
            self.pen -= kern * size / 1000.0;
        }
        self.glyphs.push(Codepoint::with_cid(id, 0.0, text));
        self.pen += width * size / 1000.0;
    }

    /// Writes the glyphs.
    pub(crate) fn flush(&mut self, ops: &mut Vec<Op>) {
        if self.glyphs.is_empty() {
            return;
        }
        let (x, y) = (hundredths(self.at.x), hundredths(UPPER_EDGE - self.at.y - self.y));
        ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(&mut self.glyphs))] });
    }
}

fn hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

/// A corner of a path.
pub(crate) fn corner(point: Point) -> LinePoint {
    LinePoint { p: place(point), bezier: false }
}

fn place(point: Point) -> printpdf::Point {
    printpdf::Point { x: Pt(hundredths(point.x)), y: Pt(hundredths(UPPER_EDGE - point.y)) }
}

/// A circle of four curves.
pub(crate) fn circle(centre: Point, radius: f32) -> Vec<LinePoint> {
    const HANDLE: f32 = 0.552_284_8;
    let (r, h) = (radius, radius * HANDLE);
    let ring = [
        (r, 0.0, false),
        (r, h, true),
        (h, r, true),
        (0.0, r, false),
        (-h, r, true),
        (-r, h, true),
        (-r, 0.0, false),
        (-r, -h, true),
        (-h, -r, true),
        (0.0, -r, false),
        (h, -r, true),
        (r, -h, true),
        (r, 0.0, false),
    ];
    let point = |(x, y, bezier)| LinePoint { p: place(Point { x: centre.x + x, y: centre.y + y }), bezier };
    ring.into_iter().map(point).collect()
}

/// A colour as printpdf has it.
pub(crate) fn colour(colour: Colour) -> Color {
    // Three decimals tell all 256 steps apart.
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: part(colour.red), g: part(colour.green), b: part(colour.blue), icc_profile: None })
}
