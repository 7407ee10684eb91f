//! `chancery check`: findings only; nothing is written.

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
    let mut tally = Tally::default();
    let mut objects = Vec::new();
    let mut exits = Vec::new();
    let progress = Progress::new(console);
    for found in dossiers::find(&options.paths) {
        let checked = found.and_then(|found| {
            progress.dossier(&found.path().display().to_string());
            check_one(&found, &progress)
        });
        progress.wipe();
        match checked {
            Ok(checked) => {
                tally = tally.plus(Tally::of(&checked.compiled.diagnostics));
                exits.push(checked.exit(options.deny));
                match options.format {
                    FindingsFormat::Text => exits.push(show(&checked, console)),
                    FindingsFormat::Json => objects.push(object(&checked)),
                }
            }
            Err(failure) => {
                objects.push(json!({ "path": null, "error": failure.message, "exit": failure.exit.code() }));
                exits.push(console.fail(&failure));
            }
        }
    }
    exits.push(match options.format {
        FindingsFormat::Text => console.print(&format!("findings: {}\n", tally.words())),
        FindingsFormat::Json => console.print(&format!("{:#}\n", json!({ "findings": tally, "dossiers": objects }))),
    });
    Exit::gravest(exits)
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

fn check_one(found: &Found, progress: &Progress) -> Result<Checked, Failure> {
    let loaded = folder::load(found)?;
    let compiled = pipeline::compile(&loaded, clock::source_date()?, &|stage| progress.stage(stage))?;
    let canvas = canvas(&loaded, &compiled);
    let denied = denied_by_manifest(&loaded);
    Ok(Checked { path: loaded.path.display().to_string(), compiled, canvas, denied })
}

fn show(checked: &Checked, console: &Console) -> Exit {
    console.print(&findings::drawings(&checked.compiled.diagnostics, &checked.canvas, &console.result_renderer()))
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
