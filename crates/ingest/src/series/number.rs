//! Numbers as portals and spreadsheets print them.

/// Marks of a value that is missing, in any case of letters.
const MISSING: &[&str] =
    &["", "..", "...", "\u{2026}", "na", "n/a", "n.a.", "#n/a", "nan", "null", ":", "-", "--", "\u{2013}", "\u{2014}"];

/// What parts whole numbers from fractions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DecimalMark {
    /// `12.4`, as in nearly every portal file.
    #[default]
    Point,
    /// `12,4`, as in files whose cells are parted by semicolons; a number with a point alone is read as well.
    Comma,
}

/// A cell's number. `Ok(None)` is a missing value: nothing, or one of the marks that portals print for it.
///
/// # Errors
/// Where the cell is neither: a phrase that says what is in the way, empty where that is plain.
pub(super) fn number(printed: &[u8], mark: DecimalMark) -> Result<Option<f64>, &'static str> {
    let printed = printed.trim_ascii();
    // The two marks that fill portals' files are told first.
    if printed.is_empty() || printed == b".." {
        return Ok(None);
    }
    let is_plain = printed.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    let text = std::str::from_utf8(printed).map_err(|_| "")?.trim();
    if is_plain && let Ok(value) = text.parse::<f64>() {
        return finite(value);
    }
    // The longest mark has four letters.
    if text.len() <= 8 && MISSING.contains(&text.to_lowercase().as_str()) {
        return Ok(None);
    }
    grouped(text, mark)
}

fn finite(value: f64) -> Result<Option<f64>, &'static str> {
    if value.is_finite() { Ok(Some(value)) } else { Err("a number beyond what can be kept") }
}

/// A number with a minus sign, a decimal comma or marks between thousands, where these can mean one thing only.
fn grouped(text: &str, mark: DecimalMark) -> Result<Option<f64>, &'static str> {
    if text.len() > 64 {
        return Err("");
    }
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    if digits.ends_with('%') {
        return Err("a percent sign");
    }
    let is_space = |letter: char| matches!(letter, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'' | '\u{2019}');
    let numeric = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',' || is_space(letter);
    if !digits.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Err("");
    }
    if !digits.chars().all(numeric) {
        let is_marked = digits.trim_end_matches(|letter: char| !letter.is_ascii_digit()).chars().all(numeric);
        return Err(if is_marked { "a mark after the number" } else { "" });
    }
    let (fraction, thousands) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (whole, rest) = digits.split_once(fraction).map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    if rest.is_some_and(|rest| !rest.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(if rest.is_some_and(|rest| rest.contains(thousands)) && mark == DecimalMark::Point {
            "points between thousands and a decimal comma"
        } else {
            ""
        });
    }
    let parts: Vec<&str> = whole.split(|letter: char| letter == thousands || is_space(letter)).collect();
    let is_grouped = parts.first().is_some_and(|first| (1..=3).contains(&first.len()))
        && parts.iter().skip(1).all(|part| part.len() == 3);
    let commas = whole.matches(thousands).count();
    if parts.len() > 1 && !is_grouped {
        return Err(if commas == 1 { "a decimal comma" } else { "" });
    }
    // One comma before three digits parts thousands in one country and decimals in the next.
    if commas == 1 && parts.len() == 2 && rest.is_none() {
        return Err("a mark that may part thousands or decimals");
    }
    let plain = format!("{sign}{}.{}", parts.concat(), rest.unwrap_or("0"));
    plain.parse::<f64>().map_err(|_| "").and_then(finite)
}

/// What is said of a cell that is no number.
pub(super) fn refusal(printed: &str, why: &str) -> String {
    let which = if why.is_empty() { String::new() } else { format!(", which has {why}") };
    let which = which.replace("has a number", "is a number");
    format!("expected a number or nothing, found {}{which}", crate::place::shown(printed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let cases = [
            ("44.1", 44.1),
            (" -0.5 ", -0.5),
            ("1.5E-3", 0.0015),
            ("0", 0.0),
            ("\u{2212}2.5", -2.5),
            ("1,234.5", 1234.5),
            ("1,234,567", 1_234_567.0),
            ("1 000", 1000.0),
            ("12\u{202F}345.6", 12_345.6),
            ("1'000'000", 1_000_000.0),
        ];
        for (printed, expected) in cases {
            assert_eq!(number(printed.as_bytes(), DecimalMark::Point), Ok(Some(expected)), "{printed:?}");
        }
        let cases = [("12,4", 12.4), ("1.234,5", 1234.5), ("-0,5", -0.5), ("1 234,5", 1234.5), ("12.4", 12.4)];
        for (printed, expected) in cases {
            assert_eq!(number(printed.as_bytes(), DecimalMark::Comma), Ok(Some(expected)), "{printed:?}");
        }
    }

    #[test]
    fn missing_is_never_zero() {
        for printed in ["", "  ", "..", "NA", "n/a", "N/A", "-", "\u{2013}", "NaN", "null", ":", "\u{2026}", "#N/A"] {
            assert_eq!(number(printed.as_bytes(), DecimalMark::Point), Ok(None), "{printed:?}");
        }
    }

    #[test]
    fn anything_else_is_refused_by_name() {
        let cases = [
            ("inf", ""),
            ("1e999", "a number beyond what can be kept"),
            ("1,5", "a decimal comma"),
            ("1.234,5", "points between thousands and a decimal comma"),
            ("1,234", "a mark that may part thousands or decimals"),
            ("12,34,567", ""),
            ("0x10", ""),
            (".", ""),
            ("x", ""),
            ("12.5%", "a percent sign"),
            ("12.5 e", "a mark after the number"),
            ("12*", "a mark after the number"),
            ("(1.5)", ""),
            ("1 00", ""),
            ("1-2", ""),
            ("1.2.3", ""),
            ("--1", ""),
        ];
        for (printed, expected) in cases {
            assert_eq!(number(printed.as_bytes(), DecimalMark::Point), Err(expected), "{printed:?}");
        }
        assert_eq!(number(b"\xFF1", DecimalMark::Point), Err(""));
        assert_eq!(number("9".repeat(100).as_bytes(), DecimalMark::Point), Ok(Some(1e100)));
        assert_eq!(number("9,999".repeat(100).as_bytes(), DecimalMark::Point), Err(""));
    }
}
