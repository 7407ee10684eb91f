//! Reports: bytes to sections, paragraphs, sentences, citations, timeline items and literature
//! entries, each with its place.

mod citation;
mod docx;
mod draft;
mod fault;
mod footnote;
mod html;
mod markdown;
mod outline;
mod plain;
mod sentence;
mod superscript;
mod timeline;
mod unseen;
mod wrap;

use std::fmt;

use chancery_model::diagnostic::Checked;
use chancery_model::rule::Rule;
use chancery_model::section::SectionKind;

use self::citation::Notes;
pub use self::docx::DocxError;
use self::draft::{Draft, DraftBlock, DraftKind, Words};
pub use self::fault::ITEM_NO_DATE;
use self::fault::{Fault, FaultKind, MOST_FAULTS, rest_of_faults};
pub use self::html::HtmlError;
use crate::literature::{self, RawReference};
use crate::span::Span;
use crate::text::{CharIndex, SourceMap, TextError, decode};
use crate::vocabulary::Vocabulary;

/// What is told of reports, list by list.
pub(crate) const RULES: &[&[&Rule]] = &[fault::RULES, unseen::RULES];

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
    Reference(Box<RawReference>),
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
    /// Citation groups in its cells, in order.
    pub groups: Vec<CitationGroup>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// Office Open XML, as Word writes it.
    Docx,
    /// A page of the web.
    Html,
}

/// The formats, by file name ending. To add one: a file beside these, and a line here.
const FORMATS: &[(&str, ReportFormat)] = &[
    ("txt", ReportFormat::Plain),
    ("text", ReportFormat::Plain),
    ("md", ReportFormat::Markdown),
    ("markdown", ReportFormat::Markdown),
    ("docx", ReportFormat::Docx),
    ("docm", ReportFormat::Docx),
    ("html", ReportFormat::Html),
    ("htm", ReportFormat::Html),
    ("xhtml", ReportFormat::Html),
];

impl ReportFormat {
    /// The endings of file names that are read, without their full stop.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|(ending, _)| *ending)
    }

    /// The format a file name tells; `None` for an ending that is not in the list.
    #[must_use]
    pub fn of(file_name: &str) -> Option<Self> {
        let ending = file_name.rsplit_once('.')?.1.to_lowercase();
        FORMATS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
    }
}

/// The file is not a report that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportError {
    /// Its name tells no known format.
    UnknownFormat {
        /// The name.
        file: String,
    },
    /// It is not text.
    Text(TextError),
    /// It is no DOCX that can be read.
    Docx(DocxError),
    /// It is a page in another encoding.
    Html(HtmlError),
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat { file } => {
                let known: Vec<String> = FORMATS.iter().map(|(ending, _)| format!(".{ending}")).collect();
                write!(f, "expected a report ({}), found {file:?}", known.join(", "))
            }
            Self::Text(error) => error.fmt(f),
            Self::Docx(error) => error.fmt(f),
            Self::Html(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReportError {}

impl ReportError {
    /// How to mend it; `None` where the message says it.
    #[must_use]
    pub const fn help(&self) -> Option<&'static str> {
        match self {
            Self::UnknownFormat { .. } => None,
            Self::Text(error) => Some(error.help()),
            Self::Docx(error) => Some(error.help()),
            Self::Html(_) => Some("save the file as UTF-8"),
        }
    }
}

/// Reads a report. The format is told by the file name's ending.
///
/// # Errors
/// When the ending is not known, or the bytes are not text or not of that format.
pub fn read(file_name: &str, bytes: &[u8], vocabulary: &Vocabulary) -> Result<Checked<RawReport>, ReportError> {
    let format =
        ReportFormat::of(file_name).ok_or_else(|| ReportError::UnknownFormat { file: file_name.to_owned() })?;
    let mut abbreviations: Vec<String> = vocabulary.abbreviations.iter().map(|word| word.to_lowercase()).collect();
    abbreviations.sort_unstable();
    let words = Words { headings: &vocabulary.sections, abbreviations: &abbreviations };
    let text = || decode(bytes).map_err(ReportError::Text);
    let unmarked = |draft| Checked { value: draft, diagnostics: Vec::new() };
    let Checked { value: draft, mut diagnostics } = match format {
        ReportFormat::Plain => unmarked(plain::read(text()?, &abbreviations)),
        ReportFormat::Markdown => unmarked(markdown::read(text()?)),
        ReportFormat::Docx => docx::read(bytes, words)?,
        ReportFormat::Html => html::read(bytes, words)?,
    };
    let outline = outline::sections(&draft, &vocabulary.sections);
    let mut reader = Reader { abbreviations, notes: outline.notes, faults: Vec::new() };
    let sections = outline.sections.into_iter().map(|section| reader.section(&draft, &section)).collect();
    let Draft { text, source, title, .. } = draft;
    let index = CharIndex::new(&text);
    let more = reader.faults.len().saturating_sub(MOST_FAULTS);
    let rest = reader.faults.get(MOST_FAULTS).map(|fault| rest_of_faults(more, index.anchor(fault.span)));
    let told = reader.faults.into_iter().take(MOST_FAULTS).map(|fault| fault.diagnostic(&text, &index));
    diagnostics.extend(told.chain(rest));
    Ok(Checked { value: RawReport { text, source, title, sections }, diagnostics })
}

/// Reads blocks by the kind of section they stand in, and gathers what could not be read.
struct Reader {
    /// Sorted, lower case.
    abbreviations: Vec<String>,
    notes: Notes,
    faults: Vec<Fault>,
}

impl Reader {
    fn section(&mut self, draft: &Draft, section: &outline::OutlineSection) -> RawSection {
        let blocks = &draft.blocks[section.blocks.clone()];
        let end = blocks.last().map_or(section.heading.end, |block| block.span.end);
        RawSection {
            heading: section.heading,
            level: section.level,
            kind: section.kind,
            span: Span::new(section.heading.start, end),
            blocks: self.blocks(&draft.text, blocks, section.kind),
        }
    }

    fn blocks(&mut self, text: &str, blocks: &[DraftBlock], kind: SectionKind) -> Vec<RawBlock> {
        let mut read = Vec::with_capacity(blocks.len());
        let lists = blocks.iter().any(|block| block.kind.is_listed());
        for block in blocks {
            let span = block.span;
            match (&block.kind, kind) {
                (DraftKind::Row { is_header, cells }, _) => {
                    let groups = cells.iter().flat_map(|cell| self.groups(text, *cell)).collect();
                    row(&mut read, span, *is_header, cells, groups);
                }
                (DraftKind::Item(_) | DraftKind::Note(_), SectionKind::Literature) => {
                    let number = block.kind.number();
                    let entry = literature::parse(text, span, &block.emphasis);
                    let printed_number = number.or(entry.printed_number);
                    read.push(RawBlock::Reference(Box::new(RawReference { printed_number, ..entry })));
                }
                (DraftKind::Paragraph, SectionKind::Literature) if is_entry(text, span, lists) => {
                    read.push(RawBlock::Reference(Box::new(literature::parse(text, span, &block.emphasis))));
                }
                (DraftKind::Item(_), SectionKind::Timeline) => read.push(RawBlock::Timeline(self.timeline(text, span))),
                (DraftKind::Paragraph, SectionKind::Timeline) if timeline::begins_with_date(text, span) => {
                    read.push(RawBlock::Timeline(self.timeline(text, span)));
                }
                (DraftKind::Item(_) | DraftKind::Note(_), _) => read.push(RawBlock::Item(self.paragraph(text, span))),
                (DraftKind::Paragraph | DraftKind::Heading(_), _) => {
                    read.push(RawBlock::Paragraph(self.paragraph(text, span)));
                }
            }
        }
        read
    }

    fn paragraph(&mut self, text: &str, span: Span) -> RawParagraph {
        let sentences = sentence::split(text, span, &self.abbreviations);
        let sentences =
            sentences.into_iter().map(|span| RawSentence { span, groups: self.groups(text, span) }).collect();
        RawParagraph { span, sentences }
    }

    fn groups(&mut self, text: &str, span: Span) -> Vec<CitationGroup> {
        let found = citation::find(text, span, self.notes);
        let faults = found.faults.into_iter();
        self.faults.extend(faults.map(|(span, fault)| Fault { span, kind: FaultKind::Citation(fault) }));
        found.groups
    }

    fn timeline(&mut self, text: &str, span: Span) -> TimelineItem {
        let mut item = timeline::item(text, span);
        item.groups = self.groups(text, span);
        if item.date.is_empty() {
            self.faults.push(Fault { span, kind: FaultKind::NoDate });
        } else if item.title.is_empty() {
            self.faults.push(Fault { span, kind: FaultKind::NoTitle });
        }
        item
    }
}

/// Whether a paragraph of the literature section is an entry: it holds an address or, where the section has no list
/// items, a year.
fn is_entry(text: &str, span: Span, lists: bool) -> bool {
    let is_year =
        |word: &str| word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit());
    let text = span.of(text);
    text.contains("http") || (!lists && text.split(|letter: char| !letter.is_alphanumeric()).any(is_year))
}

/// Adds a table row to the table it continues, or begins one.
fn row(blocks: &mut Vec<RawBlock>, span: Span, is_header: bool, cells: &[Span], groups: Vec<CitationGroup>) {
    if let (false, Some(RawBlock::Table(table))) = (is_header, blocks.last_mut()) {
        table.span.end = span.end;
        table.rows.push(cells.to_vec());
        table.groups.extend(groups);
        return;
    }
    let (header, rows) = if is_header { (cells.to_vec(), Vec::new()) } else { (Vec::new(), vec![cells.to_vec()]) };
    blocks.push(RawBlock::Table(RawTable { span, header, rows, groups }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::built_in;

    #[test]
    fn faults_are_told_up_to_a_number() {
        for (text, told) in [("A word [1 and [2", 2), (&*"[1 ".repeat(5000), MOST_FAULTS + 1)] {
            let read = read("a.txt", text.as_bytes(), &built_in()).expect("text");
            assert_eq!(read.diagnostics.len(), told);
        }
    }
}
