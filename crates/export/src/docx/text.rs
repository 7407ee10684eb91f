//! Text as XML 1.0 can hold it.

use std::borrow::Cow;

/// The text with every character that XML 1.0 forbids replaced by U+FFFD, and line ends as `\n`. A
/// forbidden character makes Word refuse the whole file, even where it is written as a reference.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let text =
        if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text.into() };
    if text.chars().all(is_allowed) {
        return text;
    }
    Cow::Owned(
        text.chars().map(|letter| if is_allowed(letter) { letter } else { char::REPLACEMENT_CHARACTER }).collect(),
    )
}

/// The text on one line, for properties and descriptions: runs of white space become one space.
pub(super) fn single_line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text for an attribute or an element of a part written by hand.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(single_line(text)).into_owned()
}

/// The `Char` production of XML 1.0, without the surrogates a `char` cannot be.
const fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{1_0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_characters_of_xml_are_left() {
        let cases = [
            ("plain ҷ 𝄞\n\t", "plain ҷ 𝄞\n\t"),
            ("a\u{0}b\u{8}c\u{1F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
            ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
            ("one\r\ntwo\rthree", "one\ntwo\nthree"),
            ("\u{1B}[31mred", "\u{FFFD}[31mred"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(printable(text), expected, "{text:?}");
        }
    }

    #[test]
    fn attributes_are_one_escaped_line() {
        assert_eq!(escaped(" a\n\tb <\"&'> \u{1}"), "a b &lt;&quot;&amp;&apos;&gt; \u{FFFD}");
    }
}
