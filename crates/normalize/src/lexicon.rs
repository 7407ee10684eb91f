//! The vocabulary made ready for finding: built once, used for every statement.

use chancery_ingest::vocabulary::{Hedge, Likelihood, Vocabulary};
use chancery_model::event::{Category, EventType};

use crate::actor::Actors;
use crate::word::{Phrases, Word, words};

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
    /// Words of likelihood.
    pub(crate) likelihoods: Phrases<Likelihood>,
    /// Units by their printed forms, as indices of the vocabulary's.
    pub(crate) units: Phrases<usize>,
    /// For each indicator its groups of words that must all occur.
    pub(crate) indicator_terms: Vec<Vec<Vec<Phrases<()>>>>,
}

impl<'v> Lexicon<'v> {
    /// Reads the tables.
    pub(crate) fn new(vocabulary: &'v Vocabulary) -> Self {
        let terms = |group: &Vec<String>| group.iter().map(|term| Phrases::new([(term.as_str(), ())])).collect();
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
            likelihoods: Phrases::new(
                vocabulary.likelihoods.iter().map(|entry| (entry.phrase.as_str(), entry.clone())),
            ),
            units: Phrases::new(units.flat_map(|(at, unit)| unit.forms.iter().map(move |form| (form.as_str(), at)))),
            indicator_terms: vocabulary
                .indicators
                .iter()
                .map(|entry| entry.terms.iter().map(terms).collect())
                .collect(),
        }
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

    /// The indicators whose words occur among `words`: index and the number of words of the group that fits
    /// best.
    pub(crate) fn indicators(&self, words: &[Word<'_>]) -> Vec<(usize, usize)> {
        let occurs = |term: &Phrases<()>| (0..words.len()).any(|at| term.at(words, at).is_some());
        let fits = |(at, groups): (usize, &Vec<Vec<Phrases<()>>>)| {
            let sizes = groups.iter().filter(|group| group.iter().all(occurs)).map(Vec::len);
            sizes.max().map(|size| (at, size))
        };
        self.indicator_terms.iter().enumerate().filter_map(fits).collect()
    }
}
