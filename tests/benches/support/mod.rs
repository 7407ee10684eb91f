//! The shipped dossier, read once, for every bench.

pub(crate) mod portals;

use std::path::PathBuf;

use chancery_compile::{CURATION, DossierFiles, MANIFEST, ReadDossier, SourceFile, read, read_manifest, vocabulary};
use chancery_model::datasets::Datasets;
use chancery_normalize::Input;

/// A file of the shipped dossier.
#[expect(clippy::disallowed_methods, reason = "a bench reads its inputs from the disk")]
pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../data/tajikistan-russia").join(name);
    std::fs::read(path).expect("the shipped dossier is there")
}

fn source(path: &str) -> SourceFile {
    SourceFile::new(path, file(path))
}

/// Its files.
pub(crate) fn files() -> DossierFiles {
    let manifest = read_manifest(&source(MANIFEST)).expect("the shipped manifest is sound");
    let open = |path: &str, _| Ok::<_, std::convert::Infallible>(source(path));
    let files = DossierFiles::of_manifest(source(MANIFEST), manifest, open).expect("every file is there");
    DossierFiles { curation: Some(source(CURATION)), ..files }
}

/// Everything it is made of, read.
pub(crate) fn input() -> Input {
    let files = files();
    let ReadDossier { input, .. } = read(&files, &vocabulary(&files), None).expect("the shipped files are sound");
    input
}

/// Its datasets.
pub(crate) fn datasets() -> Datasets {
    chancery_compile::compile(&files(), Default::default()).expect("the shipped files are sound").datasets
}
