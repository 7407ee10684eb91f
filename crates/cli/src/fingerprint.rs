//! Recognising a dossier that has not changed, without compiling it.
//!
//! A fingerprint is a digest over all that a release depends on: the program, the options, the environment's say in
//! dates, and every input's path and content. The one of the release in place is kept in `.state/`. Where it is met again
//! and the release in place still is, byte for byte, what its manifest lists, and that manifest is the one that was
//! published, compiling would write the same bytes again.

use std::path::Path;
use std::time::UNIX_EPOCH;

use chancery_export::format::Format;
use chancery_export::manifest::sha256;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::arguments::RunOptions;
use crate::denial::Denied;
use crate::folder::Loaded;
use crate::release::{MANIFEST, Release};
use crate::state;
use crate::summary::Tally;
use crate::verify::file_problems;

/// What is known of the release in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    /// The fingerprint of what it was made of.
    pub(crate) fingerprint: String,
    /// Its id.
    pub(crate) release_id: String,
    /// SHA-256 of its manifest's file.
    pub(crate) manifest_sha256: String,
    /// Findings when it was made.
    pub(crate) findings: Tally,
}

/// The fingerprint of a loaded dossier under these options; `None` where the program cannot be told from another build
/// of itself, and so nothing can be recognised.
pub(crate) fn of(loaded: &Loaded, options: &RunOptions, source_date: Option<String>) -> Option<String> {
    let formats: Vec<&str> = options.formats().into_iter().map(Format::name).collect();
    let mut denied: Vec<String> = options.deny.iter().map(denied_word).collect();
    denied.sort();
    let inputs: Vec<[&str; 2]> = loaded.files.inputs().map(|input| [input.path.as_str(), &input.sha256]).collect();
    let all = json!({
        "program": program()?,
        "formats": formats,
        "denied": denied,
        "source_date": source_date,
        "is_bare": loaded.files.manifest.is_none(),
        "inputs": inputs,
    });
    Some(sha256(all.to_string().as_bytes()))
}

/// Writes down what the release in place was made of.
///
/// # Errors
/// What keeps it from being written; the next run then compiles.
pub(crate) fn remember(out: &Path, dossier: &str, known: &Known) -> std::io::Result<()> {
    if read(out, dossier).as_ref() == Some(known) {
        return Ok(());
    }
    let folder = state::folder(out)?;
    let mut text = serde_json::to_vec(known)?;
    text.push(b'\n');
    state::replace_file(&folder.join(name(dossier)), &text)
}

/// The release in place, where it is the very one that this fingerprint stands for; `None` where anything is otherwise.
pub(crate) fn recognise(out: &Path, dossier: &str, fingerprint: &str) -> Option<(Release, Known)> {
    let known = read(out, dossier).filter(|known| known.fingerprint == fingerprint)?;
    let release = Release::find(out, dossier).ok().flatten()?;
    // Every byte is looked at: a release is small, and a size or a date says little about content.
    let is_manifest = release.files.get(MANIFEST).is_some_and(|bytes| sha256(bytes) == known.manifest_sha256);
    (is_manifest && file_problems(&release).is_empty()).then_some((release, known))
}

fn read(out: &Path, dossier: &str) -> Option<Known> {
    serde_json::from_slice(&std::fs::read(state::path(out, &name(dossier))).ok()?).ok()
}

fn name(dossier: &str) -> String {
    format!("{dossier}.json")
}

/// What tells this program from others: version, and size and time of its file, so that a build of changed code is
/// another program under the same version.
fn program() -> Option<Value> {
    let file = std::env::current_exe().and_then(std::fs::metadata).ok()?;
    let built = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(json!([env!("CARGO_PKG_VERSION"), file.len(), built.as_secs(), built.subsec_nanos()]))
}

fn denied_word(denied: &Denied) -> String {
    match denied {
        Denied::Level(level) => format!("{level:?}"),
        Denied::Rule(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::{Scratch, manifest, provenance};

    #[test]
    fn only_the_very_release_is_recognised() {
        type Changes = &'static [(&'static str, Option<&'static str>)];
        let damage: [(&str, Changes, bool); 9] = [
            ("untouched", &[], true),
            ("an_office_programs_file", &[("a/.~lock.report.txt#", Some("x"))], true),
            ("a_byte_changed", &[("a/report.txt", Some("y"))], false),
            ("a_file_removed", &[("a/report.txt", None)], false),
            ("a_file_added", &[("a/extra.txt", Some("x"))], false),
            ("another_provenance", &[("a/provenance.json", Some("{}"))], false),
            ("no_provenance", &[("a/provenance.json", None)], false),
            ("another_manifest", &[("a/manifest.json", Some("{}"))], false),
            ("the_note_damaged", &[(".state/a.json", Some("{\"fingerprint\":"))], false),
        ];
        for (situation, changes, expected) in damage {
            let scratch = Scratch::new("fingerprint");
            let out = scratch.path("");
            let listing = manifest(&[("report.txt", "x")]);
            scratch.write("a/manifest.json", &listing);
            scratch.write("a/provenance.json", provenance(&listing));
            scratch.write("a/report.txt", "x");
            let known = Known {
                fingerprint: "f".to_owned(),
                release_id: "0123456789ab".to_owned(),
                manifest_sha256: sha256(listing.as_bytes()),
                findings: Tally::default(),
            };
            remember(&out, "a", &known).expect("writable");
            for (path, content) in changes {
                match content {
                    Some(content) => drop(scratch.write(path, content)),
                    None => std::fs::remove_file(scratch.path(path)).expect("there"),
                }
            }
            let recognised = recognise(&out, "a", "f").map(|(_, known)| known);
            assert_eq!(recognised, expected.then_some(known), "{situation}");
            assert!(recognise(&out, "a", "g").is_none() && recognise(&out, "b", "f").is_none(), "{situation}");
        }
    }
}
