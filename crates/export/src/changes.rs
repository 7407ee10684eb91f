//! What changed between two releases, record by record, told from their tables.
//!
//! Both sides are typed cells: the present one's are its own, the other's are read once from its CSV files.
//! Records are matched by what they are (`identity`, `matching`), never by number or place: citations that were
//! renumbered and anchors that moved are no changes. [`kept_ids`] gives the records of a new edition the ids they had
//! in the release it replaces.

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
use chancery_model::reference::Reference;
use chancery_model::table::{Cell, ColumnPart, Record};

pub use self::keep::kept_ids;
pub use self::sheet::Sheets;

use self::identity::marks;
use self::matching::pairs;
use self::sheet::{Sheet, SheetColumn};
use self::wording::unmarked;
use crate::csv::printed;
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

/// The changes from one release's tables to another's: tables in their usual order, then unknown ones by name; records
/// in the order of the current table, then those removed; fields in column order.
///
/// What follows from another column (the bounds of a date), where a record stands and the numbers of citations are no
/// changes; the words a record was read from are one where nothing else of it changed.
#[must_use]
pub fn compare(previous: &Sheets<'_>, current: &Sheets<'_>) -> Vec<Change> {
    if previous == current {
        return Vec::new();
    }
    let names: BTreeSet<&str> = previous.names().chain(current.names()).collect();
    let unknown = names.iter().copied().filter(|name| tables::table(name).is_none());
    let known = TABLES.iter().map(|table| table.name).filter(|name| names.contains(name));
    let renamed = renamed_references(previous, current);
    let mut changes = Vec::new();
    for table in known.chain(unknown) {
        let pairs = pairs(&marks(table, previous, &renamed), &marks(table, current, &BTreeMap::new()));
        let empty = Sheet::default();
        let [old, new] = [previous, current].map(|sheets| sheets.get(table).unwrap_or(&empty));
        compare_table(&Compared { table, old, new, renamed: &renamed }, &pairs, &mut changes);
    }
    changes
}

/// The new id of every old reference that is still there.
fn renamed_references(old: &Sheets<'_>, new: &Sheets<'_>) -> BTreeMap<String, String> {
    const TABLE: &str = Reference::TABLE.name;
    const ID: usize = Reference::TABLE.at("reference_id");
    let nobody = BTreeMap::new();
    let (Some(old_sheet), Some(new_sheet)) = (old.get(TABLE), new.get(TABLE)) else { return nobody };
    let pairs = pairs(&marks(TABLE, old, &nobody), &marks(TABLE, new, &nobody));
    let pairs = pairs.into_iter().enumerate().filter_map(|(new_row, old_row)| Some((old_row?, new_row)));
    let id = |sheet: &Sheet<'_>, row| sheet.value_at(row, &Reference::TABLE, ID).into_owned();
    pairs.map(|(old, new)| (id(old_sheet, old), id(new_sheet, new))).collect()
}

/// Two tables of one name.
struct Compared<'s> {
    table: &'s str,
    old: &'s Sheet<'s>,
    new: &'s Sheet<'s>,
    /// New ids of references by their old ones.
    renamed: &'s BTreeMap<String, String>,
}

/// What a record says in a column, before and now.
type Field<'s> = (&'s SheetColumn, &'s Cell<'s>, &'s Cell<'s>);

fn compare_table(compared: &Compared<'_>, pairs: &[Option<usize>], changes: &mut Vec<Change>) {
    let Compared { table, old, new, .. } = compared;
    let gone_columns = old.columns().iter().filter(|column| !new.has(&column.name));
    let columns: Vec<&SheetColumn> = new.columns().iter().chain(gone_columns).collect();
    for (new_row, old_row) in pairs.iter().enumerate() {
        let whole = |kind| change(table, new, new_row, kind);
        match old_row {
            None => changes.push(whole(ChangeKind::Added)),
            Some(old_row) => {
                let fields = compared.fields(&columns, *old_row, new_row);
                changes.extend(fields.into_iter().map(|(column, before, after)| Change {
                    field: column.name.clone().into_owned(),
                    before: printed(before).into_owned(),
                    after: printed(after).into_owned(),
                    ..whole(ChangeKind::Changed)
                }));
            }
        }
    }
    let kept: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    let gone = (0..old.len()).filter(|row| !kept.contains(row));
    changes.extend(gone.map(|row| change(table, old, row, ChangeKind::Removed)));
}

impl<'s> Compared<'s> {
    /// The columns in which a record says something else, with what it said and says.
    fn fields(&self, columns: &[&'s SheetColumn], old_row: usize, new_row: usize) -> Vec<Field<'s>> {
        let mut fields = Vec::new();
        let mut wording = None;
        for column in columns.iter().copied() {
            let (before, after) = (self.old.cell(old_row, &column.name), self.new.cell(new_row, &column.name));
            if before == after {
                continue;
            }
            let says_else = || unmarked(&printed(before)) != unmarked(&printed(after));
            let is_told = match column.part() {
                ColumnPart::Id => true,
                ColumnPart::Said => says_else(),
                ColumnPart::Wording => {
                    if says_else() {
                        wording = wording.or(Some((column, before, after)));
                    }
                    false
                }
                ColumnPart::Sources => !self.names_the_same(before, after),
                ColumnPart::BoundOf(value) => {
                    before != self.old.cell(old_row, value) || after != self.new.cell(new_row, value)
                }
                ColumnPart::Place => false,
            };
            if is_told {
                fields.push((column, before, after));
            }
        }
        if fields.is_empty() {
            fields.extend(wording);
        }
        fields
    }

    /// Whether two lists of references name the same ones, in any order: which is cited first follows from numbers.
    fn names_the_same(&self, before: &Cell<'_>, after: &Cell<'_>) -> bool {
        let before: BTreeSet<&str> =
            ids(before).into_iter().map(|id| self.renamed.get(id).map_or(id, String::as_str)).collect();
        before == ids(after)
    }
}

/// The ids in a cell.
fn ids<'c>(cell: &'c Cell<'_>) -> BTreeSet<&'c str> {
    match cell {
        Cell::Text(id) => BTreeSet::from([id.as_ref()]),
        Cell::List(ids) => ids.iter().map(String::as_str).collect(),
        Cell::Null | Cell::Integer(_) | Cell::Number(_) | Cell::Date(_) => BTreeSet::new(),
    }
}

/// A record's change as a whole.
fn change(table: &str, sheet: &Sheet<'_>, row: usize, kind: ChangeKind) -> Change {
    let key = tables::table(table).and_then(|table| table.key);
    let record_id = match key {
        Some(key) => sheet.value(row, key).into_owned(),
        None => {
            let columns = sheet.columns().iter().filter(|column| column.part() == ColumnPart::Said);
            let values = columns.map(|column| sheet.value(row, &column.name)).filter(|value| !value.is_empty());
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
fn label(table: &str, sheet: &Sheet<'_>, row: usize) -> String {
    let columns = tables::table(table).map_or(&[][..], |table| table.columns);
    let labels = columns.iter().filter(|column| column.is_label);
    let values = labels.map(|column| unmarked(&sheet.value(row, column.name)));
    values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(tables: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        tables.iter().map(|(name, csv)| ((*name).to_owned(), csv.as_bytes().to_vec())).collect()
    }

    fn lines(previous: &[(&str, &str)], current: &[(&str, &str)]) -> Vec<String> {
        let read = |tables| Sheets::read(&named(tables)).expect("tables");
        let changes = compare(&read(previous), &read(current));
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
    fn a_columns_part_is_its_tables_own() {
        let table = |value: &str| format!("passage_id,kind,text,number\n{value},sentence,One,{value}\n");
        // A passage's id is a place; a number is one in the list of sources, and says something where nothing is known.
        let expected = ["passages|2|changed|number|1|2"];
        assert_eq!(lines(&[("passages", &table("1"))], &[("passages", &table("2"))]), expected);
        let source = |number: u32| format!("reference_id,number,title\ncod,{number},Cod\n");
        assert_eq!(lines(&[("references", &source(1))], &[("references", &source(2))]), Vec::<String>::new());
        let weather = |number: u32| format!("day,number\nMonday,{number}\n");
        let expected = ["weather|Monday · 2|added|||", "weather|Monday · 1|removed|||"];
        assert_eq!(lines(&[("weather", &weather(1))], &[("weather", &weather(2))]), expected);
    }

    #[test]
    fn a_cell_of_another_kind_is_a_text() {
        let table = |value: &str| format!("observation_id,kind,indicator_id,value,value_low\na,figure,x,{value}\n");
        let cases: &[(&str, &str, &[&str])] = &[
            ("1.50,1.50", "1.5,1.5", &[]),
            ("many,1.5", "1.5,1.5", &["indicators|a|changed|value|many|1.5"]),
            ("NaN,", "NaN,", &[]),
        ];
        for (old, new, expected) in cases {
            let found = lines(&[("indicators", &table(old))], &[("indicators", &table(new))]);
            assert_eq!(found, *expected, "{old}");
        }
    }

    #[test]
    fn malformed_tables_are_errors() {
        for bytes in [b"".as_slice(), b"event_id,title\na\n", b"event_id,title\na,\xff\n", b"event_id,title\na,1,2\n"] {
            let bad = BTreeMap::from([("events".to_owned(), bytes.to_vec())]);
            assert_eq!(Sheets::read(&bad).expect_err("malformed").table, "events");
        }
        // Quotes left open, NUL, no key column: odd, but rows all the same.
        let good = Sheets::read(&named(&[("events", "event_id,title\na,1\n")])).expect("tables");
        for bytes in ["event_id,title\na,\"1\n", "event_id,title\n\0,\0\n", "title\n1\n", "\n"] {
            if let Ok(odd) = Sheets::read(&named(&[("events", bytes)])) {
                let _ = compare(&odd, &good);
            }
        }
    }
}
