//! Files that travel in the PDF, each associated with the document as its data (ISO 19005-3, 6.8 and annex E).

use chancery_model::day::Day;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::string::{stamp, text};
use super::{PdfError, span};

/// Longest name of a file, in characters; of a longer one the end stays, which says what it is.
const LONGEST_NAME: usize = 120;

/// A file to attach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Name, without folders. What no system allows in a name becomes `_`, and of two files of one name the second gets
    /// a number.
    pub name: String,
    /// What it holds; empty says nothing.
    pub description: String,
    /// IANA media type.
    pub media_type: &'static str,
    /// Content, attached byte for byte.
    pub bytes: Vec<u8>,
}

/// Attaches files: streams, their specifications in the given order, and the tree of their names. `date` is that of
/// the document.
///
/// # Errors
/// A document without a catalog; printpdf's always has one.
pub(crate) fn write(document: &mut Document, files: &[Attachment], date: Option<Day>) -> Result<(), PdfError> {
    if files.is_empty() {
        return Ok(());
    }
    let mut specifications: Vec<(Object, ObjectId)> = Vec::new();
    for (file, name) in files.iter().zip(names(files)) {
        let stream = document.add_object(embedded(file, date)?);
        let portable: String = name.chars().map(|letter| if letter.is_ascii() { letter } else { '_' }).collect();
        let mut specification = dictionary! {
            "Type" => "Filespec",
            "F" => text(&portable),
            "UF" => text(&name),
            "EF" => dictionary! { "F" => stream, "UF" => stream },
            "AFRelationship" => "Data",
        };
        let description = span::clean(file.description.trim());
        if !description.is_empty() {
            specification.set("Desc", text(&description));
        }
        specifications.push((text(&name), document.add_object(specification)));
    }
    let associated: Vec<Object> = specifications.iter().map(|(_, id)| (*id).into()).collect();
    // A name tree is searched by the bytes of its keys.
    specifications.sort_by(|(one, _), (other, _)| one.as_str().ok().cmp(&other.as_str().ok()));
    let named: Vec<Object> = specifications.into_iter().flat_map(|(name, id)| [name, id.into()]).collect();
    let tree = document.add_object(dictionary! { "Names" => named });
    let catalog = document.catalog_mut().map_err(PdfError::Assembly)?;
    catalog.set("AF", associated);
    catalog.set("Names", dictionary! { "EmbeddedFiles" => tree });
    Ok(())
}

/// The file as a stream. It is compressed here, not with the rest: not a byte may be added to it. Data that would
/// end in a carriage return (ISO 19005-3, 6.1.7.1) is written in hexadecimal digits, which end in `>`.
fn embedded(file: &Attachment, date: Option<Day>) -> Result<Stream, PdfError> {
    let mut parameters = Dictionary::new();
    parameters.set("Size", i64::try_from(file.bytes.len()).unwrap_or(i64::MAX));
    if let Some(day) = date {
        parameters.set("ModDate", text(&stamp(day)));
    }
    let dictionary = dictionary! { "Type" => "EmbeddedFile", "Subtype" => file.media_type, "Params" => parameters };
    let mut stream = Stream::new(dictionary, file.bytes.clone());
    stream.compress().map_err(PdfError::Assembly)?;
    if stream.content.last() == Some(&b'\r') {
        let mut filters = vec![Object::from("ASCIIHexDecode")];
        filters.extend(stream.dict.get(b"Filter").ok().cloned());
        stream.dict.set("Filter", filters);
        let digit = |half: u8| char::from_digit(u32::from(half), 16).map_or(b'0', |digit| digit as u8);
        let mut digits: Vec<u8> =
            stream.content.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]).collect();
        digits.push(b'>');
        stream.set_content(digits);
    }
    Ok(stream.with_compression(false))
}

/// A name for each file that any system can save it under, unlike the others even where case does not count.
fn names(files: &[Attachment]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for file in files {
        let name = safe(&file.name);
        let is_taken = |wanted: &String| names.iter().any(|name| name.to_lowercase() == wanted.to_lowercase());
        let numbered = (2_usize..).map(|number| format!("{number}-{name}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|wanted| !is_taken(wanted));
        names.extend(free);
    }
    names
}

fn safe(name: &str) -> String {
    let letters = span::clean(name).chars().rev().take(LONGEST_NAME).collect::<Vec<_>>();
    let safe = |letter: &char| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        letter => *letter,
    };
    let name: String = letters.iter().rev().map(safe).collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() { "attachment".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
pub(crate) mod tests {
    use lopdf::Document;

    use super::super::render;
    use super::super::tests::briefing;
    use super::*;
    use crate::briefing::Briefing;

    fn attachment(name: &str, bytes: &[u8]) -> Attachment {
        let description = format!("What stands in “{name}”.");
        Attachment { name: name.to_owned(), description, media_type: "text/csv", bytes: bytes.to_vec() }
    }

    fn digits(bytes: &[u8]) -> Vec<u8> {
        let (end, digits) = bytes.split_last().expect("a mark at the end");
        assert_eq!(*end, b'>');
        let value = |digit: u8| (digit as char).to_digit(16).expect("a digit") as u8;
        digits.chunks(2).map(|pair| value(pair[0]) * 16 + value(pair[1])).collect()
    }

    /// Content of a stream, whatever its filters.
    fn content(stream: &Stream) -> Vec<u8> {
        let mut filters: Vec<_> = stream.filters().unwrap_or_default();
        if filters.first() != Some(&b"ASCIIHexDecode".as_slice()) {
            return stream.get_plain_content().expect("decodes");
        }
        filters.remove(0);
        let mut inner = Stream::new(Dictionary::new(), digits(&stream.content));
        if !filters.is_empty() {
            inner.dict.set("Filter", "FlateDecode");
        }
        inner.get_plain_content().expect("decodes")
    }

    /// Name, description, modification date and content of each file of the name tree, in its order.
    pub(crate) fn attached(bytes: &[u8]) -> Vec<(String, String, bool, Vec<u8>)> {
        let document = Document::load_mem(bytes).expect("opens");
        let follow = |object: &Object| document.dereference(object).expect("is there").1.clone();
        let within = |dictionary: &Dictionary, key: &str| follow(dictionary.get(key.as_bytes()).expect(key));
        let catalog = document.catalog().expect("a catalog");
        let Ok(names) = catalog.get(b"Names") else {
            assert!(!catalog.has(b"AF"));
            return Vec::new();
        };
        let tree = within(follow(names).as_dict().expect("names"), "EmbeddedFiles");
        let named = within(tree.as_dict().expect("a tree"), "Names");
        let named = named.as_array().expect("a list").clone();
        assert_eq!(named.len(), 2 * catalog.get(b"AF").and_then(Object::as_array).expect("files").len());
        let keys: Vec<_> = named.chunks(2).map(|pair| pair[0].as_str().expect("a text").to_vec()).collect();
        assert!(keys.is_sorted(), "{keys:?}");
        let file = |pair: &[Object]| {
            let specification = follow(&pair[1]);
            let specification = specification.as_dict().expect("a specification");
            let word = |key: &str| lopdf::decode_text_string(&within(specification, key)).expect(key);
            assert_eq!(specification.get(b"AFRelationship").and_then(Object::as_name).ok(), Some(&b"Data"[..]));
            assert_eq!(within(specification, "F").as_str().map(<[u8]>::is_ascii).ok(), Some(true));
            let files = within(specification, "EF");
            let stream = within(files.as_dict().expect("files"), "F");
            let stream = stream.as_stream().expect("a stream");
            assert_eq!(stream.dict.get(b"Subtype").and_then(Object::as_name).ok(), Some(&b"text/csv"[..]));
            assert_ne!(stream.content.last(), Some(&b'\r'));
            let content = content(stream);
            let parameters = within(&stream.dict, "Params");
            let parameters = parameters.as_dict().expect("parameters");
            assert_eq!(parameters.get(b"Size").and_then(Object::as_i64).ok(), i64::try_from(content.len()).ok());
            (word("UF"), word("Desc"), parameters.has(b"ModDate"), content)
        };
        named.chunks(2).map(file).collect()
    }

    #[test]
    fn files_come_out_as_they_went_in_sorted_by_name() {
        let files = [attachment("tolls.csv", b"toll\n1\n"), attachment("barges.csv", &b"barge\nAnna\n".repeat(900))];
        let bytes = render(&briefing(Vec::new()), &files).expect("renders");
        assert_eq!(bytes, render(&briefing(Vec::new()), &files).expect("renders"));
        let found = attached(&bytes);
        let expected: Vec<_> = files.iter().rev().map(|file| (&file.name, &file.description, &file.bytes)).collect();
        assert_eq!(found.iter().map(|(name, said, _, bytes)| (name, said, bytes)).collect::<Vec<_>>(), expected);
        assert!(bytes.windows(22).any(|window| window == b"<pdfaid:part>3</pdfaid"));
        let undated = Briefing { date: None, ..briefing(Vec::new()) };
        let dated = |bytes: &[u8]| attached(bytes).iter().map(|(_, _, dated, _)| *dated).collect::<Vec<_>>();
        assert_eq!(dated(&bytes), [true, true]);
        assert_eq!(dated(&render(&undated, &files).expect("renders")), [false, false]);
    }

    #[test]
    fn without_files_nothing_is_attached() {
        let bytes = render(&briefing(Vec::new()), &[]).expect("renders");
        assert_eq!(attached(&bytes), []);
        assert!(bytes.windows(22).any(|window| window == b"<pdfaid:part>2</pdfaid"));
    }

    #[test]
    fn no_content_is_changed_whatever_byte_it_ends_in() {
        let mut in_digits = 0;
        for length in 0..1500_u32 {
            // Runs of varied bytes that compress well enough to be compressed, and end alike.
            let bytes: Vec<u8> = (0..length).map(|at| (at.wrapping_mul(at ^ length) >> 5) as u8 & 7).collect();
            let file = attachment("a", &bytes);
            let stream = embedded(&file, None).expect("compresses");
            assert_ne!(stream.content.last(), Some(&b'\r'), "{length}");
            assert_eq!(content(&stream), bytes, "{length}");
            in_digits += usize::from(stream.filters().unwrap_or_default().contains(&b"ASCIIHexDecode".as_slice()));
        }
        assert!(in_digits > 0, "no content tried what is written in digits");
        assert_eq!(content(&embedded(&attachment("a", b"a\r"), None).expect("too short to compress")), b"a\r");
    }

    #[test]
    fn names_can_be_saved_on_any_system() {
        let long = format!("{}.csv", "x".repeat(500));
        let cases: [(&[&str], &[&str]); 8] = [
            (&["events.csv", "notes.csv"], &["events.csv", "notes.csv"]),
            (&["../../etc/passwd"], &["_.._etc_passwd"]),
            (&["C:\\x.exe"], &["C__x.exe"]),
            (&["a\u{0}\n\u{202E}vsc.exe"], &["a vsc.exe"]),
            (&["", " . ", "…"], &["attachment", "2-attachment", "…"]),
            (&["A.csv", "a.csv", "a.csv"], &["A.csv", "2-a.csv", "3-a.csv"]),
            (&["события.csv"], &["события.csv"]),
            (&[&long], &[&long[long.len() - LONGEST_NAME..]]),
        ];
        for (given, expected) in cases {
            let files: Vec<_> = given.iter().map(|name| attachment(name, b"")).collect();
            assert_eq!(names(&files), expected, "{given:?}");
            let bytes = render(&briefing(Vec::new()), &files).expect("renders");
            let mut found: Vec<_> = attached(&bytes).into_iter().map(|(name, ..)| name).collect();
            let mut expected = expected.to_vec();
            found.sort();
            expected.sort_unstable();
            assert_eq!(found, expected, "{given:?}");
        }
    }
}
