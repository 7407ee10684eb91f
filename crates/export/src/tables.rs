//! The six tables: their order in a release, and the cells that every writer of them shares.

use chancery_model::citation::Citation;
use chancery_model::datasets::Datasets;
use chancery_model::event::Event;
use chancery_model::finding::Finding;
use chancery_model::observation::Observation;
use chancery_model::passage::Passage;
use chancery_model::reference::Reference;
use chancery_model::table::{Cell, Record, Table};

/// The tables, in the order releases and listings show them.
pub const TABLES: [&Table; 6] =
    [&Event::TABLE, &Observation::TABLE, &Reference::TABLE, &Citation::TABLE, &Passage::TABLE, &Finding::TABLE];

/// The table of that name; `None` for any other name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.into_iter().find(|table| table.name == name)
}

/// A table with its rows.
#[derive(Debug)]
pub struct Rows<'a> {
    /// The table.
    pub table: &'static Table,
    /// Cells by row, then column, in the table's order.
    pub cells: Vec<Vec<Cell<'a>>>,
}

impl<'a> Rows<'a> {
    /// The records' cells, made alike for every writer: whatever says nothing (an empty text, an empty
    /// item of a list, a number that is not finite) is null or left out, and zero has no sign. CSV cannot
    /// tell these apart, so no other format may.
    pub fn of<R: Record>(table: &'static Table, records: &'a [R]) -> Self {
        let row = |record: &'a R| record.cells().into_iter().map(plain).collect();
        Self { table, cells: records.iter().map(row).collect() }
    }
}

/// Every table's rows, in the order of [`TABLES`].
#[must_use]
pub fn rows(datasets: &Datasets) -> [Rows<'_>; 6] {
    [
        Rows::of(&Event::TABLE, &datasets.events),
        Rows::of(&Observation::TABLE, &datasets.observations),
        Rows::of(&Reference::TABLE, &datasets.references),
        Rows::of(&Citation::TABLE, &datasets.citations),
        Rows::of(&Passage::TABLE, &datasets.passages),
        Rows::of(&Finding::TABLE, &datasets.findings),
    ]
}

fn plain(cell: Cell<'_>) -> Cell<'_> {
    match cell {
        Cell::Text(text) if text.is_empty() => Cell::Null,
        Cell::Number(number) if !number.is_finite() => Cell::Null,
        Cell::Number(0.0) => Cell::Number(0.0),
        Cell::List(items) if items.iter().any(String::is_empty) => {
            Cell::list(items.iter().filter(|item| !item.is_empty()).cloned().collect::<Vec<_>>())
        }
        Cell::Null | Cell::Text(_) | Cell::Integer(_) | Cell::Number(_) | Cell::Date(_) | Cell::List(_) => cell,
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::table::{ColumnKind, ColumnPart};

    use super::*;
    use crate::sample;

    #[test]
    fn every_cell_is_of_its_columns_kind() {
        for rows in rows(&sample::hostile()) {
            assert!(!rows.cells.is_empty(), "{}: the sample has rows for every table", rows.table.name);
            for row in &rows.cells {
                assert_eq!(row.len(), rows.table.columns.len(), "{}", rows.table.name);
                for (column, cell) in rows.table.columns.iter().zip(row) {
                    let fits = match cell {
                        Cell::Null => column.nullable,
                        Cell::Text(_) => column.kind == ColumnKind::Text,
                        Cell::Integer(_) => column.kind == ColumnKind::Integer,
                        Cell::Number(_) => column.kind == ColumnKind::Number,
                        Cell::Date(_) => column.kind == ColumnKind::Date,
                        Cell::List(_) => column.kind == ColumnKind::TextList,
                    };
                    assert!(fits, "{}.{}: {cell:?}", rows.table.name, column.name);
                }
            }
        }
    }

    #[test]
    fn keys_and_references_name_what_is_there() {
        for own in TABLES {
            assert_eq!(table(own.name).map(|table| table.name), Some(own.name));
            if let Some(key) = own.key {
                assert!(own.columns.iter().any(|column| column.name == key && !column.nullable), "{}", own.name);
            }
            for name in own.anchored.into_iter().flatten() {
                assert!(own.column(name).is_some(), "{}.{name}", own.name);
            }
            for column in own.columns {
                if let ColumnPart::BoundOf(value) = column.part {
                    assert!(own.column(value).is_some_and(|value| value.kind == column.kind), "{}", column.name);
                }
                let target = column.references.map(|name| table(name).expect("a table of that name"));
                assert!(target.is_none_or(|target| target.key.is_some()), "{}.{}", own.name, column.name);
            }
        }
        assert!(table("Events").is_none() && table("").is_none() && table("../events").is_none());
    }

    #[test]
    fn what_says_nothing_is_null() {
        let list = |items: &[&str]| Cell::list(items.iter().map(|&item| item.to_owned()).collect::<Vec<_>>());
        let cases = [
            (Cell::text(""), Cell::Null),
            (Cell::text(" "), Cell::text(" ")),
            (Cell::Number(f64::NAN), Cell::Null),
            (Cell::Number(f64::NEG_INFINITY), Cell::Null),
            (Cell::Number(1.5), Cell::Number(1.5)),
            (list(&["", "a", ""]), list(&["a"])),
            (list(&[""]), list(&[])),
        ];
        for (cell, expected) in cases {
            assert_eq!(plain(cell.clone()), expected, "{cell:?}");
        }
        assert!(matches!(plain(Cell::Number(-0.0)), Cell::Number(zero) if zero.is_sign_positive()));
    }
}
