//! Lengths as Office Open XML counts them.

/// English Metric Units in a point.
const EMU_PER_POINT: f32 = 12_700.0;

/// A length in points as English Metric Units, at least 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a painted figure has a page's size at most"
)]
pub(super) fn emu(length: f32) -> u32 {
    ((length * EMU_PER_POINT) as u32).max(1)
}
