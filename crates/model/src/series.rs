//! What is known of a data portal's series.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// A series' identity and attribution. Its values are [`crate::observation::Observation`]s whose
/// `source` is the id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Id, unique in the dossier: the file's stem.
    pub id: String,
    /// Path in the dossier.
    pub path: String,
    /// Title for readers.
    pub title: String,
    /// Portal's code of the indicator: `BX.TRF.PWKR.DT.GD.ZS`; `None` where the file names none.
    pub code: Option<String>,
    /// Id in the indicator vocabulary; `None` where no entry has the code.
    pub indicator_id: Option<String>,
    /// Unit id in the vocabulary; `None` where unknown.
    pub unit: Option<String>,
    /// Who produced it, for the attribution.
    pub producer: String,
    /// Where it was had from.
    pub url: String,
    /// Licence, as an SPDX id.
    pub licence: String,
    /// Day it was fetched.
    pub accessed: Option<Day>,
    /// Day the portal says it last updated it (its vintage).
    pub updated: Option<Day>,
}
