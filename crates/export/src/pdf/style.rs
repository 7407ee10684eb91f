//! The look: page, type sizes, colours. Every measure of the PDF stands here.

use crate::drawing::Colour;
use crate::font::Face;

/// A4 width in points.
pub(crate) const PAGE_WIDTH: f32 = 595.276;
/// A4 height in points.
pub(crate) const PAGE_HEIGHT: f32 = 841.89;
/// Left and right margin.
pub(crate) const MARGIN: f32 = 78.0;
/// Where text begins, from the top of the page.
pub(crate) const TOP: f32 = 84.0;
/// Where text ends, from the top of the page.
pub(crate) const BOTTOM: f32 = 763.0;
/// Baseline of the running head.
pub(crate) const HEAD_BASELINE: f32 = 54.0;
/// Baseline of the page number.
pub(crate) const FOOT_BASELINE: f32 = 797.0;
/// Width of the text.
pub(crate) const MEASURE: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Height of the text on a page.
pub(crate) const COLUMN: f32 = BOTTOM - TOP;

/// The one colour besides greys: headings, rules, bars.
pub(crate) const ACCENT: Colour = Colour::rgb(0x1F_3A_5F);
/// Clickable text.
pub(crate) const LINK: Colour = Colour::rgb(0x1D_4F_91);
/// Running text.
pub(crate) const INK: Colour = Colour::rgb(0x1B_1F_24);
/// Labels, running heads, small print; contrast on white 6.4:1.
pub(crate) const GREY: Colour = Colour::rgb(0x55_5F_6B);
/// Hairlines, which carry no meaning of their own.
pub(crate) const HAIRLINE: Colour = Colour::rgb(0xD0_D6_DE);
/// Background of a callout.
pub(crate) const TINT: Colour = Colour::rgb(0xEE_F2_F7);

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextStyle {
    /// Font of plain text.
    pub(crate) face: Face,
    /// Size in points.
    pub(crate) size: f32,
    /// Distance between baselines in points.
    pub(crate) leading: f32,
    /// Colour of plain text.
    pub(crate) fill: Colour,
    /// How lines are filled.
    pub(crate) fit: Fit,
    /// Whether words may be divided.
    pub(crate) hyphenate: Hyphenate,
}

/// How lines are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Flush on both sides.
    Justified,
    /// Flush left, ragged right.
    Ragged,
    /// Flush left, lines of like length: for headings.
    Balanced,
}

/// Whether words may be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hyphenate {
    /// Where the language allows.
    Yes,
    /// Never.
    No,
}

const fn head(size: f32, leading: f32, fill: Colour) -> TextStyle {
    TextStyle { fit: Fit::Balanced, ..sans(Face::SansBold, size, leading, fill) }
}

const fn sans(face: Face, size: f32, leading: f32, fill: Colour) -> TextStyle {
    TextStyle { face, size, leading, fill, fit: Fit::Ragged, hyphenate: Hyphenate::No }
}

const fn serif(size: f32, leading: f32, fit: Fit) -> TextStyle {
    TextStyle { face: Face::Serif, size, leading, fill: INK, fit, hyphenate: Hyphenate::Yes }
}

/// Title of the document.
pub(crate) const TITLE: TextStyle = head(22.0, 27.0, ACCENT);
/// Subtitle.
pub(crate) const SUBTITLE: TextStyle = TextStyle { fit: Fit::Balanced, ..sans(Face::Sans, 12.0, 16.5, GREY) };
/// Label of a fact under the title.
pub(crate) const FACT_LABEL: TextStyle = sans(Face::SansBold, 8.0, 12.0, GREY);
/// Value of a fact under the title.
pub(crate) const FACT: TextStyle = sans(Face::Sans, 8.0, 12.0, INK);
/// Running text.
pub(crate) const BODY: TextStyle = serif(10.0, 14.0, Fit::Justified);
/// Heading in a callout.
pub(crate) const CALLOUT_HEADING: TextStyle = sans(Face::SansBold, 9.0, 13.0, ACCENT);
/// Statement in a callout.
pub(crate) const CALLOUT: TextStyle = serif(11.0, 15.5, Fit::Ragged);
/// Captions.
pub(crate) const CAPTION: TextStyle = sans(Face::Sans, 8.5, 12.0, INK);
/// Header of a table.
pub(crate) const TABLE_HEADER: TextStyle = sans(Face::SansBold, 7.5, 9.75, ACCENT);
/// Cell of a table.
pub(crate) const CELL: TextStyle = TextStyle { hyphenate: Hyphenate::Yes, ..sans(Face::Sans, 7.5, 9.75, INK) };
/// Entry of the list of sources.
pub(crate) const REFERENCE: TextStyle = TextStyle { hyphenate: Hyphenate::No, ..serif(8.0, 10.75, Fit::Ragged) };
/// Small print.
pub(crate) const NOTE: TextStyle = TextStyle { hyphenate: Hyphenate::Yes, ..sans(Face::Sans, 7.5, 10.5, GREY) };
/// Running head and page number.
pub(crate) const FURNITURE: TextStyle = sans(Face::Sans, 7.5, 10.0, GREY);

/// Style of a heading, and the space above and below it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadingStyle {
    /// Its text.
    pub(crate) text: TextStyle,
    /// Space above in points.
    pub(crate) before: f32,
    /// Space below in points.
    pub(crate) after: f32,
}

/// Style of a heading of level 1 to 3; higher levels look like 3.
pub(crate) const fn heading(level: u8) -> HeadingStyle {
    match level {
        0 | 1 => HeadingStyle { text: head(14.0, 18.0, ACCENT), before: 17.0, after: 5.0 },
        2 => HeadingStyle { text: head(11.0, 15.0, ACCENT), before: 11.0, after: 3.0 },
        _ => HeadingStyle { text: head(9.5, 13.0, INK), before: 12.0, after: 3.0 },
    }
}

/// The font of bold, italic and fallback text beside a font.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kin {
    /// Bold.
    pub(crate) strong: Face,
    /// Italic.
    pub(crate) emphasis: Face,
    /// The one that covers more characters.
    pub(crate) fallback: Face,
}

/// A font's kin.
pub(crate) const fn kin(face: Face) -> Kin {
    let (strong, emphasis, fallback) = match face {
        Face::Serif => (Face::SerifBold, Face::SerifItalic, Face::Sans),
        Face::SerifItalic => (Face::SerifBoldItalic, Face::SerifItalic, Face::SansItalic),
        Face::SerifBold => (Face::SerifBold, Face::SerifBoldItalic, Face::SansBold),
        Face::SerifBoldItalic => (Face::SerifBoldItalic, Face::SerifBoldItalic, Face::SansBold),
        Face::Sans => (Face::SansBold, Face::SansItalic, Face::Sans),
        Face::SansItalic => (Face::SansBold, Face::SansItalic, Face::SansItalic),
        Face::SansBold => (Face::SansBold, Face::SansItalic, Face::SansBold),
    };
    Kin { strong, emphasis, fallback }
}

/// Between a list's label and its text, in points.
pub(crate) const LABEL_GAP: f32 = 5.0;
