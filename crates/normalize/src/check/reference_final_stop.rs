//! An entry of the literature list without a full stop, where the others have one.

use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::Reference;
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "reference-no-final-full-stop",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "an entry without a full stop, where the others have one",
    explanation: Explanation {
        asks: "in a list where at least three entries in four end with a full stop, does each?",
        why: "a missing stop may be a lost half of an entry.",
        mend: "end the entry with a full stop.",
        fires: "## Literature\n\n- A, ‘One’ (2 May 2020).\n- B, ‘Two’ (2 May 2020).\n- C, ‘Three’ (3 May 2020).\n- D, ‘Four’ (4 May 2020)",
        silent: "## Literature\n\n- A, ‘One’ (2 May 2020).\n- B, ‘Two’ (2 May 2020).",
    },
};

/// One finding at the last character of each entry without a stop, where at least three in four have one.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let is_closed = |reference: &&Reference| reference.raw.trim_end().ends_with('.');
    let n = subject.references.len();
    let n_closed = subject.references.iter().filter(is_closed).count();
    if n_closed * 4 < n * 3 {
        return Vec::new();
    }
    let open = subject.references.iter().filter(|reference| !is_closed(reference) && !reference.raw.is_empty());
    open.map(|reference| {
        let last = Anchor { start: reference.anchor.end.saturating_sub(1).max(reference.anchor.start), ..reference.anchor };
        let ending: String = reference.raw.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        let message =
            format!("expected a full stop at the entry\u{2019}s end, as {n_closed} of {n} entries have, found \u{201c}\u{2026}{ending}\u{201d}");
        RULE.at(last, message)
            .edit(Anchor { start: reference.anchor.end, end: reference.anchor.end }, ".")
            .record(&reference.reference_id)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn missing_stops_are_found() {
        check(
            "reference-no-final-full-stop",
            &[
                (
                    "one_of_four",
                    "# R\n\n## Literature\n\n- A, ‘One’ (2 May 2020).\n- B, ‘Two’ (2 May 2020).\n- C, ‘Three’ (3 May 2020).\n- D, ‘Four’ (4 May 2020)\n",
                    &[")"],
                ),
                ("none_has_one", "# R\n\n## Literature\n\n- A, ‘One’ (2 May 2020)\n- B, ‘Two’ (2 May 2020)\n", &[]),
                ("all_have_one", "# R\n\n## Literature\n\n- A, ‘One’ (2 May 2020).\n- B, ‘Two’ (2 May 2020).\n", &[]),
            ],
        );
    }
}
