//! A report that cites and has no list of sources.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::section::SectionKind;

use super::Subject;

/// One finding, at the first citation.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let has_list = subject.document.report.sections.iter().any(|section| section.kind == SectionKind::Literature);
    let first = subject.citations.first().filter(|_| !has_list || subject.references.is_empty());
    let finding = |first: &chancery_model::citation::Citation| {
        let n = subject.citations.len();
        let found = if has_list { "an empty one" } else { "none" };
        let message = format!("expected a literature section for {n} citations, found {found}");
        Diagnostic::in_report("no-literature-section", Severity::Error, first.anchor, message)
            .help("add a section headed Literature (or References, Sources, Bibliography) with one list item a source")
    };
    first.map(finding).into_iter().collect()
}
