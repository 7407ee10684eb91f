//! The look: page, type sizes, colours. Every measure of the PDF stands here.

use chancery_model::dossier::PageSize;

use crate::drawing::Colour;
use crate::font::Face;

/// Width of the text, in points, on any paper.
pub(crate) const MEASURE: f32 = 455.0;
/// Left margin of A4; on other paper the page's left edge is moved instead, so that text stands at one place.
pub(crate) const MARGIN: f32 = (A4.width - MEASURE) / 2.0;
/// Where text begins, from the top of the page.
pub(crate) const TOP: f32 = 82.0;
/// Baseline of the running head.
pub(crate) const HEAD_BASELINE: f32 = 54.0;
/// Where the upper edge of any page is, in points from the origin of PDF's coordinates, which is A4's lower edge.
pub(crate) const UPPER_EDGE: f32 = A4.height;

/// Paper, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Paper {
    /// Width.
    pub(crate) width: f32,
    /// Height.
    pub(crate) height: f32,
}

const A4: Paper = Paper { width: 595.276, height: 841.89 };
const LETTER: Paper = Paper { width: 612.0, height: 792.0 };

impl Paper {
    /// Paper by its name.
    pub(crate) const fn of(size: PageSize) -> Self {
        match size {
            PageSize::A4 => A4,
            PageSize::Letter => LETTER,
        }
    }

    /// Where text ends, from the top of the page.
    pub(crate) const fn bottom(self) -> f32 {
        self.height - 72.0
    }

    /// Baseline of the page number.
    pub(crate) const fn foot_baseline(self) -> f32 {
        self.height - 42.0
    }

    /// Height of the text on a page.
    pub(crate) const fn column(self) -> f32 {
        self.bottom() - TOP
    }

    /// Left, lower, right and upper edge in PDF's coordinates.
    pub(crate) const fn edges(self) -> [f32; 4] {
        let left = (A4.width - self.width) / 2.0;
        [left, UPPER_EDGE - self.height, left + self.width, UPPER_EDGE]
    }
}

/// The one colour besides greys: headings, rules, bars. A briefing may put another in its place.
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
pub(crate) const REFERENCE: TextStyle = TextStyle { hyphenate: Hyphenate::No, ..serif(8.0, 10.4, Fit::Ragged) };
/// Small print.
pub(crate) const NOTE: TextStyle = TextStyle { hyphenate: Hyphenate::Yes, ..sans(Face::Sans, 7.5, 10.0, GREY) };
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
