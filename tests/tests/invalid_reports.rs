//! The invalid reports of `suite/reports/invalid/cases.toml`, and broken ones made here: what is wrong is said,
//! what can be told is told, nothing panics.

use chancery_compile::{CompileError, Compiled};
use chancery_ingest::report::ReportError;
use chancery_ingest::text::TextError;
use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::Place;
use chancery_tests::compiled::{bytes, compiled, files, in_tests};
use chancery_tests::expected::cases;
use chancery_tests::invariant::violations;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

/// What `cases.toml` says of a report.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    file: String,
    exit: u8,
    rules: Vec<String>,
    #[serde(default)]
    at: Option<String>,
    #[serde(default)]
    byte: Option<usize>,
    #[serde(default)]
    never: Vec<String>,
    why: String,
}

fn invalid_cases() -> Vec<Case> {
    let table = bytes(&in_tests("suite/reports/invalid/cases.toml"));
    let table: Table = toml::from_slice(&table).expect("the table has the keys its head lists");
    table.case
}

/// Compiles twice, asks the invariants, and gives the result.
#[track_caller]
fn survives(name: &str, bytes: &[u8]) -> Result<Compiled, ReportError> {
    let report = || match compiled(name, bytes) {
        Err(CompileError::Report { error, .. }) => Err(error),
        found => Ok(found.expect("a bare report has nothing else to refuse")),
    };
    let (compiled, again) = (report(), report());
    match (&compiled, &again) {
        (Ok(compiled), Ok(again)) => {
            assert_eq!(violations(compiled), Vec::<String>::new(), "{name}");
            assert!(compiled.datasets == again.datasets, "{name}: two runs differ");
            assert_eq!(compiled.diagnostics, again.diagnostics, "{name}: two runs differ");
        }
        (Err(error), Err(again)) => {
            assert_eq!(error, again, "{name}: two runs differ");
            assert!(error.to_string().starts_with("expected "), "{name}: {error}");
        }
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => assert_eq!(compiled.is_ok(), again.is_ok(), "{name}: two runs differ"),
    }
    compiled
}

/// The rule that a report which cannot be read at all is refused under, and the byte it stopped at.
fn refusal(error: &ReportError) -> (&'static str, Option<usize>) {
    match error {
        ReportError::UnknownFormat { .. } => ("unknown-format", None),
        ReportError::Text(TextError::Empty) => ("empty-report", None),
        ReportError::Text(TextError::Encoding { .. }) => ("other-encoding", None),
        ReportError::Text(TextError::Binary { offset, .. }) => ("binary-report", Some(*offset)),
        ReportError::Text(TextError::InvalidUtf8 { offset, .. }) => ("invalid-utf8", Some(*offset)),
        ReportError::Docx(_) => ("unreadable-docx", None),
        ReportError::Html(error) => ("other-encoding", Some(error.offset)),
    }
}

fn words_at(text: &str, words: &str) -> Anchor {
    let start = text.find(words).map(|at| text[..at].chars().count()).expect("the words stand in the report");
    Anchor { start, end: start + words.chars().count() }
}

#[test]
fn every_file_is_in_the_table() {
    let listed: Vec<String> = invalid_cases().into_iter().map(|case| case.file).collect();
    for file in files(&in_tests("suite/reports/invalid")) {
        let name = file.file_name().and_then(|name| name.to_str()).expect("the suite's names are plain").to_owned();
        assert!(name == "cases.toml" || name.starts_with('.') || listed.contains(&name), "{name} is in no case");
    }
}

/// The cells of a CSV file, its quoting undone.
fn csv_cells(bytes: &[u8]) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let records = reader.records().map(|record| record.expect("the exporter writes sound CSV"));
    records.flat_map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn cases_of_the_table() {
    let mut wrong = String::new();
    for case in invalid_cases() {
        let bytes = bytes(&in_tests("suite/reports/invalid").join(&case.file));
        let mut say = |found: String| wrong += &format!("{} ({}): {found}\n", case.file, case.why);
        match survives(&case.file, &bytes) {
            Err(error) => {
                let (rule, byte) = refusal(&error);
                if case.exit != 65 || !case.rules.iter().any(|expected| expected == rule) {
                    say(format!("refused: {error}"));
                }
                if case.byte.is_some() && case.byte != byte {
                    say(format!("expected byte {:?}, found {byte:?}", case.byte));
                }
            }
            Ok(_) if case.exit != 0 => say("was read".to_owned()),
            Ok(compiled) => {
                for rule in &case.rules {
                    if !compiled.diagnostics.iter().any(|found| found.rule().id == *rule) {
                        say(format!("expected {rule}"));
                    }
                }
                let rows = chancery_export::tables::rows(&compiled.datasets);
                let tables = rows.iter().map(chancery_export::csv::csv);
                let cells = tables.flat_map(|table| csv_cells(&table));
                for cell in cells.filter(|cell| cell.parse::<f64>().is_err()) {
                    if let Some(start) = case.never.iter().find(|start| cell.starts_with(start.as_str())) {
                        say(format!("a cell begins with {start}: {cell}"));
                    }
                }
                if let (Some(words), Some(rule)) = (&case.at, case.rules.first()) {
                    let words = words_at(&compiled.datasets.text, words);
                    let overlaps = |anchor: Anchor| anchor.start < words.end && words.start < anchor.end;
                    let mut found = compiled.diagnostics.iter().filter(|found| found.rule().id == *rule);
                    if !found.any(|found| matches!(found.place, Place::Report(anchor) if overlaps(anchor))) {
                        say(format!("{rule} does not point at {words:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a report that is only partly broken still gives: sections, citations, timeline events, references.
#[test]
fn what_can_be_told_is_told() {
    let cases = [
        ("lone-cr.txt", 3, 2, 2, 2),
        ("mixed-line-ends.txt", 2, 2, 0, 2),
        ("timeline-impossible-date.txt", 3, 2, 3, 2),
        ("formula-in-timeline.txt", 3, 2, 2, 2),
        ("unclosed-citation.txt", 2, 1, 0, 2),
        ("control-characters.txt", 2, 2, 0, 2),
    ];
    for (file, sections, citations, events, references) in cases {
        let bytes = bytes(&in_tests("suite/reports/invalid").join(file));
        let tables = survives(file, &bytes).expect("it is text").datasets;
        let events_found = tables.events.iter().filter(|event| event.origin.name() == "timeline").count();
        let found = (tables.sections.len(), tables.citations.len(), events_found, tables.references.len());
        assert_eq!(found, (sections, citations, events, references), "{file}");
    }
}

#[test]
fn a_day_the_calendar_lacks_is_no_other_day() {
    let bytes = bytes(&in_tests("suite/reports/invalid/timeline-impossible-date.txt"));
    let tables = survives("report.txt", &bytes).expect("it is text").datasets;
    let event = tables.events.iter().find(|event| event.title == "Patrols").expect("the item is an event");
    assert_eq!(event.date, None);
}

#[test]
fn broken_ones_made_here() {
    let long_word = "x".repeat(1 << 16);
    let texts = [
        String::new(),
        "\n\n\n".to_owned(),
        "[".repeat(5000),
        "[1".repeat(5000),
        "[1]".repeat(5000),
        "[1] ".repeat(5000),
        "[1]-".repeat(5000),
        "(".repeat(5000),
        "‘".repeat(5000),
        "1".repeat(5000),
        "1,".repeat(5000),
        "1.".repeat(5000),
        "$1-".repeat(5000),
        "in 2004 ".repeat(5000),
        "2004–2005–".repeat(3000),
        "January ".repeat(5000),
        "million ".repeat(5000),
        "5 percent of ".repeat(4000),
        "a.b.c.".repeat(4000),
        "> ".repeat(2000),
        "- ".repeat(3000),
        "# ".repeat(3000),
        "|".repeat(3000),
        "*_".repeat(3000),
        format!("{long_word}\n{long_word}."),
        format!("Timeline\n{}", "- 2004 – A: b.\n".repeat(1000)),
        format!("Timeline\n{}Literature\n{}", "- : : :\n".repeat(500), "- ‘( <http\n".repeat(500)),
        "Heading\n".repeat(3000),
        "---\ntitle: a\n---".to_owned(),
        "---\ntitle: \"\n---\n".to_owned(),
        "---\n\n---\n# \n".to_owned(),
        "\u{202E}\u{200D}\u{FEFF}e\u{301}\u{301} 5 % [1]".to_owned(),
    ];
    for (at, text) in texts.iter().enumerate() {
        for ending in ["txt", "md"] {
            let found = survives(&format!("made-{at}.{ending}"), text.as_bytes());
            assert_eq!(found.is_err(), text.trim().is_empty(), "made-{at}.{ending}");
        }
    }
    for bytes in [&b"\xFF\xFE"[..], b"\x00", b"text \xC3", b"\xED\xA0\x80", b"%PDF-1.7\n\x01", b"PK\x03\x04"] {
        assert!(survives("made.txt", bytes).is_err(), "{bytes:?}");
    }
    assert!(matches!(survives("made.pptx", b"text"), Err(ReportError::UnknownFormat { .. })));
}

/// A linear congruential sequence: the same on every machine.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % bound.max(1)
    }
}

#[test]
fn mutations_of_valid_reports() {
    const EACH: usize = 24;
    let mut sequence = Sequence(20_120);
    for case in cases() {
        let sound = bytes(&case.report);
        let name = case.report.file_name().and_then(|name| name.to_str()).expect("the suite's names are plain");
        for _ in 0..EACH {
            let mut broken = sound.clone();
            for _ in 0..=sequence.below(4) {
                let (at, length) = (sequence.below(broken.len()), sequence.below(400));
                let end = (at + length).min(broken.len());
                match sequence.below(6) {
                    0 => broken.truncate(at.max(1)),
                    1 => broken[at] ^= 1 << sequence.below(7),
                    2 => drop(broken.drain(at..end)),
                    3 => {
                        let chunk = broken[at..end].to_vec();
                        let to = sequence.below(broken.len());
                        broken.splice(to..to, chunk);
                    }
                    4 => broken[at] = b"[]()<>:.-\n\"'0 "[sequence.below(14)],
                    _ => broken.retain(|byte| *byte != b"[]()\n\"."[at % 7]),
                }
                if broken.is_empty() {
                    break;
                }
            }
            // What it must not do is panic, contradict itself or differ between runs.
            let _ = survives(name, &broken);
        }
    }
}

/// Fifty megabytes on one line. It takes a while without optimisation: `cargo test -- --ignored`.
#[test]
#[ignore = "takes minutes in a development build"]
fn fifty_megabytes_on_one_line() {
    let sentence = "In 2012 the harbour’s trade rose by 5 percent to $3.5 billion [1], and 200 ships called [2, 3]. ";
    let text = sentence.repeat(50_000_000 / sentence.len());
    let compiled = compiled("long.txt", text.as_bytes()).expect("it is text");
    assert_eq!(compiled.datasets.citations.len(), 3 * (50_000_000 / sentence.len()));
}
