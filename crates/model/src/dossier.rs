//! What a dossier says of itself.

use serde::{Deserialize, Serialize};

use crate::edtf::Edtf;

/// A dossier's identity, as its manifest states it or as inferred from a bare report file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Id: lower-case letters, digits and hyphens; names the release's folder.
    pub id: String,
    /// Title.
    pub title: String,
    /// Subtitle; empty where none.
    pub subtitle: String,
    /// Date of this edition; `None` for a bare report.
    pub edition: Option<Edtf>,
    /// ISO 3166-1 alpha-3 code of the area the report is on; `None` where not said.
    pub ref_area: Option<String>,
    /// ISO 3166-1 alpha-3 codes of the areas on the other side.
    pub counterpart_areas: Vec<String>,
    /// BCP 47 language of the text; `en` where not said.
    pub language: String,
    /// Licence of the release, as an SPDX id; `None` where not said.
    pub licence: Option<String>,
    /// Authors, as printed.
    pub authors: Vec<String>,
    /// What the briefing shows.
    pub briefing: BriefingOptions,
}

/// `[briefing]` of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefingOptions {
    /// Indicator of the chart; `None` takes the one with most observed values.
    pub chart: Option<String>,
    /// How many key figures at most.
    pub key_figures: usize,
    /// Whether the annexed tables are printed.
    pub annex: bool,
}

impl Default for BriefingOptions {
    fn default() -> Self {
        Self { chart: None, key_figures: 8, annex: true }
    }
}
