//! What each table's records are known by: not their number, place or id.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chancery_model::citation::Citation;
use chancery_model::event::Event;
use chancery_model::finding::Finding;
use chancery_model::observation::{Observation, ObservationKind, ObservationOrigin};
use chancery_model::passage::Passage;
use chancery_model::reference::Reference;
use chancery_model::table::{ColumnPart, Record, Table};

use super::matching::Marks;
use super::sheet::{Sheet, Sheets};
use super::wording::{address, unmarked, words, words_of};

/// Between the parts of a key: no text of a report holds it.
const SEPARATOR: &str = "\u{1f}";

/// Supporting passages that are looked at.
const MOST_SUPPORT: usize = 4;

/// Words from which a text alone tells which record it is of.
const TELLING: usize = 4;

/// A row to be known.
struct Row<'s> {
    table: &'static Table,
    sheet: &'s Sheet<'s>,
    row: usize,
}

impl<'s> Row<'s> {
    /// What stands in a column of the table, named by its place.
    fn value(&self, at: usize) -> Cow<'s, str> {
        self.sheet.value_at(self.row, self.table, at)
    }
}

/// What the records of a table are matched by. `named` gives the new id of an old reference: what cites it is known
/// by the same name on both sides.
pub(super) fn marks(table: &str, sheets: &Sheets<'_>, named: &BTreeMap<String, String>) -> Vec<Marks> {
    let Some(sheet) = sheets.get(table) else { return Vec::new() };
    let is_told = [Event::TABLE.name, Observation::TABLE.name].contains(&table);
    let passages = if is_told { texts(sheets) } else { BTreeMap::new() };
    let record = |row: usize| match table {
        _ if table == Event::TABLE.name => event(&Row { table: &Event::TABLE, sheet, row }, &passages),
        _ if table == Observation::TABLE.name => indicator(&Row { table: &Observation::TABLE, sheet, row }, &passages),
        _ if table == Reference::TABLE.name => reference(&Row { table: &Reference::TABLE, sheet, row }),
        _ if table == Citation::TABLE.name => citation(&Row { table: &Citation::TABLE, sheet, row }, named),
        _ if table == Passage::TABLE.name => passage(&Row { table: &Passage::TABLE, sheet, row }),
        _ if table == Finding::TABLE.name => finding(&Row { table: &Finding::TABLE, sheet, row }),
        _ => Marks { keys: vec![said(sheet, row)], ..Marks::default() },
    };
    (0..sheet.len()).map(record).collect()
}

/// The passages' texts by id.
fn texts<'s>(sheets: &'s Sheets<'s>) -> BTreeMap<Cow<'s, str>, Cow<'s, str>> {
    let Some(sheet) = sheets.get(Passage::TABLE.name) else { return BTreeMap::new() };
    let text = |row| {
        let row = Row { table: &Passage::TABLE, sheet, row };
        (row.value(const { Passage::TABLE.at("passage_id") }), row.value(const { Passage::TABLE.at("text") }))
    };
    (0..sheet.len()).map(text).collect()
}

fn event(row: &Row<'_>, passages: &BTreeMap<Cow<'_, str>, Cow<'_, str>>) -> Marks {
    let title = row.value(const { Event::TABLE.at("title") });
    let description = row.value(const { Event::TABLE.at("description") });
    let quote = row.value(const { Event::TABLE.at("quote") });
    let date = row.value(const { Event::TABLE.at("date") });
    let told = [&title, &description, &quote].map(|text| unmarked(text)).join(" ");
    // An event struck from the timeline goes on in the prose that supported it, and the other way round.
    let support = row.sheet.texts(row.row, Event::TABLE.columns[const { Event::TABLE.at("support") }].name);
    let support = support.iter().filter_map(|id| passages.get(id.as_str())).take(MOST_SUPPORT);
    let (title, description) = (unmarked(&title), words_of(&description));
    Marks {
        keys: vec![
            said(row.sheet, row.row),
            if title.is_empty() { String::new() } else { key(&[&date, &title.to_lowercase()]) },
            if is_telling(&description) { description } else { String::new() },
        ],
        class: String::new(),
        hints: vec![date.into_owned(), title.to_lowercase()],
        words: words(&told).collect(),
        context: support.flat_map(|text| words(text).collect::<Vec<_>>()).collect(),
    }
}

fn indicator(row: &Row<'_>, passages: &BTreeMap<Cow<'_, str>, Cow<'_, str>>) -> Marks {
    let indicator = row.value(const { Observation::TABLE.at("indicator_id") });
    let name = row.value(const { Observation::TABLE.at("indicator_name") });
    let period = row.value(const { Observation::TABLE.at("time_period") });
    let kind = row.value(const { Observation::TABLE.at("kind") });
    let unit = row.value(const { Observation::TABLE.at("unit") });
    let scenario = row.value(const { Observation::TABLE.at("scenario") });
    let area = row.value(const { Observation::TABLE.at("ref_area") });
    let counterpart = row.value(const { Observation::TABLE.at("counterpart_area") });
    let what = if indicator.is_empty() { &name } else { &indicator };
    let what = key(&[what, &kind, &area, &counterpart, &scenario, &unit]);
    if row.value(const { Observation::TABLE.at("origin") }) == ObservationOrigin::Series.name() {
        // An observation of a series is what it is of: whatever its value, it has no words.
        let source = row.value(const { Observation::TABLE.at("source") });
        let keys = vec![said(row.sheet, row.row), key(&[&source, &what, &period])];
        return Marks { keys, ..Marks::default() };
    }
    let phrase = words_of(&row.value(const { Observation::TABLE.at("phrase") }));
    let is_signal = kind == ObservationKind::Signal.name();
    // The signs of one scenario share a sentence: only their own words tell them apart.
    let passage = passages.get(&row.value(const { Observation::TABLE.at("passage_id") }));
    let context = passage.filter(|_| !is_signal).map_or_else(String::new, |text| words_of(text));
    let by_name = if indicator.is_empty() || is_signal { String::new() } else { key(&[&what, &period]) };
    let words = words(&phrase).chain(words(&context)).collect();
    Marks {
        keys: vec![
            said(row.sheet, row.row),
            key(&[&what, &period, &phrase, &context]),
            key(&[&what, &period, &phrase]),
            if is_telling(&context) { key(&[&what, &phrase, &context]) } else { String::new() },
            by_name,
        ],
        class: key(&[&kind, &indicator, &unit, &scenario]),
        hints: vec![period.into_owned(), phrase],
        words,
        context: Vec::new(),
    }
}

fn reference(row: &Row<'_>) -> Marks {
    let printed_title = row.value(const { Reference::TABLE.at("title") });
    let authors = row.value(const { Reference::TABLE.at("authors") });
    let issued = row.value(const { Reference::TABLE.at("issued") });
    let container = row.value(const { Reference::TABLE.at("container_title") });
    let publisher = row.value(const { Reference::TABLE.at("publisher") });
    let url = address(&row.value(const { Reference::TABLE.at("url") }));
    let title = words_of(&printed_title);
    let with = |part: &str, other: &str| if part.is_empty() { String::new() } else { key(&[part, other]) };
    let described = [&*printed_title, &authors, &container, &publisher].join(" ");
    Marks {
        keys: vec![
            said(row.sheet, row.row),
            with(&url, &title),
            url.clone(),
            with(&title, &key(&[&authors, &issued])),
            with(&title, &authors),
            if is_telling(&title) { title } else { String::new() },
            words_of(&row.value(const { Reference::TABLE.at("raw") })),
        ],
        class: String::new(),
        hints: vec![row.value(const { Reference::TABLE.at("reference_id") }).into_owned(), issued.into_owned()],
        words: words(&described).collect(),
        context: Vec::new(),
    }
}

fn citation(row: &Row<'_>, named: &BTreeMap<String, String>) -> Marks {
    let id = row.value(const { Citation::TABLE.at("reference_id") });
    let source = named.get(&*id).map_or(&*id, String::as_str);
    let scope = unmarked(&row.value(const { Citation::TABLE.at("scope") }));
    Marks { keys: vec![key(&[source, &scope])], ..Marks::default() }
}

fn passage(row: &Row<'_>) -> Marks {
    let kind = row.value(const { Passage::TABLE.at("kind") });
    let text = unmarked(&row.value(const { Passage::TABLE.at("text") }));
    let keys = vec![key(&[&kind, &text])];
    Marks { words: words(&text).collect(), keys, class: kind.into_owned(), ..Marks::default() }
}

fn finding(row: &Row<'_>) -> Marks {
    let rule = row.value(const { Finding::TABLE.at("rule") });
    let message = unmarked(&row.value(const { Finding::TABLE.at("message") }));
    Marks { keys: vec![key(&[&rule, &message])], ..Marks::default() }
}

/// All that a record says, as one key; empty where it says nothing.
fn said(sheet: &Sheet<'_>, row: usize) -> String {
    let is_said = |part| matches!(part, ColumnPart::Said | ColumnPart::Wording);
    let columns = sheet.columns().iter().filter(|column| is_said(column.part()));
    let values: Vec<String> = columns.map(|column| unmarked(&sheet.value(row, &column.name))).collect();
    if values.iter().all(String::is_empty) { String::new() } else { values.join(SEPARATOR) }
}

fn key(parts: &[&str]) -> String {
    parts.join(SEPARATOR)
}

fn is_telling(words: &str) -> bool {
    words.split(' ').filter(|word| !word.is_empty()).count() >= TELLING
}
