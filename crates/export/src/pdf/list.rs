//! Lists: bullets, and the numbered sources.

use crate::briefing::{Inline, ReferenceEntry};

use super::display::{Item, Owner};
use super::flow::Keep;
use super::setter::{Setter, Setting, at_baseline};
use super::span::{self, Span};
use super::structure::{ElementId, Role, Structure};
use super::style::{BODY, LABEL_GAP, MEASURE, REFERENCE, TextStyle};

/// Sets a bulleted list.
pub(crate) fn bullets(setter: &mut Setter, items: &[Vec<Inline>]) {
    let list = setter.structure.add(Structure::DOCUMENT, Role::BulletList);
    let style = Items { style: BODY, gutter: 15.0, after: 3.5 };
    for text in items {
        style.set(setter, list, "•", |setter, body| setter.spans(text, BODY, body));
    }
    if let Some(last) = setter.flow.pieces.last_mut().filter(|_| !items.is_empty()) {
        last.after = last.after.max(7.0);
    }
}

/// Sets the list of sources, each with links back to where it is cited.
pub(crate) fn references(setter: &mut Setter, entries: &[ReferenceEntry]) {
    let list = setter.structure.add(Structure::DOCUMENT, Role::NumberedList);
    let digits = entries.iter().map(|entry| entry.number).max().unwrap_or(0).to_string();
    let gutter = REFERENCE.face.width(&format!("{digits}."), REFERENCE.size) + LABEL_GAP;
    let style = Items { style: REFERENCE, gutter, after: 3.5 };
    for entry in entries {
        let first = setter.flow.pieces.len();
        style.set(setter, list, &format!("{}.", entry.number), |setter, body| {
            let mut spans = setter.spans(&entry.text, REFERENCE, body);
            // An entry without a word is not set, whatever cites it.
            if !span::is_empty(&spans) {
                let count = setter.links_back.get(&entry.number).copied().unwrap_or(0);
                spans.extend(span::links_back(entry.number, count, REFERENCE, body, &mut setter.structure));
            }
            spans
        });
        if let Some(piece) = setter.flow.pieces.get_mut(first) {
            piece.source = Some(entry.number);
        }
    }
}

/// How a list's items are set: the label flush right in the gutter, the text hanging beside it.
struct Items {
    style: TextStyle,
    gutter: f32,
    after: f32,
}

impl Items {
    fn set(
        &self,
        setter: &mut Setter,
        list: ElementId,
        label: &str,
        text: impl FnOnce(&mut Setter, ElementId) -> Vec<Span>,
    ) {
        let item = setter.structure.add(list, Role::ListItem);
        let label_element = setter.structure.add(item, Role::Label);
        let body = setter.structure.add(item, Role::ListBody);
        let spans = text(setter, body);
        if span::is_empty(&spans) {
            return;
        }
        let first = setter.flow.pieces.len();
        let (style, left) = (self.style, self.gutter);
        let setting = Setting { style, left, width: MEASURE - left, before: 0.0, after: self.after };
        setter.lines(spans, setting, Keep::Free);
        let label = setter.shape(vec![Span::plain(label, style, Owner::Element(label_element))], style);
        let left = left - LABEL_GAP - label.width();
        let line = label.lines(self.gutter).into_iter().take(1);
        let marks: Vec<Item> = line.flat_map(|line| at_baseline(line, Setting { left, ..setting })).collect();
        if let Some(piece) = setter.flow.pieces.get_mut(first) {
            piece.items.splice(0..0, marks);
        }
    }
}
