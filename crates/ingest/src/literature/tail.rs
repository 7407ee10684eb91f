//! What closes an entry: date of access, address, DOI, ISBN, in any order.

use super::printed_date::is_date;
use super::{Entry, bare};
use crate::span::Span;

/// Words before a date of access.
const ACCESSED: &[&str] = &["accessed", "retrieved", "viewed", "consulted", "visited"];

/// Words before other dates that may stand behind an address.
const OTHER_DATES: &[&str] = &["updated", "published", "posted", "archived", "modified", "revised", "dated"];

/// Words before an address, longest first.
const LABELS: &[&str] = &[
    "available online at",
    "available at",
    "available from",
    "available online",
    "available",
    "retrieved from",
    "accessed at",
    "accessed from",
    "online at",
    "online",
    "url",
    "doi",
    "link",
    "from",
    "at",
];

/// Takes the closing parts off from the right and returns what stands before them.
pub(super) fn take(entry: &mut Entry<'_>, span: Span) -> Span {
    let mut rest = undated_access(entry, stripped(entry.text, span));
    loop {
        let shorter = accessed(entry, rest)
            .or_else(|| accessed_in_any_words(entry, rest))
            .or_else(|| address(entry, rest))
            .or_else(|| isbn(entry, rest));
        match shorter {
            Some(shorter) => rest = stripped(entry.text, shorter),
            None => return inner_address(entry, rest),
        }
    }
}

/// Without an `accessed` at the end that no date follows.
fn undated_access(entry: &mut Entry<'_>, rest: Span) -> Span {
    let window = last_bytes(entry.text, rest, 12);
    let lower = window.of(entry.text).to_ascii_lowercase();
    let Some(head) = ACCESSED.iter().find_map(|word| lower.strip_suffix(word)) else { return rest };
    if !head.ends_with(['>', ' ', ',', '.']) || !rest.of(entry.text).contains("://") {
        return rest;
    }
    let word = Span::new(window.start + head.len(), rest.end);
    entry.words.push(word);
    stripped(entry.text, Span::new(rest.start, word.start))
}

/// Without separators at the right end; a stop that belongs to a last abbreviation (`n.d.`) goes too.
fn stripped(text: &str, span: Span) -> Span {
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '|');
    Span::new(span.start, span.start + span.of(text).trim_end_matches(separates).len())
}

/// The last `most` bytes, begun at a character.
fn last_bytes(text: &str, span: Span, most: usize) -> Span {
    let mut start = span.end.saturating_sub(most).max(span.start);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    Span::new(start, span.end)
}

/// `accessed 27 August 2025`, `(last accessed on 27 August 2025)`, `[Accessed: 27/08/2025]`.
fn accessed(entry: &mut Entry<'_>, rest: Span) -> Option<Span> {
    if entry.raw.accessed.is_some() {
        return None;
    }
    let window = last_bytes(entry.text, rest, 100);
    let lower = window.of(entry.text).to_ascii_lowercase();
    let (at, word) = ACCESSED.iter().filter_map(|word| lower.rfind(word).map(|at| (at, *word))).max()?;
    if lower[..at].ends_with(char::is_alphanumeric) {
        return None;
    }
    let mut start = window.start + at;
    let mut date = Span::new(start + word.len(), rest.end);
    let closer = |c: char| c.is_whitespace() || matches!(c, ')' | ']' | ',' | '.' | ';');
    let opener = |c: char| c.is_whitespace() || matches!(c, ':' | ',');
    let trim = |span: Span| {
        let inner = span.of(entry.text);
        let begin = span.start + (inner.len() - inner.trim_start_matches(opener).len());
        Span::new(begin, begin + inner.trim_start_matches(opener).trim_end_matches(closer).len())
    };
    date = trim(date);
    if date.of(entry.text).get(..3).is_some_and(|on| on.eq_ignore_ascii_case("on ")) {
        date = trim(Span::new(date.start + 3, date.end));
    }
    if !is_date(date.of(entry.text)) {
        return None;
    }
    let mut before = entry.text[rest.start..start].trim_end();
    for word in ["last", "date", "first"] {
        let tail = before.len().checked_sub(word.len()).and_then(|at| before.get(at..));
        if tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word)) {
            before = before[..before.len() - word.len()].trim_end();
        }
    }
    before = before.trim_end_matches(['(', '[']);
    start = rest.start + before.len();
    entry.words.push(Span::new(start, date.start));
    entry.raw.accessed = Some(date);
    Some(Span::new(rest.start, start))
}

/// A date of access in words that are not known, told by its place: `<…> (abgerufen am 4. Mai 2020)`.
fn accessed_in_any_words(entry: &mut Entry<'_>, rest: Span) -> Option<Span> {
    let window = last_bytes(entry.text, rest, 120);
    let inner = window.of(entry.text);
    let behind = match inner.rfind('>') {
        Some(at) => at + 1,
        None => inner.rfind("://").map(|at| at + inner[at..].find(char::is_whitespace).unwrap_or(inner.len() - at))?,
    };
    let marks = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | '.' | ';');
    let after = &inner[behind..];
    let start = behind + (after.len() - after.trim_start_matches(marks).len());
    let told = after.trim_matches(marks);
    let date = told.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0)?;
    let (words, printed) = told.split_at(date);
    let are_words = words.split_whitespace().count() <= 4
        && words.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == ':')
        && !OTHER_DATES.iter().any(|other| words.to_lowercase().contains(other));
    if entry.raw.accessed.is_some() || !are_words || !is_date(printed) || printed.len() < 6 {
        return None;
    }
    let begin = window.start + start;
    let date = Span::new(begin + words.len(), begin + told.len());
    entry.words.push(Span::new(begin, date.start));
    entry.raw.accessed = Some(date);
    Some(Span::new(rest.start, window.start + behind))
}

/// The address at the end, in angle brackets or bare, with the words that announce it.
fn address(entry: &mut Entry<'_>, rest: Span) -> Option<Span> {
    let inner = rest.of(entry.text);
    let in_angles = inner
        .strip_suffix('>')
        .and_then(|inner| inner.rfind('<').map(|at| Span::new(rest.start + at + 1, rest.end - 1)));
    let found = in_angles
        .map(|span| (span.trimmed(entry.text), span.start - 1))
        .filter(|(span, _)| is_address(span.of(entry.text)));
    let (address, start) = found.or_else(|| {
        let at = inner.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
        let chunk = Span::new(rest.start + at, rest.end);
        bare_address(entry.text, chunk).map(|address| (address, chunk.start))
    })?;
    place_address(entry, address).then(|| announced(entry, Span::new(rest.start, start)))
}

/// Puts an address where it belongs; false where one is there already.
fn place_address(entry: &mut Entry<'_>, address: Span) -> bool {
    let printed = address.of(entry.text);
    let doi = doi_start(printed).map(|at| Span::new(address.start + at, address.end));
    let is_web =
        !printed.starts_with("10.") && !printed.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("doi:"));
    if (is_web && entry.raw.url.is_some()) || (!is_web && entry.raw.doi.is_some()) {
        return false;
    }
    if is_web {
        entry.raw.url = Some(address);
    }
    if let Some(doi) = doi
        && entry.raw.doi.is_none()
    {
        entry.raw.doi = Some(doi);
        entry.words.push(Span::new(address.start, doi.start));
    }
    true
}

/// Where the DOI begins in `https://doi.org/10.…`, `doi:10.…` or `10.…`.
fn doi_start(address: &str) -> Option<usize> {
    if address.starts_with("10.") && address.contains('/') {
        return Some(0);
    }
    let lower = address.get(..24.min(address.len())).unwrap_or(address).to_ascii_lowercase();
    ["doi.org/", "doi:"].iter().find_map(|mark| {
        let at = lower.find(mark)? + mark.len();
        address.get(at..).filter(|rest| rest.starts_with("10.")).map(|_| at)
    })
}

fn is_address(text: &str) -> bool {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    begins("http://") || begins("https://") || begins("ftp://") || begins("www.") || begins("doi:10.") || {
        let host = text.split('/').next().unwrap_or(text);
        !text.contains(char::is_whitespace)
            && text.contains('/')
            && host.contains('.')
            && (begins("10.") || host.is_ascii())
    }
}

/// An address without brackets: the characters of a run that are its own.
fn bare_address(text: &str, chunk: Span) -> Option<Span> {
    let mut start = chunk.start;
    let mut end = chunk.end;
    while text[start..end].starts_with(['(', '[', '<']) {
        start += 1;
    }
    let schemes = ["http://", "https://", "ftp://", "www.", "doi:10.", "10."];
    let begins =
        |scheme: &&str| text[start..end].get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme));
    if !schemes.iter().any(begins) || (text[start..end].starts_with("10.") && !text[start..end].contains('/')) {
        return None;
    }
    // A closing bracket belongs to the address only where it was opened in it.
    let opened = text[start..end].bytes().filter(|byte| *byte == b'(').count();
    let mut closed = text[start..end].bytes().filter(|byte| *byte == b')').count();
    while let Some(last) = text[start..end].chars().next_back() {
        match last {
            ')' if closed > opened => closed -= 1,
            ']' | '>' | ',' | '.' | ';' | '\u{2019}' | '\u{201d}' | '"' => {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    (start < end).then_some(Span::new(start, end))
}

/// What stands before an address without the words that announce it: `Available at:`, `[Online]`.
fn announced(entry: &mut Entry<'_>, mut rest: Span) -> Span {
    let text = entry.text;
    let mark = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '[' | ']' | '(' | '<');
    // At most two: `[Online] Available at:`.
    for _ in 0..2 {
        let before = Span::new(rest.start, rest.start + rest.of(text).trim_end_matches(mark).len());
        let Some(start) = announcement(text, before) else { break };
        entry.words.push(Span::new(start, rest.end));
        rest.end = start;
    }
    stripped(text, rest)
}

/// Where the words that announce an address begin, if the span ends in such words.
fn announcement(text: &str, span: Span) -> Option<usize> {
    let window = last_bytes(text, span, 24);
    let lower = window.of(text).to_ascii_lowercase();
    LABELS.iter().find_map(|label| {
        let head = lower.strip_suffix(label)?;
        let told = match *label {
            // Short words announce only behind a mark: `…, from https://…`.
            "from" | "at" | "online" | "available" | "link" => head
                .trim_end()
                .ends_with(|c: char| matches!(c, ',' | '.' | '[' | '(' | ')' | ';') || c.is_ascii_digit()),
            _ => !head.ends_with(char::is_alphanumeric),
        };
        told.then_some(window.start + head.len())
    })
}

/// `ISBN 978-0-00-000000-2`.
fn isbn(entry: &mut Entry<'_>, rest: Span) -> Option<Span> {
    let window = last_bytes(entry.text, rest, 40);
    let at = window.start + window.of(entry.text).rfind("ISBN")?;
    let number = bare(entry.text, Span::new(at + 4, rest.end));
    let digits = number.of(entry.text);
    let is_number =
        digits.len() >= 10 && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | 'X' | '\u{2013}'));
    if !is_number || entry.raw.isbn.is_some() {
        return None;
    }
    entry.words.push(Span::new(at, number.start));
    entry.raw.isbn = Some(number);
    Some(Span::new(rest.start, at))
}

/// A date of access that something else follows: `accessed 3 July 2019; corrected reprint`.
fn accessed_first(entry: &mut Entry<'_>, after: Span) {
    let inner = after.of(entry.text);
    let Some(word) =
        ACCESSED.iter().find(|word| inner.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word)))
    else {
        return;
    };
    let rest = Span::new(after.start + word.len(), after.end);
    let end = rest.of(entry.text).find([';', ')', ']', '.']).map_or(rest.end, |at| rest.start + at);
    let date = bare(entry.text, Span::new(rest.start, end));
    if is_date(date.of(entry.text)) {
        entry.words.push(Span::new(after.start, date.start));
        entry.raw.accessed = Some(date);
    }
}

/// Of `<…> archived at <…>` the first is the source's own; the other is left over.
fn first_of_two(entry: &mut Entry<'_>, rest: Span) -> Span {
    let text = entry.text;
    let Some(at) = rest.of(text).find("<http") else { return rest };
    let begin = rest.start + at;
    let Some(length) = text[begin..rest.end].find('>') else { return rest };
    entry.raw.url = Some(Span::new(begin + 1, begin + length).trimmed(text));
    stripped(text, Span::new(rest.start, begin))
}

/// An address that does not stand last: what precedes it is the body, a date of access behind it is read.
fn inner_address(entry: &mut Entry<'_>, rest: Span) -> Span {
    let text = entry.text;
    if entry.raw.url.is_some() {
        return first_of_two(entry, rest);
    }
    let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.of(text).find(scheme)).min() else {
        return rest;
    };
    let begin = rest.start + at;
    let length = text[begin..rest.end].find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.end - begin);
    let Some(address) = bare_address(text, Span::new(begin, begin + length)) else { return rest };
    place_address(entry, address);
    let after = bare(text, Span::new(address.end, rest.end));
    let opened = text[rest.start..begin].trim_end_matches(['<', '(', '[']).len();
    let brackets = |c: char| matches!(c, '(' | ')' | '[' | ']' | '>') || c.is_whitespace();
    let inner = after.of(text);
    let start = after.start + (inner.len() - inner.trim_start_matches(brackets).len());
    let date = Span::new(start, start + inner.trim_matches(brackets).len());
    if is_date(date.of(text)) {
        entry.raw.issued = Some(date);
    } else if entry.raw.accessed.is_none() {
        accessed_first(entry, date);
    }
    announced(entry, Span::new(rest.start, rest.start + opened))
}
