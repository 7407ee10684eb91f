//! Parquet: the same rows as the CSV, with real dates, lists and numbers; zstd, with statistics.

use std::fmt;
use std::sync::PoisonError;

use chancery_model::table::{Cell, Column as TableColumn, ColumnKind};
use polars::prelude::{
    Column, DataFrame, IntoColumn, IntoSeries, ListBuilderTrait, ListStringChunkedBuilder, NamedFrom,
    ParquetCompression, ParquetWriter, PolarsError, Series,
};

use crate::tables::Rows;

/// polars refused to make or write a table.
#[derive(Debug)]
pub struct ParquetError {
    /// Table.
    pub table: &'static str,
    /// What polars says.
    pub cause: PolarsError,
}

impl fmt::Display for ParquetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write {} as Parquet: {}", self.table, self.cause)
    }
}

impl std::error::Error for ParquetError {}

/// A table as Parquet.
///
/// # Errors
/// When polars refuses the frame or its writing; no table of the model makes it do so.
pub fn parquet(rows: &Rows<'_>) -> Result<Vec<u8>, ParquetError> {
    write(rows).map_err(|cause| ParquetError { table: rows.table.name, cause })
}

/// Path of a table's file in a release.
#[must_use]
pub fn path_of(table: &str) -> String {
    format!("parquet/{table}.parquet")
}

/// Rows in a row group: readers skip and read by it.
const ROW_GROUP: usize = 1 << 17;

fn write(rows: &Rows<'_>) -> Result<Vec<u8>, PolarsError> {
    let columns = rows.table.columns.iter().enumerate();
    let columns = columns.map(|(at, column)| series(column, rows.cells.iter().map(|row| row.get(at)))).collect();
    let frame = DataFrame::new(rows.cells.len(), columns)?;
    let mut bytes = Vec::new();
    let mut writer = ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Zstd(None))
        // The tables are small: waking a thread pool takes longer than it saves.
        .set_parallel(false)
        .batched(frame.schema())?;
    for first in (0..frame.height()).step_by(ROW_GROUP) {
        writer.write_batch(&frame.slice(i64::try_from(first).unwrap_or(i64::MAX), ROW_GROUP))?;
    }
    // `finish` would add polars' own Arrow schema, in which texts are `string_view`. pyarrow obeys it and
    // then refuses to filter or compare them. Without it every reader takes the types from the Parquet
    // schema, which says the same in everyone's terms. (A poisoned lock still holds the writer.)
    writer.get_writer().lock().unwrap_or_else(PoisonError::into_inner).end(Some(Vec::new()))?;
    drop(writer);
    Ok(bytes)
}

fn series<'c>(column: &TableColumn, cells: impl Iterator<Item = Option<&'c Cell<'c>>>) -> Column {
    let name = column.name.into();
    match column.kind {
        ColumnKind::Text => Series::new(name, cells.map(text).collect::<Vec<_>>()),
        ColumnKind::Integer => Series::new(name, cells.map(integer).collect::<Vec<_>>()),
        ColumnKind::Number => Series::new(name, cells.map(number).collect::<Vec<_>>()),
        ColumnKind::Date => Series::new(name, cells.map(days).collect::<Vec<_>>()).into_date(),
        ColumnKind::TextList => {
            let mut lists = ListStringChunkedBuilder::new(name, 0, 0);
            for cell in cells {
                match cell {
                    Some(Cell::List(items)) => lists.append_values_iter(items.iter().map(String::as_str)),
                    _ => lists.append_null(),
                }
            }
            lists.finish().into_series()
        }
    }
    .into_column()
}

fn text<'c>(cell: Option<&'c Cell<'_>>) -> Option<&'c str> {
    if let Some(Cell::Text(text)) = cell { Some(text) } else { None }
}

fn integer(cell: Option<&Cell<'_>>) -> Option<i64> {
    if let Some(Cell::Integer(number)) = cell { Some(*number) } else { None }
}

fn number(cell: Option<&Cell<'_>>) -> Option<f64> {
    if let Some(Cell::Number(number)) = cell { Some(*number) } else { None }
}

fn days(cell: Option<&Cell<'_>>) -> Option<i32> {
    if let Some(Cell::Date(day)) = cell { Some(day.days_since_epoch()) } else { None }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use chancery_model::table::ColumnPart;
    use polars::prelude::{AnyValue, DataType, ParquetReader, SerReader};

    use super::*;
    use crate::{sample, tables};

    fn read(bytes: Vec<u8>) -> DataFrame {
        ParquetReader::new(Cursor::new(bytes)).finish().expect("a Parquet file")
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

    fn same(read: &AnyValue<'_>, cell: &Cell<'_>) -> bool {
        match (read, cell) {
            (AnyValue::Null, Cell::Null) => true,
            (AnyValue::String(read), Cell::Text(text)) => read == text,
            (AnyValue::Int64(read), Cell::Integer(number)) => read == number,
            (AnyValue::Float64(read), Cell::Number(number)) => read.to_bits() == number.to_bits(),
            (AnyValue::Date(read), Cell::Date(day)) => *read == day.days_since_epoch(),
            (AnyValue::List(read), Cell::List(items)) => {
                read.len() == items.len()
                    && read.iter().zip(items.iter()).all(|(read, item)| read.get_str() == Some(item))
            }
            _ => false,
        }
    }

    #[test]
    fn what_is_written_is_read_back_with_its_types() {
        for rows in tables::rows(&sample::hostile()) {
            let frame = read(parquet(&rows).expect("written"));
            assert_eq!(frame.height(), rows.cells.len(), "{}", rows.table.name);
            for (at, column) in rows.table.columns.iter().enumerate() {
                let read = frame.column(column.name).expect(column.name);
                assert_eq!(read.dtype(), &type_of(column.kind), "{}.{}", rows.table.name, column.name);
                for (row, cells) in rows.cells.iter().enumerate() {
                    let value = read.get(row).expect("a row");
                    assert!(same(&value, &cells[at]), "{}.{}: {value:?}", rows.table.name, column.name);
                }
            }
        }
    }

    #[test]
    fn empty_tables_keep_their_types() {
        for table in tables::TABLES {
            let frame = read(parquet(&Rows { table, cells: Vec::new() }).expect("written"));
            assert_eq!(frame.height(), 0);
            let types: Vec<_> = table.columns.iter().map(|column| type_of(column.kind)).collect();
            assert_eq!(frame.dtypes(), types, "{}", table.name);
        }
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_and_no_foreign_schema() {
        for rows in tables::rows(&sample::hostile()) {
            let bytes = parquet(&rows).expect("written");
            assert_eq!(bytes, parquet(&rows).expect("written"));
            assert!(!bytes.windows(12).any(|window| window == b"ARROW:schema"), "{}", rows.table.name);
        }
    }

    #[test]
    fn more_rows_than_a_row_group_holds() {
        let cells = (0..ROW_GROUP + 1).map(|n| vec![Cell::text(n.to_string())]).collect();
        let frame = read(write(&Rows { table: &NUMBERS, cells }).expect("written"));
        assert_eq!(frame.height(), ROW_GROUP + 1);
        assert_eq!(frame["n"].get(ROW_GROUP).expect("last").get_str(), Some(ROW_GROUP.to_string().as_str()));
    }

    const NUMBERS: chancery_model::table::Table = chancery_model::table::Table {
        name: "numbers",
        description: "",
        columns: &[TableColumn::required("n", ColumnKind::Text, ColumnPart::Said, "")],
        key: None,
        anchored: None,
    };
}
