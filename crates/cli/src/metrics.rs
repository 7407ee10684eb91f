//! `--metrics FILE`: the state of every dossier for Prometheus, in the text format that its node exporter collects.
//!
//! What to alert on: `time() - chancery_last_success_timestamp_seconds > 26 * 3600`. A dossier that fails keeps the time
//! of its last success, whatever else changes.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::clock;
use crate::runs::Latest;

/// A metric: its name, what it says, and its samples as labels and value.
struct Metric {
    name: &'static str,
    help: &'static str,
    samples: Vec<(Vec<(&'static str, String)>, f64)>,
}

/// The metrics of every dossier in the exposition format 0.0.4. A value that is not known is left out.
pub(crate) fn exposition(latest: &BTreeMap<String, Latest>, now: &str) -> String {
    let mut text = String::new();
    for metric in metrics(latest, now) {
        let Metric { name, help, samples } = metric;
        if samples.is_empty() {
            continue;
        }
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
        for (labels, value) in samples {
            let labels: Vec<String> =
                labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
            let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
            let _ = writeln!(text, "{name}{labels} {value}");
        }
    }
    text
}

fn metrics(latest: &BTreeMap<String, Latest>, now: &str) -> [Metric; 9] {
    let each = |name, help, value: &dyn Fn(&Latest) -> Option<f64>| {
        let samples = latest.iter().filter_map(|(id, known)| Some((vec![("dossier", id.clone())], value(known)?)));
        Metric { name, help, samples: samples.collect() }
    };
    let every = |name, help, label, values: &dyn Fn(&Latest) -> Vec<(String, f64)>| {
        let samples = latest.iter().flat_map(|(id, known)| {
            let sample = move |(value, number)| (vec![("dossier", id.clone()), (label, value)], number);
            values(known).into_iter().map(sample)
        });
        Metric { name, help, samples: samples.collect() }
    };
    let version = vec![(vec![("version", env!("CARGO_PKG_VERSION").to_owned())], 1.0)];
    [
        Metric { name: "chancery_build_info", help: "Version of the program that wrote this.", samples: version },
        Metric {
            name: "chancery_written_timestamp_seconds",
            help: "When this was written.",
            samples: seconds(now).map(|time| (Vec::new(), time)).into_iter().collect(),
        },
        each("chancery_last_run_timestamp_seconds", "When the dossier's last run ended.", &|known| {
            seconds(&known.run.ended)
        }),
        each("chancery_last_success_timestamp_seconds", "When the dossier's last successful run ended.", &|known| {
            seconds(known.success.as_ref()?)
        }),
        each(
            "chancery_last_run_success",
            "Whether the last run left the release as the inputs ask: 1 or 0.",
            &|known| Some(f64::from(u8::from(known.run.result.is_success()))),
        ),
        each("chancery_last_run_exit_code", "Exit code of the dossier's last run.", &|known| {
            Some(f64::from(known.run.exit))
        }),
        every("chancery_stage_duration_seconds", "How long each stage of the last run took.", "stage", &|known| {
            let mut stages: Vec<_> =
                known.run.stages.iter().map(|(stage, spent)| (stage.clone(), (spent * 1e3).round() / 1e6)).collect();
            stages.push(("all".to_owned(), known.run.milliseconds as f64 / 1e3));
            stages
        }),
        every("chancery_records", "Rows by table when the dossier was last compiled.", "table", &|known| {
            let records = known.counted.as_ref().and_then(|run| run.records.as_ref());
            records.into_iter().flatten().map(|(table, number)| (table.clone(), *number as f64)).collect()
        }),
        every("chancery_findings", "Findings by severity when the dossier was last compiled.", "severity", &|known| {
            let findings = known.counted.as_ref().and_then(|run| run.findings);
            let by_severity =
                findings.map(|tally| [("error", tally.error), ("warning", tally.warning), ("info", tally.info)]);
            let named = by_severity.into_iter().flatten();
            named.map(|(severity, number)| (severity.to_owned(), number as f64)).collect()
        }),
    ]
}

fn seconds(timestamp: &str) -> Option<f64> {
    clock::seconds_of(timestamp).map(|seconds| seconds as f64)
}

/// A label's value: backslash, quotation mark and line feed are escaped; other control characters, which no format
/// forbids and no reader wants, are shown.
fn escaped(value: &str) -> String {
    let lines: Vec<String> = value.split('\n').map(crate::window::visible).collect();
    lines.iter().map(|line| line.replace('\\', "\\\\").replace('"', "\\\"")).collect::<Vec<_>>().join("\\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::{self, Record, RunResult};
    use crate::summary::Tally;

    fn record(path: &str, result: RunResult) -> Record {
        Record {
            started: "2026-03-01T04:00:00Z".to_owned(),
            ended: "2026-03-01T04:00:01Z".to_owned(),
            milliseconds: 1250,
            last_success: None,
            result,
            exit: 0,
            message: None,
            dossier: Some(path.to_owned()),
            path: path.to_owned(),
            release_id: None,
            records: Some(BTreeMap::from([("events".to_owned(), 3)])),
            findings: Some(Tally { error: 0, warning: 2, info: 1 }),
            stages: BTreeMap::from([("loading".to_owned(), 0.25)]),
            version: "0.1.0".to_owned(),
            pid: 7,
            host: "h".to_owned(),
        }
    }

    #[test]
    fn each_dossier_has_its_samples() {
        let later = Record { ended: "2026-03-02T04:00:01Z".to_owned(), ..record("a", RunResult::Denied) };
        let latest = runs::latest(&[record("a", RunResult::Published), later]);
        let text = exposition(&latest, "2026-03-02T04:00:02Z");
        for expected in [
            "# TYPE chancery_last_run_success gauge\nchancery_last_run_success{dossier=\"a\"} 0\n",
            "chancery_last_success_timestamp_seconds{dossier=\"a\"} 1772337601\n",
            "chancery_last_run_timestamp_seconds{dossier=\"a\"} 1772424001\n",
            "chancery_written_timestamp_seconds 1772424002\n",
            "chancery_stage_duration_seconds{dossier=\"a\",stage=\"loading\"} 0.00025\n",
            "chancery_stage_duration_seconds{dossier=\"a\",stage=\"all\"} 1.25\n",
            "chancery_records{dossier=\"a\",table=\"events\"} 3\n",
            "chancery_findings{dossier=\"a\",severity=\"warning\"} 2\n",
        ] {
            assert!(text.contains(expected), "{expected}\n{text}");
        }
    }

    #[test]
    fn what_is_not_known_has_no_sample() {
        let failed = Record { records: None, findings: None, dossier: None, ..record("data/a", RunResult::Failed) };
        let text = exposition(&runs::latest(&[failed]), "no time");
        for absent in ["last_success_timestamp", "chancery_records", "chancery_findings", "written"] {
            assert!(!text.contains(absent), "{absent}\n{text}");
        }
        assert_eq!(exposition(&BTreeMap::new(), "").lines().count(), 3, "the version alone");
    }

    #[test]
    fn names_cannot_break_the_format() {
        for (name, expected) in [("a\"b", "a\\\"b"), ("a\\b", "a\\\\b"), ("a\nb", "a\\nb"), ("\u{1b}[2J", "␛[2J")] {
            assert_eq!(escaped(name), expected, "{name:?}");
        }
    }
}
