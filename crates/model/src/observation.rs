//! Indicators: figures, ranks, durations, commitments and signals, stated by the report or observed
//! by a data portal.

use std::slice;

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::edtf::Edtf;
use crate::table::ColumnKind::{Date, Integer, Number, Text, TextList};
use crate::table::ColumnPart::{BoundOf, Id, Place, Said, Sources, Wording};
use crate::table::{Cell, Column, Field, Record, Table, columns_of};

crate::words! {
    /// What sort of statement an observation is.
    ObservationKind {
        /// A measured or estimated quantity.
        Figure = "figure",
        /// A place in an order ("largest trading partner").
        Rank = "rank",
        /// A length of time ("for over a decade").
        Duration = "duration",
        /// An undertaking with a term ("lease to 2042").
        Commitment = "commitment",
        /// What an outlook says of a scenario: its path, how likely it is, its triggers, the signs to watch.
        Signal = "signal",
    }
}

crate::words! {
    /// How the value relates to the quantity.
    Comparator {
        /// Exactly.
        Eq = "eq",
        /// About.
        Approx = "approx",
        /// More than.
        Gt = "gt",
        /// At least.
        Ge = "ge",
        /// Less than.
        Lt = "lt",
        /// At most.
        Le = "le",
        /// Between two values.
        Range = "range",
        /// Up to a date.
        Until = "until",
        /// Not later than a date.
        By = "by",
    }
}

crate::words! {
    /// SDMX observation status (code list `CL_OBS_STATUS`), the values in use here.
    ObsStatus {
        /// Normal: as observed or stated without a hedge.
        Normal = "A",
        /// The series breaks here.
        Break = "B",
        /// The definition differs.
        Definition = "D",
        /// Estimated or hedged.
        Estimated = "E",
        /// Forecast, plan or scenario.
        Forecast = "F",
        /// Imputed.
        Imputed = "I",
        /// Missing.
        Missing = "O",
        /// Provisional.
        Provisional = "P",
        /// Of low reliability.
        LowReliability = "U",
    }
}

crate::words! {
    /// Where an observation was read.
    ObservationOrigin {
        /// A sentence of the report.
        Prose = "prose",
        /// A timeline item.
        Timeline = "timeline",
        /// A table of the report.
        Table = "table",
        /// The title of a cited source: the report itself does not state it.
        ReferenceTitle = "reference-title",
        /// A data portal's series.
        Series = "series",
        /// Stated by a person in `curation.toml`.
        Curated = "curated",
    }
}

/// Where in the report an observation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationPlace {
    /// Passage that the anchor lies in.
    pub passage_id: String,
    /// Heading of the section; empty before the first heading.
    pub section: String,
    /// Where the statement stands.
    pub anchor: Anchor,
    /// The characters at the anchor.
    pub quote: String,
}

/// One observation. Report rows stand in document order, series rows after them in the order of the
/// dossier's series, then area, then time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Stable id.
    pub observation_id: String,
    /// Id in the indicator vocabulary; `None` where no entry fits.
    pub indicator_id: Option<String>,
    /// Name in the vocabulary, or the counted thing as printed; `None` where neither is known.
    pub indicator_name: Option<String>,
    /// Sort of statement.
    pub kind: ObservationKind,
    /// Area the value is of: ISO 3166-1 alpha-3 or an aggregate's code; `None` where not said.
    pub ref_area: Option<String>,
    /// Area on the other side; `None` where there is none.
    pub counterpart_area: Option<String>,
    /// Period, EDTF; `None` where the text gives none.
    pub time_period: Option<Edtf>,
    /// Value in `unit`; `None` where no number is printed.
    pub value: Option<f64>,
    /// Lower bound in `unit`; `None` where unbounded or unknown.
    pub value_low: Option<f64>,
    /// Upper bound in `unit`; `None` where unbounded or unknown.
    pub value_high: Option<f64>,
    /// Relation of value to quantity; `None` where the text states none.
    pub comparator: Option<Comparator>,
    /// Unit id in the vocabulary; `None` for a value without one.
    pub unit: Option<String>,
    /// SDMX status.
    pub obs_status: ObsStatus,
    /// The words that state it, hedge included, as printed; `None` for series.
    pub phrase: Option<String>,
    /// Scenario it belongs to: a label of the outlook; `None` outside scenarios.
    pub scenario: Option<String>,
    /// Where it was read.
    pub origin: ObservationOrigin,
    /// Id of the series or curation entry; `None` for what the report itself says.
    pub source: Option<String>,
    /// Sources cited for it, in order of citation.
    pub reference_ids: Vec<String>,
    /// Place in the report; `None` for series.
    pub place: Option<ObservationPlace>,
}

impl Record for Observation {
    const FIELDS: &'static [Field<Self>] = &[
        Column::required("observation_id", Text, Id, "Stable id.").filled(|row| Cell::text(&row.observation_id)),
        Column::optional("indicator_id", Text, Said, "Id in the indicator vocabulary; empty where no entry fits.")
            .filled(|row| Cell::maybe(row.indicator_id.as_deref(), Cell::text)),
        Column::optional("indicator_name", Text, Said, "Name of the indicator, or the counted thing as printed.")
            .label()
            .filled(|row| Cell::maybe(row.indicator_name.as_deref(), Cell::text)),
        Column::required("kind", Text, Said, "Sort of statement.")
            .one_of(ObservationKind::NAMES)
            .filled(|row| Cell::text(row.kind.name())),
        Column::optional("ref_area", Text, Said, "SDMX REF_AREA, ISO 3166-1 alpha-3.")
            .label()
            .filled(|row| Cell::maybe(row.ref_area.as_deref(), Cell::text)),
        Column::optional("counterpart_area", Text, Said, "SDMX COUNTERPART_AREA, ISO 3166-1 alpha-3.")
            .filled(|row| Cell::maybe(row.counterpart_area.as_deref(), Cell::text)),
        Column::optional("time_period", Text, Said, "Period, EDTF; empty where the text gives none.")
            .label()
            .filled(|row| Cell::maybe(row.time_period, |period| Cell::text(period.to_string()))),
        Column::optional("period_start", Date, Place, "Earliest day of the period; empty where open.")
            .filled(|row| Cell::maybe(row.time_period.and_then(Edtf::earliest), Cell::Date)),
        Column::optional("period_end", Date, Place, "Latest day of the period; empty where open.")
            .filled(|row| Cell::maybe(row.time_period.and_then(Edtf::latest), Cell::Date)),
        Column::optional("value", Number, Said, "Value in the unit; empty where no number is printed.")
            .filled(|row| Cell::maybe(row.value, Cell::Number)),
        Column::optional("value_low", Number, BoundOf("value"), "Lower bound in the unit; empty where unbounded.")
            .filled(|row| Cell::maybe(row.value_low, Cell::Number)),
        Column::optional("value_high", Number, BoundOf("value"), "Upper bound in the unit; empty where unbounded.")
            .filled(|row| Cell::maybe(row.value_high, Cell::Number)),
        Column::optional("comparator", Text, Said, "Relation of value to quantity.")
            .one_of(Comparator::NAMES)
            .filled(|row| Cell::maybe(row.comparator, |comparator| Cell::text(comparator.name()))),
        Column::optional("unit", Text, Said, "SDMX UNIT_MEASURE: id in the unit vocabulary.")
            .filled(|row| Cell::maybe(row.unit.as_deref(), Cell::text)),
        Column::required("obs_status", Text, Said, "SDMX OBS_STATUS.")
            .one_of(ObsStatus::NAMES)
            .filled(|row| Cell::text(row.obs_status.name())),
        Column::optional("phrase", Text, Wording, "The words that state it, hedge included; empty for series.")
            .label()
            .filled(|row| Cell::maybe(row.phrase.as_deref(), Cell::text)),
        Column::optional("scenario", Text, Said, "Scenario of the outlook; empty outside scenarios.")
            .filled(|row| Cell::maybe(row.scenario.as_deref(), Cell::text)),
        Column::required("origin", Text, Said, "Where it was read.")
            .one_of(ObservationOrigin::NAMES)
            .filled(|row| Cell::text(row.origin.name())),
        Column::optional(
            "source",
            Text,
            Said,
            "Id of the series or curation entry; empty for the report's own statements.",
        )
        .filled(|row| Cell::maybe(row.source.as_deref(), Cell::text)),
        Column::required("reference_ids", TextList, Sources, "Sources cited for it.")
            .filled(|row: &Self| Cell::list(&row.reference_ids))
            .keys_of("references", |row| &mut row.reference_ids),
        Column::optional("passage_id", Text, Place, "Passage the anchor lies in; empty for series.")
            .filled(|row: &Self| Cell::maybe(row.place.as_ref(), |place| Cell::text(&place.passage_id)))
            .keys_of("passages", |row| match &mut row.place {
                Some(place) => slice::from_mut(&mut place.passage_id),
                None => &mut [],
            }),
        Column::optional("section", Text, Place, "Heading of the section; empty for series.")
            .filled(|row| Cell::maybe(row.place.as_ref(), |place| Cell::filled(&place.section))),
        Column::optional(
            "char_start",
            Integer,
            Place,
            "First code point of the quote in report.txt; empty for series.",
        )
        .filled(|row| Cell::maybe(row.place.as_ref(), |place| Cell::count(place.anchor.start))),
        Column::optional("char_end", Integer, Place, "One past the last code point of the quote; empty for series.")
            .filled(|row| Cell::maybe(row.place.as_ref(), |place| Cell::count(place.anchor.end))),
        Column::optional("quote", Text, Wording, "The characters at the anchor; empty for series.")
            .filled(|row| Cell::maybe(row.place.as_ref(), |place| Cell::text(&place.quote))),
    ];

    const TABLE: Table = Table {
        name: "indicators",
        description: "Figures, ranks, durations, commitments and signals: what the report states and what the portals observed.",
        key: Some("observation_id"),
        anchored: Some(["char_start", "char_end", "quote"]),
        columns: &columns_of::<Self, { Self::FIELDS.len() }>(),
    };
}
