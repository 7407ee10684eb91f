//! A reader of releases who trusts nobody: opens the release's folder, and reads every file the manifest lists.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use chancery_export::manifest::{read_manifest, sha256};

/// What a reader found wrong; `Ok` is the id of the release read.
pub(crate) fn read_release(folder: &Path) -> Result<String, String> {
    let held = File::open(folder).map_err(|error| format!("missing: {error}"))?;
    // Through the folder that was opened, whatever stands under its name by now.
    let folder = PathBuf::from(format!("/proc/self/fd/{}", held.as_raw_fd()));
    let manifest = fs::read(folder.join("manifest.json")).map_err(|error| format!("partial: no manifest: {error}"))?;
    let manifest = read_manifest(&manifest).map_err(|error| format!("partial: {error}"))?;
    for listed in &manifest.artifacts {
        let bytes =
            fs::read(folder.join(&listed.path)).map_err(|error| format!("partial: {}: {error}", listed.path))?;
        if sha256(&bytes) != listed.sha256 {
            return Err(format!("mixed: {} is not of {}", listed.path, manifest.release_id));
        }
    }
    Ok(manifest.release_id)
}

/// Reads again and again until told to stop, and gives how often each release was seen.
pub(crate) fn poll(folder: &Path, is_over: &AtomicBool) -> Result<BTreeMap<String, usize>, String> {
    let mut seen = BTreeMap::new();
    while !is_over.load(Ordering::Relaxed) {
        *seen.entry(read_release(folder)?).or_default() += 1;
    }
    Ok(seen)
}
