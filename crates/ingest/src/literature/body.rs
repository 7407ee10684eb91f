//! What is left of an entry once its tail is off: author, title, and what stands beside the title.

use chancery_model::reference::ReferenceType;

use super::detail::{self, TitleForm};
use super::printed_date::is_date;
use super::{Entry, bare, bracket, quotation};
use crate::span::Span;

/// Reads the body into the entry's parts.
pub(super) fn read(entry: &mut Entry<'_>, body: Span, emphasis: &[Span]) {
    let text = entry.text;
    let body = bare(text, body);
    if body.is_empty() {
        return;
    }
    let group = bracket::last_group(text, body);
    let head = Span::new(body.start, group.map_or(body.end, |group| group.start)).trimmed(text);
    if let Some(title) = quotation::title(text, head).or_else(|| quotation::title(text, body)) {
        entry.raw.title = Some(title_alone(text, title.inside));
        author(entry, Span::new(body.start, title.whole.start));
        beside_quoted(entry, Span::new(title.whole.end, body.end));
        return;
    }
    let italic = emphasis.iter().map(|span| bare(text, *span)).find(|span| head.contains(*span) && !span.is_empty());
    if let Some(dated) = author_date(text, body).filter(|dated| bare(text, Span::new(dated.end, body.end)).len() > 1) {
        author_date_form(entry, body, dated, italic);
        return;
    }
    if let Some(italic) = italic {
        entry.raw.title = Some(italic);
        author(entry, Span::new(body.start, italic.start));
        beside_free(entry, Span::new(italic.end, body.end));
        return;
    }
    unmarked(entry, head, group);
}

/// A title without the comma or stop that American style puts inside the marks.
fn title_alone(text: &str, inside: Span) -> Span {
    let inner = inside.of(text);
    let kept = match inner.strip_suffix(['.', ',']) {
        Some(kept) if !kept.ends_with('.') && !kept.ends_with(char::is_uppercase) => kept,
        Some(kept) if inner.ends_with(',') => kept,
        _ => inner,
    };
    Span::new(inside.start, inside.start + kept.len()).trimmed(text)
}

/// The author before a title; a year behind it (`Author (2020) ‘Title’`) is the date.
fn author(entry: &mut Entry<'_>, before: Span) {
    let text = entry.text;
    let mut before = bare(text, before);
    if let Some(group) = bracket::last_group(text, before)
        && is_date(bracket::inside(text, group).of(text))
    {
        entry.raw.issued = Some(bracket::inside(text, group));
        before = bare(text, Span::new(before.start, group.start));
    }
    if !before.is_empty() {
        entry.raw.author = Some(with_stop(text, before));
    }
}

fn beside_quoted(entry: &mut Entry<'_>, after: Span) {
    let text = entry.text;
    let after = bare(text, after);
    if after.is_empty() || detail::journal(entry, after) {
        return;
    }
    // `‘Title’ (Container, date) 12`: pages or a remark may follow the group.
    if let Some(group) = bracket::first_group(text, after) {
        detail::group(entry, bracket::inside(text, group), TitleForm::Quoted);
        detail::pages_at_end(entry, bare(text, Span::new(group.end, after.end)));
        return;
    }
    match bracket::last_group(text, after) {
        // `‘Title’ Newspaper (London, 3 May 2020)`
        Some(group) if !after.of(text).contains(':') => {
            detail::group(entry, bracket::inside(text, group), TitleForm::Quoted);
            let name = bare(text, Span::new(after.start, group.start));
            let (word, name) =
                name.of(text).strip_prefix("in ").map_or((0, name), |_| (3, Span::new(name.start + 3, name.end)));
            entry.words.push(Span::new(name.start - word, name.start));
            entry.raw.container = Some(name);
        }
        _ => detail::free(entry, after),
    }
}

fn beside_free(entry: &mut Entry<'_>, after: Span) {
    let text = entry.text;
    let after = bare(text, after);
    match bracket::last_group(text, after).filter(|group| *group == after) {
        Some(group) => {
            detail::group(entry, bracket::inside(text, group), TitleForm::Free);
            mark_book(entry);
        }
        None if after.is_empty() => {}
        None => detail::free(entry, after),
    }
}

fn mark_book(entry: &mut Entry<'_>) {
    if entry.raw.publisher.is_some() && entry.raw.url.is_none() {
        entry.raw.kind = Some(ReferenceType::Book);
    }
}

/// The first group of a body that is a date, where an author stands before it: `Roe, J. (2020, May 3).`
fn author_date(text: &str, body: Span) -> Option<Span> {
    let open = body.start + body.of(text).find('(')?;
    let close = open + text[open..body.end].find(')')?;
    let inner = Span::new(open + 1, close).trimmed(text);
    // `Resolution 17 (20 July 2015)`: a number before the date makes it a document's, not an author's.
    let numbered = text[body.start..open].contains(|c: char| c.is_ascii_digit());
    (open > body.start && !numbered && is_date(inner.of(text))).then_some(Span::new(open, close + 1))
}

/// `Author (2020, May 3). Title. Site.`
fn author_date_form(entry: &mut Entry<'_>, body: Span, dated: Span, italic: Option<Span>) {
    let text = entry.text;
    entry.raw.issued = Some(bracket::inside(text, dated));
    let before = Span::new(body.start, dated.start).trimmed(text);
    // `Title. Site (2020) …` has no author before its date, but that is the form of a date standing last.
    entry.raw.author =
        Some(Span::new(before.start, before.start + before.of(text).trim_end_matches([',', ';', ':']).len()));
    let rest = bare(text, Span::new(dated.end, body.end));
    let title_end = match italic.filter(|italic| italic.start == rest.start) {
        Some(italic) => italic.end,
        None => sentence_end(text, rest),
    };
    entry.raw.title = Some(Span::new(rest.start, title_end));
    let after = bare(text, Span::new(title_end, rest.end));
    imprint(entry, after);
}

/// What closes an author-date or note form: `Place: Publisher, 2001` or the free parts of an article.
fn imprint(entry: &mut Entry<'_>, after: Span) {
    let text = entry.text;
    if !after.of(text).contains(": ") || after.of(text).contains("no. ") {
        detail::free(entry, after);
        return;
    }
    let date =
        bracket::pieces(text, after, ',').pop().filter(|last| last.start > after.start && is_date(last.of(text)));
    entry.raw.issued = entry.raw.issued.or(date);
    entry.raw.publisher = Some(bare(text, Span::new(after.start, date.map_or(after.end, |date| date.start))));
    mark_book(entry);
}

/// Where the first sentence of a span ends, its stop excluded; initials do not end one.
fn sentence_end(text: &str, span: Span) -> usize {
    let inner = span.of(text);
    let mut word_length = 0;
    for (at, c) in inner.char_indices() {
        let ends = matches!(c, '.' | '?' | '!') && word_length > 1 && inner[at + 1..].starts_with(char::is_whitespace);
        if ends {
            return span.start + if c == '.' { at } else { at + 1 };
        }
        word_length = if c.is_alphanumeric() { word_length + 1 } else { 0 };
    }
    span.end
}

/// Neither quotation marks nor italics: `Author, Title (Publisher Year)`, `Title. Site (date)`.
fn unmarked(entry: &mut Entry<'_>, head: Span, group: Option<Span>) {
    let text = entry.text;
    let mut head = bare(text, head);
    if let Some(group) = group {
        let inner = bracket::inside(text, group);
        // `Ministry of Labour (MoL)`: a short form belongs to the name before it.
        let short_form = !inner.of(text).contains(char::is_whitespace) && !is_date(inner.of(text));
        if short_form {
            head = Span::new(head.start, group.end);
        } else {
            detail::group(entry, inner, TitleForm::Free);
            mark_book(entry);
        }
    }
    if head.is_empty() {
        return;
    }
    let sentence = sentence_end(text, head);
    if sentence < head.end && entry.raw.container.is_none() && entry.raw.publisher.is_none() {
        sentences(entry, head, sentence);
        return;
    }
    match author_end(text, head) {
        Some(end) => {
            entry.raw.author = Some(bare(text, Span::new(head.start, end)));
            let title = bare(text, Span::new(end, head.end));
            entry.raw.title = (!title.is_empty()).then_some(title);
        }
        None if group.is_none() && is_short_name(head.of(text)) => entry.raw.author = Some(head),
        None => entry.raw.title = Some(head),
    }
}

/// `Title. Site` before a date in brackets, `Author. Title. Place: Publisher, 2001` without one.
fn sentences(entry: &mut Entry<'_>, head: Span, first_end: usize) {
    let text = entry.text;
    let first = Span::new(head.start, first_end);
    let mut rest = bare(text, Span::new(first_end, head.end));
    let mut second_end = sentence_end(text, rest);
    // `Author. 2020. Title.`
    let year = Span::new(rest.start, rest.start + rest.len().min(4));
    if rest.of(text).get(4..5) == Some(".") && is_date(year.of(text)) {
        entry.raw.issued = Some(year);
        rest = bare(text, Span::new(year.end, rest.end));
        second_end = sentence_end(text, rest);
    }
    if second_end < rest.end {
        entry.raw.author = Some(first);
        entry.raw.title = Some(Span::new(rest.start, second_end));
        imprint(entry, bare(text, Span::new(second_end, rest.end)));
    } else {
        entry.raw.title = Some(first);
        detail::free(entry, rest);
    }
}

/// Where the authors end: at the first comma, or behind the name that `and` adds to a list of names.
fn author_end(text: &str, head: Span) -> Option<usize> {
    let pieces = bracket::pieces(text, head, ',');
    if pieces.len() < 2 {
        return None;
    }
    let is_name = |span: &Span| is_short_name(span.of(text));
    let joined = pieces[1..pieces.len() - 1].iter().take(8).position(|piece| {
        let inner = piece.of(text);
        inner.contains(" and ") || inner.contains(" & ") || inner.starts_with("and ") || inner.starts_with("& ")
    });
    let several = joined.filter(|at| {
        pieces[..*at + 1].iter().all(is_name) && {
            let last = pieces[*at + 1].of(text);
            let names = last.split([' ']).filter(|word| !matches!(*word, "and" | "&"));
            names.clone().count() <= 8 && names.into_iter().all(begins_upper)
        }
    });
    Some(several.map_or(pieces[0].end, |at| pieces[at + 1].end))
}

/// Up to four words, each with a capital.
fn is_short_name(text: &str) -> bool {
    text.len() <= 80 && text.split_whitespace().count() <= 4 && text.split_whitespace().all(begins_upper)
}

fn begins_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// With the full stop of a last abbreviation that has others in it: `NIS a.d.`
fn with_stop(text: &str, name: Span) -> Span {
    let last = name.of(text).rsplit(' ').next().unwrap_or("");
    let belongs = last.contains('.') && text[name.end..].starts_with('.');
    Span::new(name.start, name.end + usize::from(belongs))
}
