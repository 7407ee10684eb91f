//! A table of the vocabulary: the first byte chooses which.
#![no_main]

use chancery_ingest::vocabulary;
use libfuzzer_sys::fuzz_target;

const TABLES: &[&str] = &[
    "abbreviations",
    "actors",
    "categories",
    "event-types",
    "frequencies",
    "hedges",
    "indicators",
    "labels-ru",
    "labels-tg",
    "likelihoods",
    "sections",
    "units",
];

fuzz_target!(|data: &[u8]| {
    let Some((table, bytes)) = data.split_first() else { return };
    let name = format!("{}.csv", TABLES[usize::from(*table) % TABLES.len()]);
    drop(vocabulary::read(&[(name, bytes)]));
});
