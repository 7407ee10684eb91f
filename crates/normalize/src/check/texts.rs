//! What several checks look for in every statement and citation scope, found once.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::anchor::Anchor;
use chancery_model::citation::Citation;
use chancery_model::passage::PassageKind;

use crate::document::Document;
use chancery_lexis::date::{FoundDate, find_dates};
use chancery_lexis::word::{Word, words};

/// Words and dates of the statements, in the order of the document's, and dates of the citations' scopes. Of a
/// statement too long to be a sentence, and of an entry of the list of sources, neither is looked for.
#[derive(Debug)]
pub(crate) struct Texts<'d> {
    document: &'d Document<'d>,
    scopes: BTreeMap<Anchor, Vec<FoundDate>>,
}

impl<'d> Texts<'d> {
    pub(crate) fn read(document: &'d Document<'d>, citations: &[Citation]) -> Self {
        let mut scopes = BTreeMap::new();
        for citation in citations {
            scopes.entry(citation.scope).or_insert_with(|| find_dates(&citation.scope_text));
        }
        Self { document, scopes }
    }

    /// Words of the statement at an index.
    pub(super) fn words(&self, at: usize) -> &[Word<'d>] {
        let statement = &self.document.statements[at];
        if statement.kind == PassageKind::ReferenceEntry { &[] } else { &statement.words }
    }

    /// Dates in the clause that a citation marks, as bytes of its text.
    pub(super) fn in_scope(&self, citation: &Citation) -> &[FoundDate] {
        self.scopes.get(&citation.scope).map_or(&[], Vec::as_slice)
    }

    /// Dates of the statement at an index.
    pub(super) fn dates(&self, at: usize) -> &[FoundDate] {
        &self.document.statements[at].dates
    }
}

/// What a text is about: the stems of its words of at least four letters, and of names in capitals.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    stems_of(&words(text))
}

/// The same of a text whose words are known.
pub(super) fn stems_of(words: &[Word<'_>]) -> BTreeSet<String> {
    words.iter().filter(|word| says_something(word)).map(stem).collect()
}

/// Whether a word is long enough to say something, or a number or a name in capitals.
pub(super) fn says_something(word: &Word<'_>) -> bool {
    const SHORTEST: usize = 4;
    word.text.chars().nth(SHORTEST - 1).is_some()
        || word.text.chars().all(|letter| letter.is_uppercase() || letter.is_ascii_digit())
}

/// The letters that a word is known by, so that its endings do not count.
pub(super) fn stem(word: &Word<'_>) -> String {
    const STEM: usize = 6;
    word.lower.chars().take(STEM).collect()
}
