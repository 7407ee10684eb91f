//! The logo of who publishes a briefing.

/// A logo, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Width in pixels, at least 1.
    pub width: u32,
    /// Height in pixels, at least 1.
    pub height: u32,
    /// Red, green and blue of each pixel as sRGB, by row from the top; three bytes a pixel.
    pub rgb: Vec<u8>,
    /// What it says, for who cannot see it.
    pub alternative: String,
}
