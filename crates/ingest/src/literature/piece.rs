//! What stands behind a title, cut at the marks that separate parts, each piece with the form it bears.

use super::bracket;
use super::printed_date::{is_date, is_day_with_stops, is_month};
use super::{Entry, bare};
use crate::span::Span;

/// Longer pieces are remarks; the limit keeps every question short.
const LONGEST_FORM: usize = 160;

/// A piece between separators.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Without the separators.
    pub(super) span: Span,
    /// The mark before it, an opening bracket too; a space where it is the first or follows a group.
    pub(super) mark: char,
    /// The group in brackets that it stands in, the brackets included.
    pub(super) group: Option<Span>,
    /// What it looks like.
    pub(super) form: Form,
}

/// What a piece looks like by itself. Spans are those of the part without its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `3 May 2020`, `n.d.`, `last updated 2 May 2019`.
    Date(Span),
    /// `2nd edn`, without the word.
    Edition(Span),
    /// `pp. 12–19`.
    Pages(Span),
    /// `vol. 4`.
    Volume(Span),
    /// `no. 2`.
    Issue(Span),
    /// `12–19`, `41`: volume or pages, as its neighbours tell.
    Number,
    /// `UN Doc S/RES/1373`, `Policy Paper No 12`, `WP/20/123`.
    Document,
    /// `edited by Bo Reed`.
    Editor(Span),
    /// `(eds)` behind the editors.
    Role,
    /// `PhD thesis`.
    Genre,
    /// `In Rivers`, without the word.
    Within(Span),
    /// A remark, which is no part: `para 14`, `archived at …`.
    Remark,
    /// Words with a capital.
    Name,
}

/// Labels before numbers, lower case, without their stop.
const PAGES: &[&str] = &["pp", "pages", "pgs", "p", "page"];
const VOLUMES: &[&str] = &["vol", "vols", "volume"];
const ISSUES: &[&str] = &["no", "nos", "issue", "iss", "nr", "n\u{ba}", "n\u{b0}", "\u{2116}"];

/// Words before a date of issue.
const DATE_LEADS: &[&str] =
    &["last modified", "last updated", "last revised", "updated", "published", "modified", "posted", "released"];

/// First words of remarks, which may bear a capital.
const REMARKS: &[&str] = &["archived", "translated", "cited", "quoted", "see", "para", "paras", "article", "annex"];

/// Words that begin a part in small letters.
const LEADS: &[&str] = &["last", "updated", "published", "edited", "in", "ed"];

/// Roles behind names.
const ROLES: &[&str] = &["ed", "eds", "ed.", "eds.", "editor", "editors", "hrsg.", "hg.", "\u{440}\u{435}\u{434}."];

/// Last words of a kind of unpublished work.
const GENRES: &[&str] = &["thesis", "dissertation"];

/// Cuts a stretch into its pieces, in order; empty ones are left out.
pub(super) fn split(text: &str, span: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    for group in bracket::groups(text, span) {
        cut(text, Span::new(at, group.start), None, &mut pieces);
        cut(text, bracket::inside(text, group), Some(group), &mut pieces);
        at = group.end;
    }
    cut(text, Span::new(at, span.end), None, &mut pieces);
    pieces
}

fn cut(text: &str, span: Span, group: Option<Span>, pieces: &mut Vec<Piece>) {
    let mut mark = group.map_or(' ', |group| char::from(text.as_bytes()[group.start]));
    let mut start = span.start;
    let mut depth = 0_usize;
    let closed = [(span.end, ',')];
    let marks = span.of(text).char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, c)| (span.start + at, c));
    for (at, c) in marks.chain(closed) {
        depth = match c {
            _ if group.is_none() => 0,
            '(' | '[' => depth + 1,
            ')' | ']' => depth.saturating_sub(1),
            _ => depth,
        };
        let separates = at == span.end
            || depth == 0
                && match c {
                    ',' | ';' => true,
                    ':' => text[at + 1..span.end].starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit()),
                    '.' => is_stop(text, Span::new(start, at), span.end),
                    '<' | '>' => true,
                    _ => false,
                }
            // Outside groups a bracket has no partner.
            || group.is_none()
                && matches!(c, '(' | '[' | ')' | ']');
        if !separates {
            continue;
        }
        let piece = outside(text, Span::new(start, at));
        if piece.of(text).contains(char::is_alphanumeric) {
            pieces.push(Piece { span: piece, mark, group, form: form(text, piece) });
        }
        mark = c;
        start = (at + c.len_utf8()).min(span.end);
    }
}

/// Without separators, but with the stop of an abbreviation.
fn outside(text: &str, span: Span) -> Span {
    let span = bare(text, span);
    let word = span.of(text).rsplit(char::is_whitespace).next().unwrap_or_default();
    // `n.d.`, `eds.` keep their stop.
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    let kept = dotted || ROLES.contains(&word.to_lowercase().as_str()) || word.chars().count() == 1;
    let stopped = kept
        && text[span.end..].starts_with('.')
        && !word.is_empty()
        && !word.starts_with(|c: char| c.is_ascii_digit());
    Span::new(span.start, span.end + usize::from(stopped))
}

/// Whether the full stop at the end of a stretch ends a part: not that of an initial or of an abbreviation
/// that the number behind it needs (`Vol. 4`, `Nov. 2018`).
pub(super) fn is_stop(text: &str, before: Span, end: usize) -> bool {
    let after = &text[before.end + 1..end];
    if !after.is_empty() && !after.starts_with(char::is_whitespace) {
        return false;
    }
    let length: usize =
        before.of(text).chars().rev().take(24).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let word = &text[before.end - length..before.end];
    let letters = word.trim_start_matches(['(', '[']);
    let next = after.trim_start().chars().next().unwrap_or(' ');
    let lower = letters.to_lowercase();
    let initial = letters.chars().count() == 1 && letters.starts_with(char::is_alphabetic)
        || letters.contains(['.', '-']) && letters.split(['.', '-']).all(|part| part.chars().count() <= 1);
    let german = letters == "S" && next.is_ascii_digit();
    let label =
        german || [PAGES, VOLUMES, ISSUES].iter().any(|labels| labels.contains(&lower.as_str())) || is_month(&lower);
    // `Coastal Courier. p. 7`: a label may follow in small letters.
    let next_word: String = after.trim_start().chars().take(10).take_while(|c| c.is_alphabetic()).collect();
    let labelled = [PAGES, VOLUMES, ISSUES, LEADS].iter().any(|labels| labels.contains(&next_word.as_str()));
    if in_day_with_stops(text, before, end) {
        return false;
    }
    let ordinal = letters.bytes().all(|byte| byte.is_ascii_digit()) && letters.len() <= 2 && next.is_alphabetic();
    !(initial || ordinal || is_small(next) && !labelled || label && (next.is_ascii_digit() || next == ' '))
}

/// Whether the stop at the end of a stretch is one of those in `12. 1. 2025`.
fn in_day_with_stops(text: &str, before: Span, end: usize) -> bool {
    let digits = |from: usize, most: usize| text[from..end].bytes().take(most).take_while(u8::is_ascii_digit).count();
    let behind = |at: usize| at + usize::from(text[at..end].starts_with(' '));
    let leading = |text: &str| text.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let last = leading(before.of(text));
    if !(1..=2).contains(&last) {
        return false;
    }
    // Behind the day, or behind the month with the day before it.
    let mut start = before.end - last;
    let head = text[before.start..start].trim_end_matches(' ');
    let (head, is_month) = head.strip_suffix('.').map_or((head, false), |day| (day, true));
    let second = behind(before.end + 1);
    let year = if is_month {
        start = before.start + head.len() - leading(head);
        second
    } else {
        let month = digits(second, 3);
        if !text[second + month..end].starts_with('.') {
            return false;
        }
        behind(second + month + 1)
    };
    is_day_with_stops(&text[start..year + digits(year, 5)])
}

/// Whether a letter is a small one of a script that begins names with capitals; Georgian has none in print.
pub(super) fn is_small(c: char) -> bool {
    c.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&c)
}

/// The form of a piece.
fn form(text: &str, span: Span) -> Form {
    let printed = span.of(text);
    // Sentences are no names.
    if printed.len() > LONGEST_FORM {
        return Form::Remark;
    }
    if let Some(date) = dated(text, span) {
        return Form::Date(date);
    }
    if let Some(labelled) = labelled(text, span) {
        return labelled;
    }
    let lower = printed.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let from = |length: usize| Span::new(span.start + length, span.end).trimmed(text);
    if is_number(printed) {
        Form::Number
    } else if is_edition(&lower) {
        let last = printed.rsplit(' ').next().unwrap_or_default();
        Form::Edition(bare(text, Span::new(span.start, span.end - last.len())))
    } else if ROLES.contains(&lower.as_str()) {
        Form::Role
    } else if let Some(length) = ["edited by ", "ed. by ", "ed by "].iter().find(|lead| lower.starts_with(**lead)) {
        Form::Editor(from(length.len()))
    } else if lower.starts_with("in ")
        && printed[3..].trim_start().starts_with(|c: char| !is_small(c))
        && !is_language(printed)
    {
        Form::Within(from(3))
    } else if GENRES.iter().any(|genre| lower.ends_with(genre)) {
        Form::Genre
    } else if REMARKS.contains(&first) {
        Form::Remark
    } else if is_month(first) && printed.len() <= 12 && printed.ends_with(|c: char| c.is_ascii_digit()) {
        // `March 4`, the day that author-date style tells apart from the year.
        Form::Remark
    } else if is_document(printed) {
        Form::Document
    } else if printed.starts_with(is_small) && !first_word_names(printed) {
        Form::Remark
    } else {
        Form::Name
    }
}

/// `in Portuguese`: one word, which names no work.
fn is_language(printed: &str) -> bool {
    printed.starts_with("in ") && printed.split_whitespace().count() == 2
}

/// A lower-case first word of a name: a site's address or a particle with a hyphen.
fn first_word_names(printed: &str) -> bool {
    let first = printed.split_whitespace().next().unwrap_or_default();
    first.trim_end_matches('.').contains(['.', '-']) || first.contains(char::is_uppercase)
}

/// The date that a piece is, without the words that lead to it.
pub(super) fn dated(text: &str, span: Span) -> Option<Span> {
    let printed = span.of(text);
    let lead = DATE_LEADS.iter().find(|lead| {
        printed.get(..lead.len()).is_some_and(|own| own.eq_ignore_ascii_case(lead))
            && printed[lead.len()..].starts_with([' ', ':'])
    });
    let date = bare(text, Span::new(span.start + lead.map_or(0, |lead| lead.len()), span.end));
    let on = if date.of(text).starts_with("on ") { 3 } else { 0 };
    let date = Span::new(date.start + on, if lead.is_some() { date.end } else { span.end });
    is_date(date.of(text)).then_some(date)
}

/// A number behind its label: the label's word, its stop, and the number up to the piece's end.
fn labelled(text: &str, span: Span) -> Option<Form> {
    let printed = span.of(text);
    let length: usize = printed.chars().take_while(|c| c.is_alphabetic() || *c == '\u{2116}').map(char::len_utf8).sum();
    let number = bare(text, Span::new(span.start + length, span.end));
    let told = number.of(text).starts_with(|c: char| c.is_ascii_digit())
        || number
            .of(text)
            .chars()
            .all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'I' | 'V' | 'X' | 'L' | '-' | '\u{2013}'));
    if length == 0 || number.is_empty() || !told || !number.of(text).chars().any(char::is_alphanumeric) {
        return None;
    }
    let label = printed[..length].to_lowercase();
    // German pages; a small `s` is a section of an act.
    if printed.starts_with("S. ") {
        return Some(Form::Pages(number));
    }
    if PAGES.contains(&label.as_str()) {
        Some(Form::Pages(number))
    } else if VOLUMES.contains(&label.as_str()) {
        Some(Form::Volume(number))
    } else if ISSUES.contains(&label.as_str()) {
        Some(Form::Issue(number))
    } else {
        None
    }
}

/// `41`, `123–140`, `e12`, `S1-S9`.
pub(super) fn is_number(printed: &str) -> bool {
    let digits = printed.bytes().filter(u8::is_ascii_digit).count();
    let letters = printed.chars().filter(|c| c.is_alphabetic()).count();
    let marks = printed.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '\u{2010}'..='\u{2015}'));
    printed.len() <= 24 && digits > 0 && letters <= 2 && marks && !printed.contains('/')
}

fn is_edition(lower: &str) -> bool {
    let last = lower.rsplit(' ').next().unwrap_or(lower).trim_end_matches('.');
    ["edn", "ed", "edition"].contains(&last) && lower.contains(' ') && lower.split(' ').count() <= 4
}

/// A number that a document, report or case bears.
pub(super) fn is_document(printed: &str) -> bool {
    if printed.len() > LONGEST_FORM || !printed.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = printed.split_whitespace().collect();
    let numbered = |label: &str| {
        words.windows(2).any(|pair| {
            pair[0].trim_end_matches('.').eq_ignore_ascii_case(label) && pair[1].contains(|c: char| c.is_ascii_digit())
        })
    };
    let code = |word: &&str| {
        let capitals = word.chars().filter(|c| c.is_ascii_uppercase()).count();
        let digits = word.chars().any(|c| c.is_ascii_digit());
        let marks = word.contains(['/', '-']);
        digits && marks && capitals > 0 && word.chars().all(|c| c.is_ascii_alphanumeric() || "/-().".contains(c))
    };
    // `HC 2009–10`
    let series = |word: &str| (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let in_series = matches!(words[..], [name, number] if series(name) && is_number(number) && number.len() > 4);
    in_series
        || numbered("No")
        || numbered("Doc")
        || words.len() <= 3
            && words.iter().all(|word| word.chars().all(|c| !c.is_lowercase()) || *word == "Doc")
            && words.last().is_some_and(code)
}

/// Numbers at the end of a name: `River Review 41`. The name, and the number.
pub(super) fn name_and_number(text: &str, span: Span) -> Option<(Span, Span)> {
    let head = span.of(text).trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '\u{2013}'));
    let number = Span::new(span.start + head.len(), span.end);
    let apart = head.ends_with(' ') && number.of(text).starts_with(|c: char| c.is_ascii_digit());
    apart.then(|| (bare(text, Span::new(span.start, number.start)), number))
}

/// An issue and its year at the end of a name: `River Notes 3/2021`. The name, the issue, the year.
pub(super) fn issue_of_year(text: &str, span: Span) -> Option<(Span, Span, Span)> {
    let last = span.of(text).rsplit(' ').next().unwrap_or_default();
    let start = span.end - last.len();
    let (issue, year) = last.split_once('/')?;
    let is_issue = (1..=3).contains(&issue.len()) && issue.bytes().all(|byte| byte.is_ascii_digit());
    let fits = start > span.start && is_issue && year.len() == 4 && is_date(year);
    let issue = Span::new(start, start + issue.len());
    fits.then(|| (bare(text, Span::new(span.start, start)), issue, Span::new(issue.end + 1, span.end)))
}

/// Numbers at the start of a name: `41 River Review`.
pub(super) fn number_and_name(text: &str, span: Span) -> Option<(Span, Span)> {
    let length = span.of(text).bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/')).count();
    let number = Span::new(span.start, span.start + length);
    let apart = length > 0 && span.of(text)[length..].starts_with(' ');
    apart.then(|| (number, Span::new(number.end, span.end).trimmed(text)))
}

impl Entry<'_> {
    /// Notes that the characters of a piece outside a part are words of the form.
    pub(super) fn label(&mut self, whole: Span, part: Span) {
        self.words.extend([Span::new(whole.start, part.start), Span::new(part.end, whole.end)]);
    }
}
