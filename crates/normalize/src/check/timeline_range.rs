//! A timeline whose heading promises other years than its items have.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::Edtf;
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::section::SectionKind;

use super::Subject;
use crate::document::Part;
use chancery_lexis::date::{find_dates, parse_date};

pub(super) const START: Rule = Rule {
    id: "timeline-range-start-mismatch",
    group: Group::Timeline,
    severity: Severity::Error,
    exception: None,
    summary: "a timeline that begins in another year than its heading says",
    explanation: Explanation {
        asks: "is the first item of the first year that the heading names?",
        why: "the heading promises years that are not there, or hides some.",
        mend: "add the missing item, or head the timeline with the years it covers.",
        fires: "## Timeline (1998–2004)\n\n- 1999 – Port: opened.\n- 2004 – Bridge: built.",
        silent: "## Timeline (1999–2004)\n\n- 1999 – Port: opened.\n- 2004 – Bridge: built.",
    },
};

pub(super) const END: Rule = Rule {
    id: "timeline-range-end-mismatch",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: None,
    summary: "a timeline that ends in another year than its heading says",
    explanation: Explanation {
        asks: "is the last item of the last year that the heading names?",
        why: "the heading promises years that are not there, or hides some.",
        mend: "add the missing item, or head the timeline with the years it covers.",
        fires: "## Timeline (1999–2006)\n\n- 1999 – Port: opened.\n- 2004 – Bridge: built.",
        silent: "## Timeline (1999–2004)\n\n- 1999 – Port: opened.\n- 2004 – Bridge: built.",
    },
};

/// `timeline-range-start-mismatch` and `timeline-range-end-mismatch` for each timeline section whose heading has a
/// range of dates.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let text = &document.report.text;
    let mut findings = Vec::new();
    for (at, section) in
        document.report.sections.iter().enumerate().filter(|(_, section)| section.kind == SectionKind::Timeline)
    {
        let heading = section.heading.of(text);
        let range = find_dates(heading).into_iter().find(|date| matches!(date.date, Edtf::Interval(..)));
        let Some(range) = range else { continue };
        let dated = document.statements.iter().filter(|statement| statement.section == at).filter_map(|statement| {
            match statement.part {
                Part::Timeline(item) => Some((item.date, parse_date(item.date.of(text))?)),
                Part::Text | Part::Reference(_) => None,
            }
        });
        let dated: Vec<_> = dated.collect();
        let first = dated
            .iter()
            .filter_map(|(span, date)| Some((date.earliest()?.year(), *span)))
            .min_by_key(|(year, _)| *year);
        let last =
            dated.iter().filter_map(|(span, date)| Some((date.latest()?.year(), *span))).max_by_key(|(year, _)| *year);
        let ends = [(&START, range.date.earliest(), first, "first"), (&END, range.date.latest(), last, "last")];
        for (rule, promised, found, which) in ends {
            let (Some(promised), Some((year, span))) = (promised, found) else { continue };
            if promised.year() == year {
                continue;
            }
            let message =
                format!("expected the {which} item of {}, as the heading says, found {year}", promised.year());
            findings.push(
                rule.at(document.anchor(section.heading), message)
                    .label(document.anchor(span), format!("the {which} item")),
            );
        }
    }
    findings
}
