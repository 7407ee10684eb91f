//! Indicators: figures, ranks, durations, commitments and signals, stated by the report or observed
//! by a data portal.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::edtf::Edtf;
use crate::table::{Cell, Column, ColumnKind, Record, Table};

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
    const TABLE: Table = Table {
        name: "indicators",
        description: "Figures, ranks, durations, commitments and signals: what the report states and what the portals observed.",
        key: Some("observation_id"),
        columns: &[
            Column::required("observation_id", ColumnKind::Text, "Stable id."),
            Column::optional(
                "indicator_id",
                ColumnKind::Text,
                "Id in the indicator vocabulary; empty where no entry fits.",
            ),
            Column::optional(
                "indicator_name",
                ColumnKind::Text,
                "Name of the indicator, or the counted thing as printed.",
            ),
            Column::required("kind", ColumnKind::Text, "Sort of statement.").one_of(ObservationKind::NAMES),
            Column::optional("ref_area", ColumnKind::Text, "SDMX REF_AREA, ISO 3166-1 alpha-3."),
            Column::optional("counterpart_area", ColumnKind::Text, "SDMX COUNTERPART_AREA, ISO 3166-1 alpha-3."),
            Column::optional("time_period", ColumnKind::Text, "Period, EDTF; empty where the text gives none."),
            Column::optional("period_start", ColumnKind::Date, "Earliest day of the period; empty where open."),
            Column::optional("period_end", ColumnKind::Date, "Latest day of the period; empty where open."),
            Column::optional("value", ColumnKind::Number, "Value in the unit; empty where no number is printed."),
            Column::optional("value_low", ColumnKind::Number, "Lower bound in the unit; empty where unbounded."),
            Column::optional("value_high", ColumnKind::Number, "Upper bound in the unit; empty where unbounded."),
            Column::optional("comparator", ColumnKind::Text, "Relation of value to quantity.")
                .one_of(Comparator::NAMES),
            Column::optional("unit", ColumnKind::Text, "SDMX UNIT_MEASURE: id in the unit vocabulary."),
            Column::required("obs_status", ColumnKind::Text, "SDMX OBS_STATUS.").one_of(ObsStatus::NAMES),
            Column::optional("phrase", ColumnKind::Text, "The words that state it, hedge included; empty for series."),
            Column::optional("scenario", ColumnKind::Text, "Scenario of the outlook; empty outside scenarios."),
            Column::required("origin", ColumnKind::Text, "Where it was read.").one_of(ObservationOrigin::NAMES),
            Column::optional(
                "source",
                ColumnKind::Text,
                "Id of the series or curation entry; empty for the report's own statements.",
            ),
            Column::required("reference_ids", ColumnKind::TextList, "Sources cited for it.").keys_of("references"),
            Column::optional("passage_id", ColumnKind::Text, "Passage the anchor lies in; empty for series.")
                .keys_of("passages"),
            Column::optional("section", ColumnKind::Text, "Heading of the section; empty for series."),
            Column::optional(
                "char_start",
                ColumnKind::Integer,
                "First code point of the quote in report.txt; empty for series.",
            ),
            Column::optional(
                "char_end",
                ColumnKind::Integer,
                "One past the last code point of the quote; empty for series.",
            ),
            Column::optional("quote", ColumnKind::Text, "The characters at the anchor; empty for series."),
        ],
    };

    fn cells(&self) -> Vec<Cell<'_>> {
        let text = |value: &'_ Option<String>| value.clone().map_or(Cell::Null, Cell::text);
        let place = self.place.as_ref();
        vec![
            Cell::text(&self.observation_id),
            text(&self.indicator_id),
            text(&self.indicator_name),
            Cell::text(self.kind.name()),
            text(&self.ref_area),
            text(&self.counterpart_area),
            Cell::maybe(self.time_period, |period| Cell::text(period.to_string())),
            Cell::maybe(self.time_period.and_then(Edtf::earliest), Cell::Date),
            Cell::maybe(self.time_period.and_then(Edtf::latest), Cell::Date),
            Cell::maybe(self.value, Cell::Number),
            Cell::maybe(self.value_low, Cell::Number),
            Cell::maybe(self.value_high, Cell::Number),
            Cell::maybe(self.comparator, |comparator| Cell::text(comparator.name())),
            text(&self.unit),
            Cell::text(self.obs_status.name()),
            text(&self.phrase),
            text(&self.scenario),
            Cell::text(self.origin.name()),
            text(&self.source),
            Cell::list(&self.reference_ids),
            Cell::maybe(place, |place| Cell::text(&place.passage_id)),
            Cell::maybe(place.filter(|place| !place.section.is_empty()), |place| Cell::text(&place.section)),
            Cell::maybe(place, |place| Cell::count(place.anchor.start)),
            Cell::maybe(place, |place| Cell::count(place.anchor.end)),
            Cell::maybe(place, |place| Cell::text(&place.quote)),
        ]
    }
}
