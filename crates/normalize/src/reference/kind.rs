//! The CSL type of a reference whose form does not tell it.

use chancery_model::edtf::DatePrecision;
use chancery_model::reference::{Name, Reference, ReferenceType};

/// Words in a container's name that make it a newspaper or news agency.
const NEWS: &[&str] = &[
    "times",
    "post",
    "daily",
    "herald",
    "gazette",
    "tribune",
    "telegraph",
    "guardian",
    "news",
    "agency",
    "newspaper",
    "bulletin",
    "wire",
    "press",
];

/// Words in a container's name that make it a periodical; with a volume it is a journal.
const PERIODICAL: &[&str] = &["journal", "review", "quarterly", "magazine", "monthly", "weekly", "affairs", "survey"];

/// Words in a title that make a body's publication a report.
const REPORT: &[&str] = &["report", "paper", "study", "assessment", "review", "outlook", "bulletin", "strategy"];

/// First words of a title that make it a treaty, a law or a speech.
const TREATY: &[&str] = &["treaty", "convention", "protocol", "charter"];
const LAW: &[&str] = &["law", "act", "constitution", "decree", "regulation", "directive"];
const SPEECH: &[&str] = &["speech", "remarks", "address"];

/// The type that container, date, author, title and address tell. Newspapers and magazines cannot be known by
/// name: an entry with an address of which nothing else is told is a web page.
pub(super) fn told(reference: &Reference) -> ReferenceType {
    let container = reference.container_title.as_deref().unwrap_or_default();
    let title = reference.title.as_deref().unwrap_or_default();
    let by_body = matches!(reference.authors.first(), Some(Name::Literal(_)));
    let own = !reference.author_printed.is_empty()
        && [&reference.container_title, &reference.publisher]
            .into_iter()
            .flatten()
            .any(|name| *name == reference.author_printed);
    let is_pdf = reference.url.as_deref().is_some_and(is_pdf);
    let on_a_day = reference.issued.is_some_and(|date| date.precision() == DatePrecision::Day);
    let has = |text: &str, words: &[&str]| has_word(text, words);

    if reference.volume.is_some() || reference.issue.is_some() {
        return ReferenceType::ArticleJournal;
    }
    if reference.authors.is_empty() && begins_with(title, TREATY) {
        return ReferenceType::Treaty;
    }
    if reference.authors.is_empty() && begins_with(title, LAW) {
        return ReferenceType::Legislation;
    }
    if begins_with(title, SPEECH) && (has(title, &["by"]) || reference.url.is_none()) {
        return ReferenceType::Speech;
    }
    if has(title, &["dataset", "database"]) {
        return ReferenceType::Dataset;
    }
    if is_pdf || (own && by_body && reference.url.is_none()) || (by_body && has(title, REPORT) && !on_a_day) {
        return ReferenceType::Report;
    }
    if on_a_day && has(container, NEWS) {
        return ReferenceType::ArticleNewspaper;
    }
    if has(container, PERIODICAL) {
        return ReferenceType::ArticleMagazine;
    }
    match (&reference.url, &reference.publisher) {
        (Some(_), _) => ReferenceType::Webpage,
        (None, Some(_)) if by_body => ReferenceType::Report,
        (None, Some(_)) => ReferenceType::Book,
        (None, None) => ReferenceType::Document,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn has_word(text: &str, any: &[&str]) -> bool {
    words(text).any(|word| any.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

fn begins_with(text: &str, any: &[&str]) -> bool {
    words(text).next().is_some_and(|word| any.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

fn is_pdf(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.len().checked_sub(4).and_then(|at| path.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(".pdf"))
}
