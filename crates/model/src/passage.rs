//! Passages: the report cut into the pieces that rows point at.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::table::{Cell, Column, ColumnKind, Record, Table};

crate::words! {
    /// What a passage is.
    PassageKind {
        /// A section's heading.
        Heading = "heading",
        /// A sentence of prose.
        Sentence = "sentence",
        /// An item of the timeline.
        TimelineItem = "timeline-item",
        /// An item of any other list.
        ListItem = "list-item",
        /// An entry of the literature list.
        ReferenceEntry = "reference-entry",
        /// A row of a table.
        TableRow = "table-row",
    }
}

/// One passage, in document order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Stable id: section, paragraph and sentence.
    pub passage_id: String,
    /// What it is.
    pub kind: PassageKind,
    /// Heading of the section it stands in (a heading stands in its own section); empty before the
    /// first heading.
    pub section: String,
    /// Paragraph or item within the section, from 1; `None` for a heading.
    pub paragraph: Option<u32>,
    /// Sentence within the paragraph, from 1; `None` for what is not cut into sentences.
    pub sentence: Option<u32>,
    /// Where it stands.
    pub anchor: Anchor,
    /// The characters at the anchor.
    pub text: String,
}

impl Record for Passage {
    const TABLE: Table = Table {
        name: "passages",
        description: "The report cut into headings, sentences, list items and entries.",
        key: Some("passage_id"),
        columns: &[
            Column::required("passage_id", ColumnKind::Text, "Stable id: section, paragraph and sentence."),
            Column::required("kind", ColumnKind::Text, "What it is.").one_of(PassageKind::NAMES),
            Column::optional("section", ColumnKind::Text, "Heading of the section; empty before the first heading."),
            Column::optional(
                "paragraph",
                ColumnKind::Integer,
                "Paragraph or item in the section, from 1; empty for a heading.",
            ),
            Column::optional(
                "sentence",
                ColumnKind::Integer,
                "Sentence in the paragraph, from 1; empty where not cut into sentences.",
            ),
            Column::required("char_start", ColumnKind::Integer, "First code point in report.txt."),
            Column::required("char_end", ColumnKind::Integer, "One past the last code point in report.txt."),
            Column::required("text", ColumnKind::Text, "The characters at the anchor."),
        ],
    };

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.passage_id),
            Cell::text(self.kind.name()),
            Cell::maybe(Some(&self.section).filter(|text| !text.is_empty()), Cell::text),
            Cell::maybe(self.paragraph, |number| Cell::Integer(number.into())),
            Cell::maybe(self.sentence, |number| Cell::Integer(number.into())),
            Cell::count(self.anchor.start),
            Cell::count(self.anchor.end),
            Cell::text(&self.text),
        ]
    }
}
