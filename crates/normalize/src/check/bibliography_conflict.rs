//! A bibliography file against the report's list.

use chancery_model::diagnostic::Diagnostic;

use super::Subject;

/// What the comparison found, file by file and entry by entry.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.bibliography.to_vec()
}
