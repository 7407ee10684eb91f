//! Publishing: a release appears whole or not at all.
//!
//! The files are written into a folder beside the release and brought to disk, then the folders that hold them; then the
//! two folders change places in one step (`renameat2` with `RENAME_EXCHANGE`) and the folder above is brought to disk, so
//! that a reader sees the old or the new release at every instant, through a crash too. What was replaced is kept for
//! a while (`kept`), so that a reader who has its folder open can finish.
//!
//! A file system without that call (some network and user-space ones, systems other than Linux) gets two renames, old
//! away and new in: a reader may then find no release for the instant between them, but never half of one. A run killed
//! in that instant leaves no release in place; the next one puts the old one back before it does anything else.
//!
//! Names beside the releases say what a killed run was doing, and [`clean`] clears them:
//!
//! | name | holds |
//! | --- | --- |
//! | `.<dossier>.<process>.partial` | a release being written, or one replaced that was not to be kept |
//! | `.<dossier>.<release>.replaced` | the release of that id, to be kept; or the one that was about to replace it |
//! | `.<dossier>.<process>.partial.old` | the old release, between two renames |

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use chancery_export::artifact::Artifact;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::kept;
use crate::release::{self, Release};
use crate::state::{self, sync_folder, write_file};

/// What to publish, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Publication<'a> {
    /// The folder of releases, whose lock the caller holds.
    pub(crate) out: &'a Path,
    /// Id of the dossier.
    pub(crate) dossier: &'a str,
    /// Id of the new release.
    pub(crate) release_id: &'a str,
    /// Its files.
    pub(crate) artifacts: &'a [Artifact],
    /// The release found in its place.
    pub(crate) old: Option<&'a Release>,
    /// How many of the dossier's replaced releases are kept.
    pub(crate) keep: usize,
    /// Whether the files are written even where the same stand there.
    pub(crate) is_forced: bool,
}

/// What became of a release's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Published {
    /// The folder already held the same bytes; nothing was written.
    UpToDate,
    /// The files are in place.
    Written,
}

/// Publishes a release.
///
/// # Errors
/// What kept the files from being written; the old release is then still in place.
pub(crate) fn publish(publication: &Publication<'_>) -> Result<Published, Failure> {
    let Publication { out, dossier, artifacts, old, .. } = *publication;
    if !publication.is_forced && old.is_some_and(|old| old.holds(artifacts)) {
        return Ok(Published::UpToDate);
    }
    let target = out.join(dossier);
    let partial = out.join(format!(".{dossier}.{}.partial", std::process::id()));
    let replaced = write_all(&partial, artifacts)
        .and_then(|()| put_in_place(&partial, &target, publication).map_err(|error| Failure::writing(&target, &error)));
    let done = replaced.and_then(|replaced| {
        sync_folder(out).map_err(|error| Failure::writing(out, &error))?;
        Ok(replaced)
    });
    match done {
        Ok(Some(replaced)) => {
            // The new release stands whether or not the old one can be kept or removed; the next run tries again.
            let _ = retire(out, dossier, &replaced, publication.keep);
            let _ = kept::prune(out, dossier, publication.keep);
            Ok(Published::Written)
        }
        Ok(None) => {
            let _ = kept::prune(out, dossier, publication.keep);
            Ok(Published::Written)
        }
        Err(failure) => {
            // What could not be finished; the next run removes what this one cannot.
            let _ = fs::remove_dir_all(&partial);
            Err(failure)
        }
    }
}

/// Clears what runs that were killed left in the folder of releases, whose lock the caller holds: nobody else is
/// writing there. A release that was replaced is kept as the run that replaced it would have kept it; one that is in no
/// place of its own, because a run was killed between two renames, is put back.
///
/// # Errors
/// What cannot be read, moved or removed.
pub(crate) fn clean(out: &Path, keep: usize) -> io::Result<()> {
    for entry in fs::read_dir(out)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(left) = Left::named(&name) else { continue };
        if !entry.file_type()?.is_dir() {
            continue;
        }
        let path = entry.path();
        match left {
            Left::Partial => fs::remove_dir_all(path)?,
            Left::Away { dossier } => {
                let target = out.join(dossier);
                let is_release = release::id_in(&path).is_some();
                if is_release && fs::symlink_metadata(&target).is_err() {
                    state::rename(&path, &target)?;
                } else {
                    retire(out, dossier, &path, keep)?;
                }
            }
            Left::Replaced { dossier, release_id } => {
                // The exchange may not have come to pass: what is here is then what nobody ever saw in place.
                let is_old = release::id_in(&path).is_some_and(|id| id == release_id);
                retire(out, dossier, &path, if is_old { keep } else { 0 })?;
            }
        }
    }
    kept::clean(out)
}

/// What a name beside the releases says of a killed run.
enum Left<'n> {
    Partial,
    Away { dossier: &'n str },
    Replaced { dossier: &'n str, release_id: &'n str },
}

impl<'n> Left<'n> {
    fn named(name: &'n str) -> Option<Self> {
        let rest = name.strip_prefix('.')?;
        if let Some(rest) = rest.strip_suffix(".replaced") {
            let (dossier, release_id) = rest.rsplit_once('.')?;
            let is_id = release_id.len() == 12 && release_id.bytes().all(|byte| byte.is_ascii_hexdigit());
            return (is_id && !dossier.is_empty()).then_some(Self::Replaced { dossier, release_id });
        }
        let (rest, is_away) = match rest.strip_suffix(".partial.old") {
            Some(rest) => (rest, true),
            None => (rest.strip_suffix(".partial")?, false),
        };
        let (dossier, process) = rest.rsplit_once('.')?;
        let is_process = !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit());
        let left = if is_away { Self::Away { dossier } } else { Self::Partial };
        (is_process && !dossier.is_empty()).then_some(left)
    }
}

fn write_all(folder: &Path, artifacts: &[Artifact]) -> Result<(), Failure> {
    let mut folders = vec![folder.to_owned()];
    fs::create_dir(folder).map_err(|error| Failure::writing(folder, &error))?;
    for artifact in artifacts {
        let path = inside(folder, &artifact.path)?;
        let parent = path.parent().unwrap_or(folder);
        if !folders.iter().any(|known| known == parent) {
            fs::create_dir_all(parent).map_err(|error| Failure::writing(parent, &error))?;
            folders.push(parent.to_owned());
        }
        write_file(&path, &artifact.bytes).map_err(|error| Failure::writing(&path, &error))?;
    }
    // Innermost first: a folder's entry is on disk once the folder above it is.
    folders.iter().rev().try_for_each(|folder| sync_folder(folder).map_err(|error| Failure::writing(folder, &error)))
}

/// The artifact's place in the folder, and nowhere else.
fn inside(folder: &Path, path: &str) -> Result<PathBuf, Failure> {
    let is_inside = !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if is_inside {
        Ok(folder.join(path))
    } else {
        Err(Failure::new(Exit::CannotCreate, format!("an artifact's path leaves the release: {path:?}")))
    }
}

/// Puts the new folder in the release's place, and gives where the replaced one is now; `None` where nothing was
/// there.
fn put_in_place(partial: &Path, target: &Path, publication: &Publication<'_>) -> io::Result<Option<PathBuf>> {
    if fs::symlink_metadata(target).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        state::rename(partial, target)?;
        return Ok(None);
    }
    // A release made again under its own id replaces itself: there is nothing to keep.
    let to_keep = publication
        .old
        .map(|old| old.manifest.release_id.as_str())
        .filter(|id| publication.keep > 0 && *id != publication.release_id);
    let beside = match to_keep {
        Some(id) => {
            let replaced = publication.out.join(format!(".{}.{id}.replaced", publication.dossier));
            state::rename(partial, &replaced)?;
            replaced
        }
        None => partial.to_owned(),
    };
    match exchange(&beside, target) {
        Ok(()) => Ok(Some(beside)),
        Err(error) => {
            // The new folder takes its first name again: under it, a killed run's is removed and never kept.
            if beside != partial {
                state::rename(&beside, partial)?;
            }
            if cannot_exchange(&error) { replace(partial, target).map(Some) } else { Err(error) }
        }
    }
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    loop {
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Err(rustix::io::Errno::INTR) => {}
            done => return Ok(done?),
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the system or the file system does not know the call (`ENOSYS`, `EINVAL`, `EOPNOTSUPP`).
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Two renames; the first is taken back where the second fails. Gives where the old folder is now.
fn replace(partial: &Path, target: &Path) -> io::Result<PathBuf> {
    let mut away = partial.as_os_str().to_owned();
    away.push(".old");
    let away = PathBuf::from(away);
    state::rename(target, &away)?;
    if let Err(error) = state::rename(partial, target) {
        state::rename(&away, target)?;
        return Err(error);
    }
    Ok(away)
}

/// Keeps a release that was replaced, or removes it where none is to be kept; one that was made again under its own id
/// replaced itself.
fn retire(out: &Path, dossier: &str, replaced: &Path, keep: usize) -> io::Result<()> {
    let id = release::id_in(replaced).filter(|id| release::id_in(&out.join(dossier)).as_ref() != Some(id));
    match id {
        Some(id) if keep > 0 => kept::keep(out, replaced, &id),
        _ => fs::remove_dir_all(replaced),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::scratch::{Scratch, manifest};

    /// The files of a release with their manifest.
    fn artifacts(files: &[(&str, &str)]) -> Vec<Artifact> {
        let manifest = manifest(files);
        let make = |(path, text): &(&str, &str)| Artifact {
            path: (*path).to_owned(),
            media_type: "text/plain",
            bytes: text.as_bytes().to_vec(),
        };
        files.iter().chain([&("manifest.json", manifest.as_str())]).map(make).collect()
    }

    fn publish_here(scratch: &Scratch, artifacts: &[Artifact]) -> Result<Published, Failure> {
        let out = scratch.path("");
        let old = Release::find(&out, "a")?;
        let release_id = "0123456789ab";
        let publication = Publication {
            out: &out,
            dossier: "a",
            release_id,
            artifacts,
            old: old.as_ref(),
            keep: 0,
            is_forced: false,
        };
        publish(&publication)
    }

    #[test]
    fn the_new_release_takes_the_old_ones_place() {
        let scratch = Scratch::new("publish");
        let first = artifacts(&[("csv/events.csv", "1"), ("briefing.pdf", "1")]);
        let second = artifacts(&[("csv/events.csv", "2")]);
        assert_eq!(publish_here(&scratch, &first), Ok(Published::Written));
        assert_eq!(scratch.files(""), ["a/briefing.pdf", "a/csv/events.csv", "a/manifest.json"]);
        assert_eq!(publish_here(&scratch, &first), Ok(Published::UpToDate));
        assert_eq!(publish_here(&scratch, &second), Ok(Published::Written));
        assert_eq!(scratch.files(""), ["a/csv/events.csv", "a/manifest.json"]);
        assert_eq!(fs::read_to_string(scratch.path("a/csv/events.csv")).unwrap(), "2");
    }

    #[test]
    fn nothing_is_touched_where_nothing_changed() {
        let scratch = Scratch::new("up-to-date");
        let files = artifacts(&[("report.txt", "1")]);
        publish_here(&scratch, &files).unwrap();
        let before = fs::metadata(scratch.path("a/report.txt")).unwrap().modified().unwrap();
        assert_eq!(publish_here(&scratch, &files), Ok(Published::UpToDate));
        assert_eq!(fs::metadata(scratch.path("a/report.txt")).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn a_failed_publication_leaves_the_old_release() {
        for path in ["../b.txt", "/b.txt", "csv/../../b.txt", "", "report.txt"] {
            let scratch = Scratch::new("failed");
            publish_here(&scratch, &artifacts(&[("report.txt", "1")])).unwrap();
            let mut broken = artifacts(&[("report.txt", "2")]);
            broken.push(Artifact { path: path.to_owned(), ..broken[0].clone() });
            assert_eq!(publish_here(&scratch, &broken).expect_err("refused").exit, Exit::CannotCreate, "{path}");
            assert_eq!(scratch.files(""), ["a/manifest.json", "a/report.txt"], "{path}");
            assert_eq!(fs::read_to_string(scratch.path("a/report.txt")).unwrap(), "1", "{path}");
        }
    }

    #[test]
    fn two_renames_do_where_an_exchange_cannot() {
        let scratch = Scratch::new("replace");
        scratch.write("a/report.txt", "old");
        scratch.write(".a.1.partial/report.txt", "new");
        let away = replace(&scratch.path(".a.1.partial"), &scratch.path("a")).unwrap();
        assert_eq!(fs::read_to_string(away.join("report.txt")).unwrap(), "old");
        fs::remove_dir_all(away).unwrap();
        assert_eq!(scratch.files(""), ["a/report.txt"]);
        assert_eq!(fs::read_to_string(scratch.path("a/report.txt")).unwrap(), "new");
        replace(&scratch.path("missing"), &scratch.path("a")).expect_err("nothing to put in place");
        assert_eq!(scratch.files(""), ["a/report.txt"]);
    }

    #[test]
    fn readers_see_one_whole_release_at_every_instant() {
        let scratch = Scratch::new("readers");
        let editions: Vec<_> =
            ["1", "2"].map(|text| artifacts(&[("first.txt", text), ("last.txt", text)])).into_iter().collect();
        publish_here(&scratch, &editions[0]).unwrap();
        let (is_over, folder) = (AtomicBool::new(false), scratch.path("a"));
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut n_read = 0;
                while !is_over.load(Ordering::Relaxed) {
                    assert!(folder.join("manifest.json").exists(), "the release went missing");
                    n_read += 1;
                }
                n_read
            });
            let published: Vec<_> = (1..40).map(|round| publish_here(&scratch, &editions[round % 2])).collect();
            is_over.store(true, Ordering::Relaxed);
            assert!(published.iter().all(|published| *published == Ok(Published::Written)), "{published:?}");
            assert!(reader.join().expect("no assertion failed") > 0);
        });
    }

    #[test]
    fn what_dead_runs_left_is_removed() {
        let scratch = Scratch::new("clean");
        for path in
            [".a.12.partial/x", ".b.c.7.partial/csv/y", ".a.12.partial.old/z", ".a.0123456789ab.replaced/manifest.json"]
        {
            scratch.write(path, "");
        }
        let kept = [
            ".state/runs.jsonl",
            ".lock",
            ".partial/x",
            "a.12.partial/x",
            ".a.x.partial/x",
            ".a..partial/x",
            ".b.9.partial",
            ".a.0123.replaced/x",
            ".0123456789ab.replaced/x",
        ];
        for path in kept {
            scratch.write(path, "");
        }
        clean(&scratch.path(""), 1).unwrap();
        let mut expected = kept.map(str::to_owned);
        expected.sort();
        assert_eq!(scratch.files(""), expected);
    }

    /// A release of the id, whose only file says so.
    fn write_release(scratch: &Scratch, folder: &str, id: &str) {
        let manifest = manifest(&[("report.txt", id)]).replace("0123456789ab", id);
        scratch.write(&format!("{folder}/manifest.json"), manifest);
        scratch.write(&format!("{folder}/report.txt"), id);
    }

    const OLD: &str = "aaaaaaaaaaaa";
    const NEW: &str = "bbbbbbbbbbbb";

    #[test]
    fn a_run_killed_at_any_rename_leaves_what_the_next_one_can_use() {
        // What stands where, and the releases in place and kept afterwards.
        type Standing = &'static [(&'static str, &'static str)];
        let cases: [(&str, Standing, Option<&str>, &[&str]); 6] = [
            ("before_the_exchange", &[("a", OLD), (".a.aaaaaaaaaaaa.replaced", NEW)], Some(OLD), &[]),
            ("after_the_exchange", &[("a", NEW), (".a.aaaaaaaaaaaa.replaced", OLD)], Some(NEW), &[OLD]),
            ("between_two_renames", &[(".a.1.partial.old", OLD), (".a.1.partial", NEW)], Some(OLD), &[]),
            ("after_two_renames", &[("a", NEW), (".a.1.partial.old", OLD)], Some(NEW), &[OLD]),
            ("exchanged_but_not_to_be_kept", &[("a", NEW), (".a.1.partial", OLD)], Some(NEW), &[]),
            ("kept_before", &[("a", NEW), (".history/aaaaaaaaaaaa", OLD)], Some(NEW), &[OLD]),
        ];
        for (situation, standing, in_place, kept) in cases {
            let scratch = Scratch::new("killed");
            for (folder, id) in standing {
                write_release(&scratch, folder, id);
            }
            clean(&scratch.path(""), 1).unwrap();
            assert_eq!(release::id_in(&scratch.path("a")).as_deref(), in_place, "{situation}");
            let mut expected = vec!["a/manifest.json".to_owned(), "a/report.txt".to_owned()];
            let files = ["manifest.json", "report.txt"];
            expected.extend(kept.iter().flat_map(|id| files.map(|file| format!(".history/{id}/{file}"))));
            expected.sort();
            assert_eq!(scratch.files(""), expected, "{situation}");
        }
    }

    #[test]
    fn a_replaced_release_is_kept() {
        let scratch = Scratch::new("kept-replaced");
        let out = scratch.path("");
        for (round, id) in ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "aaaaaaaaaaaa"].into_iter().enumerate() {
            let listing = manifest(&[("report.txt", id)]).replace("0123456789ab", id);
            let files: Vec<_> = [("report.txt", id), ("manifest.json", listing.as_str())]
                .map(|(path, text)| Artifact {
                    path: path.to_owned(),
                    media_type: "text/plain",
                    bytes: text.as_bytes().to_vec(),
                })
                .to_vec();
            let old = Release::find(&out, "a").unwrap();
            let publication = Publication {
                out: &out,
                dossier: "a",
                release_id: id,
                artifacts: &files,
                old: old.as_ref(),
                keep: 2,
                is_forced: false,
            };
            assert_eq!(publish(&publication), Ok(Published::Written), "{round}");
            assert_eq!(release::id_in(&scratch.path("a")).as_deref(), Some(id));
        }
        let kept = |id: &str| release::id_in(&scratch.path(&format!(".history/{id}")));
        assert_eq!((kept(NEW).as_deref(), kept("cccccccccccc").as_deref()), (Some(NEW), Some("cccccccccccc")));
        assert_eq!(kept(OLD), None, "the oldest was removed");
    }
}
