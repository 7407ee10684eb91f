//! A place that is shown to a reader who asked for it: no rule is broken there.

use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Label, Place};

/// Where something stands, and what stands there.
#[derive(Debug)]
pub(crate) struct Pointer {
    /// Where.
    pub(crate) place: Place,
    /// What stands there: a lower-case phrase.
    pub(crate) message: String,
    /// Other places that belong to it.
    pub(crate) labels: Vec<Label>,
}

impl Pointer {
    /// At a place, without others.
    pub(crate) fn new(place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), labels: Vec::new() }
    }

    /// The same, with another place.
    pub(crate) fn label(mut self, anchor: Anchor, text: impl Into<String>) -> Self {
        self.labels.push(Label { anchor, text: text.into() });
        self
    }
}
