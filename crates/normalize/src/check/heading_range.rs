//! A heading whose years its section leaves.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::Edtf;
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::section::SectionKind;

use super::source_older_than_claim::is_closed;
use super::{Subject, quoted};
use crate::document::Statement;
use chancery_lexis::date::{FoundDate, find_dates};

pub(super) const RULE: Rule = Rule {
    id: "heading-range-vs-content",
    group: Group::Timeline,
    severity: Severity::Info,
    exception: None,
    summary: "a heading whose years its section leaves",
    explanation: Explanation {
        asks: "do the dates of a section lie within the years its heading names? Dates to come and open periods do not count.",
        why: "a reader picks the section by its heading.",
        mend: "head the section with the years it covers.",
        fires: "## Trade (2004–2012)\n\nA treaty was signed in 1998.",
        silent: "## Trade (2004–2012)\n\nA lease to 2042 was signed in 2005.",
    },
};

/// One finding (info) for each section, at its heading, with the first date outside. Timelines have their own check.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let text = &document.report.text;
    let mut findings = Vec::new();
    let mut statements = document.statements.as_slice();
    for (at, section) in document.report.sections.iter().enumerate() {
        let n = statements.iter().take_while(|statement| statement.section == at).count();
        let (own, rest) = statements.split_at(n);
        statements = rest;
        if matches!(section.kind, SectionKind::Timeline | SectionKind::Literature) {
            continue;
        }
        let range =
            find_dates(section.heading.of(text)).into_iter().find(|date| matches!(date.date, Edtf::Interval(..)));
        let Some((range, (Some(start), Some(end)))) =
            range.map(|range| (range.date, (range.date.earliest(), range.date.latest())))
        else {
            continue;
        };
        let is_outside = |date: &FoundDate| {
            is_closed(date)
                && (date.date.latest().is_some_and(|day| day < start)
                    || date.date.earliest().is_some_and(|day| day > end))
        };
        let outside = |statement: &Statement<'_>| {
            let date = find_dates(statement.text).into_iter().find(is_outside)?;
            Some((
                chancery_ingest::span::Span::new(statement.span.start + date.start, statement.span.start + date.end),
                date.date,
            ))
        };
        let Some((span, date)) = own.iter().filter(|statement| statement.is_prose()).find_map(outside) else {
            continue;
        };
        let message =
            format!("expected dates within {range}, as the heading says, found {} ({date})", quoted(span.of(text)));
        findings.push(
            RULE.at(document.anchor(section.heading), message)
                .label(document.anchor(span), "outside the heading\u{2019}s years"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn dates_outside_the_heading_are_found() {
        check(
            "heading-range-vs-content",
            &[
                ("before", "# R\n\n## Trade (2004–2012)\n\nA treaty was signed in 1998.\n", &["Trade (2004–2012)"]),
                ("within", "# R\n\n## Trade (2004–2012)\n\nA treaty was signed in 2005.\n", &[]),
                ("lease", "# R\n\n## Trade (2004–2012)\n\nA lease to 2042 was signed in 2005.\n", &[]),
                ("no_range", "# R\n\n## Trade\n\nA treaty was signed in 1998.\n", &[]),
            ],
        );
    }
}
