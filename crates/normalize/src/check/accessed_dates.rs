//! The day a source was looked at: missing, without an address, or before the source was issued.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::Reference;
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const NO_ACCESSED: Rule = Rule {
    id: "reference-no-accessed",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "an address without the day it was looked at, where most have one",
    explanation: Explanation {
        asks: "where most addresses have a day of access, has each?",
        why: "pages change, and the day tells which state was read.",
        mend: "add the day after the address: accessed 3 May 2021.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Port Review, 2 May 2019) <https://example.org/b> accessed 3 May 2021.\n- C. Cole, ‘Three’ (Port Review, 2 May 2018) <https://example.org/c>.\n",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Port Review, 2 May 2019) <https://example.org/b> accessed 3 May 2021.\n",
    },
};

pub(super) const WITHOUT_URL: Rule = Rule {
    id: "accessed-without-url",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "a day of access without an address",
    explanation: Explanation {
        asks: "does a day of access stand beside an address or DOI?",
        why: "the day says when a page was read; without the page it says nothing.",
        mend: "add the address in angle brackets, or take the day of access out.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) accessed 3 May 2021.",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

pub(super) const BEFORE_ISSUED: Rule = Rule {
    id: "accessed-before-issued",
    group: Group::References,
    severity: Severity::Error,
    exception: None,
    summary: "a source looked at before it was issued",
    explanation: Explanation {
        asks: "was the source out by the day it was looked at?",
        why: "one of the two dates must be wrong.",
        mend: "correct whichever of the two dates is wrong.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 4 May 2021) <https://example.org/a> accessed 3 May 2021.",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// `reference-no-accessed`, `accessed-without-url` and `accessed-before-issued` (error).
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let with_url = || subject.references.iter().filter(|reference| reference.url.is_some());
    let is_custom = with_url().filter(|reference| reference.accessed.is_some()).count() * 2 > with_url().count();
    let mut findings = Vec::new();
    let mut add = |reference: &Reference, rule: &'static Rule, message: String, help: &str| {
        findings.push(rule.at(reference.anchor, message).help(help).record(&reference.reference_id));
    };
    for reference in subject.references {
        match (&reference.url, reference.accessed) {
            (Some(url), None) if is_custom => add(
                reference,
                &NO_ACCESSED,
                format!("expected the day that {url} was looked at, as most entries have it, found none"),
                "add the day after the address: accessed 3 May 2021",
            ),
            (None, Some(accessed)) if reference.doi.is_none() => add(
                reference,
                &WITHOUT_URL,
                format!("expected an address before the day of access {accessed}, found none"),
                "add the address in angle brackets, or take the day of access out",
            ),
            _ => {}
        }
        let (issued, accessed) = (reference.issued, reference.accessed);
        let days = issued.and_then(|date| date.earliest()).zip(accessed.and_then(|date| date.latest()));
        if let (Some((out, seen)), Some(issued), Some(accessed)) = (days, issued, accessed)
            && seen < out
        {
            add(
                reference,
                &BEFORE_ISSUED,
                format!("expected a day of access after the source was issued on {issued}, found {accessed}"),
                "correct whichever of the two dates is wrong",
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn missing_days_of_access_are_found() {
        check(
            "reference-no-accessed",
            &[
                (
                    "one_without",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Reuters, 2 May 2020) <https://example.org/b> accessed 3 May 2021.\n- C. Cole, ‘Three’ (Reuters, 2 May 2019) <https://example.org/c>.\n",
                    &["C. Cole, ‘Three’ (Reuters, 2 May 2019) <https://example.org/c>."],
                ),
                (
                    "none_has_one",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2 May 2020) <https://example.org/a>.\n- B. Baker, ‘Two’ (Reuters, 2 May 2019) <https://example.org/b>.\n",
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn days_of_access_without_address_are_found() {
        check(
            "accessed-without-url",
            &[
                (
                    "no_address",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2 May 2020) accessed 3 May 2021.\n",
                    &["A. Adams, ‘One’ (Reuters, 2 May 2020) accessed 3 May 2021."],
                ),
                (
                    "address",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn days_of_access_too_early_are_found() {
        check(
            "accessed-before-issued",
            &[
                (
                    "day_before",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 4 May 2021) <https://example.org/a> accessed 3 May 2021.\n",
                    &["A. Adams, ‘One’ (Reuters, 4 May 2021) <https://example.org/a> accessed 3 May 2021."],
                ),
                (
                    "same_day",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 3 May 2021) <https://example.org/a> accessed 3 May 2021.\n",
                    &[],
                ),
                (
                    "same_year",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2021) <https://example.org/a> accessed 3 May 2021.\n",
                    &[],
                ),
            ],
        );
    }
}
