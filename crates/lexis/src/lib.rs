//! What every stage asks of language, each fact once: words, dates, months, numbers, names and slugs.

pub mod date;
pub mod month;
pub mod name;
pub mod number;
pub mod slug;
pub mod word;
