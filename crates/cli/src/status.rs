//! `chancery status`: what ran when, with what result, and what is in place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::arguments::{StatusFormat, StatusOptions};
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::kept;
use crate::lock::{self, Holder};
use crate::release::{MANIFEST, Release};
use crate::runs::{self, Latest};
use crate::verify::file_problems;
use crate::window::{visible, visible_json};

/// Prints the state of a folder of releases.
pub(crate) fn status(options: &StatusOptions, console: &Console) -> Exit {
    let dossiers = match dossiers(&options.out) {
        Ok(dossiers) => dossiers,
        Err(failure) => return console.fail(&failure),
    };
    let holder = lock::holder(&options.out);
    console.print(&match options.format {
        StatusFormat::Text => text(&options.out, holder.as_ref(), &dossiers),
        StatusFormat::Json => visible_json(&format!("{:#}\n", object(&options.out, holder.as_ref(), &dossiers))),
    })
}

/// What is known of a dossier.
struct Dossier {
    id: String,
    in_place: InPlace,
    /// `None` where there is no record of a run.
    latest: Option<Latest>,
    /// Ids of its kept releases, the one replaced last first.
    kept: Vec<String>,
}

/// What stands in a release's place.
enum InPlace {
    Nothing,
    /// What is there cannot be read as a release.
    Unreadable(String),
    Release {
        release_id: String,
        edition: Option<String>,
        /// Where its files are not as its manifest lists them.
        n_problems: usize,
    },
}

fn dossiers(out: &Path) -> Result<Vec<Dossier>, Failure> {
    let entries = fs::read_dir(out).map_err(|error| {
        Failure::reading(out, &error)
            .help("name the folder that holds the releases with --out, or run chancery run first")
    })?;
    let mut latest = runs::latest(&runs::read(out));
    let mut kept: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let newest_first = kept::releases(out).map_err(|error| Failure::reading(out, &error))?;
    for release in newest_first.into_iter().rev() {
        kept.entry(release.dossier).or_default().push(release.release_id);
    }
    let mut ids: BTreeSet<String> = latest.keys().chain(kept.keys()).cloned().collect();
    for entry in entries {
        let entry = entry.map_err(|error| Failure::reading(out, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().join(MANIFEST).exists() {
            ids.insert(name);
        }
    }
    if ids.is_empty() {
        let message = format!("{} holds no release, and no record of a run", out.display());
        return Err(Failure::new(Exit::NoInput, message).help("name the folder that holds the releases with --out"));
    }
    let dossier = |id: String| Dossier {
        in_place: in_place(out, &id),
        latest: latest.remove(&id),
        kept: kept.remove(&id).unwrap_or_default(),
        id,
    };
    Ok(ids.into_iter().map(dossier).collect())
}

fn in_place(out: &Path, id: &str) -> InPlace {
    let path = out.join(id);
    if !path.exists() {
        return InPlace::Nothing;
    }
    match Release::read(&path) {
        Ok(release) => InPlace::Release {
            n_problems: file_problems(&release).len(),
            release_id: release.manifest.release_id,
            edition: release.manifest.edition,
        },
        Err(failure) => InPlace::Unreadable(failure.message),
    }
}

fn text(out: &Path, holder: Option<&Holder>, dossiers: &[Dossier]) -> String {
    let mut text = format!("{}\n  {:<16}{}\n", visible(&out.display().to_string()), "lock", lock_words(holder));
    for dossier in dossiers {
        let _ = writeln!(text, "\n{}", visible(&dossier.id));
        let mut line = |name: &str, value: String| {
            if !value.is_empty() {
                let _ = writeln!(text, "  {name:<16}{}", visible(&value));
            }
        };
        line("release", in_place_words(&dossier.in_place));
        match &dossier.latest {
            Some(known) => run_lines(known, &mut line),
            None => line("last run", "no record".to_owned()),
        }
        line("kept", dossier.kept.join(", "));
    }
    text
}

fn run_lines(known: &Latest, line: &mut impl FnMut(&str, String)) {
    let run = &known.run;
    let result = run.result.name();
    line("last run", format!("{}: {result}, exit {}, {} ms", run.ended, run.exit, run.milliseconds));
    line("", run.message.clone().unwrap_or_default());
    let success = known.success.clone().unwrap_or_else(|| "never".to_owned());
    let since = match known.n_since {
        0 => String::new(),
        1 => "; 1 run since".to_owned(),
        number => format!("; {number} runs since"),
    };
    line("last success", format!("{success}{since}"));
    if let Some(counted) = &known.counted {
        let records = counted.records.iter().flatten().map(|(table, number)| format!("{table} {number}"));
        line("records", records.collect::<Vec<_>>().join(", "));
        line("findings", counted.findings.map_or_else(String::new, |findings| findings.words()));
    }
}

fn lock_words(holder: Option<&Holder>) -> String {
    let Some(holder) = holder else { return "nobody is writing".to_owned() };
    let Holder { pid, host, started, path } = holder;
    let words = match lock::is_alive(holder) {
        Some(false) => format!("left by process {pid} on {host}, which was killed after {started} while at {path}"),
        Some(true) | None => format!("held by process {pid} on {host} since {started}, at {path}"),
    };
    visible(&words)
}

fn in_place_words(in_place: &InPlace) -> String {
    match in_place {
        InPlace::Nothing => "none in place".to_owned(),
        InPlace::Unreadable(message) => format!("none that can be read: {message}"),
        InPlace::Release { release_id, edition, n_problems } => {
            let edition = edition.as_ref().map_or_else(String::new, |edition| format!(", edition {edition}"));
            let state = match n_problems {
                0 => "as published".to_owned(),
                1 => "damaged: 1 problem; see chancery verify".to_owned(),
                number => format!("damaged: {number} problems; see chancery verify"),
            };
            format!("{release_id}{edition}, {state}")
        }
    }
}

fn object(out: &Path, holder: Option<&Holder>, dossiers: &[Dossier]) -> Value {
    let dossiers: Vec<Value> = dossiers
        .iter()
        .map(|dossier| {
            let (release_id, edition, state) = match &dossier.in_place {
                InPlace::Nothing => (None, None, "missing"),
                InPlace::Unreadable(_) => (None, None, "unreadable"),
                InPlace::Release { release_id, edition, n_problems } => {
                    let state = if *n_problems == 0 { "as published" } else { "damaged" };
                    (Some(release_id), edition.as_ref(), state)
                }
            };
            let latest = dossier.latest.as_ref();
            json!({
                "dossier": dossier.id,
                "release": { "state": state, "release_id": release_id, "edition": edition },
                "last_run": latest.map(|known| &known.run),
                "last_success": latest.and_then(|known| known.success.as_ref()),
                "runs_since_success": latest.map(|known| known.n_since),
                "kept": dossier.kept,
            })
        })
        .collect();
    json!({
        "out": out.display().to_string(),
        "lock": holder,
        "lock_holder_is_alive": holder.and_then(lock::is_alive),
        "dossiers": dossiers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::{Scratch, manifest, provenance};

    fn shown(scratch: &Scratch) -> String {
        let out = scratch.path("");
        let dossiers = dossiers(&out).map_err(|failure| failure.message).expect("something is there");
        serde_json::to_string(&object(&out, None, &dossiers)).expect("JSON");
        text(Path::new("exports"), None, &dossiers)
    }

    #[test]
    fn what_is_in_place_is_told() {
        let scratch = Scratch::new("status");
        let listing = manifest(&[("report.txt", "x")]);
        scratch.write("a/provenance.json", provenance(&listing));
        scratch.write("a/manifest.json", listing);
        scratch.write("a/report.txt", "x");
        let shown_whole = shown(&scratch);
        assert!(shown_whole.contains("0123456789ab, as published"), "{shown_whole}");
        assert!(shown_whole.contains("no record"), "{shown_whole}");
        scratch.write("a/report.txt", "y");
        assert!(shown(&scratch).contains("damaged: 1 problem;"));
        scratch.write("a/manifest.json", "{");
        assert!(shown(&scratch).contains("none that can be read"));
    }

    #[test]
    fn a_run_that_published_nothing_is_told() {
        let scratch = Scratch::new("status-failed");
        let line = "{\"started\":\"2026-03-01T04:00:00Z\",\"ended\":\"2026-03-01T04:00:01Z\",\"milliseconds\":9,\
            \"last_success\":null,\"result\":\"failed\",\"exit\":66,\"message\":\"a \\u001b[2J cannot be read\",\
            \"dossier\":null,\"path\":\"data/\\u001b[31ma\",\"release_id\":null,\"records\":null,\"findings\":null,\
            \"stages\":{},\"version\":\"0.1.0\",\"pid\":7,\"host\":\"h\"}\n";
        scratch.write(".state/runs.jsonl", line.repeat(2));
        let shown = shown(&scratch);
        for expected in ["none in place", "failed, exit 66", "never; 2 runs since"] {
            assert!(shown.contains(expected), "{expected}\n{shown}");
        }
        assert!(!shown.contains('\u{1b}'), "no escape reaches a terminal");
    }

    #[test]
    fn an_empty_or_missing_folder_is_said() {
        let scratch = Scratch::new("status-none");
        for path in ["", "missing"] {
            let failure = dossiers(&scratch.path(path)).err().expect("nothing to tell");
            assert_eq!(failure.exit, Exit::NoInput, "{path:?}");
        }
    }
}
