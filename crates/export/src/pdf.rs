//! The briefing as PDF: tagged, with outline and links, the same bytes for the same briefing.
//!
//! `body` sets blocks as pieces (`paragraph`, `table`, `figure` ...), `flow` cuts them into pages, and the result is
//! a display list (`display`) with an element tree (`structure`), which know nothing of PDF libraries. `ops`
//! draws that list with printpdf; `finish` sets what printpdf has no words for, files attached (`attachment`) included.

mod address;
pub(crate) mod attachment;
mod body;
mod caption;
mod destination;
mod display;
mod figure;
mod finish;
mod flow;
mod furniture;
mod hyphenation;
mod language;
mod linebreak;
mod list;
mod logo;
mod ops;
mod outline;
mod paint;
mod paragraph;
mod setter;
mod shaping;
mod span;
mod srgb;
mod string;
mod structure;
mod style;
mod table;
mod title;
mod tree;
mod typeface;
mod xmp;

use std::fmt;

use printpdf::{PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Pt, Rect};

use crate::briefing::Briefing;
use crate::font::Face;

pub use attachment::Attachment;

use destination::Destinations;
use flow::Paged;
use structure::Structure;
use style::{ACCENT, Paper};

/// Why no PDF could be made. No briefing brings any of these about: they are faults of the program.
#[derive(Debug)]
pub enum PdfError {
    /// A font in the program could not be cut down.
    Font(Face),
    /// The document was not built as expected.
    Assembly(lopdf::Error),
    /// The document could not be written.
    Output(std::io::Error),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font(face) => write!(f, "the font {face:?} cannot be cut down to the glyphs in use"),
            Self::Assembly(error) => write!(f, "the PDF document cannot be assembled: {error}"),
            Self::Output(error) => write!(f, "the PDF document cannot be written: {error}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// Renders a briefing. An empty one is one page with its number. With files attached it is PDF/A-3a, without them
/// PDF/A-2a.
///
/// # Errors
/// Faults of the program only, see [`PdfError`].
pub fn render(briefing: &Briefing, attachments: &[Attachment]) -> Result<Vec<u8>, PdfError> {
    let (paged, structure) = lay_out(briefing);
    let fonts = typeface::typefaces(&paged.pages)?;
    let destinations = Destinations { paged: &paged, furniture: &briefing.furniture };
    let mut drawn = ops::draw(&paged.pages, &structure, &destinations, &fonts);

    let mut document = PdfDocument::new("");
    for typeface in fonts.into_values() {
        document.resources.fonts.map.insert(typeface.id, PdfFont::new(typeface.font));
    }
    document.resources.xobjects.map.extend(briefing.logo.as_ref().map(logo::resource));
    // printpdf writes the third and fourth number as they are: they are the right and the upper edge here.
    let [x, y, width, height] = Paper::of(briefing.page_size).edges().map(Pt);
    let edges = Rect { x, y, width, height, mode: None, winding_order: None };
    let page = |ops| PdfPage { media_box: edges.clone(), trim_box: edges.clone(), crop_box: edges.clone(), ops };
    let pages = std::mem::take(&mut drawn.pages);
    document.pages = pages.into_iter().map(page).collect();
    let document = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    finish::finish(document, briefing, &structure, &drawn, &paged, attachments)
}

/// The display list and the element tree.
fn lay_out(briefing: &Briefing) -> (Paged, Structure) {
    let mut setter = body::set(briefing);
    let flow = std::mem::take(&mut setter.flow);
    let mut paged = flow::paginate(flow, &mut setter.structure, setter.paper);
    furniture::add(&mut setter, briefing, &mut paged.pages);
    for item in paged.pages.iter_mut().flat_map(|page| &mut page.items) {
        item.mark.recolour(ACCENT, briefing.accent);
    }
    (paged, setter.structure)
}

#[cfg(test)]
mod tests;
