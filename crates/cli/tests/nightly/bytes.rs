//! The same bytes wherever, whenever and by whomever a run is started.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::Folder;
use crate::{expect_exit, report};

fn files(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let entry = entry.expect("readable");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).expect("readable"));
        }
    }
}

#[test]
fn neither_place_nor_person_nor_time_is_in_a_release() {
    let folder = Folder::new("bytes");
    folder.write("data/a/dossier.toml", b"id = 'a'\ntitle = 'A'\nedition = '2025-03'\nreport = 'report.txt'\n");
    folder.write("data/a/report.txt", report(2001, 20).as_bytes());
    fs::create_dir(folder.0.join("deep")).expect("writable");
    fs::create_dir(folder.0.join("home")).expect("writable");
    std::os::unix::fs::symlink(folder.0.join("data"), folder.0.join("link")).expect("a link");
    let (absolute, home) = (folder.0.join("data/a").display().to_string(), folder.0.join("home").display().to_string());
    let home = format!("HOME={home}");
    // Where the run starts, by which path it goes, what its environment says, and its mask for new files.
    let cases: [(&str, &str, &[&str], &str); 14] = [
        ("", "data/a", &[], "022"),
        ("", "./data//a/", &[], "022"),
        ("", &absolute, &[], "022"),
        ("deep", "../data/a", &[], "022"),
        ("data/a", ".", &[], "022"),
        ("data/a", "dossier.toml", &[], "022"),
        ("", "link/a", &[], "022"),
        ("", "data/a", &["LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"], "022"),
        ("", "data/a", &["LANG=C", "LC_ALL=C", "TZ=Pacific/Kiritimati"], "077"),
        ("", "data/a", &["TZ=America/Los_Angeles", "USER=someone", "LOGNAME=someone", &home], "000"),
        ("", "data/a", &["RAYON_NUM_THREADS=1", "POLARS_MAX_THREADS=1"], "022"),
        ("", "data/a", &["RAYON_NUM_THREADS=2", "POLARS_MAX_THREADS=2"], "022"),
        ("", "data/a", &["COLUMNS=20", "TERM=dumb", "NO_COLOR=1"], "022"),
        ("", "data/a", &["SOURCE_DATE_EPOCH=1000000000"], "022"),
    ];
    let mut first: Option<BTreeMap<String, Vec<u8>>> = None;
    for (at, (place, path, environment, mask)) in cases.into_iter().enumerate() {
        let out = folder.0.join(format!("out-{at}")).display().to_string();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("umask {mask}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_chancery")]);
        shell.args(["run", path, "--out", &out, "--quiet"]).current_dir(folder.0.join(place)).stdin(Stdio::null());
        shell.env_remove("SOURCE_DATE_EPOCH");
        shell.envs(environment.iter().filter_map(|set| set.split_once('=')));
        expect_exit(&shell.output().expect("a shell"), &[0]);
        let mut found = BTreeMap::new();
        files(&Path::new(&out).join("a"), "", &mut found);
        let first = first.get_or_insert_with(|| found.clone());
        let differing: Vec<_> = first.iter().filter(|(path, bytes)| found.get(*path) != Some(bytes)).collect();
        let differing: Vec<_> = differing.into_iter().map(|(path, _)| path).collect();
        assert!(differing.is_empty() && first.len() == found.len(), "{place:?} {path} {environment:?}: {differing:?}");
    }
}

#[test]
fn a_run_by_another_user_gives_the_same_bytes() {
    let folder = Folder::new("user");
    folder.write("data/a/dossier.toml", b"id = 'a'\ntitle = 'A'\nedition = '2025-03'\nreport = 'report.txt'\n");
    folder.write("data/a/report.txt", report(2001, 20).as_bytes());
    expect_exit(&folder.chancery(&["run", "data/a", "--out", "own", "--quiet"]), &[0]);
    let opened = Command::new("chmod").args(["a+rwx", &folder.0.display().to_string()]).status();
    assert!(opened.is_ok_and(|status| status.success()));
    let mut other = Command::new("setpriv");
    other.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_chancery"), "run", "data/a"]);
    other.args(["--out", "others", "--quiet"]).current_dir(&folder.0).env_remove("SOURCE_DATE_EPOCH");
    match other.output() {
        Ok(output) if output.status.success() => {}
        answer => {
            eprintln!("left out: this process may not become another user: {answer:?}");
            return;
        }
    }
    let (mut own, mut others) = (BTreeMap::new(), BTreeMap::new());
    files(&folder.0.join("own/a"), "", &mut own);
    files(&folder.0.join("others/a"), "", &mut others);
    assert!(own == others, "the same bytes");
}
