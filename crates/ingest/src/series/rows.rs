//! Rows of delimited text with the places of their cells.

use chancery_model::diagnostic::Diagnostic;
use chancery_model::rule::Weighed;
use csv::{ByteRecord, Reader, ReaderBuilder};

use super::encoding::{self, Decoded};
use super::number::{DecimalMark, number, refusal};
use super::{INVALID, MAX_COLUMNS, SeriesError};
use crate::delimited::cell_start;
use crate::place::{Complaints, listed};

/// The rows of a file, one at a time.
pub(super) struct Rows<'a> {
    reader: Reader<&'a [u8]>,
    record: ByteRecord,
    bytes: &'a [u8],
    delimiter: u8,
    say: Complaints<'a>,
    /// Cells a row must have: those of the header.
    width: usize,
}

impl<'a> Rows<'a> {
    /// `delimiter` parts the cells.
    pub(super) fn new(file: &'a str, decoded: &'a Decoded<'_>, delimiter: u8) -> Self {
        let bytes = decoded.bytes.as_ref();
        let mut say = Complaints::new(file, bytes);
        encoding::tell(decoded, &mut say);
        let reader = ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(bytes);
        Self { reader, record: ByteRecord::new(), bytes, delimiter, say, width: 0 }
    }

    /// Goes to the next row that is not empty; `false` at the end.
    pub(super) fn advance(&mut self) -> bool {
        // Reading bytes in memory cannot fail: rows may be of any length.
        self.reader.read_byte_record(&mut self.record).unwrap_or(false)
    }

    /// The cells of the row, at most [`MAX_COLUMNS`].
    pub(super) fn texts(&self) -> Vec<String> {
        self.record.iter().take(MAX_COLUMNS).map(text).collect()
    }

    /// Takes the row as the header: the rows below must be as wide.
    pub(super) fn set_header(&mut self) -> Vec<String> {
        self.width = self.record.len();
        self.texts()
    }

    /// A cell without the white space at its ends; empty where there is none.
    pub(super) fn cell(&self, column: usize) -> &[u8] {
        self.record.get(column).unwrap_or_default().trim_ascii()
    }

    /// Whether every cell is empty.
    pub(super) fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| cell.trim_ascii().is_empty())
    }

    /// Line on which the row begins, from 1.
    pub(super) fn line(&mut self) -> u32 {
        let at = cell_start(self.bytes, self.record.position(), 0, self.delimiter);
        self.say.line(at)
    }

    /// Whether the row is as wide as the header; where not, that is told.
    pub(super) fn is_whole(&mut self) -> bool {
        let (expected, found) = (self.width, self.record.len());
        if expected != found {
            let help = "put a cell that contains the mark between cells in double quotes, or download the file again";
            self.complain(0, format!("expected {expected} cells, found {found}"), help);
        }
        expected == found
    }

    /// A cell's number; a cell that is none is told of and has no value.
    pub(super) fn number(&mut self, column: usize) -> Option<f64> {
        // A comma parts decimals only where it does not part cells.
        let mark = if self.delimiter == b';' { DecimalMark::Comma } else { DecimalMark::Point };
        match number(self.record.get(column).unwrap_or_default(), mark) {
            Ok(value) => value,
            Err(why) => {
                if self.say.is_open() {
                    let message = refusal(&text(self.cell(column)), why);
                    self.complain(column, message, "numbers are printed with digits and a decimal point");
                } else {
                    self.say.leave_out();
                }
                None
            }
        }
    }

    /// Notes a defect of a cell.
    pub(super) fn complain(&mut self, column: usize, message: String, help: &str) {
        self.tell(column, &INVALID, message, help);
    }

    /// Notes something about a cell.
    pub(super) fn tell(&mut self, column: usize, rule: impl Into<Weighed>, message: String, help: &str) {
        if self.say.is_open() {
            let at = cell_start(self.bytes, self.record.position(), column, self.delimiter);
            self.say.at(at, rule, message, help.to_owned());
        } else {
            self.say.leave_out();
        }
    }

    /// What was noted.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.say.finish()
    }
}

/// A cell as text.
pub(super) fn text(cell: &[u8]) -> String {
    let cell = cell.trim_ascii();
    // Most cells are sound, and one look tells.
    std::str::from_utf8(cell).map_or_else(|_| String::from_utf8_lossy(cell).into_owned(), str::to_owned)
}

/// What parts the cells of a file whose layout leaves that open: of comma, semicolon and tab the one that its first
/// line has most of outside quotation marks.
pub(super) fn delimiter(bytes: &[u8]) -> u8 {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let (mut counts, mut quoted) = ([0_usize; 3], false);
    for byte in &bytes[..end] {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => counts[0] += 1,
            b';' if !quoted => counts[1] += 1,
            b'\t' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    match counts {
        [commas, semicolons, tabs] if semicolons > commas && semicolons >= tabs => b';',
        [commas, _, tabs] if tabs > commas => b'\t',
        _ => b',',
    }
}

/// Where a header names a column.
///
/// # Errors
/// Where it does not, or names it twice.
pub(super) fn column(header: &[String], name: &str) -> Result<usize, SeriesError> {
    let mut found = header.iter().enumerate().filter(|(_, header)| header.as_str() == name).map(|(index, _)| index);
    match (found.next(), found.next()) {
        (Some(index), None) => Ok(index),
        (Some(first), Some(second)) => Err(SeriesError::Header {
            expected: format!("one column {}", crate::place::shown(name)),
            found: format!("it as column {} and as column {}", first + 1, second + 1),
            line: 1,
        }),
        (None, _) => Err(not_this(&format!("a column {}", crate::place::shown(name)), header)),
    }
}

/// The error of a header that is another layout's.
pub(super) fn not_this(expected: &str, header: &[String]) -> SeriesError {
    let found = listed(&header.iter().take(12).map(String::as_str).collect::<Vec<_>>());
    let found = if found.len() > 400 { crate::place::shown(&found) } else { found };
    let found = if header.is_empty() { "an empty file".to_owned() } else { found };
    SeriesError::Header { expected: expected.to_owned(), found, line: 1 }
}
