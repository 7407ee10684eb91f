//! Sources that cannot have seen all of the time their clause speaks of, or whose date is not known.

use std::collections::BTreeMap;

use chancery_model::citation::Citation;
use chancery_model::day::Day;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::{DatePrecision, Edtf};
use chancery_model::reference::Reference;
use chancery_model::rule::{Exception, Explanation, Group, Rule};

use super::source_older_than_claim::{is_before, is_closed};
use super::{Subject, quoted};
use chancery_lexis::date::{DateLead, FoundDate};
use chancery_lexis::word::words;

pub(super) const ENDS_INSIDE: Rule = Rule {
    id: "source-ends-inside-claimed-period",
    group: Group::Sources,
    severity: Severity::Warning,
    exception: None,
    summary: "a source that ends inside the period its clause speaks of",
    explanation: Explanation {
        asks: "was one of the clause’s sources issued after its closed period had ended? Clauses that look ahead do not count.",
        why: "a source of 2016 knows nothing of the years 2017 to 2019.",
        mend: "add a source that saw the whole period, or end the period where the source does.",
        fires: "Exports doubled during 2015–2020 [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2018) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "Exports doubled during 2015–2018 [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

pub(super) const UNDATED: Rule = Rule {
    id: "source-undated-for-dated-claim",
    group: Group::Sources,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Info, when: "where an entry has at least a day of access" }),
    summary: "a dated claim that rests on undated sources alone",
    explanation: Explanation {
        asks: "where a clause speaks of a date, has one of its sources a date?",
        why: "of an undated source nobody can tell what it can have seen.",
        mend: "find the source’s date, or cite one that is dated.",
        fires: "The port opened in 2014 [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review).\n",
        silent: "The port opened in 2014 [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// Words of clauses that look ahead: their source may be older than what it announces.
const AHEAD: &[&str] = &[
    "will",
    "would",
    "plan",
    "plans",
    "planned",
    "target",
    "targets",
    "forecast",
    "projected",
    "expected",
    "pledged",
    "promised",
    "agreed",
    "envisages",
    "envisaged",
    "scheduled",
    "due",
    "budget",
    "budgeted",
    "programme",
    "program",
];

/// `source-ends-inside-claimed-period`; `source-undated-for-dated-claim`, info where the entry has at least a day
/// of access.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let sources = &subject.sources;
    let written = subject.written();
    let mut groups: BTreeMap<_, Vec<(&Citation, &Reference)>> = BTreeMap::new();
    for citation in subject.citations {
        if let Some(reference) = citation.reference_id.as_deref().and_then(|id| sources.get(id)) {
            groups.entry(citation.scope).or_default().push((citation, reference));
        }
    }
    groups
        .values()
        .filter_map(|group| reach(subject, group, written).or_else(|| undated(subject, group, written)))
        .collect()
}

/// A period of years whose end none of the clause's sources can have seen, though one saw its beginning.
fn reach(subject: &Subject<'_>, group: &[(&Citation, &Reference)], written: Option<Day>) -> Option<Diagnostic> {
    let (first, _) = group.first()?;
    let issued: Vec<Edtf> = group.iter().map(|(_, reference)| reference.issued).collect::<Option<_>>()?;
    if looks_ahead(&first.scope_text) {
        return None;
    }
    let dates = subject.texts.in_scope(first);
    let too_long = |date: &&FoundDate| {
        let is_of_time =
            matches!(date.words.lead, Some(DateLead::In | DateLead::During | DateLead::Between | DateLead::Through));
        let ends_unseen = |issued: &Edtf| {
            let (Some(end), Some(latest)) = (date.date.latest(), issued.latest()) else { return false };
            !is_before(*issued, date) && latest.year() < end.year() && Some(end) <= written
        };
        is_of_time
            && is_closed(date)
            && date.date.precision() >= DatePrecision::Decade
            && issued.iter().all(ends_unseen)
    };
    let claimed = dates.iter().find(too_long)?;
    let latest = issued.iter().max_by_key(|date| date.latest())?;
    let printed = &first.scope_text[claimed.words.start.min(claimed.start)..claimed.end];
    let message = format!(
        "expected a source from the end of {} or later for {}, found none after {latest}",
        claimed.date,
        quoted(printed)
    );
    let anchor = subject.within(first.scope, claimed.start, claimed.end);
    let finding = ENDS_INSIDE.at(anchor, message);
    Some(with_sources(finding, group))
}

/// A dated clause all of whose sources are undated.
fn undated(subject: &Subject<'_>, group: &[(&Citation, &Reference)], written: Option<Day>) -> Option<Diagnostic> {
    let (first, _) = group.first()?;
    if group.iter().any(|(_, reference)| reference.issued.is_some()) {
        return None;
    }
    let dates = subject.texts.in_scope(first);
    let claimed =
        dates.iter().find(|date| is_closed(date) && (written.is_none() || date.date.earliest() <= written))?;
    let has_day = group.iter().any(|(_, reference)| reference.accessed.is_some());
    let message = format!(
        "expected a dated source for {}, found {} without a date",
        quoted(&first.scope_text[claimed.start..claimed.end]),
        group.iter().map(|(citation, _)| format!("[{}]", citation.number)).collect::<Vec<_>>().join(" ")
    );
    let anchor = subject.within(first.scope, claimed.start, claimed.end);
    let finding = UNDATED.excepted_if(has_day).at(anchor, message);
    Some(with_sources(finding, group))
}

fn with_sources(finding: Diagnostic, group: &[(&Citation, &Reference)]) -> Diagnostic {
    group.iter().fold(finding, |finding, (citation, reference)| {
        let dated = reference.issued.map_or_else(|| "undated".to_owned(), |date| format!("issued {date}"));
        let finding =
            finding.label(citation.anchor, format!("cites [{}]", citation.number)).label(reference.anchor, dated);
        if finding.record_id.is_some() { finding } else { finding.record(&citation.citation_id) }
    })
}

fn looks_ahead(clause: &str) -> bool {
    words(clause).iter().any(|word| AHEAD.contains(&word.lower.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    const LIST: &str = "\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2 May 2016) <https://example.org/a> accessed 3 May 2024.\n- B. Baker, ‘Two’ (Reuters) <https://example.org/b> accessed 3 May 2024.\n- C. Cole, ‘Three’ (Reuters).\n";

    #[track_caller]
    fn cases(rule: &str, cases: &[(&'static str, &str, &'static [&'static str])]) {
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}{LIST}").leak();
            check(rule, &[(situation, text, expected)]);
        }
    }

    #[test]
    fn sources_that_end_too_early_are_found() {
        cases(
            "source-ends-inside-claimed-period",
            &[
                ("years", "Exports doubled during 2012–2018 [1].", &["2012–2018"]),
                ("decade", "Exports doubled in the 2010s [1].", &["2010s"]),
                ("same_year", "Exports doubled during 2012–2016 [1].", &[]),
                ("open", "Exports have grown since the 2010s [1].", &[]),
                ("lease", "The lease runs to 2042 [1].", &[]),
                ("plan", "The plan sets aside nine ships in 2012–2018 [1].", &[]),
                ("name", "The 2012–2018 strategy names nine ports [1].", &[]),
                ("two_clauses", "Exports doubled by May 2016 [1], and halved in 2017–2018 [2].", &[]),
            ],
        );
    }

    #[test]
    fn undated_sources_are_found() {
        cases(
            "source-undated-for-dated-claim",
            &[
                ("undated", "The port opened in 2014 [3].", &["2014"]),
                ("no_date_in_clause", "The port is large [3].", &[]),
                ("one_dated", "The port opened in 2014 [1] [3].", &[]),
                ("to_come", "The lease runs to 2042 [3].", &[]),
            ],
        );
    }
}
