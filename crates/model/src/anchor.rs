//! Where a record stands in the report's text.

use serde::{Deserialize, Serialize};

/// A stretch of `report.txt`: Unicode code points from `start` (inclusive) to `end` (exclusive),
/// counted from 0, as in the W3C Web Annotation `TextPositionSelector`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// First code point.
    pub start: usize,
    /// One past the last code point; never below `start`.
    pub end: usize,
}

impl Anchor {
    /// Whether `other` lies wholly inside this stretch.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
