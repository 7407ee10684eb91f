//! Tables.

use docx_rs::{AlignmentType, Paragraph, Table as Markup, TableCell, TableLayoutType, TableRow, VAlignType, WidthType};

use super::inline::{self, Links, run};
use super::page::TEXT_WIDTH;
use crate::briefing::{Column, Inline, Table};

/// The table without its caption; `None` where it has no columns. A table without rows says so with a
/// dash, since a header alone reads as a mistake.
pub(super) fn table(table: &Table, links: &mut Links) -> Option<Markup> {
    let widths = widths(&table.columns)?;
    let header = table.columns.iter().zip(&widths).map(|(column, width)| {
        cell(*width, paragraph("TableHeading", column).add_run(run(&column.label))).vertical_align(VAlignType::Bottom)
    });
    let mut rows = vec![TableRow::new(header.collect())];
    rows.extend(table.rows.iter().map(|row| body_row(&table.columns, &widths, row, links)));
    if table.rows.is_empty() {
        let dash = Paragraph::new().style("TableText").add_run(run("–"));
        rows.push(TableRow::new(vec![cell(TEXT_WIDTH, dash).grid_span(widths.len())]));
    }
    // Direct borders would hide those of the style.
    Some(
        Markup::without_borders(rows)
            .style("BriefingTable")
            .width(TEXT_WIDTH, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_grid(widths),
    )
}

/// What the table holds, for who cannot see it.
pub(super) fn description(table: &Table) -> String {
    let labels: Vec<&str> =
        table.columns.iter().map(|column| column.label.trim()).filter(|label| !label.is_empty()).collect();
    let rows = match table.rows.len() {
        1 => "1 row".to_owned(),
        count => format!("{count} rows"),
    };
    if labels.is_empty() { format!("{rows}.") } else { format!("{rows}; columns: {}.", labels.join(", ")) }
}

/// A row with one cell a column: a short row is filled up, since a row of another width makes the file invalid.
fn body_row(columns: &[Column], widths: &[usize], row: &[Vec<Inline>], links: &mut Links) -> TableRow {
    let cells = columns.iter().zip(widths).enumerate().map(|(idx, (column, width))| {
        let text = row.get(idx).map_or(&[][..], Vec::as_slice);
        cell(*width, inline::add(paragraph("TableText", column), text, links))
    });
    TableRow::new(cells.collect())
}

fn paragraph(style: &str, column: &Column) -> Paragraph {
    let paragraph = Paragraph::new().style(style);
    if column.numeric { paragraph.align(AlignmentType::Right) } else { paragraph }
}

fn cell(width: usize, paragraph: Paragraph) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa).add_paragraph(paragraph)
}

/// Widths in twentieths of a point that add up to the text's width; `None` for no columns. A weight that is
/// no positive number counts as the smallest share.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "shares of a page's width are small"
)]
fn widths(columns: &[Column]) -> Option<Vec<usize>> {
    let least = 0.02;
    let weight = |column: &Column| if column.weight.is_finite() { column.weight.max(0.0) } else { 0.0 };
    let largest = columns.iter().map(weight).fold(f32::MIN_POSITIVE, f32::max);
    let shares: Vec<f32> = columns.iter().map(|column| (weight(column) / largest).max(least)).collect();
    let total: f32 = shares.iter().sum();
    let mut widths: Vec<usize> =
        shares.iter().map(|share| ((share / total * TEXT_WIDTH as f32).floor() as usize).max(1)).collect();
    let used: usize = widths.iter().sum();
    let last = widths.last_mut()?;
    *last += TEXT_WIDTH.saturating_sub(used);
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_fill_the_page_whatever_the_weights() {
        let cases: [(&[f32], Option<usize>); 7] = [
            (&[], None),
            (&[1.0], Some(TEXT_WIDTH)),
            (&[1.0, 3.0], Some(TEXT_WIDTH / 4)),
            (&[0.0, 0.0], Some(TEXT_WIDTH / 2)),
            (&[f32::NAN, f32::INFINITY], Some(TEXT_WIDTH / 2)),
            (&[-4.0, 1.0], Some(177)),
            (&[f32::MAX, f32::MAX], Some(TEXT_WIDTH / 2)),
        ];
        for (weights, first) in cases {
            let columns: Vec<Column> =
                weights.iter().map(|weight| Column { label: String::new(), weight: *weight, numeric: false }).collect();
            let widths = widths(&columns);
            assert_eq!(widths.as_ref().map(|widths| widths[0]), first, "{weights:?}");
            assert!(widths.is_none_or(|widths| widths.iter().sum::<usize>() == TEXT_WIDTH), "{weights:?}");
        }
    }
}
