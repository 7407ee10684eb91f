//! A small vector picture, free of any format.

use crate::font::Face;

/// A picture in points (1/72 inch), origin at the top left, y downward.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Shapes, painted in order.
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// Paints in another colour what is painted in one.
    pub(crate) fn recolour(&mut self, from: Colour, to: Colour) {
        for shape in &mut self.shapes {
            let colour = shape.colour_mut();
            if *colour == from {
                *colour = to;
            }
        }
    }
}

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Colour {
    /// From `0xRRGGBB`.
    #[must_use]
    pub const fn rgb(hex: u32) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        Self { red, green, blue }
    }
}

/// A place in the picture, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// One painted thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An open line through points.
    Line {
        /// At least two.
        points: Vec<Point>,
        /// Colour.
        stroke: Colour,
        /// Width in points.
        width: f32,
        /// Dash and gap lengths in points; empty for a solid line.
        dash: Vec<f32>,
    },
    /// A filled polygon.
    Polygon {
        /// At least three.
        points: Vec<Point>,
        /// Colour.
        fill: Colour,
    },
    /// A filled circle.
    Disc {
        /// Centre.
        centre: Point,
        /// Radius in points.
        radius: f32,
        /// Colour.
        fill: Colour,
    },
    /// A line of text.
    Text {
        /// Where its baseline begins, ends or is centred.
        at: Point,
        /// Which of these `at` is.
        align: Align,
        /// Font.
        face: Face,
        /// Size in points.
        size: f32,
        /// Colour.
        fill: Colour,
        /// The text, without line breaks.
        text: String,
    },
}

impl Shape {
    /// What it is painted in.
    #[cfg(test)]
    pub(crate) const fn colour(&self) -> Colour {
        match self {
            Self::Line { stroke: colour, .. }
            | Self::Polygon { fill: colour, .. }
            | Self::Disc { fill: colour, .. }
            | Self::Text { fill: colour, .. } => *colour,
        }
    }

    const fn colour_mut(&mut self) -> &mut Colour {
        match self {
            Self::Line { stroke: colour, .. }
            | Self::Polygon { fill: colour, .. }
            | Self::Disc { fill: colour, .. }
            | Self::Text { fill: colour, .. } => colour,
        }
    }
}

/// Which point of a text `at` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}
