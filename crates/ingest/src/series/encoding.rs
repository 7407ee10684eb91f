//! Bytes of a text file as UTF-8, whatever a spreadsheet program saved them as.

use std::borrow::Cow;

use chancery_model::diagnostic::Severity;
use chancery_model::rule::{Explanation, Group, Rule};

use crate::place::Complaints;

pub(super) const FOREIGN_ENCODING: Rule = Rule {
    id: "foreign-encoding",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a series in another encoding than UTF-8",
    explanation: Explanation {
        asks: "is each portal’s file UTF-8?",
        why: "letters outside ASCII are guessed at.",
        mend: "save the file as UTF-8.",
        fires: "",
        silent: "",
    },
};

/// What the letters 0x80 to 0x9F are in Windows-1252; U+FFFD where it has none.
const WINDOWS_1252: [char; 32] = [
    '\u{20AC}', '\u{FFFD}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{FFFD}', '\u{17D}', '\u{FFFD}', '\u{FFFD}', '\u{2018}',
    '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}',
    '\u{203A}', '\u{153}', '\u{FFFD}', '\u{17E}', '\u{178}',
];

/// An encoding that is not UTF-8 and was read nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    /// UTF-16 with a byte-order mark: which end comes first.
    Utf16(&'static str),
    /// Windows-1252, with the first byte that UTF-8 cannot have there and where it stands in the file.
    Windows1252(u8),
}

/// Text as UTF-8.
pub(super) struct Decoded<'a> {
    /// The text; where it is damaged UTF-8, the bytes as they are.
    pub(super) bytes: Cow<'a, [u8]>,
    /// What it was, and where in `bytes` that shows; `None` for UTF-8.
    pub(super) foreign: Option<(Foreign, usize)>,
}

/// Decodes a file: UTF-16 by its byte-order mark, Windows-1252 where bytes that are no UTF-8 stand in a text that is
/// ASCII up to there.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes, "little-endian");
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes, "big-endian");
    }
    let plain = Decoded { bytes: Cow::Borrowed(bytes), foreign: None };
    let Err(error) = std::str::from_utf8(bytes) else { return plain };
    let at = error.valid_up_to();
    match bytes.get(at) {
        Some(byte) if bytes[..at].is_ascii() => {
            let letter = |byte: &u8| match byte {
                0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
                _ => char::from(*byte),
            };
            let text: String = bytes.iter().map(letter).collect();
            Decoded { bytes: Cow::Owned(text.into_bytes()), foreign: Some((Foreign::Windows1252(*byte), at)) }
        }
        _ => plain,
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, ends: &'static str) -> Decoded<'static> {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let text: String = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Decoded { bytes: Cow::Owned(text.into_bytes()), foreign: Some((Foreign::Utf16(ends), 0)) }
}

/// Says what the file was saved as.
pub(super) fn tell(decoded: &Decoded<'_>, say: &mut Complaints<'_>) {
    let (message, at) = match decoded.foreign {
        None => return say.invalid_utf8(&decoded.bytes),
        Some((Foreign::Utf16(ends), at)) => {
            (format!("expected UTF-8, found UTF-16 ({ends}, by its byte-order mark)"), at)
        }
        Some((Foreign::Windows1252(byte), at)) => {
            (format!("expected UTF-8, found the byte {byte:#04x}, which is a letter in Windows-1252"), at)
        }
    };
    let help = "the file is read as that; save it as UTF-8 to be sure of its letters".to_owned();
    say.at(at, &FOREIGN_ENCODING, message, help);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
        };
        let cases = [
            (b"a,b".to_vec(), "a,b", None),
            ("\u{FEFF}å,𝒳".as_bytes().to_vec(), "\u{FEFF}å,𝒳", None),
            (utf16("å,𝒳", u16::to_le_bytes), "å,𝒳", Some((Foreign::Utf16("little-endian"), 0))),
            (utf16("å,𝒳", u16::to_be_bytes), "å,𝒳", Some((Foreign::Utf16("big-endian"), 0))),
            (b"\xFF\xFEa\0\x00".to_vec(), "a", Some((Foreign::Utf16("little-endian"), 0))),
            (b"\xFF\xFE\x00\xD8a\0".to_vec(), "\u{FFFD}a", Some((Foreign::Utf16("little-endian"), 0))),
            (b"C\xF4te \x93x\x94".to_vec(), "Côte “x”", Some((Foreign::Windows1252(0xF4), 1))),
            (b"\x81".to_vec(), "\u{FFFD}", Some((Foreign::Windows1252(0x81), 0))),
        ];
        for (bytes, text, foreign) in cases {
            let decoded = decode(&bytes);
            assert_eq!((String::from_utf8_lossy(&decoded.bytes).as_ref(), decoded.foreign), (text, foreign));
        }
        let damaged = decode(b"\xC3\xA5\xFF");
        assert_eq!(
            (damaged.bytes.as_ref(), damaged.foreign),
            (b"\xC3\xA5\xFF".as_slice(), None),
            "UTF-8 but for a byte"
        );
    }
}
