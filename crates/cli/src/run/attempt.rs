//! One dossier's way from its folder to its release.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use chancery_compile::Compiled;
use chancery_export::manifest::{Manifest, read_manifest, sha256};
use chancery_export::provenance::provenance;
use chancery_export::release::Previous;
use chancery_model::day::Day;
use chancery_model::diagnostic::Severity;
use serde_json::json;

use super::milliseconds;
use crate::arguments::{DenyLevel, RunOptions};
use crate::check::canvas;
use crate::console::Console;
use crate::denial::Denial;
use crate::dossiers::Found;
use crate::draw::Canvas;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::findings;
use crate::fingerprint::{self, Known};
use crate::folder::{self, Loaded};
use crate::lock::Lock;
use crate::progress::Progress;
use crate::publish::{self, Publication, Published};
use crate::release::{MANIFEST, Release};
use crate::remote;
use crate::runs::RunResult;
use crate::stages::Stages;
use crate::summary::{Summary, Tally};

/// A try at one dossier.
pub(super) struct Attempt<'a> {
    pub(super) options: &'a RunOptions,
    pub(super) console: &'a Console,
    pub(super) progress: &'a Progress,
    pub(super) lock: &'a Lock,
    pub(super) source_date: Option<Day>,
    /// Ids that the run has taken.
    pub(super) published: &'a mut BTreeSet<String>,
    pub(super) stages: &'a Stages<'a>,
    pub(super) begun: Instant,
    /// Id of the dossier, once it is learnt.
    pub(super) dossier: Cell<Option<String>>,
}

/// What became of a dossier.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) exit: Exit,
    pub(super) result: RunResult,
    pub(super) release_id: Option<String>,
    pub(super) records: Option<BTreeMap<String, usize>>,
    pub(super) findings: Option<Tally>,
}

impl Outcome {
    /// One of which nothing else is known.
    pub(super) const fn of(result: RunResult) -> Self {
        Self { exit: Exit::Done, result, release_id: None, records: None, findings: None }
    }
}

/// The release that is in place now.
struct Made {
    result: RunResult,
    manifest: Manifest,
    manifest_bytes: Vec<u8>,
    findings: Tally,
}

impl Attempt<'_> {
    /// Puts the release in place, or leaves the one that is.
    ///
    /// # Errors
    /// What kept it from being made; the release in place is then what it was.
    pub(super) fn make(&mut self, found: &Found) -> Result<Outcome, Failure> {
        self.stages.begin("loading");
        let loaded = folder::load(found)?;
        let id = loaded.files.dossier_id();
        self.console.at_dossier(&id);
        self.dossier.set(Some(id.clone()));
        if !self.published.insert(id.clone()) {
            let message = format!("two dossiers of this run have the id {id:?}");
            return Err(Failure::new(Exit::BadInput, message).help("give each its own id").in_file(&loaded.path));
        }
        let source_date = self.source_date.map(|day| day.to_string());
        let fingerprint = fingerprint::of(&loaded, self.options, source_date);
        if let Some(fingerprint) = fingerprint.as_deref().filter(|_| !self.options.force) {
            self.stages.begin("comparing");
            if let Some((release, known)) = fingerprint::recognise(&self.options.out, &id, fingerprint) {
                let manifest_bytes = release.files.get(MANIFEST).cloned().unwrap_or_default();
                let (manifest, findings) = (release.manifest, known.findings);
                // A store that could not be reached the last time is tried again.
                self.publish_remotely(&id)?;
                return Ok(self.done(Made { result: RunResult::UpToDate, manifest, manifest_bytes, findings }));
            }
        }
        self.compile(&loaded, &id, fingerprint)
    }

    fn compile(&self, loaded: &Loaded, id: &str, fingerprint: Option<String>) -> Result<Outcome, Failure> {
        let out = &self.options.out;
        let signed = self.lock.sign(&loaded.path.display().to_string());
        signed.map_err(|error| Failure::writing(out, &error))?;
        let compiled = loaded.compile(self.source_date, &|stage| self.stages.begin(stage))?;
        let findings = Tally::of(&compiled.diagnostics);
        if Denial::of(&self.options.deny, loaded, DenyLevel::Never).forbids(&compiled.diagnostics) {
            self.show(&compiled, &canvas(loaded, &compiled));
            self.deny(loaded, findings);
            let records = Some(records(&compiled));
            let denied = Outcome::of(RunResult::Denied);
            return Ok(Outcome { exit: Exit::Denied, records, findings: Some(findings), ..denied });
        }
        let made = self.publish(&compiled, loaded, id, findings)?;
        if let Some(fingerprint) = fingerprint {
            let known = Known {
                fingerprint,
                release_id: made.manifest.release_id.clone(),
                manifest_sha256: sha256(&made.manifest_bytes),
                findings,
            };
            if let Err(error) = fingerprint::remember(out, id, &known) {
                let message = format!("what was published cannot be noted, so that the next run compiles: {error}");
                self.console.warn("fingerprint", &message, json!({}));
            }
        }
        self.show(&compiled, &canvas(loaded, &compiled));
        self.publish_remotely(id)?;
        Ok(self.done(made))
    }

    /// Puts the release in place into the store asked for, if one is.
    fn publish_remotely(&self, id: &str) -> Result<(), Failure> {
        let Some(address) = &self.options.publish else { return Ok(()) };
        self.stages.begin("publishing remotely");
        remote::publish(address, &self.options.out.join(id))
    }

    fn publish(&self, compiled: &Compiled, loaded: &Loaded, id: &str, findings: Tally) -> Result<Made, Failure> {
        self.stages.begin("exporting");
        let options = self.options;
        let old = Release::find(&options.out, id)?;
        let previous = old.as_ref().map(previous);
        let artifacts = chancery_compile::release(compiled, &loaded.files, options.formats(), previous)
            .map_err(|error| Failure::new(Exit::CannotCreate, error.to_string()))?;
        let manifest_bytes = artifacts.iter().find(|artifact| artifact.path == MANIFEST);
        let manifest_bytes = manifest_bytes.map_or_else(Vec::new, |artifact| artifact.bytes.clone());
        let manifest = read_manifest(&manifest_bytes)
            .map_err(|error| Failure::new(Exit::CannotCreate, format!("the release cannot be read back: {error}")))?;
        self.stages.begin("publishing");
        let publication = Publication {
            out: &options.out,
            dossier: id,
            release_id: &manifest.release_id,
            artifacts: &artifacts,
            old: old.as_ref(),
            keep: options.keep,
            is_forced: options.force,
        };
        let result = match publish::publish(&publication)? {
            Published::UpToDate => RunResult::UpToDate,
            Published::Written => RunResult::Published,
        };
        Ok(Made { result, manifest, manifest_bytes, findings })
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

    /// Says what is in place, to people and to programs.
    fn done(&self, made: Made) -> Outcome {
        self.stages.end();
        let elapsed = self.begun.elapsed();
        let path = self.options.out.join(&made.manifest.dossier);
        let Made { result, manifest, manifest_bytes, findings } = made;
        let summary = Summary {
            result: result.name(),
            manifest: &manifest,
            manifest_bytes: manifest_bytes.len() as u64,
            // It follows from the manifest, and so does its size.
            provenance_bytes: provenance(&manifest, &manifest_bytes).len() as u64,
            path: &path,
            findings,
            elapsed,
        };
        let message = match result {
            RunResult::UpToDate => format!("{} is up to date", path.display()),
            _ => format!("{} is published", path.display()),
        };
        let records: BTreeMap<&str, usize> = summary.records().into_iter().collect();
        let fields = json!({
            "release_id": manifest.release_id,
            "records": records,
            "findings": findings,
            "milliseconds": milliseconds(elapsed),
            "stages": self.stages.milliseconds(),
        });
        self.console.at_stage("");
        match result {
            RunResult::UpToDate => self.console.note(result.name(), &message, fields),
            _ => self.console.event(result.name(), &message, fields),
        }
        let exit = if self.console.is_quiet() {
            Exit::Done
        } else {
            self.console.print(&if self.console.logs_json() { summary.json() } else { summary.text() })
        };
        Outcome {
            exit,
            result,
            release_id: Some(manifest.release_id.clone()),
            records: Some(manifest.counts.clone()),
            findings: Some(findings),
        }
    }
}

/// Rows by table, as a manifest counts them.
fn records(compiled: &Compiled) -> BTreeMap<String, usize> {
    let rows = chancery_export::tables::rows(&compiled.datasets);
    rows.iter().map(|rows| (rows.table.name.to_owned(), rows.cells.len())).collect()
}

/// What the changes since a release are told from.
fn previous(release: &Release) -> Previous {
    Previous {
        release_id: release.manifest.release_id.clone(),
        changes: release.manifest.changes.clone(),
        tables: release.tables(),
    }
}
