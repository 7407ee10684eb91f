//! `chancery diff`: what changed between two releases, dossiers or reports, record by record.

use std::collections::BTreeMap;
use std::path::Path;

use chancery_compile::MANIFEST as DOSSIER;
use chancery_export::changes::json::changes_json;
use chancery_export::changes::markdown::difference_markdown;
use chancery_export::changes::text::changes_text;
use chancery_export::changes::{compare, kept_ids, tables_of};
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
    let old = read(&options.old)?.into_tables(&BTreeMap::new(), &options.old)?;
    let new = read(&options.new)?.into_tables(&old, &options.new)?;
    let changes = compare(&old, &new).map_err(|error| Failure::new(Exit::BadInput, error.to_string()))?;
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
    /// A release's CSV tables, by name.
    Release(BTreeMap<String, Vec<u8>>),
    /// What a dossier or a report compiles to.
    Compiled(Box<Datasets>),
}

impl Side {
    /// The tables. A compiled side takes the ids that its records have in `known`, as a release of it would.
    fn into_tables(self, known: &BTreeMap<String, Vec<u8>>, path: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        match self {
            Self::Release(tables) if tables.is_empty() => {
                let message = "expected CSV tables to compare, found none in the release";
                Err(Failure::new(Exit::BadInput, message).help("publish it with csv among its formats").in_file(path))
            }
            Self::Release(tables) => Ok(tables),
            Self::Compiled(datasets) => {
                let datasets =
                    kept_ids(&datasets, known).map_err(|error| Failure::new(Exit::BadInput, error.to_string()))?;
                Ok(tables_of(&datasets))
            }
        }
    }
}

/// Reads what a path stands for: a dossier's folder, a release's folder, or a report.
fn read(path: &Path) -> Result<Side, Failure> {
    if path.is_dir() && !path.join(DOSSIER).exists() {
        if path.join(RELEASE).exists() {
            return Release::read(path).map(|release| Side::Release(release.tables()));
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
