//! Every flipped bit of a release is found.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::support::Folder;
use crate::{Numbers, expect_exit, long_form, report};

/// Bits flipped in the short form; `CHANCERY_FLIPS` sets more.
const FLIPS: usize = 200;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("writable");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[test]
fn verify_finds_every_flipped_bit() {
    let n_flips = long_form("CHANCERY_FLIPS", FLIPS);
    let folder = Folder::new("bits");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    expect_exit(&folder.chancery(&["run", "harbours.txt", "--quiet"]), &[0]);
    const THREADS: usize = 2;
    let (n_found, n_in_manifest) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (folder, n_found, n_in_manifest) = (&folder, &n_found, &n_in_manifest);
    thread::scope(|scope| {
        for worker in 0..THREADS {
            scope.spawn(move || {
                let name = format!("copy-{worker}");
                copy(&folder.0.join("exports/harbours"), &folder.0.join(&name));
                let mut paths = Vec::new();
                files(&folder.0.join(&name), &mut paths);
                paths.sort();
                let sizes: Vec<usize> =
                    paths.iter().map(|path| fs::metadata(path).expect("there").len() as usize).collect();
                let mut numbers = Numbers(worker as u64);
                for flip in (worker..n_flips).step_by(THREADS) {
                    // Half anywhere by size, half spread over the files, so that small ones have their share.
                    let (file, byte) = if (flip / THREADS).is_multiple_of(2) {
                        let mut byte = numbers.below(sizes.iter().sum());
                        let file = sizes.iter().position(|size| {
                            let is_here = byte < *size;
                            byte -= if is_here { 0 } else { *size };
                            is_here
                        });
                        (file.expect("within the sum"), byte)
                    } else {
                        let file = numbers.below(sizes.len());
                        (file, numbers.below(sizes[file]))
                    };
                    let bit = numbers.below(8);
                    let path = &paths[file];
                    let sound = fs::read(path).expect("readable");
                    let mut flipped = sound.clone();
                    flipped[byte] ^= 1 << bit;
                    fs::write(path, flipped).expect("writable");
                    let output = folder.chancery(&["verify", &name]);
                    assert_eq!(output.status.code(), Some(65), "{}: bit {bit} of byte {byte}", path.display());
                    n_found.fetch_add(1, Ordering::Relaxed);
                    n_in_manifest.fetch_add(usize::from(path.ends_with("manifest.json")), Ordering::Relaxed);
                    fs::write(path, sound).expect("writable");
                }
                expect_exit(&folder.chancery(&["verify", &name]), &[0]);
            });
        }
    });
    let (n_found, n_in_manifest) = (n_found.load(Ordering::Relaxed), n_in_manifest.load(Ordering::Relaxed));
    println!("{n_found} of {n_flips} flipped bits found, {n_in_manifest} of them in manifest.json");
    assert_eq!(n_found, n_flips);
    assert!(n_in_manifest > 0);
}

#[test]
fn files_more_or_less_are_found() {
    let folder = Folder::new("files");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    expect_exit(&folder.chancery(&["run", "harbours.txt", "--quiet"]), &[0]);
    let mut paths = Vec::new();
    files(&folder.0.join("exports/harbours"), &mut paths);
    for path in paths {
        let bytes = fs::read(&path).expect("readable");
        fs::remove_file(&path).expect("there");
        let exit = if path.ends_with("manifest.json") { 66 } else { 65 };
        expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[exit]);
        fs::write(&path, &bytes).expect("writable");
        for (name, content) in [("more", &b""[..]), ("more", &bytes)] {
            let beside = path.with_file_name(name);
            fs::write(&beside, content).expect("writable");
            expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[65]);
            fs::remove_file(beside).expect("there");
        }
        for changed in [&bytes[..bytes.len() - 1], &[&bytes[..], b"\n"].concat(), b""] {
            fs::write(&path, changed).expect("writable");
            expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[65]);
        }
        fs::write(&path, &bytes).expect("writable");
    }
    expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
}
