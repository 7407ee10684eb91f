//! The page: A4, running head, page numbers.

use docx_rs::{Docx, Footer, Header, PageMargin, Paragraph};

use super::field;
use super::inline::run;
use super::text::single_line;

/// Width of the text in twentieths of a point: 16 cm.
pub(super) const TEXT_WIDTH: usize = 9_071;

/// Height of the text in twentieths of a point.
pub(super) const TEXT_HEIGHT: usize = 13_600;

/// Side margins in twentieths of a point; A4 is 11906 wide.
const MARGIN: i32 = 1_418;

/// The document on A4 with its running head (on every page but the first) and page numbers (on all).
pub(super) fn paged(document: Docx, running_head: &str) -> Docx {
    let margins = PageMargin {
        top: 1_588,
        bottom: 1_474,
        left: MARGIN,
        right: 11_906 - 9_071 - MARGIN,
        header: 794,
        footer: 680,
        gutter: 0,
    };
    document
        .page_size(11_906, 16_838)
        .page_margin(margins)
        .title_pg()
        .header(head(running_head))
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .footer(foot())
        .first_footer(foot())
}

fn head(running_head: &str) -> Header {
    Header::new().add_paragraph(Paragraph::new().style("Header").add_run(run(&single_line(running_head))))
}

/// Word and LibreOffice compute these two fields whenever they lay out a page; the results written here are
/// for readers that lay out nothing.
fn foot() -> Footer {
    let paragraph = Paragraph::new().style("Footer").add_run(run("Page "));
    let paragraph = field::add(paragraph, "PAGE", "1", "").add_run(run(" of "));
    Footer::new().add_paragraph(field::add(paragraph, "NUMPAGES", "1", ""))
}
