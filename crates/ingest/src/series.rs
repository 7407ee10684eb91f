//! Data-portal series: files exactly as received.
//!
//! To add a format: one file under `series/`, one word in [`SeriesFormat`] and one line in `FORMATS`.

mod biff;
mod bilateral_csv;
mod compound;
mod data_bank_csv;
mod encoding;
mod gathered;
#[cfg(test)]
mod hostile;
mod layout;
mod long_csv;
mod number;
mod owid_csv;
mod repeated;
mod rows;
mod sdmx_csv;
mod sdmx_xml;
#[cfg(test)]
mod tests;
mod ucdp_csv;
mod wide;
mod workbook;
mod world_bank_csv;
mod world_bank_json;
mod world_bank_xls;
mod world_bank_xlsx;

use std::fmt;
use std::sync::Arc;

use chancery_model::day::Day;
use chancery_model::diagnostic::{Checked, Diagnostic, Severity};
use chancery_model::rule::{Exception, Explanation, Group, Rule};

use self::encoding::Decoded;
use self::gathered::Gathered;
use crate::place::listed;
use crate::vocabulary::Vocabulary;

/// What is told of series.
pub(crate) const RULES: &[&Rule] = &[
    &INVALID,
    &encoding::FOREIGN_ENCODING,
    &long_csv::LOWER_CASE_AREA,
    &bilateral_csv::PERIOD_FROM_NAME,
    &sdmx_csv::DELETED,
    &world_bank_json::REPEATED_PAGE,
    &repeated::REPEATED,
    &gathered::MISSING_PAGE,
    &gathered::MISSING_ROWS,
    &gathered::MIXED_VINTAGES,
    &gathered::EMPTY_SERIES,
    &gathered::OTHER_AREAS,
    &gathered::UNKNOWN_AREA,
];

const INVALID: Rule = Rule {
    id: "invalid-series",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: Some(Exception {
        severity: Severity::Warning,
        when: "where only the day of update or a column’s header is affected",
    }),
    summary: "a series with a value or line that cannot be read",
    explanation: Explanation {
        asks: "is each line of a portal’s file as the format has it?",
        why: "the value is left out.",
        mend: "download the file again, or mend the line.",
        fires: "geo,time,grain\nper,2010,twelve",
        silent: "geo,time,grain\nper,2010,12",
    },
};

chancery_model::words! {
    /// A layout of a series' file.
    SeriesFormat {
        /// World Bank, one row an area and one column a year, CSV.
        WorldBankCsv = "worldbank-csv",
        /// The same as an Excel 97 workbook: sheets Data, Metadata - Countries, Metadata - Indicators.
        WorldBankXls = "worldbank-xls",
        /// The same as an Office Open XML workbook.
        WorldBankXlsx = "worldbank-xlsx",
        /// World Bank API version 2, JSON: pages of observations.
        WorldBankJson = "worldbank-json",
        /// World Bank DataBank: columns `2023 [YR2023]`, `..` for missing values, a footer.
        DataBankCsv = "databank-csv",
        /// Our World in Data's `Entity,Code,Year,…`: the fourth column is the value.
        OwidCsv = "owid-csv",
        /// SDMX-CSV, versions 1.0 and 2.0.
        SdmxCsv = "sdmx-csv",
        /// SDMX-ML, structure-specific and generic data.
        SdmxXml = "sdmx-xml",
        /// A matrix of areas by areas: the column's area has received from the row's.
        BilateralCsv = "bilateral-csv",
        /// Uppsala Conflict Data Program, one row a country and year.
        UcdpCsv = "ucdp-csv",
        /// One row an observation; a [`ColumnMap`] says what its columns are.
        LongCsv = "long-csv",
    }
}

/// A format: its name, how a file shows that it is of it, and its reader.
struct Format {
    format: SeriesFormat,
    /// Whether a file shows itself to be of it. Text comes without a byte-order mark.
    is: fn(&[u8]) -> bool,
    read: Reader,
}

/// What there is to say of a file that was read, or why it is no such series.
type Read = Result<Vec<Diagnostic>, SeriesError>;

/// How the file of a format is read.
enum Reader {
    /// From text, whatever encoding it came in.
    Text(fn(&str, &Decoded<'_>, &mut Gathered<'_>) -> Read),
    /// From bytes.
    Bytes(fn(&str, &[u8], &mut Gathered<'_>) -> Read),
}

/// Every format, in the order in which a file is asked for its own.
#[rustfmt::skip]
const FORMATS: &[Format] = &[
    Format { format: SeriesFormat::WorldBankXls, is: world_bank_xls::is, read: Reader::Bytes(world_bank_xls::read) },
    Format { format: SeriesFormat::WorldBankXlsx, is: world_bank_xlsx::is, read: Reader::Bytes(world_bank_xlsx::read) },
    Format { format: SeriesFormat::DataBankCsv, is: data_bank_csv::is, read: Reader::Text(data_bank_csv::read) },
    Format { format: SeriesFormat::WorldBankCsv, is: world_bank_csv::is, read: Reader::Text(world_bank_csv::read) },
    Format { format: SeriesFormat::WorldBankJson, is: world_bank_json::is, read: Reader::Text(world_bank_json::read) },
    Format { format: SeriesFormat::OwidCsv, is: owid_csv::is, read: Reader::Text(owid_csv::read) },
    Format { format: SeriesFormat::SdmxCsv, is: sdmx_csv::is, read: Reader::Text(sdmx_csv::read) },
    Format { format: SeriesFormat::SdmxXml, is: sdmx_xml::is, read: Reader::Text(sdmx_xml::read) },
    Format { format: SeriesFormat::UcdpCsv, is: ucdp_csv::is, read: Reader::Text(ucdp_csv::read) },
    Format { format: SeriesFormat::BilateralCsv, is: bilateral_csv::is, read: Reader::Text(bilateral_csv::read) },
    Format { format: SeriesFormat::LongCsv, is: |_| false, read: Reader::Text(long_csv::read) },
];

/// Which columns of a long CSV hold what, by their headers.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ColumnMap {
    /// Areas, by code or by a name that the vocabulary knows.
    pub area: String,
    /// Periods.
    pub period: String,
    /// Values.
    pub value: String,
    /// Names of areas; `None` where the file has none.
    pub area_name: Option<String>,
    /// Areas on the other side; `None` where there are none.
    pub counterpart: Option<String>,
    /// Codes of indicators; `None` where the file is of one.
    pub code: Option<String>,
    /// SDMX status of the value; `None` where the file has none.
    pub status: Option<String>,
}

/// A series as its file prints it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RawSeries {
    /// Portal's code of the indicator; `None` where the file names none.
    pub code: Option<String>,
    /// Name of the indicator: the portal's, or the header of the value column.
    pub name: String,
    /// Day the portal says it last updated it; `None` where the file does not say.
    pub updated: Option<Day>,
    /// The portal's name of the edition (`25.1`); `None` where the file does not say.
    pub version: Option<String>,
    /// Observations in the order of the file, missing ones included; one for an area, counterpart and period.
    pub observations: Vec<RawObservation>,
}

/// One cell of a series.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RawObservation {
    /// Code of the area, capital letters; its name where the file has no code and the vocabulary knows none.
    pub area: Arc<str>,
    /// Name of the area; empty where the file gives none.
    pub area_name: Arc<str>,
    /// Code of the area on the other side; `None` where there is none.
    pub counterpart: Option<Arc<str>>,
    /// Period as printed.
    pub period: Arc<str>,
    /// Value; `None` where the file marks it as missing or the cell is no number.
    pub value: Option<f64>,
    /// The cell as printed; empty where it is empty.
    pub printed: String,
    /// SDMX status as printed; empty where the file gives none.
    pub status: Arc<str>,
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
    /// The file holds no indicator of the code asked for: the code, and the first ones found.
    NoSuchCode {
        /// The code asked for.
        expected: String,
        /// Codes of the file.
        found: Vec<String>,
    },
    /// A matrix without a period, in the manifest or in its file's name.
    NoPeriod,
    /// The portal answered with an error instead of data; its words.
    Refused(String),
    /// The workbook cannot be opened: what kind was expected, and what was found.
    Workbook {
        /// `an Excel 97 workbook`
        expected: &'static str,
        /// A phrase.
        found: String,
    },
}

impl fmt::Display for SeriesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |words: &[String]| listed(&words.iter().take(12).map(String::as_str).collect::<Vec<_>>());
        match self {
            Self::UnknownFormat => {
                let names = listed(SeriesFormat::NAMES);
                write!(f, "expected a series in one of the formats {names}, found none of these")
            }
            Self::NoColumns(found) => write!(
                f,
                "expected `columns = {{ area = …, period = …, value = … }}` for a `long-csv`, found none; the file has {}",
                words(found)
            ),
            Self::Header { expected, found, line: 0 } => write!(f, "expected {expected}, found {found}"),
            Self::Header { expected, found, line } => write!(f, "expected {expected}, found {found} on line {line}"),
            Self::NoSuchCode { expected, found } => {
                write!(f, "expected the indicator `{expected}`, found {}", words(found))
            }
            Self::NoPeriod => {
                write!(f, "expected `period = \"…\"` for a matrix, found none, and no year in the file's name")
            }
            Self::Refused(words) => write!(f, "expected observations, found the portal's error {words}"),
            Self::Workbook { expected, found } => write!(f, "expected {expected}, found {found}"),
        }
    }
}

impl std::error::Error for SeriesError {}

/// Cells of a header that are looked at; a year in each would reach far beyond any series.
const MAX_COLUMNS: usize = 4096;

/// How to read a series.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'a> {
    /// Layout; `None` lets the file tell.
    pub format: Option<SeriesFormat>,
    /// Columns of a long CSV, or of an SDMX-CSV whose dimensions have names of their own.
    pub columns: Option<&'a ColumnMap>,
    /// Codes of the areas wanted; `None` reads all. Cells of other areas are not looked at.
    pub areas: Option<&'a [String]>,
    /// Portal's code of the one indicator wanted; `None` reads all.
    pub code: Option<&'a str>,
    /// Period of a file that does not say its own.
    pub period: Option<&'a str>,
    /// Where areas are found by name; `None` leaves names as they are.
    pub vocabulary: Option<&'a Vocabulary>,
}

/// Reads a file. Each indicator in it is a series, in the order of the file; a cell that is no number is told of and
/// left without value; the rest is read.
///
/// # Errors
/// Where the file is not of the format: see [`SeriesError`].
pub fn read(file: &str, bytes: &[u8], options: ReadOptions<'_>) -> Result<Checked<Vec<RawSeries>>, SeriesError> {
    read_parts(&[(file, bytes)], options)
}

/// Reads the files that together are one answer of a portal, such as its pages: name and content of each. The first
/// one's format is that of all.
///
/// # Errors
/// Where a file is not of the format: see [`SeriesError`].
pub fn read_parts(files: &[(&str, &[u8])], options: ReadOptions<'_>) -> Result<Checked<Vec<RawSeries>>, SeriesError> {
    let Some((first, bytes)) = files.first() else { return Err(SeriesError::UnknownFormat) };
    let told = || if options.columns.is_some() { Some(SeriesFormat::LongCsv) } else { sniff(bytes) };
    let format = options.format.or_else(told).ok_or(SeriesError::UnknownFormat)?;
    let mut gathered = Gathered::new(options);
    let mut diagnostics = Vec::new();
    for (file, bytes) in files {
        for known in FORMATS.iter().filter(|known| known.format == format) {
            diagnostics.extend(match known.read {
                Reader::Text(read) => read(file, &encoding::decode(bytes), &mut gathered),
                Reader::Bytes(read) => read(file, bytes, &mut gathered),
            }?);
        }
    }
    gathered.finish(first, diagnostics)
}

/// The format a file shows itself to be of; `None` where it does not.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<SeriesFormat> {
    // The start is enough to tell, except where an encoding must be told first.
    let decoded = encoding::decode(bytes);
    let text = decoded.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&decoded.bytes);
    let shows = |known: &&Format| match known.read {
        Reader::Text(_) => (known.is)(text),
        Reader::Bytes(_) => (known.is)(bytes),
    };
    FORMATS.iter().find(shows).map(|known| known.format)
}

/// The first line of a text, at most 64 KiB of it.
fn first_line(text: &[u8]) -> &[u8] {
    let text = &text[..text.len().min(1 << 16)];
    &text[..memchr::memchr(b'\n', text).unwrap_or(text.len())]
}
