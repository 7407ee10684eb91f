//! Pieces of the body one under another, and how they are cut into pages.

use std::collections::BTreeMap;

use crate::drawing::Point;

use super::display::{Bounds, Item, Mark, Page, Target};
use super::structure::{ElementId, Structure};
use super::style::{ACCENT, MARGIN, MEASURE, Paper, TINT, TOP};

/// How firmly a piece stays with the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Keep {
    /// A page may end here.
    #[default]
    Free,
    /// Together where a page can hold both.
    Weak,
    /// Together, though weaker ties break: a heading and what it heads.
    Strong,
}

/// What is never cut by a page's end: a line, a row, a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Piece {
    /// Height in points.
    pub(crate) height: f32,
    /// Least space above, in points; none at the top of a page.
    pub(crate) before: f32,
    /// Least space below, in points; the larger of two neighbours' counts.
    pub(crate) after: f32,
    /// Marks, from the text's left edge and the piece's top.
    pub(crate) items: Vec<Item>,
    /// How firmly it stays with the next piece.
    pub(crate) keep: Keep,
    /// Box that it lies in; neighbours of one number lie in one box.
    pub(crate) backdrop: Option<usize>,
    /// Header, in [`Flow::headers`], that is printed above it where it begins a page.
    pub(crate) header: Option<usize>,
    /// Entry in the outline.
    pub(crate) bookmark: Option<Bookmark>,
    /// Number of the source that links lead to here.
    pub(crate) source: Option<u32>,
    /// Picture in it, and where.
    pub(crate) figure: Option<(ElementId, Bounds)>,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bookmark {
    /// From 1.
    pub(crate) level: u8,
    /// Text.
    pub(crate) text: String,
}

/// A header that is repeated on each page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Header {
    /// Height in points.
    pub(crate) height: f32,
    /// Marks.
    pub(crate) items: Vec<Item>,
}

/// The body.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Flow {
    /// Pieces, in order.
    pub(crate) pieces: Vec<Piece>,
    /// Headers of tables.
    pub(crate) headers: Vec<Header>,
}

/// A place to jump to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// Page, from 0.
    pub(crate) page: usize,
    /// From the top of the page, in points.
    pub(crate) y: f32,
}

/// The body in pages; there is at least one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Paged {
    /// Pages.
    pub(crate) pages: Vec<Page>,
    /// Outline, in order.
    pub(crate) bookmarks: Vec<(Bookmark, Place)>,
    /// Where each source stands.
    pub(crate) sources: BTreeMap<u32, Place>,
    /// Where each source is cited, in reading order.
    pub(crate) citations: BTreeMap<u32, Vec<Place>>,
}

/// Cuts the body into pages.
pub(crate) fn paginate(flow: Flow, structure: &mut Structure, paper: Paper) -> Paged {
    let needs = needs(&flow.pieces);
    let Flow { pieces, headers } = flow;
    let mut cutter = Cutter { paged: Paged { pages: vec![Page::default()], ..Paged::default() }, y: TOP, open: None };
    let mut after = 0.0;
    let mut held = Keep::Free;
    for (index, piece) in pieces.into_iter().enumerate() {
        let header = piece.header.and_then(|header| headers.get(header));
        // A heading below another that did not fit with it begins a chain of its own.
        let begins = piece.bookmark.is_some();
        let is_fresh = cutter.is_fresh();
        let gap = if is_fresh { 0.0 } else { piece.before.max(after) };
        let room = paper.column() - header.map_or(0.0, |header| header.height);
        // What must fit below: the whole chain of ties, or as much of it as one page can hold.
        let need = match needs[index] {
            need if need.weak <= room && (held == Keep::Free || begins) => need.weak,
            need if need.strong <= room && held < Keep::Strong => need.strong,
            _ => piece.height,
        };
        if !is_fresh && cutter.y + gap + need > paper.bottom() + 0.01 {
            cutter.turn(header);
            cutter.place(piece, 0.0, structure, &mut held, &mut after);
        } else {
            cutter.place(piece, gap, structure, &mut held, &mut after);
        }
    }
    cutter.close();
    cutter.paged
}

/// Heights from a piece to the end of its chain.
#[derive(Clone, Copy, Default)]
struct Need {
    /// Of ties of any strength.
    weak: f32,
    /// Of strong ties only.
    strong: f32,
}

fn needs(pieces: &[Piece]) -> Vec<Need> {
    let mut needs = vec![Need::default(); pieces.len()];
    for (index, piece) in pieces.iter().enumerate().rev() {
        let next = pieces.get(index + 1).map(|next| (piece.after.max(next.before), needs[index + 1]));
        let (mut weak, mut strong) = (piece.height, piece.height);
        if let Some((gap, next)) = next {
            if piece.keep >= Keep::Weak {
                weak += gap + next.weak;
            }
            if piece.keep == Keep::Strong {
                strong += gap + next.strong;
            }
        }
        needs[index] = Need { weak, strong };
    }
    needs
}

struct Cutter {
    paged: Paged,
    y: f32,
    /// Box that is being drawn: its number, where its marks go, its top.
    open: Option<(usize, usize, f32)>,
}

impl Cutter {
    fn page(&mut self) -> &mut Page {
        let last = self.paged.pages.len() - 1;
        &mut self.paged.pages[last]
    }

    fn is_fresh(&self) -> bool {
        self.y <= TOP
    }

    fn turn(&mut self, header: Option<&Header>) {
        self.close();
        self.paged.pages.push(Page::default());
        self.y = TOP;
        if let Some(header) = header {
            let by = Point { x: MARGIN, y: TOP };
            let items = header.items.iter().cloned().filter_map(Item::repeated).map(|item| item.moved(by));
            let items: Vec<_> = items.collect();
            self.page().items.extend(items);
            self.y += header.height;
        }
    }

    fn place(&mut self, piece: Piece, gap: f32, structure: &mut Structure, held: &mut Keep, after: &mut f32) {
        if self.open.is_some_and(|(number, ..)| piece.backdrop != Some(number)) {
            self.close();
        }
        let top = self.y + gap;
        if let (Some(number), None) = (piece.backdrop, self.open) {
            let at = self.page().items.len();
            self.open = Some((number, at, top));
        }
        let by = Point { x: MARGIN, y: top };
        let here = Place { page: self.paged.pages.len() - 1, y: top };
        let first = self.page().items.len();
        self.page().items.extend(piece.items.into_iter().map(|item| item.moved(by)));
        self.note_citations(first);
        if let Some(bookmark) = piece.bookmark {
            self.paged.bookmarks.push((bookmark, here));
        }
        if let Some(number) = piece.source {
            self.paged.sources.entry(number).or_insert(here);
        }
        if let Some((element, bounds)) = piece.figure {
            structure.place(element, bounds.moved(by));
        }
        self.y = top + piece.height;
        *held = piece.keep;
        *after = piece.after;
    }

    /// Notes where sources are cited among the page's items from `first` on.
    fn note_citations(&mut self, first: usize) {
        let page = self.paged.pages.len() - 1;
        let Some(last) = self.paged.pages.last() else { return };
        for item in last.items.get(first..).unwrap_or_default() {
            if let Mark::Link { bounds, target: Target::Reference(number) } = &item.mark {
                self.paged.citations.entry(*number).or_default().push(Place { page, y: bounds.top });
            }
        }
    }

    /// Draws the open box under what lies in it.
    fn close(&mut self) {
        let Some((_, at, top)) = self.open.take() else { return };
        let bounds = Bounds { left: MARGIN, top, right: MARGIN + MEASURE, bottom: self.y };
        let bar = Bounds { right: MARGIN + 3.0, ..bounds };
        self.page().items.splice(at..at, [Item::tint(bounds, TINT), Item::tint(bar, ACCENT)]);
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::dossier::PageSize;

    use super::*;

    const A4: Paper = Paper::of(PageSize::A4);

    fn pages(heights: &[(f32, Keep)]) -> Vec<usize> {
        let piece = |&(height, keep): &(f32, Keep)| Piece {
            height,
            keep,
            items: vec![Item::rule(0.0, 1.0, 0.0, 1.0, ACCENT)],
            ..Piece::default()
        };
        let flow = Flow { pieces: heights.iter().map(piece).collect(), headers: Vec::new() };
        paginate(flow, &mut Structure::new(), A4).pages.iter().map(|page| page.items.len()).collect()
    }

    #[test]
    fn pages_end_where_they_may() {
        let half = A4.column() / 2.0;
        let cases = [
            (vec![], vec![0]),
            (vec![(half, Keep::Free), (half, Keep::Free)], vec![2]),
            (vec![(half, Keep::Free), (half, Keep::Free), (1.0, Keep::Free)], vec![2, 1]),
            (vec![(half, Keep::Free), (20.0, Keep::Strong), (half, Keep::Free)], vec![1, 2]),
            (vec![(half, Keep::Free), (20.0, Keep::Weak), (half, Keep::Free)], vec![1, 2]),
            // a chain longer than a page breaks at its weak tie, not at its strong one
            (vec![(half, Keep::Free), (20.0, Keep::Strong), (half, Keep::Weak), (half, Keep::Free)], vec![1, 2, 1]),
            // what no page can hold still begins one, and no page stays empty
            (vec![(2.0 * A4.column(), Keep::Free), (1.0, Keep::Free)], vec![1, 1]),
            (vec![(20.0, Keep::Strong), (2.0 * A4.column(), Keep::Free)], vec![1, 1]),
        ];
        for (heights, expected) in cases {
            assert_eq!(pages(&heights), expected, "{heights:?}");
        }
    }
}
