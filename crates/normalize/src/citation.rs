//! The citations table, and which sources a quote is backed by.

use std::collections::BTreeMap;

use chancery_ingest::report::CitationGroup;
use chancery_ingest::span::Span;
use chancery_model::citation::Citation;
use chancery_model::reference::Reference;

use crate::document::{Document, Statement};

/// Reference ids by the number they are cited by.
pub(crate) type Numbers = BTreeMap<u32, String>;

/// Ids by number. Of two entries with one number the first counts.
pub(crate) fn numbers(references: &[Reference]) -> Numbers {
    let mut numbers = Numbers::new();
    for reference in references {
        numbers.entry(reference.number).or_insert_with(|| reference.reference_id.clone());
    }
    numbers
}

/// How often each number is cited.
pub(crate) fn counts(document: &Document<'_>) -> BTreeMap<u32, u32> {
    let mut counts = BTreeMap::new();
    for group in document.statements.iter().flat_map(|statement| statement.groups) {
        for citation in &group.citations {
            *counts.entry(citation.number).or_insert(0) += 1;
        }
    }
    counts
}

/// Every citation as a row.
pub(crate) fn citations(document: &Document<'_>, numbers: &Numbers) -> Vec<Citation> {
    let text = &document.report.text;
    let mut rows = Vec::new();
    for statement in &document.statements {
        let mut order = 0;
        for (group, clause) in statement.groups.iter().zip(statement.clauses()) {
            let scope = clause.trimmed(text);
            for citation in &group.citations {
                order += 1;
                rows.push(Citation {
                    citation_id: format!("{}-c{order}", statement.passage_id),
                    number: citation.number,
                    reference_id: numbers.get(&citation.number).cloned(),
                    passage_id: statement.passage_id.clone(),
                    section: document.heading(statement).to_owned(),
                    anchor: document.anchor(citation.span),
                    scope: document.anchor(scope),
                    scope_text: scope.of(text).to_owned(),
                });
            }
        }
    }
    rows
}

/// The sources of a quote: those of the first group at or after its end in the same statement, each once.
pub(crate) fn sources_of(statement: &Statement<'_>, quote: Span, numbers: &Numbers) -> Vec<String> {
    ids_of(statement.group_after(quote.end), numbers)
}

/// The sources that groups cite, each once.
pub(crate) fn ids_of<'g>(groups: impl IntoIterator<Item = &'g CitationGroup>, numbers: &Numbers) -> Vec<String> {
    let mut ids = Vec::new();
    for citation in groups.into_iter().flat_map(|group| &group.citations) {
        if let Some(id) = numbers.get(&citation.number).filter(|id| !ids.contains(*id)) {
            ids.push(id.clone());
        }
    }
    ids
}
