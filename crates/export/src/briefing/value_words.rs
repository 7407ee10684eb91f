//! Values as a reader says them. Rounding happens here and nowhere else.

use chancery_model::observation::{Comparator, Observation, ObservationKind};

use super::label::Label;
use super::wording::{Size, Wording};

/// Most decimals that a report is taken to print.
const MOST_DECIMALS: usize = 6;

/// Most digits and signs of a number of millions that is written in words.
const SHORT: usize = 6;

/// The least value that is written so in words, largest first.
const LARGE_NUMBERS: [(f64, Label); 3] = [(1e12, Label::Trillion), (1e9, Label::Billion), (1e6, Label::Million)];

/// A number as written, and as its unit's plural depends on it.
type Written = (String, Size);

impl Wording<'_> {
    /// What an observation's value was understood as, with unit: `more than 30 % of GDP`, `44–46 %`, `no. 1`.
    /// Empty where no number is printed.
    pub(crate) fn value(&self, observation: &Observation) -> String {
        let unit = observation.unit.as_deref();
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        let (value, low, high) =
            (finite(observation.value), finite(observation.value_low), finite(observation.value_high));
        let plain = |value: f64| self.unit_of(self.written(value), unit);
        let with = |label: Label, value: Option<f64>| {
            value.map(|value| self.fill(label, &[("value", &plain(value))])).unwrap_or_default()
        };
        match (observation.comparator, value, low, high) {
            (_, Some(value), _, _) if observation.kind == ObservationKind::Rank => {
                self.fill(Label::ValueRank, &[("value", &self.number(value))])
            }
            (Some(Comparator::Gt), value, low, _) => with(Label::ValueGt, value.or(low)),
            (Some(Comparator::Ge), value, low, _) => with(Label::ValueGe, value.or(low)),
            (Some(Comparator::Lt), value, _, high) => with(Label::ValueLt, value.or(high)),
            (Some(Comparator::Le), value, _, high) => with(Label::ValueLe, value.or(high)),
            (_, _, Some(low), Some(high)) if low < high => {
                let (end, size) = self.written(high);
                let range = self.fill(Label::ValueRange, &[("low", &self.number(low)), ("high", &end)]);
                self.unit_of((range, size), unit)
            }
            (Some(Comparator::Approx), Some(value), _, _) => with(Label::ValueApprox, Some(value)),
            (_, Some(value), _, _) => plain(value),
            (_, None, Some(bound), Some(_)) => plain(bound),
            (_, None, Some(low), None) => with(Label::ValueGe, Some(low)),
            (_, None, None, Some(high)) => with(Label::ValueLe, Some(high)),
            (_, None, None, None) => String::new(),
        }
    }

    /// A portal's value for reading, with its unit: one decimal below a thousand (three below one), whole numbers
    /// above, and millions and more in words: `47.9 %`, `US$ 5.82 billion`.
    pub(crate) fn rounded_with_unit(&self, value: f64, unit: Option<&str>) -> String {
        self.unit_of(self.rounded_written(value), unit)
    }

    /// The same without a unit.
    pub(crate) fn rounded(&self, value: f64) -> String {
        self.rounded_written(value).0
    }

    /// A number as recorded, to the last digit, with thousands separated and round millions in words: `1,626`,
    /// `1.6 billion`. A fraction that no report prints, such as that of a third, is cut to two decimals or three digits; what is too
    /// large or small to read is written with an exponent.
    pub(crate) fn number(&self, value: f64) -> String {
        self.written(value).0
    }

    fn written(&self, value: f64) -> Written {
        let size = Size::written(&value.to_string());
        let value = readable(value);
        if value != 0.0 && !(1e-6..1e15).contains(&value.abs()) {
            return (format!("{value:e}"), size);
        }
        let scaled = LARGE_NUMBERS.iter().find(|(least, _)| value.abs() >= *least);
        let words = match scaled.map(|(least, word)| ((value / least).to_string(), *word)) {
            Some((short, word)) if short.len() <= SHORT => self.fill(word, &[("n", &self.grouped(&short))]),
            _ => self.grouped(&value.to_string()),
        };
        (words, size)
    }

    fn rounded_written(&self, value: f64) -> Written {
        let size = value.abs();
        let scaled = LARGE_NUMBERS.iter().find(|(least, _)| size >= *least);
        let written = match scaled {
            Some(_) if size >= 1e15 => return self.written(value),
            Some((least, word)) => {
                let words = self.fill(*word, &[("n", &self.grouped(&format!("{:.2}", value / least)))]);
                return (words, Size::written(&format!("{size:.0}")));
            }
            None if size >= 1e3 => format!("{value:.0}"),
            None if size >= 1.0 => format!("{value:.1}"),
            None if value == 0.0 => "0".to_owned(),
            None => format!("{value:.3}"),
        };
        (self.grouped(&written), Size::written(&written))
    }

    fn unit_of(&self, (written, size): Written, unit: Option<&str>) -> String {
        self.with_unit(&written, unit, &size)
    }
}

/// The value with two decimals, or below one with three digits, where it has so many decimals that it was reckoned,
/// not printed.
fn readable(value: f64) -> f64 {
    let written = value.to_string();
    let n_decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match value.abs() {
        _ if n_decimals <= MOST_DECIMALS => value,
        size if size >= 1.0 => (value * 100.0).round() / 100.0,
        _ => format!("{value:.2e}").parse().unwrap_or(value),
    }
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, wording};
    use super::*;

    #[test]
    fn numbers_are_recorded_ones() {
        let cases = [
            (44.0, "44"),
            (0.1, "0.1"),
            (100.0 / 3.0, "33.33"),
            (-200.0 / 3.0, "-66.67"),
            (1.0 / 12.0, "0.0833"),
            (1.234_567, "1.234567"),
            (1e9 / 3.0, "333,333,333.33"),
            (1626.0, "1,626"),
            (-1_234_567.5, "-1,234,567.5"),
            (1_600_000_000.0, "1.6 billion"),
            (2_000_001.0, "2,000,001"),
            (0.0, "0"),
            (1e300, "1e300"),
            (1e-9, "1e-9"),
        ];
        for (value, expected) in cases {
            assert_eq!(wording().number(value), expected);
        }
    }

    #[test]
    fn portal_values_are_rounded_for_reading() {
        let cases = [
            (47.877_4, "47.9"),
            (0.034_6, "0.035"),
            (0.0, "0"),
            (-3.26, "-3.3"),
            (12_345.6, "12,346"),
            (5_821_000_000.0, "5.82 billion"),
            (-2_500_000.0, "-2.50 million"),
            (1e300, "1e300"),
        ];
        for (value, expected) in cases {
            assert_eq!(wording().rounded(value), expected);
        }
    }

    #[test]
    fn values_keep_their_comparator_and_unit() {
        let gdp = Some("percent-of-gdp");
        let cases = [
            (Some(Comparator::Approx), Some(45.0), Some(44.0), Some(46.0), gdp, "44–46\u{a0}% of GDP"),
            (Some(Comparator::Gt), Some(30.0), Some(30.0), None, gdp, "more than 30\u{a0}% of GDP"),
            (Some(Comparator::Gt), None, Some(30.0), None, gdp, "more than 30\u{a0}% of GDP"),
            (Some(Comparator::Le), Some(5.0), None, Some(5.0), None, "at most 5"),
            (Some(Comparator::Eq), Some(2.0), Some(2.0), Some(2.0), Some("year"), "2\u{a0}years"),
            (Some(Comparator::Approx), Some(100.0), None, None, Some("person"), "about 100\u{a0}people"),
            (Some(Comparator::Eq), Some(4.5e9), None, None, Some("usd"), "US$\u{a0}4.5 billion"),
            (None, None, Some(3.0), None, None, "at least 3"),
            (None, None, None, None, gdp, ""),
            (Some(Comparator::Until), None, None, None, None, ""),
            (Some(Comparator::Gt), None, None, Some(9.0), gdp, ""),
            (None, Some(f64::NAN), None, None, gdp, ""),
        ];
        for (comparator, value, low, high, unit, expected) in cases {
            let observation = Observation {
                comparator,
                value,
                value_low: low,
                value_high: high,
                unit: unit.map(str::to_owned),
                ..specimen::observation("stated", ObservationKind::Figure)
            };
            assert_eq!(wording().value(&observation), expected, "{comparator:?} {value:?} {low:?} {high:?}");
        }
    }

    #[test]
    fn units_have_names_and_one_is_singular() {
        let cases =
            [("year", "1\u{a0}year"), ("usd", "US$\u{a0}1"), ("sheep-herd", "1\u{a0}sheep herd"), ("", "1\u{a0}")];
        for (unit, expected) in cases {
            assert_eq!(wording().with_unit("1", Some(unit), &Size::written("1")), expected, "{unit}");
        }
        assert_eq!(wording().unit("century"), "centuries");
    }

    #[test]
    fn a_rank_is_a_place_in_an_order() {
        let rank = Observation { value: Some(1.0), ..specimen::observation("largest", ObservationKind::Rank) };
        assert_eq!(wording().value(&rank), "no. 1");
        assert_eq!(wording().value(&Observation { value: None, ..rank }), "");
    }
}
