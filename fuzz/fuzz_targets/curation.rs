//! A dossier's curation file.
#![no_main]

use chancery_ingest::curation;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    drop(curation::read("file.toml", data));
});
