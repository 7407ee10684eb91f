//! What a format's reader hands to the outline: blocks in order, in clean text.

mod writer;

pub(super) use self::writer::{DraftWriter, Words};
use crate::span::Span;
use crate::text::SourceMap;

/// A report cut into blocks.
#[derive(Debug)]
pub(super) struct Draft {
    /// The report's text.
    pub(super) text: String,
    /// The way back to the author's file.
    pub(super) source: SourceMap,
    /// Title, where the format marks one.
    pub(super) title: Option<Span>,
    /// Blocks in order.
    pub(super) blocks: Vec<DraftBlock>,
}

/// A block.
#[derive(Debug)]
pub(super) struct DraftBlock {
    /// What it is.
    pub(super) kind: DraftKind,
    /// Its characters, without bullet or markup.
    pub(super) span: Span,
    /// Stretches set in italics.
    pub(super) emphasis: Vec<Span>,
}

/// What a block is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DraftKind {
    /// A heading; `None` where the format has no levels and the outline must tell.
    Heading(Option<u8>),
    /// Prose.
    Paragraph,
    /// A list item, with its number where it has one.
    Item(Option<u32>),
    /// The body of a footnote or endnote, with its number. All notes stand at the end, in the order of their
    /// first mention; where the text mentions one it prints `[^n]`.
    Note(u32),
    /// A table row; `true` for a header. Cells in order.
    Row {
        /// Whether it heads the table.
        is_header: bool,
        /// Cells.
        cells: Vec<Span>,
    },
}

/// The only level-one heading, where it comes first and others stand below it, is the title; the sections
/// then begin one level down.
pub(super) fn take_title(blocks: &mut Vec<DraftBlock>) -> Option<Span> {
    let level = |block: &DraftBlock| if let DraftKind::Heading(level) = block.kind { level } else { None };
    let tops = blocks.iter().filter(|block| level(block) == Some(1)).count();
    let others = blocks.iter().any(|block| level(block).is_some_and(|level| level > 1));
    let shallowest = blocks.iter().filter_map(level).filter(|found| *found > 1).min()?;
    let has_title = tops == 1 && others && blocks.first().and_then(level) == Some(1);
    let title = has_title.then(|| blocks.remove(0).span);
    if title.is_some() || tops == 0 {
        for block in blocks {
            if let DraftKind::Heading(Some(level)) = &mut block.kind {
                *level -= shallowest - 1;
            }
        }
    }
    title
}

impl DraftKind {
    /// Whether it is an item or a note.
    pub(super) const fn is_listed(&self) -> bool {
        matches!(self, Self::Item(_) | Self::Note(_))
    }

    /// The number of a numbered item or a note.
    pub(super) const fn number(&self) -> Option<u32> {
        match self {
            Self::Item(number) => *number,
            Self::Note(number) => Some(*number),
            Self::Heading(_) | Self::Paragraph | Self::Row { .. } => None,
        }
    }
}
