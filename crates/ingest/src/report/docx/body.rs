//! From a part's markup to paragraphs, tables and notes. A stack of frames stands for the elements around; no
//! depth of them overflows.

mod line;
mod place;
mod property;

use std::collections::BTreeMap;

use super::field::Field;
use super::markup::{Markup, Node, Space, Tag};
use super::package::{Part, Relations};
use super::paragraph::{Block, Cell, NoteId, Notice, Paragraph, Row, Table};
use super::refusal::DocxError;
use super::style::Styles;

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
    raised: Option<bool>,
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
                // Emoji in a form that is not read; the other holds the character.
                ("Choice", _) if tag.attribute("Requires").as_deref() == Some("w16se") => None,
                ("AlternateContent", _) => Some(Frame::Alternatives { is_taken: false }),
                ("Choice" | "Fallback", Some(Frame::Alternatives { is_taken })) => {
                    (!std::mem::replace(is_taken, true)).then_some(Frame::Plain)
                }
                _ => Some(Frame::Plain),
            },
            Space::Other => Some(Frame::Plain),
        }
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
}
