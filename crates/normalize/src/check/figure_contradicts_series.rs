//! A figure that a portal's series of the same indicator, area and period does not bear out.

use std::collections::BTreeMap;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::observation::{Comparator, ObsStatus, Observation, ObservationKind, ObservationOrigin};
use chancery_model::series::Series;

use super::rule::{Explanation, Group, Rule};
use super::{Subject, quoted};
use crate::word::words;

pub(super) const RULE: Rule = Rule {
    id: "figure-contradicts-series",
    group: Group::Figures,
    severity: Severity::Warning,
    summary: "a figure that a portal’s series does not bear out",
    explanation: Explanation {
        asks: "do the observed values of the period lie where the words say? Words for every year of a period are held against each year; generally, mostly, usually and often let the share of years miss that the vocabulary states. A plain figure for several years must be met in one of them; a figure of peak years is held against the highest values. Of several vintages the newest that covers the period counts. What cannot be compared is told of as info, with the reason.",
        why: "readers check numbers first, and the series is in the dossier.",
        mend: "narrow the period or the figure to what the series shows, or name the source that says otherwise.",
        fires: "Exports held above 40 percent of GDP throughout 2011–2014.",
        silent: "Exports held above 35 percent of GDP throughout 2011–2014.",
    },
};

/// How far a value may lie from a figure without a word of degree, as a share of the figure: vintages differ and
/// reports round.
const UNHEDGED_TOLERANCE: f64 = 0.05;
/// Words of degree that speak of how often, not how much.
const FREQUENCIES: &[&str] = &["generally", "mostly", "usually", "often", "typically", "largely"];
/// Values a message lists at most.
const LONGEST_LIST: usize = 6;

/// A series' observations for one area.
struct Observed<'d> {
    series: &'d Series,
    values: Vec<&'d Observation>,
}

/// One finding for each figure contradicted or not comparable, against the vintage that covers most of its period.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut observed: BTreeMap<(&str, &str), Vec<Observed<'_>>> = BTreeMap::new();
    for series in subject.series {
        let Some(indicator) = series.indicator_id.as_deref() else { continue };
        let mut areas: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
        let own = |row: &&Observation| {
            row.origin == ObservationOrigin::Series && row.source.as_deref() == Some(series.id.as_str())
        };
        for row in subject.observations.iter().filter(own) {
            areas.entry(row.ref_area.as_deref().unwrap_or_default()).or_default().push(row);
        }
        for (area, values) in areas {
            observed.entry((indicator, area)).or_default().push(Observed { series, values });
        }
    }
    let is_claim = |row: &&Observation| {
        matches!(
            row.origin,
            ObservationOrigin::Prose
                | ObservationOrigin::Timeline
                | ObservationOrigin::Table
                | ObservationOrigin::Curated
        ) && row.kind == ObservationKind::Figure
            && row.obs_status != ObsStatus::Forecast
            && row.value.or(row.value_low).or(row.value_high).is_some()
    };
    let claims = subject.observations.iter().filter(is_claim);
    claims
        .filter_map(|claim| {
            let key = (claim.indicator_id.as_deref()?, claim.ref_area.as_deref()?);
            compare(subject, claim, observed.get(&key)?)
        })
        .collect()
}

fn compare(subject: &Subject<'_>, claim: &Observation, vintages: &[Observed<'_>]) -> Option<Diagnostic> {
    let place = claim.place.as_ref()?;
    let finding =
        |severity, message: String| RULE.weighed(severity, place.anchor, message).record(&claim.observation_id);
    let phrase = quoted(claim.phrase.as_deref().unwrap_or(&place.quote));
    let bounds = Bounds::of(subject, claim)?;
    let covered = |vintage: &Observed<'_>| in_period(claim, vintage).len();
    // The first of those that cover most: `max_by_key` gives the last of equals.
    let vintage = vintages.iter().rev().max_by_key(|vintage| covered(vintage))?;
    let series = named(vintage.series);
    if !same_unit(subject, claim, vintage.series) {
        let (own, others) = (claim.unit.as_deref().unwrap_or("none"), vintage.series.unit.as_deref().unwrap_or("none"));
        let message = format!("{phrase} cannot be compared with {series}: the unit is {own} here and {others} there");
        return Some(finding(Severity::Info, message).help("state the figure in the unit of the series"));
    }
    if claim.time_period.is_none() {
        let all: Vec<&Observation> = vintage.values.clone();
        let near: Vec<_> = all.iter().copied().filter(|row| bounds.holds(row)).collect();
        let beyond: Vec<_> = all.iter().copied().filter(|row| bounds.is_above(row)).collect();
        let message = format!(
            "{phrase} cannot be compared year by year with {series}, for it states no period; met by {}; exceeded by {}",
            listed(&near),
            listed(&beyond)
        );
        return Some(finding(Severity::Info, message).help("name the years that the figure is of"));
    }
    let values = in_period(claim, vintage);
    let (first, last) = (vintage.values.first()?, vintage.values.last()?);
    if values.is_empty() {
        let message = format!(
            "{phrase} cannot be compared with {series}: no value in {}, it runs from {} to {}",
            claim.time_period?, first.time_period?, last.time_period?
        );
        return Some(finding(Severity::Info, message).help("add a series that covers the period"));
    }
    let misses: Vec<_> = values.iter().copied().filter(|row| !bounds.holds(row)).collect();
    let (n, n_misses) = (values.len(), misses.len());
    let is_each = matches!(claim.comparator, Some(Comparator::Gt | Comparator::Ge | Comparator::Lt | Comparator::Le))
        || bounds.frequency.is_some();
    // A plain figure for several years is of one of them: it was reached, or it is their level.
    let allowed = if is_each { bounds.frequency.unwrap_or(0.0) } else { 1.0 - 1.0 / as_number(n.max(2)) };
    let allowed = if n == 1 { 0.0 } else { allowed };
    if as_number(n_misses) <= allowed * as_number(n) {
        return None;
    }
    let side = match claim.comparator {
        Some(Comparator::Gt | Comparator::Ge) => "below",
        Some(Comparator::Lt | Comparator::Le) => "above",
        _ => "off",
    };
    let message = if n == 1 {
        format!("expected {phrase} to be borne out by {series}, found {}", listed(&misses))
    } else {
        format!(
            "expected {phrase} to be borne out by {series}, found {n_misses} of {n} periods {side}: {}",
            listed(&misses)
        )
    };
    Some(
        finding(Severity::Warning, message)
            .help("narrow the period or the figure to what the series shows, or name the source that says otherwise"),
    )
}

/// Where values bear a claim out.
struct Bounds {
    low: f64,
    high: f64,
    is_low_open: bool,
    is_high_open: bool,
    /// Share of periods that may miss, where a word of frequency says so.
    frequency: Option<f64>,
}

impl Bounds {
    /// The bounds in the claim's unit; `None` where the claim states none.
    fn of(subject: &Subject<'_>, claim: &Observation) -> Option<Self> {
        let words = words(claim.phrase.as_deref().unwrap_or_default());
        let hedges = subject.lexicon.hedges.all(&words);
        let is_frequency = |phrase: &str| FREQUENCIES.contains(&phrase);
        let frequency =
            hedges.iter().find(|found| is_frequency(&found.value.phrase)).map(|found| found.value.tolerance);
        let degrees = hedges.iter().filter(|found| !is_frequency(&found.value.phrase));
        let degree = degrees.map(|found| found.value.tolerance).fold(UNHEDGED_TOLERANCE, f64::max);
        let figure = claim.value.or(claim.value_low).or(claim.value_high)?;
        let slack = figure.abs() * degree;
        let (low, high) = match claim.comparator {
            Some(Comparator::Gt | Comparator::Ge) => (claim.value_low.unwrap_or(figure), f64::INFINITY),
            Some(Comparator::Lt | Comparator::Le) => (f64::NEG_INFINITY, claim.value_high.unwrap_or(figure)),
            // Bounds that the words themselves set are widened by no more than a rounding.
            _ => {
                let bare = figure.abs() * UNHEDGED_TOLERANCE;
                let bound = |bound: Option<f64>, by: f64| bound.map_or(figure + by * slack, |bound| bound + by * bare);
                let is_set = claim.value_low != claim.value_high;
                if is_set {
                    (bound(claim.value_low, -1.0), bound(claim.value_high, 1.0))
                } else {
                    (figure - slack, figure + slack)
                }
            }
        };
        let is_low_open = claim.comparator == Some(Comparator::Gt);
        let is_high_open = claim.comparator == Some(Comparator::Lt);
        Some(Self { low, high, is_low_open, is_high_open, frequency })
    }

    fn is_above(&self, row: &Observation) -> bool {
        row.value.is_some_and(|value| value > self.high || self.is_high_open && value >= self.high)
    }

    fn holds(&self, row: &Observation) -> bool {
        row.value.is_some_and(|value| {
            let reaches = if self.is_low_open { value > self.low } else { value >= self.low };
            let keeps = if self.is_high_open { value < self.high } else { value <= self.high };
            reaches && keeps
        })
    }
}

fn in_period<'d>(claim: &Observation, vintage: &Observed<'d>) -> Vec<&'d Observation> {
    let Some(period) = claim.time_period else { return vintage.values.clone() };
    let is_in = |row: &&&Observation| {
        row.time_period.is_some_and(|observed| period.contains(observed) || observed.contains(period))
    };
    vintage.values.iter().filter(is_in).copied().collect()
}

/// Whether the claim can be held against the series as it stands: one unit, or a share for a share of something.
fn same_unit(subject: &Subject<'_>, claim: &Observation, series: &Series) -> bool {
    let base = |id: &Option<String>| {
        let unit = subject.lexicon.vocabulary.units.iter().find(|unit| Some(&unit.unit) == id.as_ref());
        unit.map(|unit| (unit.base.split('-').next().unwrap_or_default().to_owned(), unit.factor.to_bits()))
    };
    base(&claim.unit).is_some_and(|own| Some(own) == base(&series.unit))
}

fn named(series: &Series) -> String {
    let vintage = match (series.updated, series.accessed) {
        (Some(day), _) => format!(" (updated {day})"),
        (None, Some(day)) => format!(" (fetched {day})"),
        (None, None) => String::new(),
    };
    format!("{}{vintage}", quoted(&series.title))
}

fn listed(rows: &[&Observation]) -> String {
    let shown: Vec<String> = rows
        .iter()
        .take(LONGEST_LIST)
        .filter_map(|row| Some(format!("{:.1} in {}", row.value?, row.time_period?)))
        .collect();
    match (shown.is_empty(), rows.len().saturating_sub(LONGEST_LIST)) {
        (true, _) => "none".to_owned(),
        (false, 0) => shown.join(", "),
        (false, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

fn as_number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
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
            .map(|(_, finding)| (finding.severity, finding.message))
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
