//! Turns raw values into the typed datasets.

pub mod date;
pub mod name;
pub mod reference;
mod slug;
