//! The document's properties as XMP (ISO 16684-1), which PDF/A and PDF/UA are declared in.

use std::fmt::Write as _;

use crate::briefing::Briefing;

use super::{Attachment, span};

/// Who made the file, as its properties say.
pub(crate) const CREATOR: &str = "Chancery";

/// Language of the document; undetermined where the briefing names none.
pub(crate) fn language(briefing: &Briefing) -> &str {
    if briefing.language.is_empty() { "und" } else { &briefing.language }
}

/// What wrote the file.
pub(crate) const PRODUCER: &str = "printpdf";

/// The title, or what stands in for it: a document must have one.
pub(crate) fn title(briefing: &Briefing) -> String {
    let title = span::clean(briefing.title.trim());
    if title.is_empty() { "Briefing".to_owned() } else { title }
}

/// Keywords on one line.
pub(crate) fn keywords(briefing: &Briefing) -> String {
    briefing.keywords.iter().map(|keyword| span::clean(keyword)).collect::<Vec<_>>().join(", ")
}

/// The packet. The document is of part 2 of PDF/A, or of part 3, which alone allows any file to be attached.
pub(crate) fn packet(briefing: &Briefing, attachments: &[Attachment]) -> String {
    let mut body = String::new();
    let mut line = |text: String| {
        body.push_str(&text);
        body.push('\n');
    };
    line(alternatives("dc:title", &title(briefing)));
    let authors = briefing.authors.iter().map(|author| item(author)).collect::<String>();
    if !authors.is_empty() {
        line(format!("<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>"));
    }
    if !briefing.description.is_empty() {
        line(alternatives("dc:description", &briefing.description));
    }
    let keywords_items = briefing.keywords.iter().map(|keyword| item(keyword)).collect::<String>();
    if !keywords_items.is_empty() {
        line(format!("<dc:subject><rdf:Bag>{keywords_items}</rdf:Bag></dc:subject>"));
        line(format!("<pdf:Keywords>{}</pdf:Keywords>", escape(&keywords(briefing))));
    }
    line(format!("<dc:language><rdf:Bag>{}</rdf:Bag></dc:language>", item(language(briefing))));
    line("<dc:format>application/pdf</dc:format>".to_owned());
    line(format!("<pdf:Producer>{PRODUCER}</pdf:Producer>"));
    line(format!("<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>"));
    if let Some(day) = briefing.date {
        for tag in ["xmp:CreateDate", "xmp:ModifyDate"] {
            line(format!("<{tag}>{day}T00:00:00Z</{tag}>"));
        }
    }
    line(format!("<pdfaid:part>{}</pdfaid:part>", if attachments.is_empty() { 2 } else { 3 }));
    format!("{HEAD}{body}{DECLARATIONS}{TAIL}")
}

fn alternatives(tag: &str, text: &str) -> String {
    format!("<{tag}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></{tag}>", escape(text))
}

fn item(text: &str) -> String {
    format!("<rdf:li>{}</rdf:li>", escape(text))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in span::clean(text).chars() {
        match letter {
            '<' | '>' | '&' | '"' | '\'' => _ = write!(escaped, "&#{};", u32::from(letter)),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

const HEAD: &str = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n";

/// Level A of PDF/A and PDF/UA-1, and the schema of the latter, which the former does not know of itself.
const DECLARATIONS: &str = "<pdfaid:conformance>A</pdfaid:conformance>\n\
<pdfuaid:part>1</pdfuaid:part>\n\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

const TAIL: &str = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_values_is_escaped() {
        let cases = [
            ("plain", "plain"),
            ("a < b & \"c\"", "a &#60; b &#38; &#34;c&#34;"),
            ("</rdf:RDF>", "&#60;/rdf:RDF&#62;"),
            ("tab\tnull\u{0}", "tab null"),
            ("\u{FFFE}", "\u{FFFD}"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected, "{text:?}");
        }
    }
}
