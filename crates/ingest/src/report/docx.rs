//! DOCX (ECMA-376, transitional and strict): what a reader sees on the pages, tracked changes accepted.
//!
//! Left out: page headers and footers, comments, pictures, tables of contents, deleted and hidden text. The way
//! back leads to the document as text, one line a paragraph ([`crate::text::SourceMap`]).

mod body;
mod field;
mod markup;
mod numbering;
mod package;
mod paragraph;
mod print;
mod refusal;
mod style;
mod symbol;

use std::collections::BTreeMap;

use chancery_model::diagnostic::Checked;

use self::body::Body;
use self::numbering::Numbering;
use self::package::Package;
use self::paragraph::NoteId;
pub use self::refusal::DocxError;
use self::style::Styles;
use super::ReportError;
use super::draft::{Draft, Words};
use crate::text::TextError;

/// Reads a DOCX.
///
/// # Errors
/// When it is no DOCX, is damaged, or holds no text.
pub(super) fn read(bytes: &[u8], words: Words<'_>) -> Result<Checked<Draft>, ReportError> {
    let document = Document::open(bytes).map_err(ReportError::Docx)?;
    let checked = print::print(&document, words);
    if checked.value.blocks.is_empty() && checked.value.title.is_none() {
        return Err(ReportError::Text(TextError::Empty));
    }
    Ok(checked)
}

/// A document's parts, read.
#[derive(Debug)]
struct Document {
    styles: Styles,
    numbering: Numbering,
    body: Body,
    notes: BTreeMap<NoteId, body::Note>,
}

impl Document {
    fn open(bytes: &[u8]) -> Result<Self, DocxError> {
        let mut package = Package::open(bytes)?;
        let main = package.main_part()?;
        let relations = package.relations(&main)?;
        let mut related = |kind: &str| match relations.part(kind) {
            Some(name) => package.part(name),
            None => Ok(None),
        };
        let styles = related("styles")?.map(|part| Styles::read(&part)).transpose()?.unwrap_or_default();
        let numbering = related("numbering")?.map(|part| Numbering::read(&part)).transpose()?.unwrap_or_default();
        let mut notes = BTreeMap::new();
        for (kind, id) in [("footnotes", NoteId::Footnote as fn(String) -> NoteId), ("endnotes", NoteId::Endnote)] {
            let Some(name) = relations.part(kind) else { continue };
            let links = package.relations(name)?;
            let Some(part) = package.part(name)? else { continue };
            let read = Body::read(&part, &links, &styles)?;
            notes.extend(read.notes.into_iter().map(|(note, blocks)| (id(note), blocks)));
        }
        let part = package.part(&main)?.ok_or_else(|| DocxError::NoDocument { found: main.clone() })?;
        let body = Body::read(&part, &relations, &styles)?;
        Ok(Self { styles, numbering, body, notes })
    }
}

#[cfg(test)]
mod tests;
