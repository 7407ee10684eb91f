//! World Bank workbook (Excel 97): the CSV's layout on the sheet `Data`.

use chancery_model::diagnostic::Diagnostic;

use super::SeriesError;
use super::biff::{self, Defect};
use super::compound;
use super::gathered::Gathered;
use super::workbook::{self, SHEET};
use crate::place::listed;

/// Whether a file is a compound file, in which an Excel 97 workbook is kept.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(&compound::SIGNATURE)
}

pub(super) fn read(file: &str, bytes: &[u8], gathered: &mut Gathered<'_>) -> Result<Vec<Diagnostic>, SeriesError> {
    let damaged = |found: &str| SeriesError::Workbook { expected: "an Excel 97 workbook", found: found.to_owned() };
    let stream = compound::stream(bytes, &["Workbook", "Book"]).map_err(damaged)?;
    let sheet = biff::sheet(&stream, SHEET).map_err(|defect| match defect {
        Defect::Kind(found) => damaged(found),
        Defect::NoSheet(names) => {
            let found = listed(&names.iter().take(8).map(String::as_str).collect::<Vec<_>>());
            SeriesError::Header { expected: format!("a sheet `{SHEET}`"), found, line: 0 }
        }
    })?;
    workbook::read(file, &sheet, gathered)
}
