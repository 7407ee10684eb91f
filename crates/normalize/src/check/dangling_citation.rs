//! A citation whose number the literature list does not have.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "dangling-citation",
    group: Group::References,
    severity: Severity::Error,
    exception: None,
    summary: "a citation whose number the list of sources does not have",
    explanation: Explanation {
        asks: "has each cited number an entry in the list?",
        why: "the reader cannot find what the claim rests on.",
        mend: "cite an entry of the list, or add the missing source to it.",
        fires: "Ships call daily [2].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "Ships call daily [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

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
            RULE.at(citation.anchor, message).record(&citation.citation_id)
        })
        .collect()
}
