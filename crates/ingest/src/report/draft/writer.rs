//! Writes a draft block by block, for formats that mark blocks themselves.

use super::{Draft, DraftBlock, DraftKind, take_title};
use crate::report::outline::{self, Fit};
use crate::report::plain;
use crate::span::Span;
use crate::text::SourceMap;
use crate::vocabulary::SectionHeading;

/// What a writer must know of the language of reports.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Words<'v> {
    /// Headings that tell what a section is for.
    pub(in crate::report) headings: &'v [SectionHeading],
    /// Abbreviations with their full stop, sorted, lower case.
    pub(in crate::report) abbreviations: &'v [String],
}

/// A draft while it is written.
#[derive(Debug)]
pub(in crate::report) struct DraftWriter<'v> {
    words: Words<'v>,
    text: String,
    /// `(byte of the text, byte of the source)`.
    segments: Vec<(usize, usize)>,
    blocks: Vec<DraftBlock>,
    title: Option<Span>,
    open: Option<Open>,
    /// Level of the literature heading that the writing stands under, and how well it names one.
    literature: Option<(u8, Fit)>,
}

/// A block while it is written.
#[derive(Debug)]
struct Open {
    kind: DraftKind,
    start: usize,
    emphasis: Vec<Span>,
    emphasis_start: Option<usize>,
    cells: Vec<Span>,
    /// Where the cell that is being written begins.
    cell_start: usize,
    /// First address that the block links to, and where the link stands in the source.
    address: Option<(String, usize)>,
    stands_out: bool,
}

impl<'v> DraftWriter<'v> {
    /// Nothing yet.
    pub(in crate::report) fn new(words: Words<'v>) -> Self {
        Self {
            words,
            text: String::new(),
            segments: Vec::new(),
            blocks: Vec::new(),
            title: None,
            open: None,
            literature: None,
        }
    }

    /// Begins a block, with what is printed before its characters (`1. `, `- `). A heading without a level
    /// is one only where it reads as one.
    pub(in crate::report) fn open(&mut self, kind: DraftKind, label: &str) {
        self.finish();
        match &kind {
            DraftKind::Note(number) => self.text.push_str(&format!("[^{number}]: ")),
            DraftKind::Heading(_) | DraftKind::Paragraph | DraftKind::Item(_) | DraftKind::Row { .. } => {
                self.text.push_str(label);
            }
        }
        let start = self.text.len();
        self.open = Some(Open {
            kind,
            start,
            emphasis: Vec::new(),
            emphasis_start: None,
            cells: Vec::new(),
            cell_start: start,
            address: None,
            stands_out: false,
        });
    }

    /// Says that the open block is set apart from the prose, as by bold type.
    pub(in crate::report) fn stand_out(&mut self) {
        if let Some(open) = &mut self.open {
            open.stands_out = true;
        }
    }

    /// Adds text that stands at a byte of the source. A block is one line: line ends become spaces.
    pub(in crate::report) fn write(&mut self, piece: &str, at: usize) {
        if piece.is_empty() {
            return;
        }
        self.ensure_open();
        self.segments.push((self.text.len(), at));
        for letter in piece.chars() {
            self.text.push(printed(letter));
        }
    }

    /// Adds text as a browser shows it: white space is one space, and none where a block begins.
    pub(in crate::report) fn write_flowing(&mut self, piece: &str, at: usize) {
        let is_blank = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{0C}');
        let mut rest = piece;
        while !rest.is_empty() {
            let here = at + (piece.len() - rest.len());
            let words = rest.trim_start_matches(is_blank);
            if words.len() < rest.len() {
                self.space(here);
                rest = words;
                continue;
            }
            let end = rest.find(is_blank).unwrap_or(rest.len());
            self.write(&rest[..end], here);
            rest = &rest[end..];
        }
    }

    /// Adds a space, unless one is there or nothing is written yet.
    pub(in crate::report) fn space(&mut self, at: usize) {
        let is_begun = self.open.as_ref().is_some_and(|open| self.text.len() > open.start.max(open.cell_start));
        if is_begun && !self.text.ends_with(' ') {
            self.write(" ", at);
        }
    }

    /// Says whether what follows is set in italics.
    pub(in crate::report) fn set_emphasis(&mut self, is_set: bool) {
        let here = self.text.len();
        let Some(open) = &mut self.open else { return };
        match (open.emphasis_start, is_set) {
            (None, true) => open.emphasis_start = Some(here),
            (Some(start), false) => {
                open.emphasis_start = None;
                if start < here {
                    open.emphasis.push(Span::new(start, here));
                }
            }
            _ => {}
        }
    }

    /// Notes that the open block links to an address.
    pub(in crate::report) fn link(&mut self, target: &str, at: usize) {
        let is_address = target.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"))
            || target.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        if let (true, Some(open)) = (is_address, &mut self.open) {
            open.address.get_or_insert_with(|| (bracketable(target), at));
        }
    }

    /// Ends a cell of the open row; another may follow.
    pub(in crate::report) fn finish_cell(&mut self) {
        self.set_emphasis(false);
        let Some(open) = &mut self.open else { return };
        let end = open.cell_start + self.text[open.cell_start..].trim_end().len();
        self.text.truncate(end);
        open.cells.push(Span::new(open.cell_start, end));
        self.text.push_str(" | ");
        open.cell_start = self.text.len();
    }

    /// The last few characters of the open block.
    pub(in crate::report) fn last_words(&self) -> &str {
        const FAR: usize = 64;
        let Some(open) = &self.open else { return "" };
        let mut from = open.start.max(self.text.len().saturating_sub(FAR));
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..]
    }

    /// Where the next character will stand.
    pub(in crate::report) const fn here(&self) -> usize {
        self.text.len()
    }

    /// Whether a list item or a note is being written.
    pub(in crate::report) fn is_listing(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.kind.is_listed())
    }

    /// Whether a block is being written.
    pub(in crate::report) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether the last block is a heading with nothing below it yet; its index.
    pub(in crate::report) fn bare_heading(&self) -> Option<usize> {
        let last = self.blocks.len().checked_sub(1)?;
        matches!(self.blocks[last].kind, DraftKind::Heading(_)).then_some(last)
    }

    /// Takes back that a heading is one, where the next directly follows it; its characters stay.
    pub(in crate::report) fn unmark(&mut self, heading: usize) {
        if self.blocks.get(heading + 1).is_some_and(|next| matches!(next.kind, DraftKind::Heading(_))) {
            self.blocks.remove(heading);
        }
    }

    /// Number of blocks written.
    pub(in crate::report) const fn n_blocks(&self) -> usize {
        self.blocks.len()
    }

    /// Ends the open block and leaves its characters in the text as no block. They are the title where
    /// there is none yet.
    pub(in crate::report) fn finish_as_title(&mut self) {
        let n_blocks = self.blocks.len();
        self.finish();
        if let Some(block) = self.blocks.get(n_blocks) {
            self.title.get_or_insert(block.span);
            self.blocks.truncate(n_blocks);
        }
    }

    /// Whether a title has been written.
    pub(in crate::report) const fn has_title(&self) -> bool {
        self.title.is_some()
    }

    /// Ends the open block. One without characters leaves no trace.
    pub(in crate::report) fn finish(&mut self) {
        self.set_emphasis(false);
        self.append_address();
        let Some(mut open) = self.open.take() else { return };
        if matches!(open.kind, DraftKind::Row { .. }) {
            // Behind the last cell stands the mark that would part it from the next.
            self.text.truncate(open.cell_start.saturating_sub(" | ".len()).max(open.start));
            let is_empty = open.cells.iter().all(|cell| cell.trimmed(&self.text).is_empty());
            if is_empty {
                self.text.truncate(open.start);
            } else if let DraftKind::Row { cells, .. } = &mut open.kind {
                *cells = open.cells.iter().map(|cell| cell.trimmed(&self.text)).collect();
            }
        }
        let whole = Span::new(open.start, self.text.len());
        // An empty cell at either end is part of its row.
        let span = if matches!(open.kind, DraftKind::Row { .. }) { whole } else { whole.trimmed(&self.text) };
        if span.is_empty() {
            let line = self.text[..open.start].rfind('\n').map_or(0, |at| at + 1);
            self.text.truncate(line);
            return;
        }
        self.text.push('\n');
        let bullet = plain::bullet(span.of(&self.text));
        if open.kind == DraftKind::Heading(None) {
            let is_heading = plain::is_heading(span.of(&self.text), self.words.abbreviations)
                && (open.stands_out || bullet.is_none());
            open.kind = if is_heading { DraftKind::Heading(None) } else { DraftKind::Paragraph };
        }
        // `[3] Author` at the start of a paragraph is a numbered entry as plain text writes it.
        let (kind, span) = match (open.kind, bullet) {
            (DraftKind::Paragraph | DraftKind::Item(None), Some((number, length))) => {
                (DraftKind::Item(number), Span::new(span.start + length, span.end).trimmed(&self.text))
            }
            (kind, _) => (kind, span),
        };
        if let DraftKind::Heading(level) = kind {
            self.enter_section(span, level.unwrap_or(1));
        }
        self.blocks.push(DraftBlock { kind, span, emphasis: open.emphasis });
    }

    /// The draft, and the title that its headings give where none was written.
    pub(in crate::report) fn into_draft(mut self, source: impl FnOnce(Vec<(usize, usize)>) -> SourceMap) -> Draft {
        self.finish();
        let title = match self.title {
            Some(title) => {
                raise_headings(&mut self.blocks);
                Some(title)
            }
            None => take_title(&mut self.blocks),
        };
        // What a block that left no trace had written leads nowhere.
        let length = self.text.len();
        self.segments.retain(|(text, _)| *text <= length);
        let mut segments: Vec<(usize, usize)> = Vec::with_capacity(self.segments.len());
        for segment in self.segments {
            while segments.last().is_some_and(|last| last.0 >= segment.0) {
                segments.pop();
            }
            segments.push(segment);
        }
        Draft { text: self.text, source: source(segments), title, blocks: self.blocks }
    }

    fn ensure_open(&mut self) {
        if self.open.is_none() {
            self.open(DraftKind::Paragraph, "");
        }
    }

    fn enter_section(&mut self, heading: Span, level: u8) {
        let fit = outline::literature_fit(heading.of(&self.text), self.words.headings);
        match (fit, self.literature) {
            (Some(fit), _) => self.literature = Some((level, fit)),
            (None, Some((above, _))) if level <= above => self.literature = None,
            _ => {}
        }
    }

    /// An entry of a list of sources, or a note, keeps the address that it links to where it prints none.
    fn append_address(&mut self) {
        let Some(open) = &mut self.open else { return };
        let is_entry = match (&open.kind, self.literature) {
            (DraftKind::Note(_), _) | (DraftKind::Item(_), Some(_)) => true,
            (DraftKind::Paragraph, Some((_, fit))) => fit == Fit::Whole,
            _ => false,
        };
        let printed = &self.text[open.start..];
        let prints_address = ["://", "www.", "doi.org/", "doi:"].iter().any(|mark| printed.contains(mark));
        let Some((address, at)) = open.address.take().filter(|_| is_entry && !prints_address) else { return };
        let end = open.start + printed.trim_end().len();
        self.text.truncate(end);
        self.write(&format!(" <{address}>"), at);
    }
}

/// Lets the shallowest headings be the first level.
fn raise_headings(blocks: &mut [DraftBlock]) {
    let levels =
        || blocks.iter().filter_map(|block| if let DraftKind::Heading(level) = block.kind { level } else { None });
    let Some(above) = levels().min().and_then(|shallowest| shallowest.checked_sub(1)) else { return };
    for block in blocks {
        if let DraftKind::Heading(Some(level)) = &mut block.kind {
            *level -= above;
        }
    }
}

/// A letter as a block prints it.
const fn printed(letter: char) -> char {
    match letter {
        '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => '\u{FFFD}',
        letter => letter,
    }
}

/// An address that can stand between angle brackets.
fn bracketable(address: &str) -> String {
    let mut printed = String::with_capacity(address.len());
    for letter in address.trim().chars() {
        match letter {
            ' ' => printed.push_str("%20"),
            '<' => printed.push_str("%3C"),
            '>' => printed.push_str("%3E"),
            letter if letter.is_whitespace() || letter.is_control() => {}
            letter => printed.push(letter),
        }
    }
    printed
}
