//! Whether a clause of prose tells what a timeline item tells.

use std::collections::{BTreeMap, BTreeSet};

use super::Item;
use super::prose::Telling;
use crate::document::Document;
use crate::lexicon::Lexicon;
use chancery_lexis::word::{Word, words};

/// The least share of an item's weight of meaning that a clause must hold to tell the same.
const LEAST_SHARE: f64 = 0.22;
/// The least share of a title's weight that will do instead, where one of the terms is a name or word that few
/// passages have.
const LEAST_TITLE_SHARE: f64 = 0.35;
/// A term is telling where at most one passage in this many has it.
const TELLING: usize = 16;
/// The least number of terms shared.
const LEAST_TERMS: usize = 2;
/// Items that a term is looked up in: one that more have says little of any, and a clause must not be held against
/// every item of a long timeline.
const MOST_LOOKED_UP: usize = 256;

/// Compares by the terms shared, each weighted by how rare it is in the report (inverse passage frequency):
/// that both name the report's two countries says little, that both name one power plant says much.
#[derive(Debug)]
pub(super) struct Matcher<'l> {
    lexicon: &'l Lexicon<'l>,
    /// Passages each term stands in.
    frequency: BTreeMap<String, usize>,
    n_passages: usize,
    /// The items that each term stands in.
    terms: BTreeMap<String, Held>,
    /// Weight of every item's terms, those of the title counted twice, and of its title's.
    totals: Vec<Weight>,
}

/// The items that hold a term.
#[derive(Debug, Default)]
struct Held {
    /// Whether few passages have it and it names no actor.
    is_telling: bool,
    /// Index of the item, and the term's weight there; none in a title that has not the term.
    items: Vec<(usize, f64, Option<f64>)>,
}

/// Weights of meaning in a whole item and in its title.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    n_terms: usize,
    all: f64,
    title: f64,
    /// Whether a telling term of the title is among them.
    names_it: bool,
}

impl<'l> Matcher<'l> {
    pub(super) fn new(document: &Document<'_>, lexicon: &'l Lexicon<'l>, items: &[Item<'_>]) -> Self {
        let mut frequency = BTreeMap::new();
        for statement in &document.statements {
            for term in terms(lexicon, &statement.words) {
                *frequency.entry(term).or_insert(0) += 1;
            }
        }
        let n_passages = document.statements.len();
        let mut matcher = Self { lexicon, frequency, n_passages, terms: BTreeMap::new(), totals: Vec::new() };
        let text = &document.report.text;
        for (at, item) in items.iter().enumerate() {
            let title = terms(lexicon, &words(item.title.of(text)));
            let mut all = terms(lexicon, &words(item.description.of(text)));
            all.extend(title.iter().cloned());
            let mut total = Weight::default();
            for term in all {
                let rarity = matcher.rarity(&term);
                let in_title = title.contains(&term).then_some(rarity);
                let weight = if in_title.is_some() { rarity * 2.0 } else { rarity };
                total.all += weight;
                total.title += in_title.unwrap_or_default();
                let is_telling = matcher.is_telling(&term);
                let held = matcher.terms.entry(term).or_default();
                held.is_telling = is_telling;
                held.items.push((at, weight, in_title));
            }
            matcher.totals.push(total);
        }
        matcher
    }

    /// The item that a clause tells: of those whose date overlaps the clause's, the one with the largest share
    /// of its meaning in the clause, if that is large enough.
    pub(super) fn best(&self, items: &[Item<'_>], telling: &Telling<'_>) -> Option<usize> {
        if items.is_empty() {
            return None;
        }
        let offset = telling.scope.start - telling.statement.span.start;
        let clause = terms(self.lexicon, &words(&telling.statement.text[offset..offset + telling.scope.len()]));
        let mut found: BTreeMap<usize, Weight> = BTreeMap::new();
        for held in clause.iter().filter_map(|term| self.terms.get(term)) {
            for (at, weight, in_title) in held.items.iter().take(MOST_LOOKED_UP) {
                let found = found.entry(*at).or_default();
                found.n_terms += 1;
                found.all += weight;
                found.title += in_title.unwrap_or_default();
                found.names_it |= held.is_telling && in_title.is_some();
            }
        }
        let mut best: Option<(usize, f64)> = None;
        for (at, found) in found {
            let total = self.totals[at];
            let share = share(found.all, total.all);
            let is_enough = (found.n_terms >= LEAST_TERMS && share >= LEAST_SHARE)
                || (found.names_it && self::share(found.title, total.title) >= LEAST_TITLE_SHARE);
            if is_enough
                && best.is_none_or(|(_, most)| share > most)
                && items[at].date.is_some_and(|date| date.overlaps(telling.date))
            {
                best = Some((at, share));
            }
        }
        best.map(|(at, _)| at)
    }

    fn is_telling(&self, term: &str) -> bool {
        let n_with = self.frequency.get(term).copied().unwrap_or(0);
        let is_actor = term.chars().all(|letter| letter.is_uppercase() || letter == '-');
        !is_actor && n_with * TELLING <= self.n_passages
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
fn share(held: f64, total: f64) -> f64 {
    held / total.max(f64::MIN_POSITIVE)
}

/// What a text is about: actors' codes, and the stems of its other words of meaning.
fn terms(lexicon: &Lexicon<'_>, words: &[Word<'_>]) -> BTreeSet<String> {
    let mentions = lexicon.actors.mentions(words);
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
