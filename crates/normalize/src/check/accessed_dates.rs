//! The day a source was looked at: missing, without an address, or before the source was issued.
//!
//! **What it asks**: where most addresses have a day of access, has each; does a day of access stand beside an
//! address; and was the source out by then?
//!
//! **Why**: pages change, and the day tells which state was read. A day of access before the date of issue cannot be.
//!
//! **Example**: `(Paper, 9 May 2024) <https://example.org/a> accessed 3 May 2021`.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::Reference;

use super::Subject;

/// `reference-no-accessed`, `accessed-without-url` and `accessed-before-issued` (error).
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let with_url = || subject.references.iter().filter(|reference| reference.url.is_some());
    let is_custom = with_url().filter(|reference| reference.accessed.is_some()).count() * 2 > with_url().count();
    let mut findings = Vec::new();
    let mut add = |reference: &Reference, rule, severity, message: String, help: &str| {
        findings.push(
            Diagnostic::in_report(rule, severity, reference.anchor, message).help(help).record(&reference.reference_id),
        );
    };
    for reference in subject.references {
        match (&reference.url, reference.accessed) {
            (Some(url), None) if is_custom => add(
                reference,
                "reference-no-accessed",
                Severity::Warning,
                format!("expected the day that {url} was looked at, as most entries have it, found none"),
                "add the day after the address: accessed 3 May 2021",
            ),
            (None, Some(accessed)) if reference.doi.is_none() => add(
                reference,
                "accessed-without-url",
                Severity::Warning,
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
                "accessed-before-issued",
                Severity::Error,
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
