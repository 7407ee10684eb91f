//! A logo: every pixel of it, or a diagnostic.
#![no_main]

use chancery_ingest::logo;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let read = logo::read("logo.png", data, "");
    assert_eq!(read.value.is_some(), read.diagnostics.is_empty());
    if let Some(logo) = read.value {
        assert_eq!(logo.rgb.len() as u64, u64::from(logo.width) * u64::from(logo.height) * 3);
    }
});
