//! Conditional clauses: `if …`, `should … fail`, `provided that …`, `in the event of …`.

use std::ops::Range;

use super::clauses;
use super::items::{self, COPULAS, MODALS, PRONOUNS};
use super::line::{DETERMINERS, Line, Mark};

/// What follows a word of condition, and whether the word belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A clause: `if talks fail`.
    Clause,
    /// A clause that reads otherwise, or badly, without the word: `unless talks fail`, `should talks fail`.
    Kept,
    /// A noun: `in the event of a strike`.
    Noun,
}

/// Words of condition.
const CONDITIONS: &[(&str, Form)] = &[
    ("as long as", Form::Clause),
    ("as soon as", Form::Clause),
    ("assuming", Form::Clause),
    ("assuming that", Form::Clause),
    ("barring", Form::Kept),
    ("given", Form::Noun),
    ("if", Form::Clause),
    ("if and only if", Form::Clause),
    ("if and when", Form::Clause),
    ("in case", Form::Clause),
    ("in case of", Form::Noun),
    ("in the event of", Form::Noun),
    ("in the event that", Form::Clause),
    ("on condition that", Form::Clause),
    ("on the condition that", Form::Clause),
    ("once", Form::Clause),
    ("only if", Form::Clause),
    ("only once", Form::Clause),
    ("only when", Form::Clause),
    ("provided", Form::Clause),
    ("provided that", Form::Clause),
    ("providing that", Form::Clause),
    ("should", Form::Kept),
    ("so long as", Form::Clause),
    ("supposing that", Form::Clause),
    ("unless", Form::Kept),
    ("were", Form::Kept),
    ("when", Form::Clause),
];
/// Words before `if` that make it `whether`, or no condition.
const WHETHER: &[&str] = &[
    "and",
    "ask",
    "asked",
    "asks",
    "as",
    "certain",
    "check",
    "clear",
    "decide",
    "decides",
    "determine",
    "doubt",
    "doubtful",
    "doubts",
    "even",
    "guess",
    "know",
    "known",
    "knows",
    "learn",
    "question",
    "questions",
    "said",
    "saw",
    "say",
    "says",
    "see",
    "seen",
    "sees",
    "show",
    "shows",
    "sure",
    "tell",
    "tells",
    "test",
    "tested",
    "tests",
    "uncertain",
    "unclear",
    "unknown",
    "unsure",
    "what",
    "wonder",
    "wonders",
];
/// Words behind `if` or `when` that make a fixed phrase of it.
pub(super) const FIXED: &[&str] = &[
    "any",
    "anything",
    "appropriate",
    "asked",
    "at",
    "due",
    "ever",
    "in",
    "necessary",
    "needed",
    "not",
    "only",
    "possible",
    "required",
    "so",
    "to",
];
/// Words before `when` that it tells the time of, or that ask for the time.
const TIMES: &[&str] = &[
    "and", "as", "century", "date", "day", "days", "decade", "decades", "era", "even", "hour", "know", "knows",
    "moment", "month", "months", "period", "point", "season", "since", "than", "time", "times", "unclear", "week",
    "weeks", "winter", "year", "years",
];
/// Units that `once a …` counts by, and `as long as a …` measures in.
const UNITS: &[&str] = &["century", "day", "decade", "fortnight", "month", "quarter", "season", "week", "year"];
/// Numbers in words.
const NUMBERS: &[&str] = &[
    "about", "eight", "eleven", "fifteen", "five", "four", "many", "nearly", "nine", "seven", "several", "six", "some",
    "ten", "thirty", "three", "twelve", "twenty", "two",
];
/// Words of past time: no condition lies there.
const PAST: &[&str] = &[
    "became", "began", "broke", "came", "cut", "did", "fell", "gave", "got", "had", "held", "left", "lost", "made",
    "rose", "ran", "sent", "stood", "took", "was", "went", "were", "won",
];
/// Verbs of the present by which `once` and `assuming` are known to begin a clause.
const AUXILIARIES: &[&str] = &["are", "can", "do", "does", "has", "have", "is"];
/// Most words of a clause about something said before: `if it does`, `if this happens`.
const SHORTEST: usize = 4;

/// A condition found.
#[derive(Debug)]
pub(super) struct Condition {
    /// The first word of what joins it.
    pub(super) first: usize,
    /// The word behind it.
    pub(super) next: usize,
    /// What it asks, each by itself.
    pub(super) triggers: Vec<Range<usize>>,
}

/// The conditions that begin in a range, in order; `judged` tells where a judgement of likelihood ends.
pub(super) fn conditions(line: Line<'_>, range: Range<usize>, judged: &dyn Fn(usize) -> bool) -> Vec<Condition> {
    let mut found: Vec<Condition> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match condition(line, range.start, at, judged) {
            Some(condition) => {
                at = condition.next.max(at + 1);
                found.push(condition);
            }
            None => at += 1,
        }
    }
    found
}

/// The condition that a word begins. `start` is the first word of what it may be a condition of.
pub(super) fn condition(line: Line<'_>, start: usize, at: usize, judged: &dyn Fn(usize) -> bool) -> Option<Condition> {
    let (from, form) = opened(line, start, at, judged)?;
    let first = if form == Form::Kept { at } else { from };
    let end = line.end(from);
    let (triggers, next) = if form == Form::Noun {
        let items = items::nouns(line, from..end, false);
        let next = items.last().map_or(from, |item| item.end);
        (items, next)
    } else {
        clauses::clauses(line, first, from..end, has_verb(line, start..at))
    };
    let triggers: Vec<_> = triggers.into_iter().filter(|clause| is_telling(line, clause, form)).collect();
    (!triggers.is_empty()).then_some(Condition { first: at, next, triggers })
}

/// The word behind a word of condition, where it is one.
fn opened(line: Line<'_>, start: usize, at: usize, judged: &dyn Fn(usize) -> bool) -> Option<(usize, Form)> {
    let found = CONDITIONS.iter().filter_map(|(words, form)| Some((line.phrase(at, &[words])?, *words, *form)));
    let (next, words, form) = found.max_by_key(|(next, ..)| *next)?;
    let is_whole = at == start || line.begins(at);
    let before = if at > start { line.before(at) } else { "" };
    let is_apart = is_whole || judged(at);
    let has_main = has_verb(line, start..at);
    let is_condition = match words {
        "if" | "only if" | "if and when" => !WHETHER.contains(&before) && !line.is(next, FIXED),
        "when" | "only when" => {
            let is_remark = line.mark(at) == Mark::Comma && has_main;
            !TIMES.contains(&before) && !line.is(next, FIXED) && !is_remark && !is_year(before)
        }
        "once" | "only once" => {
            let is_count = line.is(next, &["again", "every", "in", "more", "per"])
                || line.is(next, &["a"]) && line.is(next + 1, UNITS)
                || matches!(before, "at" | "than");
            !is_count && line.any(next..line.end(next), AUXILIARIES)
        }
        "as long as" | "so long as" => {
            // `as long as the war of 1994` measures.
            let is_clause = (next..line.end(next)).any(|at| line.is(at, AUXILIARIES) || line.lower(at).ends_with('s'));
            let is_measure = line.is(next, NUMBERS)
                || line.is(next, &["a"]) && line.is(next + 1, UNITS)
                || line.lower(next).starts_with(|letter: char| letter.is_ascii_digit());
            is_clause && !is_measure && before != "for"
        }
        "in case" => is_whole && !has_main,
        "given" => {
            const FAVOURS: &[&str] = &["chance", "choice", "free", "hand", "say", "seat", "voice"];
            is_whole
                && line.is(next, &["a", "an", "another", "continued", "enough", "further", "renewed"])
                && !line.is(next + 1, FAVOURS)
        }
        "provided" => {
            const OF_SUPPLY: &[&str] = &[
                "as", "at", "by", "for", "from", "in", "last", "on", "only", "since", "this", "through", "to", "under",
                "with",
            ];
            is_apart && !line.is(next, OF_SUPPLY)
        }
        "assuming" => is_whole && line.is(next, DETERMINERS) && line.any(next..line.end(next), AUXILIARIES),
        "should" | "were" => {
            let is_asked = line.text.trim_end().ends_with('?');
            let is_verb = line.is(next, &["also", "be", "have", "never", "not", "remain", "there"]);
            let has_to = words == "should" || line.any(next + 1..line.end(next), &["to"]);
            is_apart && !is_asked && !is_verb && has_to
        }
        "unless" => !line.is(next, &["agreed", "and", "noted", "otherwise", "specified", "stated"]),
        "barring" => is_whole,
        _ => true,
    };
    let is_past = matches!(words, "when" | "only when" | "once" | "only once" | "as soon as")
        && line.any(next..line.end(next), PAST);
    // `when compared with`, `if pressed`
    let is_elliptic = form == Form::Clause && (line.lower(next).ends_with("ed") || line.is(next, &["seen", "taken"]));
    (is_condition && !is_past && !is_elliptic && next < line.len()).then_some((next, form))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a main clause stands among some words.
fn has_verb(line: Line<'_>, range: Range<usize>) -> bool {
    line.any(range.clone(), MODALS) || line.any(range, COPULAS)
}

/// Whether a clause says something by itself: `if this happens` and `if asked` do not.
fn is_telling(line: Line<'_>, clause: &Range<usize>, form: Form) -> bool {
    let first = clause.start + usize::from(form == Form::Kept);
    let least = if line.is(first, PRONOUNS) {
        SHORTEST + 1
    } else if form == Form::Noun {
        1
    } else {
        2
    };
    clause.end >= first + least
}
