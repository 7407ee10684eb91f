//! `chancery verify`: whether a release is still what it was when published.

mod anchors;
mod package;
mod tables;

use chancery_export::manifest::sha256;
use chancery_export::provenance::{self, PROVENANCE};

use crate::arguments::VerifyOptions;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::release::{MANIFEST, Release};
use crate::window::visible;

/// What was looked at, for the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    tables: usize,
    rows: usize,
    anchors: usize,
    keys: usize,
}

/// Checks a release and says how it fared.
pub(crate) fn verify(options: &VerifyOptions, console: &Console) -> Exit {
    let release = match Release::read(&options.release) {
        Ok(release) => release,
        Err(failure) => return console.fail(&failure),
    };
    let (counts, problems) = problems(&release);
    for problem in &problems {
        console.fail(&Failure::new(Exit::BadInput, problem.clone()));
    }
    if !problems.is_empty() {
        let message = format!("{} is not as published: {}", release.path.display(), count(problems.len(), "problem"));
        return console.fail(&Failure::new(Exit::BadInput, message).help("publish it again with chancery run --force"));
    }
    console.print(&format!(
        "{}: release {}: {} and {} are as published; {}, {} and {} agree\n",
        visible(&release.path.display().to_string()),
        visible(&release.manifest.release_id),
        count(release.manifest.artifacts.len(), "file"),
        count(counts.anchors, "anchor"),
        count(counts.tables, "table"),
        count(counts.rows, "row"),
        count(counts.keys, "key"),
    ))
}

/// Everything that is wrong with a release. First whether each file is the one that was published, bit for bit; then
/// whether the files agree with each other, which a release made by something else than chancery may not.
fn problems(release: &Release) -> (Counts, Vec<String>) {
    let manifest = release.files.get(MANIFEST).map_or(&[][..], Vec::as_slice);
    let mut problems: Vec<String> =
        release.manifest.problems(manifest).into_iter().map(|problem| format!("{MANIFEST}: {problem}")).collect();
    problems.extend(file_problems(release));
    let mut counts = Counts::default();
    // What another version wrote is compared with what it wrote down, and not with the tables of this one.
    if release.manifest.tool_version != env!("CARGO_PKG_VERSION") {
        return (counts, problems);
    }
    let tables = tables::read(release, &mut counts, &mut problems);
    anchors::check(&tables, release, &mut counts, &mut problems);
    package::check(release, &mut problems);
    (counts, problems)
}

/// `1 file`, `2 files`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// What the files, the manifest's list of them and the statement of provenance disagree in.
pub(crate) fn file_problems(release: &Release) -> Vec<String> {
    listing_problems(release).into_iter().chain(provenance_problem(release)).collect()
}

/// What the files and the manifest's list of them disagree in.
fn listing_problems(release: &Release) -> Vec<String> {
    let mut problems = Vec::new();
    for listed in &release.manifest.artifacts {
        let path = &listed.path;
        match release.files.get(path) {
            None if release.odd.contains(path) => {
                problems.push(format!("{path} is a link or a device: expected a file"))
            }
            None => problems.push(format!("{path} is missing")),
            Some(bytes) if bytes.len() as u64 != listed.bytes => {
                problems.push(format!("{path}: expected {} bytes, found {}", listed.bytes, bytes.len()));
            }
            Some(bytes) if sha256(bytes) != listed.sha256 => {
                problems.push(format!("{path}: expected SHA-256 {}, found {}", listed.sha256, sha256(bytes)));
            }
            Some(_) => {}
        }
    }
    problems.extend(release.unlisted().map(|path| format!("{path} is not listed in the manifest")));
    problems
}

/// What the statement of provenance and the manifest disagree in.
fn provenance_problem(release: &Release) -> Option<String> {
    let file = |path: &str| release.files.get(path).map_or(&[][..], Vec::as_slice);
    match release.files.get(PROVENANCE) {
        None => Some(format!("{PROVENANCE} is missing")),
        Some(found) => provenance::problem(&release.manifest, file(MANIFEST), found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::{Scratch, manifest};

    const TEXT: &str = "The road opened.";

    fn release(scratch: &Scratch) -> Release {
        let listed = [("report.txt", TEXT), ("CHANGES.md", "x")];
        scratch.write("manifest.json", manifest(&listed));
        scratch.write("report.txt", TEXT);
        scratch.write("CHANGES.md", "x");
        Release::read(&scratch.path("")).expect("a release")
    }

    #[test]
    fn an_untouched_release_is_as_listed() {
        let scratch = Scratch::new("verify-good");
        assert_eq!(listing_problems(&release(&scratch)), [""; 0]);
    }

    #[test]
    fn every_change_of_a_file_is_noticed() {
        let cases = [
            ("a_letter", "The road Opened."),
            ("a_letter_less", "The road opene."),
            ("nothing_left", ""),
            ("another_line_end", "The road opened.\n"),
        ];
        for (situation, text) in cases {
            let scratch = Scratch::new("verify-bad");
            release(&scratch);
            scratch.write("report.txt", text);
            let release = Release::read(&scratch.path("")).expect("a release");
            assert_eq!(listing_problems(&release).len(), 1, "{situation}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_no_file_even_where_it_leads_to_the_same_bytes() {
        let scratch = Scratch::new("verify-links");
        release(&scratch);
        let path = scratch.path("report.txt");
        std::fs::rename(&path, scratch.path(".report.txt")).unwrap();
        std::os::unix::fs::symlink(".report.txt", &path).unwrap();
        std::os::unix::fs::symlink("report.txt", scratch.path("more.txt")).unwrap();
        let problems = listing_problems(&Release::read(&scratch.path("")).unwrap());
        assert_eq!(
            problems,
            ["report.txt is a link or a device: expected a file", "more.txt is not listed in the manifest"]
        );
    }

    #[test]
    fn the_statement_of_provenance_follows_from_the_manifest() {
        let scratch = Scratch::new("verify-provenance");
        let sound = release(&scratch);
        let missing = provenance_problem(&sound).expect("missing");
        assert_eq!(missing, "provenance.json is missing");
        let bytes = std::fs::read(scratch.path("manifest.json")).unwrap();
        scratch.write(PROVENANCE, provenance::provenance(&sound.manifest, &bytes));
        let with = Release::read(&scratch.path("")).unwrap();
        assert_eq!((provenance_problem(&with), listing_problems(&with)), (None, Vec::new()));
        scratch.write("manifest.json", [bytes.as_slice(), b" "].concat());
        assert!(provenance_problem(&Release::read(&scratch.path("")).unwrap()).is_some(), "another manifest");
    }

    #[test]
    fn files_added_or_removed_are_noticed() {
        let scratch = Scratch::new("verify-files");
        release(&scratch);
        scratch.write("extra.csv", "x");
        std::fs::remove_file(scratch.path("report.txt")).unwrap();
        let release = Release::read(&scratch.path("")).unwrap();
        assert_eq!(listing_problems(&release), ["report.txt is missing", "extra.csv is not listed in the manifest"]);
    }
}
