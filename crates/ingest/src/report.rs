//! Reports: bytes to sections, paragraphs, sentences, citations, timeline items and literature
//! entries, each with its place.

use chancery_model::section::SectionKind;

use crate::literature::RawReference;
use crate::span::Span;
use crate::text::SourceMap;

/// A report as read. All spans are bytes of `text`.
#[derive(Clone, Debug)]
pub struct RawReport {
    /// The report's text: UTF-8, LF, no byte-order mark; for Markdown without its markup.
    pub text: String,
    /// From the text back to the author's file.
    pub source: SourceMap,
    /// Title printed in the report itself (a Markdown `#` heading or front matter); `None` where it has
    /// none.
    pub title: Option<Span>,
    /// Sections in document order. Text before the first heading is a section with an empty heading.
    pub sections: Vec<RawSection>,
}

/// A heading and what stands under it, up to the next heading.
#[derive(Clone, Debug)]
pub struct RawSection {
    /// The heading's characters; empty span before the first heading.
    pub heading: Span,
    /// 1 for a first-level section.
    pub level: u8,
    /// Told by the heading, inherited by sections inside.
    pub kind: SectionKind,
    /// Heading and body.
    pub span: Span,
    /// What stands under it, in order.
    pub blocks: Vec<RawBlock>,
}

/// A piece of a section's body.
#[derive(Clone, Debug)]
pub enum RawBlock {
    /// Prose.
    Paragraph(RawParagraph),
    /// A list item that is neither of the two below; cut into sentences as prose is.
    Item(RawParagraph),
    /// An item of a timeline section.
    Timeline(TimelineItem),
    /// An entry of the literature section.
    Reference(RawReference),
    /// A table.
    Table(RawTable),
}

/// A paragraph or list item.
#[derive(Clone, Debug)]
pub struct RawParagraph {
    /// Its characters, without a bullet.
    pub span: Span,
    /// Its sentences, in order.
    pub sentences: Vec<RawSentence>,
}

/// A sentence, its closing mark and the citations behind that mark included.
#[derive(Clone, Debug)]
pub struct RawSentence {
    /// Its characters.
    pub span: Span,
    /// Citation groups in it, in order.
    pub groups: Vec<CitationGroup>,
}

/// Citations that stand together: `[1] [2]`, `[3, 4]`, `[5]-[7]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationGroup {
    /// From the first bracket to the last.
    pub span: Span,
    /// Each citation; a range gives one for every number in it.
    pub citations: Vec<RawCitation>,
}

/// One cited number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawCitation {
    /// Number printed or lying in a printed range.
    pub number: u32,
    /// The bracketed characters: `[1]`; in `[3, 4]` the number alone; for a range the whole range.
    pub span: Span,
}

/// `DATE – Title: description`.
#[derive(Clone, Debug)]
pub struct TimelineItem {
    /// The whole item without its bullet.
    pub span: Span,
    /// The date as printed; empty span where the item begins with none.
    pub date: Span,
    /// The title: up to the first colon, or the whole text where there is none.
    pub title: Span,
    /// What follows the colon; empty span where nothing does.
    pub description: Span,
    /// Citation groups in it.
    pub groups: Vec<CitationGroup>,
}

/// A table as printed.
#[derive(Clone, Debug)]
pub struct RawTable {
    /// The whole table.
    pub span: Span,
    /// Header cells; empty where the table has no header row.
    pub header: Vec<Span>,
    /// Rows of cells.
    pub rows: Vec<Vec<Span>>,
}
