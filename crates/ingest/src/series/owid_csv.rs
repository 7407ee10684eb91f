//! Our World in Data's grapher CSV: `Entity,Code,Year,…` or `Entity,Code,Day,…`, the fourth column being the value.

use chancery_model::diagnostic::Diagnostic;

use super::encoding::Decoded;
use super::gathered::Gathered;
use super::long_csv::{Columns, Value, read_rows};
use super::rows::not_this;
use super::{SeriesError, first_line};

/// Whether a file's header is one.
pub(super) fn is(text: &[u8]) -> bool {
    let header = first_line(text).to_ascii_lowercase();
    [&b"entity,code,year,"[..], b"entity,code,day,"].iter().any(|start| header.starts_with(start))
}

pub(super) fn read(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    read_rows(file, decoded, gathered, |header, _| {
        let is = |index: usize, name: &str| header.get(index).is_some_and(|found| found.eq_ignore_ascii_case(name));
        match header.get(3) {
            Some(name) if is(0, "Entity") && is(1, "Code") && (is(2, "Year") || is(2, "Day")) => Ok(Columns {
                area: 1,
                period: 2,
                values: vec![Value { column: 3, code: String::new(), name: name.clone() }],
                area_name: Some(0),
                // Groups of countries have no code there: they are not an area one could ask for.
                skips_nameless: true,
                ..Columns::default()
            }),
            _ => Err(not_this("the columns `Entity`, `Code`, `Year` and a value", header)),
        }
    })
}
