//! The title block, on the first page.

use crate::briefing::Briefing;
use crate::font::Face;

use super::display::{Bounds, Item, Owner};
use super::flow::{Keep, Piece};
use super::setter::{Setter, Setting, at_baseline};
use super::span::{self, Span};
use super::structure::{Role, Structure};
use super::style::{ACCENT, FACT, FACT_LABEL, HAIRLINE, MEASURE, SUBTITLE, TITLE};

/// Title, subtitle, facts and a rule; nothing for what is empty.
pub(crate) fn set(setter: &mut Setter, briefing: &Briefing) {
    let bar = Bounds { left: 0.0, top: 0.0, right: 46.0, bottom: 4.0 };
    let bar = Piece { height: 14.0, items: vec![Item::tint(bar, ACCENT)], keep: Keep::Strong, ..Piece::default() };
    let first = setter.flow.pieces.len();
    for (text, style, role) in [(&briefing.title, TITLE, Role::Title), (&briefing.subtitle, SUBTITLE, Role::Paragraph)]
    {
        let element = setter.structure.add(Structure::DOCUMENT, role);
        let span = Span::plain(text.trim(), style, Owner::Element(element));
        setter.lines(vec![span], Setting::full(style, 2.0, 2.0), Keep::Weak);
    }
    facts(setter, briefing);
    if setter.flow.pieces.len() > first {
        setter.flow.pieces.insert(first, bar);
        let rule = Item::rule(0.0, MEASURE, 0.0, 0.75, HAIRLINE);
        setter.flow.pieces.push(Piece { height: 1.0, before: 9.0, after: 14.0, items: vec![rule], ..Piece::default() });
    }
}

/// Facts as lines of label and value, the values in one column.
fn facts(setter: &mut Setter, briefing: &Briefing) {
    let widest = briefing.facts.iter().map(|(label, _)| Face::SansBold.width(&span::clean(label), FACT_LABEL.size));
    let gutter = (widest.fold(0.0, f32::max) + 12.0).min(MEASURE * 0.35);
    let list = setter.structure.add(Structure::DOCUMENT, Role::LabelledList);
    for (index, (label, value)) in briefing.facts.iter().enumerate() {
        let item = setter.structure.add(list, Role::ListItem);
        let label_owner = Owner::Element(setter.structure.add(item, Role::Label));
        let value_owner = Owner::Element(setter.structure.add(item, Role::ListBody));
        let label = setter.shape(vec![Span::plain(label.trim(), FACT_LABEL, label_owner)], FACT_LABEL);
        let value = setter.shape(vec![Span::plain(value.trim(), FACT, value_owner)], FACT);
        let labels = label.lines(gutter - 6.0);
        let values = value.lines(MEASURE - gutter);
        let n_lines = labels.len().max(values.len());
        let (mut labels, mut values) = (labels.into_iter(), values.into_iter());
        for line in 0..n_lines {
            let label = labels.next().map(|line| at_baseline(line, Setting::full(FACT_LABEL, 0.0, 0.0)));
            let beside = Setting { left: gutter, ..Setting::full(FACT, 0.0, 0.0) };
            let value = values.next().map(|line| at_baseline(line, beside));
            setter.flow.pieces.push(Piece {
                height: FACT.leading,
                before: if index == 0 && line == 0 { 9.0 } else { 0.0 },
                items: label.into_iter().chain(value).flatten().collect(),
                keep: Keep::Weak,
                ..Piece::default()
            });
        }
    }
}
