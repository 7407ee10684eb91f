//! A release's references read back from the files for reference managers, and taken over from such files again.

use chancery_export::biblatex::biblatex;
use chancery_export::csl::csl;
use chancery_export::ris::ris;
use chancery_ingest::bibliography::{RawEntry, RawName, ReferenceField, read};
use chancery_ingest::manifest::BibliographyFormat;
use chancery_model::datasets::Datasets;
use chancery_model::reference::{Name, Reference, ReferenceType};
use chancery_tests::compiled::compiled;

const HOSTILE: &[&str] = &[
    "plain words",
    "} @book{x, title = {y}",
    "{ unclosed \\",
    "100% of $5 & a_b #1 ~ ^ -- --- 'x' \"y\" \\input{z}",
    "line\r\nER  - \r\nTY  - BOOK\r\nTI  - other",
    "nul \u{0} bell \u{7} \u{2028} end",
    "Душанбе — «слово» 山 é",
    "=HYPERLINK(1) <b>bold</b> <i",
    "and and AND, and",
];

/// A reference for each hostile text, which stands in every field.
fn datasets() -> Datasets {
    let report = "# Report\n\n## Literature\n\n- Ada Quill, ‘Weirs’ (River Review, 2 May 2020).\n";
    let mut datasets = compiled("report.md", report.as_bytes()).expect("a report").datasets;
    let base = datasets.references[0].clone();
    let person =
        |given: &str, family: &str| Name::Person { given: given.into(), family: family.into(), suffix: "Jr".into() };
    let hostile = |(text, n): (&&str, u32)| Reference {
        reference_id: format!("quill-2020-{n}"),
        number: n,
        kind: ReferenceType::ArticleJournal,
        authors: vec![
            Name::Literal((*text).to_owned()),
            person("Ada", "van der Quill"),
            person("Juan", "Ortega y Gasset"),
        ],
        title: Some((*text).to_owned()),
        container_title: Some((*text).to_owned()),
        publisher: Some((*text).to_owned()),
        url: Some("https://r.example/a_b~c?d=%20&e={x}".to_owned()),
        doi: Some("10.1/a_b".to_owned()),
        accessed: "2021-05-03".parse().ok(),
        ..base.clone()
    };
    datasets.references = HOSTILE.iter().zip(1..).map(hostile).collect();
    datasets
}

/// One space for what is no letter a reader sees.
fn tidy(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn same(entry: &RawEntry, reference: &Reference, format: BibliographyFormat) {
    let text = |field| entry.fields.get(&field).map(|stated| stated.text.as_str());
    let name = format.name();
    assert_eq!(entry.key, reference.reference_id, "{name}");
    assert_eq!(entry.kind, Some(reference.kind), "{name}");
    let title = reference.title.as_deref().map(tidy);
    // CSL allows a few tags in its texts, and they are taken out.
    let title = if format == BibliographyFormat::CslJson {
        title.map(|title| title.replace("<b>", "").replace("</b>", ""))
    } else {
        title
    };
    assert_eq!(text(ReferenceField::Title), title.as_deref(), "{name}");
    assert_eq!(text(ReferenceField::ContainerTitle), title.as_deref(), "{name}");
    assert_eq!(text(ReferenceField::Publisher), title.as_deref(), "{name}");
    assert_eq!(text(ReferenceField::Issued), Some("2020-05-02"), "{name}");
    assert_eq!(text(ReferenceField::Accessed), Some("2021-05-03"), "{name}");
    assert_eq!(text(ReferenceField::Doi), Some("10.1/a_b"), "{name}");
    let url = text(ReferenceField::Url).map(|url| url.replace("%7B", "{").replace("%7D", "}"));
    assert_eq!(url, reference.url, "{name}");
    let names: Vec<String> = entry.authors.iter().map(shown).collect();
    let expected: Vec<String> = reference.authors.iter().map(|name| tidy(&name.display())).collect();
    assert_eq!(names, expected, "{name}");
}

fn shown(name: &RawName) -> String {
    match name {
        RawName::Split(name) => name.display(),
        RawName::Printed(printed) => printed.clone(),
    }
}

#[test]
fn what_is_written_is_read_back() {
    let datasets = datasets();
    let files = [
        (csl(&datasets), BibliographyFormat::CslJson),
        (biblatex(&datasets), BibliographyFormat::Bibtex),
        (ris(&datasets), BibliographyFormat::Ris),
    ];
    for (bytes, format) in files {
        let checked = read("references", &bytes, format);
        assert!(checked.diagnostics.is_empty(), "{}: {:?}", format.name(), checked.diagnostics);
        assert_eq!(checked.value.entries.len(), datasets.references.len(), "{}", format.name());
        for (entry, reference) in checked.value.entries.iter().zip(&datasets.references) {
            same(entry, reference, format);
        }
    }
}
