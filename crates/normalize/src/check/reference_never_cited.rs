//! An entry of the literature list that nothing cites.

use chancery_model::diagnostic::{Diagnostic, Severity};

use super::Subject;

/// Every such entry; none where the report cites nothing at all (a plain reading list).
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.citations.is_empty() {
        return Vec::new();
    }
    let never = subject.references.iter().filter(|reference| reference.n_citations == 0);
    never
        .map(|reference| {
            let message = format!("expected [{}] to be cited somewhere, found no citation of it", reference.number);
            Diagnostic::in_report("reference-never-cited", Severity::Warning, reference.anchor, message)
                .help("cite it where the text rests on it, or take it off the list")
                .record(&reference.reference_id)
        })
        .collect()
}
