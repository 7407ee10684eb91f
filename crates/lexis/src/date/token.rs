//! Text as words, numbers and marks, each knowing its place and whether a space stands before it.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// ASCII digits in a row; the value is given for at most four of them.
    Number { value: u16, digits: usize },
    /// Letters in a row.
    Word,
    /// Any dash, hyphen or minus, or several hyphens in a row.
    Dash,
    /// Any other character.
    Mark(char),
}

#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    end: usize,
    kind: Kind,
    /// White space, or the text's start, stands before it.
    spaced: bool,
    in_address: bool,
    /// A number, or a word that a date may begin with.
    may_begin: bool,
}

/// Words that a date may begin with, in lower case.
const BEGINNINGS: &[&str] = &[
    "a",
    "about",
    "approx",
    "approximately",
    "apr",
    "april",
    "around",
    "aug",
    "august",
    "autumn",
    "beginning",
    "c",
    "ca",
    "circa",
    "close",
    "dec",
    "december",
    "early",
    "eight",
    "eleven",
    "end",
    "fall",
    "feb",
    "february",
    "final",
    "first",
    "five",
    "following",
    "four",
    "fourth",
    "fri",
    "friday",
    "h",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "last",
    "late",
    "latter",
    "mar",
    "march",
    "may",
    "mid",
    "middle",
    "mon",
    "monday",
    "next",
    "nine",
    "nov",
    "november",
    "oct",
    "october",
    "one",
    "q",
    "roughly",
    "same",
    "sat",
    "saturday",
    "second",
    "sep",
    "sept",
    "september",
    "seven",
    "six",
    "spring",
    "start",
    "summer",
    "sun",
    "sunday",
    "ten",
    "that",
    "third",
    "three",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "tue",
    "tues",
    "tuesday",
    "twelve",
    "two",
    "wed",
    "wednesday",
    "winter",
    "year",
];

fn begins_dates(word: &str) -> bool {
    let mut lower = [0u8; 13];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    BEGINNINGS.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok()
}

/// The tokens of a text. Asking for one beyond either end gives the empty answer, so that grammar code
/// needs no bounds of its own.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// The text is a printed date and nothing else.
    is_whole: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
        let mut chunk = 0..0;
        let mut in_address = false;
        let mut spaced = true;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                spaced = true;
                at += c.len_utf8();
                continue;
            }
            if at >= chunk.end {
                chunk = at..text[at..].find(char::is_whitespace).map_or(text.len(), |length| at + length);
                in_address = is_address(&text[chunk.clone()]);
            }
            let (kind, end) = kind_at(text, at, c);
            let may_begin = match kind {
                Kind::Number { .. } => true,
                Kind::Word => begins_dates(&text[at..end]),
                Kind::Dash | Kind::Mark(_) => false,
            };
            tokens.push(Token { start: at, end, kind, spaced, in_address, may_begin });
            spaced = false;
            at = end;
        }
        Self { text, tokens, is_whole: false }
    }

    /// Of a stretch that is a printed date and nothing else.
    pub(super) fn of_date(text: &'a str) -> Self {
        Self { is_whole: true, ..Self::read(text) }
    }

    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether a date may begin here: nothing that can is left out.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.may_begin)
    }

    fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.get(at).map_or(self.text.len(), |token| token.start)
    }

    pub(super) fn end(&self, at: usize) -> usize {
        self.get(at).map_or(self.text.len(), |token| token.end)
    }

    /// The letters of a word; empty for anything else.
    pub(super) fn word(&self, at: usize) -> &'a str {
        match self.get(at) {
            Some(Token { start, end, kind: Kind::Word, .. }) => &self.text[*start..*end],
            _ => "",
        }
    }

    /// Whether the word is one of these, in any case.
    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    /// Value and number of digits; `None` for anything but one to four digits.
    pub(super) fn number(&self, at: usize) -> Option<(u16, usize)> {
        match self.get(at)?.kind {
            Kind::Number { value, digits: digits @ 1..=4 } => Some((value, digits)),
            Kind::Number { .. } | Kind::Word | Kind::Dash | Kind::Mark(_) => None,
        }
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        matches!(self.get(at), Some(Token { kind: Kind::Number { .. }, .. }))
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        matches!(self.get(at), Some(Token { kind: Kind::Dash, .. }))
    }

    /// Whether it is the one character `-`, as in ISO 8601 and compound words.
    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| matches!(&self.text[token.start..token.end], "-" | "\u{2010}" | "\u{2011}"))
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        matches!(self.get(at), Some(Token { kind: Kind::Mark(found), .. }) if *found == mark)
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            Kind::Number { .. } | Kind::Word | Kind::Dash => None,
        }
    }

    /// Whether it follows the token before it without a space.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| !token.spaced)
    }

    pub(super) fn in_address(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.in_address)
    }
}

fn kind_at(text: &str, at: usize, c: char) -> (Kind, usize) {
    let run = |belongs: fn(char) -> bool| at + text[at..].find(|c| !belongs(c)).unwrap_or_else(|| text.len() - at);
    if c.is_ascii_digit() {
        let end = run(|c| c.is_ascii_digit());
        // More than four digits are no part of a date; their value is not asked for.
        let value = if end - at <= 4 { text[at..end].parse().unwrap_or(0) } else { 0 };
        return (Kind::Number { value, digits: end - at }, end);
    }
    if c.is_alphabetic() {
        return (Kind::Word, run(char::is_alphabetic));
    }
    match c {
        '-' => (Kind::Dash, run(|c| c == '-')),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => (Kind::Dash, at + c.len_utf8()),
        _ => (Kind::Mark(c), at + c.len_utf8()),
    }
}

/// Whether a run of characters without white space is a web or mail address.
fn is_address(chunk: &str) -> bool {
    let may_be = chunk.bytes().any(|byte| matches!(byte, b':' | b'@' | b'.'));
    may_be && (chunk.contains("://") || chunk.contains("www.") || chunk.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_sorted_and_found_in_any_case() {
        assert!(BEGINNINGS.is_sorted());
        assert!(begins_dates("May") && begins_dates("APPROXIMATELY") && begins_dates("q"));
        assert!(!begins_dates("Mayor") && !begins_dates("") && !begins_dates("approximatelyy") && !begins_dates("Мая"));
    }
}
