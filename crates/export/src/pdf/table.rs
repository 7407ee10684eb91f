//! Tables: the header is repeated on every page, and rows stay whole.

use crate::briefing::{Column, Inline, Table};
use crate::drawing::Point;

use super::caption;
use super::display::{Item, Mark, Owner};
use super::flow::{Header, Keep, Piece};
use super::paragraph::{Paragraph, SetLine};
use super::setter::{Setter, baseline};
use super::structure::{ElementId, Role, Structure};
use super::style::{ACCENT, CELL, HAIRLINE, MEASURE, TABLE_HEADER, TextStyle};

/// Space between a cell's edge and its text, at either side.
const SIDE: f32 = 5.0;
/// Space above and below a cell's text.
const PADDING: f32 = 2.5;
/// Widest that a column's longest word may make it, as a share of the table.
const WORD_SHARE: f32 = 0.3;
/// Space below the caption.
const CAPTION_GAP: f32 = 5.0;
/// Lines in a part of a row that no page can hold.
const PART: usize = 12;
/// Share of its spare width that a column lends; the rest keeps columns apart.
const LENT: f32 = 0.8;
/// Tallest header that is repeated.
const REPEATED: f32 = 1.0 / 3.0;

/// A cell that is shaped but not yet broken into lines.
struct Cell {
    element: ElementId,
    text: Paragraph,
}

/// Sets a table with its number and caption. A table without columns is its caption alone.
pub(crate) fn set(setter: &mut Setter, table: &Table) {
    setter.n_tables += 1;
    let element = setter.structure.add(Structure::DOCUMENT, Role::Table);
    let first = setter.flow.pieces.len();
    let label = setter.table_label();
    let caption_element = setter.structure.add(element, Role::Caption);
    let keep = if table.columns.is_empty() { Keep::Free } else { Keep::Strong };
    caption::set(setter, &label, &[Inline::Text(table.caption.clone())], caption_element, keep, (10.0, CAPTION_GAP));
    if table.columns.is_empty() {
        return;
    }
    let labels: Vec<Vec<Inline>> =
        table.columns.iter().map(|column| vec![Inline::Text(column.label.clone())]).collect();
    let head = cells(setter, element, &labels, table.columns.len(), Role::TableHeader, TABLE_HEADER);
    let rows: Vec<Vec<Cell>> =
        table.rows.iter().map(|row| cells(setter, element, row, table.columns.len(), Role::TableCell, CELL)).collect();
    let grid = Grid::new(&table.columns, &head, &rows);

    let caption_height: f32 = setter.flow.pieces[first..].iter().map(|piece| piece.height).sum::<f32>() + CAPTION_GAP;
    let column = setter.paper.column();
    let pieces = grid.row(&head, TABLE_HEADER, column * REPEATED);
    let header = match pieces.as_slice() {
        [(height, items)] if *height <= column * REPEATED => {
            let mut items = items.clone();
            items.push(Item::rule(0.0, MEASURE, *height, 0.9, ACCENT));
            setter.flow.headers.push(Header { height: *height, items });
            Some(setter.flow.headers.len() - 1)
        }
        _ => None,
    };
    for (height, mut items) in pieces {
        items.push(Item::rule(0.0, MEASURE, height, 0.9, ACCENT));
        setter.flow.pieces.push(Piece { height, items, keep: Keep::Strong, ..Piece::default() });
    }
    let room = column - header.map_or(0.0, |header| setter.flow.headers[header].height);
    let n_rows = rows.len();
    for (index, row) in rows.iter().enumerate() {
        // The first row stands below the caption and the header.
        let room = if index == 0 { room - caption_height } else { room };
        let parts = grid.row(row, CELL, room);
        let n_parts = parts.len();
        for (part, (height, mut items)) in parts.into_iter().enumerate() {
            let is_end = index + 1 == n_rows && part + 1 == n_parts;
            let (width, stroke) = if is_end { (0.75, ACCENT) } else { (0.5, HAIRLINE) };
            if part + 1 == n_parts {
                items.push(Item::rule(0.0, MEASURE, height, width, stroke));
            }
            // Neither the first nor the last row stands alone on a page.
            let tied = n_rows > 2 && (index == 0 || index + 2 == n_rows);
            let keep = if tied && !is_end { Keep::Weak } else { Keep::Free };
            setter.flow.pieces.push(Piece { height, items, keep, header, ..Piece::default() });
        }
    }
    if let Some(last) = setter.flow.pieces.last_mut() {
        last.after = 15.0;
        last.keep = Keep::Free;
    }
}

/// A row's cells, one a column: further ones are left out, missing ones are empty.
fn cells(
    setter: &mut Setter,
    table: ElementId,
    row: &[Vec<Inline>],
    n_columns: usize,
    role: Role,
    style: TextStyle,
) -> Vec<Cell> {
    let parent = setter.structure.add(table, Role::TableRow);
    (0..n_columns)
        .map(|column| {
            let element = setter.structure.add(parent, role);
            let inlines = row.get(column).map_or(&[][..], Vec::as_slice);
            let spans = setter.spans(inlines, style, element);
            Cell { element, text: setter.shape(spans, style) }
        })
        .collect()
}

/// The columns' places.
struct Grid {
    /// Left edge, width, and whether text is flush right.
    columns: Vec<(f32, f32, bool)>,
}

impl Grid {
    /// Shares the width by weight, but gives each column room for its longest word where it can.
    fn new(columns: &[Column], head: &[Cell], rows: &[Vec<Cell>]) -> Self {
        let weight = |column: &Column| if column.weight.is_finite() { column.weight.clamp(0.0, 1.0e6) } else { 0.0 };
        let total: f32 = columns.iter().map(weight).sum();
        #[expect(clippy::cast_precision_loss, reason = "a table has few columns")]
        let even = MEASURE / columns.len() as f32;
        let shares: Vec<f32> =
            columns.iter().map(|column| if total > 0.0 { MEASURE * weight(column) / total } else { even }).collect();
        let needs: Vec<f32> = columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let words = rows
                    .iter()
                    .filter_map(|row| row.get(index))
                    .map(|cell| if column.numeric { cell.text.width() } else { cell.text.widest_word() });
                let words = words.chain(head.get(index).map(|cell| cell.text.widest_word()));
                // What is wider than its due is an address or a sentence, and is broken.
                let limit = (MEASURE * WORD_SHARE).min(even * 1.5);
                words.filter(|width| *width <= limit).fold(0.0, f32::max) + 2.0 * SIDE + 0.5
            })
            .collect();
        let lacking: f32 = shares.iter().zip(&needs).map(|(share, need)| (need - share).max(0.0)).sum();
        let spare: f32 = shares.iter().zip(&needs).map(|(share, need)| (share - need).max(0.0)).sum();
        let widths: Vec<f32> = if lacking <= spare {
            let taken = if spare > 0.0 { lacking / spare } else { 0.0 };
            let fitted = shares.iter().zip(&needs);
            fitted.map(|(share, need)| if need > share { *need } else { share - (share - need) * taken }).collect()
        } else {
            let all: f32 = needs.iter().sum();
            needs.iter().map(|need| MEASURE * need / all).collect()
        };
        let naturals: Vec<f32> = (0..columns.len())
            .map(|index| {
                let cells = rows.iter().filter_map(|row| row.get(index)).chain(head.get(index));
                cells.map(|cell| cell.text.width()).fold(0.0, f32::max) + 2.0 * SIDE + 0.5
            })
            .collect();
        let widths = lend(widths, &naturals);
        let mut left = 0.0;
        let place = |(width, column): (f32, &Column)| {
            let at = left;
            left += width;
            (at, width, column.numeric)
        };
        Self { columns: widths.into_iter().zip(columns).map(place).collect() }
    }

    /// A row as height and marks; where it is taller than may be, in parts, cut between lines.
    fn row(&self, row: &[Cell], style: TextStyle, tallest: f32) -> Vec<(f32, Vec<Item>)> {
        let mut columns: Vec<std::vec::IntoIter<SetLine>> = row
            .iter()
            .zip(&self.columns)
            .map(|(cell, (_, width, _))| cell.text.lines(width - 2.0 * SIDE).into_iter())
            .collect();
        let mut left = columns.iter().map(ExactSizeIterator::len).max().unwrap_or(0).max(1);
        let fit = if count(left) * style.leading + 2.0 * PADDING <= tallest { left } else { PART };
        let mut parts: Vec<(f32, Vec<Item>)> = Vec::new();
        while left > 0 {
            let n_lines = left.min(fit);
            left -= n_lines;
            // Padding above the first part and below the last, so that a cut row reads as one.
            let above = if parts.is_empty() { PADDING } else { 0.0 };
            let below = if left == 0 { PADDING } else { 0.0 };
            let mut items = Vec::new();
            for ((cell, lines), &(edge, width, numeric)) in row.iter().zip(&mut columns).zip(&self.columns) {
                items.push(Item { owner: Owner::Element(cell.element), mark: Mark::Nothing });
                for (index, line) in lines.take(n_lines).enumerate() {
                    let x = if numeric { edge + width - SIDE - line.width } else { edge + SIDE };
                    let y = above + count(index) * style.leading + baseline(style);
                    items.extend(line.items.into_iter().map(|item| item.moved(Point { x, y })));
                }
            }
            parts.push((above + count(n_lines) * style.leading + below, items));
        }
        parts
    }
}

/// Columns wider than their longest line lend the rest to those that are narrower than theirs.
fn lend(widths: Vec<f32>, naturals: &[f32]) -> Vec<f32> {
    let pairs = || widths.iter().zip(naturals);
    let spare: f32 = pairs().map(|(width, natural)| (width - natural).max(0.0)).sum();
    let wanted: f32 = pairs().map(|(width, natural)| (natural - width).max(0.0)).sum();
    let lent = (spare * LENT).min(wanted);
    if lent <= 0.0 {
        return widths;
    }
    let lend = |(width, natural): (&f32, &f32)| {
        if width > natural {
            width - (width - natural) * lent / spare
        } else {
            width + (natural - width) * lent / wanted
        }
    };
    pairs().map(lend).collect()
}

#[expect(clippy::cast_precision_loss, reason = "lines of a page are few")]
const fn count(lines: usize) -> f32 {
    lines as f32
}
