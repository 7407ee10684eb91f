//! The record of runs: what ran when, how long, with what result. It stands beside the releases, not in them,
//! because a release says nothing of the moment it was made in.
//!
//! `.state/runs.jsonl` has one JSON object a line, the latest last. A line that a crash cut short is passed over, and the
//! next one begins on a line of its own. At one mebibyte the file becomes `runs.1.jsonl`, in place of the one before:
//! some thousands of runs are always at hand, and the disk never fills with them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::state;
use crate::summary::Tally;

/// Name of the file.
const NAME: &str = "runs.jsonl";
/// Name of the file before it.
const EARLIER: &str = "runs.1.jsonl";
/// Size at which a file is followed by a new one.
const MAX_BYTES: u64 = 1024 * 1024;

chancery_model::words! {
    /// How a run of one dossier ended.
    RunResult {
        /// A release was put in place.
        Published = "published",
        /// The release in place is the one that the run would have made.
        UpToDate = "up to date",
        /// Findings at or above the denied level; nothing was published.
        Denied = "denied",
        /// It could not be done.
        Failed = "failed",
        /// The run was killed; the next one wrote this down.
        Interrupted = "interrupted",
        /// Another run held the lock.
        Locked = "locked",
    }
}

impl RunResult {
    /// Whether the release in place is what the inputs ask for.
    pub(crate) const fn is_success(self) -> bool {
        matches!(self, Self::Published | Self::UpToDate)
    }
}

/// One dossier's run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// When it began by the machine's clock, in UTC, ISO 8601.
    pub(crate) started: String,
    /// When it ended by the machine's clock.
    pub(crate) ended: String,
    /// How long it took, by a clock that cannot be set.
    pub(crate) milliseconds: u64,
    /// When the dossier last had a run that succeeded: this one, or an earlier one; `None` where none is known.
    pub(crate) last_success: Option<String>,
    /// How it ended.
    pub(crate) result: RunResult,
    /// Exit code it would have had alone.
    pub(crate) exit: u8,
    /// Why it failed; `None` where it did not.
    pub(crate) message: Option<String>,
    /// Id of the dossier; `None` where it was not learnt.
    pub(crate) dossier: Option<String>,
    /// What was compiled, as named; empty where it did not come to that.
    pub(crate) path: String,
    /// Id of the release that the run put in place, or found there to be right; `None` where it did neither.
    pub(crate) release_id: Option<String>,
    /// Rows by table; `None` where it did not come to tables.
    pub(crate) records: Option<BTreeMap<String, usize>>,
    /// Findings; `None` where it did not come to checks.
    pub(crate) findings: Option<Tally>,
    /// Milliseconds by stage.
    pub(crate) stages: BTreeMap<String, f64>,
    /// Version of the program.
    pub(crate) version: String,
    /// Process.
    pub(crate) pid: u32,
    /// Name of the machine.
    pub(crate) host: String,
}

/// What is known of a dossier from its runs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Latest {
    /// Its last run.
    pub(crate) run: Record,
    /// Its last run that came to tables; `None` where none did.
    pub(crate) counted: Option<Record>,
    /// When its last success ended.
    pub(crate) success: Option<String>,
    /// Runs since then.
    pub(crate) n_since: usize,
}

/// Adds a record. Several processes may: a record is one write at the file's end.
pub(crate) fn append(out: &Path, record: &Record) -> io::Result<()> {
    let path = state::folder(out)?.join(NAME);
    let mut file = state::no_follow().create(true).read(true).append(true).open(path)?;
    let mut line = String::new();
    if !ends_a_line(&mut file)? {
        line.push('\n');
    }
    line.push_str(&serde_json::to_string(record)?);
    line.push('\n');
    file.write_all(line.as_bytes())
}

/// Begins a new file where the last has grown large. Whoever calls holds the lock of the folder of releases.
pub(crate) fn turn_over(out: &Path) -> io::Result<()> {
    let path = state::path(out, NAME);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.len() >= MAX_BYTES => state::rename(&path, &state::path(out, EARLIER)),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Every record that can be read, the latest last.
pub(crate) fn read(out: &Path) -> Vec<Record> {
    let mut records = Vec::new();
    for name in [EARLIER, NAME] {
        // What cannot be read is no record: a new folder has none.
        let bytes = fs::read(state::path(out, name)).unwrap_or_default();
        records.extend(bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()));
    }
    records
}

/// What is known of each dossier, by its id. A run that did not learn the id counts for the dossier last compiled from
/// the same path, else, until the next run, for the path itself: it may have been mistyped. One that names neither
/// counts for none.
pub(crate) fn latest(records: &[Record]) -> BTreeMap<String, Latest> {
    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    let mut latest: BTreeMap<String, Latest> = BTreeMap::new();
    for run in records {
        if let Some(dossier) = &run.dossier {
            ids.insert(&run.path, dossier);
        }
        let id = run.dossier.as_deref().or_else(|| ids.get(run.path.as_str()).copied()).unwrap_or(&run.path);
        if id.is_empty() {
            continue;
        }
        let before = latest.remove(id);
        let success = run.result.is_success().then(|| run.ended.clone());
        let n_since = if success.is_some() { 0 } else { before.as_ref().map_or(0, |before| before.n_since) + 1 };
        let (counted, earlier) = before.map_or((None, None), |before| (before.counted, before.success));
        let known = Latest {
            run: run.clone(),
            counted: if run.records.is_some() { Some(run.clone()) } else { counted },
            success: success.or(earlier).or_else(|| run.last_success.clone()),
            n_since,
        };
        latest.insert(id.to_owned(), known);
    }
    if let Some(last) = records.last() {
        let is_of_the_last_run = |run: &Record| (run.pid, &run.host) == (last.pid, &last.host);
        latest.retain(|id, known| ids.values().any(|known| known == id) || is_of_the_last_run(&known.run));
    }
    latest
}

/// Whether what is added next begins on a line of its own.
fn ends_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn record(path: &str, dossier: Option<&str>, result: RunResult, ended: &str) -> Record {
        Record {
            started: "2026-03-01T04:00:00Z".to_owned(),
            ended: ended.to_owned(),
            milliseconds: 12,
            last_success: None,
            result,
            exit: 0,
            message: None,
            dossier: dossier.map(str::to_owned),
            path: path.to_owned(),
            release_id: None,
            records: dossier.map(|_| BTreeMap::from([("events".to_owned(), 3)])),
            findings: None,
            stages: BTreeMap::from([("loading".to_owned(), 0.25)]),
            version: "0.1.0".to_owned(),
            pid: 7,
            host: "h".to_owned(),
        }
    }

    #[test]
    fn records_follow_one_another_whatever_a_crash_left() {
        let scratch = Scratch::new("runs");
        let out = scratch.path("");
        let first = record("data/\na", None, RunResult::Failed, "1");
        append(&out, &first).expect("writable");
        let whole = fs::read(scratch.path(".state/runs.jsonl")).expect("readable");
        let second = record("data/b", Some("b"), RunResult::Published, "2");
        for cut in [0, 1, whole.len() / 2, whole.len() - 1, whole.len()] {
            let torn = [&whole[..], &whole[..cut]].concat();
            scratch.write(".state/runs.jsonl", torn);
            append(&out, &second).expect("writable");
            let read = read(&out);
            assert_eq!(read.first(), Some(&first), "cut at {cut}");
            assert_eq!(read.last(), Some(&second), "cut at {cut}");
        }
        scratch.write(".state/runs.jsonl", b"\xff\xfe\n{}\nnull\n\n[1]\n");
        assert_eq!(read(&out), [], "what is no record");
    }

    #[test]
    fn the_file_does_not_grow_without_end() {
        let scratch = Scratch::new("runs-turned");
        let out = scratch.path("");
        turn_over(&out).expect("nothing to do");
        let run = record("data/a", Some("a"), RunResult::UpToDate, "2");
        for _ in 0..3 {
            let line = serde_json::to_string(&run).expect("JSON") + "\n";
            scratch.write(".state/runs.jsonl", line.repeat(1 + MAX_BYTES as usize / line.len()));
            turn_over(&out).expect("writable");
            append(&out, &run).expect("writable");
            turn_over(&out).expect("nothing to do");
        }
        assert_eq!(scratch.files(".state"), [EARLIER, NAME]);
        assert!(read(&out).len() > 1000);
        assert_eq!(fs::read_to_string(scratch.path(".state/runs.jsonl")).expect("readable").lines().count(), 1);
    }

    #[test]
    fn the_last_success_stands_apart_from_the_last_run() {
        let runs = [
            record("data/a", Some("a"), RunResult::Published, "1"),
            record("data/b", None, RunResult::Failed, "2"),
            record("data/a", Some("a"), RunResult::Denied, "3"),
            record("", None, RunResult::Locked, "4"),
            record("data/a", None, RunResult::Failed, "5"),
        ];
        let latest = latest(&runs);
        assert_eq!(latest.keys().collect::<Vec<_>>(), ["a", "data/b"]);
        let a = &latest["a"];
        assert_eq!((a.run.result, a.success.as_deref(), a.n_since), (RunResult::Failed, Some("1"), 2));
        assert_eq!(a.counted.as_ref().map(|run| run.result), Some(RunResult::Denied));
        assert_eq!((latest["data/b"].success.as_deref(), latest["data/b"].n_since), (None, 1));
        let later = Record { pid: 8, ..record("data/a", Some("a"), RunResult::UpToDate, "6") };
        let latest = self::latest(&[&runs[..], &[later]].concat());
        assert_eq!(latest.keys().collect::<Vec<_>>(), ["a"], "a path that never was a dossier is forgotten");
    }

    #[test]
    fn a_success_on_record_outlives_its_run() {
        let mut failed = record("data/a", Some("a"), RunResult::Failed, "9");
        failed.last_success = Some("1".to_owned());
        assert_eq!(latest(&[failed])["a"].success.as_deref(), Some("1"));
    }
}
