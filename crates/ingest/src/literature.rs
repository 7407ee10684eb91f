//! The literature list: one entry to its parts, read from the right.
//!
//! OSCOLA's forms for news, web pages, journals, books and reports, with what writers make of them, and the
//! author-date and note forms as far as they share the same marks. Nothing is dropped: what no rule places
//! is `unparsed`.

mod body;
mod bracket;
mod detail;
mod law;
mod piece;
mod printed_date;
mod quotation;
mod tail;

use chancery_model::reference::ReferenceType;

use crate::span::Span;

/// An entry of the literature list, in the parts that could be told apart. All spans are bytes of the
/// report's text; a part that is absent is `None`.
#[derive(Clone, Debug, Default)]
pub struct RawReference {
    /// The entry without bullet or number.
    pub span: Span,
    /// Number printed before it (`3.`, `[3]`); `None` in a bulleted list.
    pub printed_number: Option<u32>,
    /// Kind told by the form; `None` where the form tells none.
    pub kind: Option<ReferenceType>,
    /// Author as printed, all authors together.
    pub author: Option<Span>,
    /// Title inside its quotation marks, or the italic title of a book.
    pub title: Option<Span>,
    /// Newspaper, site, journal, series.
    pub container: Option<Span>,
    /// Editors of the book a chapter stands in, with their role where it is printed behind them.
    pub editor: Option<Span>,
    /// Publisher of a book or report.
    pub publisher: Option<Span>,
    /// Where it was published.
    pub place: Option<Span>,
    /// Kind of an unpublished work: `PhD thesis`.
    pub genre: Option<Span>,
    /// Numbers it bears, in order: of a document, of a report in its series, of a case, of its place in law
    /// reports or a treaty series.
    pub numbers: Vec<Span>,
    /// Date of issue as printed: `9 January 1999`, `2020`.
    pub issued: Option<Span>,
    /// Volume, issue, pages, edition as printed.
    pub volume: Option<Span>,
    /// Issue.
    pub issue: Option<Span>,
    /// Pages.
    pub page: Option<Span>,
    /// Edition without the word: `2nd`.
    pub edition: Option<Span>,
    /// DOI without its resolver.
    pub doi: Option<Span>,
    /// ISBN.
    pub isbn: Option<Span>,
    /// Address without its angle brackets.
    pub url: Option<Span>,
    /// Date of access as printed.
    pub accessed: Option<Span>,
    /// What no rule could place.
    pub unparsed: Vec<Span>,
}

/// Reads one entry. `span` is the entry without its bullet; a number still standing before it is taken off.
/// `emphasis` are the stretches set in italics, in order; none in plain text.
#[must_use]
pub fn parse(text: &str, span: Span, emphasis: &[Span]) -> RawReference {
    let (number, span) = printed_number(text, span.trimmed(text));
    let mut entry = Entry {
        text,
        raw: RawReference { span, printed_number: number, ..RawReference::default() },
        words: Vec::new(),
    };
    let body = tail::take(&mut entry, span);
    body::read(&mut entry, body, emphasis);
    entry.raw.unparsed = entry.unplaced();
    entry.raw
}

/// An entry while it is read.
struct Entry<'a> {
    text: &'a str,
    raw: RawReference,
    /// Words of the form itself: `accessed`, `available at`, `pp.`
    words: Vec<Span>,
}

impl Entry<'_> {
    /// The stretches that neither a part nor a word of the form covers, without the marks around them.
    fn unplaced(&self) -> Vec<Span> {
        let raw = &self.raw;
        let parts = [
            raw.author,
            raw.title,
            raw.container,
            raw.editor,
            raw.publisher,
            raw.place,
            raw.genre,
            raw.issued,
            raw.volume,
            raw.issue,
            raw.page,
            raw.edition,
            raw.doi,
            raw.isbn,
            raw.url,
            raw.accessed,
        ];
        let mut placed: Vec<Span> =
            parts.into_iter().flatten().chain(raw.numbers.iter().chain(&self.words).copied()).collect();
        placed.sort_unstable();
        placed.push(Span::new(raw.span.end, raw.span.end));
        let mut unplaced = Vec::new();
        let mut at = raw.span.start;
        for part in placed {
            if at < part.start {
                let gap = unbracketed(self.text, Span::new(at, part.start));
                if gap.of(self.text).contains(char::is_alphanumeric) {
                    unplaced.push(gap);
                }
            }
            at = at.max(part.end);
        }
        unplaced
    }
}

/// The same without white space and the marks that separate parts, at both ends.
fn bare(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '|' | '\u{2013}' | '\u{2014}');
    let start = span.start + (inner.len() - inner.trim_start_matches(separates).len());
    Span { start, end: start + inner.trim_matches(separates).len() }
}

/// The same without the marks that close the part before it and open the part behind it.
fn unbracketed(text: &str, gap: Span) -> Span {
    let inner = gap.of(text);
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '|' | '\u{2013}' | '\u{2014}');
    let closes =
        |c: char| separates(c) || matches!(c, ')' | ']' | '>' | '"' | '\'' | '\u{2019}' | '\u{201d}' | '\u{bb}');
    let opens =
        |c: char| separates(c) || matches!(c, '(' | '[' | '<' | '"' | '\'' | '\u{2018}' | '\u{201c}' | '\u{ab}');
    let start = gap.start + (inner.len() - inner.trim_start_matches(closes).len());
    let kept = Span { start, end: start + inner.trim_start_matches(closes).trim_end_matches(opens).len() };
    // A bracket whose partner is gone or at the other end.
    let inner = kept.of(text);
    let count = |byte: u8| inner.bytes().filter(|own| *own == byte).count();
    let Span { mut start, mut end } = kept;
    for (open, close) in [('(', ')'), ('[', ']')] {
        let (opened, closed) = (count(open as u8), count(close as u8));
        let wrapped = opened == 1 && closed == 1 && inner.starts_with(open) && inner.ends_with(close);
        if wrapped || opened > closed {
            start += usize::from(text[start..end].starts_with(open));
        }
        if wrapped || closed > opened {
            end -= usize::from(text[start..end].ends_with(close));
        }
    }
    Span::new(start, end).trimmed(text)
}

/// The number that stands before an entry, `3.`, `3)` or `[3]`, and the entry without it.
fn printed_number(text: &str, span: Span) -> (Option<u32>, Span) {
    let inner = span.of(text);
    let (open, digits) = inner.strip_prefix('[').map_or((0, inner), |rest| (1, rest));
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let closed = match digits.as_bytes().get(length) {
        Some(b']') => open == 1,
        // Four digits and a stop are a year.
        Some(b'.' | b')') => open == 0 && length <= 3,
        _ => false,
    };
    let after = open + length + 1;
    let spaced = inner.get(after..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    match digits[..length].parse() {
        Ok(number) if closed && spaced => (Some(number), Span::new(span.start + after, span.end).trimmed(text)),
        _ => (None, span),
    }
}

#[cfg(test)]
mod tests;
