//! A workbook's sheet as rows of cells: what the readers of Excel's two formats share.
//!
//! The readers are the project's own because `calamine` (0.38) cannot be bounded from outside. It holds a sheet as a
//! full rectangle and a workbook's texts as they unpack: of two cells in opposite corners (a file of 1.4 kB) it asks for
//! 550 GB, and the process ends; cells 200,000 rows and 703 columns apart take 4.4 GB and 25 s, 1.5 MB of packed texts
//! 1.5 GB. These readers take or refuse each in under 0.2 s and 150 MB. What that costs on a sound file, the World Bank's
//! XLS of 300 kB: 6 ms where `calamine` takes 2.

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery_model::day::Day;
use chancery_model::diagnostic::{Diagnostic, Place};
use chancery_model::rule::Weighed;

use super::gathered::Gathered;
use super::layout::{Footer, Header, Preamble, footer, missing};
use super::number::{DecimalMark, number, refusal};
use super::{INVALID, MAX_COLUMNS, RawObservation, SeriesError};
use crate::place::MAX_DIAGNOSTICS;

/// The sheet that holds the values.
pub(super) const SHEET: &str = "Data";
/// Most cells a sheet may have: ten times the World Bank's longest.
pub(super) const MAX_CELLS: usize = 4_000_000;

/// A cell that is filled in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(Arc<str>),
    Number(f64),
}

impl Cell {
    /// The cell as it would be printed without a number format.
    fn printed(&self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(value) => value.to_string(),
        }
    }
}

/// Cells by row and column, both from 0.
#[derive(Default)]
pub(super) struct Sheet {
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    n_cells: usize,
}

impl Sheet {
    /// Adds a cell; `false` where there are too many.
    pub(super) fn set(&mut self, row: u32, column: u32, cell: Cell) -> bool {
        let is_new = self.rows.entry(row).or_default().insert(column, cell).is_none();
        self.n_cells += usize::from(is_new);
        self.n_cells <= MAX_CELLS
    }
}

/// Reads the World Bank's layout from a sheet.
///
/// # Errors
/// Where there is no header.
pub(super) fn read(file: &str, sheet: &Sheet, gathered: &mut Gathered<'_>) -> Result<Vec<Diagnostic>, SeriesError> {
    let mut rows = sheet.rows.iter().map(|(row, cells)| (row.saturating_add(1), cells));
    let mut preamble = Preamble::default();
    let (header_line, header) = loop {
        let Some((line, cells)) = rows.next() else { return Err(missing(&[], 0)) };
        // The preamble's lines count by their first cells; the rest of a row begins where it is filled in.
        if let Some(header) = preamble.row(&dated(texts(cells)), line)? {
            break (line, header);
        }
    };
    let mut reading = Reading { file, diagnostics: Vec::new() };
    reading.say_of_header(&preamble, &header, header_line);
    let mut updated = preamble.updated;
    for (line, cells) in rows {
        let cell = |column: usize| u32::try_from(column).ok().and_then(|column| cells.get(&column));
        let printed = |column: Option<usize>| column.and_then(cell).map(Cell::printed).unwrap_or_default();
        let area = printed(Some(header.area));
        if area.is_empty() {
            match footer(&printed(Some(0))) {
                Some(Footer::Updated(day)) => updated = updated.or(day),
                Some(Footer::Source) => {}
                None => reading.say(line, header.area, "expected the code of an area, found none".to_owned()),
            }
            continue;
        }
        let Some(series) = gathered.series(&printed(header.code), || printed(header.name)) else { continue };
        if !gathered.wants(area.as_bytes()) {
            continue;
        }
        let (area, area_name) = (Arc::from(area), Arc::from(printed(Some(header.area_name))));
        for (column, period) in &header.periods {
            let printed = printed(Some(*column));
            let value = match cell(*column) {
                Some(Cell::Number(value)) if value.is_finite() => Some(*value),
                _ => number(printed.as_bytes(), DecimalMark::Point).unwrap_or_else(|why| {
                    reading.say(line, *column, refusal(&printed, why));
                    None
                }),
            };
            let observation = RawObservation {
                area: Arc::clone(&area),
                area_name: Arc::clone(&area_name),
                counterpart: None,
                period: Arc::clone(period),
                value,
                printed,
                status: Arc::default(),
                line,
            };
            gathered.push(series, observation);
        }
    }
    gathered.updated(updated);
    Ok(reading.diagnostics)
}

/// The texts of a row from its first column on, at most [`MAX_COLUMNS`].
fn texts(cells: &BTreeMap<u32, Cell>) -> Vec<String> {
    let mut texts = Vec::new();
    for (column, cell) in cells {
        let column = usize::try_from(*column).unwrap_or(usize::MAX);
        if column >= MAX_COLUMNS {
            break;
        }
        texts.resize(column, String::new());
        texts.push(cell.printed());
    }
    texts
}

/// The day that Excel counts from: 30 December 1899, in days before 1970.
const FIRST_DAY: i32 = 25_569;

/// A row of the preamble, its date printed: a workbook keeps a date as the number of its day.
fn dated(mut texts: Vec<String>) -> Vec<String> {
    if let [label, date, ..] = texts.as_mut_slice()
        && label == "Last Updated Date"
        && let Some(day) = date.split('.').next().and_then(|day| day.parse::<i32>().ok())
        && let Some(day) = Day::from_days_since_epoch(day.saturating_sub(FIRST_DAY))
    {
        *date = day.to_string();
    }
    texts
}

struct Reading<'f> {
    file: &'f str,
    diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn say(&mut self, line: u32, column: usize, message: String) {
        self.tell(line, column, Weighed::from(&INVALID), message);
    }

    fn tell(&mut self, line: u32, column: usize, rule: Weighed, message: String) {
        if self.diagnostics.len() >= MAX_DIAGNOSTICS {
            return;
        }
        let column = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1);
        let place = Place::File { file: self.file.to_owned(), line: Some(line), column: Some(column) };
        let help = "line and column are the sheet's; download the file again";
        self.diagnostics.push(rule.at(place, message).help(help));
    }

    fn say_of_header(&mut self, preamble: &Preamble, header: &Header, line: u32) {
        if let Some(found) = &preamble.bad_date {
            let message = format!("expected a `Last Updated Date` as YYYY-MM-DD, found {}", crate::place::shown(found));
            self.tell(line, 0, INVALID.excepted(), message);
        }
        if header.periods.is_empty() {
            self.say(line, 0, "expected columns of years, found none".to_owned());
        }
        for (column, found) in header.repeated.iter().take(8) {
            self.say(
                line,
                *column,
                format!("expected each period in one column, found {} again", crate::place::shown(found)),
            );
        }
        for (column, found) in header.unknown.iter().take(8) {
            self.tell(
                line,
                *column,
                INVALID.excepted(),
                format!("expected a year as the column's header, found {}", crate::place::shown(found)),
            );
        }
    }
}
