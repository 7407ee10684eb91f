//! The literature list: one entry to its parts, read from the right.

use chancery_model::reference::ReferenceType;

use crate::span::Span;

/// An entry of the literature list, in the parts that could be told apart. All spans are bytes of the
/// report's text; a part that is absent is `None`.
#[derive(Clone, Debug, Default)]
pub struct RawReference {
    /// The entry without bullet or number.
    pub span: Span,
    /// Number printed before it (`3.`, `[3]`); `None` in a bulleted list.
    pub printed_number: Option<u32>,
    /// Kind told by the form; `None` where the form tells none.
    pub kind: Option<ReferenceType>,
    /// Author as printed, all authors together.
    pub author: Option<Span>,
    /// Title inside its quotation marks, or the italic title of a book.
    pub title: Option<Span>,
    /// Newspaper, site, journal, series.
    pub container: Option<Span>,
    /// Publisher of a book or report.
    pub publisher: Option<Span>,
    /// Date of issue as printed: `9 January 1999`, `2020`.
    pub issued: Option<Span>,
    /// Volume, issue, pages, edition as printed.
    pub volume: Option<Span>,
    /// Issue.
    pub issue: Option<Span>,
    /// Pages.
    pub page: Option<Span>,
    /// Edition.
    pub edition: Option<Span>,
    /// DOI without its resolver.
    pub doi: Option<Span>,
    /// ISBN.
    pub isbn: Option<Span>,
    /// Address without its angle brackets.
    pub url: Option<Span>,
    /// Date of access as printed.
    pub accessed: Option<Span>,
    /// What no rule could place.
    pub unparsed: Vec<Span>,
}

/// Temporary.
pub fn parse(_text: &str, span: Span, _emphasis: &[Span]) -> RawReference {
    RawReference { span, ..RawReference::default() }
}
