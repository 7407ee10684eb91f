//! Whether a stretch of an entry is a printed date. What it means is told by `normalize`.

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

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

/// Whether a word in lower case is a month's name or its abbreviation without the stop.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
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
    if is_day_in_any_language(&lower) {
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
        } else if MONTHS.contains(&token) {
            has_month = true;
        } else if !WORDS.contains(&token) {
            return false;
        }
    }
    // Small numbers are days beside a month, or tied to the year: `31/12/2020`, `2014-15`.
    let tied = !stretch.contains(|c: char| c.is_whitespace() || c == ',');
    let marks = stretch.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || is_date_mark(c));
    has_year && marks && (small_numbers == 0 || has_month || tied || lower.contains('q'))
}

/// `3. März 2019`, `5 мая 2017`: a day, one word and a year.
fn is_day_in_any_language(stretch: &str) -> bool {
    // `1 de septiembre de 2025`
    let linked = stretch.contains(" de ");
    let mut words = stretch.split_whitespace().filter(|word| *word != "de");
    if linked && words.clone().count() == 2 {
        let year = words.next_back().unwrap_or_default();
        return year.len() == 4 && ("1000"..="2999").contains(&year);
    }
    let (Some(day), Some(month), Some(year), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return false;
    };
    let day = day.trim_end_matches('.');
    let is_day = day.len() <= 2 && day.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    let is_word = month.chars().count() >= 3 && month.trim_end_matches('.').chars().all(char::is_alphabetic);
    is_day && is_word && year.len() == 4 && ("1000"..="2999").contains(&year)
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
            "2020 in numbers",
        ] {
            assert!(!is_date(other), "{other}");
        }
    }
}
