//! Two editions of a report: what changed is told, and nothing else.

use std::collections::BTreeMap;

use chancery_export::changes::json::changes_json;
use chancery_export::changes::markdown::difference_markdown;
use chancery_export::changes::text::changes_text;
use chancery_export::changes::{LISTED, Sheets, compare, kept_ids};
use chancery_export::csv;
use chancery_export::manifest::{Input, read_manifest, sha256};
use chancery_export::release::{Previous, ReleaseRequest, release};
use chancery_export::tables::{self, TABLES};
use chancery_model::changes::Change;
use chancery_model::datasets::Datasets;
use chancery_tests::compiled::{bytes, compiled, in_tests};

type Tables = BTreeMap<String, Vec<u8>>;

fn text(name: &str) -> String {
    String::from_utf8(bytes(&in_tests("suite/editions").join(name))).expect("UTF-8")
}

fn datasets(report: &str) -> Datasets {
    compiled("report.md", report.as_bytes()).expect("a report").datasets
}

/// The changes from one report to the next edition of it, whose records keep their ids.
fn changes(old: &str, new: &str) -> Vec<Change> {
    let (old, new) = (datasets(old), datasets(new));
    let old = tables::rows(&old);
    let old = Sheets::of(&old);
    let new = kept_ids(&new, &old);
    compare(&old, &Sheets::of(&tables::rows(&new)))
}

/// The listed ones, short.
fn listed(changes: &[Change]) -> Vec<String> {
    let listed = changes.iter().filter(|change| LISTED.contains(&change.table.as_str()));
    listed
        .map(|change| format!("{} {} {}", change.kind.name(), change.record_id, change.field).trim().to_owned())
        .collect()
}

/// The report with its sources in another order, and every citation numbered anew.
fn renumbered(report: &str) -> String {
    let (body, literature) = report.split_once("## Literature\n\n").expect("a list of sources");
    let entries: Vec<&str> = literature.lines().collect();
    let n_entries = entries.len();
    let body = (1..=n_entries).fold(body.to_owned(), |body, n| body.replace(&format!("[{n}]"), &format!("[#{n}]")));
    let body =
        (1..=n_entries).fold(body, |body, n| body.replace(&format!("[#{n}]"), &format!("[{}]", n_entries + 1 - n)));
    let entries = entries
        .iter()
        .rev()
        .enumerate()
        .map(|(at, entry)| format!("{}. {}\n", at + 1, entry.split_once(". ").expect("a numbered entry").1));
    body + "## Literature\n\n" + &entries.collect::<String>()
}

#[test]
fn an_edition_tells_exactly_what_changed() {
    let changes = changes(&text("first.md"), &text("second.md"));
    let expected = [
        "changed 2013-mackerel-standoff date",
        "changed 2013-mackerel-standoff title",
        "changed 2013-mackerel-standoff description",
        "changed 2013-mackerel-standoff category",
        "changed 2013-mackerel-standoff event_type",
        "added 2022-data-cable-landed",
        "removed 2016-ferry-subsidy-ended",
        "changed 45-percent-fro-2019 value",
        "added olsen-2024-drying",
        "added registry-2023-landing",
    ];
    assert_eq!(listed(&changes), expected);
    assert_eq!(changes_text(&changes), text("expected.txt"));
    assert_eq!(changes_json("first.md", "second.md", &changes), text("expected.json"));
    assert_eq!(difference_markdown("first.md", "second.md", &changes), text("expected.md"));
}

#[test]
fn new_numbers_and_places_are_no_changes() {
    let report = text("first.md");
    let moved =
        report.replace("## Quotas", "A ferry is a road that moves, as the saying on both piers has it.\n\n## Quotas");
    for edition in [report.clone(), renumbered(&report), moved.clone(), renumbered(&moved)] {
        assert_eq!(listed(&changes(&report, &edition)), Vec::<String>::new(), "{edition}");
        assert_eq!(listed(&changes(&edition, &report)), Vec::<String>::new(), "{edition}");
    }
}

#[test]
fn one_word_is_one_change() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("market for goods", "market for all goods", &["changed 2005-hoyvik-agreement description"]),
        ("- 2005 – Hoyvik", "- 31 August 2005 – Hoyvik", &["changed 2005-hoyvik-agreement date"]),
        ("Hoyvik Agreement", "Hoyvík Agreement", &["changed 2005-hoyvik-agreement title"]),
        ("'Idle hulls in the north'", "'Idle hulls of the north'", &["changed holm-2021-idle title"]),
        ("https://harbour.example/idle", "https://harbour.example/2021/idle", &["changed holm-2021-idle url"]),
        (
            "45 percent",
            "about 45 percent",
            &[
                "changed 45-percent-fro-2019 value_low",
                "changed 45-percent-fro-2019 value_high",
                "changed 45-percent-fro-2019 comparator",
                "changed 45-percent-fro-2019 obs_status",
            ],
        ),
        ("Faroese vessels landed 45 percent of the shared catch in 2019 [3].", "", &["removed 45-percent-fro-2019"]),
        ("fuel", "diesel", &[]),
    ];
    let report = text("first.md");
    for (from, to, expected) in cases {
        assert!(report.contains(from), "{from}");
        assert_eq!(listed(&changes(&report, &report.replace(from, to))), *expected, "{from}");
    }
}

fn released(report: &str, previous: Option<Previous>) -> (Previous, String) {
    let request = ReleaseRequest {
        tool_version: "1.2.3".to_owned(),
        inputs: vec![Input {
            path: "report.md".to_owned(),
            sha256: sha256(report.as_bytes()),
            bytes: report.len() as u64,
        }],
        previous,
        ..ReleaseRequest::default()
    };
    let artifacts = release(&datasets(report), &request).expect("a release");
    let file = |path: &str| artifacts.iter().find(|artifact| artifact.path == path).expect(path).bytes.clone();
    let manifest = read_manifest(&file("manifest.json")).expect("a manifest");
    let tables: Tables = TABLES.iter().map(|table| (table.name.to_owned(), file(&csv::path_of(table.name)))).collect();
    let previous = Previous { release_id: manifest.release_id, changes: manifest.changes, tables };
    (previous, String::from_utf8(file("CHANGES.md")).expect("UTF-8"))
}

fn events(release: &Previous) -> String {
    String::from_utf8(release.tables["events"].clone()).expect("UTF-8")
}

#[test]
fn releases_tell_the_same_and_keep_ids() {
    let (first, second) = (text("first.md"), text("second.md"));
    let (alone, said) = released(&second, None);
    assert!(said.contains("First release"), "{said}");
    assert!(events(&alone).contains("\n2013-herring-embargo,"), "{}", events(&alone));

    let (old, _) = released(&first, None);
    let (new, said) = released(&second, Some(old.clone()));
    let expected = text("expected.md").replace(
        "From `first.md` to `second.md`.",
        &format!("Since release `{}`, which this one replaces.", old.release_id),
    );
    assert_eq!(said, expected);
    assert!(events(&new).contains("\n2013-mackerel-standoff,2013-08,"), "{}", events(&new));
    assert_eq!(released(&second, Some(new.clone())).1, said, "once more tells the same");

    let (back, said) = released(&first, Some(new));
    assert!(said.contains("- Changed `2013-mackerel-standoff`: `2013, Mackerel standoff`"), "{said}");
    assert_eq!(back.tables, old.tables, "ids and all");
}
