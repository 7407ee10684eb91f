//! From an author's bytes to clean text, and back to the author's line and column.

mod clean;

use std::fmt;

use chancery_model::anchor::Anchor;

use self::clean::Cleaned;
use crate::span::Span;

/// The file as text: UTF-8 in Unicode Normalization Form C, line ends as LF, with the way back.
///
/// What no reader sees is left out: byte-order marks, soft hyphens, zero-width spaces, direction marks. Spaces
/// stay as printed, so that a no-break space still holds the two parts of `1 234` together.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The way back to the file.
    pub source: SourceMap,
}

/// The file is not text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but white space.
    Empty,
    /// Begins with the byte-order mark of another encoding.
    Encoding {
        /// The encoding's name.
        name: &'static str,
    },
    /// A NUL or other byte that no text has.
    Binary {
        /// Its offset in the file.
        offset: usize,
        /// The byte.
        byte: u8,
    },
    /// Not UTF-8.
    InvalidUtf8 {
        /// Offset of the first bad byte in the file.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// Its column in code points, from 1.
        column: usize,
    },
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "expected a report, found no text"),
            Self::Encoding { name } => write!(f, "expected UTF-8 text, found {name}"),
            Self::Binary { offset, byte } => {
                write!(f, "expected text, found byte 0x{byte:02X} at offset {offset}: this is a binary file")
            }
            Self::InvalidUtf8 { offset, line, column } => {
                write!(
                    f,
                    "expected UTF-8 text, found an invalid byte at line {line}, column {column} (offset {offset})"
                )
            }
        }
    }
}

impl std::error::Error for TextError {}

impl TextError {
    /// How to mend it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Empty => "is this the file you meant?",
            Self::Encoding { .. } | Self::InvalidUtf8 { .. } => "save the file as UTF-8",
            Self::Binary { .. } => "save the report in one of the formats that are read",
        }
    }
}

/// Reads a file's bytes as text.
///
/// # Errors
/// When it is empty, binary or not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<Decoded, TextError> {
    const ENCODINGS: &[(&[u8], &str)] =
        &[(b"\xFF\xFE\0\0", "UTF-32"), (b"\0\0\xFE\xFF", "UTF-32"), (b"\xFF\xFE", "UTF-16"), (b"\xFE\xFF", "UTF-16")];
    if let Some((_, name)) = ENCODINGS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(TextError::Encoding { name });
    }
    // A control character that no editor writes means a binary file; saying so helps more than the
    // UTF-8 error that would follow. ESC and form feed do occur in text.
    if let Some(offset) = bytes.iter().position(|byte| matches!(byte, 0 | 1..=8 | 0x0E..=0x1A)) {
        return Err(TextError::Binary { offset, byte: bytes[offset] });
    }
    let raw = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let before = String::from_utf8_lossy(&bytes[..offset]);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        TextError::InvalidUtf8 {
            offset,
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    })?;
    let body = raw.strip_prefix('\u{FEFF}').unwrap_or(raw);
    if body.trim().is_empty() {
        return Err(TextError::Empty);
    }
    let Cleaned { text, segments } = clean::clean(raw, raw.len() - body.len());
    Ok(Decoded { source: SourceMap { segments, raw: CharIndex::new(raw) }, text })
}

/// A piece of text, decoded from a format's own markup, without what no reader sees and in Form C.
pub(crate) fn cleaned(raw: &str) -> String {
    clean::clean(raw, 0).text
}

/// From bytes of the clean text to the author's file.
///
/// The file of a DOCX is a package that no author sees the lines of. Its map leads to the document as text, one
/// line a paragraph: the line is the number of the paragraph as Word counts them, empty ones and those in tables
/// included, text boxes behind the paragraph that holds them and notes behind all; the column is the character
/// in it.
#[derive(Clone, Debug)]
pub struct SourceMap {
    /// `(byte in the text, byte in the author's file)`, ascending in the text; between two, both run on together.
    /// Notes, which stand last in the text, may stand anywhere in the file. Never empty.
    segments: Vec<(usize, usize)>,
    raw: CharIndex,
}

impl SourceMap {
    /// The map of a text that was made from `raw`: `segments` lead from the text to it, ascending in the text.
    pub(crate) fn new(raw: &str, mut segments: Vec<(usize, usize)>) -> Self {
        if segments.is_empty() {
            segments.push((0, 0));
        }
        Self { segments, raw: CharIndex::new(raw) }
    }

    /// Line and column of a byte of the text in the author's file, both from 1, the column in code points.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        self.raw.position(self.raw_offset(byte))
    }

    /// Line and column of a byte of the author's file, both from 1, the column in code points.
    #[must_use]
    pub fn raw_position(&self, byte: usize) -> (usize, usize) {
        self.raw.position(byte)
    }

    /// The author's file, as text.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw.text
    }

    /// Byte of the author's file that a byte of the text came from.
    #[must_use]
    pub fn raw_offset(&self, byte: usize) -> usize {
        let at = self.segments.partition_point(|(text, _)| *text <= byte).saturating_sub(1);
        let (text, raw) = self.segments[at];
        (raw + byte.saturating_sub(text)).min(self.raw.text.len())
    }

    /// The map of a text that was made from this map's text: `segments` lead from the new text to the old.
    #[must_use]
    pub(crate) fn through(self, segments: &[(usize, usize)]) -> Self {
        let mut composed: Vec<(usize, usize)> = Vec::with_capacity(segments.len());
        for (at, &(new, old)) in segments.iter().enumerate() {
            composed.push((new, self.raw_offset(old)));
            // Where the old map has breaks inside this stretch, the new one needs them too.
            let length = segments.get(at + 1).map_or(usize::MAX, |(next, _)| next - new);
            let from = self.segments.partition_point(|(text, _)| *text <= old);
            for &(text, raw) in self.segments[from..].iter().take_while(|(text, _)| text - old < length) {
                composed.push((new + (text - old), raw));
            }
        }
        if composed.is_empty() {
            composed.push((0, 0));
        }
        Self { segments: composed, raw: self.raw }
    }
}

/// Counts code points and lines before any byte of a text, without walking it from the start.
#[derive(Clone, Debug)]
pub struct CharIndex {
    text: String,
    /// Code points before every `STRIDE`th byte.
    chars: Vec<usize>,
    /// Byte at which each line begins.
    lines: Vec<usize>,
}

const STRIDE: usize = 256;

impl CharIndex {
    /// The index of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut chars = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            chars.push(count);
            count += chunk.iter().filter(|byte| is_char_start(**byte)).count();
        }
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Self { text: text.to_owned(), chars, lines }
    }

    /// Code points before a byte (a byte beyond the end counts as the end).
    #[must_use]
    pub fn chars_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let chunk = (byte / STRIDE).min(self.chars.len().saturating_sub(1));
        let counted = self.chars.get(chunk).copied().unwrap_or(0);
        counted + self.text.as_bytes()[chunk * STRIDE..byte].iter().filter(|byte| is_char_start(**byte)).count()
    }

    /// A span as code points.
    #[must_use]
    pub fn anchor(&self, span: Span) -> Anchor {
        Anchor { start: self.chars_before(span.start), end: self.chars_before(span.end) }
    }

    /// Byte at which a code point begins (one beyond the end counts as the end).
    #[must_use]
    pub fn byte_of(&self, char: usize) -> usize {
        let chunk = self.chars.partition_point(|count| *count <= char).saturating_sub(1);
        let mut left = char - self.chars.get(chunk).copied().unwrap_or(0);
        for (at, byte) in self.text.as_bytes().iter().enumerate().skip(chunk * STRIDE) {
            if is_char_start(*byte) {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte at which a column begins; line and column from 1, the column in code points. A column beyond the
    /// line's end counts as its end; `None` where the text has no such line.
    #[must_use]
    pub fn byte_at(&self, line: usize, column: usize) -> Option<usize> {
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let end = self.lines.get(line).map_or(self.text.len(), |next| next - 1);
        let point = self.chars_before(start).saturating_add(column.saturating_sub(1));
        Some(self.byte_of(point).min(end))
    }

    /// Line and column of a byte, both from 1, the column in code points.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines[line - 1];
        (line, self.chars_before(byte) - self.chars_before(start) + 1)
    }
}

/// Whether a byte begins a code point in UTF-8.
const fn is_char_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found() {
        let index = CharIndex::new("один\nдва\n\nthree");
        let cases = [
            (1, 1, Some(0)),
            (2, 3, Some(13)),
            (2, 99, Some(15)),
            (3, 1, Some(16)),
            (4, 5, Some(21)),
            (4, usize::MAX, Some(22)),
            (5, 1, None),
            (0, 1, None),
        ];
        for (line, column, expected) in cases {
            assert_eq!(index.byte_at(line, column), expected, "{line}:{column}");
        }
        assert_eq!(CharIndex::new("").byte_at(1, 1), Some(0), "an empty text has one empty line");
    }

    #[test]
    fn line_ends_and_byte_order_mark_go_and_the_way_back_stays() {
        let decoded = decode("\u{FEFF}Één\r\ntwee\rdrie\nvier".as_bytes()).expect("text");
        assert_eq!(decoded.text, "Één\ntwee\ndrie\nvier");
        for (word, position) in [("Één", (1, 2)), ("n\n", (1, 4)), ("twee", (2, 1)), ("drie", (2, 6)), ("vier", (3, 1))]
        {
            let byte = decoded.text.find(word).expect("the word is there");
            assert_eq!(decoded.source.position(byte), position, "{word}");
        }
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_place() {
        let cases: [(&[u8], TextError); 8] = [
            (b"\xFF\xFEa\0", TextError::Encoding { name: "UTF-16" }),
            (b"\xFF\xFE\0\0a\0\0\0", TextError::Encoding { name: "UTF-32" }),
            (b"", TextError::Empty),
            (b"\xEF\xBB\xBF \r\n\t", TextError::Empty),
            (b"PK\x03\x04", TextError::Binary { offset: 2, byte: 3 }),
            (b"text\0more", TextError::Binary { offset: 4, byte: 0 }),
            (b"one\ntw\xFFo", TextError::InvalidUtf8 { offset: 6, line: 2, column: 3 }),
            (
                "é\u{e9}".as_bytes().split_last().expect("bytes").1,
                TextError::InvalidUtf8 { offset: 2, line: 1, column: 2 },
            ),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decode(bytes).expect_err("not text"), expected);
        }
    }

    #[test]
    fn code_points_are_counted_across_strides() {
        let text = "aé–𝄞\n".repeat(300);
        let index = CharIndex::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars_before(byte), chars);
            assert_eq!(index.byte_of(chars), byte);
        }
        assert_eq!(index.chars_before(usize::MAX), text.chars().count());
        assert_eq!(index.byte_of(usize::MAX - 1), text.len());
        assert_eq!(index.position(text.len() - 1), (300, 5));
    }
}
