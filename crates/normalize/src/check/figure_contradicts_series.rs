//! A figure that a portal's series of the same indicator, area and period does not bear out.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::observation::{Comparator, Observation};
use chancery_model::rule::{Exception, Explanation, Group, Rule, Weighed};

use super::bounds::Bounds;
use super::vintage::{Vintage, claims, conversion, listed, newest, outdated, vintages};
use super::{Subject, quoted};
use chancery_lexis::word::words;

pub(super) const RULE: Rule = Rule {
    id: "figure-contradicts-series",
    group: Group::Figures,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Info, when: "where the two cannot be compared, with the reason" }),
    summary: "a figure that a portal’s series does not bear out",
    explanation: Explanation {
        asks: "do the observed values of the period lie where the words say? Words for every year of a period are held against each year; generally, mostly, usually and often let the share of years miss that the vocabulary states. A plain figure for several years must be met in one of them; a figure of peak years is held against the highest values. Of several vintages the newest that covers the period counts.",
        why: "readers check numbers first, and the series is in the dossier.",
        mend: "narrow the period or the figure to what the series shows, or name the source that says otherwise.",
        fires: "Exports held above 40 percent of GDP throughout 2011–2014.",
        silent: "Exports held above 35 percent of GDP throughout 2011–2014.",
    },
};

/// Words that tie a figure to the highest values rather than to a time.
const PEAK: &[&str] = &["peak", "peaked", "peaking", "peaks", "record"];

/// One finding for each figure contradicted, or (info) not comparable, by the newest vintage that covers its period.
/// What an older vintage of the same years bears out is told of as superseded.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let vintages = vintages(subject);
    if vintages.is_empty() {
        return Vec::new();
    }
    claims(subject)
        .filter_map(|claim| {
            let key = (claim.indicator_id.as_deref()?, claim.ref_area.as_deref()?);
            let vintages = vintages.get(&key)?;
            compare(subject, claim, newest(claim, vintages)?, outdated(subject, claim, vintages).is_some())
        })
        .collect()
}

fn compare(subject: &Subject<'_>, claim: &Observation, vintage: &Vintage<'_>, is_outdated: bool) -> Option<Diagnostic> {
    let place = claim.place.as_ref()?;
    let finding = |rule: Weighed, message: String| rule.at(place.anchor, message).record(&claim.observation_id);
    let phrase = quoted(claim.phrase.as_deref().unwrap_or(&place.quote));
    let bounds = Bounds::of(subject.lexicon, claim)?;
    let series = vintage.name();
    let Some(factor) = conversion(subject, claim, vintage.series) else {
        let (own, others) = (claim.unit.as_deref().unwrap_or("none"), vintage.series.unit.as_deref().unwrap_or("none"));
        let message = format!("{phrase} cannot be compared with {series}: the unit is {own} here and {others} there");
        return Some(finding(RULE.excepted(), message).help("state the figure in the unit of the series"));
    };
    let bounds = bounds.times(factor);
    let Some(period) = claim.time_period else {
        let (rule, message) = without_period(subject, claim, vintage, &bounds, &format!("{phrase} against {series}"))?;
        return Some(finding(rule, message).help("name the years that the figure is of"));
    };
    let values = vintage.in_period(claim);
    let (first, last) = (vintage.values.first()?.time_period?, vintage.values.last()?.time_period?);
    if values.is_empty() {
        let message =
            format!("{phrase} cannot be compared with {series}: no value in {period}, it runs from {first} to {last}");
        return Some(finding(RULE.excepted(), message).help("add a series that covers the period"));
    }
    let misses = bounds.misses(&values).filter(|_| !is_outdated)?;
    let side = match claim.comparator {
        Some(Comparator::Gt | Comparator::Ge) => "below",
        Some(Comparator::Lt | Comparator::Le) => "above",
        _ => "off",
    };
    let found = match values.len() {
        1 => listed(&misses),
        n => format!("{} of {n} periods {side}: {}", misses.len(), listed(&misses)),
    };
    let message = format!("expected {phrase} to be borne out by {series}, found {found}");
    Some(finding(Weighed::from(&RULE), message))
}

/// What is said of a figure that states no period: of peak years, whether the highest values are so high; of any other,
/// that it cannot be compared year by year.
fn without_period(
    subject: &Subject<'_>,
    claim: &Observation,
    vintage: &Vintage<'_>,
    bounds: &Bounds,
    what: &str,
) -> Option<(Weighed, String)> {
    let (near, others): (Vec<&Observation>, Vec<&Observation>) =
        vintage.values.iter().copied().partition(|row| bounds.holds(row));
    let beyond: Vec<_> = others.iter().copied().filter(|row| bounds.is_above(row)).collect();
    let met = format!("met by {}; exceeded by {}", listed(&near), listed(&beyond));
    if !is_of_peak(subject, claim) {
        return Some((
            RULE.excepted(),
            format!("{what} cannot be compared year by year, for it states no period; {met}"),
        ));
    }
    match (near.is_empty(), beyond.is_empty()) {
        (_, false) => {
            Some((Weighed::from(&RULE), format!("expected {what} to hold in the peak years, found it {met}")))
        }
        (true, true) => {
            let mut highest = others;
            highest.sort_by(|one, other| other.value.partial_cmp(&one.value).unwrap_or(std::cmp::Ordering::Equal));
            highest.truncate(2);
            let highest = listed(&highest);
            Some((
                Weighed::from(&RULE),
                format!("expected {what} to hold in the peak years, found that the highest values are {highest}"),
            ))
        }
        (false, true) => None,
    }
}

/// Whether the claim's clause speaks of peak years.
fn is_of_peak(subject: &Subject<'_>, claim: &Observation) -> bool {
    let Some(place) = claim.place.as_ref() else { return false };
    let span = subject.document.span(place.anchor);
    let Some(statement) = subject.document.statement_at(span.start) else { return false };
    let clause = statement.clauses().into_iter().find(|clause| span.start < clause.end);
    let text = clause.unwrap_or(statement.span).of(&subject.document.report.text);
    words(text).iter().any(|word| PEAK.contains(&word.lower.as_str()))
}

#[cfg(test)]
mod tests {
    use chancery_model::diagnostic::Severity;

    use super::super::sample::{Values, findings};

    const VALUES: Values = &[("2010", 26.4), ("2011", 27.6), ("2012", 31.0), ("2013", 31.1), ("2014", 29.9)];

    #[track_caller]
    fn found(sentence: &str) -> Vec<(Severity, String)> {
        let text = format!("# Report\n\n## Trade\n\n{sentence}\n");
        findings("figure-contradicts-series", &text, &[("later vintage", VALUES)])
            .into_iter()
            .map(|(_, finding)| (finding.severity(), finding.message))
            .collect()
    }

    #[test]
    fn a_claim_that_the_values_belie_is_found_with_them() {
        let cases = [
            (
                "Remittances stayed above 30 percent of GDP through 2010–2014.",
                "3 of 5 periods below: 26.4 in 2010, 27.6 in 2011, 29.9 in 2014",
            ),
            (
                "Remittances generally remained above 30 percent of GDP in 2010–2014.",
                "3 of 5 periods below: 26.4 in 2010",
            ),
            ("Remittances came to 40 percent of GDP in 2013.", "found 31.1 in 2013"),
            ("Remittances were below 25 percent of GDP in 2012.", "found 31.0 in 2012"),
        ];
        for (sentence, expected) in cases {
            let found = found(sentence);
            assert!(
                matches!(found.as_slice(), [(Severity::Warning, message)] if message.contains(expected)),
                "{found:?}"
            );
        }
    }

    #[test]
    fn a_claim_borne_out_is_passed_over() {
        for sentence in [
            "Remittances stayed above 25 percent of GDP through 2010–2014.",
            "Remittances came to 31 percent of GDP in 2013.",
            "Remittances came to about 30 percent of GDP in 2012.",
            "Remittances reached 31 percent of GDP in 2010–2014.",
            "Wheat covered 40 percent of the fields in 2013.",
        ] {
            assert_eq!(found(sentence), [], "{sentence}");
        }
    }

    #[test]
    fn figures_of_peak_years_are_held_against_the_highest_values() {
        let cases = [
            ("Remittances reached 31 percent of GDP in peak years.", None),
            ("At their peak remittances came to 28 percent of GDP.", Some("exceeded by 31.0 in 2012, 31.1 in 2013")),
            ("Remittances hit 40 percent of GDP in peak years.", Some("the highest values are 31.1 in 2013")),
        ];
        for (sentence, expected) in cases {
            let found = found(sentence);
            match expected {
                None => assert_eq!(found, [], "{sentence}"),
                Some(expected) => assert!(
                    matches!(found.as_slice(), [(Severity::Warning, message)] if message.contains(expected)),
                    "{found:?}"
                ),
            }
        }
    }

    #[test]
    fn the_newest_vintage_counts() {
        let text = "# R\n\n## Trade\n\nRemittances stayed below 32 percent of GDP in 2013–2016.\n";
        let longer: Values = &[("2013", 31.1), ("2014", 29.9), ("2015", 33.0), ("2016", 28.0)];
        for series in [[("older", VALUES), ("newer", longer)], [("newer", longer), ("older", VALUES)]] {
            let found = findings("figure-contradicts-series", text, &series);
            let [(_, finding)] = found.as_slice() else { panic!("{found:?}") };
            assert!(
                finding.message.contains("newer") && finding.message.contains("33.0 in 2015"),
                "{}",
                finding.message
            );
        }
    }

    #[test]
    fn what_cannot_be_compared_says_why() {
        let cases = [
            ("Remittances came to 30 percent of GDP.", "states no period"),
            ("Remittances came to 30 percent of GDP in 1999.", "it runs from 2010 to 2014"),
        ];
        for (sentence, expected) in cases {
            let found = found(sentence);
            assert!(matches!(found.as_slice(), [(Severity::Info, message)] if message.contains(expected)), "{found:?}");
        }
    }
}
