//! A release's folder, read and held against its manifest.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// Files of a release that its manifest does not list: itself, and the statement that vouches for it.
const UNLISTED: [&str; 2] = ["provenance.json", "manifest.json"];

/// A release in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Id of the dossier: lower-case letters, digits and hyphens.
    pub dossier: String,
    /// Id of the release: hexadecimal digits.
    pub id: String,
    /// SHA-256 of the manifest's file in lower-case hexadecimal.
    pub manifest_sha256: String,
    /// Files by path with `/`, in the manifest's order, the manifest last.
    pub files: Vec<(String, Vec<u8>)>,
}

#[derive(Deserialize)]
struct Manifest {
    release_id: String,
    dossier: String,
    artifacts: Vec<Artifact>,
}

#[derive(Deserialize)]
struct Artifact {
    path: String,
    sha256: String,
}

/// Reads a release, each file as its manifest lists it.
///
/// # Errors
/// When there is none, or a file is missing or is not the one listed.
pub fn read(folder: &Path) -> Result<Release, Failure> {
    let bad = |problem: String| Failure::BadInput(format!("{}: {problem}", folder.display()));
    let file = |path: &str| match fs::read(folder.join(path)) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && path == "manifest.json" => {
            Err(Failure::NoInput(format!("{} is no release: expected a manifest.json in it", folder.display())))
        }
        Err(error) => Err(bad(format!("{path} cannot be read: {error}"))),
    };
    let bytes = file("manifest.json")?;
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|error| bad(format!("expected a release's manifest: {error}")))?;
    for (name, id) in [("dossier", &manifest.dossier), ("release", &manifest.release_id)] {
        let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_id {
            return Err(bad(format!("expected the id of a {name}, found {id:?}")));
        }
    }
    let mut files = Vec::new();
    for artifact in &manifest.artifacts {
        if !stays_inside(&artifact.path) {
            return Err(bad(format!("expected a path within the release, found {:?}", artifact.path)));
        }
        let bytes = file(&artifact.path)?;
        if sha256(&bytes) != artifact.sha256 {
            return Err(bad(format!("{} is not the file that was published", artifact.path)));
        }
        files.push((artifact.path.clone(), bytes));
    }
    for path in UNLISTED {
        files.push((path.to_owned(), file(path)?));
    }
    Ok(Release { dossier: manifest.dossier, id: manifest.release_id, manifest_sha256: sha256(&bytes), files })
}

fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', ':', '\0']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_out_of_the_release_are_refused() {
        for path in ["../x", "/x", "a/../x", "", "a//b", "./a", "c:x", "a\\b", "a\0"] {
            assert!(!stays_inside(path), "{path:?}");
        }
        assert!(stays_inside("csv/events.csv"));
    }
}
