//! The stages, one after the other. Every call of another crate's stage is here.

use std::collections::BTreeSet;
use std::path::Path;

use chancery_export::artifact::Artifact;
use chancery_export::format::Format;
use chancery_export::manifest::Input as InputFile;
use chancery_export::release::{Previous, ReleaseRequest};
use chancery_ingest::bibliography::RawBibliography;
use chancery_ingest::manifest::{BibliographyEntry, Manifest, SeriesEntry};
use chancery_ingest::report::{RawReport, ReportError};
use chancery_ingest::series::RawSeries;
use chancery_ingest::text::{CharIndex, SourceMap, TextError};
use chancery_ingest::vocabulary::Vocabulary;
use chancery_ingest::{bibliography, curation, logo, manifest, report, series, vocabulary};
use chancery_model::datasets::Datasets;
use chancery_model::day::Day;
use chancery_model::diagnostic::{Checked, Diagnostic, Place, Severity};
use chancery_model::dossier::{BriefingOptions, Dossier};
use chancery_model::edtf::{Edtf, PartialDate};
use chancery_model::labels::Labels;
use chancery_model::logo::Logo;
use chancery_model::section::SectionKind;
use chancery_normalize as normalize;

use crate::exit::Exit;
use crate::failure::{Failure, Spot};
use crate::folder::Loaded;
use crate::input::Input;

/// A dossier compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The tables.
    pub datasets: Datasets,
    /// Findings of every stage, in document order.
    pub diagnostics: Vec<Diagnostic>,
    /// From the report's text to the author's file.
    pub source: SourceMap,
    /// The words of the briefing.
    pub labels: Labels,
    /// The briefing's logo; `None` where there is none, or none that can be used.
    pub logo: Option<Logo>,
}

/// Reads a manifest.
///
/// # Errors
/// [`Exit::BadInput`] where it is not one.
pub fn manifest(file: &Input) -> Result<Checked<Manifest>, Failure> {
    let Checked { value, diagnostics } = manifest::read(&file.path, &file.bytes);
    match value {
        Some(value) => Ok(Checked { value, diagnostics }),
        None => Err(refused_manifest(&diagnostics, file)),
    }
}

/// Id of a loaded dossier, which names its release.
#[must_use]
pub fn dossier_id(loaded: &Loaded) -> String {
    let name = || loaded.path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    loaded.manifest.as_ref().map_or_else(|| id_of(&name()), |manifest| manifest.value.dossier.id.clone())
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
        .map_err(|error| refused_report(&error, &loaded.report))?;
    let report = checked(report, &mut diagnostics);
    let series = read_series(loaded, &vocabulary, &mut diagnostics)?;
    let bibliographies = read_bibliographies(loaded, &mut diagnostics);
    let logo = read_logo(loaded, &mut diagnostics);
    let read_curation = |file: &Input| checked(curation::read(&file.path, &file.bytes), &mut diagnostics);
    let curation = loaded.curation.as_ref().map(read_curation).unwrap_or_default();

    stage("normalizing");
    let source = report.source.clone();
    let mut dossier = match &loaded.manifest {
        Some(manifest) => manifest.value.dossier.clone(),
        None => inferred(&loaded.path, &report),
    };
    let wanted = loaded.manifest.as_ref().and_then(|manifest| manifest.value.labels.as_ref());
    let labels = checked(vocabulary.labels_for(wanted, &dossier.language), &mut diagnostics);
    let check = loaded.check.clone();
    dossier.edition = dossier.edition.or_else(|| source_date.map(|day| Edtf::Date(PartialDate::Day(day).into())));
    let input = normalize::Input { dossier, report, series, bibliographies, curation, check, diagnostics };
    let Checked { value, diagnostics } = normalize::compile(&input, &vocabulary);
    Ok(Compiled { datasets: value, diagnostics, source, labels, logo })
}

/// Draws a release's files. `previous` is the manifest and the CSV tables of the release they replace.
///
/// # Errors
/// [`Exit::CannotCreate`] where a format cannot hold the tables.
pub fn release(
    compiled: &Compiled,
    loaded: &Loaded,
    formats: BTreeSet<Format>,
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
        labels: compiled.labels.clone(),
        previous,
        logo: compiled.logo.clone(),
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
    let tables: Vec<(String, &[u8])> =
        loaded.vocabulary.iter().map(|table| (table.path.clone(), table.bytes.as_slice())).collect();
    vocabulary::read(&tables)
}

fn read_series(
    loaded: &Loaded,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<(SeriesEntry, RawSeries)>, Failure> {
    let Some(manifest) = &loaded.manifest else { return Ok(Vec::new()) };
    let areas = normalize::areas(&manifest.value.dossier);
    let mut series = Vec::new();
    let mut files = loaded.series.iter();
    for entry in &manifest.value.series {
        // The files of all entries stand one after another, each entry's own before its parts.
        let own: Vec<&Input> = files.by_ref().take(1 + entry.parts.len()).collect();
        let parts: Vec<(&str, &[u8])> = own.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
        let raw = series::read_parts(&parts, entry.options(&areas, vocabulary)).map_err(|error| {
            let failure = Failure::new(Exit::BadInput, error.to_string());
            match own.first() {
                Some(file) => failure.in_file(&file.opened),
                None => failure,
            }
        })?;
        series.extend(entry.with(checked(raw, diagnostics)));
    }
    Ok(series)
}

fn read_bibliographies(loaded: &Loaded, diagnostics: &mut Vec<Diagnostic>) -> Vec<RawBibliography> {
    let entries = loaded.manifest.iter().flat_map(|manifest| &manifest.value.bibliography);
    let read = |(entry, file): (&BibliographyEntry, &Input)| {
        checked(bibliography::read(&file.path, &file.bytes, entry.format), diagnostics)
    };
    entries.zip(&loaded.bibliographies).map(read).collect()
}

fn read_logo(loaded: &Loaded, diagnostics: &mut Vec<Diagnostic>) -> Option<Logo> {
    let entry = loaded.manifest.as_ref()?.value.logo.as_ref()?;
    let file = loaded.logo.as_ref()?;
    checked(logo::read(&file.path, &file.bytes, &entry.alternative), diagnostics)
}

/// What a manifest would say of a bare report.
fn inferred(path: &Path, report: &RawReport) -> Dossier {
    let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    // A report's first heading is its title only where it heads no part that every report has.
    let first = report.sections.iter().find(|section| !section.heading.is_empty());
    let heading = first.filter(|section| section.kind == SectionKind::Body).map(|section| section.heading);
    let title = report.title.or(heading).map(|span| span.of(&report.text).trim().to_owned());
    let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| words_of(&name));
    Dossier {
        id: id_of(&name),
        title,
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

/// A file's name as a title: spaces for hyphens and underscores, a capital at the start.
fn words_of(name: &str) -> String {
    let words = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An id from a file's name: its letters and digits in lower case, a hyphen for the rest; `report` where
/// nothing is left.
fn id_of(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if id.is_empty() { "report".to_owned() } else { id }
}

/// A manifest without which there is no dossier: its last error, after the others.
fn refused_manifest(diagnostics: &[Diagnostic], file: &Input) -> Failure {
    let text = CharIndex::new(&String::from_utf8_lossy(&file.bytes));
    let failures = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).map(|diagnostic| {
        let (line, column) = match diagnostic.place {
            Place::File { line, column, .. } => (line.map(|line| line as usize), column.map(|column| column as usize)),
            Place::Report(_) | Place::Dossier => (None, None),
        };
        Failure::new(Exit::BadInput, diagnostic.message.clone())
            .help(diagnostic.help.clone())
            .at(spot(file, &text, line, column))
    });
    let mut all: Vec<Failure> = failures.collect();
    let last = all
        .pop()
        .unwrap_or_else(|| Failure::new(Exit::BadInput, "expected a dossier's manifest").in_file(&file.opened));
    Failure { also: all, ..last }
}

/// A report that is no text.
fn refused_report(error: &ReportError, file: &Input) -> Failure {
    let mut failure = Failure::new(Exit::BadInput, error.to_string());
    if let Some(help) = error.help() {
        failure = failure.help(help);
    }
    match error {
        ReportError::Text(TextError::InvalidUtf8 { line, column, .. }) => {
            let text = CharIndex::new(&String::from_utf8_lossy(&file.bytes));
            failure.at(spot(file, &text, Some(*line), Some(*column)))
        }
        _ => failure.in_file(&file.opened),
    }
}

fn spot(file: &Input, text: &CharIndex, line: Option<usize>, column: Option<usize>) -> Spot {
    let bytes = line.and_then(|line| Some(text.byte_at(line, 1)?..text.byte_at(line, usize::MAX)?));
    Spot {
        file: file.opened.display().to_string(),
        line,
        column,
        text: bytes.map(|bytes| text.text()[bytes].to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_report_is_titled_by_itself_or_by_its_file() {
        let cases = [
            ("north-south.md", "# North and South\n\n## Introduction\n\nTrade grew.\n", "North and South"),
            ("north-south.txt", "Introduction\n\nTrade grew over the years.\n\nConclusion\n\nIt did.\n", "North south"),
            ("north_south.md", "## Introduction\n\nTrade grew.\n", "North south"),
        ];
        for (path, text, expected) in cases {
            let report = report::read(path, text.as_bytes(), &vocabulary::built_in()).expect(path).value;
            assert_eq!(inferred(Path::new(path), &report).title, expected, "{path}");
        }
        assert_eq!(words_of("--"), "");
    }

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
