//! Bibliography files of every format: the first byte says which.
#![no_main]

use chancery_ingest::bibliography::read;
use chancery_ingest::manifest::BibliographyFormat;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((format, bytes)) = bytes.split_first() else { return };
    let format = BibliographyFormat::ALL[usize::from(*format) % BibliographyFormat::ALL.len()];
    for entry in read("bibliography", bytes, format).value.entries {
        assert!(entry.fields.values().all(|stated| !stated.text.is_empty()));
    }
});
