//! The logo, at the head of the first page: above the text, where later pages have their running head, so that it never
//! stands in the title's way.

use std::collections::BTreeMap;

use chancery_model::logo::Logo;
use printpdf::{DictItem, ExternalStream, ExternalXObject, Op, Pt, XObject, XObjectId, XObjectTransform};

use crate::logo::size;

use super::display::{Bounds, Item, Mark, Owner};
use super::flow::Piece;
use super::setter::Setter;
use super::span;
use super::structure::{Role, Structure};
use super::style::{MEASURE, UPPER_EDGE};

/// Name of the picture among the pages' resources.
const NAME: &str = "Logo";

/// Where the logo's lower edge is, from where the text begins: level with that of the bar above the title.
const LOWER_EDGE: f32 = 4.0;

/// Puts the logo flush right above the first piece of the body.
pub(crate) fn set(setter: &mut Setter, piece: &mut Piece, logo: &Logo) {
    let (width, height) = size(logo);
    let bounds = Bounds { left: MEASURE - width, top: LOWER_EDGE - height, right: MEASURE, bottom: LOWER_EDGE };
    let element = setter.structure.add(Structure::DOCUMENT, Role::Figure);
    let said = span::clean(logo.alternative.trim());
    setter.structure.describe(element, if said.is_empty() { NAME.to_owned() } else { said });
    piece.items.push(Item { owner: Owner::Element(element), mark: Mark::Logo { bounds } });
    piece.figure = Some((element, bounds));
}

/// The logo as a picture that pages can draw: sRGB, which the document's output intent makes of plain red, green and
/// blue.
pub(crate) fn resource(logo: &Logo) -> (XObjectId, XObject) {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(logo.width.into())),
        ("Height", DictItem::Int(logo.height.into())),
        ("ColorSpace", name("DeviceRGB")),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Interpolate", DictItem::Bool(false)),
    ];
    let dict: BTreeMap<_, _> = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let stream = ExternalStream { dict, content: logo.rgb.clone(), compress: true };
    let picture = ExternalXObject { stream, width: None, height: None, dpi: None };
    (XObjectId(NAME.to_owned()), XObject::External(picture))
}

/// Draws it; places are in points from the top left of the page.
pub(crate) fn draw(bounds: Bounds) -> Op {
    let transform = XObjectTransform {
        translate_x: Some(Pt(bounds.left)),
        translate_y: Some(Pt(UPPER_EDGE - bounds.bottom)),
        scale_x: Some(bounds.right - bounds.left),
        scale_y: Some(bounds.bottom - bounds.top),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    Op::UseXobject { id: XObjectId(NAME.to_owned()), transform }
}

#[cfg(test)]
mod tests {
    use chancery_model::dossier::PageSize;
    use lopdf::{Document, Object};

    use super::super::style::{MARGIN, TOP};
    use super::super::tests::{briefing, nothing};
    use super::super::{lay_out, render};
    use super::*;
    use crate::briefing::Briefing;
    use crate::logo::tests::sample;

    fn with_logo(briefing: Briefing, width: u32, height: u32) -> Briefing {
        Briefing { logo: Some(sample(width, height)), ..briefing }
    }

    #[test]
    fn the_logo_stands_above_the_text_at_its_right_edge() {
        for page_size in PageSize::ALL {
            for (width, height) in [(60, 20), (900, 400), (4000, 1), (1, 4000), (1, 1)] {
                let briefing = with_logo(Briefing { page_size: *page_size, ..briefing(Vec::new()) }, width, height);
                let (paged, structure) = lay_out(&briefing);
                let marks: Vec<_> = paged.pages.iter().flat_map(|page| &page.items).collect();
                let logos = marks.iter().filter_map(|item| match (&item.mark, item.owner) {
                    (Mark::Logo { bounds }, Owner::Element(element)) => Some((*bounds, element)),
                    _ => None,
                });
                let [(bounds, element)] = logos.collect::<Vec<_>>()[..] else {
                    panic!("{width} × {height}: one logo")
                };
                assert!((bounds.right - MARGIN - MEASURE).abs() < 0.01, "{bounds:?}");
                assert!(bounds.top > 36.0 && bounds.bottom < TOP + 5.0, "{bounds:?}");
                let title = marks.iter().find_map(|item| match &item.mark {
                    Mark::Glyphs(run) => Some(run.at.y - run.size),
                    _ => None,
                });
                assert!(title.is_some_and(|top| top >= bounds.bottom), "{title:?} below {bounds:?}");
                let figure = &structure.elements()[element.0];
                assert_eq!((figure.role, figure.bounds), (Role::Figure, Some(bounds)));
                assert_eq!(figure.alternative, "Lock Office & “Sons”");
            }
        }
    }

    #[test]
    fn the_file_holds_the_pixels() {
        for (name, briefing) in [("usual", briefing(Vec::new())), ("nothing", nothing())] {
            let briefing = with_logo(briefing, 60, 20);
            let bytes = render(&briefing, &[]).expect(name);
            assert_eq!(bytes, render(&briefing, &[]).expect(name), "{name}");
            let document = Document::load_mem(&bytes).expect(name);
            let is_picture = |object: &&Object| {
                object.as_stream().is_ok_and(|stream| {
                    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image")
                })
            };
            let pictures: Vec<_> = document.objects.values().filter(is_picture).collect();
            let [picture] = pictures[..] else { panic!("{name}: one picture") };
            let picture = picture.as_stream().expect(name);
            let pixels = picture.get_plain_content().expect(name);
            assert_eq!(pixels[..60 * 20 * 3], sample(60, 20).rgb, "{name}");
        }
        assert!(!render(&briefing(Vec::new()), &[]).expect("renders").windows(5).any(|window| window == b"/Logo"));
    }

    #[test]
    fn a_logo_without_words_is_named_as_one() {
        for said in ["", " \u{0}\u{202E}\n"] {
            let logo = Logo { alternative: said.to_owned(), ..sample(2, 2) };
            let (_, structure) = lay_out(&Briefing { logo: Some(logo), ..briefing(Vec::new()) });
            let figure = structure.elements().iter().find(|element| element.role == Role::Figure).expect("a figure");
            assert_eq!(figure.alternative, "Logo", "{said:?}");
        }
    }
}
