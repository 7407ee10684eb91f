//! Sets blocks as pieces of the body: the state that they share, and running text.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::labels::filled;

use crate::briefing::{Block, Briefing, Furniture, Inline};
use crate::drawing::Point;

use super::display::{Item, Owner};
use super::flow::{Bookmark, Flow, Keep, Piece};
use super::paragraph::{Paragraph, SetLine};
use super::shaping::Shaper;
use super::span::{self, Span};
use super::structure::{ElementId, Role, Structure};
use super::style::{BODY, CALLOUT, CALLOUT_HEADING, HeadingStyle, MEASURE, NOTE, Paper, TextStyle, heading};
use super::{figure, list, table, title};

/// The body as far as it is set.
pub(crate) struct Setter {
    /// Fonts.
    pub(crate) shaper: Shaper,
    /// Elements.
    pub(crate) structure: Structure,
    /// Pieces.
    pub(crate) flow: Flow,
    /// Sources that can be linked to.
    pub(crate) sources: span::Sources,
    /// How many links lead back from each source.
    pub(crate) links_back: BTreeMap<u32, usize>,
    /// BCP 47 language of the document.
    pub(crate) language: String,
    furniture: Furniture,
    /// Paper.
    pub(crate) paper: Paper,
    /// Tables so far.
    pub(crate) n_tables: u32,
    /// Figures so far.
    pub(crate) n_figures: u32,
    n_callouts: usize,
    last_level: u8,
}

/// A block of lines: where it stands and what it stays with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    /// Style.
    pub(crate) style: TextStyle,
    /// From the text's left edge, in points.
    pub(crate) left: f32,
    /// Width of the lines, in points.
    pub(crate) width: f32,
    /// Space above the first line.
    pub(crate) before: f32,
    /// Space below the last line.
    pub(crate) after: f32,
}

impl Setting {
    /// Over the whole measure.
    pub(crate) const fn full(style: TextStyle, before: f32, after: f32) -> Self {
        Self { style, left: 0.0, width: MEASURE, before, after }
    }
}

/// The whole briefing as pieces.
pub(crate) fn set(briefing: &Briefing) -> Setter {
    let entries = briefing.blocks.iter().filter_map(|block| match block {
        Block::References(entries) => Some(entries),
        Block::Heading { .. }
        | Block::Paragraph(_)
        | Block::Callout { .. }
        | Block::List(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Note(_) => None,
    });
    let sources: BTreeSet<u32> = entries.flatten().map(|entry| entry.number).collect();
    let mut setter = Setter {
        shaper: Shaper::new(&briefing.language),
        structure: Structure::new(),
        flow: Flow::default(),
        sources,
        links_back: briefing.links_back(),
        language: briefing.language.clone(),
        furniture: briefing.furniture.clone(),
        paper: Paper::of(briefing.page_size),
        n_tables: 0,
        n_figures: 0,
        n_callouts: 0,
        last_level: 0,
    };
    title::set(&mut setter, briefing);
    for (index, block) in briefing.blocks.iter().enumerate() {
        let first = setter.flow.pieces.len();
        setter.block(block);
        let leads = matches!(block, Block::Paragraph(_))
            && matches!(briefing.blocks.get(index + 1), Some(Block::List(items)) if !items.is_empty());
        // What leads into a list is not parted from it.
        if let Some(last) = setter.flow.pieces.get_mut(first..).and_then(<[Piece]>::last_mut).filter(|_| leads) {
            last.keep = Keep::Strong;
        }
    }
    setter
}

impl Setter {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, language } => self.heading(*level, text, language),
            Block::Paragraph(inlines) => self.prose(Role::Paragraph, inlines, Setting::full(BODY, 0.0, 7.0)),
            Block::Callout { heading, body } => self.callout(heading, body),
            Block::List(items) => list::bullets(self, items),
            Block::Table(table) => table::set(self, table),
            Block::Figure(figure) => figure::set(self, figure),
            Block::References(entries) => list::references(self, entries),
            Block::Note(inlines) => self.prose(Role::Note, inlines, Setting::full(NOTE, 4.0, 6.0)),
        }
    }

    /// Inlines as spans of an element.
    pub(crate) fn spans(&mut self, inlines: &[Inline], style: TextStyle, element: ElementId) -> Vec<Span> {
        span::spans(inlines, style, element, &self.sources, &mut self.structure)
    }

    /// Spans, shaped.
    pub(crate) fn shape(&mut self, spans: Vec<Span>, style: TextStyle) -> Paragraph {
        Paragraph::new(&mut self.shaper, spans, style, &self.language)
    }

    /// Lines of spans as pieces, added to the body; where there are none, nothing is.
    pub(crate) fn lines(&mut self, spans: Vec<Span>, setting: Setting, keep_last: Keep) {
        if span::is_empty(&spans) {
            return;
        }
        let lines = self.shape(spans, setting.style).lines(setting.width);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let is_last = index + 1 == count;
            self.flow.pieces.push(Piece {
                height: setting.style.leading,
                before: if index == 0 { setting.before } else { 0.0 },
                after: if is_last { setting.after } else { 0.0 },
                items: at_baseline(line, setting),
                // Neither the first nor the last line of a paragraph stands alone on a page.
                keep: match index {
                    _ if is_last => keep_last,
                    _ if keep_last == Keep::Strong => Keep::Strong,
                    0 => Keep::Weak,
                    _ if index + 2 == count => Keep::Weak,
                    _ => Keep::Free,
                },
                ..Piece::default()
            });
        }
    }

    fn prose(&mut self, role: Role, inlines: &[Inline], setting: Setting) {
        let element = self.structure.add(Structure::DOCUMENT, role);
        let spans = self.spans(inlines, setting.style, element);
        self.lines(spans, setting, Keep::Free);
    }

    /// What the figure set last is called.
    pub(crate) fn figure_label(&self) -> String {
        filled(&self.furniture.figure, &[("n", &self.n_figures.to_string())])
    }

    /// What the table set last is called.
    pub(crate) fn table_label(&self) -> String {
        filled(&self.furniture.table, &[("n", &self.n_tables.to_string())])
    }

    fn heading(&mut self, level: u8, text: &str, language: &str) {
        let level = level.clamp(1, 3).min(self.last_level + 1);
        let HeadingStyle { text: style, before, after } = heading(level);
        // A heading right below another belongs to it.
        let follows = self.flow.pieces.last().is_some_and(|piece| piece.keep == Keep::Strong);
        let before = if follows { before * 0.5 } else { before };
        let element = self.structure.add(Structure::DOCUMENT, Role::Heading(level));
        let first = self.flow.pieces.len();
        let span = Span { language: language.into(), ..Span::plain(text.trim(), style, Owner::Element(element)) };
        let bookmark = Bookmark { level, text: span.text.clone() };
        self.lines(vec![span], Setting::full(style, before, after), Keep::Strong);
        if let Some(piece) = self.flow.pieces.get_mut(first) {
            piece.bookmark = Some(bookmark);
            self.last_level = level;
        }
    }

    fn callout(&mut self, heading: &str, body: &[Inline]) {
        const PADDING: f32 = 11.0;
        const INDENT: f32 = 17.0;
        let division = self.structure.add(Structure::DOCUMENT, Role::Division);
        let first = self.flow.pieces.len();
        let inset = |style, after| Setting { style, left: INDENT, width: MEASURE - 2.0 * INDENT, before: 0.0, after };
        let element = self.structure.add(division, Role::Paragraph);
        let span = Span::plain(heading.trim(), CALLOUT_HEADING, Owner::Element(element));
        self.lines(vec![span], inset(CALLOUT_HEADING, 3.0), Keep::Strong);
        let element = self.structure.add(division, Role::Paragraph);
        let spans = self.spans(body, CALLOUT, element);
        self.lines(spans, inset(CALLOUT, 0.0), Keep::Strong);
        if self.flow.pieces.len() == first {
            return;
        }
        let padding = |before, after, keep| Piece { height: PADDING, before, after, keep, ..Piece::default() };
        self.flow.pieces.insert(first, padding(8.0, 0.0, Keep::Strong));
        self.flow.pieces.push(padding(0.0, 14.0, Keep::Free));
        let last = self.flow.pieces.len() - 1;
        for (index, piece) in self.flow.pieces.iter_mut().enumerate().skip(first) {
            piece.backdrop = Some(self.n_callouts);
            // Whole where a page can hold it; else cut between lines, never off its padding.
            let inner = index > first && index + 1 < last;
            piece.keep = if inner && piece.after == 0.0 { Keep::Weak } else { piece.keep };
        }
        self.n_callouts += 1;
    }
}

/// A line's marks in a piece of one line's height.
pub(crate) fn at_baseline(line: SetLine, setting: Setting) -> Vec<Item> {
    let by = Point { x: setting.left, y: baseline(setting.style) };
    line.items.into_iter().map(|item| item.moved(by)).collect()
}

/// Baseline of a line from its top: the text's height is centred in the leading.
pub(crate) fn baseline(style: TextStyle) -> f32 {
    (style.leading - style.size) / 2.0 + style.size * 0.79
}

#[cfg(test)]
mod tests {
    use chancery_model::dossier::PageSize;

    use super::*;
    use crate::drawing::Colour;

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
            let briefing = Briefing {
                page_size: PageSize::A4,
                accent: Colour::rgb(0),
                logo: None,
                title: String::new(),
                subtitle: String::new(),
                language: "en".to_owned(),
                title_language: String::new(),
                furniture: Furniture::english(),
                authors: Vec::new(),
                description: String::new(),
                keywords: Vec::new(),
                date: None,
                running_head: String::new(),
                facts: Vec::new(),
                blocks,
            };
            let setter = set(&briefing);
            assert_eq!(setter.flow.pieces[0].keep, expected, "{:?}", briefing.blocks);
        }
    }
}
