//! Events: what happened, when, between whom, and where the report tells it.

use std::slice;

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::edtf::Edtf;
use crate::table::ColumnKind::{Date, Integer, Text, TextList};
use crate::table::ColumnPart::{Id, Place, Said, Sources, Wording};
use crate::table::{Cell, Column, Field, Record, Table, columns_of};

crate::words! {
    /// The domain an event belongs to.
    Category {
        /// Government, diplomacy, law.
        Political = "political",
        /// Trade, finance, energy, migration.
        Economic = "economic",
        /// Forces, bases, borders, conflict.
        Security = "security",
    }
}

crate::words! {
    /// PLOVER event type.
    EventType {
        /// Agreement reached or signed.
        Agree = "AGREE",
        /// Meeting, visit, negotiation.
        Consult = "CONSULT",
        /// Diplomatic or verbal support.
        Support = "SUPPORT",
        /// Concession, easing, yielding.
        Concede = "CONCEDE",
        /// Material cooperation: economic, military, judicial.
        Cooperate = "COOPERATE",
        /// Aid: economic, military, humanitarian.
        Aid = "AID",
        /// Withdrawal, release, return.
        Retreat = "RETREAT",
        /// Request, demand, appeal.
        Request = "REQUEST",
        /// Criticism, accusation.
        Accuse = "ACCUSE",
        /// Refusal.
        Reject = "REJECT",
        /// Threat.
        Threaten = "THREATEN",
        /// Demonstration, strike.
        Protest = "PROTEST",
        /// Sanction, restriction, expulsion.
        Sanction = "SANCTION",
        /// Mobilisation, exercises, heightened readiness.
        Mobilize = "MOBILIZE",
        /// Coercion, arrest, repression.
        Coerce = "COERCE",
        /// Armed attack, fighting.
        Assault = "ASSAULT",
    }
}

crate::words! {
    /// How an event came into the table.
    EventOrigin {
        /// From the report's timeline.
        Timeline = "timeline",
        /// From the prose alone.
        Prose = "prose",
        /// Stated by a person in `curation.toml`.
        Curated = "curated",
    }
}

/// One event. Rows stand in document order of their anchors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Stable id that says what it is: `1997-moscow-peace-accord`.
    pub event_id: String,
    /// When, as fine as the report tells it anywhere; `None` where it does not.
    pub date: Option<Edtf>,
    /// Short title: the timeline's own, or for prose the words of the clause that tells it.
    pub title: String,
    /// Description as printed; empty where the timeline item has none.
    pub description: String,
    /// Domain; `None` where no rule or person has said.
    pub category: Option<Category>,
    /// PLOVER type; `None` where no rule or person has said.
    pub event_type: Option<EventType>,
    /// ISO 3166-1 alpha-3 codes or organisation codes of the vocabulary, in order of mention, each once.
    pub actors: Vec<String>,
    /// How it came into the table.
    pub origin: EventOrigin,
    /// Sources cited where it is told, each once, in order of citation.
    pub reference_ids: Vec<String>,
    /// Passage that the anchor lies in.
    pub passage_id: String,
    /// Other passages that tell the same event, in document order.
    pub support: Vec<String>,
    /// Heading of the section the anchor lies in.
    pub section: String,
    /// Where it is told.
    pub anchor: Anchor,
    /// The characters at the anchor.
    pub quote: String,
}

impl Record for Event {
    const FIELDS: &'static [Field<Self>] = &[
        Column::required("event_id", Text, Id, "Stable id: year and title.")
            .filled(|event| Cell::text(&event.event_id)),
        Column::optional("date", Text, Said, "EDTF date, no finer than the text.")
            .label()
            .filled(|event| Cell::maybe(event.date, |date| Cell::text(date.to_string()))),
        Column::optional("date_start", Date, Place, "Earliest day the date allows; empty where open.")
            .filled(|event| Cell::maybe(event.date.and_then(Edtf::earliest), Cell::Date)),
        Column::optional("date_end", Date, Place, "Latest day the date allows; empty where open.")
            .filled(|event| Cell::maybe(event.date.and_then(Edtf::latest), Cell::Date)),
        Column::optional("date_precision", Text, Place, "How fine the date is.")
            .one_of(&["day", "month", "season", "year", "decade", "interval"])
            .filled(|event| Cell::maybe(event.date, |date| Cell::text(date.precision().name()))),
        Column::required("title", Text, Said, "Title as printed in the timeline, or the telling clause.")
            .label()
            .filled(|event| Cell::text(&event.title)),
        Column::optional("description", Text, Said, "Description as printed.")
            .filled(|event| Cell::filled(&event.description)),
        Column::optional("category", Text, Said, "Domain; empty where unknown.")
            .one_of(Category::NAMES)
            .filled(|event| Cell::maybe(event.category, |category| Cell::text(category.name()))),
        Column::optional("event_type", Text, Said, "PLOVER event type; empty where unknown.")
            .one_of(EventType::NAMES)
            .filled(|event| Cell::maybe(event.event_type, |kind| Cell::text(kind.name()))),
        Column::required("actors", TextList, Said, "ISO 3166-1 alpha-3 or organisation codes, in order of mention.")
            .filled(|event| Cell::list(&event.actors)),
        Column::required("origin", Text, Said, "How the event came into the table.")
            .one_of(EventOrigin::NAMES)
            .filled(|event| Cell::text(event.origin.name())),
        Column::required("reference_ids", TextList, Sources, "Sources cited where the event is told.")
            .filled(|event: &Self| Cell::list(&event.reference_ids))
            .keys_of("references", |event| &mut event.reference_ids),
        Column::required("passage_id", Text, Place, "Passage the anchor lies in.")
            .filled(|event: &Self| Cell::text(&event.passage_id))
            .keys_of("passages", |event| slice::from_mut(&mut event.passage_id)),
        Column::required("support", TextList, Place, "Other passages that tell the event.")
            .filled(|event: &Self| Cell::list(&event.support))
            .keys_of("passages", |event| &mut event.support),
        Column::optional("section", Text, Place, "Heading of the section; empty before the first heading.")
            .filled(|event| Cell::filled(&event.section)),
        Column::required("char_start", Integer, Place, "First code point of the quote in report.txt.")
            .filled(|event| Cell::count(event.anchor.start)),
        Column::required("char_end", Integer, Place, "One past the last code point of the quote in report.txt.")
            .filled(|event| Cell::count(event.anchor.end)),
        Column::required("quote", Text, Wording, "The characters at the anchor.")
            .filled(|event| Cell::text(&event.quote)),
    ];

    const TABLE: Table = Table {
        name: "events",
        description: "Events the report tells, one row an event; told in the timeline and in prose, it is one row.",
        key: Some("event_id"),
        anchored: Some(["char_start", "char_end", "quote"]),
        columns: &columns_of::<Self, { Self::FIELDS.len() }>(),
    };
}
