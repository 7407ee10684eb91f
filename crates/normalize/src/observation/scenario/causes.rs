//! Causes: what a scenario hangs on, and what would prompt it.

use std::ops::Range;

use super::heads::{self, List};
use super::items::{self, COPULAS, MODALS, PRONOUNS, REMARKS};
use super::label::SCENARIOS;
use super::line::{DETERMINERS, Line, Mark};
use super::triggers::{BETWEEN, Scope, Stretch};
use super::{conditions, verbs};

/// Those who act: what they do is no trigger by itself.
const AGENTS: &[&str] = &[
    "allies",
    "armies",
    "army",
    "authorities",
    "bank",
    "banks",
    "cabinet",
    "commission",
    "companies",
    "company",
    "council",
    "court",
    "courts",
    "creditors",
    "donors",
    "fund",
    "generals",
    "government",
    "governments",
    "investors",
    "junta",
    "king",
    "lawmakers",
    "leader",
    "leaders",
    "leadership",
    "lenders",
    "military",
    "minister",
    "ministers",
    "ministries",
    "ministry",
    "neighbors",
    "neighbours",
    "officials",
    "opposition",
    "parliament",
    "party",
    "president",
    "regime",
    "ruler",
    "senate",
    "state",
    "traders",
    "union",
    "unions",
    "voters",
];
/// Words that tell when, before the subject.
const ADVERBIALS: &[&str] =
    &["after", "as", "at", "before", "by", "during", "from", "in", "over", "under", "with", "within"];

impl Stretch<'_, '_> {
    /// What the scenario hangs on: `hinges on …`, `would be triggered by …`.
    pub(super) fn verbs(&self, next: usize, found: &mut Vec<Range<usize>>) {
        let line = self.line;
        let likelihoods = self.reading.source.lexicon.likelihoods.all(line.words);
        let is_between = |at: usize| {
            line.is(at, BETWEEN)
                || line.is(at, MODALS)
                || line.is(at, COPULAS)
                || likelihoods.iter().any(|judgement| (judgement.first..judgement.next).contains(&at))
        };
        for at in next..self.range.end {
            let object = line.phrase(at, verbs::CAUSED).or_else(|| line.phrase(at, verbs::RELIES));
            if let Some(from) = object {
                found.extend(self.object(from));
                return;
            }
            if !is_between(at) {
                return;
            }
        }
    }

    /// The things that a verb's object names.
    fn object(&self, from: usize) -> Vec<Range<usize>> {
        const COUNTED: &[&str] = &["assumptions", "conditions", "developments", "factors", "preconditions", "things"];
        let line = self.line;
        let end = line.end(from);
        // `rests on two conditions: A, and B`
        if line.mark(end) == Mark::Colon && line.is(end - 1, COUNTED) && end - from <= 3 {
            return items::headed(line, end..line.len());
        }
        let is_clause = line.is(from, &["that", "whether"]) || line.before(from) == "that";
        if is_clause {
            let first = from + usize::from(line.is(from, &["that"]));
            let Some(clause) = line.segments(first..end).into_iter().next() else { return Vec::new() };
            // `assumes that the guard stays loyal and that oil pays`
            let again = clause.clone().find(|at| line.phrase(*at, &["and that"]).is_some());
            let parts = again.map_or_else(|| [clause.clone(), 0..0], |at| [first..at, at + 2..clause.end]);
            return parts.into_iter().filter(|part| part.len() > 2).collect();
        }
        if line.is(from, items::NO_THING) { Vec::new() } else { items::nouns(line, from..end, false) }
    }

    /// What would prompt what the scenario tells, or would bring it about.
    pub(super) fn causes(&self, found: &mut Vec<Range<usize>>) {
        let line = self.line;
        let from = match self.scope {
            Scope::Opening(0) if self.range.start == 0 => Some(0),
            Scope::Opening(next) if self.label().is_some() => {
                let is_placed = line.is(0, &["along", "in", "on", "under", "within"]);
                (is_placed && line.mark(next) == Mark::Comma || line.mark(next) == Mark::Colon).then_some(next)
            }
            Scope::Opening(_) | Scope::Named | Scope::Following => None,
        };
        if let Some(from) = from {
            if let Some(verb) = verbs::cause(line, from..line.end(from).min(self.range.end)) {
                found.extend(self.agentless(from..verb.start));
            }
            return;
        }
        let start = self.range.start;
        let modal = (start + 1..self.range.end).find(|at| line.is(*at, MODALS) || line.is(*at, &["is"]));
        let Some(modal) = modal else { return };
        let is_trigger = line.phrase(modal, &["would be", "could be", "might be", "is"]).is_some_and(|next| {
            line.is(next, &["its", "the"])
                && heads::noun(line, next + 1)
                    .is_some_and(|(list, end)| list == List::Triggers && end == self.range.end)
        });
        let brings = line.phrase(modal + 1, verbs::BRINGS).is_some_and(|next| self.subject(next).is_some())
            || line.phrase(modal + 1, verbs::BRINGS_IT).is_some();
        if is_trigger || brings && line.is(modal, MODALS) {
            found.extend(self.agentless(start..modal));
        }
    }

    /// The things that a subject names; none where it is someone who acts, the scenario, or a word for either.
    fn agentless(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let line = self.line;
        let segments = line.segments(range.clone());
        let Some(last) = segments.last() else { return Vec::new() };
        let is_list = segments.len() == 1 || line.any(last.clone(), &["and", "or"]);
        let range = if is_list {
            range
        } else if segments[..segments.len() - 1].iter().all(|segment| line.is(segment.start, ADVERBIALS)) {
            last.clone()
        } else {
            return Vec::new();
        };
        let is_agent = |item: &Range<usize>| {
            let is_named = |at: usize| {
                self.reading.mentions.iter().any(|mention| (mention.first..mention.next).contains(&at))
                    || line.is(at, DETERMINERS)
                    || line.is(at, items::JOINTS)
            };
            // `the new minister of finance` is a minister.
            let behind = item.clone().skip(1).find(|at| line.is(*at, items::PREPOSITIONS)).unwrap_or(item.end);
            item.clone().all(is_named) || line.is(behind - 1, AGENTS)
        };
        // `tolls rise and higher tolls would push …`: the subject begins somewhere within.
        let is_loose = |item: &Range<usize>| {
            let joint = item.clone().skip(1).find(|at| line.is(*at, &["and"]));
            joint.is_some_and(|at| {
                at > item.start + 1 && !line.is(at + 1, items::NEW) && !items::is_full(line, item.start..at)
            })
        };
        let says_nothing = line.is(range.start, PRONOUNS)
            || line.is(range.start, REMARKS)
            || line.is(range.start, &["there", "what"])
            || range.end.checked_sub(1).is_some_and(|at| line.is(at, PRONOUNS))
            || line.any(range.clone(), SCENARIOS)
            || has_condition(line, range.clone());
        if says_nothing {
            return Vec::new();
        }
        items::nouns(line, range, false).into_iter().filter(|item| !is_agent(item) && !is_loose(item)).collect()
    }
}

/// Whether a condition stands among some words: what is behind it is its main clause, and not a subject.
fn has_condition(line: Line<'_>, range: Range<usize>) -> bool {
    !conditions::conditions(line, range, &|_| false).is_empty()
}
