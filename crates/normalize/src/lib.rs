//! Turns raw values into the typed datasets.
