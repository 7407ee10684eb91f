//! Signs to watch: what shows that a scenario is coming about.

use chancery_ingest::span::Span;

use super::super::reading::Reading;
use super::heads::{self, List};
use super::items;
use super::line::{Line, Mark};
use super::verbs;

/// Words after which a list of signs stands, wherever in the statement.
const MARKERS: &[&str] = &[
    "early signs",
    "early signs would be",
    "early signs would include",
    "evidence would be",
    "evidence would include",
    "indicators include",
    "indicators to watch include",
    "indicators would include",
    "markers include",
    "markers would be",
    "markers would include",
    "signals include",
    "signals to watch",
    "signals would be",
    "signals would include",
    "signs include",
    "signs to watch",
    "signs would be",
    "signs would include",
    "symptoms include",
    "symptoms would be",
    "symptoms would include",
    "tell-tale signs would be",
    "telltale signs",
    "telltales would be",
    "warning signs include",
    "watch for",
    "watch points include",
    "would be marked by",
    "would be signalled by",
    "would be visible in",
    "would show in",
];

/// The first word of the first list of signs behind a marker.
fn marked(line: Line<'_>) -> Option<usize> {
    line.find(0..line.len(), MARKERS).map(|marker| marker.end)
}

/// Where the words that speak of signs begin, from a word on: what is said there is not said of the scenario.
pub(super) fn begin(line: Line<'_>, range: std::ops::Range<usize>) -> Option<usize> {
    line.find(range, MARKERS).map(|marker| marker.start)
}

/// The bytes of every sign: the items behind a head or marker, or of the list behind what a cause would lead to.
pub(super) fn signs(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let line = Line::new(reading);
    let byte = |at: usize| line.words.get(at).map_or(line.text.len(), |word| word.start);
    let heads = heads::heads(line);
    let head = heads.iter().position(|head| head.list == List::Signs);
    if let Some(at) = head {
        let end = heads.get(at + 1).map_or(line.len(), |head| head.first);
        let parted = (heads[at].next + 1..end).any(|at| line.mark(at) == Mark::Semicolon);
        if parted && line.mark(heads[at].next) == Mark::Colon {
            return items::headed(line, heads[at].next..end).iter().map(|item| line.bytes(item)).collect();
        }
    }
    if let Some(next) = marked(line).or_else(|| head.map(|at| heads[at].next)) {
        // The sign of a currency stands before its word.
        let start = line.words.get(next.wrapping_sub(1)).map_or(byte(next), |word| word.end);
        return items(line.text, start, line.text.len());
    }
    // `What could trigger it: …` heads a list of its own.
    let cause = if heads.is_empty() { verbs::cause(line, 0..line.len()) } else { None };
    let colon = cause.and_then(|cause| (cause.end..line.len()).find(|at| line.mark(*at) == Mark::Colon));
    colon.map_or_else(Vec::new, |at| items(line.text, line.words[at - 1].end, line.text.len()))
}

/// The items of a list in running text, cut at commas and the last `and` or `or`.
fn items(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let list = &text[start..end];
    let list = &list[..list.find(['.', ';', '[']).unwrap_or(list.len())];
    let has_commas = list.contains(", ");
    let mut items = Vec::new();
    let mut from = 0;
    let mut cuts: Vec<(usize, usize)> = list.match_indices(", ").map(|(at, mark)| (at, mark.len())).collect();
    let last_comma = cuts.last().map_or(0, |(at, _)| *at);
    // In `a, b, and c` the last comma cuts; in `a, b or c` and `a or b` the conjunction does.
    for joint in [" and ", " or "] {
        let tail = &list[last_comma..];
        if let Some(at) = tail.rfind(joint).filter(|at| *at > 2 && (has_commas || joint == " or ")) {
            let is_oxford = has_commas && tail[2..].starts_with(joint.trim_start());
            if !is_oxford && !tail.starts_with(&format!(",{joint}")) {
                cuts.push((last_comma + at, joint.len()));
                break;
            }
        }
    }
    cuts.push((list.len(), 0));
    cuts.sort_unstable();
    for (at, length) in cuts {
        let item = Span::new(start + from, start + at).trimmed(text);
        let mut item = item;
        for joint in ["and ", "or ", ": "] {
            if item.of(text).starts_with(joint) {
                item.start += joint.len();
            }
        }
        let item = Span::new(item.start, item.start + item.of(text).trim_end_matches([',', ' ', '.']).len());
        if item.of(text).contains(char::is_alphabetic) {
            items.push((item.start, item.end));
        }
        from = at + length;
    }
    items
}
