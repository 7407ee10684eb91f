//! The shipped dossier, read once, for every bench.

pub(crate) mod portals;

use std::path::PathBuf;

use chancery_ingest::manifest::{self, Manifest};
use chancery_ingest::series;
use chancery_ingest::vocabulary::{self, Vocabulary};
use chancery_ingest::{curation, report};
use chancery_model::datasets::Datasets;
use chancery_normalize::{Input, compile};

/// A file of the shipped dossier.
#[expect(clippy::disallowed_methods, reason = "a bench reads its inputs from the disk")]
pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../data/tajikistan-russia").join(name);
    std::fs::read(path).expect("the shipped dossier is there")
}

/// Its manifest.
pub(crate) fn manifest() -> Manifest {
    manifest::read("dossier.toml", &file("dossier.toml")).value.expect("the shipped manifest is sound")
}

/// Everything it is made of, read.
pub(crate) fn input(vocabulary: &Vocabulary) -> Input {
    let manifest = manifest();
    let areas = chancery_normalize::areas(&manifest.dossier);
    let read = |entry: &manifest::SeriesEntry| {
        let options = entry.options(&areas, vocabulary);
        let raw = series::read(&entry.path, &file(&entry.path), options).expect("the shipped series are sound");
        entry.with(raw.value)
    };
    Input {
        series: manifest.series.iter().flat_map(read).collect(),
        report: report::read("report.md", &file("report.md"), vocabulary).expect("the shipped report is sound").value,
        bibliographies: Vec::new(),
        curation: curation::read("curation.toml", &file("curation.toml")).value,
        check: manifest.check,
        dossier: manifest.dossier,
        diagnostics: Vec::new(),
    }
}

/// Its datasets.
pub(crate) fn datasets() -> Datasets {
    let vocabulary = vocabulary::built_in();
    compile(&input(&vocabulary), &vocabulary).value
}
