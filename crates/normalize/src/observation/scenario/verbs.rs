//! Verbs that tie a scenario to what brings it about.

use std::ops::Range;

use super::items::MODALS;
use super::line::Line;

/// Verbs of what a cause does, behind `would`.
const CAUSES: &[&str] = &[
    "bring about",
    "cause",
    "clear the way",
    "compel",
    "drive",
    "force",
    "induce",
    "lead",
    "make",
    "move",
    "nudge",
    "oblige",
    "open the way",
    "pave the way",
    "precipitate",
    "prompt",
    "provoke",
    "pull",
    "push",
    "spur",
    "tip",
    "trigger",
];
/// The same in the present, before a name and `to` do something.
const PRESENT: &[&str] = &[
    "cause", "causes", "compel", "compels", "drive", "drives", "force", "forces", "induce", "induces", "lead", "leads",
    "oblige", "obliges", "prompt", "prompts", "push", "pushes",
];
/// Words before such a verb that soften it; `then` would make it a consequence.
const SOFTENERS: &[&str] =
    &["also", "be enough to", "be likely to", "easily", "likely", "probably", "quickly", "suffice to", "well"];
/// Verbs whose subject is the scenario and whose object is what it takes.
pub(super) const RELIES: &[&str] = &[
    "arise from",
    "arises from",
    "assumes that",
    "conditional on",
    "conditional upon",
    "contingent on",
    "contingent upon",
    "depend on",
    "depend upon",
    "depends on",
    "depends upon",
    "follow from",
    "follows from",
    "hinge on",
    "hinge upon",
    "hinges on",
    "hinges upon",
    "presuppose",
    "presupposes",
    "require",
    "requires",
    "rest on",
    "rests on",
    "result from",
    "results from",
    "stem from",
    "stems from",
    "turn on",
    "turns on",
];
/// Participles whose subject is the scenario and behind which its cause stands.
pub(super) const CAUSED: &[&str] = &[
    "brought about by",
    "brought on by",
    "caused by",
    "driven by",
    "fuelled by",
    "fueled by",
    "occasioned by",
    "precipitated by",
    "prompted by",
    "provoked by",
    "set in motion by",
    "set off by",
    "sparked by",
    "triggered by",
    "unleashed by",
];
/// Verbs of what brings about the scenario that is spoken of.
pub(super) const BRINGS: &[&str] = &[
    "bring about",
    "bring on",
    "hasten",
    "open",
    "precipitate",
    "set off",
    "spark",
    "tip the balance towards",
    "tip the balance toward",
    "trigger",
    "usher in",
];

/// The same, with the word for the scenario among them.
pub(super) const BRINGS_IT: &[&str] = &[
    "bring it about",
    "bring it closer",
    "bring this about",
    "make it likelier",
    "make it likely",
    "make it more likely",
    "set it off",
];

/// The first verb of a cause in a range, its modal included; `None` where another verb comes first.
pub(super) fn cause(line: Line<'_>, range: Range<usize>) -> Option<Range<usize>> {
    for at in range.clone() {
        if line.is(at, MODALS) {
            let verb = line.phrase(at + 1, SOFTENERS).unwrap_or(at + 1);
            return line.phrase(verb, CAUSES).filter(|next| *next <= range.end).map(|next| at..next);
        }
        if line.phrase(at, &["is likely to", "are likely to"]).is_some() {
            return line.phrase(at + 3, CAUSES).filter(|next| *next <= range.end).map(|next| at..next);
        }
        let is_present = line.phrase(at, PRESENT).is_some() && at > range.start;
        if is_present && (at + 2..range.end.min(line.end(at))).any(|to| is_infinitive(line, to)) {
            return Some(at..at + 1);
        }
    }
    None
}

/// Whether `to` stands at a word and a verb behind it, not a number, a name or a thing.
fn is_infinitive(line: Line<'_>, at: usize) -> bool {
    let is_lower = line.words.get(at + 1).is_some_and(|word| word.text.starts_with(char::is_lowercase));
    line.is(at, &["to"]) && is_lower && !line.is(at + 1, super::line::DETERMINERS)
}
