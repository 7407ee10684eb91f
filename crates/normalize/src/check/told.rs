//! The text's sentences by their words: what a timeline item is looked up in.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::section::SectionKind;

use super::Subject;
use super::texts::stems_of;
use crate::document::Statement;
use chancery_lexis::date::FoundDate;

/// Sentences that a word is looked up in.
const MOST_LOOKED_UP: usize = 256;

/// The sentences, timeline and list of sources left out.
pub(super) struct Told<'d> {
    sentences: Vec<(usize, &'d Statement<'d>)>,
    places: BTreeMap<String, Vec<usize>>,
}

impl<'d> Told<'d> {
    pub(super) fn read(subject: &Subject<'d>) -> Self {
        let is_text = |statement: &Statement<'_>| {
            statement.is_prose() && !matches!(statement.section_kind, SectionKind::Timeline | SectionKind::Literature)
        };
        let mut told = Self { sentences: Vec::new(), places: BTreeMap::new() };
        for (at, statement) in subject.own_words().filter(|(_, statement)| is_text(statement)) {
            let place = told.sentences.len();
            for stem in stems_of(&statement.words) {
                told.places.entry(stem).or_default().push(place);
            }
            told.sentences.push((at, statement));
        }
        told
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// The sentences, as indices of the document's statements.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.sentences.iter().map(|(at, _)| *at)
    }

    /// Whether a word stands in the text.
    pub(super) fn has(&self, stem: &str) -> bool {
        self.places.contains_key(stem)
    }

    /// The sentences that share a stem with `stems`, and how many of them each shares.
    pub(super) fn sharing(&self, stems: &BTreeSet<String>) -> Vec<(&'d Statement<'d>, usize, usize)> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for place in stems.iter().flat_map(|stem| self.places.get(stem).into_iter().flatten().take(MOST_LOOKED_UP)) {
            *shared.entry(*place).or_default() += 1;
        }
        shared.into_iter().map(|(place, n)| (self.sentences[place].1, self.sentences[place].0, n)).collect()
    }
}

/// Whether a preposition ties a date to what is told: `in 2009`, not `the 2009 deal`. A decade takes the article.
pub(super) fn is_tied(text: &str, date: &FoundDate) -> bool {
    let between = &text[date.words.start.min(date.start)..date.start];
    let is_fine = date.date.precision() < chancery_model::edtf::DatePrecision::Decade;
    date.words.lead.is_some() && !(is_fine && between.trim_end().ends_with(" the"))
}
