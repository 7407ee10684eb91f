//! The page as a tree in an arena, built in one pass.

use std::collections::BTreeMap;

use super::element::{closes, heading_level, is_block, is_skipped, is_void};
use super::token::{StartTag, Text, Token, tokens};

/// Elements deeper than this become siblings, as browsers let them. All walks over the tree may recurse.
pub(super) const DEEPEST: usize = 512;

/// A node's place in the arena.
pub(super) type NodeId = usize;

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// First element with each id, or anchor with each name.
    by_id: BTreeMap<String, NodeId>,
}

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) parent: NodeId,
    pub(super) children: Vec<NodeId>,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum NodeKind {
    Element(StartTag),
    Text(Text),
}

impl Tree {
    /// The root, above all that the page holds.
    pub(super) const ROOT: NodeId = 0;

    pub(super) fn read(page: &str) -> Self {
        let mut builder = Builder {
            tree: Self { nodes: Vec::new(), by_id: BTreeMap::new() },
            open: vec![Self::ROOT],
            n_open: BTreeMap::new(),
            n_too_deep: 0,
        };
        let root = StartTag { name: "#root".to_owned(), ..StartTag::default() };
        builder.tree.nodes.push(Node { kind: NodeKind::Element(root), parent: Self::ROOT, children: Vec::new() });
        tokens(page, |token| match token {
            Token::Start(tag) => builder.start(tag),
            Token::End(name) => builder.end(&name),
            Token::Text(text) => builder.add(NodeKind::Text(text)),
        });
        builder.tree
    }

    /// Name of an element; empty for text.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match &self.nodes[id].kind {
            NodeKind::Element(tag) => &tag.name,
            NodeKind::Text(_) => "",
        }
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    pub(super) const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Value of an attribute.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let NodeKind::Element(tag) = &self.nodes[id].kind else { return None };
        tag.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether an element is of a class.
    pub(super) fn classes(&self, id: NodeId) -> impl Iterator<Item = &str> {
        self.attribute(id, "class").unwrap_or_default().split_ascii_whitespace()
    }

    /// The element that a fragment leads to.
    pub(super) fn target(&self, fragment: &str) -> Option<NodeId> {
        self.by_id.get(fragment).copied()
    }

    /// The element itself and those around it, inmost first, the root left out.
    pub(super) fn around(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(id), |id| Some(self.nodes[*id].parent)).take_while(|id| *id != Self::ROOT)
    }

    /// The elements of a name, in document order.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = NodeId> {
        (0..self.nodes.len()).filter(move |id| self.name(*id) == name)
    }

    /// The characters below a node, as they stand; a kilobyte or somewhat more at most, so that asking for those
    /// of elements inside each other stays cheap.
    pub(super) fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        self.gather(id, &mut text);
        text
    }

    fn gather(&self, id: NodeId, into: &mut String) {
        const ENOUGH: usize = 1024;
        match &self.nodes[id].kind {
            NodeKind::Text(text) => into.extend(text.text.chars().take(ENOUGH)),
            NodeKind::Element(_) => {
                for child in &self.nodes[id].children {
                    if into.len() >= ENOUGH {
                        return;
                    }
                    self.gather(*child, into);
                }
            }
        }
    }

    /// Whether anything but white space stands below a node.
    pub(super) fn has_text(&self, id: NodeId) -> bool {
        match &self.nodes[id].kind {
            NodeKind::Text(text) => !text.text.trim().is_empty(),
            NodeKind::Element(_) => self.nodes[id].children.iter().any(|child| self.has_text(*child)),
        }
    }

    /// Byte of the page at which a node begins.
    pub(super) fn at(&self, id: NodeId) -> usize {
        match &self.nodes[id].kind {
            NodeKind::Element(tag) => tag.at,
            NodeKind::Text(text) => text.pieces.first().map_or(0, |(_, at)| *at),
        }
    }
}

struct Builder {
    tree: Tree,
    /// Elements that are open, the root first.
    open: Vec<NodeId>,
    /// How many of each name are open: a closing tag without its opening one is then known at once.
    n_open: BTreeMap<String, usize>,
    /// Elements that are open and were not put below each other.
    n_too_deep: usize,
}

impl Builder {
    fn start(&mut self, tag: StartTag) {
        match tag.name.as_str() {
            // A second one adds nothing that is read.
            "html" | "body" if self.is_open(&tag.name) => return,
            "body" => self.close(&["head"], &[]),
            _ => {}
        }
        if is_block(&tag.name) {
            self.close(&["p"], &["td", "th", "caption", "button", "object", "li", "div", "section", "article"]);
        }
        if heading_level(&tag.name).is_some() {
            self.close_heading();
        }
        if let Some((names, bounds)) = closes(&tag.name) {
            self.close(names, bounds);
        }
        let is_void = is_void(&tag.name);
        let name = tag.name.clone();
        let ids = [("id", true), ("name", tag.name == "a")];
        let ids: Vec<String> = ids
            .into_iter()
            .filter(|(_, counts)| *counts)
            .filter_map(|(known, _)| tag.attributes.iter().find(|(name, _)| name == known))
            .map(|(_, value)| value.clone())
            .collect();
        let id = self.tree.nodes.len();
        for fragment in ids {
            self.tree.by_id.entry(fragment).or_insert(id);
        }
        self.add(NodeKind::Element(tag));
        if is_void {
            return;
        }
        if self.open.len() < DEEPEST {
            self.open.push(id);
            *self.n_open.entry(name).or_default() += 1;
        } else {
            self.n_too_deep += 1;
        }
    }

    fn end(&mut self, name: &str) {
        if is_void(name) {
            return;
        }
        if self.n_too_deep > 0 {
            self.n_too_deep -= 1;
            return;
        }
        if !self.is_open(name) {
            return;
        }
        // A cell's contents do not close what stands around the cell; formatting does not close blocks.
        let bounds: &[&str] = match name {
            "table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" => &["table"],
            _ => &["td", "th", "table"],
        };
        let is_formatting = !is_block(name) && !is_skipped(name);
        for at in (1..self.open.len()).rev() {
            let open = self.tree.name(self.open[at]);
            if open == name {
                self.truncate(at);
                return;
            }
            if bounds.contains(&open) || (is_formatting && is_block(open)) {
                return;
            }
        }
    }

    fn add(&mut self, kind: NodeKind) {
        let parent = self.open.last().copied().unwrap_or(Tree::ROOT);
        let id = self.tree.nodes.len();
        self.tree.nodes.push(Node { kind, parent, children: Vec::new() });
        self.tree.nodes[parent].children.push(id);
    }

    fn is_open(&self, name: &str) -> bool {
        self.n_open.get(name).is_some_and(|count| *count > 0)
    }

    /// Closes the outermost open element of these names, up to a bound.
    fn close(&mut self, names: &[&str], bounds: &[&str]) {
        if self.n_too_deep > 0 || !names.iter().any(|name| self.is_open(name)) {
            return;
        }
        let mut found = None;
        for at in (1..self.open.len()).rev() {
            let open = self.tree.name(self.open[at]);
            if names.contains(&open) {
                found = Some(at);
            } else if bounds.contains(&open) {
                break;
            }
        }
        if let Some(at) = found {
            self.truncate(at);
        }
    }

    /// A heading does not hold another.
    fn close_heading(&mut self) {
        let is_heading = |id: &NodeId| heading_level(self.tree.name(*id)).is_some();
        if self.open.last().is_some_and(is_heading) {
            self.truncate(self.open.len() - 1);
        }
    }

    fn truncate(&mut self, length: usize) {
        for id in self.open.drain(length..) {
            if let Some(count) = self.n_open.get_mut(self.tree.name(id)) {
                *count -= 1;
            }
        }
    }
}
