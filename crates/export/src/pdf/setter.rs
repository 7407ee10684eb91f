//! What is shared by all that sets blocks as pieces of the body, and running text.

use std::collections::BTreeMap;

use chancery_model::labels::filled;

use crate::briefing::{Briefing, Furniture, Inline};
use crate::drawing::Point;

use super::display::Item;
use super::flow::{Flow, Keep, Piece};
use super::paragraph::{Paragraph, SetLine};
use super::shaping::Shaper;
use super::span::{self, Span};
use super::structure::{ElementId, Structure};
use super::style::{MEASURE, Paper, TextStyle};

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
    /// Boxes so far.
    pub(crate) n_callouts: usize,
    /// Level of the last heading; 0 before the first.
    pub(crate) last_level: u8,
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

impl Setter {
    /// For a briefing of which nothing is set yet.
    pub(crate) fn new(briefing: &Briefing) -> Self {
        Self {
            shaper: Shaper::new(&briefing.language),
            structure: Structure::new(),
            flow: Flow::default(),
            sources: briefing.listed_sources(),
            links_back: briefing.links_back(),
            language: briefing.language.clone(),
            furniture: briefing.furniture.clone(),
            paper: Paper::of(briefing.page_size),
            n_tables: 0,
            n_figures: 0,
            n_callouts: 0,
            last_level: 0,
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

    /// What the figure set last is called.
    pub(crate) fn figure_label(&self) -> String {
        filled(&self.furniture.figure, &[("n", &self.n_figures.to_string())])
    }

    /// What the table set last is called.
    pub(crate) fn table_label(&self) -> String {
        filled(&self.furniture.table, &[("n", &self.n_tables.to_string())])
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
