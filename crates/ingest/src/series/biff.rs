//! Records of an Excel 97 workbook (MS-XLS, "BIFF8"): what is needed of them to read the cells of a sheet.
//!
//! Numbers and texts are read; formulas by the result that is kept with them; formats and everything else are not.

use std::sync::Arc;

use super::workbook::{Cell, Sheet};

// Kinds of record (MS-XLS 2.3).
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00FC;
const CONTINUE: u16 = 0x003C;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MULTIPLE_RK: u16 = 0x00BD;
const SHARED_LABEL: u16 = 0x00FD;
const LABEL: u16 = 0x0204;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;

/// Most sheets whose names are kept.
const MAX_SHEETS: usize = 256;

/// Why a workbook cannot be read.
pub(super) enum Defect {
    /// It is no BIFF8 workbook: what was found, a phrase.
    Kind(&'static str),
    /// It has no sheet of that name; names of those it has.
    NoSheet(Vec<String>),
}

/// The cells of a sheet.
///
/// # Errors
/// See [`Defect`].
pub(super) fn sheet(stream: &[u8], name: &str) -> Result<Sheet, Defect> {
    let (mut sheets, mut strings) = (Vec::new(), Vec::new());
    let mut records = Records { stream, at: 0 };
    match records.next() {
        Some((BOF, data)) if half(data, 0) == 0x0600 => {}
        Some((BOF, _)) => return Err(Defect::Kind("one of an older Excel")),
        _ => return Err(Defect::Kind("one without records")),
    }
    while let Some((kind, data)) = records.next() {
        match kind {
            FILE_PASS => return Err(Defect::Kind("one that is locked with a password")),
            BOUND_SHEET if sheets.len() < MAX_SHEETS => {
                let mut text = Segments { parts: vec![data.get(6..).unwrap_or_default()], part: 0, at: 0 };
                let length = text.byte().unwrap_or(0);
                sheets.push((word(data, 0), text.letters(length.into()).unwrap_or_default()));
            }
            SHARED_STRINGS => {
                let mut parts = vec![data];
                while let Some(part) = records.next_if(CONTINUE) {
                    parts.push(part);
                }
                strings = shared_strings(parts);
            }
            EOF => break,
            _ => {}
        }
    }
    let Some((start, _)) = sheets.iter().find(|(_, found)| found == name) else {
        return Err(Defect::NoSheet(sheets.into_iter().map(|(_, name)| name).collect()));
    };
    let at = usize::try_from(*start).unwrap_or(usize::MAX);
    cells(Records { stream, at }, &strings).map_err(Defect::Kind)
}

fn cells(mut records: Records<'_>, strings: &[Arc<str>]) -> Result<Sheet, &'static str> {
    let mut sheet = Sheet::default();
    if !matches!(records.next(), Some((BOF, _))) {
        return Err("one whose sheet is not where it says");
    }
    // Drawings within a sheet have records of their own between a BOF and an EOF.
    let mut depth = 0;
    let mut formula = None;
    while let Some((kind, data)) = records.next() {
        let (row, column) = (u32::from(half(data, 0)), u32::from(half(data, 2)));
        let mut set = |column: u32, cell: Cell| {
            if sheet.set(row, column, cell) { Ok(()) } else { Err("one with more cells than are read") }
        };
        match kind {
            BOF => depth += 1,
            EOF if depth == 0 => return Ok(sheet),
            EOF => depth -= 1,
            _ if depth > 0 => {}
            NUMBER if data.len() >= 14 => set(column, Cell::Number(float(data, 6)))?,
            RK if data.len() >= 10 => set(column, Cell::Number(compressed(word(data, 6))))?,
            MULTIPLE_RK => {
                let pairs = data.get(4..).unwrap_or_default().as_chunks::<6>().0;
                for (column, pair) in (column..).zip(pairs) {
                    set(column, Cell::Number(compressed(word(pair, 2))))?;
                }
            }
            SHARED_LABEL => {
                let text = usize::try_from(word(data, 6)).ok().and_then(|index| strings.get(index));
                let text = text.ok_or("one with a text that is not among its texts")?;
                set(column, Cell::Text(Arc::clone(text)))?;
            }
            LABEL => set(column, Cell::Text(text(data.get(6..).unwrap_or_default())))?,
            FORMULA if half(data, 12) == 0xFFFF => formula = Some((row, column)),
            FORMULA if data.len() >= 14 => set(column, Cell::Number(float(data, 6)))?,
            STRING => {
                if let Some((row, column)) = formula.take()
                    && !sheet.set(row, column, Cell::Text(text(data)))
                {
                    return Err("one with more cells than are read");
                }
            }
            _ => {}
        }
    }
    Err("one that is cut off")
}

/// A text with its length before it.
fn text(data: &[u8]) -> Arc<str> {
    let mut text = Segments { parts: vec![data.get(2..).unwrap_or_default()], part: 0, at: 0 };
    Arc::from(text.letters(half(data, 0).into()).unwrap_or_default())
}

/// The workbook's texts (MS-XLS 2.4.265); those that are cut off are left out.
fn shared_strings(parts: Vec<&[u8]>) -> Vec<Arc<str>> {
    let mut segments = Segments { parts, part: 0, at: 8 };
    let mut strings = Vec::new();
    while let Some(string) = segments.string() {
        strings.push(Arc::from(string));
    }
    strings
}

/// Data that goes on in further records.
struct Segments<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl Segments<'_> {
    /// A text of the workbook: length, flags, letters, and what is kept of its formats, which is passed over.
    fn string(&mut self) -> Option<String> {
        let length = usize::from(u16::from_le_bytes([self.byte()?, self.byte()?]));
        let flags = self.byte()?;
        let mut behind = 0_usize;
        if flags & 0x08 != 0 {
            behind += 4 * usize::from(u16::from_le_bytes([self.byte()?, self.byte()?]));
        }
        if flags & 0x04 != 0 {
            let bytes = [self.byte()?, self.byte()?, self.byte()?, self.byte()?];
            behind = behind.saturating_add(usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX));
        }
        let letters = self.letters_with(length, flags)?;
        self.skip(behind);
        Some(letters)
    }

    /// Flags and letters.
    fn letters(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        self.letters_with(length, flags)
    }

    /// Letters of one byte or two, as the flags say; where they go on in another record, flags stand before the rest.
    fn letters_with(&mut self, length: usize, flags: u8) -> Option<String> {
        let mut is_wide = flags & 1 != 0;
        let mut units = Vec::new();
        while units.len() < length {
            if self.at >= self.parts.get(self.part)?.len() {
                is_wide = self.byte()? & 1 != 0;
            }
            let low = self.byte()?;
            let high = if is_wide { self.byte()? } else { 0 };
            units.push(u16::from_le_bytes([low, high]));
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            self.part += 1;
            self.at = 0;
        }
        let byte = self.parts[self.part][self.at];
        self.at += 1;
        Some(byte)
    }

    fn skip(&mut self, mut bytes: usize) {
        while let Some(part) = self.parts.get(self.part) {
            let left = part.len().saturating_sub(self.at);
            if bytes <= left {
                self.at += bytes;
                return;
            }
            bytes -= left;
            self.part += 1;
            self.at = 0;
        }
    }
}

/// Records one after another: kind, length, data.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let head = self.stream.get(self.at..self.at.checked_add(4)?)?;
        let start = self.at + 4;
        let data = self.stream.get(start..start + usize::from(half(head, 2)))?;
        self.at = start + data.len();
        Some((half(head, 0), data))
    }

    fn next_if(&mut self, kind: u16) -> Option<&'a [u8]> {
        let before = self.at;
        match self.next() {
            Some((found, data)) if found == kind => Some(data),
            _ => {
                self.at = before;
                None
            }
        }
    }
}

/// A number in four bytes (MS-XLS 2.5.122): the upper part of a float or a whole number, perhaps of hundredths.
fn compressed(rk: u32) -> f64 {
    let value =
        if rk & 2 != 0 { f64::from(rk.cast_signed() >> 2) } else { f64::from_bits(u64::from(rk & 0xFFFF_FFFC) << 32) };
    if rk & 1 != 0 { value / 100.0 } else { value }
}

fn half(data: &[u8], at: usize) -> u16 {
    data.get(at..at + 2).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn word(data: &[u8], at: usize) -> u32 {
    data.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn float(data: &[u8], at: usize) -> f64 {
    data.get(at..at + 8).and_then(|eight| eight.try_into().ok()).map_or(0.0, f64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_numbers() {
        let cases = [
            (0x0000_0002_u32, 0.0),
            ((1 << 2) | 2, 1.0),
            ((12_345 << 2) | 3, 123.45),
            ((-7_i32 << 2).cast_unsigned() | 2, -7.0),
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
        ];
        for (rk, expected) in cases {
            assert!((compressed(rk) - expected).abs() < 1e-12, "{rk:#x}");
        }
    }

    #[test]
    fn texts_go_on_in_the_next_record() {
        let one: &[u8] = &[2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, b'a', b'b'];
        let next: &[u8] = &[1, 0x3B, 0x04, 2, 0, 8, 1, 0, b'y', b'z', 9, 9, 9, 9];
        let strings = shared_strings(vec![one, next]);
        assert_eq!(strings.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["abл", "yz"]);
        for cut in 0..one.len() {
            assert_eq!(shared_strings(vec![&one[..cut]]).len(), 0, "{cut}");
        }
    }
}
