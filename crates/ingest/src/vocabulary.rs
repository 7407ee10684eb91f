//! The vocabulary: plain tables a policy person can edit, one CSV file a table.
//!
//! In the tables, several values in one cell are separated by `;`. A word in a trigger that ends in `*`
//! stands for every word that begins so (`sign*`: signs, signed, signing).

use chancery_model::event::{Category, EventType};
use chancery_model::observation::{Comparator, ObservationKind};
use chancery_model::section::SectionKind;

/// Every table.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// `actors.csv`: `code,kind,name,aliases,demonyms,seats`
    pub actors: Vec<Actor>,
    /// `event-types.csv`: `trigger,event_type`
    pub event_types: Vec<EventTrigger>,
    /// `categories.csv`: `trigger,category`
    pub categories: Vec<CategoryTrigger>,
    /// `indicators.csv`: `indicator_id,name,kind,unit,terms,codes,description`
    pub indicators: Vec<Indicator>,
    /// `units.csv`: `unit,name,forms,base,factor`
    pub units: Vec<Unit>,
    /// `sections.csv`: `heading,kind`
    pub sections: Vec<SectionHeading>,
    /// `abbreviations.csv`: `abbreviation`: those whose full stop does not end a sentence (`Dr.`, `i.e.`).
    pub abbreviations: Vec<String>,
    /// `hedges.csv`: `phrase,comparator,tolerance`
    pub hedges: Vec<Hedge>,
    /// `likelihoods.csv`: `phrase,rank`
    pub likelihoods: Vec<Likelihood>,
}

/// A state or organisation.
#[derive(Clone, Debug)]
pub struct Actor {
    /// ISO 3166-1 alpha-3, or the organisation's code.
    pub code: String,
    /// Whether it is a state.
    pub is_state: bool,
    /// Name for readers.
    pub name: String,
    /// Other names: `Russian Federation`.
    pub aliases: Vec<String>,
    /// Words for its people and things: `Tajik`, `Tajiks`.
    pub demonyms: Vec<String>,
    /// Capital and seats of government that stand for it: `Moscow`, `the Kremlin`.
    pub seats: Vec<String>,
}

/// Words that tell an event's PLOVER type.
#[derive(Clone, Debug)]
pub struct EventTrigger {
    /// Words in a row, lower case.
    pub trigger: String,
    /// The type they tell.
    pub event_type: EventType,
}

/// Words that tell an event's domain.
#[derive(Clone, Debug)]
pub struct CategoryTrigger {
    /// Words in a row, lower case.
    pub trigger: String,
    /// The domain they tell.
    pub category: Category,
}

/// An indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Id: lower case and hyphens.
    pub indicator_id: String,
    /// Name for readers.
    pub name: String,
    /// Sort of statement it is used for.
    pub kind: ObservationKind,
    /// Unit id; `None` where the indicator has no unit (a rank, a commitment).
    pub unit: Option<String>,
    /// Groups of words, any one of which tells it; within a group (`+` in the table) all must occur.
    pub terms: Vec<Vec<String>>,
    /// Codes it has at data portals.
    pub codes: Vec<String>,
    /// What it measures.
    pub description: String,
}

/// A unit of measure.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Id: lower case and hyphens.
    pub unit: String,
    /// Name for readers.
    pub name: String,
    /// How texts write it: `percent`, `per cent`, `%`.
    pub forms: Vec<String>,
    /// Id of its base unit; its own where it is one.
    pub base: String,
    /// Base units in one of it.
    pub factor: f64,
}

/// A heading that tells a section's kind.
#[derive(Clone, Debug)]
pub struct SectionHeading {
    /// A word or words the heading contains, lower case.
    pub heading: String,
    /// The kind it tells.
    pub kind: SectionKind,
}

/// A word of degree before a figure.
#[derive(Clone, Debug)]
pub struct Hedge {
    /// Words, lower case: `more than`, `nearly`, `at least`.
    pub phrase: String,
    /// What they make of the figure.
    pub comparator: Comparator,
    /// How far a value may lie from the figure and still bear the words out, as a share of the figure.
    pub tolerance: f64,
}

/// Words of likelihood.
#[derive(Clone, Debug)]
pub struct Likelihood {
    /// Words, lower case: `less likely but plausible`.
    pub phrase: String,
    /// 1 (remote) to 7 (certain).
    pub rank: u8,
}
