//! The summary at the end of a run: what was made of each dossier.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use chancery_export::manifest::Manifest;
use chancery_export::provenance::PROVENANCE;
use chancery_model::diagnostic::{Diagnostic, Severity};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::release::MANIFEST;
use crate::window::{visible, visible_json};

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// How many errors.
    pub(crate) error: usize,
    /// How many warnings.
    pub(crate) warning: usize,
    /// How many others.
    pub(crate) info: usize,
}

impl Tally {
    /// Counts findings.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut tally = Self::default();
        for diagnostic in diagnostics {
            match diagnostic.severity() {
                Severity::Error => tally.error += 1,
                Severity::Warning => tally.warning += 1,
                Severity::Info => tally.info += 1,
            }
        }
        tally
    }

    /// The same with those of another dossier.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self { error: self.error + other.error, warning: self.warning + other.warning, info: self.info + other.info }
    }

    /// `1 error, 2 warnings, 3 notes`; `none` where there is nothing to say.
    pub(crate) fn words(self) -> String {
        let kinds = [(self.error, "error"), (self.warning, "warning"), (self.info, "note")];
        let words: Vec<String> = kinds
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, noun)| format!("{number} {noun}{}", if *number == 1 { "" } else { "s" }))
            .collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    }
}

/// What was made of one dossier.
#[derive(Debug)]
pub(crate) struct Summary<'a> {
    /// `published` or `up to date`.
    pub(crate) result: &'static str,
    /// The release's manifest.
    pub(crate) manifest: &'a Manifest,
    /// Size of that manifest's own file in bytes.
    pub(crate) manifest_bytes: u64,
    /// Size of the statement of its provenance.
    pub(crate) provenance_bytes: u64,
    /// The release's folder.
    pub(crate) path: &'a Path,
    /// Findings.
    pub(crate) findings: Tally,
    /// How long it took.
    pub(crate) elapsed: Duration,
}

impl Summary<'_> {
    /// Rows of each table, in the order of a release; findings are told by severity instead.
    pub(crate) fn records(&self) -> Vec<(&'static str, usize)> {
        let tables = ["events", "indicators", "references", "citations", "passages"];
        tables.into_iter().filter_map(|table| Some((table, *self.manifest.counts.get(table)?))).collect()
    }

    /// The release's files with their sizes in bytes.
    fn files(&self) -> impl Iterator<Item = (&str, u64)> {
        let listed = self.manifest.artifacts.iter().map(|file| (file.path.as_str(), file.bytes));
        listed.chain([(MANIFEST, self.manifest_bytes), (PROVENANCE, self.provenance_bytes)])
    }

    /// For people.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "{}: {}", visible(&self.manifest.dossier), self.result);
        let _ = writeln!(text, "  {:<24}{}", "release", visible(&self.manifest.release_id));
        let _ = writeln!(text, "  {:<24}{}", "folder", visible(&self.path.display().to_string()));
        for (table, number) in self.records() {
            let _ = writeln!(text, "  {table:<24}{number:>10}");
        }
        let _ = writeln!(text, "  {:<24}{}", "findings", self.findings.words());
        for (path, bytes) in self.files() {
            let _ = writeln!(text, "  {:<24}{:>10}", visible(path), size(bytes));
        }
        let _ = writeln!(text, "  {:<24}{:>8.2} s", "time", self.elapsed.as_secs_f64());
        text
    }

    /// For programs: one JSON object on a line.
    pub(crate) fn json(&self) -> String {
        let records: Map<_, _> =
            self.records().into_iter().map(|(table, number)| (table.to_owned(), Value::from(number))).collect();
        let artifacts: Vec<Value> = self.files().map(|(path, bytes)| json!({ "path": path, "bytes": bytes })).collect();
        let object = json!({
            "dossier": self.manifest.dossier,
            "result": self.result,
            "release_id": self.manifest.release_id,
            "path": self.path.display().to_string(),
            "records": records,
            "findings": self.findings,
            "artifacts": artifacts,
            "milliseconds": u64::try_from(self.elapsed.as_millis()).unwrap_or(u64::MAX),
        });
        visible_json(&format!("{object}\n"))
    }
}

/// A size for people, in powers of 1000: `999 B`, `1.2 kB`, `34 MB`.
fn size(bytes: u64) -> String {
    let mut number = bytes as f64;
    let mut units = ["B", "kB", "MB", "GB"].into_iter();
    let mut unit = units.next().unwrap_or("B");
    // 999.5 would be rounded to 1000 of its unit.
    while number >= 999.5 {
        let Some(larger) = units.next() else { break };
        number /= 1000.0;
        unit = larger;
    }
    if unit == "B" || number >= 9.95 { format!("{number:.0} {unit}") } else { format!("{number:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (9_940, "9.9 kB"),
            (9_960, "10 kB"),
            (999_499, "999 kB"),
            (999_500, "1.0 MB"),
            (34_200_000, "34 MB"),
            (5_000_000_000_000, "5000 GB"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(size(bytes), expected);
        }
    }

    #[test]
    fn findings_are_counted_in_words() {
        let cases = [
            (Tally { error: 0, warning: 0, info: 0 }, "none"),
            (Tally { error: 1, warning: 0, info: 0 }, "1 error"),
            (Tally { error: 2, warning: 1, info: 30 }, "2 errors, 1 warning, 30 notes"),
            (Tally { error: 0, warning: 0, info: 1 }, "1 note"),
        ];
        for (tally, expected) in cases {
            assert_eq!(tally.words(), expected);
        }
    }
}
