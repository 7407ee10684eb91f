//! Passages: the report cut into the pieces that rows point at.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::table::ColumnKind::{Integer, Text};
use crate::table::ColumnPart::{Place, Said};
use crate::table::{Cell, Column, Field, Record, Table, columns_of};

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
    const FIELDS: &'static [Field<Self>] = &[
        Column::required("passage_id", Text, Place, "Stable id: section, paragraph and sentence.")
            .filled(|passage| Cell::text(&passage.passage_id)),
        Column::required("kind", Text, Said, "What it is.")
            .one_of(PassageKind::NAMES)
            .filled(|passage| Cell::text(passage.kind.name())),
        Column::optional("section", Text, Place, "Heading of the section; empty before the first heading.")
            .filled(|passage| Cell::filled(&passage.section)),
        Column::optional("paragraph", Integer, Place, "Paragraph or item in the section, from 1; empty for a heading.")
            .filled(|passage| Cell::maybe(passage.paragraph, |number| Cell::Integer(number.into()))),
        Column::optional(
            "sentence",
            Integer,
            Place,
            "Sentence in the paragraph, from 1; empty where not cut into sentences.",
        )
        .filled(|passage| Cell::maybe(passage.sentence, |number| Cell::Integer(number.into()))),
        Column::required("char_start", Integer, Place, "First code point in report.txt.")
            .filled(|passage| Cell::count(passage.anchor.start)),
        Column::required("char_end", Integer, Place, "One past the last code point in report.txt.")
            .filled(|passage| Cell::count(passage.anchor.end)),
        Column::required("text", Text, Said, "The characters at the anchor.")
            .label()
            .filled(|passage| Cell::text(&passage.text)),
    ];

    const TABLE: Table = Table {
        name: "passages",
        description: "The report cut into headings, sentences, list items and entries.",
        key: Some("passage_id"),
        anchored: Some(["char_start", "char_end", "text"]),
        columns: &columns_of::<Self, { Self::FIELDS.len() }>(),
    };
}
