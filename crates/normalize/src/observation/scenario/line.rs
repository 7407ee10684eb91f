//! A statement as words and the marks between them: what the grammar of an outlook is written in.

use std::ops::Range;

use super::super::reading::Reading;
use chancery_lexis::word::Word;

/// A statement's words. Places are numbers of words.
#[derive(Clone, Copy)]
pub(super) struct Line<'r> {
    pub(super) text: &'r str,
    pub(super) words: &'r [Word<'r>],
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Spaces, or a mark that parts nothing.
    None,
    /// A comma before a space.
    Comma,
    /// A spaced dash.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A semicolon.
    Semicolon,
    /// A colon before a space or an end.
    Colon,
    /// A citation, or the statement's end.
    End,
}

/// Words that have no meaning of their own before a noun.
pub(super) const DETERMINERS: &[&str] = &[
    "a", "all", "an", "another", "any", "both", "either", "her", "his", "its", "neither", "no", "our", "the", "their",
];

impl<'r> Line<'r> {
    pub(super) fn new(reading: &'r Reading<'_>) -> Self {
        Self { text: reading.text, words: &reading.words }
    }

    /// How many words there are.
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// A word in lower case; empty past the end.
    pub(super) fn lower(&self, at: usize) -> &'r str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// The word before one, in lower case; empty at the beginning.
    pub(super) fn before(&self, at: usize) -> &'r str {
        at.checked_sub(1).map_or("", |at| self.lower(at))
    }

    /// Whether a word is one of these.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        at < self.len() && words.contains(&self.lower(at))
    }

    /// Whether any of some words is one of these.
    pub(super) fn any(&self, mut range: Range<usize>, words: &[&str]) -> bool {
        range.any(|at| self.is(at, words))
    }

    /// The characters between a word and the one before it.
    fn gap(&self, at: usize) -> &'r str {
        let start = at.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.end);
        let end = self.words.get(at).map_or(self.text.len(), |word| word.start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The mark before a word: the one that parts most where there are several.
    pub(super) fn mark(&self, at: usize) -> Mark {
        let gap = self.gap(at);
        let followed = |mark: char| gap.split(mark).skip(1).any(|rest| rest.starts_with(' '));
        if at >= self.len() || gap.contains('[') {
            Mark::End
        } else if gap.contains(';') {
            Mark::Semicolon
        } else if followed(':') || gap.ends_with(':') {
            Mark::Colon
        } else if gap.contains('(') {
            Mark::Open
        } else if gap.contains(' ') && gap.contains(['–', '—']) || gap.contains(" - ") {
            Mark::Dash
        } else if followed(',') {
            Mark::Comma
        } else if gap.contains(')') {
            Mark::Close
        } else {
            Mark::None
        }
    }

    /// Whether a clause may begin with a word: the statement does, or a mark stands before it.
    pub(super) fn begins(&self, at: usize) -> bool {
        at == 0 || self.mark(at) != Mark::None
    }

    /// Where the longest of `phrases` that stands at a word ends.
    pub(super) fn phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        let ends = phrases.iter().filter_map(|phrase| {
            let mut next = at;
            for part in phrase.split(' ') {
                if self.lower(next) != part || next > at && self.mark(next) != Mark::None {
                    return None;
                }
                next += 1;
            }
            Some(next)
        });
        ends.max()
    }

    /// The first of `phrases` in a range: where it begins and ends.
    pub(super) fn find(&self, range: Range<usize>, phrases: &[&str]) -> Option<Range<usize>> {
        range.clone().find_map(|at| self.phrase(at, phrases).filter(|next| *next <= range.end).map(|next| at..next))
    }

    /// Where the clauses that begin at a word end: at a semicolon, colon, dash, citation or the bracket that holds it.
    pub(super) fn end(&self, from: usize) -> usize {
        let mut depth = 0;
        for at in from + 1..self.len() {
            let (closed, opened) = self.brackets(at);
            if closed > depth {
                return at;
            }
            depth -= closed;
            if depth == 0 && matches!(self.mark(at), Mark::Semicolon | Mark::Colon | Mark::Dash | Mark::End) {
                return at;
            }
            depth += opened;
        }
        self.len()
    }

    /// A range cut at its commas; those in brackets cut nothing.
    pub(super) fn segments(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut segments = Vec::new();
        let (mut depth, mut first) = (0usize, range.start);
        for at in range.start + 1..range.end {
            let (closed, opened) = self.brackets(at);
            depth = depth.saturating_sub(closed);
            if depth == 0 && self.gap(at).contains(", ") {
                segments.push(first..at);
                first = at;
            }
            depth += opened;
        }
        if first < range.end {
            segments.push(first..range.end);
        }
        segments
    }

    /// How many brackets close and open between a word and the one before it.
    fn brackets(&self, at: usize) -> (usize, usize) {
        let gap = self.gap(at);
        (gap.matches(')').count(), gap.matches('(').count())
    }

    /// The bytes of some words, with the signs that belong to them: `$2,500`, `30%`, `“reset”`.
    pub(super) fn bytes(&self, range: &Range<usize>) -> (usize, usize) {
        const BEFORE: &[char] = &['$', '€', '£', '¥', '“', '‘', '"', '±', '<', '>', '~', '§'];
        let Some((first, last)) = self.words.get(range.clone()).and_then(|words| Some((words.first()?, words.last()?)))
        else {
            return (0, 0);
        };
        let before = self.text[..first.start].trim_end_matches(BEFORE).len();
        let is_own = |letter: char| !letter.is_whitespace() && !",;:.?![])–—".contains(letter);
        let after = &self.text[last.end..];
        let end = last.end + after.find(|letter| !is_own(letter)).unwrap_or(after.len());
        let bracketed = self.text[before..end].contains('(') && self.text[end..].starts_with(')');
        (before, end + usize::from(bracketed))
    }
}
