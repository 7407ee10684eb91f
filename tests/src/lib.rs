//! Whole-pipeline tests: the suite of reports, what is expected of each, and how well it is met.
//!
//! `tests/valid_reports.rs` and `tests/invalid_reports.rs` run the suite; `examples/score.rs` prints the
//! scores that `ref/scores.toml` keeps.

pub mod compiled;
pub mod expected;
pub mod invariant;
pub mod score;
