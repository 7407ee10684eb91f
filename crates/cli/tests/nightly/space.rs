//! No space, no permission, and writes that fail: the old release stands, and the run says so.

use std::process::{Command, Output, Stdio};

use crate::reader::read_release;
use crate::support::Folder;
use crate::{expect_exit, expect_nothing_left_over, report};

/// Runs the program behind shell words that bound what it may do.
fn bounded(folder: &Folder, bound: &str, typed: &[&str]) -> Output {
    let mut shell = Command::new("sh");
    shell.current_dir(&folder.0).stdin(Stdio::null());
    shell.args(["-c", &format!("{bound}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_chancery")]).args(typed);
    shell.output().expect("a shell")
}

fn published(folder: &Folder) -> String {
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    expect_exit(&folder.chancery(&["run", "harbours.txt", "--quiet"]), &[0]);
    folder.write("harbours.txt", report(2002, 20).as_bytes());
    read_release(&folder.0.join("exports/harbours")).expect("whole")
}

#[test]
fn writes_that_fail_leave_the_old_release() {
    // No file may grow past so many blocks of 512 bytes; the signal that would end the run is ignored, so that the
    // write itself fails. None at all, a few bytes of the tables, most of the briefing.
    for blocks in [0, 1, 2, 4, 8, 16, 32, 64, 100] {
        let folder = Folder::new("write-error");
        let old = published(&folder);
        let bound = format!("trap '' XFSZ; ulimit -f {blocks}");
        let output = bounded(&folder, &bound, &["run", "harbours.txt"]);
        let said = expect_exit(&output, &[0, 74]);
        let now = read_release(&folder.0.join("exports/harbours")).expect("whole");
        let is_done = output.status.code() == Some(0);
        assert_eq!(now != old, is_done, "{blocks} blocks: exit and release agree\n{said}");
        assert!(is_done || said.contains("cannot be written"), "{blocks} blocks\n{said}");
        assert!(blocks > 30 || !is_done, "{blocks} blocks are too few for a briefing");
        expect_exit(&folder.chancery(&["run", "harbours.txt", "--quiet"]), &[0]);
        expect_nothing_left_over(&folder, "exports");
        expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
    }
}

#[test]
fn files_that_cannot_be_opened_leave_the_old_release() {
    for n_files in [4, 5, 6, 7, 8, 10, 12, 16] {
        let folder = Folder::new("open-error");
        let old = published(&folder);
        let output = bounded(&folder, &format!("ulimit -n {n_files}"), &["run", "harbours.txt"]);
        let now = read_release(&folder.0.join("exports/harbours")).expect("whole");
        let is_done = output.status.code() == Some(0);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(now == old || is_done, "{n_files} files: {:?}\n{said}", output.status);
        expect_exit(&folder.chancery(&["run", "harbours.txt", "--quiet"]), &[0]);
        expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
    }
}

/// A file system of its own in a test's folder; it goes when the test ends.
struct Mounted<'f>(&'f Folder);

impl<'f> Mounted<'f> {
    /// `None`, which is said, where this process may not mount.
    fn new(folder: &'f Folder, size: &str) -> Option<Self> {
        std::fs::create_dir_all(folder.0.join("exports")).expect("writable");
        let options = format!("size={size}");
        if mount(folder, &["-t", "tmpfs", "-o", &options, "tmpfs", "exports"]) {
            return Some(Self(folder));
        }
        eprintln!("left out: this process may not mount a file system");
        None
    }
}

fn mount(folder: &Folder, typed: &[&str]) -> bool {
    let done = Command::new("mount").current_dir(&folder.0).args(typed).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.0.join("exports")).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old_release() {
    let folder = Folder::new("full");
    let Some(_mounted) = Mounted::new(&folder, "2m") else { return };
    let old = published(&folder);
    let room = |kibibytes: usize| {
        // All that is free but for so much.
        let _ = std::fs::remove_file(folder.0.join("exports/.filling"));
        let filling = vec![1; 4096];
        let mut file = std::fs::File::create(folder.0.join("exports/.filling")).expect("room for a name");
        while std::io::Write::write_all(&mut file, &filling).is_ok() {}
        let length = file.metadata().expect("there").len();
        file.set_len(length.saturating_sub(kibibytes as u64 * 1024)).expect("shorter");
    };
    for kibibytes in [0, 4, 8, 16, 32, 64, 100, 140] {
        room(kibibytes);
        let output = folder.chancery(&["run", "harbours.txt"]);
        let said = expect_exit(&output, &[0, 74]);
        let now = read_release(&folder.0.join("exports/harbours")).expect("whole");
        assert_eq!(now == old, output.status.code() == Some(74), "{kibibytes} KiB\n{said}");
        if now != old {
            break;
        }
    }
    std::fs::remove_file(folder.0.join("exports/.filling")).expect("there");
    expect_exit(&folder.chancery(&["run", "harbours.txt"]), &[0]);
    expect_nothing_left_over(&folder, "exports");
    expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
}

#[test]
fn a_target_that_cannot_be_written_is_said() {
    let folder = Folder::new("read-only");
    let Some(_mounted) = Mounted::new(&folder, "4m") else { return };
    let old = published(&folder);
    assert!(mount(&folder, &["-o", "remount,ro", "exports"]), "made read-only");
    let said = expect_exit(&folder.chancery(&["run", "harbours.txt"]), &[73]);
    assert!(said.contains("read-only"), "{said}");
    assert_eq!(read_release(&folder.0.join("exports/harbours")), Ok(old));
    expect_exit(&folder.chancery(&["status"]), &[0]);
    expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
}

#[test]
fn links_in_the_way_are_not_followed() {
    let link = |folder: &Folder, to: &str, at: &str| {
        std::os::unix::fs::symlink(folder.0.join(to), folder.0.join(at)).expect("a link");
    };
    let cases: [(&str, &[i32]); 4] = [
        ("exports/harbours", &[73]),
        ("exports/.lock", &[73, 74]),
        ("exports/.state", &[0]),
        ("exports/.history", &[0]),
    ];
    for (at, exits) in cases {
        let folder = Folder::new("links");
        folder.write("harbours.txt", report(2001, 20).as_bytes());
        folder.write("elsewhere/precious", b"kept");
        std::fs::create_dir(folder.0.join("exports")).expect("writable");
        let to = if at == "exports/.lock" { "elsewhere/precious" } else { "elsewhere" };
        link(&folder, to, at);
        expect_exit(&folder.chancery(&["run", "harbours.txt"]), exits);
        folder.write("harbours.txt", report(2002, 20).as_bytes());
        expect_exit(&folder.chancery(&["run", "harbours.txt"]), exits);
        let elsewhere: Vec<_> = std::fs::read_dir(folder.0.join("elsewhere")).expect("readable").collect();
        assert_eq!(elsewhere.len(), 1, "{at}: nothing was written through the link");
        assert_eq!(std::fs::read(folder.0.join("elsewhere/precious")).expect("readable"), b"kept", "{at}");
    }
    let folder = Folder::new("links-out");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    std::fs::create_dir(folder.0.join("elsewhere")).expect("writable");
    link(&folder, "elsewhere", "exports");
    expect_exit(&folder.chancery(&["run", "harbours.txt"]), &[0]);
    expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
}
