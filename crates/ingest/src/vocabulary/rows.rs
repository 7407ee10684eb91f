//! Rows of a vocabulary table with the places of their cells.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Exception, Explanation, Group, Rule};
use csv::{ReaderBuilder, StringRecord};

use crate::delimited::cell_start;
use crate::place::{Complaints, help_with, listed, nearest, shown};

/// Every defect of a vocabulary's table.
pub(super) const RULE: Rule = Rule {
    id: "invalid-vocabulary",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: Some(Exception {
        severity: Severity::Warning,
        when: "where a table of labels lacks rows, or the table is not one that a dossier may have",
    }),
    summary: "a table of the vocabulary with a row that cannot be read",
    explanation: Explanation {
        asks: "has each row the cells that its table asks for?",
        why: "the row is left out, and its words are not found.",
        mend: "mend the cell that the message names.",
        fires: "phrase,rank\ncertain,8",
        silent: "phrase,rank\ncertain,7",
    },
};

/// Cells are short words; a longer one is an unclosed quotation mark.
const MAX_CELL: usize = 4096;

/// What a row begins with that takes the row of that key out of the program's table: `-TJK`.
const OUT: char = '-';

/// What stands behind it.
const KEY: &str = "the key of a row of the program's table behind `-`";

/// A table in the program, under the rows of a dossier's own.
pub(super) struct Layers<'a> {
    /// The dossier's text, with what is said of it; `None` where it has no such table.
    pub(super) own: Option<(&'a str, Complaints<'a>)>,
    /// The program's text, with what is said of it.
    pub(super) program: (&'a str, Complaints<'a>),
}

impl<'a> Layers<'a> {
    /// Of the program's table and a dossier's file by path and text.
    pub(super) fn new(program: (&'a str, &'a str), own: Option<(&'a str, &'a str)>) -> Self {
        let layer = |(path, text): (&'a str, &'a str)| (text, Complaints::new(path, text.as_bytes()));
        Self { own: own.map(layer), program: layer(program) }
    }

    /// Reads the rows by `make`, which is given each one's key and returns `None` for a row it has complained of. The
    /// dossier's own rows stand first, for where several fit equally well the one further up is meant; below them stand
    /// the program's, without those that a row of the same key replaces or takes out. `key` reads the first column.
    pub(super) fn rows<T>(
        &mut self,
        names: &'static [&'static str],
        key: impl Fn(&mut Row<'_, '_>) -> Option<String>,
        mut make: impl FnMut(&mut Row<'_, '_>, String) -> Option<T>,
    ) -> Vec<T> {
        let (text, complaints) = &mut self.program;
        let mut values = Vec::new();
        // Keys of rows that are not taken from the program's table.
        let mut gone = BTreeSet::new();
        if let Some((own, complaints)) = &mut self.own {
            let mut known = BTreeMap::new();
            read_rows(text, names, &mut Complaints::new("", b""), |row| {
                known.extend(key(row).map(|key| (folded(&key), key)));
                None::<()>
            });
            let mut seen = BTreeSet::new();
            values = read_rows(own, names, complaints, |row| {
                row.is_own = true;
                if let Some(out) = row.cell(0).strip_prefix(OUT).map(str::to_owned) {
                    match known.get(&folded(&out)) {
                        Some(known) => drop(gone.insert(known.clone())),
                        None => row.unknown(0, KEY, &out, known.values().map(String::as_str)),
                    }
                    return None;
                }
                let key = key(row)?;
                if !seen.insert(key.clone()) {
                    row.repeated(0, &key);
                    return None;
                }
                let value = make(row, key.clone())?;
                gone.insert(key);
                Some(value)
            });
        }
        let mut seen = BTreeSet::new();
        values.extend(read_rows(text, names, complaints, |row| {
            let key = key(row)?;
            if gone.contains(&key) {
                return None;
            }
            if !seen.insert(key.clone()) {
                row.repeated(0, &key);
                return None;
            }
            make(row, key)
        }));
        values
    }

    /// The same tables; what is said of them is not kept.
    pub(super) fn silent(&self) -> Self {
        Self::new(("", self.program.0), self.own.as_ref().map(|(text, _)| ("", *text)))
    }

    /// What was said, of the dossier's table first.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let own = self.own.map(|(_, complaints)| complaints.finish()).unwrap_or_default();
        own.into_iter().chain(self.program.1.finish()).collect()
    }
}

/// A key as it is compared where a row is taken out.
fn folded(key: &str) -> String {
    spaced(key).to_lowercase()
}

/// One row under its header, with what is said of it.
pub(super) struct Row<'r, 'a> {
    record: &'r StringRecord,
    /// Where each of the table's columns stands in the record.
    columns: &'r [usize],
    names: &'static [&'static str],
    text: &'r str,
    complaints: &'r mut Complaints<'a>,
    /// Whether it is of a dossier's own table, over the program's.
    pub(super) is_own: bool,
}

/// Reads every row of a table by `make`, which returns `None` for a row it has complained of.
pub(super) fn read_rows<T>(
    text: &str,
    names: &'static [&'static str],
    complaints: &mut Complaints<'_>,
    mut make: impl FnMut(&mut Row<'_, '_>) -> Option<T>,
) -> Vec<T> {
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut values = Vec::new();
    let mut columns = Vec::new();
    if !reader.read_record(&mut record).unwrap_or(false) {
        let message = format!("expected the columns {}, found an empty table", listed(names));
        complaints.of_file(&RULE, message, format!("begin the file with the line `{}`", names.join(",")));
        return values;
    }
    header(&record, names, complaints, text, &mut columns);
    if columns.len() < names.len() {
        return values;
    }
    let width = record.len();
    // Reading from text cannot fail: it is UTF-8 and in memory, and rows may be of any length.
    while reader.read_record(&mut record).unwrap_or(false) {
        let mut row = Row { record: &record, columns: &columns, names, text, complaints, is_own: false };
        // A row that takes another out needs no other cells.
        let is_out = record.get(columns[0]).is_some_and(|cell| cell.trim_start().starts_with(OUT));
        if record.len() != width && !(is_out && record.len() < width) {
            let message = format!("expected {width} cells, found {}", record.len());
            row.complain(0, message, "put a cell that contains a comma in double quotes".to_owned());
        } else if let Some(long) = record.iter().position(|cell| cell.len() > MAX_CELL) {
            let message = format!("expected a short cell, found {} bytes", record.get(long).map_or(0, str::len));
            row.complain_in_record(long, message, "close the quotation mark".to_owned());
        } else if let Some(value) = make(&mut row) {
            values.push(value);
        }
    }
    values
}

fn header(
    record: &StringRecord,
    names: &'static [&'static str],
    complaints: &mut Complaints<'_>,
    text: &str,
    columns: &mut Vec<usize>,
) {
    // A first line of thousands of cells is no header: enough is said of it after a few.
    for (index, found) in record.iter().enumerate().take(names.len() + 8) {
        if !names.contains(&found.trim()) {
            let message = format!("expected one of the columns {}, found {}", listed(names), shown(found));
            let at = cell_start(text.as_bytes(), record.position(), index, b',');
            complaints.at(at, &RULE, message, help_with(found, names));
        }
    }
    for name in names {
        match record.iter().position(|found| found.trim() == *name) {
            Some(index) => columns.push(index),
            None => {
                let message = format!(
                    "expected the column `{name}`, found {}",
                    listed(&record.iter().take(12).collect::<Vec<_>>())
                );
                let help = format!("begin the file with the line `{}`", names.join(","));
                complaints.at(0, &RULE, message, help);
            }
        }
    }
}

impl Row<'_, '_> {
    /// The cell of a column, without white space at its ends.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.columns.get(column).and_then(|index| self.record.get(*index)).unwrap_or("").trim()
    }

    /// A cell that may not be empty.
    pub(super) fn required(&mut self, column: usize) -> Option<String> {
        let cell = self.cell(column).to_owned();
        if cell.is_empty() {
            let message = format!("expected a value in the column `{}`, found none", self.names[column]);
            self.complain(column, message, "fill in the cell or delete the row".to_owned());
            return None;
        }
        Some(cell)
    }

    /// A cell that may not be empty but may be a space: white space at the ends of words is left out.
    pub(super) fn verbatim(&mut self, column: usize) -> Option<String> {
        let written = self.columns.get(column).and_then(|index| self.record.get(*index)).unwrap_or("");
        if written.trim().is_empty() && !written.is_empty() {
            return Some(written.to_owned());
        }
        self.required(column)
    }

    /// A trigger or phrase: lower case, single spaces.
    pub(super) fn words(&mut self, column: usize) -> Option<String> {
        self.required(column).map(|cell| spaced(&cell).to_lowercase())
    }

    /// The values of a cell separated by `;`; empty ones are left out.
    pub(super) fn list(&self, column: usize) -> Vec<String> {
        self.cell(column).split(';').map(spaced).filter(|value| !value.is_empty()).collect()
    }

    /// A cell that holds one of fixed words.
    pub(super) fn one_of<T>(&mut self, column: usize, words: &[&str], from: impl Fn(&str) -> Option<T>) -> Option<T> {
        let cell = self.required(column)?;
        let value = from(&cell);
        if value.is_none() {
            let message = format!("expected one of {}, found {}", listed(words), shown(&cell));
            self.complain(column, message, help_with(&cell, words));
        }
        value
    }

    /// A cell that holds a number.
    pub(super) fn number(&mut self, column: usize, expected: &str, fits: impl Fn(f64) -> bool) -> Option<f64> {
        let cell = self.required(column)?;
        let value = cell.parse::<f64>().ok().filter(|value| value.is_finite() && fits(*value));
        if value.is_none() {
            let message = format!("expected {expected}, found {}", shown(&cell));
            self.complain(column, message, "write digits with a decimal point: `0.25`".to_owned());
        }
        value
    }

    /// A cell that holds an id: letters, digits and hyphens.
    pub(super) fn id(&mut self, column: usize, expected: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        let cell = self.required(column)?;
        if fits(&cell) {
            return Some(cell);
        }
        self.complain(column, format!("expected {expected}, found {}", shown(&cell)), String::new());
        None
    }

    /// Notes that a value stands in the table already.
    pub(super) fn repeated(&mut self, column: usize, value: &str) {
        let message = format!("expected each `{}` once, found {} again", self.names[column], shown(value));
        self.complain(column, message, "delete one of the rows".to_owned());
    }

    /// Notes a value that names nothing known.
    pub(super) fn unknown<'w>(
        &mut self,
        column: usize,
        what: &str,
        value: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) {
        let message = format!("expected {what}, found {}", shown(value));
        let help = nearest(value, known).map_or_else(String::new, |word| format!("did you mean `{word}`?"));
        self.complain(column, message, help);
    }

    /// Notes a defect of a cell.
    pub(super) fn complain(&mut self, column: usize, message: String, help: String) {
        self.complain_in_record(self.columns.get(column).copied().unwrap_or(0), message, help);
    }

    fn complain_in_record(&mut self, index: usize, message: String, help: String) {
        let at = cell_start(self.text.as_bytes(), self.record.position(), index, b',');
        self.complaints.at(at, &RULE, message, help);
    }
}

/// Words with single spaces between them.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
