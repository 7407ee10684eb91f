//! Running heads and page numbers.

use chancery_model::labels::filled;

use crate::briefing::Briefing;
use crate::drawing::Point;

use super::display::{Item, Owner, Page};
use super::setter::Setter;
use super::span::{self, Span};
use super::style::{FURNITURE, HAIRLINE, HEAD_BASELINE, MARGIN, MEASURE};

/// Adds the running head to every page but the first, and the page number to all.
pub(crate) fn add(setter: &mut Setter, briefing: &Briefing, pages: &mut [Page]) {
    let head = shortened(&span::clean(briefing.running_head.trim()), MEASURE);
    let n_pages = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        if index > 0 && !head.is_empty() {
            let mut items = text(setter, &head, MARGIN, HEAD_BASELINE);
            items.push(Item::rule(MARGIN, MARGIN + MEASURE, HEAD_BASELINE + 7.0, 0.5, HAIRLINE));
            page.items.splice(0..0, items);
        }
        let (number, count) = ((index + 1).to_string(), n_pages.to_string());
        let foot = filled(&briefing.furniture.page, &[("page", &number), ("pages", &count)]);
        let left = MARGIN + MEASURE - FURNITURE.face.width(&foot, FURNITURE.size);
        let baseline = setter.paper.foot_baseline();
        let items = text(setter, &foot, left, baseline);
        page.items.extend(items);
    }
}

fn text(setter: &mut Setter, text: &str, x: f32, y: f32) -> Vec<Item> {
    let shaped = setter.shape(vec![Span::plain(text, FURNITURE, Owner::Pagination)], FURNITURE);
    let lines = shaped.lines(2.0 * MEASURE);
    lines.into_iter().take(1).flat_map(|line| line.items).map(|item| item.moved(Point { x, y })).collect()
}

/// A text cut to a width, with an ellipsis where it was cut.
fn shortened(text: &str, width: f32) -> String {
    let measured = |text: &str| FURNITURE.face.width(text, FURNITURE.size);
    // No line holds more, however narrow its letters: what is longer is not measured.
    let text: String = text.chars().take(1_000).collect();
    if measured(&text) <= width {
        return text;
    }
    let mut room = width - measured("…");
    let mut kept = String::new();
    for letter in text.chars() {
        room -= measured(letter.encode_utf8(&mut [0; 4]));
        if room < 0.0 {
            break;
        }
        kept.push(letter);
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}
