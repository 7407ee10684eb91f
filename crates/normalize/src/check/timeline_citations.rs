//! Timeline items without a source.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Exception, Explanation, Group, Rule};

use super::Subject;
use crate::document::{Part, Statement};

pub(super) const RULE: Rule = Rule {
    id: "timeline-item-no-citation",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Info, when: "where no item cites, which is told once for all" }),
    summary: "a timeline item without a source",
    explanation: Explanation {
        asks: "where most items cite, does each?",
        why: "the timeline is read and copied apart from the text.",
        mend: "end the item with the citation that the text has for it.",
        fires: "## Timeline\n\n- 1999 – Port: opened [1].\n- 2004 – Bridge: built.\n- 2012 – Rail: laid [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "## Timeline\n\n- 1999 – Port: opened [1].\n- 2004 – Bridge: built [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// One finding for each item without a citation, or one at the heading.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.citations.is_empty() {
        return Vec::new();
    }
    let document = subject.document;
    let items: Vec<&Statement<'_>> =
        document.statements.iter().filter(|statement| matches!(statement.part, Part::Timeline(_))).collect();
    let mut findings = Vec::new();
    for items in items.chunk_by(|one, other| one.section == other.section) {
        let bare = items.iter().filter(|item| item.groups.is_empty());
        let (n, n_bare) = (items.len(), bare.clone().count());
        let section = &document.report.sections[items[0].section];
        if n_bare == n {
            let message = format!("expected the timeline to cite its sources, found no citation in {n} items");
            let place = if section.heading.is_empty() { items[0].span } else { section.heading };
            findings.push(
                RULE.excepted()
                    .at(document.anchor(place), message)
                    .help("end each item with the citation that the text has for it"),
            );
        } else if n_bare * 2 < n {
            findings.extend(bare.map(|item| {
                let message = format!(
                    "expected a citation, as {} of {n} items have, found none in {}",
                    n - n_bare,
                    super::quoted(item.text)
                );
                RULE.at(document.anchor(item.span), message)
            }));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn items_without_citation_are_found() {
        check(
            "timeline-item-no-citation",
            &[
                (
                    "one",
                    "# R\n\n## Timeline\n\n- 1999 – Port: opened [1].\n- 2004 – Bridge: built.\n- 2012 – Rail: laid [1].\n",
                    &["2004 – Bridge: built."],
                ),
                (
                    "none_has_one",
                    "# R\n\n## Trade\n\nThe port is large [1].\n\n## Timeline\n\n- 1999 – Port: opened.\n- 2004 – Bridge: built.\n",
                    &["Timeline"],
                ),
                (
                    "all_have_one",
                    "# R\n\n## Timeline\n\n- 1999 – Port: opened [1].\n- 2004 – Bridge: built [2].\n",
                    &[],
                ),
                ("report_without_citations", "# R\n\n## Timeline\n\n- 1999 – Port: opened.\n", &[]),
            ],
        );
    }
}
