//! The display list: what stands where on each page, free of any PDF library.

use std::rc::Rc;

use crate::drawing::{Colour, Point};
use crate::font::Face;

use super::structure::ElementId;

/// A page's marks, in reading order, which is painting order too.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// Marks.
    pub(crate) items: Vec<Item>,
}

/// A mark and what it belongs to. Places are in points from the top left, y downward.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// What it belongs to.
    pub(crate) owner: Owner,
    /// The mark.
    pub(crate) mark: Mark,
}

/// What a mark belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// An element of the document's structure.
    Element(ElementId),
    /// Running heads, page numbers, repeated headers: not read aloud.
    Pagination,
    /// Rules and tints: not read aloud.
    Ornament,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// Nothing, so that an empty cell has its place in the structure.
    Nothing,
    /// Glyphs on one baseline.
    Glyphs(GlyphRun),
    /// An open line.
    Line {
        /// Points.
        points: Vec<Point>,
        /// Colour.
        stroke: Colour,
        /// Width in points.
        width: f32,
        /// Dash and gap lengths; empty for solid.
        dash: Vec<f32>,
    },
    /// A filled polygon.
    Polygon {
        /// Points.
        points: Vec<Point>,
        /// Colour.
        fill: Colour,
    },
    /// A filled circle.
    Disc {
        /// Centre.
        centre: Point,
        /// Radius.
        radius: f32,
        /// Colour.
        fill: Colour,
    },
    /// The briefing's logo.
    Logo {
        /// Where.
        bounds: Bounds,
    },
    /// A clickable place; its text is marked on its own.
    Link {
        /// Where.
        bounds: Bounds,
        /// Where it leads.
        target: Target,
    },
}

impl Mark {
    /// Paints in another colour what is painted in one.
    pub(crate) fn recolour(&mut self, from: Colour, to: Colour) {
        let colour = match self {
            Self::Nothing | Self::Logo { .. } | Self::Link { .. } => return,
            Self::Glyphs(run) => &mut run.fill,
            Self::Line { stroke: colour, .. }
            | Self::Polygon { fill: colour, .. }
            | Self::Disc { fill: colour, .. } => colour,
        };
        if *colour == from {
            *colour = to;
        }
    }
}

/// Glyphs of one font on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GlyphRun {
    /// Font.
    pub(crate) face: Face,
    /// Size in points.
    pub(crate) size: f32,
    /// Colour.
    pub(crate) fill: Colour,
    /// Start of the baseline.
    pub(crate) at: Point,
    /// Glyphs, left to right.
    pub(crate) glyphs: Vec<PlacedGlyph>,
    /// Text that the glyphs stand for, where it is not theirs; else empty.
    pub(crate) actual_text: String,
    /// BCP 47 language where it is not the document's; else empty.
    pub(crate) language: Rc<str>,
}

/// A glyph and the text it shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacedGlyph {
    /// Glyph in the font file.
    pub(crate) id: u16,
    /// Distance from the run's start in points.
    pub(crate) x: f32,
    /// Distance below the run's baseline in points.
    pub(crate) y: f32,
    /// Characters shown; empty for a part of the glyph before it.
    pub(crate) text: String,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    /// From the left.
    pub(crate) left: f32,
    /// From the top.
    pub(crate) top: f32,
    /// Right edge, from the left.
    pub(crate) right: f32,
    /// Lower edge, from the top.
    pub(crate) bottom: f32,
}

impl Bounds {
    /// The same, moved.
    #[must_use]
    pub(crate) fn moved(self, by: Point) -> Self {
        Self { left: self.left + by.x, top: self.top + by.y, right: self.right + by.x, bottom: self.bottom + by.y }
    }

    /// Its corners, as a polygon.
    pub(crate) fn corners(self) -> Vec<Point> {
        let Self { left, top, right, bottom } = self;
        vec![
            Point { x: left, y: top },
            Point { x: right, y: top },
            Point { x: right, y: bottom },
            Point { x: left, y: bottom },
        ]
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The entry of that number in the list of sources.
    Reference(u32),
    /// A citation of a source, by the source's number and counted from 0 in reading order.
    Citation(u32, usize),
    /// A percent-encoded address.
    Address(String),
}

impl Item {
    /// A tint.
    pub(crate) fn tint(bounds: Bounds, fill: Colour) -> Self {
        Self { owner: Owner::Ornament, mark: Mark::Polygon { points: bounds.corners(), fill } }
    }

    /// A horizontal rule.
    pub(crate) fn rule(left: f32, right: f32, y: f32, width: f32, stroke: Colour) -> Self {
        let points = vec![Point { x: left, y }, Point { x: right, y }];
        Self { owner: Owner::Ornament, mark: Mark::Line { points, stroke, width, dash: Vec::new() } }
    }

    /// The same, moved.
    #[must_use]
    pub(crate) fn moved(mut self, by: Point) -> Self {
        let shift = |point: &mut Point| *point = Point { x: point.x + by.x, y: point.y + by.y };
        match &mut self.mark {
            Mark::Nothing => {}
            Mark::Glyphs(run) => shift(&mut run.at),
            Mark::Line { points, .. } | Mark::Polygon { points, .. } => points.iter_mut().for_each(shift),
            Mark::Disc { centre, .. } => shift(centre),
            Mark::Logo { bounds } | Mark::Link { bounds, .. } => *bounds = bounds.moved(by),
        }
        self
    }

    /// The same, as furniture of the page: links are left out, since what is not read cannot be followed.
    pub(crate) fn repeated(self) -> Option<Self> {
        match self.mark {
            Mark::Link { .. } | Mark::Logo { .. } | Mark::Nothing => None,
            mark @ (Mark::Glyphs(_) | Mark::Line { .. } | Mark::Polygon { .. } | Mark::Disc { .. }) => {
                Some(Self { owner: Owner::Pagination, mark })
            }
        }
    }
}
