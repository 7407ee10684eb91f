//! `chancery check`: findings only; nothing is written.

mod github;
mod mend;
mod renumber;
mod sarif;

use std::collections::BTreeMap;

use chancery_compile::{Compiled, SourceFile};
use chancery_ingest::manifest::{self, Ignored, RuleName};
use chancery_ingest::text::CharIndex;
use chancery_model::diagnostic::{Diagnostic, Place};
use serde_json::{Value, json};

use crate::arguments::{CheckOptions, DenyLevel, FindingsFormat};
use crate::clock;
use crate::console::Console;
use crate::denial::Denial;
use crate::dossiers::{self, Found};
use crate::draw::Canvas;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::findings;
use crate::folder::{self, Loaded};
use crate::progress::Progress;
use crate::summary::Tally;
use crate::window::visible_json;

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
                exits.push(one.exit);
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
            visible_json(&format!("{:#}\n", json!({ "findings": tally, "dossiers": objects })))
        }
        FindingsFormat::Sarif => visible_json(&format!("{:#}\n", sarif::log(&findings.collect::<Vec<_>>(), failures))),
        FindingsFormat::Github => findings.map(|(diagnostics, canvas)| github::commands(diagnostics, canvas)).collect(),
    }
}

/// A dossier compiled, with what its findings are drawn on.
struct Checked {
    path: String,
    compiled: Compiled,
    canvas: Canvas,
    exit: Exit,
}

fn check_one(
    found: &Found,
    options: &CheckOptions,
    console: &Console,
    progress: &Progress,
) -> Result<Checked, Failure> {
    let mut loaded = folder::load(found)?;
    narrow(&mut loaded.files.check, options);
    let found = compile(&loaded, options, progress)?;
    if !options.fix && !options.diff {
        return Ok(found);
    }
    let opened = loaded.opened(&loaded.files.report);
    let before = loaded.files.report.clone();
    let mut done = Vec::new();
    let mut after = None;
    let mended = mend::mended(&found.compiled.diagnostics, &found.canvas, &loaded.files.report)?;
    if mended.n_mended > 0 {
        done.push(format!("mended {} findings", mended.n_mended));
        loaded.files.report.bytes = mended.text.into_bytes();
        after = Some(compile(&loaded, options, progress)?);
    }
    if options.renumber {
        let latest = after.as_ref().unwrap_or(&found);
        if let Some(renumbered) = renumber::renumbered(&latest.compiled.datasets, &latest.canvas)? {
            done.push(format!("renumbered {} sources", renumbered.n_mended));
            loaded.files.report.bytes = renumbered.text.into_bytes();
            after = Some(compile(&loaded, options, progress)?);
        }
    }
    if options.diff {
        // The diff is for `patch` or a reader; findings follow it only where they are text too.
        console.print_source(&mend::diff(&before, &loaded.files.report, &opened));
    }
    let Some(after) = after.filter(|_| options.fix) else { return Ok(found) };
    mend::write(&opened, &loaded.files.report.bytes)?;
    let message = format!("{}: {}", opened.display(), done.join(", "));
    console.note("mended", &message, json!({ "done": done }));
    Ok(after)
}

/// What was typed narrows what the manifest says.
fn narrow(check: &mut manifest::CheckOptions, options: &CheckOptions) {
    // Typed names were looked up when they were read; an ignored rule may match nothing.
    let typed = |name: &String| RuleName { name: name.clone(), place: Place::Dossier };
    if !options.select.is_empty() {
        check.select = options.select.iter().map(typed).collect();
    }
    let ignored = |name| Ignored { rule: typed(name), record: None, reason: String::new() };
    check.ignore.extend(options.ignore.iter().map(ignored));
}

fn compile(loaded: &Loaded, options: &CheckOptions, progress: &Progress) -> Result<Checked, Failure> {
    let compiled = loaded.compile(clock::source_date()?, &|stage| progress.stage(stage))?;
    let canvas = canvas(loaded, &compiled);
    let is_denied = Denial::of(&options.deny, loaded, DenyLevel::Error).forbids(&compiled.diagnostics);
    let exit = if is_denied { Exit::Denied } else { Exit::Done };
    Ok(Checked { path: loaded.path.display().to_string(), compiled, canvas, exit })
}

fn object(checked: &Checked) -> Value {
    let findings = &checked.compiled.diagnostics;
    json!({
        "path": checked.path,
        "dossier": checked.compiled.datasets.dossier.id,
        "findings": findings.iter().map(|finding| findings::object(finding, &checked.canvas)).collect::<Vec<_>>(),
    })
}

/// What a dossier's findings are drawn on.
pub(crate) fn canvas(loaded: &Loaded, compiled: &Compiled) -> Canvas {
    let text = |input: &SourceFile| CharIndex::new(&String::from_utf8_lossy(&input.bytes));
    // What a person judged is drawn on the curation, findings there or not.
    let is_pointed_into = |input: &SourceFile| {
        loaded.files.curation.as_ref().is_some_and(|curation| curation.path == input.path)
            || compiled.diagnostics.iter().any(|diagnostic| names(diagnostic, &input.path))
    };
    let files: BTreeMap<_, _> = loaded
        .files
        .inputs()
        .filter(|input| is_pointed_into(input))
        .map(|input| (input.path.clone(), (loaded.opened(input).display().to_string(), text(input))))
        .collect();
    Canvas {
        report_path: loaded.opened(&loaded.files.report).display().to_string(),
        report: CharIndex::new(&compiled.datasets.text),
        source: compiled.report.source.clone(),
        dossier_path: loaded.path.display().to_string(),
        files,
    }
}

fn names(diagnostic: &Diagnostic, path: &str) -> bool {
    matches!(&diagnostic.place, Place::File { file, .. } if file == path)
}
