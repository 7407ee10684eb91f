//! Where links lead, and what is said of it to who cannot see it.

use chancery_model::labels::filled;
use printpdf::{Actions, Destination};

use crate::briefing::{Furniture, letter_of};

use super::display::Target;
use super::flow::{Paged, Place};
use super::style::{MARGIN, UPPER_EDGE};

/// Room left above a destination, in points.
const ABOVE: f32 = 12.0;

/// The places of sources and citations, and the words for links to them.
pub(crate) struct Destinations<'a> {
    /// The pages.
    pub(crate) paged: &'a Paged,
    /// Templates of the words.
    pub(crate) furniture: &'a Furniture,
}

impl Destinations<'_> {
    /// What a click does; `None` for a source or citation that is not there.
    pub(crate) fn action(&self, target: &Target) -> Option<Actions> {
        let go_to = |place: &Place| {
            let top = Some(UPPER_EDGE - place.y + ABOVE);
            Actions::go_to(Destination::Xyz { page: place.page + 1, left: Some(MARGIN), top, zoom: None })
        };
        match target {
            Target::Address(address) => Some(Actions::uri(address.clone())),
            Target::Reference(number) => self.paged.sources.get(number).map(go_to),
            Target::Citation(number, nth) => self.paged.citations.get(number)?.get(*nth).map(go_to),
        }
    }

    /// Where a link leads, in words.
    pub(crate) fn description(&self, target: &Target) -> String {
        match target {
            Target::Address(address) => address.clone(),
            Target::Reference(number) => filled(&self.furniture.source, &[("n", &number.to_string())]),
            Target::Citation(number, nth) => {
                let (number, letter) = (number.to_string(), letter_of(*nth).to_string());
                filled(&self.furniture.back, &[("n", &number), ("letter", &letter)])
            }
        }
    }
}
