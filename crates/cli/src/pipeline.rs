//! The stages, one after the other. Every call of another crate's stage is here.

use std::path::Path;

use chancery_export::artifact::Artifact;
use chancery_export::release::{Format, InputFile, Previous, ReleaseRequest};
use chancery_ingest::manifest::Manifest;
use chancery_ingest::report::RawReport;
use chancery_ingest::text::SourceMap;
use chancery_ingest::vocabulary::Vocabulary;
use chancery_ingest::{curation, manifest, report, series, vocabulary};
use chancery_model::datasets::Datasets;
use chancery_model::day::Day;
use chancery_model::diagnostic::{Checked, Diagnostic, Place};
use chancery_model::dossier::{BriefingOptions, Dossier};
use chancery_model::edtf::{Edtf, PartialDate};
use chancery_normalize as normalize;

use crate::exit::Exit;
use crate::failure::{Failure, Spot};
use crate::folder::Loaded;
use crate::input::Input;
use crate::sources::IndexedText;

/// A dossier compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The tables.
    pub datasets: Datasets,
    /// Findings of every stage, in document order.
    pub diagnostics: Vec<Diagnostic>,
    /// From the report's text to the author's file.
    pub source: SourceMap,
}

/// Reads a manifest.
///
/// # Errors
/// [`Exit::BadInput`] where it is not one.
pub fn manifest(file: &Input) -> Result<Checked<Manifest>, Failure> {
    manifest::read(&file.path, &file.bytes).map_err(|diagnostic| refused(&diagnostic, file))
}

/// Compiles a dossier; `stage` is told each stage as it begins. `source_date` is the edition of a dossier
/// that names none.
///
/// # Errors
/// [`Exit::BadInput`] where a file is not what it claims to be.
pub fn compile(loaded: &Loaded, source_date: Option<Day>, stage: &dyn Fn(&'static str)) -> Result<Compiled, Failure> {
    stage("reading");
    let mut diagnostics = loaded.manifest.as_ref().map_or_else(Vec::new, |manifest| manifest.diagnostics.clone());
    let vocabulary = checked(read_vocabulary(loaded), &mut diagnostics);
    let report = report::read(&loaded.report.path, &loaded.report.bytes, &vocabulary)
        .map_err(|error| refused(&error.diagnostic, &loaded.report))?;
    let report = checked(report, &mut diagnostics);
    let mut series = Vec::new();
    let entries = loaded.manifest.iter().flat_map(|manifest| &manifest.value.series);
    for (entry, file) in entries.zip(&loaded.series) {
        let read =
            series::read(&entry.series, &entry.format, &file.bytes).map_err(|diagnostic| refused(&diagnostic, file))?;
        series.push((entry.series.clone(), checked(read, &mut diagnostics)));
    }
    let curation = match &loaded.curation {
        None => None,
        Some(file) => {
            let read = curation::read(&file.path, &file.bytes).map_err(|diagnostic| refused(&diagnostic, file))?;
            Some(checked(read, &mut diagnostics))
        }
    };

    stage("normalizing");
    let source = report.source.clone();
    let (mut dossier, check) = match &loaded.manifest {
        Some(manifest) => (manifest.value.dossier.clone(), manifest.value.check.clone()),
        None => (inferred(&loaded.path, &report), manifest::CheckOptions::default()),
    };
    dossier.edition = dossier.edition.or_else(|| source_date.map(|day| Edtf::Date(PartialDate::Day(day).into())));
    let input = normalize::Input { dossier, report, series, curation, check, diagnostics };
    let Checked { value, diagnostics } = normalize::compile(input, &vocabulary);
    Ok(Compiled { datasets: value, diagnostics, source })
}

/// Draws a release's files. `previous` is the manifest and the CSV tables of the release they replace.
///
/// # Errors
/// [`Exit::CannotCreate`] where a format cannot hold the tables.
pub fn release(
    compiled: &Compiled,
    loaded: &Loaded,
    formats: Vec<Format>,
    previous: Option<Previous>,
) -> Result<Vec<Artifact>, Failure> {
    let inputs = loaded.inputs().map(|input| InputFile {
        path: input.path.clone(),
        sha256: input.sha256.clone(),
        bytes: input.bytes.len() as u64,
    });
    let request = ReleaseRequest {
        formats,
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        inputs: inputs.collect(),
        previous,
    };
    chancery_export::release::release(&compiled.datasets, &request)
        .map_err(|error| Failure::new(Exit::CannotCreate, error.to_string()))
}

/// The value; what there is to say of it joins the rest.
fn checked<T>(read: Checked<T>, diagnostics: &mut Vec<Diagnostic>) -> T {
    diagnostics.extend(read.diagnostics);
    read.value
}

fn read_vocabulary(loaded: &Loaded) -> Checked<Vocabulary> {
    if loaded.vocabulary.is_empty() {
        return Checked { value: vocabulary::built_in(), diagnostics: Vec::new() };
    }
    let tables: Vec<(&str, &[u8])> =
        loaded.vocabulary.iter().map(|table| (table.path.as_str(), table.bytes.as_slice())).collect();
    vocabulary::read(&tables)
}

/// What a manifest would say of a bare report.
fn inferred(path: &Path, report: &RawReport) -> Dossier {
    let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let heading = report.sections.iter().map(|section| section.heading).find(|heading| !heading.is_empty());
    let title = report.title.or(heading).map_or(name.as_str(), |span| span.of(&report.text).trim());
    Dossier {
        id: id_of(&name),
        title: title.to_owned(),
        subtitle: String::new(),
        edition: None,
        ref_area: None,
        counterpart_areas: Vec::new(),
        language: "en".to_owned(),
        licence: None,
        authors: Vec::new(),
        briefing: BriefingOptions::default(),
    }
}

/// An id from a file's name: its letters and digits in lower case, a hyphen for the rest; `report` where
/// nothing is left.
fn id_of(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if id.is_empty() { "report".to_owned() } else { id }
}

/// A file that could not be read at all.
fn refused(diagnostic: &Diagnostic, file: &Input) -> Failure {
    let (line, column) = match diagnostic.place {
        Place::File { line, column, .. } => (line.map(|line| line as usize), column.map(|column| column as usize)),
        Place::Report(_) | Place::Dossier => (None, None),
    };
    let text = IndexedText::new(String::from_utf8_lossy(&file.bytes).into_owned());
    let shown = line.and_then(|line| text.byte_of_column(line, 1).map(|start| start..text.line_end(line)));
    let spot = Spot {
        file: file.opened.display().to_string(),
        line,
        columns: column.map(|column| (column, column + 1)),
        text: shown.map(|bytes| text.text()[bytes].to_owned()),
    };
    Failure::new(Exit::BadInput, diagnostic.message.clone()).help(diagnostic.help.clone()).at(spot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_gives_an_id() {
        let cases = [
            ("energy-trade", "energy-trade"),
            ("Country Report (final) 2", "country-report-final-2"),
            ("--", "report"),
            ("", "report"),
            ("..", "report"),
            ("отчёт", "report"),
            ("../../etc", "etc"),
        ];
        for (name, expected) in cases {
            assert_eq!(id_of(name), expected, "{name:?}");
        }
    }
}
