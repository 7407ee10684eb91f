//! Several dossiers in one run: each stands alone.

use std::fs;

use crate::reader::read_release;
use crate::support::Folder;
use crate::{expect_exit, report};

fn write_dossier(folder: &Folder, id: &str, year: u32) {
    let manifest = format!("id = '{id}'\ntitle = 'A'\nreport = 'report.txt'\n");
    folder.write(&format!("data/{id}/dossier.toml"), manifest.as_bytes());
    folder.write(&format!("data/{id}/report.txt"), report(year, 20).as_bytes());
}

#[test]
fn those_that_fail_keep_their_last_good_release_and_stop_nobody() {
    let folder = Folder::new("dossiers");
    let ids = ["a", "b", "c", "d"];
    for id in ids {
        write_dossier(&folder, id, 2001);
    }
    expect_exit(&folder.chancery(&["run", "--quiet"]), &[0]);
    let release = |id: &str| read_release(&folder.0.join("exports").join(id)).expect("whole");
    let before = ids.map(release);
    for id in ids {
        write_dossier(&folder, id, 2002);
    }
    folder.write("data/a/report.txt", b"\x00\x01");
    folder.write("data/b/dossier.toml", b"id = \n");
    fs::remove_file(folder.0.join("data/c/report.txt")).expect("there");
    expect_exit(&folder.chancery(&["run", "--quiet"]), &[3]);
    let after = ids.map(release);
    assert_eq!(before[..3], after[..3], "the last good releases stand");
    assert_ne!(before[3], after[3], "the last dossier is published");
    for id in ids {
        expect_exit(&folder.chancery(&["verify", &format!("exports/{id}")]), &[0]);
    }
    let shown = folder.chancery(&["status", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    for (at, result) in ["failed", "failed", "failed", "published"].into_iter().enumerate() {
        let dossier = &status["dossiers"][at];
        assert_eq!(dossier["last_run"]["result"], result, "{dossier:#}");
        assert_eq!(dossier["runs_since_success"], u64::from(result == "failed"), "{dossier:#}");
        assert!(dossier["last_success"].is_string(), "{dossier:#}");
    }
    fs::remove_dir_all(folder.0.join("data/d")).expect("there");
    expect_exit(&folder.chancery(&["run", "--quiet"]), &[66]);
}

#[test]
fn replaced_releases_are_kept_as_asked() {
    let folder = Folder::new("keep");
    let kept = || {
        let entries = fs::read_dir(folder.0.join("exports/.history")).expect("a folder");
        entries.map(|entry| entry.expect("readable").path()).collect::<Vec<_>>()
    };
    for year in 2001..2006 {
        write_dossier(&folder, "a", year);
        expect_exit(&folder.chancery(&["run", "--quiet", "--keep", "3"]), &[0]);
    }
    assert_eq!(kept().len(), 3);
    for release in kept() {
        expect_exit(&folder.chancery(&["verify", &release.display().to_string()]), &[0]);
    }
    write_dossier(&folder, "a", 2006);
    expect_exit(&folder.chancery(&["run", "--quiet", "--keep", "1"]), &[0]);
    assert_eq!(kept().len(), 1);
    write_dossier(&folder, "a", 2007);
    expect_exit(&folder.chancery(&["run", "--quiet", "--keep", "0"]), &[0]);
    assert_eq!(kept().len(), 0);
}
