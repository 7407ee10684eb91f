//! What a scenario is called by.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Source;
use super::super::reading::Reading;
use super::line::{Line, Mark};
use super::triggers;
use crate::document::Statement;
use chancery_lexis::slug::slug;
use chancery_lexis::word::Word;

/// Nouns that a scenario is called by, after its adjective: `a hedging path`.
const NOUNS: &[&str] = &[
    "baseline",
    "case",
    "course",
    "future",
    "option",
    "outcome",
    "path",
    "pathway",
    "scenario",
    "track",
    "trajectory",
    "variant",
];

/// The nouns that mean nothing but a scenario: a `case` may be at law.
pub(super) const SCENARIOS: &[&str] = &["path", "pathway", "scenario", "trajectory"];

/// Words that count scenarios and do not name them.
const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "final", "last"];

/// How a statement opens a scenario.
pub(super) struct Opening {
    /// The scenario's id.
    pub(super) label: String,
    /// The first word behind the label; 0 where a heading names it.
    pub(super) next: usize,
    /// Whether a condition or cause stands before the label: `If talks fail, a rupture path opens`.
    pub(super) is_behind: bool,
}

/// The scenario that a statement opens: `A friction path …`, `In a tighter-alignment path, …`, `Scenario 2: Drift.`,
/// `If talks fail, a rupture path …`, or the heading of its own section where the statement is its first.
pub(super) fn opening(source: &Source<'_>, reading: &Reading<'_>) -> Option<Opening> {
    let line = Line::new(reading);
    // `Less likely but plausible is a friction path`: the judgement may come first.
    let judged = source.lexicon.likelihoods.at(line.words, 0).map_or(0, |found| found.next);
    let start = if line.is(judged, &["is", "remains", "are"]) { judged + 1 } else { 0 };
    let own =
        |start, is_behind| own_label(source, reading, start).map(|(label, next)| Opening { label, next, is_behind });
    own(start, false)
        .or_else(|| triggers::main_clause(line).and_then(|main| own(main, true)))
        .or_else(|| Some(Opening { label: heading_label(source, reading.statement)?, next: 0, is_behind: false }))
}

/// The label that stands at a word, and the word behind it.
fn own_label(source: &Source<'_>, reading: &Reading<'_>, opening: usize) -> Option<(String, usize)> {
    const OPENING_WORDS: usize = 10;
    const MOST_ADJECTIVES: usize = 3;
    // The label opens the sentence: `In a hedging path, …`; a noun later in it is only spoken of.
    const LAST_ARTICLE: usize = 2;
    let words = &reading.words;
    for at in opening..words.len().min(opening + OPENING_WORDS) {
        if NOUNS.binary_search(&words[at].lower.as_str()).is_err() {
            continue;
        }
        if words[at].lower == "scenario"
            && let Some(numbered) = numbered(reading, at)
        {
            return Some(numbered);
        }
        let first =
            (at.saturating_sub(MOST_ADJECTIVES).max(opening)..at.min(opening + LAST_ARTICLE + 2)).find(|first| {
                let article = first.checked_sub(1).map(|before| words[before].lower.as_str());
                matches!(article, Some("a" | "an" | "the" | "this" | "our" | "first" | "second" | "third" | "fourth"))
                    && !words[*first..at].iter().any(|word| matches!(word.lower.as_str(), "a" | "an" | "the"))
            });
        let Some(first) = first.filter(|first| *first < at) else { continue };
        let telling: Vec<&str> =
            words[first..at].iter().map(|word| word.lower.as_str()).filter(|word| !ORDINALS.contains(word)).collect();
        let label = slug(&telling.join(" "), 4);
        // `The most probable course` judges; it does not name.
        let judges = (first..at).any(|word| source.lexicon.likelihoods.at(words, word).is_some());
        if telling.is_empty()
            && let Some(named) = apposed(reading, at + 1)
        {
            return Some(named);
        }
        if !label.is_empty() && !judges && !is_article_only(&telling) {
            return Some((label, at + 1));
        }
    }
    None
}

/// `the third scenario, fragmentation, …`: the name stands between commas behind a counted noun.
fn apposed(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 4;
    let line = Line::new(reading);
    // `In the first scenario, Nairobi, …` tells who acts.
    if reading.mentions.iter().any(|mention| (mention.first..mention.next).contains(&at)) {
        return None;
    }
    if line.mark(at) != Mark::Comma || line.is(at, &["which", "in", "where", "while", "and", "if", "by", "with"]) {
        return None;
    }
    let next = (at + 1..=at + LONGEST).find(|next| line.mark(*next) != Mark::None)?;
    let label = slug(&line.words[at..next].iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" "), 4);
    (line.mark(next) == Mark::Comma && !label.is_empty()).then_some((label, next))
}

fn is_article_only(words: &[&str]) -> bool {
    words.iter().all(|word| {
        matches!(*word, "this" | "that" | "same" | "each" | "every" | "any" | "in" | "worst" | "best") && word.len() < 5
    })
}

/// `Scenario 2: Drift. …` or `Scenario B – drift`.
fn numbered(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    // `Scenario B`, and not `in a scenario, a bank …`.
    let is_number = |word: &&Word<'_>| {
        let is_letter =
            word.text.len() == 1 && word.text.starts_with(|letter: char| letter.is_alphabetic() && letter != 'a');
        is_letter || word.lower.chars().all(|letter| letter.is_ascii_digit())
    };
    let is_next = Line::new(reading).mark(at + 1) == Mark::None;
    let number = reading.words.get(at + 1).filter(is_number).filter(|_| is_next)?;
    let rest = reading.text[number.end..].trim_start_matches([':', '.', '–', '—', '-', ' ', ')', '(']);
    let end = rest.find(['.', ':', ',', ';', '–', '—', ')', '(']).unwrap_or(rest.len());
    let label = slug(&rest[..end], 4);
    let next = reading.word_at(reading.text.len() - rest.len() + end);
    Some(if label.is_empty() { (slug(&format!("scenario {}", number.lower), 2), at + 2) } else { (label, next) })
}

/// A section of its own within the outlook, whose heading names a scenario.
fn heading_label(source: &Source<'_>, statement: &Statement<'_>) -> Option<String> {
    let section = &source.document.report.sections[statement.section];
    let is_first = statement.paragraph == 1 && statement.sentence == 1;
    let heading = section.heading.of(&source.document.report.text);
    let lower = heading.to_lowercase();
    let names_one = lower
        .split(|letter: char| !letter.is_alphabetic())
        .any(|word| NOUNS.binary_search(&word).is_ok() && word != "outcome");
    let inner = section.level > 1 || heading.contains(':');
    if !is_first || !inner || !names_one {
        return None;
    }
    let is_noun = |word: &str| NOUNS.binary_search(&word.to_lowercase().as_str()).is_ok();
    let label = |words: &str| {
        let words: Vec<&str> = words.split_whitespace().filter(|word| !is_noun(word)).collect();
        Some(slug(&words.join(" "), 4)).filter(|label| !label.is_empty())
    };
    match heading.split_once([':', '–', '—']) {
        // `Scenario 2: Managed float`: what stands before the mark counts, and names none.
        Some((before, behind)) => label(before).filter(|label| label.len() > 1).or_else(|| label(behind)),
        None => label(heading),
    }
}

/// Whether a statement begins a section whose heading names a scenario.
pub(super) fn is_headed(source: &Source<'_>, statement: &Statement<'_>) -> bool {
    heading_label(source, statement).is_some()
}

/// The labels of an outlook, in the order in which it opens them, by their first word: a statement is held against few.
#[derive(Debug, Default)]
pub(super) struct Labels(BTreeMap<String, Vec<(usize, String)>>);

impl Labels {
    /// Each of the labels once.
    pub(super) fn new<'l>(labels: impl IntoIterator<Item = &'l str>) -> Self {
        let mut seen = BTreeSet::new();
        let mut by_word: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
        for (at, label) in labels.into_iter().enumerate() {
            if seen.insert(label) {
                let word = label.split('-').next().unwrap_or_default();
                by_word.entry(word.to_owned()).or_default().push((at, label.to_owned()));
            }
        }
        Self(by_word)
    }

    /// Those whose words a statement holds, in order.
    pub(super) fn named(&self, reading: &Reading<'_>) -> Vec<String> {
        let pieces: BTreeSet<&str> = reading.words.iter().flat_map(|word| word.lower.split('-')).collect();
        let mut named: Vec<&(usize, String)> = pieces
            .iter()
            .filter_map(|piece| self.0.get(*piece))
            .flatten()
            .filter(|(_, label)| label.split('-').all(|word| pieces.contains(word)))
            .collect();
        named.sort_unstable();
        named.into_iter().map(|(_, label)| label.clone()).collect()
    }
}
