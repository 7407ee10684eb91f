//! An entry of the literature list that nothing cites.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "reference-never-cited",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "a source that nothing cites",
    explanation: Explanation {
        asks: "is each entry of the list cited somewhere? A report without any citation is passed over.",
        why: "a list longer than the evidence makes the evidence look broader than it is.",
        mend: "cite the source where the text rests on it, or take it off the list.",
        fires: "Ships call daily [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Port Review, 2 May 2019) <https://example.org/b> accessed 3 May 2021.\n",
        silent: "Ships call daily [1], and in winter too [2].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Port Review, 2 May 2019) <https://example.org/b> accessed 3 May 2021.\n",
    },
};

/// Every such entry; none where the report cites nothing at all (a plain reading list).
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.citations.is_empty() {
        return Vec::new();
    }
    let never = subject.references.iter().filter(|reference| reference.n_citations == 0);
    never
        .map(|reference| {
            let message = format!("expected [{}] to be cited somewhere, found no citation of it", reference.number);
            RULE.at(reference.anchor, message)
                .help("cite it where the text rests on it, or take it off the list")
                .record(&reference.reference_id)
        })
        .collect()
}
