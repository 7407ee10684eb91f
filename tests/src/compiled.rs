//! A report file to datasets, as a bare report on the command line would be.

use std::path::{Path, PathBuf};

use chancery_compile::{CompileError, CompileOptions, Compiled, DossierFiles, SourceFile, compile};

/// Reads and compiles a bare report, as every host does.
///
/// # Errors
/// When the file cannot be read as a report at all.
pub fn compiled(file_name: &str, bytes: &[u8]) -> Result<Compiled, CompileError> {
    let report = SourceFile::new(file_name, bytes.to_vec());
    compile(&DossierFiles::of_report(report), CompileOptions::default())
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
