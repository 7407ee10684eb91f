//! Where the clauses of a condition end, and how they are parted.

use std::ops::Range;

use super::conditions::FIXED;
use super::items::{MODALS, REMARKS};
use super::line::{Line, Mark};

/// Words that begin a remark on a noun.
const RELATIVES: &[&str] = &["which", "who", "whom", "whose"];

/// The clauses of a condition and the word behind them. The words of `range` are cut at commas: the clause ends at the
/// first, unless another condition, or a list that `or` closes, goes on.
pub(super) fn clauses(line: Line<'_>, first: usize, range: Range<usize>, has_main: bool) -> (Vec<Range<usize>>, usize) {
    let mut segments = line.segments(range.clone());
    // `if, as in 2018, reserves fall`: the remark between commas is left out.
    if line.mark(range.start) == Mark::Comma && segments.len() > 1 {
        segments.remove(0);
    }
    let Some(segment) = segments.first_mut() else { return (Vec::new(), range.end) };
    let first = if segment.start == range.start { first } else { segment.start };
    segment.start = first;
    let is_main = |segment: &Range<usize>| line.any(segment.clone(), MODALS);
    let is_plain = |segment: &Range<usize>| {
        !is_main(segment) && !line.is(segment.start, REMARKS) && !line.lower(segment.start).ends_with("ing")
    };
    let is_joined = |segment: &Range<usize>| line.is(segment.start, &["and", "or"]);
    let (mut groups, mut last) = (vec![segments[0].clone()], 0);
    while let Some(segment) = segments.get(last + 1) {
        if let Some(again) = again(line, segment.start) {
            groups.push(again..segment.end);
            last += 1;
            continue;
        }
        let closed = (last + 1..segments.len()).find(|at| is_joined(&segments[*at]));
        // A list before the main clause leaves that clause behind it.
        let is_list = |closed: &usize| {
            segments[last + 1..*closed].iter().all(is_plain)
                && !is_main(&segments[*closed])
                && again_none(line, &segments[last + 1..=*closed])
                && (has_main || closed + 1 < segments.len())
        };
        let Some(closed) = closed.filter(is_list) else { break };
        if line.is(segments[closed].start, &["or"]) {
            groups.extend(segments[last + 1..closed].iter().cloned());
            groups.push(segments[closed].start + 1..segments[closed].end);
        } else if let Some(group) = groups.last_mut() {
            group.end = segments[closed].end;
        }
        last = closed;
    }
    if !has_main && last == 0 {
        // `If prices fall, reserves run out and the Fund leaves, Accra would …`
        let main = segments.iter().position(is_main).unwrap_or(0);
        let is_long = |segment: &Range<usize>| is_plain(segment) && segment.len() > 2;
        if main > 1 && segments[1..main].iter().all(is_long) && line.any(segments[main - 1].clone(), &["and"]) {
            groups[0].end = segments[main - 1].end;
            last = main - 1;
        }
    }
    let next = segments[last].end;
    // `if the Fund, whose board meets in May, walks away`: the clause goes on behind the remark.
    let is_cut = |at: usize| segments.get(at).is_some_and(|segment| line.is(segment.start, RELATIVES));
    if is_cut(last + 1) && segments.len() > last + 2 {
        groups.pop();
    }
    (groups.into_iter().flat_map(|group| parted(line, group)).collect(), next)
}

fn again_none(line: Line<'_>, segments: &[Range<usize>]) -> bool {
    segments.iter().all(|segment| again(line, segment.start).is_none())
}

/// The first word of a clause that says the word of condition again at a word: `or if …`, `if …`, `or should …`.
fn again(line: Line<'_>, at: usize) -> Option<usize> {
    const AGAIN: &[&str] = &["if", "once", "only if", "when"];
    let at = at + usize::from(line.is(at, &["and", "or"]));
    if line.is(at, &["should", "unless"]) && !line.is(at + 1, &["be", "not"]) {
        return Some(at);
    }
    line.phrase(at, AGAIN).filter(|next| !line.is(*next, FIXED))
}

/// A clause parted where `or if` or `and if` stands in it without a comma.
fn parted(line: Line<'_>, group: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut first = group.start;
    for at in group.start + 1..group.end {
        if line.is(at, &["and", "or"])
            && let Some(next) = again(line, at).filter(|next| *next < group.end)
        {
            parts.push(first..at);
            first = next;
        }
    }
    parts.push(first..group.end);
    parts
}
