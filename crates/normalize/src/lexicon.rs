//! The vocabulary made ready for finding: built once, used for every statement.

use std::collections::{BTreeMap, BTreeSet};

use chancery_ingest::vocabulary::{Hedge, Likelihood, Vocabulary};
use chancery_model::event::{Category, EventType};

use crate::actor::Actors;
use chancery_lexis::word::{Phrases, Word, words};

/// The vocabulary's tables as finders.
#[derive(Debug)]
pub(crate) struct Lexicon<'v> {
    /// The tables.
    pub(crate) vocabulary: &'v Vocabulary,
    /// States and organisations.
    pub(crate) actors: Actors,
    /// Words that tell an event's type.
    pub(crate) event_types: Phrases<EventType>,
    /// Words that tell an event's domain.
    pub(crate) categories: Phrases<Category>,
    /// Words of degree.
    pub(crate) hedges: Phrases<Hedge>,
    /// Words of frequency, each with the share of periods that may miss.
    pub(crate) frequencies: Phrases<f64>,
    /// Words of likelihood.
    pub(crate) likelihoods: Phrases<Likelihood>,
    /// Units by their printed forms, as indices of the vocabulary's.
    pub(crate) units: Phrases<usize>,
    /// The words that tell indicators, each with its number.
    terms: Phrases<usize>,
    /// For each indicator its groups of terms, by number, that must all occur.
    indicator_terms: Vec<Vec<Vec<usize>>>,
}

/// A term of an indicator found: `first..next` of the words, and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TermHit {
    pub(crate) first: usize,
    pub(crate) next: usize,
    pub(crate) term: usize,
}

impl<'v> Lexicon<'v> {
    /// Reads the tables.
    pub(crate) fn new(vocabulary: &'v Vocabulary) -> Self {
        let all_terms: BTreeSet<&str> =
            vocabulary.indicators.iter().flat_map(|entry| &entry.terms).flatten().map(String::as_str).collect();
        let numbered: BTreeMap<&str, usize> = all_terms.iter().enumerate().map(|(at, term)| (*term, at)).collect();
        let numbers = |group: &Vec<String>| group.iter().map(|term| numbered[term.as_str()]).collect();
        let units = vocabulary.units.iter().enumerate();
        Self {
            vocabulary,
            actors: Actors::new(vocabulary),
            event_types: Phrases::new(
                vocabulary.event_types.iter().map(|entry| (entry.trigger.as_str(), entry.event_type)),
            ),
            categories: Phrases::new(
                vocabulary.categories.iter().map(|entry| (entry.trigger.as_str(), entry.category)),
            ),
            hedges: Phrases::new(vocabulary.hedges.iter().map(|entry| (entry.phrase.as_str(), entry.clone()))),
            frequencies: Phrases::new(vocabulary.frequencies.iter().map(|entry| (entry.phrase.as_str(), entry.share))),
            likelihoods: Phrases::new(
                vocabulary.likelihoods.iter().map(|entry| (entry.phrase.as_str(), entry.clone())),
            ),
            units: Phrases::new(units.flat_map(|(at, unit)| unit.forms.iter().map(move |form| (form.as_str(), at)))),
            terms: Phrases::new(numbered.iter().map(|(term, at)| (*term, *at))),
            indicator_terms: vocabulary
                .indicators
                .iter()
                .map(|entry| entry.terms.iter().map(numbers).collect())
                .collect(),
        }
    }

    /// Whether a unit is money: three letters that nothing else is converted to.
    pub(crate) fn is_money(&self, unit: usize) -> bool {
        let units = &self.vocabulary.units;
        let id = &units[unit].unit;
        let is_code = id.len() == 3 && id.bytes().all(|byte| byte.is_ascii_lowercase());
        is_code && units.iter().all(|other| (other.base == *id) == (other.unit == *id))
    }

    /// The type told by the first trigger of a text.
    pub(crate) fn event_type(&self, text: &str) -> Option<EventType> {
        self.event_types.all(&words(text)).first().map(|found| *found.value)
    }

    /// The domain that most triggers tell: those of `title` count twice. Of equals the first told wins.
    pub(crate) fn category(&self, title: &str, description: &str) -> Option<Category> {
        let (title, description) = (words(title), words(description));
        let mut scores: Vec<(Category, usize)> = Vec::new();
        for (words, weight) in [(&title, 2), (&description, 1)] {
            for found in self.categories.all(words) {
                match scores.iter_mut().find(|(category, _)| category == found.value) {
                    Some((_, score)) => *score += weight,
                    None => scores.push((*found.value, weight)),
                }
            }
        }
        // `max_by_key` gives the last of equals.
        scores.into_iter().rev().max_by_key(|(_, score)| *score).map(|(category, _)| category)
    }

    /// Every term of an indicator among `words`, in order of its first word.
    pub(crate) fn term_hits(&self, words: &[Word<'_>]) -> Vec<TermHit> {
        let hits = |at| {
            let found = self.terms.every_at(words, at).into_iter();
            found.map(|found| TermHit { first: found.first, next: found.next, term: *found.value })
        };
        (0..words.len()).flat_map(hits).collect()
    }

    /// The indicators whose terms occur among `hits`: index and the number of terms of the group that fits best.
    pub(crate) fn indicators(&self, hits: &[TermHit]) -> Vec<(usize, usize)> {
        if hits.is_empty() {
            return Vec::new();
        }
        let occurring: BTreeSet<usize> = hits.iter().map(|hit| hit.term).collect();
        let fits = |(at, groups): (usize, &Vec<Vec<usize>>)| {
            let whole = groups.iter().filter(|group| group.iter().all(|term| occurring.contains(term)));
            whole.map(Vec::len).max().map(|size| (at, size))
        };
        self.indicator_terms.iter().enumerate().filter_map(fits).collect()
    }

    /// Whether a term belongs to an indicator, and is enough to tell it where `alone` is asked.
    pub(crate) fn is_term_of(&self, indicator: usize, term: usize, alone: bool) -> bool {
        self.indicator_terms[indicator].iter().any(|group| group.contains(&term) && (!alone || group.len() == 1))
    }
}
