//! A release on disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chancery_export::artifact::Artifact;
use chancery_export::csv;
use chancery_export::manifest::{Manifest, read_manifest};
use chancery_export::provenance::PROVENANCE;

use crate::exit::Exit;
use crate::failure::Failure;

/// Name of the file that makes a folder a release.
pub(crate) const MANIFEST: &str = "manifest.json";

/// A release as found.
#[derive(Clone, Debug)]
pub(crate) struct Release {
    /// Its folder.
    pub(crate) path: PathBuf,
    /// What its manifest says.
    pub(crate) manifest: Manifest,
    /// Its files by path with `/`; hidden ones, which file managers and office programs leave, left out.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Paths of what is neither file nor folder: links, pipes, devices. None is part of a release, and none is opened.
    pub(crate) odd: Vec<String>,
}

impl Release {
    /// The release `id` in a folder of releases, to be replaced; `None` where there is none.
    ///
    /// # Errors
    /// [`Exit::CannotCreate`] where something else stands in its place, or something else stands in it:
    /// whatever is there would be lost.
    pub(crate) fn find(out: &Path, id: &str) -> Result<Option<Self>, Failure> {
        let path = out.join(id);
        let found = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::writing(&path, &error)),
            Ok(found) => found,
        };
        let in_the_way = |what: &str| {
            Failure::new(Exit::CannotCreate, format!("{} {what}", path.display()))
                .help("move it away, or name another folder with --out")
        };
        if !found.is_dir() {
            return Err(in_the_way("is in the way: expected a release's folder"));
        }
        // Some who publish by hand make the folder beforehand.
        if is_empty(&path).map_err(|error| Failure::writing(&path, &error))? {
            return Ok(None);
        }
        let Ok(release) = Self::read(&path) else {
            return Err(in_the_way("is no release of chancery, and would be replaced"));
        };
        if let Some(file) = release.unlisted().next() {
            return Err(in_the_way(&format!("holds a file that is not of the release, and would be lost: {file}")));
        }
        Ok(Some(release))
    }

    /// Reads a release's folder.
    ///
    /// # Errors
    /// [`Exit::NoInput`] where there is no release, [`Exit::BadInput`] where its manifest cannot be
    /// understood.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let manifest = path.join(MANIFEST);
        let bytes = fs::read(&manifest).map_err(|error| {
            Failure::reading(&manifest, &error).help("a release is a folder below exports/ with a manifest.json")
        })?;
        let manifest = read_manifest(&bytes)
            .map_err(|error| Failure::new(Exit::BadInput, error.to_string()).in_file(&manifest))?;
        let (mut files, mut odd) = (BTreeMap::new(), Vec::new());
        read_files(path, "", &mut files, &mut odd).map_err(|error| Failure::reading(path, &error))?;
        odd.sort();
        Ok(Self { path: path.to_owned(), manifest, files, odd })
    }

    /// Whether it consists of these files, byte for byte.
    pub(crate) fn holds(&self, artifacts: &[Artifact]) -> bool {
        self.odd.is_empty()
            && self.files.len() == artifacts.len()
            && artifacts.iter().all(|artifact| self.files.get(&artifact.path) == Some(&artifact.bytes))
    }

    /// Its CSV files by table name; empty where it has none.
    pub(crate) fn tables(&self) -> BTreeMap<String, Vec<u8>> {
        let table = |(path, bytes): (&String, &Vec<u8>)| Some((csv::table_at(path)?.to_owned(), bytes.clone()));
        self.files.iter().filter_map(table).collect()
    }

    /// Files that its manifest does not list.
    pub(crate) fn unlisted(&self) -> impl Iterator<Item = &str> {
        let is_listed = |path: &str| {
            path == MANIFEST || path == PROVENANCE || self.manifest.artifacts.iter().any(|listed| listed.path == path)
        };
        self.files.keys().chain(&self.odd).map(String::as_str).filter(move |path| !is_listed(path))
    }
}

/// Id of the release in a folder, by its manifest alone; `None` where there is none.
pub(crate) fn id_in(folder: &Path) -> Option<String> {
    manifest_in(folder).map(|manifest| manifest.release_id)
}

/// The manifest of the release in a folder; `None` where there is none that can be read.
pub(crate) fn manifest_in(folder: &Path) -> Option<Manifest> {
    read_manifest(&fs::read(folder.join(MANIFEST)).ok()?).ok()
}

fn is_empty(folder: &Path) -> io::Result<bool> {
    Ok(fs::read_dir(folder)?.next().is_none())
}

fn read_files(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    odd: &mut Vec<String>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type()?;
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            read_files(&entry.path(), &format!("{path}/"), files, odd)?;
        } else if kind.is_file() {
            files.insert(path, fs::read(entry.path())?);
        } else {
            odd.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::{Scratch, manifest};

    #[test]
    fn a_release_may_be_replaced() {
        let scratch = Scratch::new("release-found");
        let out = scratch.path("");
        assert!(Release::find(&out, "a").unwrap().is_none());
        fs::create_dir(scratch.path("a")).unwrap();
        assert!(Release::find(&out, "a").unwrap().is_none(), "an empty folder");
        scratch.write("a/manifest.json", manifest(&[("report.txt", "x")]));
        scratch.write("a/report.txt", "x");
        scratch.write("a/.~lock.briefing.docx#", "an office program's");
        let release = Release::find(&out, "a").unwrap().expect("a release");
        assert_eq!(release.manifest.release_id, "0123456789ab");
        assert_eq!(release.files.keys().collect::<Vec<_>>(), ["manifest.json", "report.txt"]);
    }

    #[test]
    fn nothing_else_is_ever_replaced() {
        let listing = manifest(&[]);
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("a_file", &[("a", "x")]),
            ("a_dossier", &[("a/dossier.toml", "id = 'a'")]),
            ("anothers_manifest", &[("a/manifest.json", r#"{"name":"a"}"#)]),
            ("a_broken_manifest", &[("a/manifest.json", "{")]),
            ("a_file_of_ones_own", &[("a/manifest.json", &listing), ("a/notes.txt", "x")]),
            ("a_folder_of_ones_own", &[("a/manifest.json", &listing), ("a/notes/today.txt", "x")]),
        ];
        for (situation, files) in cases {
            let scratch = Scratch::new("release-foreign");
            for (path, content) in *files {
                scratch.write(path, content);
            }
            let failure = Release::find(&scratch.path(""), "a").expect_err(situation);
            assert_eq!(failure.exit, Exit::CannotCreate, "{situation}");
        }
    }
}
