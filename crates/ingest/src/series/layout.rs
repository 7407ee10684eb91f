//! The World Bank's layout: some lines of preamble, a header, one row an area, one column a year.

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
    pub(super) periods: Vec<(usize, String)>,
    /// Headers that are none of these: column and text.
    pub(super) unknown: Vec<(usize, String)>,
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
    let column = |name: &str| cells.iter().position(|cell| cell.trim() == name);
    let mut header = Header {
        area_name: column("Country Name")?,
        area: column("Country Code")?,
        name: column("Indicator Name"),
        code: column("Indicator Code"),
        periods: Vec::new(),
        unknown: Vec::new(),
    };
    let named = [Some(header.area_name), Some(header.area), header.name, header.code];
    for (index, cell) in cells.iter().enumerate().filter(|(index, _)| !named.contains(&Some(*index))) {
        let text = cell.trim();
        // The comma at the end of every line makes an empty last column.
        if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            header.periods.push((index, text.to_owned()));
        } else if !text.is_empty() {
            header.unknown.push((index, text.to_owned()));
        }
    }
    Some(header)
}

/// A cell's number. `Ok(None)` is a missing value: nothing, or the portal's `..`.
pub(super) fn number(printed: &[u8]) -> Result<Option<f64>, ()> {
    let printed = printed.trim_ascii();
    if printed.is_empty() || printed == b".." {
        return Ok(None);
    }
    let digits = printed.iter().all(|byte| byte.is_ascii_digit() || b".-+eE".contains(byte));
    let text = std::str::from_utf8(printed).map_err(|_| ())?;
    let value = if digits { text.parse::<f64>().map_err(|_| ())? } else { return Err(()) };
    if value.is_finite() { Ok(Some(value)) } else { Err(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_missing_values_are_told_apart() {
        let cases: [(&str, Result<Option<f64>, ()>); 16] = [
            ("44.1", Ok(Some(44.1))),
            (" -0.5 ", Ok(Some(-0.5))),
            ("1.5E-3", Ok(Some(0.0015))),
            ("0", Ok(Some(0.0))),
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("..", Ok(None)),
            ("n/a", Err(())),
            ("NaN", Err(())),
            ("inf", Err(())),
            ("1e999", Err(())),
            ("1,5", Err(())),
            ("1 000", Err(())),
            ("0x10", Err(())),
            ("-", Err(())),
            (".", Err(())),
        ];
        for (printed, expected) in cases {
            assert_eq!(number(printed.as_bytes()), expected, "{printed:?}");
        }
        assert_eq!(number(b"\xFF1"), Err(()));
    }
}
