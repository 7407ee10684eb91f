//! The program as a script meets it: what it is given, what it answers, how it ends.
#![allow(clippy::disallowed_methods, reason = "the tests prepare their own folders")]

mod support;

use std::fs;
use std::process::{Output, Stdio};

use support::Folder;

const REPORT: &[u8] =
    b"Harbours\nOverview\nThe port opened in 2004 [1].\n\nLiterature\n1. Ana Poe, 'Ports' (Tide Press, 2004).\n";

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn check(folder: &Folder, typed: &[&str], exit: i32, said: &str) {
    let output = folder.chancery(typed);
    let (out, log) = texts(&output);
    assert_eq!(output.status.code(), Some(exit), "{typed:?}\n{out}\n{log}");
    assert!(out.contains(said) || log.contains(said), "{typed:?}: expected {said:?} in\n{out}\n{log}");
}

#[test]
fn what_is_wrong_with_an_input_is_said() {
    let folder = Folder::new("inputs");
    folder.write("empty.txt", b"");
    folder.write("blank.md", b" \n\n");
    folder.write("binary.txt", b"\x00\x01\x02");
    folder.write("latin.txt", b"One\nCaf\xe9 society\n");
    folder.write("report.pdf", b"%PDF");
    folder.write("missing/dossier.toml", b"id = 'a'\ntitle = 'A'\nreport = 'report.md'\n");
    folder.write("outside/dossier.toml", b"id = 'a'\ntitle = 'A'\nreport = '../latin.txt'\n");
    folder.write("broken/dossier.toml", b"id = \n");
    let cases = [
        ("empty.txt", 65, "empty.txt"),
        ("blank.md", 65, "no text"),
        ("binary.txt", 65, "binary"),
        ("latin.txt", 65, "latin.txt:2:4"),
        ("report.pdf", 65, "no report that can be read"),
        ("nowhere.txt", 66, "nowhere.txt"),
        ("missing", 66, "dossier.toml:3"),
        ("outside", 65, "dossier.toml"),
        ("broken", 65, "dossier.toml:1"),
    ];
    for (path, exit, said) in cases {
        check(&folder, &["run", path], exit, said);
        check(&folder, &["check", path], exit, said);
    }
    assert!(!folder.0.join("exports/a").exists(), "nothing was published");
}

#[test]
fn a_logo_is_an_input_and_a_bad_one_a_finding() {
    // One white pixel.
    const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\xdac\xf8\x0f\x00\x01\x01\x01\x00\x1c\xb0\x8c\x99\x00\x00\x00\x00IEND\xaeB`\x82";
    const MANIFEST: &[u8] =
        b"id = 'a'\ntitle = 'A'\nreport = 'report.txt'\n[briefing]\nlogo = 'logo.png'\nlogo_text = 'Port Office'\n";
    let folder = Folder::new("logo");
    folder.write("a/report.txt", REPORT);
    folder.write("a/dossier.toml", MANIFEST);
    check(&folder, &["run", "a"], 66, "dossier.toml:5");
    folder.write("a/logo.png", b"GIF89a");
    check(&folder, &["check", "a"], 1, "expected a PNG file, found a GIF file");
    check(&folder, &["run", "a"], 0, "logo-unusable");
    folder.write("a/logo.png", PIXEL);
    let output = folder.chancery(&["run", "a"]);
    let (out, log) = texts(&output);
    assert!(output.status.success() && !out.contains("logo") && !log.contains("logo"), "{out}\n{log}");
    let manifest = fs::read_to_string(folder.0.join("exports/a/manifest.json")).expect("a manifest");
    assert!(manifest.contains("\"logo.png\""), "{manifest}");
    check(&folder, &["run", "a"], 0, "up to date");
    folder.write("a/logo.png", b"");
    check(&folder, &["run", "a"], 0, "found an empty file");
}

#[test]
fn labels_are_those_of_a_language_the_program_or_the_dossier_has() {
    let folder = Folder::new("labels");
    let manifest = |labels: &str| format!("id = 'a'\ntitle = 'A'\nreport = 'report.txt'\n[briefing]\n{labels}\n");
    folder.write("data/a/report.txt", REPORT);
    let language = |labels: &str| {
        folder.write("data/a/dossier.toml", manifest(labels).as_bytes());
        check(&folder, &["run", "data/a"], 0, "");
        let bytes = fs::read(folder.0.join("exports/a/briefing.pdf")).expect("a briefing");
        // The metadata is not compressed.
        let text = String::from_utf8_lossy(&bytes);
        let languages = text.split("<dc:language>").nth(1).and_then(|rest| rest.split("</dc:language>").next());
        languages.unwrap_or_default().replace(['\n', ' '], "")
    };
    for (labels, expected) in [("key_figures = 3", ">en<"), ("labels = 'ru'", ">ru<"), ("labels = 'en-GB'", ">en<")] {
        assert!(language(labels).contains(expected), "{labels}: {}", language(labels));
    }
    folder.write("data/a/dossier.toml", manifest("labels = 'tg'").as_bytes());
    check(&folder, &["check", "data/a"], 1, "dossier.toml:5:10");
    check(&folder, &["run", "data/a"], 0, "expected one of `en`, `ru`, found `tg`");
    folder.write(
        "data/a/vocabulary/labels-tg.csv",
        b"label,form,words\nthemes,,\xd0\x9c\xd0\xb0\xd0\xb2\xd0\xb7\xd1\x83\xd2\xb3\xd0\xbe\n",
    );
    check(&folder, &["run", "data/a"], 0, "found none for `about`");
}

#[test]
fn wrong_usage_is_answered_with_help() {
    let folder = Folder::new("usage");
    folder.write("report.txt", REPORT);
    check(&folder, &["run", "--only", "xlsx"], 2, "possible values");
    check(&folder, &["schema", "event"], 2, "did you mean events?");
    check(&folder, &["--help"], 0, "Examples");
    check(&folder, &["--version"], 0, env!("CARGO_PKG_VERSION"));
    check(&folder, &["run"], 66, "data");
    let output = folder.command(&["run", "report.txt"]).env("SOURCE_DATE_EPOCH", "today").output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = Folder::new("twice");
    folder.write("report.txt", REPORT);
    check(&folder, &["run", "report.txt"], 0, "published");
    check(&folder, &["run", "report.txt"], 0, "up to date");
    check(&folder, &["verify", "exports/report"], 0, "as published");
    fs::write(folder.0.join("exports/report/report.txt"), "changed").expect("writable");
    check(&folder, &["verify", "exports/report"], 65, "report.txt");
    let history = fs::read_to_string(folder.0.join("exports/.state/runs.jsonl")).expect("a history");
    assert_eq!(history.lines().count(), 2);
}

#[test]
fn the_others_are_published_where_one_fails() {
    let folder = Folder::new("partly");
    folder.write("report.txt", REPORT);
    check(&folder, &["run", "report.txt", "nowhere.txt"], 3, "nowhere.txt");
    assert!(folder.0.join("exports/report/manifest.json").exists());
}

#[test]
fn another_run_holds_the_lock() {
    let folder = Folder::new("lock");
    folder.write("report.txt", REPORT);
    folder.write("exports/.lock", b"");
    let file = fs::File::options().write(true).open(folder.0.join("exports/.lock")).expect("writable");
    file.lock().expect("nobody holds it");
    check(&folder, &["run", "report.txt"], 75, "another run");
    drop(file);
    check(&folder, &["run", "report.txt"], 0, "published");
}

#[test]
fn what_is_no_release_is_left_alone() {
    let folder = Folder::new("foreign");
    folder.write("report.txt", REPORT);
    folder.write("exports/report/notes.txt", b"mine");
    check(&folder, &["run", "report.txt"], 73, "no release");
    assert_eq!(fs::read(folder.0.join("exports/report/notes.txt")).expect("still there"), b"mine");
}

#[test]
fn logs_for_programs_are_json() {
    let folder = Folder::new("json");
    folder.write("report.txt", REPORT);
    let output = folder.chancery(&["run", "report.txt", "nowhere.txt", "--log-format", "json"]);
    let (out, log) = texts(&output);
    let objects = |text: &str| -> Vec<serde_json::Value> {
        text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    };
    assert_eq!(objects(&out)[0]["result"], "published");
    assert!(objects(&log).iter().any(|line| line["event"] == "failed" && line["exit"] == 66), "{log}");
    let checked = folder.chancery(&["check", "report.txt", "--format", "json", "--deny", "never"]);
    let document: serde_json::Value = serde_json::from_slice(&checked.stdout).expect("one document");
    assert_eq!(document["dossiers"][0]["dossier"], "report");
}

#[test]
fn quiet_says_nothing_but_errors() {
    let folder = Folder::new("quiet");
    folder.write("report.txt", REPORT);
    assert_eq!(texts(&folder.chancery(&["run", "report.txt", "--quiet"])), (String::new(), String::new()));
    check(&folder, &["run", "nowhere.txt", "--quiet"], 66, "nowhere.txt");
}

#[test]
#[cfg(unix)]
fn a_reader_who_leaves_is_no_error() {
    let folder = Folder::new("pipe");
    for typed in [&["schema"][..], &["completions", "bash"], &["--help"]] {
        let mut child = folder.command(typed).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        assert!(!texts(&output).1.contains("panicked"), "{typed:?}");
        assert_eq!(output.status.code(), Some(0), "{typed:?}");
    }
}

/// A report with three defects that need no judgement: a hyphen in a range, an entry and a last line left open.
const MENDABLE: &str = "# Harbours\r\n\r\n## Overview\r\n\r\nThe port was built in 2004-2006 [1] [2] [3] [4].\r\n\r\n## \
    Literature\r\n\r\n1. Ana Poe, \u{2018}Ports\u{2019} (Tide Press, 4 May 2007).\r\n2. Ana Poe, \u{2018}Docks\u{2019} (Tide \
    Press, 5 May 2007).\r\n3. Ana Poe, \u{2018}Piers\u{2019} (Tide Press, 6 May 2007).\r\n4. Ana Poe, \u{2018}Locks\u{2019} \
    (Tide Press, 7 May 2007)";

#[test]
fn what_needs_no_judgement_is_mended_in_the_authors_file() {
    let folder = Folder::new("mend");
    folder.write("a.md", MENDABLE.as_bytes());
    let read = || fs::read_to_string(folder.0.join("a.md")).expect("the report is there");

    check(&folder, &["check", "a.md", "--deny", "never", "--diff"], 0, "+The port was built in 2004\u{2013}2006");
    assert_eq!(read(), MENDABLE, "--diff alone writes nothing");

    check(&folder, &["check", "a.md", "--deny", "never", "--fix"], 0, "mended 3 findings");
    let mended = MENDABLE.replace("2004-2006", "2004\u{2013}2006") + ".\r\n";
    assert_eq!(read(), mended);
    let again = folder.chancery(&["check", "a.md", "--deny", "never", "--fix"]);
    assert!(!texts(&again).1.contains("mended"), "nothing is left to mend");
    assert_eq!(read(), mended);
    let left: Vec<_> = fs::read_dir(&folder.0).expect("the folder is there").collect();
    assert_eq!(left.len(), 1, "no file is left beside it: {left:?}");
}

/// A report whose sources are not in the order of first citation, one of them with markup and one never cited.
const UNORDERED: &str = "# Harbours\n\n## Overview\n\nThe port was built in 2004 [3]. It grew [1]-[3].\n\n## Literature\n\n\
    1. Ana Poe, *Ports* (Tide Press 2007).\n2. Ana Poe, \u{2018}Docks\u{2019} (Tide Press, 5 May 2007).\n\
    3. Ana Poe, \u{2018}Piers\u{2019} (Tide Press, 6 May 2007).\n4. Ana Poe, \u{2018}Locks\u{2019} (Tide Press, 7 May 2007).\n";

#[test]
fn sources_are_renumbered_on_request_only() {
    let folder = Folder::new("renumber");
    folder.write("a.md", UNORDERED.as_bytes());
    let read = || fs::read_to_string(folder.0.join("a.md")).expect("the report is there");

    check(&folder, &["check", "a.md", "--deny", "never", "--renumber"], 2, "--fix");
    check(&folder, &["check", "a.md", "--deny", "never", "--fix"], 0, "findings");
    assert_eq!(read(), UNORDERED, "without being asked for nothing is moved");
    check(&folder, &["check", "a.md", "--deny", "never", "--diff", "--renumber"], 0, "+1. Ana Poe, \u{2018}Piers");
    assert_eq!(read(), UNORDERED, "--diff alone writes nothing");

    check(&folder, &["check", "a.md", "--deny", "never", "--fix", "--renumber"], 0, "renumbered 3 sources");
    let renumbered = read();
    assert!(renumbered.contains("built in 2004 [1]. It grew [1]-[3]."), "{renumbered}");
    let list = "1. Ana Poe, \u{2018}Piers\u{2019} (Tide Press, 6 May 2007).\n2. Ana Poe, *Ports* (Tide Press 2007).\n3. Ana \
        Poe, \u{2018}Docks\u{2019} (Tide Press, 5 May 2007).\n4. Ana Poe, \u{2018}Locks";
    assert!(renumbered.contains(list), "{renumbered}");
    check(&folder, &["check", "a.md", "--deny", "never", "--fix", "--renumber"], 0, "findings");
    assert_eq!(read(), renumbered, "in order there is nothing to move");

    folder.write("c.md", UNORDERED.replace("[1]-[3]", "[1]-[9]").as_bytes());
    check(&folder, &["check", "c.md", "--deny", "never", "--fix", "--renumber"], 0, "renumbered");
}

#[test]
fn findings_are_shown_in_every_format() {
    let folder = Folder::new("formats");
    folder.write("a.md", MENDABLE.as_bytes());
    let cases = [
        ("text", "range-hyphen"),
        ("json", "\"rule\": \"range-hyphen\""),
        ("sarif", "\"ruleId\": \"range-hyphen\""),
        ("github", "::warning file=a.md,line=5,col="),
    ];
    for (format, said) in cases {
        check(&folder, &["check", "a.md", "--deny", "never", "--format", format], 0, said);
    }
}

#[test]
fn a_dossier_that_was_begun_can_be_run() {
    let folder = Folder::new("init");
    check(&folder, &["init", "data/my-ports"], 0, "chancery run data/my-ports");
    check(&folder, &["init", "data/my-ports"], 73, "name another folder");
    check(&folder, &["check", "data/my-ports"], 0, "findings");
    check(&folder, &["run", "data/my-ports", "--quiet"], 0, "");
    check(&folder, &["verify", "exports/my-ports"], 0, "as published");
}

#[test]
fn rules_and_records_are_explained() {
    let folder = Folder::new("explain");
    folder.write("a.md", MENDABLE.as_bytes());
    check(&folder, &["explain", "range-hyphen"], 0, "What it asks");
    check(&folder, &["explain", "bibliography-value"], 0, "How grave: warning; info where");
    check(&folder, &["explain", "poe-2007-ports", "a.md"], 0, "the source is listed here");
    check(&folder, &["explain", "range-hyphens", "a.md"], 66, "did you mean \"range-hyphen\"?");
    check(&folder, &["explain", "no-such-thing-at-all", "a.md"], 66, "expected a rule or a record");
    check(&folder, &["explain", "no-such-thing-at-all", "b.md"], 66, "b.md");
}

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = Folder::new("catalogue");
    let said = |typed: &[&str]| String::from_utf8_lossy(&folder.chancery(typed).stdout).into_owned();
    let all = said(&["explain"]);
    let groups: Vec<&str> = all.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
    assert_eq!(
        groups,
        ["references", "sources", "timeline", "figures", "text", "outlook", "curation", "inputs"],
        "{all}"
    );
    let of_groups: String = groups.iter().map(|group| said(&["explain", group])).collect();
    let rules: Vec<&str> = all.lines().filter(|line| line.starts_with(' ')).collect();
    assert_eq!(of_groups.lines().collect::<Vec<_>>(), rules);
    folder.write("a.md", MENDABLE.as_bytes());
    let sarif = said(&["check", "a.md", "--deny", "never", "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("SARIF is JSON");
    let driver = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    assert_eq!(driver.len(), rules.len());
    for rule in driver {
        let (id, level) = (rule["id"].as_str().expect("text"), &rule["defaultConfiguration"]["level"]);
        let severity = if level == "note" { "info" } else { level.as_str().expect("text") };
        let is_its_line = |line: &&&str| line.split_whitespace().take(2).eq([id, severity]);
        assert_eq!(rules.iter().filter(is_its_line).count(), 1, "{id}");
    }
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    assert!(!results.is_empty(), "{sarif}");
    for result in results {
        let at =
            result["ruleIndex"].as_u64().and_then(|at| usize::try_from(at).ok()).expect("every rule has its place");
        assert_eq!(result["ruleId"], driver[at]["id"]);
    }
}

#[test]
fn sides_of_any_kind_are_compared() {
    let folder = Folder::new("diff");
    let edited = String::from_utf8_lossy(REPORT).replace("'Ports'", "'Ports and piers'");
    folder.write("old.txt", REPORT);
    folder.write("new.txt", edited.as_bytes());
    folder.write("dossier/report.txt", edited.as_bytes());
    folder.write("dossier/dossier.toml", b"id = \"old\"\ntitle = \"Harbours\"\nreport = \"report.txt\"\n");
    check(&folder, &["run", "old.txt", "--quiet"], 0, "");
    check(&folder, &["run", "old.txt", "--quiet", "--only", "parquet", "--out", "bare"], 0, "");
    folder.write("broken/manifest.json", b"{}");
    folder.write("empty/notes.txt", b"");
    folder.write("picture.png", b"\x89PNG");
    let cases: &[(&str, &str, i32, &str)] = &[
        ("old.txt", "old.txt", 0, "no record differs"),
        ("exports/old", "old.txt", 0, "no record differs"),
        ("old.txt", "new.txt", 0, "now  Ports and piers"),
        ("exports/old", "dossier", 0, "now  Ports and piers"),
        ("dossier", "exports/old", 0, "now  Ports"),
        ("dossier/dossier.toml", "new.txt", 0, "no record differs"),
        ("bare/old", "old.txt", 65, "expected CSV tables to compare"),
        ("old.txt", "broken", 65, "expected a release's manifest"),
        ("picture.png", "old.txt", 65, "no report that can be read"),
        ("nowhere", "old.txt", 66, "nowhere"),
        ("old.txt", "empty", 66, "is no release and no dossier"),
    ];
    for (old, new, exit, said) in cases {
        check(&folder, &["diff", old, new], *exit, said);
    }
    check(&folder, &["diff", "old.txt", "new.txt", "--format", "json"], 0, "\"after\": \"Ports and piers\"");
    check(&folder, &["diff", "old.txt", "new.txt", "--format", "markdown"], 0, "`Ports` → `Ports and piers`");
    folder.write("exports/old/csv/events.csv", b"event_id\n\xff\n");
    check(&folder, &["diff", "exports/old", "old.txt"], 65, "cannot compare events");
}

#[test]
fn a_record_is_explained_under_the_id_it_was_published_with() {
    let folder = Folder::new("explain-published");
    folder.write("a.md", b"# Ports\n\n## Timeline\n\n- 2004 - Port opened: Ships came to the new quay in numbers.\n");
    check(&folder, &["run", "a.md", "--quiet"], 0, "");
    folder.write("a.md", b"# Ports\n\n## Timeline\n\n- 2005 - Port opened: Ships came to the new quay in numbers.\n");
    check(&folder, &["explain", "2004-port-opened", "a.md"], 0, "2005");
    check(&folder, &["explain", "2005-port-opened", "a.md", "--out", "elsewhere"], 0, "2005");
    check(&folder, &["explain", "2005-port-opened", "a.md"], 66, "2004-port-opened");
}

#[test]
#[cfg(unix)]
fn a_release_goes_on_to_a_store() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("publish-remote");
    folder.write("a.txt", REPORT);
    let run = |script: &str| {
        folder.write("bin/chancery-remote", script.as_bytes());
        let program = folder.0.join("bin/chancery-remote");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("ours");
        let mut command = folder.command(&["run", "a.txt", "--quiet", "--publish", "s3://bucket/reports"]);
        command.env("PATH", folder.0.join("bin")).output().expect("the program runs")
    };
    let done = run("#!/bin/sh\necho \"$@\" >> told\n");
    assert_eq!(done.status.code(), Some(0), "{:?}", texts(&done));
    assert_eq!(fs::read_to_string(folder.0.join("told")).expect("told"), "s3://bucket/reports exports/a\n");
    let refused = run("#!/bin/sh\nprintf 'no such \\033[31mbucket' >&2\nexit 74\n");
    assert_eq!(refused.status.code(), Some(74));
    let (_, log) = texts(&refused);
    assert!(log.contains("no such") && log.contains("bucket") && !log.contains('\u{1b}'), "{log:?}");
    assert!(folder.0.join("exports/a/manifest.json").exists(), "the release in the folder stands");
    let missing = folder.command(&["run", "a.txt", "--quiet", "--publish", "file:///x"]).env("PATH", "").output();
    let missing = missing.expect("the program runs");
    assert_eq!(missing.status.code(), Some(74), "{:?}", texts(&missing));
    assert!(texts(&missing).1.contains("cargo build --release in remote/"), "{:?}", texts(&missing));
}
