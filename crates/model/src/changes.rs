//! What changed between two releases.

use serde::{Deserialize, Serialize};

crate::words! {
    /// What became of a record.
    ChangeKind {
        /// Only the new release has it.
        Added = "added",
        /// Only the old release had it.
        Removed = "removed",
        /// Both have it, with different values.
        Changed = "changed",
    }
}

/// One record's or one field's change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Table name.
    pub table: String,
    /// The record's id; for one added or changed the new one.
    pub record_id: String,
    /// What the record is to its readers: its date and title, its authors and title; empty where there are no words
    /// for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// What became of it.
    pub kind: ChangeKind,
    /// Column, where a value changed; empty for a record added or removed.
    pub field: String,
    /// Value before, as the CSV prints it; empty where there was none.
    pub before: String,
    /// Value after, as the CSV prints it; empty where there is none.
    pub after: String,
}

/// The changes since the release that this one replaces.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Changes {
    /// Release id of the one replaced; `None` for a first release.
    pub replaces: Option<String>,
    /// Changes by table, then record, then column order.
    pub changes: Vec<Change>,
}
