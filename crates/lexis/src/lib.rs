//! What every stage asks of language, each fact once: words, dates, months, numbers, names, slugs, and the reading of a
//! sentence.

pub mod date;
pub mod month;
pub mod name;
pub mod number;
pub mod slug;
pub mod syntax;
pub mod word;
