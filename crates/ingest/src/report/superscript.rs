//! Raised figures: the number of a source, or an exponent.

/// What a raised stretch prints, given what stands before it. A number that cites becomes `[3]`; where the report
/// lists no sources, and in exponents, figures stay raised, so that they never run into a number before them.
pub(super) fn printed(before: &str, raised: &str, has_sources: bool) -> String {
    let bare = raised.trim();
    if bare.is_empty() || before.trim_end().is_empty() {
        return raised.to_owned();
    }
    match numbers(bare) {
        Some(numbers) if has_sources && !is_exponent(before, bare) => format!("[{numbers}]"),
        _ => raised.chars().map(|letter| raised_form(letter).unwrap_or(letter)).collect(),
    }
}

/// Numbers of sources as a bracket holds them: `3`, `3, 4`, `5–7`. Brackets of its own are taken off.
pub(super) fn numbers(raised: &str) -> Option<String> {
    const MOST: usize = 60;
    let bare = raised.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')'])).unwrap_or(raised).trim();
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | ';' | '-' | '–' | ' ' | '\u{A0}');
    let begins_and_ends = bare.starts_with(|letter: char| letter.is_ascii_digit())
        && bare.ends_with(|letter: char| letter.is_ascii_digit());
    if !begins_and_ends || bare.len() > MOST || !bare.chars().all(is_part) {
        return None;
    }
    let mut spaced = String::with_capacity(bare.len() + 4);
    for letter in bare.chars().filter(|letter| !matches!(letter, ' ' | '\u{A0}')) {
        spaced.push(letter);
        if matches!(letter, ',' | ';') {
            spaced.push(' ');
        }
    }
    // Two numbers that only a space parts are two.
    (!bare.split([' ', '\u{A0}']).collect::<Vec<_>>().windows(2).any(|pair| joins_digits(pair[0], pair[1])))
        .then_some(spaced)
}

fn joins_digits(left: &str, right: &str) -> bool {
    left.ends_with(|letter: char| letter.is_ascii_digit()) && right.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether a raised number is a power: of ten, of a unit of length, or of a single letter that stands for a
/// quantity.
fn is_exponent(before: &str, raised: &str) -> bool {
    const LENGTHS: [&str; 12] = ["m", "km", "cm", "mm", "dm", "nm", "ft", "mi", "yd", "in", "hm", "dam"];
    let word_start = before
        .rfind(|letter: char| !letter.is_alphanumeric())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    if word == "10" {
        return true;
    }
    let unit = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_power = matches!(raised, "2" | "3");
    let mut letters = unit.chars();
    let is_quantity = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    is_power && (LENGTHS.contains(&unit) || is_quantity && unit != "I")
}

/// The raised form of a figure or sign.
const fn raised_form(letter: char) -> Option<char> {
    Some(match letter {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '+' => '⁺',
        '-' | '−' => '⁻',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_cite() {
        let cases = [
            ("Trade fell.", "3", "[3]"),
            ("in 2012", "4", "[4]"),
            ("said so", " 3,4 ", "[3, 4]"),
            ("said so", "5–7", "[5–7]"),
            ("said so", "[12]", "[12]"),
            ("the basin", "2", "[2]"),
            ("of 30 km", "5", "[5]"),
        ];
        for (before, raised, expected) in cases {
            assert_eq!(printed(before, raised, true), expected, "{before}^{raised}");
        }
    }

    #[test]
    fn figures_that_do_not() {
        let cases = [
            ("30 km", "2", "²"),
            ("30km", "2", "²"),
            ("4.2 m", "3", "³"),
            ("10", "6", "⁶"),
            ("10", "-6", "⁻⁶"),
            ("an R", "2", "²"),
            ("21", "st", "st"),
            ("", "1", "1"),
            ("a", "3 4", "³ ⁴"),
            ("x", "", ""),
            ("word", "a", "a"),
            ("word", ",", ","),
        ];
        for (before, raised, expected) in cases {
            assert_eq!(printed(before, raised, true), expected, "{before}^{raised}");
        }
        assert_eq!(printed("in 2012", "4", false), "⁴", "no sources are listed");
    }
}
