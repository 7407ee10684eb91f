//! A report file to datasets, as a bare report on the command line would be.

use std::path::{Path, PathBuf};

use chancery_ingest::curation::RawCuration;
use chancery_ingest::manifest::Manifest;
use chancery_ingest::report::{self, RawReport, ReportError};
use chancery_ingest::vocabulary::{Vocabulary, built_in};
use chancery_model::datasets::Datasets;
use chancery_model::diagnostic::Diagnostic;
use chancery_normalize::{Input, compile};

/// A report, read and compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// As read.
    pub raw: RawReport,
    /// The tables.
    pub datasets: Datasets,
    /// What every stage said of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and compiles a bare report with the built-in vocabulary.
///
/// # Errors
/// When the file cannot be read as a report at all.
pub fn compiled(file_name: &str, bytes: &[u8]) -> Result<Compiled, ReportError> {
    compiled_with(file_name, bytes, &built_in())
}

/// The same with a vocabulary at hand.
///
/// # Errors
/// When the file cannot be read as a report at all.
pub fn compiled_with(file_name: &str, bytes: &[u8], vocabulary: &Vocabulary) -> Result<Compiled, ReportError> {
    let read = report::read(file_name, bytes, vocabulary)?;
    let title = read.value.title.map(|title| title.of(&read.value.text).to_owned());
    let manifest = Manifest::infer(file_name, title.as_deref());
    let input = Input {
        dossier: manifest.dossier,
        report: read.value,
        series: Vec::new(),
        bibliographies: Vec::new(),
        curation: RawCuration::default(),
        check: manifest.check,
        diagnostics: read.diagnostics,
    };
    let compiled = compile(&input, vocabulary);
    Ok(Compiled { raw: input.report, datasets: compiled.value, diagnostics: compiled.diagnostics })
}

/// A folder or file below `tests/`.
#[must_use]
pub fn in_tests(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file's bytes.
///
/// # Panics
/// When it cannot be read: the suite is incomplete then.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "tests read their inputs themselves; there is no cli here")]
pub fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| unreadable(path, &error))
}

/// The files of a folder, by name.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| unreadable(folder, &error));
    let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    files
}

#[expect(clippy::panic, reason = "a suite that cannot be read must fail the test that needs it")]
fn unreadable<T>(path: &Path, error: &std::io::Error) -> T {
    panic!("{}: {error}", path.display())
}
