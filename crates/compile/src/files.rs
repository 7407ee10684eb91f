//! What a dossier is made of: its files, in memory.

use chancery_export::manifest::sha256;
use chancery_ingest::manifest::{self, CheckOptions, Manifest};
use chancery_model::diagnostic::{Checked, Place};

use crate::bare;
use crate::error::CompileError;

/// Name of the file that makes a folder a dossier.
pub const MANIFEST: &str = "dossier.toml";

/// Name of the curation file, which need not be there.
pub const CURATION: &str = "curation.toml";

/// Folder of the dossier's own vocabulary, which need not be there.
pub const VOCABULARY: &str = "vocabulary";

/// A file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path from the dossier's folder, with `/`; the name alone for a bare report.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// SHA-256 of the content as it was had, in lower-case hexadecimal digits.
    pub sha256: String,
}

impl SourceFile {
    /// A file with its digest.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let sha256 = sha256(&bytes);
        Self { path: path.into(), bytes, sha256 }
    }
}

/// Every file of a dossier.
#[derive(Clone, Debug)]
pub struct DossierFiles {
    /// The manifest's file and what it says; `None` for a bare report.
    pub manifest: Option<(SourceFile, Checked<Manifest>)>,
    /// Which checks run: what the manifest says, unless the host narrows it.
    pub check: CheckOptions,
    /// The report.
    pub report: SourceFile,
    /// The series' files, in the manifest's order, each one's parts behind it.
    pub series: Vec<SourceFile>,
    /// The bibliographies' files, in the manifest's order.
    pub bibliographies: Vec<SourceFile>,
    /// The briefing's logo; `None` where the manifest names none.
    pub logo: Option<SourceFile>,
    /// The curation; `None` where there is none.
    pub curation: Option<SourceFile>,
    /// The tables that extend the vocabulary in the program, by name.
    pub vocabulary: Vec<SourceFile>,
}

/// Reads a manifest.
///
/// # Errors
/// [`CompileError::Manifest`] where it gives no id, no title or no report: then there is no dossier.
pub fn read_manifest(file: &SourceFile) -> Result<Checked<Manifest>, CompileError> {
    let Checked { value, diagnostics } = manifest::read(&file.path, &file.bytes);
    match value {
        Some(value) => Ok(Checked { value, diagnostics }),
        None => Err(CompileError::Manifest { file: file.path.clone(), diagnostics }),
    }
}

impl DossierFiles {
    /// A bare report: what a manifest would say is inferred.
    #[must_use]
    pub fn of_report(report: SourceFile) -> Self {
        Self {
            manifest: None,
            check: CheckOptions::default(),
            report,
            series: Vec::new(),
            bibliographies: Vec::new(),
            logo: None,
            curation: None,
            vocabulary: Vec::new(),
        }
    }

    /// The files that a manifest names, each had from `open` by its path and the manifest's line that names it, from 1.
    /// Curation and vocabulary, which no manifest names, are the host's to add.
    ///
    /// # Errors
    /// The first that `open` gives.
    pub fn of_manifest<E>(
        file: SourceFile,
        manifest: Checked<Manifest>,
        mut open: impl FnMut(&str, Option<usize>) -> Result<SourceFile, E>,
    ) -> Result<Self, E> {
        let named = &manifest.value;
        let report = open(&named.report, line_of_key("report", &file))?;
        let mut series = Vec::new();
        for entry in &named.series {
            for path in std::iter::once(&entry.path).chain(&entry.parts) {
                series.push(open(path, line_of(&entry.place))?);
            }
        }
        let mut bibliographies = Vec::new();
        for entry in &named.bibliography {
            bibliographies.push(open(&entry.path, line_of(&entry.place))?);
        }
        let logo = named.logo.as_ref().map(|entry| open(&entry.path, line_of(&entry.place))).transpose()?;
        Ok(Self {
            check: named.check.clone(),
            series,
            bibliographies,
            logo,
            manifest: Some((file, manifest)),
            ..Self::of_report(report)
        })
    }

    /// What the manifest says; `None` for a bare report.
    #[must_use]
    pub fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref().map(|(_, manifest)| &manifest.value)
    }

    /// Id of the dossier, which names its release.
    #[must_use]
    pub fn dossier_id(&self) -> String {
        self.manifest().map_or_else(|| bare::id(&self.report.path), |manifest| manifest.dossier.id.clone())
    }

    /// Every file, in a fixed order.
    pub fn inputs(&self) -> impl Iterator<Item = &SourceFile> {
        let manifest = self.manifest.iter().map(|(file, _)| file);
        let data = self.series.iter().chain(&self.bibliographies);
        manifest
            .chain(std::iter::once(&self.report))
            .chain(&self.curation)
            .chain(data)
            .chain(&self.logo)
            .chain(&self.vocabulary)
    }
}

fn line_of(place: &Place) -> Option<usize> {
    match place {
        Place::File { line, .. } => line.map(|line| line as usize),
        Place::Report(_) | Place::Dossier => None,
    }
}

/// Line, from 1, on which a key of the manifest's first table stands.
fn line_of_key(key: &str, manifest: &SourceFile) -> Option<usize> {
    let text = String::from_utf8_lossy(&manifest.bytes);
    let is_key =
        |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(is_key).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = "id = \"a\"\ntitle = \"A\"\nreport = \"a.md\"\n[[series]]\npath = \"s.csv\"\nparts = [\"t.csv\"]\n\
        producer = \"P\"\nlicence = \"L\"\n[[bibliography]]\npath = \"b.bib\"\n";

    #[test]
    fn a_manifest_s_files_are_asked_for_in_order_with_the_line_that_names_them() {
        let file = SourceFile::new(MANIFEST, TOML.as_bytes().to_vec());
        let manifest = read_manifest(&file).expect("a manifest");
        let mut asked = Vec::new();
        let files = DossierFiles::of_manifest::<()>(file.clone(), manifest.clone(), |path, line| {
            asked.push((path.to_owned(), line));
            Ok(SourceFile::new(path, Vec::new()))
        });
        let paths = |files: &DossierFiles| files.inputs().map(|file| file.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths(&files.expect("all there")), [MANIFEST, "a.md", "s.csv", "t.csv", "b.bib"]);
        let lines: Vec<_> = asked.iter().map(|(path, line)| (path.as_str(), *line)).collect();
        assert_eq!(lines, [("a.md", Some(3)), ("s.csv", Some(5)), ("t.csv", Some(5)), ("b.bib", Some(10))]);
        for missing in ["a.md", "t.csv", "b.bib"] {
            let found = DossierFiles::of_manifest(file.clone(), manifest.clone(), |path, _| {
                if path == missing { Err(path.to_owned()) } else { Ok(SourceFile::new(path, Vec::new())) }
            });
            assert_eq!(found.map(|_| ()), Err(missing.to_owned()));
        }
    }

    #[test]
    fn a_manifest_without_which_there_is_no_dossier_is_refused() {
        for toml in ["", "id = \"a\"\n", "id = \"A b\"\ntitle = \"A\"\nreport = \"a.md\"\n", "[["] {
            let refused = read_manifest(&SourceFile::new(MANIFEST, toml.as_bytes().to_vec())).expect_err(toml);
            let defects = refused.defects();
            assert!(!defects.is_empty() && defects.iter().all(|defect| defect.file == MANIFEST), "{toml}: {defects:?}");
        }
    }
}
