//! The pictures' colours: apart in grey print by lightness, and never the only difference.

use crate::drawing::Colour;

/// Dark blue: what was observed, and events.
pub(crate) const BLUE: Colour = Colour::rgb(0x001F_3A5F);
/// Orange-brown: what the report claims.
pub(crate) const CLAIM: Colour = Colour::rgb(0x00B4_540A);
/// Pale orange: the area of a claim.
pub(crate) const CLAIM_AREA: Colour = Colour::rgb(0x00F7_E4D3);
/// Dark grey: text of axes, older vintages.
pub(crate) const GREY: Colour = Colour::rgb(0x005A_6470);
/// Pale grey: grid and leaders.
pub(crate) const PALE: Colour = Colour::rgb(0x00D9_DEE4);
/// Black for labels.
pub(crate) const INK: Colour = Colour::rgb(0x001A_1D21);
