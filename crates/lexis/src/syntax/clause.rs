//! Clauses: a predicate with what belongs to it, and how it is told.

use super::relation::Relation;
use super::sentence::Sentence;

/// What a clause is in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// The sentence's own.
    Main,
    /// Joined to another by `and`, `but`, a comma.
    Coordinate,
    /// Of time, cause, condition, purpose: `as the rouble fell`, `citing costs`, `to support prices`.
    Adverbial,
    /// Says more of a noun by a finite verb: `which entered into force`.
    Relative,
    /// Says more of a noun by a participle or an infinitive: `commissioned in 2009`, `a plan to leave`.
    Participial,
    /// What is said, thought or known: `said that talks had failed`.
    Complement,
    /// What is begun, planned, tried: `agreed to exchange prisoners`. Its subject is that of the clause above or its object.
    Open,
    /// Set beside: quoted speech, an aside.
    Parenthetical,
}

/// Who does what to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Voice {
    /// The subject acts, or is.
    Active,
    /// The subject is acted on.
    Passive,
}

/// When a predicate says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tense {
    /// `signed`, `was signed`, `had signed`.
    Past,
    /// `signs`, `has signed`, `is signing`.
    Present,
    /// `will sign`, `is to sign`, `is going to sign`.
    Future,
    /// A participle, an infinitive, a noun.
    None,
}

/// How a predicate stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// `signed`, `signs`.
    Simple,
    /// `has signed`, `had been signed`.
    Perfect,
    /// `is signing`.
    Progressive,
}

/// An adjunct with its preposition: `in 2018`, `with Serbia`, or without one: `last year`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Oblique {
    /// The preposition's first word; `None` where there is none.
    pub preposition: Option<usize>,
    /// The head of the noun group.
    pub head: usize,
}

/// A predicate and what belongs to it. All are indexes of tokens; those lists that coordinate hold every conjunct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The verb, or the noun or adjective after `to be`.
    pub predicate: usize,
    /// What it is in its sentence.
    pub kind: ClauseKind,
    /// The clause above, as an index of [`Sentence::clauses`]; `None` for the main one.
    pub parent: Option<usize>,
    /// Subjects, of either voice. Of a relative or participial clause the noun it speaks of; of a coordinate or open
    /// one without its own, that of the clause above.
    pub subjects: Vec<usize>,
    /// Whether `subjects` are taken from another clause or from the noun it speaks of.
    pub shared_subject: bool,
    /// Who does it, in the passive: `by China`.
    pub agents: Vec<usize>,
    /// Direct objects.
    pub objects: Vec<usize>,
    /// Indirect objects: `gave Georgia a loan`.
    pub recipients: Vec<usize>,
    /// Adjuncts and prepositional objects, in order.
    pub obliques: Vec<Oblique>,
    /// `down` of `stepped down`.
    pub particles: Vec<usize>,
    /// Auxiliaries, in order; for a conjunct without its own, those of the first.
    pub auxiliaries: Vec<usize>,
    /// The form of `to be` before a noun or an adjective.
    pub copula: Option<usize>,
    /// Adverbs.
    pub adverbs: Vec<usize>,
    /// The word that opens it: `that`, `as`, `if`, `to`.
    pub marker: Option<usize>,
    /// Whether it is denied: not, never, no longer; no, neither before its subject or object.
    pub negated: bool,
    /// The modal, by its lemma's token: `may`, `should`; `will` is a tense and stands here too.
    pub modal: Option<usize>,
    /// Whether it has a tense of its own.
    pub finite: bool,
    /// Its voice.
    pub voice: Voice,
    /// Its tense.
    pub tense: Tense,
    /// Its aspect.
    pub aspect: Aspect,
}

impl Sentence<'_> {
    /// The clauses, in the order of their predicates.
    ///
    /// ```
    /// use chancery_lexis::syntax::{ClauseKind, Reader, Tense, Voice};
    /// let reader = Reader::shipped().expect("the model is whole");
    /// let sentence = reader.read("The dam was built by Iran and was opened by the minister.", &[]);
    /// let clauses = sentence.clauses();
    /// let told: Vec<&str> = clauses.iter().map(|clause| &*sentence.tokens[clause.predicate].lemma).collect();
    /// assert_eq!(told, ["build", "open"]);
    /// assert_eq!((clauses[1].kind, clauses[1].voice, clauses[1].tense), (ClauseKind::Coordinate, Voice::Passive, Tense::Past));
    /// assert_eq!(sentence.tokens[clauses[1].subjects[0]].form, "dam");
    /// ```
    #[must_use]
    pub fn clauses(&self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = (0..self.tokens.len())
            .filter_map(|token| self.clause_kind(token).map(|kind| self.own_clause(token, kind)))
            .collect();
        let place: Vec<Option<usize>> = {
            let mut place = vec![None; self.tokens.len()];
            for (at, clause) in clauses.iter().enumerate() {
                place[clause.predicate] = Some(at);
            }
            place
        };
        let mut above: Vec<Option<usize>> = vec![None; self.tokens.len()];
        for token in self.downwards() {
            let Some(head) = self.tokens[token].head else { continue };
            above[token] = place[head].or(above[head]);
            if let Some(at) = place[token] {
                clauses[at].parent = above[token];
                self.inherit(at, &mut clauses);
            }
        }
        clauses
    }

    /// What kind of clause a token is the predicate of; nothing if of none.
    fn clause_kind(&self, token: usize) -> Option<ClauseKind> {
        let predicates = self.tokens[token].tag.is_verb() || self.child(token, Relation::Cop).is_some();
        Some(match self.tokens[token].relation {
            Relation::Root => ClauseKind::Main,
            Relation::Advcl => ClauseKind::Adverbial,
            Relation::AclRelcl | Relation::AdvclRelcl => ClauseKind::Relative,
            Relation::Acl if predicates => ClauseKind::Participial,
            Relation::Ccomp | Relation::Csubj => ClauseKind::Complement,
            Relation::Xcomp => ClauseKind::Open,
            Relation::Parataxis if predicates => ClauseKind::Parenthetical,
            Relation::Conj if predicates => ClauseKind::Coordinate,
            _ => return None,
        })
    }
}
