//! Finding dossiers: what each PATH stands for.

use std::fs;
use std::path::{Path, PathBuf};

use chancery_compile::MANIFEST;
use chancery_ingest::report::ReportFormat;

use crate::exit::Exit;
use crate::failure::Failure;

/// Where dossiers are looked for when no PATH is given.
pub const DATA: &str = "data";

/// Something to compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A folder with a manifest.
    Dossier(PathBuf),
    /// A bare report file.
    Report(PathBuf),
}

impl Found {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Dossier(path) | Self::Report(path) => path,
        }
    }
}

/// What the paths stand for, in their order, those of one folder sorted by name; a path that stands for
/// nothing gives a failure in its place.
#[must_use]
pub fn find(paths: &[PathBuf]) -> Vec<Result<Found, Failure>> {
    if paths.is_empty() {
        return find_one(Path::new(DATA)).unwrap_or_else(|failure| {
            let help = "name a dossier's folder or a report file, or run where there is a data folder";
            vec![Err(failure.help(help))]
        });
    }
    paths.iter().flat_map(|path| find_one(path).unwrap_or_else(|failure| vec![Err(failure)])).collect()
}

fn find_one(path: &Path) -> Result<Vec<Result<Found, Failure>>, Failure> {
    let found = fs::metadata(path).map_err(|error| Failure::reading(path, &error))?;
    if !found.is_dir() {
        return report(path).map(|report| vec![Ok(report)]);
    }
    if is_dossier(path) {
        return Ok(vec![Ok(Found::Dossier(path.to_owned()))]);
    }
    let mut below = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| Failure::reading(path, &error))? {
        let entry = entry.map_err(|error| Failure::reading(path, &error))?;
        if !entry.file_name().to_string_lossy().starts_with('.') && is_dossier(&entry.path()) {
            below.push(entry.path());
        }
    }
    if below.is_empty() {
        let message = format!("{} holds no dossier: expected folders with a {MANIFEST}", path.display());
        return Err(Failure::new(Exit::NoInput, message).help("name a dossier's folder or a report file"));
    }
    below.sort();
    Ok(below.into_iter().map(|path| Ok(Found::Dossier(path))).collect())
}

fn is_dossier(folder: &Path) -> bool {
    folder.join(MANIFEST).exists()
}

fn report(path: &Path) -> Result<Found, Failure> {
    if path.file_name().is_some_and(|name| name == MANIFEST) {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Ok(Found::Dossier(folder.to_owned()));
    }
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if ReportFormat::of(&name).is_some() {
        return Ok(Found::Report(path.to_owned()));
    }
    let endings: Vec<&str> = ReportFormat::endings().collect();
    let message = format!("{} is no report that can be read", path.display());
    let help = format!("expected a file ending in .{}, or a dossier's folder", endings.join(", ."));
    Err(Failure::new(Exit::BadInput, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn paths_stand_for_dossiers_and_reports() {
        let scratch = Scratch::new("dossiers");
        for path in [
            "data/b/dossier.toml",
            "data/a/dossier.toml",
            "data/.c/dossier.toml",
            "data/vocabulary/x.csv",
            "r.MD",
            "r.txt",
        ] {
            scratch.write(path, "");
        }
        let dossier = |path: &str| Found::Dossier(scratch.path(path));
        let report = |path: &str| Found::Report(scratch.path(path));
        let cases = [
            ("folder_of_dossiers", "data", vec![dossier("data/a"), dossier("data/b")]),
            ("dossier", "data/b", vec![dossier("data/b")]),
            ("manifest", "data/b/dossier.toml", vec![dossier("data/b")]),
            ("markdown_report", "r.MD", vec![report("r.MD")]),
            ("text_report", "r.txt", vec![report("r.txt")]),
        ];
        for (situation, path, expected) in cases {
            let found: Result<Vec<_>, _> = find(&[scratch.path(path)]).into_iter().collect();
            assert_eq!(found, Ok(expected), "{situation}");
        }
    }

    #[test]
    fn other_paths_stand_for_nothing() {
        let scratch = Scratch::new("no-dossiers");
        for path in ["data/vocabulary/x.csv", "report.pdf", "report", "a/dossier.toml"] {
            scratch.write(path, "");
        }
        let cases = [
            ("missing", "nowhere", Exit::NoInput),
            ("missing_below_a_file", "report/x", Exit::NoInput),
            ("folder_without_dossiers", "data", Exit::NoInput),
            ("another_format", "report.pdf", Exit::BadInput),
            ("no_extension", "report", Exit::BadInput),
        ];
        for (situation, path, expected) in cases {
            let found = find(&[scratch.path(path), scratch.path("a")]);
            assert_eq!(found[0].as_ref().expect_err(situation).exit, expected, "{situation}");
            assert!(found[1].is_ok(), "{situation}: the next path is still found");
        }
    }
}
