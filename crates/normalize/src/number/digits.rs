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
    /// The number whose first digit is at `at`; `None` where the digits are part of a word (`201st`, `5G`).
    pub(super) fn at(text: &str, at: usize) -> Option<Self> {
        let (mut value, mut end) = grouped(text, at);
        if let Some((fraction, length)) = fraction_glyph(&text[end..]) {
            value += fraction;
            end += length;
        }
        let (scale, length) = scale(&text[end..]);
        end += length;
        value *= scale;
        let rest = &text[end..];
        if rest.starts_with(|letter: char| letter.is_alphanumeric()) || dotted(rest) {
            return None;
        }
        value.is_finite().then_some(Self { value, end })
    }
}

/// `7.5.2`: a version or a clause number.
fn dotted(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.next() == Some('.') && letters.next().is_some_and(|letter| letter.is_ascii_digit())
}

/// Digits with their group marks and decimals: the value and the end.
fn grouped(text: &str, at: usize) -> (f64, usize) {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(at);
    let mut digits = text[at..at + first].to_owned();
    let mut end = at + first;
    // Groups of three behind a comma, or a space that does not break: all by the same mark.
    let mark = [",", "\u{A0}", "\u{202F}", "\u{2009}"]
        .into_iter()
        .find(|mark| first <= 3 && text[end..].starts_with(mark) && run(end + mark.len()) == 3);
    if let Some(mark) = mark {
        while text[end..].starts_with(mark) && run(end + mark.len()) == 3 {
            digits.push_str(&text[end + mark.len()..end + mark.len() + 3]);
            end += mark.len() + 3;
        }
    }
    // A comma is decimal only where a space groups: `1 234,5`.
    let decimal = if matches!(mark, Some(mark) if mark != ",") { ',' } else { '.' };
    if text[end..].starts_with(decimal) {
        let decimals = run(end + 1);
        if decimals > 0 {
            digits.push('.');
            digits.push_str(&text[end + 1..end + 1 + decimals]);
            end += 1 + decimals;
        }
    }
    (digits.parse().unwrap_or(f64::INFINITY), end)
}

fn fraction_glyph(rest: &str) -> Option<(f64, usize)> {
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
