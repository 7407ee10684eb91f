//! From an author's bytes to clean text, and back to the author's line and column.

/// From bytes of the clean text to the author's file. Segments in order; between two, the offset runs on.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// `(byte in the text, byte in the author's file)`, ascending in both.
    pub(crate) segments: Vec<(usize, usize)>,
    /// Byte in the author's file at which each line begins, ascending from 0.
    pub(crate) lines: Vec<usize>,
}
