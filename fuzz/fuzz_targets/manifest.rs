//! A dossier's manifest file.
#![no_main]

use chancery_ingest::manifest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    drop(manifest::read("file.toml", data));
});
