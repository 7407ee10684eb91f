//! The table of outlooks: each is read whole, but for the known misses.

use std::fmt::Write as _;
use std::sync::LazyLock;

use chancery_ingest::report;
use chancery_ingest::vocabulary::{self, Vocabulary};
use chancery_model::observation::Observation;
use serde::Deserialize;

use super::*;
use crate::document::Document;
use crate::lexicon::Lexicon;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(vocabulary::built_in);
static LEXICON: LazyLock<Lexicon<'static>> = LazyLock::new(|| Lexicon::new(&VOCABULARY));

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
    missed: Option<String>,
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
    let vocabulary: &Vocabulary = &VOCABULARY;
    let lexicon = &*LEXICON;
    let report = report::read("report.md", text.as_bytes(), vocabulary).expect("the sample is text").value;
    let document = Document::new(&report);
    let numbers = [(3, "third".to_owned())].into();
    let rows = scenarios(&Source { document: &document, lexicon, numbers: &numbers, ref_area: Some("KEN") });
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
fn outlooks_are_read_whole_but_for_the_known_misses() {
    let mut stale = String::new();
    for case in cases() {
        let found = told(&rows(&case.text));
        let is_read = found == case.scenario;
        if is_read == case.missed.is_some() {
            writeln!(stale, "{}\n  expected {:?}\n  found    {found:?}", case.text, case.scenario).expect("it is text");
        }
    }
    assert!(stale.is_empty(), "not as the table says:\n{stale}");
}

/// An unsure case gives no row: what is missed may be nothing, and must not be something else.
#[test]
fn no_trigger_is_found_that_a_reader_does_not_find() {
    for case in cases().iter().filter(|case| case.missed.is_none()) {
        let expected: Vec<&String> = case.scenario.iter().flat_map(|scenario| &scenario.triggers).collect();
        for scenario in told(&rows(&case.text)) {
            for trigger in &scenario.triggers {
                assert!(expected.contains(&trigger), "{}\n  {trigger}", case.text);
            }
        }
    }
}

/// How much of each kind is found in the known misses too, and what beyond.
#[test]
fn as_much_is_found_as_before() {
    // Expected, found of those, found beyond.
    const KEPT: [(&str, [usize; 3]); 4] =
        [("labels", [143, 141, 0]), ("likelihoods", [59, 56, 1]), ("triggers", [101, 92, 1]), ("signals", [36, 36, 0])];
    let pairs = |told: &[Told], of: fn(&Told) -> &Vec<String>| -> Vec<String> {
        told.iter().flat_map(|one| of(one).iter().map(|words| format!("{}: {words}", one.label))).collect()
    };
    let parts = |told: &[Told]| -> [Vec<String>; 4] {
        [
            told.iter().map(|one| one.label.clone()).collect(),
            pairs(told, |one| &one.likelihood),
            pairs(told, |one| &one.triggers),
            pairs(told, |one| &one.signals),
        ]
    };
    let mut counts = KEPT.map(|(kind, _)| (kind, [0; 3]));
    for case in cases() {
        let found = told(&rows(&case.text));
        for ((expected, found), (_, count)) in parts(&case.scenario).iter().zip(parts(&found)).zip(&mut counts) {
            let hits = expected.iter().filter(|words| found.contains(words)).count();
            count[0] += expected.len();
            count[1] += hits;
            count[2] += found.len() - hits;
        }
    }
    assert_eq!(counts, KEPT);
}

/// The words of the grammar in an order that is the same every time.
#[test]
fn words_in_any_order_never_panic_and_quotes_stand_where_they_say() {
    const WORDS: &[&str] = &[
        "a", "and", "are", "as", "barring", "be", "by", "case", "depends", "drift", "driven", "event", "fails",
        "given", "hinges", "if", "in", "is", "it", "its", "likely", "most", "of", "on", "once", "only", "or", "path",
        "provided", "push", "requires", "scenario", "should", "signs", "talks", "that", "the", "this", "to", "trigger",
        "triggers", "unless", "unlikely", "watch", "were", "when", "whether", "which", "would", "2", "$2,500", "30%",
        "é", "“x”", ",", ",", ":", ";", "(", ")", "–", "[3]", "…", "’s", "\u{301}", ". ", "\n\n", "\n\n- ", "\n\n### ",
    ];
    let mut state = 11u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    let mut outlook = String::new();
    for _ in 0..20_000 {
        outlook.push_str(["", " ", " ", " "][next() % 4]);
        outlook.push_str(WORDS[next() % WORDS.len()]);
        if next() % 40 == 0 {
            outlook.push_str(".\n\nIn a drift path, ");
        }
    }
    let triggers = told(&rows(&outlook)).iter().map(|scenario| scenario.triggers.len()).sum::<usize>();
    assert!(triggers > 50, "{triggers}");
}
