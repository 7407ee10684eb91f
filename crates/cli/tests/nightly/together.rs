//! Several runs at once on one target.

use std::fs::File;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::Folder;
use crate::{expect_exit, expect_nothing_left_over, report};

#[test]
fn one_run_publishes_and_the_others_are_told_to_come_again() {
    let folder = Folder::new("together");
    for (round, n_runs) in [2_u32, 8, 2, 8].into_iter().enumerate() {
        let edition = u32::try_from(round).expect("small");
        folder.write("harbours.txt", report(2001 + edition, 20).as_bytes());
        let start = || {
            let mut run = folder.command(&["run", "harbours.txt", "--quiet"]);
            run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs")
        };
        let runs: Vec<_> = (0..n_runs).map(|_| start()).collect();
        let ends: Vec<_> = runs.into_iter().map(|run| run.wait_with_output().expect("ended")).collect();
        for end in &ends {
            expect_exit(end, &[0, 75]);
        }
        let n_done = ends.iter().filter(|end| end.status.code() == Some(0)).count();
        println!("{n_runs} at once: {n_done} done, {} told to come again", ends.len() - n_done);
        assert!(n_done > 0, "one of them got the lock");
        expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
        expect_nothing_left_over(&folder, "exports");
    }
    let runs = std::fs::read_to_string(folder.0.join("exports/.state/runs.jsonl")).expect("a record");
    assert_eq!(runs.lines().count(), 20, "each is written down on a line of its own");
    assert!(runs.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{runs}");
    let n_published = runs.lines().filter(|line| line.contains("\"result\":\"published\"")).count();
    assert_eq!(n_published, 4, "each edition was published once");
}

#[test]
fn runs_that_wait_all_get_their_turn() {
    let folder = Folder::new("waiting");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    let start = |_| folder.command(&["run", "harbours.txt", "--quiet", "--wait", "120"]).spawn().expect("runs");
    let runs: Vec<_> = (0..8).map(start).collect();
    for mut run in runs {
        assert_eq!(run.wait().expect("ended").code(), Some(0));
    }
    expect_exit(&folder.chancery(&["verify", "exports/harbours"]), &[0]);
}

#[test]
fn whoever_waits_in_vain_learns_who_holds_the_lock() {
    let folder = Folder::new("wait");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    let holder = r#"{"pid":4711,"host":"elsewhere","started":"2026-03-01T04:00:00Z","path":"data/a"}"#;
    folder.write("exports/.lock", holder.as_bytes());
    let lock = File::options().write(true).open(folder.0.join("exports/.lock")).expect("writable");
    lock.lock().expect("nobody holds it");
    let begun = Instant::now();
    let said = expect_exit(&folder.chancery(&["run", "harbours.txt", "--wait", "0.4"]), &[75]);
    assert!(begun.elapsed() >= Duration::from_millis(400));
    assert!(said.contains("process 4711 on elsewhere, since 2026-03-01T04:00:00Z"), "{said}");
    drop(lock);
    let said = expect_exit(&folder.chancery(&["run", "harbours.txt"]), &[0]);
    assert!(said.contains("the run of data/a, begun 2026-03-01T04:00:00Z, did not end by itself"), "{said}");
    let runs = std::fs::read_to_string(folder.0.join("exports/.state/runs.jsonl")).expect("a record");
    let results: Vec<serde_json::Value> = runs
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect(line)["result"].take())
        .collect();
    assert_eq!(results, ["locked", "interrupted", "published"]);
}
