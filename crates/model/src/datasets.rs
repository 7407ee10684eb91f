//! The whole of what one report says, typed: what normalize hands to export.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::citation::Citation;
use crate::dossier::Dossier;
use crate::event::Event;
use crate::finding::Finding;
use crate::observation::Observation;
use crate::passage::Passage;
use crate::reference::Reference;
use crate::section::Section;
use crate::series::Series;

/// The six tables and what stands around them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Datasets {
    /// Whose they are.
    pub dossier: Dossier,
    /// The report's text, `report.txt`: every anchor counts code points in it.
    pub text: String,
    /// The outline, in document order.
    pub sections: Vec<Section>,
    /// Events.
    pub events: Vec<Event>,
    /// Indicators.
    pub observations: Vec<Observation>,
    /// References.
    pub references: Vec<Reference>,
    /// Citations.
    pub citations: Vec<Citation>,
    /// Passages.
    pub passages: Vec<Passage>,
    /// Findings.
    pub findings: Vec<Finding>,
    /// Names for readers of the areas the dossier is on, by code; a code that the vocabulary lacks is not in it.
    pub actor_names: BTreeMap<String, String>,
    /// The portals' series that the observations with `origin` `series` came from.
    pub series: Vec<Series>,
}
