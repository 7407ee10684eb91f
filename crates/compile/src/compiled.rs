//! A dossier compiled, and the release made of it.

use std::collections::BTreeSet;

use chancery_export::artifact::Artifact;
use chancery_export::format::Format;
use chancery_export::manifest::Input as InputFile;
use chancery_export::release::{self as exported, ExportError, Previous, ReleaseRequest};
use chancery_ingest::report::RawReport;
use chancery_model::datasets::Datasets;
use chancery_model::diagnostic::Diagnostic;
use chancery_model::labels::Labels;
use chancery_model::logo::Logo;

use crate::files::DossierFiles;

/// A dossier compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The tables.
    pub datasets: Datasets,
    /// Findings of every stage, in document order.
    pub diagnostics: Vec<Diagnostic>,
    /// The report as read, with the way from its text back to the author's file.
    pub report: RawReport,
    /// The words of the briefing.
    pub labels: Labels,
    /// The briefing's logo; `None` where there is none, or none that can be used.
    pub logo: Option<Logo>,
}

/// Draws a release's files: `formats`, or all where none is named. `previous` is what the release they replace says of
/// itself, with its CSV tables.
///
/// # Errors
/// Where a format cannot hold the tables, or the release to replace is damaged.
pub fn release(
    compiled: &Compiled,
    files: &DossierFiles,
    formats: BTreeSet<Format>,
    previous: Option<Previous>,
) -> Result<Vec<Artifact>, ExportError> {
    let inputs = files.inputs().map(|input| InputFile {
        path: input.path.clone(),
        sha256: input.sha256.clone(),
        bytes: input.bytes.len() as u64,
    });
    let request = ReleaseRequest {
        formats,
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        inputs: inputs.collect(),
        labels: compiled.labels.clone(),
        previous,
        logo: compiled.logo.clone(),
    };
    exported::release(&compiled.datasets, &request)
}
