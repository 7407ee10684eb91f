//! What is left of an entry once its tail is off: author, title, and what stands behind the title.

use super::detail::{self, TitleForm};
use super::piece::{self, Form, is_stop};
use super::printed_date::is_date;
use super::{Entry, bare, bracket, law, quotation};
use crate::span::Span;

/// Reads the body into the entry's parts.
pub(super) fn read(entry: &mut Entry<'_>, body: Span, emphasis: &[Span]) {
    let text = entry.text;
    let body = bare(text, body);
    if body.is_empty() {
        return;
    }
    let quoted = quotation::title(text, body);
    let italic = emphasis.iter().map(|span| bare(text, *span)).find(|span| body.contains(*span) && !span.is_empty());
    if quoted.is_none() && law::read(entry, body, italic) {
        return;
    }
    let dated = author_date(text, body).filter(|dated| bare(text, Span::new(dated.end, body.end)).len() > 1);
    match (quoted, dated, italic) {
        // `Roe, J. (2020). A title with a ‘word’ in it.` is no quoted title.
        (Some(title), dated, _)
            if dated.is_none_or(|dated| begins_at(text, dated.end, title.whole.start))
                || begins_at(text, body.start, title.whole.start)
                || !text[body.start..title.whole.start].contains('(') =>
        {
            entry.raw.title = Some(title_alone(text, title.inside));
            author(entry, Span::new(body.start, title.whole.start));
            detail::read(entry, Span::new(title.whole.end, body.end), TitleForm::Quoted);
        }
        (_, Some(dated), italic) => author_date_form(entry, body, dated, italic),
        (_, None, Some(italic)) => {
            entry.raw.title = Some(italic);
            author(entry, Span::new(body.start, italic.start));
            detail::read(entry, Span::new(italic.end, body.end), TitleForm::Free);
        }
        (_, None, None) => unmarked(entry, body),
    }
}

/// Whether nothing but marks lies between two places.
fn begins_at(text: &str, from: usize, to: usize) -> bool {
    from <= to && bare(text, Span::new(from, to)).is_empty()
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

/// The author before a title; a year behind it (`Author (2020) ‘Title’`, `Author. 2020. “Title.”`) is the date.
fn author(entry: &mut Entry<'_>, before: Span) {
    let text = entry.text;
    let mut before = bare(text, before);
    if let Some(group) = bracket::groups(text, before).last().copied().filter(|group| group.end == before.end)
        && is_date(bracket::inside(text, group).of(text))
    {
        entry.raw.issued = Some(bracket::inside(text, group));
        before = Span::new(before.start, group.start).trimmed(text);
    } else if let Some(year) = last_year(text, before) {
        entry.raw.issued = Some(year);
        before = Span::new(before.start, year.start).trimmed(text);
    }
    let name = author_alone(text, before);
    if !name.is_empty() {
        entry.raw.author = Some(name);
    }
}

/// A year as the last word, behind a stop or comma.
fn last_year(text: &str, before: Span) -> Option<Span> {
    let start = before.end.checked_sub(4).filter(|start| *start > before.start && text.is_char_boundary(*start))?;
    let year = Span::new(start, before.end);
    let behind = text[before.start..start].trim_end().ends_with(['.', ',']);
    (behind && year.of(text).bytes().all(|byte| byte.is_ascii_digit()) && is_date(year.of(text))).then_some(year)
}

/// A name without the marks behind it, but with the stop of an initial or abbreviation: `Quill, A.`
fn author_alone(text: &str, name: Span) -> Span {
    let name = bare(text, name);
    let last = name.of(text).rsplit([' ', '-']).next().unwrap_or("");
    let abbreviated = ["Jr", "Sr", "Ltd", "Inc", "Co", "al"].contains(&last);
    let belongs = (abbreviated || last.contains('.') || last.chars().count() == 1) && text[name.end..].starts_with('.');
    Span::new(name.start, name.end + usize::from(belongs))
}

/// The first group of a body that is a date, where an author stands before it: `Roe, J. (2020, May 3).`
fn author_date(text: &str, body: Span) -> Option<Span> {
    let groups = bracket::groups(text, body);
    // Roles may stand between: `Roe, J. (ed.) (2020)`.
    let dated = *groups.iter().take(3).find(|group| is_date(bracket::inside(text, **group).of(text)))?;
    let before = Span::new(body.start, dated.start);
    // `Resolution 17 (20 July 2015)`: a number before the date makes it a document's, not an author's.
    let numbered = before.of(text).contains(|c: char| c.is_ascii_digit());
    let rest = bare(text, Span::new(dated.end, body.end));
    // `Annual Report. Site (2020), 12`
    let goes_on = rest.of(text).starts_with(|c: char| !c.is_ascii_digit());
    // `Title. Site (2020). A remark`: an author is no sentence.
    let name = bare(text, before);
    let one = sentence_end(text, name) >= name.end;
    (!name.is_empty() && one && !numbered && goes_on && text.as_bytes()[dated.start] == b'(').then_some(dated)
}

/// `Author (2020, May 3). Title. Site.`
fn author_date_form(entry: &mut Entry<'_>, body: Span, dated: Span, italic: Option<Span>) {
    let text = entry.text;
    entry.raw.issued = Some(bracket::inside(text, dated));
    let before = Span::new(body.start, dated.start).trimmed(text);
    // Of `Portal. (n.d.).` the stop is no part of the name, of `Roe, J. (2020)` it is.
    let name = author_alone(text, before);
    let stop = before.of(text).ends_with(".)");
    entry.raw.author = Some(if stop { Span::new(before.start, before.end) } else { name });
    let rest = bare(text, Span::new(dated.end, body.end));
    let title_end = match italic.filter(|italic| italic.start == rest.start) {
        Some(italic) => italic.end,
        None => title_end(text, rest),
    };
    entry.raw.title = Some(bare(text, Span::new(rest.start, title_end))).filter(|title| !title.is_empty());
    detail::read(entry, Span::new(title_end, rest.end), TitleForm::Free);
}

/// Where a title without marks of its own ends: at the end of its sentence, or before the group that tells an
/// edition, a number or a publisher.
fn title_end(text: &str, span: Span) -> usize {
    let sentence = sentence_end(text, span);
    let group = bracket::groups(text, span).into_iter().find(|group| {
        let pieces = piece::split(text, *group);
        group.end <= sentence
            && (text.as_bytes()[group.start] == b'['
                || pieces.iter().any(|piece| !matches!(piece.form, Form::Name | Form::Remark)))
    });
    group.map_or(sentence, |group| group.start)
}

/// Where the first sentence of a span ends, its stop excluded; initials and groups do not end one.
fn sentence_end(text: &str, span: Span) -> usize {
    let inner = span.of(text);
    let mut depth = 0_usize;
    let marks = inner.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!' | '(' | ')'));
    for (at, c) in marks {
        let place = span.start + at;
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '.' if depth == 0 && is_stop(text, Span::new(span.start, place), span.end) => return place,
            '?' | '!' if depth == 0 && inner[at + 1..].starts_with(char::is_whitespace) => return place + 1,
            _ => {}
        }
    }
    span.end
}

/// First words of entries that point elsewhere.
const POINTERS: &[&str] = &["see", "ibid", "ibidem", "id", "idem"];

/// Neither quotation marks nor italics: `Author, Title (Publisher Year)`, `Author. Title. Place: Publisher, Year`.
fn unmarked(entry: &mut Entry<'_>, body: Span) {
    let text = entry.text;
    if let Some(end) = initials_author(text, body) {
        entry.raw.author = Some(Span::new(body.start, end));
        title_and_rest(entry, bare(text, Span::new(end, body.end)));
        return;
    }
    let details = details(text, body);
    // `See the annex.` and `Ibid 14` name no source.
    let first = body.of(text).split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if details == body.end && entry.raw.url.is_none() && POINTERS.iter().any(|word| first.eq_ignore_ascii_case(word)) {
        return;
    }
    let head = bare(text, Span::new(body.start, details));
    let sentence = sentence_end(text, head);
    if sentence < head.end {
        sentences(entry, head, sentence, Span::new(details, body.end));
        return;
    }
    let is_remark = head.of(text).starts_with(piece::is_small) && head.of(text).contains(' ');
    // `Ports, roads to be built`: a single word before a comma is an author only where the form goes on.
    let alone = details == body.end && entry.raw.url.is_none() && entry.raw.accessed.is_none();
    let is_author = |end: &usize| !is_remark && (!alone || text[head.start..*end].contains(' '));
    match author_end(text, head).filter(is_author) {
        Some(end) => {
            entry.raw.author = Some(author_alone(text, Span::new(head.start, end)));
            let title = bare(text, Span::new(end, head.end));
            entry.raw.title = (!title.is_empty()).then_some(title);
        }
        None if details == body.end && is_short_name(head.of(text)) => entry.raw.author = Some(head),
        None if head.is_empty() => {}
        None => entry.raw.title = Some(head),
    }
    // A quotation that is never closed.
    entry.raw.title = entry.raw.title.map(|title| {
        let inner = title.of(text);
        Span::new(title.end - inner.trim_start_matches(quotation::is_mark).len(), title.end)
    });
    entry.raw.title = entry.raw.title.filter(|title| !title.is_empty());
    detail::read(entry, Span::new(details, body.end), TitleForm::Free);
}

/// Where the parts behind an unmarked title begin: at the first group that tells one, or at the first piece
/// behind the second comma that is a date, a number or pages.
fn details(text: &str, body: Span) -> usize {
    let pieces = piece::split(text, body);
    let dates = pieces.iter().filter(|piece| matches!(piece.form, Form::Date(_))).count();
    let mut commas = 0;
    let mut last_group = None;
    for (at, piece) in pieces.iter().enumerate() {
        // A group is judged by its first piece and not looked at again.
        if piece.group.is_some() && piece.group == last_group {
            continue;
        }
        last_group = piece.group;
        commas += usize::from(piece.mark == ',' && piece.group.is_none());
        let tells = !matches!(piece.form, Form::Name | Form::Remark | Form::Within(_) | Form::Role);
        if let Some(group) = piece.group {
            let inner = bracket::inside(text, group).of(text);
            // `Ministry of Labour (MoL)`: a short form belongs to the name before it.
            let short_form = !inner.contains(char::is_whitespace) && !tells;
            let roles = piece.form == Form::Role;
            // `Resolution 12 (2001), … 28 September 2001`: the year is the number's.
            let numbers = at > 0
                && matches!(piece.form, Form::Date(date) if date.len() == 4)
                && dates > 1
                && pieces[at - 1].span.of(text).ends_with(|c: char| c.is_ascii_digit());
            if at > 0 && !short_form && !roles && !numbers && piece.mark == '(' {
                return group.start;
            }
        } else if commas >= 1 && at > 1 && tells && piece.mark == ',' && piece.form != Form::Number {
            return piece.span.start;
        }
    }
    body.end
}

/// `Title. Site` before a date in brackets, `Author. Title. Place: Publisher, 2001` without one.
fn sentences(entry: &mut Entry<'_>, head: Span, first_end: usize, details: Span) {
    let text = entry.text;
    let body = Span::new(head.start, details.end);
    let first = author_alone(text, Span::new(head.start, first_end));
    let mut rest = bare(text, Span::new(first_end, head.end));
    // `Author. 2020. Title.`
    let year = Span::new(rest.start, rest.start + rest.len().min(4));
    if rest.of(text).get(4..5) == Some(".") && is_date(year.of(text)) {
        entry.raw.issued = Some(year);
        rest = bare(text, Span::new(year.end, head.end));
    }
    if entry.raw.issued.is_some() || sentence_end(text, rest) < rest.end {
        entry.raw.author = Some(first);
        title_and_rest(entry, Span::new(rest.start, body.end));
    } else {
        entry.raw.title = Some(Span::new(first.start, first_end));
        detail::read(entry, Span::new(first_end, body.end), TitleForm::Free);
    }
}

fn title_and_rest(entry: &mut Entry<'_>, rest: Span) {
    let text = entry.text;
    let end = title_end(text, rest);
    entry.raw.title = Some(bare(text, Span::new(rest.start, end))).filter(|title| !title.is_empty());
    detail::read(entry, Span::new(end, rest.end), TitleForm::Free);
}

/// `Abara K, Holm LJ.` of the numbered styles: family names, each with bare initials, closed by a stop.
fn initials_author(text: &str, body: Span) -> Option<usize> {
    let mut names = 0;
    for name in body.of(text).split_inclusive(['.', ',']).take(12) {
        let words: Vec<&str> = name.trim_end_matches(['.', ',']).split_whitespace().collect();
        let (initials, family) = words.split_last()?;
        let bare = initials.len() <= 3 && initials.bytes().all(|byte| byte.is_ascii_uppercase());
        if family.is_empty()
            || family.len() > 3
            || !bare
            || !family[0].starts_with(char::is_alphabetic)
            || family[0].chars().count() < 2
        {
            return None;
        }
        names += name.len();
        if name.ends_with('.') {
            let more = text[body.start + names..body.end].starts_with(' ');
            return more.then_some(body.start + names - 1);
        }
    }
    None
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
