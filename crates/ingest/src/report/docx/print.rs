//! Prints a document as a draft, and as the text that the way back leads to.

use std::collections::BTreeMap;

use chancery_model::diagnostic::{Checked, Diagnostic};
use chancery_model::rule::Weighed;

use super::Document;
use super::numbering::{Counters, Label};
use super::paragraph::{Block, NoteId, Notice, Paragraph, Piece, Row, Table};
use super::style::{ListPlace, Role};
use crate::report::draft::{Draft, DraftKind, DraftWriter, Words};
use crate::report::unseen::{EMBEDDED_FILE, HIDDEN_TEXT, TRACKED_CHANGES};
use crate::report::{outline, superscript};
use crate::span::Span;
use crate::text::{CharIndex, SourceMap};

/// A cell that spans more columns than this spans a wrong number.
const MOST_COLUMNS: usize = 64;

/// Prints a document.
pub(super) fn print(document: &Document, words: Words<'_>) -> Checked<Draft> {
    let mut printer = Printer {
        document,
        writer: DraftWriter::new(words),
        lines: String::new(),
        counters: Counters::default(),
        mentioned: Vec::new(),
        number_of_note: BTreeMap::new(),
        form: heading_form(document),
        has_sources: has_sources(document, words),
        places: BTreeMap::new(),
    };
    for block in &document.body.blocks {
        match block {
            Block::Paragraph(paragraph) => printer.paragraph(paragraph),
            Block::Table(table) => printer.table(table),
        }
    }
    printer.notes();
    let Printer { writer, lines, places, .. } = printer;
    let draft = writer.into_draft(|segments| SourceMap::new(&lines, segments));
    let diagnostics = diagnostics(document, &draft, &places);
    Checked { value: draft, diagnostics }
}

/// How headings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeadingForm {
    /// By style or outline level.
    Marked,
    /// Paragraphs in bold.
    Bold,
    /// Short paragraphs that end as no sentence does, as in plain text.
    Bare,
}

fn body_paragraphs(document: &Document) -> impl Iterator<Item = &Paragraph> {
    let blocks = document.body.blocks.iter();
    blocks.filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None })
}

fn heading_form(document: &Document) -> HeadingForm {
    let has_text = |paragraph: &Paragraph| paragraph.text().contains(char::is_alphanumeric);
    let is_heading =
        |paragraph: &&Paragraph| matches!(role(document, paragraph), Role::Heading(_)) && has_text(paragraph);
    if body_paragraphs(document).any(|paragraph| is_heading(&paragraph)) {
        return HeadingForm::Marked;
    }
    let is_bold_text = |paragraph: &Paragraph| role(document, paragraph) == Role::Text && paragraph.is_bold();
    if body_paragraphs(document).any(is_bold_text) { HeadingForm::Bold } else { HeadingForm::Bare }
}

/// Whether a short paragraph names a list of sources.
fn has_sources(document: &Document, words: Words<'_>) -> bool {
    const LONGEST_HEADING: usize = 100;
    let mut texts = body_paragraphs(document).map(Paragraph::text).filter(|text| text.len() <= LONGEST_HEADING);
    texts.any(|text| outline::literature_fit(&text, words.headings).is_some())
}

fn role(document: &Document, paragraph: &Paragraph) -> Role {
    let role = document.styles.role(paragraph.style.as_deref());
    match (role, paragraph.outline) {
        (Role::Heading(_) | Role::Text, Some(level @ 0..=8)) => Role::Heading(level + 1),
        (Role::Heading(_), Some(_)) => Role::Text,
        (role, _) => role,
    }
}

struct Printer<'d> {
    document: &'d Document,
    writer: DraftWriter<'d>,
    /// The document as text, one line a paragraph.
    lines: String,
    counters: Counters<'d>,
    /// Notes in the order of their first mention.
    mentioned: Vec<NoteId>,
    number_of_note: BTreeMap<NoteId, u32>,
    form: HeadingForm,
    has_sources: bool,
    /// Where in the text there is first something to tell.
    places: BTreeMap<Notice, usize>,
}

impl Printer<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let role = role(self.document, paragraph);
        let label = self.label(paragraph);
        let is_first = self.writer.n_blocks() == 0;
        match (role, label) {
            (Role::Contents, _) => return self.unprinted(paragraph),
            _ if paragraph.is_contents => return self.unprinted(paragraph),
            (Role::Title, _) if !self.writer.has_title() => {
                self.writer.open(DraftKind::Paragraph, "");
                self.pieces(paragraph);
                return self.writer.finish_as_title();
            }
            (Role::Subtitle, _) if self.writer.has_title() && is_first => {
                self.writer.open(DraftKind::Paragraph, "");
                self.pieces(paragraph);
                return self.writer.finish_as_title();
            }
            (Role::Title, _) => self.writer.open(DraftKind::Heading(Some(1)), ""),
            (Role::Heading(level), _) => self.writer.open(DraftKind::Heading(Some(level)), ""),
            (_, Some(Label { text, number })) => self.writer.open(DraftKind::Item(number), &text),
            (Role::Source, None) => self.writer.open(DraftKind::Item(None), ""),
            (Role::Subtitle | Role::Text, None) => match self.form {
                HeadingForm::Bold if paragraph.is_bold() => {
                    self.writer.open(DraftKind::Heading(None), "");
                    self.writer.stand_out();
                }
                HeadingForm::Bare => self.writer.open(DraftKind::Heading(None), ""),
                HeadingForm::Marked | HeadingForm::Bold => self.writer.open(DraftKind::Paragraph, ""),
            },
        }
        self.pieces(paragraph);
        self.writer.finish();
    }

    /// The label of a paragraph of a list. Headings are counted too: a list may share their numbers.
    fn label(&mut self, paragraph: &Paragraph) -> Option<Label> {
        let style = paragraph.style.as_deref();
        let styled = self.document.styles.list(style);
        let place = ListPlace {
            list: paragraph.list.list.clone().or(styled.list),
            level: paragraph.list.level.or(styled.level),
        };
        // An empty paragraph shows no label and is not counted.
        if place.list.is_none() || paragraph.pieces.is_empty() {
            return None;
        }
        self.document.numbering.next(&place, style, &self.document.styles, &mut self.counters)
    }

    fn table(&mut self, table: &Table) {
        self.writer.finish();
        if let Some(only) = table.as_box() {
            return only.paragraphs.iter().for_each(|paragraph| self.paragraph(paragraph));
        }
        for (at, row) in table.rows.iter().enumerate() {
            let is_header = row.is_header || (at == 0 && table.rows.len() > 1 && self.is_set_apart(table, row));
            self.writer.open(DraftKind::Row { is_header, cells: Vec::new() }, "");
            (0..row.n_skipped.min(MOST_COLUMNS)).for_each(|_| self.writer.finish_cell());
            for cell in &row.cells {
                for paragraph in &cell.paragraphs {
                    self.writer.space(self.lines.len());
                    self.pieces(paragraph);
                }
                (0..cell.n_columns.min(MOST_COLUMNS)).for_each(|_| self.writer.finish_cell());
            }
            self.writer.finish();
        }
    }

    /// Whether a first row looks like a header: bold, or as its table's style sets first rows apart.
    fn is_set_apart(&self, table: &Table, row: &Row) -> bool {
        let has_text = |paragraph: &&Paragraph| paragraph.text().contains(char::is_alphanumeric);
        let mut texts = row.cells.iter().flat_map(|cell| &cell.paragraphs).filter(has_text).peekable();
        let is_bold = texts.peek().is_some() && texts.all(Paragraph::is_bold);
        is_bold || (table.asks_first_row && self.document.styles.has_first_row(table.style.as_deref()))
    }

    fn notes(&mut self) {
        let document = self.document;
        let mut at = 0;
        // A note may mention another.
        while let Some(id) = self.mentioned.get(at).cloned() {
            at += 1;
            let Some(blocks) = document.notes.get(&id) else { continue };
            self.writer.open(DraftKind::Note(u32::try_from(at).unwrap_or(u32::MAX)), "");
            for block in blocks {
                match block {
                    Block::Paragraph(paragraph) => {
                        self.writer.space(self.lines.len());
                        self.pieces(paragraph);
                    }
                    Block::Table(table) => {
                        let cells = table.rows.iter().flat_map(|row| &row.cells);
                        for paragraph in cells.flat_map(|cell| &cell.paragraphs) {
                            self.writer.space(self.lines.len());
                            self.pieces(paragraph);
                        }
                    }
                }
            }
            self.writer.finish();
        }
    }

    /// Prints a paragraph's pieces, and its line.
    fn pieces(&mut self, paragraph: &Paragraph) {
        for piece in &paragraph.pieces {
            let at = self.lines.len();
            match piece {
                Piece::Text { text, look } => {
                    self.lines.extend(text.chars().map(|letter| if letter == '\n' { ' ' } else { letter }));
                    if look.is_raised {
                        let printed = superscript::printed(self.writer.last_words(), text, self.has_sources);
                        self.writer.write(&printed, at);
                    } else {
                        self.writer.set_emphasis(look.is_italic);
                        self.writer.write(text, at);
                    }
                }
                Piece::Note(id) => {
                    let mark = format!("[^{}]", self.number(id));
                    self.lines.push_str(&mark);
                    self.writer.write(&mark, at);
                }
                Piece::Notice(notice) => {
                    self.places.insert(*notice, self.writer.here());
                }
            }
        }
        self.writer.set_emphasis(false);
        if let Some(address) = &paragraph.address {
            self.writer.link(address, self.lines.len());
        }
        self.lines.push('\n');
    }

    /// A paragraph that is generated from others: it has a line, and no block.
    fn unprinted(&mut self, paragraph: &Paragraph) {
        self.writer.finish();
        self.lines.extend(paragraph.text().chars().map(|letter| if letter == '\n' { ' ' } else { letter }));
        self.lines.push('\n');
    }

    fn number(&mut self, id: &NoteId) -> u32 {
        if let Some(number) = self.number_of_note.get(id) {
            return *number;
        }
        self.mentioned.push(id.clone());
        let number = u32::try_from(self.mentioned.len()).unwrap_or(u32::MAX);
        self.number_of_note.insert(id.clone(), number);
        number
    }
}

/// What there is to tell, each at the block where it first occurs.
fn diagnostics(document: &Document, draft: &Draft, places: &BTreeMap<Notice, usize>) -> Vec<Diagnostic> {
    if document.body.notices.is_empty() {
        return Vec::new();
    }
    let index = CharIndex::new(&draft.text);
    let tell = |(notice, count): (&Notice, &usize)| {
        let at = places.get(notice).copied().unwrap_or(0);
        let block = draft.blocks.partition_point(|block| block.span.end <= at);
        let span = draft.blocks.get(block).or(draft.blocks.last()).map(|block| block.span).or(draft.title);
        let (rule, message, help) = words(*notice, *count);
        rule.at(index.anchor(span.unwrap_or(Span::new(0, 0))), message).help(help)
    };
    document.body.notices.iter().map(tell).collect()
}

fn words(notice: Notice, count: usize) -> (Weighed, String, &'static str) {
    let times = if count == 1 { "1 stretch".to_owned() } else { format!("{count} stretches") };
    match notice {
        Notice::TrackedChange => {
            let changes = if count == 1 { "1, here".to_owned() } else { format!("{count}, the first here") };
            (
                Weighed::from(&TRACKED_CHANGES),
                format!(
                    "expected a report without tracked changes, found {changes}; it is read as if all were accepted"
                ),
                "accept or reject them in Word and save the report again",
            )
        }
        Notice::HiddenText => (
            HIDDEN_TEXT.excepted(),
            format!("expected no hidden text, found {times} of it, left out"),
            "show it (Font, Hidden) or delete it",
        ),
        Notice::EmbeddedFile => (
            Weighed::from(&EMBEDDED_FILE),
            format!("expected the text itself, found {count} embedded file(s) in its place, left out"),
            "open the report in Word and save it again, which takes the file in",
        ),
    }
}
