//! The tables of a release: their files agree, their keys are unique, and every key they name is there.

use std::collections::{BTreeMap, BTreeSet};
use std::panic;

use chancery_export::stored::{self, StoredError};
use chancery_export::tables::{Rows, TABLES};
use chancery_export::{csv, parquet};
use chancery_model::table::{Cell, Column, Table};

use super::Counts;
use crate::release::Release;

/// Most problems told of one table: one damaged column makes as many as there are rows.
const MAX_OF_A_TABLE: usize = 10;

/// Reads every table from its CSV or, where that was not asked for, its Parquet file, and compares the two.
pub(super) fn read(
    release: &Release,
    counts: &mut Counts,
    problems: &mut Vec<String>,
) -> BTreeMap<&'static str, Rows<'static>> {
    let mut tables = BTreeMap::new();
    for table in TABLES {
        let csv_path = csv::path_of(table.name);
        let parquet_path = parquet::path_of(table.name);
        let from_csv = file(release, &csv_path, problems, |bytes| stored::from_csv(table, bytes));
        let from_parquet = file(release, &parquet_path, problems, |bytes| unpanicked(table, bytes));
        let mut own = Vec::new();
        if let (Some(csv), Some(parquet)) = (&from_csv, &from_parquet) {
            compare(csv, parquet, &mut own);
        }
        let Some(rows) = from_csv.or(from_parquet) else { continue };
        if let Some(listed) = release.manifest.counts.get(table.name)
            && *listed != rows.cells.len()
        {
            own.push(format!("the manifest counts {listed} rows, found {}", rows.cells.len()));
        }
        values(&rows, &mut own);
        tell(table, own, problems);
        counts.tables += 1;
        counts.rows += rows.cells.len();
        tables.insert(table.name, rows);
    }
    counts.keys += keys(&tables, problems);
    tables
}

/// A table's file, read; `None` where there is none, or where it cannot be read, which is told.
fn file(
    release: &Release,
    path: &str,
    problems: &mut Vec<String>,
    read: impl Fn(&[u8]) -> Result<Rows<'static>, StoredError>,
) -> Option<Rows<'static>> {
    match read(release.files.get(path)?) {
        Ok(rows) => Some(rows),
        Err(error) => {
            problems.push(format!("{path}: {error}"));
            None
        }
    }
}

/// Reads a Parquet file that may be anything: polars checks much of what it reads, but not all.
fn unpanicked(table: &'static Table, bytes: &[u8]) -> Result<Rows<'static>, StoredError> {
    panic::catch_unwind(|| stored::from_parquet(table, bytes))
        .unwrap_or_else(|_| Err(StoredError { row: None, message: "expected a Parquet file".to_owned() }))
}

fn compare(csv: &Rows<'_>, parquet: &Rows<'_>, problems: &mut Vec<String>) {
    if csv.cells.len() != parquet.cells.len() {
        problems.push(format!("CSV has {} rows, Parquet {}", csv.cells.len(), parquet.cells.len()));
    }
    for (row, (csv_row, parquet_row)) in (1..).zip(csv.cells.iter().zip(&parquet.cells)) {
        for (column, (one, other)) in csv.table.columns.iter().zip(csv_row.iter().zip(parquet_row)) {
            if one != other {
                problems.push(format!("row {row}: {}: CSV and Parquet differ", column.name));
            }
        }
    }
}

/// Whether every cell is one that its column allows, and every key stands once.
fn values(rows: &Rows<'_>, problems: &mut Vec<String>) {
    let mut known = BTreeSet::new();
    for (row, cells) in (1..).zip(&rows.cells) {
        for (column, cell) in rows.table.columns.iter().zip(cells) {
            let name = column.name;
            if *cell == Cell::Null && !column.nullable {
                problems.push(format!("row {row}: {name} is empty"));
            }
            let words = texts(cell);
            if !column.values.is_empty() && words.iter().any(|word| !column.values.contains(word)) {
                problems.push(format!("row {row}: {name}: expected one of {}", column.values.join(", ")));
            }
            if rows.table.key == Some(name) && words.iter().any(|word| !known.insert((*word).to_owned())) {
                problems.push(format!("row {row}: {name}: {words:?} stands twice"));
            }
        }
    }
}

/// Looks up every key that a column names in another table, and gives how many there were. Where that table is not in
/// the release, there is nothing to look it up in.
fn keys(tables: &BTreeMap<&'static str, Rows<'static>>, problems: &mut Vec<String>) -> usize {
    let known: BTreeMap<&str, BTreeSet<&str>> = tables
        .values()
        .filter_map(|rows| {
            let at = rows.table.columns.iter().position(|column| rows.table.key == Some(column.name))?;
            Some((rows.table.name, rows.cells.iter().flat_map(|cells| texts(&cells[at])).collect()))
        })
        .collect();
    let mut n_keys = 0;
    for rows in tables.values() {
        let mut own = Vec::new();
        let columns = rows.table.columns.iter().enumerate();
        let naming = columns.filter_map(|(at, column)| Some((at, column, known.get(column.references?)?)));
        for (at, column, targets) in naming {
            for (row, cells) in (1..).zip(&rows.cells) {
                for key in texts(&cells[at]) {
                    n_keys += 1;
                    if !targets.contains(key) {
                        own.push(missing(row, column, key));
                    }
                }
            }
        }
        tell(rows.table, own, problems);
    }
    n_keys
}

fn missing(row: usize, column: &Column, key: &str) -> String {
    format!("row {row}: {}: there is no {key:?} in {}", column.name, column.references.unwrap_or_default())
}

fn texts<'c>(cell: &'c Cell<'_>) -> Vec<&'c str> {
    match cell {
        Cell::Text(text) => vec![text],
        Cell::List(items) => items.iter().map(String::as_str).collect(),
        Cell::Null | Cell::Integer(_) | Cell::Number(_) | Cell::Date(_) => Vec::new(),
    }
}

fn tell(table: &Table, own: Vec<String>, problems: &mut Vec<String>) {
    let n_more = own.len().saturating_sub(MAX_OF_A_TABLE);
    problems.extend(own.into_iter().take(MAX_OF_A_TABLE).map(|problem| format!("{}: {problem}", table.name)));
    if n_more > 0 {
        problems.push(format!("{}: and {n_more} more", table.name));
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::table::ColumnKind;

    use super::*;
    use crate::scratch::{Scratch, manifest};

    /// A row of a table, its cells filled with what their columns allow.
    fn row(table: &Table, key: &str) -> Vec<Cell<'static>> {
        let cell = |column: &Column| match column.kind {
            ColumnKind::Text if table.key == Some(column.name) => Cell::text(key.to_owned()),
            ColumnKind::Text if !column.values.is_empty() => Cell::text(column.values[0]),
            ColumnKind::Text if column.references.is_some() => Cell::text("p1"),
            ColumnKind::Text => Cell::text("x"),
            ColumnKind::Integer => Cell::Integer(1),
            ColumnKind::Number => Cell::Number(0.5),
            ColumnKind::Date => Cell::Date("2004-05-06".parse().expect("a day")),
            ColumnKind::TextList if column.references == Some("references") => Cell::list(vec!["r1".to_owned()]),
            ColumnKind::TextList if column.references.is_some() => Cell::list(vec!["p1".to_owned()]),
            ColumnKind::TextList => Cell::list(vec!["TJK".to_owned(), "a;b".to_owned()]),
        };
        table.columns.iter().map(cell).collect()
    }

    /// The six tables with a row each that agree with each other.
    fn sound() -> Vec<Rows<'static>> {
        let keys = ["e1", "o1", "r1", "c1", "p1", "f1"];
        let mut tables: Vec<Rows<'static>> =
            TABLES.into_iter().zip(keys).map(|(table, key)| Rows { table, cells: vec![row(table, key)] }).collect();
        set(&mut tables[3], "reference_id", Cell::text("r1"));
        tables
    }

    fn set(rows: &mut Rows<'static>, column: &str, cell: Cell<'static>) {
        let at = rows.table.columns.iter().position(|known| known.name == column).expect(column);
        rows.cells[0][at] = cell;
    }

    fn check(test: &str, csv_tables: &[Rows<'static>], parquet_tables: &[Rows<'static>]) -> (Counts, Vec<String>) {
        let scratch = Scratch::new(test);
        scratch.write("manifest.json", manifest(&[]));
        for rows in csv_tables {
            scratch.write(&csv::path_of(rows.table.name), csv::csv(rows));
        }
        for rows in parquet_tables {
            scratch.write(&parquet::path_of(rows.table.name), parquet::parquet(rows).expect("written"));
        }
        let release = Release::read(&scratch.path("")).expect("a release");
        let (mut counts, mut problems) = (Counts::default(), Vec::new());
        read(&release, &mut counts, &mut problems);
        (counts, problems)
    }

    #[test]
    fn tables_that_agree_have_no_problems() {
        for (csv, parquet) in [(sound(), sound()), (sound(), Vec::new()), (Vec::new(), sound())] {
            let (counts, problems) = check("verify-agree", &csv, &parquet);
            assert_eq!(problems, [""; 0]);
            assert_eq!((counts.tables, counts.rows), (6, 6));
            assert!(counts.keys >= 6, "{counts:?}");
        }
        assert_eq!(check("verify-agree", &[], &[]), (Counts::default(), Vec::new()), "a release without tables");
    }

    #[test]
    fn every_disagreement_is_told() {
        type Change = fn(&mut Vec<Rows<'static>>);
        let cases: [(&str, Change, &str); 6] = [
            ("another_value", |tables| set(&mut tables[0], "title", Cell::text("y")), "title: CSV and Parquet differ"),
            (
                "another_day",
                |tables| set(&mut tables[0], "date_start", Cell::Null),
                "date_start: CSV and Parquet differ",
            ),
            (
                "another_list",
                |tables| set(&mut tables[0], "actors", Cell::list(vec!["TJK".to_owned()])),
                "actors: CSV and Parquet differ",
            ),
            ("a_row_less", |tables| tables[4].cells.clear(), "CSV has 0 rows, Parquet 1"),
            (
                "a_key_twice",
                |tables| {
                    let row = tables[2].cells[0].clone();
                    tables[2].cells.push(row);
                },
                "stands twice",
            ),
            (
                "no_such_source",
                |tables| set(&mut tables[0], "reference_ids", Cell::list(vec!["r9".to_owned()])),
                "there is no \"r9\" in references",
            ),
        ];
        for (situation, change, expected) in cases {
            let mut changed = sound();
            change(&mut changed);
            let (_, problems) = check("verify-disagree", &changed, &sound());
            assert!(problems.iter().any(|problem| problem.contains(expected)), "{situation}: {problems:?}");
        }
    }

    #[test]
    fn a_damaged_file_is_told_once() {
        let scratch = Scratch::new("verify-damaged");
        scratch.write("manifest.json", manifest(&[]));
        scratch.write("csv/events.csv", "event_id\n1\n");
        scratch.write("parquet/events.parquet", "PAR1 and nothing else PAR1");
        let release = Release::read(&scratch.path("")).expect("a release");
        let (mut counts, mut problems) = (Counts::default(), Vec::new());
        assert!(read(&release, &mut counts, &mut problems).is_empty());
        assert_eq!(problems.len(), 2, "{problems:?}");
    }
}
