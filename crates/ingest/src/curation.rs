//! `curation.toml`: the judgements that a rule cannot make, made by a person.
//!
//! A list of entries. The name of an entry is the kind of record it speaks of; the text it rests on is
//! `quote`, which must stand in the report exactly once. `prefix` and `suffix` (the characters right before
//! and after) tell one occurrence from another. `reason` says why, for whoever reads it later.
//!
//! ```toml
//! [[event]]                              # without an id: an event of its own at the quote
//! quote = "the two courts exchanged envoys in the spring of 1911"
//! reason = "told in prose only, in a clause that has no date of the usual form"
//! title = "Envoys exchanged"
//! date = "1911-21"                       # EDTF
//! category = "political"                 # political, economic, security
//! event_type = "CONSULT"                 # a PLOVER type
//! actors = ["RUT", "GRK"]
//!
//! [[event]]                              # with an id: sets fields of that event
//! event_id = "1911-envoys-exchanged"
//! quote = "Envoys exchanged"
//! reason = "the host is named in the next sentence"
//! actors = ["RUT", "GRK", "UN"]
//!
//! [[indicator]]                          # amends what was extracted from the quote, or adds what was not
//! quote = "grain for two winters"
//! prefix = "stores held "
//! reason = "the number is a word"
//! indicator_id = "grain-volume"
//! kind = "duration"                      # figure, rank, duration, commitment, signal
//! value = 2
//! unit = "year"
//! ref_area = "RUT"
//!
//! [[indicator]]                          # removes what was extracted from the quote (or has the id)
//! quote = "Article 12"
//! reason = "a number of a treaty's article is no figure"
//! drop = true
//!
//! [[reference]]                          # the quote is the entry of the literature list, or a part of it
//! quote = "‘Winter Grain’ (Graustark Gazette"
//! reason = "a yearbook, which its form does not tell"
//! type = "book"
//! ```
//!
//! `clear = ["ref_area"]` empties fields of the record. An entry sets, clears or drops at least something.

mod fields;

use chancery_model::diagnostic::{Checked, Place};
use chancery_model::edtf::Edtf;
use chancery_model::event::{Category, EventType};
use chancery_model::observation::{Comparator, ObsStatus, ObservationKind};
use chancery_model::reference::ReferenceType;

use crate::keys::{Keys, impossible, parse};
use crate::place::{Complaints, listed};

/// The judgements of a dossier, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawCuration {
    /// Entries that could be read.
    pub entries: Vec<CurationEntry>,
}

/// One judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct CurationEntry {
    /// The report's characters that it rests on.
    pub quote: String,
    /// Characters right before the quote; empty where not given.
    pub prefix: String,
    /// Characters right after the quote; empty where not given.
    pub suffix: String,
    /// Why.
    pub reason: String,
    /// Id of the record it amends or drops; `None` where the quote alone tells.
    pub record_id: Option<String>,
    /// What becomes of the record.
    pub judgement: Judgement,
    /// Fields it empties, by their names in the table.
    pub clear: Vec<String>,
    /// Where the entry stands.
    pub place: Place,
}

/// What an entry decides.
#[derive(Clone, Debug, PartialEq)]
pub enum Judgement {
    /// Adds or amends an event.
    Event(EventFields),
    /// Adds or amends an indicator.
    Indicator(IndicatorFields),
    /// Amends a reference.
    Reference(ReferenceFields),
    /// Removes a record that is none.
    Drop(RecordKind),
}

chancery_model::words! {
    /// A kind of record that can be curated.
    RecordKind {
        /// A row of `events`.
        Event = "event",
        /// A row of `indicators`.
        Indicator = "indicator",
        /// A row of `references`.
        Reference = "reference",
    }
}

/// Fields of an event that a person sets; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventFields {
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Date.
    pub date: Option<Edtf>,
    /// Domain.
    pub category: Option<Category>,
    /// PLOVER type.
    pub event_type: Option<EventType>,
    /// Codes of actors, in order.
    pub actors: Option<Vec<String>>,
}

/// Fields of an indicator that a person sets; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndicatorFields {
    /// Id in the indicator vocabulary.
    pub indicator_id: Option<String>,
    /// Name, for one that the vocabulary lacks.
    pub indicator_name: Option<String>,
    /// Sort of statement.
    pub kind: Option<ObservationKind>,
    /// Area.
    pub ref_area: Option<String>,
    /// Area on the other side.
    pub counterpart_area: Option<String>,
    /// Period.
    pub time_period: Option<Edtf>,
    /// Value in the unit.
    pub value: Option<f64>,
    /// Lower bound.
    pub value_low: Option<f64>,
    /// Upper bound.
    pub value_high: Option<f64>,
    /// Relation of value to quantity.
    pub comparator: Option<Comparator>,
    /// Unit id in the vocabulary.
    pub unit: Option<String>,
    /// SDMX status.
    pub obs_status: Option<ObsStatus>,
    /// Scenario.
    pub scenario: Option<String>,
}

/// Fields of a reference that a person sets; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReferenceFields {
    /// CSL type.
    pub kind: Option<ReferenceType>,
    /// Authors as `Family, Given`, or a body's name without comma.
    pub authors: Option<Vec<String>>,
    /// Title.
    pub title: Option<String>,
    /// Newspaper, site, journal, series.
    pub container_title: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Date of issue.
    pub issued: Option<Edtf>,
    /// Date of access.
    pub accessed: Option<Edtf>,
    /// Address.
    pub url: Option<String>,
}

/// Reads a dossier's judgements. An entry that cannot be read whole is left out and told of: half a judgement
/// is another judgement.
#[must_use]
pub fn read(file: &str, bytes: &[u8]) -> Checked<RawCuration> {
    let text = String::from_utf8_lossy(bytes);
    let mut complaints = Complaints::new(file, text.as_bytes());
    complaints.invalid_utf8(bytes);
    let say = &mut complaints;
    let document = parse(&text, say);
    let keys = Keys::of_document(&document);
    keys.check(RecordKind::NAMES, say);
    let mut entries = Vec::new();
    for kind in RecordKind::ALL {
        for keys in keys.tables(kind.name(), say) {
            let defects = say.noted();
            let entry = read_entry(*kind, &keys, say);
            if let Some(entry) = entry.filter(|_| say.noted() == defects) {
                entries.push((keys.at, entry));
            }
        }
    }
    entries.sort_by_key(|(at, _)| *at);
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    Checked { value: RawCuration { entries }, diagnostics: complaints.finish() }
}

fn read_entry(kind: RecordKind, keys: &Keys<'_>, say: &mut Complaints<'_>) -> Option<CurationEntry> {
    let (id_key, settable) = fields::of(kind);
    let known: Vec<&str> =
        ["quote", "prefix", "suffix", "reason", "drop", "clear", id_key].iter().chain(settable).copied().collect();
    keys.check(&known, say);
    let quote = keys.required("quote", say);
    let reason = keys.required("reason", say);
    let mut text = |key: &str| keys.text_as_is(key, say).unwrap_or_default();
    let (prefix, suffix) = (text("prefix"), text("suffix"));
    let record_id = keys.text(id_key, say).map(|id| id.value);
    let clear = fields::clear(keys, settable, say);
    let sets: Vec<&str> = settable.iter().copied().filter(|key| keys.has(key)).collect();
    let drop = keys.flag("drop", say).unwrap_or(false);
    let judgement = if drop { Judgement::Drop(kind) } else { fields::read(kind, keys, say) };
    if drop && !(sets.is_empty() && clear.is_empty()) {
        let message = format!("expected nothing beside `drop = true`, found {}", listed(&sets));
        impossible(keys.at, message, "a record that is dropped has no fields", say);
    } else if !drop && sets.is_empty() && clear.is_empty() {
        let message = "expected an entry that sets, clears or drops something, found none of these".to_owned();
        impossible(keys.at, message, &format!("set one of {}", listed(settable)), say);
    } else if !drop && kind == RecordKind::Event && record_id.is_none() && !keys.has("title") {
        let message = "expected a `title` for a new event, found none".to_owned();
        impossible(keys.at, message, "add `title`, or `event_id` of the event it amends", say);
    }
    let place = say.place(keys.at);
    let (quote, reason) = (quote?.value, reason?.value);
    Some(CurationEntry { quote, prefix, suffix, reason, record_id, judgement, clear, place })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::tests::{damaged, shown_diagnostics};

    const FULL: &str = r#"
[[indicator]]
quote = "grain for two winters"
prefix = "stores held "
suffix = ";"
reason = "the number is a word"
observation_id = "o-1"
indicator_id = "grain-volume"
kind = "duration"
value = 2
value_low = 1.5
value_high = 2.5
comparator = "approx"
unit = "year"
time_period = 1911
ref_area = "RUT"
obs_status = "E"
clear = ["counterpart_area", "scenario"]

[[event]]
quote = "the courts exchanged envoys"
reason = "told in prose only"
title = "Envoys exchanged"
date = "1911-21"
category = "political"
event_type = "CONSULT"
actors = ["RUT", "GRK"]

[[reference]]
quote = "Winter Grain"
reason = "a yearbook"
type = "book"
authors = ["Hentzau, Anton"]
issued = "1911"

[[indicator]]
quote = "Article 12"
reason = "no figure"
drop = true
"#;

    #[test]
    fn entries_keep_the_order_of_the_file() {
        let checked = read("curation.toml", FULL.as_bytes());
        assert_eq!(shown_diagnostics(&checked.diagnostics), Vec::<String>::new());
        let [indicator, event, reference, drop] = checked.value.entries.as_slice() else { panic!("four entries") };
        assert_eq!((indicator.prefix.as_str(), indicator.suffix.as_str()), ("stores held ", ";"));
        assert_eq!(indicator.record_id.as_deref(), Some("o-1"));
        assert_eq!(indicator.clear, ["counterpart_area", "scenario"]);
        let Judgement::Indicator(fields) = &indicator.judgement else { panic!("{indicator:?}") };
        assert_eq!((fields.value, fields.value_low, fields.value_high), (Some(2.0), Some(1.5), Some(2.5)));
        assert_eq!(fields.time_period.map(|date| date.to_string()).as_deref(), Some("1911"));
        assert_eq!((fields.obs_status, fields.comparator), (Some(ObsStatus::Estimated), Some(Comparator::Approx)));
        let Judgement::Event(fields) = &event.judgement else { panic!("{event:?}") };
        assert_eq!(fields.event_type, Some(EventType::Consult));
        assert_eq!(fields.actors.as_deref(), Some(&["RUT".to_owned(), "GRK".to_owned()][..]));
        let Judgement::Reference(fields) = &reference.judgement else { panic!("{reference:?}") };
        assert_eq!(fields.kind, Some(ReferenceType::Book));
        assert_eq!(drop.judgement, Judgement::Drop(RecordKind::Indicator));
        let place = Place::File { file: "curation.toml".into(), line: Some(36), column: Some(1) };
        assert_eq!(drop.place, place);
    }

    #[test]
    fn an_empty_file_decides_nothing() {
        for text in ["", "\u{FEFF}", "# nothing yet\r\n", "event = []"] {
            let checked = read("curation.toml", text.as_bytes());
            assert_eq!((checked.value, checked.diagnostics.len()), (RawCuration::default(), 0), "{text}");
        }
    }

    #[test]
    fn an_entry_with_a_defect_is_left_out_and_told() {
        let cases = [
            (
                "[[events]]\nquote = \"q\"",
                "1:3 unknown-key: expected one of the keys `event`, `indicator`, `reference`, found `events` [did you mean `event`?]",
            ),
            ("[event]\nquote = \"q\"", "wrong-type: expected tables, each under its own line `[[event]]`"),
            ("[[event]]\nreason = \"r\"\ntitle = \"t\"", "1:1 missing-key: expected the key `quote`"),
            ("[[event]]\nquote = \"\"\nreason = \"r\"\ntitle = \"t\"", "1:1 missing-key: expected the key `quote`"),
            ("[[event]]\nquote = \"q\"\ntitle = \"t\"", "1:1 missing-key: expected the key `reason`"),
            (
                "[[event]]\nquote = \"q\"\nreason = \"r\"",
                "1:1 invalid-value: expected an entry that sets, clears or drops something",
            ),
            (
                "[[event]]\nquote = \"q\"\nreason = \"r\"\ndrop = false",
                "expected an entry that sets, clears or drops something",
            ),
            (
                "[[event]]\nquote = \"q\"\nreason = \"r\"\ndate = \"2004\"",
                "1:1 invalid-value: expected a `title` for a new event",
            ),
            (
                "[[event]]\nquote = \"q\"\nreason = \"r\"\ndrop = true\ntitle = \"t\"",
                "1:1 invalid-value: expected nothing beside `drop = true`, found `title`",
            ),
            (
                "[[event]]\nquote = \"q\"\nreason = \"r\"\ntitle = \"t\"\ndate = \"16 October\"",
                "5:8 invalid-value: expected an EDTF date",
            ),
            (
                "[[event]]\nquote = \"q\"\nreason = \"r\"\ntitle = \"t\"\ncategory = \"politics\"",
                "[did you mean `political`?]",
            ),
            (
                "[[event]]\nquote = \"q\"\nreason = \"r\"\ntitle = \"t\"\nevent_type = \"agree\"",
                "[did you mean `AGREE`?]",
            ),
            ("[[event]]\nquote = \"q\"\nreason = \"r\"\ntitle = \"t\"\nunit = \"usd\"", "5:1 unknown-key"),
            (
                "[[event]]\nquote = \"q\"\nreason = \"r\"\ntitle = \"\"",
                "missing-key: expected the key `title` with a text",
            ),
            (
                "[[indicator]]\nquote = \"q\"\nreason = \"r\"\nvalue = \"two\"",
                "4:9 wrong-type: expected a number for `value`, found the text `two`",
            ),
            ("[[indicator]]\nquote = \"q\"\nreason = \"r\"\nvalue = nan", "4:9 wrong-type: expected a number"),
            (
                "[[indicator]]\nquote = \"q\"\nreason = \"r\"\nvalue_low = 2\nvalue_high = 1",
                "expected `value_low` below `value_high`, found 2 and 1",
            ),
            (
                "[[indicator]]\nquote = \"q\"\nreason = \"r\"\nclear = [\"valu\"]",
                "4:10 invalid-value: expected fields among",
            ),
            (
                "[[indicator]]\nquote = \"q\"\nreason = \"r\"\nvalue = 1\nclear = [\"value\"]",
                "expected a field to be set or cleared, found both for `value`",
            ),
            ("[[reference]]\nquote = \"q\"\nreason = \"r\"\ntype = \"boook\"", "[did you mean `book`?]"),
            ("[[reference]]\nquote = 'q\nreason = \"r\"", "invalid-toml"),
        ];
        for (text, expected) in cases {
            let checked = read("curation.toml", text.as_bytes());
            let shown = shown_diagnostics(&checked.diagnostics);
            assert!(shown.iter().any(|line| line.contains(expected)), "{text}\n{shown:#?}");
            assert!(checked.value.entries.is_empty(), "{text}");
            // `[event]` beside `[[event]]` is no TOML.
            if !text.starts_with("[event]") {
                let beside = format!("{FULL}\n{text}");
                assert_eq!(read("curation.toml", beside.as_bytes()).value.entries.len(), 4, "{text}");
            }
        }
    }

    #[test]
    fn damaged_curation_never_panics() {
        for damaged in damaged(FULL.as_bytes(), 2000) {
            let _ = read("curation.toml", &damaged);
        }
    }
}
