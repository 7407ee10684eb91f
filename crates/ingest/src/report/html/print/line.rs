//! What stands in a line: text, links, raised figures, mentions of notes.

use super::Printer;
use crate::report::draft::DraftKind;
use crate::report::html::notes::Mention;
use crate::report::html::token::Text;
use crate::report::html::tree::{NodeId, NodeKind};
use crate::report::superscript;
use crate::text::cleaned;

impl Printer<'_> {
    pub(super) fn link(&mut self, id: NodeId) {
        if let Some(mention) = self.notes.mentions.get(&id).cloned() {
            return self.mention(&mention, id);
        }
        if self.notes.is_way_back(self.tree, id) {
            return;
        }
        self.children(id);
        if let Some(target) = self.tree.attribute(id, "href") {
            self.writer.link(target, self.tree.at(id));
        }
    }

    pub(super) fn raised(&mut self, id: NodeId) {
        let tree = self.tree;
        if let Some(mention) = self.notes.mentions.get(&id).cloned() {
            return self.mention(&mention, id);
        }
        let mut mentions = Vec::new();
        self.mentions_in(id, &mut mentions);
        if mentions.is_empty() {
            const LONGEST: usize = 60;
            let text = tree.text(id);
            // Nobody raises a sentence: the element was never closed.
            if text.len() > LONGEST {
                return self.children(id);
            }
            let printed = superscript::printed(self.writer.last_words(), text.trim(), self.notes.has_sources);
            return self.writer.write_flowing(&printed, tree.at(id));
        }
        // Brackets and commas around the marks are part of them.
        for (mention, link, is_range) in mentions {
            if is_range {
                self.writer.write("–", tree.at(link));
            }
            self.mention(&mention, link);
        }
    }

    /// Mentions below a node, each with whether a dash stands before it.
    pub(super) fn mentions_in(&self, id: NodeId, into: &mut Vec<(Mention, NodeId, bool)>) {
        let mut is_range = false;
        for &child in &self.tree.node(id).children {
            match (&self.tree.node(child).kind, self.notes.mentions.get(&child)) {
                (_, Some(mention)) => {
                    into.push((mention.clone(), child, std::mem::take(&mut is_range) && !into.is_empty()))
                }
                (NodeKind::Text(text), _) => is_range = matches!(text.text.trim(), "-" | "–" | "—"),
                (NodeKind::Element(_), None) => self.mentions_in(child, into),
            }
        }
    }

    pub(super) fn mention(&mut self, mention: &Mention, at: NodeId) {
        let printed = match mention {
            Mention::Source(numbers) => format!("[{numbers}]"),
            Mention::Note(body) => format!("[^{}]", self.note_number(*body)),
        };
        self.writer.write(&printed, self.tree.at(at));
    }

    pub(super) fn note_number(&mut self, body: NodeId) -> u32 {
        let mentioned = &mut self.mentioned;
        *self.number_of_note.entry(body).or_insert_with(|| {
            mentioned.push(body);
            u32::try_from(mentioned.len()).unwrap_or(u32::MAX)
        })
    }

    pub(super) fn text(&mut self, text: &Text) {
        if text.text.trim_ascii().is_empty() {
            let at = text.pieces.first().map_or(0, |(_, at)| *at);
            return self.writer.space(at);
        }
        let is_skippable = self.label.is_some();
        for (place, &(start, at)) in text.pieces.iter().enumerate() {
            let end = text.pieces.get(place + 1).map_or(text.text.len(), |(next, _)| *next);
            let mut piece = &text.text[start..end];
            let mut from = at;
            if let Some(label) = self.label.filter(|_| is_skippable && !piece.trim_ascii().is_empty()) {
                self.label = None;
                let rest = without_label(piece, label);
                from += piece.len() - rest.len();
                piece = rest;
            }
            self.print_piece(piece, from);
        }
    }

    pub(super) fn print_piece(&mut self, piece: &str, at: usize) {
        if !piece.trim_ascii().is_empty() {
            // Opens the block, so that the emphasis has one to stand in.
            if !self.writer.is_open() {
                self.writer.open(DraftKind::Paragraph, "");
            }
            if piece.starts_with(|letter: char| letter.is_ascii_whitespace()) {
                self.writer.space(at);
            }
            self.writer.set_emphasis(self.n_italic > 0);
        }
        // A reference may stand for a letter that no reader sees; what stands in the page is clean already.
        if piece.chars().count() == 1 {
            self.writer.write_flowing(&cleaned(piece), at);
        } else {
            self.writer.write_flowing(piece, at);
        }
    }
}

/// A note's text without the number printed before it: `3. `, `[3] `, `3 `.
fn without_label(text: &str, number: u32) -> &str {
    let begin = text.trim_ascii_start();
    let bare = begin.strip_prefix(['[', '(']).unwrap_or(begin);
    let Some(rest) = bare.strip_prefix(&number.to_string()) else { return text };
    let after = rest.trim_start_matches([']', ')', '.', ':']);
    if after.is_empty() || after.starts_with(char::is_whitespace) { after } else { text }
}
