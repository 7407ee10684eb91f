//! Cutting a sentence into tokens, as the treebank does: `Kyiv's`, `didn't`, `15-year` are several.

use std::ops::Range;

use super::known::{Known, KnownKind};

/// One token's place, and what was known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What was known of it.
    pub known: Option<KnownKind>,
}

/// Cuts a sentence. Known stretches are one token each, citations none; see [`Reader::read`](super::Reader::read).
///
/// ```
/// use chancery_lexis::syntax::{Known, KnownKind, pieces};
/// let text = "The EU's 15-year ban didn't end on 4 March 2016 [3].";
/// let known = [
///     Known { span: 35..47, kind: KnownKind::Date },
///     Known { span: 48..51, kind: KnownKind::Citation },
/// ];
/// let forms: Vec<&str> = pieces(text, &known).into_iter().map(|piece| &text[piece.span]).collect();
/// assert_eq!(
///     forms,
///     ["The", "EU", "'s", "15", "-", "year", "ban", "did", "n't", "end", "on", "4 March 2016", "."]
/// );
/// ```
#[must_use]
pub fn pieces(text: &str, known: &[Known]) -> Vec<Piece> {
    let mut sorted: Vec<&Known> =
        known.iter().filter(|known| !known.span.is_empty() && text.get(known.span.clone()).is_some()).collect();
    sorted.sort_by_key(|known| (known.span.start, std::cmp::Reverse(known.span.end)));
    let last = text.trim_end_matches(|character: char| character.is_whitespace() || is_closing(character)).len();
    let mut cutter = Cutter { text, last, out: Vec::with_capacity(text.len() / 5 + 4) };
    let mut at = 0;
    for known in sorted {
        if known.span.start < at {
            continue;
        }
        cutter.stretch(at..known.span.start);
        if known.kind != KnownKind::Citation {
            cutter.out.push(Piece { span: known.span.clone(), known: Some(known.kind) });
        }
        at = known.span.end;
    }
    cutter.stretch(at..text.len());
    cutter.out
}

struct Cutter<'text> {
    text: &'text str,
    /// Where the text ends but for closing marks: the full stop before it is the sentence's.
    last: usize,
    out: Vec<Piece>,
}

impl Cutter<'_> {
    fn stretch(&mut self, span: Range<usize>) {
        let mut start = None;
        for (offset, character) in self.text[span.clone()].char_indices() {
            let at = span.start + offset;
            if character.is_whitespace() {
                if let Some(start) = start.take() {
                    self.chunk(start..at);
                }
            } else {
                start.get_or_insert(at);
            }
        }
        if let Some(start) = start {
            self.chunk(start..span.end);
        }
    }

    /// Cuts what stands between blanks: opening marks, the word, closing marks.
    fn chunk(&mut self, span: Range<usize>) {
        let mut span = span;
        while let Some(character) = self.text[span.clone()].chars().next().filter(|character| is_opening(*character)) {
            let end = span.start + character.len_utf8();
            self.push(span.start..end);
            span.start = end;
        }
        let mut closing = Vec::new();
        while let Some(start) = self.closing_mark(&span) {
            closing.push(start..span.end);
            span.end = start;
        }
        self.word(span);
        for mark in closing.into_iter().rev() {
            self.push(mark);
        }
    }

    /// Where the closing mark at the end of a chunk starts.
    fn closing_mark(&self, span: &Range<usize>) -> Option<usize> {
        let chunk = &self.text[span.clone()];
        if let Some(rest) = chunk.strip_suffix("...") {
            return Some(span.start + rest.len());
        }
        let character = chunk.chars().next_back()?;
        let start = span.end - character.len_utf8();
        let marks = match character {
            '.' => {
                let word = &self.text[span.start..start];
                let initials = word.split('.').all(|part| part.chars().count() < 3) && word.contains('.')
                    || word.chars().count() == 1 && word.chars().all(char::is_uppercase);
                span.end >= self.last && !initials || word.chars().next_back().is_none_or(is_closing)
            }
            '\'' | '’' => !self.text[span.start..start].ends_with(['s', 'S']) || span.end == self.text.len(),
            _ => is_closing(character),
        };
        (marks || span.end - span.start == character.len_utf8() && !character.is_alphanumeric()).then_some(start)
    }

    /// Cuts a word at its hyphens, strokes, signs, and before what is joined to it by an apostrophe.
    fn word(&mut self, span: Range<usize>) {
        let word = &self.text[span.clone()];
        if word.contains("://") || word.starts_with("www.") || word.contains('@') {
            return self.push(span);
        }
        let mut start = span.start;
        let mut before = None;
        let mut characters = word.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let at = span.start + offset;
            let after = characters.peek().map(|(_, after)| *after);
            if is_break(character, before, after) {
                self.joined(start..at);
                self.push(at..at + character.len_utf8());
                start = at + character.len_utf8();
            }
            before = Some(character);
        }
        self.joined(start..span.end);
    }

    /// Cuts off `'s`, `n't` and their like.
    fn joined(&mut self, span: Range<usize>) {
        let word = &self.text[span.clone()];
        let Some(mark) = word.rfind(['\'', '’']) else { return self.push(span) };
        let mark_length = if word[mark..].starts_with('’') { '’'.len_utf8() } else { 1 };
        let tail = word[mark + mark_length..].to_ascii_lowercase();
        let cut = match tail.as_str() {
            "s" | "re" | "ve" | "ll" | "d" | "m" | "" => mark,
            "t" if word[..mark].ends_with(['n', 'N']) && mark > 1 => mark - 1,
            _ => return self.push(span),
        };
        self.push(span.start..span.start + cut);
        self.push(span.start + cut..span.end);
    }

    fn push(&mut self, span: Range<usize>) {
        if !span.is_empty() {
            self.out.push(Piece { span, known: None });
        }
    }
}

/// Whether a word is cut at this character, which is then a token.
fn is_break(character: char, before: Option<char>, after: Option<char>) -> bool {
    let letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let digit = |side: Option<char>| side.is_some_and(|side| side.is_ascii_digit());
    match character {
        '—' | '–' | '…' | '(' | ')' | '[' | ']' | '“' | '”' | '"' | ';' | '?' | '!' => true,
        '$' | '€' | '£' | '¥' | '%' | '+' | '=' | '~' => true,
        '-' => {
            after == Some('-')
                || before == Some('-')
                || (before.is_none() || letter(before)) && (after.is_none() || letter(after)) && !digit(after)
        }
        '/' => letter(before) && letter(after) && !digit(before),
        ',' | ':' => letter(before) && after.is_some_and(char::is_alphabetic),
        _ => false,
    }
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '{' | '"' | '“' | '‘' | '«' | '\'' | '<' | '„')
}

fn is_closing(character: char) -> bool {
    matches!(character, ')' | ']' | '}' | '"' | '”' | '’' | '»' | '\'' | ',' | ';' | ':' | '?' | '!' | '>' | '…')
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn sentences_are_cut() {
        let rows: &[(&str, &[&str])] = &[
            ("", &[]),
            ("  ", &[]),
            ("It rained.", &["It", "rained", "."]),
            ("Mr. Ode left the U.S. (again).", &["Mr.", "Ode", "left", "the", "U.S.", "(", "again", ")", "."]),
            ("He works in the U.S.", &["He", "works", "in", "the", "U.S."]),
            ("“It’s over,” they’d said.", &["“", "It", "’s", "over", ",", "”", "they", "’d", "said", "."]),
            ("The states’ border", &["The", "states", "’", "border"]),
            ("the Tajik–Afghan border", &["the", "Tajik", "–", "Afghan", "border"]),
            ("Russian-backed and Sangtuda-1", &["Russian", "-", "backed", "and", "Sangtuda-1"]),
            ("up 7.4% to $1,200", &["up", "7.4", "%", "to", "$", "1,200"]),
            ("can't won’t", &["ca", "n't", "wo", "n’t"]),
            ("see https://a.example/x-y.", &["see", "https://a.example/x-y", "."]),
            ("He said “no”.", &["He", "said", "“", "no", "”", "."]),
            ("'", &["'"]),
            ("n't", &["n't"]),
            ("a.b -- c", &["a.b", "-", "-", "c"]),
        ];
        for (text, wanted) in rows {
            let found: Vec<&str> = pieces(text, &[]).into_iter().map(|piece| &text[piece.span]).collect();
            assert_eq!(&found, wanted, "{text}");
        }
    }
}
