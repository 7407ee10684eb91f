//! `chancery run`: from dossiers to releases.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use chancery_export::artifact::Artifact;
use chancery_export::manifest::read_manifest;
use chancery_export::release::{self as exported, Previous};
use chancery_model::day::Day;
use chancery_model::diagnostic::Severity;
use serde_json::json;

use crate::arguments::{DenyLevel, Format, RunOptions};
use crate::check::canvas;
use crate::clock;
use crate::console::Console;
use crate::denial::Denial;
use crate::dossiers::{self, Found};
use crate::draw::Canvas;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::findings;
use crate::folder::{self, Loaded};
use crate::history::{self, Entry};
use crate::lock::Lock;
use crate::pipeline::{self, Compiled};
use crate::progress::Progress;
use crate::publish::{self, Published};
use crate::release::{MANIFEST, Release};
use crate::remote;
use crate::summary::{Summary, Tally};

/// Compiles and publishes every dossier, going on after one fails.
pub(crate) fn run(options: &RunOptions, console: &Console) -> Exit {
    let (source_date, _lock) = match prepare(options, console) {
        Ok(prepared) => prepared,
        Err(failure) => return console.fail(&failure),
    };
    let progress = Progress::new(console);
    let mut run = Run { options, console, progress: &progress, source_date, published: BTreeSet::new() };
    let mut exits = Vec::new();
    for found in dossiers::find(&options.paths) {
        exits.push(match found {
            Ok(found) => run.dossier(&found),
            Err(failure) => console.fail(&failure),
        });
    }
    Exit::of_all(&exits)
}

/// What must hold before the first dossier.
fn prepare(options: &RunOptions, console: &Console) -> Result<(Option<Day>, Lock), Failure> {
    let source_date = clock::source_date()?;
    let lock = Lock::take(&options.out)?;
    if let Err(error) = publish::clean(&options.out) {
        console.warn("left-over", &format!("what an earlier run left cannot be removed: {error}"), json!({}));
    }
    Ok((source_date, lock))
}

struct Run<'a> {
    options: &'a RunOptions,
    console: &'a Console,
    progress: &'a Progress,
    source_date: Option<Day>,
    /// Ids this run has taken.
    published: BTreeSet<String>,
}

/// What became of a dossier.
struct Outcome {
    exit: Exit,
    result: &'static str,
    dossier: Option<String>,
    release_id: Option<String>,
    findings: Option<Tally>,
}

impl Run<'_> {
    /// Compiles and publishes one dossier, and writes down how it went.
    fn dossier(&mut self, found: &Found) -> Exit {
        let (started, clock) = (clock::now(), Instant::now());
        self.progress.dossier(&found.path().display().to_string());
        let outcome = self.compile(found, clock);
        self.progress.wipe();
        let outcome = outcome.unwrap_or_else(|failure| Outcome {
            exit: self.console.fail(&failure),
            result: "failed",
            dossier: None,
            release_id: None,
            findings: None,
        });
        let entry = Entry {
            started: &started,
            milliseconds: milliseconds(clock.elapsed()),
            version: env!("CARGO_PKG_VERSION"),
            path: found.path().display().to_string(),
            dossier: outcome.dossier.as_deref(),
            result: outcome.result,
            exit: outcome.exit.code(),
            release_id: outcome.release_id.as_deref(),
            findings: outcome.findings,
        };
        // The release stands whether or not this can be written.
        if let Err(error) = history::append(&self.options.out, &entry) {
            self.console.warn("history", &format!("the history cannot be written: {error}"), json!({}));
        }
        outcome.exit
    }

    fn compile(&mut self, found: &Found, clock: Instant) -> Result<Outcome, Failure> {
        self.progress.stage("loading");
        let loaded = folder::load(found)?;
        let compiled = pipeline::compile(&loaded, self.source_date, &|stage| self.progress.stage(stage))?;
        let id = compiled.datasets.dossier.id.clone();
        if !self.published.insert(id.clone()) {
            let message = format!("two dossiers of this run have the id {id:?}");
            return Err(Failure::new(Exit::BadInput, message).help("give each its own id").in_file(&loaded.path));
        }
        let findings = Tally::of(&compiled.diagnostics);
        let canvas = canvas(&loaded, &compiled);
        let mut outcome = Outcome {
            exit: Exit::Denied,
            result: "denied",
            dossier: Some(id),
            release_id: None,
            findings: Some(findings),
        };
        if Denial::of(&self.options.deny, &loaded, DenyLevel::Never).forbids(&compiled.diagnostics) {
            self.show(&compiled, &canvas);
            self.deny(&loaded, findings);
            return Ok(outcome);
        }
        let release = self.publish(&compiled, &loaded)?;
        if let Some(address) = &self.options.publish {
            self.progress.stage("publishing remotely");
            remote::publish(address, &self.options.out.join(&compiled.datasets.dossier.id))?;
        }
        self.show(&compiled, &canvas);
        outcome.exit = self.summarize(&release, &compiled, findings, clock.elapsed());
        outcome.result = release.result();
        outcome.release_id = Some(release.id);
        Ok(outcome)
    }

    fn publish(&self, compiled: &Compiled, loaded: &Loaded) -> Result<Made, Failure> {
        self.progress.stage("exporting");
        let (out, id) = (&self.options.out, &compiled.datasets.dossier.id);
        let old = Release::find(out, id)?;
        let artifacts = pipeline::release(compiled, loaded, formats(&self.options.only), old.as_ref().map(previous))?;
        self.progress.stage("publishing");
        let published = publish::publish(out, id, &artifacts, old.as_ref())?;
        Ok(Made { published, id: release_id(&artifacts), artifacts })
    }

    /// Shows the findings worth a look: in full to programs, in brief to people.
    fn show(&self, compiled: &Compiled, canvas: &Canvas) {
        self.progress.wipe();
        if self.console.is_quiet() {
            return;
        }
        if self.console.logs_json() {
            for diagnostic in &compiled.diagnostics {
                self.console.finding(diagnostic, canvas);
            }
            return;
        }
        for line in findings::lines(&compiled.diagnostics, canvas, Severity::Warning) {
            self.console.log_raw(&line);
        }
    }

    fn deny(&self, loaded: &Loaded, findings: Tally) {
        let message = format!("{}: nothing published: findings at or above the denied level", loaded.path.display());
        let help = format!("findings: {}; chancery check shows them on the text", findings.words());
        self.console.fail(&Failure::new(Exit::Denied, message).help(help));
    }

    fn summarize(&self, made: &Made, compiled: &Compiled, findings: Tally, elapsed: Duration) -> Exit {
        let dossier = &compiled.datasets.dossier.id;
        let path = self.options.out.join(dossier);
        if made.published == Published::UpToDate {
            let message = format!("{} is up to date", path.display());
            self.console.note("up to date", &message, json!({ "dossier": dossier, "release_id": made.id }));
        }
        if self.console.is_quiet() {
            return Exit::Done;
        }
        let summary = Summary {
            result: made.result(),
            dossier,
            release_id: &made.id,
            path: &path,
            datasets: &compiled.datasets,
            findings,
            artifacts: &made.artifacts,
            elapsed,
        };
        self.console.print(&if self.console.logs_json() { summary.json() } else { summary.text() })
    }
}

/// A release made.
struct Made {
    published: Published,
    id: String,
    artifacts: Vec<Artifact>,
}

impl Made {
    const fn result(&self) -> &'static str {
        match self.published {
            Published::UpToDate => "up to date",
            Published::Written => "published",
        }
    }
}

/// The formats asked for; all where none is named.
fn formats(only: &[Format]) -> Vec<exported::Format> {
    let wanted = |format: &Format| only.is_empty() || only.contains(format);
    [
        (Format::Csv, exported::Format::Csv),
        (Format::Parquet, exported::Format::Parquet),
        (Format::Pdf, exported::Format::Pdf),
        (Format::Docx, exported::Format::Docx),
    ]
    .into_iter()
    .filter_map(|(format, exported)| wanted(&format).then_some(exported))
    .collect()
}

/// What the changes since a release are told from.
fn previous(release: &Release) -> Previous {
    Previous {
        release_id: release.manifest.release_id.clone(),
        changes: release.manifest.changes.clone(),
        tables: release.tables(),
    }
}

/// The id that the release's own manifest states; empty where it states none.
fn release_id(artifacts: &[Artifact]) -> String {
    let manifest = artifacts.iter().find(|artifact| artifact.path == MANIFEST);
    let manifest = manifest.and_then(|artifact| read_manifest(&artifact.bytes).ok());
    manifest.map_or_else(String::new, |manifest| manifest.release_id)
}

fn milliseconds(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
}
