//! A logo: a PNG file of any colour type, as opaque sRGB pixels.
//!
//! Colour profiles and gamma are not applied; what is transparent lies on white, as it will on paper.

use std::io::{Cursor, ErrorKind};

use chancery_model::diagnostic::{Checked, Severity};
use chancery_model::logo::Logo;
use chancery_model::rule::{Explanation, Group, Rule};
use png::{ColorType, Decoder, DecodingError, Limits, Transformations};

use crate::place::Complaints;

/// What is told of logos.
pub(crate) const RULES: &[&Rule] = &[&UNUSABLE];

const UNUSABLE: Rule = Rule {
    id: "logo-unusable",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a logo that is no PNG file, is damaged or is too large",
    explanation: Explanation {
        asks: "can the logo be read, in at most 8 MB and 4,000 by 4,000 pixels?",
        why: "the briefing goes without it.",
        mend: "save the logo as PNG, smaller where the message says so.",
        fires: "",
        silent: "",
    },
};

/// Largest file, in bytes.
const MOST_BYTES: usize = 8_000_000;

/// Most pixels a side.
const MOST_PIXELS: u32 = 4_000;

/// Most bytes the decoder takes for itself beside the picture's pixels: what a whole file of chunks needs.
const MOST_WORKING_BYTES: usize = 2 * MOST_BYTES;

/// Beginnings of files that are offered as logos and are no PNG.
const OTHER_KINDS: &[(&[u8], &str)] = &[
    (b"\xFF\xD8\xFF", "a JPEG file"),
    (b"GIF8", "a GIF file"),
    (b"RIFF", "a WebP file"),
    (b"BM", "a BMP file"),
    (b"II*\0", "a TIFF file"),
    (b"MM\0*", "a TIFF file"),
    (b"%PDF", "a PDF file"),
    (b"\xEF\xBB\xBF<", "an SVG or other markup file"),
    (b"<", "an SVG or other markup file"),
];

/// What is wrong with a logo: what was expected, what was found, and how to mend it.
struct Defect {
    expected: String,
    found: String,
    help: &'static str,
}

/// Reads a logo; `alternative` is what it says. The value is `None` where it is no PNG file, is damaged or is too large,
/// and then the diagnostic says which.
#[must_use]
pub fn read(file: &str, bytes: &[u8], alternative: &str) -> Checked<Option<Logo>> {
    match decoded(bytes) {
        Ok((width, height, rgb)) => {
            let logo = Logo { width, height, rgb, alternative: alternative.to_owned() };
            Checked { value: Some(logo), diagnostics: Vec::new() }
        }
        Err(Defect { expected, found, help }) => {
            let mut say = Complaints::new(file, bytes);
            let message = format!("expected {expected}, found {found}; the briefing goes without its logo");
            say.of_file(&UNUSABLE, message, help.to_owned());
            Checked { value: None, diagnostics: say.finish() }
        }
    }
}

/// Width, height and pixels.
fn decoded(bytes: &[u8]) -> Result<(u32, u32, Vec<u8>), Defect> {
    if bytes.len() > MOST_BYTES {
        let tenths = bytes.len().div_ceil(100_000);
        let (expected, found) =
            (format!("a file of at most {} MB", MOST_BYTES / 1_000_000), (tenths / 10, tenths % 10));
        return Err(Defect { expected, found: format!("one of {}.{} MB", found.0, found.1), help: SMALLER });
    }
    if !bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        let known = OTHER_KINDS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, kind)| *kind);
        let found = if bytes.is_empty() { "an empty file" } else { known.unwrap_or("a file of another kind") };
        return Err(Defect {
            expected: "a PNG file".to_owned(),
            found: found.to_owned(),
            help: "save the logo as PNG",
        });
    }
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_WORKING_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(damage)?;
    let (width, height) = (header.width, header.height);
    // Before anything is set aside for its pixels.
    if width > MOST_PIXELS || height > MOST_PIXELS {
        let expected = format!("at most {MOST_PIXELS} by {MOST_PIXELS} pixels");
        return Err(Defect { expected, found: format!("{width} by {height}"), help: SMALLER });
    }
    let mut reader = decoder.read_info().map_err(damage)?;
    let mut samples = vec![0; reader.output_buffer_size().ok_or(DecodingError::LimitsExceeded).map_err(damage)?];
    let frame = reader.next_frame(&mut samples).map_err(damage)?;
    samples.truncate(frame.buffer_size());
    let rgb = flattened(&samples, frame.color_type);
    // An animation's first frame may be smaller than the picture.
    if (frame.width, frame.height) != (width, height) || rgb.len() as u64 != u64::from(width) * u64::from(height) * 3 {
        return Err(damaged("a picture of another size than it says"));
    }
    Ok((width, height, rgb))
}

const SMALLER: &str = "save the logo smaller: it is printed at most 40 mm wide and 16 mm high";

fn damaged(found: &str) -> Defect {
    let help = "save the logo as PNG again";
    Defect { expected: "a PNG file that can be read".to_owned(), found: found.to_owned(), help }
}

fn damage(error: DecodingError) -> Defect {
    damaged(&match error {
        DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => "one that is cut short".to_owned(),
        DecodingError::LimitsExceeded => "one with more beside its pixels than a logo has".to_owned(),
        error => format!("a damaged one ({})", error.to_string().trim_end_matches('.')),
    })
}

/// Samples of 8 bits as red, green and blue, on white.
fn flattened(samples: &[u8], colour: ColorType) -> Vec<u8> {
    let on_white = |sample: u8, opacity: u8| {
        let (sample, opacity) = (u32::from(sample), u32::from(opacity));
        u8::try_from((sample * opacity + 255 * (255 - opacity) + 127) / 255).unwrap_or(255)
    };
    match colour {
        ColorType::Rgb => samples.to_vec(),
        ColorType::Rgba => samples
            .as_chunks::<4>()
            .0
            .iter()
            .flat_map(|&[red, green, blue, opacity]| [red, green, blue].map(|sample| on_white(sample, opacity)))
            .collect(),
        ColorType::Grayscale => samples.iter().flat_map(|&grey| [grey; 3]).collect(),
        ColorType::GrayscaleAlpha => {
            samples.as_chunks::<2>().0.iter().flat_map(|&[grey, opacity]| [on_white(grey, opacity); 3]).collect()
        }
        // The decoder was asked to look every index up.
        ColorType::Indexed => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use png::{BitDepth, Encoder};

    use super::*;
    use crate::place::tests::{damaged as damaged_copies, shown_diagnostics};

    /// A PNG file of one's own making.
    fn png(
        size: (u32, u32),
        colour: ColorType,
        depth: BitDepth,
        palette: &[u8],
        opacity: &[u8],
        data: &[u8],
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, size.0, size.1);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        if !palette.is_empty() {
            encoder.set_palette(palette.to_vec());
        }
        if !opacity.is_empty() {
            encoder.set_trns(opacity.to_vec());
        }
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(data).expect("the picture");
        writer.finish().expect("an end");
        bytes
    }

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut checked = kind.to_vec();
        checked.extend_from_slice(data);
        let mut bytes = u32::try_from(data.len()).expect("short").to_be_bytes().to_vec();
        bytes.extend_from_slice(&checked);
        bytes.extend_from_slice(&checksum(&checked).to_be_bytes());
        bytes
    }

    /// CRC-32, as PNG has it.
    fn checksum(bytes: &[u8]) -> u32 {
        let step = |sum: u32, byte: &u8| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
        };
        !bytes.iter().fold(u32::MAX, step)
    }

    fn header(width: u32, height: u32, depth: u8, colour: u8, interlaced: u8) -> Vec<u8> {
        let mut data = [width.to_be_bytes(), height.to_be_bytes()].concat();
        data.extend([depth, colour, 0, 0, interlaced]);
        [b"\x89PNG\r\n\x1A\n".to_vec(), chunk(b"IHDR", &data)].concat()
    }

    /// Data as zlib stores what it does not compress.
    fn stored(data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("short");
        let (one, two) = data.iter().fold((1_u32, 0_u32), |(one, two), byte| {
            let one = (one + u32::from(*byte)) % 65_521;
            (one, (two + one) % 65_521)
        });
        let mut bytes = vec![0x78, 0x01, 0x01];
        bytes.extend(length.to_le_bytes());
        bytes.extend((!length).to_le_bytes());
        bytes.extend_from_slice(data);
        bytes.extend(((two << 16) | one).to_be_bytes());
        bytes
    }

    /// A picture whose rows, each with its filter, are given as they stand in the file.
    fn raw(header: Vec<u8>, rows: &[u8]) -> Vec<u8> {
        [header, chunk(b"IDAT", &stored(rows)), chunk(b"IEND", b"")].concat()
    }

    #[test]
    fn every_colour_type_becomes_opaque_pixels() {
        use BitDepth::{Eight, One, Sixteen, Two};
        use ColorType::{Grayscale, GrayscaleAlpha, Indexed, Rgb, Rgba};
        let two = (2, 1);
        let palette = [255, 0, 0, 0, 0, 255];
        let cases: Vec<(&str, Vec<u8>, Vec<u8>)> = vec![
            ("rgb", png(two, Rgb, Eight, &[], &[], &[1, 2, 3, 4, 5, 6]), vec![1, 2, 3, 4, 5, 6]),
            ("rgb_16", png((1, 1), Rgb, Sixteen, &[], &[], &[1, 9, 2, 9, 3, 9]), vec![1, 2, 3]),
            ("opaque", png((1, 1), Rgba, Eight, &[], &[], &[1, 2, 3, 255]), vec![1, 2, 3]),
            ("transparent", png((1, 1), Rgba, Eight, &[], &[], &[1, 2, 3, 0]), vec![255; 3]),
            ("half", png((1, 1), Rgba, Eight, &[], &[], &[0, 100, 255, 128]), vec![127, 177, 255]),
            ("rgba_16", png((1, 1), Rgba, Sixteen, &[], &[], &[7, 0, 8, 0, 9, 0, 255, 255]), vec![7, 8, 9]),
            ("grey", png(two, Grayscale, Eight, &[], &[], &[0, 200]), vec![0, 0, 0, 200, 200, 200]),
            ("grey_1", png(two, Grayscale, One, &[], &[], &[0b1000_0000]), vec![255, 255, 255, 0, 0, 0]),
            ("grey_2", png(two, Grayscale, Two, &[], &[], &[0b0110_0000]), vec![85, 85, 85, 170, 170, 170]),
            ("grey_alpha", png((1, 1), GrayscaleAlpha, Eight, &[], &[], &[10, 0]), vec![255; 3]),
            ("grey_key", png(two, Grayscale, Eight, &[], &[0, 5], &[5, 6]), vec![255, 255, 255, 6, 6, 6]),
            ("palette", png(two, Indexed, Two, &palette, &[], &[0b0001_0000]), vec![255, 0, 0, 0, 0, 255]),
            ("palette_key", png(two, Indexed, One, &palette, &[0], &[0b0100_0000]), vec![255, 255, 255, 0, 0, 255]),
            ("interlaced", raw(header(1, 1, 8, 2, 1), &[0, 1, 2, 3]), vec![1, 2, 3]),
            ("interlaced_2", raw(header(2, 1, 8, 0, 1), &[0, 7, 0, 8]), vec![7, 7, 7, 8, 8, 8]),
        ];
        for (name, bytes, expected) in cases {
            let Checked { value, diagnostics } = read("logo.png", &bytes, "Institute");
            assert_eq!(shown_diagnostics(&diagnostics), Vec::<String>::new(), "{name}");
            let logo = value.expect(name);
            assert_eq!((logo.rgb, logo.alternative.as_str()), (expected, "Institute"), "{name}");
        }
    }

    #[test]
    fn what_is_no_logo_is_told() {
        let good = png((2, 2), ColorType::Rgb, BitDepth::Eight, &[], &[], &[9; 12]);
        let flipped = |at: usize| {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            bytes
        };
        let profile = chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]);
        let frame = [&[0_u8; 4][..], &1_u32.to_be_bytes(), &1_u32.to_be_bytes(), &[0; 14]].concat();
        let animated = [
            header(2, 2, 8, 0, 0),
            profile,
            chunk(b"fcTL", &frame),
            chunk(b"IDAT", &stored(&[0; 2])),
            chunk(b"IEND", b""),
        ];
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            ("empty", Vec::new(), "expected a PNG file, found an empty file"),
            ("jpeg", b"\xFF\xD8\xFF\xE0".to_vec(), "expected a PNG file, found a JPEG file"),
            ("svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "found an SVG or other markup file"),
            ("text", b"logo".to_vec(), "found a file of another kind"),
            ("spoilt_by_transfer", b"\x89PNG\n\x1A\n".to_vec(), "found a file of another kind"),
            ("signature_alone", b"\x89PNG\r\n\x1A\n".to_vec(), "found one that is cut short"),
            ("cut_short", good[..good.len() / 2].to_vec(), "found one that is cut short"),
            ("no_pixels", header(2, 2, 8, 2, 0), "found one that is cut short"),
            ("rows_missing", raw(header(2, 2, 8, 2, 0), &[0; 7]), "found a damaged one"),
            ("header_flipped", flipped(18), "found a damaged one"),
            ("data_flipped", flipped(good.len() - 20), "found a damaged one"),
            ("nothing_wide", raw(header(0, 1, 8, 2, 0), &[0]), "found a damaged one"),
            ("no_such_colour", raw(header(1, 1, 8, 5, 0), &[0, 0]), "found a damaged one"),
            ("no_palette", raw(header(1, 1, 8, 3, 0), &[0, 0]), "found a damaged one"),
            ("no_such_filter", raw(header(1, 1, 8, 0, 0), &[9, 0]), "found a damaged one"),
            ("too_wide", header(4_001, 1, 8, 2, 0), "expected at most 4000 by 4000 pixels, found 4001 by 1"),
            ("too_high", header(1, 2_000_000_000, 16, 6, 1), "found 1 by 2000000000"),
            ("too_many_bytes", vec![0; MOST_BYTES + 1], "expected a file of at most 8 MB, found one of 8.1 MB"),
            ("frame_of_another_size", animated.concat(), "found a"),
        ];
        for (name, bytes, expected) in cases {
            let Checked { value, diagnostics } = read("logo.png", &bytes, "Institute");
            assert_eq!(value, None, "{name}");
            let [told] = diagnostics.as_slice() else { panic!("{name}: one diagnostic") };
            assert_eq!((told.rule(), told.help.is_empty()), (&UNUSABLE, false), "{name}");
            assert!(told.message.contains(expected), "{name}: {}", told.message);
        }
    }

    #[test]
    fn the_largest_allowed_is_read() {
        let side = MOST_PIXELS as usize;
        let bytes =
            png((MOST_PIXELS, MOST_PIXELS), ColorType::Grayscale, BitDepth::One, &[], &[], &vec![0; side * side / 8]);
        let logo = read("logo.png", &bytes, "Institute").value.expect("a logo");
        assert_eq!((logo.width, logo.height, logo.rgb.len()), (MOST_PIXELS, MOST_PIXELS, side * side * 3));
    }

    #[test]
    fn damaged_files_never_panic() {
        let picture: Vec<u8> = (0..64).collect();
        let good = png((4, 4), ColorType::Rgba, BitDepth::Eight, &[], &[], &picture);
        for bytes in damaged_copies(&good, 3000) {
            if let Some(logo) = read("logo.png", &bytes, "").value {
                assert_eq!(logo.rgb.len() as u64, u64::from(logo.width) * u64::from(logo.height) * 3);
            }
        }
    }
}
