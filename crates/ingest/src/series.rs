//! Data-portal series: files exactly as received.
//!
//! To add a format: one file under `series/`, one word in [`SeriesFormat`], one line in [`read`] and, where the
//! file can tell its own format, one in [`sniff`].

mod compound;
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

/// Cells of a header that are looked at; a year in each would reach far beyond any series.
const MAX_COLUMNS: usize = 4096;

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
    let ordered = observations.windows(2).all(|pair| match pair {
        [one, next] => (&one.area, &one.period) < (&next.area, &next.period),
        _ => true,
    });
    let again = observations.iter().find(|found| !ordered && !seen.insert((&found.area, &found.period)))?;
    let place = Place::File { file: file.to_owned(), line: Some(again.line), column: None };
    let message = format!("expected one value for {} in {}, found another", again.area, again.period);
    let help = "keep one of the rows; the portal's own file has one".to_owned();
    Some(Diagnostic::at("repeated-observation", Severity::Error, place, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::tests::{damaged, shown_diagnostics};

    const PERCENT: &[u8] = include_bytes!("../../../data/tajikistan-russia/series/BX.TRF.PWKR.DT.GD.ZS.csv");
    const DOLLARS: &[u8] =
        include_bytes!("../../../data/tajikistan-russia/series/API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls");
    const LATER: &[u8] = include_bytes!(
        "../../../data/tajikistan-russia/series/ddf--datapoints--bx_trf_pwkr_dt_gd_zs--by--geo--time.EXTRACT_tjk_kgz_kaz_uzb.csv"
    );

    fn later_columns() -> ColumnMap {
        let (area, period, value) = ("geo".to_owned(), "time".to_owned(), "bx_trf_pwkr_dt_gd_zs".to_owned());
        ColumnMap { area, period, value, area_name: None }
    }

    fn value(series: &RawSeries, area: &str, period: &str) -> Option<f64> {
        let found = series.observations.iter().find(|found| found.area == area && found.period == period);
        found.expect("the period is in the file").value
    }

    #[test]
    fn shipped_files_are_read_by_what_they_show() {
        let columns = later_columns();
        let areas = ["TJK".to_owned()];
        let cases = [
            (PERCENT, None, "BX.TRF.PWKR.DT.GD.ZS", "2022-05-25", "2001", "2008", 44.1),
            (DOLLARS, None, "BX.TRF.PWKR.CD.DT", "2026-04-08", "2001", "2008", 2_277_502_898.2),
            (LATER, Some(&columns), "-", "-", "", "2024", 47.9),
        ];
        for (bytes, columns, code, updated, missing, period, expected) in cases {
            let options = ReadOptions { columns, areas: Some(&areas), ..ReadOptions::default() };
            let checked = read("file", bytes, options).expect("a series of a known format");
            let series = &checked.value;
            assert!(
                checked.diagnostics.iter().all(|found| found.severity == Severity::Info),
                "{:?}",
                checked.diagnostics
            );
            assert_eq!(series.code.as_deref().unwrap_or("-"), code);
            assert_eq!(series.updated.map_or("-".to_owned(), |day| day.to_string()), updated);
            assert!(series.observations.iter().all(|found| found.area == "TJK" && found.line > 1));
            if !missing.is_empty() {
                assert_eq!(value(series, "TJK", missing), None, "{code} {missing}");
                assert!(series.observations.iter().all(|found| found.area_name == "Tajikistan"));
            }
            let found = value(series, "TJK", period).expect("a value");
            assert!((found / expected - 1.0).abs() < 0.01, "{code} {period}: {found}");
        }
    }

    #[test]
    fn both_line_ends_and_a_missing_preamble_are_read() {
        let row = "\"Ruritania\",\"RUT\",\"Grain, total\",\"X.Y\",\"1.5\",\"..\",\"\",\n";
        let head =
            "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"1960\",\"1961\",\"1962\",\n";
        let preamble = "\u{FEFF}\"Data Source\",\"D\",\n\n\"Last Updated Date\",\"2020-02-29\",\n\n";
        for text in [
            format!("{preamble}{head}{row}"),
            format!("{head}{row}"),
            format!("{preamble}{head}{row}").replace('\n', "\r\n"),
        ] {
            let checked = read("f", text.as_bytes(), ReadOptions::default()).expect("the layout");
            assert_eq!(shown_diagnostics(&checked.diagnostics), Vec::<String>::new(), "{text}");
            let values: Vec<_> =
                checked.value.observations.iter().map(|found| (found.value, found.printed.as_str())).collect();
            assert_eq!(values, [(Some(1.5), "1.5"), (None, ".."), (None, "")], "{text}");
            assert_eq!(checked.value.name, "Grain, total");
            let line = if text.contains("Source") { 6 } else { 2 };
            assert_eq!(checked.value.observations[0].line, line, "{text}");
        }
    }

    #[test]
    fn bad_cells_are_told_and_the_rest_is_read() {
        let head = "Country Name,Country Code,Indicator Name,Indicator Code,1960,1961,\n";
        let cases = [
            ("A,AAA,N,C,x,2,\n", 2, "2:11 invalid-series: expected a number or nothing, found `x`"),
            ("A,AAA,N,C,1e999,2,\n", 2, "2:11 invalid-series: expected a number or nothing, found `1e999`"),
            ("\"Å, b\",AAA,N,C,1,\"1,5\",\n", 2, "2:18 invalid-series: expected a number or nothing, found `1,5`"),
            ("A,AAA,N,C,1\n", 0, "2:1 invalid-series: expected 7 cells, found 5"),
            ("A,,N,C,1,2,\n", 0, "2:3 invalid-series: expected the code of an area, found none"),
            (
                "A,AAA,N,C,1,2,\nB,BBB,N,D,1,2,\n",
                2,
                "3:9 invalid-series: expected the indicator `C` throughout, found `D`",
            ),
            (
                "A,AAA,N,C,1,2,\nA,AAA,N,C,1,2,\n",
                4,
                "3:- repeated-observation: expected one value for AAA in 1960, found another",
            ),
            ("\n\nA,AAA,N,C,x,2,\n", 2, "4:11 invalid-series"),
            ("A,AAA,N\u{0},C,1,2,\nB,BBB,N,C,1,2,\n", 2, "3:9 invalid-series"),
        ];
        for (rows, n_observations, expected) in cases {
            let checked = read("f", format!("{head}{rows}").as_bytes(), ReadOptions::default()).expect("the layout");
            let shown = shown_diagnostics(&checked.diagnostics);
            if !rows.contains('\u{0}') {
                assert!(shown.iter().any(|line| line.contains(expected)), "{rows}\n{shown:#?}");
            }
            assert!(checked.value.observations.len() >= n_observations, "{rows}");
        }
        let bad_head = "Last Updated Date,May 2020\nCountry Name,Country Code,Year of 1960\n";
        let checked = read(
            "f",
            bad_head.as_bytes(),
            ReadOptions { format: Some(SeriesFormat::WorldBankCsv), ..ReadOptions::default() },
        );
        let shown = shown_diagnostics(&checked.expect("a header").diagnostics);
        for expected in
            ["expected a `Last Updated Date`", "2:27 invalid-series: expected a year", "expected columns of years"]
        {
            assert!(shown.iter().any(|line| line.contains(expected)), "{expected}\n{shown:#?}");
        }
    }

    #[test]
    fn what_is_no_such_series_is_refused() {
        let columns = later_columns();
        let with = |format| ReadOptions { format: Some(format), ..ReadOptions::default() };
        let cases = [
            ("", ReadOptions::default(), "found none of these"),
            ("a,b\n1,2\n", ReadOptions::default(), "expected a series in one of the formats `worldbank-csv`"),
            ("", with(SeriesFormat::WorldBankCsv), "expected the columns `Country Name`"),
            ("Country,Code\nA,AAA\n", with(SeriesFormat::WorldBankCsv), "found the end of the file"),
            (&"a,b\n".repeat(30), with(SeriesFormat::WorldBankCsv), "found `a`, `b` on line 21"),
            ("no workbook", with(SeriesFormat::WorldBankXls), "expected an Excel 97 workbook, found"),
            ("\u{0}", with(SeriesFormat::WorldBankXls), "expected an Excel 97 workbook, found"),
            ("geo,time,x\n", with(SeriesFormat::LongCsv), "expected `columns = { area"),
            (
                "geo,time,x\n",
                ReadOptions { columns: Some(&columns), ..ReadOptions::default() },
                "expected a column `bx_trf_pwkr_dt_gd_zs`, found `geo`, `time`, `x` on line 1",
            ),
            (
                "Entity,Year\n",
                with(SeriesFormat::OwidCsv),
                "expected the columns `Entity`, `Code`, `Year` and a value, found `Entity`, `Year`",
            ),
        ];
        for (text, options, expected) in cases {
            let error = read("f", text.as_bytes(), options).expect_err("no such series").to_string();
            assert!(error.contains(expected), "{text}\n{error}");
        }
    }

    #[test]
    fn long_rows_are_read_and_told_of() {
        let map = ColumnMap { area: "geo".into(), period: "time".into(), value: "v".into(), area_name: None };
        let text = "v,geo,time\n1,rut,1990\n,RUT,1991\n2,,1992\n3,RUT,\n4,RUT,1993,9\nfive,RUT,1994\n6,OWID_WRL,1990\n";
        let options = ReadOptions { columns: Some(&map), ..ReadOptions::default() };
        let checked = read("f", text.as_bytes(), options).expect("the columns are there");
        let found: Vec<_> =
            checked.value.observations.iter().map(|o| (o.area.as_str(), o.period.as_str(), o.value, o.line)).collect();
        let expected = [
            ("RUT", "1990", Some(1.0), 2),
            ("RUT", "1991", None, 3),
            ("RUT", "1994", None, 7),
            ("OWID_WRL", "1990", Some(6.0), 8),
        ];
        assert_eq!(found, expected);
        let starts = [
            "2:3 lower-case-area",
            "4:3 invalid-series: expected the code of an area",
            "5:7 invalid-series: expected a period",
            "6:1 invalid-series: expected 3 cells, found 4",
            "7:1 invalid-series: expected a number",
        ];
        let shown = shown_diagnostics(&checked.diagnostics);
        assert_eq!(shown.len(), starts.len(), "{shown:#?}");
        for (line, start) in shown.iter().zip(starts) {
            assert!(line.starts_with(start), "{line}");
        }
        let owid = "Entity,Code,Year,Trade\nRuritania,RUT,1990,3.5\nAfrica,,1990,2\n";
        let checked = read("f", owid.as_bytes(), ReadOptions::default()).expect("the layout");
        assert_eq!((checked.value.observations.len(), checked.diagnostics.len()), (1, 0));
        assert_eq!(
            (checked.value.name.as_str(), checked.value.observations[0].area_name.as_str()),
            ("Trade", "Ruritania")
        );
    }

    #[test]
    fn damaged_files_never_panic() {
        let columns = later_columns();
        for bytes in damaged(&PERCENT[..4000], 300) {
            let _ =
                read("f", &bytes, ReadOptions { format: Some(SeriesFormat::WorldBankCsv), ..ReadOptions::default() });
        }
        for bytes in damaged(LATER, 300) {
            let _ = read("f", &bytes, ReadOptions { columns: Some(&columns), ..ReadOptions::default() });
        }
        for bytes in damaged(DOLLARS, 30) {
            let _ =
                read("f", &bytes, ReadOptions { format: Some(SeriesFormat::WorldBankXls), ..ReadOptions::default() });
        }
    }
}
