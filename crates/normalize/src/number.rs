//! Numbers as reports print them: digits, words, fractions, ranges, `mid-40s`.

mod digits;
mod spelled;

use self::digits::Digits;

/// A number found in running text. Byte offsets are of the text given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FoundNumber {
    /// First byte, a sign or currency mark before it included.
    pub(crate) start: usize,
    /// One past the last byte, a scale (`million`) included, a unit not.
    pub(crate) end: usize,
    /// What it says.
    pub(crate) value: NumberValue,
    /// A currency mark before it, as bytes of the text; empty where none.
    pub(crate) currency: (usize, usize),
    /// Whether it is written in words.
    pub(crate) is_spelled: bool,
    /// `>` or `<` before it.
    pub(crate) sign: Option<Sign>,
}

/// A mark of comparison before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// `>`
    Above,
    /// `≥`
    AtLeast,
    /// `<`
    Below,
    /// `≤`
    AtMost,
    /// `~`, `≈`
    About,
}

/// What a number says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NumberValue {
    /// One value.
    Exact(f64),
    /// From one to another, both printed.
    Range(f64, f64),
    /// Words for a part of a decade of numbers: `mid-40s` is 44 to 46; no value is printed.
    Part(f64, f64),
}

impl NumberValue {
    /// The same times a power of ten.
    pub(crate) fn scaled(self, exponent: i32) -> Self {
        // Read anew as decimals, so that 0.3 million is 300000 and nothing beside it.
        let scaled = |value: f64| format!("{value}e{exponent}").parse().unwrap_or(value);
        match self {
            _ if exponent == 0 => self,
            Self::Exact(value) => Self::Exact(scaled(value)),
            Self::Range(low, high) => Self::Range(scaled(low), scaled(high)),
            Self::Part(low, high) => Self::Part(scaled(low), scaled(high)),
        }
    }
}

/// Finds the numbers of a text, in order and without overlap. Stretches in `skip` (dates, citations; in
/// order) are left alone.
pub(crate) fn find_numbers(text: &str, skip: &[(usize, usize)]) -> Vec<FoundNumber> {
    let mut found: Vec<FoundNumber> = Vec::new();
    let mut at = 0;
    let mut skip = skip.iter().peekable();
    while at < text.len() {
        while skip.peek().is_some_and(|(_, end)| *end <= at) {
            skip.next();
        }
        if let Some((_, end)) = skip.peek().filter(|(start, _)| *start <= at) {
            at = *end;
            continue;
        }
        let Some(letter) = text[at..].chars().next() else { break };
        let begins = !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
        let number = begins.then(|| number_at(text, at, letter)).flatten();
        match number {
            Some(number) => {
                at = number.end.max(at + letter.len_utf8());
                found.push(number);
            }
            None => at += letter.len_utf8(),
        }
    }
    join_ranges(text, found)
}

fn number_at(text: &str, at: usize, letter: char) -> Option<FoundNumber> {
    if letter.is_ascii_digit() {
        // `Sangtuda-1`, `§5`, `7.5.2`: part of a name or a longer number.
        let before = text[..at].chars().next_back();
        let glued_dash = matches!(before, Some('-' | '‑' | '–'))
            && text[..at].trim_end_matches(['-', '‑', '–']).ends_with(char::is_alphabetic);
        if matches!(before, Some('.' | '§' | '#' | '/' | ':' | '’' | '\'')) && at > 1 || glued_dash {
            return None;
        }
        let digits = Digits::at(text, at)?;
        let (start, currency, sign, is_negative) = before_number(text, at);
        let value = if is_negative { -digits.value } else { digits.value };
        return Some(FoundNumber {
            start,
            end: digits.end,
            value: NumberValue::Exact(value),
            currency,
            is_spelled: false,
            sign,
        });
    }
    if letter.is_alphabetic() {
        return spelled::number(text, at);
    }
    None
}

/// What stands before the digits: a currency mark, a comparison, a minus.
fn before_number(text: &str, at: usize) -> (usize, (usize, usize), Option<Sign>, bool) {
    let mut start = at;
    let mut currency = (at, at);
    let marks =
        ["US$", "$", "€", "£", "₽", "¥", "₹", "₸", "₺", "₴", "USD", "EUR", "GBP", "RUB", "CNY", "JPY", "KZT", "TJS"];
    let before = text[..start].trim_end_matches([' ', '\u{A0}', '\u{202F}']);
    if let Some(mark) = marks.iter().find(|mark| before.ends_with(**mark)) {
        currency = (before.len() - mark.len(), before.len());
        start = currency.0;
    }
    let before = text[..start].trim_end_matches([' ', '\u{A0}']);
    let mut is_negative = false;
    for minus in ["−", "minus", "-"] {
        // A hyphen is a minus only where it touches the digits and nothing touches it.
        let stands =
            text[..start].strip_suffix(minus).or_else(|| before.strip_suffix(minus).filter(|_| minus == "minus"));
        if let Some(rest) = stands.filter(|rest| rest.is_empty() || rest.ends_with([' ', '(', '\u{A0}'])) {
            is_negative = true;
            start = rest.len();
            break;
        }
    }
    let before = text[..start].trim_end_matches([' ', '\u{A0}']);
    let signs = [
        ('>', Sign::Above),
        ('≥', Sign::AtLeast),
        ('<', Sign::Below),
        ('≤', Sign::AtMost),
        ('~', Sign::About),
        ('≈', Sign::About),
    ];
    let sign = signs.into_iter().find(|(mark, _)| before.ends_with(*mark));
    if let Some((mark, _)) = sign {
        start = before.len() - mark.len_utf8();
    }
    (start, currency, sign.map(|(_, sign)| sign), is_negative)
}

/// Joins `12-15`, `12 to 15`, `12% to 15%`, `between 12 and 15`. The second number's scale counts for both
/// where the first has none: `2–3 million`.
fn join_ranges(text: &str, numbers: Vec<FoundNumber>) -> Vec<FoundNumber> {
    let mut joined: Vec<FoundNumber> = Vec::with_capacity(numbers.len());
    for number in numbers {
        let range = joined.last().and_then(|first| range(text, first, &number));
        match range {
            Some(range) => {
                joined.pop();
                joined.push(range);
            }
            None => joined.push(number),
        }
    }
    joined
}

fn range(text: &str, first: &FoundNumber, second: &FoundNumber) -> Option<FoundNumber> {
    let (NumberValue::Exact(low), NumberValue::Exact(high)) = (first.value, second.value) else { return None };
    let between = text.get(first.end..second.start)?;
    let bare =
        between.trim_start_matches(['%', ' ']).trim_start_matches("percent").trim_start_matches("per cent").trim();
    let before = text[..first.start].trim_end();
    let is_range = match bare {
        "-" | "–" | "—" | "‑" | "--" | "to" => true,
        "and" => before.ends_with("between") || before.ends_with("Between"),
        _ => false,
    };
    if !is_range {
        return None;
    }
    let scale = digits::scale_of(&text[second.start..second.end]);
    let has_own = digits::scale_of(&text[first.start..first.end]) > 1.0;
    let low = if has_own { low } else { low * scale };
    (low <= high).then_some(FoundNumber {
        start: first.start,
        end: second.end,
        value: NumberValue::Range(low, high),
        ..*first
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, NumberValue)]) {
        let found = find_numbers(text, &[]);
        let found: Vec<_> = found.iter().map(|number| (&text[number.start..number.end], number.value)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_in_every_printed_form() {
        use NumberValue::{Exact, Part, Range};
        check("some 1,060 km", &[("1,060", Exact(1060.0))]);
        check("1,234.5 tonnes and 1\u{A0}234,5 t", &[("1,234.5", Exact(1234.5)), ("1\u{A0}234,5", Exact(1234.5))]);
        check(
            "USD 2.1bn, $40 million, €3m",
            &[("USD 2.1bn", Exact(2.1e9)), ("$40 million", Exact(4e7)), ("€3m", Exact(3e6))],
        );
        check("mid-40s percent; low 30s", &[("mid-40s", Part(44.0, 46.0)), ("low 30s", Part(31.0, 33.0))]);
        check(
            "12-15 per cent, 12 to 15, between 5 and 7",
            &[("12-15", Range(12.0, 15.0)), ("12 to 15", Range(12.0, 15.0)), ("5 and 7", Range(5.0, 7.0))],
        );
        check("12% to 15%, 2–3 million", &[("12% to 15", Range(12.0, 15.0)), ("2–3 million", Range(2e6, 3e6))]);
        check("minus 4.2%, −3, (-5)", &[("minus 4.2", Exact(-4.2)), ("−3", Exact(-3.0)), ("-5", Exact(-5.0))]);
        check(
            "3½ years, a third, two-thirds, half",
            &[
                ("3½", Exact(3.5)),
                ("a third", Exact(1.0 / 3.0)),
                ("two-thirds", Exact(2.0 / 3.0)),
                ("half", Exact(0.5)),
            ],
        );
        check(
            "thirty-five, two hundred, a dozen",
            &[("thirty-five", Exact(35.0)), ("two hundred", Exact(200.0)), ("a dozen", Exact(12.0))],
        );
        check("> 6m, ~50", &[("> 6m", Exact(6e6)), ("~50", Exact(50.0))]);
        check("a 25-year lease", &[("25", Exact(25.0))]);
        check("a decade, three decades", &[("a", Exact(1.0)), ("three", Exact(3.0))]);
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "201st base",
            "20th",
            "Sangtuda-1",
            "G20",
            "5G",
            "v1.2.3.4",
            "§5",
            "someone",
            "often",
            "thirdly",
            "halfway",
            "tension",
            "a third party",
            "the second half",
        ] {
            check(text, &[]);
        }
        assert_eq!(find_numbers("in 2012 [3]", &[(3, 7), (8, 11)]), []);
    }
}
