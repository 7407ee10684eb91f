//! `chancery run`: from dossiers to releases.

mod attempt;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chancery_model::day::Day;
use serde_json::json;

use self::attempt::{Attempt, Outcome};
use crate::arguments::RunOptions;
use crate::clock;
use crate::console::Console;
use crate::dossiers::{self, Found};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::lock::{self, Lock};
use crate::metrics;
use crate::progress::Progress;
use crate::publish;
use crate::runs::{self, Record, RunResult};
use crate::stages::Stages;
use crate::state;

/// Compiles and publishes every dossier, going on after one fails.
pub(crate) fn run(options: &RunOptions, console: &Console) -> Exit {
    let started = Started::now();
    let (source_date, lock) = match prepare(options, console) {
        Ok(prepared) => prepared,
        Err(failure) => {
            if failure.exit == Exit::Locked {
                record(options, console, &started.record(RunResult::Locked, &failure));
            }
            return console.fail(&failure);
        }
    };
    let progress = Progress::new(console);
    let mut run = Run { options, console, progress: &progress, lock: &lock, source_date, published: BTreeSet::new() };
    let mut exits = Vec::new();
    for (path, found) in find(options) {
        exits.push(match found {
            Ok(found) => run.dossier(&found),
            Err(failure) => run.nothing(path, &failure),
        });
    }
    console.at_stage("");
    console.at_dossier("");
    let exit = Exit::of_all(&exits);
    match write_metrics(options) {
        Ok(()) => exit,
        Err(failure) => Exit::gravest([exit, console.fail(&failure)]),
    }
}

/// What was asked for, each with the path that was typed for it.
fn find(options: &RunOptions) -> Vec<(String, Result<Found, Failure>)> {
    let named = |path: &Path| {
        let path = path.display().to_string();
        move |found| (path.clone(), found)
    };
    if options.paths.is_empty() {
        return dossiers::find(&[]).into_iter().map(named(Path::new(dossiers::DATA))).collect();
    }
    let found =
        |path: &PathBuf| dossiers::find(std::slice::from_ref(path)).into_iter().map(named(path)).collect::<Vec<_>>();
    options.paths.iter().flat_map(found).collect()
}

/// What must hold before the first dossier.
fn prepare(options: &RunOptions, console: &Console) -> Result<(Option<Day>, Lock), Failure> {
    let source_date = clock::source_date()?;
    let lock = Lock::take(&options.out, options.wait)?;
    if let Some(left) = lock.left() {
        let message = format!("the run of {}, begun {}, did not end by itself", left.path, left.started);
        console.warn("interrupted", &message, json!({ "pid": left.pid, "host": left.host, "path": left.path }));
        let started = Started { wall: left.started.clone(), clock: Instant::now() };
        let mut interrupted = started.record(RunResult::Interrupted, &Failure::new(Exit::InputOutput, message));
        (interrupted.path, interrupted.pid, interrupted.host) = (left.path.clone(), left.pid, left.host.clone());
        record(options, console, &interrupted);
    }
    if let Err(error) = publish::clean(&options.out, options.keep) {
        console.warn("left-over", &format!("what an earlier run left cannot be cleared: {error}"), json!({}));
    }
    if let Err(error) = runs::turn_over(&options.out) {
        console.warn("runs", &format!("the record of runs cannot be turned over: {error}"), json!({}));
    }
    Ok((source_date, lock))
}

/// When a run began: by the machine's clock, to be told, and by one that cannot be set, to be measured by.
struct Started {
    wall: String,
    clock: Instant,
}

impl Started {
    fn now() -> Self {
        Self { wall: clock::now(), clock: Instant::now() }
    }

    /// The record of a run that ends now, of which nothing is known but this.
    fn record(&self, result: RunResult, failure: &Failure) -> Record {
        Record {
            started: self.wall.clone(),
            ended: clock::now(),
            milliseconds: u64::try_from(self.clock.elapsed().as_millis()).unwrap_or(u64::MAX),
            last_success: None,
            result,
            exit: failure.exit.code(),
            message: Some(failure.message.clone()).filter(|message| !message.is_empty()),
            dossier: None,
            path: String::new(),
            release_id: None,
            records: None,
            findings: None,
            stages: BTreeMap::new(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pid: std::process::id(),
            host: lock::host(),
        }
    }
}

struct Run<'a> {
    options: &'a RunOptions,
    console: &'a Console,
    progress: &'a Progress,
    lock: &'a Lock,
    source_date: Option<Day>,
    /// Ids this run has taken.
    published: BTreeSet<String>,
}

impl Run<'_> {
    /// Compiles and publishes one dossier, and writes down how it went.
    fn dossier(&mut self, found: &Found) -> Exit {
        let started = Started::now();
        let path = found.path().display().to_string();
        self.progress.dossier(&path);
        self.console.at_dossier(&path);
        let stages = Stages::new(self.console, self.progress);
        let mut attempt = Attempt {
            options: self.options,
            console: self.console,
            progress: self.progress,
            lock: self.lock,
            source_date: self.source_date,
            published: &mut self.published,
            stages: &stages,
            begun: started.clock,
            dossier: Cell::new(None),
        };
        let done = attempt.make(found);
        let dossier = attempt.dossier.take();
        stages.end();
        self.progress.wipe();
        let failed = |failure: &Failure| Outcome { exit: failure.exit, ..Outcome::of(RunResult::Failed) };
        let (outcome, failure) = match done {
            Ok(outcome) => (outcome, Failure::new(Exit::Done, "")),
            Err(failure) => {
                self.console.fail(&failure);
                (failed(&failure), failure)
            }
        };
        let entry = Record {
            exit: outcome.exit.code(),
            dossier,
            path,
            release_id: outcome.release_id,
            records: outcome.records,
            findings: outcome.findings,
            stages: stages.milliseconds(),
            ..started.record(outcome.result, &failure)
        };
        record(self.options, self.console, &entry);
        outcome.exit
    }

    /// Writes down that a path stood for no dossier.
    fn nothing(&self, path: String, failure: &Failure) -> Exit {
        self.console.at_stage("");
        self.console.at_dossier(&path);
        let exit = self.console.fail(failure);
        let entry = Record { path, ..Started::now().record(RunResult::Failed, failure) };
        record(self.options, self.console, &entry);
        exit
    }
}

/// Writes a run down. The release stands whether or not this can be done.
fn record(options: &RunOptions, console: &Console, entry: &Record) {
    let mut entry = entry.clone();
    entry.last_success = if entry.result.is_success() {
        Some(entry.ended.clone())
    } else {
        let mut records = runs::read(&options.out);
        records.push(entry.clone());
        let known = runs::latest(&records).into_values().find(|known| known.run == entry);
        known.and_then(|known| known.success)
    };
    if let Err(error) = runs::append(&options.out, &entry) {
        console.warn("runs", &format!("the record of runs cannot be written: {error}"), json!({}));
    }
}

fn write_metrics(options: &RunOptions) -> Result<(), Failure> {
    let Some(path) = &options.metrics else { return Ok(()) };
    let text = metrics::exposition(&runs::latest(&runs::read(&options.out)), &clock::now());
    state::replace_file(path, text.as_bytes()).map_err(|error| Failure::writing(path, &error))
}

/// Milliseconds, for programs.
fn milliseconds(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
}
