//! Where paragraphs begin, end and belong.

use super::{Host, Reader};
use crate::report::docx::field::FieldKind;
use crate::report::docx::paragraph::{Block, Paragraph, Piece};
use crate::report::docx::style::Role;

impl Reader<'_> {
    pub(super) fn open_paragraph(&mut self) -> &mut Paragraph {
        self.paragraph.get_or_insert_with(Paragraph::default)
    }

    pub(super) fn begin_paragraph(&mut self) {
        self.finish_paragraph();
        let is_contents = self.is_in_contents();
        let mut pieces = self.joined.take().map(|joined| joined.pieces).unwrap_or_default();
        pieces.extend(std::mem::take(&mut self.pending).into_iter().map(Piece::Notice));
        self.paragraph = Some(Paragraph { pieces, is_contents, ..Paragraph::default() });
    }

    pub(super) fn finish_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraph.take() else { return };
        // A field whose instruction runs on past its paragraph is broken, and would swallow the text.
        while self.fields.last().is_some_and(|field| !field.is_result) {
            self.fields.pop();
        }
        if matches!(self.styles.role(paragraph.style.as_deref()), Role::Heading(_)) {
            // No table of contents holds headings: one that seems to was never closed.
            self.fields.retain(|field| field.kind() != FieldKind::Contents);
            paragraph.is_contents = false;
        } else {
            paragraph.is_contents |= self.is_in_contents();
        }
        if paragraph.is_joined {
            paragraph.is_joined = false;
            self.joined = Some(paragraph);
        } else {
            self.place(paragraph);
        }
        for boxed in std::mem::take(&mut self.boxed) {
            self.place(boxed);
        }
    }

    pub(super) fn flush_joined(&mut self) {
        if let Some(joined) = self.joined.take() {
            self.place(joined);
        }
    }

    /// Puts a paragraph where it belongs.
    pub(super) fn place(&mut self, paragraph: Paragraph) {
        if let Some(host) = self.hosts.last_mut() {
            host.boxed.push(paragraph);
        } else if let Some(cell) = &mut self.cell {
            cell.paragraphs.push(paragraph);
        } else {
            self.body.blocks.push(Block::Paragraph(paragraph));
        }
    }

    pub(super) fn enter_box(&mut self) {
        self.hosts.push(Host {
            paragraph: self.paragraph.take(),
            run: std::mem::take(&mut self.run),
            fields: std::mem::take(&mut self.fields),
            boxed: std::mem::take(&mut self.boxed),
        });
    }

    pub(super) fn leave_box(&mut self) {
        self.finish_paragraph();
        self.flush_joined();
        let Some(host) = self.hosts.pop() else { return };
        self.paragraph = host.paragraph;
        self.run = host.run;
        self.fields = host.fields;
        self.boxed = host.boxed;
    }
}
