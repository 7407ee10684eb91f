//! The fonts in the file: each in use, cut down to its glyphs in use.

use std::collections::BTreeMap;

use printpdf::{FontId, ParsedFont};
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use subsetter::GlyphRemapper;

use crate::font::Face;

use super::PdfError;
use super::display::{Mark, Page};

/// A font of the file.
#[derive(Debug)]
pub(crate) struct Typeface {
    /// Name in the file's resources; never one of the base fonts' `F1` to `F14`.
    pub(crate) id: FontId,
    /// The font, cut down.
    pub(crate) font: ParsedFont,
    glyphs: BTreeMap<u16, Glyph>,
}

/// A glyph of the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// Its number in the cut font.
    pub(crate) id: u16,
    /// Width in thousandths of an em.
    pub(crate) width: u16,
    /// Text it is read as: a glyph that shows several characters is read as the commonest.
    pub(crate) text: String,
}

impl Typeface {
    /// A glyph, by its number in the whole font.
    pub(crate) fn glyph(&self, id: u16) -> Option<&Glyph> {
        self.glyphs.get(&id)
    }
}

/// The fonts in use on the pages.
///
/// # Errors
/// A font in the program that cannot be cut down, which no input brings about.
pub(crate) fn typefaces(pages: &[Page]) -> Result<BTreeMap<Face, Typeface>, PdfError> {
    let mut used: BTreeMap<Face, BTreeMap<u16, &str>> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        let Mark::Glyphs(run) = &item.mark else { continue };
        let glyphs = used.entry(run.face).or_default();
        for glyph in &run.glyphs {
            let text = glyphs.entry(glyph.id).or_insert(&glyph.text);
            // A hyphen and a space are read as such, also where a variant of theirs looks the same.
            if (glyph.text.is_empty(), &*glyph.text) < (text.is_empty(), *text) {
                *text = &glyph.text;
            }
        }
    }
    used.into_iter().map(|(face, glyphs)| Ok((face, typeface(face, &glyphs)?))).collect()
}

fn typeface(face: Face, used: &BTreeMap<u16, &str>) -> Result<Typeface, PdfError> {
    let unreadable = || PdfError::Font(face);
    let font = FontRef::new(face.bytes()).map_err(|_| unreadable())?;
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::from([(0, advance(&metrics, 0))]);
    for (&original, text) in used {
        let id = remapper.remap(original);
        let width = advance(&metrics, original);
        widths.insert(id, width);
        let text = if text.is_empty() { "\u{200D}" } else { text };
        glyphs.insert(original, Glyph { id, width, text: text.to_owned() });
    }
    let bytes = subsetter::subset(face.bytes(), 0, &remapper).map_err(|_| unreadable())?;
    let (head, hhea) = (font.head().map_err(|_| unreadable())?, font.hhea().map_err(|_| unreadable())?);
    let weight = font.os2().map(|os2| os2.us_weight_class()).unwrap_or_default();
    let metrics = printpdf::FontMetrics { ascent: hhea.ascender().to_i16(), descent: hhea.descender().to_i16() };
    let name = format!("{}+{}", tag(&bytes), postscript_name(face));
    let mut cut =
        ParsedFont::with_glyph_data(bytes, 0, Some(name), BTreeMap::new(), widths, head.units_per_em(), metrics);
    let extent = &mut cut.pdf_font_metrics;
    (extent.x_min, extent.y_min, extent.x_max, extent.y_max) = (head.x_min(), head.y_min(), head.x_max(), head.y_max());
    (extent.caret_slope_rise, extent.caret_slope_run) = (hhea.caret_slope_rise(), hhea.caret_slope_run());
    extent.us_weight_class = weight;
    Ok(Typeface { id: FontId(resource_name(face).to_owned()), font: cut, glyphs })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a glyph's width is 0 to 2000 units")]
fn advance(metrics: &skrifa::metrics::GlyphMetrics<'_>, glyph: u16) -> u16 {
    metrics.advance_width(GlyphId::from(glyph)).unwrap_or_default().round().clamp(0.0, 10_000.0) as u16
}

/// Six letters that tell one cut of a font from another (ISO 32000-1, 9.6.4).
fn tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

const fn postscript_name(face: Face) -> &'static str {
    match face {
        Face::Serif => "IBMPlexSerif",
        Face::SerifItalic => "IBMPlexSerif-Italic",
        Face::SerifBold => "IBMPlexSerif-SemiBold",
        Face::SerifBoldItalic => "IBMPlexSerif-SemiBoldItalic",
        Face::Sans => "IBMPlexSans",
        Face::SansItalic => "IBMPlexSans-Italic",
        Face::SansBold => "IBMPlexSans-SemiBold",
    }
}

const fn resource_name(face: Face) -> &'static str {
    match face {
        Face::Serif => "Serif",
        Face::SerifItalic => "SerifItalic",
        Face::SerifBold => "SerifBold",
        Face::SerifBoldItalic => "SerifBoldItalic",
        Face::Sans => "Sans",
        Face::SansItalic => "SansItalic",
        Face::SansBold => "SansBold",
    }
}
