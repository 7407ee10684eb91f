//! Hard-wrapped plain text: joins the lines that an editor broke at a width.
//!
//! A break was made by an editor where the next word would not have fitted on the line. A document counts as
//! wrapped only where enough lines break off in the middle of a sentence; in any other each line stays what it is.

use super::plain::bullet;
use super::timeline::begins_with_date;
use crate::span::Span;
use crate::text::Decoded;

/// The widths that editors wrap at, in code points.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// The text with wrapped lines joined, or as it is where the document is not wrapped.
pub(super) fn joined(decoded: Decoded) -> Decoded {
    let Decoded { text: wrapped, source } = decoded;
    let lines = lines(&wrapped);
    let Some(width) = wrap_width(&lines) else { return Decoded { text: wrapped, source } };
    let mut text = String::with_capacity(wrapped.len());
    let mut segments = Vec::new();
    let mut block: Option<Block> = None;
    let mut at = 0;
    for (line, next) in lines.iter().zip(lines.iter().skip(1).map(Some).chain([None])) {
        let start = at + line.indent;
        let body = line.body;
        segments.push((text.len(), start));
        let current = block.get_or_insert_with(|| Block::beginning(line));
        let block_start = text.len() - current.length;
        text.push_str(body);
        current.length += body.len();
        at += line.length;
        match next.filter(|next| current.goes_on(line, next, width)) {
            Some(next) => {
                let separator = separator(&text[block_start..], next.body);
                segments.push((text.len(), start + body.len()));
                text.push_str(separator);
                current.length += separator.len();
            }
            None => {
                segments.push((text.len(), start + body.len()));
                if at <= wrapped.len() && wrapped[..at].ends_with('\n') {
                    text.push('\n');
                }
                block = None;
            }
        }
    }
    Decoded { source: source.through(&segments), text }
}

/// What stands between a line and the one that goes on from it: nothing inside an address or after a hyphen.
pub(super) fn separator(before: &str, next: &str) -> &'static str {
    // No address is longer; a longer look back would be taken anew at every line.
    const LONGEST_ADDRESS: usize = 4000;
    let window = &before[before.floor_char_boundary(before.len().saturating_sub(LONGEST_ADDRESS))..];
    let last = window.rsplit(char::is_whitespace).next().unwrap_or("");
    let is_address = last.contains("://") || last.trim_start_matches(['<', '(']).starts_with("www.");
    let is_open = match (last.rfind('<'), last.rfind('>')) {
        (Some(open), Some(close)) => open > close,
        (open, _) => open.is_some(),
    };
    let breaks_address = is_address
        && (is_open || last.ends_with(['/', '-', '_', '=', '&', '?', '%', '#', '~']))
        && !next.starts_with(['<', '(', '[']);
    let mut letters = last.chars().rev();
    let breaks_word = letters.next() == Some('-')
        && letters.next().is_some_and(char::is_alphabetic)
        && next.starts_with(char::is_lowercase);
    if breaks_address || breaks_word { "" } else { " " }
}

/// A line of the text.
struct Line<'t> {
    /// Bytes with its line end.
    length: usize,
    /// Bytes of white space before its text.
    indent: usize,
    /// Its text, trimmed.
    body: &'t str,
    /// Code points of its text with the indent.
    width: usize,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let read = |line: &'_ str| {
        let body = line.trim();
        let indent = line.len() - line.trim_start().len();
        (line.len(), indent, indent + body.chars().count())
    };
    text.split_inclusive('\n')
        .map(|line| {
            let (length, indent, width) = read(line);
            Line { length, indent: if line.trim().is_empty() { 0 } else { indent }, body: line.trim(), width }
        })
        .collect()
}

/// The width that the document is wrapped at; `None` where it is not.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    const LEAST_BROKEN: usize = 3;
    const LONGEST_WORD: usize = 40;
    let has_address = |line: &Line<'_>| line.body.split_whitespace().any(|word| word.len() > LONGEST_WORD);
    let mut widths: Vec<usize> =
        lines.iter().filter(|line| !line.body.is_empty() && !has_address(line)).map(|line| line.width).collect();
    widths.sort_unstable();
    // A few lines may stick out: a heading, a row of a table.
    let width = *widths.get((widths.len().saturating_sub(1)) * 97 / 100)?;
    if !WIDTHS.contains(&width) {
        return None;
    }
    let pairs = || lines.windows(2).filter(|pair| !pair[0].body.is_empty() && !pair[1].body.is_empty());
    let broken =
        pairs().filter(|pair| pair[0].width * 2 > width && is_mid_sentence(pair[0].body, pair[1].body)).count();
    (broken >= LEAST_BROKEN && broken * 5 >= pairs().count()).then_some(width)
}

/// Whether a sentence goes on from one line to the next.
fn is_mid_sentence(line: &str, next: &str) -> bool {
    !line.ends_with(['.', '!', '?', ':', ';', '…'])
        && next.trim_start_matches(['‘', '“', '"', '\'', '(']).starts_with(char::is_lowercase)
}

/// Lines that are being joined.
struct Block {
    /// Bytes written of it.
    length: usize,
    /// White space before its first line.
    indent: usize,
    /// Number, where it is a numbered item.
    number: Option<u32>,
    is_item: bool,
    is_dated: bool,
}

impl Block {
    fn beginning(line: &Line<'_>) -> Self {
        let bullet = bullet(line.body);
        let after = bullet.map_or(0, |(_, length)| length);
        Self {
            length: 0,
            indent: line.indent,
            number: bullet.and_then(|(number, _)| number),
            is_item: bullet.is_some(),
            is_dated: begins_with_date(line.body, Span::new(after, line.body.len())),
        }
    }

    /// Whether the next line goes on from `line`, the last one of this block.
    fn goes_on(&self, line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
        if line.body.is_empty() || next.body.is_empty() || is_rule(line.body) || is_rule(next.body) {
            return false;
        }
        let word = next.body.split_whitespace().next().map_or(0, |word| word.chars().count());
        let is_full = line.width + 1 + word > width;
        let is_ended = line.body.ends_with(['.', '!', '?', ']', '>', ';']);
        if let Some((number, _)) = bullet(next.body) {
            let follows = match (number, self.number) {
                (Some(number), Some(last)) => number == last.saturating_add(1),
                // A year at the start of a line is not an item's number.
                (Some(number), None) => number < 1000 && (number == 1 || is_ended || !is_full),
                // A dash in the middle of a sentence may fall at the start of a line.
                (None, _) => is_ended || self.is_item || !is_full,
            };
            if follows {
                return false;
            }
        }
        if self.is_dated && (is_ended || !is_full) && begins_with_date(next.body, Span::new(0, next.body.len())) {
            return false;
        }
        let is_hanging = next.indent > self.indent;
        is_full || is_mid_sentence(line.body, next.body) || (is_hanging && (self.is_item || !is_ended))
    }
}

/// A line of nothing but one sign, as drawn under headings and between parts.
pub(super) fn is_rule(line: &str) -> bool {
    let mut letters = line.chars();
    let first =
        letters.next().filter(|letter| matches!(letter, '=' | '-' | '~' | '_' | '*' | '#' | '–' | '—' | '+' | '^'));
    first.is_some_and(|first| line.chars().count() >= 3 && letters.all(|letter| letter == first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::decode;

    /// Wrapped enough to count as wrapped.
    const BODY: &str = "The first paragraph of the text runs over several\nlines because the editor that wrote it breaks\nevery line where the next word does not fit any\nlonger.\n\n";

    const JOINED: &str = "The first paragraph of the text runs over several lines because the editor that wrote it breaks every line where the next word does not fit any longer.\n\n";

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let cases = [
            ("HEADING\nThe text begins right below it.\n", "HEADING\nThe text begins right below it.\n"),
            ("Heading\n=======\nText.\n", "Heading\n=======\nText.\n"),
            (
                "* an item that is long enough to go on in a\n  second line\n* another\n",
                "* an item that is long enough to go on in a second line\n* another\n",
            ),
            (
                "It was agreed between the two governments in\n1997. Then nothing was heard of it.\n",
                "It was agreed between the two governments in 1997. Then nothing was heard of it.\n",
            ),
            (
                "1. Author, Title that is long (Site)\n   <https://example.org/a/\n   b/c.html>\n2. Other\n",
                "1. Author, Title that is long (Site) <https://example.org/a/b/c.html>\n2. Other\n",
            ),
            (
                "see https://example.org/long/address/that-\ngoes-on.html\n",
                "see https://example.org/long/address/that-goes-on.html\n",
            ),
            ("a word that is long-\nterm\n", "a word that is long-term\n"),
            (
                "2012 – First: the text of an item that goes on\nand on.\n2014 – Second: more.\n",
                "2012 – First: the text of an item that goes on and on.\n2014 – Second: more.\n",
            ),
            ("no line end", "no line end"),
        ];
        for (wrapped, expected) in cases {
            let decoded = joined(decode(format!("{BODY}{wrapped}").as_bytes()).expect("text"));
            assert_eq!(decoded.text, format!("{JOINED}{expected}"), "{wrapped}");
            for (at, word) in wrapped.split_whitespace().enumerate() {
                let (Some(found), Some(raw)) = (decoded.text.rfind(word), decoded.source.raw().rfind(word)) else {
                    continue;
                };
                assert_eq!(decoded.source.raw_offset(found), raw, "{at}: {word} of {wrapped}");
            }
        }
    }

    #[test]
    fn text_of_whole_lines_stays() {
        for text in [
            "Introduction\nThe text is one line.\nTrade\nThe text is one line.\nMoney\nMore of it.\n",
            "- one\n- two\n- three\n- four\n- five\n",
            "one\ntwo\nthree\nfour\n",
            "a\n\n\nb\n",
            "no line end",
        ] {
            let decoded = joined(decode(text.as_bytes()).expect("text"));
            assert_eq!(decoded.text, text);
        }
    }
}
