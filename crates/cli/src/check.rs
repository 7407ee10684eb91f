//! `chancery check`: findings only; nothing is written.

mod github;
mod mend;
mod sarif;

use std::collections::BTreeMap;

use chancery_ingest::manifest::Deny;
use chancery_ingest::text::CharIndex;
use chancery_model::diagnostic::{Diagnostic, Place, Severity};
use serde_json::{Value, json};

use crate::arguments::{CheckOptions, DenyLevel, FindingsFormat};
use crate::clock;
use crate::console::Console;
use crate::dossiers::{self, Found};
use crate::draw::Canvas;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::findings;
use crate::folder::{self, Loaded};
use crate::input::Input;
use crate::pipeline::{self, Compiled};
use crate::progress::Progress;
use crate::summary::Tally;

/// Checks every dossier, shows the findings and gives the gravest exit.
pub(crate) fn check(options: &CheckOptions, console: &Console) -> Exit {
    let mut exits = Vec::new();
    let mut checked = Vec::new();
    let mut failures = Vec::new();
    let progress = Progress::new(console);
    for found in dossiers::find(&options.paths) {
        let path = found.as_ref().ok().map(|found| found.path().display().to_string());
        if let Some(path) = &path {
            progress.dossier(path);
        }
        let one = found.and_then(|found| check_one(&found, options, console, &progress));
        progress.wipe();
        match one {
            Ok(one) => {
                exits.push(one.exit(options.deny));
                checked.push(one);
            }
            Err(failure) => {
                exits.push(console.fail(&failure));
                failures.push(failure);
            }
        }
    }
    exits.push(console.print(&shown(options.format, &checked, &failures, console)));
    Exit::gravest(exits)
}

/// The findings of every dossier in one format.
fn shown(format: FindingsFormat, checked: &[Checked], failures: &[Failure], console: &Console) -> String {
    let tally = checked.iter().fold(Tally::default(), |tally, one| tally.plus(Tally::of(&one.compiled.diagnostics)));
    let findings = checked.iter().map(|one| (one.compiled.diagnostics.as_slice(), &one.canvas));
    match format {
        FindingsFormat::Text => {
            let renderer = console.result_renderer();
            let drawn = findings.map(|(diagnostics, canvas)| findings::drawings(diagnostics, canvas, &renderer));
            format!("{}findings: {}\n", drawn.collect::<String>(), tally.words())
        }
        FindingsFormat::Json => {
            let failed = failures
                .iter()
                .map(|failure| json!({ "path": null, "error": failure.message, "exit": failure.exit.code() }));
            let objects: Vec<Value> = checked.iter().map(object).chain(failed).collect();
            format!("{:#}\n", json!({ "findings": tally, "dossiers": objects }))
        }
        FindingsFormat::Sarif => format!("{:#}\n", sarif::log(&findings.collect::<Vec<_>>(), failures)),
        FindingsFormat::Github => findings.map(|(diagnostics, canvas)| github::commands(diagnostics, canvas)).collect(),
    }
}

/// A dossier compiled, with what its findings are drawn on.
struct Checked {
    path: String,
    compiled: Compiled,
    canvas: Canvas,
    /// What its manifest denies; `None` where it says nothing.
    denied: Option<DenyLevel>,
}

impl Checked {
    fn exit(&self, asked: Option<DenyLevel>) -> Exit {
        let least = asked.or(self.denied).unwrap_or(DenyLevel::Error).least();
        if is_denied(&self.compiled.diagnostics, least) { Exit::Denied } else { Exit::Done }
    }
}

fn check_one(
    found: &Found,
    options: &CheckOptions,
    console: &Console,
    progress: &Progress,
) -> Result<Checked, Failure> {
    let mut loaded = folder::load(found)?;
    let mut checked = compile(&loaded, progress)?;
    if options.fix || options.diff {
        let mended = mend::mended(&checked.compiled.diagnostics, &checked.canvas, &loaded.report)?;
        if options.diff {
            // The diff is for `patch` or a reader; findings follow it only where they are text too.
            console.print(&mended.diff(&loaded.report));
        }
        if options.fix && mended.n_mended > 0 {
            mend::write(&mended, &loaded.report)?;
            let message = format!("{}: mended {} findings", loaded.report.opened.display(), mended.n_mended);
            console.note("mended", &message, json!({ "findings": mended.n_mended }));
            loaded.report.bytes = mended.text.into_bytes();
            checked = compile(&loaded, progress)?;
        }
    }
    Ok(checked)
}

fn compile(loaded: &Loaded, progress: &Progress) -> Result<Checked, Failure> {
    let compiled = pipeline::compile(loaded, clock::source_date()?, &|stage| progress.stage(stage))?;
    let canvas = canvas(loaded, &compiled);
    let denied = denied_by_manifest(loaded);
    Ok(Checked { path: loaded.path.display().to_string(), compiled, canvas, denied })
}

fn object(checked: &Checked) -> Value {
    let findings = &checked.compiled.diagnostics;
    json!({
        "path": checked.path,
        "dossier": checked.compiled.datasets.dossier.id,
        "findings": findings.iter().map(|finding| findings::object(finding, &checked.canvas)).collect::<Vec<_>>(),
    })
}

/// What a dossier's manifest denies; `None` where it says nothing.
pub(crate) fn denied_by_manifest(loaded: &Loaded) -> Option<DenyLevel> {
    let deny = loaded.manifest.as_ref()?.value.check.deny?;
    Some(match deny {
        Deny::Error => DenyLevel::Error,
        Deny::Warning => DenyLevel::Warning,
        Deny::Info => DenyLevel::Info,
        Deny::Never => DenyLevel::Never,
    })
}

/// Whether a finding is at or above the level denied; `None` denies nothing.
pub(crate) fn is_denied(diagnostics: &[Diagnostic], least: Option<Severity>) -> bool {
    least.is_some_and(|least| diagnostics.iter().any(|diagnostic| diagnostic.severity >= least))
}

/// What a dossier's findings are drawn on.
pub(crate) fn canvas(loaded: &Loaded, compiled: &Compiled) -> Canvas {
    let text = |input: &Input| CharIndex::new(&String::from_utf8_lossy(&input.bytes));
    let is_pointed_into = |input: &Input| compiled.diagnostics.iter().any(|diagnostic| names(diagnostic, &input.path));
    let files: BTreeMap<_, _> = loaded
        .inputs()
        .filter(|input| is_pointed_into(input))
        .map(|input| (input.path.clone(), (input.opened.display().to_string(), text(input))))
        .collect();
    Canvas {
        report_path: loaded.report.opened.display().to_string(),
        report: CharIndex::new(&compiled.datasets.text),
        source: compiled.source.clone(),
        dossier_path: loaded.path.display().to_string(),
        files,
    }
}

fn names(diagnostic: &Diagnostic, path: &str) -> bool {
    matches!(&diagnostic.place, Place::File { file, .. } if file == path)
}
