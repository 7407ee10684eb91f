//! Places in delimited text.

use csv::Position;

/// Byte at which a cell of a record begins; its opening quotation mark where it has one. `position` is the
/// record's, `delimiter` what parts its cells.
pub(crate) fn cell_start(bytes: &[u8], position: Option<&Position>, index: usize, delimiter: u8) -> usize {
    let start = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
    // The position is that before empty lines, which the reader skips.
    let mut at = start.min(bytes.len());
    if at == 0 && bytes.starts_with(b"\xEF\xBB\xBF") {
        at = 3;
    }
    while matches!(bytes.get(at), Some(b'\n' | b'\r')) {
        at += 1;
    }
    let (mut left, mut quoted) = (index, false);
    while left > 0 {
        match bytes.get(at) {
            None => break,
            Some(b'"') => quoted = !quoted,
            Some(byte) if *byte == delimiter && !quoted => left -= 1,
            Some(_) => {}
        }
        at += 1;
    }
    at
}
