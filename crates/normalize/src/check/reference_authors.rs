//! Authors that are a site's address, or that are named again as publisher.
//!
//! **What it asks**: is the author a person or body, and does the entry avoid saying it twice?
//!
//! **Why**: a domain says who runs a server, not who answers for the text.
//!
//! **Example**: `Example-news.org, ‘Talks resumed’ (9 May 2021)`.

use chancery_model::diagnostic::{Diagnostic, Severity};

use super::Subject;

/// `reference-author-is-domain`; `reference-author-equals-publisher` (info: some styles want both).
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for reference in subject.references {
        let author = reference.author_printed.trim();
        let publisher = reference.publisher.as_ref().or(reference.container_title.as_ref());
        let finding = if is_domain(author) {
            let message = format!("expected a person or body as author, found the address of a site, {author}");
            Diagnostic::in_report("reference-author-is-domain", Severity::Warning, reference.anchor, message)
                .help("name the author, or the body that runs the site")
        } else if let Some(publisher) =
            publisher.filter(|name| !author.is_empty() && name.to_lowercase() == author.to_lowercase())
        {
            let message = format!("expected a publisher other than the author, found {publisher} as both");
            Diagnostic::in_report("reference-author-equals-publisher", Severity::Info, reference.anchor, message)
                .help("leave the name out of the parenthesis")
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
