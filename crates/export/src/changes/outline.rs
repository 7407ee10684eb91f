//! The changes by table and record, as every writer shows them.

use chancery_model::changes::{Change, ChangeKind};

use super::LISTED;

/// How many records of a table were added, removed and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) added: usize,
    pub(super) removed: usize,
    pub(super) changed: usize,
}

impl Tally {
    /// Counts the records of some changes.
    pub(super) fn of(changes: &[Change]) -> Self {
        let mut tally = Self::default();
        for record in records(changes) {
            match record[0].kind {
                ChangeKind::Added => tally.added += 1,
                ChangeKind::Removed => tally.removed += 1,
                ChangeKind::Changed => tally.changed += 1,
            }
        }
        tally
    }

    /// `1 added, 2 changed`.
    pub(super) fn words(self) -> String {
        let counts = [(self.added, "added"), (self.removed, "removed"), (self.changed, "changed")];
        let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        counts.collect::<Vec<_>>().join(", ")
    }
}

/// The changes table by table.
pub(super) fn by_table(changes: &[Change]) -> impl Iterator<Item = (&str, &[Change])> {
    let tables = changes.chunk_by(|one, next| one.table == next.table);
    tables.map(|changes| (changes[0].table.as_str(), changes))
}

/// The changes of one table record by record: one change of a record added or removed, one a field of a record
/// changed.
pub(super) fn records(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    let is_same = |one: &Change, next: &Change| {
        one.kind == ChangeKind::Changed && next.kind == ChangeKind::Changed && one.record_id == next.record_id
    };
    changes.chunk_by(is_same)
}

/// Whether a table's changes are listed; those of the others are counted.
pub(super) fn is_listed(table: &str) -> bool {
    LISTED.contains(&table)
}

/// `passages: 1 added, 2 changed; findings: 3 removed` for the tables that are only counted; empty where none changed.
pub(super) fn besides(changes: &[Change]) -> String {
    let others = by_table(changes).filter(|(table, _)| !is_listed(table));
    others.map(|(table, changes)| format!("{table}: {}", Tally::of(changes).words())).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(table: &str, record_id: &str, kind: ChangeKind) -> Change {
        Change {
            table: table.to_owned(),
            record_id: record_id.to_owned(),
            label: String::new(),
            kind,
            field: String::new(),
            before: String::new(),
            after: String::new(),
        }
    }

    #[test]
    fn fields_of_a_record_are_one_change_of_it() {
        let changes = [
            change("events", "a", ChangeKind::Added),
            change("events", "a", ChangeKind::Added),
            change("events", "b", ChangeKind::Changed),
            change("events", "b", ChangeKind::Changed),
            change("events", "c", ChangeKind::Changed),
            change("events", "b", ChangeKind::Removed),
            change("passages", "b", ChangeKind::Removed),
            change("weather", "b", ChangeKind::Added),
        ];
        let tables: Vec<_> = by_table(&changes).map(|(table, changes)| (table, Tally::of(changes).words())).collect();
        let expected = [
            ("events", "2 added, 1 removed, 2 changed".to_owned()),
            ("passages", "1 removed".to_owned()),
            ("weather", "1 added".to_owned()),
        ];
        assert_eq!(tables, expected);
        assert_eq!(besides(&changes), "passages: 1 removed; weather: 1 added");
        assert_eq!(besides(&[]), "");
    }
}
