//! Authors that are a site's address, or that are named again as publisher.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const IS_DOMAIN: Rule = Rule {
    id: "reference-author-is-domain",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "a site’s address in the place of an author",
    explanation: Explanation {
        asks: "is the author a person or body?",
        why: "a domain says who runs a server, not who answers for the text.",
        mend: "name the author, or the body that runs the site.",
        fires: "## Literature\n\n- Steppe-news.org, ‘One’ (9 May 2021) <https://example.org/a> accessed 3 June 2021.",
        silent: "## Literature\n\n- Steppe News, ‘One’ (9 May 2021) <https://example.org/a> accessed 3 June 2021.",
    },
};

pub(super) const EQUALS_PUBLISHER: Rule = Rule {
    id: "reference-author-equals-publisher",
    group: Group::References,
    severity: Severity::Info,
    exception: None,
    summary: "an author named again as publisher",
    explanation: Explanation {
        asks: "does the entry avoid naming one body twice? Some styles want both.",
        why: "the second name tells the reader nothing.",
        mend: "leave the name out of the parenthesis.",
        fires: "## Literature\n\n- World Bank, ‘One’ (World Bank, 2021) <https://example.org/a> accessed 3 June 2021.",
        silent: "## Literature\n\n- World Bank, ‘One’ (2021) <https://example.org/a> accessed 3 June 2021.",
    },
};

/// `reference-author-is-domain`; `reference-author-equals-publisher` (info: some styles want both).
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for reference in subject.references {
        let author = reference.author_printed.trim();
        let publisher = reference.publisher.as_ref().or(reference.container_title.as_ref());
        let finding = if is_domain(author) {
            let message = format!("expected a person or body as author, found the address of a site, {author}");
            IS_DOMAIN.at(reference.anchor, message)
        } else if let Some(publisher) =
            publisher.filter(|name| !author.is_empty() && name.to_lowercase() == author.to_lowercase())
        {
            let message = format!("expected a publisher other than the author, found {publisher} as both");
            EQUALS_PUBLISHER.at(reference.anchor, message)
        } else {
            continue;
        };
        findings.push(finding.record(&reference.reference_id));
    }
    findings
}

/// Whether a name is a domain: labels with dots between, the last of letters.
fn is_domain(name: &str) -> bool {
    const SHORTEST: usize = 3;
    let Some((labels, ending)) = name.rsplit_once('.') else { return false };
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
    // `U.S.` and `St.John` are no domains: the ending is in small letters and the name before it a word.
    (2..=6).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_lowercase())
        && labels.split('.').all(is_label)
        && labels.len() >= SHORTEST
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;
    use super::is_domain;

    #[test]
    fn domains_are_told_from_names() {
        for name in ["Steppe-news.org", "portal.example.com", "Zeitung.de"] {
            assert!(is_domain(name), "{name}");
        }
        for name in ["U.S.", "J.R.R. Tolkien", "World Bank", "St.John", "Dr.no one", "", ".org", "Co.", "A.b"] {
            assert!(!is_domain(name), "{name}");
        }
    }

    #[test]
    fn domains_as_authors_are_found() {
        check(
            "reference-author-is-domain",
            &[
                (
                    "domain",
                    "# R\n\n## Literature\n\n- Steppe-news.org, ‘One’ (9 May 2021) <https://example.org/a> accessed 3 June 2021.\n",
                    &["Steppe-news.org, ‘One’ (9 May 2021) <https://example.org/a> accessed 3 June 2021."],
                ),
                (
                    "body",
                    "# R\n\n## Literature\n\n- Steppe News, ‘One’ (9 May 2021) <https://example.org/a> accessed 3 June 2021.\n",
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn names_said_twice_are_found() {
        check(
            "reference-author-equals-publisher",
            &[
                (
                    "twice",
                    "# R\n\n## Literature\n\n- World Bank, ‘One’ (World Bank, 2021) <https://example.org/a> accessed 3 June 2021.\n",
                    &["World Bank, ‘One’ (World Bank, 2021) <https://example.org/a> accessed 3 June 2021."],
                ),
                (
                    "once",
                    "# R\n\n## Literature\n\n- World Bank, ‘One’ (2021) <https://example.org/a> accessed 3 June 2021.\n",
                    &[],
                ),
            ],
        );
    }
}
