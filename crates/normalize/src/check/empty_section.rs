//! A heading with nothing under it.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::section::SectionKind;

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "empty-section",
    group: Group::Text,
    severity: Severity::Warning,
    exception: None,
    summary: "a heading with nothing under it",
    explanation: Explanation {
        asks: "has each section text, or a section within?",
        why: "a reader looks for what the heading promises.",
        mend: "write the section or take the heading out.",
        fires: "## Trade\n\n## Money\n\nThe currency held.",
        silent: "## Trade\n\n### Goods\n\nShips call daily.",
    },
};

/// Every section that has neither text nor a section within; the report's title is none.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let report = subject.document.report;
    let sections = &report.sections;
    let is_empty = |at: &usize| {
        let has_inner = sections.get(at + 1).is_some_and(|next| next.level > sections[*at].level);
        // Plain text marks no title: it is the line above the introduction.
        let is_title = *at == 0 && sections.get(1).is_some_and(|next| next.kind == SectionKind::Introduction);
        sections[*at].blocks.is_empty() && !has_inner && !is_title
    };
    (0..sections.len())
        .filter(is_empty)
        .map(|at| {
            let heading = sections[at].heading;
            let message = format!("expected text under \u{201c}{}\u{201d}, found none", heading.of(&report.text));
            RULE.at(subject.document.anchor(heading), message)
        })
        .collect()
}
