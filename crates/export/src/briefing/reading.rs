//! The datasets as the briefing reads them: from ids to numbers, from printed brackets to citations.

use std::collections::BTreeMap;

use chancery_model::anchor::Anchor;
use chancery_model::citation::Citation;
use chancery_model::datasets::Datasets;
use chancery_model::labels::{Labels, Part, parts};
use chancery_model::passage::{Passage, PassageKind};
use chancery_model::section::Section;

use super::label::Label;
use super::wording::Wording;
use super::{Block, Inline};

/// The datasets with the look-ups that every part needs.
pub(crate) struct Reading<'a> {
    /// The datasets themselves.
    pub(crate) datasets: &'a Datasets,
    /// The briefing's own words.
    pub(crate) wording: Wording<'a>,
    numbers: BTreeMap<&'a str, u32>,
    passages: BTreeMap<&'a str, &'a Passage>,
}

impl<'a> Reading<'a> {
    /// Reads the datasets once. Passages and citations are taken to stand in document order.
    pub(crate) fn new(datasets: &'a Datasets, labels: &'a Labels) -> Self {
        Self {
            datasets,
            wording: Wording::new(labels),
            numbers: datasets.references.iter().map(|r| (r.reference_id.as_str(), r.number)).collect(),
            passages: datasets.passages.iter().map(|p| (p.passage_id.as_str(), p)).collect(),
        }
    }

    /// A heading of the first level.
    pub(crate) fn heading(&self, label: Label) -> Block {
        Block::Heading { level: 1, text: self.wording.text(label).to_owned(), language: String::new() }
    }

    /// A label whose places are filled with words of their own kind.
    pub(crate) fn filled(&self, label: Label, place: impl Fn(&str) -> Vec<Inline>) -> Vec<Inline> {
        let inlines = parts(self.wording.text(label)).flat_map(|part| match part {
            Part::Words(words) => plain(words),
            Part::Place(name) => place(name),
        });
        joined(inlines.collect())
    }

    /// Words of the report, told apart where its language is not that of the briefing.
    pub(crate) fn quoted(&self, words: Vec<Inline>) -> Vec<Inline> {
        self.told_apart(words, &self.datasets.dossier.language)
    }

    /// A text of the report, told apart where its language is not that of the briefing.
    pub(crate) fn quote(&self, text: impl Into<String>) -> Vec<Inline> {
        self.quoted(plain(text))
    }

    /// Words of the program, which are English: names of indicators, findings.
    pub(crate) fn english(&self, words: Vec<Inline>) -> Vec<Inline> {
        self.told_apart(words, "en")
    }

    /// Language of the report where it is not that of the briefing; else empty.
    pub(crate) fn report_language(&self) -> String {
        let language = &self.datasets.dossier.language;
        if is_same_language(language, self.wording.language()) { String::new() } else { language.clone() }
    }

    fn told_apart(&self, words: Vec<Inline>, language: &str) -> Vec<Inline> {
        if is_same_language(language, self.wording.language()) {
            return words;
        }
        let foreign = |word| match word {
            Inline::Text(_) | Inline::Strong(_) | Inline::Emphasis(_) => {
                Inline::Foreign { language: language.to_owned(), text: Box::new(word) }
            }
            Inline::Citation(_) | Inline::Link { .. } | Inline::Foreign { .. } => word,
        };
        words.into_iter().map(foreign).collect()
    }

    /// The passage of an id.
    pub(crate) fn passage(&self, id: &str) -> Option<&'a Passage> {
        self.passages.get(id).copied()
    }

    /// Citations of sources by id, in the given order; an id without a source is left out.
    pub(crate) fn citations(&self, reference_ids: &[String]) -> Vec<Inline> {
        reference_ids.iter().filter_map(|id| self.numbers.get(id.as_str())).map(|n| Inline::Citation(*n)).collect()
    }

    /// A passage's words with its printed citations as citations.
    pub(crate) fn cited_passage(&self, passage: &Passage) -> Vec<Inline> {
        self.cited(&passage.text, passage.anchor.start)
    }

    /// Words of the report that start at a code point of its text, with printed citations as citations.
    /// A citation of a source that the list lacks stays as printed: there is nothing to link to.
    pub(crate) fn cited(&self, text: &str, start: usize) -> Vec<Inline> {
        let letters: Vec<char> = text.chars().collect();
        let end = start.saturating_add(letters.len());
        let citations = &self.datasets.citations;
        let first = citations.partition_point(|citation| citation.anchor.start < start);
        let mut inlines = Vec::new();
        let mut at = 0;
        for citation in citations[first..].iter().take_while(|citation| citation.anchor.start < end) {
            if citation.anchor.end <= citation.anchor.start || citation.anchor.end > end {
                continue;
            }
            let (from, to) = with_brackets(&letters, citation.anchor.start - start, citation.anchor.end - start);
            let between = letters.get(at..from).unwrap_or_default();
            push_between(&mut inlines, between, citation);
            inlines.push(match citation.reference_id {
                Some(_) => Inline::Citation(citation.number),
                None => Inline::Text(format!("[{}]", citation.number)),
            });
            at = at.max(to);
        }
        inlines.push(Inline::Text(letters.get(at..).unwrap_or_default().iter().collect()));
        self.quoted(joined(inlines))
    }

    /// Passages inside an anchor, in document order.
    pub(crate) fn passages_in(&self, anchor: Anchor) -> &'a [Passage] {
        let passages = &self.datasets.passages;
        let first = passages.partition_point(|passage| passage.anchor.start < anchor.start);
        let last = passages.partition_point(|passage| passage.anchor.start < anchor.end);
        passages.get(first..last).unwrap_or_default()
    }

    /// The sentences of a section; where it has none, the items of its lists.
    pub(crate) fn statements(&self, section: &Section) -> impl DoubleEndedIterator<Item = &'a Passage> + use<'a> {
        let passages = self.passages_in(section.anchor);
        let of = |kind| passages.iter().filter(move |passage: &&Passage| passage.kind == kind);
        let kind =
            if of(PassageKind::Sentence).next().is_some() { PassageKind::Sentence } else { PassageKind::ListItem };
        of(kind)
    }
}

/// Whether two BCP 47 tags name one language, whatever the region; no tag is as good as the same.
fn is_same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    one.is_empty() || other.is_empty() || primary(one) == primary(other)
}

/// A text as one run.
pub(crate) fn plain(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

/// The first `most` characters of a text with its white space run together, ended at a word and with an
/// ellipsis where it was longer.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    // Two more characters than may stand tell whether it is too long; the rest is never looked at.
    let mut short = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().take(most + 1).count();
        let gap = usize::from(!short.is_empty());
        if length + gap + letters > most {
            if short.is_empty() {
                short.extend(word.chars().take(most.saturating_sub(1)));
            }
            short.push('…');
            return short;
        }
        short.push_str(if gap == 1 { " " } else { "" });
        short.push_str(word);
        length += gap + letters;
    }
    short
}

/// Widens a citation to the brackets around it, where they stand directly around it.
fn with_brackets(letters: &[char], from: usize, to: usize) -> (usize, usize) {
    let opens = letters[..from].iter().rposition(|letter| *letter != ' ').filter(|at| letters[*at] == '[');
    let closes = letters[to..].iter().position(|letter| *letter != ' ').filter(|at| letters[to + at] == ']');
    (opens.unwrap_or(from), closes.map_or(to, |at| to + at + 1))
}

/// The words between two citations: none where only separators stand there, and no space before a
/// superscript.
fn push_between(inlines: &mut Vec<Inline>, between: &[char], next: &Citation) {
    let separates = |letter: &char| matches!(letter, ' ' | ',' | ';' | '-' | '–' | '[' | ']');
    let follows = matches!(inlines.last(), Some(Inline::Citation(_)));
    if follows && between.iter().all(separates) {
        if next.reference_id.is_none() {
            inlines.push(Inline::Text(" ".to_owned()));
        }
        return;
    }
    let text: String = between.iter().collect();
    let text = if next.reference_id.is_some() { text.trim_end() } else { text.as_str() };
    inlines.push(Inline::Text(text.to_owned()));
}

/// Neighbouring plain runs as one; empty runs dropped.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut all: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (all.last_mut(), inline) {
            (_, Inline::Text(text)) if text.is_empty() => {}
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => all.push(inline),
        }
    }
    all
}

/// The words with their first letter a capital, as a heading or a cell begins.
pub(crate) fn sentence_case(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, text_of};
    use super::*;

    #[test]
    fn printed_brackets_become_citations_where_they_stood() {
        let cases = [
            ("Trade grew [1].", "Trade grew^1."),
            ("Trade [1] grew [2] [3].", "Trade^1 grew^2^3."),
            ("Trade grew [1, 2].", "Trade grew^1^2."),
            ("Trade grew [1]-[3].", "Trade grew^1^2^3."),
            ("Trade grew [1–3] fast", "Trade grew^1^2^3 fast"),
            ("[1] says so", "^1 says so"),
            ("Trade grew.[2]", "Trade grew.^2"),
            ("Trade grew [99].", "Trade grew [99]."),
            ("Trade grew [1, 99].", "Trade grew^1 [99]."),
            ("Trade [a] grew", "Trade [a] grew"),
            ("", ""),
        ];
        for (printed, expected) in cases {
            let datasets = specimen::with_sentence(printed);
            let reading = specimen::reading(&datasets);
            assert_eq!(text_of(&reading.cited_passage(&datasets.passages[0])), expected, "{printed}");
        }
    }

    #[test]
    fn citations_outside_the_words_do_no_harm() {
        let mut datasets = specimen::with_sentence("Trade grew [1].");
        let reading = specimen::reading(&datasets);
        assert_eq!(text_of(&reading.cited("Trade", 0)), "Trade");
        assert_eq!(text_of(&reading.cited("Other words", usize::MAX)), "Other words");
        datasets.citations[0].anchor = Anchor { start: 12, end: 4 };
        assert_eq!(text_of(&specimen::reading(&datasets).cited("Trade grew [1].", 0)), "Trade grew [1].");
    }

    #[test]
    fn long_texts_end_at_a_word() {
        let cases = [
            ("one two", 10, "one two"),
            ("one two three", 8, "one two…"),
            ("one\n  two", 10, "one two"),
            ("unbroken", 4, "unb…"),
            ("", 4, ""),
            ("word", 0, "…"),
        ];
        for (text, most, expected) in cases {
            assert_eq!(shortened(text, most), expected, "{text}");
        }
    }
}
