//! The report's outline.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;

crate::words! {
    /// What a section is for, told by its heading.
    SectionKind {
        /// Sets the scene.
        Introduction = "introduction",
        /// Argues: the default.
        Body = "body",
        /// Lists dated events.
        Timeline = "timeline",
        /// Looks ahead: scenarios, conclusion.
        Outlook = "outlook",
        /// Lists the sources.
        Literature = "literature",
    }
}

/// One section, in document order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading as printed; empty for text before the first heading.
    pub heading: String,
    /// 1 for a first-level section, 2 for one within it, and so on.
    pub level: u8,
    /// What it is for.
    pub kind: SectionKind,
    /// Heading and all below it up to the next heading.
    pub anchor: Anchor,
}
