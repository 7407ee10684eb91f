//! Releases that were replaced, kept for a while: `.history/<release id>/` beside the releases.
//!
//! Each is whole, as it was published: `chancery verify` and `chancery diff` take it as any other. The time of its folder
//! says when it was replaced, and is set later than that of every other, so that a clock set back keeps the order.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::release;
use crate::state;

/// Name of the folder within a folder of releases.
const NAME: &str = ".history";

/// Keeps the release of this id that now stands in the folder `replaced`; one of the same id that was kept before makes
/// way for it.
pub(crate) fn keep(out: &Path, replaced: &Path, release_id: &str) -> io::Result<()> {
    let history = state::own_folder(out.join(NAME))?;
    let place = history.join(release_id);
    if fs::symlink_metadata(&place).is_ok() {
        discard(&place)?;
    }
    // A file system that keeps no times loses the order, not the release.
    let _ = touch(&history, replaced);
    state::rename(replaced, &place)?;
    state::sync_folder(&history)?;
    state::sync_folder(out)
}

/// Removes a dossier's oldest kept releases but for `keep` of them.
pub(crate) fn prune(out: &Path, dossier: &str, keep: usize) -> io::Result<()> {
    let mut of_dossier = releases(out)?;
    of_dossier.retain(|kept| kept.dossier == dossier);
    let n_removed = of_dossier.len().saturating_sub(keep);
    of_dossier[..n_removed].iter().try_for_each(|kept| discard(&out.join(NAME).join(&kept.release_id)))
}

/// Removes what a run that was killed left half removed.
pub(crate) fn clean(out: &Path) -> io::Result<()> {
    let Some(entries) = entries(&out.join(NAME))? else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') && name.ends_with(".partial") && entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// A kept release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// When it was replaced.
    at: SystemTime,
    /// Its id.
    pub(crate) release_id: String,
    /// Its dossier's id.
    pub(crate) dossier: String,
}

/// The kept releases of every dossier, the oldest first. A folder whose name is not the id of the release in it was put
/// there by someone else, and is left alone.
pub(crate) fn releases(out: &Path) -> io::Result<Vec<Kept>> {
    let Some(entries) = entries(&out.join(NAME))? else { return Ok(Vec::new()) };
    let mut releases = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || !entry.file_type()?.is_dir() {
            continue;
        }
        let Some(manifest) = release::manifest_in(&entry.path()) else { continue };
        if manifest.release_id == name {
            releases.push(Kept { at: entry.metadata()?.modified()?, release_id: name, dossier: manifest.dossier });
        }
    }
    releases.sort_by(|one, other| (one.at, &one.release_id).cmp(&(other.at, &other.release_id)));
    Ok(releases)
}

fn entries(folder: &Path) -> io::Result<Option<fs::ReadDir>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        entries => entries.map(Some),
    }
}

/// Sets the folder's time to now, or past every kept release's where the clock was set back.
fn touch(history: &Path, replaced: &Path) -> io::Result<()> {
    let mut latest = None;
    for entry in fs::read_dir(history)? {
        latest = latest.max(Some(entry?.metadata()?.modified()?));
    }
    let now = SystemTime::now();
    let time = latest.map_or(now, |latest| now.max(latest + Duration::from_millis(10)));
    File::open(replaced)?.set_modified(time)
}

/// Removes a release: out of sight in one step, then file by file.
fn discard(place: &Path) -> io::Result<()> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let hidden = place.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    state::rename(place, &hidden)?;
    fs::remove_dir_all(hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::{Scratch, manifest};

    fn write_release(scratch: &Scratch, folder: &str, dossier: &str, id: &str) {
        let listing = manifest(&[]).replace("0123456789ab", id);
        let listing = listing.replace("\"dossier\": \"a\"", &format!("\"dossier\": {dossier:?}"));
        scratch.write(&format!("{folder}/manifest.json"), listing);
    }

    fn ids(scratch: &Scratch) -> Vec<String> {
        releases(&scratch.path("")).expect("readable").into_iter().map(|kept| kept.release_id).collect()
    }

    #[test]
    fn each_dossier_keeps_its_own() {
        let scratch = Scratch::new("kept");
        let out = scratch.path("");
        prune(&out, "a", 0).expect("nothing is kept");
        for (dossier, letter) in [("a", "f"), ("b", "e"), ("a", "d"), ("a", "c"), ("a", "d")] {
            let id = letter.repeat(12);
            write_release(&scratch, "replaced", dossier, &id);
            keep(&out, &scratch.path("replaced"), &id).expect("writable");
        }
        assert_eq!(ids(&scratch), ["f", "e", "c", "d"].map(|letter| letter.repeat(12)));
        prune(&out, "a", 2).expect("writable");
        assert_eq!(ids(&scratch), ["e", "c", "d"].map(|letter| letter.repeat(12)));
        prune(&out, "a", 0).expect("writable");
        assert_eq!(ids(&scratch), ["e"].map(|letter| letter.repeat(12)));
    }

    #[test]
    fn what_others_put_there_is_left_alone() {
        let scratch = Scratch::new("kept-foreign");
        write_release(&scratch, ".history/mine", "a", &"f".repeat(12));
        scratch.write(".history/notes.txt", "mine");
        scratch.write(".history/.dddddddddddd.7.partial/csv/x", "left by a killed run");
        clean(&scratch.path("")).expect("writable");
        prune(&scratch.path(""), "a", 0).expect("writable");
        assert_eq!(scratch.files(""), [".history/mine/manifest.json", ".history/notes.txt"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_in_the_folders_place_is_refused() {
        let scratch = Scratch::new("kept-link");
        let id = "f".repeat(12);
        write_release(&scratch, "out/replaced", "a", &id);
        fs::create_dir(scratch.path("elsewhere")).expect("writable");
        std::os::unix::fs::symlink(scratch.path("elsewhere"), scratch.path("out/.history")).expect("a link");
        keep(&scratch.path("out"), &scratch.path("out/replaced"), &id).expect_err("a link");
        assert_eq!(scratch.files("elsewhere"), [""; 0]);
    }
}
