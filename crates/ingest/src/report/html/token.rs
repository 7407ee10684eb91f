//! Tags and text of a page, each with its place in it.

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};

/// A tag, or text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An opening tag.
    Start(StartTag),
    /// A closing tag's name, lower case.
    End(String),
    /// Text, its character references resolved.
    Text(Text),
}

/// An opening tag.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct StartTag {
    /// Lower case.
    pub(super) name: String,
    /// Byte of the page at which it begins.
    pub(super) at: usize,
    /// Names in lower case, with values.
    pub(super) attributes: Vec<(String, String)>,
}

/// Text, in pieces that each run on together with the page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// The characters.
    pub(super) text: String,
    /// `(byte of the text, byte of the page)`, ascending in both.
    pub(super) pieces: Vec<(usize, usize)>,
}

/// Takes a page apart, handing each token on in order.
pub(super) fn tokens(page: &str, mut take: impl FnMut(Token)) {
    let emitter = Tokens {
        page,
        at: 0,
        last_end: 0,
        text: Vec::new(),
        pieces: Vec::new(),
        tag: StartTag::default(),
        is_end: false,
        last_start: Vec::new(),
        ready: Vec::new(),
    };
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        token.into_iter().for_each(&mut take);
    }
}

/// Puts tokens together from what the tokenizer says.
struct Tokens<'p> {
    page: &'p str,
    at: usize,
    /// Where the last tag or piece of text ended.
    last_end: usize,
    text: Vec<u8>,
    pieces: Vec<(usize, usize)>,
    tag: StartTag,
    is_end: bool,
    /// Name of the last opening tag: only its own closing tag ends raw text.
    last_start: Vec<u8>,
    ready: Vec<Token>,
}

impl Tokens<'_> {
    fn flush_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.text);
        // The page is UTF-8 and references give whole characters.
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let mut pieces = std::mem::take(&mut self.pieces);
        // The tokenizer may hand on a letter byte by byte.
        pieces.retain(|(byte, _)| text.is_char_boundary(*byte));
        self.ready.push(Token::Text(Text { text, pieces }));
    }
}

fn push(to: &mut String, bytes: &[u8]) {
    to.push_str(&String::from_utf8_lossy(bytes));
}

impl Emitter for Tokens<'_> {
    type Token = Vec<Token>;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start = last_start_tag.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.flush_text();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Vec<Token>> {
        (!self.ready.is_empty()).then(|| std::mem::take(&mut self.ready))
    }

    fn emit_string(&mut self, bytes: &[u8]) {
        // Text as it stands in the page ends here; a resolved reference began where the last piece ended.
        let start = self.at.saturating_sub(bytes.len());
        let is_verbatim = self.page.as_bytes().get(start..self.at) == Some(bytes);
        let mut from = if is_verbatim { start.max(self.last_end) } else { self.last_end.min(self.page.len()) };
        while !self.page.is_char_boundary(from) {
            from -= 1;
        }
        self.pieces.push((self.text.len(), from));
        self.text.extend_from_slice(bytes);
        self.last_end = self.at;
    }

    fn init_start_tag(&mut self) {
        self.tag = StartTag { at: self.last_end, ..StartTag::default() };
        self.is_end = false;
    }

    fn init_end_tag(&mut self) {
        self.tag = StartTag::default();
        self.is_end = true;
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush_text();
        self.last_end = self.at;
        let tag = std::mem::take(&mut self.tag);
        if self.is_end {
            self.last_start.clear();
            self.ready.push(Token::End(tag.name));
            return None;
        }
        self.last_start = tag.name.clone().into_bytes();
        self.ready.push(Token::Start(tag));
        naive_next_state(&self.last_start)
    }

    fn emit_current_comment(&mut self) {
        self.last_end = self.at;
    }

    fn emit_current_doctype(&mut self) {
        self.last_end = self.at;
    }

    fn set_self_closing(&mut self) {}

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, bytes: &[u8]) {
        push(&mut self.tag.name, bytes);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.tag.attributes.push((String::new(), String::new()));
    }

    fn push_attribute_name(&mut self, bytes: &[u8]) {
        if let Some((name, _)) = self.tag.attributes.last_mut() {
            push(name, bytes);
        }
    }

    fn push_attribute_value(&mut self, bytes: &[u8]) {
        if let Some((_, value)) = self.tag.attributes.last_mut() {
            push(value, bytes);
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn start_open_tag(&mut self) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.tag.name.as_bytes() == self.last_start
    }

    fn move_position(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_leads_back_to_the_page() {
        let page = "<p class=a>x &amp; é &copy y &#233;&nope; 1 < 2 <!-- c -->z</p>";
        let mut texts = Vec::new();
        tokens(page, |token| {
            if let Token::Text(text) = token {
                texts.push(text);
            }
        });
        let all: String = texts.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(all, "x & é © y é&nope; 1 < 2 z");
        for word in ["x", "& é", "é ", "©", "y", "&nope", "1", "< 2", "2", "z"] {
            let text = texts.iter().find(|text| text.text.contains(word)).expect("the word is there");
            let at = text.text.find(word).expect("the word is there");
            let piece = text.pieces.partition_point(|(byte, _)| *byte <= at) - 1;
            let from = text.pieces[piece].1 + at - text.pieces[piece].0;
            let expected = match word {
                "& é" => "&amp;",
                "©" => "&copy",
                word => word,
            };
            assert!(page[from..].starts_with(expected), "{word}: {:?}", &page[from..]);
        }
    }
}
