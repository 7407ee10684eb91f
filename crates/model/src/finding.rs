//! Findings: the diagnostics of a release as a table.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::diagnostic::Severity;
use crate::table::ColumnKind::{Integer, Text};
use crate::table::ColumnPart::{Place, Said};
use crate::table::{Cell, Column, Field, Record, Table, columns_of};

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
    const FIELDS: &'static [Field<Self>] = &[
        Column::required("rule", Text, Said, "Rule's id; `chancery explain RULE` says what it asks.")
            .filled(|finding| Cell::text(&finding.rule)),
        Column::required("severity", Text, Said, "How grave.")
            .one_of(Severity::NAMES)
            .filled(|finding| Cell::text(finding.severity.name())),
        Column::required("message", Text, Said, "What was expected and what was found.")
            .filled(|finding| Cell::text(&finding.message)),
        Column::optional("section", Text, Place, "Heading of the section; empty outside the report.")
            .filled(|finding| Cell::filled(&finding.section)),
        Column::optional("line", Integer, Place, "Line in the author's file, from 1.")
            .filled(|finding| Cell::maybe(finding.line, |number| Cell::Integer(number.into()))),
        Column::optional("column", Integer, Place, "Column in code points in the author's file, from 1.")
            .filled(|finding| Cell::maybe(finding.column, |number| Cell::Integer(number.into()))),
        Column::optional("char_start", Integer, Place, "First code point in report.txt; empty outside the report.")
            .filled(|finding| Cell::maybe(finding.anchor, |anchor| Cell::count(anchor.start))),
        Column::optional("char_end", Integer, Place, "One past the last code point in report.txt.")
            .filled(|finding| Cell::maybe(finding.anchor, |anchor| Cell::count(anchor.end))),
        Column::optional("record_id", Text, Place, "Record concerned.")
            .filled(|finding| Cell::maybe(finding.record_id.as_deref(), Cell::text)),
    ];

    const TABLE: Table = Table {
        name: "findings",
        description: "What the checks say of the report and its data.",
        key: None,
        anchored: None,
        columns: &columns_of::<Self, { Self::FIELDS.len() }>(),
    };
}
