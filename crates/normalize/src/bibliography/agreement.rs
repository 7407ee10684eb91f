//! Whether the list and a bibliography say the same of a field.

use std::collections::BTreeSet;

use chancery_ingest::bibliography::ReferenceField;
use chancery_model::reference::Name;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::address::canonical;
use super::read_date;

/// Whether two values are of one source: a coarser date, a shorter title, another case or punctuation disagree
/// with nothing.
pub(super) fn agree(field: ReferenceField, list: &str, theirs: &str) -> bool {
    match field {
        ReferenceField::Title | ReferenceField::ContainerTitle | ReferenceField::Publisher => {
            let (list, theirs) = (without_article(folded(list)), without_article(folded(theirs)));
            within(&list, &theirs) || within(&theirs, &list)
        }
        ReferenceField::Issued | ReferenceField::Accessed => match (read_date(list), read_date(theirs)) {
            (Some(list), Some(theirs)) => list.overlaps(theirs),
            // What cannot be read says nothing against what can.
            (_, None) => true,
            (None, Some(_)) => false,
        },
        ReferenceField::Volume | ReferenceField::Issue | ReferenceField::Edition => same_number(list, theirs),
        ReferenceField::Page => first_number(list) == first_number(theirs),
        ReferenceField::Doi => {
            // A short DOI stands for another, which only a resolver knows.
            let is_short = |doi: &str| doi.starts_with("10/");
            let (list, theirs) = (list.trim(), theirs.trim());
            list.eq_ignore_ascii_case(theirs) || is_short(list) || is_short(theirs)
        }
        ReferenceField::Isbn => {
            let list = isbns(list);
            isbns(theirs).iter().any(|isbn| list.contains(isbn))
        }
        ReferenceField::Url => match (canonical(list), canonical(theirs)) {
            (Some(list), Some(theirs)) => list == theirs,
            _ => list.trim() == theirs.trim(),
        },
    }
}

/// Whether the first authors are one: how many are named, and how far a given name is written out, differs from
/// style to style.
pub(super) fn agree_on_authors(list: &[Name], theirs: &[Name]) -> bool {
    let words = |name: &Name| match name {
        Name::Person { family, .. } => folded(family),
        Name::Literal(name) => without_article(folded(name)),
    };
    let (Some(list), Some(theirs)) = (list.first(), theirs.first()) else { return true };
    // A name that one of them could not split holds the family name of the other.
    let (list, theirs) = (words(list), words(theirs));
    list.is_empty() || theirs.is_empty() || has_words(&list, &theirs) || has_words(&theirs, &list)
}

/// Letters and digits in lower case without marks, one space between words.
pub(super) fn folded(text: &str) -> String {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in letters {
        match letter {
            // An apostrophe joins: `president’s` is one word.
            '\'' | '\u{2019}' | '\u{2bc}' => {}
            letter if letter.is_alphanumeric() => {
                if gap && !folded.is_empty() {
                    folded.push(' ');
                }
                gap = false;
                folded.push(letter);
            }
            _ => gap = true,
        }
    }
    folded
}

fn without_article(folded: String) -> String {
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}

/// Whether one begins with the whole of the other: a title with and without its subtitle.
fn within(short: &str, long: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || !short.is_empty() && rest.starts_with(' '))
}

/// Whether the words of one stand in the other, next to each other.
fn has_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

fn same_number(list: &str, theirs: &str) -> bool {
    match (first_number(list), first_number(theirs)) {
        (Some(list), Some(theirs)) => list == theirs,
        _ => folded(list) == folded(theirs),
    }
}

fn first_number(text: &str) -> Option<&str> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let digits = text[start..].split(|letter: char| !letter.is_ascii_digit()).next()?;
    Some(digits.trim_start_matches('0'))
}

/// The nine digits that an ISBN of ten and one of thirteen digits have in common.
fn isbns(text: &str) -> BTreeSet<String> {
    let numbers = text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';'));
    let core = |number: &str| {
        let digits: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
        let digits = digits.strip_prefix("ISBN").unwrap_or(&digits);
        match digits.len() {
            13 => digits.get(3..12).map(str::to_owned),
            10 => digits.get(..9).map(str::to_owned),
            0 => None,
            _ => Some(digits.to_owned()),
        }
    };
    numbers.filter_map(core).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexis::name::parse_names;

    #[test]
    fn fields_agree_by_what_they_mean() {
        use ReferenceField as F;
        let cases = [
            (F::Title, "Weirs and Locks", "Weirs & Locks", false),
            (F::Title, "Weirs, and ‘locks’", "WEIRS AND LOCKS", true),
            (F::Title, "Weirs", "Weirs: A History", true),
            (F::Title, "Weir", "Weirs", false),
            (F::Title, "Cafe\u{301}s", "Cafés", true),
            (F::Title, "", "Weirs", false),
            (F::ContainerTitle, "The River Daily", "River Daily", true),
            (F::Publisher, "Harbour Press", "Hill Press", false),
            (F::Issued, "9 January 1999", "1999", true),
            (F::Issued, "1999", "1999-01-09", true),
            (F::Issued, "9 January 1999", "1999-01-10", false),
            (F::Issued, "9 January 1999", "13th cent", true),
            (F::Issued, "n.d.", "1999", false),
            (F::Volume, "vol 12", "12", true),
            (F::Edition, "2nd edn", "2", true),
            (F::Edition, "second", "2", false),
            (F::Page, "3-9", "3–12", true),
            (F::Page, "3", "4", false),
            (F::Doi, "10.1/ABC", "10.1/abc", true),
            (F::Doi, "10.1/ABC", "10.1/abd", false),
            (F::Doi, "10.1/ABC", "10/fqd6hj", true),
            (F::Isbn, "978-0-306-40615-7", "0-306-40615-2 1-111-11111-1", true),
            (F::Isbn, "978-0-306-40615-7", "978-0-306-40616-4", false),
            (F::Url, "http://www.r.example/a/", "https://r.example/a#b", true),
            (F::Url, "https://r.example/a", "https://r.example/b", false),
            (F::Url, "r.example/a", "r.example/a", true),
        ];
        for (field, list, theirs, expected) in cases {
            assert_eq!(agree(field, list, theirs), expected, "{field:?}: {list} / {theirs}");
        }
    }

    #[test]
    fn authors_agree_by_the_first() {
        let cases = [
            ("Ada Quill", "A. Quill", true),
            ("Ada Quill and Bo Reed", "Ada Quill", true),
            ("Ада Квилл", "Квилл", true),
            ("World Bank", "The World Bank", true),
            ("Ada Quill", "Bo Reed", false),
            ("World Bank", "Hill Bank", false),
            ("", "Ada Quill", true),
        ];
        for (list, theirs, expected) in cases {
            assert_eq!(agree_on_authors(&parse_names(list), &parse_names(theirs)), expected, "{list} / {theirs}");
        }
    }
}
