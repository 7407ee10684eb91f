//! Uppsala Conflict Data Program, country-year: one row a country and year, a column for each count of deaths.
//!
//! Countries are known by name (the numbers are Gleditsch and Ward's, not ISO's). The series read is the one that
//! `code` names by its column; without it, the best estimates of each kind of violence.

use chancery_model::diagnostic::Diagnostic;

use super::encoding::Decoded;
use super::gathered::Gathered;
use super::long_csv::{Columns, Value, read_rows};
use super::rows::{column, not_this};
use super::{SeriesError, first_line};

/// Columns that are read where none is asked for, with what they count.
const BEST: &[(&str, &str)] = &[
    ("sb_total_deaths_best_cy", "Deaths in state-based conflict (best estimate)"),
    ("ns_total_deaths_best_cy", "Deaths in non-state conflict (best estimate)"),
    ("os_total_deaths_best_cy", "Deaths in one-sided violence (best estimate)"),
    ("cumulative_total_deaths_in_orgvio_best_cy", "Deaths in organized violence (best estimate)"),
];

/// Whether a file's header is one.
pub(super) fn is(text: &[u8]) -> bool {
    first_line(text).starts_with(b"country_id_cy,country_cy,year_cy,")
}

pub(super) fn read(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    read_rows(file, decoded, gathered, |header, options| {
        let named =
            |code: &str| BEST.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name).to_owned();
        let value =
            |code: &str| column(header, code).map(|column| Value { column, code: code.to_owned(), name: named(code) });
        let values = match options.code {
            Some(code) => vec![value(code)?],
            None => BEST.iter().filter_map(|(code, _)| value(code).ok()).collect(),
        };
        match (column(header, "country_cy"), column(header, "year_cy")) {
            (Ok(area), Ok(period)) if !values.is_empty() => Ok(Columns {
                area,
                area_name: Some(area),
                period,
                values,
                version: column(header, "version").ok(),
                ..Columns::default()
            }),
            _ => Err(not_this("the columns `country_cy`, `year_cy` and counts as `sb_total_deaths_best_cy`", header)),
        }
    })
}
