//! Takes out of a text what no reader sees, and brings line ends and letters to one form.

use std::borrow::Cow;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A clean text with the way back.
#[derive(Debug)]
pub(super) struct Cleaned {
    pub(super) text: String,
    /// `(byte in the clean text, byte in the raw one)`, ascending in both; between two, both run on together.
    pub(super) segments: Vec<(usize, usize)>,
}

/// Cleans `raw` from a byte on.
pub(super) fn clean(raw: &str, from: usize) -> Cleaned {
    let mut text = String::with_capacity(raw.len() - from);
    let mut segments = vec![(0, from)];
    // Where nothing is decomposed, as almost everywhere, no letter is looked at twice.
    let is_composed = is_nfc_quick(raw[from..].chars()) == IsNormalized::Yes;
    let (mut copied, mut at) = (from, from);
    while let Some(found) = raw.as_bytes()[at..].iter().position(|byte| is_suspect(*byte)) {
        at += found;
        let Some(letter) = raw[at..].chars().next() else { break };
        let start = at;
        at += letter.len_utf8();
        let (from, by) = match letter {
            '\r' => {
                at += usize::from(raw[at..].starts_with('\n'));
                (start, Cow::Borrowed("\n"))
            }
            // What Word pastes for a line break inside a paragraph.
            '\u{0B}' => (start, Cow::Borrowed(" ")),
            '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => (start, Cow::Borrowed("\n")),
            // A word broken at a soft hyphen is one word.
            '\u{AD}' if raw[at..].starts_with(['\n', '\r']) => {
                at = raw.len() - raw[at..].trim_start_matches(['\r', '\n', ' ', '\t']).len();
                (start, Cow::Borrowed(""))
            }
            _ if is_invisible(letter) && !joins(raw, start, at) => (start, Cow::Borrowed("")),
            _ if !is_composed && needs_composing(letter) => {
                // A mark belongs to the letter before it, unless that is already written.
                let base = raw[copied..start].chars().next_back().map_or(0, char::len_utf8);
                at = run_end(raw, at);
                (start - base, Cow::Owned(raw[start - base..at].nfc().collect()))
            }
            _ => continue,
        };
        if by != raw[from..at] {
            text.push_str(&raw[copied..from]);
            text.push_str(&by);
            segments.push((text.len(), at));
            copied = at;
        }
    }
    text.push_str(&raw[copied..]);
    Cleaned { text, segments }
}

/// Whether a byte may begin something that changes.
const fn is_suspect(byte: u8) -> bool {
    matches!(byte, b'\r' | 0x0B | 0x0C | 0xC2..)
}

/// Letters without width: soft hyphen, zero-width space, joiners, direction marks, byte-order mark.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a joiner between two letters changes how they are written, as in Arabic and Indic scripts.
fn joins(raw: &str, start: usize, end: usize) -> bool {
    if !matches!(&raw[start..end], "\u{200C}" | "\u{200D}") {
        return false;
    }
    let shapes = |letter: Option<char>| {
        letter.is_some_and(|letter| matches!(letter, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..))
    };
    shapes(raw[..start].chars().next_back()) && shapes(raw[end..].chars().next())
}

/// Whether a letter may combine with, or change places with, its neighbours in Form C.
fn needs_composing(letter: char) -> bool {
    canonical_combining_class(letter) != 0 || is_nfc_quick(std::iter::once(letter)) != IsNormalized::Yes
}

/// Where the marks that follow a letter end.
fn run_end(raw: &str, at: usize) -> usize {
    raw[at..].find(|letter| !needs_composing(letter)).map_or(raw.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_reader_sees_goes() {
        let cases = [
            ("plain", "plain"),
            ("a\r\nb\rc\r", "a\nb\nc\n"),
            ("a\u{2028}b\u{2029}c\u{85}d\u{0C}e\u{0B}f", "a\nb\nc\nd\ne f"),
            ("re\u{AD}mit\u{AD}tances", "remittances"),
            ("remit\u{AD}\r\n  tances", "remittances"),
            ("a\u{200B}b\u{2060}c\u{FEFF}d\u{200D}e\u{200C}f", "abcdef"),
            ("left\u{202E}thgir\u{202C}", "leftthgir"),
            ("44\u{A0}%, 1\u{202F}234", "44\u{A0}%, 1\u{202F}234"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("Chis\u{327}ina\u{306}u", "Chi\u{15F}inău"),
            ("e\u{301}", "é"),
            ("\u{301}x", "\u{301}x"),
            ("и\u{306}", "й"),
            ("a\u{316}\u{301}", "á\u{316}"),
            ("\u{1100}\u{1161}\u{11A8}", "각"),
            ("\u{212B}", "Å"),
            ("e\u{AD}\u{301}", "e\u{301}"),
            ("", ""),
        ];
        for (raw, expected) in cases {
            assert_eq!(clean(raw, 0).text, expected, "{raw:?}");
        }
    }

    #[test]
    fn every_kept_letter_leads_back() {
        let raw = "\u{FEFF}é\r\nChis\u{327}ina\u{306}u re\u{AD}mit\u{200B}, и\u{306}x\u{2028}end";
        let Cleaned { text, segments } = clean(raw, 3);
        for word in ["Chi", "n", "re", "mit", "x", "end", "u "] {
            let at = text.find(word).expect("there");
            let segment = segments.partition_point(|(clean, _)| *clean <= at) - 1;
            let (clean, raw_at) = segments[segment];
            assert!(raw[raw_at + at - clean..].starts_with(&word[..1]), "{word}");
        }
    }
}
