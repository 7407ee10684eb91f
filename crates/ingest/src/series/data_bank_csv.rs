//! World Bank DataBank CSV: the World Bank's layout with `2023 [YR2023]` for the year, `..` for a missing value,
//! several indicators in one file, and below empty rows a footer that names the database and the day of its update.

use super::first_line;
pub(super) use super::wide::read;

/// Whether a file's header is one.
pub(super) fn is(text: &[u8]) -> bool {
    let header = first_line(text);
    memchr::memmem::find(header, b"Country Code").is_some() && memchr::memmem::find(header, b" [YR").is_some()
}
