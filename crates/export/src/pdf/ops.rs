//! The display list as printpdf's operations: with `paint`, `typeface` and `finish` the only file that knows it.

use std::collections::BTreeMap;
use std::rc::Rc;

use printpdf::{
    ColorArray, DictItem, HighlightingMode, Line, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint,
    LinkAnnotation, Op, PaintMode, PdfFontHandle, Polygon, PolygonRing, Pt, Rect, WindingOrder,
};

use crate::drawing::{Colour, Point};
use crate::font::Face;

use super::destination::Destinations;
use super::display::{GlyphRun, Item, Mark, Owner, Page};
use super::logo;
use super::paint::{Shown, circle, colour, corner};
use super::structure::{ElementId, Structure};
use super::style::UPPER_EDGE;
use super::typeface::Typeface;

/// What an element holds, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kid {
    /// Another element.
    Element(ElementId),
    /// Marked content of a page, from 0, by its number on it.
    Content(usize, i64),
    /// A link of a page, from 0, by its order on it.
    Link(usize, usize),
}

/// Every page's operations and every element's content.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// Operations of each page.
    pub(crate) pages: Vec<Vec<Op>>,
    /// Content of each element, by its id; empty for elements that nothing is seen of.
    pub(crate) kids: Vec<Vec<Kid>>,
    /// Elements of each page's marked content, by its number.
    pub(crate) contents: Vec<Vec<ElementId>>,
    /// Elements and descriptions of each page's links, by their order.
    pub(crate) links: Vec<Vec<(ElementId, String)>>,
}

/// Draws pages.
pub(crate) fn draw(
    pages: &[Page],
    structure: &Structure,
    destinations: &Destinations<'_>,
    fonts: &BTreeMap<Face, Typeface>,
) -> Drawn {
    let n_elements = structure.elements().len();
    let mut drawn =
        Drawn { pages: Vec::new(), kids: vec![Vec::new(); n_elements], contents: Vec::new(), links: Vec::new() };
    let mut seen = vec![false; n_elements];
    for (index, page) in pages.iter().enumerate() {
        drawn.contents.push(Vec::new());
        drawn.links.push(Vec::new());
        let mut artist = Artist {
            page: index,
            structure,
            destinations,
            fonts,
            seen: &mut seen,
            drawn: &mut drawn,
            ops: Vec::new(),
            open: None,
            in_text: false,
            state: State::default(),
        };
        for item in &page.items {
            artist.item(item);
        }
        artist.close();
        let ops = artist.ops;
        drawn.pages.push(ops);
    }
    drawn
}

/// What the page's graphics state is known to be.
#[derive(Default)]
struct State {
    font: Option<(Face, f32)>,
    fill: Option<Colour>,
    stroke: Option<(Colour, f32, Vec<f32>)>,
}

struct Artist<'a> {
    page: usize,
    structure: &'a Structure,
    destinations: &'a Destinations<'a>,
    fonts: &'a BTreeMap<Face, Typeface>,
    seen: &'a mut Vec<bool>,
    drawn: &'a mut Drawn,
    ops: Vec<Op>,
    open: Option<(Owner, Rc<str>)>,
    in_text: bool,
    state: State,
}

impl Artist<'_> {
    fn item(&mut self, item: &Item) {
        match &item.mark {
            Mark::Nothing => {
                if let Owner::Element(element) = item.owner {
                    self.attach(element);
                }
            }
            Mark::Logo { bounds } => {
                self.mark(item.owner, &Rc::default());
                self.leave_text();
                self.ops.push(logo::draw(*bounds));
            }
            Mark::Link { bounds, target } => {
                let Some(action) = self.destinations.action(target) else { return };
                let Owner::Element(element) = item.owner else { return };
                self.attach(element);
                let links = &mut self.drawn.links[self.page];
                self.drawn.kids[element.0].push(Kid::Link(self.page, links.len()));
                links.push((element, self.destinations.description(target)));
                let rect = Rect::from_xywh(
                    Pt(bounds.left),
                    Pt(UPPER_EDGE - bounds.bottom),
                    Pt(bounds.right - bounds.left),
                    Pt(bounds.bottom - bounds.top),
                );
                let link = LinkAnnotation::new(
                    rect,
                    action,
                    None,
                    Some(ColorArray::Transparent),
                    Some(HighlightingMode::Invert),
                );
                self.ops.push(Op::LinkAnnotation { link });
            }
            Mark::Glyphs(run) => {
                self.mark(item.owner, &run.language);
                self.glyphs(run);
            }
            Mark::Line { points, stroke, width, dash } => {
                self.mark(item.owner, &Rc::default());
                self.leave_text();
                self.stroke(*stroke, *width, dash);
                let points = points.iter().map(|point| corner(*point)).collect();
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Mark::Polygon { points, fill } => {
                self.mark(item.owner, &Rc::default());
                self.polygon(points.iter().map(|point| corner(*point)).collect(), *fill);
            }
            Mark::Disc { centre, radius, fill } => {
                self.mark(item.owner, &Rc::default());
                self.polygon(circle(*centre, *radius), *fill);
            }
        }
    }

    /// Gives an element and those around it their place among their neighbours, when first seen.
    fn attach(&mut self, element: ElementId) {
        let mut child = element;
        while !self.seen[child.0] {
            self.seen[child.0] = true;
            let Some(parent) = self.structure.elements()[child.0].parent else { return };
            self.drawn.kids[parent.0].push(Kid::Element(child));
            child = parent;
        }
    }

    /// Opens marked content for an owner, unless it is open.
    fn mark(&mut self, owner: Owner, language: &Rc<str>) {
        if self.open.as_ref().is_some_and(|(open, tongue)| *open == owner && tongue == language) {
            return;
        }
        self.close();
        self.open = Some((owner, Rc::clone(language)));
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let op = match owner {
            Owner::Element(element) => {
                self.attach(element);
                let contents = &mut self.drawn.contents[self.page];
                let number = i64::try_from(contents.len()).unwrap_or(i64::MAX);
                contents.push(element);
                self.drawn.kids[element.0].push(Kid::Content(self.page, number));
                let mut map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]);
                if !language.is_empty() {
                    let data = language.as_bytes().to_vec();
                    map.insert("Lang".to_owned(), DictItem::String { data, literal: true });
                }
                let tag = self.structure.elements()[element.0].role.name().to_owned();
                Op::BeginMarkedContentWithProperties { tag, properties: DictItem::Dict { map } }
            }
            Owner::Pagination => Op::BeginMarkedContentWithProperties {
                tag: "Artifact".to_owned(),
                properties: DictItem::Dict { map: BTreeMap::from([("Type".to_owned(), name("Pagination"))]) },
            },
            Owner::Ornament => Op::BeginMarkedContentWithProperties {
                tag: "Artifact".to_owned(),
                properties: DictItem::Dict { map: BTreeMap::from([("Type".to_owned(), name("Layout"))]) },
            },
        };
        self.ops.push(op);
    }

    fn close(&mut self) {
        self.leave_text();
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn leave_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        let Some(typeface) = self.fonts.get(&run.face) else { return };
        if !std::mem::replace(&mut self.in_text, true) {
            self.ops.push(Op::StartTextSection);
        }
        if self.state.font != Some((run.face, run.size)) {
            self.state.font = Some((run.face, run.size));
            let font = PdfFontHandle::External(typeface.id.clone());
            self.ops.push(Op::SetFont { font, size: Pt(run.size) });
        }
        self.fill(run.fill);
        if !run.actual_text.is_empty() {
            let mut data = vec![0xFE, 0xFF];
            data.extend(run.actual_text.encode_utf16().flat_map(u16::to_be_bytes));
            let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]);
            let properties = DictItem::Dict { map };
            self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
        }
        let mut shown = Shown::at(run.at);
        for glyph in &run.glyphs {
            let Some(known) = typeface.glyph(glyph.id) else { continue };
            // Glyphs above or below the baseline begin a new piece.
            if (glyph.y - shown.y).abs() > 0.01 {
                shown.flush(&mut self.ops);
                shown = Shown::at(Point { x: run.at.x + glyph.x, y: run.at.y });
                shown.y = glyph.y;
                shown.start = glyph.x;
            }
            shown.push(known.id, f32::from(known.width), known.text.clone(), glyph.x, run.size);
        }
        shown.flush(&mut self.ops);
        if !run.actual_text.is_empty() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn polygon(&mut self, points: Vec<LinePoint>, fill: Colour) {
        self.leave_text();
        self.fill(fill);
        self.ops.push(Op::DrawPolygon {
            polygon: Polygon {
                rings: vec![PolygonRing { points }],
                mode: PaintMode::Fill,
                winding_order: WindingOrder::NonZero,
            },
        });
    }

    fn fill(&mut self, fill: Colour) {
        if self.state.fill != Some(fill) {
            self.state.fill = Some(fill);
            self.ops.push(Op::SetFillColor { col: colour(fill) });
        }
    }

    fn stroke(&mut self, stroke: Colour, width: f32, dash: &[f32]) {
        let wanted = (stroke, width, dash.to_vec());
        if self.state.stroke.as_ref() == Some(&wanted) {
            return;
        }
        if self.state.stroke.is_none() {
            self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Butt });
            self.ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
        }
        self.ops.push(Op::SetOutlineColor { col: colour(stroke) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, dash) });
        self.state.stroke = Some(wanted);
    }
}
