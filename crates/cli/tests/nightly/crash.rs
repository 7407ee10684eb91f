//! Runs killed at random moments, with a reader watching throughout.

use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::reader::{poll, read_release};
use crate::support::Folder;
use crate::{Numbers, expect_exit, expect_nothing_left_over, long_form, report};

/// Kills in the short form; `CHANCERY_KILLS` sets more.
const KILLS: usize = 40;

#[test]
fn readers_see_whole_releases_whenever_a_run_is_killed() {
    let n_kills = long_form("CHANCERY_KILLS", KILLS);
    let folder = Folder::new("crash");
    let out = folder.0.join("exports");
    let write = |edition: u32| folder.write("harbours.txt", report(1900 + edition % 100, 10 + edition % 80).as_bytes());
    let typed = ["run", "harbours.txt", "--quiet", "--keep", "2", "--metrics", "chancery.prom"];
    write(0);
    let measured = || {
        let begun = Instant::now();
        expect_exit(&folder.chancery(&typed), &[0]);
        begun.elapsed()
    };
    // How long a run takes, followed as the machine grows busy or idle: moments are drawn from within it.
    let mut whole_run = measured();
    let mut numbers = Numbers(6);
    let is_over = AtomicBool::new(false);
    let (mut n_runs, mut n_killed, mut n_published, mut n_left_over) = (0_usize, 0, 0, 0);
    let (release, done) = (out.join("harbours"), &is_over);
    let seen = thread::scope(|scope| {
        let reader = scope.spawn(|| poll(&release, done));
        while n_killed < n_kills && n_runs < 6 * n_kills {
            n_runs += 1;
            write(u32::try_from(n_runs).expect("small"));
            let before = read_release(&release).expect("whole");
            let mut run = folder.command(&typed).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs");
            let longest = usize::try_from(whole_run.as_micros()).expect("small") * 11 / 10;
            // Two in three within the last third, in which files are written and exchanged.
            let least = if n_runs.is_multiple_of(3) { 0 } else { longest * 2 / 3 };
            let moment = least + numbers.below(longest - least);
            thread::sleep(Duration::from_micros(moment as u64));
            run.kill().expect("its own child");
            let status = run.wait().expect("ended");
            let is_killed = status.signal() == Some(9);
            let is_published = read_release(&release).expect("whole after a kill") != before;
            n_killed += usize::from(is_killed);
            n_published += usize::from(is_killed && is_published);
            let names = std::fs::read_dir(&out).expect("readable").map(|entry| entry.expect("readable").file_name());
            n_left_over += usize::from(names.into_iter().any(|name| {
                let name = name.to_string_lossy().into_owned();
                name.ends_with(".partial") || name.ends_with(".replaced")
            }));
            if n_runs.is_multiple_of(2) {
                write(u32::try_from(n_runs + 50).expect("small"));
                whole_run = (whole_run * 3 + measured()) / 4;
                expect_nothing_left_over(&folder, "exports");
                expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
            }
        }
        is_over.store(true, Ordering::Relaxed);
        reader.join().expect("no panic")
    });
    let seen = seen.expect("the reader saw whole releases only");
    let n_reads: usize = seen.values().sum();
    println!(
        "{n_runs} runs, {n_killed} killed, {n_published} of them after publishing, {n_left_over} left something; {n_reads} \
         reads of {} releases, none missing, partial or mixed",
        seen.len()
    );
    assert_eq!(n_killed, n_kills, "of {n_runs} runs");
    expect_exit(&folder.chancery(&typed), &[0]);
    for kept in std::fs::read_dir(out.join(".history")).expect("kept releases") {
        read_release(&kept.expect("readable").path()).expect("a kept release is whole");
    }
    let status = expect_exit(&folder.chancery(&["status"]), &[0]);
    assert!(status.contains("nobody is writing") && status.contains("as published"), "{status}");
}

#[test]
fn a_signal_that_asks_a_run_to_end_leaves_the_old_release() {
    let folder = Folder::new("terminate");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    expect_exit(&folder.chancery(&["run", "harbours.txt", "--quiet"]), &[0]);
    for (round, milliseconds) in [5, 40, 80, 120, 160].into_iter().enumerate() {
        folder.write("harbours.txt", report(2002 + u32::try_from(round).expect("small"), 20).as_bytes());
        let mut run = folder.command(&["run", "harbours.txt", "--quiet"]).spawn().expect("runs");
        thread::sleep(Duration::from_millis(milliseconds));
        let asked = std::process::Command::new("kill").args(["-TERM", &run.id().to_string()]).output();
        assert!(asked.is_ok());
        let status = run.wait().expect("ended");
        assert!(status.signal() == Some(15) || status.code() == Some(0), "{status:?}");
        read_release(&folder.0.join("exports/harbours")).expect("whole");
    }
    expect_exit(&folder.chancery(&["run", "harbours.txt", "--quiet"]), &[0]);
    expect_nothing_left_over(&folder, "exports");
}
