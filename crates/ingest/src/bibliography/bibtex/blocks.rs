//! Where the entries of a file begin and end.

use crate::span::Span;

/// `@word{ … }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// From the `@` to the closing brace.
    pub(super) span: Span,
    /// The word behind the `@`.
    pub(super) word: Span,
    /// Whether the closing brace is there.
    pub(super) is_closed: bool,
}

/// The blocks of a file. One ends at the brace that closes it, or where a line begins another: a brace that is
/// missing costs one entry and not the rest of the file. Text between blocks is a comment, as TeX has it.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let bytes = text.as_bytes();
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, opening(text, at)) {
            (b'@', Some((word, open))) => {
                let (end, is_closed) = end(text, open);
                blocks.push(Block { span: Span::new(at, end), word, is_closed });
                at = end;
            }
            (b'%', _) => at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count(),
            _ => at += 1,
        }
    }
    blocks
}

/// The word of a block that begins at a byte, and its opening brace.
fn opening(text: &str, at: usize) -> Option<(Span, usize)> {
    let rest = text.as_bytes().get(at + 1..).filter(|_| text.as_bytes()[at] == b'@')?;
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let gap = rest[length..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let open = at + 1 + length + gap;
    let is_open = length > 0 && matches!(text.as_bytes().get(open), Some(b'{' | b'('));
    is_open.then(|| (Span::new(at + 1, at + 1 + length), open))
}

/// One past the bracket that closes the one at `open`, or the end of what the block holds.
fn end(text: &str, open: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let is_round = bytes[open] == b'(';
    let (mut depth, mut at, mut at_line_start) = (usize::from(!is_round), open + 1, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' => {
                at_line_start = true;
                at += 1;
                continue;
            }
            b'@' if at_line_start && opening(text, at).is_some() => return (at, false),
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !is_round {
                    return (at + 1, true);
                }
            }
            b')' if is_round && depth == 0 => return (at + 1, true),
            b'\\' => at += 1,
            _ => {}
        }
        at_line_start &= byte.is_ascii_whitespace();
        at += 1;
    }
    (text.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_at_their_brace_or_before_the_next() {
        let cases: &[(&str, &[&str])] = &[
            ("@a{x}", &["@a{x}"]),
            ("text @a {x{y}\\}z} @b{} mail@c.example {", &["@a {x{y}\\}z}", "@b{}"]),
            ("@a(x{)}y)@b{x}", &["@a(x{)}y)", "@b{x}"]),
            ("@a{x\n  @b{y}\n", &["@a{x\n  !", "@b{y}"]),
            ("@a{x @b{y}}", &["@a{x @b{y}}"]),
            ("@a{x\n@ {y}}", &["@a{x\n@ {y}}"]),
            ("% @a{x}\n@b{y}", &["@b{y}"]),
            ("@a{x", &["@a{x!"]),
            ("@a{x\\", &["@a{x\\!"]),
            ("@a", &[]),
            ("@{x}", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let shown = |block: &Block| format!("{}{}", block.span.of(text), if block.is_closed { "" } else { "!" });
            assert_eq!(blocks(text).iter().map(shown).collect::<Vec<_>>(), *expected, "{text:?}");
        }
    }
}
