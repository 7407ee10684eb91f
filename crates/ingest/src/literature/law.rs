//! Sources of law, which have forms of their own: cases, acts, treaties.

use chancery_model::reference::ReferenceType;

use super::piece::{self, Form};
use super::printed_date::is_date;
use super::{Entry, bare, bracket};
use crate::span::Span;

/// Words before the name of a case that number it.
const CASE_NUMBERS: &[&str] = &["Case ", "Joined Cases ", "Cases ", "App no ", "Application no. "];

/// Last words of an act's name before its year.
const ACTS: &[&str] =
    &["Act", "Law", "Code", "Order", "Ordinance", "Decree", "Regulations", "Rules", "Constitution", "Statute"];

/// First words of a treaty's name.
const TREATIES: &[&str] = &["Treaty", "Convention", "Protocol", "Charter", "Covenant", "Agreement", "Statute", "Pact"];

/// Words before the date a treaty is of.
const ADOPTED: &[&str] = &["adopted ", "signed ", "concluded ", "opened for signature ", "done "];

/// Reads a case, an act or a treaty; false where the body is none.
pub(super) fn read(entry: &mut Entry<'_>, body: Span, italic: Option<Span>) -> bool {
    let groups = bracket::groups(entry.text, body);
    case(entry, body, italic, &groups) || treaty(entry, body, &groups) || act(entry, body, &groups)
}

/// The year in brackets that opens a citation of law reports, `[2004] UKHL 22`: the first group that is a year
/// with a series in capitals behind it.
fn report_citation(text: &str, body: Span, groups: &[Span]) -> Option<Span> {
    let begins = |group: &&Span| {
        let inside = bracket::inside(text, **group).of(text);
        let is_year = inside.len() == 4 && is_date(inside);
        if !is_year {
            return false;
        }
        // Words of a report's series are short; a longer look would be taken again for every group.
        let near = text[group.end..body.end].char_indices().nth(40).map_or(body.end, |(at, _)| group.end + at);
        let mut behind = text[group.end..near].split_whitespace().take(2);
        let series = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
        let volume = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let first = behind.next().unwrap_or_default();
        series(first) || volume(first) && behind.next().is_some_and(series)
    };
    groups.iter().find(begins).copied()
}

/// Takes the citation, up to what follows it that is none: `, para 3`.
fn number_from(entry: &mut Entry<'_>, start: usize, body: Span) {
    let text = entry.text;
    let tail = bracket::pieces(text, Span::new(start, body.end), ',');
    let cited = |piece: &Span| {
        let inner = piece.of(text);
        inner.starts_with(['[', '(']) || inner.starts_with(|c: char| c.is_ascii_digit())
    };
    let last = tail.iter().take_while(|piece| cited(piece)).last().map_or(start, |piece| piece.end);
    if last > start {
        entry.raw.numbers.push(bare(text, Span::new(start, last)));
    }
}

/// `Smith v Jones [2004] UKHL 22, [2004] 1 AC 900`
fn case(entry: &mut Entry<'_>, body: Span, italic: Option<Span>, groups: &[Span]) -> bool {
    let text = entry.text;
    let Some(group) = report_citation(text, body, groups) else { return false };
    let mut name = bare(text, Span::new(body.start, group.start));
    let parties = [" v ", " v. ", " c. ", " vs ", " vs. "].iter().any(|mark| name.of(text).contains(mark));
    let numbered = CASE_NUMBERS.iter().any(|word| name.of(text).starts_with(word));
    if !parties && !numbered && !name.of(text).starts_with("Re ") {
        return false;
    }
    if numbered {
        let inner = name.of(text);
        // The number ends behind its last word with a digit before the parties.
        let within =
            italic.filter(|italic| italic.start > name.start && name.contains(*italic)).map(|italic| italic.start);
        let digits = inner.char_indices().skip_while(|(_, c)| !c.is_ascii_digit()).find(|(_, c)| c.is_whitespace());
        let end = within.unwrap_or_else(|| digits.map_or(name.start, |(at, _)| name.start + at));
        let number = bare(text, Span::new(name.start, end));
        if !number.is_empty() {
            entry.raw.numbers.push(number);
            name = bare(text, Span::new(end, name.end));
        }
    }
    entry.raw.title = Some(name).filter(|name| !name.is_empty());
    entry.raw.issued = Some(bracket::inside(text, group));
    number_from(entry, group.start, body);
    entry.raw.kind = Some(ReferenceType::LegalCase);
    true
}

/// `Convention on X (adopted 28 July 1951, entered into force 22 April 1954) 189 UNTS 137`
fn treaty(entry: &mut Entry<'_>, body: Span, groups: &[Span]) -> bool {
    let text = entry.text;
    let is_treaty = body.of(text).split_whitespace().take(8).any(|word| TREATIES.contains(&word));
    let Some(group) = groups.iter().find(|group| {
        let inside = bracket::inside(text, **group).of(text);
        ADOPTED.iter().any(|word| inside.starts_with(word))
    }) else {
        return false;
    };
    if !is_treaty {
        return false;
    }
    entry.raw.title = Some(bare(text, Span::new(body.start, group.start)));
    entry.raw.kind = Some(ReferenceType::Treaty);
    let inside = bracket::inside(text, *group);
    let first = bracket::pieces(text, inside, ',')[0];
    let date = first.of(text).find(|c: char| c.is_ascii_digit()).map(|at| Span::new(first.start + at, first.end));
    if let Some(date) = date.filter(|date| is_date(date.of(text))) {
        entry.words.push(Span::new(first.start, date.start));
        entry.raw.issued = Some(date);
    }
    // `189 UNTS 137`: series between volume and page.
    let behind = piece::split(text, Span::new(group.end, body.end));
    let series = behind.first().filter(|piece| {
        let words: Vec<&str> = piece.span.of(text).split_whitespace().collect();
        piece.group.is_none()
            && words.len() >= 2
            && words.iter().any(|word| word.bytes().all(|byte| byte.is_ascii_uppercase()))
    });
    entry.raw.numbers.extend(series.map(|piece| piece.span));
    true
}

/// `Harbours and Ferries Act 1998, s 12`, `Council Regulation … [2014] OJ L229/1`
fn act(entry: &mut Entry<'_>, body: Span, groups: &[Span]) -> bool {
    let text = entry.text;
    let square = |group: &Span| text.as_bytes()[group.start] == b'[';
    if let Some(group) = report_citation(text, body, groups).filter(square) {
        let title = bare(text, Span::new(body.start, group.start));
        let is_law = ["Regulation", "Directive", "Decision"].iter().any(|word| title.of(text).contains(word));
        if !is_law {
            return false;
        }
        entry.raw.title = Some(title);
        entry.raw.issued = Some(bracket::inside(text, group));
        number_from(entry, group.start, body);
        entry.raw.kind = Some(ReferenceType::Legislation);
        return true;
    }
    let first = bracket::pieces(text, body, ',')[0];
    let mut words = first.of(text).rsplitn(3, ' ');
    let (year, last) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_act = year.len() == 4 && is_date(year) && ACTS.contains(&last) && words.next().is_some();
    let rest = piece::split(text, Span::new(first.end, body.end));
    // Behind an act stand sections and numbers, no title.
    if !is_act || rest.iter().any(|piece| piece.form == Form::Name) {
        return false;
    }
    entry.raw.title = Some(first);
    entry.raw.issued = Some(Span::new(first.end - 4, first.end));
    entry.raw.kind = Some(ReferenceType::Legislation);
    true
}
