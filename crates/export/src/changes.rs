//! What changed between two releases, record by record, told from their CSV tables.
//!
//! Records are matched by what they are (`identity`, `matching`), never by number or place: citations that were
//! renumbered and anchors that moved are no changes. [`kept_ids`] gives the records of a new edition the ids they had
//! in the release it replaces.

mod column;
pub(crate) mod excerpt;
mod identity;
mod keep;
mod matching;
mod outline;
mod sheet;
mod wording;

pub mod json;
pub mod markdown;
pub mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chancery_model::changes::{Change, ChangeKind};

pub use self::keep::{kept_ids, tables_of};

use self::column::{Part, part};
use self::identity::{Sheets, marks};
use self::matching::pairs;
use self::sheet::Sheet;
use self::wording::unmarked;
use crate::csv::LIST_DELIMITER;
use crate::tables::{self, TABLES};

/// Tables whose changes are listed; what changed in the others follows from the text and is counted.
pub const LISTED: [&str; 3] = ["events", "indicators", "references"];

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
/// What follows from another column (the bounds of a date), where a record stands and the numbers of citations are no
/// changes; the words a record was read from are one where nothing else of it changed.
///
/// # Errors
/// When a table is not CSV with a header.
pub fn compare(
    previous: &BTreeMap<String, Vec<u8>>,
    current: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<Change>, CompareError> {
    if previous == current {
        return Ok(Vec::new());
    }
    let (old, new) = (read(previous)?, read(current)?);
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).map(String::as_str).collect();
    let unknown = names.iter().copied().filter(|name| tables::table(name).is_none());
    let known = TABLES.iter().map(|table| table.name).filter(|name| names.contains(name));
    let renamed = renamed_references(&old, &new);
    let mut changes = Vec::new();
    for table in known.chain(unknown) {
        let pairs = pairs(&marks(table, &old, &renamed), &marks(table, &new, &BTreeMap::new()));
        let empty = Sheet::default();
        let sides = [&old, &new].map(|sheets| sheets.get(table).unwrap_or(&empty));
        compare_table(&Compared { table, old: sides[0], new: sides[1], renamed: &renamed }, &pairs, &mut changes);
    }
    Ok(changes)
}

/// The tables read.
fn read(tables: &BTreeMap<String, Vec<u8>>) -> Result<Sheets, CompareError> {
    let sheet = |(name, bytes): (&String, &Vec<u8>)| {
        let sheet = Sheet::read(Some(bytes)).map_err(|problem| CompareError { table: name.clone(), problem })?;
        Ok((name.clone(), sheet))
    };
    tables.iter().map(sheet).collect()
}

/// The new id of every old reference that is still there.
fn renamed_references(old: &Sheets, new: &Sheets) -> BTreeMap<String, String> {
    const TABLE: &str = "references";
    const ID: &str = "reference_id";
    let nobody = BTreeMap::new();
    let (Some(old_sheet), Some(new_sheet)) = (old.get(TABLE), new.get(TABLE)) else { return nobody };
    let pairs = pairs(&marks(TABLE, old, &nobody), &marks(TABLE, new, &nobody));
    let pairs = pairs.into_iter().enumerate().filter_map(|(new_row, old_row)| Some((old_row?, new_row)));
    pairs.map(|(old, new)| (old_sheet.value(old, ID).to_owned(), new_sheet.value(new, ID).to_owned())).collect()
}

/// Two tables of one name.
struct Compared<'s> {
    table: &'s str,
    old: &'s Sheet,
    new: &'s Sheet,
    /// New ids of references by their old ones.
    renamed: &'s BTreeMap<String, String>,
}

fn compare_table(compared: &Compared<'_>, pairs: &[Option<usize>], changes: &mut Vec<Change>) {
    let Compared { table, old, new, .. } = compared;
    let columns: Vec<&str> = new.header.iter().chain(old.header.iter().filter(|column| !new.has(column))).collect();
    for (new_row, old_row) in pairs.iter().enumerate() {
        let whole = |kind| change(table, new, new_row, kind);
        match old_row {
            None => changes.push(whole(ChangeKind::Added)),
            Some(old_row) => {
                let fields = compared.fields(&columns, *old_row, new_row);
                changes.extend(fields.into_iter().map(|(field, before, after)| Change {
                    field: field.to_owned(),
                    before: before.to_owned(),
                    after: after.to_owned(),
                    ..whole(ChangeKind::Changed)
                }));
            }
        }
    }
    let kept: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    let gone = (0..old.len()).filter(|row| !kept.contains(row));
    changes.extend(gone.map(|row| change(table, old, row, ChangeKind::Removed)));
}

impl Compared<'_> {
    /// The columns in which a record says something else, with what it said and says.
    fn fields<'c>(&'c self, columns: &[&'c str], old_row: usize, new_row: usize) -> Vec<(&'c str, &'c str, &'c str)> {
        let values = |column: &'c str| (self.old.value(old_row, column), self.new.value(new_row, column));
        let mut fields = Vec::new();
        let mut wording = None;
        for column in columns.iter().copied() {
            let (before, after) = values(column);
            if before == after {
                continue;
            }
            let is_bound = |sheet: &Sheet, row| sheet.value(row, column) == sheet.value(row, "value");
            let is_told = match part(self.table, column) {
                Part::Id => true,
                Part::Said | Part::Wording => unmarked(before) != unmarked(after),
                Part::Sources => !self.names_the_same(before, after),
                Part::Bound => !(is_bound(self.old, old_row) && is_bound(self.new, new_row)),
                Part::Place => false,
            };
            if is_told && part(self.table, column) == Part::Wording {
                wording = wording.or(Some((column, before, after)));
            } else if is_told {
                fields.push((column, before, after));
            }
        }
        if fields.is_empty() {
            fields.extend(wording);
        }
        fields
    }

    /// Whether two lists of references name the same ones, in any order: which is cited first follows from numbers.
    fn names_the_same(&self, before: &str, after: &str) -> bool {
        let before: BTreeSet<&str> =
            before.split(LIST_DELIMITER).map(|id| self.renamed.get(id).map_or(id, String::as_str)).collect();
        before == after.split(LIST_DELIMITER).collect::<BTreeSet<_>>()
    }
}

/// A record's change as a whole.
fn change(table: &str, sheet: &Sheet, row: usize, kind: ChangeKind) -> Change {
    let key = tables::table(table).and_then(|table| table.key);
    let record_id = match key {
        Some(key) => sheet.value(row, key).to_owned(),
        None => {
            let columns = sheet.header.iter().filter(|column| part(table, column) == Part::Said);
            let values = columns.map(|column| sheet.value(row, column)).filter(|value| !value.is_empty());
            values.collect::<Vec<_>>().join(PART)
        }
    };
    Change {
        table: table.to_owned(),
        record_id,
        label: label(table, sheet, row),
        kind,
        field: String::new(),
        before: String::new(),
        after: String::new(),
    }
}

/// What a record is to its readers; empty for a table that has no words for it.
fn label(table: &str, sheet: &Sheet, row: usize) -> String {
    let columns: &[&str] = match table {
        "events" => &["date", "title"],
        "indicators" => &["indicator_name", "ref_area", "time_period", "phrase"],
        "references" => &["authors", "title", "issued"],
        "passages" => &["text"],
        "citations" => &["scope"],
        _ => &[],
    };
    let values = columns.iter().map(|column| unmarked(sheet.value(row, column)));
    values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(tables: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        tables.iter().map(|(name, csv)| ((*name).to_owned(), csv.as_bytes().to_vec())).collect()
    }

    fn lines(previous: &[(&str, &str)], current: &[(&str, &str)]) -> Vec<String> {
        let changes = compare(&named(previous), &named(current)).expect("comparable");
        let line = |change: &Change| {
            let Change { table, record_id, label: _, kind, field, before, after } = change;
            format!("{table}|{record_id}|{}|{field}|{before}|{after}", kind.name())
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn records_are_matched_by_what_they_are() {
        let header = "event_id,date,date_start,title,description,passage_id,char_start,quote,reference_ids\n";
        let old = format!(
            "{header}\
             a,1997,1997-01-01,Fishing treaty,The two coasts share the cod.,p1,5,treaty [1],r1\n\
             b,1999,1999-01-01,Harbour fire,,p2,9,fire,r1;r2\n\
             c,2001,2001-01-01,Ferry strike,,p3,20,strike,\n"
        );
        let new = format!(
            "{header}\
             d,2003,2003-01-01,Grain embargo,,p9,1,embargo,\n\
             b,1999,1999-01-01,Harbour fire,,p4,50,fire,x2;r1\n\
             a2,1997-06,1997-06-01,Treaty on fishing,The two coasts share the cod [2].,p5,70,treaty on fishing [2],r1\n"
        );
        let references = |first: &str, second: &str| {
            format!(
                "reference_id,number,title,url\n{first},1,Cod,https://a.example/cod\n\
                 {second},2,Herring,https://a.example/herring\n"
            )
        };
        let (old_sources, new_sources) = (references("r1", "r2"), references("r1", "x2"));
        let expected = [
            "events|d|added|||",
            "events|a2|changed|event_id|a|a2",
            "events|a2|changed|date|1997|1997-06",
            "events|a2|changed|title|Fishing treaty|Treaty on fishing",
            "events|c|removed|||",
            "references|x2|changed|reference_id|r2|x2",
        ];
        let (old, new) =
            ([("events", &*old), ("references", &*old_sources)], [("events", &*new), ("references", &*new_sources)]);
        assert_eq!(lines(&old, &new), expected);
        assert_eq!(lines(&new, &new), Vec::<String>::new());
    }

    #[test]
    fn references_are_matched_by_address_then_title() {
        let header = "reference_id,number,title,authors,issued,url,raw,n_citations\n";
        let old = format!(
            "{header}\
             cod,1,Cod,A,2001,https://www.a.example/cod/,Cod (2001),1\n\
             sea,2,A long look at the sea,B,2002,,Sea (2002),1\n\
             ice,3,Ice,C,2003,,Ice (2003),1\n\
             tin,4,Tin,D,2004,https://a.example/tin,Tin (2004),2\n"
        );
        let new = format!(
            "{header}\
             new,1,Salt,E,2020,https://a.example/salt,Salt (2020),1\n\
             tin,2,Tin,D,2004,https://a.example/tin,Tin (2004),9\n\
             cod,3,Cod and herring,A,2001,https://a.example/cod,Cod and herring (2001),1\n\
             sea,4,A long look at the sea,B,2002,https://b.example/sea,Sea (2002) <https://b.example/sea>,1\n\
             ice,5,Ice,C,2003,,Ice. (2003),1\n"
        );
        let expected = [
            "references|new|added|||",
            "references|cod|changed|title|Cod|Cod and herring",
            "references|cod|changed|url|https://www.a.example/cod/|https://a.example/cod",
            "references|sea|changed|url||https://b.example/sea",
            "references|ice|changed|raw|Ice (2003)|Ice. (2003)",
        ];
        assert_eq!(lines(&[("references", &old)], &[("references", &new)]), expected);
    }

    #[test]
    fn a_figure_that_changed_is_the_same_figure() {
        let header = "observation_id,indicator_id,kind,ref_area,time_period,value,value_low,value_high,unit,phrase,\
                      origin,source,passage_id\n";
        let passages = |figure: &str| format!("passage_id,kind,text\np1,sentence,Ferries carried {figure} lorries.\n");
        let old = format!(
            "{header}\
             lorries,,figure,AAA,,40,40,40,lorry,40 lorries,prose,,p1\n\
             trade,trade,figure,AAA,2001,,44,46,percent,mid-40s percent,prose,,p1\n\
             s-2001,trade,figure,AAA,2001,1.5,1.5,1.5,percent,,series,bank,\n\
             s-2002,trade,figure,AAA,2002,2.5,2.5,2.5,percent,,series,bank,\n"
        );
        let new = format!(
            "{header}\
             lorries,,figure,AAA,,60,60,60,lorry,60 lorries,prose,,p1\n\
             trade,trade,figure,AAA,2001,,34,36,percent,mid-30s percent,prose,,p1\n\
             s-2001,trade,figure,AAA,2001,1.75,1.75,1.75,percent,,series,bank,\n\
             s-2003,trade,figure,AAA,2003,2.5,2.5,2.5,percent,,series,bank,\n"
        );
        let expected = [
            "indicators|lorries|changed|value|40|60",
            "indicators|trade|changed|value_low|44|34",
            "indicators|trade|changed|value_high|46|36",
            "indicators|s-2001|changed|value|1.5|1.75",
            "indicators|s-2003|added|||",
            "indicators|s-2002|removed|||",
            "passages||changed|text|Ferries carried 40 lorries.|Ferries carried 60 lorries.",
        ];
        let (old_passages, new_passages) = (passages("40"), passages("60"));
        let found = lines(
            &[("indicators", &old), ("passages", &old_passages)],
            &[("indicators", &new), ("passages", &new_passages)],
        );
        let found: Vec<String> = found.iter().map(|line| line.replace("passages|p1|", "passages||")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn records_without_id_are_named_by_what_they_say() {
        let header = "rule,message,line,char_start";
        let old = format!("{header}\ntwo-dates,x [1],1,5\ntwo-dates,x,9,50\nno-date,y,2,7\n");
        let new = format!("{header}\ntwo-dates,x [2],2,8\nno-date,z,2,7\n");
        let expected =
            ["findings|no-date · z|added|||", "findings|two-dates · x|removed|||", "findings|no-date · y|removed|||"];
        assert_eq!(lines(&[("findings", &old)], &[("findings", &new)]), expected);
    }

    #[test]
    fn tables_and_columns_may_come_and_go() {
        let old = [("zeta", "id,x\n1,2\n"), ("events", "event_id,title,old\na,Ferry strike,1\n")];
        let new = [("passages", "passage_id,text\np,One\n"), ("events", "event_id,title,new\na,Ferry strike,2\n")];
        let expected =
            ["events|a|changed|new||2", "events|a|changed|old|1|", "passages|p|added|||", "zeta|1 · 2|removed|||"];
        assert_eq!(lines(&old, &new), expected);
    }

    #[test]
    fn malformed_tables_are_errors() {
        let good = named(&[("events", "event_id,title\na,1\n")]);
        for bytes in [b"".as_slice(), b"event_id,title\na\n", b"event_id,title\na,\xff\n", b"event_id,title\na,1,2\n"] {
            let bad = BTreeMap::from([("events".to_owned(), bytes.to_vec())]);
            let error = compare(&bad, &good).expect_err("malformed");
            assert_eq!(error.table, "events");
            assert!(compare(&good, &bad).is_err());
        }
        // Quotes left open, NUL, no key column: odd, but rows all the same.
        for bytes in ["event_id,title\na,\"1\n", "event_id,title\n\0,\0\n", "title\n1\n", "\n"] {
            let _ = compare(&named(&[("events", bytes)]), &good);
        }
    }
}
