//! Turns [`chancery_model::datasets::Datasets`] into a release's files, as bytes.
//!
//! To add an output format: one file here, a line in `format`, and the arm that the compiler then asks for in `release`.

pub mod artifact;
pub mod biblatex;
pub mod briefing;
pub mod changes;
pub mod csl;
pub mod csv;
pub mod datapackage;
pub mod docx;
pub mod drawing;
pub mod font;
pub mod format;
mod logo;
pub mod manifest;
pub mod parquet;
pub mod pdf;
pub mod provenance;
pub mod raster;
pub mod release;
pub mod ris;
pub mod schema;
pub mod stored;
pub mod tables;

#[cfg(test)]
mod sample;
