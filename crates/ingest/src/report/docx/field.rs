//! Fields: instructions to Word with the text that they last gave.

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    /// Whether its text follows, no longer its instruction.
    pub(super) is_result: bool,
    /// Whether its text has been replaced.
    pub(super) is_replaced: bool,
}

/// What a field's text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// A link to an address.
    Link(String),
    /// A table of contents or an index.
    Contents,
    /// The mark of a note that is mentioned again, by the bookmark around its first mention.
    NoteMark(String),
    /// Text like any other.
    Text,
}

impl Field {
    /// A field whose instruction is known and whose text follows.
    pub(super) fn stated(instruction: &str) -> Self {
        Self { instruction: instruction.to_owned(), is_result: true, is_replaced: false }
    }

    /// Adds to the instruction.
    pub(super) fn instruct(&mut self, piece: &str) {
        const LONGEST: usize = 4096;
        if self.instruction.len() < LONGEST {
            self.instruction.push_str(piece);
        }
    }

    /// What its text is.
    pub(super) fn kind(&self) -> FieldKind {
        let (name, rest) = word(&self.instruction);
        match name.to_uppercase().as_str() {
            "HYPERLINK" => {
                let (target, _) = word(rest);
                // `\l` leads to a place in the document itself.
                if target.is_empty() || target.starts_with('\\') {
                    FieldKind::Text
                } else {
                    FieldKind::Link(target.to_owned())
                }
            }
            "TOC" | "INDEX" | "TOA" => FieldKind::Contents,
            "NOTEREF" => FieldKind::NoteMark(word(rest).0.to_owned()),
            _ => FieldKind::Text,
        }
    }
}

/// The first word, without its quotation marks, and the rest.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
        None => text.split_once(char::is_whitespace).unwrap_or((text, "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions() {
        let link = |target: &str| FieldKind::Link(target.to_owned());
        let cases = [
            (" HYPERLINK \"http://x.org/a b\" \\o \"tip\" ", link("http://x.org/a b")),
            ("hyperlink http://x.org", link("http://x.org")),
            ("HYPERLINK \\l \"_Toc1\"", FieldKind::Text),
            ("HYPERLINK", FieldKind::Text),
            ("HYPERLINK \"http://x.org", link("http://x.org")),
            (" TOC \\o \"1-3\" \\h ", FieldKind::Contents),
            ("TOCX", FieldKind::Text),
            ("NOTEREF _Ref12 \\h", FieldKind::NoteMark("_Ref12".to_owned())),
            ("PAGE", FieldKind::Text),
            ("", FieldKind::Text),
            ("\"", FieldKind::Text),
        ];
        for (instruction, expected) in cases {
            assert_eq!(Field::stated(instruction).kind(), expected, "{instruction}");
        }
    }
}
