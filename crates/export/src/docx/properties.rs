//! The document's properties: what file lists, searches and screen readers say of it.

use super::markup::DECLARATION;
use super::text::escaped;
use crate::briefing::Briefing;

/// The core properties part; what the briefing does not know is left out.
pub(super) fn core(briefing: &Briefing) -> Vec<u8> {
    let mut part = format!("{DECLARATION}{CORE}");
    let mut put = |name: &str, text: &str| {
        let text = escaped(text);
        if !text.is_empty() {
            part.push_str(&format!("<{name}>{text}</{name}>"));
        }
    };
    put("dc:title", &briefing.title);
    put("dc:subject", &briefing.subtitle);
    put("dc:creator", &briefing.authors.join("; "));
    put("cp:keywords", &briefing.keywords.join(", "));
    put("dc:description", &briefing.description);
    put("dc:language", language(&briefing.language));
    if let Some(day) = briefing.date {
        for name in ["created", "modified"] {
            part.push_str(&format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{name}>"));
        }
    }
    part.push_str("</cp:coreProperties>");
    part.into_bytes()
}

/// The extended properties part.
pub(super) fn extended() -> Vec<u8> {
    format!("{DECLARATION}{EXTENDED}").into_bytes()
}

/// The language as Word knows it: it takes its spelling from the region, so a bare language gets one. What is
/// no language tag counts as English.
pub(super) fn language(tag: &str) -> &str {
    let is_tag = (2..=35).contains(&tag.len())
        && tag
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        && tag.bytes().take(2).all(|byte| byte.is_ascii_alphabetic());
    match tag {
        "de" => "de-DE",
        "es" => "es-ES",
        "fr" => "fr-FR",
        "ru" => "ru-RU",
        "tg" => "tg-Cyrl-TJ",
        _ if is_tag && tag != "en" => tag,
        _ => "en-GB",
    }
}

const CORE: &str = "<cp:coreProperties \
    xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";

const EXTENDED: &str = "<Properties \
    xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
    <Application>Chancery</Application></Properties>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_what_word_knows() {
        let cases = [
            ("en", "en-GB"),
            ("en-US", "en-US"),
            ("ru", "ru-RU"),
            ("sr-Latn-RS", "sr-Latn-RS"),
            ("", "en-GB"),
            ("e", "en-GB"),
            ("english language", "en-GB"),
            ("en\"/><x", "en-GB"),
            ("12-34", "en-GB"),
            ("en--GB", "en-GB"),
        ];
        for (tag, expected) in cases {
            assert_eq!(language(tag), expected, "{tag}");
        }
    }
}
