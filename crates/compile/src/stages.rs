//! The stages, one after the other. Every call of another crate's stage is here and in [`release`](crate::release).

use std::borrow::Cow;
use std::sync::LazyLock;

use chancery_ingest::bibliography::RawBibliography;
use chancery_ingest::manifest::{BibliographyEntry, SeriesEntry};
use chancery_ingest::series::RawSeries;
use chancery_ingest::vocabulary::{self, Vocabulary};
use chancery_ingest::{bibliography, curation, logo, report, series};
use chancery_model::day::Day;
use chancery_model::diagnostic::{Checked, Diagnostic};
use chancery_model::edtf::{Edtf, PartialDate};
use chancery_model::labels::Labels;
use chancery_model::logo::Logo;
use chancery_normalize as normalize;

use crate::bare;
use crate::compiled::Compiled;
use crate::error::CompileError;
use crate::files::{DossierFiles, SourceFile};

/// The tables in the program, read once.
static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(vocabulary::built_in);

/// What a host has a say in beside the files.
#[derive(Clone, Copy)]
pub struct CompileOptions<'h> {
    /// The edition of a dossier that names none; `None` leaves it without.
    pub source_date: Option<Day>,
    /// Told each stage as it begins: `reading`, `normalizing`.
    pub stage: &'h dyn Fn(&'static str),
}

impl Default for CompileOptions<'_> {
    fn default() -> Self {
        Self { source_date: None, stage: &|_| () }
    }
}

/// A dossier as read: what the normaliser is given, and what goes by it to the release.
#[derive(Clone, Debug)]
pub struct ReadDossier {
    /// What the normaliser is given.
    pub input: normalize::Input,
    /// The words of the briefing.
    pub labels: Labels,
    /// The briefing's logo; `None` where there is none, or none that can be used.
    pub logo: Option<Logo>,
}

/// Compiles a dossier.
///
/// # Errors
/// Where a file is not what it claims to be.
pub fn compile(files: &DossierFiles, options: CompileOptions<'_>) -> Result<Compiled, CompileError> {
    (options.stage)("reading");
    let vocabulary = vocabulary(files);
    let ReadDossier { input, labels, logo } = read(files, &vocabulary, options.source_date)?;
    (options.stage)("normalizing");
    let Checked { value, diagnostics } = normalize::compile(&input, &vocabulary.value);
    Ok(Compiled { datasets: value, diagnostics, report: input.report, labels, logo })
}

/// The words that a dossier is read with.
#[must_use]
pub fn vocabulary(files: &DossierFiles) -> Checked<Cow<'static, Vocabulary>> {
    if files.vocabulary.is_empty() {
        return Checked { value: Cow::Borrowed(&*BUILT_IN), diagnostics: Vec::new() };
    }
    let tables: Vec<(String, &[u8])> =
        files.vocabulary.iter().map(|table| (table.path.clone(), table.bytes.as_slice())).collect();
    let Checked { value, diagnostics } = vocabulary::read(&tables);
    Checked { value: Cow::Owned(value), diagnostics }
}

/// Reads a dossier's files with its [`vocabulary()`]. `source_date` is the edition of one that names none.
///
/// # Errors
/// Where a file is not what it claims to be.
pub fn read(
    files: &DossierFiles,
    vocabulary: &Checked<Cow<'_, Vocabulary>>,
    source_date: Option<Day>,
) -> Result<ReadDossier, CompileError> {
    let manifest = files.manifest();
    let mut diagnostics = files.manifest.as_ref().map_or_else(Vec::new, |(_, read)| read.diagnostics.clone());
    diagnostics.extend(vocabulary.diagnostics.iter().cloned());
    let vocabulary = &*vocabulary.value;
    let report = report::read(&files.report.path, &files.report.bytes, vocabulary)
        .map_err(|error| CompileError::Report { file: files.report.path.clone(), error })?;
    let report = checked(report, &mut diagnostics);
    let series = read_series(files, vocabulary, &mut diagnostics)?;
    let bibliographies = read_bibliographies(files, &mut diagnostics);
    let logo = read_logo(files, &mut diagnostics);
    let read_curation = |file: &SourceFile| checked(curation::read(&file.path, &file.bytes), &mut diagnostics);
    let curation = files.curation.as_ref().map(read_curation).unwrap_or_default();
    let mut dossier = match manifest {
        Some(manifest) => manifest.dossier.clone(),
        None => bare::dossier(&files.report.path, &report),
    };
    let wanted = manifest.and_then(|manifest| manifest.labels.as_ref());
    let labels = checked(vocabulary.labels_for(wanted, &dossier.language), &mut diagnostics);
    dossier.edition = dossier.edition.or_else(|| source_date.map(|day| Edtf::Date(PartialDate::Day(day).into())));
    let check = files.check.clone();
    let input = normalize::Input { dossier, report, series, bibliographies, curation, check, diagnostics };
    Ok(ReadDossier { input, labels, logo })
}

/// The value; what there is to say of it joins the rest.
fn checked<T>(read: Checked<T>, diagnostics: &mut Vec<Diagnostic>) -> T {
    diagnostics.extend(read.diagnostics);
    read.value
}

fn read_series(
    files: &DossierFiles,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<(SeriesEntry, RawSeries)>, CompileError> {
    let Some(manifest) = files.manifest() else { return Ok(Vec::new()) };
    let areas = normalize::areas(&manifest.dossier);
    let mut series = Vec::new();
    let mut all = files.series.iter();
    for entry in &manifest.series {
        // The files of all entries stand one after another, each entry's own before its parts.
        let own = all.by_ref().take(1 + entry.parts.len());
        let parts: Vec<(&str, &[u8])> = own.map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
        let raw = series::read_parts(&parts, entry.options(&areas, vocabulary))
            .map_err(|error| CompileError::Series { file: entry.path.clone(), error })?;
        series.extend(entry.with(checked(raw, diagnostics)));
    }
    Ok(series)
}

fn read_bibliographies(files: &DossierFiles, diagnostics: &mut Vec<Diagnostic>) -> Vec<RawBibliography> {
    let entries = files.manifest().into_iter().flat_map(|manifest| &manifest.bibliography);
    let read = |(entry, file): (&BibliographyEntry, &SourceFile)| {
        checked(bibliography::read(&file.path, &file.bytes, entry.format), diagnostics)
    };
    entries.zip(&files.bibliographies).map(read).collect()
}

fn read_logo(files: &DossierFiles, diagnostics: &mut Vec<Diagnostic>) -> Option<Logo> {
    let entry = files.manifest()?.logo.as_ref()?;
    let file = files.logo.as_ref()?;
    checked(logo::read(&file.path, &file.bytes, &entry.alternative), diagnostics)
}
