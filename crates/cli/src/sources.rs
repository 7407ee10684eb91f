//! Texts that findings point into, ready to be looked up by code point or by line.

/// Characters between two known places of a text.
const STRIDE: usize = 1024;

/// A text with the places needed to find a code point or a line at once.
#[derive(Clone, Debug)]
pub(crate) struct IndexedText {
    text: String,
    /// Byte of every `STRIDE`-th character, from the first.
    strides: Vec<usize>,
    /// Byte at which each line begins.
    lines: Vec<usize>,
}

impl IndexedText {
    /// Indexes a text once; look-ups then take the same time everywhere in it.
    pub(crate) fn new(text: String) -> Self {
        let strides = text.char_indices().step_by(STRIDE).map(|(byte, _)| byte).collect();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(byte, _)| byte + 1)).collect();
        Self { text, strides, lines }
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Byte of a code point, counted from 0; the text's length for one past its end.
    pub(crate) fn byte_of_point(&self, point: usize) -> usize {
        let Some(&stride) = self.strides.get(point / STRIDE) else { return self.text.len() };
        let rest = &self.text[stride..];
        rest.char_indices().nth(point % STRIDE).map_or(self.text.len(), |(byte, _)| stride + byte)
    }

    /// Byte of a column of a line, both from 1; `None` where the text has no such line.
    pub(crate) fn byte_of_column(&self, line: usize, column: usize) -> Option<usize> {
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let point = self.point_of_byte(start) + column.saturating_sub(1);
        Some(self.byte_of_point(point).min(self.line_end(line)))
    }

    /// Line, from 1, and column in code points, from 1, of a byte.
    pub(crate) fn position(&self, byte: usize) -> (usize, usize) {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        (line, self.point_of_byte(byte) - self.point_of_byte(start) + 1)
    }

    /// Byte one past a line's last, its line feed left out.
    pub(crate) fn line_end(&self, line: usize) -> usize {
        self.lines.get(line).map_or(self.text.len(), |next| next - 1)
    }

    fn point_of_byte(&self, byte: usize) -> usize {
        let stride = self.strides.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.strides.get(stride).copied().unwrap_or(0);
        stride * STRIDE + self.text[start..byte].chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_found() {
        let text = "да\nнет ".repeat(1000);
        let indexed = IndexedText::new(text.clone());
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        for point in [0, 1, 1023, 1024, 1025, 2047, 2048, 6999] {
            assert_eq!(indexed.byte_of_point(point), bytes[point], "{point}");
            assert_eq!(indexed.point_of_byte(bytes[point]), point, "{point}");
        }
        for point in [7000, 7001, usize::MAX] {
            assert_eq!(indexed.byte_of_point(point), text.len(), "{point}");
        }
    }

    #[test]
    fn columns_are_found() {
        let indexed = IndexedText::new("один\nдва\n\nthree".to_owned());
        let cases = [
            (1, 1, Some(0)),
            (2, 3, Some(13)),
            (2, 99, Some(15)),
            (3, 1, Some(16)),
            (4, 5, Some(21)),
            (4, 6, Some(22)),
            (4, usize::MAX, Some(22)),
            (5, 1, None),
            (0, 1, None),
        ];
        for (line, column, expected) in cases {
            assert_eq!(indexed.byte_of_column(line, column), expected, "{line}:{column}");
        }
        assert_eq!(indexed.position(13), (2, 3));
        assert_eq!(indexed.position(22), (4, 6));
        assert_eq!(indexed.position(99), (4, 6));
    }

    #[test]
    fn an_empty_text_has_one_empty_line() {
        let indexed = IndexedText::new(String::new());
        assert_eq!(indexed.byte_of_point(0), 0);
        assert_eq!(indexed.byte_of_column(1, 1), Some(0));
        assert_eq!(indexed.position(0), (1, 1));
    }
}
