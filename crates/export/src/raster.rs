//! Paints a drawing as a PNG picture.

use png::{BitDepth, ColorType, Compression, Encoder, Filter, PixelDimensions, Unit};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use crate::drawing::{Align, Colour, Drawing, Point, Shape};
use crate::font::Face;

mod palette;

/// Most pixels a picture may have (an A3 page at 300 dots an inch is half of it): a broken size must not
/// take the machine's memory.
const MOST_PIXELS: u64 = 36_000_000;

/// Why a drawing could not be painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RasterError {
    /// The size in pixels is zero, not a number, or too large.
    Size,
    /// The encoder refused the picture.
    Encoding,
}

impl std::fmt::Display for RasterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Size => "expected a picture of 1 to 36 million pixels",
            Self::Encoding => "the picture could not be written as PNG",
        })
    }
}

impl std::error::Error for RasterError {}

/// The drawing on a white ground as an 8-bit palette PNG, at a resolution in dots an inch; the same bytes for
/// the same drawing.
///
/// Shapes with coordinates that are not numbers are left out. Where more than 256 colours occur, near
/// shades of antialiased edges share one.
///
/// # Errors
/// [`RasterError::Size`] where the drawing's size makes no picture at this resolution.
///
/// # Panics
/// Never: the fonts are in the program and are read by a test.
pub fn png(drawing: &Drawing, dots_per_inch: f32) -> Result<Vec<u8>, RasterError> {
    let scale = dots_per_inch / 72.0;
    let (width, height) = (pixels(drawing.width * scale)?, pixels(drawing.height * scale)?);
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(RasterError::Size);
    }
    let mut canvas = Pixmap::new(width, height).ok_or(RasterError::Size)?;
    canvas.fill(Color::WHITE);
    for shape in &drawing.shapes {
        paint(&mut canvas, shape, scale);
    }
    encode(&canvas, dots_per_inch).map_err(|_| RasterError::Encoding)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
fn pixels(length: f32) -> Result<u32, RasterError> {
    let length = length.round();
    if (1.0..=100_000.0).contains(&length) { Ok(length as u32) } else { Err(RasterError::Size) }
}

fn paint(canvas: &mut Pixmap, shape: &Shape, scale: f32) {
    let transform = Transform::from_scale(scale, scale);
    match shape {
        Shape::Line { points, stroke, width, dash } => {
            let Some(path) = outline(points, false) else { return };
            let stroke_style = Stroke {
                width: if width.is_finite() { width.max(0.0) } else { 0.0 },
                line_cap: LineCap::Butt,
                line_join: LineJoin::Round,
                dash: dashes(dash),
                ..Stroke::default()
            };
            canvas.stroke_path(&path, &paint_of(*stroke), &stroke_style, transform, None);
        }
        Shape::Polygon { points, fill } => {
            let Some(path) = outline(points, true) else { return };
            canvas.fill_path(&path, &paint_of(*fill), FillRule::Winding, transform, None);
        }
        Shape::Disc { centre, radius, fill } => {
            let Some(path) = PathBuilder::from_circle(centre.x, centre.y, *radius) else { return };
            canvas.fill_path(&path, &paint_of(*fill), FillRule::Winding, transform, None);
        }
        Shape::Text { at, align, face, size, fill, text } => {
            let Some(path) = lettering(*at, *align, *face, *size, text) else { return };
            canvas.fill_path(&path, &paint_of(*fill), FillRule::Winding, transform, None);
        }
    }
}

fn paint_of(colour: Colour) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(colour.red, colour.green, colour.blue, 255);
    paint
}

fn outline(points: &[Point], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (idx, point) in points.iter().enumerate() {
        if idx == 0 {
            path.move_to(point.x, point.y);
        } else {
            path.line_to(point.x, point.y);
        }
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// PDF repeats a list of odd length to make it even; so does this, for the same look in both.
fn dashes(lengths: &[f32]) -> Option<StrokeDash> {
    let repeats = if lengths.len() % 2 == 1 { 2 } else { 1 };
    StrokeDash::new(lengths.repeat(repeats), 0.0)
}

/// The letters' outlines, unkerned as [`Face::width`] measures them.
fn lettering(at: Point, align: Align, face: Face, size: f32, text: &str) -> Option<Path> {
    let font = FontRef::new(face.bytes()).expect("the fonts in the program are well-formed");
    let map = font.charmap();
    let size_of_em = Size::new(size);
    let metrics = font.glyph_metrics(size_of_em, LocationRef::default());
    let outlines = font.outline_glyphs();
    let mut pen = Pen {
        path: PathBuilder::new(),
        baseline: at.y,
        x: match align {
            Align::Start => at.x,
            Align::Middle => at.x - face.width(text, size) / 2.0,
            Align::End => at.x - face.width(text, size),
        },
    };
    for letter in text.chars() {
        let glyph = map.map(letter).unwrap_or_default();
        if let Some(shape) = outlines.get(glyph) {
            // An outline that cannot be drawn leaves its space empty, as a blank does.
            let _drawn = shape.draw(DrawSettings::unhinted(size_of_em, LocationRef::default()), &mut pen);
        }
        pen.x += metrics.advance_width(glyph).unwrap_or(0.0);
    }
    pen.path.finish()
}

/// Moves glyph outlines (y upward, origin on the baseline) to their place in the drawing.
struct Pen {
    path: PathBuilder,
    x: f32,
    baseline: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.baseline - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.baseline - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, self.baseline - cy, self.x + x, self.baseline - y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (left, base) = (self.x, self.baseline);
        self.path.cubic_to(left + cx0, base - cy0, left + cx1, base - cy1, left + x, base - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

fn encode(canvas: &Pixmap, dots_per_inch: f32) -> Result<Vec<u8>, png::EncodingError> {
    let indexed = palette::index(canvas.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]));
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, canvas.width(), canvas.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(indexed.colours.concat());
    encoder.set_compression(Compression::Balanced);
    // Palette numbers of neighbours say nothing of each other: prediction only makes the file larger.
    encoder.set_filter(Filter::NoFilter);
    let dots_per_metre = dots_per_metre(dots_per_inch);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: dots_per_metre, yppu: dots_per_metre, unit: Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indexed.pixels)?;
    writer.finish()?;
    Ok(bytes)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates; the value is only a hint to readers"
)]
fn dots_per_metre(dots_per_inch: f32) -> u32 {
    (dots_per_inch / 0.0254).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLUE: Colour = Colour::rgb(0x001F_3A5F);

    fn drawing(shapes: Vec<Shape>) -> Drawing {
        Drawing { width: 72.0, height: 36.0, shapes }
    }

    fn square(left: f32, top: f32, side: f32) -> Vec<Point> {
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|(x, y)| Point { x: left + x, y: top + y }).to_vec()
    }

    /// The picture as width, height and one colour a pixel.
    fn decode(bytes: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut buffer).unwrap();
        (info.width, info.height, buffer.chunks_exact(3).map(|rgb| [rgb[0], rgb[1], rgb[2]]).collect())
    }

    #[test]
    fn pixels_have_the_colour_of_their_shape() {
        let picture =
            png(&drawing(vec![Shape::Polygon { points: square(10.0, 10.0, 10.0), fill: BLUE }]), 144.0).unwrap();
        let (width, height, pixels) = decode(&picture);
        assert_eq!((width, height), (144, 72));
        let cases = [
            ("inside", 30, 30, [0x1F, 0x3A, 0x5F]),
            ("first pixel inside", 20, 20, [0x1F, 0x3A, 0x5F]),
            ("last pixel outside", 19, 30, [0xFF; 3]),
            ("ground", 100, 60, [0xFF; 3]),
        ];
        for (name, x, y, expected) in cases {
            assert_eq!(pixels[y * 144 + x], expected, "{name}");
        }
    }

    #[test]
    fn text_is_painted_on_its_side_of_the_point() {
        let cases = [(Align::Start, false, true), (Align::End, true, false), (Align::Middle, true, true)];
        for (align, left, right) in cases {
            let shape = Shape::Text {
                at: Point { x: 36.0, y: 24.0 },
                align,
                face: Face::SansBold,
                size: 12.0,
                fill: BLUE,
                text: "Ҷон 8".to_owned(),
            };
            let (width, _, pixels) = decode(&png(&drawing(vec![shape]), 144.0).unwrap());
            let ink = |wanted: bool| {
                pixels.iter().enumerate().any(|(idx, pixel)| {
                    let x = u32::try_from(idx).unwrap() % width;
                    *pixel != [0xFF; 3] && (x < 70) == wanted && !(70..74).contains(&x)
                })
            };
            assert_eq!((ink(true), ink(false)), (left, right), "{align:?}");
        }
    }

    #[test]
    fn the_same_drawing_gives_the_same_bytes() {
        let shapes = vec![
            Shape::Disc { centre: Point { x: 20.0, y: 18.0 }, radius: 9.0, fill: BLUE },
            Shape::Line { points: square(3.0, 3.0, 20.0), stroke: BLUE, width: 0.75, dash: vec![3.0] },
        ];
        let first = png(&drawing(shapes.clone()), 200.0).unwrap();
        assert_eq!(first, png(&drawing(shapes), 200.0).unwrap());
    }

    #[test]
    fn a_size_that_makes_no_picture_is_refused() {
        for (width, height, dots) in [
            (0.0, 36.0, 200.0),
            (72.0, -1.0, 200.0),
            (f32::NAN, 36.0, 200.0),
            (f32::INFINITY, 36.0, 200.0),
            (1e9, 1e9, 200.0),
            (30_000.0, 30_000.0, 200.0),
            (72.0, 36.0, 0.0),
            (72.0, 36.0, f32::NAN),
        ] {
            let drawing = Drawing { width, height, shapes: Vec::new() };
            assert_eq!(png(&drawing, dots), Err(RasterError::Size), "{width} {height} {dots}");
        }
    }

    #[test]
    fn broken_shapes_are_left_out() {
        let nowhere = Point { x: f32::NAN, y: f32::INFINITY };
        let shapes = vec![
            Shape::Line { points: vec![], stroke: BLUE, width: 1.0, dash: vec![] },
            Shape::Line { points: vec![nowhere, nowhere], stroke: BLUE, width: f32::NAN, dash: vec![0.0, -1.0] },
            Shape::Line {
                points: square(0.0, 0.0, 9.0),
                stroke: Colour::rgb(0x00FF_FFFF),
                width: -4.0,
                dash: vec![f32::NAN],
            },
            Shape::Polygon { points: vec![nowhere], fill: BLUE },
            Shape::Disc { centre: nowhere, radius: -2.0, fill: BLUE },
            Shape::Text {
                at: nowhere,
                align: Align::End,
                face: Face::Sans,
                size: f32::NAN,
                fill: BLUE,
                text: "\u{0}\u{FFFF}x".to_owned(),
            },
        ];
        let (_, _, pixels) = decode(&png(&drawing(shapes), 72.0).unwrap());
        assert!(pixels.iter().all(|pixel| *pixel == [0xFF; 3]));
    }
}
