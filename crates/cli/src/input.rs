//! Input files: read once, with a cap, from inside the dossier and nowhere else.
//!
//! What is compiled, hashed and listed in the manifest are the same bytes in memory: a file that changes later changes
//! nothing of this run. One that changes while it is read, so that the bytes may be of two versions, is refused.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path};

use chancery_compile::SourceFile;

use crate::exit::Exit;
use crate::failure::Failure;

/// Most bytes an input file may have: 256 MiB, far above any report or portal file, and below what would
/// exhaust a small machine.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Reads the file at a dossier's `path`.
///
/// # Errors
/// [`Exit::NoInput`] where there is none; [`Exit::BadInput`] where the path leaves the dossier, passes
/// through a link, or names something that is no file or too large.
pub fn read_within(dossier: &Path, path: &str) -> Result<SourceFile, Failure> {
    let leaves = |why: &str| {
        Failure::new(Exit::BadInput, format!("{path:?} {why}")).help("keep every file of a dossier in its folder")
    };
    let mut opened = dossier.to_owned();
    let mut n_parts = 0;
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => continue,
            Component::Normal(name) => opened.push(name),
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return Err(leaves("leaves the dossier"));
            }
        }
        n_parts += 1;
        // A link may lead anywhere, and what it leads to is not what was checked in.
        if fs::symlink_metadata(&opened).is_ok_and(|found| found.is_symlink()) {
            return Err(leaves("is or passes through a symbolic link"));
        }
    }
    if n_parts == 0 {
        return Err(leaves("names no file"));
    }
    read(&opened, path)
}

/// Reads a file that the user named, a link to one included.
///
/// # Errors
/// [`Exit::NoInput`] where there is none; [`Exit::BadInput`] where it is no file or too large.
pub fn read(opened: &Path, path: &str) -> Result<SourceFile, Failure> {
    let refuse = |what: &str| Err(Failure::new(Exit::BadInput, format!("{} {what}", opened.display())));
    let found = fs::metadata(opened).map_err(|error| Failure::reading(opened, &error))?;
    // A pipe or a device would be waited for without end: look before opening.
    if !found.is_file() {
        return refuse(if found.is_dir() { "is a folder: expected a file" } else { "is no regular file" });
    }
    if is_too_large(&found) {
        return refuse(&format!("is too large: {} bytes, at most {MAX_BYTES} are read", found.len()));
    }
    let (bytes, is_settled) = read_capped(opened).map_err(|error| Failure::reading(opened, &error))?;
    if !is_settled {
        let message = format!("{} changed while it was read", opened.display());
        return Err(Failure::new(Exit::InputOutput, message).help("run again when whoever writes it is done"));
    }
    Ok(SourceFile::new(path, bytes))
}

fn is_too_large(found: &Metadata) -> bool {
    found.len() > MAX_BYTES
}

/// The bytes, and whether the file was the same before and after they were read.
fn read_capped(path: &Path) -> io::Result<(Vec<u8>, bool)> {
    let mut file = File::open(path)?;
    let before = file.metadata()?;
    let mut bytes = Vec::new();
    Read::by_ref(&mut file).take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    let is_settled = is_settled(&before, &file.metadata()?, bytes.len() as u64);
    Ok((bytes, is_settled))
}

fn is_settled(before: &Metadata, after: &Metadata, n_read: u64) -> bool {
    // Some file systems keep no times; the sizes must agree on all.
    before.modified().ok() == after.modified().ok() && before.len() == n_read && after.len() == n_read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn files_of_the_dossier_are_read() {
        let scratch = Scratch::new("input");
        scratch.write("a/series/x.csv", "abc");
        for path in ["series/x.csv", "./series/x.csv", "series//x.csv"] {
            let input = read_within(&scratch.path("a"), path).expect(path);
            assert_eq!((input.path.as_str(), input.bytes.as_slice()), (path, &b"abc"[..]));
            assert_eq!(input.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
    }

    #[test]
    #[cfg(unix)]
    fn nothing_outside_the_dossier_is_read() {
        let scratch = Scratch::new("input-outside");
        scratch.write("secret.txt", "secret");
        scratch.write("a/report.md", "x");
        std::os::unix::fs::symlink("../secret.txt", scratch.path("a/link.txt")).unwrap();
        std::os::unix::fs::symlink("..", scratch.path("a/up")).unwrap();
        let absolute = scratch.path("secret.txt").display().to_string();
        let cases = [
            ("parent", "../secret.txt", Exit::BadInput),
            ("parent_within", "series/../../secret.txt", Exit::BadInput),
            ("absolute", &absolute, Exit::BadInput),
            ("link", "link.txt", Exit::BadInput),
            ("folder_link", "up/secret.txt", Exit::BadInput),
            ("folder", ".", Exit::BadInput),
            ("nothing", "", Exit::BadInput),
            ("missing", "report.txt", Exit::NoInput),
            ("below_a_file", "report.md/x", Exit::NoInput),
        ];
        for (situation, path, expected) in cases {
            assert_eq!(read_within(&scratch.path("a"), path).expect_err(situation).exit, expected, "{situation}");
        }
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_noticed() {
        let scratch = Scratch::new("input-changing");
        let path = scratch.write("report.md", "one");
        let metadata = || File::open(&path).unwrap().metadata().unwrap();
        let before = metadata();
        assert!(is_settled(&before, &metadata(), 3));
        assert!(!is_settled(&before, &metadata(), 2), "cut short while it was read");
        File::options().append(true).open(&path).unwrap().set_len(4).unwrap();
        assert!(!is_settled(&before, &metadata(), 3), "grown behind what was read");
        File::options().append(true).open(&path).unwrap().set_len(3).unwrap();
        let later = before.modified().unwrap() + std::time::Duration::from_secs(1);
        File::options().append(true).open(&path).unwrap().set_modified(later).unwrap();
        assert!(!is_settled(&before, &metadata(), 3), "written over");
    }

    #[test]
    fn what_is_too_large_is_not_read() {
        let scratch = Scratch::new("input-large");
        let path = scratch.write("large.txt", "");
        // A sparse file: it takes no room on disk.
        File::options().write(true).open(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert_eq!(read_within(&scratch.path(""), "large.txt").expect_err("too large").exit, Exit::BadInput);
    }
}
