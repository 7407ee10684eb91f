//! Lists in running text, cut into what they list.

use std::ops::Range;

use super::line::{DETERMINERS, Line, Mark};

/// Verbs of the main clause, by which a list of nouns ends.
pub(super) const MODALS: &[&str] = &["can", "could", "may", "might", "must", "shall", "will", "would"];
/// Verbs that link.
pub(super) const COPULAS: &[&str] = &["are", "become", "becomes", "is", "remain", "remains", "was", "were"];
/// Words that begin a remark on what stands before them.
pub(super) const REMARKS: &[&str] = &[
    "after",
    "albeit",
    "although",
    "as",
    "because",
    "before",
    "but",
    "despite",
    "especially",
    "even",
    "however",
    "in",
    "like",
    "notably",
    "not",
    "particularly",
    "perhaps",
    "possibly",
    "rather",
    "since",
    "so",
    "such",
    "then",
    "though",
    "unlike",
    "until",
    "whereas",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "with",
    "yet",
];
/// Words that stand for something said before.
pub(super) const PRONOUNS: &[&str] =
    &["he", "it", "she", "such", "that", "these", "they", "this", "those", "we", "which", "who", "whom", "you"];
/// Words that name nothing by which a list could begin.
pub(super) const NO_THING: &[&str] = &[
    "few", "him", "how", "it", "little", "no", "nobody", "none", "not", "nothing", "see", "that", "them", "this",
    "unclear", "unknown", "what", "who",
];
/// Words that join items.
pub(super) const JOINTS: &[&str] = &["and", "or"];
/// Words that join a noun to the one before it.
pub(super) const PREPOSITIONS: &[&str] =
    &["across", "along", "among", "at", "between", "by", "from", "in", "of", "on", "over", "to", "within"];

/// Words by which a thing is spoken of for the first time.
pub(super) const NEW: &[&str] = &["a", "an", "another", "any"];

/// The nouns of a list among some words, which end at the clause's other verb.
pub(super) fn nouns(line: Line<'_>, range: Range<usize>, is_headed: bool) -> Vec<Range<usize>> {
    let mut segments = line.segments(range);
    // Where the sentence goes on, the list has ended: `a fall in receipts, would hurt …`, `… and would show in …`.
    let goes_on = |at: usize| {
        line.is(at, MODALS)
            || line.is(at, COPULAS)
            || line.is(at, &["and", "or", "but"])
                && (line.is(at + 1, MODALS) || line.is(at + 1, COPULAS) || line.is(at + 1, PRONOUNS))
    };
    let is_end = |segment: &Range<usize>| {
        line.is(segment.start, REMARKS) || goes_on(segment.start) || line.any(segment.clone(), MODALS)
    };
    if let Some(end) = (1..segments.len()).find(|at| is_end(&segments[*at])) {
        segments.truncate(end);
    }
    if let Some(last) = segments.last_mut() {
        last.end =
            last.clone().skip(1).find(|at| goes_on(*at) && line.is(*at, &["and", "or", "but"])).unwrap_or(last.end);
    }
    let Some((last, before)) = segments.split_last() else { return Vec::new() };
    if before.is_empty() {
        return alternatives(line, last.clone(), is_headed);
    }
    let is_joined = line.is(last.start, JOINTS);
    let joint = last.clone().skip(1).rev().find(|at| line.is(*at, JOINTS) && at + 1 < last.end);
    // A comma without an `and` or `or` behind it begins a remark, but in a list that has a head.
    if !is_joined && joint.is_none() && !is_headed {
        return vec![before[0].clone()];
    }
    let mut items = before.to_vec();
    match (is_joined, joint) {
        (true, _) => items.push(last.start + 1..last.end),
        (false, Some(joint)) => items.extend([last.start..joint, joint + 1..last.end]),
        (false, None) => items.push(last.clone()),
    }
    items.retain(|item| !item.is_empty());
    items
}

/// Nouns joined by `or` without a comma, parted where each side is whole; by `and` only under a head, or where the
/// word that led to them is said again.
fn alternatives(line: Line<'_>, range: Range<usize>, is_headed: bool) -> Vec<Range<usize>> {
    let parts = |at: &usize| {
        let right = at + 1..range.end;
        let is_new = line.is(right.start, NEW);
        if line.is(*at, &["and"]) {
            return is_headed && is_new || repeats(line, *at, range.start);
        }
        let is_own = line.is(right.start, DETERMINERS) && line.is(range.start, DETERMINERS);
        line.is(*at, &["or"])
            && (is_new
                || is_own
                || is_full(line, range.start..*at)
                || *at == range.start + 1 && right.len() == 1
                || repeats(line, *at, range.start))
    };
    let Some(at) = range.clone().skip(1).find(|at| line.is(*at, JOINTS) && at + 1 < range.end && parts(at)) else {
        return vec![range];
    };
    let right = at + 1 + usize::from(repeats(line, at, range.start));
    let rest = alternatives(line, right..range.end, is_headed);
    std::iter::once(range.start..at).chain(rest).collect()
}

/// Whether some words are more than an attribute of what follows: `oil` in `oil or gas prices` is one; `the loss of a
/// port` is whole.
pub(super) fn is_full(line: Line<'_>, range: Range<usize>) -> bool {
    let preposition = range.clone().rev().find(|word| line.is(*word, PREPOSITIONS));
    preposition.is_some_and(|word| line.is(word + 1, DETERMINERS) && range.end > word + 2)
}

/// Whether the word that led to the list is said again: `by the death of … or by a split`.
fn repeats(line: Line<'_>, joint: usize, start: usize) -> bool {
    line.is(joint + 1, PREPOSITIONS) && line.before(start) == line.lower(joint + 1)
}

/// The items of a list under a head, up to the next head: parted by semicolons where it has them.
pub(super) fn headed(line: Line<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    if line.is(range.start, NO_THING) {
        return Vec::new();
    }
    let cuts: Vec<usize> = range.clone().skip(1).filter(|at| line.mark(*at) == Mark::Semicolon).collect();
    if cuts.is_empty() {
        return nouns(line, range.start..line.end(range.start).min(range.end), true);
    }
    let mut items = Vec::new();
    let mut first = range.start;
    for cut in cuts.into_iter().chain([range.end]) {
        let joint = usize::from(line.is(first, JOINTS));
        let segments = line.segments(first + joint..cut.min(line.end(first)));
        let is_remark = |segment: &Range<usize>| line.is(segment.start, REMARKS);
        let end = segments.iter().skip(1).find(|segment| is_remark(segment)).map(|segment| segment.start);
        items.push(first + joint..end.or(segments.last().map(|segment| segment.end)).unwrap_or(first));
        first = cut;
    }
    items.retain(|item| !item.is_empty());
    items
}
