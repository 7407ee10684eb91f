//! What both stages ask of language.

pub mod syntax;
