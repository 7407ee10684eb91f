//! What is known of a data portal's series.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// A series' identity and attribution. Its values are [`crate::observation::Observation`]s whose
/// `source` is the id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// The portal's name of the edition (`25.1`), where it has one instead of a day.
    pub version: Option<String>,
    /// What differs from the vintage before it in the same dossier; empty where there is none.
    pub revisions: Vec<Revision>,
}

/// A value that a later vintage of a series changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// Id of the earlier vintage's series.
    pub earlier: String,
    /// Area: ISO 3166-1 alpha-3 or an aggregate's code.
    pub area: String,
    /// Area on the other side; `None` where there is none.
    pub counterpart: Option<String>,
    /// Period as the portal prints it.
    pub period: String,
    /// Value before, in the series' unit.
    pub before: f64,
    /// Value now; `None` where the later vintage marks it as missing.
    pub after: Option<f64>,
}
