//! A figure that an older vintage of a series bears out and the newest does not.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::bounds::Bounds;
use super::vintage::{claims, listed, outdated, vintages};
use super::{Subject, quoted};

pub(super) const RULE: Rule = Rule {
    id: "figure-superseded-by-vintage",
    group: Group::Figures,
    severity: Severity::Warning,
    exception: None,
    summary: "a figure that an older vintage bears out and the newest does not",
    explanation: Explanation {
        asks: "of two vintages of one series, is the figure of the newer?",
        why: "producers revise: the reader who looks the figure up finds another.",
        mend: "take the figure from the newer vintage, or say which vintage it is of.",
        fires: "Remittances came to 31 percent of GDP in 2013.   (published then as 31.1, now as 36.4)",
        silent: "Remittances came to 36 percent of GDP in 2013.",
    },
};

/// One finding for each such figure, with the values of both vintages.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let vintages = vintages(subject);
    if vintages.values().all(|vintages| vintages.len() < 2) {
        return Vec::new();
    }
    let finding = |claim: &chancery_model::observation::Observation| {
        let key = (claim.indicator_id.as_deref()?, claim.ref_area.as_deref()?);
        let (older, newer) = outdated(subject, claim, vintages.get(&key)?)?;
        let place = claim.place.as_ref()?;
        let misses = Bounds::of(subject.lexicon, claim)?.misses(&newer.in_period(claim))?;
        let message = format!(
            "expected {} to agree with {}, found {}; {} bears it out: {}",
            quoted(claim.phrase.as_deref().unwrap_or(&place.quote)),
            newer.name(),
            listed(&misses),
            older.name(),
            listed(&older.in_period(claim))
        );
        Some(RULE.at(place.anchor, message).record(&claim.observation_id))
    };
    claims(subject).filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Values, findings};

    const OLDER: Values = &[("2012", 31.0), ("2013", 31.1), ("2014", 29.9)];
    const NEWER: Values = &[("2012", 31.0), ("2013", 36.4), ("2014", 29.9), ("2015", 28.0)];

    #[test]
    fn revised_figures_are_found() {
        let cases = [
            ("Remittances came to 31 percent of GDP in 2013.", true),
            ("Remittances came to 36 percent of GDP in 2013.", false),
            ("Remittances came to 31 percent of GDP in 2012.", false),
            ("Remittances came to 50 percent of GDP in 2013.", false),
            ("Remittances came to 40 percent of GDP in 2015.", false),
            ("Remittances came to 31 percent of GDP.", false),
        ];
        for (sentence, fires) in cases {
            let text = format!("# R\n\n## Trade\n\n{sentence}\n");
            let found = findings(RULE_ID, &text, &[("older", OLDER), ("newer", NEWER)]);
            assert_eq!(!found.is_empty(), fires, "{sentence}");
            for (quote, finding) in found {
                assert_eq!(quote, "31 percent of GDP in 2013");
                assert!(finding.message.contains("36.4 in 2013") && finding.message.contains("31.1 in 2013"));
            }
            let contradicted = findings("figure-contradicts-series", &text, &[("older", OLDER), ("newer", NEWER)]);
            assert!(!fires || contradicted.is_empty(), "told twice: {sentence}");
        }
        let alone = findings(RULE_ID, "# R\n\nRemittances came to 31 percent of GDP in 2013.\n", &[("newer", NEWER)]);
        assert!(alone.is_empty(), "one vintage alone supersedes nothing");
    }

    const RULE_ID: &str = "figure-superseded-by-vintage";
}
