//! Long CSV: one row an observation. Portals differ in what they call the columns, so a column map says it;
//! Our World in Data's layout has a fixed one.

use chancery_model::diagnostic::{Checked, Severity};
use csv::{ByteRecord, ReaderBuilder};

use super::layout::number;
use super::{MAX_COLUMNS, RawObservation, RawSeries, ReadOptions, SeriesError};
use crate::delimited::cell_start;
use crate::place::{Complaints, listed, shown};

/// Where the columns stand.
struct Columns {
    area: usize,
    period: usize,
    value: usize,
    area_name: Option<usize>,
    /// Header of the value column.
    name: String,
}

pub(super) fn read(file: &str, bytes: &[u8], options: ReadOptions<'_>) -> Result<Checked<RawSeries>, SeriesError> {
    read_rows(file, bytes, options, |header| {
        let Some(map) = options.columns else { return Err(SeriesError::NoColumns(header.to_vec())) };
        let column = |name: &str| {
            header.iter().position(|found| found == name).ok_or_else(|| SeriesError::Header {
                expected: format!("a column {}", shown(name)),
                found: listed(&header.iter().take(12).map(String::as_str).collect::<Vec<_>>()),
                line: 1,
            })
        };
        let area_name = map.area_name.as_deref().map(column).transpose()?;
        let (area, period, value) = (column(&map.area)?, column(&map.period)?, column(&map.value)?);
        Ok(Columns { area, period, value, area_name, name: map.value.clone() })
    })
}

pub(super) fn read_owid(file: &str, bytes: &[u8], options: ReadOptions<'_>) -> Result<Checked<RawSeries>, SeriesError> {
    read_rows(file, bytes, options, |header| match header {
        [entity, code, year, name, ..]
            if (entity.as_str(), code.as_str(), year.as_str()) == ("Entity", "Code", "Year") =>
        {
            Ok(Columns { area: 1, period: 2, value: 3, area_name: Some(0), name: name.clone() })
        }
        _ => Err(SeriesError::Header {
            expected: "the columns `Entity`, `Code`, `Year` and a value".to_owned(),
            found: listed(&header.iter().take(12).map(String::as_str).collect::<Vec<_>>()),
            line: 1,
        }),
    })
}

fn read_rows(
    file: &str,
    bytes: &[u8],
    options: ReadOptions<'_>,
    columns: impl FnOnce(&[String]) -> Result<Columns, SeriesError>,
) -> Result<Checked<RawSeries>, SeriesError> {
    let mut say = Complaints::new(file, bytes);
    say.invalid_utf8(bytes);
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut record = ByteRecord::new();
    // Reading bytes in memory cannot fail: rows may be of any length. An empty file has an empty header.
    let _ = reader.read_byte_record(&mut record).unwrap_or(false);
    let header: Vec<String> = record.iter().take(MAX_COLUMNS).map(text).collect();
    let (columns, width) = (columns(&header)?, record.len());
    let mut series = RawSeries { code: None, name: columns.name.clone(), updated: None, observations: Vec::new() };
    let mut lower_case = None;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let area = record.get(columns.area).unwrap_or_default().trim_ascii();
        if !options.wants(area) {
            continue;
        }
        // Some portals key areas by ISO codes in small letters.
        if area.len() == 3 && area.iter().any(u8::is_ascii_lowercase) && lower_case.is_none() {
            lower_case = Some((cell_start(bytes, record.position(), columns.area), text(area)));
        }
        read_row(&record, &columns, width, bytes, &mut series, &mut say);
    }
    if let Some((at, area)) = lower_case {
        let message = format!("expected areas in capital letters, found {}", shown(&area));
        let help = "small letters are read as capitals in the whole file; nothing needs to be done".to_owned();
        say.at(at, "lower-case-area", Severity::Info, message, help);
    }
    Ok(Checked { value: series, diagnostics: say.finish() })
}

fn read_row(
    record: &ByteRecord,
    columns: &Columns,
    width: usize,
    bytes: &[u8],
    series: &mut RawSeries,
    say: &mut Complaints<'_>,
) {
    let line = say.line(cell_start(bytes, record.position(), 0));
    let mut complain = |index: usize, message: String, help: &str| {
        let at = cell_start(bytes, record.position(), index);
        say.at(at, "invalid-series", Severity::Error, message, help.to_owned());
    };
    if record.len() != width {
        let message = format!("expected {width} cells, found {}", record.len());
        complain(0, message, "put a cell that contains a comma in double quotes");
        return;
    }
    let cell = |column: usize| text(record.get(column).unwrap_or_default());
    let (area, period, printed) = (cell(columns.area), cell(columns.period), cell(columns.value));
    let area_name = columns.area_name.map(cell).unwrap_or_default();
    // Groups of countries have no code at Our World in Data: they are not an area one could ask for.
    if area.is_empty() && !area_name.is_empty() {
        return;
    }
    for (column, found, what) in [(columns.area, &area, "the code of an area"), (columns.period, &period, "a period")] {
        if found.is_empty() {
            complain(column, format!("expected {what}, found nothing"), "fill in the cell or delete the row");
            return;
        }
    }
    let value = number(printed.as_bytes()).unwrap_or_else(|()| {
        let message = format!("expected a number or nothing, found {}", shown(&printed));
        complain(columns.value, message, "numbers are printed with digits and a decimal point");
        None
    });
    let area = if area.len() == 3 { area.to_ascii_uppercase() } else { area };
    series.observations.push(RawObservation { area, area_name, period, value, printed, line });
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell.trim_ascii()).into_owned()
}
