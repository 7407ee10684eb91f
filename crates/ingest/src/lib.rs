//! Reads bytes into raw values, as printed: reports, bibliographies, portal series, manifests, curation, vocabulary.
//!
//! Nothing here decides what a statement means; that is `normalize`. Every piece keeps its place, and a
//! bad piece becomes a diagnostic while the reading goes on.

pub mod bibliography;
pub mod curation;
mod delimited;
mod keys;
pub mod literature;
pub mod logo;
pub mod manifest;
mod place;
pub mod report;
pub mod series;
pub mod span;
pub mod text;
pub mod vocabulary;

use chancery_model::rule::Rule;
pub use place::nearest;

/// Every rule that a reader tells of, each once.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let lists = report::RULES.iter().copied().chain([
        place::RULES,
        keys::RULES,
        vocabulary::RULES,
        series::RULES,
        bibliography::RULES,
        logo::RULES,
    ]);
    lists.flatten().copied()
}
