//! The title block, on the first page.

use crate::briefing::Briefing;

use super::display::{Bounds, Item, Owner};
use super::flow::{Keep, Piece};
use super::logo;
use super::setter::{Setter, Setting, at_baseline};
use super::span::{self, Span};
use super::structure::{ElementId, Role, Structure};
use super::style::{ACCENT, FACT, FACT_LABEL, HAIRLINE, MEASURE, SUBTITLE, TITLE, TextStyle};

/// Logo, title, subtitle, facts and a rule; nothing for what is empty.
pub(crate) fn set(setter: &mut Setter, briefing: &Briefing) {
    let bar = Bounds { left: 0.0, top: 0.0, right: 46.0, bottom: 4.0 };
    let mut bar = Piece { height: 14.0, items: vec![Item::tint(bar, ACCENT)], keep: Keep::Strong, ..Piece::default() };
    let first = setter.flow.pieces.len();
    for (text, style, role) in [(&briefing.title, TITLE, Role::Title), (&briefing.subtitle, SUBTITLE, Role::Paragraph)]
    {
        let element = setter.structure.add(Structure::DOCUMENT, role);
        let language = briefing.title_language.as_str().into();
        let span = Span { language, ..Span::plain(text.trim(), style, Owner::Element(element)) };
        setter.lines(vec![span], Setting::full(style, 2.0, 2.0), Keep::Weak);
    }
    facts(setter, briefing);
    if let Some(logo) = &briefing.logo {
        logo::set(setter, &mut bar, logo);
    }
    if setter.flow.pieces.len() > first || briefing.logo.is_some() {
        setter.flow.pieces.insert(first, bar);
        let rule = Item::rule(0.0, MEASURE, 0.0, 0.75, HAIRLINE);
        setter.flow.pieces.push(Piece { height: 1.0, before: 9.0, after: 14.0, items: vec![rule], ..Piece::default() });
    }
}

/// Facts as label and value, two abreast where both are short enough, the values in one column each.
fn facts(setter: &mut Setter, briefing: &Briefing) {
    let width = |text: &str, style: TextStyle| style.face.width(&span::clean(text.trim()), style.size);
    let widest = briefing.facts.iter().map(|(label, _)| width(label, FACT_LABEL)).fold(0.0, f32::max);
    let gutter = (widest + 12.0).min(MEASURE * 0.35);
    let half = MEASURE / 2.0;
    let is_short = |(_, value): &(String, String)| gutter + width(value, FACT) <= half - 12.0;
    let list = setter.structure.add(Structure::DOCUMENT, Role::LabelledList);
    let mut facts = briefing.facts.as_slice();
    let mut before = 9.0;
    while let Some((first, rest)) = facts.split_first() {
        let beside = rest.first().filter(|second| is_short(first) && is_short(second));
        let mut columns = fact(setter, list, first, 0.0, gutter);
        if let Some(second) = beside {
            columns.extend(fact(setter, list, second, half, gutter));
        }
        let n_lines = columns.iter().map(Vec::len).max().unwrap_or(0);
        let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
        for _ in 0..n_lines {
            let items = columns.iter_mut().filter_map(Iterator::next).flatten().collect();
            setter.flow.pieces.push(Piece {
                height: FACT.leading,
                before,
                items,
                keep: Keep::Weak,
                ..Piece::default()
            });
            before = 0.0;
        }
        facts = &rest[usize::from(beside.is_some())..];
    }
}

/// The lines of a fact's label and of its value, `left` points into the text.
fn fact(
    setter: &mut Setter,
    list: ElementId,
    (label, value): &(String, String),
    left: f32,
    gutter: f32,
) -> Vec<Vec<Vec<Item>>> {
    let item = setter.structure.add(list, Role::ListItem);
    let parts = [
        (label, FACT_LABEL, Role::Label, left, gutter - 6.0),
        (value, FACT, Role::ListBody, left + gutter, MEASURE - left - gutter),
    ];
    let lines = |(text, style, role, left, width): (&String, TextStyle, Role, f32, f32)| {
        let owner = Owner::Element(setter.structure.add(item, role));
        let shaped = setter.shape(vec![Span::plain(text.trim(), style, owner)], style);
        let at = Setting { left, ..Setting::full(style, 0.0, 0.0) };
        shaped.lines(width).into_iter().map(|line| at_baseline(line, at)).collect()
    };
    parts.map(lines).into()
}
