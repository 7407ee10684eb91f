//! Plain data shared by every stage: partial dates, anchors, the six tables and their schemas,
//! diagnostics, and the [`datasets::Datasets`] that carry them from normalize to export.
//!
//! Nothing here reads, guesses or prints; the only behaviour is what a value knows of itself (the
//! first day a partial date allows, the cells of a record).

pub mod anchor;
pub mod changes;
pub mod citation;
pub mod datasets;
pub mod day;
pub mod diagnostic;
pub mod dossier;
pub mod edtf;
pub mod event;
pub mod finding;
pub mod labels;
pub mod logo;
pub mod observation;
pub mod passage;
pub mod reference;
pub mod rule;
pub mod section;
pub mod series;
pub mod table;
