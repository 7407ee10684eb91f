//! A table as it is compared: typed by its description, whether it was just made or read back from a release.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chancery_model::table::{Cell, Column, ColumnPart, Table};

use super::CompareError;
use crate::csv::printed;
use crate::stored::cell_of;
use crate::tables::{self, Rows};

/// What stands where a table has no such row or column.
const NOTHING: &Cell<'static> = &Cell::Null;

/// A release's tables by name.
#[derive(Debug, Default, PartialEq)]
pub struct Sheets<'a>(BTreeMap<String, Sheet<'a>>);

/// A table; without columns where the release has no such table.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Sheet<'a> {
    columns: Vec<SheetColumn>,
    rows: SheetRows<'a>,
}

/// Cells by row, then column.
#[derive(Debug)]
enum SheetRows<'a> {
    /// Of datasets.
    Made(&'a [Vec<Cell<'a>>]),
    /// Read back.
    Read(Vec<Vec<Cell<'static>>>),
}

impl<'a> SheetRows<'a> {
    fn as_slice(&self) -> &[Vec<Cell<'a>>] {
        match self {
            Self::Made(rows) => rows,
            Self::Read(rows) => rows,
        }
    }
}

impl Default for SheetRows<'_> {
    fn default() -> Self {
        Self::Read(Vec::new())
    }
}

impl PartialEq for SheetRows<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

/// A column as found.
#[derive(Clone, Debug)]
pub(super) struct SheetColumn {
    /// Name in the header.
    pub(super) name: Cow<'static, str>,
    /// Its description; `None` for one that this version does not know.
    known: Option<&'static Column>,
}

impl PartialEq for SheetColumn {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl SheetColumn {
    /// What it is to its record; one that this version does not know says something.
    pub(super) fn part(&self) -> ColumnPart {
        self.known.map_or(ColumnPart::Said, |column| column.part)
    }
}

impl<'a> Sheets<'a> {
    /// Datasets' own tables.
    #[must_use]
    pub fn of(rows: &'a [Rows<'a>]) -> Self {
        Self(rows.iter().map(|rows| (rows.table.name.to_owned(), Sheet::of(rows))).collect())
    }

    /// A release's CSV files by table name, each cell of its column's kind. Tables and columns that this version does
    /// not know are texts, and so is a cell that is not of its column's kind: it differs from whatever is there now.
    ///
    /// # Errors
    /// When a table is not CSV with a header.
    pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Sheets<'static>, CompareError> {
        let sheet = |(name, bytes): (&String, &Vec<u8>)| {
            let sheet = Sheet::read(name, bytes).map_err(|problem| CompareError { table: name.clone(), problem })?;
            Ok((name.clone(), sheet))
        };
        Ok(Sheets(files.iter().map(sheet).collect::<Result<_, _>>()?))
    }

    /// Whether there is no table.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of the tables, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The table of that name; `None` where the release has none.
    pub(super) fn get(&self, table: &str) -> Option<&Sheet<'a>> {
        self.0.get(table)
    }
}

impl<'a> Sheet<'a> {
    fn of(rows: &'a Rows<'a>) -> Self {
        let column = |column: &'static Column| SheetColumn { name: Cow::Borrowed(column.name), known: Some(column) };
        Self { columns: rows.table.columns.iter().map(column).collect(), rows: SheetRows::Made(&rows.cells) }
    }

    fn read(name: &str, bytes: &[u8]) -> Result<Sheet<'static>, String> {
        let table = tables::table(name);
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
        let header = reader.headers().map_err(|cause| cause.to_string())?;
        if header.is_empty() {
            return Err("expected a header, found an empty file".to_owned());
        }
        let column = |name: &str| SheetColumn {
            name: Cow::Owned(name.to_owned()),
            known: table.and_then(|table| table.column(name)),
        };
        let columns: Vec<SheetColumn> = header.iter().map(column).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|cause| cause.to_string())?;
            rows.push(columns.iter().zip(&record).map(|(column, field)| cell_of(column.known, field)).collect());
        }
        Ok(Sheet { columns, rows: SheetRows::Read(rows) })
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.rows.as_slice().len()
    }

    /// Its columns, in order.
    pub(super) fn columns(&self) -> &[SheetColumn] {
        &self.columns
    }

    /// Whether it has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    /// The place of a column in a row.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// A cell; null where there is no such row or column.
    pub(super) fn cell(&self, row: usize, column: &str) -> &Cell<'a> {
        self.place(column).and_then(|at| self.rows.as_slice().get(row)?.get(at)).unwrap_or(NOTHING)
    }

    /// A cell as the CSV prints it, without the apostrophe that guards against formulas; empty where it is null.
    pub(super) fn value(&self, row: usize, column: &str) -> Cow<'_, str> {
        printed(self.cell(row, column))
    }

    /// A cell in a column that this version of a table has, as the CSV prints it.
    pub(super) fn value_at(&self, row: usize, table: &Table, at: usize) -> Cow<'_, str> {
        table.columns.get(at).map_or(Cow::Borrowed(""), |column| self.value(row, column.name))
    }

    /// The texts in a cell: the one of a text, every one of a list.
    pub(super) fn texts(&self, row: usize, column: &str) -> &[String] {
        match self.cell(row, column) {
            Cell::List(items) => items,
            _ => &[],
        }
    }
}
