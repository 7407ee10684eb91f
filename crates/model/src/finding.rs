//! Findings: the diagnostics of a release as a table.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::diagnostic::Severity;
use crate::table::{Cell, Column, ColumnKind, Record, Table};

/// One finding, in document order; those without a place in the report come last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Rule's id.
    pub rule: String,
    /// How grave.
    pub severity: Severity,
    /// What was expected and found.
    pub message: String,
    /// Heading of the section; empty outside the report or before the first heading.
    pub section: String,
    /// Line in the file the author wrote, from 1.
    pub line: Option<u32>,
    /// Column in code points in the file the author wrote, from 1.
    pub column: Option<u32>,
    /// Place in `report.txt`; `None` outside the report.
    pub anchor: Option<Anchor>,
    /// Record concerned.
    pub record_id: Option<String>,
}

impl Record for Finding {
    const TABLE: Table = Table {
        name: "findings",
        description: "What the checks say of the report and its data.",
        key: None,
        columns: &[
            Column::required("rule", ColumnKind::Text, "Rule's id; `chancery explain RULE` says what it asks."),
            Column::required("severity", ColumnKind::Text, "How grave.").one_of(Severity::NAMES),
            Column::required("message", ColumnKind::Text, "What was expected and what was found."),
            Column::optional("section", ColumnKind::Text, "Heading of the section; empty outside the report."),
            Column::optional("line", ColumnKind::Integer, "Line in the author's file, from 1."),
            Column::optional("column", ColumnKind::Integer, "Column in code points in the author's file, from 1."),
            Column::optional(
                "char_start",
                ColumnKind::Integer,
                "First code point in report.txt; empty outside the report.",
            ),
            Column::optional("char_end", ColumnKind::Integer, "One past the last code point in report.txt."),
            Column::optional("record_id", ColumnKind::Text, "Record concerned."),
        ],
    };

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.rule),
            Cell::text(self.severity.name()),
            Cell::text(&self.message),
            Cell::maybe(Some(&self.section).filter(|text| !text.is_empty()), Cell::text),
            Cell::maybe(self.line, |number| Cell::Integer(number.into())),
            Cell::maybe(self.column, |number| Cell::Integer(number.into())),
            Cell::maybe(self.anchor, |anchor| Cell::count(anchor.start)),
            Cell::maybe(self.anchor, |anchor| Cell::count(anchor.end)),
            Cell::maybe(self.record_id.as_deref(), Cell::text),
        ]
    }
}
