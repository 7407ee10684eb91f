//! Citations: every printed `[n]`, and the words it marks.

use std::slice;

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::table::ColumnKind::{Integer, Text};
use crate::table::ColumnPart::{Place, Said, Sources};
use crate::table::{Cell, Column, Field, Record, Table, columns_of};

/// One citation of one source, in document order. `[1] [2]` and `[1, 2]` are two citations of one
/// group, with the same scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Stable id: the passage and the order in it.
    pub citation_id: String,
    /// Number printed.
    pub number: u32,
    /// Source of that number; `None` where the list has none.
    pub reference_id: Option<String>,
    /// Passage it stands in.
    pub passage_id: String,
    /// Heading of the section; empty before the first heading.
    pub section: String,
    /// The printed citation.
    pub anchor: Anchor,
    /// The clause it marks: from the sentence's start, or the previous group's end, up to the group.
    pub scope: Anchor,
    /// The characters of the scope.
    pub scope_text: String,
}

impl Record for Citation {
    const FIELDS: &'static [Field<Self>] = &[
        Column::required("citation_id", Text, Place, "Stable id: passage and order in it.")
            .filled(|citation| Cell::text(&citation.citation_id)),
        Column::required("number", Integer, Place, "Number printed.")
            .filled(|citation| Cell::Integer(citation.number.into())),
        Column::optional("reference_id", Text, Sources, "Source of that number; empty where the list has none.")
            .filled(|citation: &Self| Cell::maybe(citation.reference_id.as_deref(), Cell::text))
            .keys_of("references", |citation| citation.reference_id.as_mut_slice()),
        Column::required("passage_id", Text, Place, "Passage it stands in.")
            .filled(|citation: &Self| Cell::text(&citation.passage_id))
            .keys_of("passages", |citation| slice::from_mut(&mut citation.passage_id)),
        Column::optional("section", Text, Place, "Heading of the section.")
            .filled(|citation| Cell::filled(&citation.section)),
        Column::required("char_start", Integer, Place, "First code point of the citation in report.txt.")
            .filled(|citation| Cell::count(citation.anchor.start)),
        Column::required("char_end", Integer, Place, "One past the last code point of the citation.")
            .filled(|citation| Cell::count(citation.anchor.end)),
        Column::required("scope_start", Integer, Place, "First code point of the clause it marks.")
            .filled(|citation| Cell::count(citation.scope.start)),
        Column::required("scope_end", Integer, Place, "One past the last code point of the clause.")
            .filled(|citation| Cell::count(citation.scope.end)),
        Column::optional("scope", Text, Said, "The characters of the clause; empty where it marks nothing.")
            .label()
            .filled(|citation| Cell::filled(&citation.scope_text)),
    ];

    const TABLE: Table = Table {
        name: "citations",
        description: "Every printed citation with the clause it marks.",
        key: Some("citation_id"),
        anchored: Some(["scope_start", "scope_end", "scope"]),
        columns: &columns_of::<Self, { Self::FIELDS.len() }>(),
    };
}
