//! Dates whose month is named in another language than English: `1 de septiembre de 2025`, `3. März 2019`,
//! `5 мая 2017 г.`.
//!
//! In running text only a day with month and year is one, for a month's name may be an English word (`mars`). A
//! stretch that is known to be a date, as in a list of sources, may be of month and year alone.

use crate::month::{is_beside_month, month_name};
use chancery_model::day::Day;
use chancery_model::edtf::PartialDate;

use super::single;
use super::token::Tokens;

pub(super) fn date(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    day_month_year(tokens, at).or_else(|| month_year(tokens, at))
}

fn day_month_year(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (day, next) = single::day(tokens, at)?;
    // `1er mai`
    let next = if tokens.glued(next) && tokens.word(next) == "er" { next + 1 } else { next };
    let (month, next) = month(tokens, beside(tokens, skip_stop(tokens, next)))?;
    let (year, next) = year(tokens, next)?;
    Some((PartialDate::Day(Day::new(year, month, day)?), next))
}

fn month_year(tokens: &Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    // `31 февраля 2020` is no date, nor are its month and year.
    if !tokens.is_whole() || at > 0 && tokens.is_number(at - 1) {
        return None;
    }
    let (month, next) = month(tokens, at)?;
    let (year, next) = year(tokens, next)?;
    Some((PartialDate::Month(year, month), next))
}

/// A month by name in another language, with the stop of an abbreviation.
fn month(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let word = tokens.word(at);
    // `may` and `march` are verbs.
    let name = month_name(word).filter(|name| name.language != "en" || word.starts_with(char::is_uppercase))?;
    Some((name.month, skip_stop(tokens, at + 1)))
}

/// The year, with the small words before and behind it.
fn year(tokens: &Tokens<'_>, at: usize) -> Option<(u16, usize)> {
    let (year, next) = single::year(tokens, beside(tokens, single::skip_comma(tokens, at)))?;
    if !tokens.is_whole() {
        return Some((year, next));
    }
    let behind = beside(tokens, next);
    Some((year, if behind > next { skip_stop(tokens, behind) } else { next }))
}

/// Behind a small word of dates, or where one would stand.
fn beside(tokens: &Tokens<'_>, at: usize) -> usize {
    if is_beside_month(tokens.word(at)) { at + 1 } else { at }
}

fn skip_stop(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is_mark(at, '.') && tokens.glued(at) { at + 1 } else { at }
}

#[cfg(test)]
mod tests {
    use crate::date::{find_dates, parse_date};

    #[test]
    fn dates_in_other_languages_are_read() {
        let cases = [
            ("mayo 2025", "2025-05"),
            ("agosto de 2025", "2025-08"),
            ("1 de septiembre de 2025", "2025-09-01"),
            ("3. März 2019", "2019-03-03"),
            ("1er février 2004", "2004-02-01"),
            ("5 мая 2017 г.", "2017-05-05"),
            ("12 октября 2001 года", "2001-10-12"),
            ("7 września 1999 r.", "1999-09-07"),
            ("8 ianuarie 2013", "2013-01-08"),
            ("12 მარტი 2020", "2020-03-12"),
            ("15 марти соли 2020", "2020-03-15"),
            ("2 dicembre 2011", "2011-12-02"),
            ("9 Mai 1997", "1997-05-09"),
            ("Juin 1997", "1997-06"),
            ("12 april 2019", "2019-04-12"),
            ("3. September 2019", "2019-09-03"),
            ("14 févr. 2022", "2022-02-14"),
            ("12. 1. 2025", "2025-01-12"),
        ];
        for (printed, expected) in cases {
            assert_eq!(parse_date(printed).map(|date| date.to_string()).as_deref(), Some(expected), "{printed}");
        }
        for printed in [
            "31 февраля 2020",
            "9 may 1997",
            "march 1997",
            "mayo",
            "3 mayo",
            "set 2020",
            "listopad 2020",
            "32 mai 2020",
            "de 2020 de",
            "mai de de 2020",
            "mars 20205",
        ] {
            assert_eq!(parse_date(printed), None, "{printed}");
        }
    }

    #[test]
    fn running_text_asks_for_a_day() {
        let cases = [
            ("Signed on 3 mars 2020 in Lyon.", "2020-03-03"),
            ("The rover of the Mars 2020 mission landed.", "2020"),
            ("He may 2020 or not.", "2020"),
            ("The decree of 1 de mayo de 2006 stands.", "2006-05-01"),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = find_dates(text).iter().map(|date| date.date.to_string()).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }
}
