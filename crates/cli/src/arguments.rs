//! Arguments: what can be typed behind `chancery`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use chancery_export::format::Format;
use chancery_model::diagnostic::Severity;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::denial::{self, Denied};
use crate::remote;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    about = "Compiles policy reports into typed datasets and briefings",
    long_about = "Compiles policy reports into typed datasets and briefings.\n\n\
        A dossier (a report, its series and a manifest) becomes one release: CSV and Parquet tables in which \
        every row points at the characters it came from, a PDF briefing and a DOCX.\n\n\
        Without a command, `chancery run` is meant.",
    after_help = "Examples:\n  \
        chancery                              release every dossier under data/ into exports/\n  \
        chancery run report.md --out out      release a bare report\n  \
        chancery check data/my-dossier        what an exacting editor would ask\n  \
        chancery verify exports/my-dossier    checksums and anchors of a release\n  \
        chancery status                       what ran when, and what is in place\n\n\
        Exit codes: 0 done or up to date; 1 findings at or above the denied level; 2 wrong usage; 3 some dossiers \
        published, some not; 65 an input is not what it claims to be; 66 an input is missing; 73 an output cannot be \
        made; 74 an I/O error; 75 another run holds the lock.",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: GlobalOptions,
    #[command(subcommand)]
    command: Option<Command>,
    /// Options of `run`, the command meant where none is named.
    #[command(flatten)]
    run: RunOptions,
}

impl Arguments {
    /// The command asked for.
    pub(crate) fn into_command(self) -> Command {
        self.command.unwrap_or(Command::Run(self.run))
    }
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalOptions {
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// How to log to stderr: for people, or one JSON object a line
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    pub(crate) log_format: LogFormat,
    /// When to use colour; `auto` looks at the terminal and at `NO_COLOR`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

/// A command with its options.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compile dossiers and publish their releases (the default)
    #[command(after_help = "Examples:\n  \
        chancery run\n  \
        chancery run data/my-dossier notes/report.txt --out /srv/releases\n  \
        chancery run --deny error --log-format json\n  \
        chancery run --wait 600 --keep 7 --metrics /var/lib/node_exporter/chancery.prom\n\n\
        A release appears whole: readers see the old one or the new one. Where nothing changed (inputs, options, \
        program, and the release in place), nothing is compiled and nothing is written but the record of the run.\n\
        Beside the releases stand .lock (who is writing), .state/runs.jsonl (what ran when, with what result) and \
        .history/ (the releases replaced last).\n\
        A signal ends a run as a crash would: the old release stands, and the next run clears what is left. On a file \
        system that cannot exchange two folders in one step, there is no release for the instant between two renames, \
        but never half of one; a run killed in it leaves none, and the next puts the old one back.\n\
        The release is swapped as a whole, so files of formats left out by --only do not outlive the run that left \
        them out. CHANGES.md is drawn from the CSV tables of the release replaced: after --only without csv, the next \
        release begins its history anew.\n\
        Dates come from the dossier's edition; a dossier without one takes SOURCE_DATE_EPOCH where that is set.")]
    Run(RunOptions),
    /// Say what an exacting editor would; write nothing
    #[command(after_help = "Examples:\n  \
        chancery check data/my-dossier\n  \
        chancery check report.md --format json | jq '.dossiers[].findings[].rule'\n  \
        chancery check --format sarif > findings.sarif\n  \
        chancery check report.md --diff\n  \
        chancery check --deny warning,timeline\n  \
        chancery check report.md --select references,sources --ignore reference-year-only")]
    Check(CheckOptions),
    /// List the rules, say what one asks and why, or lead a record back to its sentence and sources
    #[command(after_help = "Examples:\n  \
        chancery explain\n  \
        chancery explain timeline\n  \
        chancery explain dangling-citation\n  \
        chancery explain 1997-moscow-peace-accord\n  \
        chancery explain smith-2012-harbours report.md\n\n\
        A record is named in the first column of its table: events, indicators or references.")]
    Explain(ExplainOptions),
    /// Tell what changed between two releases, dossiers or reports, record by record
    #[command(after_help = "Examples:\n  \
        chancery diff exports/my-dossier data/my-dossier\n  \
        chancery diff report-2024.md report-2025.docx --format markdown\n  \
        chancery diff exports/a exports/b --format json | jq '.changes[] | select(.table == \"events\")'\n\n\
        Records are matched by what they are: references by address, then title; events and indicators by title, words \
        and place. Renumbered citations and shifted anchors are no changes. Ends with 0 whether or not something changed.")]
    Diff(DiffOptions),
    /// Check a release: every bit of it, and every anchor, key and table against the others
    #[command(after_help = "Examples:\n  \
        chancery verify exports/my-dossier\n  \
        chancery verify exports/.history/0123456789ab\n\n\
        A file changed by a single bit, a file more or less, an anchor that is not its text in report.txt, a key that \
        is not there, CSV and Parquet that differ, or a data package that describes other files end with exit code 65. \
        Hidden files, which file managers and office programs leave, are passed over. A release of another version of \
        chancery is compared with its manifest only.")]
    Verify(VerifyOptions),
    /// Say what ran when, with what result, and what is in place
    #[command(after_help = "Examples:\n  chancery status\n  chancery status --out /srv/releases --format json")]
    Status(StatusOptions),
    /// Begin a dossier: a manifest, a report that names the conventions, an empty curation
    #[command(after_help = "Example:\n  chancery init data/my-dossier")]
    Init(InitOptions),
    /// Show the tables' columns, or one table's
    #[command(after_help = "Examples:\n  chancery schema\n  chancery schema events")]
    Schema(SchemaOptions),
    /// Print a shell's completion script
    #[command(
        after_help = "Example:\n  chancery completions bash > ~/.local/share/bash-completion/completions/chancery"
    )]
    Completions(CompletionsOptions),
}

/// Options of `chancery run`.
#[derive(Clone, Debug, Args)]
pub(crate) struct RunOptions {
    /// Dossier folders, folders of dossiers, or bare reports (.txt, .md, .docx, .html); every dossier under data/ where none is given
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Folder that holds the releases, one folder a dossier
    #[arg(long, short, value_name = "DIR", default_value = "exports")]
    pub(crate) out: PathBuf,
    /// Only these formats; report.txt, references.* and the package metadata are always written
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', num_args = 1, value_parser = format())]
    pub(crate) only: Vec<Format>,
    /// Publish nothing where a finding is at or above this level (error, warning, info, never), or of this rule or
    /// group of rules; the manifest's `deny` where not given, `never` where it says nothing
    #[arg(long, value_name = "LEVEL|RULE", value_delimiter = ',', num_args = 1, value_parser = denial::denied)]
    pub(crate) deny: Vec<Denied>,
    /// Compile and publish even where nothing changed
    #[arg(long)]
    pub(crate) force: bool,
    /// Wait this long for another run to let go of the lock, then give up with exit code 75
    #[arg(long, value_name = "SECONDS", default_value = "0", value_parser = seconds)]
    pub(crate) wait: Duration,
    /// Releases to keep of each dossier once they are replaced, under `.history/<release id>`; one, so that a reader who
    /// has it open can finish
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) keep: usize,
    /// Write the state of every dossier for Prometheus to this file, beside it first and then in its place
    #[arg(long, value_name = "FILE")]
    pub(crate) metrics: Option<PathBuf>,
    /// Put each release into an object store too: s3://, gs://, az:// or file://. Its files go first, the pointer
    /// `<dossier>/current.json` last, so that readers there see whole releases. Needs chancery-remote
    #[arg(long, value_name = "URL", value_parser = remote::address)]
    pub(crate) publish: Option<String>,
}

impl RunOptions {
    /// The formats asked for; all where none is named.
    pub(crate) fn formats(&self) -> BTreeSet<Format> {
        let wanted = if self.only.is_empty() { Format::ALL } else { &self.only };
        wanted.iter().copied().collect()
    }
}

/// Reads a format by its word.
fn format() -> impl TypedValueParser<Value = Format> {
    let known = Format::ALL.iter().map(|format| PossibleValue::new(format.name()).help(format.about()));
    let named = |name: String| Format::from_name(&name).ok_or_else(|| format!("there is no format {name:?}"));
    PossibleValuesParser::new(known).try_map(named)
}

/// Reads a number of seconds.
fn seconds(typed: &str) -> Result<Duration, String> {
    let seconds: f64 = typed.parse().map_err(|_| "expected a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| "expected a number of seconds, zero or more".to_owned())
}

/// Options of `chancery check`.
#[derive(Clone, Debug, Args)]
#[command(group = clap::ArgGroup::new("mending").multiple(true))]
pub(crate) struct CheckOptions {
    /// Dossier folders, folders of dossiers, or bare reports (.txt, .md, .docx, .html); every dossier under data/ where none is given
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to show the findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: FindingsFormat,
    /// End with exit code 1 where a finding is at or above this level (error, warning, info, never), or of this rule
    /// or group of rules; the manifest's `deny` where not given, `error` where it says nothing
    #[arg(long, value_name = "LEVEL|RULE", value_delimiter = ',', num_args = 1, value_parser = denial::denied)]
    pub(crate) deny: Vec<Denied>,
    /// Only these rules and groups of rules; the manifest's where not given
    #[arg(long, value_name = "RULE", value_delimiter = ',', num_args = 1, value_parser = denial::rule_name)]
    pub(crate) select: Vec<String>,
    /// Not these rules and groups of rules, besides what the manifest ignores
    #[arg(long, value_name = "RULE", value_delimiter = ',', num_args = 1, value_parser = denial::rule_name)]
    pub(crate) ignore: Vec<String>,
    /// Mend in the report's file what needs no judgement, then check again
    #[arg(long, group = "mending")]
    pub(crate) fix: bool,
    /// Show what `--fix` changes as a unified diff; without `--fix` nothing is written
    #[arg(long, group = "mending")]
    pub(crate) diff: bool,
    /// With `--fix` or `--diff`: put the list of sources into the order of first citation, and renumber every citation
    #[arg(long, requires = "mending")]
    pub(crate) renumber: bool,
}

/// Options of `chancery explain`.
#[derive(Clone, Debug, Args)]
pub(crate) struct ExplainOptions {
    /// A rule's or a record's id, or a group of rules; every rule is listed where none is given
    #[arg(value_name = "RECORD_OR_RULE")]
    pub(crate) subject: Option<String>,
    /// Where the record is looked for: dossier folders, folders of dossiers, or bare reports; every dossier under
    /// data/ where none is given
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Folder that holds the releases: a record keeps the id it has there
    #[arg(long, short, value_name = "DIR", default_value = "exports")]
    pub(crate) out: PathBuf,
}

/// Options of `chancery diff`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DiffOptions {
    /// What was: a release's folder, a dossier's folder or a report
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// What is: the same, of any of these kinds
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// How to show the changes
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: DiffFormat,
}

/// Options of `chancery verify`.
#[derive(Clone, Debug, Args)]
pub(crate) struct VerifyOptions {
    /// The release's folder
    #[arg(value_name = "RELEASE")]
    pub(crate) release: PathBuf,
}

/// Options of `chancery status`.
#[derive(Clone, Debug, Args)]
pub(crate) struct StatusOptions {
    /// Folder that holds the releases
    #[arg(long, short, value_name = "DIR", default_value = "exports")]
    pub(crate) out: PathBuf,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: StatusFormat,
}

/// Options of `chancery init`.
#[derive(Clone, Debug, Args)]
pub(crate) struct InitOptions {
    /// The dossier's folder, which is not there yet or is empty
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// Options of `chancery schema`.
#[derive(Clone, Debug, Args)]
pub(crate) struct SchemaOptions {
    /// Table to show; all where none is named
    #[arg(value_name = "TABLE")]
    pub(crate) table: Option<String>,
}

/// Options of `chancery completions`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CompletionsOptions {
    /// Shell to complete in
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// How to write to stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How to show the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusFormat {
    /// For people
    Text,
    /// One JSON document
    Json,
}

/// How to show findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingsFormat {
    /// Drawn on the report's text
    Text,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// How to show changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// As CHANGES.md shows them
    Markdown,
}

/// The gravity from which findings forbid publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DenyLevel {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Info,
    /// No finding
    Never,
}

impl DenyLevel {
    /// The least grave severity denied; `None` where none is.
    pub(crate) const fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn run_options(typed: &[&str]) -> RunOptions {
        let arguments = Arguments::try_parse_from([&["chancery"], typed].concat()).expect("valid arguments");
        match arguments.into_command() {
            Command::Run(options) => options,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn run_is_the_default_command() {
        let cases: &[(&[&str], &[&str], &str)] = &[
            (&[], &[], "exports"),
            (&["run"], &[], "exports"),
            (&["run", "a", "b.md"], &["a", "b.md"], "exports"),
            (&["a"], &["a"], "exports"),
            (&["--out", "x"], &[], "x"),
            (&["a", "--out", "x", "--quiet"], &["a"], "x"),
        ];
        for (typed, paths, out) in cases {
            let options = run_options(typed);
            assert_eq!(options.paths, paths.iter().map(PathBuf::from).collect::<Vec<_>>(), "{typed:?}");
            assert_eq!(options.out, PathBuf::from(out), "{typed:?}");
        }
    }

    #[test]
    fn formats_are_a_list() {
        assert_eq!(run_options(&["run", "--only", "csv,pdf"]).only, [Format::Csv, Format::Pdf]);
        assert_eq!(run_options(&["run", "--only", "csv", "--only", "docx"]).only, [Format::Csv, Format::Docx]);
        assert_eq!(run_options(&["run", "--only", "csv", "a"]).paths, [PathBuf::from("a")]);
    }

    #[test]
    fn wrong_usage_is_refused() {
        let cases: &[&[&str]] = &[
            &["run", "--only", "xlsx"],
            &["run", "--only", ""],
            &["run", "--wait", "-1"],
            &["run", "--wait", "soon"],
            &["run", "--wait", "inf"],
            &["run", "--keep", "-1"],
            &["run", "--keep", "few"],
            &["run", "--metrics"],
            &["status", "a"],
            &["status", "--format", "xml"],
            &["run", "--deny", "fatal"],
            &["run", "--publish"],
            &["run", "--publish", "http://store.example/a"],
            &["run", "--publish", "/srv/releases"],
            &["run", "--select", "timeline"],
            &["check", "--select", "timline"],
            &["check", "--ignore", "error"],
            &["check", "--deny", "error,fatal"],
            &["run", "--colour", "never"],
            &["--color", "sometimes"],
            &["check", "--out", "x"],
            &["check", "--format", "xml"],
            &["verify"],
            &["verify", "a", "b"],
            &["diff", "a"],
            &["diff", "a", "b", "c"],
            &["diff", "a", "b", "--format", "sarif"],
            &["completions"],
            &["completions", "tcsh"],
            &["schema", "events", "references"],
        ];
        for typed in cases {
            let error = Arguments::try_parse_from([&["chancery"], *typed].concat()).expect_err("wrong usage");
            assert_eq!(error.exit_code(), 2, "{typed:?}");
        }
    }
}
