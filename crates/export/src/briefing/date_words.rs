//! Dates as a reader says them.

use chancery_model::day::Day;
use chancery_model::edtf::{Edtf, PartialDate, QualifiedDate};
use chancery_model::observation::Comparator;

use chancery_model::labels::filled;

use super::label::Label;
use super::wording::Wording;

impl Wording<'_> {
    /// A date in words, no finer than it is: `16 October 2004`, `June 1997`, `2010s`, `mid-2025`,
    /// `2008–2013`, `until 2042`.
    pub(crate) fn date(&self, date: Edtf) -> String {
        match date {
            Edtf::Date(date) => self.qualified(date),
            Edtf::Interval(Some(start), Some(end)) => {
                let is_years = matches!((start.date, end.date), (PartialDate::Year(_), PartialDate::Year(_)));
                let (start, end) = (self.qualified(start), self.qualified(end));
                if is_years {
                    self.fill(Label::ValueRange, &[("low", &start), ("high", &end)])
                } else {
                    self.fill(Label::DateFromTo, &[("start", &start), ("end", &end)])
                }
            }
            Edtf::Interval(Some(start), None) => self.fill(Label::DateSince, &[("start", &self.qualified(start))]),
            Edtf::Interval(None, Some(end)) => self.fill(Label::DateUntil, &[("end", &self.qualified(end))]),
            // The parser admits no such interval.
            Edtf::Interval(None, None) => String::new(),
        }
    }

    /// The period of an observation in words; a term that is a deadline is `by` its date. Empty where the
    /// text gives none.
    pub(crate) fn period(&self, period: Option<Edtf>, comparator: Option<Comparator>) -> String {
        match (period, comparator) {
            (Some(Edtf::Interval(None, Some(end))), Some(Comparator::By)) => {
                self.fill(Label::DateBy, &[("end", &self.qualified(end))])
            }
            (Some(period), _) => self.date(period),
            (None, _) => String::new(),
        }
    }

    /// A day in words.
    pub(crate) fn day(&self, day: Day) -> String {
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let month = self.month(day.month(), "day");
        self.fill(Label::DateDay, &[("day", &number), ("month", &month), ("year", &year)])
    }

    fn qualified(&self, date: QualifiedDate) -> String {
        let words = self.partial(date.date);
        let about = date.qualifier.approximate;
        let words = if about { self.fill(Label::DateAbout, &[("date", &words)]) } else { words };
        if date.qualifier.uncertain { self.fill(Label::DateUncertain, &[("date", &words)]) } else { words }
    }

    fn partial(&self, date: PartialDate) -> String {
        match date {
            PartialDate::Day(day) => self.day(day),
            PartialDate::Month(year, month) => {
                self.fill(Label::DateMonth, &[("month", &self.month(month, "")), ("year", &year.to_string())])
            }
            PartialDate::Season(year, code) => {
                let template = self.known("season", &code.to_string(), "").unwrap_or("{year}");
                filled(template, &[("year", &year.to_string())])
            }
            PartialDate::Year(year) => year.to_string(),
            PartialDate::Decade(decade) => self.fill(Label::DateDecade, &[("decade", &decade.to_string())]),
        }
    }

    /// The name of a month, 1 to 12, in a form; empty for any other number.
    pub(crate) fn month(&self, month: u8, form: &str) -> String {
        self.known("month", &month.to_string(), form).unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
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
            assert_eq!(specimen::wording().date(edtf.parse().expect(edtf)), expected, "{edtf}");
        }
    }

    #[test]
    fn a_deadline_is_by_its_date() {
        let period = |text: &str| Some(text.parse().expect("a valid date"));
        assert_eq!(specimen::wording().period(period("../2025-38"), Some(Comparator::By)), "by mid-2025");
        assert_eq!(specimen::wording().period(period("../2042"), Some(Comparator::Until)), "until 2042");
        assert_eq!(specimen::wording().period(period("2042"), Some(Comparator::By)), "2042");
        assert_eq!(specimen::wording().period(None, Some(Comparator::By)), "");
    }

    #[test]
    fn parts_that_no_calendar_has_are_left_out() {
        assert_eq!(specimen::wording().date(PartialDate::Season(2001, 99).into()), "2001");
        assert_eq!(specimen::wording().date(Edtf::Interval(None, None)), "");
        assert_eq!(
            (specimen::wording().month(0, ""), specimen::wording().month(13, "")),
            (String::new(), String::new())
        );
    }
}
