//! The history: what ran when, how long, with what result. It stands beside the releases, not in them,
//! because a release says nothing of the moment it was made in.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::summary::Tally;

/// Name of the file, one JSON object a line, the latest last.
const NAME: &str = ".history.jsonl";

/// One dossier's run.
#[derive(Debug, Serialize)]
pub(crate) struct Entry<'a> {
    /// When it began, in UTC, ISO 8601.
    pub(crate) started: &'a str,
    /// How long it took, in milliseconds.
    pub(crate) milliseconds: u64,
    /// Version of the program.
    pub(crate) version: &'static str,
    /// What was compiled, as named.
    pub(crate) path: String,
    /// Id of the dossier; `None` where it was not learnt.
    pub(crate) dossier: Option<&'a str>,
    /// `published`, `up to date`, `denied` or `failed`.
    pub(crate) result: &'static str,
    /// Exit code it would have had alone.
    pub(crate) exit: u8,
    /// Id of the release; `None` where nothing was published.
    pub(crate) release_id: Option<&'a str>,
    /// Findings; `None` where it did not come to checks.
    pub(crate) findings: Option<Tally>,
}

/// Adds an entry to the history of a folder of releases, whose lock the caller holds.
pub(crate) fn append(out: &Path, entry: &Entry<'_>) -> io::Result<()> {
    let mut line = serde_json::to_string(entry)?;
    line.push('\n');
    File::options().create(true).append(true).open(out.join(NAME))?.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn entries_follow_one_another() {
        let scratch = Scratch::new("history");
        for (result, exit) in [("published", 0), ("failed", 66)] {
            let entry = Entry {
                started: "2026-03-01T04:00:00Z",
                milliseconds: 12,
                version: "0.1.0",
                path: "data/\na".to_owned(),
                dossier: None,
                result,
                exit,
                release_id: None,
                findings: None,
            };
            append(&scratch.path(""), &entry).unwrap();
        }
        let history = std::fs::read_to_string(scratch.path(NAME)).unwrap();
        let lines: Vec<serde_json::Value> =
            history.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!((&lines[0]["result"], &lines[1]["exit"]), (&"published".into(), &66.into()));
    }
}
