//! Heads of lists: `Triggers: …`, `Its most likely triggers would be …`, `What would bring it about: …`, `Signals:`.

use super::line::{DETERMINERS, Line, Mark};
use chancery_lexis::word::Word;

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Triggers,
    Signs,
    Likelihood,
}

/// A head found: what its list is of, its own first word, and the list's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) list: List,
    pub(super) first: usize,
    pub(super) next: usize,
}

/// Nouns of what brings a scenario about.
const TRIGGERS: &[&str] = &[
    "catalyst",
    "catalysts",
    "driver",
    "drivers",
    "precondition",
    "preconditions",
    "trigger",
    "triggers",
    "trigger events",
    "trigger points",
];
/// Nouns of what shows it.
const SIGNS: &[&str] = &[
    "indicator",
    "indicators",
    "marker",
    "markers",
    "sign",
    "signal",
    "signals",
    "signs",
    "signpost",
    "signposts",
    "symptom",
    "symptoms",
    "telltale",
    "telltales",
    "watch points",
];
/// Nouns of how likely it is.
const LIKELIHOODS: &[&str] = &["likelihood", "probability"];
/// Whole heads before a colon.
const QUESTIONS: &[(&str, List)] = &[
    ("what would bring it about", List::Triggers),
    ("what would bring this about", List::Triggers),
    ("what could bring it about", List::Triggers),
    ("what brings it about", List::Triggers),
    ("what would trigger it", List::Triggers),
    ("what could trigger it", List::Triggers),
    ("what would set it off", List::Triggers),
    ("watch for", List::Signs),
    ("what to watch", List::Signs),
    ("to watch", List::Signs),
];
/// Words that may stand before a head's noun.
const ADJECTIVES: &[&str] = &[
    "chief",
    "early",
    "first",
    "immediate",
    "its",
    "key",
    "likely",
    "likeliest",
    "main",
    "most",
    "obvious",
    "other",
    "plausible",
    "possible",
    "potential",
    "principal",
    "probable",
    "such",
    "telltale",
    "tell-tale",
    "the",
    "warning",
];
/// Words between a head and its list.
const LINKS: &[&str] = &[
    "could be",
    "could include",
    "include",
    "includes",
    "may include",
    "might be",
    "might include",
    "would be",
    "would include",
];

/// Whether a noun of triggers or signs follows an adjective: `the most likely trigger`.
pub(super) fn is_noun_behind(line: Line<'_>, at: usize) -> bool {
    line.mark(at) == Mark::None && (line.phrase(at, TRIGGERS).is_some() || line.phrase(at, SIGNS).is_some())
}

/// Whether a noun of signs stands among some words.
pub(super) fn names_signs(line: Line<'_>, range: std::ops::Range<usize>) -> bool {
    line.find(range, SIGNS).is_some()
}

/// The heads of a statement, in order: at its beginning and behind its semicolons.
pub(super) fn heads(line: Line<'_>) -> Vec<Head> {
    let starts = (0..line.len()).filter(|at| *at == 0 || line.mark(*at) == Mark::Semicolon);
    starts.filter_map(|at| head(line, at)).collect()
}

/// The head that begins at a word. Its list may be empty: `Triggers:`.
pub(super) fn head(line: Line<'_>, at: usize) -> Option<Head> {
    let is_list =
        |next: usize| line.mark(next) == Mark::Colon || next == line.len() && line.text.trim_end().ends_with(':');
    let question = QUESTIONS.iter().find_map(|(words, list)| Some((*list, line.phrase(at, &[words])?)));
    if let Some((list, next)) = question.filter(|(_, next)| is_list(*next)) {
        return Some(Head { list, first: at, next });
    }
    let (list, next) = noun(line, at)?;
    if is_list(next) {
        return Some(Head { list, first: at, next });
    }
    // `The drivers are on strike` heads nothing, `the trigger is a strike` does.
    let is_thing = list == List::Triggers && line.is(next, &["is", "are"]) && line.is(next + 1, DETERMINERS);
    if is_thing && line.mark(next) == Mark::None {
        return Some(Head { list, first: at, next: next + 1 });
    }
    // How likely something is follows a colon only.
    let next = line.phrase(next, LINKS).filter(|next| list != List::Likelihood && line.mark(*next) == Mark::None)?;
    // `The drivers would be paid in cash` heads nothing.
    let is_participle =
        line.lower(next).ends_with("ed") || line.is(next, &["held", "made", "met", "paid", "put", "seen", "taken"]);
    (next < line.len() && !is_participle).then_some(Head { list, first: at, next })
}

/// What a heading of its own is the head of: `Triggers`, `Signals to watch`.
pub(super) fn heading(words: &[Word<'_>]) -> Option<List> {
    let line = Line { text: "", words };
    noun(line, 0).filter(|(_, next)| *next == line.len()).map(|(list, _)| list)
}

/// The noun of a head behind its adjectives, and the word behind it and its `to watch`.
pub(super) fn noun(line: Line<'_>, at: usize) -> Option<(List, usize)> {
    const MOST_ADJECTIVES: usize = 4;
    let first = (at..at + MOST_ADJECTIVES).find(|first| !line.is(*first, ADJECTIVES))?;
    let nouns = [(TRIGGERS, List::Triggers), (SIGNS, List::Signs), (LIKELIHOODS, List::Likelihood)];
    let (list, next) = nouns.into_iter().find_map(|(nouns, list)| Some((list, line.phrase(first, nouns)?)))?;
    let is_apart = (at + 1..next).all(|word| line.mark(word) == Mark::None);
    let next = line.phrase(next, &["to watch for", "to watch"]).unwrap_or(next);
    is_apart.then_some((list, next))
}
