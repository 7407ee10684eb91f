//! Sources without an address, or with one that only leads to a site's front page.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::{Reference, ReferenceType};
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const NO_URL: Rule = Rule {
    id: "reference-no-url",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "a source without an address, where most have one",
    explanation: Explanation {
        asks: "where at least half of the entries have an address or DOI, has each page, article and report one?",
        why: "a reader must be able to open what a claim rests on.",
        mend: "add the address in angle brackets, and the day it was looked at.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- Bob Baker, ‘Two’ (Reuters, 2 May 2019).\n",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Port Review, 2 May 2019) <https://example.org/b> accessed 3 May 2021.\n",
    },
};

pub(super) const NOT_PINNED: Rule = Rule {
    id: "reference-url-not-pinned",
    group: Group::References,
    severity: Severity::Info,
    exception: None,
    summary: "an address that only leads to a site’s front page",
    explanation: Explanation {
        asks: "does the address name a page? Data sets may be cited by their portal.",
        why: "a site’s front page shows something else every day.",
        mend: "give the address of the page itself.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/> accessed 3 May 2021.",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// `reference-no-url` where at least half of the entries have an address or DOI; `reference-url-not-pinned` (info)
/// for a front page.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let has_address = |reference: &&Reference| reference.url.is_some() || reference.doi.is_some();
    let is_custom = subject.references.iter().filter(has_address).count() * 2 >= subject.references.len();
    let mut findings = Vec::new();
    for reference in subject.references {
        let finding = match reference.url.as_deref() {
            None if is_custom && reference.doi.is_none() && is_online(reference.kind) => {
                NO_URL.at(reference.anchor, "expected an address, as most entries have one, found none")
            }
            Some(url) if is_front_page(url) && reference.kind != ReferenceType::Dataset => {
                let message =
                    format!("expected the address of the page cited, found a site\u{2019}s front page, {url}");
                NOT_PINNED.at(reference.anchor, message)
            }
            Some(_) | None => continue,
        };
        findings.push(finding.record(&reference.reference_id));
    }
    findings
}

/// Whether sources of this kind are read on the web as a rule.
fn is_online(kind: ReferenceType) -> bool {
    matches!(
        kind,
        ReferenceType::ArticleNewspaper
            | ReferenceType::ArticleMagazine
            | ReferenceType::Webpage
            | ReferenceType::Report
            | ReferenceType::Dataset
            | ReferenceType::Document
    )
}

fn is_front_page(url: &str) -> bool {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    !bare.trim_end_matches('/').contains(['/', '?'])
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn missing_addresses_are_found() {
        check(
            "reference-no-url",
            &[
                (
                    "one_without",
                    "# R\n\n## Literature\n\n- Ann Adams, ‘One’ (Reuters, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- Bob Baker, ‘Two’ (Reuters, 2 May 2019).\n",
                    &["Bob Baker, ‘Two’ (Reuters, 2 May 2019)."],
                ),
                (
                    "none_has_one",
                    "# R\n\n## Literature\n\n- Ann Adams, ‘One’ (Reuters, 2 May 2020).\n- Bob Baker, ‘Two’ (Reuters, 2 May 2019).\n- Cy Cole, ‘Three’ (Reuters, 2 May 2018).\n",
                    &[],
                ),
                (
                    "book",
                    "# R\n\n## Literature\n\n- Ann Adams, ‘One’ (Reuters, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- Bob Baker, *Two* (Oxford University Press 2019).\n",
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn front_pages_are_found() {
        check(
            "reference-url-not-pinned",
            &[
                (
                    "front_page",
                    "# R\n\n## Literature\n\n- Ann Adams, ‘One’ (Reuters, 2 May 2020) <https://example.org/> accessed 3 May 2021.\n",
                    &["Ann Adams, ‘One’ (Reuters, 2 May 2020) <https://example.org/> accessed 3 May 2021."],
                ),
                (
                    "page",
                    "# R\n\n## Literature\n\n- Ann Adams, ‘One’ (Reuters, 2 May 2020) <https://example.org/one> accessed 3 May 2021.\n",
                    &[],
                ),
            ],
        );
    }
}
