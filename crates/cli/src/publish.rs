//! Publishing: a release appears whole or not at all.
//!
//! The files are written into a folder beside the release and brought to disk; then the two folders
//! change places in one step (`renameat2` with `RENAME_EXCHANGE`), so that a reader sees the old or the
//! new release at every instant, through a crash too. A file system without that call (some network and
//! user-space ones, systems other than Linux) gets two renames, old away and new in: a reader may then
//! find no release for the instant between them, but never half of one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use chancery_export::artifact::Artifact;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::release::Release;

/// What became of a release's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Published {
    /// The folder already held the same bytes; nothing was written.
    UpToDate,
    /// The files are in place.
    Written,
}

/// Publishes `artifacts` as the release `id` in the folder of releases, whose lock the caller holds.
/// `old` is the release found there.
///
/// # Errors
/// What kept the files from being written; the old release is then still in place.
pub(crate) fn publish(
    out: &Path,
    id: &str,
    artifacts: &[Artifact],
    old: Option<&Release>,
) -> Result<Published, Failure> {
    if old.is_some_and(|old| old.holds(artifacts)) {
        return Ok(Published::UpToDate);
    }
    let target = out.join(id);
    let partial = out.join(format!(".{id}.{}.partial", std::process::id()));
    let written = write_all(&partial, artifacts)
        .and_then(|()| put_in_place(&partial, &target).map_err(|error| Failure::writing(&target, &error)))
        .and_then(|()| sync_folder(out).map_err(|error| Failure::writing(out, &error)));
    // Either the old release, or what could not be finished: neither is wanted, and the next run removes
    // what this one cannot.
    let _ = fs::remove_dir_all(&partial);
    written.map(|()| Published::Written)
}

/// Removes what runs that died left in the folder of releases, whose lock the caller holds: nobody else
/// is writing there.
pub(crate) fn clean(out: &Path) -> io::Result<()> {
    for entry in fs::read_dir(out)? {
        let entry = entry?;
        if is_partial(&entry.file_name().to_string_lossy()) && entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// Whether a name is one that [`publish`] gives: `.<id>.<process>.partial`, or `.old` at its end.
fn is_partial(name: &str) -> bool {
    let Some(rest) = name.strip_prefix('.') else { return false };
    let Some(rest) = rest.strip_suffix(".partial").or_else(|| rest.strip_suffix(".partial.old")) else { return false };
    rest.rsplit_once('.').is_some_and(|(id, process)| {
        !id.is_empty() && !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit())
    })
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

/// Writes a new file and brings it to disk; a file that is there already is an error.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Brings a folder's entries to disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn put_in_place(partial: &Path, target: &Path) -> io::Result<()> {
    if fs::symlink_metadata(target).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return fs::rename(partial, target);
    }
    match exchange(partial, target) {
        Err(error) if cannot_exchange(&error) => replace(partial, target),
        done => done,
    }
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the system or the file system does not know the call (`ENOSYS`, `EINVAL`, `EOPNOTSUPP`).
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Two renames; the first is taken back where the second fails.
fn replace(partial: &Path, target: &Path) -> io::Result<()> {
    let mut away = partial.as_os_str().to_owned();
    away.push(".old");
    let away = PathBuf::from(away);
    fs::rename(target, &away)?;
    if let Err(error) = fs::rename(partial, target) {
        fs::rename(&away, target)?;
        return Err(error);
    }
    let _ = fs::remove_dir_all(&away);
    Ok(())
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
        publish(&out, "a", artifacts, old.as_ref())
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
        replace(&scratch.path(".a.1.partial"), &scratch.path("a")).unwrap();
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
        for path in [".a.12.partial/x", ".b.c.7.partial/csv/y", ".a.12.partial.old/z"] {
            scratch.write(path, "");
        }
        let kept = [
            ".history.jsonl",
            ".lock",
            ".partial/x",
            "a.12.partial/x",
            ".a.x.partial/x",
            ".a..partial/x",
            ".b.9.partial",
        ];
        for path in kept {
            scratch.write(path, "");
        }
        clean(&scratch.path("")).unwrap();
        let mut expected = kept.map(str::to_owned);
        expected.sort();
        assert_eq!(scratch.files(""), expected);
    }
}
