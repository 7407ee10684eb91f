//! From a part's markup to paragraphs, tables and notes. A stack of frames stands for the elements around; no
//! depth of them overflows.

use std::collections::BTreeMap;

use super::field::{Field, FieldKind};
use super::markup::{Markup, Node, Space, Tag};
use super::package::{Part, Relations};
use super::paragraph::{Block, Cell, Look, NoteId, Notice, Paragraph, Piece, Row, Table};
use super::refusal::DocxError;
use super::style::{Role, Styles};
use super::symbol::symbol;
use crate::text::cleaned;

/// Blocks of a note.
pub(super) type Note = Vec<Block>;

/// What a part says.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Paragraphs and tables in order.
    pub(super) blocks: Vec<Block>,
    /// Notes by id, where the part holds such.
    pub(super) notes: BTreeMap<String, Note>,
    /// How often each thing to tell of occurs.
    pub(super) notices: BTreeMap<Notice, usize>,
}

impl Body {
    pub(super) fn read(part: &Part, links: &Relations, styles: &Styles) -> Result<Self, DocxError> {
        let mut markup = Markup::new(part);
        let mut reader = Reader::new(links, styles);
        let mut frames: Vec<Frame> = Vec::new();
        // Elements open inside one that is not read.
        let mut n_skipped = 0_usize;
        while let Some(node) = markup.next()? {
            match node {
                Node::Start(_) if n_skipped > 0 => n_skipped += 1,
                Node::End if n_skipped > 0 => n_skipped -= 1,
                Node::Text(_) if n_skipped > 0 => {}
                Node::Start(tag) => match reader.start(&tag, &mut frames) {
                    Some(frame) => frames.push(frame),
                    None => n_skipped = 1,
                },
                Node::End => {
                    if let Some(frame) = frames.pop() {
                        reader.end(frame);
                    }
                }
                Node::Text(text) => match frames.last() {
                    Some(Frame::Text) => reader.text(&text),
                    Some(Frame::Instruction) => reader.instruct(&text),
                    _ => {}
                },
            }
        }
        reader.finish_paragraph();
        reader.flush_joined();
        Ok(reader.body)
    }
}

/// An element that is open, by what its end or its children need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// Looked into, nothing more.
    Plain,
    Paragraph,
    ParagraphProperties,
    /// Properties of the mark that ends a paragraph.
    MarkProperties,
    ListProperties,
    Run,
    RunProperties,
    Text,
    Instruction,
    Link,
    SimpleField,
    /// The outermost of nested tables, which is kept as such, with its parts.
    Table,
    TableProperties,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    /// A table inside a cell or a text box: its paragraphs are read, its rows are not kept.
    InnerTable,
    TextBox,
    /// Alternatives, of which the first is read.
    Alternatives {
        is_taken: bool,
    },
    Control {
        shows_placeholder: bool,
    },
    ControlProperties,
    Note,
}

/// What a run states of itself.
#[derive(Debug, Default)]
struct Run {
    style: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
    is_raised: bool,
    /// Whether a mark of the author's own follows a note's mention in it.
    has_own_mark: bool,
    /// Whether hidden text in it has been counted.
    is_counted: bool,
}

/// A paragraph that holds a text box being read.
#[derive(Debug)]
struct Host {
    paragraph: Option<Paragraph>,
    run: Run,
    fields: Vec<Field>,
    /// Paragraphs of the text box.
    boxed: Vec<Paragraph>,
}

struct Reader<'a> {
    links: &'a Relations,
    styles: &'a Styles,
    body: Body,
    paragraph: Option<Paragraph>,
    /// Paragraphs of text boxes that follow the open one.
    boxed: Vec<Paragraph>,
    /// A paragraph whose end was deleted: the next goes on in it.
    joined: Option<Paragraph>,
    run: Run,
    fields: Vec<Field>,
    /// Targets of the links around; `None` for one within the document.
    targets: Vec<Option<String>>,
    hosts: Vec<Host>,
    n_inner_tables: usize,
    table: Option<Table>,
    row: Option<Row>,
    cell: Option<Cell>,
    note: Option<(String, Vec<Block>)>,
    /// Told of outside a paragraph: the next one holds the place.
    pending: Vec<Notice>,
    bookmark: Option<String>,
    note_of_bookmark: BTreeMap<String, NoteId>,
}

impl<'a> Reader<'a> {
    fn new(links: &'a Relations, styles: &'a Styles) -> Self {
        Self {
            links,
            styles,
            body: Body::default(),
            paragraph: None,
            boxed: Vec::new(),
            joined: None,
            run: Run::default(),
            fields: Vec::new(),
            targets: Vec::new(),
            hosts: Vec::new(),
            n_inner_tables: 0,
            table: None,
            row: None,
            cell: None,
            note: None,
            pending: Vec::new(),
            bookmark: None,
            note_of_bookmark: BTreeMap::new(),
        }
    }

    /// Opens an element; `None` where it is not read.
    fn start(&mut self, tag: &Tag<'_>, frames: &mut [Frame]) -> Option<Frame> {
        let around = frames.last().copied().unwrap_or(Frame::Plain);
        match tag.space {
            Space::Word => match around {
                Frame::ParagraphProperties | Frame::MarkProperties | Frame::ListProperties => {
                    self.paragraph_property(tag, around)
                }
                Frame::RunProperties => self.run_property(tag),
                Frame::TableProperties | Frame::RowProperties | Frame::CellProperties => {
                    self.table_property(tag, around)
                }
                Frame::ControlProperties => {
                    if let ("showingPlcHdr", [.., control, _]) = (tag.name(), frames) {
                        *control = Frame::Control { shows_placeholder: tag.is_on() };
                    }
                    Some(Frame::Plain)
                }
                _ => self.content(tag, around),
            },
            Space::Math => Some(self.equation(tag)),
            Space::Compatibility => match (tag.name(), frames.last_mut()) {
                ("AlternateContent", _) => Some(Frame::Alternatives { is_taken: false }),
                ("Choice" | "Fallback", Some(Frame::Alternatives { is_taken })) => {
                    (!std::mem::replace(is_taken, true)).then_some(Frame::Plain)
                }
                _ => Some(Frame::Plain),
            },
            Space::Other => Some(Frame::Plain),
        }
    }

    fn paragraph_property(&mut self, tag: &Tag<'_>, around: Frame) -> Option<Frame> {
        let owned = || tag.value().map(std::borrow::Cow::into_owned);
        match (around, tag.name()) {
            (_, "pPrChange" | "rPrChange" | "numberingChange" | "sectPr") => return None,
            (Frame::ParagraphProperties, "numPr") => return Some(Frame::ListProperties),
            (Frame::ParagraphProperties, "rPr") => return Some(Frame::MarkProperties),
            (Frame::MarkProperties, "ins") => self.notice(Notice::TrackedChange),
            (Frame::MarkProperties, "del" | "moveFrom") => {
                self.notice(Notice::TrackedChange);
                self.open_paragraph().is_joined = true;
            }
            (Frame::ParagraphProperties, "pStyle") => self.open_paragraph().style = owned(),
            (Frame::ParagraphProperties, "outlineLvl") => {
                self.open_paragraph().outline = tag.value().and_then(|value| value.trim().parse().ok());
            }
            (Frame::ListProperties, "numId") => self.open_paragraph().list.list = owned(),
            (Frame::ListProperties, "ilvl") => {
                self.open_paragraph().list.level = tag.value().and_then(|value| value.trim().parse().ok());
            }
            _ => {}
        }
        Some(Frame::Plain)
    }

    fn run_property(&mut self, tag: &Tag<'_>) -> Option<Frame> {
        match tag.name() {
            "rPrChange" => return None,
            "rStyle" => self.run.style = tag.value().map(std::borrow::Cow::into_owned),
            "b" => self.run.bold = Some(tag.is_on()),
            "i" => self.run.italic = Some(tag.is_on()),
            "vanish" => self.run.hidden = Some(tag.is_on()),
            "vertAlign" => self.run.is_raised = tag.value().as_deref() == Some("superscript"),
            _ => {}
        }
        Some(Frame::Plain)
    }

    fn table_property(&mut self, tag: &Tag<'_>, around: Frame) -> Option<Frame> {
        let number = || tag.value().and_then(|value| value.trim().parse::<usize>().ok());
        match (around, tag.name()) {
            (_, "tblPrChange" | "trPrChange" | "tcPrChange" | "tblPrExChange") => return None,
            (Frame::RowProperties, "ins") => self.notice(Notice::TrackedChange),
            (Frame::RowProperties, "del") | (Frame::CellProperties, "cellDel") => {
                self.notice(Notice::TrackedChange);
                match (around, &mut self.row, &mut self.cell) {
                    (Frame::CellProperties, _, Some(cell)) => cell.is_deleted = true,
                    (_, Some(row), _) => row.is_deleted = true,
                    _ => {}
                }
            }
            (Frame::TableProperties, name) => {
                let Some(table) = &mut self.table else { return Some(Frame::Plain) };
                match name {
                    "tblStyle" => table.style = tag.value().map(std::borrow::Cow::into_owned),
                    "tblLook" => {
                        const FIRST_ROW: u32 = 0x20;
                        let bits = tag.value().and_then(|bits| u32::from_str_radix(&bits, 16).ok());
                        table.asks_first_row = match tag.attribute("firstRow") {
                            Some(value) => matches!(&*value, "1" | "true" | "on"),
                            None => bits.is_some_and(|bits| bits & FIRST_ROW != 0),
                        };
                    }
                    _ => {}
                }
            }
            (Frame::RowProperties, name) => {
                let Some(row) = &mut self.row else { return Some(Frame::Plain) };
                match name {
                    "tblHeader" => row.is_header = tag.is_on(),
                    "gridBefore" => row.n_skipped = number().unwrap_or(0),
                    _ => {}
                }
            }
            (Frame::CellProperties, "gridSpan") => {
                if let Some(cell) = &mut self.cell {
                    cell.n_columns = number().unwrap_or(1).max(1);
                }
            }
            _ => {}
        }
        Some(Frame::Plain)
    }

    /// An element of Word's that is no property.
    fn content(&mut self, tag: &Tag<'_>, around: Frame) -> Option<Frame> {
        let is_inner = self.table.is_some() || !self.hosts.is_empty();
        Some(match (around, tag.name()) {
            (_, "p") => {
                self.begin_paragraph();
                Frame::Paragraph
            }
            (Frame::Paragraph, "pPr") => Frame::ParagraphProperties,
            (_, "r") => {
                self.run = Run::default();
                Frame::Run
            }
            (Frame::Run, "rPr") => Frame::RunProperties,
            (_, "t") if !self.run.has_own_mark => Frame::Text,
            (_, "instrText") => Frame::Instruction,
            (_, "del" | "moveFrom") => {
                self.notice(Notice::TrackedChange);
                return None;
            }
            (_, "ins") => {
                self.notice(Notice::TrackedChange);
                Frame::Plain
            }
            // The reading of a word, printed small above it.
            (_, "rt" | "delText" | "delInstrText") => return None,
            (_, "hyperlink") => {
                let target = tag.attribute("id").and_then(|id| self.links.address(&id).map(str::to_owned));
                self.targets.push(target);
                Frame::Link
            }
            (_, "fldSimple") => {
                self.begin_field(Field::stated(&tag.attribute("instr").unwrap_or_default()));
                Frame::SimpleField
            }
            (_, "tbl") if is_inner => {
                self.n_inner_tables += 1;
                Frame::InnerTable
            }
            (_, "tbl") => {
                self.finish_paragraph();
                self.table = Some(Table::default());
                Frame::Table
            }
            (Frame::Table, "tblPr") => Frame::TableProperties,
            (_, "tr") if self.is_outermost() => {
                self.row = Some(Row::default());
                Frame::Row
            }
            (Frame::Row, "trPr") => Frame::RowProperties,
            (_, "tc") if self.is_outermost() && self.row.is_some() => {
                self.cell = Some(Cell { n_columns: 1, ..Cell::default() });
                Frame::Cell
            }
            (Frame::Cell, "tcPr") => Frame::CellProperties,
            (_, "txbxContent") => {
                self.enter_box();
                Frame::TextBox
            }
            (_, "sdt") => Frame::Control { shows_placeholder: false },
            (Frame::Control { .. }, "sdtPr") => Frame::ControlProperties,
            (Frame::Control { shows_placeholder: true }, "sdtContent") => return None,
            (_, "footnote" | "endnote") => {
                // Lines that part notes from the text are notes to Word.
                if tag.attribute("type").is_some_and(|kind| kind != "normal") {
                    return None;
                }
                self.finish_paragraph();
                let id = tag.attribute("id").unwrap_or_default().into_owned();
                self.note = Some((id, std::mem::take(&mut self.body.blocks)));
                Frame::Note
            }
            (_, "altChunk" | "subDoc") => {
                self.notice(Notice::EmbeddedFile);
                Frame::Plain
            }
            (_, "bookmarkStart") => {
                self.bookmark = tag.attribute("name").map(std::borrow::Cow::into_owned);
                Frame::Plain
            }
            (_, "bookmarkEnd") => {
                self.bookmark = None;
                Frame::Plain
            }
            (Frame::Run, _) => {
                self.mark(tag);
                Frame::Plain
            }
            _ => Frame::Plain,
        })
    }

    /// An element of a run that stands for a character or begins or ends something.
    fn mark(&mut self, tag: &Tag<'_>) {
        let attribute = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
        match tag.name() {
            "tab" | "ptab" => self.text("\t"),
            "br" | "cr" if self.is_printing() && !self.is_hidden() => {
                let look = self.look();
                self.open_paragraph().push_space(look);
            }
            "noBreakHyphen" => self.text("\u{2011}"),
            "sym" => {
                let letter = symbol(&attribute("font"), &attribute("char"));
                self.text(letter.encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" => self.mention(NoteId::Footnote(attribute("id")), tag),
            "endnoteReference" => self.mention(NoteId::Endnote(attribute("id")), tag),
            "fldChar" => match attribute("fldCharType").as_str() {
                "begin" => self.begin_field(Field::default()),
                "separate" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.is_result = true;
                    }
                }
                "end" => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn equation(&mut self, tag: &Tag<'_>) -> Frame {
        // What stands above or below is kept apart, so that no two numbers run into one.
        let sign = match tag.name() {
            "t" => return Frame::Text,
            "r" => {
                self.run = Run::default();
                return Frame::Run;
            }
            "den" => "/",
            "sup" => "^",
            "sub" => "_",
            _ => return Frame::Plain,
        };
        self.run = Run::default();
        self.text(sign);
        Frame::Plain
    }

    fn end(&mut self, frame: Frame) {
        match frame {
            Frame::Paragraph => self.finish_paragraph(),
            Frame::Run => self.run = Run::default(),
            Frame::Link => {
                self.targets.pop();
            }
            Frame::SimpleField => {
                self.fields.pop();
            }
            Frame::InnerTable => self.n_inner_tables = self.n_inner_tables.saturating_sub(1),
            Frame::Cell => {
                self.finish_paragraph();
                self.flush_joined();
                if let (Some(cell), Some(row)) = (self.cell.take().filter(|cell| !cell.is_deleted), &mut self.row) {
                    row.cells.push(cell);
                }
            }
            Frame::Row => {
                if let (Some(row), Some(table)) = (self.row.take().filter(|row| !row.is_deleted), &mut self.table) {
                    table.rows.push(row);
                }
            }
            Frame::Table => {
                self.finish_paragraph();
                self.flush_joined();
                self.body.blocks.extend(self.table.take().map(Block::Table));
            }
            Frame::TextBox => self.leave_box(),
            Frame::Note => {
                self.finish_paragraph();
                self.flush_joined();
                if let Some((id, before)) = self.note.take() {
                    let blocks = std::mem::replace(&mut self.body.blocks, before);
                    self.body.notes.entry(id).or_insert(blocks);
                }
            }
            _ => {}
        }
    }

    /// Whether rows and cells belong to the table that is kept.
    const fn is_outermost(&self) -> bool {
        self.table.is_some() && self.hosts.is_empty() && self.n_inner_tables == 0
    }

    fn open_paragraph(&mut self) -> &mut Paragraph {
        self.paragraph.get_or_insert_with(Paragraph::default)
    }

    fn begin_paragraph(&mut self) {
        self.finish_paragraph();
        let is_contents = self.is_in_contents();
        let mut pieces = self.joined.take().map(|joined| joined.pieces).unwrap_or_default();
        pieces.extend(std::mem::take(&mut self.pending).into_iter().map(Piece::Notice));
        self.paragraph = Some(Paragraph { pieces, is_contents, ..Paragraph::default() });
    }

    fn finish_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraph.take() else { return };
        // A field whose instruction runs on past its paragraph is broken, and would swallow the text.
        while self.fields.last().is_some_and(|field| !field.is_result) {
            self.fields.pop();
        }
        if matches!(self.styles.role(paragraph.style.as_deref()), Role::Heading(_)) {
            // No table of contents holds headings: one that seems to was never closed.
            self.fields.retain(|field| field.kind() != FieldKind::Contents);
            paragraph.is_contents = false;
        } else {
            paragraph.is_contents |= self.is_in_contents();
        }
        if paragraph.is_joined {
            paragraph.is_joined = false;
            self.joined = Some(paragraph);
        } else {
            self.place(paragraph);
        }
        for boxed in std::mem::take(&mut self.boxed) {
            self.place(boxed);
        }
    }

    fn flush_joined(&mut self) {
        if let Some(joined) = self.joined.take() {
            self.place(joined);
        }
    }

    /// Puts a paragraph where it belongs.
    fn place(&mut self, paragraph: Paragraph) {
        if let Some(host) = self.hosts.last_mut() {
            host.boxed.push(paragraph);
        } else if let Some(cell) = &mut self.cell {
            cell.paragraphs.push(paragraph);
        } else {
            self.body.blocks.push(Block::Paragraph(paragraph));
        }
    }

    fn enter_box(&mut self) {
        self.hosts.push(Host {
            paragraph: self.paragraph.take(),
            run: std::mem::take(&mut self.run),
            fields: std::mem::take(&mut self.fields),
            boxed: std::mem::take(&mut self.boxed),
        });
    }

    fn leave_box(&mut self) {
        self.finish_paragraph();
        self.flush_joined();
        let Some(host) = self.hosts.pop() else { return };
        self.paragraph = host.paragraph;
        self.run = host.run;
        self.fields = host.fields;
        self.boxed = host.boxed;
    }

    /// Fields that are never closed do not pile up: the oldest is forgotten.
    fn begin_field(&mut self, field: Field) {
        const DEEPEST: usize = 32;
        if self.fields.len() == DEEPEST {
            self.fields.remove(0);
        }
        self.fields.push(field);
    }

    /// Whether characters are printed here, not part of a field's instruction.
    fn is_printing(&self) -> bool {
        self.fields.last().is_none_or(|field| field.is_result)
    }

    fn is_in_contents(&self) -> bool {
        self.fields.iter().any(|field| field.is_result && field.kind() == FieldKind::Contents)
    }

    fn is_hidden(&self) -> bool {
        self.run.hidden.or_else(|| self.styles.is_hidden(self.run.style.as_deref())).unwrap_or(false)
    }

    fn look(&self) -> Look {
        let paragraph = self.paragraph.as_ref().and_then(|paragraph| paragraph.style.as_deref());
        let run = self.run.style.as_deref();
        // Bold and italics of two styles cancel each other (ECMA-376 part 1, 17.7.3).
        let either = |run: Option<bool>, paragraph: Option<bool>| run.unwrap_or(false) != paragraph.unwrap_or(false);
        Look {
            is_bold: self.run.bold.unwrap_or_else(|| either(self.styles.is_bold(run), self.styles.is_bold(paragraph))),
            is_italic: self
                .run
                .italic
                .unwrap_or_else(|| either(self.styles.is_italic(run), self.styles.is_italic(paragraph))),
            is_raised: self.run.is_raised,
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() || !self.is_printing() {
            return;
        }
        if self.is_hidden() {
            if !std::mem::replace(&mut self.run.is_counted, true) {
                self.notice(Notice::HiddenText);
            }
            return;
        }
        if let Some(field) = self.fields.last_mut() {
            match field.kind() {
                FieldKind::NoteMark(name) => {
                    if field.is_replaced {
                        return;
                    }
                    if let Some(note) = self.note_of_bookmark.get(&name).cloned() {
                        field.is_replaced = true;
                        self.open_paragraph().pieces.push(Piece::Note(note));
                        return;
                    }
                }
                FieldKind::Link(target) => self.link(&target),
                FieldKind::Contents | FieldKind::Text => {}
            }
        }
        if let Some(Some(target)) = self.targets.last().cloned() {
            self.link(&target);
        }
        let look = self.look();
        self.open_paragraph().push(&cleaned(text), look);
    }

    fn instruct(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut().filter(|field| !field.is_result) {
            field.instruct(text);
        }
    }

    fn link(&mut self, target: &str) {
        let address = &mut self.open_paragraph().address;
        if address.is_none() {
            *address = Some(target.to_owned());
        }
    }

    fn mention(&mut self, note: NoteId, tag: &Tag<'_>) {
        if !self.is_printing() || self.is_hidden() {
            return;
        }
        if let Some(name) = self.bookmark.take() {
            self.note_of_bookmark.insert(name, note.clone());
        }
        self.run.has_own_mark =
            tag.attribute("customMarkFollows").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
        self.open_paragraph().pieces.push(Piece::Note(note));
    }

    fn notice(&mut self, notice: Notice) {
        let count = self.body.notices.entry(notice).or_default();
        *count += 1;
        if *count > 1 {
            return;
        }
        match &mut self.paragraph {
            Some(paragraph) => paragraph.pieces.push(Piece::Notice(notice)),
            None => self.pending.push(notice),
        }
    }
}
