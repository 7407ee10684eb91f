//! Dates as a reader says them.

use chancery_model::day::Day;
use chancery_model::edtf::{Edtf, PartialDate, QualifiedDate};
use chancery_model::observation::Comparator;

use super::labels::{self, fill};

/// A date in words, no finer than it is: `16 October 2004`, `June 1997`, `2010s`, `mid-2025`,
/// `2008–2013`, `until 2042`.
pub(crate) fn date_words(date: Edtf) -> String {
    match date {
        Edtf::Date(date) => qualified_words(date),
        Edtf::Interval(Some(start), Some(end)) => match (start.date, end.date) {
            (PartialDate::Year(_), PartialDate::Year(_)) => {
                format!("{}–{}", qualified_words(start), qualified_words(end))
            }
            _ => fill(labels::DATE_FROM_TO, &[&qualified_words(start), &qualified_words(end)]),
        },
        Edtf::Interval(Some(start), None) => fill(labels::DATE_SINCE, &[&qualified_words(start)]),
        Edtf::Interval(None, Some(end)) => fill(labels::DATE_UNTIL, &[&qualified_words(end)]),
        // The parser admits no such interval.
        Edtf::Interval(None, None) => String::new(),
    }
}

/// The period of an observation in words; a term that is a deadline is `by` its date. Empty where the
/// text gives none.
pub(crate) fn period_words(period: Option<Edtf>, comparator: Option<Comparator>) -> String {
    match (period, comparator) {
        (Some(Edtf::Interval(None, Some(end))), Some(Comparator::By)) => {
            fill(labels::DATE_BY, &[&qualified_words(end)])
        }
        (Some(period), _) => date_words(period),
        (None, _) => String::new(),
    }
}

/// A day in words.
pub(crate) fn day_words(day: Day) -> String {
    partial_words(PartialDate::Day(day))
}

/// The short name of a month, 1 to 12; empty for any other number.
pub(crate) fn short_month(month: u8) -> &'static str {
    name(&labels::SHORT_MONTHS, month)
}

fn qualified_words(date: QualifiedDate) -> String {
    let words = partial_words(date.date);
    let words = if date.qualifier.approximate { fill(labels::DATE_ABOUT, &[&words]) } else { words };
    if date.qualifier.uncertain { fill(labels::DATE_UNCERTAIN, &[&words]) } else { words }
}

fn partial_words(date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => format!("{} {} {}", day.day(), name(&labels::MONTHS, day.month()), day.year()),
        PartialDate::Month(year, month) => format!("{} {year}", name(&labels::MONTHS, month)),
        PartialDate::Season(year, code) => match labels::SEASONS.iter().find(|(season, _)| *season == code) {
            Some((_, words)) => fill(words, &[&year.to_string()]),
            None => year.to_string(),
        },
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Decade(decade) => format!("{decade}0s"),
    }
}

fn name(names: &[&'static str; 12], month: u8) -> &'static str {
    names.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_at_their_own_precision() {
        let cases = [
            ("2004-10-16", "16 October 2004"),
            ("1997-06", "June 1997"),
            ("1997", "1997"),
            ("201X", "2010s"),
            ("2025-38", "mid-2025"),
            ("2025-37", "early 2025"),
            ("2025-39", "late 2025"),
            ("2001-21", "spring 2001"),
            ("2005-33", "first quarter of 2005"),
            ("2025-41", "second half of 2025"),
            ("2008/2013", "2008–2013"),
            ("1990-02/2005", "from February 1990 to 2005"),
            ("2024/..", "since 2024"),
            ("../2042", "until 2042"),
            ("1994-02~", "about February 1994"),
            ("1984?", "1984 (uncertain)"),
            ("1984%", "about 1984 (uncertain)"),
            ("0044", "44"),
        ];
        for (edtf, expected) in cases {
            assert_eq!(date_words(edtf.parse().expect(edtf)), expected, "{edtf}");
        }
    }

    #[test]
    fn a_deadline_is_by_its_date() {
        let period = |text: &str| Some(text.parse().expect("a valid date"));
        assert_eq!(period_words(period("../2025-38"), Some(Comparator::By)), "by mid-2025");
        assert_eq!(period_words(period("../2042"), Some(Comparator::Until)), "until 2042");
        assert_eq!(period_words(period("2042"), Some(Comparator::By)), "2042");
        assert_eq!(period_words(None, Some(Comparator::By)), "");
    }

    #[test]
    fn parts_that_no_calendar_has_are_left_out() {
        assert_eq!(date_words(PartialDate::Season(2001, 99).into()), "2001");
        assert_eq!(date_words(Edtf::Interval(None, None)), "");
        assert_eq!((short_month(0), short_month(13)), ("", ""));
    }
}
