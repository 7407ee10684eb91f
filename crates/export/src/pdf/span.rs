//! Inlines as spans: clean text in one font each, with what it links to.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::briefing::{Inline, letter_of};
use crate::drawing::Colour;
use crate::font::Face;

use super::address;
use super::display::{Owner, Target};
use super::structure::{ElementId, Role, Structure};
use super::style::{Hyphenate, LINK, TextStyle, kin};

/// Size of a citation's number, relative to the text.
const CITATION_SIZE: f32 = 0.66;
/// How far a citation's number stands above the baseline, relative to the text's size.
const CITATION_RISE: f32 = 0.34;

/// Text in one style.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    /// Text: single spaces, no control characters.
    pub(crate) text: String,
    /// Font.
    pub(crate) face: Face,
    /// Size in points.
    pub(crate) size: f32,
    /// Colour.
    pub(crate) fill: Colour,
    /// How far above the baseline, in points.
    pub(crate) rise: f32,
    /// Whether words may be divided.
    pub(crate) hyphenate: Hyphenate,
    /// What it belongs to.
    pub(crate) owner: Owner,
    /// Where it leads, if it is clickable.
    pub(crate) target: Option<Target>,
    /// Whether a line may begin with it.
    pub(crate) begins_line: bool,
    /// BCP 47 language where it is not the document's; else empty.
    pub(crate) language: Rc<str>,
}

/// Numbers of the sources that the briefing lists: a citation of any other is text.
pub(crate) type Sources = BTreeSet<u32>;

impl Span {
    /// Plain text.
    pub(crate) fn plain(text: &str, style: TextStyle, owner: Owner) -> Self {
        Self {
            text: clean(text),
            face: style.face,
            size: style.size,
            fill: style.fill,
            rise: 0.0,
            hyphenate: style.hyphenate,
            owner,
            target: None,
            begins_line: true,
            language: Rc::default(),
        }
    }
}

/// Inlines as spans of an element.
pub(crate) fn spans(
    inlines: &[Inline],
    style: TextStyle,
    element: ElementId,
    sources: &Sources,
    structure: &mut Structure,
) -> Vec<Span> {
    let owner = Owner::Element(element);
    let mut spans: Vec<Span> = Vec::new();
    // Nothing stands before a cell's numbers that they could be raised beside.
    let is_alone = inlines.iter().all(|inline| match inline {
        Inline::Citation(_) => true,
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Strong(_) | Inline::Emphasis(_) | Inline::Link { .. } | Inline::Foreign { .. } => false,
    });
    let (relative_size, rise) = if is_alone { (1.0, 0.0) } else { (CITATION_SIZE, CITATION_RISE) };
    let mut after_citation = false;
    for inline in inlines {
        let (inline, language) = match inline {
            Inline::Foreign { language, text } => (text.as_ref(), language.as_str()),
            inline => (inline, ""),
        };
        let first = spans.len();
        match inline {
            // What is marked once is not marked again.
            Inline::Foreign { text, .. } => spans.push(Span::plain(text.words(), style, owner)),
            Inline::Text(text) => spans.push(Span::plain(text, style, owner)),
            Inline::Strong(text) => {
                spans.push(Span { face: kin(style.face).strong, ..Span::plain(text, style, owner) });
            }
            Inline::Emphasis(text) => {
                spans.push(Span { face: kin(style.face).emphasis, ..Span::plain(text, style, owner) });
            }
            Inline::Citation(number) => {
                let raised = Span {
                    size: style.size * relative_size,
                    rise: style.size * rise,
                    hyphenate: Hyphenate::No,
                    begins_line: is_alone,
                    ..Span::plain("", style, owner)
                };
                // A number keeps to the word before it, and to the number before it.
                while spans.last().is_some_and(|last| last.target.is_none() && last.text.trim().is_empty()) {
                    spans.pop();
                }
                if let Some(last) = spans.last_mut().filter(|last| last.text.ends_with(' ')) {
                    last.text.truncate(last.text.trim_end().len());
                }
                if after_citation {
                    spans.push(Span {
                        begins_line: false,
                        text: if is_alone { ", " } else { ",\u{2009}" }.to_owned(),
                        ..raised.clone()
                    });
                }
                let mut span = Span { text: number.to_string(), ..raised };
                if sources.contains(number) {
                    let reference = structure.add(element, Role::Reference);
                    span.owner = Owner::Element(structure.add(reference, Role::Link));
                    span.target = Some(Target::Reference(*number));
                    span.fill = LINK;
                }
                spans.push(span);
            }
            Inline::Link { text, url } => {
                let shown = if text.trim().is_empty() { url } else { text };
                let mut span = Span { hyphenate: Hyphenate::No, ..Span::plain(shown, style, owner) };
                if let Some(address) = address::clickable(url).filter(|_| !span.text.trim().is_empty()) {
                    span.owner = Owner::Element(structure.add(element, Role::Link));
                    span.target = Some(Target::Address(address));
                    span.fill = LINK;
                }
                spans.push(span);
            }
        }
        if !language.is_empty() {
            let language: Rc<str> = language.into();
            spans.iter_mut().skip(first).for_each(|span| span.language = Rc::clone(&language));
        }
        after_citation = matches!(inline, Inline::Citation(_))
            || after_citation && matches!(inline, Inline::Text(text) if text.trim().is_empty());
    }
    trim(&mut spans);
    spans
}

/// An arrow and a letter for each link back from a source to where it is cited.
pub(crate) fn links_back(
    number: u32,
    count: usize,
    style: TextStyle,
    element: ElementId,
    structure: &mut Structure,
) -> Vec<Span> {
    let plain = |text: &str| Span { hyphenate: Hyphenate::No, ..Span::plain(text, style, Owner::Element(element)) };
    let mut spans = Vec::new();
    for nth in 0..count {
        // The arrow and its letters stay on one line, and are not parted from each other.
        spans.push(Span { begins_line: nth == 0, ..plain(if nth == 0 { " ↑\u{a0}" } else { "\u{a0}" }) });
        spans.push(Span {
            owner: Owner::Element(structure.add(element, Role::Link)),
            target: Some(Target::Citation(number, nth)),
            fill: LINK,
            begins_line: false,
            ..plain(&letter_of(nth).to_string())
        });
    }
    spans
}

/// Whether there is anything to read.
pub(crate) fn is_empty(spans: &[Span]) -> bool {
    spans.iter().all(|span| span.text.trim().is_empty())
}

/// Leaves one space between words across spans, and none at either end.
fn trim(spans: &mut Vec<Span>) {
    let mut after_space = true;
    for span in spans.iter_mut() {
        if after_space && span.text.starts_with(' ') {
            span.text.remove(0);
        }
        if let Some(last) = span.text.chars().next_back() {
            after_space = last == ' ';
        }
    }
    spans.retain(|span| !span.text.is_empty());
    if let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    spans.retain(|span| !span.text.is_empty());
}

/// Text fit for setting: line ends, tabs and runs of spaces become one space; control characters, marks of
/// direction, joiners and variation selectors, which these fonts give no glyph, are dropped.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' | '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{3000}' => {
                if !cleaned.ends_with(' ') {
                    cleaned.push(' ');
                }
            }
            letter if letter.is_control() || is_invisible(letter) => {}
            letter => cleaned.push(letter),
        }
    }
    cleaned
}

const fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::super::style::BODY;
    use super::*;

    fn joined(inlines: &[Inline]) -> String {
        let mut structure = Structure::new();
        spans(inlines, BODY, Structure::DOCUMENT, &Sources::from([1, 2]), &mut structure)
            .iter()
            .map(|span| match &span.target {
                Some(Target::Reference(number) | Target::Citation(number, _)) => format!("<{number}>"),
                Some(Target::Address(address)) => format!("<{address}>"),
                None => span.text.clone(),
            })
            .collect()
    }

    #[test]
    fn numbers_alone_stand_on_the_baseline_and_beside_words_above_it() {
        let cases = [
            (vec![Inline::Citation(1), Inline::Citation(2)], 1.0, true),
            (vec![Inline::Text(" ".to_owned()), Inline::Citation(1)], 1.0, true),
            (vec![Inline::Text("a".to_owned()), Inline::Citation(1)], CITATION_SIZE, false),
            (vec![Inline::Strong("a".to_owned()), Inline::Citation(1)], CITATION_SIZE, false),
        ];
        for (inlines, size, is_level) in cases {
            let mut structure = Structure::new();
            let set = spans(&inlines, BODY, Structure::DOCUMENT, &Sources::from([1, 2]), &mut structure);
            let number = set.iter().find(|span| span.target.is_some()).expect("a citation");
            assert!((number.size - BODY.size * size).abs() < 0.01, "{inlines:?}");
            assert_eq!(number.rise <= 0.0, is_level, "{inlines:?}");
        }
    }

    #[test]
    fn spans_keep_single_spaces_and_citations_keep_to_their_word() {
        let text = |text: &str| Inline::Text(text.to_owned());
        let link = |url: &str| Inline::Link { text: "here".to_owned(), url: url.to_owned() };
        let cases = [
            (vec![text("A word ")], "A word"),
            (vec![text("  a \n\t b "), Inline::Strong(" c".to_owned())], "a b c"),
            (vec![text("a "), Inline::Citation(1), text(" b")], "a<1> b"),
            (vec![text("a"), Inline::Citation(1), text(" "), Inline::Citation(2)], "a<1>,\u{2009}<2>"),
            (vec![text("a"), Inline::Citation(9)], "a9"),
            (vec![link("https://example.org")], "<https://example.org>"),
            (vec![link("javascript:alert(1)")], "here"),
            (vec![text("\u{0}\u{7}\u{200B}\u{202E}")], ""),
            (vec![], ""),
        ];
        for (inlines, expected) in cases {
            assert_eq!(joined(&inlines), expected, "{inlines:?}");
        }
    }
}
