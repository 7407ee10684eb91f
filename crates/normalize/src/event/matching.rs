//! Whether a clause of prose tells what a timeline item tells.

use std::collections::{BTreeMap, BTreeSet};

use super::Item;
use super::prose::Telling;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::word::words;

/// The least share of an item's weight of meaning that a clause must hold to tell the same.
const LEAST_SHARE: f64 = 0.22;
/// The least share of a title's weight that will do instead, where one of the terms is a name or word that few
/// passages have.
const LEAST_TITLE_SHARE: f64 = 0.35;
/// A term is telling where at most one passage in this many has it.
const TELLING: usize = 16;
/// The least number of terms shared.
const LEAST_TERMS: usize = 2;

/// Compares by the terms shared, each weighted by how rare it is in the report (inverse passage frequency):
/// that both name the report's two countries says little, that both name one power plant says much.
#[derive(Debug)]
pub(super) struct Matcher<'l> {
    lexicon: &'l Lexicon<'l>,
    /// Passages each term stands in.
    frequency: BTreeMap<String, usize>,
    n_passages: usize,
    items: Vec<Weights>,
}

/// What an item is about.
#[derive(Debug, Default)]
struct Weights {
    /// Terms of title and description, those of the title counted twice.
    all: BTreeMap<String, f64>,
    /// Terms of the title.
    title: BTreeMap<String, f64>,
}

impl<'l> Matcher<'l> {
    pub(super) fn new(document: &Document<'_>, lexicon: &'l Lexicon<'l>, items: &[Item<'_>]) -> Self {
        let mut frequency = BTreeMap::new();
        for statement in &document.statements {
            for term in terms(lexicon, statement.text) {
                *frequency.entry(term).or_insert(0) += 1;
            }
        }
        let mut matcher = Self { lexicon, frequency, n_passages: document.statements.len(), items: Vec::new() };
        let text = &document.report.text;
        let weigh = |text: &str| -> BTreeMap<String, f64> {
            terms(lexicon, text).into_iter().map(|term| (term.clone(), matcher.rarity(&term))).collect()
        };
        let weights = |item: &Item<'_>| {
            let title = weigh(item.title.of(text));
            let mut all = weigh(item.description.of(text));
            all.extend(title.iter().map(|(term, weight)| (term.clone(), weight * 2.0)));
            Weights { all, title }
        };
        matcher.items = items.iter().map(weights).collect();
        matcher
    }

    /// The item that a clause tells: of those whose date overlaps the clause's, the one with the largest share
    /// of its meaning in the clause, if that is large enough.
    pub(super) fn best(&self, items: &[Item<'_>], telling: &Telling<'_>) -> Option<usize> {
        let offset = telling.scope.start - telling.statement.span.start;
        let clause = terms(self.lexicon, &telling.statement.text[offset..offset + telling.scope.len()]);
        let mut best: Option<(usize, f64)> = None;
        for (at, (item, weights)) in items.iter().zip(&self.items).enumerate() {
            if !item.date.is_some_and(|date| date.overlaps(telling.date)) {
                continue;
            }
            let shared = clause.iter().filter(|term| weights.all.contains_key(*term)).count();
            let share = share(&weights.all, &clause);
            let names_it = || {
                let is_telling = |term: &&String| {
                    let n_with = self.frequency.get(*term).copied().unwrap_or(0);
                    let is_actor = term.chars().all(|letter| letter.is_uppercase() || letter == '-');
                    weights.title.contains_key(*term) && !is_actor && n_with * TELLING <= self.n_passages
                };
                clause.iter().any(|term| is_telling(&term)) && self::share(&weights.title, &clause) >= LEAST_TITLE_SHARE
            };
            let is_enough = (shared >= LEAST_TERMS && share >= LEAST_SHARE) || names_it();
            if is_enough && best.is_none_or(|(_, most)| share > most) {
                best = Some((at, share));
            }
        }
        best.map(|(at, _)| at)
    }

    fn rarity(&self, term: &str) -> f64 {
        let n_with = self.frequency.get(term).copied().unwrap_or(1).max(1);
        // Counts of passages are far below 2^52.
        #[expect(clippy::cast_precision_loss, reason = "counts of passages are far below 2^52")]
        let ratio = (self.n_passages.max(1) as f64 + 1.0) / n_with as f64;
        ratio.ln()
    }
}

/// The share of an item's weight that a clause holds, 0 to 1.
fn share(weights: &BTreeMap<String, f64>, clause: &BTreeSet<String>) -> f64 {
    let held: f64 = clause.iter().filter_map(|term| weights.get(term)).sum();
    held / weights.values().sum::<f64>().max(f64::MIN_POSITIVE)
}

/// What a text is about: actors' codes, and the stems of its other words of meaning.
fn terms(lexicon: &Lexicon<'_>, text: &str) -> BTreeSet<String> {
    let words = words(text);
    let mentions = lexicon.actors.mentions(&words);
    let mut terms: BTreeSet<String> = mentions.iter().map(|mention| mention.code.clone()).collect();
    let is_named = |at: usize| mentions.iter().any(|mention| (mention.first..mention.next).contains(&at));
    for (at, word) in words.iter().enumerate() {
        if !is_named(at) && !is_silent(&word.lower) {
            terms.extend(word.lower.split('-').filter(|part| part.len() > 1 && !is_silent(part)).map(stem));
        }
    }
    terms
}

/// A word's first five letters, or fewer where an ending is shorter: `transfer`, `transferred` and `transfers`
/// share them. Coarse on purpose; the weights make up for it.
fn stem(word: &str) -> String {
    const LENGTH: usize = 5;
    let bare = word.strip_suffix('s').filter(|bare| bare.len() > 3).unwrap_or(word);
    bare.chars().take(LENGTH).collect()
}

/// Words that say nothing of what a text is about; years are compared as dates.
fn is_silent(word: &str) -> bool {
    const SILENT: &[&str] = &[
        "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "before", "both",
        "but", "by", "can", "could", "did", "do", "does", "during", "each", "for", "from", "further", "had", "has",
        "have", "he", "her", "his", "how", "however", "if", "in", "into", "is", "it", "its", "may", "more", "most",
        "no", "nor", "not", "of", "on", "or", "other", "over", "own", "she", "since", "so", "some", "such", "than",
        "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "under",
        "until", "up", "was", "were", "when", "where", "which", "while", "who", "will", "with", "would", "yet",
    ];
    SILENT.binary_search(&word).is_ok() || word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silent_words_are_sorted_and_years_are_silent() {
        assert!(is_silent("yet") && is_silent("a") && is_silent("2012"));
        assert!(!is_silent("lease"));
    }

    #[test]
    fn stems_join_forms_of_a_word() {
        assert_eq!(stem("transfer"), stem("transferred"));
        assert_eq!(stem("drills"), stem("drill"));
        assert_ne!(stem("base"), stem("basket"));
    }
}
