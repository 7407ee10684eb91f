//! What `<name>.expected.json` states; `suite/reports/README.md` says what each key means.

use std::path::PathBuf;

use chancery_model::section::SectionKind;
use serde::Deserialize;

use crate::compiled::{bytes, files, in_tests};

/// A valid report with what is expected of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// File name without its ending.
    pub name: String,
    /// The report.
    pub report: PathBuf,
    /// What it says.
    pub expected: Expected,
}

/// What a report says, as a careful reader took it down.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Title printed; `None` where none is.
    pub title: Option<String>,
    /// Every heading.
    pub sections: Vec<ExpectedSection>,
    /// The numbers of every citation group, ranges written out.
    pub citation_groups: Vec<Vec<u32>>,
    /// How many numbers that is.
    pub n_citations: usize,
    /// Every timeline item.
    pub timeline: Vec<ExpectedItem>,
    /// Every entry of the literature list.
    pub references: Vec<ExpectedReference>,
    /// Figures that must be found; there may be others.
    pub figures: Vec<ExpectedFigure>,
    /// Rows of tables without the headers.
    #[serde(default)]
    pub table_rows: usize,
    /// Timeline items that the prose tells too.
    pub events_merged: Vec<Merged>,
}

/// A heading.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ExpectedSection {
    /// As printed; empty before the first.
    pub heading: String,
    /// From 1.
    pub level: u8,
    /// What it is for.
    pub kind: SectionKind,
}

/// A timeline item.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ExpectedItem {
    /// EDTF, no finer than printed.
    pub date: Option<String>,
    /// As printed.
    pub title: String,
    /// As printed; `None` where there is none.
    pub description: Option<String>,
}

/// An entry of the literature list.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ExpectedReference {
    /// Number it is cited by.
    pub number: u32,
    /// As printed.
    pub author: Option<String>,
    /// Without its outer quotes.
    pub title: Option<String>,
    /// Newspaper, site, journal, series.
    pub container: Option<String>,
    /// Publisher, where one is printed apart from the container.
    #[serde(default)]
    pub publisher: Option<String>,
    /// EDTF.
    pub issued: Option<String>,
    /// EDTF.
    pub accessed: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// A figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFigure {
    /// Words that stand in the text exactly once and hold the figure.
    pub quote: String,
    /// In `unit`; `None` for a range.
    pub value: Option<f64>,
    /// A bound the words give.
    pub value_low: Option<f64>,
    /// A bound the words give.
    pub value_high: Option<f64>,
    /// Its relation to the quantity.
    pub comparator: Option<String>,
    /// Unit; one that the vocabulary lacks may be left out.
    pub unit: Option<String>,
    /// EDTF; the sentence's.
    pub time_period: Option<String>,
}

/// A timeline item that the prose tells too.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merged {
    /// Title of the item.
    pub timeline: String,
    /// Words of the prose.
    pub prose: String,
}

/// A text with ordinary spaces for no-break and other spaces, code point for code point: expectations are typed
/// with these.
#[must_use]
pub fn with_plain_spaces(text: &str) -> String {
    text.chars().map(|letter| if letter.is_whitespace() && letter != '\n' { ' ' } else { letter }).collect()
}

/// The valid reports, by name.
///
/// # Panics
/// When a report or its expectation is missing or unreadable.
#[must_use]
pub fn cases() -> Vec<Case> {
    const ENDING: &str = ".expected.json";
    let files = files(&in_tests("suite/reports/valid"));
    let names = files.iter().filter_map(|file| {
        let name = file.file_name()?.to_str()?;
        Some((name.strip_suffix(ENDING)?.to_owned(), file))
    });
    names
        .map(|(name, file)| {
            let is_report = |other: &&PathBuf| {
                other.file_stem().is_some_and(|stem| stem == name.as_str()) && !other.ends_with(ENDING)
            };
            let report = files.iter().find(is_report).expect("every expectation has its report beside it").clone();
            let expected = serde_json::from_slice(&bytes(file)).expect("an expectation has the keys listed above");
            Case { name, report, expected }
        })
        .collect()
}
