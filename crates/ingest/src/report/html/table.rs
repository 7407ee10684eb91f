//! Tables: which hold data and which only lay out the page, and their rows.

use std::collections::{BTreeMap, BTreeSet};

use super::element::heading_level;
use super::tree::{NodeId, Tree};

/// A cell that spans more columns or rows than this spans a wrong number.
const MOST_SPANNED: usize = 64;

/// The tables that lay out the page: their cells are read as blocks.
pub(super) fn layouts(tree: &Tree) -> BTreeSet<NodeId> {
    let mut layouts = BTreeSet::new();
    let mut n_cells: BTreeMap<NodeId, usize> = BTreeMap::new();
    for id in 0..tree.len() {
        let name = tree.name(id);
        let is_inner = matches!(name, "table" | "ul" | "ol" | "article" | "section") || heading_level(name).is_some();
        let is_cell = matches!(name, "td" | "th");
        if name == "table" && matches!(tree.attribute(id, "role"), Some("presentation" | "none")) {
            layouts.insert(id);
        }
        if !is_inner && !is_cell {
            continue;
        }
        let Some(table) = tree.around(id).skip(1).find(|around| tree.name(*around) == "table") else { continue };
        if is_inner {
            layouts.insert(table);
        } else {
            *n_cells.entry(table).or_default() += 1;
        }
    }
    layouts.extend(n_cells.into_iter().filter(|(_, count)| *count == 1).map(|(table, _)| table));
    layouts
}

/// A row: its cells in order, `None` where a cell from above or beside reaches in.
#[derive(Debug)]
pub(super) struct TableRow {
    pub(super) is_header: bool,
    pub(super) cells: Vec<Option<NodeId>>,
}

/// A table's rows.
pub(super) fn rows(tree: &Tree, table: NodeId) -> Vec<TableRow> {
    let mut found = Vec::new();
    gather(tree, table, false, &mut found);
    let mut rows: Vec<TableRow> = Vec::with_capacity(found.len());
    // Rows that a cell still reaches down, by column.
    let mut reach: Vec<usize> = Vec::new();
    for (row, is_head) in found {
        let mut cells: Vec<Option<NodeId>> = Vec::new();
        let own: Vec<NodeId> =
            tree.node(row).children.iter().copied().filter(|id| matches!(tree.name(*id), "td" | "th")).collect();
        let is_header = is_head
            || (!own.is_empty()
                && rows.iter().all(|row| row.is_header)
                && own.iter().all(|cell| tree.name(*cell) == "th"));
        for cell in own {
            reached(&mut reach, &mut cells);
            let span = |name: &str| {
                let stated = tree.attribute(cell, name).and_then(|value| value.trim().parse::<usize>().ok());
                stated.unwrap_or(1).clamp(1, MOST_SPANNED)
            };
            let (n_columns, n_rows) = (span("colspan"), span("rowspan"));
            for at in 0..n_columns {
                if cells.len() < reach.len() {
                    reach[cells.len()] = n_rows - 1;
                } else if n_rows > 1 {
                    reach.resize(cells.len(), 0);
                    reach.push(n_rows - 1);
                }
                cells.push((at == 0).then_some(cell));
            }
        }
        reached(&mut reach, &mut cells);
        rows.push(TableRow { is_header, cells });
    }
    rows
}

/// Leaves out the columns that a cell from above reaches into.
fn reached(reach: &mut [usize], cells: &mut Vec<Option<NodeId>>) {
    while let Some(left) = reach.get_mut(cells.len()).filter(|left| **left > 0) {
        *left -= 1;
        cells.push(None);
    }
}

/// The rows below a node and whether they stand in a table's head, those of tables inside left out.
fn gather(tree: &Tree, id: NodeId, is_head: bool, into: &mut Vec<(NodeId, bool)>) {
    for &child in &tree.node(id).children {
        match tree.name(child) {
            "tr" => into.push((child, is_head)),
            "thead" => gather(tree, child, true, into),
            "table" | "" | "td" | "th" | "caption" => {}
            _ => gather(tree, child, is_head, into),
        }
    }
}
