//! What a clause leaves unsaid and shares with another, or with the noun it speaks of.

use super::clause::{Clause, ClauseKind};
use super::sentence::Sentence;
use super::tag::{Tag, VerbForm, WordClass};

impl Sentence<'_> {
    /// Takes from the clause above, or from the noun it speaks of, what a clause leaves unsaid.
    pub(super) fn inherit(&self, at: usize, clauses: &mut [Clause]) {
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
        let (subject, object) =
            (clause.subjects.iter().position(&is_relative), clause.objects.iter().position(is_relative));
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
