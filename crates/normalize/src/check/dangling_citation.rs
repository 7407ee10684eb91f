//! A citation whose number the literature list does not have.

use chancery_model::diagnostic::{Diagnostic, Severity};

use super::Subject;

/// Every citation without its entry. A report without a list has one finding of its own instead.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.references.is_empty() {
        return Vec::new();
    }
    let highest = subject.references.iter().map(|reference| reference.number).max().unwrap_or(0);
    let dangling = subject.citations.iter().filter(|citation| citation.reference_id.is_none());
    dangling
        .map(|citation| {
            let message =
                format!("expected an entry {} in the literature list, found entries 1 to {highest}", citation.number);
            Diagnostic::in_report("dangling-citation", Severity::Error, citation.anchor, message)
                .help("cite an entry of the list, or add the missing source to it")
                .record(&citation.citation_id)
        })
        .collect()
}
