//! The fonts that are in the program: IBM Plex under the SIL Open Font License (`fonts/OFL.txt`).

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// A font. All have 1000 units an em and cover Latin, Russian and Tajik.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// IBM Plex Serif, for running text.
    Serif,
    /// IBM Plex Serif Italic.
    SerifItalic,
    /// IBM Plex Serif, semi-bold.
    SerifBold,
    /// IBM Plex Serif, semi-bold italic.
    SerifBoldItalic,
    /// IBM Plex Sans, for headings, tables and pictures.
    Sans,
    /// IBM Plex Sans Italic.
    SansItalic,
    /// IBM Plex Sans, semi-bold.
    SansBold,
}

impl Face {
    /// Every font, in a fixed order.
    pub const ALL: [Self; 7] = [
        Self::Serif,
        Self::SerifItalic,
        Self::SerifBold,
        Self::SerifBoldItalic,
        Self::Sans,
        Self::SansItalic,
        Self::SansBold,
    ];

    /// The font file (TrueType).
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Serif => include_bytes!("../fonts/IBMPlexSerif-Regular.ttf"),
            Self::SerifItalic => include_bytes!("../fonts/IBMPlexSerif-Italic.ttf"),
            Self::SerifBold => include_bytes!("../fonts/IBMPlexSerif-SemiBold.ttf"),
            Self::SerifBoldItalic => include_bytes!("../fonts/IBMPlexSerif-SemiBoldItalic.ttf"),
            Self::Sans => include_bytes!("../fonts/IBMPlexSans-Regular.ttf"),
            Self::SansItalic => include_bytes!("../fonts/IBMPlexSans-Italic.ttf"),
            Self::SansBold => include_bytes!("../fonts/IBMPlexSans-SemiBold.ttf"),
        }
    }

    /// Width of a text in points at a size in points, unkerned; a character the font lacks is as wide as
    /// its missing-glyph box.
    ///
    /// # Panics
    /// Never: the fonts are in the program and are read by a test.
    #[must_use]
    pub fn width(self, text: &str, size: f32) -> f32 {
        let font = FontRef::new(self.bytes()).expect("the fonts in the program are well-formed");
        let map = font.charmap();
        let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
        text.chars().map(|letter| metrics.advance_width(map.map(letter).unwrap_or_default()).unwrap_or(0.0)).sum()
    }
}
