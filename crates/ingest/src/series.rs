//! Data-portal series: files exactly as received.
//!
//! To add a format: one file under `series/`, one word in [`SeriesFormat`], one line in [`read`] and, where the
//! file can tell its own format, one in [`sniff`].

mod layout;
mod long_csv;
mod world_bank_csv;
mod world_bank_xls;

use std::collections::BTreeSet;
use std::fmt;

use chancery_model::day::Day;
use chancery_model::diagnostic::{Checked, Diagnostic, Place, Severity};

use crate::place::listed;

chancery_model::words! {
    /// A layout of a series' file.
    SeriesFormat {
        /// World Bank, one row an area and one column a year, CSV.
        WorldBankCsv = "worldbank-csv",
        /// The same as an Excel 97 workbook: sheets Data, Metadata - Countries, Metadata - Indicators.
        WorldBankXls = "worldbank-xls",
        /// One row an observation; a [`ColumnMap`] says what its columns are.
        LongCsv = "long-csv",
        /// Our World in Data's `Entity,Code,Year,…`: the fourth column is the value.
        OwidCsv = "owid-csv",
    }
}

/// Which columns of a long CSV hold what, by their headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMap {
    /// Codes of areas.
    pub area: String,
    /// Periods.
    pub period: String,
    /// Values.
    pub value: String,
    /// Names of areas; `None` where the file has none.
    pub area_name: Option<String>,
}

/// A series as its file prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct RawSeries {
    /// Portal's code of the indicator; `None` where the file names none.
    pub code: Option<String>,
    /// Name of the indicator: the portal's, or the header of the value column.
    pub name: String,
    /// Day the portal says it last updated it; `None` where the file does not say.
    pub updated: Option<Day>,
    /// Observations in the order of the file, missing ones included.
    pub observations: Vec<RawObservation>,
}

/// One cell of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct RawObservation {
    /// Code of the area, capital letters.
    pub area: String,
    /// Name of the area; empty where the file gives none.
    pub area_name: String,
    /// Period as printed.
    pub period: String,
    /// Value; `None` where the file marks it as missing or the cell is no number.
    pub value: Option<f64>,
    /// The cell as printed; empty where it is empty.
    pub printed: String,
    /// Line of the file (row of the sheet), from 1.
    pub line: u32,
}

/// A file that is no such series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesError {
    /// No format was named and the file does not tell its own.
    UnknownFormat,
    /// A long CSV without its column map; the headers found.
    NoColumns(Vec<String>),
    /// The header is not the format's: what was expected, what was found, on which line.
    Header {
        /// What was expected: a phrase.
        expected: String,
        /// What was found: a phrase.
        found: String,
        /// Line, from 1; 0 where the file has none.
        line: u32,
    },
    /// The workbook cannot be opened; the reader's words.
    Workbook(String),
}

impl fmt::Display for SeriesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat => {
                write!(
                    f,
                    "expected a series in one of the formats {}, found none of these",
                    listed(SeriesFormat::NAMES)
                )
            }
            Self::NoColumns(found) => {
                let found: Vec<&str> = found.iter().map(String::as_str).collect();
                write!(
                    f,
                    "expected `columns = {{ area = …, period = …, value = … }}` for a `long-csv`, found none; the file has {}",
                    listed(&found)
                )
            }
            Self::Header { expected, found, line: 0 } => write!(f, "expected {expected}, found {found}"),
            Self::Header { expected, found, line } => write!(f, "expected {expected}, found {found} on line {line}"),
            Self::Workbook(words) => write!(f, "expected an Excel 97 workbook, found {words}"),
        }
    }
}

impl std::error::Error for SeriesError {}

/// How to read a series.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'a> {
    /// Layout; `None` lets the file tell.
    pub format: Option<SeriesFormat>,
    /// Columns of a long CSV.
    pub columns: Option<&'a ColumnMap>,
    /// Codes of the areas wanted; `None` reads all. Cells of other areas are not looked at.
    pub areas: Option<&'a [String]>,
}

impl ReadOptions<'_> {
    fn wants(&self, area: &[u8]) -> bool {
        self.areas.is_none_or(|areas| areas.iter().any(|wanted| wanted.as_bytes().eq_ignore_ascii_case(area)))
    }
}

/// Reads a series. A cell that is no number is told of and left without value; the rest is read.
///
/// # Errors
/// Where the file is not of the format: see [`SeriesError`].
pub fn read(file: &str, bytes: &[u8], options: ReadOptions<'_>) -> Result<Checked<RawSeries>, SeriesError> {
    let told = || if options.columns.is_some() { Some(SeriesFormat::LongCsv) } else { sniff(bytes) };
    let mut checked = match options.format.or_else(told).ok_or(SeriesError::UnknownFormat)? {
        SeriesFormat::WorldBankCsv => world_bank_csv::read(file, bytes, options),
        SeriesFormat::WorldBankXls => world_bank_xls::read(file, bytes, options),
        SeriesFormat::LongCsv => long_csv::read(file, bytes, options),
        SeriesFormat::OwidCsv => long_csv::read_owid(file, bytes, options),
    }?;
    checked.diagnostics.extend(repeated(file, &checked.value.observations));
    Ok(checked)
}

/// The format a file shows itself to be of; `None` where it does not.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<SeriesFormat> {
    // The header of a compound file, in which an Excel 97 workbook is kept.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Some(SeriesFormat::WorldBankXls);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let starts = |words: &[u8]| bytes.strip_prefix(b"\"").unwrap_or(bytes).starts_with(words);
    if starts(b"Data Source") || starts(b"Country Name") {
        Some(SeriesFormat::WorldBankCsv)
    } else if bytes.starts_with(b"Entity,Code,Year,") {
        Some(SeriesFormat::OwidCsv)
    } else {
        None
    }
}

/// Tells of the first area and period that the file gives twice.
fn repeated(file: &str, observations: &[RawObservation]) -> Option<Diagnostic> {
    let mut seen = BTreeSet::new();
    // Files are in order as a rule, so that nothing needs to be remembered of an ordered run.
    let key = |observation: &'_ RawObservation| (observation.area.clone(), observation.period.clone());
    let ordered = observations.windows(2).all(|pair| match pair {
        [one, next] => (&one.area, &one.period) < (&next.area, &next.period),
        _ => true,
    });
    let again = observations.iter().find(|observation| !ordered && !seen.insert(key(observation)))?;
    let place = Place::File { file: file.to_owned(), line: Some(again.line), column: None };
    let message = format!("expected one value for {} in {}, found another", again.area, again.period);
    let help = "keep one of the rows; the portal's own file has one".to_owned();
    Some(Diagnostic::at("repeated-observation", Severity::Error, place, message).help(help))
}
