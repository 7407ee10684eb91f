//! The title in quotation marks.

use crate::span::Span;

/// A quoted title and what stands on both sides of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quotation {
    /// From the opening mark to the closing one.
    pub(super) whole: Span,
    /// Between the marks.
    pub(super) inside: Span,
}

/// Marks that open a quotation, with those that close it.
const MARKS: &[(char, &[char])] = &[
    ('\u{2018}', &['\u{2019}', '\'']),
    ('\u{201c}', &['\u{201d}', '"']),
    ('\'', &['\'']),
    ('"', &['"']),
    ('\u{201e}', &['\u{201c}', '\u{201d}']),
    ('\u{201a}', &['\u{2018}', '\u{2019}']),
    ('\u{ab}', &['\u{bb}']),
    ('\u{bb}', &['\u{ab}']),
    ('\u{2039}', &['\u{203a}']),
    ('\u{203a}', &['\u{2039}']),
    ('\u{300c}', &['\u{300d}']),
    ('\u{300e}', &['\u{300f}']),
];

/// Finds the title: opened after the author's comma or at the start, closed where the form goes on. A mark
/// at the span's end closes it whatever stands between, so quotations inside may be of the same marks.
pub(super) fn title(text: &str, span: Span) -> Option<Quotation> {
    let (open, mark, separated) = opening(text, span)?;
    let closers = MARKS.iter().find(|(opener, _)| *opener == mark).map(|(_, closers)| *closers)?;
    let begin = open + mark.len_utf8();
    let close = closing(text, Span::new(begin, span.end), mark, closers)?;
    let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
    // `The ‘safe haven’ role of …`: words on both sides make it a quotation inside a title.
    let goes_on = || {
        let words = text[span.start..open].split_whitespace();
        let after = text[end..span.end].trim_start();
        form_goes_on(after)
            || after.starts_with(char::is_uppercase) && words.take(8).all(|word| word.starts_with(char::is_uppercase))
    };
    if !separated && !goes_on() {
        return None;
    }
    Some(Quotation { whole: Span::new(open, end), inside: Span::new(begin, close).trimmed(text) })
}

/// Whether a character opens or closes quotations.
pub(super) fn is_mark(c: char) -> bool {
    MARKS.iter().any(|(open, closers)| *open == c || closers.contains(&c))
}

/// The first opening mark behind a separator; failing that the first behind a space (`Author ‘Title’`). Whether
/// it is the former stands last.
fn opening(text: &str, span: Span) -> Option<(usize, char, bool)> {
    let mut behind_space = None;
    let mut previous = None;
    let mut previous_visible = None;
    let mut chars = span.of(text).char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let opens = MARKS.iter().any(|(mark, _)| *mark == c)
            && previous.is_none_or(|previous: char| {
                previous.is_whitespace() || matches!(previous, ',' | ':' | '(' | '*' | '_')
            })
            // French quotation marks have a space inside.
            && chars.peek().is_some_and(|(_, next)| !next.is_whitespace() || matches!(c, '\u{ab}' | '\u{2039}'));
        if opens {
            let separated = previous_visible
                .is_none_or(|previous| matches!(previous, ',' | '.' | ':' | ';' | ')' | ']' | '\u{2013}' | '\u{2014}'));
            if separated {
                return Some((span.start + at, c, true));
            }
            behind_space = behind_space.or(Some((span.start + at, c, false)));
        }
        previous = Some(c);
        if !c.is_whitespace() {
            previous_visible = Some(c);
        }
    }
    behind_space
}

/// Where the title is closed. Inside it the same marks may open and close again, and stand as apostrophes.
fn closing(text: &str, span: Span, mark: char, closers: &[char]) -> Option<usize> {
    let inner = span.of(text);
    if let Some(last) = inner.trim_end().chars().next_back().filter(|last| closers.contains(last)) {
        return Some(span.start + inner.trim_end().len() - last.len_utf8());
    }
    // French quotation marks have a space inside.
    let spaced = inner.starts_with(char::is_whitespace);
    let mut depth = 1_usize;
    let mut last = None;
    let mut previous = None;
    for (at, c) in inner.char_indices() {
        let after = &inner[at + c.len_utf8()..];
        let glued = after.starts_with(char::is_alphanumeric);
        let after_space = previous
            .is_none_or(|previous: char| previous.is_whitespace() || matches!(previous, '(' | '\u{2013}' | '\u{2014}'));
        previous = Some(c);
        if c == mark && glued && after_space {
            depth += 1;
        } else if closers.contains(&c) && !glued && (!after_space || spaced) {
            // `s’` before another word may be a possessive: the title goes on.
            if depth == 1 && form_goes_on(after) {
                return Some(span.start + at);
            }
            if depth > 1 {
                depth -= 1;
            } else {
                last = Some(span.start + at);
            }
        }
    }
    last
}

/// Whether what follows a closing mark is what follows a title.
fn form_goes_on(after: &str) -> bool {
    let rest = after.trim_start();
    rest.is_empty() || rest.starts_with(['(', '[', ',', '.', ';', '<', ':']) || rest.starts_with("in ")
}
