//! The valid reports: structure, citations, timeline and references exactly; figures and merged events not
//! worse than `ref/scores.toml`.

use std::collections::BTreeMap;
use std::fmt::Debug;

use chancery_compile::Compiled;
use chancery_ingest::report::RawBlock;
use chancery_model::event::EventOrigin;
use chancery_tests::compiled::{bytes, compiled, in_tests};
use chancery_tests::expected::{Case, ExpectedItem, ExpectedReference, ExpectedSection, cases, with_plain_spaces};
use chancery_tests::invariant::violations;
use chancery_tests::score::{Scores, score};
use serde::Deserialize;

fn read(case: &Case) -> Compiled {
    let name = case.report.file_name().and_then(|name| name.to_str()).expect("the suite's names are plain");
    compiled(name, &bytes(&case.report)).expect("a valid report can be read")
}

/// Every case in turn; all disagreements are shown at once.
#[track_caller]
fn check<T: PartialEq + Debug>(found: impl Fn(&Compiled) -> Vec<T>, expected: impl Fn(&Case) -> Vec<T>) {
    let mut wrong = String::new();
    for case in cases() {
        let (found, expected) = (found(&read(&case)), expected(&case));
        for at in 0..found.len().max(expected.len()) {
            if found.get(at) != expected.get(at) {
                wrong += &format!(
                    "{} #{at}:\n  expected {:?}\n  found    {:?}\n",
                    case.name,
                    expected.get(at),
                    found.get(at)
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_suite_is_there() {
    assert!(cases().len() >= 8);
}

#[test]
fn titles() {
    check(
        |compiled| vec![with_plain_spaces(&compiled.datasets.dossier.title)],
        // A report that prints none is titled by its file's name.
        |case| {
            let (first, rest) = case.name.split_at(1);
            let from_name = || format!("{}{}", first.to_uppercase(), rest.replace('-', " "));
            vec![case.expected.title.clone().unwrap_or_else(from_name)]
        },
    );
}

#[test]
fn sections() {
    let section = |section: &chancery_model::section::Section| ExpectedSection {
        heading: section.heading.clone(),
        level: section.level,
        kind: section.kind,
    };
    check(|compiled| compiled.datasets.sections.iter().map(section).collect(), |case| case.expected.sections.clone());
}

#[test]
fn citation_groups() {
    check(
        |compiled| {
            let sections = &compiled.report.sections;
            let mut groups = Vec::new();
            for block in sections.iter().flat_map(|section| &section.blocks) {
                let found: Vec<_> = match block {
                    RawBlock::Paragraph(text) | RawBlock::Item(text) => {
                        text.sentences.iter().flat_map(|sentence| &sentence.groups).collect()
                    }
                    RawBlock::Timeline(item) => item.groups.iter().collect(),
                    RawBlock::Reference(_) | RawBlock::Table(_) => Vec::new(),
                };
                groups.extend(
                    found
                        .into_iter()
                        .map(|group| group.citations.iter().map(|citation| citation.number).collect::<Vec<u32>>()),
                );
            }
            groups
        },
        |case| case.expected.citation_groups.clone(),
    );
    check(|compiled| vec![compiled.datasets.citations.len()], |case| vec![case.expected.n_citations]);
}

#[test]
fn timelines_as_read() {
    check(
        |compiled| {
            let text = &compiled.report.text;
            let blocks = compiled.report.sections.iter().flat_map(|section| &section.blocks);
            let items = blocks.filter_map(|block| match block {
                RawBlock::Timeline(item) => Some(item),
                _ => None,
            });
            items
                .map(|item| ExpectedItem {
                    date: chancery_lexis::date::parse_date(item.date.of(text)).map(|date| date.to_string()),
                    title: with_plain_spaces(item.title.of(text)),
                    description: Some(with_plain_spaces(item.description.of(text))).filter(|text| !text.is_empty()),
                })
                .collect()
        },
        |case| case.expected.timeline.clone(),
    );
}

#[test]
fn timeline_events() {
    check(
        |compiled| {
            let events = compiled.datasets.events.iter().filter(|event| event.origin == EventOrigin::Timeline);
            events.map(|event| with_plain_spaces(&event.title)).collect()
        },
        |case| case.expected.timeline.iter().map(|item| item.title.clone()).collect(),
    );
}

/// An entry of `ref/unread.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unread {
    report: String,
    number: u32,
    #[expect(dead_code, reason = "it is for people")]
    why: String,
}

fn unread() -> Vec<Unread> {
    let kept = String::from_utf8(bytes(&in_tests("ref/unread.toml"))).expect("the list is text");
    let mut table: BTreeMap<String, Vec<Unread>> = toml::from_str(&kept).expect("the list has the keys above");
    table.remove("entry").unwrap_or_default()
}

#[test]
fn references() {
    let some = |text: &str| Some(with_plain_spaces(text)).filter(|text| !text.is_empty());
    let read_entries = |compiled: &Compiled| -> Vec<ExpectedReference> {
        let references = compiled.datasets.references.iter();
        references
            .map(|reference| ExpectedReference {
                number: reference.number,
                author: some(&reference.author_printed),
                title: reference.title.as_deref().and_then(some),
                container: reference.container_title.as_deref().and_then(some),
                publisher: reference.publisher.as_deref().and_then(some),
                issued: reference.issued.map(|date| date.to_string()),
                accessed: reference.accessed.map(|date| date.to_string()),
                url: reference.url.clone(),
            })
            .collect()
    };
    let mut unread = unread();
    let mut wrong = Vec::new();
    for case in cases() {
        let (found, expected) = (read_entries(&read(&case)), &case.expected.references);
        for at in 0..found.len().max(expected.len()) {
            let number = u32::try_from(at + 1).expect("a list is short");
            let kept = unread.iter().position(|entry| entry.report == case.name && entry.number == number);
            match (found.get(at) == expected.get(at), kept) {
                (true, Some(_)) => wrong.push(format!("{} {number}: is read, but kept as unread", case.name)),
                (false, Some(kept)) => drop(unread.remove(kept)),
                (false, None) => wrong.push(format!(
                    "{} {number}:\n  expected {:?}\n  found    {:?}",
                    case.name,
                    expected.get(at),
                    found.get(at)
                )),
                (true, None) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unread.is_empty(), "an entry is kept as unread that no list has");
}

#[test]
fn table_rows() {
    check(
        |compiled| {
            let blocks = compiled.report.sections.iter().flat_map(|section| &section.blocks);
            let rows = blocks.map(|block| if let RawBlock::Table(table) = block { table.rows.len() } else { 0 });
            vec![rows.sum::<usize>()]
        },
        |case| vec![case.expected.table_rows],
    );
}

#[test]
fn figures_and_merged_events_are_found_as_often_as_before() {
    let kept = String::from_utf8(bytes(&in_tests("ref/scores.toml"))).expect("the kept scores are text");
    let kept: Scores = toml::from_str(&kept).expect("the kept scores have the keys of a score");
    let mut worse = String::new();
    for case in cases() {
        let (score, missed) = score(&case, &read(&case));
        let kept = kept.get(&case.name).copied().unwrap_or_default();
        let is_worse = score.figures_found < kept.figures_found
            || score.figures_exact < kept.figures_exact
            || score.figures_beyond > kept.figures_beyond
            || score.merged_found < kept.merged_found
            || score.merged_beyond > kept.merged_beyond
            || score.events_of_prose > kept.events_of_prose;
        if is_worse {
            worse += &format!("{}\n  kept  {kept:?}\n  found {score:?}\n    {}\n", case.name, missed.join("\n    "));
        }
    }
    assert!(worse.is_empty(), "{worse}");
}

#[test]
fn what_holds_of_every_report() {
    for case in cases() {
        let compiled = read(&case);
        assert_eq!(violations(&compiled), Vec::<String>::new(), "{}", case.name);
        let again = read(&case);
        assert_eq!(compiled.datasets, again.datasets, "{}: two runs differ", case.name);
        assert_eq!(compiled.diagnostics, again.diagnostics, "{}: two runs differ", case.name);
    }
}
