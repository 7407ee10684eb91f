//! Turns raw values into the typed datasets.

pub mod date;
