//! The logo on the first page: its size there, and its pixels as PNG.

use chancery_model::logo::Logo;
use png::{BitDepth, ColorType, Compression, Encoder};

use crate::raster::RasterError;

/// Greatest width on the page, in points: 40 mm.
const MOST_WIDTH: f32 = 40.0 * MILLIMETRE;

/// Greatest height on the page, in points: 16 mm.
const MOST_HEIGHT: f32 = 16.0 * MILLIMETRE;

/// Points in a millimetre.
const MILLIMETRE: f32 = 72.0 / 25.4;

/// Points a pixel covers at most, at 96 dots an inch: a small logo stays small instead of being blurred.
const MOST_POINTS_A_PIXEL: f32 = 72.0 / 96.0;

/// Width and height on the page, in points; the aspect is kept.
#[expect(clippy::cast_precision_loss, reason = "a logo has a few thousand pixels a side at most")]
pub(crate) fn size(logo: &Logo) -> (f32, f32) {
    let (width, height) = (logo.width.max(1) as f32, logo.height.max(1) as f32);
    let scale = (MOST_WIDTH / width).min(MOST_HEIGHT / height).min(MOST_POINTS_A_PIXEL);
    (width * scale, height * scale)
}

/// Every pixel as PNG; the same bytes for the same logo.
///
/// # Errors
/// [`RasterError::Encoding`] where there are more or fewer pixels than the logo's size says.
pub(crate) fn png(logo: &Logo) -> Result<Vec<u8>, RasterError> {
    encode(logo).map_err(|_| RasterError::Encoding)
}

fn encode(logo: &Logo) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, logo.width, logo.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&logo.rgb)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A logo of one colour in each half.
    pub(crate) fn sample(width: u32, height: u32) -> Logo {
        let row = |_| (0..width).flat_map(|x| if x < width / 2 { [200, 16, 46] } else { [1, 33, 105] });
        let alternative = "Lock Office & “Sons”".to_owned();
        Logo { width, height, rgb: (0..height).flat_map(row).collect(), alternative }
    }

    #[test]
    fn a_logo_keeps_its_aspect_and_its_bounds() {
        let cases = [
            ((100, 40), (75.0, 30.0)),
            ((1, 1), (0.75, 0.75)),
            ((1000, 100), (MOST_WIDTH, MOST_WIDTH / 10.0)),
            ((1000, 400), (MOST_WIDTH, MOST_HEIGHT)),
            ((400, 1000), (MOST_HEIGHT * 0.4, MOST_HEIGHT)),
            ((4000, 1), (MOST_WIDTH, MOST_WIDTH / 4000.0)),
            ((0, 0), (0.75, 0.75)),
        ];
        for ((width, height), expected) in cases {
            let found = size(&Logo { width, height, rgb: Vec::new(), alternative: String::new() });
            let is_near = |found: f32, expected: f32| (found - expected).abs() < 0.01;
            assert!(is_near(found.0, expected.0) && is_near(found.1, expected.1), "{width} × {height}: {found:?}");
        }
    }

    #[test]
    fn every_pixel_is_written() {
        let logo = sample(7, 3);
        let bytes = png(&logo).expect("encodes");
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG file");
        let mut pixels = vec![0; reader.output_buffer_size().expect("small")];
        let info = reader.next_frame(&mut pixels).expect("whole");
        assert_eq!((info.width, info.height, pixels), (7, 3, logo.rgb.clone()));
        for wrong in [Vec::new(), vec![0; 5], vec![0; 7 * 3 * 3 + 1]] {
            assert_eq!(png(&Logo { rgb: wrong, ..logo.clone() }), Err(RasterError::Encoding));
        }
        assert_eq!(png(&Logo { width: 0, ..logo }), Err(RasterError::Encoding));
    }
}
