//! Numbers in words, and words for a part of a decade of numbers.

use super::{FoundNumber, NumberValue};

const ONES: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[(&str, f64)] = &[
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];
const SCALES: &[(&str, f64)] =
    &[("dozen", 12.0), ("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];
const PARTS: &[(&str, f64)] = &[
    ("half", 2.0),
    ("third", 3.0),
    ("thirds", 3.0),
    ("quarter", 4.0),
    ("quarters", 4.0),
    ("fifth", 5.0),
    ("fifths", 5.0),
    ("tenth", 10.0),
    ("tenths", 10.0),
];
/// Lengths of time that `a` counts.
const TIMES: &[&str] = &["decade", "century", "year", "month", "week", "day"];
/// Nouns before which a fraction is an ordinal or an adjective: `a third party`.
const AFTER_ORDINAL: &[&str] = &[
    "party",
    "parties",
    "country",
    "countries",
    "time",
    "term",
    "round",
    "rounds",
    "way",
    "state",
    "states",
    "side",
    "option",
    "final",
    "finals",
    "century",
    "reading",
    "session",
    "world",
];

/// The number in words that begins at `at`, which is the start of a word.
pub(super) fn number(text: &str, at: usize) -> Option<FoundNumber> {
    let (first, first_end) = word(text, at)?;
    if let Some((low, high, end)) = part_of_decade(text, &first, first_end) {
        return Some(found(at, end, NumberValue::Part(low, high), true));
    }
    let next = |end: usize| {
        let start = end + text[end..].len() - text[end..].trim_start_matches([' ', '\u{A0}', '-', '‑']).len();
        word(text, start).filter(|_| start > end)
    };
    if first == "half" {
        // `half a million`
        if let Some((article, article_end)) = next(first_end).filter(|(word, _)| word == "a" || word == "an")
            && let Some((scale, end)) = next(article_end).and_then(|(name, end)| Some((scale(&name)?, end)))
            && !article.is_empty()
        {
            return Some(found(at, end, NumberValue::Exact(scale / 2.0), true));
        }
        let of_something = next(first_end).is_none_or(|(word, _)| !matches!(word.as_str(), "way" | "hearted" | "year"));
        let ordinal =
            previous_word(text, at).is_some_and(|word| matches!(word, "first" | "second" | "latter" | "other" | "the"));
        return (of_something && !ordinal).then(|| found(at, first_end, NumberValue::Exact(0.5), true));
    }
    if let Some(value) = first.strip_suffix("fold").and_then(cardinal) {
        return Some(found(at, first_end, NumberValue::Exact(value), true));
    }
    let is_article = matches!(first.as_str(), "a" | "an");
    let mut value = if is_article { 1.0 } else { cardinal(&first)? };
    let mut end = first_end;
    let mut is_counted = !is_article;
    if TENS.iter().any(|(name, _)| *name == first)
        && let Some((one, one_end)) = next(end).filter(|(word, _)| ONES[1..10].contains(&word.as_str()))
    {
        value += cardinal(&one)?;
        end = one_end;
    }
    if let Some((half, half_end)) = and_a_half(text, end).filter(|_| !is_article) {
        value += half;
        end = half_end;
    }
    while let Some((name, next_end)) = next(end) {
        if let Some(scale) = scale(&name) {
            value *= scale;
        } else if let Some((_, parts)) = PARTS.iter().find(|(known, _)| *known == name) {
            if next(next_end).is_some_and(|(word, _)| AFTER_ORDINAL.contains(&word.as_str())) {
                return None;
            }
            value /= parts;
        } else {
            // `a decade` counts one, `a treaty` does not.
            is_counted |= TIMES.contains(&name.as_str());
            break;
        }
        is_counted = true;
        end = next_end;
    }
    is_counted.then(|| found(at, end, NumberValue::Exact(value), true))
}

fn scale(name: &str) -> Option<f64> {
    SCALES.iter().find(|(known, _)| *known == name).map(|(_, scale)| *scale)
}

/// The rest of `two and a half`.
fn and_a_half(text: &str, at: usize) -> Option<(f64, usize)> {
    let parts = [(" and a half", 0.5), (" and a quarter", 0.25), (" and three quarters", 0.75)];
    let (words, part) = parts.into_iter().find(|(words, _)| text[at..].starts_with(words))?;
    let end = at + words.len();
    (!text[end..].starts_with(char::is_alphanumeric)).then_some((part, end))
}

/// `mid-40s`, `low 30s`, `upper twenties`: the numbers meant.
fn part_of_decade(text: &str, first: &str, end: usize) -> Option<(f64, f64, usize)> {
    let (low, high) = match first {
        "mid" => (4.0, 6.0),
        "low" | "lower" => (1.0, 3.0),
        "high" | "upper" => (7.0, 9.0),
        _ => return None,
    };
    let start = end + text[end..].len() - text[end..].trim_start_matches([' ', '-', '‑', '–']).len();
    if start > end
        && let Some((name, name_end)) = word(text, start)
        && let Some(tens) =
            name.strip_suffix("ies").and_then(|stem| cardinal(&format!("{stem}y"))).filter(|tens| *tens >= 20.0)
    {
        return Some((tens + low, tens + high, name_end));
    }
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let tens: f64 = text[start..start + digits].parse().ok()?;
    let closes = text[start + digits..].strip_prefix('s').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    (start > end && digits == 2 && tens % 10.0 == 0.0 && closes).then_some((
        tens + low,
        tens + high,
        start + digits + 1,
    ))
}

fn found(start: usize, end: usize, value: NumberValue, is_spelled: bool) -> FoundNumber {
    FoundNumber { start, end, value, currency: (start, start), is_spelled, sign: None }
}

fn cardinal(word: &str) -> Option<f64> {
    let tens = TENS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    tens.or_else(|| ONES.iter().position(|name| *name == word).and_then(|at| u8::try_from(at).ok()).map(f64::from))
}

/// The letters from `at`, in lower case, and their end.
fn word(text: &str, at: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 16;
    let rest = &text[at..];
    let length = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
    (1..=LONGEST).contains(&length).then(|| (rest[..length].to_lowercase(), at + length))
}

fn previous_word(text: &str, at: usize) -> Option<&str> {
    text[..at].trim_end().rsplit(|letter: char| !letter.is_alphabetic()).next()
}
