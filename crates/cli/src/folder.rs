//! Loading a dossier: the manifest and every file it names.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chancery_ingest::manifest::{CheckOptions, Manifest};
use chancery_model::diagnostic::{Checked, Place};

use crate::dossiers::{Found, MANIFEST};
use crate::exit::Exit;
use crate::failure::{Failure, Spot};
use crate::input::{self, Input};
use crate::pipeline;

/// Name of the curation file, which need not be there.
const CURATION: &str = "curation.toml";

/// Folder of the vocabulary that dossiers of one folder share, which need not be there.
const VOCABULARY: &str = "../vocabulary";

/// A dossier in memory.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The dossier's folder, or the bare report's path.
    pub path: PathBuf,
    /// The manifest with what there is to say of it; `None` for a bare report.
    pub manifest: Option<Checked<Manifest>>,
    /// Which checks run: what the manifest says, as narrowed by what was typed.
    pub check: CheckOptions,
    /// The report.
    pub report: Input,
    /// The series' files, in the manifest's order, each one's parts behind it.
    pub series: Vec<Input>,
    /// The bibliographies' files, in the manifest's order.
    pub bibliographies: Vec<Input>,
    /// The briefing's logo; `None` where the manifest names none.
    pub logo: Option<Input>,
    /// The curation; `None` where there is none.
    pub curation: Option<Input>,
    /// The vocabulary's tables, by name; empty where the built-in one is meant.
    pub vocabulary: Vec<Input>,
    /// The manifest's file; `None` for a bare report.
    pub manifest_file: Option<Input>,
}

impl Loaded {
    /// Every file read, in a fixed order.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        let report = std::iter::once(&self.report);
        let data = self.series.iter().chain(&self.bibliographies);
        self.manifest_file
            .iter()
            .chain(report)
            .chain(&self.curation)
            .chain(data)
            .chain(&self.logo)
            .chain(&self.vocabulary)
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
    Ok(Loaded {
        path: file.to_owned(),
        manifest: None,
        check: CheckOptions::default(),
        report,
        series: Vec::new(),
        bibliographies: Vec::new(),
        logo: None,
        curation: None,
        vocabulary: Vec::new(),
        manifest_file: None,
    })
}

fn load_dossier(folder: &Path) -> Result<Loaded, Failure> {
    let manifest_file = input::read_within(folder, MANIFEST)?;
    let manifest = pipeline::manifest(&manifest_file)?;
    let named = |path: &str, line: Option<usize>| {
        input::read_within(folder, path).map_err(|failure| failure.at(entry(&manifest_file, line)))
    };
    let report = named(&manifest.value.report, line_of_key("report", &manifest_file))?;
    let series = manifest
        .value
        .series
        .iter()
        .flat_map(|entry| std::iter::once(&entry.path).chain(&entry.parts).map(move |path| (path, &entry.place)))
        .map(|(path, place)| named(path, line_of(place)))
        .collect::<Result<_, _>>()?;
    let bibliographies = manifest
        .value
        .bibliography
        .iter()
        .map(|entry| named(&entry.path, line_of(&entry.place)))
        .collect::<Result<_, _>>()?;
    let logo = manifest.value.logo.as_ref().map(|entry| named(&entry.path, line_of(&entry.place))).transpose()?;
    let curation = match input::read_within(folder, CURATION) {
        Err(failure) if failure.exit == Exit::NoInput => None,
        read => Some(read?),
    };
    let vocabulary = load_vocabulary(folder)?;
    Ok(Loaded {
        path: folder.to_owned(),
        check: manifest.value.check.clone(),
        manifest: Some(manifest),
        report,
        series,
        bibliographies,
        logo,
        curation,
        vocabulary,
        manifest_file: Some(manifest_file),
    })
}

/// The place of an entry in the manifest.
fn entry(manifest: &Input, line: Option<usize>) -> Spot {
    let text = String::from_utf8_lossy(&manifest.bytes);
    let text = line.and_then(|line| text.lines().nth(line.saturating_sub(1))).map(str::to_owned);
    Spot { file: manifest.opened.display().to_string(), line, column: None, text }
}

fn line_of(place: &Place) -> Option<usize> {
    match place {
        Place::File { line, .. } => line.map(|line| line as usize),
        Place::Report(_) | Place::Dossier => None,
    }
}

/// Line, from 1, on which a key of the manifest's first table stands.
fn line_of_key(key: &str, manifest: &Input) -> Option<usize> {
    let text = String::from_utf8_lossy(&manifest.bytes);
    let is_key =
        |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(is_key).map(|at| at + 1)
}

/// The tables beside the dossier, sorted by name.
fn load_vocabulary(folder: &Path) -> Result<Vec<Input>, Failure> {
    let beside = folder.join(VOCABULARY);
    let entries = match fs::read_dir(&beside) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries.map_err(|error| Failure::reading(&beside, &error))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Failure::reading(&beside, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_table = Path::new(&name).extension().is_some_and(|extension| extension == "csv");
        if is_table && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    let read = |name: &String| {
        let table = input::read_within(&beside, name)?;
        Ok(Input { path: format!("{VOCABULARY}/{name}"), ..table })
    };
    names.iter().map(read).collect()
}
