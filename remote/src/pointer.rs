//! `current.json`: which release of a dossier is the one to read.

use serde::{Deserialize, Serialize};

use crate::folder::Release;

/// Name of the pointer's object.
pub const NAME: &str = "current.json";

/// Digits of the manifest's digest in a release's place.
const DIGITS: usize = 16;

/// A pointer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// Place of the release's files, from the pointer's own: `releases/<release id>-<digest>`.
    pub release: String,
    /// Id of the release.
    pub release_id: String,
    /// SHA-256 of its `manifest.json`, which lists every other file.
    pub manifest_sha256: String,
}

impl Pointer {
    /// The pointer to a release.
    #[must_use]
    pub fn to(release: &Release) -> Self {
        let digest = &release.manifest_sha256[..DIGITS.min(release.manifest_sha256.len())];
        Self {
            release: format!("releases/{}-{digest}", release.id),
            release_id: release.id.clone(),
            manifest_sha256: release.manifest_sha256.clone(),
        }
    }

    /// The object's bytes.
    ///
    /// # Panics
    /// Never: every field is a text.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("every field is a text");
        bytes.push(b'\n');
        bytes
    }
}
