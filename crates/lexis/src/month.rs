//! Names of months in many languages. They are facts of the languages and no judgement, so a dossier does not
//! replace them as it may the other tables.

use std::sync::LazyLock;

/// A month's name, declined form or abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthName {
    /// The word: lower case, without a stop.
    pub name: &'static str,
    /// ISO 639-1 code of the language; of several that share the name the first, and English last.
    pub language: &'static str,
    /// 1 to 12; 0 for a small word that stands beside a month (`de`, `года`).
    pub month: u8,
}

/// Longer words are no month's name; the limit keeps the question short.
const LONGEST: usize = 32;

/// The table, in the order of names. A name that two languages give to different months is left out.
static NAMES: LazyLock<Vec<MonthName>> = LazyLock::new(|| {
    let mut names: Vec<MonthName> =
        include_str!("../../../data/vocabulary/months.csv").lines().skip(1).filter_map(row).collect();
    names.sort_by_key(|name| (name.name, name.language == "en"));
    let same = names.chunk_by(|one, other| one.name == other.name);
    same.filter(|same| same.iter().all(|other| other.month == same[0].month)).map(|same| same[0]).collect()
});

fn row(line: &'static str) -> Option<MonthName> {
    let mut cells = line.split(',');
    let (name, language, month) = (cells.next()?, cells.next()?, cells.next()?.parse().ok()?);
    (month <= 12).then_some(MonthName { name, language, month })
}

/// The month that a word names in some language, in any case; `None` for every other word.
#[must_use]
pub fn month_name(word: &str) -> Option<MonthName> {
    named(word).filter(|name| name.month > 0)
}

/// Whether a word stands beside months in dates and says nothing: the `de` of Spanish, the `года` of Russian.
#[must_use]
pub fn is_beside_month(word: &str) -> bool {
    named(word).is_some_and(|name| name.month == 0)
}

fn named(word: &str) -> Option<MonthName> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let mut lower = [0_u8; 2 * LONGEST];
    let mut length = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        length += c.encode_utf8(lower.get_mut(length..length + 4)?).len();
    }
    let at = NAMES.binary_search_by(|name| name.name.as_bytes().cmp(&lower[..length])).ok()?;
    Some(NAMES[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_flawless() {
        let rows: Vec<&str> = include_str!("../../../data/vocabulary/months.csv").lines().collect();
        assert_eq!(rows[0], "name,language,month");
        for line in &rows[1..] {
            let name = row(line).expect("name, language, month");
            assert_eq!(name.name, name.name.to_lowercase(), "{line}");
            assert!(name.name.len() <= LONGEST && name.name.chars().all(char::is_alphabetic), "{line}");
            assert_eq!(line.split(',').count(), 3, "{line}");
        }
        for language in rows[1..].iter().filter_map(|line| row(line)).map(|name| name.language) {
            let has = |month: u8| {
                rows.iter().filter_map(|line| row(line)).any(|name| name.language == language && name.month == month)
            };
            // Two languages write May as English does, which needs no rows of theirs.
            assert!((1..=12).all(|month| has(month) || month == 5), "{language}");
        }
    }

    #[test]
    fn months_are_named_in_many_languages() {
        let cases = [
            ("May", 5),
            ("mayo", 5),
            ("MÄRZ", 3),
            ("мая", 5),
            ("Марта", 3),
            ("března", 3),
            ("października", 10),
            ("მაისი", 5),
            ("septembrie", 9),
            ("dicembre", 12),
        ];
        for (word, month) in cases {
            assert_eq!(month_name(word).map(|name| name.month), Some(month), "{word}");
        }
        assert_eq!(month_name("april").map(|name| name.language == "en"), Some(false));
        assert_eq!(month_name("may").map(|name| name.language), Some("en"));
        // November in Polish, October in Croatian.
        for word in ["", "listopad", "set", "ago", "out", "dei", "de", "mayonnaise", "Mayor", "March 4", "ма"] {
            assert_eq!(month_name(word), None, "{word}");
        }
        assert!(is_beside_month("de") && is_beside_month("года") && !is_beside_month("mai") && !is_beside_month("on"));
        assert_eq!(month_name(&"İ".repeat(30)), None);
    }
}
