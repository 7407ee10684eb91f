//! SDMX-CSV 2.0 (and 1.0): a header of ids, dimensions before the value, attributes behind it.
//!
//! The first header is `STRUCTURE`, with the mark that parts the values of one cell in brackets (`STRUCTURE[;]`), or
//! `DATAFLOW` in version 1.0. With labels, a cell is `id: name`, or the name has a column of its own behind the id's.
//! <https://github.com/sdmx-twg/sdmx-csv>

use std::sync::Arc;

use chancery_model::day::Day;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::encoding::Decoded;
use super::gathered::Gathered;
use super::rows::{Rows, not_this, text};
use super::{RawObservation, ReadOptions, SeriesError, first_line};
use crate::place::{listed, shown};

pub(super) const DELETED: Rule = Rule {
    id: "deleted-observation",
    group: Group::Inputs,
    severity: Severity::Info,
    exception: None,
    summary: "a row of SDMX-CSV that deletes an observation",
    explanation: Explanation {
        asks: "does each row state an observation?",
        why: "a file of changes is no whole series: what it deletes is in another file.",
        mend: "ask the portal for the data instead of the changes.",
        fires: "dataflow,X:Y(1.0),D,RUT,2020,",
        silent: "dataflow,X:Y(1.0),I,RUT,2020,7",
    },
};

/// Ids of the dimensions that hold an area, the first that is there.
const AREAS: &[&str] = &["REF_AREA", "COUNTRY", "GEO", "LOCATION", "AREA"];
const COUNTERPARTS: &[&str] = &["COUNTERPART_AREA", "COUNTERPART_COUNTRY", "PARTNER"];
const PERIODS: &[&str] = &["TIME_PERIOD", "TIME"];
const VALUES: &[&str] = &["OBS_VALUE"];
/// Columns before the value that are no dimension of an indicator.
const KEYS: &[&str] = &[
    "STRUCTURE",
    "STRUCTURE_ID",
    "STRUCTURE_NAME",
    "ACTION",
    "DATAFLOW",
    "SERIES_KEY",
    "OBS_KEY",
    "FREQ",
    "FREQUENCY",
];
const UPDATES: &[&str] = &["UPDATED", "LAST_UPDATE", "UPDATE_DATE"];

/// Whether a file's header is one.
pub(super) fn is(text: &[u8]) -> bool {
    let header = first_line(text);
    let header = header.strip_prefix(b"\"").unwrap_or(header);
    let is_first = |name: &[u8]| {
        header.strip_prefix(name).and_then(|rest| rest.first()).is_some_and(|next| b",;[\"\t".contains(next))
    };
    is_first(b"STRUCTURE") || is_first(b"DATAFLOW")
}

/// The mark between cells: that behind the first header, whose brackets may hold another one.
fn delimiter(text: &[u8]) -> u8 {
    let header = first_line(text);
    let behind = match memchr::memchr(b']', header) {
        Some(bracket) if header.get(..20.min(header.len())).is_some_and(|start| start.contains(&b'[')) => bracket + 1,
        _ => 0,
    };
    let mark = header[behind.min(header.len())..].iter().find(|byte| b",;\t".contains(byte));
    mark.copied().unwrap_or(b',')
}

/// Where the columns stand.
struct Columns {
    area: usize,
    counterpart: Option<usize>,
    period: usize,
    value: usize,
    status: Option<usize>,
    multiplier: Option<usize>,
    action: Option<usize>,
    updated: Option<usize>,
    /// Other dimensions: together they are the indicator.
    others: Vec<usize>,
    /// Whether cells are `id: name`.
    has_labels: bool,
    /// Whether the name of an id stands in the column behind it.
    has_names: bool,
}

pub(super) fn read(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    let mut rows = Rows::new(file, decoded, delimiter(&decoded.bytes));
    let _ = rows.advance();
    let columns = columns(&rows.set_header(), &gathered.options)?;
    let mut updated = None;
    while rows.advance() {
        let day = columns.updated.and_then(|column| day(rows.cell(column)));
        updated = updated.max(day);
        read_row(&mut rows, &columns, gathered);
    }
    gathered.updated(updated);
    Ok(rows.finish())
}

fn columns(header: &[String], options: &ReadOptions<'_>) -> Result<Columns, SeriesError> {
    let ids: Vec<&str> = header.iter().map(|header| id(header, true)).collect();
    let has_labels = header.iter().any(|header| header.contains(": "));
    let one_of = |names: &[&str]| names.iter().find_map(|name| ids.iter().position(|id| id == name));
    let value = one_of(VALUES).ok_or_else(|| {
        let expected = "a column `OBS_VALUE` (a file without observations is reference metadata or a set of keys)";
        not_this(expected, header)
    })?;
    let mapped = |name: Option<&String>, names: &[&str]| match name {
        Some(name) => ids.iter().position(|id| id == name),
        None => one_of(names),
    };
    let map = options.columns;
    let (area, period) = (mapped(map.map(|map| &map.area), AREAS), mapped(map.map(|map| &map.period), PERIODS));
    let (Some(area), Some(period)) = (area, period) else {
        let (what, names) = if area.is_none() { ("area", AREAS) } else { ("period", PERIODS) };
        let expected = format!(
            "a dimension {} (or `columns` in the manifest that name the dimension of the {what})",
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
        );
        return Err(not_this(&expected, header));
    };
    let counterpart = mapped(map.and_then(|map| map.counterpart.as_ref()), COUNTERPARTS);
    let has_names = one_of(&["STRUCTURE_NAME"]).is_some();
    let named = [Some(area), Some(period), counterpart];
    // A column of names has a header that is no id: behind each id in turn.
    let is_name = |index: usize| has_names && index > 0 && !is_id(ids[index]);
    let is_other = |index: &usize| {
        !named.contains(&Some(*index))
            && !KEYS.contains(&ids[*index].split('[').next().unwrap_or_default())
            && !is_name(*index)
    };
    Ok(Columns {
        area,
        counterpart,
        period,
        value,
        status: one_of(&["OBS_STATUS"]),
        multiplier: one_of(&["UNIT_MULT", "UNIT_MULTIPLIER"]),
        action: one_of(&["ACTION"]),
        updated: one_of(UPDATES),
        others: (0..value).filter(is_other).collect(),
        has_labels,
        has_names,
    })
}

/// Whether a header is an SDMX id: capital letters, digits and underscores.
fn is_id(header: &str) -> bool {
    header.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"_@$-[];|.".contains(&byte))
}

/// The id of a cell that may be `id: name`.
fn id(cell: &str, has_labels: bool) -> &str {
    let id = if has_labels { cell.split_once(": ").map_or(cell, |(id, _)| id) } else { cell };
    id.trim()
}

fn read_row(rows: &mut Rows<'_>, columns: &Columns, gathered: &mut Gathered<'_>) {
    if rows.is_blank() || !rows.is_whole() {
        return;
    }
    let cell = |column: usize| String::from_utf8_lossy(rows.cell(column));
    let id_of = |column: usize| id(&cell(column), columns.has_labels).to_owned();
    let name_of = |column: usize| match cell(column).split_once(": ") {
        Some((_, name)) if columns.has_labels => name.trim().to_owned(),
        _ if columns.has_names => cell(column + 1).into_owned(),
        _ => String::new(),
    };
    if columns.action.is_some_and(|column| rows.cell(column) == b"D") {
        let message = "expected an observation, found one to be deleted (`ACTION` is `D`)".to_owned();
        let help = "the row is not read";
        return rows.tell(columns.action.unwrap_or_default(), &DELETED, message, help);
    }
    let area = gathered.area(id_of(columns.area).as_bytes());
    if !gathered.wants(area.as_bytes()) {
        return;
    }
    let counterpart = columns.counterpart.map(|column| gathered.area(id_of(column).as_bytes()));
    if counterpart.as_deref().is_some_and(|counterpart| !gathered.wants_counterpart(counterpart)) {
        return;
    }
    let code = columns.others.iter().map(|column| id_of(*column)).collect::<Vec<_>>().join(".");
    let name = || {
        let names: Vec<String> =
            columns.others.iter().map(|column| name_of(*column)).filter(|name| !name.is_empty()).collect();
        if names.is_empty() { code.clone() } else { names.join(", ") }
    };
    let Some(series) = gathered.series(&code, name) else { return };
    let (area_name, period) = (Arc::from(name_of(columns.area)), Arc::from(id_of(columns.period)));
    let status = columns.status.map(|column| Arc::from(id_of(column))).unwrap_or_default();
    for (found, column, what) in [(&area, columns.area, "an area"), (&period, columns.period, "a period")] {
        if found.is_empty() {
            return rows.complain(
                column,
                format!("expected {what}, found nothing"),
                "fill in the cell or delete the row",
            );
        }
    }
    let line = rows.line();
    let value = rows.number(columns.value);
    let value = value.map(|value| value * multiplier(rows, columns));
    let printed = text(rows.cell(columns.value));
    gathered.push(series, RawObservation { area, area_name, counterpart, period, value, printed, status, line });
}

/// What a printed value is to be multiplied by: `UNIT_MULT` is a power of ten.
fn multiplier(rows: &mut Rows<'_>, columns: &Columns) -> f64 {
    let Some(column) = columns.multiplier else { return 1.0 };
    let printed = text(rows.cell(column));
    match id(&printed, columns.has_labels) {
        "" => 1.0,
        power => match power.parse::<i8>() {
            Ok(power) if (-24..=24).contains(&power) => 10_f64.powi(power.into()),
            _ => {
                let expected = listed(&["0", "3", "6", "9"]);
                let message = format!("expected a power of ten such as {expected}, found {}", shown(&printed));
                rows.complain(column, message, "the value is read as it stands");
                1.0
            }
        },
    }
}

/// The day of `2021-01-22T13:15:41Z`.
fn day(cell: &[u8]) -> Option<Day> {
    std::str::from_utf8(cell.get(..10)?).ok()?.parse().ok()
}
