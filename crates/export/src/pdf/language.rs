//! Passages in another script than the document's language, so that they are read aloud in theirs.

use std::ops::Range;

/// Letters of Tajik that no other language written in Cyrillic letters here has.
const TAJIK: &str = "ғӣқӯҳҷҒӢҚӮҲҶ";
/// Letters of Russian.
const RUSSIAN: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";

/// Passages in Cyrillic letters of a text whose language is written in Latin ones, with their language;
/// none where the document's own language is written in Cyrillic letters, or where it cannot be told.
pub(crate) fn foreign(text: &str, document: &str) -> Vec<(Range<usize>, &'static str)> {
    let primary = document.split(['-', '_']).next().unwrap_or_default();
    if ["ru", "tg", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"].contains(&primary) {
        return Vec::new();
    }
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (start, letter) in text.char_indices() {
        if is_cyrillic(letter) {
            let end = start + letter.len_utf8();
            match passages.last_mut() {
                Some(last) if open => last.end = end,
                _ => passages.push(start..end),
            }
            open = true;
        } else if letter.is_alphabetic() {
            open = false;
        }
    }
    passages.into_iter().filter_map(|passage| Some((passage.clone(), language(&text[passage])?))).collect()
}

fn language(passage: &str) -> Option<&'static str> {
    if passage.chars().any(|letter| TAJIK.contains(letter)) {
        return Some("tg");
    }
    let mut letters = passage.chars().filter(|letter| is_cyrillic(*letter)).flat_map(char::to_lowercase);
    letters.all(|letter| RUSSIAN.contains(letter)).then_some("ru")
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_told_by_their_letters() {
        let cases = [
            ("The word Душанбе here", "en", vec![("Душанбе", "ru")]),
            ("Ҷумҳурии Тоҷикистон", "en", vec![("Ҷумҳурии Тоҷикистон", "tg")]),
            ("базы (2012) и границы; then ҷон", "en-GB", vec![("базы (2012) и границы", "ru"), ("ҷон", "tg")]),
            ("Київ", "en", vec![]),
            ("Душанбе", "ru", vec![]),
            ("plain", "en", vec![]),
            ("", "", vec![]),
        ];
        for (text, document, expected) in cases {
            let found: Vec<_> =
                foreign(text, document).into_iter().map(|(range, language)| (&text[range], language)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
