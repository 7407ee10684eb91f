//! Values as a reader says them. Rounding happens here and nowhere else.

use chancery_model::observation::{Comparator, Observation, ObservationKind};

use super::labels::{self, Noun, fill};

/// Most digits and signs of a number of millions that is written in words.
const SHORT: usize = 6;

/// What an observation's value was understood as, with unit: `more than 30 % of GDP`, `44–46 %`, `no. 1`.
/// Empty where no number is printed.
pub(crate) fn value_words(observation: &Observation) -> String {
    let unit = observation.unit.as_deref();
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let (value, low, high) = (finite(observation.value), finite(observation.value_low), finite(observation.value_high));
    let with = |template: &str, value: f64| fill(template, &[&with_unit(&number(value), unit)]);
    match (observation.comparator, value, low, high) {
        (_, Some(value), _, _) if observation.kind == ObservationKind::Rank => {
            fill(labels::VALUE_RANK, &[&number(value)])
        }
        (Some(Comparator::Gt), value, low, _) => first(value, low, |value| with(labels::VALUE_GT, value)),
        (Some(Comparator::Ge), value, low, _) => first(value, low, |value| with(labels::VALUE_GE, value)),
        (Some(Comparator::Lt), value, _, high) => first(value, high, |value| with(labels::VALUE_LT, value)),
        (Some(Comparator::Le), value, _, high) => first(value, high, |value| with(labels::VALUE_LE, value)),
        (_, _, Some(low), Some(high)) if low < high => {
            with_unit(&fill(labels::VALUE_RANGE, &[&number(low), &number(high)]), unit)
        }
        (Some(Comparator::Approx), Some(value), _, _) => with(labels::VALUE_APPROX, value),
        (_, Some(value), _, _) => with_unit(&number(value), unit),
        (_, None, Some(bound), Some(_)) => with_unit(&number(bound), unit),
        (_, None, Some(low), None) => with(labels::VALUE_GE, low),
        (_, None, None, Some(high)) => with(labels::VALUE_LE, high),
        (_, None, None, None) => String::new(),
    }
}

/// A number as recorded, to the last digit, with thousands separated and round millions in words: `1,626`,
/// `1.6 billion`. One too large or small to read is written with an exponent.
pub(crate) fn number(value: f64) -> String {
    if value != 0.0 && !(1e-6..1e15).contains(&value.abs()) {
        return format!("{value:e}");
    }
    let scaled = labels::LARGE_NUMBERS.iter().find(|(least, _)| value.abs() >= *least);
    match scaled.map(|(least, word)| ((value / least).to_string(), word)) {
        Some((short, word)) if short.len() <= SHORT => fill(word, &[&short]),
        _ => grouped(&value.to_string()),
    }
}

/// A portal's value for reading: one decimal below a thousand (three below one), whole numbers above, and
/// millions and more in words: `47.9`, `5.82 billion`.
pub(crate) fn rounded(value: f64) -> String {
    let size = value.abs();
    let scaled = labels::LARGE_NUMBERS.iter().find(|(least, _)| size >= *least);
    match scaled {
        Some(_) if size >= 1e15 => number(value),
        Some((least, word)) => fill(word, &[&format!("{:.2}", value / least)]),
        None if size >= 1e3 => grouped(&format!("{value:.0}")),
        None if size >= 1.0 => format!("{value:.1}"),
        None if value == 0.0 => "0".to_owned(),
        None => format!("{value:.3}"),
    }
}

/// A written number with its unit: `30 % of GDP`, `US$ 5.82 billion`, `1 year`.
pub(crate) fn with_unit(number: &str, unit: Option<&str>) -> String {
    // No-break spaces: a number is not parted from its unit.
    match unit {
        None => number.to_owned(),
        Some(unit) => match labels::UNIT_PREFIXES.iter().find(|(id, _)| *id == unit) {
            Some((_, prefix)) => format!("{prefix}\u{a0}{number}"),
            None if number == "1" => format!("{number}\u{a0}{}", one_of(unit)),
            None => format!("{number}\u{a0}{}", unit_words(unit)),
        },
    }
}

/// A unit's name from its id: `% of GDP` for `percent-of-gdp`, `US$`, `years`.
pub(crate) fn unit_words(unit: &str) -> String {
    let prefix = labels::UNIT_PREFIXES.iter().find(|(id, _)| *id == unit).map(|(_, prefix)| *prefix);
    let name = prefix.or_else(|| noun_of(unit).map(|noun| noun.many));
    name.map_or_else(|| words_of(unit), str::to_owned)
}

fn one_of(unit: &str) -> String {
    noun_of(unit).map_or_else(|| words_of(unit), |noun| noun.one.to_owned())
}

fn noun_of(unit: &str) -> Option<&'static Noun> {
    labels::UNITS.iter().find(|(id, _)| *id == unit).map(|(_, noun)| noun)
}

fn words_of(unit: &str) -> String {
    unit.replace(['-', '_'], " ")
}

fn first(value: Option<f64>, bound: Option<f64>, say: impl Fn(f64) -> String) -> String {
    value.or(bound).map(say).unwrap_or_default()
}

/// Thousands separated in the whole part of a written number.
fn grouped(written: &str) -> String {
    let (whole, fraction) = written.split_once('.').map_or((written, None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.trim_start_matches('-');
    let mut text = "-".repeat(whole.len() - digits.len());
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[test]
    fn numbers_are_recorded_ones() {
        let cases = [
            (44.0, "44"),
            (0.1, "0.1"),
            (1626.0, "1,626"),
            (-1_234_567.5, "-1,234,567.5"),
            (1_600_000_000.0, "1.6 billion"),
            (2_000_001.0, "2,000,001"),
            (0.0, "0"),
            (1e300, "1e300"),
            (1e-9, "1e-9"),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
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
            assert_eq!(rounded(value), expected);
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
            assert_eq!(value_words(&observation), expected, "{comparator:?} {value:?} {low:?} {high:?}");
        }
    }

    #[test]
    fn units_have_names_and_one_is_singular() {
        let cases =
            [("year", "1\u{a0}year"), ("usd", "US$\u{a0}1"), ("sheep-herd", "1\u{a0}sheep herd"), ("", "1\u{a0}")];
        for (unit, expected) in cases {
            assert_eq!(with_unit("1", Some(unit)), expected, "{unit}");
        }
        assert_eq!(unit_words("century"), "centuries");
    }

    #[test]
    fn a_rank_is_a_place_in_an_order() {
        let rank = Observation { value: Some(1.0), ..specimen::observation("largest", ObservationKind::Rank) };
        assert_eq!(value_words(&rank), "no. 1");
        assert_eq!(value_words(&Observation { value: None, ..rank }), "");
    }
}
