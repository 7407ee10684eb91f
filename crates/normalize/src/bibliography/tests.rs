//! Lists, bibliographies, and what becomes of them.

use chancery_ingest::bibliography::read;
use chancery_ingest::curation::RawCuration;
use chancery_ingest::manifest::{self, BibliographyFormat, CheckOptions, Ignored, RuleName};
use chancery_ingest::{report, vocabulary};
use chancery_model::datasets::Datasets;
use chancery_model::diagnostic::{Diagnostic, Place};

use crate::{Input, compile};

/// A report of these sources compiled with a BibTeX file.
fn compiled(list: &[&str], bibtex: &str, check: CheckOptions) -> (Datasets, Vec<Diagnostic>) {
    let vocabulary = vocabulary::built_in();
    let items: String = list.iter().map(|item| format!("- {item}\n")).collect();
    let text = format!("# Report\n\n## Literature\n\n{items}");
    let report = report::read("report.md", text.as_bytes(), &vocabulary).expect("the sample is text").value;
    let manifest = b"id = 'report'\ntitle = 'Report'\nreport = 'report.md'\n";
    let input = Input {
        dossier: manifest::read("dossier.toml", manifest).value.expect("it has all it needs").dossier,
        report,
        series: Vec::new(),
        bibliographies: vec![read("s.bib", bibtex.as_bytes(), BibliographyFormat::Bibtex).value],
        curation: RawCuration::default(),
        check,
        diagnostics: Vec::new(),
    };
    let checked = compile(&input, &vocabulary);
    let told = |finding: &Diagnostic| finding.rule().id.starts_with("bibliography-");
    (checked.value, checked.diagnostics.into_iter().filter(told).collect())
}

const WEIRS: &str = "Ada Quill, ‘Weirs’ (River Daily, 2 May 2020) <https://www.r.example/a/> accessed 3 May 2021.";
const LOCKS: &str = "Ada Quill, ‘Old Locks’ (2019).";

#[test]
fn what_the_list_lacks_is_taken_over() {
    let cases = [
        (
            WEIRS,
            "@article{k, url = {http://r.example/a}, publisher = {Press}, number = {7}}",
            "issue=7 publisher=Press",
            "publisher s.bib:1:54; issue s.bib:1:72; type s.bib:1:1",
        ),
        (
            LOCKS,
            "@book{k, title = {Old locks}, date = {2020}, doi = {10.1/a}, urldate = {2021-05}}",
            "accessed=2021-05 doi=10.1/a",
            "accessed s.bib:1:73; doi s.bib:1:53; type s.bib:1:1",
        ),
        (
            "‘Old Locks’ (2019).",
            "@misc{k, title = {Old locks}, author = {Reed, Bo}}",
            "authors=Bo Reed",
            "authors s.bib:1:41",
        ),
        (LOCKS, "@misc{k, title = {Old locks}, urldate = {lately}}", "", ""),
        (LOCKS, "@misc{k, title = {New locks}, publisher = {Press}}", "", ""),
        (LOCKS, "@misc{k, title = {Old locks}, date = {2021}, publisher = {Press}}", "", ""),
    ];
    for (list, bibtex, expected, supplied) in cases {
        let (datasets, _) = compiled(&[list], bibtex, CheckOptions::default());
        let reference = &datasets.references[0];
        let has = |field: &str| reference.supplied.iter().any(|own| own.field == field);
        let mut shown = Vec::new();
        let date = |date: Option<chancery_model::edtf::Edtf>| date.map(|date| date.to_string());
        let names: Vec<String> = reference.authors.iter().map(chancery_model::reference::Name::display).collect();
        for (field, value) in [
            ("accessed", date(reference.accessed)),
            ("authors", Some(names.join(", "))),
            ("doi", reference.doi.clone()),
            ("issue", reference.issue.clone()),
            ("publisher", reference.publisher.clone()),
        ] {
            if has(field) {
                shown.push(format!("{field}={}", value.expect("a supplied field is set")));
            }
        }
        assert_eq!(shown.join(" "), expected, "{bibtex}");
        let places: Vec<String> =
            reference.supplied.iter().map(|own| format!("{} {}", own.field, own.source)).collect();
        assert_eq!(places.join("; "), supplied, "{bibtex}");
    }
}

#[test]
fn the_list_is_never_overwritten() {
    let bibtex = "@online{k, url = {https://r.example/a}, title = {Dams}, author = {Reed, Bo},\n date = {2019}, urldate = {2022-01-01}, organization = {Hill Weekly}}";
    let (datasets, findings) = compiled(&[WEIRS], bibtex, CheckOptions::default());
    let reference = &datasets.references[0];
    assert_eq!(reference.title.as_deref(), Some("Weirs"));
    assert_eq!(reference.issued.map(|date| date.to_string()).as_deref(), Some("2020-05-02"));
    assert!(reference.supplied.iter().all(|own| own.field == "type"), "{:?}", reference.supplied);
    let shown: Vec<String> =
        findings.iter().map(|finding| format!("{} {}", finding.severity().name(), finding.message)).collect();
    assert_eq!(shown.len(), 5, "{shown:#?}");
    let expected = "warning expected the list and the bibliography to agree on `issued` of [1], found “2 May 2020” in the list (line 5, column 36) and “2019” at s.bib:2:10";
    assert!(shown.iter().any(|line| line == expected), "{shown:#?}");
    assert!(shown.iter().any(|line| line.starts_with("info ") && line.contains("`accessed`")), "{shown:#?}");
}

#[test]
fn entries_that_match_nothing_or_two_are_noted() {
    let twice = [WEIRS, "Bo Reed, ‘Dams’ (River Daily, 2 May 2020) <https://r.example/a>."];
    let cases: &[(&[&str], &str, &str)] = &[
        (
            &[LOCKS],
            "@misc{k, title = {Dams}}",
            "bibliography-unmatched expected a source of the report's list, found “Dams”, which none is",
        ),
        (
            &[LOCKS],
            "@misc{k, note = {x}}",
            "bibliography-unmatched expected a source of the report's list, found `k`, which has no title, which none is",
        ),
        (
            &twice,
            "@misc{k, title = {Bridges}, url = {https://r.example/a}}",
            "bibliography-ambiguous expected one source of the report's list for “Bridges”, found [1], [2]",
        ),
        (
            &[LOCKS, LOCKS],
            "@misc{k, title = {Old locks}}",
            "bibliography-ambiguous expected one source of the report's list for “Old locks”, found [1], [2]",
        ),
        (&twice, "@misc{k, title = {Dams}, url = {https://r.example/a}}", ""),
        (&[LOCKS], "", ""),
    ];
    for (list, bibtex, expected) in cases {
        let (_, findings) = compiled(list, bibtex, CheckOptions::default());
        let shown: Vec<String> =
            findings.iter().map(|finding| format!("{} {}", finding.rule().id, finding.message)).collect();
        assert_eq!(shown.join("\n"), *expected, "{bibtex}");
    }
}

#[test]
fn a_whole_library_is_told_of_once() {
    let library: String = (0..100).map(|n| format!("@misc{{k{n}, title = {{Title {n}}}}}\n")).collect();
    let (_, findings) = compiled(&[LOCKS], &library, CheckOptions::default());
    assert_eq!(findings.len(), super::MAX_UNMATCHED + 1);
    assert!(findings[super::MAX_UNMATCHED].message.starts_with("80 more entries"));
}

#[test]
fn the_rules_can_be_ignored() {
    let rule = RuleName { name: "bibliography-unmatched".to_owned(), place: Place::Dossier };
    let ignored = Ignored { rule, record: None, reason: "a file of several reports".to_owned() };
    let check = CheckOptions { ignore: vec![ignored], ..CheckOptions::default() };
    let (_, findings) = compiled(&[LOCKS], "@misc{k, title = {Dams}}", check);
    assert!(findings.is_empty(), "{findings:?}");
}
