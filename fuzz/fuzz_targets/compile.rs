//! Reports to datasets: the first byte chooses the format, the rest is the file. Every anchor must lead to its quote.
#![no_main]

use std::sync::LazyLock;

use chancery_ingest::curation::RawCuration;
use chancery_ingest::manifest::Manifest;
use chancery_ingest::report;
use chancery_ingest::vocabulary::{Vocabulary, built_in};
use chancery_normalize::{Input, compile};
use libfuzzer_sys::fuzz_target;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(built_in);

fuzz_target!(|data: &[u8]| {
    let Some((format, bytes)) = data.split_first() else { return };
    let name = ["report.txt", "report.md"][usize::from(*format) % 2];
    let Ok(read) = report::read(name, bytes, &VOCABULARY) else { return };
    let manifest = Manifest::infer(name, None);
    let input = Input {
        dossier: manifest.dossier,
        report: read.value,
        series: Vec::new(),
        bibliographies: Vec::new(),
        curation: RawCuration::default(),
        check: manifest.check,
        diagnostics: read.diagnostics,
    };
    let datasets = compile(&input, &VOCABULARY).value;
    let letters: Vec<char> = datasets.text.chars().collect();
    for event in &datasets.events {
        assert!(letters[event.anchor.start..event.anchor.end].iter().copied().eq(event.quote.chars()));
    }
    for place in datasets.observations.iter().filter_map(|row| row.place.as_ref()) {
        assert!(letters[place.anchor.start..place.anchor.end].iter().copied().eq(place.quote.chars()));
    }
});
