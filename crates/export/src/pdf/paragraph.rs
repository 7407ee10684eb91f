//! A paragraph's lines as marks.

use std::ops::Range;
use std::rc::Rc;

use crate::drawing::Point;

use super::display::{Bounds, GlyphRun, Item, Mark, Owner, PlacedGlyph};
use super::language;
use super::linebreak::{self, Line};
use super::shaping::{Shaped, Shaper};
use super::span::Span;
use super::style::TextStyle;

/// A line's marks: the baseline runs through the origin.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetLine {
    /// Marks.
    pub(crate) items: Vec<Item>,
    /// Width in points, without spaces that hang over.
    pub(crate) width: f32,
}

/// A text that is shaped but not yet broken.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    spans: Vec<Span>,
    shaped: Shaped,
    style: TextStyle,
    /// Glyph and width of a hyphen for each span.
    hyphens: Vec<(u16, f32)>,
    /// Passages in another script than their span's language is written in, in order.
    passages: Vec<(Range<usize>, Rc<str>)>,
}

impl Paragraph {
    /// Shapes spans that are set in a style, in a document of a language.
    pub(crate) fn new(shaper: &mut Shaper, spans: Vec<Span>, style: TextStyle, language: &str) -> Self {
        let shaped = shaper.shape(&spans);
        let passages = passages(&shaped, &spans, language);
        let hyphens = spans.iter().map(|span| shaper.hyphen(span.face, span.size)).collect();
        Self { spans, shaped, style, hyphens, passages }
    }

    /// Width on one line, in points.
    pub(crate) fn width(&self) -> f32 {
        self.shaped.width()
    }

    /// Width of the widest word, in points.
    pub(crate) fn widest_word(&self) -> f32 {
        let (mut widest, mut width) = (0.0_f32, 0.0);
        for cluster in &self.shaped.clusters {
            if cluster.is_space {
                width = 0.0;
            } else {
                width += cluster.advance;
            }
            widest = widest.max(width);
        }
        widest
    }

    /// The lines of a width in points.
    pub(crate) fn lines(&self, width: f32) -> Vec<SetLine> {
        let hyphen = self.hyphens.iter().map(|(_, width)| *width).fold(0.0, f32::max);
        let lines = linebreak::lines(&self.shaped, width.max(1.0), self.style.fit, hyphen);
        let mut passage = 0;
        lines.into_iter().map(|line| self.set(line, &mut passage)).collect()
    }

    fn set(&self, line: Line, passage: &mut usize) -> SetLine {
        let mut setter = LineSetter::default();
        let (mut pen, mut width) = (0.0, 0.0);
        for index in line.start..line.next {
            let cluster = &self.shaped.clusters[index];
            let span = &self.spans[cluster.span];
            let language = self.language(cluster.text.start, passage).unwrap_or(&span.language);
            let missing = self.shaped.missing_at(cluster.text.start);
            setter.open(pen, span, cluster.span, cluster.face, language, missing);
            let text = &self.shaped.text[cluster.text.clone()];
            let glyphs = &self.shaped.glyphs[cluster.glyphs.clone()];
            for (nth, glyph) in glyphs.iter().enumerate() {
                setter.glyph(PlacedGlyph {
                    id: glyph.id,
                    x: pen + glyph.x,
                    y: glyph.y,
                    text: share(text, nth, glyphs.len()),
                });
            }
            pen += cluster.advance + if cluster.is_space { line.stretch } else { 0.0 };
            if index < line.end {
                width = pen;
                setter.reach(pen);
            }
        }
        if line.hyphen
            && let Some(last) = line.end.checked_sub(1).map(|last| &self.shaped.clusters[last])
        {
            let span = &self.spans[last.span];
            let (id, advance) = self.hyphens[last.span];
            setter.hyphen(width, span, id);
            width += advance;
        }
        SetLine { items: setter.finish(&self.spans), width }
    }

    /// The language at a byte of the text; bytes are asked for in order.
    fn language(&self, byte: usize, passage: &mut usize) -> Option<&Rc<str>> {
        while self.passages.get(*passage).is_some_and(|(range, _)| range.end <= byte) {
            *passage += 1;
        }
        let here = self.passages.get(*passage).filter(|(range, _)| range.contains(&byte));
        here.map(|(_, language)| language)
    }
}

/// Passages of a text in another script than its language is written in.
fn passages(shaped: &Shaped, spans: &[Span], document: &str) -> Vec<(Range<usize>, Rc<str>)> {
    let mut stretches: Vec<(Range<usize>, &str)> = Vec::new();
    for cluster in &shaped.clusters {
        let own = spans[cluster.span].language.as_ref();
        let language = if own.is_empty() { document } else { own };
        match stretches.last_mut() {
            Some((stretch, same)) if *same == language => stretch.end = cluster.text.end,
            _ => stretches.push((cluster.text.clone(), language)),
        }
    }
    let foreign = |(stretch, language): (Range<usize>, &str)| {
        let found = language::foreign(&shaped.text[stretch.clone()], language).into_iter();
        found.map(move |(range, language)| (stretch.start + range.start..stretch.start + range.end, language.into()))
    };
    stretches.into_iter().flat_map(foreign).collect()
}

/// The characters that one of a cluster's glyphs shows.
fn share(text: &str, nth: usize, count: usize) -> String {
    if text.chars().count() == count {
        return text.chars().nth(nth).map(String::from).unwrap_or_default();
    }
    if nth == 0 { text.to_owned() } else { String::new() }
}

/// Gathers a line's glyphs into runs of one span, font and language.
#[derive(Default)]
struct LineSetter {
    items: Vec<Item>,
    run: Option<(usize, GlyphRun, Owner)>,
    links: Vec<(usize, f32, f32)>,
}

impl LineSetter {
    fn open(
        &mut self,
        pen: f32,
        span: &Span,
        index: usize,
        face: crate::font::Face,
        language: &Rc<str>,
        missing: Option<char>,
    ) {
        let is_same = |(open, run, _): &&mut (usize, GlyphRun, Owner)| {
            let is_as_whole = run.actual_text.is_empty() == missing.is_none();
            *open == index && run.face == face && run.language == *language && is_as_whole
        };
        if let Some((_, run, _)) = self.run.as_mut().filter(is_same) {
            run.actual_text.extend(missing);
            return;
        }
        self.close();
        if span.target.is_some() && self.links.last().is_none_or(|(last, ..)| *last != index) {
            self.links.push((index, pen, pen));
        }
        let run = GlyphRun {
            face,
            size: span.size,
            fill: span.fill,
            at: Point { x: pen, y: -span.rise },
            glyphs: Vec::new(),
            actual_text: missing.map(String::from).unwrap_or_default(),
            language: Rc::clone(language),
        };
        self.run = Some((index, run, span.owner));
    }

    fn glyph(&mut self, glyph: PlacedGlyph) {
        if let Some((_, run, _)) = &mut self.run {
            run.glyphs.push(PlacedGlyph { x: glyph.x - run.at.x, ..glyph });
        }
    }

    fn reach(&mut self, pen: f32) {
        if let (Some((open, ..)), Some((link, _, right))) = (&self.run, self.links.last_mut())
            && open == link
        {
            *right = pen;
        }
    }

    fn hyphen(&mut self, pen: f32, span: &Span, id: u16) {
        let Some((index, mut run, owner)) = self.run.take() else { return };
        self.items.push(Item { owner, mark: Mark::Glyphs(run.clone()) });
        run.face = span.face;
        run.at.x = pen;
        run.actual_text = "\u{AD}".to_owned();
        run.glyphs = vec![PlacedGlyph { id, x: 0.0, y: 0.0, text: "-".to_owned() }];
        self.run = Some((index, run, owner));
        self.close();
    }

    fn close(&mut self) {
        if let Some((_, run, owner)) = self.run.take()
            && !run.glyphs.is_empty()
        {
            self.items.push(Item { owner, mark: Mark::Glyphs(run) });
        }
    }

    /// The line's marks; a link's place follows its text.
    fn finish(mut self, spans: &[Span]) -> Vec<Item> {
        self.close();
        for (index, left, right) in self.links {
            let span = &spans[index];
            let Some(target) = span.target.clone() else { continue };
            let (top, bottom) = (-span.rise - span.size * 0.9, -span.rise + span.size * 0.28);
            let mark = Mark::Link { bounds: Bounds { left: left - 1.0, top, right: right + 1.0, bottom }, target };
            let item = Item { owner: span.owner, mark };
            let after =
                self.items.iter().rposition(|item| item.owner == span.owner).map_or(self.items.len(), |at| at + 1);
            self.items.insert(after, item);
        }
        self.items
    }
}
