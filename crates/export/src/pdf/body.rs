//! The briefing's blocks, set in order.

use crate::briefing::{Block, Briefing, Inline};

use super::display::Owner;
use super::flow::{Bookmark, Keep, Piece};
use super::setter::{Setter, Setting};
use super::span::Span;
use super::structure::{Role, Structure};
use super::style::{BODY, CALLOUT, CALLOUT_HEADING, HeadingStyle, MEASURE, NOTE, heading};
use super::{figure, list, table, title};

/// The whole briefing as pieces.
pub(crate) fn set(briefing: &Briefing) -> Setter {
    let mut setter = Setter::new(briefing);
    title::set(&mut setter, briefing);
    for (index, block) in briefing.blocks.iter().enumerate() {
        let first = setter.flow.pieces.len();
        set_block(&mut setter, block);
        let leads = matches!(block, Block::Paragraph(_))
            && matches!(briefing.blocks.get(index + 1), Some(Block::List(items)) if !items.is_empty());
        // What leads into a list is not parted from it.
        if let Some(last) = setter.flow.pieces.get_mut(first..).and_then(<[Piece]>::last_mut).filter(|_| leads) {
            last.keep = Keep::Strong;
        }
    }
    setter
}

fn set_block(setter: &mut Setter, block: &Block) {
    match block {
        Block::Heading { level, text, language } => headed(setter, *level, text, language),
        Block::Paragraph(inlines) => prose(setter, Role::Paragraph, inlines, Setting::full(BODY, 0.0, 7.0)),
        Block::Callout { heading, body } => callout(setter, heading, body),
        Block::List(items) => list::bullets(setter, items),
        Block::Table(table) => table::set(setter, table),
        Block::Figure(figure) => figure::set(setter, figure),
        Block::References(entries) => list::references(setter, entries),
        Block::Note(inlines) => prose(setter, Role::Note, inlines, Setting::full(NOTE, 4.0, 6.0)),
    }
}

fn prose(setter: &mut Setter, role: Role, inlines: &[Inline], setting: Setting) {
    let element = setter.structure.add(Structure::DOCUMENT, role);
    let spans = setter.spans(inlines, setting.style, element);
    setter.lines(spans, setting, Keep::Free);
}

fn headed(setter: &mut Setter, level: u8, text: &str, language: &str) {
    let level = level.clamp(1, 3).min(setter.last_level + 1);
    let HeadingStyle { text: style, before, after } = heading(level);
    // A heading right below another belongs to it.
    let follows = setter.flow.pieces.last().is_some_and(|piece| piece.keep == Keep::Strong);
    let before = if follows { before * 0.5 } else { before };
    let element = setter.structure.add(Structure::DOCUMENT, Role::Heading(level));
    let first = setter.flow.pieces.len();
    let span = Span { language: language.into(), ..Span::plain(text.trim(), style, Owner::Element(element)) };
    let bookmark = Bookmark { level, text: span.text.clone() };
    setter.lines(vec![span], Setting::full(style, before, after), Keep::Strong);
    if let Some(piece) = setter.flow.pieces.get_mut(first) {
        piece.bookmark = Some(bookmark);
        setter.last_level = level;
    }
}

fn callout(setter: &mut Setter, heading: &str, body: &[Inline]) {
    const PADDING: f32 = 11.0;
    const INDENT: f32 = 17.0;
    let division = setter.structure.add(Structure::DOCUMENT, Role::Division);
    let first = setter.flow.pieces.len();
    let inset = |style, after| Setting { style, left: INDENT, width: MEASURE - 2.0 * INDENT, before: 0.0, after };
    let element = setter.structure.add(division, Role::Paragraph);
    let span = Span::plain(heading.trim(), CALLOUT_HEADING, Owner::Element(element));
    setter.lines(vec![span], inset(CALLOUT_HEADING, 3.0), Keep::Strong);
    let element = setter.structure.add(division, Role::Paragraph);
    let spans = setter.spans(body, CALLOUT, element);
    setter.lines(spans, inset(CALLOUT, 0.0), Keep::Strong);
    if setter.flow.pieces.len() == first {
        return;
    }
    let padding = |before, after, keep| Piece { height: PADDING, before, after, keep, ..Piece::default() };
    setter.flow.pieces.insert(first, padding(8.0, 0.0, Keep::Strong));
    setter.flow.pieces.push(padding(0.0, 14.0, Keep::Free));
    let last = setter.flow.pieces.len() - 1;
    for (index, piece) in setter.flow.pieces.iter_mut().enumerate().skip(first) {
        piece.backdrop = Some(setter.n_callouts);
        // Whole where a page can hold it; else cut between lines, never off its padding.
        let inner = index > first && index + 1 < last;
        piece.keep = if inner && piece.after == 0.0 { Keep::Weak } else { piece.keep };
    }
    setter.n_callouts += 1;
}

#[cfg(test)]
mod tests {
    use super::super::tests::nothing;
    use super::*;

    #[test]
    fn a_paragraph_keeps_to_the_list_it_leads_into() {
        let words = |text: &str| vec![Inline::Text(text.to_owned())];
        let cases = [
            (vec![Block::Paragraph(words("Open:")), Block::List(vec![words("one")])], Keep::Strong),
            (vec![Block::Paragraph(words("Open:")), Block::List(Vec::new())], Keep::Free),
            (vec![Block::Paragraph(words("Open.")), Block::Paragraph(words("More."))], Keep::Free),
            (vec![Block::Paragraph(words("Open."))], Keep::Free),
        ];
        for (blocks, expected) in cases {
            let briefing = Briefing { blocks, ..nothing() };
            let setter = set(&briefing);
            assert_eq!(setter.flow.pieces[0].keep, expected, "{:?}", briefing.blocks);
        }
    }
}
