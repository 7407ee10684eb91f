//! The report's head and end: its title, and the end of its last line.

use chancery_ingest::report::RawReport;
use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::section::SectionKind;

use super::{Subject, quoted};

pub(super) const NO_TITLE: Rule = Rule {
    id: "document-no-title",
    group: Group::Text,
    severity: Severity::Error,
    exception: None,
    summary: "a bare report that prints no title",
    explanation: Explanation {
        asks: "has a report without a dossier.toml a title at its head? Headings such as Introduction are none.",
        why: "the release and its briefing would be named after the file.",
        mend: "print the title in the first line, or give it in a dossier.toml.",
        fires: "## Introduction\n\nShips call daily.",
        silent: "## Ports of call\n\nShips call daily.",
    },
};

pub(super) const NO_FINAL_NEWLINE: Rule = Rule {
    id: "document-no-final-newline",
    group: Group::Text,
    severity: Severity::Info,
    exception: None,
    summary: "a last line without a line end",
    explanation: Explanation {
        asks: "does the file end with a line break?",
        why: "joined to another file the last line runs into the next.",
        mend: "end the last line with a line break.",
        fires: "",
        silent: "",
    },
};

/// `document-no-title` for a bare report, `document-no-final-newline` for any.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let report = document.report;
    let mut findings = Vec::new();
    if !subject.is_titled && !has_title(report) {
        let first = document.statements.first().map_or(Span::new(0, 0), |statement| statement.span);
        let message =
            format!("expected the report\u{2019}s title at its head, found {}", quoted(first.of(&report.text)));
        findings.push(
            NO_TITLE
                .at(document.anchor(first), message)
                .help("print the title in the first line (in Markdown behind one #), or give it in a dossier.toml"),
        );
    }
    if !report.source.raw().ends_with(['\n', '\r']) {
        let end = report.text.trim_end().len();
        let last = report.text[..end].char_indices().next_back().map_or(end, |(at, _)| at);
        let message = "expected a line end behind the last line, found none";
        findings.push(
            NO_FINAL_NEWLINE
                .at(document.anchor(Span::new(last, end)), message)
                .help("end the last line with a line break, as text tools expect")
                .edit(document.anchor(Span::new(report.text.len(), report.text.len())), "\n"),
        );
    }
    findings
}

/// Whether the report prints a title: as such, or as a first heading that opens none of the parts every report has.
fn has_title(report: &RawReport) -> bool {
    let first = report.sections.iter().find(|section| !section.heading.is_empty());
    report.title.is_some() || first.is_some_and(|section| section.kind == SectionKind::Body)
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn missing_titles_are_found() {
        check(
            "document-no-title",
            &[
                ("begins_with_the_introduction", "## Introduction\n\nShips call daily.\n", &["Introduction"]),
                ("only_text", "Ships call daily.\n", &["Ships call daily."]),
                ("title", "# Ports\n\n## Introduction\n\nShips call daily.\n", &[]),
                ("title_in_front_matter", "---\ntitle: Ports\n---\n\n## Introduction\n\nShips call daily.\n", &[]),
            ],
        );
    }

    #[test]
    fn unended_last_lines_are_found() {
        check(
            "document-no-final-newline",
            &[
                ("unended", "# R\n\nShips call daily.", &["."]),
                ("unended_behind_a_space", "# R\n\nShips call daily. ", &["."]),
                ("ended", "# R\n\nShips call daily.\n", &[]),
                ("ended_as_on_windows", "# R\r\n\r\nShips call daily.\r\n", &[]),
            ],
        );
    }
}
