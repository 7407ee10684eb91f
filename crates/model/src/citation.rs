//! Citations: every printed `[n]`, and the words it marks.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::table::{Cell, Column, ColumnKind, Record, Table};

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
    const TABLE: Table = Table {
        name: "citations",
        description: "Every printed citation with the clause it marks.",
        key: Some("citation_id"),
        columns: &[
            Column::required("citation_id", ColumnKind::Text, "Stable id: passage and order in it."),
            Column::required("number", ColumnKind::Integer, "Number printed."),
            Column::optional("reference_id", ColumnKind::Text, "Source of that number; empty where the list has none.")
                .keys_of("references"),
            Column::required("passage_id", ColumnKind::Text, "Passage it stands in.").keys_of("passages"),
            Column::optional("section", ColumnKind::Text, "Heading of the section."),
            Column::required("char_start", ColumnKind::Integer, "First code point of the citation in report.txt."),
            Column::required("char_end", ColumnKind::Integer, "One past the last code point of the citation."),
            Column::required("scope_start", ColumnKind::Integer, "First code point of the clause it marks."),
            Column::required("scope_end", ColumnKind::Integer, "One past the last code point of the clause."),
            Column::optional("scope", ColumnKind::Text, "The characters of the clause; empty where it marks nothing."),
        ],
    };

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.citation_id),
            Cell::Integer(self.number.into()),
            Cell::maybe(self.reference_id.as_deref(), Cell::text),
            Cell::text(&self.passage_id),
            Cell::maybe(Some(&self.section).filter(|text| !text.is_empty()), Cell::text),
            Cell::count(self.anchor.start),
            Cell::count(self.anchor.end),
            Cell::count(self.scope.start),
            Cell::count(self.scope.end),
            Cell::maybe(Some(&self.scope_text).filter(|text| !text.is_empty()), Cell::text),
        ]
    }
}
