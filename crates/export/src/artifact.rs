//! A file of a release, before it is on disk.

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Path within the release, with `/`: `csv/events.csv`.
    pub path: String,
    /// IANA media type.
    pub media_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}
