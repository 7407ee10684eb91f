//! Scales: from values and years to points, and round numbers to mark them at.

use super::wording::Wording;

/// A straight scale from values to points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    /// Lowest value.
    pub(crate) low: f64,
    /// Highest value, above `low`.
    pub(crate) high: f64,
    /// Where the lowest value lies, in points.
    pub(crate) start: f32,
    /// Where the highest value lies, in points.
    pub(crate) end: f32,
}

impl Scale {
    /// Where a value lies; one outside the scale lies at its nearer end.
    pub(crate) fn place(&self, value: f64) -> f32 {
        let span = self.high - self.low;
        let share = if span > 0.0 { ((value - self.low) / span).clamp(0.0, 1.0) } else { 0.5 };
        // Shares are between 0 and 1: the loss of precision is below any printer's.
        self.start + (self.end - self.start) * share as f32
    }
}

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    /// Value or year (with fraction) marked.
    pub(crate) at: f64,
    /// What is written there.
    pub(crate) label: String,
}

/// 1, 2 or 5 times a power of ten, at least `least`; 1 where `least` is no positive number.
pub(crate) fn round_step(least: f64) -> f64 {
    if !least.is_finite() || least <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(least.log10().floor());
    // The tenth part of a hundredth forgives what the logarithm loses.
    [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= least * 0.999).unwrap_or(least)
}

/// Values marked from `low` to `high`, at most about `most`, and the step between them.
pub(crate) fn value_marks(low: f64, high: f64, most: u32) -> (Vec<f64>, f64) {
    let step = round_step((high - low) / f64::from(most.max(1)));
    (multiples(low, high, step, most + 2), step)
}

/// Years (or months, where the span is short) marked from `low` to `high`, at most about `most`.
pub(crate) fn time_ticks(wording: &Wording<'_>, low: f64, high: f64, most: u32) -> Vec<Tick> {
    let least = (high - low) / f64::from(most.max(1));
    if least > 0.5 {
        let years = multiples(low, high, round_step(least).max(1.0).round(), most + 2);
        return years.into_iter().map(|year| Tick { at: year, label: format!("{year:.0}") }).collect();
    }
    let months = [1.0, 3.0, 6.0].into_iter().find(|months| months / 12.0 >= least).unwrap_or(6.0);
    let marks = multiples(low * 12.0, high * 12.0, months, most + 2);
    marks.into_iter().map(|month| Tick { at: month / 12.0, label: month_label(wording, month) }).collect()
}

/// `2022` for January, else the month's short name.
fn month_label(wording: &Wording<'_>, months: f64) -> String {
    let month = months.round().rem_euclid(12.0);
    if month == 0.0 { format!("{:.0}", (months / 12.0).round()) } else { wording.month(month as u8 + 1, "short") }
}

/// Multiples of `step` from `low` to `high`, never more than `most`.
fn multiples(low: f64, high: f64, step: f64, most: u32) -> Vec<f64> {
    let first = (low / step - 1e-9).ceil();
    // Adding 0 turns the negative zero of `ceil` into zero.
    let marks = (0..most).map(|count| (first + f64::from(count)) * step + 0.0);
    marks.take_while(|mark| *mark <= high + step * 1e-9).collect()
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[test]
    fn steps_are_round() {
        for (least, expected) in [(0.7, 1.0), (1.0, 1.0), (1.1, 2.0), (3.0, 5.0), (7.0, 10.0), (1200.0, 2000.0)] {
            assert_eq!(round_step(least), expected, "{least}");
        }
        for least in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(round_step(least), 1.0);
        }
    }

    #[test]
    fn years_and_months_are_marked() {
        let labels = |low, high, most| {
            time_ticks(&specimen::wording(), low, high, most).into_iter().map(|t| t.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(1991.0, 2026.0, 8), ["1995", "2000", "2005", "2010", "2015", "2020", "2025"]);
        assert_eq!(labels(2022.0, 2023.0, 6), ["2022", "Apr", "Jul", "Oct", "2023"]);
        assert_eq!(labels(2002.0, 2006.0, 9), ["2002", "Jul", "2003", "Jul", "2004", "Jul", "2005", "Jul", "2006"]);
        assert_eq!(
            labels(0.0, 9999.0, 10),
            ["0", "1000", "2000", "3000", "4000", "5000", "6000", "7000", "8000", "9000"]
        );
    }

    #[test]
    fn spans_without_length_are_sound() {
        let scale = Scale { low: 5.0, high: 5.0, start: 0.0, end: 100.0 };
        assert_eq!(scale.place(5.0), 50.0);
        assert!(time_ticks(&specimen::wording(), 2022.0, 2022.0, 5).len() <= 7);
        let (marks, _) = value_marks(3.0, 3.0, 5);
        assert!(marks.len() <= 7, "{marks:?}");
    }

    #[test]
    fn values_beyond_the_scale_stay_on_it() {
        let scale = Scale { low: 0.0, high: 10.0, start: 200.0, end: 0.0 };
        let cases = [(0.0, 200.0), (10.0, 0.0), (5.0, 100.0), (-7.0, 200.0), (1e300, 0.0)];
        for (value, expected) in cases {
            assert_eq!(scale.place(value), expected, "{value}");
        }
    }
}
