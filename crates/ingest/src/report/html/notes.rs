//! Mentions of notes and sources: links to a note's body, or to an entry of a list of sources.

use std::collections::{BTreeMap, BTreeSet};

use super::element::{heading_level, is_block};
use super::tree::{NodeId, Tree};
use crate::report::draft::Words;
use crate::report::{outline, superscript};

/// What a link mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mention {
    /// A note, by its body.
    Note(NodeId),
    /// Entries of the list of sources, by number: `3`, `3, 4`.
    Source(String),
}

/// A page's notes.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// What each link or raised number mentions.
    pub(super) mentions: BTreeMap<NodeId, Mention>,
    /// Bodies of notes, in document order. They are printed last.
    pub(super) bodies: BTreeSet<NodeId>,
    /// Number of each item of a numbered list.
    pub(super) ordinals: BTreeMap<NodeId, u32>,
    /// Whether a heading names a list of sources.
    pub(super) has_sources: bool,
    /// The mentions and what is set around them in the line: links to these lead back.
    origins: BTreeSet<NodeId>,
}

impl Notes {
    pub(super) fn find(tree: &Tree, words: Words<'_>) -> Self {
        let literature = Literature::new(tree, words);
        let mut notes = Self { ordinals: ordinals(tree), has_sources: literature.is_named(), ..Self::default() };
        for link in tree.named("a") {
            let Some(target) = fragment_target(tree, link) else { continue };
            if !is_mention(tree, link) {
                continue;
            }
            // A link out of a note leads back.
            let Some(body) = body_of(tree, target).filter(|_| !notes.is_in_body(tree, link)) else { continue };
            if tree.around(link).any(|around| around == body) {
                continue;
            }
            let mention = match notes.source_number(tree, link, body, &literature) {
                Some(number) => Mention::Source(number),
                None => {
                    notes.bodies.insert(body);
                    Mention::Note(body)
                }
            };
            notes.mentions.insert(link, mention);
            notes.origins.extend(tree.around(link).take_while(|around| !is_block(tree.name(*around))));
        }
        notes.find_unlinked(tree, &literature);
        notes
    }

    /// Whether a link within the page leads back to where a note is mentioned, or is a mark for linking.
    pub(super) fn is_way_back(&self, tree: &Tree, link: NodeId) -> bool {
        if !tree.attribute(link, "href").is_some_and(|href| href.starts_with('#')) {
            return false;
        }
        let says_so = tree.attribute(link, "role") == Some("doc-backlink")
            || tree.classes(link).any(|class| {
                let class = class.to_lowercase();
                class.contains("backref")
                    || class.contains("backlink")
                    || class.contains("footnote-back")
                    || class == "reversefootnote"
            });
        says_so
            || !tree.text(link).contains(char::is_alphanumeric)
            || fragment_target(tree, link).is_some_and(|target| self.origins.contains(&target))
    }

    fn is_in_body(&self, tree: &Tree, id: NodeId) -> bool {
        !self.bodies.is_empty() && tree.around(id).any(|around| self.bodies.contains(&around))
    }

    /// The number of an entry that stands in a list of sources, not of notes.
    fn source_number(&self, tree: &Tree, link: NodeId, body: NodeId, literature: &Literature) -> Option<String> {
        let is_source = tree
            .around(body)
            .any(|around| matches!(tree.attribute(around, "role"), Some("doc-bibliography" | "doc-biblioentry")));
        let is_note = tree.around(body).any(|around| is_notes_list(tree, around));
        if is_note || !(is_source || literature.holds(body)) {
            return None;
        }
        let printed = superscript::numbers(tree.text(link).trim());
        self.ordinals.get(&body).map(u32::to_string).or(printed)
    }

    /// Raised numbers without links, where one list of notes stands without links to it.
    fn find_unlinked(&mut self, tree: &Tree, literature: &Literature) {
        let mut items = BTreeMap::new();
        for item in tree.named("li") {
            let is_note = tree.around(item).any(|around| is_notes_list(tree, around));
            if is_note && !literature.holds(item) && !self.is_in_body(tree, item) {
                let number = u32::try_from(items.len() + 1).unwrap_or(u32::MAX);
                items.insert(self.ordinals.get(&item).copied().unwrap_or(number), item);
            }
        }
        if items.is_empty() {
            return;
        }
        if self.bodies.is_empty() {
            for raised in tree.named("sup") {
                let text = tree.text(raised);
                let number = superscript::numbers(text.trim()).and_then(|number| number.parse().ok());
                if let Some(body) = number.and_then(|number: u32| items.get(&number)) {
                    self.mentions.insert(raised, Mention::Note(*body));
                }
            }
        }
        // A note that nothing mentions is printed behind the others.
        self.bodies.extend(items.into_values());
    }
}

/// Stretches of the page that stand under a heading that names a list of sources.
#[derive(Debug)]
struct Literature {
    /// `(first node, whether it is one)`, ascending.
    changes: Vec<(NodeId, bool)>,
}

impl Literature {
    fn new(tree: &Tree, words: Words<'_>) -> Self {
        let mut changes = Vec::new();
        let mut above = 0;
        for id in 0..tree.len() {
            let Some(level) = heading_level(tree.name(id)) else { continue };
            let fits = outline::literature_fit(&tree.text(id), words.headings).is_some();
            let is_inside = changes.last().is_some_and(|(_, is_literature)| *is_literature);
            if fits {
                above = level;
            }
            changes.push((id, fits || (is_inside && level > above)));
        }
        Self { changes }
    }

    fn holds(&self, id: NodeId) -> bool {
        let at = self.changes.partition_point(|(start, _)| *start <= id);
        at.checked_sub(1).is_some_and(|at| self.changes[at].1)
    }

    fn is_named(&self) -> bool {
        self.changes.iter().any(|(_, is_literature)| *is_literature)
    }
}

/// Whether an element is a list of notes, as its role or class says.
fn is_notes_list(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.attribute(id, "role"), Some("doc-endnotes" | "doc-footnote" | "doc-endnote"))
        || tree.classes(id).any(|class| {
            let class = class.to_lowercase();
            matches!(
                class.as_str(),
                "footnotes" | "endnotes" | "footnote-list" | "footnotes-list" | "footnote-definition"
            )
        })
}

/// The element that a link to a fragment of the page leads to.
fn fragment_target(tree: &Tree, link: NodeId) -> Option<NodeId> {
    let fragment = tree.attribute(link, "href")?.strip_prefix('#')?;
    tree.target(fragment).or_else(|| tree.target(&unescaped(fragment)))
}

/// A fragment with its percent escapes resolved.
fn unescaped(fragment: &str) -> String {
    let bytes = fragment.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = fragment.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                plain.push(byte);
                at += 3;
            }
            (byte, _) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// Whether a link is the mark of a note or source: raised, in brackets, or said to be one.
fn is_mention(tree: &Tree, link: NodeId) -> bool {
    const LONGEST_MARK: usize = 16;
    let text = tree.text(link);
    let mark = text.trim();
    if mark.is_empty() || mark.chars().count() > LONGEST_MARK {
        return false;
    }
    let says_so = tree.attribute(link, "role").is_some_and(|role| matches!(role, "doc-noteref" | "doc-biblioref"))
        || tree.classes(link).any(|class| {
            let class = class.to_lowercase();
            class.contains("footnote-ref") || class.contains("footnoteref") || class == "noteref"
        });
    let is_raised = || {
        let mut around = tree.around(link).skip(1).take_while(|around| !is_block(tree.name(*around)));
        let inside = &tree.node(link).children;
        around.any(|around| tree.name(around) == "sup") || inside.iter().any(|child| tree.name(*child) == "sup")
    };
    let is_bracketed = || mark.starts_with('[') && superscript::numbers(mark).is_some();
    says_so || is_raised() || is_bracketed()
}

/// The body of the note or entry that a target stands for: the item or block around it.
fn body_of(tree: &Tree, target: NodeId) -> Option<NodeId> {
    let block = tree.around(target).find(|around| is_block(tree.name(*around)))?;
    let item = tree.around(block).take(3).find(|around| matches!(tree.name(*around), "li" | "dd"));
    let body = match item {
        // The anchor stands at the beginning of an item.
        Some(item) if tree.name(block) == "p" || item == block => item,
        _ => block,
    };
    let is_body = matches!(tree.name(body), "li" | "dd" | "p" | "div" | "aside" | "td" | "blockquote");
    is_body.then_some(body)
}

/// The numbers of the items of numbered lists. Lists in letters or Roman figures have none.
fn ordinals(tree: &Tree) -> BTreeMap<NodeId, u32> {
    let mut ordinals = BTreeMap::new();
    for list in tree.named("ol") {
        if tree.attribute(list, "type").is_some_and(|kind| !matches!(kind.trim(), "" | "1")) {
            continue;
        }
        let number =
            |id: NodeId, name: &str| tree.attribute(id, name).and_then(|value| value.trim().parse::<i64>().ok());
        let items = || tree.node(list).children.iter().copied().filter(|child| tree.name(*child) == "li");
        let is_reversed = tree.attribute(list, "reversed").is_some();
        let first = || if is_reversed { i64::try_from(items().count()).unwrap_or(i64::MAX) } else { 1 };
        let mut next = number(list, "start").unwrap_or_else(first);
        for item in items() {
            let own = number(item, "value").unwrap_or(next);
            next = if is_reversed { own.saturating_sub(1) } else { own.saturating_add(1) };
            if let Ok(own) = u32::try_from(own) {
                ordinals.insert(item, own);
            }
        }
    }
    ordinals
}
