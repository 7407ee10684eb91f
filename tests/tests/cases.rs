//! The tables of single cases under `suite/cases`: not worse than `ref/cases.toml`.

use std::collections::BTreeMap;

use chancery_compile::Compiled;
use chancery_lexis::date::find_dates;
use chancery_model::observation::{Comparator, Observation, ObservationKind};
use chancery_model::reference::Reference;
use chancery_tests::compiled::{bytes, compiled, in_tests};
use chancery_tests::expected::with_plain_spaces;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A table of `suite/cases`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table<T> {
    case: Vec<T>,
}

fn table<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let text = String::from_utf8(bytes(&in_tests(&format!("suite/cases/{name}.toml")))).expect("the table is text");
    toml::from_str::<Table<T>>(&text).expect("the table has the keys that its head explains").case
}

/// Asks that as many cases are read as are kept; more is a reason to keep the new number.
#[track_caller]
fn check(name: &str, missed: &[String], cases: usize) {
    let kept = String::from_utf8(bytes(&in_tests("ref/cases.toml"))).expect("the kept numbers are text");
    let kept: BTreeMap<String, usize> = toml::from_str(&kept).expect("the kept numbers are a table");
    let read = cases - missed.len();
    assert_eq!(Some(&read), kept.get(name), "{name}: {read} of {cases} are read; missed:\n{}", missed.join("\n"));
}

fn report(body: &str) -> Compiled {
    compiled("case.md", format!("# Case\n\n{body}\n").as_bytes()).expect("a case is text")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateCase {
    text: String,
    edtf: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "it is for people")]
    note: String,
}

#[test]
fn dates() {
    let cases: Vec<DateCase> = table("dates");
    let missed = cases.iter().filter_map(|case| {
        let found: Vec<String> = find_dates(&case.text).iter().map(|date| date.with_lead().to_string()).collect();
        (found != case.edtf).then(|| format!("{}\n  expected {:?}, found {found:?}", case.text, case.edtf))
    });
    check("dates", &missed.collect::<Vec<_>>(), cases.len());
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberCase {
    text: String,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    comparator: Option<String>,
    unit: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "it is for people")]
    note: String,
}

impl NumberCase {
    fn is(&self, row: &Observation) -> bool {
        let near = |found: Option<f64>, expected: Option<f64>| match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() <= expected.abs() * 1e-9,
            (_, None) => true,
            (None, Some(_)) => false,
        };
        let is_range = self.comparator.as_deref() == Some("range");
        row.comparator.map(Comparator::name) == self.comparator.as_deref()
            && (is_range || near(row.value, self.value))
            && near(row.value_low, self.low)
            && near(row.value_high, self.high)
            && (self.unit.is_none() || row.unit == self.unit)
    }
}

#[test]
fn numbers() {
    let cases: Vec<NumberCase> = table("numbers");
    let missed = cases.iter().filter_map(|case| {
        let compiled = report(&case.text);
        let rows = compiled.datasets.observations.iter();
        let rows: Vec<&Observation> =
            rows.filter(|row| matches!(row.kind, ObservationKind::Figure | ObservationKind::Duration)).collect();
        let is_read = match (&case.comparator, rows.as_slice()) {
            (None, rows) => rows.is_empty(),
            (Some(_), [row]) => case.is(row),
            (Some(_), _) => false,
        };
        let shown = |row: &&Observation| {
            format!("{:?} {:?} {:?} {:?} {:?}", row.comparator, row.value, row.value_low, row.value_high, row.unit)
        };
        (!is_read).then(|| format!("{}\n  found {:?}", case.text, rows.iter().map(shown).collect::<Vec<_>>()))
    });
    check("numbers", &missed.collect::<Vec<_>>(), cases.len());
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryCase {
    text: String,
    #[serde(default)]
    authors: Vec<String>,
    title: Option<String>,
    container: Option<String>,
    publisher: Option<String>,
    issued: Option<String>,
    accessed: Option<String>,
    url: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    pages: Option<String>,
    edition: Option<String>,
    doi: Option<String>,
    isbn: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "it is for people")]
    note: String,
}

impl EntryCase {
    /// The parts that differ, by name.
    fn misread(&self, found: &Reference) -> Vec<&'static str> {
        let same = |found: &Option<String>, expected: &Option<String>| {
            found.as_deref().map(with_plain_spaces) == expected.as_deref().map(with_plain_spaces)
        };
        let dashed = |pages: &Option<String>| pages.as_ref().map(|pages| pages.replace('-', "\u{2013}"));
        let parts = [
            ("authors", found.authors.len() == self.authors.len()),
            ("title", same(&found.title, &self.title)),
            ("container", same(&found.container_title, &self.container)),
            ("publisher", same(&found.publisher, &self.publisher)),
            ("issued", found.issued.map(|date| date.to_string()) == self.issued),
            ("accessed", found.accessed.map(|date| date.to_string()) == self.accessed),
            ("url", same(&found.url, &self.url)),
            ("volume", same(&found.volume, &self.volume)),
            ("issue", same(&found.issue, &self.issue)),
            ("pages", dashed(&found.page) == dashed(&self.pages)),
            ("edition", same(&found.edition, &self.edition)),
            ("doi", same(&found.doi, &self.doi)),
            ("isbn", same(&found.isbn, &self.isbn)),
        ];
        parts.into_iter().filter(|(_, is_same)| !is_same).map(|(name, _)| name).collect()
    }
}

#[test]
fn literature() {
    let cases: Vec<EntryCase> = table("literature");
    let missed = cases.iter().filter_map(|case| {
        let compiled = report(&format!("## Literature\n\n1. {}", case.text));
        match compiled.datasets.references.as_slice() {
            [reference] => {
                let misread = case.misread(reference);
                (!misread.is_empty()).then(|| format!("{}\n  misread {misread:?}", case.text))
            }
            others => Some(format!("{}\n  expected one entry, found {}", case.text, others.len())),
        }
    });
    check("literature", &missed.collect::<Vec<_>>(), cases.len());
}
