//! Texts and dates as objects of the file (ISO 32000-1, 7.9).

use chancery_model::day::Day;
use lopdf::{Object, StringFormat};

/// A day as PDF writes dates.
pub(crate) fn stamp(day: Day) -> String {
    format!("D:{:04}{:02}{:02}000000Z", day.year(), day.month(), day.day())
}

/// A text as PDF writes it: ASCII as it is, else UTF-16 with its mark.
pub(crate) fn text(text: &str) -> Object {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return Object::string_literal(text);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}
