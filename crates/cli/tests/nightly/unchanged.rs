//! A night with nothing to do.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use crate::support::Folder;
use crate::{expect_exit, report};

/// Every file below a folder with its content and time.
fn snapshot(folder: &Path, files: &mut BTreeMap<String, (Vec<u8>, SystemTime)>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            snapshot(&path, files);
        } else {
            let time = fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
            files.insert(path.display().to_string(), (fs::read(&path).expect("readable"), time));
        }
    }
}

#[test]
fn nothing_is_written_but_the_record() {
    let folder = Folder::new("unchanged");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    expect_exit(&folder.chancery(&["run", "harbours.txt", "--quiet"]), &[0]);
    let mut before = BTreeMap::new();
    snapshot(&folder.0, &mut before);
    let mut fastest = Duration::MAX;
    for _ in 0..5 {
        let begun = Instant::now();
        let said = expect_exit(&folder.chancery(&["run", "harbours.txt"]), &[0]);
        fastest = fastest.min(begun.elapsed());
        assert!(said.contains("up to date"), "{said}");
    }
    let mut after = BTreeMap::new();
    snapshot(&folder.0, &mut after);
    let record = folder.0.join("exports/.state/runs.jsonl").display().to_string();
    let (earlier, later) = (before.remove(&record).expect("a record"), after.remove(&record).expect("a record"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "a file was written");
    assert!(later.0.starts_with(&earlier.0), "the record is added to");
    assert_eq!(String::from_utf8_lossy(&later.0).lines().count(), 6);
    assert!(!String::from_utf8_lossy(&later.0[earlier.0.len()..]).contains("normalizing"), "nothing is compiled");
    println!("a night with nothing to do takes {fastest:?}");
    // The aim is 50 ms; a busy machine is given leave.
    assert!(fastest < Duration::from_millis(500), "{fastest:?}");
}

#[test]
fn whatever_the_release_depends_on_is_noticed() {
    let folder = Folder::new("changed");
    folder.write("data/a/dossier.toml", b"id = 'a'\ntitle = 'A'\nreport = 'report.txt'\n");
    folder.write("data/a/report.txt", report(2001, 20).as_bytes());
    let run = |more: &[&str]| expect_exit(&folder.chancery(&[&["run"], more].concat()), &[0]);
    let compiled = || {
        let runs = fs::read_to_string(folder.0.join("exports/.state/runs.jsonl")).expect("a record");
        runs.lines().last().expect("a run").contains("normalizing")
    };
    run(&[]);
    run(&[]);
    assert!(!compiled(), "nothing changed");
    let changes: [(&str, &dyn Fn()); 7] = [
        ("the_report", &|| folder.write("data/a/report.txt", report(2002, 20).as_bytes())),
        ("the_manifest", &|| folder.write("data/a/dossier.toml", b"id = 'a'\ntitle = 'B'\nreport = 'report.txt'\n")),
        ("a_curation_added", &|| folder.write("data/a/curation.toml", b"")),
        ("a_release_damaged", &|| folder.write("exports/a/report.txt", b"changed")),
        ("a_file_of_the_release_removed", &|| fs::remove_file(folder.0.join("exports/a/briefing.pdf")).expect("there")),
        ("the_release_removed", &|| fs::remove_dir_all(folder.0.join("exports/a")).expect("there")),
        ("the_note_damaged", &|| folder.write("exports/.state/a.json", b"{")),
    ];
    for (situation, change) in changes {
        change();
        run(&[]);
        assert!(compiled(), "{situation}");
        expect_exit(&folder.chancery(&["verify", "exports/a"]), &[0]);
        run(&[]);
        assert!(!compiled(), "{situation}: settled");
    }
    for options in [&["--only", "csv"][..], &["--only", "csv", "--deny", "never"], &["--force"]] {
        run(options);
        assert!(compiled(), "{options:?}");
    }
    let dated = folder.command(&["run"]).env("SOURCE_DATE_EPOCH", "1000000000").output().expect("runs");
    expect_exit(&dated, &[0]);
    assert!(compiled(), "another date");
}

#[test]
fn force_publishes_the_same_again() {
    let folder = Folder::new("force");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    expect_exit(&folder.chancery(&["run", "harbours.txt"]), &[0]);
    let written = || fs::metadata(folder.0.join("exports/harbours/manifest.json")).and_then(|found| found.modified());
    let (bytes, time) = (fs::read(folder.0.join("exports/harbours/manifest.json")), written().expect("a time"));
    let said = expect_exit(&folder.chancery(&["run", "harbours.txt", "--force"]), &[0]);
    assert!(said.contains("published"), "{said}");
    assert_ne!(written().expect("a time"), time, "written again");
    assert_eq!(fs::read(folder.0.join("exports/harbours/manifest.json")).ok(), bytes.ok(), "with the same bytes");
    assert!(!folder.0.join("exports/.history").exists(), "a release is not kept beside itself");
}
