//! Data-portal series.
