//! The tagger: an averaged perceptron (Collins 2002) that goes from left to right and sees its own last two tags.

use super::feature::{Weights, best, feature};
use super::known::KnownKind;
use super::tag::{Tag, VerbForm};
use super::word::Word;

/// What the tagger remembers of the tags it has given in a sentence.
#[derive(Clone, Copy, Debug)]
pub struct History {
    last: u32,
    before: u32,
    finite: u32,
    auxiliary: u32,
}

const NONE: u32 = 255;

impl Default for History {
    fn default() -> Self {
        Self { last: NONE, before: NONE, finite: 0, auxiliary: 0 }
    }
}

impl History {
    /// Remembers the tag given to a word.
    pub fn push(&mut self, word: &Word<'_>, tag: Tag) {
        self.before = self.last;
        self.last = tag as u32;
        if matches!(tag.verb_form(), Some(VerbForm::Past | VerbForm::Present | VerbForm::Modal)) {
            self.finite = (self.finite + 1).min(2);
        }
        match tag.class() {
            super::tag::WordClass::Aux => self.auxiliary = word.form,
            super::tag::WordClass::Adv | super::tag::WordClass::Part => {}
            _ => self.auxiliary = 0,
        }
    }
}

/// The tag that is certain of a word by what is known of it.
#[must_use]
pub fn certain(word: &Word<'_>) -> Option<Tag> {
    match word.known? {
        KnownKind::Date => Some(Tag::Date),
        KnownKind::Number => Some(Tag::Number),
        KnownKind::Quantity => Some(Tag::Quantity),
        KnownKind::Money => Some(Tag::Money),
        KnownKind::Name => word.joined.then_some(Tag::Name),
        KnownKind::Citation => Some(Tag::Symbol),
    }
}

/// The features of the word at `index`, put in `out`. `finite_after` says whether a word after it may be a finite verb.
pub fn features(words: &[Word<'_>], index: usize, history: &History, finite_after: bool, out: &mut Vec<u64>) {
    let at = |offset: isize| index.checked_add_signed(offset).and_then(|at| words.get(at));
    let form = |offset| at(offset).map_or(NONE, |word| word.form);
    let ending = |offset| at(offset).map_or(NONE, |word| word.endings[2]);
    let word = &words[index];
    let first = u32::from(index == 0);
    let after = u32::from(finite_after);
    out.clear();
    out.extend([
        feature(0, [word.form]),
        feature(1, [form(-1)]),
        feature(2, [form(1)]),
        feature(3, [form(-2)]),
        feature(4, [form(2)]),
        feature(5, [word.endings[0]]),
        feature(6, [word.endings[1]]),
        feature(7, [word.endings[2]]),
        feature(8, [word.endings[3]]),
        feature(9, [word.opening]),
        feature(10, [word.shape, first]),
        feature(11, [history.last]),
        feature(12, [history.last, history.before]),
        feature(13, [history.last, word.form]),
        feature(14, [ending(-1)]),
        feature(15, [ending(1)]),
        feature(16, [word.form, form(1)]),
        feature(17, [form(-1), word.form]),
        feature(18, [history.last, word.endings[1]]),
        feature(19, [word.endings[1], word.irregular, history.finite, after]),
        feature(20, [word.endings[1], history.auxiliary]),
        feature(21, [word.irregular, history.last, history.finite, after]),
        feature(22, [history.last, ending(1)]),
        feature(23, [word.shape & 255, first, history.last]),
        feature(24, [word.endings[2], form(1)]),
    ]);
}

/// Tags a sentence.
#[must_use]
pub fn tag(words: &[Word<'_>], weights: &impl Weights) -> Vec<Tag> {
    let mut history = History::default();
    let mut tags = Vec::with_capacity(words.len());
    let mut found = Vec::with_capacity(32);
    let last_finite = words.iter().rposition(|word| word.may_be_finite).unwrap_or(0);
    for (index, word) in words.iter().enumerate() {
        let tag = certain(word).unwrap_or_else(|| {
            features(words, index, &history, last_finite > index, &mut found);
            let mut scores = [0; Tag::ALL.len()];
            weights.add_all(&found, &mut scores);
            Tag::from_index(best(&scores[..Tag::LEARNT]))
        });
        history.push(word, tag);
        tags.push(tag);
    }
    tags
}
