//! What stands beside a title: container, publisher, date, volume, issue, pages, edition.

use chancery_model::reference::ReferenceType;

use super::printed_date::is_date;
use super::{Entry, bare, bracket};
use crate::span::Span;

/// How the title was told, which says what a name beside it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleForm {
    /// In quotation marks: a part of something, so the name is its container.
    Quoted,
    /// Standing free or in italics: a whole, so the name is its publisher.
    Free,
}

/// Reads a closing group: `Container, date`, `date`, `Container`, `Publisher year`, `2nd edn, Publisher year`.
pub(super) fn group(entry: &mut Entry<'_>, inner: Span, form: TitleForm) {
    let text = entry.text;
    if is_date(inner.of(text)) {
        entry.raw.issued = Some(inner);
        return;
    }
    let commas = bracket::pieces(text, inner, ',');
    // `Container, May 3, 2020` has a comma in its date: the longest date counts.
    let first = commas.len().saturating_sub(4).max(1);
    let dated = (first..commas.len()).find(|at| is_date(&text[commas[*at].start..inner.end]));
    if let Some(at) = dated {
        let date = Span::new(commas[at].start, inner.end);
        let names = Span::new(inner.start, commas[at - 1].end);
        entry.raw.issued = Some(date);
        let is_day = date.of(text).contains(char::is_whitespace);
        if form == TitleForm::Quoted || is_day {
            entry.raw.container = Some(names);
        } else {
            publisher(entry, names);
        }
        return;
    }
    if let Some(date) = last_words_date(text, inner) {
        entry.raw.issued = Some(date);
        publisher(entry, bare(text, Span::new(inner.start, date.start)));
        return;
    }
    match form {
        TitleForm::Quoted => entry.raw.container = Some(inner),
        TitleForm::Free => publisher(entry, inner),
    }
}

/// The longest date that the last words make, with something before it: `2001` in `OUP 2001`.
fn last_words_date(text: &str, span: Span) -> Option<Span> {
    let starts = span.of(text).char_indices().rev().filter(|(_, c)| c.is_whitespace()).take(4);
    let dates = starts.map(|(at, c)| Span::new(span.start + at + c.len_utf8(), span.end));
    dates.filter(|date| is_date(date.of(text))).last().filter(|date| date.start > span.start)
}

/// A publisher, with an edition before it taken apart.
fn publisher(entry: &mut Entry<'_>, names: Span) {
    let text = entry.text;
    let first = bracket::pieces(text, names, ',')[0];
    if is_edition(first.of(text)) {
        entry.raw.edition = Some(first);
        let rest = bare(text, Span::new(first.end, names.end));
        if !rest.is_empty() {
            entry.raw.publisher = Some(rest);
        }
    } else if !names.is_empty() {
        entry.raw.publisher = Some(names);
    }
}

fn is_edition(piece: &str) -> bool {
    let last = piece.rsplit(' ').next().unwrap_or(piece).trim_end_matches('.');
    ["edn", "ed", "edition"].iter().any(|word| last.eq_ignore_ascii_case(word)) && piece.contains(' ')
}

/// `(2020) 41(5) Journal 123–140` or `[2020] Journal 12`; false where it is not that form.
pub(super) fn journal(entry: &mut Entry<'_>, after: Span) -> bool {
    let text = entry.text;
    let close = match after.of(text).chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        _ => return false,
    };
    let Some(length) = after.of(text).find(close) else { return false };
    let year = Span::new(after.start + 1, after.start + length).trimmed(text);
    let mut rest = Span::new(after.start + length + 1, after.end).trimmed(text);
    if !is_date(year.of(text)) || rest.is_empty() {
        return false;
    }
    entry.raw.issued = Some(year);
    entry.raw.kind = Some(ReferenceType::ArticleJournal);
    if let Some(end) = volume(entry, rest) {
        rest = bare(text, Span::new(end, rest.end));
    }
    rest = pages_at_end(entry, rest);
    if !rest.is_empty() {
        entry.raw.container = Some(rest);
    }
    true
}

/// `41(5)` or `41` at the start; where it ends.
fn volume(entry: &mut Entry<'_>, span: Span) -> Option<usize> {
    let text = entry.text;
    let digits =
        span.of(text).bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'-' || *byte == b'/').count();
    let end = span.start + digits;
    let after = &text[end..span.end];
    if digits == 0 || !(after.is_empty() || after.starts_with([' ', '(', ','])) {
        return None;
    }
    entry.raw.volume = Some(Span::new(span.start, end));
    let Some(open) = after.trim_start().strip_prefix('(') else { return Some(end) };
    let start = span.end - open.len();
    let Some(length) = open.find(')').filter(|length| *length <= 24) else { return Some(end) };
    entry.raw.issue = Some(Span::new(start, start + length));
    Some(start + length + 1)
}

/// Takes `123–140`, `pp. 123–140` or `e12` off the end.
pub(super) fn pages_at_end(entry: &mut Entry<'_>, span: Span) -> Span {
    let text = entry.text;
    let inner = span.of(text);
    let is_page = |c: char| c.is_ascii_digit() || matches!(c, '-' | '\u{2013}' | '\u{2014}' | ',' | ' ');
    let start = inner.trim_end_matches(is_page).len();
    let pages = bare(text, Span::new(span.start + start, span.end));
    let before = &inner[..start];
    let label = ["pp.", "pp", "p.", "p"].iter().find(|label| {
        before.strip_suffix(**label).is_some_and(|head| head.is_empty() || head.ends_with([' ', ',', ':']))
    });
    let boundary =
        before.is_empty() || inner[start..].starts_with([' ', ',']) || label.is_some() || before.ends_with(':');
    if pages.is_empty() || !boundary {
        return span;
    }
    let head = label.map_or(before, |label| &before[..before.len() - label.len()]);
    if let Some(label) = label {
        entry.words.push(Span::new(span.start + before.len() - label.len(), span.start + before.len()));
    }
    entry.raw.page = Some(pages);
    bare(text, Span::new(span.start, span.start + head.len()))
}

/// Parts behind a title that stand free between commas: `Site, May 3, 2020`, `Journal, 41(5), pp. 123–140`.
pub(super) fn free(entry: &mut Entry<'_>, after: Span) {
    let text = entry.text;
    let pieces = bracket::pieces(text, after, ',');
    let mut at = 0;
    while at < pieces.len() {
        let longest = (at..(at + 3).min(pieces.len())).rev();
        let date = longest
            .map(|last| (last, Span::new(pieces[at].start, pieces[last].end)))
            .find(|(_, date)| is_date(date.of(text)));
        if let (Some((last, date)), None) = (date, entry.raw.issued) {
            entry.raw.issued = Some(date);
            at = last + 1;
            continue;
        }
        piece(entry, pieces[at]);
        at += 1;
    }
    volume_behind_name(entry);
}

/// `River Review 41` of an article with an issue or pages: the number is the volume.
fn volume_behind_name(entry: &mut Entry<'_>) {
    let Some(name) = entry.raw.container.filter(|_| entry.raw.volume.is_none() && entry.raw.issue.is_some()) else {
        return;
    };
    let head = name.of(entry.text).trim_end_matches(|c: char| c.is_ascii_digit());
    let number = Span::new(name.start + head.len(), name.end);
    if !number.is_empty() && head.ends_with(' ') && number.len() <= 3 {
        entry.raw.volume = Some(number);
        entry.raw.container = Some(Span::new(name.start, name.start + head.trim_end().len()));
    }
}

fn piece(entry: &mut Entry<'_>, piece: Span) {
    let text = entry.text;
    let mut rest = bare(text, piece);
    // `no. 5 (2020): 123–140`
    if rest.of(text).contains(':')
        || rest.of(text).starts_with('p')
        || rest.of(text).starts_with(|c: char| c.is_ascii_digit())
    {
        let told_volume = entry.raw.volume.is_none() && volume(entry, rest).is_some_and(|end| end == rest.end);
        if told_volume {
            entry.raw.kind = Some(ReferenceType::ArticleJournal);
            return;
        }
        if entry.raw.volume.is_some_and(|volume| volume.start == rest.start) {
            entry.raw.volume = None;
            entry.raw.issue = None;
        }
        rest = pages_at_end(entry, rest);
    }
    if let Some(group) = bracket::last_group(text, rest) {
        let inner = bracket::inside(text, group);
        let before = bare(text, Span::new(rest.start, group.start));
        if is_date(inner.of(text)) && entry.raw.issued.is_none() {
            entry.raw.issued = Some(inner);
            rest = before;
        }
    }
    for (labels, field) in [(["vol.", "vol", "volume"], 0), (["no.", "no", "issue"], 1)] {
        let label = labels.iter().find(|label| {
            let own = rest.of(text).get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label));
            own && rest.of(text)[label.len()..].starts_with([' ', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        });
        if let Some(label) = label {
            let number = bare(text, Span::new(rest.start + label.len(), rest.end));
            entry.words.push(Span::new(rest.start, number.start));
            let slot = if field == 0 { &mut entry.raw.volume } else { &mut entry.raw.issue };
            *slot = slot.or(Some(number));
            entry.raw.kind = Some(ReferenceType::ArticleJournal);
            return;
        }
    }
    if !rest.is_empty() && entry.raw.container.is_none() {
        entry.raw.container = Some(rest);
    }
}
