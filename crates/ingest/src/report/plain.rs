//! Plain text: headings alone on their lines, paragraphs of one line, list items with a bullet.

use super::draft::{self, Draft, DraftBlock, DraftKind};
use super::wrap;
use crate::span::Span;
use crate::text::Decoded;

/// Reads plain text. `abbreviations` as for sentences: a heading may end in one (`Relations with the U.S.`).
pub(super) fn read(decoded: Decoded, abbreviations: &[String]) -> Draft {
    let Decoded { text, source } = wrap::joined(decoded);
    let mut blocks = Vec::new();
    let mut underlines = Underlines::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let line_start = start;
        let span = Span::new(start, start + line.len()).trimmed(&text);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        if wrap::is_rule(span.of(&text)) {
            // Right below a line it underlines a heading; anywhere else it is an ornament.
            let is_below = |block: &&mut DraftBlock| text[block.span.end..line_start].trim_matches([' ', '\t']) == "\n";
            if let Some(block) = blocks.last_mut().filter(is_below) {
                underlines.mark(&text, block, span.of(&text));
            }
            continue;
        }
        let (kind, span) = match bullet(span.of(&text)) {
            Some((number, length)) => {
                (DraftKind::Item(number), Span::new(span.start + length, span.end).trimmed(&text))
            }
            None if is_heading(span.of(&text), abbreviations) => (DraftKind::Heading(None), span),
            None => (DraftKind::Paragraph, span),
        };
        blocks.push(DraftBlock { kind, span, emphasis: Vec::new() });
    }
    number_headings(&text, &mut blocks, abbreviations);
    let title = underlines.level_headings(&text, &mut blocks);
    Draft { text, source, title, blocks }
}

/// The signs that headings are underlined with, first seen first: each is a level.
#[derive(Default)]
struct Underlines(Vec<char>);

impl Underlines {
    /// Makes a block the heading that a rule below it says it is.
    fn mark(&mut self, text: &str, block: &mut DraftBlock, rule: &str) {
        const LONGEST_HEADING: usize = 200;
        let Some(sign) = rule.chars().next() else { return };
        // A numbered line is a heading with its number.
        let start = text[..block.span.start].rfind('\n').map_or(0, |at| at + 1);
        let line = Span::new(start, block.span.end).trimmed(text);
        if line.of(text).len() > LONGEST_HEADING || line.of(text).ends_with(['.', ':', ';', ',', '>']) {
            return;
        }
        let level = self.0.iter().position(|known| *known == sign).unwrap_or_else(|| {
            self.0.push(sign);
            self.0.len() - 1
        });
        *block = DraftBlock {
            kind: DraftKind::Heading(Some(u8::try_from(level + 1).unwrap_or(u8::MAX))),
            span: line,
            emphasis: Vec::new(),
        };
    }

    /// Gives the other headings levels: by the depth of their number where they have one, else below the
    /// underlined ones. Returns the title where the first level is that.
    fn level_headings(&self, text: &str, blocks: &mut Vec<DraftBlock>) -> Option<Span> {
        if self.0.is_empty() {
            return None;
        }
        let below = u8::try_from(self.0.len() + 1).unwrap_or(u8::MAX);
        for block in blocks.iter_mut().filter(|block| block.kind == DraftKind::Heading(None)) {
            block.kind = DraftKind::Heading(Some(below.max(number_depth(block.span.of(text)).unwrap_or(1))));
        }
        draft::take_title(blocks)
    }
}

/// How many parts the number of a heading has: 2 of `2.1 Trade`; `None` where it has none.
pub(super) fn number_depth(heading: &str) -> Option<u8> {
    let (number, rest) = heading.split_once(char::is_whitespace)?;
    let number = number.trim_end_matches(['.', ')']);
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_words = rest.trim_start().starts_with(char::is_alphabetic);
    (is_words && number.split('.').all(is_number)).then(|| u8::try_from(number.split('.').count()).unwrap_or(u8::MAX))
}

/// A numbered line that reads as a heading and has no list around it is one: `2. Trade`.
fn number_headings(text: &str, blocks: &mut [DraftBlock], abbreviations: &[String]) {
    let is_item = |block: Option<&DraftBlock>| block.is_some_and(|block| matches!(block.kind, DraftKind::Item(_)));
    for at in 0..blocks.len() {
        let has_list = at > 0 && is_item(blocks.get(at - 1)) || is_item(blocks.get(at + 1));
        let block = &blocks[at];
        if has_list || at + 1 == blocks.len() || !matches!(block.kind, DraftKind::Item(Some(_))) {
            continue;
        }
        let line = Span::new(text[..block.span.start].rfind('\n').map_or(0, |at| at + 1), block.span.end).trimmed(text);
        if is_heading(line.of(text), abbreviations) {
            blocks[at] = DraftBlock { kind: DraftKind::Heading(None), span: line, emphasis: Vec::new() };
        }
    }
}

/// A bullet or number at the start of a line: its number, and the bytes it takes.
pub(super) fn bullet(line: &str) -> Option<(Option<u32>, usize)> {
    let first = line.chars().next()?;
    let after = |length: usize| {
        let rest = &line[length..];
        let spaces = rest.len() - rest.trim_start().len();
        (spaces > 0).then_some(length + spaces)
    };
    if matches!(first, '-' | '*' | '•' | '–' | '—' | '·' | '‣' | '▪' | '◦' | '+') {
        return after(first.len_utf8()).map(|length| (None, length));
    }
    let (open, inner) = match line.strip_prefix(['[', '(']) {
        Some(inner) => (1, inner),
        None => (0, line),
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let number = inner.get(..digits)?.parse().ok().filter(|_| (1..=4).contains(&digits))?;
    let close = inner.as_bytes().get(digits)?;
    let closed = match first {
        '[' => *close == b']',
        '(' => *close == b')',
        _ => matches!(close, b'.' | b')'),
    };
    let length = closed.then(|| after(open + digits + 1)).flatten()?;
    // `[1] [2]` at the start of a line cites; it numbers nothing.
    (!line[length..].starts_with('[')).then_some((Some(number), length))
}

/// A heading has no closing mark, no citation and few words. A line of twenty words or fewer that does not
/// end as a sentence does is taken for one.
pub(super) fn is_heading(line: &str, abbreviations: &[String]) -> bool {
    const MOST_WORDS: usize = 20;
    let words = line.split_whitespace().take(MOST_WORDS + 1).count();
    if words > MOST_WORDS || has_citation(line) || line.contains("://") || line.starts_with(char::is_lowercase) {
        return false;
    }
    if !line.contains(char::is_alphanumeric) {
        return false;
    }
    let bare = line.trim_end_matches(['’', '”', '"', '\'', ')', ']', '»']);
    match bare.chars().next_back() {
        Some('.') => {
            let last = bare.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
            let dotted = last.matches('.').count() > 1 && !last.contains("..");
            words <= 10 && (dotted || abbreviations.binary_search(&last).is_ok())
        }
        // A question may head a section; an exclamation, a clause or a lead-in may not.
        Some('?') => words <= 12,
        Some('!' | '…' | ':' | ';' | ',') => false,
        _ => {
            let number = line.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ')'));
            !number.contains(". ")
        }
    }
}

fn has_citation(line: &str) -> bool {
    let brackets = line.split('[').skip(1).map(|rest| rest.strip_prefix('^').unwrap_or(rest));
    brackets.into_iter().any(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers() {
        let cases = [
            ("- item", Some((None, 2))),
            ("•\u{A0}item", Some((None, 5))),
            ("– item", Some((None, 4))),
            ("12. item", Some((Some(12), 4))),
            ("3) item", Some((Some(3), 3))),
            ("(7) item", Some((Some(7), 4))),
            ("[7] [8], [9]", None),
            ("(7] item", None),
            ("[7] item", Some((Some(7), 4))),
            ("-5 degrees", None),
            ("2012 – item", None),
            ("12.5 percent", None),
            ("[x] item", None),
            ("[7 item", None),
            ("-", None),
            ("", None),
            ("99999. item", None),
        ];
        for (line, expected) in cases {
            assert_eq!(bullet(line), expected, "{line}");
        }
    }

    #[test]
    fn headings_and_what_is_none() {
        let abbreviations = ["etc.".to_owned()];
        for line in [
            "Introduction",
            "Trade (1992–1997)",
            "What next?",
            "Relations with the U.S.",
            "2. Trade",
            "2.3. Trade",
            "Conclusion & Outlook",
            "‘Sphere of influence’",
        ] {
            assert!(is_heading(line, &abbreviations), "{line}");
        }
        for line in [
            "It ended.",
            "It ended [1]",
            "It ended. It began",
            "as a fragment",
            "Wait!",
            "As follows:",
            "***",
            "He said ‘no.’",
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twentyone",
        ] {
            assert!(!is_heading(line, &abbreviations), "{line}");
        }
    }
}
