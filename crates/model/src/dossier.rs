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

crate::words! {
    /// Paper of the briefing.
    PageSize {
        /// ISO 216 A4, 210 × 297 mm.
        A4 = "a4",
        /// US Letter, 8.5 × 11 in.
        Letter = "letter",
    }
}

crate::words! {
    /// A part of the briefing that can be chosen. The title block and the colophon are always there.
    BriefingSection {
        /// The outlook's judgement.
        BottomLine = "bottom-line",
        /// The table of key figures.
        KeyFigures = "key-figures",
        /// What changed since the last release.
        Changes = "changes",
        /// Each theme's leading statements.
        Themes = "themes",
        /// The chart.
        Chart = "chart",
        /// The timeline.
        Timeline = "timeline",
        /// The table of scenarios.
        Scenarios = "scenarios",
        /// The state of the evidence.
        Evidence = "evidence",
        /// The annexed tables.
        Annex = "annex",
        /// The list of sources, which citations lead to.
        Sources = "sources",
    }
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
    /// How many levels of the report's sections have their leading statements told, 1 or more.
    pub depth: u8,
    /// Whether the tables travel in the PDF as attached CSV files.
    pub attach_tables: bool,
    /// Paper.
    pub page_size: PageSize,
    /// Colour of headings, rules and lines, `0xRRGGBB`; `None` for the house's dark blue.
    pub accent: Option<u32>,
    /// Parts printed, whatever their order here; empty for all.
    pub sections: Vec<BriefingSection>,
}

impl Default for BriefingOptions {
    fn default() -> Self {
        Self {
            chart: None,
            key_figures: 8,
            annex: true,
            depth: 2,
            attach_tables: false,
            page_size: PageSize::A4,
            accent: None,
            sections: Vec::new(),
        }
    }
}
