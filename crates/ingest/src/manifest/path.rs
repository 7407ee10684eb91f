//! Paths that stay within the dossier.

use crate::keys::{Placed, impossible};
use crate::place::{Complaints, shown};

/// The path, if it names something below the dossier's folder on every system.
pub(super) fn within(path: &Placed<String>, say: &mut Complaints<'_>) -> Option<String> {
    let Some(defect) = defect(&path.value) else { return Some(path.value.clone()) };
    let message = format!("expected a path within the dossier, found {}, {defect}", shown(&path.value));
    impossible(path.at, message, "write it with `/` from the dossier's folder: `series/gdp.csv`", say);
    None
}

/// What is wrong with a path; `None` where nothing is.
fn defect(path: &str) -> Option<&'static str> {
    let part_is = |found: &str| path.split('/').any(|part| part == found);
    Some(if path.chars().any(char::is_control) {
        "which has a control character"
    } else if path.contains('\\') {
        "which has a backslash"
    } else if path.starts_with('/') {
        "which is absolute"
    } else if path.contains(':') {
        "which has a colon (a drive or an address)"
    } else if part_is("..") {
        "which leaves the dossier"
    } else if part_is(".") || part_is("") {
        "which has an empty part"
    } else if path.trim() != path {
        "which has white space at its end"
    } else {
        return None;
    })
}
