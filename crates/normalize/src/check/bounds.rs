//! Where values bear a stated figure out.

use chancery_model::observation::{Comparator, Observation};

use crate::lexicon::Lexicon;
use chancery_lexis::word::words;

/// How far a value may lie from a figure without a word of degree, as a share of the figure: vintages differ and
/// reports round.
const UNHEDGED_TOLERANCE: f64 = 0.05;

/// Where values bear a claim out.
pub(super) struct Bounds {
    low: f64,
    high: f64,
    /// Whether the lower bound itself is outside.
    is_low_open: bool,
    /// Whether the upper bound itself is outside.
    is_high_open: bool,
    /// Whether every value is meant: `above`, `at most`, or a word of frequency.
    is_each: bool,
    /// Share of periods that may miss, where a word of frequency says so.
    frequency: Option<f64>,
}

impl Bounds {
    /// The bounds in the claim's unit; `None` where the claim states none.
    pub(super) fn of(lexicon: &Lexicon<'_>, claim: &Observation) -> Option<Self> {
        let words = words(claim.phrase.as_deref().unwrap_or_default());
        let hedges = lexicon.hedges.all(&words);
        let frequencies = lexicon.frequencies.all(&words);
        let frequency = frequencies.first().map(|found| *found.value);
        // A word of both tables speaks of the periods here.
        let is_frequency = |first: usize| frequencies.iter().any(|found| (found.first..found.next).contains(&first));
        let degrees = hedges.iter().filter(|found| !is_frequency(found.first));
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
        let is_each = frequency.is_some()
            || matches!(claim.comparator, Some(Comparator::Gt | Comparator::Ge | Comparator::Lt | Comparator::Le));
        Some(Self { low, high, is_low_open, is_high_open, is_each, frequency })
    }

    /// The same in a unit of which `factor` make one of the claim's.
    pub(super) fn times(&self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor, ..*self }
    }

    /// Whether a value lies above.
    pub(super) fn is_above(&self, row: &Observation) -> bool {
        row.value.is_some_and(|value| value > self.high || self.is_high_open && value >= self.high)
    }

    /// Whether a value lies within.
    pub(super) fn holds(&self, row: &Observation) -> bool {
        row.value.is_some_and(|value| {
            let reaches = if self.is_low_open { value > self.low } else { value >= self.low };
            let keeps = if self.is_high_open { value < self.high } else { value <= self.high };
            reaches && keeps
        })
    }

    /// The values that miss, where they are more than the words allow; `None` where the values bear the claim out. A
    /// plain figure for several years is of one of them: it was reached, or it is their level.
    pub(super) fn misses<'d>(&self, values: &[&'d Observation]) -> Option<Vec<&'d Observation>> {
        let misses: Vec<_> = values.iter().copied().filter(|row| !self.holds(row)).collect();
        let (n, n_misses) = (as_number(values.len()), as_number(misses.len()));
        let allowed = match (values.len(), self.is_each) {
            (0 | 1, _) => 0.0,
            (_, true) => self.frequency.unwrap_or(0.0),
            (_, false) => 1.0 - 1.0 / n,
        };
        (n_misses > allowed * n).then_some(misses)
    }
}

fn as_number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
