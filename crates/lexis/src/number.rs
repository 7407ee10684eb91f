//! Numbers as reports print them: digits, words, fractions, ranges, `mid-40s`.

mod digits;
mod spelled;

use self::digits::Digits;
use crate::date::numbers_what_follows;

/// A number found in running text. Byte offsets are of the text given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundNumber {
    /// First byte, a sign or currency mark before it included.
    pub start: usize,
    /// One past the last byte, a scale (`million`) included, a unit not.
    pub end: usize,
    /// What it says.
    pub value: NumberValue,
    /// A currency mark before it, as bytes of the text; empty where none.
    pub currency: (usize, usize),
    /// Whether it is written in words.
    pub is_spelled: bool,
    /// `>` or `<` before it.
    pub sign: Option<Sign>,
}

/// A mark of comparison before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
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
pub enum NumberValue {
    /// One value.
    Exact(f64),
    /// From one to another, both printed.
    Range(f64, f64),
    /// Words for a part of a decade of numbers: `mid-40s` is 44 to 46; no value is printed.
    Part(f64, f64),
}

impl NumberValue {
    /// The same times a power of ten.
    pub fn scaled(self, exponent: i32) -> Self {
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
pub fn find_numbers(text: &str, skip: &[(usize, usize)]) -> Vec<FoundNumber> {
    let mut found: Vec<FoundNumber> = Vec::new();
    let mut at = 0;
    let mut named = None;
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
        let read = if begins { number_at(text, at, letter) } else { Err(at) };
        match read {
            Ok(number) => {
                let is_named = names_it(text, &number, named);
                at = number.end.max(at + letter.len_utf8());
                if is_named {
                    named = Some(number.end);
                } else {
                    found.push(number);
                }
            }
            Err(next) => at = next.max(at + letter.len_utf8()),
        }
    }
    join_ranges(text, found)
}

/// Whether a number only names what stands before or around it: `Article 5`, `No. 12`, `phase 2`, `(3)`; `named` is where
/// the last such ended: `Articles 5 and 12`.
fn names_it(text: &str, number: &FoundNumber, named: Option<usize>) -> bool {
    let (before, after) = (&text[..number.start], &text[number.end..]);
    if number.is_spelled || number.currency.0 < number.currency.1 || number.sign.is_some() {
        return false;
    }
    let goes_on = |end: usize| matches!(text[end..number.start].trim(), "and" | "," | "or" | "to" | "-" | "–" | "—");
    // `(3)` counts a list; `(-3)` and `(1 200)` do not.
    let is_short = number.end - number.start <= 2 && !text[number.start..].starts_with(['-', '−']);
    let is_listed = is_short && before.ends_with('(') && after.starts_with(')');
    let bare = before.trim_end_matches([' ', '\u{A0}']).trim_end_matches('.');
    let word = bare.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    is_listed || named.is_some_and(goes_on) || (bare.len() < before.len() && numbers_what_follows(word))
}

/// The number at a letter; where there is none, where to go on.
fn number_at(text: &str, at: usize, letter: char) -> Result<FoundNumber, usize> {
    if let Some((value, length)) = digits::fraction_glyph(&text[at..]) {
        return Ok(FoundNumber {
            start: at,
            end: at + length,
            value: NumberValue::Exact(value),
            currency: (at, at),
            is_spelled: false,
            sign: None,
        });
    }
    if letter.is_ascii_digit() {
        // `Sangtuda-1`, `§5`, `7.5.2`: part of a name or a longer number.
        let before = text[..at].chars().next_back();
        let glued_dash = matches!(before, Some('-' | '‑' | '–'))
            && text[..at].trim_end_matches(['-', '‑', '–']).ends_with(char::is_alphabetic);
        let is_code = matches!(before, Some('.' | '§' | '#' | '/' | ':' | '’' | '\'')) && at > 1;
        let is_sum = text[..at].strip_suffix('+').is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
        let digits = Digits::at(text, at)?;
        if is_code || is_sum || glued_dash {
            return Err(digits.end);
        }
        let (start, currency, sign, is_negative) = before_number(text, at);
        let value = if is_negative { -digits.value } else { digits.value };
        // `10,000+ troops`
        let is_open = sign.is_none()
            && text[digits.end..].starts_with('+')
            && !text[digits.end + 1..].starts_with(|letter: char| letter.is_alphanumeric());
        return Ok(FoundNumber {
            start,
            end: digits.end + usize::from(is_open),
            value: NumberValue::Exact(value),
            currency,
            is_spelled: false,
            sign: if is_open { Some(Sign::AtLeast) } else { sign },
        });
    }
    if letter.is_alphabetic() {
        return spelled::number(text, at).ok_or(at);
    }
    Err(at)
}

/// Marks and codes of money that stand before an amount.
const MARKS: &[&str] = &[
    "US$", "$", "€", "£", "₽", "¥", "₹", "₸", "₺", "₴", "USD", "EUR", "GBP", "RUB", "CNY", "JPY", "KZT", "TJS", "AED",
    "AMD", "AZN", "BRL", "CHF", "CZK", "DKK", "EGP", "ETB", "GEL", "GHS", "HUF", "IDR", "ILS", "INR", "IRR", "JOD",
    "KES", "KGS", "KRW", "LAK", "MAD", "MDL", "MNT", "MXN", "NGN", "NOK", "PEN", "PHP", "PKR", "PLN", "RON", "RSD",
    "SAR", "SEK", "THB", "TMT", "TRY", "TZS", "UAH", "UGX", "UZS", "VND", "ZAR",
];

/// What stands before the digits: a currency mark, a comparison, a minus.
fn before_number(text: &str, at: usize) -> (usize, (usize, usize), Option<Sign>, bool) {
    let mut start = at;
    let mut currency = (at, at);
    let before = text[..start].trim_end_matches([' ', '\u{A0}', '\u{202F}']);
    if let Some(mark) = MARKS.iter().find(|mark| before.ends_with(**mark)) {
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
        let margin = text[..number.start].trim_end_matches([' ', '\u{A0}']).strip_suffix('±');
        if let Some(before) = margin {
            // `40 ± 3` is a range; behind a unit, or alone, the margin is no figure of its own.
            let within = joined.last().filter(|first| before.trim_end().len() == first.end);
            if let Some(range) = within.and_then(|middle| margins(middle, &number)) {
                joined.pop();
                joined.push(range);
            }
            continue;
        }
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

/// Whether a number prints its own unit, so that `from 2% to 3%` are two figures and `from 2 to 3%` is a range.
fn has_own_unit(text: &str, number: &FoundNumber) -> bool {
    let is_priced = number.currency.0 < number.currency.1;
    let rest = text[number.end..].trim_start();
    is_priced || ["%", "percent", "per cent"].iter().any(|unit| rest.starts_with(unit))
}

fn margins(middle: &FoundNumber, margin: &FoundNumber) -> Option<FoundNumber> {
    let (NumberValue::Exact(value), NumberValue::Exact(by)) = (middle.value, margin.value) else { return None };
    Some(FoundNumber { end: margin.end, value: NumberValue::Range(value - by, value + by), ..*middle })
}

fn range(text: &str, first: &FoundNumber, second: &FoundNumber) -> Option<FoundNumber> {
    let (NumberValue::Exact(low), NumberValue::Exact(high)) = (first.value, second.value) else { return None };
    let between = text.get(first.end..second.start)?;
    let bare =
        between.trim_start_matches(['%', ' ']).trim_start_matches("percent").trim_start_matches("per cent").trim();
    let before = text[..first.start].trim_end();
    let is_range = match bare {
        "to" => !(before.ends_with("from") && has_own_unit(text, first)),
        "-" | "–" | "—" | "‑" | "--" => true,
        "and" => before.ends_with("between") || before.ends_with("Between"),
        _ => false,
    };
    if !is_range {
        return None;
    }
    let scale = digits::scale_of(&text[second.start..second.end]);
    let has_own = digits::scale_of(&text[first.start..first.end]) > 1.0;
    // `20–30,000` counts thousands twice.
    let in_thousands = text[second.start..second.end].contains(',') && low < 1000.0 && high % 1000.0 == 0.0;
    let thousands = if in_thousands && scale == 1.0 && bare != "and" && low * 1000.0 < high { 1000.0 } else { scale };
    let low = if has_own { low } else { low * thousands };
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

    /// Each number as `printed=value`, joined by `; `.
    fn shown(text: &str) -> String {
        let show = |number: &FoundNumber| {
            let value = match number.value {
                NumberValue::Exact(value) => value.to_string(),
                NumberValue::Range(low, high) | NumberValue::Part(low, high) => format!("{low}..{high}"),
            };
            format!("{}={value}", &text[number.start..number.end])
        };
        find_numbers(text, &[]).iter().map(show).collect::<Vec<_>>().join("; ")
    }

    /// Written out before the rules that read them.
    #[test]
    fn numbers_of_other_hands() {
        let cases = [
            ("1,234.5 tonnes", "1,234.5=1234.5"),
            ("1 234,5 t", "1 234,5=1234.5"),
            ("1 234 567 people", "1 234 567=1234567"),
            ("1.234,5 million euros", "1.234,5 million=1234500000"),
            ("1.234.567 inhabitants", "1.234.567=1234567"),
            ("€ 2,75 billion", "€ 2,75 billion=2750000000"),
            ("3½ years", "3½=3.5"),
            ("¾ of exports", "¾=0.75"),
            ("1¼ million", "1¼ million=1250000"),
            ("a quarter of its budget", "a quarter=0.25"),
            ("three quarters of output", "three quarters=0.75"),
            ("one-fifth, nine-tenths", "one-fifth=0.2; nine-tenths=0.9"),
            ("half of exports", "half=0.5"),
            ("half a million people", "half a million=500000"),
            ("two and a half years", "two and a half=2.5"),
            ("one and a half million", "one and a half million=1500000"),
            ("2/3 of exports", "2/3=0.6666666666666666"),
            ("$2.1 bn", "$2.1 bn=2100000000"),
            ("€ 30 million", "€ 30 million=30000000"),
            ("US$ 400 mln", "US$ 400 mln=400000000"),
            ("2.1 billion US dollars", "2.1 billion=2100000000"),
            ("5bn roubles", "5bn=5000000000"),
            ("2.5-fold", "2.5=2.5"),
            ("a tenfold rise", "tenfold=10"),
            ("rose from 1.5% to 2.3%", "1.5=1.5; 2.3=2.3"),
            ("rose from $2 bn to $3 bn", "$2 bn=2000000000; $3 bn=3000000000"),
            ("-4.2%", "-4.2=-4.2"),
            ("fell to −4.2", "−4.2=-4.2"),
            ("12–15 per cent", "12–15=12..15"),
            ("12%–15%", "12%–15=12..15"),
            ("from 12 to 15 per cent", "12 to 15=12..15"),
            ("mid-thirties", "mid-thirties=34..36"),
            ("the low 40s", "low 40s=41..43"),
            ("thirty ships", "thirty=30"),
            ("> 6m", "> 6m=6000000"),
            ("≥5, <1%", "≥5=5; <1=1"),
            ("51% ±2", "51=51"),
            ("40 ± 3 km", "40 ± 3=37..43"),
            ("5‰", "5=5"),
            ("25 basis points, 2 percentage points", "25=25; 2=2"),
            ("1.2m people", "1.2m=1200000"),
            ("a 12,000-strong force", "12,000=12000"),
            ("10,000+ troops", "10,000+=10000"),
            ("20–30,000 troops", "20–30,000=20000..30000"),
            ("between $3 and $4 billion", "$3 and $4 billion=3000000000..4000000000"),
            ("$1–2 billion", "$1–2 billion=1000000000..2000000000"),
            ("0.5-1%", "0.5-1=0.5..1"),
            ("twenty-five thousand men", "twenty-five thousand=25000"),
            ("a hundred men", "a hundred=100"),
            ("two dozen", "two dozen=24"),
            ("one million", "one million=1000000"),
            ("the 201st base", ""),
            ("Article 5 and Article 12", ""),
            ("Resolution 2231 states", ""),
            ("the G20, the G7 and the C5+1", ""),
            ("COVID-19", ""),
            ("Su-25s and MiG-29s", ""),
            ("S-300 and T-72 tanks", ""),
            ("the 2+2 talks", ""),
            ("open 24/7, since 9/11", ""),
            ("at 10:30", ""),
            ("odds of 3:1", ""),
            ("hundreds of men, tens of thousands", ""),
            ("21st-century ships", ""),
            ("No. 12, no. 7", ""),
            ("Chapter 7, page 12, Phase 2", ""),
            ("Mi-8 and Il-76", ""),
            ("a third round, a quarter final", ""),
            ("(i) and (2)", ""),
            ("2(a)", ""),
            ("the M41 road", ""),
        ];
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(text, expected)| shown(text) != *expected)
            .map(|(text, expected)| format!("{text}\n    expected {expected}\n    found    {}", shown(text)))
            .collect();
        assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    }
}
