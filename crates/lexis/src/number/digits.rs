//! Numbers in digits.

/// A number in digits with its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Digits {
    pub(super) value: f64,
    pub(super) end: usize,
}

/// Words and letters of scale. Letters count only where they touch the digits.
const SCALES: &[(&str, f64, bool)] = &[
    ("hundred", 1e2, false),
    ("thousand", 1e3, false),
    ("million", 1e6, false),
    ("billion", 1e9, false),
    ("trillion", 1e12, false),
    ("mln", 1e6, false),
    ("mn", 1e6, false),
    ("bn", 1e9, false),
    ("tn", 1e12, false),
    ("k", 1e3, true),
    ("m", 1e6, true),
];

impl Digits {
    /// The number whose first digit is at `at`.
    ///
    /// # Errors
    /// Where the digits are part of a word or code (`201st`, `5G`, `7.5.2`, `24/7`, `10:30`, `2+2`, `2(a)`): where they end.
    pub(super) fn at(text: &str, at: usize) -> Result<Self, usize> {
        let (mut value, mut end) = grouped(text, at);
        if let Some((parts, after)) = denominator(text, at, end) {
            value /= parts;
            end = after;
        }
        if let Some((fraction, length)) = fraction_glyph(&text[end..]) {
            value += fraction;
            end += length;
        }
        let (first_scale, length) = scale(&text[end..]);
        end += length;
        value *= first_scale;
        // `4 thousand million`
        if first_scale == 1e3 && text[end..].starts_with(" million") {
            let (second_scale, length) = scale(&text[end..]);
            end += length;
            value *= second_scale;
        }
        // The full stop of `12 mln. euros` is the abbreviation's.
        let is_abbreviated =
            length > 0 && ["mln", "mn", "bn", "bln", "tn"].iter().any(|short| text[..end].ends_with(short));
        let goes_on_low = text[end..].strip_prefix(". ").is_some_and(|rest| rest.starts_with(char::is_lowercase));
        end += usize::from(is_abbreviated && goes_on_low);
        let rest = &text[end..];
        if rest.starts_with(|letter: char| letter.is_alphanumeric()) || goes_on(rest) || !value.is_finite() {
            return Err(end + code_length(rest));
        }
        Ok(Self { value, end })
    }
}

/// The rest of `2/3 of`: a fraction stands before `of`, a date does not.
fn denominator(text: &str, at: usize, end: usize) -> Option<(f64, usize)> {
    let parts = text[end..].strip_prefix('/')?;
    let length = parts.bytes().take_while(u8::is_ascii_digit).count();
    let (top, bottom): (u8, u8) = (text[at..end].parse().ok()?, parts.get(..length)?.parse().ok()?);
    let is_part = (1..=2).contains(&length) && top < bottom && parts[length..].starts_with(" of ");
    is_part.then_some((f64::from(bottom), end + 1 + length))
}

/// `7.5.2`, `24/7`, `10:30`, `2+2`, `2(a)`: a code of several parts.
fn goes_on(rest: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        Some('.' | '/' | ':' | '+') => letters.next().is_some_and(|letter| letter.is_ascii_digit()),
        // The labels of a chart run together.
        Some('%') => letters.next().is_some_and(|letter| letter.is_ascii_digit()),
        Some('(') => letters.next().is_some_and(char::is_alphabetic) && letters.next() == Some(')'),
        _ => false,
    }
}

/// How far a code of digits, letters and its marks reaches.
fn code_length(rest: &str) -> usize {
    let belongs = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '/' | ':' | '+' | '(' | ',' | '%');
    let code = &rest[..rest.find(|letter| !belongs(letter)).unwrap_or(rest.len())];
    code.trim_end_matches(['.', ',', ':', '(']).len()
}

/// Digits with their group marks and decimals: the value and the end.
///
/// Groups of three stand behind a comma, a space or an apostrophe, or, where there are several or a decimal comma
/// follows, behind a full stop. A comma before one or two last digits is decimal.
fn grouped(text: &str, at: usize) -> (f64, usize) {
    const MARKS: [&str; 8] = [",", "\u{A0}", "\u{202F}", "\u{2009}", " ", "’", "'", "."];
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(at);
    let starts = |from: usize, mark: &str| bytes[from..].starts_with(mark.as_bytes());
    let groups = |mark: &str| {
        let mut end = at + first;
        let mut n_groups = 0usize;
        while starts(end, mark) && run(end + mark.len()) == 3 {
            end += mark.len() + 3;
            n_groups += 1;
        }
        (n_groups, end)
    };
    let decimals = |from: usize| {
        let length = if starts(from, ",") { run(from + 1) } else { 0 };
        (1..=2).contains(&length) && !starts(from + 1 + length, ",")
    };
    let mark = MARKS.into_iter().find(|mark| {
        let (n_groups, end) = if (1..=3).contains(&first) && bytes[at] != b'0' { groups(mark) } else { (0, at) };
        match *mark {
            // `1.234` is one and a bit; `1.234.567` and `1.234,5` are not.
            "." => n_groups > 0 && (n_groups > 1 || decimals(end)),
            _ => n_groups > 0,
        }
    });
    let end = mark.map_or(at + first, |mark| groups(mark).1);
    let mut digits: String = text[at..end].chars().filter(char::is_ascii_digit).collect();
    let mut end = end;
    let is_comma = match mark {
        Some(",") => false,
        Some(_) => starts(end, ","),
        None => decimals(end) && first <= 3,
    };
    let decimal = if is_comma { "," } else { "." };
    if starts(end, decimal) && !(decimal == "." && mark == Some(".")) {
        let decimals = run(end + 1);
        if decimals > 0 {
            digits.push('.');
            digits.push_str(&text[end + 1..end + 1 + decimals]);
            end += 1 + decimals;
        }
    }
    (digits.parse().unwrap_or(f64::INFINITY), end)
}

pub(super) fn fraction_glyph(rest: &str) -> Option<(f64, usize)> {
    let glyphs = [('½', 0.5), ('¼', 0.25), ('¾', 0.75), ('⅓', 1.0 / 3.0), ('⅔', 2.0 / 3.0)];
    let letter = rest.chars().next()?;
    glyphs.into_iter().find(|(glyph, _)| *glyph == letter).map(|(glyph, value)| (value, glyph.len_utf8()))
}

/// The scale that follows, and the bytes up to its end; 1 and 0 where there is none.
fn scale(rest: &str) -> (f64, usize) {
    let spaces = rest.len() - rest.trim_start_matches([' ', '\u{A0}', '\u{202F}', '-']).len();
    let word_of = |from: usize| {
        let word = &rest[from..];
        &word[..word.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(word.len())]
    };
    let word = word_of(spaces);
    let known = SCALES.iter().find(|(name, _, glued)| name.eq_ignore_ascii_case(word) && (!glued || spaces == 0));
    known.map_or((1.0, 0), |(name, scale, _)| (*scale, spaces + name.len()))
}

/// The scale a printed number ends with: 1e6 for `3 million`, 1 for `3`.
pub(super) fn scale_of(printed: &str) -> f64 {
    let known = SCALES.iter().find(|(name, _, glued)| {
        let stem = printed.len().checked_sub(name.len()).and_then(|at| printed.get(at..).map(|end| (at, end)));
        stem.is_some_and(|(at, end)| {
            let touches = printed[..at].ends_with(|letter: char| letter.is_ascii_digit());
            end.eq_ignore_ascii_case(name) && (!glued || touches) && !printed[..at].ends_with(char::is_alphabetic)
        })
    });
    known.map_or(1.0, |(_, scale, _)| *scale)
}
