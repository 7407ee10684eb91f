//! The World Bank's layout: some lines of preamble, a header, one row an area and indicator, one column a period,
//! at DataBank some lines of footer.

use std::collections::BTreeSet;
use std::sync::Arc;

use chancery_model::day::Day;

use super::SeriesError;
use crate::place::{listed, shown};

/// How many rows may stand before the header.
const MAX_PREAMBLE: u32 = 20;

/// What the rows before the data say.
#[derive(Default)]
pub(super) struct Preamble {
    /// `Last Updated Date`.
    pub(super) updated: Option<Day>,
    /// A `Last Updated Date` that is no date, as printed.
    pub(super) bad_date: Option<String>,
    rows: u32,
}

/// Where the columns stand.
pub(super) struct Header {
    pub(super) area_name: usize,
    pub(super) area: usize,
    pub(super) name: Option<usize>,
    pub(super) code: Option<usize>,
    /// Columns of periods with their headers, in order.
    pub(super) periods: Vec<(usize, Arc<str>)>,
    /// Headers that are none of these: column and text.
    pub(super) unknown: Vec<(usize, String)>,
    /// Periods that have a column already: column and period.
    pub(super) repeated: Vec<(usize, String)>,
}

impl Preamble {
    /// Takes a row: `Some` where it is the header.
    ///
    /// # Errors
    /// Where there have been too many rows for a preamble.
    pub(super) fn row(&mut self, cells: &[String], line: u32) -> Result<Option<Header>, SeriesError> {
        if let Some(header) = header(cells) {
            return Ok(Some(header));
        }
        self.rows += 1;
        if self.rows > MAX_PREAMBLE {
            return Err(missing(&cells.iter().take(6).map(String::as_str).collect::<Vec<_>>(), line));
        }
        if let [label, value, ..] = cells
            && label.trim() == "Last Updated Date"
        {
            self.updated = value.trim().parse().ok();
            self.bad_date = self.updated.is_none().then(|| value.clone());
        }
        Ok(None)
    }
}

/// The error of a file that ends or goes on without a header.
pub(super) fn missing(found: &[&str], line: u32) -> SeriesError {
    let found = if found.is_empty() { "the end of the file".to_owned() } else { listed(found) };
    let found = if found.len() > 200 { shown(&found) } else { found };
    SeriesError::Header {
        expected: "the columns `Country Name`, `Country Code`, `Indicator Name`, `Indicator Code` and years".to_owned(),
        found,
        line,
    }
}

fn header(cells: &[String]) -> Option<Header> {
    let column = |names: &[&str]| cells.iter().position(|cell| names.contains(&cell.trim()));
    let mut header = Header {
        area_name: column(&["Country Name"])?,
        area: column(&["Country Code"])?,
        name: column(&["Indicator Name", "Series Name"]),
        code: column(&["Indicator Code", "Series Code"]),
        periods: Vec::new(),
        unknown: Vec::new(),
        repeated: Vec::new(),
    };
    let named = [Some(header.area_name), Some(header.area), header.name, header.code];
    let mut seen = BTreeSet::new();
    for (index, cell) in cells.iter().enumerate().filter(|(index, _)| !named.contains(&Some(*index))) {
        // DataBank prints the period's code behind it: `2023 [YR2023]`.
        let text = cell.split_once(" [").map_or(cell.as_str(), |(period, _)| period).trim();
        if is_period(text) && !seen.insert(text) {
            header.repeated.push((index, text.to_owned()));
        } else if is_period(text) {
            header.periods.push((index, Arc::from(text)));
        } else if !text.is_empty() {
            // The comma at the end of every line makes an empty last column.
            header.unknown.push((index, text.to_owned()));
        }
    }
    Some(header)
}

/// Whether a header is a year, quarter (`2020Q1`) or month (`2020M01`).
fn is_period(text: &str) -> bool {
    let Some((year, part)) = text.split_at_checked(4) else { return false };
    let is_part = match part.split_at_checked(1) {
        None => part.is_empty(),
        Some(("Q", quarter)) => matches!(quarter, "1" | "2" | "3" | "4"),
        Some(("M", month)) => {
            let is_number = month.len() == 2 && month.bytes().all(|byte| byte.is_ascii_digit());
            is_number && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
        }
        Some(_) => false,
    };
    year.bytes().all(|byte| byte.is_ascii_digit()) && is_part
}

/// What a row below the data says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Footer {
    /// `Last Updated: 03/24/2025`
    Updated(Option<Day>),
    /// Nothing that matters here.
    Source,
}

/// A row of DataBank's footer by its first cell; `None` where it is none.
pub(super) fn footer(cell: &str) -> Option<Footer> {
    if let Some(date) = cell.strip_prefix("Last Updated:") {
        return Some(Footer::Updated(american(date.trim()).or_else(|| date.trim().parse().ok())));
    }
    cell.starts_with("Data from database:").then_some(Footer::Source)
}

/// `MM/DD/YYYY`
fn american(date: &str) -> Option<Day> {
    let (month, rest) = date.split_once('/')?;
    let (day, year) = rest.split_once('/')?;
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_periods() {
        for text in ["1960", "2020Q4", "2020M01", "2020M12"] {
            assert!(is_period(text), "{text}");
        }
        for text in ["", "196", "19600", "2020Q5", "2020Q", "2020M13", "2020M1", "2020M+1", "Year", "é960", "2020é"] {
            assert!(!is_period(text), "{text}");
        }
    }

    #[test]
    fn footers() {
        let day = Day::new(2025, 3, 24);
        let cases = [
            ("Last Updated: 03/24/2025", Some(Footer::Updated(day))),
            ("Last Updated:2025-03-24", Some(Footer::Updated(day))),
            ("Last Updated: 24/03/2025", Some(Footer::Updated(None))),
            ("Last Updated: soon", Some(Footer::Updated(None))),
            ("Data from database: World Development Indicators", Some(Footer::Source)),
            ("Ruritania", None),
            ("", None),
        ];
        for (cell, expected) in cases {
            assert_eq!(footer(cell), expected, "{cell}");
        }
    }
}
