//! `provenance.json`: what a release was made of and by what, for programs that check and sign such statements.
//!
//! It is an in-toto Statement v1 (<https://in-toto.io/Statement/v1>) with a SLSA provenance v1 predicate
//! (<https://slsa.dev/provenance/v1>), and says nothing that the manifest does not: it is a function of the manifest's
//! bytes. Its subjects are every other file of the release, the manifest among them, so that one signature over it
//! vouches for the whole; the manifest, which stands first, cannot list it. `docs/provenance.md` describes its fields.

use serde_json::{Value, json};

use crate::format::Format;
use crate::manifest::{Manifest, sha256};

/// Name of the file in a release.
pub const PROVENANCE: &str = "provenance.json";

/// Name of the manifest among the subjects.
const MANIFEST: &str = "manifest.json";

/// What describes the fields under `buildDefinition`: a part of the package, as a package URL.
const BUILD_TYPE: &str = "pkg:cargo/chancery#docs/provenance.md";

/// The statement on a release, of which `manifest` is the manifest and `bytes` its file.
///
/// # Panics
/// Never: every key is a string.
#[must_use]
pub fn provenance(manifest: &Manifest, bytes: &[u8]) -> Vec<u8> {
    let version = &manifest.tool_version;
    let file = |name: &str, sha256: &str| json!({ "name": name, "digest": { "sha256": sha256 } });
    let artifacts = manifest.artifacts.iter().map(|artifact| file(&artifact.path, &artifact.sha256));
    let subjects: Vec<Value> = artifacts.chain([file(MANIFEST, &sha256(bytes))]).collect();
    let inputs: Vec<Value> = manifest.inputs.iter().map(|input| file(&input.path, &input.sha256)).collect();
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {
                    "dossier": manifest.dossier,
                    "edition": manifest.edition,
                    "formats": formats(manifest),
                    "replaces": manifest.changes.replaces,
                },
                "resolvedDependencies": inputs,
            },
            "runDetails": {
                "builder": { "id": format!("pkg:cargo/chancery@{version}"), "version": { "chancery": version } },
                // No clock and no machine: the same inputs are the same invocation.
                "metadata": { "invocationId": manifest.release_id },
            },
        },
    });
    let mut text = serde_json::to_vec_pretty(&statement).expect("every key is a string");
    text.push(b'\n');
    text
}

/// The formats that a release has files of, in the order of the options.
fn formats(manifest: &Manifest) -> Vec<&'static str> {
    let is_made = |format: &Format| {
        let ending = format!(".{}", format.name());
        manifest.artifacts.iter().any(|artifact| artifact.path.ends_with(&ending))
    };
    Format::ALL.iter().copied().filter(is_made).map(Format::name).collect()
}

/// What speaks against `found`, a release's statement, given its manifest and the manifest's file; `None` where it is
/// the one that belongs to them, byte for byte.
#[must_use]
pub fn problem(manifest: &Manifest, bytes: &[u8], found: &[u8]) -> Option<String> {
    let expected = provenance(manifest, bytes);
    if expected == found {
        return None;
    }
    let Ok(statement) = serde_json::from_slice::<Value>(found) else {
        return Some(format!("{PROVENANCE}: expected an in-toto statement, found no JSON"));
    };
    let expected: Value = serde_json::from_slice(&expected).unwrap_or_default();
    // The part that differs first, from the outside in; spaces alone may differ.
    let parts = ["/subject", "/predicate/buildDefinition", "/predicate/runDetails"];
    let differs = parts.into_iter().find(|part| statement.pointer(part) != expected.pointer(part));
    Some(match differs {
        Some(part) => format!("{PROVENANCE}: {part} does not follow from {MANIFEST}"),
        None => format!("{PROVENANCE} does not follow from {MANIFEST}"),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chancery_model::changes::Changes;

    use super::*;
    use crate::manifest::{ArtifactEntry, Input};

    fn manifest() -> Manifest {
        let digest = |n: u8| format!("{n:02x}").repeat(32);
        let artifact = |(path, n): (&str, u8)| ArtifactEntry {
            path: path.to_owned(),
            media_type: "text/plain".to_owned(),
            sha256: digest(n),
            bytes: 1,
        };
        let artifacts = [("csv/events.csv", 2), ("briefing.pdf", 3)].map(artifact);
        let text = json!({
            "release_id": "0123456789ab",
            "dossier": "sample",
            "edition": "2025-08",
            "tool_version": "1.2.3",
            "input_hash": digest(9),
            "inputs": [Input { path: "report.md".to_owned(), sha256: digest(1), bytes: 1 }],
            "artifacts": artifacts,
            "counts": BTreeMap::<String, usize>::new(),
            "replaces": "aaaaaaaaaaaa",
            "changes": Changes::default().changes,
        });
        serde_json::from_value(text).expect("a manifest")
    }

    #[test]
    fn it_says_what_the_manifest_says() {
        let manifest = manifest();
        let statement: Value = serde_json::from_slice(&provenance(&manifest, b"{}")).expect("JSON");
        let names: Vec<_> = statement["subject"].as_array().expect("a list").iter().map(|file| &file["name"]).collect();
        assert_eq!(names, ["csv/events.csv", "briefing.pdf", "manifest.json"]);
        assert_eq!(statement["subject"][2]["digest"]["sha256"], sha256(b"{}"));
        let definition = &statement["predicate"]["buildDefinition"];
        assert_eq!(
            definition["externalParameters"],
            json!({ "dossier": "sample", "edition": "2025-08", "formats": ["csv", "pdf"], "replaces": "aaaaaaaaaaaa" })
        );
        assert_eq!(definition["resolvedDependencies"][0]["name"], "report.md");
        assert_eq!(statement["predicate"]["runDetails"]["builder"]["id"], "pkg:cargo/chancery@1.2.3");
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let manifest = manifest();
        let sound = provenance(&manifest, b"{}");
        assert_eq!(problem(&manifest, b"{}", &sound), None);
        for bit in 0..sound.len() * 8 {
            let mut flipped = sound.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(problem(&manifest, b"{}", &flipped).is_some(), "bit {bit}");
        }
    }

    #[test]
    fn what_differs_is_named() {
        let sound = manifest();
        let statement = provenance(&sound, b"{}");
        let text = String::from_utf8(statement.clone()).expect("UTF-8");
        let cases: &[(&str, Vec<u8>, &str)] = &[
            ("nothing", Vec::new(), "no JSON"),
            ("another_manifest", provenance(&sound, b"{ }"), "/subject"),
            ("another_name", text.replace("briefing.pdf", "briefing2.pdf").into_bytes(), "/subject"),
            ("another_input", text.replace("report.md", "other.md").into_bytes(), "/predicate/buildDefinition"),
            ("another_builder", text.replace("chancery@1.2.3", "chancery@1.2.4").into_bytes(), "/predicate/runDetails"),
            ("other_spaces", text.replace("  ", " ").into_bytes(), "does not follow"),
            ("another_statement", b"[]".to_vec(), "/subject"),
        ];
        for (situation, found, said) in cases {
            let problem = problem(&sound, b"{}", found).expect(situation);
            assert!(problem.contains(said), "{situation}: {problem}");
        }
    }
}
