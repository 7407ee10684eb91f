//! The lists' numbering: bullets, and the numbered sources.

use std::fmt::Write as _;

use super::markup::DECLARATION;

/// Largest number Word's lists count to.
const LARGEST: u32 = 32_767;

/// The list id of the numbered list at an index; 1 is the bullets'.
pub(super) const fn list_id(list_idx: usize) -> usize {
    list_idx + 2
}

/// Whether a list can count to this number; otherwise it is written as text.
pub(super) const fn can_count(number: u32) -> bool {
    number <= LARGEST
}

/// The numbering part: bullets, and one numbered list for each first number; marks in the accent colour, `RRGGBB`.
pub(super) fn part(list_starts: &[u32], accent: &str) -> Vec<u8> {
    let mut part = format!(
        "{DECLARATION}{}<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        ABSTRACT.replace("{accent}", accent)
    );
    for (list_idx, start) in list_starts.iter().enumerate() {
        let id = list_id(list_idx);
        let _infallible = write!(
            part,
            "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/>\
             <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>"
        );
    }
    part.push_str("</w:numbering>");
    part.into_bytes()
}

const ABSTRACT: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr><w:rPr><w:color w:val="{accent}" w:themeColor="accent1"/></w:rPr></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="510" w:hanging="510"/></w:pPr><w:rPr><w:color w:val="{accent}" w:themeColor="accent1"/></w:rPr></w:lvl></w:abstractNum>"#;
