//! Clauses: a predicate with what belongs to it, and how it is told.

use super::relation::Relation;
use super::sentence::Sentence;
use super::tag::{Tag, VerbForm, WordClass};

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

    /// The clause of a predicate by its own words alone.
    fn own_clause(&self, predicate: usize, kind: ClauseKind) -> Clause {
        let with_conjuncts = |wanted: &[Relation]| -> Vec<usize> {
            let of = self.children(predicate).iter().filter(|child| wanted.contains(&self.tokens[**child].relation));
            of.flat_map(|child| self.conjuncts(*child)).collect()
        };
        let only = |wanted: &[Relation]| -> Vec<usize> {
            let of = self.children(predicate).iter().copied();
            of.filter(|child| wanted.contains(&self.tokens[*child].relation)).collect()
        };
        let subjects = with_conjuncts(&[Relation::Nsubj, Relation::NsubjPass, Relation::Csubj]);
        let objects = with_conjuncts(&[Relation::Obj]);
        let adverbs = only(&[Relation::Advmod]);
        let auxiliaries = only(&[Relation::Aux, Relation::AuxPass]);
        let told = self.told(predicate, &auxiliaries);
        let mut clause = Clause {
            predicate,
            kind,
            parent: None,
            negated: self.is_negated(predicate, &subjects, &objects, &adverbs),
            shared_subject: false,
            agents: with_conjuncts(&[Relation::OblAgent]),
            recipients: with_conjuncts(&[Relation::Iobj]),
            obliques: self.obliques(predicate),
            particles: only(&[Relation::CompoundPrt]),
            copula: self.child(predicate, Relation::Cop),
            marker: self.child(predicate, Relation::Mark),
            modal: auxiliaries.iter().copied().find(|token| self.tokens[*token].tag == Tag::AuxModal),
            subjects,
            objects,
            adverbs,
            auxiliaries,
            finite: told.finite,
            voice: told.voice,
            tense: told.tense,
            aspect: told.aspect,
        };
        self.move_agents(&mut clause);
        clause
    }

    /// In the passive, who stands after `by` did it, whatever the relation was named; a date or a number did nothing.
    fn move_agents(&self, clause: &mut Clause) {
        if clause.voice == Voice::Active {
            clause.obliques.extend(
                clause.agents.drain(..).map(|head| Oblique { preposition: self.child(head, Relation::Case), head }),
            );
            clause.obliques.sort_by_key(|oblique| oblique.head);
            return;
        }
        let did = |oblique: &Oblique| {
            oblique.preposition.is_some_and(|by| self.tokens[by].lemma == "by") && !self.is_measure(oblique.head)
        };
        clause.agents.extend(clause.obliques.iter().filter(|oblique| did(oblique)).map(|oblique| oblique.head));
        clause.agents.sort_unstable();
        clause.agents.dedup();
        clause.obliques.retain(|oblique| !did(oblique));
    }

    fn obliques(&self, predicate: usize) -> Vec<Oblique> {
        let mut out = Vec::new();
        for child in self.children(predicate) {
            if !matches!(self.tokens[*child].relation, Relation::Obl | Relation::OblUnmarked) {
                continue;
            }
            let preposition = self.child(*child, Relation::Case);
            out.extend(
                self.conjuncts(*child)
                    .into_iter()
                    .map(|head| Oblique { preposition: self.child(head, Relation::Case).or(preposition), head }),
            );
        }
        out
    }

    fn is_negated(&self, predicate: usize, subjects: &[usize], objects: &[usize], adverbs: &[usize]) -> bool {
        let denies = |token: usize| {
            let lemma = self.tokens[token].lemma.as_ref();
            matches!(lemma, "not" | "n't" | "never" | "nor" | "neither" | "nowhere")
                || lemma == "longer" && self.children(token).iter().any(|child| self.tokens[*child].lemma == "no")
        };
        let empty = |token: usize| {
            matches!(self.tokens[token].lemma.as_ref(), "nobody" | "none" | "nothing" | "neither" | "no-one")
                || self.children(token).iter().any(|child| {
                    let child = &self.tokens[*child];
                    matches!(child.relation, Relation::Det | Relation::CcPreconj | Relation::Nummod)
                        && matches!(child.form, "no" | "No" | "neither" | "Neither")
                })
        };
        adverbs.iter().any(|token| denies(*token))
            || self.children(predicate).iter().any(|child| {
                matches!(self.tokens[*child].relation, Relation::Cc | Relation::CcPreconj) && denies(*child)
            })
            || subjects.iter().chain(objects).any(|token| empty(*token))
    }

    /// How a predicate is told by its own form and its auxiliaries.
    fn told(&self, predicate: usize, auxiliaries: &[usize]) -> Told {
        let copula = self.child(predicate, Relation::Cop);
        let chain: Vec<usize> = auxiliaries.iter().copied().chain(copula).collect();
        let own = self.tokens[predicate].tag.verb_form();
        let first = chain.first().copied();
        let form = first.map_or(own, |token| self.tokens[token].tag.verb_form());
        let lemma = |token: usize| self.tokens[token].lemma.as_ref();
        let perfect = auxiliaries.iter().any(|token| lemma(*token) == "have");
        let passive = self.children(predicate).iter().any(|child| {
            matches!(self.tokens[*child].relation, Relation::AuxPass | Relation::NsubjPass | Relation::OblAgent)
        }) || self.tokens[predicate].tag == Tag::VerbParticiple && !perfect && copula.is_none();
        Told {
            finite: matches!(form, Some(VerbForm::Past | VerbForm::Present | VerbForm::Modal)),
            voice: if passive { Voice::Passive } else { Voice::Active },
            tense: match form {
                Some(VerbForm::Past) => Tense::Past,
                Some(VerbForm::Modal) if first.is_some_and(|first| matches!(lemma(first), "will" | "shall")) => {
                    Tense::Future
                }
                Some(VerbForm::Present | VerbForm::Modal) => Tense::Present,
                _ => Tense::None,
            },
            aspect: if perfect {
                Aspect::Perfect
            } else if own == Some(VerbForm::Ing) && chain.iter().any(|token| lemma(*token) == "be") {
                Aspect::Progressive
            } else {
                Aspect::Simple
            },
        }
    }

    /// Takes from the clause above, or from the noun it speaks of, what a clause leaves unsaid.
    fn inherit(&self, at: usize, clauses: &mut [Clause]) {
        let Some(above) = clauses[at].parent.map(|parent| clauses[parent].clone()) else {
            if clauses[at].kind == ClauseKind::Relative || clauses[at].kind == ClauseKind::Participial {
                self.speak_of_noun(&mut clauses[at]);
            }
            return;
        };
        let clause = &mut clauses[at];
        match clause.kind {
            ClauseKind::Relative | ClauseKind::Participial => self.speak_of_noun(clause),
            ClauseKind::Coordinate if self.tokens[clause.predicate].head == Some(above.predicate) => {
                self.coordinate(clause, &above);
            }
            ClauseKind::Open if clause.subjects.is_empty() => {
                clause.subjects = if above.objects.is_empty() { above.subjects } else { above.objects };
                clause.shared_subject = true;
            }
            ClauseKind::Adverbial if clause.subjects.is_empty() && !clause.finite => {
                clause.subjects = above.subjects;
                clause.shared_subject = true;
            }
            _ => {}
        }
    }

    fn coordinate(&self, clause: &mut Clause, first: &Clause) {
        let form = |clause: &Clause| self.tokens[clause.predicate].tag.verb_form();
        let bare = matches!(form(clause), Some(VerbForm::Base | VerbForm::Participle | VerbForm::Ing));
        if clause.auxiliaries.is_empty() && clause.copula.is_none() && bare && form(clause) == form(first) {
            clause.auxiliaries.clone_from(&first.auxiliaries);
            clause.modal = first.modal;
            (clause.finite, clause.voice, clause.tense, clause.aspect) =
                (first.finite, first.voice, first.tense, first.aspect);
            clause.marker = clause.marker.or(first.marker);
        }
        if clause.subjects.is_empty() {
            clause.subjects.clone_from(&first.subjects);
            clause.shared_subject = true;
        }
    }

    /// The noun that a relative or participial clause speaks of takes its place in the clause.
    fn speak_of_noun(&self, clause: &mut Clause) {
        let Some(noun) = self.tokens[clause.predicate].head.filter(|head| !self.tokens[*head].tag.is_verb()) else {
            return;
        };
        if clause.kind == ClauseKind::Participial {
            if clause.subjects.is_empty() && self.tokens[clause.predicate].tag != Tag::VerbBase {
                clause.subjects = vec![noun];
                clause.shared_subject = true;
            }
            return;
        }
        let is_relative = |token: &usize| {
            let token = &self.tokens[*token];
            matches!(token.tag, Tag::PronounRelative | Tag::PronounWh)
                || token.tag.class() == WordClass::Pron && token.lemma == "that"
        };
        let (subject, object) = (
            clause.subjects.iter().position(|token| is_relative(token)),
            clause.objects.iter().position(|token| is_relative(token)),
        );
        if let Some(at) = subject {
            clause.subjects[at] = noun;
            clause.shared_subject = true;
        } else if let Some(at) = object {
            clause.objects[at] = noun;
        } else if clause.subjects.is_empty() {
            clause.subjects = vec![noun];
            clause.shared_subject = true;
        }
    }
}

struct Told {
    finite: bool,
    voice: Voice,
    tense: Tense,
    aspect: Aspect,
}
