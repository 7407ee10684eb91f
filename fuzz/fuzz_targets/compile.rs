//! Reports to datasets: the first byte chooses the format, the rest is the file. Every anchor must lead to its quote.
#![no_main]

use chancery_compile::{CompileOptions, DossierFiles, SourceFile, compile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((format, bytes)) = data.split_first() else { return };
    let name = ["report.txt", "report.md"][usize::from(*format) % 2];
    let files = DossierFiles::of_report(SourceFile::new(name, bytes.to_vec()));
    let Ok(compiled) = compile(&files, CompileOptions::default()) else { return };
    let datasets = compiled.datasets;
    let letters: Vec<char> = datasets.text.chars().collect();
    for event in &datasets.events {
        assert!(letters[event.anchor.start..event.anchor.end].iter().copied().eq(event.quote.chars()));
    }
    for place in datasets.observations.iter().filter_map(|row| row.place.as_ref()) {
        assert!(letters[place.anchor.start..place.anchor.end].iter().copied().eq(place.quote.chars()));
    }
});
