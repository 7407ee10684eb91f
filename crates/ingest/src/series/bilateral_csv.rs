//! A matrix of areas by areas, as the World Bank's bilateral remittance matrix: the header and the first column name
//! areas; a cell is what the column's area has received from the row's.
//!
//! The file says neither its period nor its unit: the manifest does, or the first year in the file's name.

use std::collections::BTreeSet;
use std::sync::Arc;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::encoding::Decoded;
use super::gathered::Gathered;
use super::rows::{Rows, delimiter, not_this, text};
use super::{RawObservation, SeriesError, first_line};
use crate::place::shown;

pub(super) const PERIOD_FROM_NAME: Rule = Rule {
    id: "period-from-name",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a matrix whose period was taken from its file’s name",
    explanation: Explanation {
        asks: "does dossier.toml state the period of a file that does not say its own?",
        why: "a year in a file’s name may be that of its publication.",
        mend: "state it: period = \"2018\".",
        fires: "[[series]]\npath = \"series/matrix-2018.csv\"",
        silent: "[[series]]\npath = \"series/matrix-2018.csv\"\nperiod = \"2018\"",
    },
};

/// Columns that are areas at least: a table of fewer is no matrix by its looks.
const FEWEST: usize = 20;

/// Name of the series.
const NAME: &str = "Received by one area from another";

/// Whether a file shows an empty first header with many behind it.
pub(super) fn is(text: &[u8]) -> bool {
    let header = first_line(text);
    let commas = memchr::memchr_iter(b',', header).count();
    header.first() == Some(&b',') && commas >= FEWEST && !header.windows(2).any(|pair| pair == b",,")
}

pub(super) fn read(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    let mut rows = Rows::new(file, decoded, delimiter(&decoded.bytes));
    if !rows.advance() {
        return Err(not_this("a header of areas", &[]));
    }
    let header = rows.set_header();
    if header.len() < 2 {
        return Err(not_this("an empty header and one for each area", &header));
    }
    let period = period(file, gathered, &mut rows)?;
    let code = gathered.options.code.unwrap_or_default();
    let Some(series) = gathered.series(code, || NAME.to_owned()) else { return Ok(rows.finish()) };
    let mut columns: Vec<(usize, Arc<str>, Arc<str>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, name) in header.iter().enumerate().skip(1).filter(|(_, name)| !name.is_empty()) {
        let area = gathered.area(name.as_bytes());
        if !seen.insert(Arc::clone(&area)) {
            rows.complain(index, again(name), "the column is not read: the one before it is");
        } else if gathered.wants(area.as_bytes()) {
            columns.push((index, area, Arc::from(name.as_str())));
        }
    }
    let mut seen = BTreeSet::new();
    while rows.advance() {
        let name = text(rows.cell(0));
        if name.is_empty() {
            if !rows.is_blank() && rows.is_whole() {
                rows.complain(
                    0,
                    "expected the name of an area, found nothing".to_owned(),
                    "fill in the cell or delete the row",
                );
            }
            continue;
        }
        let counterpart = gathered.area(name.as_bytes());
        if !gathered.wants_counterpart(&counterpart) || !rows.is_whole() {
            continue;
        }
        if !seen.insert(Arc::clone(&counterpart)) {
            rows.complain(0, again(&name), "the row is not read: the one before it is");
            continue;
        }
        let line = rows.line();
        gathered.reserve(series, columns.len());
        for (column, area, area_name) in &columns {
            let observation = RawObservation {
                area: Arc::clone(area),
                area_name: Arc::clone(area_name),
                counterpart: Some(Arc::clone(&counterpart)),
                period: Arc::clone(&period),
                value: rows.number(*column),
                printed: text(rows.cell(*column)),
                status: Arc::default(),
                line,
            };
            gathered.push(series, observation);
        }
    }
    gathered.is_distinct = true;
    Ok(rows.finish())
}

fn again(name: &str) -> String {
    format!("expected each area once, found {} again", shown(name))
}

fn period(file: &str, gathered: &Gathered<'_>, rows: &mut Rows<'_>) -> Result<Arc<str>, SeriesError> {
    if let Some(period) = gathered.options.period {
        return Ok(Arc::from(period));
    }
    let name = file.rsplit('/').next().unwrap_or(file);
    let is_year = |digits: &&str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let mut runs = name.split(|letter: char| !letter.is_ascii_digit());
    let year = runs.find(is_year).ok_or(SeriesError::NoPeriod)?;
    let message = format!("expected the key `period` for a matrix, found none: took {year} from the file's name");
    rows.tell(0, &PERIOD_FROM_NAME, message, &format!("add the line `period = \"{year}\"`"));
    Ok(Arc::from(year))
}
