//! A heading with nothing under it.

use chancery_model::diagnostic::{Diagnostic, Severity};

use super::Subject;

/// Every section that has neither text nor a section within.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let report = subject.document.report;
    let sections = &report.sections;
    let is_empty = |at: &usize| {
        let has_inner = sections.get(at + 1).is_some_and(|next| next.level > sections[*at].level);
        sections[*at].blocks.is_empty() && !has_inner
    };
    (0..sections.len())
        .filter(is_empty)
        .map(|at| {
            let heading = sections[at].heading;
            let message = format!("expected text under \u{201c}{}\u{201d}, found none", heading.of(&report.text));
            Diagnostic::in_report("empty-section", Severity::Warning, subject.document.anchor(heading), message)
                .help("write the section or take the heading out")
        })
        .collect()
}
