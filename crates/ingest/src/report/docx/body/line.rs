//! What stands in a paragraph: characters, links, fields, mentions of notes.

use super::{Frame, Reader, Run};
use crate::report::docx::field::{Field, FieldKind};
use crate::report::docx::markup::Tag;
use crate::report::docx::paragraph::{Look, NoteId, Notice, Piece};
use crate::report::docx::symbol::symbol;
use crate::text::cleaned;

impl Reader<'_> {
    /// An element of a run that stands for a character or begins or ends something.
    pub(super) fn mark(&mut self, tag: &Tag<'_>) {
        let attribute = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
        match tag.name() {
            "tab" | "ptab" => self.text("\t"),
            "br" | "cr" if self.is_printing() && !self.is_hidden() => {
                let look = self.look();
                self.open_paragraph().push_space(look);
            }
            "noBreakHyphen" => self.text("\u{2011}"),
            "sym" => {
                let letter = symbol(&attribute("font"), &attribute("char"));
                self.text(letter.encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" => self.mention(NoteId::Footnote(attribute("id")), tag),
            "endnoteReference" => self.mention(NoteId::Endnote(attribute("id")), tag),
            "fldChar" => match attribute("fldCharType").as_str() {
                "begin" => self.begin_field(Field::default()),
                "separate" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.is_result = true;
                    }
                }
                "end" => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }

    pub(super) fn equation(&mut self, tag: &Tag<'_>) -> Frame {
        // What stands above or below is kept apart, so that no two numbers run into one.
        let sign = match tag.name() {
            "t" => return Frame::Text,
            "r" => {
                self.run = Run::default();
                return Frame::Run;
            }
            "den" => "/",
            "sup" => "^",
            "sub" => "_",
            _ => return Frame::Plain,
        };
        self.run = Run::default();
        self.text(sign);
        Frame::Plain
    }

    /// Whether characters are printed here, not part of a field's instruction.
    pub(super) fn is_printing(&self) -> bool {
        self.fields.last().is_none_or(|field| field.is_result)
    }

    /// Fields that are never closed do not pile up: the oldest is forgotten.
    pub(super) fn begin_field(&mut self, field: Field) {
        const DEEPEST: usize = 32;
        if self.fields.len() == DEEPEST {
            self.fields.remove(0);
        }
        self.fields.push(field);
    }

    pub(super) fn is_in_contents(&self) -> bool {
        self.fields.iter().any(|field| field.is_result && field.kind() == FieldKind::Contents)
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.run.hidden.or_else(|| self.styles.is_hidden(self.run.style.as_deref())).unwrap_or(false)
    }

    pub(super) fn look(&self) -> Look {
        let paragraph = self.paragraph.as_ref().and_then(|paragraph| paragraph.style.as_deref());
        let run = self.run.style.as_deref();
        // Bold and italics of two styles cancel each other (ECMA-376 part 1, 17.7.3).
        let either = |run: Option<bool>, paragraph: Option<bool>| run.unwrap_or(false) != paragraph.unwrap_or(false);
        Look {
            is_bold: self.run.bold.unwrap_or_else(|| either(self.styles.is_bold(run), self.styles.is_bold(paragraph))),
            is_italic: self
                .run
                .italic
                .unwrap_or_else(|| either(self.styles.is_italic(run), self.styles.is_italic(paragraph))),
            is_raised: self.run.raised.or_else(|| self.styles.is_raised(run)).unwrap_or(false),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if text.is_empty() || !self.is_printing() {
            return;
        }
        if self.is_hidden() {
            if !std::mem::replace(&mut self.run.is_counted, true) {
                self.notice(Notice::HiddenText);
            }
            return;
        }
        if let Some(field) = self.fields.last_mut() {
            match field.kind() {
                FieldKind::NoteMark(name) => {
                    if field.is_replaced {
                        return;
                    }
                    if let Some(note) = self.note_of_bookmark.get(&name).cloned() {
                        field.is_replaced = true;
                        self.open_paragraph().pieces.push(Piece::Note(note));
                        return;
                    }
                }
                FieldKind::Link(target) => self.link(&target),
                FieldKind::Contents | FieldKind::Text => {}
            }
        }
        if let Some(Some(target)) = self.targets.last().cloned() {
            self.link(&target);
        }
        let look = self.look();
        self.open_paragraph().push(&cleaned(text), look);
    }

    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut().filter(|field| !field.is_result) {
            field.instruct(text);
        }
    }

    pub(super) fn link(&mut self, target: &str) {
        let address = &mut self.open_paragraph().address;
        if address.is_none() {
            *address = Some(target.to_owned());
        }
    }

    pub(super) fn mention(&mut self, note: NoteId, tag: &Tag<'_>) {
        if !self.is_printing() || self.is_hidden() {
            return;
        }
        if let Some(name) = self.bookmark.take() {
            self.note_of_bookmark.insert(name, note.clone());
        }
        self.run.has_own_mark =
            tag.attribute("customMarkFollows").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
        self.open_paragraph().pieces.push(Piece::Note(note));
    }

    pub(super) fn notice(&mut self, notice: Notice) {
        let count = self.body.notices.entry(notice).or_default();
        *count += 1;
        if *count > 1 {
            return;
        }
        match &mut self.paragraph {
            Some(paragraph) => paragraph.pieces.push(Piece::Notice(notice)),
            None => self.pending.push(notice),
        }
    }
}
