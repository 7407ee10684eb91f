//! The findings table: diagnostics with their place in the report and in the author's file.

use chancery_model::diagnostic::{Diagnostic, Place};
use chancery_model::finding::Finding;

use crate::document::Document;

/// The rows, in document order; those without a place in the report come last, in the order they arose.
pub(crate) fn findings(document: &Document<'_>, diagnostics: &[Diagnostic]) -> Vec<Finding> {
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by_key(|diagnostic| match diagnostic.place {
        Place::Report(anchor) => (0, anchor.start, anchor.end),
        Place::File { .. } | Place::Dossier => (1, 0, 0),
    });
    ordered.into_iter().map(|diagnostic| finding(document, diagnostic)).collect()
}

fn finding(document: &Document<'_>, diagnostic: &Diagnostic) -> Finding {
    let row = Finding {
        rule: diagnostic.rule().id.to_owned(),
        severity: diagnostic.severity(),
        message: diagnostic.message.clone(),
        section: String::new(),
        line: None,
        column: None,
        anchor: None,
        record_id: diagnostic.record_id.clone(),
    };
    match &diagnostic.place {
        Place::Report(anchor) => {
            let start = document.span(*anchor).start;
            let (line, column) = document.report.source.position(start);
            let section = document.section_at(start);
            Finding {
                section: section
                    .map(|section| section.heading.of(&document.report.text).to_owned())
                    .unwrap_or_default(),
                line: u32::try_from(line).ok(),
                column: u32::try_from(column).ok(),
                anchor: Some(*anchor),
                ..row
            }
        }
        Place::File { file, line, column } => {
            Finding { message: format!("{file}: {}", row.message), line: *line, column: *column, ..row }
        }
        Place::Dossier => row,
    }
}
