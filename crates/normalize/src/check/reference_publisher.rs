//! Books and reports that nobody is said to have published.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::{Name, Reference, ReferenceType};
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "reference-no-publisher",
    group: Group::References,
    severity: Severity::Info,
    exception: None,
    summary: "a book or report without the publisher that stands behind it",
    explanation: Explanation {
        asks: "does each book, chapter, report and data set name a publisher, a series, a body as its author, or an address?",
        why: "who published a report is the first thing a reader weighs it by.",
        mend: "add the publisher before the year: (Oxford University Press 2019).",
        fires: "## Literature\n\n- Ann Adams, *Harbours of the North* (2019).",
        silent: "## Literature\n\n- Ann Adams, *Harbours of the North* (Oxford University Press 2019).\n",
    },
};

/// One finding for each such source without a publisher, a container, a body as its author, or an address.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let is_bare = |reference: &&Reference| {
        let is_publication = match reference.kind {
            // A chapter's container is the book, which has a publisher of its own.
            ReferenceType::Book | ReferenceType::Chapter => true,
            // What nobody is said to have published is a document of no kind; an address says who.
            ReferenceType::Report | ReferenceType::Dataset | ReferenceType::Document => {
                reference.container_title.is_none() && reference.url.is_none() && reference.title.is_some()
            }
            ReferenceType::ArticleNewspaper
            | ReferenceType::ArticleMagazine
            | ReferenceType::ArticleJournal
            | ReferenceType::Webpage
            | ReferenceType::LegalCase
            | ReferenceType::Legislation
            | ReferenceType::Treaty
            | ReferenceType::Speech => false,
        };
        let is_of_a_body = reference.authors.iter().any(|name| matches!(name, Name::Literal(_)));
        is_publication && reference.publisher.is_none() && !is_of_a_body
    };
    let bare = subject.references.iter().filter(is_bare);
    bare.map(|reference| {
        RULE.at(reference.anchor, "expected a publisher, as a book or report has one, found none")
            .help("add the publisher before the year")
            .record(&reference.reference_id)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn publications_of_nobody_are_found() {
        check(
            "reference-no-publisher",
            &[
                (
                    "book",
                    "# R\n\n## Literature\n\n- Ann Adams, *Harbours of the North* (2019).\n",
                    &["Ann Adams, Harbours of the North (2019)."],
                ),
                (
                    "published",
                    "# R\n\n## Literature\n\n- Ann Adams, *Harbours of the North* (Oxford University Press 2019).\n",
                    &[],
                ),
                (
                    "article",
                    "# R\n\n## Literature\n\n- Ann Adams, ‘Harbours of the North’ (Reuters, 2 May 2019).\n",
                    &[],
                ),
            ],
        );
    }
}
