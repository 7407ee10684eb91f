//! Tables as stored: read back from a release's CSV and Parquet, with their types.
//!
//! Both readers give the same cells for the same rows, so that the two files of a table can be compared. CSV cannot
//! tell an empty list from a missing one; both are an empty list here.

use std::fmt;
use std::io::Cursor;

use chancery_model::day::Day;
use chancery_model::table::{Cell, Column, ColumnKind, Table};
use polars::prelude::{AnyValue, DataFrame, DataType, ParquetReader, SerReader};

use crate::csv::{LIST_DELIMITER, unguarded};
use crate::tables::Rows;

/// A stored table is not what its description says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredError {
    /// Row, from 1, the header left out; `None` where the table as a whole is meant.
    pub row: Option<usize>,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Display for StoredError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "row {row}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for StoredError {}

/// Reads a table's CSV file.
///
/// # Errors
/// When the header is not the table's, or a cell is not of its column's kind.
pub fn from_csv(table: &'static Table, bytes: &[u8]) -> Result<Rows<'static>, StoredError> {
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let header = reader.headers().map_err(|cause| whole(format!("expected a CSV header: {cause}")))?;
    expect_columns(table, header.iter())?;
    let mut cells = Vec::new();
    for (row, record) in (1..).zip(reader.records()) {
        let at = |message| StoredError { row: Some(row), message };
        let record = record.map_err(|cause| at(format!("expected a CSV record: {cause}")))?;
        let read = table.columns.iter().zip(&record).map(|(column, field)| {
            csv_cell(column, field)
                .ok_or_else(|| at(format!("{}: expected {}, found {field:?}", column.name, kind_words(column.kind))))
        });
        cells.push(read.collect::<Result<_, _>>()?);
    }
    Ok(Rows { table, cells })
}

/// Reads a table's Parquet file.
///
/// # Errors
/// When the columns or their types are not the table's, or the file is no Parquet.
pub fn from_parquet(table: &'static Table, bytes: &[u8]) -> Result<Rows<'static>, StoredError> {
    let frame = ParquetReader::new(Cursor::new(bytes))
        .finish()
        .map_err(|cause| whole(format!("expected a Parquet file: {cause}")))?;
    expect_columns(table, frame.get_column_names().into_iter().map(|name| name.as_str()))?;
    for (column, found) in table.columns.iter().zip(frame.dtypes()) {
        if found != type_of(column.kind) {
            return Err(whole(format!("{}: expected {}, found {found}", column.name, kind_words(column.kind))));
        }
    }
    let cells = (0..frame.height()).map(|row| parquet_row(table, &frame, row)).collect::<Result<_, _>>()?;
    Ok(Rows { table, cells })
}

fn whole(message: String) -> StoredError {
    StoredError { row: None, message }
}

fn expect_columns<'n>(table: &Table, found: impl Iterator<Item = &'n str>) -> Result<(), StoredError> {
    let found: Vec<&str> = found.collect();
    let expected: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    if found == expected {
        return Ok(());
    }
    Err(whole(format!("expected the columns {}, found {}", expected.join(", "), found.join(", "))))
}

/// A field of CSV as the column's kind has it; the text that it is where its column is not known, or where it is not
/// of its column's kind.
pub(crate) fn cell_of(column: Option<&Column>, field: &str) -> Cell<'static> {
    let text = || if field.is_empty() { Cell::Null } else { Cell::text(unguarded(field).to_owned()) };
    column.and_then(|column| csv_cell(column, field)).unwrap_or_else(text)
}

fn csv_cell(column: &Column, field: &str) -> Option<Cell<'static>> {
    if column.kind == ColumnKind::TextList {
        return Some(Cell::list(list(unguarded(field))));
    }
    if field.is_empty() {
        return Some(Cell::Null);
    }
    Some(match column.kind {
        ColumnKind::Text => Cell::text(unguarded(field).to_owned()),
        ColumnKind::Integer => Cell::Integer(field.parse().ok()?),
        ColumnKind::Number => Cell::Number(field.parse().ok().filter(|number: &f64| number.is_finite())?),
        ColumnKind::Date => Cell::Date(field.parse().ok()?),
        ColumnKind::TextList => return None,
    })
}

/// The items of a list as CSV joins them.
fn list(joined: &str) -> Vec<String> {
    let items = joined.split(LIST_DELIMITER).filter(|item| !item.is_empty());
    items.map(|item| item.replace("%3B", ";").replace("%25", "%")).collect()
}

fn parquet_row(table: &Table, frame: &DataFrame, row: usize) -> Result<Vec<Cell<'static>>, StoredError> {
    let at = |message| StoredError { row: Some(row + 1), message };
    let cell = |(column, values): (&Column, &polars::prelude::Column)| {
        let value = values.get(row).map_err(|cause| at(cause.to_string()))?;
        parquet_cell(column.kind, &value)
            .ok_or_else(|| at(format!("{}: expected {}", column.name, kind_words(column.kind))))
    };
    table.columns.iter().zip(frame.columns()).map(cell).collect()
}

fn parquet_cell(kind: ColumnKind, value: &AnyValue<'_>) -> Option<Cell<'static>> {
    Some(match (value, kind) {
        (AnyValue::Null, ColumnKind::TextList) => Cell::list(Vec::new()),
        (AnyValue::Null, _) => Cell::Null,
        (AnyValue::List(items), ColumnKind::TextList) => {
            let items: Option<Vec<String>> = items.iter().map(|item| item.get_str().map(str::to_owned)).collect();
            Cell::list(items?)
        }
        (AnyValue::Int64(number), ColumnKind::Integer) => Cell::Integer(*number),
        (AnyValue::Float64(number), ColumnKind::Number) => Cell::Number(*number),
        (AnyValue::Date(days), ColumnKind::Date) => Cell::Date(Day::from_days_since_epoch(*days)?),
        (text, ColumnKind::Text) => Cell::text(text.get_str()?.to_owned()),
        _ => return None,
    })
}

fn type_of(kind: ColumnKind) -> DataType {
    match kind {
        ColumnKind::Text => DataType::String,
        ColumnKind::Integer => DataType::Int64,
        ColumnKind::Number => DataType::Float64,
        ColumnKind::Date => DataType::Date,
        ColumnKind::TextList => DataType::List(Box::new(DataType::String)),
    }
}

const fn kind_words(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "a text",
        ColumnKind::Integer => "a whole number",
        ColumnKind::Number => "a number",
        ColumnKind::Date => "a day",
        ColumnKind::TextList => "a list of texts",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::csv;
    use crate::parquet::parquet;
    use crate::tables::TABLES;
    use crate::{sample, tables};

    #[test]
    fn both_files_give_the_same_cells() {
        for rows in tables::rows(&sample::hostile()) {
            let from_csv = from_csv(rows.table, &csv(&rows)).expect(rows.table.name);
            let from_parquet = from_parquet(rows.table, &parquet(&rows).expect("written")).expect(rows.table.name);
            assert_eq!(from_csv.cells.len(), rows.cells.len(), "{}", rows.table.name);
            assert_eq!(from_csv.cells, from_parquet.cells, "{}", rows.table.name);
            assert_eq!(csv(&from_csv), csv(&rows), "{}: written again", rows.table.name);
        }
    }

    #[test]
    fn lists_are_taken_apart_as_they_were_joined() {
        let cases: [(&str, &[&str]); 4] = [
            ("", &[]),
            ("TJK;RUS", &["TJK", "RUS"]),
            ("Smith%3B Sons;100%25 Pure", &["Smith; Sons", "100% Pure"]),
            ("%253B", &["%3B"]),
        ];
        for (joined, expected) in cases {
            assert_eq!(list(joined), expected, "{joined}");
        }
    }

    #[test]
    fn what_is_not_the_table_is_refused() {
        let finding = TABLES[5];
        let header = "rule,severity,message,section,line,column,char_start,char_end,record_id\n";
        let cases = [
            ("no_header", String::new(), "expected the columns"),
            ("another_header", header.replace("rule", "rules"), "expected the columns"),
            ("a_column_more", header.replace("record_id", "record_id,x"), "expected the columns"),
            ("no_number", format!("{header}a,error,m,s,one,1,0,1,\n"), "row 1: line: expected a whole number"),
            ("half_a_number", format!("{header}a,error,m,s,1.5,1,0,1,\n"), "row 1: line: expected a whole number"),
            ("a_short_row", format!("{header}a,error\n"), "row 1: expected a CSV record"),
        ];
        for (situation, text, expected) in cases {
            let error = from_csv(finding, text.as_bytes()).expect_err(situation);
            assert!(error.to_string().starts_with(expected), "{situation}: {error}");
        }
        for bytes in [b"".as_slice(), b"PAR1", b"PAR1PAR1", &[b'x'; 40]] {
            assert!(from_parquet(finding, bytes).is_err(), "{bytes:?}");
        }
        let events = parquet(&Rows { table: TABLES[0], cells: Vec::new() }).expect("written");
        assert!(from_parquet(finding, &events).is_err(), "another table");
    }
}
