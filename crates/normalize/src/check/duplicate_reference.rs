//! One source listed twice.

use std::collections::BTreeMap;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::Reference;
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-reference",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "one source listed twice",
    explanation: Explanation {
        asks: "do two entries of the list have one address, or one author, title and date?",
        why: "two numbers for one source make the evidence look broader than it is.",
        mend: "cite the first of the two and take the other out.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Port Review, 2 May 2019) <https://example.org/a/> accessed 3 May 2021.\n",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Port Review, 2 May 2019) <https://example.org/b> accessed 3 May 2021.\n",
    },
};

/// One finding for each entry that repeats an earlier one.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, &Reference> = BTreeMap::new();
    let mut findings = Vec::new();
    for reference in subject.references {
        let keys = [
            address(reference).map(|key| (key, "address")),
            work(reference).map(|key| (key, "author, title and date")),
        ];
        let repeated = keys.iter().flatten().find_map(|(key, what)| Some((*first.get(key)?, *what)));
        if let Some((earlier, what)) = repeated {
            let message = format!(
                "expected a source of its own, found the {what} of [{}]: {}",
                earlier.number,
                super::quoted(&earlier.raw)
            );
            findings.push(
                RULE.at(reference.anchor, message)
                    .label(earlier.anchor, format!("[{}], the same source", earlier.number))
                    .help(format!("cite [{}] instead and take this entry out", earlier.number))
                    .record(&reference.reference_id),
            );
        }
        for (key, _) in keys.into_iter().flatten() {
            first.entry(key).or_insert(reference);
        }
    }
    findings
}

/// The address without what does not tell pages apart; `None` for a site's front page, which says little.
fn address(reference: &Reference) -> Option<String> {
    let url = reference.url.as_deref()?.to_lowercase();
    let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let bare = bare.split('#').next().unwrap_or(bare).trim_end_matches('/');
    bare.contains('/').then(|| format!("address {bare}"))
}

/// Author, title and date, without case and marks.
fn work(reference: &Reference) -> Option<String> {
    let plain = |text: &str| {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let title = plain(reference.title.as_deref()?);
    let container = plain(reference.container_title.as_deref().unwrap_or_default());
    (!title.is_empty()).then(|| {
        format!(
            "work {} {title} {container} {}",
            plain(&reference.author_printed),
            reference.issued.map(|date| date.to_string()).unwrap_or_default()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn repeated_entries_are_found() {
        check(
            "duplicate-reference",
            &[
                (
                    "one_address",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Paper, 2 May 2020) <https://example.org/a/> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Paper, 2 May 2019) <http://www.example.org/a> accessed 3 May 2021.\n",
                    &["B. Baker, ‘Two’ (Paper, 2 May 2019) <http://www.example.org/a> accessed 3 May 2021."],
                ),
                (
                    "one_work",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Paper, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- A. Adams, ‘One’ (Paper, 2 May 2020) <https://example.com/b> accessed 3 May 2021.\n",
                    &["A. Adams, ‘One’ (Paper, 2 May 2020) <https://example.com/b> accessed 3 May 2021."],
                ),
                (
                    "one_front_page",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Paper, 2 May 2020) <https://example.org> accessed 3 May 2021.\n- A. Adams, ‘Two’ (Paper, 2 May 2020) <https://example.org/> accessed 3 May 2021.\n",
                    &[],
                ),
                (
                    "two_issues",
                    "# R\n\n## Literature\n\n- Bank, ‘Outlook’ (Bank, 2020) <https://example.org/20> accessed 3 May 2021.\n- Bank, ‘Outlook’ (Bank, 2021) <https://example.org/21> accessed 3 May 2021.\n",
                    &[],
                ),
            ],
        );
    }
}
