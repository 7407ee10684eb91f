//! Streams of a compound file (MS-CFB), in which an Excel 97 workbook is kept.

/// What a compound file begins with.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Entries of the allocation table that the header itself names; a larger file chains more of them.
const HEADER_ENTRIES: usize = 109;

/// First number that is not a sector's.
const RESERVED: u32 = 0xFFFF_FFFA;

/// Bytes of an entry of the directory (MS-CFB 2.6.1).
const ENTRY: usize = 128;

/// A stream by one of its names. Nothing but the bytes given is ever followed further than once round.
///
/// # Errors
/// Where there is none that is whole: what was found, a phrase.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, &'static str> {
    if !bytes.starts_with(&SIGNATURE) || bytes.len() < 512 {
        return Err("another kind of file");
    }
    let size = match word(bytes, 30) & 0xFFFF {
        9 => 512,
        12 => 4096,
        _ => return Err("one with sectors of a size that there is not"),
    };
    if word(bytes, 68) < RESERVED {
        return Err("one that is larger than seven megabytes");
    }
    let sectors = Sectors { bytes, size, next: table(bytes, size)? };
    let directory = sectors.chain(word(bytes, 48), usize::MAX)?;
    let is_named = |entry: &&[u8]| names.iter().any(|name| name_of(entry) == *name);
    let entry = directory.as_chunks::<ENTRY>().0.iter().map(|entry| entry.as_slice()).find(is_named);
    let entry = entry.ok_or("one without a workbook in it")?;
    let length = usize::try_from(word(entry, 120)).unwrap_or(usize::MAX);
    // Shorter streams are kept among others in sectors of their own kind; no portal's workbook is that short.
    if length < usize::try_from(word(bytes, 56)).unwrap_or(usize::MAX) {
        return Err("one whose workbook is too short to hold a series");
    }
    sectors.chain(word(entry, 116), length)
}

/// The allocation table: behind each sector the next one of its stream.
fn table(bytes: &[u8], size: usize) -> Result<Vec<u32>, &'static str> {
    let sectors = (0..HEADER_ENTRIES).map(|entry| word(bytes, 76 + 4 * entry)).filter(|sector| *sector < RESERVED);
    let mut next = Vec::new();
    for sector in sectors {
        let entries =
            sector_at(bytes, size, sector).filter(|entries| entries.len() == size).ok_or("one that is cut off")?;
        next.extend((0..size / 4).map(|entry| word(entries, 4 * entry)));
    }
    Ok(next)
}

struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
}

impl Sectors<'_> {
    /// The bytes of a stream from its first sector, at most `length`.
    fn chain(&self, first: u32, length: usize) -> Result<Vec<u8>, &'static str> {
        let (mut stream, mut at) = (Vec::new(), first);
        // A chain that is longer than the table comes back to where it has been.
        for _ in 0..=self.next.len() {
            if at >= RESERVED || stream.len() >= length {
                if stream.len() < length && length != usize::MAX {
                    return Err("one that is cut off");
                }
                stream.truncate(length);
                return Ok(stream);
            }
            stream.extend(sector_at(self.bytes, self.size, at).ok_or("one that is cut off")?);
            let next = usize::try_from(at).ok().and_then(|at| self.next.get(at));
            at = *next.ok_or("one whose sectors are not in its table")?;
        }
        Err("one whose sectors form a ring")
    }
}

/// A sector's bytes; fewer for a last one that is cut short.
fn sector_at(bytes: &[u8], size: usize, sector: u32) -> Option<&[u8]> {
    let start = usize::try_from(sector).ok()?.checked_add(1)?.checked_mul(size)?;
    bytes.get(start..bytes.len().min(start.checked_add(size)?)).filter(|sector| !sector.is_empty())
}

/// Name of an entry of the directory: UTF-16, its length in bytes behind it, the end mark included.
fn name_of(entry: &[u8]) -> String {
    let length = usize::try_from(word(entry, 64) & 0xFFFF).unwrap_or(0).min(64);
    let units = entry[..length.saturating_sub(2)].as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The little-endian number at a byte; 0 past the end.
fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &[u8] =
        include_bytes!("../../../../data/tajikistan-russia/series/API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls");

    fn changed(at: usize, bytes: &[u8]) -> Vec<u8> {
        let mut copy = SOUND.to_vec();
        copy[at..at + bytes.len()].copy_from_slice(bytes);
        copy
    }

    #[test]
    fn a_sound_workbook_is_found() {
        let stream = stream(SOUND, &["Workbook", "Book"]).expect("a sound file");
        assert_eq!(stream[..2], [0x09, 0x08], "it begins with a BOF record");
    }

    #[test]
    fn what_is_no_sound_workbook_is_refused() {
        // The directory's first sector is made to follow itself.
        let number = |at: usize| usize::try_from(word(SOUND, at)).expect("a number of a sector");
        let directory = number(48);
        let entry = (number(76 + 4 * (directory / 128)) + 1) * 512 + 4 * (directory % 128);
        let cases = [
            (Vec::new(), "another kind of file"),
            (b"PK\x03\x04".to_vec(), "another kind of file"),
            (SOUND[..100].to_vec(), "another kind of file"),
            (SOUND[..5000].to_vec(), "one that is cut off"),
            (SOUND[..1024].to_vec(), "one that is cut off"),
            (changed(30, &[7]), "one with sectors of a size that there is not"),
            (changed(68, &[1, 0, 0, 0]), "one that is larger than seven megabytes"),
            (changed(56, &[0xFF; 4]), "one whose workbook is too short to hold a series"),
            (changed(entry, &SOUND[48..52]), "one whose sectors form a ring"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(stream(&bytes, &["Workbook"]).map(|_| ()), Err(expected));
        }
        assert_eq!(stream(SOUND, &["Nothing"]).map(|_| ()), Err("one without a workbook in it"));
    }
}
