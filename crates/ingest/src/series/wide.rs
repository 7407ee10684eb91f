//! The World Bank's layout as delimited text: what its two portals' readers share.

use std::sync::Arc;

use chancery_model::diagnostic::Diagnostic;

use super::encoding::Decoded;
use super::gathered::Gathered;
use super::layout::{Footer, Header, Preamble, footer, missing};
use super::rows::{Rows, delimiter, text};
use super::{INVALID, RawObservation, SeriesError};

const HELP: &str = "download the file again";

pub(super) fn read(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    let mut rows = Rows::new(file, decoded, delimiter(&decoded.bytes));
    let mut preamble = Preamble::default();
    let header = loop {
        if !rows.advance() {
            return Err(missing(&[], 0));
        }
        let (cells, line) = (rows.set_header(), rows.line());
        if let Some(header) = preamble.row(&cells, line)? {
            break header;
        }
    };
    say_of_header(&preamble, &header, &mut rows);
    let mut updated = preamble.updated;
    while rows.advance() {
        if rows.cell(header.area).is_empty() {
            match footer(&text(rows.cell(0))) {
                Some(Footer::Updated(day)) => {
                    if day.is_none() {
                        let message = "expected `Last Updated:` with a date as MM/DD/YYYY, found none".to_owned();
                        rows.tell(0, INVALID.excepted(), message, "the series has no vintage without it");
                    }
                    updated = updated.or(day);
                }
                Some(Footer::Source) => {}
                None if rows.is_blank() => {}
                None if rows.is_whole() => {
                    rows.complain(header.area, "expected the code of an area, found none".to_owned(), HELP);
                }
                None => {}
            }
            continue;
        }
        read_row(&mut rows, &header, gathered);
    }
    gathered.updated(updated);
    Ok(rows.finish())
}

fn read_row(rows: &mut Rows<'_>, header: &Header, gathered: &mut Gathered<'_>) {
    let code = header.code.map(|column| String::from_utf8_lossy(rows.cell(column))).unwrap_or_default();
    let name = || header.name.map(|column| text(rows.cell(column))).unwrap_or_default();
    let Some(series) = gathered.series(&code, name) else { return };
    // Rows of other areas are passed over before anything more is done with them.
    if !gathered.wants(rows.cell(header.area)) || !rows.is_whole() {
        return;
    }
    let line = rows.line();
    let area: Arc<str> = Arc::from(text(rows.cell(header.area)));
    let area_name: Arc<str> = Arc::from(text(rows.cell(header.area_name)));
    gathered.reserve(series, header.periods.len());
    for (column, period) in &header.periods {
        let value = rows.number(*column);
        let observation = RawObservation {
            area: Arc::clone(&area),
            area_name: Arc::clone(&area_name),
            counterpart: None,
            period: Arc::clone(period),
            value,
            printed: text(rows.cell(*column)),
            status: Arc::default(),
            line,
        };
        gathered.push(series, observation);
    }
}

fn say_of_header(preamble: &Preamble, header: &Header, rows: &mut Rows<'_>) {
    if let Some(found) = &preamble.bad_date {
        let message = format!("expected a `Last Updated Date` as YYYY-MM-DD, found {}", crate::place::shown(found));
        rows.tell(0, INVALID.excepted(), message, "the series has no vintage without it");
    }
    for (index, found) in header.unknown.iter().take(8) {
        let message = format!("expected a year as the column's header, found {}", crate::place::shown(found));
        rows.tell(*index, INVALID.excepted(), message, "the column is not read");
    }
    for (index, found) in header.repeated.iter().take(8) {
        let message = format!("expected each period in one column, found {} again", crate::place::shown(found));
        rows.complain(*index, message, "the column is not read: the one before it is");
    }
    if header.periods.is_empty() {
        rows.complain(0, "expected columns of years, found none".to_owned(), HELP);
    }
}
