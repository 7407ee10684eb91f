//! Triggers: what would bring a scenario about, or must hold for it.

use std::ops::Range;

use super::super::reading::Reading;
use super::conditions::{self, Condition};
use super::heads::{self, List};
use super::items::{self, COPULAS, MODALS};
use super::label::SCENARIOS;
use super::line::{Line, Mark};
use super::{signs, verbs};

/// How a statement stands to its scenario.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// It opens the scenario: the word behind the label, 0 where a heading or the sentence before names it.
    Opening(usize),
    /// It judges the scenario by name.
    Named,
    /// It follows the opening.
    Following,
}

/// Words between a scenario and the verb that it is the subject of.
pub(super) const BETWEEN: &[&str] = &[
    "also",
    "and",
    "be",
    "been",
    "being",
    "but",
    "chiefly",
    "it",
    "largely",
    "less",
    "likely",
    "mainly",
    "more",
    "most",
    "often",
    "only",
    "or",
    "perhaps",
    "probably",
    "that",
    "therefore",
    "thus",
    "which",
];
/// Verbs by which `it` and `this` are the scenario.
const OCCURS: &[&str] = &[
    "arise",
    "arises",
    "arrive",
    "arrives",
    "begin",
    "begins",
    "come",
    "comes",
    "emerge",
    "emerges",
    "gain",
    "gains",
    "happen",
    "happens",
    "hold",
    "holds",
    "last",
    "lasts",
    "materialise",
    "materialises",
    "materialize",
    "materializes",
    "occur",
    "occurs",
    "open",
    "opens",
    "persist",
    "persists",
    "prevail",
    "prevails",
    "unfold",
    "unfolds",
];

/// The bytes of every trigger that a statement tells of its scenario, in order.
pub(super) fn triggers(reading: &Reading<'_>, scope: Scope) -> Vec<(usize, usize)> {
    let line = Line::new(reading);
    let mut found = Vec::new();
    let mut start = 0;
    while start < line.len() {
        let end = stretch(line, start, scope);
        Stretch { reading, line, range: start..end, scope }.read(&mut found);
        start = end;
    }
    let heads = heads::heads(line);
    for (at, head) in heads.iter().enumerate().filter(|(_, head)| head.list == List::Triggers) {
        found.extend(items::headed(line, head.next..heads.get(at + 1).map_or(line.len(), |next| next.first)));
    }
    let mut bytes: Vec<_> = found.iter().map(|words| line.bytes(words)).filter(|(start, end)| start < end).collect();
    bytes.sort_unstable();
    bytes.dedup_by(|next, before| next.0 < before.1);
    bytes
}

/// The first word of the main clause of a statement that begins with a condition or cause of it.
pub(super) fn main_clause(line: Line<'_>) -> Option<usize> {
    let main = leading(line).map(|condition| condition.next).filter(|next| line.mark(*next) == Mark::Comma)?;
    Some(main + usize::from(line.is(main, &["then"])))
}

/// The condition or cause that a statement begins with.
fn leading(line: Line<'_>) -> Option<Condition> {
    conditions::condition(line, 0, 0, &|_| false).or_else(|| leading_cause(line))
}

/// The cause that a statement begins with: `Driven by rivalry, a …`.
fn leading_cause(line: Line<'_>) -> Option<Condition> {
    let from = line.phrase(0, verbs::CAUSED)?;
    let triggers = items::nouns(line, from..line.end(from), false);
    Some(Condition { first: 0, next: triggers.last()?.end, triggers })
}

/// Where the clauses that speak of one thing end: at a semicolon or colon. The mark behind a label ends nothing.
fn stretch(line: Line<'_>, start: usize, scope: Scope) -> usize {
    let from = match scope {
        Scope::Opening(next) if start == 0 => next,
        Scope::Opening(_) | Scope::Named | Scope::Following => start,
    };
    (from + 1..line.len()).find(|at| matches!(line.mark(*at), Mark::Semicolon | Mark::Colon)).unwrap_or(line.len())
}

/// A part of a statement that is read for itself.
pub(super) struct Stretch<'s, 'r> {
    pub(super) reading: &'s Reading<'r>,
    pub(super) line: Line<'s>,
    pub(super) range: Range<usize>,
    pub(super) scope: Scope,
}

impl Stretch<'_, '_> {
    fn read(&self, found: &mut Vec<Range<usize>>) {
        let (line, start) = (self.line, self.range.start);
        if heads::head(line, start).is_some() {
            return;
        }
        let opened = conditions::condition(line, start, start, &|_| false);
        let main = opened.as_ref().map_or(start, |condition| condition.next);
        let subject = self.subject(main);
        let is_own = match self.scope {
            Scope::Opening(_) => start == 0,
            Scope::Named => true,
            Scope::Following => false,
        } || subject.is_some_and(|next| self.tells(next));
        if is_own {
            self.conditions(found);
        }
        if start == 0 && self.label().is_some() {
            found.extend(leading_cause(line).into_iter().flat_map(|cause| cause.triggers));
        }
        if let Some(next) = self.label().or(subject) {
            self.verbs(next, found);
        }
        self.causes(found);
    }

    /// The word behind the label, in the stretch that has it.
    pub(super) fn label(&self) -> Option<usize> {
        match self.scope {
            Scope::Opening(next) if next > 0 && self.range.contains(&(next - 1)) => Some(next),
            Scope::Opening(_) | Scope::Named | Scope::Following => None,
        }
    }

    /// The word behind a subject that is the scenario: `it`, `this path`, `its likelihood`.
    pub(super) fn subject(&self, at: usize) -> Option<usize> {
        const MOST_ADJECTIVES: usize = 3;
        let line = self.line;
        let at = at + usize::from(line.is(at, &["and", "but", "still", "then", "yet"]));
        let of = line.phrase(at, &["the likelihood of", "the odds of", "the chances of", "the probability of"]);
        if line.is(at, &["its"]) && line.is(at + 1, &["chances", "likelihood", "odds", "probability"]) {
            return Some(at + 2);
        }
        let at = of.unwrap_or(at);
        if line.is(at, &["this", "that", "such", "the"]) {
            let noun = (at + 1..=at + MOST_ADJECTIVES).find(|noun| line.is(*noun, SCENARIOS));
            if let Some(noun) = noun {
                return Some(noun + 1);
            }
        }
        (line.is(at, &["it", "this", "that"])).then_some(at + 1)
    }

    /// Whether what stands behind a subject that may be the scenario tells that it comes about, or how likely it is.
    fn tells(&self, next: usize) -> bool {
        let line = self.line;
        if line.is(next - 1, SCENARIOS) || line.is(next - 1, &["chances", "likelihood", "odds", "probability"]) {
            return true;
        }
        let verb = (next..self.range.end).find(|at| !line.is(*at, MODALS) && !line.is(*at, BETWEEN));
        let Some(verb) = verb else { return false };
        let is_linked = line.is(verb, COPULAS) || line.is(next, MODALS) && line.is(verb - 1, &["be", "become"]);
        line.is(verb, OCCURS) || is_linked && (verb..verb + 3).any(|at| self.judges(at))
    }

    /// Whether a phrase of likelihood begins at a word.
    fn judges(&self, at: usize) -> bool {
        self.reading.source.lexicon.likelihoods.at(self.line.words, at).is_some()
    }

    /// Conditions of the scenario.
    fn conditions(&self, found: &mut Vec<Range<usize>>) {
        const RELATIVES: &[&str] = &["how", "that", "what", "where", "whether", "which", "who", "whom", "whose", "why"];
        let line = self.line;
        let likelihoods = self.reading.source.lexicon.likelihoods.all(line.words);
        let judged = |at: usize| likelihoods.iter().any(|judgement| judgement.next == at);
        let signs = signs::begin(line, self.range.clone()).unwrap_or(self.range.end);
        for condition in conditions::conditions(line, self.range.start..signs, &judged) {
            let first = condition.first;
            let label = self.label().unwrap_or(self.range.start);
            // A relative clause is about another thing, unless the label stands right before it.
            let segment = (self.range.start..=first).rev().find(|at| line.begins(*at)).unwrap_or(first);
            let is_relative = (segment..first).any(|at| line.is(at, RELATIVES) && at != label);
            let is_of_another = self.names_another(label, first);
            if !is_relative && !is_of_another && !heads::names_signs(line, self.range.start..first) {
                found.extend(condition.triggers);
            }
        }
    }

    /// Whether another scenario is named between the label and a condition: `…, and a rupture path is plausible if`.
    fn names_another(&self, label: usize, first: usize) -> bool {
        let line = self.line;
        let behind = |noun: usize| {
            line.is(noun, SCENARIOS) && !line.is(noun.saturating_sub(1), &["this", "that", "such", "the"])
        };
        (label..first).any(behind)
    }
}
