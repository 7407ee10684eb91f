//! `chancery diff`: what changed between two releases, dossiers or reports, record by record.

use std::path::Path;

use chancery_compile::MANIFEST as DOSSIER;
use chancery_export::changes::json::changes_json;
use chancery_export::changes::markdown::difference_markdown;
use chancery_export::changes::text::changes_text;
use chancery_export::changes::{Sheets, compare, kept_ids};
use chancery_export::tables::{self, Rows};
use chancery_model::datasets::Datasets;

use crate::arguments::{DiffFormat, DiffOptions};
use crate::clock;
use crate::console::Console;
use crate::dossiers::{self, Found};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::folder;
use crate::release::{MANIFEST as RELEASE, Release};
use crate::window::visible;

/// Compares two sides and prints what changed, which is no failure.
pub(crate) fn diff(options: &DiffOptions, console: &Console) -> Exit {
    match difference(options) {
        Ok(text) => console.print(&text),
        Err(failure) => console.fail(&failure),
    }
}

fn difference(options: &DiffOptions) -> Result<String, Failure> {
    let (old, new) = (read(&options.old)?, read(&options.new)?);
    let nothing = Sheets::default();
    let old_datasets = old.datasets(&nothing);
    let old_rows = old_datasets.as_ref().map_or_else(Vec::new, |datasets| tables::rows(datasets).into());
    let old = old.sheets(&old_rows);
    let new_datasets = new.datasets(&old);
    let new_rows = new_datasets.as_ref().map_or_else(Vec::new, |datasets| tables::rows(datasets).into());
    let changes = compare(&old, &new.sheets(&new_rows));
    let [old, new] = [&options.old, &options.new].map(|path| path.display().to_string());
    let visible = |text: String| text.lines().map(|line| visible(line) + "\n").collect();
    Ok(match options.format {
        DiffFormat::Text => visible(changes_text(&changes)),
        DiffFormat::Json => changes_json(&old, &new, &changes),
        DiffFormat::Markdown => visible(difference_markdown(&old, &new, &changes)),
    })
}

/// One side of a comparison.
enum Side {
    /// A release's tables.
    Release(Sheets<'static>),
    /// What a dossier or a report compiles to.
    Compiled(Box<Datasets>),
}

impl Side {
    /// What was compiled, under the ids that its records have in `known`, as a release of it would have them; `None` for
    /// a release.
    fn datasets(&self, known: &Sheets<'_>) -> Option<Datasets> {
        match self {
            Self::Release(_) => None,
            Self::Compiled(datasets) => Some(kept_ids(datasets, known)),
        }
    }

    /// The tables; `rows` are those of what was compiled.
    fn sheets<'s>(self, rows: &'s [Rows<'s>]) -> Sheets<'s> {
        match self {
            Self::Release(sheets) => sheets,
            Self::Compiled(_) => Sheets::of(rows),
        }
    }
}

/// Reads a release's tables.
fn released(path: &Path) -> Result<Side, Failure> {
    let tables = Release::read(path)?.tables();
    if tables.is_empty() {
        let message = "expected CSV tables to compare, found none in the release";
        return Err(Failure::new(Exit::BadInput, message).help("publish it with csv among its formats").in_file(path));
    }
    let sheets = Sheets::read(&tables).map_err(|error| Failure::new(Exit::BadInput, error.to_string()))?;
    Ok(Side::Release(sheets))
}

/// Reads what a path stands for: a dossier's folder, a release's folder, or a report.
fn read(path: &Path) -> Result<Side, Failure> {
    if path.is_dir() && !path.join(DOSSIER).exists() {
        if path.join(RELEASE).exists() {
            return released(path);
        }
        let message = format!("{} is no release and no dossier", path.display());
        let help = format!("expected a folder with a {RELEASE} or a {DOSSIER}, or a report file");
        return Err(Failure::new(Exit::NoInput, message).help(help));
    }
    let found = dossiers::find(&[path.to_owned()]).into_iter().next();
    let found: Found = found.unwrap_or_else(|| {
        let message = format!("{} is no release, dossier or report", path.display());
        Err(Failure::new(Exit::NoInput, message))
    })?;
    let loaded = folder::load(&found)?;
    let compiled = loaded.compile(clock::source_date()?, &|_| ())?;
    Ok(Side::Compiled(Box::new(compiled.datasets)))
}
