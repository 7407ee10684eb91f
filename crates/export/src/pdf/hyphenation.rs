//! Where words may be divided.

use super::shaping::{Cluster, Opportunity};
use super::span::Span;
use super::style::Hyphenate;

/// Shortest word that is divided, in letters.
const SHORTEST: usize = 6;
/// Longest word that is divided, in letters; longer ones are not words.
const LONGEST: usize = 40;
/// Fewest letters left before and carried over after a hyphen.
const MARGINS: (usize, usize) = (3, 3);

/// The rules of a BCP 47 language; `None` where there are none.
pub(crate) fn rules(language: &str) -> Option<hypher::Lang> {
    match language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "en" => Some(hypher::Lang::English),
        "ru" => Some(hypher::Lang::Russian),
        _ => None,
    }
}

/// Marks the clusters after which a word may be divided, by the rules of its span's language; by those of the
/// document where the span has none of its own.
pub(crate) fn mark(text: &str, clusters: &mut [Cluster], spans: &[Span], document: Option<hypher::Lang>) {
    let mut cursor = 0;
    let mut offset = 0;
    for word in text.split_inclusive(|letter: char| !letter.is_alphabetic()) {
        let start = offset;
        offset += word.len();
        let letters = word.trim_end_matches(|letter: char| !letter.is_alphabetic());
        let length = letters.chars().count();
        let shouted = letters.chars().skip(1).any(char::is_uppercase);
        if !(SHORTEST..=LONGEST).contains(&length) || shouted {
            continue;
        }
        while clusters.get(cursor).is_some_and(|cluster| cluster.text.end <= start) {
            cursor += 1;
        }
        let own = clusters.get(cursor).map_or("", |cluster| &spans[cluster.span].language);
        let Some(language) = (if own.is_empty() { document } else { rules(own) }) else { continue };
        let mut end = start;
        let syllables = hypher::hyphenate_bounded(letters, language, MARGINS.0, MARGINS.1);
        for syllable in syllables {
            end += syllable.len();
            if end == start + letters.len() {
                break;
            }
            while clusters.get(cursor).is_some_and(|cluster| cluster.text.end < end) {
                cursor += 1;
            }
            let divides = clusters.get(cursor).is_some_and(|cluster| {
                cluster.text.end == end
                    && cluster.opportunity == Opportunity::None
                    && spans[cluster.span].hyphenate == Hyphenate::Yes
            });
            if divides {
                clusters[cursor].opportunity = Opportunity::Hyphen;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::display::Owner;
    use super::super::shaping::Shaper;
    use super::super::style::{BODY, REFERENCE, TextStyle};
    use super::*;

    fn divided(language: &str, style: TextStyle, text: &str) -> String {
        let shaped = Shaper::new(language).shape(&[Span::plain(text, style, Owner::Ornament)]);
        let mut divided = String::new();
        for cluster in &shaped.clusters {
            divided.push_str(&shaped.text[cluster.text.clone()]);
            if cluster.opportunity == Opportunity::Hyphen {
                divided.push('-');
            }
        }
        divided
    }

    #[test]
    fn words_are_divided_where_the_language_allows() {
        let cases = [
            ("en", BODY, "remittances", "remit-tances"),
            ("en-GB", BODY, "the agreement", "the agree-ment"),
            ("en", BODY, "short NATO GAZPROM42", "short NATO GAZPROM42"),
            ("en", REFERENCE, "remittances", "remittances"),
            ("tg", BODY, "remittances", "remittances"),
            ("", BODY, "remittances", "remittances"),
            ("ru", BODY, "соглашение", "согла-ше-ние"),
        ];
        for (language, style, text, expected) in cases {
            assert_eq!(divided(language, style, text), expected, "{language} {text}");
        }
    }
}
