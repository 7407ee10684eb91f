//! Events: what happened, when, between whom, and where the report tells it.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::edtf::Edtf;
use crate::table::{Cell, Column, ColumnKind, Record, Table};

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
    const TABLE: Table = Table {
        name: "events",
        description: "Events the report tells, one row an event; told in the timeline and in prose, it is one row.",
        key: Some("event_id"),
        columns: &[
            Column::required("event_id", ColumnKind::Text, "Stable id: year and title."),
            Column::optional("date", ColumnKind::Text, "EDTF date, no finer than the text."),
            Column::optional("date_start", ColumnKind::Date, "Earliest day the date allows; empty where open."),
            Column::optional("date_end", ColumnKind::Date, "Latest day the date allows; empty where open."),
            Column::optional("date_precision", ColumnKind::Text, "How fine the date is.")
                .one_of(&["day", "month", "season", "year", "decade", "interval"]),
            Column::required("title", ColumnKind::Text, "Title as printed in the timeline, or the telling clause."),
            Column::optional("description", ColumnKind::Text, "Description as printed."),
            Column::optional("category", ColumnKind::Text, "Domain; empty where unknown.").one_of(Category::NAMES),
            Column::optional("event_type", ColumnKind::Text, "PLOVER event type; empty where unknown.")
                .one_of(EventType::NAMES),
            Column::required(
                "actors",
                ColumnKind::TextList,
                "ISO 3166-1 alpha-3 or organisation codes, in order of mention.",
            ),
            Column::required("origin", ColumnKind::Text, "How the event came into the table.")
                .one_of(EventOrigin::NAMES),
            Column::required("reference_ids", ColumnKind::TextList, "Sources cited where the event is told.")
                .keys_of("references"),
            Column::required("passage_id", ColumnKind::Text, "Passage the anchor lies in.").keys_of("passages"),
            Column::required("support", ColumnKind::TextList, "Other passages that tell the event.")
                .keys_of("passages"),
            Column::optional("section", ColumnKind::Text, "Heading of the section; empty before the first heading."),
            Column::required("char_start", ColumnKind::Integer, "First code point of the quote in report.txt."),
            Column::required(
                "char_end",
                ColumnKind::Integer,
                "One past the last code point of the quote in report.txt.",
            ),
            Column::required("quote", ColumnKind::Text, "The characters at the anchor."),
        ],
    };

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.event_id),
            Cell::maybe(self.date, |date| Cell::text(date.to_string())),
            Cell::maybe(self.date.and_then(Edtf::earliest), Cell::Date),
            Cell::maybe(self.date.and_then(Edtf::latest), Cell::Date),
            Cell::maybe(self.date, |date| Cell::text(date.precision().name())),
            Cell::text(&self.title),
            Cell::maybe(Some(&self.description).filter(|text| !text.is_empty()), Cell::text),
            Cell::maybe(self.category, |category| Cell::text(category.name())),
            Cell::maybe(self.event_type, |kind| Cell::text(kind.name())),
            Cell::list(&self.actors),
            Cell::text(self.origin.name()),
            Cell::list(&self.reference_ids),
            Cell::text(&self.passage_id),
            Cell::list(&self.support),
            Cell::maybe(Some(&self.section).filter(|text| !text.is_empty()), Cell::text),
            Cell::count(self.anchor.start),
            Cell::count(self.anchor.end),
            Cell::text(&self.quote),
        ]
    }
}
