//! The page: paper, running head, page numbers.

use chancery_model::dossier::PageSize;
use chancery_model::labels::{Part, parts};
use docx_rs::{Docx, Footer, Header, PageMargin, Paragraph};

use super::field;
use super::inline::run;
use super::text::single_line;
use crate::briefing::Briefing;

/// Width of the text in twentieths of a point: 16 cm.
pub(super) const TEXT_WIDTH: usize = 9_071;

/// Height of the text in twentieths of a point that any paper has.
pub(super) const TEXT_HEIGHT: usize = 12_600;

/// Width and height of paper in twentieths of a point.
const fn paper(size: PageSize) -> (u32, u32) {
    match size {
        PageSize::A4 => (11_906, 16_838),
        PageSize::Letter => (12_240, 15_840),
    }
}

/// The document on its paper with its running head (on every page but the first) and page numbers (on all).
pub(super) fn paged(document: Docx, briefing: &Briefing) -> Docx {
    let (width, height) = paper(briefing.page_size);
    let beside = i32::try_from(width).unwrap_or(0) - 9_071;
    let margins = PageMargin {
        top: 1_588,
        bottom: 1_474,
        left: beside / 2,
        right: beside - beside / 2,
        header: 794,
        footer: 680,
        gutter: 0,
    };
    document
        .page_size(width, height)
        .page_margin(margins)
        .title_pg()
        .header(head(&briefing.running_head))
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .footer(foot(&briefing.furniture.page))
        .first_footer(foot(&briefing.furniture.page))
}

fn head(running_head: &str) -> Header {
    Header::new().add_paragraph(Paragraph::new().style("Header").add_run(run(&single_line(running_head))))
}

/// Word and LibreOffice compute these two fields whenever they lay out a page; the results written here are
/// for readers that lay out nothing.
fn foot(template: &str) -> Footer {
    let mut paragraph = Paragraph::new().style("Footer");
    for part in parts(template) {
        paragraph = match part {
            Part::Words(words) => paragraph.add_run(run(words)),
            Part::Place("page") => field::add(paragraph, "PAGE", "1", ""),
            Part::Place(_) => field::add(paragraph, "NUMPAGES", "1", ""),
        };
    }
    Footer::new().add_paragraph(paragraph)
}
