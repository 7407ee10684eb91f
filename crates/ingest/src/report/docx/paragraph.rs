//! Paragraphs and tables as the document states them, before they are printed.

use super::style::ListPlace;

/// A block of the document.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Id of its style.
    pub(super) style: Option<String>,
    /// Place in a list that it states itself.
    pub(super) list: ListPlace,
    /// Outline level that it states itself: 0 for the first, 9 for none.
    pub(super) outline: Option<u8>,
    /// What it says, in order.
    pub(super) pieces: Vec<Piece>,
    /// First address that it links to.
    pub(super) address: Option<String>,
    /// Whether it belongs to a table of contents.
    pub(super) is_contents: bool,
    /// Whether its end was deleted, so that the next paragraph goes on in it.
    pub(super) is_joined: bool,
}

/// A piece of a paragraph.
#[derive(Debug)]
pub(super) enum Piece {
    /// Characters of one look.
    Text {
        /// The characters.
        text: String,
        /// How they look.
        look: Look,
    },
    /// A mention of a note.
    Note(NoteId),
    /// The first place at which there is something to tell.
    Notice(Notice),
}

/// How characters look, as far as it tells something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) is_raised: bool,
}

/// A note, by its id among its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteId {
    /// At the foot of a page.
    Footnote(String),
    /// At the end of the document.
    Endnote(String),
}

/// Something to tell of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Notice {
    /// Changes are tracked.
    TrackedChange,
    /// Text is hidden.
    HiddenText,
    /// Another file stands in place of text.
    EmbeddedFile,
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Id of its style.
    pub(super) style: Option<String>,
    /// Whether the style's look of a first row is asked for.
    pub(super) asks_first_row: bool,
    /// Its rows.
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Whether it is repeated on every page.
    pub(super) is_header: bool,
    /// Whether a tracked change deletes it.
    pub(super) is_deleted: bool,
    /// Columns that it leaves out before its first cell.
    pub(super) n_skipped: usize,
    /// Its cells.
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// Columns that it spans, one at least.
    pub(super) n_columns: usize,
    /// Whether a tracked change deletes it.
    pub(super) is_deleted: bool,
    /// What stands in it, that of tables inside it included.
    pub(super) paragraphs: Vec<Paragraph>,
}

impl Paragraph {
    /// Its characters.
    pub(super) fn text(&self) -> String {
        let texts =
            self.pieces.iter().filter_map(|piece| if let Piece::Text { text, .. } = piece { Some(text) } else { None });
        texts.map(String::as_str).collect()
    }

    /// Whether all its letters are bold, and there are some.
    pub(super) fn is_bold(&self) -> bool {
        let mut has_letters = false;
        for piece in &self.pieces {
            let Piece::Text { text, look } = piece else { continue };
            if text.contains(char::is_alphanumeric) {
                if !look.is_bold {
                    return false;
                }
                has_letters = true;
            }
        }
        has_letters
    }

    /// Adds characters.
    pub(super) fn push(&mut self, text: &str, look: Look) {
        match self.pieces.last_mut() {
            Some(Piece::Text { text: last, look: same }) if *same == look => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece::Text { text: text.to_owned(), look }),
        }
    }

    /// Adds a space, unless one is there or nothing stands before it.
    pub(super) fn push_space(&mut self, look: Look) {
        let is_spaced = match self.pieces.last() {
            None => true,
            Some(Piece::Text { text, .. }) => text.ends_with(char::is_whitespace),
            Some(Piece::Note(_) | Piece::Notice(_)) => false,
        };
        if !is_spaced {
            self.push(" ", look);
        }
    }
}

impl Table {
    /// Its only cell, where it is a box around text rather than a table.
    pub(super) fn as_box(&self) -> Option<&Cell> {
        match self.rows.as_slice() {
            [row] => match row.cells.as_slice() {
                [cell] => Some(cell),
                _ => None,
            },
            _ => None,
        }
    }
}
