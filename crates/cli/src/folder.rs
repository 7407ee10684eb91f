//! Loading a dossier: the manifest and every file it names, from the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chancery_compile::{
    CURATION, CompileError, CompileOptions, Compiled, Defect, DossierFiles, MANIFEST, SourceFile, VOCABULARY, compile,
    read_manifest,
};
use chancery_ingest::text::CharIndex;
use chancery_model::day::Day;

use crate::dossiers::Found;
use crate::exit::Exit;
use crate::failure::{Failure, Spot};
use crate::input;

/// A dossier in memory, and where it was found.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The dossier's folder, or the bare report's path.
    pub path: PathBuf,
    /// Its files.
    pub files: DossierFiles,
}

impl Loaded {
    /// Where one of its files stands, as its reader would open it.
    #[must_use]
    pub fn opened(&self, file: &SourceFile) -> PathBuf {
        if self.files.manifest.is_some() { self.path.join(&file.path) } else { self.path.clone() }
    }

    /// Compiles it; `stage` is told each stage as it begins. `source_date` is the edition of a dossier that names none.
    ///
    /// # Errors
    /// [`Exit::BadInput`] where a file is not what it claims to be.
    pub fn compile(&self, source_date: Option<Day>, stage: &dyn Fn(&'static str)) -> Result<Compiled, Failure> {
        let opened = |file| (file, self.opened(file));
        compile(&self.files, CompileOptions { source_date, stage })
            .map_err(|error| refused(&error, self.files.inputs().map(opened)))
    }
}

/// Loads what was found.
///
/// # Errors
/// The first file that is missing or not what it claims to be, at the line of the manifest that names it.
pub fn load(found: &Found) -> Result<Loaded, Failure> {
    match found {
        Found::Dossier(folder) => load_dossier(folder),
        Found::Report(file) => load_report(file),
    }
}

fn load_report(file: &Path) -> Result<Loaded, Failure> {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let report = input::read(file, &name)?;
    Ok(Loaded { path: file.to_owned(), files: DossierFiles::of_report(report) })
}

fn load_dossier(folder: &Path) -> Result<Loaded, Failure> {
    let file = input::read_within(folder, MANIFEST)?;
    let opened = folder.join(MANIFEST);
    let manifest = read_manifest(&file).map_err(|error| refused(&error, [(&file, opened.clone())]))?;
    let text = CharIndex::new(&String::from_utf8_lossy(&file.bytes));
    let named = |path: &str, line: Option<usize>| {
        input::read_within(folder, path).map_err(|failure| failure.at(spot(&opened, &text, line, None)))
    };
    let mut files = DossierFiles::of_manifest(file, manifest, named)?;
    files.curation = match input::read_within(folder, CURATION) {
        Err(failure) if failure.exit == Exit::NoInput => None,
        read => Some(read?),
    };
    files.vocabulary = load_vocabulary(folder)?;
    Ok(Loaded { path: folder.to_owned(), files })
}

/// The dossier's own tables, sorted by name.
fn load_vocabulary(folder: &Path) -> Result<Vec<SourceFile>, Failure> {
    let own = folder.join(VOCABULARY);
    let entries = match fs::read_dir(&own) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries.map_err(|error| Failure::reading(&own, &error))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Failure::reading(&own, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_table = Path::new(&name).extension().is_some_and(|extension| extension == "csv");
        if is_table && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    names.iter().map(|name| input::read_within(folder, &format!("{VOCABULARY}/{name}"))).collect()
}

/// An error of the driver as a failure: its last defect, after the others. `files` are those it may name, each with
/// where it stands.
fn refused<'f>(error: &CompileError, files: impl IntoIterator<Item = (&'f SourceFile, PathBuf)>) -> Failure {
    let defects = error.defects();
    let named = defects.first().and_then(|first| files.into_iter().find(|(file, _)| file.path == first.file));
    let text = named.as_ref().map(|(file, _)| CharIndex::new(&String::from_utf8_lossy(&file.bytes)));
    let failure = |defect: &Defect| {
        let failure = Failure::new(Exit::BadInput, defect.message.clone()).help(defect.help.clone());
        match (&named, &text) {
            (Some((_, opened)), Some(text)) => failure.at(spot(opened, text, defect.line, defect.column)),
            _ => failure,
        }
    };
    let mut all: Vec<Failure> = defects.iter().map(failure).collect();
    let last = all.pop().unwrap_or_else(|| Failure::new(Exit::BadInput, error.to_string()));
    Failure { also: all, ..last }
}

fn spot(opened: &Path, text: &CharIndex, line: Option<usize>, column: Option<usize>) -> Spot {
    let bytes = line.and_then(|line| Some(text.byte_at(line, 1)?..text.byte_at(line, usize::MAX)?));
    Spot { file: opened.display().to_string(), line, column, text: bytes.map(|bytes| text.text()[bytes].to_owned()) }
}
