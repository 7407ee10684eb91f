//! Groups in brackets.

use crate::span::Span;

/// The outermost groups of a stretch, brackets included, in order. A bracket without its partner makes none
/// and hides none.
pub(super) fn groups(text: &str, span: Span) -> Vec<Span> {
    let mut open = Vec::new();
    let mut groups: Vec<Span> = Vec::new();
    for (at, byte) in span.of(text).bytes().enumerate() {
        match byte {
            b'(' | b'[' => open.push((span.start + at, byte)),
            b')' | b']' => {
                let opener = if byte == b')' { b'(' } else { b'[' };
                if let Some((start, _)) = open.pop_if(|(_, own)| *own == opener) {
                    // Groups inside the one that closes here are part of it.
                    while groups.pop_if(|inner| inner.start > start).is_some() {}
                    groups.push(Span::new(start, span.start + at + 1));
                }
            }
            _ => {}
        }
    }
    groups
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
