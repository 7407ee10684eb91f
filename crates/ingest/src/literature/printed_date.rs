//! Whether a stretch of an entry is a printed date. What it means is told by `normalize`.

use chancery_lexis::month::{is_beside_month, month_name};

/// Words that stand in dates beside months.
const WORDS: &[&str] = &[
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "early",
    "mid",
    "late",
    "c",
    "ca",
    "circa",
    "st",
    "nd",
    "rd",
    "th",
    "s",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "of",
    "to",
    "and",
    "present",
    "q",
];

/// Longer stretches are no dates; the limit keeps every question short.
const LONGEST: usize = 60;

/// Whether a word is a month's name in some language, or its abbreviation without the stop.
pub(super) fn is_month(word: &str) -> bool {
    month_name(word).is_some()
}

/// Whether the whole stretch is a date with a year, or says that there is none (`n.d.`, `forthcoming`).
pub(super) fn is_date(stretch: &str) -> bool {
    let stretch = stretch.trim();
    if stretch.is_empty() || stretch.len() > LONGEST {
        return false;
    }
    let lower = stretch.to_lowercase();
    if matches!(
        lower.as_str(),
        "n.d." | "n.d" | "nd" | "s.f." | "s.d." | "no date" | "undated" | "s.a." | "forthcoming" | "in press"
    ) {
        return true;
    }
    if is_day_in_any_language(&lower) || is_day_with_stops(&lower) {
        return true;
    }
    let mut has_year = false;
    let mut has_month = false;
    let mut small_numbers = 0;
    for token in lower.split(|c: char| !c.is_alphanumeric()).flat_map(numbers_apart).filter(|token| !token.is_empty()) {
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            match token.len() {
                4 if ("1000"..="2999").contains(&token) => has_year = true,
                1 | 2 => small_numbers += 1,
                _ => return false,
            }
        } else if is_month(token) {
            has_month = true;
        } else if !WORDS.contains(&token) && !is_beside_month(token) {
            return false;
        }
    }
    // Small numbers are days beside a month, or tied to the year: `31/12/2020`, `2014-15`.
    let tied = !stretch.contains(|c: char| c.is_whitespace() || c == ',');
    let marks = stretch.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || is_date_mark(c));
    has_year && marks && (small_numbers == 0 || has_month || tied || lower.contains('q'))
}

/// `3. März 2019` in a language whose months are not known: a day, one word and a year.
fn is_day_in_any_language(stretch: &str) -> bool {
    let mut words = stretch.split_whitespace().filter(|word| !is_beside_month(word));
    let (Some(day), Some(month), Some(year), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return false;
    };
    let day = day.trim_end_matches('.');
    let is_day = day.len() <= 2 && day.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    let is_word = month.chars().count() >= 3 && month.trim_end_matches('.').chars().all(char::is_alphabetic);
    is_day && is_word && is_year(year)
}

/// `12. 1. 2025`: day, month and year, a full stop behind the first two and a space behind it.
pub(super) fn is_day_with_stops(stretch: &str) -> bool {
    let mut parts = stretch.split('.').map(str::trim_start);
    let (Some(day), Some(month), Some(year), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let within = |part: &str, most: u8| {
        part.len() <= 2
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|n: u8| (1..=most).contains(&n))
    };
    within(day, 31) && within(month, 12) && is_year(year)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && ("1000"..="2999").contains(&text)
}

const fn is_date_mark(c: char) -> bool {
    matches!(c, ',' | '.' | '/' | '-' | '?' | '~' | '\'' | '\u{2019}' | '\u{2010}'..='\u{2015}')
}

/// `9th` is a number and its ending.
fn numbers_apart(token: &str) -> [&str; 2] {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let (number, ending) = token.split_at(digits);
    [number, ending]
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_are_told_from_other_stretches() {
        for date in [
            "9 January 1999",
            "January 9, 1999",
            "Nov. 2011",
            "2020",
            "2014–15",
            "31/12/2020",
            "2022-02-24",
            "Spring 2004",
            "9th May 1997",
            "n.d.",
            "forthcoming",
            "c. 2004",
            "May–June 1997",
            "Monday, 9 May 1997",
            "mid-2025",
            "mayo 2025",
            "agosto de 2025",
            "1 de septiembre de 2025",
            "3. März 2019",
            "5 мая 2017 г.",
            "sierpień 2020",
            "12. 1. 2025",
            "1. 12. 1999",
            "12 მარტი 2020",
        ] {
            assert!(is_date(date), "{date}");
        }
        for other in [
            "",
            " ",
            "10, 2001",
            "Accord 10",
            "OUP 2001",
            "May",
            "9 May",
            "Combat Brotherhood 2021",
            "12345",
            "0999",
            "3000",
            "pp. 12",
            "London",
            "2nd edn",
            "41(5)",
            "(2020)",
            "٢٠٢٠",
            "May 2020: a review",
            "12. 13. 2025",
            "32. 1. 2025",
            "12. 1. 25",
            "1. 2. 3. 2020",
            "agosto de",
            "de 2025 mayor",
            "2020 in numbers",
        ] {
            assert!(!is_date(other), "{other}");
        }
    }
}
