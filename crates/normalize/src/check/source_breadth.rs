//! How broad the evidence is: key figures on one source, and a report that leans on one.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::observation::{Observation, ObservationKind, ObservationOrigin};
use chancery_model::reference::{Name, Reference};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};

pub(super) const SINGLE: Rule = Rule {
    id: "single-source-claim",
    group: Group::Sources,
    severity: Severity::Info,
    exception: None,
    summary: "a key figure or rank that rests on one source",
    explanation: Explanation {
        asks: "is each figure or rank of a known indicator borne out by two sources, there or where the same is told?",
        why: "what one source has wrong, the report has wrong.",
        mend: "add a source that is independent of the first, or say that there is none.",
        fires: "Remittances came to 30 percent of GDP in 2013 [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Sea Radio, 2 May 2019) <https://example.com/b> accessed 3 May 2021.\n",
        silent: "Remittances came to 30 percent of GDP in 2013 [1] [2].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Sea Radio, 2 May 2019) <https://example.com/b> accessed 3 May 2021.\n",
    },
};

pub(super) const CONCENTRATION: Rule = Rule {
    id: "source-concentration",
    group: Group::Sources,
    severity: Severity::Info,
    exception: None,
    summary: "a report that leans on one source or publisher",
    explanation: Explanation {
        asks: "of a dozen citations or more, are a quarter at most of one source, and a third at most of sources of one publisher?",
        why: "the report’s view is then that of one hand.",
        mend: "bear the main claims out by other sources too.",
        fires: "Ships call [1]. Then [1] they leave [2]. Then [1] they leave [2]. Then [1] they leave [2]. Then [1] they leave [2]. Then [1] they leave [2]. Then [1] they leave [2].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Sea Radio, 2 May 2019) <https://example.com/b> accessed 3 May 2021.\n",
        silent: "Ships call [1]. They leave [2].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Sea Radio, 2 May 2019) <https://example.com/b> accessed 3 May 2021.\n",
    },
};

/// Citations that a report must have for shares of them to say something.
const FEWEST: usize = 12;

/// `single-source-claim` for figures and ranks of a known indicator, `source-concentration` for a source or a publisher
/// that too many citations are of; both info.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = single(subject);
    findings.extend(concentration(subject));
    findings
}

fn single(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let is_claim = |row: &&Observation| {
        matches!(row.kind, ObservationKind::Figure | ObservationKind::Rank)
            && matches!(row.origin, ObservationOrigin::Prose | ObservationOrigin::Timeline)
            && row.indicator_id.is_some()
            && !row.reference_ids.is_empty()
    };
    let claims = || subject.observations.iter().filter(is_claim);
    let mut sources: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for row in claims() {
        sources.entry(key(row)).or_default().extend(row.reference_ids.iter().map(String::as_str));
    }
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for row in claims().filter(|row| sources[&key(row)].len() == 1) {
        let (Some(place), Some(id)) = (row.place.as_ref(), row.reference_ids.first()) else { continue };
        let Some(reference) = subject.sources.get(id.as_str()).filter(|_| told.insert(place.anchor)) else { continue };
        let message =
            format!("expected a second source for {}, found [{}] alone", quoted(&place.quote), reference.number);
        findings.push(
            SINGLE.at(place.anchor, message).label(reference.anchor, "the only source").record(&row.observation_id),
        );
    }
    findings
}

/// What a claim is of.
fn key(row: &Observation) -> (Option<&str>, Option<&str>, Option<String>) {
    (row.indicator_id.as_deref(), row.ref_area.as_deref(), row.time_period.map(|period| period.to_string()))
}

fn concentration(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let n: usize = subject.references.iter().map(cited).sum();
    if n < FEWEST {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut bodies: BTreeMap<String, Vec<&Reference>> = BTreeMap::new();
    for reference in subject.references.iter().filter(|reference| reference.n_citations > 0) {
        if cited(reference) * 4 > n {
            let message = format!(
                "expected the evidence to rest on several sources, found {} of {n} citations to [{}]",
                reference.n_citations, reference.number
            );
            findings.push(CONCENTRATION.at(reference.anchor, message).record(&reference.reference_id));
        }
        if let Some(body) = body(reference) {
            bodies.entry(body.to_lowercase()).or_default().push(reference);
        }
    }
    // One source alone is told of above.
    for entries in bodies.values().filter(|entries| entries.len() > 1) {
        let of_body: usize = entries.iter().map(|reference| cited(reference)).sum();
        if of_body * 3 <= n {
            continue;
        }
        let name = body(entries[0]).unwrap_or_default();
        let message = format!(
            "expected the evidence to come from several hands, found {of_body} of {n} citations to {} sources of {}",
            entries.len(),
            quoted(name)
        );
        let finding = CONCENTRATION.at(entries[0].anchor, message);
        let others = entries[1..].iter();
        findings.push(
            others
                .fold(finding, |finding, reference| finding.label(reference.anchor, "by the same hand"))
                .record(&entries[0].reference_id),
        );
    }
    findings
}

fn cited(reference: &Reference) -> usize {
    usize::try_from(reference.n_citations).unwrap_or(usize::MAX)
}

/// Whose hand a source is of: its publication, else its publisher, else the body that wrote it.
fn body(reference: &Reference) -> Option<&str> {
    let author = match reference.authors.as_slice() {
        [Name::Literal(_)] => Some(reference.author_printed.as_str()),
        _ => None,
    };
    reference.container_title.as_deref().or(reference.publisher.as_deref()).or(author)
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    const LIST: &str = "\n\n## Literature\n\n- Ann Adams, ‘One’ (Port Review, 2 May 2016) <https://example.org/a>.\n- Bob Baker, ‘Two’ (Port Review, 2 May 2017) <https://example.org/b>.\n- Cy Cole, ‘Three’ (Sea Radio, 2 May 2018) <https://example.com/c>.\n- Di Dunn, ‘Four’ (Rail Mail, 2 May 2018) <https://example.net/d>.\n- Ed Eyre, ‘Five’ (Town Crier, 2 May 2018) <https://example.net/e>.\n";

    #[track_caller]
    fn cases(rule: &str, cases: &[(&'static str, String, &'static [&'static str])]) {
        for (situation, sentences, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentences}{LIST}").leak();
            check(rule, &[(situation, text, expected)]);
        }
    }

    #[test]
    fn figures_on_one_source_are_found() {
        let sentence = |text: &str| text.to_owned();
        cases(
            "single-source-claim",
            &[
                ("one", sentence("Remittances came to 30 percent of GDP in 2013 [1]."), &["30 percent of GDP in 2013"]),
                ("two", sentence("Remittances came to 30 percent of GDP in 2013 [1] [2]."), &[]),
                (
                    "two_places",
                    sentence(
                        "Remittances came to 30 percent of GDP in 2013 [1]. In 2013 remittances were 31 percent of GDP [3].",
                    ),
                    &[],
                ),
                ("none", sentence("Remittances came to 30 percent of GDP in 2013."), &[]),
                ("no_indicator", sentence("Nine cranes turn [1]."), &[]),
            ],
        );
    }

    #[test]
    fn leaning_on_one_source_is_found() {
        let cited = |numbers: &[u32]| numbers.iter().map(|n| format!("Ships call [{n}]. ")).collect::<String>();
        cases(
            "source-concentration",
            &[
                (
                    "source",
                    cited(&[3, 3, 3, 3, 4, 1, 2, 4, 5, 4, 2, 5]),
                    &["Cy Cole, ‘Three’ (Sea Radio, 2 May 2018) <https://example.com/c>."],
                ),
                (
                    "publisher",
                    cited(&[1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2]),
                    &["Ann Adams, ‘One’ (Port Review, 2 May 2016) <https://example.org/a>."],
                ),
                ("spread", cited(&[1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5]), &[]),
                ("few_citations", cited(&[3, 3, 3]), &[]),
            ],
        );
    }
}
