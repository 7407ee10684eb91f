//! Noun groups, and what a date or a number hangs on.

use std::ops::Range;

use super::relation::Relation;
use super::sentence::Sentence;

/// A noun with what says more of it. All are indexes of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounGroup {
    /// The noun, name, pronoun or number.
    pub head: usize,
    /// Bytes from its first word to its last: articles, adjectives and `of the country`, but neither the preposition
    /// before it, nor clauses, appositions, conjuncts.
    pub span: Range<usize>,
    /// Bytes of its head with what stands before it, and of a name all of it.
    pub core: Range<usize>,
    /// `the`, `a`, `no`, `all`.
    pub determiners: Vec<usize>,
    /// Adjectives and nouns before the head: `nuclear`, `trade`.
    pub modifiers: Vec<usize>,
    /// A number that counts it.
    pub numbers: Vec<usize>,
    /// `Russia` of `Russia's debt`, `its` of `its debt`.
    pub possessor: Option<usize>,
    /// Nouns that hang on it by a preposition: `of the country`, `with China`.
    pub complements: Vec<usize>,
    /// What it is also called: `Gazprom, the gas company`.
    pub appositions: Vec<usize>,
    /// What it is coordinated with, itself not among them.
    pub conjuncts: Vec<usize>,
}

/// What a stretch of a sentence hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The stretch's own topmost token.
    pub token: usize,
    /// The preposition before it: `in`, `by`, `from`.
    pub preposition: Option<usize>,
    /// The token it hangs on, for a conjunct that of the first; `None` for the root.
    pub governor: Option<usize>,
    /// How it hangs there.
    pub relation: Relation,
    /// The nearest token above it, or itself, that is a verb or has a form of `to be`.
    pub predicate: Option<usize>,
}

impl Sentence<'_> {
    /// The group of this head; nothing for an index beyond the last.
    #[must_use]
    pub fn noun_group(&self, head: usize) -> Option<NounGroup> {
        self.tokens.get(head)?;
        let of = |wanted: &[Relation]| -> Vec<usize> {
            let children = self.children(head).iter().copied();
            children.filter(|child| wanted.contains(&self.tokens[*child].relation)).collect()
        };
        let complements = of(&[Relation::Nmod, Relation::NmodUnmarked]);
        let before = [
            Relation::Det,
            Relation::Amod,
            Relation::Compound,
            Relation::Nummod,
            Relation::NmodPoss,
            Relation::NmodDesc,
            Relation::Flat,
            Relation::Fixed,
            Relation::Advmod,
        ];
        let core = self.reach(head, &before);
        let mut span = core.clone();
        for complement in &complements {
            let reach = self.span_below(*complement);
            span = span.start.min(reach.start)..span.end.max(reach.end);
        }
        Some(NounGroup {
            head,
            span,
            core,
            determiners: of(&[Relation::Det]),
            modifiers: of(&[Relation::Amod, Relation::Compound, Relation::NmodDesc]),
            numbers: of(&[Relation::Nummod]),
            possessor: of(&[Relation::NmodPoss]).first().copied(),
            complements,
            appositions: of(&[Relation::Appos]),
            conjuncts: self.conjuncts(head).split_off(1),
        })
    }

    /// Bytes from the first to the last word of a token and of those of its children that hang so, with all below them.
    fn reach(&self, token: usize, wanted: &[Relation]) -> Range<usize> {
        let mut span = self.tokens[token].span.clone();
        for child in self.children(token).iter().filter(|child| wanted.contains(&self.tokens[**child].relation)) {
            let below = self.span_below(*child);
            span = span.start.min(below.start)..span.end.max(below.end);
        }
        span
    }

    /// Bytes from the first to the last word of a token and all that hangs below it, but for punctuation at the ends.
    #[must_use]
    pub fn span_below(&self, token: usize) -> Range<usize> {
        let Some(own) = self.tokens.get(token) else { return 0..0 };
        let mut span = own.span.clone();
        let mut below = vec![token];
        while let Some(next) = below.pop() {
            for child in self.children(next) {
                if self.tokens[*child].relation != Relation::Punct {
                    let reach = &self.tokens[*child].span;
                    span = span.start.min(reach.start)..span.end.max(reach.end);
                    below.push(*child);
                }
            }
        }
        span
    }

    /// The topmost of the tokens that overlap a stretch of bytes: the one that hangs on something outside.
    #[must_use]
    pub fn token_at(&self, span: &Range<usize>) -> Option<usize> {
        let overlaps =
            |token: usize| self.tokens[token].span.start < span.end && span.start < self.tokens[token].span.end;
        let found = || (0..self.tokens.len()).filter(|token| overlaps(*token));
        found().find(|token| self.tokens[*token].head.is_none_or(|head| !overlaps(head))).or_else(|| found().next())
    }

    /// What a stretch of bytes, say a date or a number, hangs on; nothing if no token is there.
    ///
    /// ```
    /// use chancery_lexis::syntax::{Known, KnownKind, Reader};
    /// let reader = Reader::shipped().expect("the model is whole");
    /// let text = "Chad signed the pact in 2018.";
    /// let date = 24..28;
    /// let sentence = reader.read(text, &[Known { span: date.clone(), kind: KnownKind::Date }]);
    /// let found = sentence.attachment(&date).expect("a token is there");
    /// assert_eq!(found.governor.map(|token| sentence.tokens[token].form), Some("signed"));
    /// assert_eq!(found.preposition.map(|token| sentence.tokens[token].form), Some("in"));
    /// ```
    #[must_use]
    pub fn attachment(&self, span: &Range<usize>) -> Option<Attachment> {
        let token = self.token_at(span)?;
        let mut first = token;
        while let Some(head) = self.tokens[first].head.filter(|_| self.tokens[first].relation == Relation::Conj) {
            first = head;
        }
        let predicate = std::iter::successors(Some(token), |token| self.tokens[*token].head)
            .find(|token| self.tokens[*token].tag.is_verb() || self.child(*token, Relation::Cop).is_some());
        Some(Attachment {
            token,
            preposition: self.child(token, Relation::Case).or_else(|| self.child(first, Relation::Case)),
            governor: self.tokens[first].head,
            relation: self.tokens[first].relation,
            predicate,
        })
    }
}
