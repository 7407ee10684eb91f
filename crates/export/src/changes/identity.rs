//! What each table's records are known by: not their number, place or id.

use std::collections::BTreeMap;

use super::column::{Part, part};
use super::matching::Marks;
use super::sheet::Sheet;
use super::wording::{address, unmarked, words, words_of};
use crate::csv::LIST_DELIMITER;

/// Between the parts of a key: no text of a report holds it.
const SEPARATOR: &str = "\u{1f}";

/// Supporting passages that are looked at.
const MOST_SUPPORT: usize = 4;

/// Words from which a text alone tells which record it is of.
const TELLING: usize = 4;

/// A release's tables by name, as far as records are known by them.
pub(super) type Sheets = BTreeMap<String, Sheet>;

/// What the records of a table are matched by. `named` gives the new id of an old reference: what cites it is known
/// by the same name on both sides.
pub(super) fn marks(table: &str, sheets: &Sheets, named: &BTreeMap<String, String>) -> Vec<Marks> {
    let Some(sheet) = sheets.get(table) else { return Vec::new() };
    let passages = if matches!(table, "events" | "indicators") { texts(sheets) } else { BTreeMap::new() };
    let record = |row: usize| match table {
        "events" => event(sheet, row, &passages),
        "indicators" => indicator(sheet, row, passages.get(sheet.value(row, "passage_id")).copied().unwrap_or("")),
        "references" => reference(sheet, row),
        "citations" => citation(sheet, row, named),
        "passages" => passage(sheet, row),
        "findings" => finding(sheet, row),
        _ => Marks { keys: vec![said(table, sheet, row)], ..Marks::default() },
    };
    (0..sheet.len()).map(record).collect()
}

/// The passages' texts by id.
fn texts(sheets: &Sheets) -> BTreeMap<&str, &str> {
    let Some(sheet) = sheets.get("passages") else { return BTreeMap::new() };
    (0..sheet.len()).map(|row| (sheet.value(row, "passage_id"), sheet.value(row, "text"))).collect()
}

fn event(sheet: &Sheet, row: usize, passages: &BTreeMap<&str, &str>) -> Marks {
    let value = |column| sheet.value(row, column);
    let (date, title) = (value("date"), unmarked(value("title")));
    let told = [value("title"), value("description"), value("quote")].map(unmarked).join(" ");
    // An event struck from the timeline goes on in the prose that supported it, and the other way round.
    let support = value("support").split(LIST_DELIMITER).filter_map(|id| passages.get(id)).take(MOST_SUPPORT);
    let description = words_of(value("description"));
    Marks {
        keys: vec![
            said("events", sheet, row),
            if title.is_empty() { String::new() } else { key(&[date, &title.to_lowercase()]) },
            if is_telling(&description) { description } else { String::new() },
        ],
        class: String::new(),
        hints: vec![date.to_owned(), title.to_lowercase()],
        words: words(&told).collect(),
        context: support.flat_map(|text| words(text).collect::<Vec<_>>()).collect(),
    }
}

fn indicator(sheet: &Sheet, row: usize, context: &str) -> Marks {
    let value = |column| sheet.value(row, column);
    let (indicator, period, kind) = (value("indicator_id"), value("time_period"), value("kind"));
    let what = [if indicator.is_empty() { value("indicator_name") } else { indicator }, kind, value("ref_area")];
    let more = [value("counterpart_area"), value("scenario"), value("unit")];
    let what = key(&[what, more].concat());
    if value("origin") == "series" {
        // An observation of a series is what it is of: whatever its value, it has no words.
        let keys = vec![said("indicators", sheet, row), key(&[value("source"), &what, period])];
        return Marks { keys, ..Marks::default() };
    }
    let phrase = words_of(value("phrase"));
    let is_signal = kind == "signal";
    // The signs of one scenario share a sentence: only their own words tell them apart.
    let context = if is_signal { String::new() } else { words_of(context) };
    let by_name = if indicator.is_empty() || is_signal { String::new() } else { key(&[&what, period]) };
    let words = words(&phrase).chain(words(&context)).collect();
    Marks {
        keys: vec![
            said("indicators", sheet, row),
            key(&[&what, period, &phrase, &context]),
            key(&[&what, period, &phrase]),
            if is_telling(&context) { key(&[&what, &phrase, &context]) } else { String::new() },
            by_name,
        ],
        class: key(&[kind, indicator, value("unit"), value("scenario")]),
        hints: vec![period.to_owned(), phrase],
        words,
        context: Vec::new(),
    }
}

fn reference(sheet: &Sheet, row: usize) -> Marks {
    let value = |column| sheet.value(row, column);
    let (url, title, authors) = (address(value("url")), words_of(value("title")), value("authors"));
    let with = |part: &str, other: &str| if part.is_empty() { String::new() } else { key(&[part, other]) };
    let described = [value("title"), authors, value("container_title"), value("publisher")].join(" ");
    Marks {
        keys: vec![
            said("references", sheet, row),
            with(&url, &title),
            url.clone(),
            with(&title, &key(&[authors, value("issued")])),
            with(&title, authors),
            if is_telling(&title) { title } else { String::new() },
            words_of(value("raw")),
        ],
        class: String::new(),
        hints: vec![value("reference_id").to_owned(), value("issued").to_owned()],
        words: words(&described).collect(),
        context: Vec::new(),
    }
}

fn citation(sheet: &Sheet, row: usize, named: &BTreeMap<String, String>) -> Marks {
    let id = sheet.value(row, "reference_id");
    let source = named.get(id).map_or(id, String::as_str);
    Marks { keys: vec![key(&[source, &unmarked(sheet.value(row, "scope"))])], ..Marks::default() }
}

fn passage(sheet: &Sheet, row: usize) -> Marks {
    let (kind, text) = (sheet.value(row, "kind"), unmarked(sheet.value(row, "text")));
    let keys = vec![key(&[kind, &text])];
    Marks { words: words(&text).collect(), keys, class: kind.to_owned(), ..Marks::default() }
}

fn finding(sheet: &Sheet, row: usize) -> Marks {
    let message = unmarked(sheet.value(row, "message"));
    Marks { keys: vec![key(&[sheet.value(row, "rule"), &message])], ..Marks::default() }
}

/// All that a record says, as one key; empty where it says nothing.
fn said(table: &str, sheet: &Sheet, row: usize) -> String {
    let columns = sheet.header.iter().filter(|column| matches!(part(table, column), Part::Said | Part::Wording));
    let values: Vec<String> = columns.map(|column| unmarked(sheet.value(row, column))).collect();
    if values.iter().all(String::is_empty) { String::new() } else { values.join(SEPARATOR) }
}

fn key(parts: &[&str]) -> String {
    parts.join(SEPARATOR)
}

fn is_telling(words: &str) -> bool {
    words.split(' ').filter(|word| !word.is_empty()).count() >= TELLING
}
