//! Putting a release into an object store so that its readers see it whole.
//!
//! Below the address given, a dossier has:
//!
//! ```text
//! <dossier>/releases/<release id>-<digest>/...   the files of one release; never changed once there
//! <dossier>/current.json                         which of them is the release: {"release": "releases/..."}
//! ```
//!
//! The files go first, under a name that has part of the manifest's SHA-256 in it, so that no release that someone is
//! reading is written over. The pointer goes last, in one request, on condition that it is still the one that was there
//! at the start (`If-Match`, or that there is none): a reader who follows it has the old release or the new one, and of
//! two publishers one is told that the other was first. Files of old releases are left to the store's own rules.

pub mod failure;
pub mod folder;
pub mod pointer;
pub mod store;

use object_store::path::Path;

use crate::failure::Failure;
use crate::folder::Release;
use crate::pointer::Pointer;
use crate::store::Store;

/// What became of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// The pointer already named it.
    UpToDate,
    /// Its files are there, and the pointer names it.
    Written,
}

/// Puts a release into a store.
///
/// # Errors
/// When a file cannot be put there, or another pointer was put there meanwhile; the old pointer and the files that it
/// names are then as they were.
pub async fn publish(release: &Release, store: &Store) -> Result<Published, Failure> {
    let pointer = Pointer::to(release);
    let old = store.pointer(&release.dossier).await?;
    if old.as_ref().is_some_and(|old| old.pointer == pointer) {
        return Ok(Published::UpToDate);
    }
    for (path, bytes) in &release.files {
        let place = Path::from_iter([release.dossier.as_str()]);
        let place = pointer.release.split('/').chain(path.split('/')).fold(place, |place, part| place.join(part));
        store.put(&place, bytes.clone()).await?;
    }
    store.put_pointer(&release.dossier, &pointer, old.as_ref()).await?;
    Ok(Published::Written)
}
