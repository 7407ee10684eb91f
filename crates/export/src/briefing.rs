//! The briefing, free of any format: the PDF and the DOCX are both drawn from this and from nothing
//! else, so they cannot disagree.
//!
//! [`compose`] writes it from the datasets; to add a part: one file here, and one line in `compose`.

mod compose;
mod reading;

mod annex;
mod bottom_line;
mod changes;
mod colophon;
mod evidence;
mod key_figures;
mod scenarios;
mod series_chart;
mod sources;
mod themes;
mod timeline_figure;
mod title_block;

mod chart;
mod chart_drawing;
mod label_lane;
mod palette;
mod scale;
mod timeline_drawing;

mod date_words;
mod label;
mod value_words;
mod wording;

#[cfg(test)]
mod specimen;

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::day::Day;
use chancery_model::dossier::PageSize;
use chancery_model::logo::Logo;

pub use colophon::Colophon;
pub use compose::compose;

use crate::drawing::{Colour, Drawing};

/// A short document for policy staff.
#[derive(Clone, Debug, PartialEq)]
pub struct Briefing {
    /// Title, for the first page and the document's properties.
    pub title: String,
    /// Subtitle; empty where none.
    pub subtitle: String,
    /// BCP 47 language of the labels, in which the briefing speaks; words in another are [`Inline::Foreign`].
    pub language: String,
    /// BCP 47 language of the title and subtitle where it is not the briefing's; else empty.
    pub title_language: String,
    /// Authors, for the document's properties.
    pub authors: Vec<String>,
    /// One sentence on what it is, for the document's properties.
    pub description: String,
    /// Keywords, for the document's properties.
    pub keywords: Vec<String>,
    /// Date of the edition, for the document's properties; `None` where not known.
    pub date: Option<Day>,
    /// Short text at the head of every page but the first.
    pub running_head: String,
    /// What writers print of their own accord.
    pub furniture: Furniture,
    /// Paper.
    pub page_size: PageSize,
    /// Colour of headings, rules and lines.
    pub accent: Colour,
    /// Logo at the head of the first page; `None` where none.
    pub logo: Option<Logo>,
    /// Facts under the title: label and value (`Edition`, `29 August 2025`).
    pub facts: Vec<(String, String)>,
    /// The body, in reading order.
    pub blocks: Vec<Block>,
}

/// Templates that a writer fills, for it alone counts pages, figures and tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Furniture {
    /// The foot of a page, with `{page}` and `{pages}`.
    pub page: String,
    /// A figure's name, with `{n}`.
    pub figure: String,
    /// A table's name, with `{n}`.
    pub table: String,
    /// What a citation leads to, for who cannot see it, with the source's `{n}`.
    pub source: String,
    /// Where a link beside a source leads back to, for who cannot see it, with `{letter}` and the source's `{n}`.
    pub back: String,
}

/// Most links that lead from a source back to its citations.
const LINKS_BACK: usize = 6;

impl Briefing {
    /// Numbers of the sources that are listed: only a citation of these leads anywhere.
    #[must_use]
    pub fn listed_sources(&self) -> BTreeSet<u32> {
        let lists = self.blocks.iter().map(|block| match block {
            Block::References(entries) => entries.as_slice(),
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Callout { .. }
            | Block::List(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Note(_) => &[],
        });
        lists.flatten().map(|entry| entry.number).collect()
    }

    /// How many links lead back from each source: one for each citation in reading order, but no more than six.
    #[must_use]
    pub fn links_back(&self) -> BTreeMap<u32, usize> {
        let mut links = BTreeMap::new();
        for inline in self.blocks.iter().flat_map(Block::inlines) {
            if let Inline::Citation(number) = inline {
                let count = links.entry(*number).or_insert(0);
                *count = LINKS_BACK.min(*count + 1);
            }
        }
        links
    }
}

/// The letter of a link back, counted from 0: `a`, `b`.
pub(crate) const fn letter_of(nth: usize) -> char {
    (b'a' + (nth % 26) as u8) as char
}

#[cfg(test)]
impl Furniture {
    /// The words of the English table.
    pub(crate) fn english() -> Self {
        let text = |label| specimen::label(label).to_owned();
        Self {
            page: text(label::Label::Page),
            figure: text(label::Label::Figure),
            table: text(label::Label::Table),
            source: text(label::Label::LinkToSource),
            back: text(label::Label::LinkBack),
        }
    }
}

/// A piece of the body.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading, level 1 to 3, never skipping a level downward.
    Heading {
        /// 1 to 3.
        level: u8,
        /// Text.
        text: String,
        /// BCP 47 language of the text where it is not the briefing's; else empty.
        language: String,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A boxed statement with its own short heading (not part of the outline).
    Callout {
        /// Heading in the box.
        heading: String,
        /// Statement.
        body: Vec<Inline>,
    },
    /// A bulleted list.
    List(Vec<Vec<Inline>>),
    /// A table.
    Table(Table),
    /// A picture with caption.
    Figure(Figure),
    /// The numbered list of sources.
    References(Vec<ReferenceEntry>),
    /// Small print.
    Note(Vec<Inline>),
}

/// A run of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain.
    Text(String),
    /// Bold.
    Strong(String),
    /// Italic.
    Emphasis(String),
    /// A citation, printed as a superscript number that links to the entry of that number.
    Citation(u32),
    /// A link. Only `http`, `https` and `mailto` addresses are made clickable.
    Link {
        /// Text shown.
        text: String,
        /// Address, as printed in the report.
        url: String,
    },
    /// Words in another language than the briefing's.
    Foreign {
        /// BCP 47 language of the words.
        language: String,
        /// The words: plain, bold or italic.
        text: Box<Inline>,
    },
}

impl Block {
    /// The running words, in reading order; those of the list of sources are left out.
    fn inlines(&self) -> Vec<&Inline> {
        match self {
            Self::Paragraph(text) | Self::Note(text) | Self::Callout { body: text, .. } => text.iter().collect(),
            Self::List(items) => items.iter().flatten().collect(),
            Self::Table(table) => table.rows.iter().flatten().flatten().collect(),
            Self::Figure(figure) => figure.caption.iter().collect(),
            Self::Heading { .. } | Self::References(_) => Vec::new(),
        }
    }
}

impl Inline {
    /// The words shown; a citation's number is none.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Emphasis(text) | Self::Link { text, .. } => text,
            Self::Foreign { text, .. } => text.words(),
            Self::Citation(_) => "",
        }
    }
}

/// A table with one header row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Caption, without a number: writers number tables from 1.
    pub caption: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each with one cell a column.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// A table's column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Header.
    pub label: String,
    /// Share of the table's width, relative to the other columns'.
    pub weight: f32,
    /// Whether the values are numbers, set flush right.
    pub numeric: bool,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Caption, without a number: writers number figures from 1.
    pub caption: Vec<Inline>,
    /// What the picture says, for who cannot see it: whole sentences, from the data.
    pub alternative: String,
    /// The picture.
    pub drawing: Drawing,
}

/// An entry of the list of sources.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceEntry {
    /// Number it is cited by.
    pub number: u32,
    /// The entry.
    pub text: Vec<Inline>,
}
