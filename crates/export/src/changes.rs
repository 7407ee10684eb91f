//! What changed between two releases, record by record, told from their CSV tables.

pub mod markdown;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chancery_model::changes::{Change, ChangeKind};
use csv::StringRecord;

use crate::tables::{self, TABLES};

/// Columns that say where a record stands, not what it says: they shift with every edit before them.
pub const POSITIONS: [&str; 6] = ["char_start", "char_end", "scope_start", "scope_end", "line", "column"];

/// Between the parts of the name of a record that has no id.
const PART: &str = " · ";

/// A table that cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareError {
    /// Table.
    pub table: String,
    /// What was expected and found.
    pub problem: String,
}

impl fmt::Display for CompareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot compare {}: {}", self.table, self.problem)
    }
}

impl std::error::Error for CompareError {}

/// The changes from one release's tables to another's, each given as CSV by table name: tables in their
/// usual order, then unknown ones by name; records in the order of the current table, then those removed;
/// fields in column order.
///
/// Records are matched by the table's key. Where it has none they are matched by all they say apart from
/// their [`POSITIONS`], and that is also their name.
///
/// # Errors
/// When a table is not CSV with a header, or has no column for its key.
pub fn compare(
    previous: &BTreeMap<String, Vec<u8>>,
    current: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<Change>, CompareError> {
    let known = TABLES.iter().map(|table| table.name);
    let unknown: BTreeSet<&str> = previous.keys().chain(current.keys()).map(String::as_str).collect();
    let unknown = unknown.into_iter().filter(|name| tables::table(name).is_none());
    let mut changes = Vec::new();
    for name in known.chain(unknown) {
        let (old, new) = (previous.get(name), current.get(name));
        if old == new {
            continue;
        }
        let read = |bytes: Option<&Vec<u8>>| {
            Sheet::read(bytes).map_err(|problem| CompareError { table: name.to_owned(), problem })
        };
        compare_table(name, &read(old)?, &read(new)?, &mut changes);
    }
    Ok(changes)
}

/// A table as read; without columns where the release has no such table.
#[derive(Default)]
struct Sheet {
    header: StringRecord,
    records: Vec<StringRecord>,
}

impl Sheet {
    fn read(bytes: Option<&Vec<u8>>) -> Result<Self, String> {
        let Some(bytes) = bytes else { return Ok(Self::default()) };
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
        let header = reader.headers().map_err(|cause| cause.to_string())?.clone();
        if header.is_empty() {
            return Err("expected a header, found an empty file".to_owned());
        }
        let records = reader.records().collect::<Result<_, _>>().map_err(|cause| cause.to_string())?;
        Ok(Self { header, records })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }
}

/// A record's values in the columns it is matched by, and how many records before it had the same.
type Identity<'s> = (Vec<&'s str>, usize);

fn identities<'s>(sheet: &'s Sheet, columns: &[&str]) -> Vec<Identity<'s>> {
    let columns: Vec<_> = columns.iter().map(|name| sheet.column(name)).collect();
    let mut seen: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    let identity = |record: &'s StringRecord| {
        let values: Vec<_> =
            columns.iter().map(|column| column.and_then(|at| record.get(at)).unwrap_or_default()).collect();
        let count = seen.entry(values.clone()).or_default();
        *count += 1;
        (values, *count)
    };
    sheet.records.iter().map(identity).collect()
}

fn compare_table(table: &str, old: &Sheet, new: &Sheet, changes: &mut Vec<Change>) {
    let columns: Vec<&str> =
        new.header.iter().chain(old.header.iter().filter(|name| new.column(name).is_none())).collect();
    let key = tables::table(table).and_then(|table| table.key);
    let matched: Vec<&str> = match key {
        Some(key) => vec![key],
        None => columns.iter().copied().filter(|name| !POSITIONS.contains(name)).collect(),
    };
    let (old_ids, new_ids) = (identities(old, &matched), identities(new, &matched));
    let old_records: BTreeMap<&Identity<'_>, &StringRecord> = old_ids.iter().zip(&old.records).collect();
    let kept: BTreeSet<&Identity<'_>> = new_ids.iter().collect();
    let change = |(values, _): &Identity<'_>, kind, field: &str, before: &str, after: &str| Change {
        table: table.to_owned(),
        record_id: values.iter().copied().filter(|value| !value.is_empty()).collect::<Vec<_>>().join(PART),
        kind,
        field: field.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let places: Vec<_> = columns.iter().map(|name| (*name, old.column(name), new.column(name))).collect();
    for (id, record) in new_ids.iter().zip(&new.records) {
        let Some(before) = old_records.get(id) else {
            changes.push(change(id, ChangeKind::Added, "", "", ""));
            continue;
        };
        for (name, old_at, new_at) in &places {
            let value = |record: &'_ StringRecord, at: &Option<usize>| {
                at.and_then(|at| record.get(at)).unwrap_or_default().to_owned()
            };
            let (before, after) = (value(before, old_at), value(record, new_at));
            if before != after {
                changes.push(change(id, ChangeKind::Changed, name, &before, &after));
            }
        }
    }
    for id in old_ids.iter().filter(|id| !kept.contains(id)) {
        changes.push(change(id, ChangeKind::Removed, "", "", ""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables_of(tables: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        tables.iter().map(|(name, csv)| ((*name).to_owned(), csv.as_bytes().to_vec())).collect()
    }

    fn lines(previous: &[(&str, &str)], current: &[(&str, &str)]) -> Vec<String> {
        let changes = compare(&tables_of(previous), &tables_of(current)).expect("comparable");
        let line = |change: &Change| {
            let Change { table, record_id, kind, field, before, after } = change;
            format!("{table}|{record_id}|{}|{field}|{before}|{after}", kind.name())
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn records_are_matched_by_key() {
        let old = [("events", "event_id,date,title\na,1997,A\nb,,B\nc,2001,C\n")];
        let new = [("events", "event_id,date,title\nd,,D\na,1997-06,\"A, \"\"x\"\"\"\nb,,B\n")];
        let expected = [
            "events|d|added|||",
            "events|a|changed|date|1997|1997-06",
            "events|a|changed|title|A|A, \"x\"",
            "events|c|removed|||",
        ];
        assert_eq!(lines(&old, &new), expected);
        assert_eq!(lines(&new, &new), Vec::<String>::new());
    }

    #[test]
    fn records_without_id_are_matched_by_what_they_say() {
        let header = "rule,message,line,char_start";
        let old = format!("{header}\ntwo-dates,x,1,5\ntwo-dates,x,9,50\nno-date,y,2,7\n");
        let new = format!("{header}\ntwo-dates,x,2,8\nno-date,z,2,7\n");
        let expected = [
            "findings|two-dates · x|changed|line|1|2",
            "findings|two-dates · x|changed|char_start|5|8",
            "findings|no-date · z|added|||",
            "findings|two-dates · x|removed|||",
            "findings|no-date · y|removed|||",
        ];
        assert_eq!(lines(&[("findings", &old)], &[("findings", &new)]), expected);
    }

    #[test]
    fn tables_and_columns_may_come_and_go() {
        let old = [("zeta", "id,x\n1,2\n"), ("events", "event_id,old\na,1\n")];
        let new = [("passages", "passage_id\np\n"), ("events", "event_id,new\na,2\n")];
        let expected =
            ["events|a|changed|new||2", "events|a|changed|old|1|", "passages|p|added|||", "zeta|1 · 2|removed|||"];
        assert_eq!(lines(&old, &new), expected);
    }

    #[test]
    fn keys_that_stand_twice_are_paired_in_order() {
        let old = [("events", "event_id,title\na,1\na,2\n")];
        let new = [("events", "event_id,title\na,1\na,3\na,4\n")];
        assert_eq!(lines(&old, &new), ["events|a|changed|title|2|3", "events|a|added|||"]);
    }

    #[test]
    fn malformed_tables_are_errors() {
        let good = tables_of(&[("events", "event_id,title\na,1\n")]);
        for bytes in [b"".as_slice(), b"event_id,title\na\n", b"event_id,title\na,\xff\n", b"event_id,title\na,1,2\n"] {
            let bad = BTreeMap::from([("events".to_owned(), bytes.to_vec())]);
            let error = compare(&bad, &good).expect_err("malformed");
            assert_eq!(error.table, "events");
            assert!(compare(&good, &bad).is_err());
        }
        // Quotes left open, NUL, no key column: odd, but rows all the same.
        for bytes in ["event_id,title\na,\"1\n", "event_id,title\n\0,\0\n", "title\n1\n", "\n"] {
            let _ = compare(&tables_of(&[("events", bytes)]), &good);
        }
    }
}
