//! What a run tells, and to whom.

use std::fs;

use serde_json::Value;

use crate::support::Folder;
use crate::{expect_exit, report};

fn objects(text: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(text).lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

#[test]
fn the_log_tells_stages_counts_and_durations() {
    let folder = Folder::new("log");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    let output = folder.chancery(&["run", "harbours.txt", "nowhere.txt", "--log-format", "json"]);
    expect_exit(&output, &[3]);
    let log = objects(&output.stderr);
    for line in &log {
        assert!(["time", "level", "event", "message"].iter().all(|key| line[*key].is_string()), "{line}");
    }
    let stages: Vec<&str> =
        log.iter().filter(|line| line["event"] == "stage").filter_map(|line| line["stage"].as_str()).collect();
    assert_eq!(stages, ["loading", "comparing", "reading", "normalizing", "exporting", "publishing"]);
    let done = log.iter().find(|line| line["event"] == "published").expect("told");
    assert_eq!((&done["dossier"], &done["records"]["references"]), (&"harbours".into(), &2.into()));
    assert!(done["findings"]["warning"].is_u64() && done["milliseconds"].is_u64(), "{done}");
    assert!(done["stages"]["publishing"].is_f64(), "{done}");
    assert!(log.iter().any(|line| line["event"] == "failed" && line["level"] == "error"), "{log:?}");
}

#[test]
fn the_record_tells_the_last_success_apart_from_the_last_run() {
    let folder = Folder::new("record");
    folder.write("harbours.txt", report(2001, 20).as_bytes());
    let run = |exits| expect_exit(&folder.chancery(&["run", "harbours.txt", "--metrics", "m/chancery.prom"]), exits);
    run(&[74]);
    fs::create_dir(folder.0.join("m")).expect("writable");
    run(&[0]);
    let records = || objects(&fs::read(folder.0.join("exports/.state/runs.jsonl")).expect("a record"));
    let success = records().last().expect("a run")["last_success"].clone();
    assert!(success.is_string());
    folder.write("harbours.txt", b"\x00");
    run(&[65]);
    let last = records().pop().expect("a run");
    assert_eq!((&last["result"], &last["exit"], &last["dossier"]), (&"failed".into(), &65.into(), &"harbours".into()));
    assert_eq!(last["last_success"], success);
    assert!(last["started"].is_string() && last["ended"].is_string() && last["message"].is_string(), "{last}");

    // A crash cut the last line short.
    let path = folder.0.join("exports/.state/runs.jsonl");
    let whole = fs::read(&path).expect("a record");
    fs::write(&path, &whole[..whole.len() - 20]).expect("writable");
    let status = expect_exit(&folder.chancery(&["status"]), &[0]);
    assert!(status.contains("up to date") && !status.contains("failed"), "{status}");
    folder.write("harbours.txt", report(2002, 20).as_bytes());
    run(&[0]);
    let status = expect_exit(&folder.chancery(&["status"]), &[0]);
    assert!(status.contains("published"), "{status}");

    let metrics = fs::read_to_string(folder.0.join("m/chancery.prom")).expect("metrics");
    for expected in [
        "chancery_last_run_success{dossier=\"harbours\"} 1\n",
        "chancery_records{dossier=\"harbours\",table=\"references\"} 2\n",
        "chancery_stage_duration_seconds{dossier=\"harbours\",stage=\"exporting\"} ",
        "chancery_last_success_timestamp_seconds{dossier=\"harbours\"} ",
    ] {
        assert!(metrics.contains(expected), "{expected}\n{metrics}");
    }
    let left: Vec<_> = fs::read_dir(folder.0.join("m")).expect("readable").collect();
    assert_eq!(left.len(), 1, "nothing is left beside the metrics");
}

#[test]
fn nothing_in_a_report_acts_on_a_terminal() {
    let folder = Folder::new("escapes");
    let escapes = "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\u{202e}";
    let hostile = report(2001, 20)
        .replace("Harbours", &format!("{escapes}Harbours"))
        .replace("Opening", &format!("Ope{escapes}ning"))
        .replace("Quays and", &format!("Quays{escapes} and"));
    folder.write("a/report.txt", hostile.as_bytes());
    folder.write(
        "a/dossier.toml",
        b"id = 'a'\ntitle = \"A \\u001B[2J\\u009B31m\"\nreport = 'report.txt'\nwrong\\u001B = 1\n",
    );
    folder.write("b/report.txt", hostile.as_bytes());
    folder.write("b/dossier.toml", b"id = 'b'\ntitle = \"B \\u001B[2J\\u009B31m\"\nreport = 'report.txt'\n");
    let bad_path = "x\u{1b}[2J\u{9b}31m.txt";
    folder.write(bad_path, b"\x00");
    let typed: [&[&str]; 13] = [
        &["run", "b"],
        &["run", "b"],
        &["run", "b", "--force", "--log-format", "json"],
        &["run", "a"],
        &["run", bad_path],
        &["run", bad_path, "--log-format", "json"],
        &["check", "b", "--deny", "never"],
        &["check", "b", "--format", "json"],
        &["check", "b", "--format", "sarif"],
        &["check", "b", "--format", "github"],
        &["check", "a", "--format", "json"],
        &["status"],
        &["status", "--format", "json"],
    ];
    for typed in typed {
        let output = folder.chancery(typed);
        let said = String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned();
        let acting = said.chars().find(|letter| (letter.is_control() && *letter != '\n') || *letter == '\u{202e}');
        assert_eq!(acting, None, "{typed:?}: {said:?}");
        assert!(!said.contains("panicked"), "{typed:?}: {said}");
    }
}
