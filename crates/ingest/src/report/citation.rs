//! Citations in every printed form: `[1]`, `[1] [2]`, `[3, 4]`, `[5]-[7]`, `[5–7]`, and the marks of notes: `[^1]`.

use super::{CitationGroup, RawCitation};
use crate::span::Span;

/// What a stretch of text holds.
#[derive(Debug, Default)]
pub(super) struct FoundCitations {
    /// Groups in order.
    pub(super) groups: Vec<CitationGroup>,
    /// What looks like a citation but cannot be read, with what is wrong.
    pub(super) faults: Vec<(Span, CitationFault)>,
}

/// What a report's footnotes and endnotes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notes {
    /// The sources: their marks cite.
    AreSources,
    /// Remarks beside the text, or there are none.
    AreRemarks,
}

/// What is wrong with something that looks like a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CitationFault {
    /// `[12` without a closing bracket.
    Unclosed,
    /// `[7]-[5]`, or a range of more than a thousand.
    Range,
    /// A number that no list of sources reaches.
    Number,
}

/// A range longer than this is a slip of the pen, not a citation of everything in it.
const LONGEST_RANGE: u32 = 1000;

/// The highest number that can be a citation's; seven digits are a slip or something else.
const HIGHEST: u32 = 999_999;

/// One printed bracket: its span and the numbers and ranges in it.
struct Bracket {
    span: Span,
    items: Vec<(u32, u32, Span)>,
}

/// Finds the citations in `span` of `text`. A note's mark `[^1]` cites only where `notes` says so.
pub(super) fn find(text: &str, span: Span, notes: Notes) -> FoundCitations {
    let mut found = FoundCitations::default();
    let mut at = span.start;
    while let Some(offset) = memchr::memchr(b'[', &text.as_bytes()[at..span.end]) {
        let open = at + offset;
        // `ESC [31m` colours a terminal; it cites nothing.
        if open > span.start && text.as_bytes()[open - 1] == 0x1B {
            at = open + 1;
            continue;
        }
        match bracket(text, open, span.end, notes) {
            Ok(Some(first)) => at = group(text, first, span.end, notes, &mut found),
            Ok(None) => at = open + 1,
            Err(end) => {
                found.faults.push((Span::new(open, end), CitationFault::Unclosed));
                at = end;
            }
        }
    }
    found
}

/// Reads on from a bracket to all that stand with it; returns where to go on.
fn group(text: &str, first: Bracket, end: usize, notes: Notes, found: &mut FoundCitations) -> usize {
    let mut span = first.span;
    let mut items = first.items;
    loop {
        let (next, is_range) = joint(text, span.end, end);
        if text.as_bytes().get(next) != Some(&b'[') || next >= end {
            break;
        }
        let Ok(Some(more)) = bracket(text, next, end, notes) else { break };
        let previous = items.last_mut();
        match (is_range, more.items.split_first(), previous) {
            (true, Some((first, others)), Some(previous)) => {
                *previous = (previous.0, first.1, Span::new(previous.2.start, more.span.end));
                items.extend_from_slice(others);
            }
            _ => items.extend_from_slice(&more.items),
        }
        span.end = more.span.end;
    }
    let mut citations = Vec::with_capacity(items.len());
    for (low, high, place) in items {
        if low == high && low > HIGHEST {
            found.faults.push((place, CitationFault::Number));
        } else if low <= high && high - low < LONGEST_RANGE {
            citations.extend((low..=high).map(|number| RawCitation { number, span: place }));
        } else {
            found.faults.push((place, CitationFault::Range));
            let ends = [low, high].into_iter().filter(|number| *number <= HIGHEST);
            citations.extend(ends.map(|number| RawCitation { number, span: place }));
        }
    }
    let at = span.end;
    if !citations.is_empty() {
        found.groups.push(CitationGroup { span, citations });
    }
    at
}

/// What stands between two brackets of one group: nothing, spaces, a comma, or a dash (a range).
/// Returns where the next bracket would begin, and whether a dash stood there.
fn joint(text: &str, at: usize, end: usize) -> (usize, bool) {
    let skip =
        |at: usize| at + text[at..end].len() - text[at..end].trim_start_matches([' ', '\u{A0}', '\u{202F}']).len();
    let after = skip(at);
    let rest = &text[after..end];
    for dash in ["--", "-", "–", "—", "−", "‑"] {
        if rest.starts_with(dash) {
            return (skip(after + dash.len()), true);
        }
    }
    match rest.as_bytes().first() {
        Some(b',' | b';') => (skip(after + 1), false),
        _ => (after, false),
    }
}

/// Reads the bracket that opens at `open`. `Ok(None)` where it is something else (`[sic]`, `[2012]`);
/// `Err` with the end of what was read where a number begins in it and it is never closed.
fn bracket(text: &str, open: usize, end: usize, notes: Notes) -> Result<Option<Bracket>, usize> {
    let bytes = &text.as_bytes()[..end];
    let is_note = notes == Notes::AreSources && bytes.get(open + 1) == Some(&b'^');
    let mut at = open + 1 + usize::from(is_note);
    let mut items: Vec<(u32, u32, Span)> = Vec::new();
    let mut range_open = false;
    loop {
        at = skip_spaces(text, at, end);
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let digits = at - start;
        if digits == 0 {
            return if items.is_empty() { Ok(None) } else { closed_later(text, at, end) };
        }
        // More digits than a number holds are read as the highest one, and told of as a fault.
        let number = text[start..at].parse::<u32>().unwrap_or(u32::MAX);
        match items.last_mut().filter(|_| range_open) {
            Some(last) => *last = (last.0, number, Span::new(last.2.start, at)),
            None => items.push((number, number, Span::new(start, at))),
        }
        range_open = false;
        at = skip_spaces(text, at, end);
        match bytes.get(at) {
            Some(b']') => break,
            Some(b',' | b';') => at += 1,
            Some(_) => {
                let dash = ["--", "-", "–", "—", "−", "‑"].into_iter().find(|dash| text[at..end].starts_with(dash));
                match dash {
                    Some(dash) => {
                        at += dash.len();
                        range_open = true;
                    }
                    None => return closed_later(text, at, end),
                }
            }
            None => return Err(at),
        }
    }
    let span = Span::new(open, at + 1);
    match items.as_mut_slice() {
        // `[2012]` alone is a year (OSCOLA), not a citation.
        [(number, same, _)] if number == same && (1500..=2100).contains(number) => Ok(None),
        [single] => {
            single.2 = span;
            Ok(Some(Bracket { span, items }))
        }
        _ => Ok(Some(Bracket { span, items })),
    }
}

fn skip_spaces(text: &str, at: usize, end: usize) -> usize {
    at + text[at..end].len() - text[at..end].trim_start_matches([' ', '\u{A0}', '\u{202F}']).len()
}

/// A bracket that began with a number and went on with something else: `[12 March]` is closed and no
/// citation; `[12 and on` is a citation that was never closed.
fn closed_later(text: &str, at: usize, end: usize) -> Result<Option<Bracket>, usize> {
    const FAR: usize = 120;
    let ahead = text.as_bytes()[at..end].iter().take(FAR);
    match ahead.into_iter().find(|byte| matches!(byte, b'[' | b']')) {
        Some(b']') => Ok(None),
        _ => Err(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, groups: &[&[u32]], faults: &[CitationFault]) {
        let found = find(text, Span::new(0, text.len()), Notes::AreRemarks);
        let numbers: Vec<Vec<u32>> =
            found.groups.iter().map(|group| group.citations.iter().map(|citation| citation.number).collect()).collect();
        assert_eq!(numbers, groups, "{text}");
        assert_eq!(found.faults.iter().map(|fault| fault.1).collect::<Vec<_>>(), faults, "{text}");
    }

    #[test]
    fn every_printed_form() {
        check("plain [1].", &[&[1]], &[]);
        check("two [1] [2].", &[&[1, 2]], &[]);
        check("two[1][2].", &[&[1, 2]], &[]);
        check("two [1], [2].", &[&[1, 2]], &[]);
        check("list [3, 4;5].", &[&[3, 4, 5]], &[]);
        check("range [5]-[7] and [5]–[6].", &[&[5, 6, 7], &[5, 6]], &[]);
        check("range [5–7, 9].", &[&[5, 6, 7, 9]], &[]);
        check("range [2]--[4].", &[&[2, 3, 4]], &[]);
        check("apart [1] and [2].", &[&[1], &[2]], &[]);
        check("spaces [ 1 ,\u{A0}2 ].", &[&[1, 2]], &[]);
        check("nested [[1]].", &[&[1]], &[]);
        check("zero [0].", &[&[0]], &[]);
        check("after dash [1] – then.", &[&[1]], &[]);
    }

    #[test]
    fn marks_of_notes_cite_where_notes_are_sources() {
        let cases: [(&str, &[&[u32]]); 6] = [
            ("one [^1].", &[&[1]]),
            ("two[^1][^2].", &[&[1, 2]]),
            ("mixed [^1] and [2].", &[&[1], &[2]]),
            ("[^x] and [^]", &[]),
            ("power 10^6 [^", &[]),
            ("[^ 3 ]", &[&[3]]),
        ];
        for (text, groups) in cases {
            let found = find(text, Span::new(0, text.len()), Notes::AreSources);
            let numbers = |group: &CitationGroup| group.citations.iter().map(|citation| citation.number).collect();
            let found: Vec<Vec<u32>> = found.groups.iter().map(numbers).collect();
            assert_eq!(found, groups, "{text}");
        }
        check("a remark [^1] cites nothing [2].", &[&[2]], &[]);
    }

    #[test]
    fn what_is_no_citation() {
        for text in [
            "[sic]",
            "\u{1B}[31m red \u{1B}[0m",
            "[2012] 3 LR",
            "[]",
            "[,]",
            "[-1]",
            "[12 March]",
            "[1a]",
            "a]1[",
            "[",
            "",
            "[n.d.]",
            "[1, x]",
        ] {
            check(text, &[], &[]);
        }
    }

    #[test]
    fn what_cannot_be_read_is_a_fault() {
        check("open [12 and on", &[], &[CitationFault::Unclosed]);
        check("open [12", &[], &[CitationFault::Unclosed]);
        check("open [1, 2 then [3]", &[&[3]], &[CitationFault::Unclosed]);
        check("back [7]-[5]", &[&[7, 5]], &[CitationFault::Range]);
        check("huge [1]-[99999]", &[&[1, 99_999]], &[CitationFault::Range]);
        check("huge [1]-[99999999]", &[&[1]], &[CitationFault::Range]);
        check("huge [1234567], [2]", &[&[2]], &[CitationFault::Number]);
        check("huge [184467440737095516160]", &[], &[CitationFault::Number]);
    }

    #[test]
    fn spans_cover_the_printed_characters() {
        let text = "é [1] and [3, 4] and [5]-[6]";
        let found = find(text, Span::new(0, text.len()), Notes::AreRemarks);
        let printed: Vec<&str> =
            found.groups.iter().flat_map(|group| &group.citations).map(|citation| citation.span.of(text)).collect();
        assert_eq!(printed, ["[1]", "3", "4", "[5]-[6]", "[5]-[6]"]);
        assert_eq!(found.groups[1].span.of(text), "[3, 4]");
    }
}
