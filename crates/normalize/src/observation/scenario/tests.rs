//! The table of outlooks: each is read whole, but for the known misses.

use chancery_ingest::{report, vocabulary};
use chancery_model::observation::Observation;
use serde::Deserialize;

use super::*;
use crate::document::Document;
use crate::lexicon::Lexicon;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    scenario: Vec<Told>,
    #[serde(default)]
    #[expect(dead_code, reason = "it is for people")]
    note: String,
}

/// What is told of one scenario.
#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
struct Told {
    label: String,
    likelihood: Vec<String>,
    triggers: Vec<String>,
    signals: Vec<String>,
}

fn cases() -> Vec<Case> {
    let table = toml::from_str::<Table>(include_str!("cases.toml"));
    table.unwrap_or_else(|error| panic!("the table lacks the keys that its head explains: {}", error.message())).case
}

/// The rows of an outlook, each quote held against the text.
fn rows(outlook: &str) -> Vec<Observation> {
    let text = format!("# R\n\n## Trade\n\nShips call.\n\n## Outlook\n\n{outlook}\n");
    let vocabulary = vocabulary::built_in();
    let lexicon = Lexicon::new(&vocabulary);
    let report = report::read("report.md", text.as_bytes(), &vocabulary).expect("the sample is text").value;
    let document = Document::new(&report);
    let numbers = [(3, "third".to_owned())].into();
    let rows = scenarios(&Source { document: &document, lexicon: &lexicon, numbers: &numbers, ref_area: Some("KEN") });
    for row in &rows {
        let place = row.place.as_ref().expect("it stands in the report");
        assert_eq!(document.span(place.anchor).of(&report.text), place.quote);
        assert_eq!(row.phrase.as_deref(), Some(place.quote.as_str()));
    }
    rows
}

/// The rows by scenario, in the order in which the text names them first.
fn told(rows: &[Observation]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for row in rows {
        let label = row.scenario.clone().expect("it is of a scenario");
        let at = told.iter().position(|scenario| scenario.label == label).unwrap_or_else(|| {
            told.push(Told { label, ..Told::default() });
            told.len() - 1
        });
        let words = row.phrase.clone().unwrap_or_default();
        match row.indicator_id.as_deref() {
            Some("scenario-path") => {}
            Some("scenario-likelihood") => told[at].likelihood.push(words),
            Some("scenario-trigger") => told[at].triggers.push(words),
            Some("scenario-signal") => told[at].signals.push(words),
            other => panic!("{other:?} is no row of a scenario"),
        }
    }
    told
}

#[test]
fn as_many_outlooks_are_read_whole_as_before() {
    const READ: usize = 61;
    let read = cases().iter().filter(|case| told(&rows(&case.text)) == case.scenario).count();
    assert_eq!(read, READ);
}

/// An unsure case gives no row: what is missed may be nothing, and must not be something else.
#[test]
fn no_trigger_is_found_that_a_reader_does_not_find() {
    for case in cases() {
        let expected: Vec<&String> = case.scenario.iter().flat_map(|scenario| &scenario.triggers).collect();
        for scenario in told(&rows(&case.text)) {
            for trigger in &scenario.triggers {
                assert!(expected.contains(&trigger), "{}\n  {trigger}", case.text);
            }
        }
    }
}

/// How much of each kind is found: `cargo test -p chancery-normalize scenario -- --ignored --nocapture`.
#[test]
#[ignore = "it measures, and asks nothing"]
fn score() {
    let (mut whole, mut all) = (0, 0);
    // Expected, found of those, found beyond; labels, likelihoods, triggers, signals.
    let mut counts = [[0usize; 3]; 4];
    let parts = |told: &[Told]| -> [Vec<String>; 4] {
        let pairs = |of: fn(&Told) -> &Vec<String>| -> Vec<String> {
            told.iter().flat_map(|one| of(one).iter().map(|words| format!("{}: {words}", one.label))).collect()
        };
        [
            told.iter().map(|one| one.label.clone()).collect(),
            pairs(|one| &one.likelihood),
            pairs(|one| &one.triggers),
            pairs(|one| &one.signals),
        ]
    };
    for case in cases() {
        let found = told(&rows(&case.text));
        all += 1;
        whole += usize::from(found == case.scenario);
        for ((expected, found), count) in parts(&case.scenario).iter().zip(parts(&found)).zip(&mut counts) {
            let hits = expected.iter().filter(|words| found.contains(words)).count();
            count[0] += expected.len();
            count[1] += hits;
            count[2] += found.len() - hits;
        }
    }
    println!("{whole} of {all} read whole; labels, likelihoods, triggers, signals: {counts:?}");
}
