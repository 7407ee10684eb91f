//! Whether a compound file (MS-CFB), in which an Excel 97 workbook is kept, is safe to hand to a reader.

use super::SeriesError;

/// Entries of the allocation table that the header itself names; a larger file chains more of them.
const HEADER_ENTRIES: usize = 109;

/// First number that is not a sector's.
const RESERVED: u32 = 0xFFFF_FFFA;

/// Refuses what would make a reader run on: a file that is cut off, one that is larger than a portal's workbook
/// ever is, and one whose sectors are chained in a ring.
pub(super) fn check(bytes: &[u8]) -> Result<(), SeriesError> {
    let refuse = |words: &str| Err(SeriesError::Workbook(words.to_owned()));
    if super::sniff(bytes) != Some(super::SeriesFormat::WorldBankXls) || bytes.len() < 512 {
        return refuse("another kind of file");
    }
    if !bytes.len().is_multiple_of(512) {
        return refuse("one that is cut off");
    }
    let size = match word(bytes, 30) & 0xFFFF {
        9 => 512,
        12 => 4096,
        _ => return refuse("one with sectors of a size that there is not"),
    };
    if word(bytes, 68) < RESERVED {
        return refuse("one that is larger than seven megabytes");
    }
    let table = (0..HEADER_ENTRIES).map(|entry| word(bytes, 76 + 4 * entry)).filter(|sector| *sector < RESERVED);
    let mut next = Vec::new();
    for sector in table {
        let start = usize::try_from(sector).unwrap_or(usize::MAX).saturating_add(1).saturating_mul(size);
        let Some(entries) = bytes.get(start..start.saturating_add(size)) else {
            return refuse("one that is cut off");
        };
        next.extend((0..size / 4).map(|entry| word(entries, 4 * entry)));
    }
    if has_ring(&next) { refuse("one whose sectors form a ring") } else { Ok(()) }
}

/// The little-endian number at a byte; 0 past the end.
fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// Whether following the table from any sector comes back to it. Each sector is entered once.
fn has_ring(next: &[u32]) -> bool {
    let mut walk = vec![0_usize; next.len()];
    for start in 0..next.len() {
        let mut at = start;
        while walk.get(at) == Some(&0) {
            walk[at] = start + 1;
            at = usize::try_from(next[at]).unwrap_or(usize::MAX);
        }
        if walk.get(at) == Some(&(start + 1)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_found() {
        const END: u32 = 0xFFFF_FFFE;
        let cases: [(&[u32], bool); 7] = [
            (&[], false),
            (&[END], false),
            (&[1, 2, END], false),
            (&[2, 2, END], false),
            (&[0], true),
            (&[1, 2, 1], true),
            (&[9, END, 3, 2], true),
        ];
        for (next, expected) in cases {
            assert_eq!(has_ring(next), expected, "{next:?}");
        }
    }

    #[test]
    fn what_is_no_sound_workbook_is_refused() {
        let sound =
            include_bytes!("../../../../data/tajikistan-russia/series/API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls");
        assert_eq!(check(sound), Ok(()));
        let changed = |at: usize, byte: u8| {
            let mut copy = sound.to_vec();
            copy[at] = byte;
            copy
        };
        let cases = [
            (Vec::new(), "another kind of file"),
            (b"PK\x03\x04".to_vec(), "another kind of file"),
            (sound[..100].to_vec(), "another kind of file"),
            (sound[..5000].to_vec(), "one that is cut off"),
            (sound[..1024].to_vec(), "one that is cut off"),
            (changed(30, 7), "one with sectors of a size that there is not"),
            (changed(71, 0), "one that is larger than seven megabytes"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(check(&bytes), Err(SeriesError::Workbook(expected.to_owned())));
        }
    }
}
