//! `references.bib`: the references for BibLaTeX, keyed by reference id.

use chancery_model::datasets::Datasets;
use chancery_model::reference::{Name, Reference, ReferenceType};

use crate::csl::particle;

/// The references in list order; empty where the report cites nothing.
#[must_use]
pub fn biblatex(datasets: &Datasets) -> Vec<u8> {
    let entries: Vec<String> = datasets.references.iter().map(entry).collect();
    entries.join("\n").into_bytes()
}

fn entry(reference: &Reference) -> String {
    let (kind, subtype) = kind(reference.kind);
    let stated = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(tex);
    let names = |names: &[Name]| names.iter().filter_map(author).collect::<Vec<_>>().join(" and ");
    let numbers = (!reference.document_numbers.is_empty()).then(|| reference.document_numbers.join(", "));
    // The number of a periodical is its issue; what else it bears is printed at the entry's end.
    let (number, addendum) = if reference.issue.is_some() { (&reference.issue, &numbers) } else { (&numbers, &None) };
    let publisher = if kind == "report" { "institution" } else { "publisher" };
    let is_understood = reference.title.is_some() && reference.unparsed.trim().is_empty();
    let fields = [
        ("author", Some(names(&reference.authors)).filter(|authors| !authors.is_empty())),
        ("title", reference.title.as_deref().map(protected).filter(|title| !title.is_empty())),
        (container(kind), stated(&reference.container_title)),
        ("editor", Some(names(&reference.editors)).filter(|editors| !editors.is_empty())),
        (publisher, stated(&reference.publisher)),
        ("location", stated(&reference.publisher_place)),
        // EDTF is BibLaTeX's own form of dates.
        ("date", reference.issued.map(|date| date.to_string())),
        ("volume", stated(&reference.volume)),
        ("number", stated(number)),
        ("pages", stated(&reference.page).map(|pages| pages.replace('\u{2013}', "--"))),
        ("edition", stated(&reference.edition)),
        ("doi", reference.doi.as_deref().map(verbatim).filter(|doi| !doi.is_empty())),
        ("isbn", stated(&reference.isbn)),
        ("url", reference.url.as_deref().map(verbatim).filter(|url| !url.is_empty())),
        ("urldate", reference.accessed.map(|date| date.to_string())),
        ("type", stated(&reference.genre)),
        ("entrysubtype", subtype.map(str::to_owned)),
        ("addendum", stated(addendum)),
        // What was not wholly understood is there as printed.
        ("note", (!is_understood).then(|| tex(&reference.raw)).filter(|raw| !raw.is_empty())),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some(format!(",\n  {name} = {{{}}}", value?)));
    format!("@{kind}{{{}{}\n}}\n", key(&reference.reference_id), fields.collect::<String>())
}

/// BibLaTeX's type and subtype.
const fn kind(kind: ReferenceType) -> (&'static str, Option<&'static str>) {
    match kind {
        ReferenceType::ArticleNewspaper => ("article", Some("newspaper")),
        ReferenceType::ArticleMagazine => ("article", Some("magazine")),
        ReferenceType::ArticleJournal => ("article", None),
        ReferenceType::Report => ("report", None),
        ReferenceType::Webpage => ("online", None),
        ReferenceType::Book => ("book", None),
        ReferenceType::Chapter => ("incollection", None),
        ReferenceType::LegalCase => ("jurisdiction", None),
        ReferenceType::Legislation => ("legislation", None),
        ReferenceType::Treaty => ("legal", None),
        ReferenceType::Dataset => ("dataset", None),
        ReferenceType::Speech => ("misc", Some("speech")),
        ReferenceType::Document => ("misc", None),
    }
}

/// The field for what a source appeared in.
fn container(kind: &str) -> &'static str {
    match kind {
        "article" => "journaltitle",
        "book" | "report" => "series",
        "incollection" => "booktitle",
        _ => "organization",
    }
}

/// A key without what would end it; ids hold nothing of the kind.
fn key(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || "-_:.+/".contains(c) { c } else { '-' }).collect()
}

/// `Family, Suffix, Given`; a body in braces, so that no `and` or comma in its name splits it.
fn author(name: &Name) -> Option<String> {
    match name {
        _ if !name.display().contains(char::is_alphanumeric) => None,
        Name::Literal(literal) => Some(format!("{{{}}}", tex(literal))),
        Name::Person { given, family, .. } if given.trim().is_empty() || family.trim().is_empty() => {
            Some(format!("{{{}}}", tex(&name.display())))
        }
        Name::Person { given, family, suffix } => {
            let (particle, rest) = particle(family);
            let particle = if particle.is_empty() { String::new() } else { format!("{} ", tex(particle)) };
            // An elided particle is one word with its name.
            let (particle, rest) = if particle.ends_with("\u{2019} ") || particle.ends_with("' ") {
                (String::new(), family.as_str())
            } else {
                (particle, rest)
            };
            let parts = [Some(format!("{particle}{}", part(rest))), Some(part(suffix)), Some(part(given))];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            Some(parts.join(", "))
        }
    }
}

/// A part of a name, in braces where its words or marks would split it: BibTeX takes a word in lower case for a
/// particle, and a word `and` for the end of the name.
fn part(text: &str) -> String {
    let text = clean(text);
    let mut words = text.split(' ').skip(1);
    let splits = text.contains([',', '=', '{', '}', '\\']) || words.any(|word| word.starts_with(char::is_lowercase));
    let splits = splits || text.eq_ignore_ascii_case("and");
    if splits { format!("{{{}}}", tex(&text)) } else { tex(&text) }
}

/// A title whose words in capitals keep them: styles that set titles in sentence case lower the rest.
fn protected(title: &str) -> String {
    let title = clean(title);
    let word = |(at, word): (usize, &str)| {
        let from = if at == 0 { 1 } else { 0 };
        if word.chars().skip(from).any(char::is_uppercase) { format!("{{{}}}", tex(word)) } else { tex(word) }
    };
    title.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// Text as TeX prints it: its own characters escaped, no brace without its fellow, for BibTeX counts those with a
/// backslash too.
fn tex(text: &str) -> String {
    let text = clean(text);
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => escaped.extend(['\\', c]),
            // Two hyphens are a dash.
            '-' if before == '-' => escaped.push_str("{}-"),
            _ => escaped.push(c),
        }
        before = c;
    }
    escaped
}

/// An address or DOI, in which TeX's characters stand for themselves; what would end the value is percent-encoded.
fn verbatim(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c.is_whitespace() || c.is_control() || matches!(c, '{' | '}' | '\\' | '"') {
            let mut bytes = [0; 4];
            encoded.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// One space for white space and control characters.
pub(crate) fn clean(text: &str) -> String {
    let parts = text.split(|c: char| c.is_whitespace() || c.is_control());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn text_keeps_its_characters() {
        let cases = [
            ("100% of A & B_c", r"100\% of A \& B\_c"),
            ("} x {", r"\textbraceright{} x \textbraceleft{}"),
            ("a -- b", "a -{}- b"),
            ("\\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
            (" a\r\n\tb\u{0}c ", "a b c"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(tex(text), expected);
        }
        for (url, expected) in
            [("https://a.example/b_c?d=%20", "https://a.example/b_c?d=%20"), ("a}b \\\n", "a%7Db%20%5C")]
        {
            assert_eq!(verbatim(url), expected);
        }
    }

    #[test]
    fn names_are_not_split_elsewhere() {
        let person = |given: &str, family: &str, suffix: &str| Name::Person {
            given: given.to_owned(),
            family: family.to_owned(),
            suffix: suffix.to_owned(),
        };
        let cases = [
            (person("Ada", "Quill", ""), Some("Quill, Ada")),
            (person("Ada", "van der Quill", "Jr"), Some("van der Quill, Jr, Ada")),
            (person("Jo", "d\u{2019}Arc", ""), Some("d\u{2019}Arc, Jo")),
            (person("Juan", "Ortega y Gasset", ""), Some("{Ortega y Gasset}, Juan")),
            (person("", "Quill", "Jr"), Some("{Quill Jr}")),
            (Name::Literal("Bank of Hills and Rivers, Ltd".to_owned()), Some("{Bank of Hills and Rivers, Ltd}")),
            (Name::Literal("...".to_owned()), None),
        ];
        for (name, expected) in cases {
            assert_eq!(author(&name).as_deref(), expected, "{name:?}");
        }
    }

    #[test]
    fn a_source_is_an_entry() {
        assert_eq!(biblatex(&sample::empty()), b"");
        let mut datasets = sample::hostile();
        datasets.references.truncate(2);
        datasets.references[1].title = Some("Trade of the EU".to_owned());
        let text = String::from_utf8(biblatex(&datasets)).expect("UTF-8");
        let expected = "@article{ref-2,\n  author = {{=Smith; Sons} and {100\\% Ltd}},\n  title = {Trade of the {EU}},\n  date = {199X},\n  volume = {12},\n  pages = {3-9},\n  url = {https://site.example/a?b=1&c=%3B}\n}\n";
        assert!(text.ends_with(expected), "{text}");
        assert!(text.starts_with("@article{ref-1,\n  author = "), "{text}");
        assert!(text.contains("note = {Plain words about a treaty.}"), "an entry without title is there as printed");
    }

    #[test]
    fn editors_places_genres_and_numbers_are_carried() {
        let mut datasets = sample::empty();
        datasets.references.push(sample::chapter());
        let text = String::from_utf8(biblatex(&datasets)).expect("UTF-8");
        let expected = "@incollection{chapter,\n  title = {Weirs},\n  editor = {Holm, Lena and {Harbour Bank}},\n  location = {Port Ellis},\n  number = {HC 12, Case C-9/64},\n  type = {PhD thesis}\n}\n";
        assert_eq!(text, expected);
        datasets.references[0].issue = Some("3".to_owned());
        let text = String::from_utf8(biblatex(&datasets)).expect("UTF-8");
        assert!(text.contains("number = {3}") && text.contains("addendum = {HC 12, Case C-9/64}"), "{text}");
    }
}
