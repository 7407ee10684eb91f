//! A table's cell: a period, a value, or a mark for a missing one.

use chancery_model::edtf::Edtf;
use chancery_model::observation::{Comparator, ObsStatus};

use crate::lexicon::Lexicon;
use chancery_lexis::date::parse_date;
use chancery_lexis::number::{NumberValue, Sign, find_numbers};
use chancery_lexis::word::words;

/// A longer cell is prose.
const LONGEST: usize = 40;

/// How a table prints decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Convention {
    /// `1,234.5`
    Point,
    /// `1.234,5` or `1 234,5`
    Comma,
}

impl Convention {
    /// The convention of a table's cells: a comma before one, two or more than three last digits is decimal, unless a
    /// cell has a decimal point.
    pub(super) fn of<'t>(cells: impl Iterator<Item = &'t str>) -> Self {
        let mut has_comma = false;
        for cell in cells.filter(|cell| cell.len() <= LONGEST) {
            let decimals = |mark: char| {
                let (whole, part) = cell.trim_end_matches(['%', ' ', '\u{A0}']).rsplit_once(mark)?;
                let is_last = !part.is_empty() && part.len() != 3 && part.bytes().all(|byte| byte.is_ascii_digit());
                (is_last && whole.ends_with(|letter: char| letter.is_ascii_digit()) && !whole.contains(mark))
                    .then_some(())
            };
            if decimals('.').is_some() {
                return Self::Point;
            }
            has_comma |= decimals(',').is_some();
        }
        if has_comma { Self::Comma } else { Self::Point }
    }
}

/// The value of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measured {
    pub(super) value: NumberValue,
    /// Whether the cell itself prints the number's magnitude: `$2 bn`.
    pub(super) is_scaled: bool,
    /// Index of the unit printed in the cell.
    pub(super) unit: Option<usize>,
    pub(super) comparator: Option<Comparator>,
    pub(super) status: ObsStatus,
}

/// Words and letters that say how firm a value or period is.
const FIRMNESS: &[(&str, ObsStatus)] = &[
    ("forecast", ObsStatus::Forecast),
    ("projected", ObsStatus::Forecast),
    ("projection", ObsStatus::Forecast),
    ("planned", ObsStatus::Forecast),
    ("proj.", ObsStatus::Forecast),
    ("f", ObsStatus::Forecast),
    ("estimated", ObsStatus::Estimated),
    ("estimate", ObsStatus::Estimated),
    ("est.", ObsStatus::Estimated),
    ("est", ObsStatus::Estimated),
    ("e", ObsStatus::Estimated),
    ("provisional", ObsStatus::Provisional),
    ("preliminary", ObsStatus::Provisional),
    ("prelim.", ObsStatus::Provisional),
    ("p", ObsStatus::Provisional),
];

/// The period a cell names, and how firm its values are: `2021`, `Q1 2023`, `FY 2022/23`, `2025 (forecast)`, `2024e`.
pub(super) fn period(printed: &str) -> Option<(Edtf, ObsStatus)> {
    if printed.len() > LONGEST || !printed.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (bare, status) = firmness(without_marks(printed));
    let bare = ["FY ", "FY", "Fiscal year ", "fiscal year "]
        .into_iter()
        .find_map(|prefix| bare.strip_prefix(prefix))
        .unwrap_or(bare);
    // A bound is no period of its own: `by 2030` heads a target.
    let date = parse_date(bare)?;
    let begins = bare.starts_with(|letter: char| letter.is_ascii_digit() || letter.is_uppercase())
        || bare.starts_with("mid-")
        || bare.starts_with("c.");
    (begins && date.earliest().is_some() && date.latest().is_some()).then_some((date, status))
}

/// What is left without a word of firmness at the end, in brackets or not.
fn firmness(printed: &str) -> (&str, ObsStatus) {
    for (word, status) in FIRMNESS {
        let bare = printed.trim_end_matches([')', ']']);
        let is_bracketed = bare.len() < printed.len();
        let ending = bare.len().checked_sub(word.len()).filter(|at| bare.is_char_boundary(*at));
        let Some(at) = ending.filter(|at| bare[*at..].eq_ignore_ascii_case(word)) else { continue };
        let before = &bare[..at];
        let rest = before.trim_end_matches(['(', '[', ' ', '\u{A0}', ',']);
        let touches = before.ends_with(|letter: char| letter.is_ascii_digit() || letter == '%');
        let stands_apart = before.len() > rest.len() && (is_bracketed || word.len() > 1);
        if rest.ends_with(|letter: char| letter.is_ascii_digit() || letter == '%') && (touches || stands_apart) {
            return (rest, *status);
        }
    }
    (printed, ObsStatus::Normal)
}

/// Without the marks of footnotes at the end.
fn without_marks(printed: &str) -> &str {
    printed
        .trim_end_matches(['*', '†', '‡', '§', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', 'ᵃ', 'ᵇ', 'ᶜ'])
        .trim_end()
}

/// Whether a cell marks a missing value or is empty.
pub(super) fn is_missing(printed: &str) -> bool {
    const MARKS: &[&str] = &[
        "",
        "-",
        "--",
        "---",
        ".",
        "..",
        "...",
        "…",
        "–",
        "—",
        "−",
        "*",
        "n/a",
        "n.a.",
        "n.a",
        "na",
        "n/d",
        "n.d.",
        "nd",
        "not available",
        "not applicable",
        "no data",
        "none",
        "x",
        "?",
        "tbd",
        "tbc",
        "null",
        ":",
    ];
    let bare = without_marks(printed.trim().trim_matches(['(', ')', '[', ']']));
    MARKS.iter().any(|mark| bare.eq_ignore_ascii_case(mark))
}

/// The value of a cell that is a number with nothing but a unit, a sign and a footnote's mark; `None` for any other.
pub(super) fn measured(printed: &str, lexicon: &Lexicon<'_>, convention: Convention) -> Option<Measured> {
    if printed.len() > LONGEST || is_missing(printed) {
        return None;
    }
    let (bare, status) = firmness(without_marks(printed));
    let plain = in_points(bare, convention);
    let [number] = find_numbers(&plain, &[])[..] else { return None };
    let before = plain[..number.start].trim();
    let after = plain[number.end..].trim();
    if number.is_spelled || !matches!(before, "" | "+") {
        return None;
    }
    let (from, to) = number.currency;
    let marked = if from < to { unit_of(&plain[from..to], lexicon) } else { None };
    let unit = match (marked, after) {
        (marked, "") => marked,
        (None, words) => Some(unit_of(words, lexicon)?),
        (Some(_), _) => return None,
    };
    let digits = plain[..number.end].trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
    let is_scaled = digits.len() < number.end;
    let comparator = number.sign.map(|sign| match sign {
        Sign::Above => Comparator::Gt,
        Sign::AtLeast => Comparator::Ge,
        Sign::Below => Comparator::Lt,
        Sign::AtMost => Comparator::Le,
        Sign::About => Comparator::Approx,
    });
    Some(Measured { value: number.value, is_scaled, unit, comparator, status })
}

/// The unit that the whole of a text is.
pub(super) fn unit_of(printed: &str, lexicon: &Lexicon<'_>) -> Option<usize> {
    let form = printed.trim().to_lowercase();
    let units = &lexicon.vocabulary.units;
    units.iter().position(|unit| unit.forms.contains(&form)).or_else(|| {
        let words = words(&form);
        lexicon.units.at(&words, 0).filter(|found| found.next == words.len()).map(|found| *found.value)
    })
}

/// The same number with points for decimals, and no group marks but commas.
fn in_points(printed: &str, convention: Convention) -> String {
    let letters: Vec<char> = printed.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let groups = |at: usize| {
        let three = (1..=3).all(|ahead| is_digit(Some(at + ahead)));
        three && !is_digit(Some(at + 4)) && is_digit(at.checked_sub(1))
    };
    let read = |(at, letter): (usize, &char)| match (*letter, convention) {
        (' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '’' | '\'', _) if groups(at) => None,
        ('.', Convention::Comma) if groups(at) => None,
        (',', Convention::Comma) => Some('.'),
        // Tables print minus as any dash.
        ('–' | '—' | '‑', _) if at == 0 && is_digit(Some(1)) => Some('−'),
        (letter, _) => Some(letter),
    };
    letters.iter().enumerate().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_every_printed_form() {
        let cases = [
            ("2021", Some(("2021", ObsStatus::Normal))),
            ("FY2022/23", Some(("2022/2023", ObsStatus::Normal))),
            ("Q1 2023", Some(("2023-33", ObsStatus::Normal))),
            ("Dec. 2025", Some(("2025-12", ObsStatus::Normal))),
            ("2015–2019", Some(("2015/2019", ObsStatus::Normal))),
            ("2025 (forecast)", Some(("2025", ObsStatus::Forecast))),
            ("2024e", Some(("2024", ObsStatus::Estimated))),
            ("2025f", Some(("2025", ObsStatus::Forecast))),
            ("2023 (p)", Some(("2023", ObsStatus::Provisional))),
            ("2023*", Some(("2023", ObsStatus::Normal))),
            ("", None),
            ("by 2030", None),
            ("Year", None),
            ("2,021", None),
            ("2021 change", None),
            ("21", None),
            ("Total 2021", None),
        ];
        for (printed, expected) in cases {
            let found = period(printed).map(|(date, status)| (date.to_string(), status));
            assert_eq!(found, expected.map(|(date, status)| (date.to_owned(), status)), "{printed:?}");
        }
    }

    #[test]
    fn missing_values_are_none() {
        for printed in ["", "..", "n/a", "–", "-", "—", "N.A.", "…", "no data", "(..)", "n/a*"] {
            assert!(is_missing(printed), "{printed:?}");
        }
        for printed in ["0", "-3", "–4", "x1", "nil return"] {
            assert!(!is_missing(printed), "{printed:?}");
        }
    }

    #[test]
    fn commas_are_decimal_where_the_table_prints_them_so() {
        let of = |cells: &[&str]| Convention::of(cells.iter().copied());
        assert_eq!(of(&["31,2", "1.204"]), Convention::Comma);
        assert_eq!(of(&["12,5 %", ".."]), Convention::Comma);
        assert_eq!(of(&["1,204", "31.2"]), Convention::Point);
        assert_eq!(of(&["1,204", "980"]), Convention::Point);
        assert_eq!(of(&["31,2", "31.2"]), Convention::Point);
        assert_eq!(in_points("1.204,5", Convention::Comma), "1204.5");
        assert_eq!(in_points("12 345", Convention::Point), "12345");
        assert_eq!(in_points("12 3456", Convention::Point), "12 3456");
    }
}
