//! The list of sources, each in the form of OSCOLA, the legal citation style the reports are written in.

use chancery_model::edtf::Edtf;
use chancery_model::reference::{Name, Reference, ReferenceType};

use super::label::Label;
use super::reading::{Reading, plain};
use super::wording::Wording;
use super::{Block, Inline, ReferenceEntry};

/// The list of sources; a sentence where the report has none.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let references = &reading.datasets.references;
    let entries: Vec<_> = references
        .iter()
        .map(|reference| ReferenceEntry {
            number: reference.number,
            text: reading.quoted(entry(&reading.wording, reference)),
        })
        .collect();
    let list = if entries.is_empty() {
        Block::Paragraph(plain(reading.wording.text(Label::NoSources)))
    } else {
        Block::References(entries)
    };
    vec![reading.heading(Label::Sources), list]
}

/// One source: Author, ‘Title’ (*Container*, D Month YYYY) <address> accessed D Month YYYY. What was not
/// wholly understood is printed as the report prints it, its address linked.
pub(crate) fn entry(wording: &Wording<'_>, reference: &Reference) -> Vec<Inline> {
    let title = reference.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    match title {
        Some(title) if reference.unparsed.trim().is_empty() => formatted(wording, reference, title),
        _ => as_printed(reference),
    }
}

fn formatted(wording: &Wording<'_>, reference: &Reference, title: &str) -> Vec<Inline> {
    let mut runs = Runs::default();
    let author = author(reference);
    if !author.is_empty() {
        runs.text(&format!("{author}, "));
    }
    match reference.kind {
        ReferenceType::Book => book(&mut runs, reference, title),
        ReferenceType::ArticleJournal => journal(&mut runs, reference, title),
        _ => {
            runs.text(&format!("‘{title}’"));
            parenthesis(wording, &mut runs, reference);
        }
    }
    doi(&mut runs, reference);
    address(wording, &mut runs, reference);
    runs.0
}

/// The author as printed, else the names that a bibliography supplied.
fn author(reference: &Reference) -> String {
    let printed = reference.author_printed.trim();
    if !printed.is_empty() {
        return printed.to_owned();
    }
    let names: Vec<String> = reference.authors.iter().map(Name::display).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

/// Author, *Title* (edition, Publisher Year).
fn book(runs: &mut Runs, reference: &Reference, title: &str) {
    runs.emphasis(title);
    let publisher = [stated(&reference.publisher).map(str::to_owned), year(reference)];
    let publisher = publisher.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let edition = stated(&reference.edition)
        .map(|edition| if edition.contains("ed") { edition.to_owned() } else { format!("{edition} edn") });
    let inside: Vec<_> = edition.into_iter().chain(Some(publisher).filter(|text| !text.is_empty())).collect();
    if !inside.is_empty() {
        runs.text(&format!(" ({})", inside.join(", ")));
    }
}

/// Author, ‘Title’ (Year) Volume(Issue) *Journal* pages.
fn journal(runs: &mut Runs, reference: &Reference, title: &str) {
    runs.text(&format!("‘{title}’"));
    if let Some(year) = year(reference) {
        runs.text(&format!(" ({year})"));
    }
    let issue = stated(&reference.issue).map(|issue| format!("({issue})")).unwrap_or_default();
    let volume = format!("{}{issue}", stated(&reference.volume).unwrap_or_default());
    if !volume.is_empty() {
        runs.text(&format!(" {volume}"));
    }
    if let Some(container) = stated(&reference.container_title) {
        runs.text(" ");
        runs.emphasis(container);
    }
    if let Some(page) = stated(&reference.page) {
        runs.text(&format!(" {page}"));
    }
}

/// (*Container*, Publisher, D Month YYYY), of which any may be missing.
fn parenthesis(wording: &Wording<'_>, runs: &mut Runs, reference: &Reference) {
    let container = stated(&reference.container_title);
    let publisher = stated(&reference.publisher).filter(|publisher| Some(*publisher) != container);
    let rest: Vec<_> =
        publisher.map(str::to_owned).into_iter().chain(reference.issued.map(|date| wording.date(date))).collect();
    if container.is_none() && rest.is_empty() {
        return;
    }
    runs.text(" (");
    if let Some(container) = container {
        runs.emphasis(container);
        runs.text(if rest.is_empty() { "" } else { ", " });
    }
    runs.text(&format!("{})", rest.join(", ")));
}

fn doi(runs: &mut Runs, reference: &Reference) {
    if let Some(doi) = stated(&reference.doi) {
        runs.text(" ");
        runs.0.push(Inline::Link { text: format!("doi:{doi}"), url: format!("https://doi.org/{doi}") });
    }
}

fn link(runs: &mut Runs, reference: &Reference) {
    if let Some(url) = stated(&reference.url) {
        runs.text(" <");
        runs.0.push(Inline::Link { text: url.to_owned(), url: url.to_owned() });
        runs.text(">");
    }
}

fn address(wording: &Wording<'_>, runs: &mut Runs, reference: &Reference) {
    link(runs, reference);
    if let Some(accessed) = reference.accessed {
        runs.text(&format!(" {}", wording.fill(Label::Accessed, &[("day", &wording.date(accessed))])));
    }
}

fn as_printed(reference: &Reference) -> Vec<Inline> {
    let raw = reference.raw.trim();
    let linked = stated(&reference.url).and_then(|url| Some((raw.split_once(url)?, url)));
    let mut runs = Runs::default();
    match linked {
        None => runs.text(raw),
        Some(((before, after), url)) => {
            runs.text(before);
            runs.0.push(Inline::Link { text: url.to_owned(), url: url.to_owned() });
            runs.text(after);
        }
    }
    // What a bibliography supplied stands behind what is printed.
    let supplied = |field: &str| reference.supplied.iter().any(|own| own.field == field);
    if supplied("doi") {
        doi(&mut runs, reference);
    }
    if supplied("url") && linked.is_none() {
        link(&mut runs, reference);
    }
    runs.0
}

fn year(reference: &Reference) -> Option<String> {
    reference.issued.and_then(Edtf::latest).map(|day| day.year().to_string())
}

fn stated(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Runs of text under way, neighbouring plain ones joined.
#[derive(Default)]
struct Runs(Vec<Inline>);

impl Runs {
    fn text(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Inline::Text(before)) => before.push_str(text),
            _ => self.0.push(Inline::Text(text.to_owned())),
        }
    }

    fn emphasis(&mut self, text: &str) {
        self.0.push(Inline::Emphasis(text.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::reference::Supplied;

    use super::super::specimen::{self, text_of, texts_of};
    use super::*;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn each_kind_has_its_form() {
        let base = || Reference { title: some("Rivers"), issued: None, ..specimen::reference(1, "a") };
        let date = |text: &str| Some(text.parse::<Edtf>().expect("a valid date"));
        let cases = [
            (
                Reference {
                    author_printed: "Ana Ferro".to_owned(),
                    container_title: some("The Gazette"),
                    issued: date("2020-02-03"),
                    url: some("https://example.org/r"),
                    accessed: date("2024-05-01"),
                    ..base()
                },
                "Ana Ferro, ‘Rivers’ (*The Gazette*, 3 February 2020) <https://example.org/r> accessed 1 May 2024",
            ),
            (Reference { issued: date("2020"), ..base() }, "‘Rivers’ (2020)"),
            (Reference { container_title: some("The Gazette"), ..base() }, "‘Rivers’ (*The Gazette*)"),
            (base(), "‘Rivers’"),
            (
                Reference {
                    kind: ReferenceType::ArticleJournal,
                    issued: date("2019-05"),
                    volume: some("12"),
                    issue: some("3"),
                    container_title: some("River Review"),
                    page: some("45"),
                    ..base()
                },
                "‘Rivers’ (2019) 12(3) *River Review* 45",
            ),
            (
                Reference {
                    kind: ReferenceType::Book,
                    edition: some("2nd"),
                    publisher: some("Hill Press"),
                    issued: date("2001"),
                    ..base()
                },
                "*Rivers* (2nd edn, Hill Press 2001)",
            ),
            (Reference { kind: ReferenceType::Book, ..base() }, "*Rivers*"),
        ];
        for (reference, expected) in cases {
            assert_eq!(text_of(&entry(&specimen::wording(), &reference)), expected);
        }
    }

    #[test]
    fn what_was_not_understood_is_printed_as_it_stands() {
        let unread = Reference {
            raw: "see https://example.org/x, p 3".to_owned(),
            url: some("https://example.org/x"),
            title: None,
            ..specimen::reference(1, "a")
        };
        assert_eq!(text_of(&entry(&specimen::wording(), &unread)), "see https://example.org/x, p 3");
        assert!(matches!(entry(&specimen::wording(), &unread)[1], Inline::Link { .. }));
        let partly = Reference { unparsed: "p 3".to_owned(), title: some("Rivers"), ..unread };
        assert_eq!(text_of(&entry(&specimen::wording(), &partly)), "see https://example.org/x, p 3");
        let empty = Reference { raw: String::new(), url: some(""), ..partly };
        assert_eq!(text_of(&entry(&specimen::wording(), &empty)), "");
    }

    #[test]
    fn what_a_bibliography_supplied_is_printed() {
        let own = |field: &str| Supplied { field: field.to_owned(), source: "s.bib:1:1".to_owned() };
        let body = |name: &str| Name::Literal(name.to_owned());
        let supplied = Reference {
            title: some("Rivers"),
            raw: "Rivers, p 3".to_owned(),
            authors: vec![body("A Bank"), body("B Bank"), body("C Bank")],
            doi: some("10.1/a"),
            url: some("https://example.org/x"),
            supplied: vec![own("authors"), own("doi"), own("url")],
            ..specimen::reference(1, "a")
        };
        let expected = "A Bank, B Bank and C Bank, ‘Rivers’ doi:10.1/a <https://example.org/x>";
        assert_eq!(text_of(&entry(&specimen::wording(), &supplied)), expected);
        let partly = Reference { unparsed: "p 3".to_owned(), ..supplied };
        assert_eq!(text_of(&entry(&specimen::wording(), &partly)), "Rivers, p 3 doi:10.1/a <https://example.org/x>");
        let printed = Reference { supplied: Vec::new(), ..partly };
        assert_eq!(text_of(&entry(&specimen::wording(), &printed)), "Rivers, p 3");
    }

    #[test]
    fn a_report_without_sources_says_so() {
        assert!(texts_of(&blocks(&specimen::reading(&specimen::empty()))).contains(specimen::label(Label::NoSources)));
    }
}
