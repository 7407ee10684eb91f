//! Long CSV: one row an observation. Portals differ in what they call the columns, so a column map says it; the
//! readers of portals with columns of their own share what is here.

use std::sync::Arc;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::encoding::Decoded;
use super::gathered::Gathered;
use super::rows::{Rows, column, delimiter, text};
use super::{ColumnMap, RawObservation, ReadOptions, SeriesError};
use crate::place::shown;

pub(super) const LOWER_CASE_AREA: Rule = Rule {
    id: "lower-case-area",
    group: Group::Inputs,
    severity: Severity::Info,
    exception: None,
    summary: "areas that a series prints in small letters",
    explanation: Explanation {
        asks: "are the codes of areas in capitals?",
        why: "they are read as capitals, which may not be what was meant.",
        mend: "nothing, where they are ISO 3166-1 codes.",
        fires: "geo,time,grain\nper,2010,12",
        silent: "geo,time,grain\nPER,2010,12",
    },
};

/// Where the columns stand.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) area: usize,
    pub(super) period: usize,
    /// Columns of values: one, or one an indicator.
    pub(super) values: Vec<Value>,
    pub(super) area_name: Option<usize>,
    pub(super) counterpart: Option<usize>,
    pub(super) status: Option<usize>,
    /// Column of the indicator's code.
    pub(super) code: Option<usize>,
    /// Column of the edition.
    pub(super) version: Option<usize>,
    /// Whether a row without an area's code but with its name is passed over in silence.
    pub(super) skips_nameless: bool,
}

/// A column of values.
pub(super) struct Value {
    pub(super) column: usize,
    /// Code of the indicator where no column has it; empty where there is none.
    pub(super) code: String,
    /// Name of the indicator.
    pub(super) name: String,
}

pub(super) fn read(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    read_rows(file, decoded, gathered, mapped)
}

fn mapped(header: &[String], options: &ReadOptions<'_>) -> Result<Columns, SeriesError> {
    let Some(map) = options.columns else { return Err(SeriesError::NoColumns(header.to_vec())) };
    let ColumnMap { area, period, value, area_name, counterpart, code, status } = map;
    let optional = |name: &Option<String>| name.as_deref().map(|name| column(header, name)).transpose();
    Ok(Columns {
        area: column(header, area)?,
        period: column(header, period)?,
        values: vec![Value { column: column(header, value)?, code: String::new(), name: value.clone() }],
        area_name: optional(area_name)?,
        counterpart: optional(counterpart)?,
        code: optional(code)?,
        status: optional(status)?,
        ..Columns::default()
    })
}

/// Reads rows under a header of which `columns` says what is where.
pub(super) fn read_rows(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
    columns: impl FnOnce(&[String], &ReadOptions<'_>) -> Result<Columns, SeriesError>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    let mut rows = Rows::new(file, decoded, delimiter(&decoded.bytes));
    // An empty file has an empty header.
    let _ = rows.advance();
    let header = rows.set_header();
    let columns = columns(&header, &gathered.options)?;
    let (area, counterpart) = (Named::default(), Named::default());
    let mut reading = Reading { columns, area, counterpart, is_wanted: false, says_lower_case: true };
    while rows.advance() {
        reading.row(&mut rows, gathered);
    }
    Ok(rows.finish())
}

/// An area as printed and as known: rows of one area stand together, so that the last one is mostly meant again.
#[derive(Default)]
struct Named {
    printed: Vec<u8>,
    code: Arc<str>,
    /// Whether it is another one than that of the row before.
    is_new: bool,
}

impl Named {
    /// Takes the area of a row.
    fn take(&mut self, printed: &[u8], gathered: &mut Gathered<'_>) {
        if self.printed != printed || self.code.is_empty() {
            self.code = gathered.area(printed);
            printed.clone_into(&mut self.printed);
            self.is_new = true;
        }
    }
}

struct Reading {
    columns: Columns,
    area: Named,
    counterpart: Named,
    /// Whether the area is wanted.
    is_wanted: bool,
    /// Whether small letters have not been told of yet.
    says_lower_case: bool,
}

impl Reading {
    fn row(&mut self, rows: &mut Rows<'_>, gathered: &mut Gathered<'_>) {
        let columns = &self.columns;
        let printed = rows.cell(columns.area);
        if printed.is_empty() {
            return self.without_area(rows, gathered);
        }
        self.area.take(printed, gathered);
        if std::mem::take(&mut self.area.is_new) {
            self.is_wanted = gathered.wants(self.area.code.as_bytes());
        }
        if !self.is_wanted || !rows.is_whole() {
            return;
        }
        // Some portals key areas by ISO codes in small letters.
        if self.says_lower_case && printed_in_small_letters(&self.area) {
            self.says_lower_case = false;
            let found = shown(&String::from_utf8_lossy(&self.area.printed));
            let message = format!("expected areas in capital letters, found {found}");
            let help = "small letters are read as capitals in the whole file; nothing needs to be done";
            rows.tell(columns.area, &LOWER_CASE_AREA, message, help);
        }
        if rows.cell(columns.period).is_empty() {
            let message = "expected a period, found nothing".to_owned();
            return rows.complain(columns.period, message, "fill in the cell or delete the row");
        }
        if let Some(column) = columns.counterpart {
            self.counterpart.take(rows.cell(column), gathered);
            if !gathered.wants_counterpart(&self.counterpart.code) {
                return;
            }
        }
        let cell = |rows: &Rows<'_>, column: Option<usize>| column.map(|column| text(rows.cell(column)));
        let shared = |rows: &Rows<'_>, column| cell(rows, column).map(Arc::from).unwrap_or_default();
        let (area_name, period) = (shared(rows, columns.area_name), shared(rows, Some(columns.period)));
        let (status, line) = (shared(rows, columns.status), rows.line());
        let code = cell(rows, columns.code);
        for value in &columns.values {
            let code = code.as_ref().unwrap_or(&value.code);
            let Some(series) = gathered.series(code, || value.name.clone()) else { continue };
            let observation = RawObservation {
                area: Arc::clone(&self.area.code),
                area_name: Arc::clone(&area_name),
                counterpart: columns.counterpart.map(|_| Arc::clone(&self.counterpart.code)),
                period: Arc::clone(&period),
                value: rows.number(value.column),
                printed: text(rows.cell(value.column)),
                status: Arc::clone(&status),
                line,
            };
            gathered.push(series, observation);
        }
        if let Some(version) = cell(rows, columns.version) {
            gathered.version(&version);
        }
    }

    fn without_area(&self, rows: &mut Rows<'_>, gathered: &mut Gathered<'_>) {
        let columns = &self.columns;
        let name = columns.area_name.map(|column| rows.cell(column)).unwrap_or_default();
        if columns.skips_nameless && !name.is_empty() || rows.is_blank() || gathered.options.areas.is_some() {
            return;
        }
        if rows.is_whole() {
            let message = "expected the code of an area, found nothing".to_owned();
            rows.complain(columns.area, message, "fill in the cell or delete the row");
        }
    }
}

fn printed_in_small_letters(area: &Named) -> bool {
    area.printed.len() == 3 && area.code.len() == 3 && area.printed.iter().any(u8::is_ascii_lowercase)
}
