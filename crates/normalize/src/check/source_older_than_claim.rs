//! A source dated before the period that its clause speaks of: it cannot have seen it.

use std::collections::BTreeMap;

use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::{DatePrecision, Edtf, PartialDate, QualifiedDate};
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;
use chancery_lexis::date::{DateLead, FoundDate};

pub(super) const RULE: Rule = Rule {
    id: "source-older-than-claim",
    group: Group::Sources,
    severity: Severity::Error,
    exception: None,
    summary: "a source dated before the time that its clause speaks of",
    explanation: Explanation {
        asks: "was the source issued after the closed period of its clause had begun, and, where the clause says that something ran through a period, after it had ended? Dates to come (to 2042), open periods (since 2007), other clauses of the sentence, and a source cited beside one that could have seen it do not count.",
        why: "a source cannot have seen what came after it.",
        mend: "cite a source that could have seen it, or move the citation to the clause it bears out.",
        fires: "The port was rebuilt in 2021 [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "The port was leased to 2042 [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// Every citation whose source was issued before the start of a closed period in the clause it marks, or, for a
/// period in years that the source's own date lies in, before it ended. A date to come (`to 2042`), an open
/// period (`since 2007`), other clauses, and a source beside one that could have seen it do not count.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    // What lies after the youngest date of the list is a forecast: no source can have seen it.
    let written = subject.references.iter().flat_map(|reference| [reference.issued, reference.accessed]);
    let written = written.flatten().filter_map(Edtf::latest).max();
    let is_past = |date: &FoundDate| date.date.earliest() <= written;
    let mut groups: BTreeMap<Anchor, Vec<Edtf>> = BTreeMap::new();
    for citation in subject.citations {
        let reference = citation.reference_id.as_deref().and_then(|id| subject.sources.get(id));
        groups.entry(citation.scope).or_default().extend(reference.and_then(|reference| reference.issued));
    }
    for citation in subject.citations {
        let reference = citation.reference_id.as_deref().and_then(|id| subject.sources.get(id));
        let Some((reference, issued)) = reference.and_then(|reference| Some((reference, reference.issued?))) else {
            continue;
        };
        let dates = subject.texts.in_scope(citation);
        let others = &groups[&citation.scope];
        let is_seen = |date: &FoundDate| others.iter().any(|other| !is_before(*other, date));
        let Some(claimed) =
            dates.iter().find(|date| is_closed(date) && is_past(date) && is_before(issued, date) && !is_seen(date))
        else {
            continue;
        };
        // `in the 2012 deal` is said of 2012; `through the 2010s` needs its preposition.
        let from = if claimed.words.lead == Some(DateLead::In) {
            claimed.start
        } else {
            claimed.words.start.min(claimed.start)
        };
        let printed = &citation.scope_text[from..claimed.end];
        let message = format!(
            "expected a source from {} or later for \u{201c}{printed}\u{201d}, found [{}] of {issued}",
            in_words(claimed.date),
            citation.number
        );
        findings.push(
            RULE.at(citation.scope, message)
                .label(citation.anchor, format!("cites [{}]", citation.number))
                .label(reference.anchor, format!("issued {issued}"))
                .record(&citation.citation_id),
        );
    }
    findings
}

/// A date for a message: EDTF, and a decade as people write it.
fn in_words(date: Edtf) -> String {
    match date {
        Edtf::Date(QualifiedDate { date: PartialDate::Decade(decade), .. }) => format!("the end of the {decade}0s"),
        Edtf::Date(_) | Edtf::Interval(..) => date.to_string(),
    }
}

/// Whether a date in a clause is a claim about a closed time.
pub(super) fn is_closed(date: &FoundDate) -> bool {
    let is_open = matches!(
        date.words.lead,
        Some(DateLead::Since | DateLead::From | DateLead::Until | DateLead::To | DateLead::After | DateLead::Before)
    );
    !is_open && date.date.earliest().is_some() && date.date.latest().is_some()
}

/// Whether a source issued at `issued` came too early: before the claimed time began, or, where the words say
/// that something ran through or was over by a time (`through the 2010s`, `by 2005`), before that time.
pub(super) fn is_before(issued: Edtf, claimed: &FoundDate) -> bool {
    let (Some(latest), Some(start), Some(end)) = (issued.latest(), claimed.date.earliest(), claimed.date.latest())
    else {
        return false;
    };
    // `through the 2004 package` names a thing; only a decade takes the article.
    let is_period =
        claimed.date.precision() >= DatePrecision::Decade || claimed.start - claimed.words.start <= "through ".len();
    let runs_through = claimed.words.lead == Some(DateLead::Through) && is_period;
    latest < start || runs_through && latest < end
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    const LIST: &str = "\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2012) <https://example.org/a> accessed 3 May 2024.\n- B. Baker, ‘Two’ (Port Review, 2 May 2020) <https://example.org/b> accessed 3 May 2024.\n- C. Cole, ‘Three’ (Port Review, 2004) <https://example.org/c> accessed 3 May 2024.\n";

    #[test]
    fn sources_that_came_too_early_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 11] = [
            ("year", "The port was rebuilt in 2014 [1].", &["The port was rebuilt in 2014"]),
            ("by", "The port was rebuilt by 2014 [1].", &["The port was rebuilt by 2014"]),
            ("through", "The port throve through the 2010s [1].", &["The port throve through the 2010s"]),
            ("lease", "The port was leased to 2042 [1].", &[]),
            ("open_period", "The port has thriven since 2014 [1].", &[]),
            ("other_clause", "The port opened in 2010 [1], and was rebuilt in 2014 [2].", &[]),
            ("month_in_the_year_of_the_source", "The port opened in November 2004 [3].", &[]),
            ("decade_begun", "The port has thriven since the 2010s [1].", &[]),
            ("beside_one_that_saw_it", "The port was rebuilt in 2014 [1] [2].", &[]),
            (
                "both_too_early",
                "The port was rebuilt in 2014 [1] [3].",
                &["The port was rebuilt in 2014", "The port was rebuilt in 2014"],
            ),
            ("to_come", "The port is to be rebuilt in 2030 [1].", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}{LIST}").leak();
            check("source-older-than-claim", &[(situation, text, expected)]);
        }
    }
}
