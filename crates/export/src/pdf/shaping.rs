//! Text as glyphs: parley shapes it and says where lines may break.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{
    FontContext, FontFamily, FontFamilyName, FontStyle, FontWeight, FontWidth, Layout, LayoutContext, TextStyle,
};
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

use crate::font::Face;

use super::hyphenation;
use super::span::Span;
use super::style::kin;

/// Where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opportunity {
    /// Not here.
    None,
    /// After this cluster.
    Break,
    /// After this cluster, with a hyphen.
    Hyphen,
}

/// What is never torn apart: usually a letter, sometimes a ligature.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cluster {
    /// Its glyphs in [`Shaped::glyphs`].
    pub(crate) glyphs: Range<usize>,
    /// Its text in [`Shaped::text`].
    pub(crate) text: Range<usize>,
    /// Width in points.
    pub(crate) advance: f32,
    /// Its span.
    pub(crate) span: usize,
    /// Font, which is the span's or its fallback.
    pub(crate) face: Face,
    /// Whether it is a space that justification widens.
    pub(crate) is_space: bool,
    /// Whether a line may end after it.
    pub(crate) opportunity: Opportunity,
}

/// A glyph, relative to its cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ShapedGlyph {
    /// Glyph in the font file.
    pub(crate) id: u16,
    /// From the cluster's start in points.
    pub(crate) x: f32,
    /// Below the baseline in points.
    pub(crate) y: f32,
}

/// A text's glyphs in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shaped {
    /// The text.
    pub(crate) text: String,
    /// Clusters.
    pub(crate) clusters: Vec<Cluster>,
    /// Their glyphs.
    pub(crate) glyphs: Vec<ShapedGlyph>,
    /// Characters that no font has, by the byte at which U+FFFD stands for each, in order.
    pub(crate) missing: Vec<(usize, char)>,
}

impl Shaped {
    /// The character that U+FFFD stands for at a byte of the text.
    pub(crate) fn missing_at(&self, byte: usize) -> Option<char> {
        let at = self.missing.binary_search_by_key(&byte, |(at, _)| *at).ok()?;
        self.missing.get(at).map(|(_, letter)| *letter)
    }

    /// Width on one line, in points.
    pub(crate) fn width(&self) -> f32 {
        self.clusters.iter().map(|cluster| cluster.advance).sum()
    }
}

/// The fonts, ready for shaping.
pub(crate) struct Shaper {
    fonts: FontContext,
    layout: LayoutContext<()>,
    charmaps: Vec<(Face, Charmap<'static>)>,
    language: Option<hypher::Lang>,
}

const MISSING: char = '\u{FFFD}';

impl Shaper {
    /// Fonts for a document in a BCP 47 language, which decides how words are divided.
    pub(crate) fn new(language: &str) -> Self {
        // Neither system fonts nor a store shared with another thread: nothing from outside gets in.
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut charmaps = Vec::new();
        for face in Face::ALL {
            let as_itself = FontInfoOverride {
                family_name: Some(family(face)),
                width: Some(FontWidth::NORMAL),
                style: Some(FontStyle::Normal),
                weight: Some(FontWeight::NORMAL),
                axes: None,
            };
            collection.register_fonts(Blob::new(Arc::new(face.bytes())), Some(as_itself));
            if let Ok(font) = FontRef::new(face.bytes()) {
                charmaps.push((face, font.charmap()));
            }
        }
        Self {
            fonts: FontContext { collection, source_cache: SourceCache::default() },
            layout: LayoutContext::new(),
            charmaps,
            language: hyphenation::rules(language),
        }
    }

    /// Spans as glyphs. A character that neither the font nor its fallback has becomes U+FFFD.
    pub(crate) fn shape(&mut self, spans: &[Span]) -> Shaped {
        let mut text = String::new();
        let mut pieces: Vec<(Range<usize>, usize, Face)> = Vec::new();
        let mut missing = Vec::new();
        for (index, span) in spans.iter().enumerate() {
            for letter in span.text.chars() {
                let (face, shown) = self.cover(span.face, letter);
                let start = text.len();
                if shown != letter {
                    missing.push((start, letter));
                }
                text.push(shown);
                match pieces.last_mut() {
                    Some((range, last, same)) if *last == index && *same == face => range.end = text.len(),
                    _ => pieces.push((start..text.len(), index, face)),
                }
            }
        }
        if text.is_empty() {
            return Shaped::default();
        }
        let mut shaped = self.lay_out(&text, &pieces, spans);
        forbid_breaks_before(&mut shaped.clusters, spans);
        hyphenation::mark(&text, &mut shaped.clusters, spans, self.language);
        shaped.text = text;
        shaped.missing = missing;
        shaped
    }

    /// Glyph and width in points of a font's hyphen.
    pub(crate) fn hyphen(&self, face: Face, size: f32) -> (u16, f32) {
        let map = self.charmaps.iter().find(|(known, _)| *known == face);
        let glyph = map.and_then(|(_, map)| map.map('-')).map_or(0, |glyph| glyph.to_u32());
        (u16::try_from(glyph).unwrap_or_default(), face.width("-", size))
    }

    fn lay_out(&mut self, text: &str, pieces: &[(Range<usize>, usize, Face)], spans: &[Span]) -> Shaped {
        let mut builder = self.layout.style_run_builder(&mut self.fonts, text, 1.0, false);
        builder.set_base_direction(parley::BaseDirection::Ltr);
        // parley numbers styles in 16 bits, and a text has any number of spans: spans set alike share a style.
        let mut styles: Vec<(Face, f32, u16)> = Vec::new();
        for (range, index, face) in pieces {
            let size = spans[*index].size;
            let known = styles.iter().find(|(same, of, _)| same == face && of.to_bits() == size.to_bits());
            let style = known.map(|(.., style)| *style).unwrap_or_else(|| {
                let font_family = FontFamily::Single(FontFamilyName::Named(Cow::Borrowed(family(*face))));
                let style = builder.push_style(TextStyle { font_family, font_size: size, ..TextStyle::default() });
                styles.push((*face, size, style));
                style
            });
            builder.push_style_run(style, range.clone());
        }
        let mut layout: Layout<()> = builder.build(text);
        // Lines of no width: each holds what may not be parted, so their ends are where lines may break.
        layout.break_all_lines(Some(0.0));
        let mut shaped = Shaped::default();
        let mut piece = 0;
        for line in layout.lines() {
            for run in line.runs() {
                for cluster in run.clusters() {
                    let range = cluster.text_range();
                    if cluster.is_ligature_continuation()
                        && let Some(last) = shaped.clusters.last_mut()
                    {
                        last.text.end = range.end;
                        last.advance += cluster.advance();
                        continue;
                    }
                    while pieces.get(piece).is_some_and(|(piece, ..)| piece.end <= range.start) {
                        piece += 1;
                    }
                    let Some(&(_, span, face)) = pieces.get(piece) else { continue };
                    let first = shaped.glyphs.len();
                    let mut pen = 0.0;
                    for glyph in cluster.glyphs() {
                        let id = u16::try_from(glyph.id).unwrap_or_default();
                        shaped.glyphs.push(ShapedGlyph { id, x: pen + glyph.x, y: -glyph.y });
                        pen += glyph.advance;
                    }
                    shaped.clusters.push(Cluster {
                        glyphs: first..shaped.glyphs.len(),
                        is_space: text.get(range.clone()) == Some(" "),
                        text: range,
                        advance: cluster.advance(),
                        span,
                        face,
                        opportunity: Opportunity::None,
                    });
                }
            }
            if let Some(last) = shaped.clusters.last_mut() {
                last.opportunity = Opportunity::Break;
            }
        }
        shaped
    }

    /// The font that has a character, and the character or its stand-in.
    fn cover(&self, face: Face, letter: char) -> (Face, char) {
        let fallback = kin(face).fallback;
        if self.has(face, letter) {
            (face, letter)
        } else if self.has(fallback, letter) {
            (fallback, letter)
        } else {
            (fallback, MISSING)
        }
    }

    fn has(&self, face: Face, letter: char) -> bool {
        let map = self.charmaps.iter().find(|(known, _)| *known == face);
        map.is_some_and(|(_, map)| map.map(letter).is_some_and(|glyph| glyph.to_u32() != 0))
    }
}

/// A citation's number never begins a line.
fn forbid_breaks_before(clusters: &mut [Cluster], spans: &[Span]) {
    for index in 1..clusters.len() {
        let span = clusters[index].span;
        if clusters[index - 1].span != span && !spans[span].begins_line {
            clusters[index - 1].opportunity = Opportunity::None;
        }
        if !spans[span].begins_line && index + 1 < clusters.len() && clusters[index + 1].span == span {
            clusters[index].opportunity = Opportunity::None;
        }
    }
}

/// A name of its own for each font, so that parley never chooses between them.
const fn family(face: Face) -> &'static str {
    match face {
        Face::Serif => "serif",
        Face::SerifItalic => "serif italic",
        Face::SerifBold => "serif bold",
        Face::SerifBoldItalic => "serif bold italic",
        Face::Sans => "sans",
        Face::SansItalic => "sans italic",
        Face::SansBold => "sans bold",
    }
}
