//! World Bank CSV, as the data portal's download gives it.
//!
//! UTF-8 with byte-order mark, LF or CRLF; `"Data Source"` and `"Last Updated Date"` lines, empty lines between,
//! a header, and a comma at the end of every line, which makes an empty last column. The preamble may be absent.

use chancery_model::diagnostic::{Checked, Severity};
use csv::{ByteRecord, ReaderBuilder};

use super::layout::{Header, Preamble, missing, number};
use super::{MAX_COLUMNS, RawObservation, RawSeries, ReadOptions, SeriesError};
use crate::delimited::cell_start;
use crate::place::{Complaints, shown};

pub(super) fn read(file: &str, bytes: &[u8], options: ReadOptions<'_>) -> Result<Checked<RawSeries>, SeriesError> {
    let mut say = Complaints::new(file, bytes);
    say.invalid_utf8(bytes);
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut preamble = Preamble::default();
    // Reading bytes in memory cannot fail: rows may be of any length.
    let header = loop {
        if !reader.read_byte_record(&mut record).unwrap_or(false) {
            return Err(missing(&[], 0));
        }
        let cells: Vec<String> = record.iter().take(MAX_COLUMNS).map(text).collect();
        if let Some(header) = preamble.row(&cells, line_of(bytes, &record, &mut say))? {
            break header;
        }
    };
    say_of_header(&preamble, &header, bytes, &record, &mut say);
    let width = record.len();
    let mut series = RawSeries { code: None, name: String::new(), updated: preamble.updated, observations: Vec::new() };
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let area = record.get(header.area).unwrap_or_default();
        if series.code.is_none() {
            series.code = header.code.and_then(|column| record.get(column)).map(text).filter(|code| !code.is_empty());
            series.name = header.name.and_then(|column| record.get(column)).map(text).unwrap_or_default();
        }
        // Rows of other areas are passed over before anything is done with them.
        if options.wants(area) {
            read_row(&record, &header, width, bytes, &mut series, &mut say);
        }
    }
    Ok(Checked { value: series, diagnostics: say.finish() })
}

fn read_row(
    record: &ByteRecord,
    header: &Header,
    width: usize,
    bytes: &[u8],
    series: &mut RawSeries,
    say: &mut Complaints<'_>,
) {
    let line = line_of(bytes, record, say);
    let mut complain = |index: usize, message: String, help: &str| {
        let at = cell_start(bytes, record.position(), index);
        say.at(at, "invalid-series", Severity::Error, message, help.to_owned());
    };
    let area = text(record.get(header.area).unwrap_or_default());
    if record.len() != width {
        complain(0, format!("expected {width} cells, found {}", record.len()), "download the file again");
        return;
    }
    if area.is_empty() {
        complain(header.area, "expected the code of an area, found none".to_owned(), "download the file again");
        return;
    }
    let code = header.code.and_then(|column| record.get(column)).map(text);
    if let (Some(column), Some(code)) = (header.code, code.filter(|code| Some(code) != series.code.as_ref())) {
        let expected = series.code.as_deref().unwrap_or_default();
        let message = format!("expected the indicator {} throughout, found {}", shown(expected), shown(&code));
        complain(column, message, "give each indicator its own file");
        return;
    }
    let area_name = text(record.get(header.area_name).unwrap_or_default());
    for (column, period) in &header.periods {
        let cell = record.get(*column).unwrap_or_default();
        let value = number(cell).unwrap_or_else(|()| {
            let message = format!("expected a number or nothing, found {}", shown(&text(cell)));
            complain(*column, message, "numbers are printed with digits and a decimal point");
            None
        });
        series.observations.push(RawObservation {
            area: area.clone(),
            area_name: area_name.clone(),
            period: period.clone(),
            value,
            printed: text(cell),
            line,
        });
    }
}

fn say_of_header(preamble: &Preamble, header: &Header, bytes: &[u8], record: &ByteRecord, say: &mut Complaints<'_>) {
    if let Some(found) = &preamble.bad_date {
        let message = format!("expected a `Last Updated Date` as YYYY-MM-DD, found {}", shown(found));
        say.at(0, "invalid-series", Severity::Warning, message, "the series has no vintage without it".to_owned());
    }
    for (index, found) in header.unknown.iter().take(8) {
        let at = cell_start(bytes, record.position(), *index);
        let message = format!("expected a year as the column's header, found {}", shown(found));
        say.at(at, "invalid-series", Severity::Warning, message, "the column is not read".to_owned());
    }
    if header.periods.is_empty() {
        let at = cell_start(bytes, record.position(), 0);
        let message = "expected columns of years, found none".to_owned();
        say.at(at, "invalid-series", Severity::Error, message, "download the file again".to_owned());
    }
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell.trim_ascii()).into_owned()
}

fn line_of(bytes: &[u8], record: &ByteRecord, say: &mut Complaints<'_>) -> u32 {
    say.line(cell_start(bytes, record.position(), 0))
}
