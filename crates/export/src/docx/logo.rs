//! The logo, flush right above the title.

use chancery_model::logo::Logo;
use docx_rs::{AlignmentType, LineSpacing, Paragraph, Pic, Run};

use super::length::emu;
use crate::logo::{png, size};
use crate::raster::RasterError;

/// A paragraph with the logo, every pixel of it.
///
/// # Errors
/// Where there are more or fewer pixels than the logo's size says.
pub(super) fn paragraph(logo: &Logo) -> Result<Paragraph, RasterError> {
    let (width, height) = size(logo);
    let picture = Pic::new_with_dimensions(png(logo)?, 1, 1).id("rIdLogo").size(emu(width), emu(height));
    let spacing = LineSpacing::new().before(0).after(160);
    Ok(Paragraph::new()
        .align(AlignmentType::Right)
        .line_spacing(spacing)
        .keep_next(true)
        .add_run(Run::new().add_image(picture)))
}
