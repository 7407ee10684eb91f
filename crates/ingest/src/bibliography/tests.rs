//! Bibliographies of every format, and what is common to them.

use chancery_model::diagnostic::{Checked, Diagnostic, Place};
use chancery_model::reference::Name;

use super::*;
use crate::place::tests::damaged;

/// Reads a text.
pub(super) fn read_text(text: &str, format: BibliographyFormat) -> Checked<RawBibliography> {
    read("b", text.as_bytes(), format)
}

/// `KEY TYPE AUTHORS FIELD=VALUE …`, a `-` for what is not told.
pub(super) fn shown(entry: &RawEntry) -> String {
    let name = |name: &RawName| match name {
        RawName::Printed(name) => format!("{name}?"),
        RawName::Split(Name::Literal(name)) => format!("[{name}]"),
        RawName::Split(Name::Person { given, family, suffix }) => format!("{family}/{given}/{suffix}"),
    };
    let or_none = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let authors = entry.authors.iter().map(name).collect::<Vec<_>>().join("; ");
    let mut parts = vec![or_none(&entry.key), entry.kind.map_or("-", ReferenceType::name).to_owned()];
    parts.extend(Some(authors).filter(|authors| !authors.is_empty()));
    parts.extend(entry.fields.iter().map(|(field, stated)| format!("{}={}", field.name(), stated.text)));
    parts.join(" ")
}

/// `LINE:COLUMN VALUE`
pub(super) fn field(entry: &RawEntry, field: ReferenceField) -> String {
    format!("{} {}", at(&entry.fields[&field].place), entry.fields[&field].text)
}

/// `LINE:COLUMN RULE` of each.
pub(super) fn rules(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|diagnostic| format!("{} {}", at(&diagnostic.place), diagnostic.rule().id)).collect()
}

fn at(place: &Place) -> String {
    let number = |number: &Option<u32>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    match place {
        Place::File { line, column, .. } => format!("{}:{}", number(line), number(column)),
        Place::Report(_) | Place::Dossier => "elsewhere".to_owned(),
    }
}

const CSL_JSON: &str = r#"[{"id": "a", "type": "book", "title": "On <i>weirs</i>", "author": [{"family": "Quill", "given": "Ada"}],
 "issued": {"date-parts": [[2011, 5], [0]], "circa": true}, "URL": "https://r.example/a"}, {"id": "b"}]"#;

const BIBTEX: &str = r#"@string{p = {Press}}
@book{a, author = {{Bank} and Garc{\'\i}a, J}, title = "On {Weirs}", publisher = p # { Ltd}, date = {2014/}, crossref = {b}}
@book{b, title = {B $x$ \& \emph{C}}, url = {https://r.example/a}}"#;

const RIS: &str = "TY  - BOOK\nAU  - Quill, Ada\nTI  - On\n weirs\nPY  - 2001/02/03/\nSP  - 1\nEP  - 2\nER  - \n";

#[test]
fn doi_and_text_are_brought_to_one_form() {
    for (printed, expected) in [
        ("10.1/a", "10.1/a"),
        ("doi: 10.1/a", "10.1/a"),
        ("DOI:10.1/a", "10.1/a"),
        ("https://doi.org/10.1/a", "10.1/a"),
        ("http://dx.doi.org/10.1/a", "10.1/a"),
        ("//www.doi.org/10.1/a", "10.1/a"),
        ("é", "é"),
        ("", ""),
    ] {
        assert_eq!(bare_doi(printed), expected);
    }
    for (printed, expected) in [
        ("  a\r\n\tb\u{0}c  ", "a b c"),
        ("e\u{301}", "é"),
        ("a\u{AD}b\u{200B}c\u{202E}d", "abcd"),
        ("\u{A0}a\u{2028}b", "a b"),
        ("\u{7}", ""),
    ] {
        assert_eq!(tidied(printed), expected);
    }
}

#[test]
fn spans_are_of_the_file() {
    for (text, format) in
        [(CSL_JSON, BibliographyFormat::CslJson), (BIBTEX, BibliographyFormat::Bibtex), (RIS, BibliographyFormat::Ris)]
    {
        let checked = read_text(text, format);
        assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
        for entry in &checked.value.entries {
            let first = text[entry.span.start..].chars().next();
            assert!(matches!(first, Some('{' | '@' | 'T')), "{first:?}");
            for stated in entry.fields.values() {
                assert!(!stated.span.of(text).trim().is_empty());
            }
        }
    }
}

#[test]
fn a_value_beyond_any_length_is_left_out() {
    let long = "x".repeat(MAX_VALUE + 1);
    for (text, format) in [
        (format!("[{{\"id\": \"a\", \"title\": \"{long}\"}}]"), BibliographyFormat::CslJson),
        (format!("@book{{a, title = {{{long}}}}}"), BibliographyFormat::Bibtex),
        (format!("TY  - BOOK\nTI  - {long}\nER  - \n"), BibliographyFormat::Ris),
    ] {
        let checked = read_text(&text, format);
        assert!(checked.value.entries[0].fields.is_empty());
        assert!(rules(&checked.diagnostics).iter().any(|rule| rule.ends_with("bibliography-value")));
    }
}

#[test]
fn bytes_that_are_no_utf8_are_told_of() {
    let checked = read("b", b"TY  - BOOK\nTI  - Caf\xe9\nER  - \n", BibliographyFormat::Ris);
    assert_eq!(rules(&checked.diagnostics), ["2:10 invalid-utf8"]);
    assert_eq!(shown(&checked.value.entries[0]), "- book title=Caf\u{FFFD}");
}

#[test]
fn damaged_files_are_read_without_panic() {
    for (text, format) in
        [(CSL_JSON, BibliographyFormat::CslJson), (BIBTEX, BibliographyFormat::Bibtex), (RIS, BibliographyFormat::Ris)]
    {
        for bytes in damaged(text.as_bytes(), 4000) {
            for entry in read("b", &bytes, format).value.entries {
                assert!(entry.fields.values().all(|stated| !stated.text.is_empty()));
            }
        }
    }
}

#[test]
fn repeated_pieces_take_linear_time() {
    for piece in [
        "{",
        "}",
        "[",
        "\"",
        "{\"a\":",
        "[{",
        "{}\n",
        ",",
        "@a{",
        "@a{x,\n",
        "\n@a{",
        "@a(",
        "\\",
        "$",
        "{x",
        "@string{a=a#",
        "TY  - \n",
        "AU  - a, b\n",
        "x\n",
        "ER  - \n",
        "<",
        "<i",
        "é",
        " and ",
    ] {
        let many = piece.repeat(100_000 / piece.len());
        for format in BibliographyFormat::ALL {
            let _ = read("b", many.as_bytes(), *format);
            let _ = read("b", format!("[{{\"id\": \"a\", \"title\": \"{many}\"}}]").as_bytes(), *format);
            let _ = read("b", format!("@a{{a, author = {{{many}}}, title = {{{many}}}}}").as_bytes(), *format);
            let _ = read("b", format!("TY  - BOOK\nTI  - {many}\nAU  - {many}").as_bytes(), *format);
        }
    }
}
