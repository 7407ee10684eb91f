//! A report that cites and has no list of sources.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::section::SectionKind;

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "no-literature-section",
    group: Group::References,
    severity: Severity::Error,
    exception: None,
    summary: "a report that cites and lists no sources",
    explanation: Explanation {
        asks: "where the text cites by number, is there a section with the list of sources?",
        why: "a number that leads nowhere is no citation.",
        mend: "add a section headed Literature (or References, Sources, Bibliography) with one list item a source.",
        fires: "Ships call daily [1].",
        silent: "Ships call daily [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// One finding, at the first citation.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let has_list = subject.document.report.sections.iter().any(|section| section.kind == SectionKind::Literature);
    let first = subject.citations.first().filter(|_| !has_list || subject.references.is_empty());
    let finding = |first: &chancery_model::citation::Citation| {
        let n = subject.citations.len();
        let found = if has_list { "an empty one" } else { "none" };
        let message = format!("expected a literature section for {n} citations, found {found}");
        RULE.at(first.anchor, message)
    };
    first.map(finding).into_iter().collect()
}
