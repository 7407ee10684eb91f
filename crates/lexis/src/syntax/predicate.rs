//! A clause by its predicate's own words: its subjects, objects and adjuncts, and how it is told.

use super::clause::{Aspect, Clause, ClauseKind, Oblique, Tense, Voice};
use super::relation::Relation;
use super::sentence::Sentence;
use super::tag::{Tag, VerbForm};

struct Told {
    finite: bool,
    voice: Voice,
    tense: Tense,
    aspect: Aspect,
}

impl Sentence<'_> {
    /// The clause of a predicate by its own words alone.
    pub(super) fn own_clause(&self, predicate: usize, kind: ClauseKind) -> Clause {
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
        // `has claimed` is active and `claims` too, whatever the relations were named: the passive has a form of `to be`
        // or `to get` and a participle, or the bare participle.
        let helped = auxiliaries.iter().any(|token| matches!(lemma(*token), "be" | "get"));
        let passive = self.tokens[predicate].tag == Tag::VerbParticiple && copula.is_none() && (helped || !perfect);
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
}
