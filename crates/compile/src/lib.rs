//! The driver: a dossier's files in memory to its tables, and these to a release's files.
//!
//! Every host goes this way: the command line, the tests, the fuzz targets, the benches. A host finds and reads files,
//! and puts away what comes out; how the stages follow each other, and what is inferred for a bare report, stands here
//! alone. Nothing here touches the disk, the clock or the environment.
//!
//! ```
//! use chancery_compile::{CompileOptions, DossierFiles, SourceFile, compile};
//!
//! let report = SourceFile::new("north-south.md", b"# North and South\n\nTrade grew.\n".to_vec());
//! let compiled = compile(&DossierFiles::of_report(report), CompileOptions::default()).expect("a report");
//! assert_eq!(compiled.datasets.dossier.id, "north-south");
//! assert_eq!(compiled.datasets.dossier.title, "North and South");
//! ```

mod bare;
mod compiled;
mod error;
mod files;
mod stages;

pub use compiled::{Compiled, release};
pub use error::{CompileError, Defect};
pub use files::{CURATION, DossierFiles, MANIFEST, SourceFile, VOCABULARY, read_manifest};
pub use stages::{CompileOptions, ReadDossier, compile, read, vocabulary};
