//! World Bank workbook (Excel 97, BIFF): the CSV's layout on the sheet `Data`.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xls};
use chancery_model::diagnostic::{Checked, Diagnostic, Place, Severity};

use super::layout::{Header, Preamble, missing, number};
use super::{RawObservation, RawSeries, ReadOptions, SeriesError};
use crate::place::{MAX_DIAGNOSTICS, listed, shown};

/// The sheet that holds the values.
const SHEET: &str = "Data";

pub(super) fn read(file: &str, bytes: &[u8], options: ReadOptions<'_>) -> Result<Checked<RawSeries>, SeriesError> {
    let sheet = data_sheet(bytes)?;
    let mut diagnostics = Vec::new();
    let value = read_sheet(file, &sheet, options, &mut diagnostics)?;
    Ok(Checked { value, diagnostics })
}

/// The sheet of values.
///
/// The workbook reader asserts what a sound file has and panics at some damaged ones (calamine 0.38 in `cfb` and
/// `utils::to_u32`), so a panic of it is caught here and is one more way of saying that the file cannot be read.
fn data_sheet(bytes: &[u8]) -> Result<Range<Data>, SeriesError> {
    super::compound::check(bytes)?;
    let open = || {
        let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| SeriesError::Workbook(error.to_string()))?;
        let names = workbook.sheet_names();
        if !names.iter().any(|name| name == SHEET) {
            let found = listed(&names.iter().take(8).map(String::as_str).collect::<Vec<_>>());
            return Err(SeriesError::Header { expected: format!("a sheet `{SHEET}`"), found, line: 0 });
        }
        workbook.worksheet_range(SHEET).map_err(|error| SeriesError::Workbook(error.to_string()))
    };
    // Nothing outlives the closure but what it returns.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(open))
        .unwrap_or_else(|_| Err(SeriesError::Workbook("a damaged one".to_owned())))
}

fn read_sheet(
    file: &str,
    sheet: &Range<Data>,
    options: ReadOptions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<RawSeries, SeriesError> {
    // The range begins at the first cell that is filled in, not at A1.
    let (first_row, first_column) = sheet.start().unwrap_or_default();
    let mut rows = (first_row + 1..).zip(sheet.rows());
    let mut preamble = Preamble::default();
    let header = loop {
        let Some((line, row)) = rows.next() else { return Err(missing(&[], 0)) };
        let cells: Vec<String> = row.iter().map(printed).collect();
        if let Some(header) = preamble.row(&cells, line)? {
            break header;
        }
    };
    let mut say = |line: u32, index: usize, message: String| {
        if diagnostics.len() >= MAX_DIAGNOSTICS {
            return;
        }
        let column = first_column.saturating_add(u32::try_from(index).unwrap_or(u32::MAX)).saturating_add(1);
        let place = Place::File { file: file.to_owned(), line: Some(line), column: Some(column) };
        let help = "line and column are the sheet's; download the file again".to_owned();
        diagnostics.push(Diagnostic::at("invalid-series", Severity::Error, place, message).help(help));
    };
    if header.periods.is_empty() {
        say(first_row + 1, 0, "expected columns of years, found none".to_owned());
    }
    let mut series = RawSeries { code: None, name: String::new(), updated: preamble.updated, observations: Vec::new() };
    for (line, row) in rows {
        let cell = |column: Option<usize>| column.and_then(|column| row.get(column)).map(printed).unwrap_or_default();
        let area = cell(Some(header.area));
        if series.code.is_none() {
            series.code = Some(cell(header.code)).filter(|code| !code.is_empty());
            series.name = cell(header.name);
        }
        if area.is_empty() || !options.wants(area.as_bytes()) {
            continue;
        }
        let code = cell(header.code);
        if Some(&code) != series.code.as_ref() && header.code.is_some() {
            let expected = series.code.as_deref().unwrap_or_default();
            let message = format!("expected the indicator {} throughout, found {}", shown(expected), shown(&code));
            say(line, header.code.unwrap_or(0), message);
            continue;
        }
        read_row(row, line, &area, &header, &mut series, &mut say);
    }
    Ok(series)
}

fn read_row(
    row: &[Data],
    line: u32,
    area: &str,
    header: &Header,
    series: &mut RawSeries,
    say: &mut impl FnMut(u32, usize, String),
) {
    let area_name = row.get(header.area_name).map(printed).unwrap_or_default();
    for (column, period) in &header.periods {
        let cell = row.get(*column).unwrap_or(&Data::Empty);
        let printed = printed(cell);
        let value = match cell {
            Data::Float(value) if value.is_finite() => Some(*value),
            _ => number(printed.as_bytes()).unwrap_or_else(|()| {
                say(line, *column, format!("expected a number or nothing, found {}", shown(&printed)));
                None
            }),
        };
        let (area, area_name, period) = (area.to_owned(), area_name.clone(), period.clone());
        series.observations.push(RawObservation { area, area_name, period, value, printed, line });
    }
}

/// A cell as it would be printed without a number format.
fn printed(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::Float(value) => value.to_string(),
        Data::Int(value) => value.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(error) => format!("#{error:?}"),
    }
}
