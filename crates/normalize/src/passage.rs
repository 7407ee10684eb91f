//! The passages table.

use chancery_model::passage::Passage;

use crate::document::Document;

/// Every statement as a row.
pub(crate) fn passages(document: &Document<'_>) -> Vec<Passage> {
    let row = |statement: &crate::document::Statement<'_>| Passage {
        passage_id: statement.passage_id.clone(),
        kind: statement.kind,
        section: document.heading(statement).to_owned(),
        paragraph: Some(statement.paragraph).filter(|number| *number > 0),
        sentence: Some(statement.sentence).filter(|number| *number > 0),
        anchor: document.anchor(statement.span),
        text: statement.text.to_owned(),
    };
    document.statements.iter().map(row).collect()
}
