//! A folder that a test may fill; it goes when the test ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chancery_export::manifest::{ArtifactEntry, Manifest, read_manifest, sha256};
use chancery_export::provenance::provenance as statement;
use chancery_model::changes::Changes;

/// An empty folder of one test's own.
pub(crate) struct Scratch {
    root: PathBuf,
}

impl Scratch {
    /// A folder named after the test; names must differ within the crate.
    pub(crate) fn new(test: &str) -> Self {
        let root = std::env::temp_dir().join(format!("chancery-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).expect("the temporary folder can be written");
        Self { root }
    }

    /// A path in it; the folder itself for an empty one.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        if inside.is_empty() { self.root.clone() } else { self.root.join(inside) }
    }

    /// Writes a file in it, and the folders above the file.
    pub(crate) fn write(&self, inside: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.root.join(inside);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("writable");
        fs::write(&path, content).expect("writable");
        path
    }

    /// Every file and link below a folder in it, by relative path, sorted.
    pub(crate) fn files(&self, inside: &str) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.path(inside), "", &mut found);
        found.sort();
        found
    }
}

/// A release's `manifest.json` that lists these files.
pub(crate) fn manifest(files: &[(&str, &str)]) -> String {
    let listed = files.iter().map(|(path, text)| ArtifactEntry {
        path: (*path).to_owned(),
        media_type: "text/plain".to_owned(),
        sha256: sha256(text.as_bytes()),
        bytes: text.len() as u64,
    });
    let manifest = Manifest {
        release_id: "0123456789ab".to_owned(),
        dossier: "a".to_owned(),
        edition: None,
        tool_version: "0.1.0".to_owned(),
        input_hash: sha256(b""),
        inputs: Vec::new(),
        artifacts: listed.collect(),
        counts: BTreeMap::new(),
        changes: Changes::default(),
        digest: String::new(),
    };
    String::from_utf8(manifest.sealed().to_json()).expect("a manifest is JSON")
}

/// The statement of provenance that follows from a manifest.
pub(crate) fn provenance(manifest: &str) -> Vec<u8> {
    let read = read_manifest(manifest.as_bytes()).expect("the manifest is sound");
    statement(&read, manifest.as_bytes())
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let entry = entry.expect("readable");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("readable").is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push(name);
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}
