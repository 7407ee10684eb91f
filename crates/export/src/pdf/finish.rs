//! What printpdf has no words for, set on its lopdf document: structure, outline, metadata, identity.
//! The result is meant to meet PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), or PDF/A-3a (ISO 19005-3) where
//! files are attached.

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::briefing::Briefing;

use super::flow::Paged;
use super::ops::Drawn;
use super::string::{stamp, text};
use super::structure::Structure;
use super::{Attachment, PdfError, attachment, outline, span, srgb, tree, xmp};

/// Completes a document and writes it.
///
/// # Errors
/// A document that is not as printpdf builds it, or that lopdf cannot write; no input brings about either.
pub(crate) fn finish(
    mut document: Document,
    briefing: &Briefing,
    structure: &Structure,
    drawn: &Drawn,
    paged: &Paged,
    attachments: &[Attachment],
) -> Result<Vec<u8>, PdfError> {
    document.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let annotations = annotations(&mut document, &pages, drawn)?;
    let root = tree::write(&mut document, structure, drawn, &pages, &annotations);
    let outlines = outline::write(&mut document, &paged.bookmarks, &pages);
    let intent = output_intent(&mut document);
    attachment::write(&mut document, attachments, briefing.date)?;
    let packet = xmp::packet(briefing, attachments).into_bytes();
    let mut metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet);
    metadata.allows_compression = false;
    let metadata = document.add_object(metadata);

    let catalog = document.catalog_mut().map_err(PdfError::Assembly)?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", text(xmp::language(briefing)));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("OutputIntents", vec![intent.into()]);
    catalog.set("Metadata", metadata);
    catalog.set("PageLayout", "SinglePage");
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    set_info(&mut document, briefing);
    compress(&mut document)?;
    set_identity(&mut document);
    write(document)
}

/// Fewest objects in a stream of objects.
const LEAST_OBJECTS: usize = 100;

/// Most streams of objects in a document, but for [`LEAST_OBJECTS`].
const MOST_STREAMS: usize = 20;

/// Writes a document, with its objects in streams. Those streams too must not end in a carriage return (see
/// [`compress`]): they are cut elsewhere until none does. One in 256 does by chance, so long documents have longer
/// streams rather than more of them: else they would be written again and again.
fn write(document: Document) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    let least = LEAST_OBJECTS.max(document.objects.len() / MOST_STREAMS);
    for n_objects in least..least + 16 {
        let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
        let options = options.compression_level(6).max_objects_per_stream(n_objects).build();
        bytes.clear();
        document.clone().save_with_options(&mut bytes, options).map_err(PdfError::Output)?;
        let ambiguous = b"\r\nendstream";
        if !bytes.windows(ambiguous.len()).any(|window| window == ambiguous) {
            break;
        }
    }
    Ok(bytes)
}

/// Makes each link an object of its own, with its description and its key in the parent tree.
fn annotations(document: &mut Document, pages: &[ObjectId], drawn: &Drawn) -> Result<Vec<Vec<ObjectId>>, PdfError> {
    let mut key = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    let mut annotations = Vec::new();
    for ((index, page), links) in (0_i64..).zip(pages).zip(&drawn.links) {
        let dictionary = page_mut(document, *page)?;
        let taken = dictionary.remove(b"Annots").and_then(|annots| annots.as_array().ok().cloned()).unwrap_or_default();
        let mut ids = Vec::new();
        for (annotation, (_, description)) in taken.into_iter().zip(links) {
            let Object::Dictionary(mut annotation) = annotation else { continue };
            annotation.set("F", 4);
            annotation.set("Contents", text(description));
            annotation.set("StructParent", key);
            annotation.set("P", *page);
            annotation.set("Border", vec![0.into(), 0.into(), 0.into()]);
            annotation.remove(b"C");
            ids.push(document.add_object(annotation));
            key = key.saturating_add(1);
        }
        let dictionary = page_mut(document, *page)?;
        dictionary.set("StructParents", index);
        dictionary.set("Tabs", "S");
        if !ids.is_empty() {
            dictionary.set("Annots", ids.iter().copied().map(Object::from).collect::<Vec<_>>());
        }
        annotations.push(ids);
    }
    Ok(annotations)
}

fn page_mut(document: &mut Document, page: ObjectId) -> Result<&mut Dictionary, PdfError> {
    document.get_object_mut(page).and_then(Object::as_dict_mut).map_err(PdfError::Assembly)
}

fn output_intent(document: &mut Document) -> ObjectId {
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, srgb::profile()));
    document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text("sRGB"),
        "Info" => text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    })
}

fn set_info(document: &mut Document, briefing: &Briefing) {
    let mut info = Dictionary::new();
    let title = xmp::title(briefing);
    let authors = briefing.authors.iter().map(|author| span::clean(author)).collect::<Vec<_>>().join(", ");
    let keywords = xmp::keywords(briefing);
    let subject = span::clean(&briefing.description);
    for (key, value) in [("Title", &title), ("Author", &authors), ("Subject", &subject), ("Keywords", &keywords)] {
        if !value.is_empty() {
            info.set(key, text(value));
        }
    }
    info.set("Creator", text(xmp::CREATOR));
    info.set("Producer", text(xmp::PRODUCER));
    if let Some(day) = briefing.date {
        info.set("CreationDate", text(&stamp(day)));
        info.set("ModDate", text(&stamp(day)));
    }
    match document.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(id) => document.set_object(id, info),
        Err(_) => {
            let id = document.add_object(info);
            document.trailer.set("Info", id);
        }
    }
}

/// Compresses every stream but the metadata and files attached. Data that ends in a carriage return is lengthened first: lopdf
/// writes a line feed after it, and both together would be taken for the line's end (ISO 19005-2, 6.1.7.1).
fn compress(document: &mut Document) -> Result<(), PdfError> {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if !stream.allows_compression {
            continue;
        }
        if stream.dict.has(b"Filter") {
            stream.decompress().map_err(PdfError::Assembly)?;
        }
        let mut plain = stream.content.clone();
        for _ in 0..8 {
            if stream.dict.has(b"Length1") {
                stream.dict.set("Length1", i64::try_from(plain.len()).unwrap_or(i64::MAX));
            }
            stream.set_plain_content(plain.clone());
            stream.compress().map_err(PdfError::Assembly)?;
            if stream.content.last() != Some(&b'\r') {
                break;
            }
            plain.push(b'\n');
        }
    }
    Ok(())
}

/// An identity drawn from the content, in place of printpdf's counter.
fn set_identity(document: &mut Document) {
    let mut hasher = Sha256::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            hasher.update(&stream.content);
        }
    }
    let digest = hasher.finalize();
    let id = Object::String(digest.iter().copied().take(16).collect(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
}
