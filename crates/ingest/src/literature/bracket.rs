//! Groups in round brackets.

use crate::span::Span;

/// The group that closes at the end of the span, its brackets included; `None` where the span does not end
/// in a bracket or the brackets do not balance.
pub(super) fn last_group(text: &str, span: Span) -> Option<Span> {
    if !span.of(text).ends_with(')') {
        return None;
    }
    let mut depth = 0_usize;
    for (at, byte) in span.of(text).bytes().enumerate().rev() {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(Span::new(span.start + at, span.end));
        }
    }
    None
}

/// The group that opens at the start of the span; `None` where none does or it is not closed.
pub(super) fn first_group(text: &str, span: Span) -> Option<Span> {
    if !span.of(text).starts_with('(') {
        return None;
    }
    let mut depth = 0_usize;
    for (at, byte) in span.of(text).bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(Span::new(span.start, span.start + at + 1));
        }
    }
    None
}

/// What stands inside a group's brackets.
pub(super) fn inside(text: &str, group: Span) -> Span {
    Span::new(group.start + 1, group.end - 1).trimmed(text)
}

/// The pieces between separators that stand in no bracket and no quotation, in order.
pub(super) fn pieces(text: &str, span: Span, separator: char) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    let mut depth = 0_usize;
    for (at, c) in span.of(text).char_indices() {
        match c {
            '(' | '[' | '\u{201c}' => depth += 1,
            ')' | ']' | '\u{201d}' => depth = depth.saturating_sub(1),
            _ if c == separator && depth == 0 => {
                pieces.push(Span::new(start, span.start + at).trimmed(text));
                start = span.start + at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(Span::new(start, span.end).trimmed(text));
    pieces
}
