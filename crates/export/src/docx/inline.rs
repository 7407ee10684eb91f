//! Runs of text, citations and links.

use std::collections::{BTreeMap, BTreeSet};

use docx_rs::{BreakType, Hyperlink, HyperlinkData, Paragraph, ParagraphChild, Run};

use super::address::clickable;
use super::properties;
use super::text::printable;
use crate::briefing::{Briefing, Inline, letter_of};

/// Between a run's style and its language.
pub(super) const LANGUAGE_MARK: char = '@';

/// Where the text's links lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// Addresses outside the document, in order of use; the one at index `i` has the id [`relationship_id`]`(i)`.
    pub(super) addresses: Vec<String>,
    /// Numbers that have an entry in the list of sources: only those are linked to.
    sources: BTreeSet<u32>,
    /// How many links lead back from each source.
    back: BTreeMap<u32, usize>,
    /// Bookmarks so far: each has a number of its own.
    pub(super) n_bookmarks: usize,
    /// How often each source has been cited so far.
    cited: BTreeMap<u32, usize>,
}

impl Links {
    /// No addresses yet, and the sources of a briefing.
    pub(super) fn new(briefing: &Briefing) -> Self {
        Self {
            addresses: Vec::new(),
            sources: briefing.listed_sources(),
            back: briefing.links_back(),
            n_bookmarks: 0,
            cited: BTreeMap::new(),
        }
    }
}

/// The relationship id of the address at an index.
pub(super) fn relationship_id(address_idx: usize) -> String {
    format!("rIdLink{}", address_idx + 1)
}

/// The bookmark on a source's entry.
pub(super) fn bookmark(number: u32) -> String {
    format!("source_{number}")
}

/// The bookmark on a citation of a source, counted from 0.
fn citation_bookmark(number: u32, nth: usize) -> String {
    format!("citation_{number}_{}", nth + 1)
}

/// The paragraph with the text added at its end.
pub(super) fn add(mut paragraph: Paragraph, text: &[Inline], links: &mut Links) -> Paragraph {
    // A table's cell that holds nothing but sources is read for its own sake: there the numbers stand on the line.
    let is_bare = text.iter().all(|inline| matches!(inline, Inline::Citation(_)));
    let (style, separator) = if is_bare { ("SourceNumber", ", ") } else { ("Citation", ",") };
    let mut follows_citation = false;
    for inline in text {
        let is_citation = matches!(inline, Inline::Citation(_));
        if follows_citation && is_citation {
            paragraph = paragraph.add_run(run(separator).style(style));
        }
        follows_citation = is_citation;
        paragraph = match inline {
            Inline::Text(text) => paragraph.add_run(run(text)),
            Inline::Strong(text) => paragraph.add_run(run(text).style("Strong")),
            Inline::Emphasis(text) => paragraph.add_run(run(text).style("Emphasis")),
            Inline::Citation(number) => cite(paragraph, *number, style, links),
            Inline::Link { text, url } => link(paragraph, text, url, links),
            Inline::Foreign { language, text } => match text.as_ref() {
                Inline::Strong(text) => paragraph.add_run(foreign(text, "Strong", language)),
                Inline::Emphasis(text) => paragraph.add_run(foreign(text, "Emphasis", language)),
                other => paragraph.add_run(foreign(other.words(), "", language)),
            },
        };
    }
    paragraph
}

/// A run of words in another language, in a character style where one is named. docx-rs has no words for a
/// run's language: it stands behind its style until `repair` sets it.
pub(super) fn foreign(text: &str, style: &str, language: &str) -> Run {
    match (style, language) {
        ("", "") => run(text),
        (style, "") => run(text).style(style),
        (style, language) => run(text).style(&format!("{style}{LANGUAGE_MARK}{}", properties::language(language))),
    }
}

/// A run in which tabs and line ends are kept as such.
pub(super) fn run(text: &str) -> Run {
    let mut run = Run::new();
    for (line_idx, line) in printable(text).split('\n').enumerate() {
        if line_idx > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        for (piece_idx, piece) in line.split('\t').enumerate() {
            if piece_idx > 0 {
                run = run.add_tab();
            }
            if !piece.is_empty() {
                run = run.add_text(piece);
            }
        }
    }
    run
}

fn cite(paragraph: Paragraph, number: u32, style: &str, links: &mut Links) -> Paragraph {
    let run = run(&number.to_string()).style(style);
    if !links.sources.contains(&number) {
        return paragraph.add_run(run);
    }
    let nth = links.cited.get(&number).copied().unwrap_or(0);
    links.cited.insert(number, nth + 1);
    let link = hyperlink(HyperlinkData::Anchor { anchor: bookmark(number) }, run);
    if nth >= links.back.get(&number).copied().unwrap_or(0) {
        return paragraph.add_hyperlink(link);
    }
    links.n_bookmarks += 1;
    let id = links.n_bookmarks;
    paragraph.add_bookmark_start(id, citation_bookmark(number, nth)).add_hyperlink(link).add_bookmark_end(id)
}

/// The paragraph with an arrow and a letter for each link back to where a source is cited.
pub(super) fn add_links_back(mut paragraph: Paragraph, number: u32, links: &Links) -> Paragraph {
    // Only what has been cited so far has a bookmark; the list of sources comes last.
    let count = |counts: &BTreeMap<u32, usize>| counts.get(&number).copied().unwrap_or(0);
    for nth in 0..count(&links.cited).min(count(&links.back)) {
        paragraph = paragraph.add_run(run(if nth == 0 { " ↑\u{a0}" } else { "\u{a0}" }));
        let letter = run(&letter_of(nth).to_string()).style("Hyperlink");
        paragraph = paragraph
            .add_hyperlink(hyperlink(HyperlinkData::Anchor { anchor: citation_bookmark(number, nth) }, letter));
    }
    paragraph
}

fn link(paragraph: Paragraph, text: &str, url: &str, links: &mut Links) -> Paragraph {
    let Some(address) = clickable(url) else { return paragraph.add_run(run(text)) };
    let rid = relationship_id(links.addresses.len());
    links.addresses.push(address);
    // The path is left empty: the relationships are written without docx-rs.
    paragraph
        .add_hyperlink(hyperlink(HyperlinkData::External { rid, path: String::new() }, run(text).style("Hyperlink")))
}

/// Built from its parts: `Hyperlink::new` takes its id from a process-wide counter.
fn hyperlink(link: HyperlinkData, run: Run) -> Hyperlink {
    Hyperlink { link, history: None, children: vec![ParagraphChild::Run(Box::new(run))] }
}
