//! Prints a page as a draft.

mod line;

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::diagnostic::{Checked, Diagnostic};

use super::element::{heading_level, is_block, is_italic, is_skipped, is_skipped_class, is_skipped_role};
use super::notes::Notes;
use super::table::{layouts, rows};
use super::title::Title;
use super::tree::{NodeId, NodeKind, Tree};
use crate::report::draft::{Draft, DraftKind, DraftWriter, Words};
use crate::report::plain;
use crate::report::unseen::{HIDDEN_TEXT, TRACKED_CHANGES};
use crate::span::Span;
use crate::text::{CharIndex, SourceMap};

/// Prints a page.
pub(super) fn print(tree: &Tree, source: SourceMap, words: Words<'_>) -> Checked<Draft> {
    let root = content(tree);
    let headings: Vec<NodeId> =
        (0..tree.len()).filter(|id| heading_level(tree.name(*id)).is_some() && tree.has_text(*id)).collect();
    let title = Title::find(tree, root, &headings);
    let mut printer = Printer {
        tree,
        writer: DraftWriter::new(words),
        notes: Notes::find(tree, words),
        layouts: layouts(tree),
        title: if let Title::Heading(id) = title { Some(id) } else { None },
        has_headings: headings.iter().any(|id| tree.around(*id).any(|around| around == root) || root == Tree::ROOT),
        stands_out: (0..tree.len()).any(|id| tree.name(id) == "p" && is_bold(tree, id)),
        mentioned: Vec::new(),
        number_of_note: BTreeMap::new(),
        n_italic: 0,
        n_in_line: 0,
        label: None,
        emptied_heading: None,
        hidden: Found::default(),
        deleted: Found::default(),
    };
    if let Title::Apart(id) = title {
        printer.writer.open(DraftKind::Paragraph, "");
        printer.in_line(id);
        printer.writer.finish_as_title();
    }
    printer.children(root);
    printer.writer.finish();
    printer.print_notes();
    let Printer { writer, hidden, deleted, .. } = printer;
    let draft = writer.into_draft(|segments| source.through(&segments));
    let diagnostics = diagnostics(&draft, hidden, deleted);
    Checked { value: draft, diagnostics }
}

/// The page's main content: its only `main`, else its only `article`, else all of it.
fn content(tree: &Tree) -> NodeId {
    let only = |name: &str| {
        let mut found = tree.named(name).filter(|id| tree.has_text(*id));
        found.next().filter(|_| found.next().is_none())
    };
    only("main").or_else(|| only("article")).unwrap_or(Tree::ROOT)
}

/// How often something was found, and where in the text first.
#[derive(Debug, Default)]
struct Found {
    count: usize,
    at: usize,
}

impl Found {
    fn add(&mut self, at: usize) {
        if self.count == 0 {
            self.at = at;
        }
        self.count += 1;
    }
}

struct Printer<'t> {
    tree: &'t Tree,
    writer: DraftWriter<'t>,
    notes: Notes,
    layouts: BTreeSet<NodeId>,
    title: Option<NodeId>,
    has_headings: bool,
    /// Whether bold paragraphs can be headings.
    stands_out: bool,
    /// Bodies of notes in the order of their first mention.
    mentioned: Vec<NodeId>,
    number_of_note: BTreeMap<NodeId, u32>,
    /// Elements around that are set in italics.
    n_italic: usize,
    /// Elements around whose blocks run on in one line: headings, cells, notes.
    n_in_line: usize,
    /// Number printed at the beginning of the note that is being printed.
    label: Option<u32>,
    /// Heading under which notes were taken out.
    emptied_heading: Option<usize>,
    hidden: Found,
    deleted: Found,
}

impl Printer<'_> {
    fn children(&mut self, id: NodeId) {
        let tree = self.tree;
        for &child in &tree.node(id).children {
            match &tree.node(child).kind {
                NodeKind::Text(text) => self.text(text),
                NodeKind::Element(_) => self.element(child),
            }
        }
    }

    fn element(&mut self, id: NodeId) {
        let tree = self.tree;
        let name = tree.name(id);
        if self.notes.bodies.contains(&id) {
            self.emptied_heading = self.writer.bare_heading().or(self.emptied_heading);
            return;
        }
        if self.is_left_out(id) {
            return;
        }
        match name {
            "br" => self.writer.space(tree.at(id)),
            "hr" => self.end_block(id),
            "del" => {
                if tree.has_text(id) {
                    self.deleted.add(self.writer.here());
                }
            }
            "q" => {
                self.writer.write("\u{201C}", tree.at(id));
                self.children(id);
                self.writer.write("\u{201D}", tree.at(id));
            }
            "a" => self.link(id),
            "sup" => self.raised(id),
            "table" if self.n_in_line == 0 && !self.layouts.contains(&id) => self.table(id),
            "ol" | "ul" | "menu" | "dir" | "dl" => {
                self.end_block(id);
                self.children(id);
                self.end_block(id);
            }
            "li" if self.n_in_line == 0 => self.item(id),
            "dt" if self.n_in_line == 0 => {
                self.writer.open(DraftKind::Item(None), "- ");
                self.children(id);
            }
            "dd" if self.n_in_line == 0 => self.description(id),
            "p" | "div" | "figcaption" | "summary" | "caption" | "pre" if self.is_paragraph(id) => self.paragraph(id),
            _ if is_italic(name) => {
                self.n_italic += 1;
                self.children(id);
                self.n_italic -= 1;
                self.writer.set_emphasis(self.n_italic > 0);
            }
            _ if heading_level(name).is_some() && self.n_in_line == 0 => self.heading(id),
            _ if is_block(name) => {
                self.end_block(id);
                self.children(id);
                self.end_block(id);
            }
            _ => self.children(id),
        }
    }

    /// Whether an element is not shown, or not the report's.
    fn is_left_out(&mut self, id: NodeId) -> bool {
        let tree = self.tree;
        let name = tree.name(id);
        if is_skipped(name) || tree.attribute(id, "role").is_some_and(is_skipped_role) {
            return true;
        }
        let is_marked =
            tree.classes(id).chain(tree.attribute(id, "id")).any(|class| is_skipped_class(&class.to_lowercase()));
        if is_marked || tree.attribute(id, "aria-hidden") == Some("true") {
            return true;
        }
        let is_hidden = tree.attribute(id, "hidden").is_some_and(|value| value != "until-found")
            || tree.attribute(id, "style").is_some_and(|style| {
                let style: String =
                    style.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase();
                style.contains("display:none") || style.contains("visibility:hidden")
            });
        if is_hidden && tree.has_text(id) {
            self.hidden.add(self.writer.here());
        }
        is_hidden
    }

    /// Whether an element is a paragraph of its own, not one among others of an item.
    fn is_paragraph(&self, id: NodeId) -> bool {
        let is_inner = |child: &NodeId| is_block(self.tree.name(*child));
        self.n_in_line == 0 && !self.writer.is_listing() && !self.tree.node(id).children.iter().any(is_inner)
    }

    fn paragraph(&mut self, id: NodeId) {
        if self.has_headings {
            self.writer.open(DraftKind::Paragraph, "");
        } else if !self.stands_out {
            self.writer.open(DraftKind::Heading(None), "");
        } else if is_bold(self.tree, id) {
            self.writer.open(DraftKind::Heading(None), "");
            self.writer.stand_out();
        } else {
            self.writer.open(DraftKind::Paragraph, "");
        }
        self.children(id);
        self.writer.finish();
    }

    fn heading(&mut self, id: NodeId) {
        let level = heading_level(self.tree.name(id)).unwrap_or(1);
        let is_title = self.title == Some(id);
        self.writer.open(if is_title { DraftKind::Paragraph } else { DraftKind::Heading(Some(level)) }, "");
        self.in_line(id);
        if is_title {
            self.writer.finish_as_title();
        } else {
            self.writer.finish();
        }
    }

    fn item(&mut self, id: NodeId) {
        let number = self.notes.ordinals.get(&id).copied();
        let label = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        self.writer.open(DraftKind::Item(number), &label);
        self.children(id);
        self.writer.finish();
    }

    /// What a term is described by runs on behind it, as a timeline's item does behind its date.
    fn description(&mut self, id: NodeId) {
        if self.writer.is_listing() {
            let is_parted = self.writer.last_words().trim_end().ends_with([':', '–', '—', '-', '.']);
            self.writer.space(self.tree.at(id));
            if !is_parted && !self.writer.last_words().is_empty() {
                self.writer.write("– ", self.tree.at(id));
            }
        } else {
            self.writer.open(DraftKind::Item(None), "- ");
        }
        self.children(id);
        self.writer.finish();
    }

    fn table(&mut self, id: NodeId) {
        let tree = self.tree;
        self.writer.finish();
        for &caption in tree.node(id).children.iter().filter(|child| tree.name(**child) == "caption") {
            self.writer.open(DraftKind::Paragraph, "");
            self.in_line(caption);
            self.writer.finish();
        }
        for row in rows(tree, id) {
            self.writer.open(DraftKind::Row { is_header: row.is_header, cells: Vec::new() }, "");
            for cell in row.cells {
                if let Some(cell) = cell {
                    self.in_line(cell);
                }
                self.writer.finish_cell();
            }
            self.writer.finish();
        }
    }

    fn print_notes(&mut self) {
        let tree = self.tree;
        if let Some(heading) = self.emptied_heading {
            self.writer.unmark(heading);
        }
        let mut at = 0;
        let unmentioned: Vec<NodeId> =
            self.notes.bodies.iter().copied().filter(|body| !self.number_of_note.contains_key(body)).collect();
        for body in unmentioned {
            // One that holds other notes is printed with them.
            let mut around = tree.around(body).skip(1);
            if !around.any(|around| self.notes.bodies.contains(&around)) {
                self.note_number(body);
            }
        }
        // A note may mention another.
        while let Some(&body) = self.mentioned.get(at) {
            at += 1;
            self.label = self.notes.ordinals.get(&body).copied().or_else(|| u32::try_from(at).ok());
            self.writer.open(DraftKind::Note(u32::try_from(at).unwrap_or(u32::MAX)), "");
            self.in_line(body);
            self.writer.finish();
        }
    }

    /// Prints what is below a node with its blocks running on in one line.
    fn in_line(&mut self, id: NodeId) {
        self.n_in_line += 1;
        self.children(id);
        self.n_in_line -= 1;
    }

    /// A block begins or ends: the line does, or where blocks run on a space parts them.
    fn end_block(&mut self, id: NodeId) {
        let is_list = matches!(self.tree.name(id), "ol" | "ul" | "menu" | "dir" | "dl" | "table" | "hr");
        if self.n_in_line > 0 || (self.writer.is_listing() && !is_list) {
            self.writer.space(self.tree.at(id));
        } else {
            self.writer.finish();
        }
    }
}

/// Whether all that a paragraph says is set in bold.
fn is_bold(tree: &Tree, id: NodeId) -> bool {
    let mut has_bold = false;
    for &child in &tree.node(id).children {
        match tree.name(child) {
            "b" | "strong" => has_bold = true,
            _ if !tree.has_text(child) => {}
            "span" | "font" | "u" | "a" if is_bold(tree, child) => has_bold = true,
            _ => return false,
        }
    }
    has_bold && plain::is_heading(tree.text(id).trim(), &[])
}

fn diagnostics(draft: &Draft, hidden: Found, deleted: Found) -> Vec<Diagnostic> {
    if hidden.count + deleted.count == 0 {
        return Vec::new();
    }
    let index = CharIndex::new(&draft.text);
    let place = |at: usize| {
        let block = draft.blocks.partition_point(|block| block.span.end <= at);
        let span = draft.blocks.get(block).or(draft.blocks.last()).map(|block| block.span).or(draft.title);
        index.anchor(span.unwrap_or(Span::new(0, 0)))
    };
    let mut told = Vec::new();
    if hidden.count > 0 {
        let message = format!("expected no hidden text, found {} element(s) of it, left out", hidden.count);
        told.push(HIDDEN_TEXT.at(place(hidden.at), message).help("show it or delete it"));
    }
    if deleted.count > 0 {
        let message = format!("expected a report without marked deletions, found {}, left out", deleted.count);
        told.push(TRACKED_CHANGES.at(place(deleted.at), message).help("delete what is marked, or take the mark away"));
    }
    told
}
