//! Line and column of a byte in a file of the dossier, and what is said of too many bad places.

use chancery_model::diagnostic::{Diagnostic, Place, Severity};
use chancery_model::rule::{Explanation, Group, Rule, Weighed};
use memchr::{memchr_iter, memrchr};

/// What is told of any file.
pub(crate) const RULES: &[&Rule] = &[&INVALID_UTF8, &TOO_MANY_DEFECTS];

const INVALID_UTF8: Rule = Rule {
    id: "invalid-utf8",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a file that is not UTF-8",
    explanation: Explanation {
        asks: "is each file of the dossier UTF-8?",
        why: "letters are lost.",
        mend: "save the file as UTF-8.",
        fires: "",
        silent: "",
    },
};

const TOO_MANY_DEFECTS: Rule = Rule {
    id: "too-many-defects",
    group: Group::Inputs,
    severity: Severity::Info,
    exception: None,
    summary: "a file with more defects than are shown",
    explanation: Explanation {
        asks: "has a file fewer than a hundred defects?",
        why: "a file that is wrong throughout is wrong once.",
        mend: "mend those shown first.",
        fires: "",
        silent: "",
    },
};

/// How many diagnostics one file may give: a file that is wrong throughout is wrong once.
pub(crate) const MAX_DIAGNOSTICS: usize = 100;

/// A byte with its line and column, both from 1.
#[derive(Clone, Copy)]
struct Counted {
    byte: usize,
    line: u32,
    column: usize,
}

const FIRST: Counted = Counted { byte: 0, line: 1, column: 1 };

/// Gathers the diagnostics of one file.
pub(crate) struct Complaints<'a> {
    file: &'a str,
    bytes: &'a [u8],
    /// The place counted last: diagnostics mostly come in file order, so that counting goes on from it.
    counted: Counted,
    diagnostics: Vec<Diagnostic>,
    left_out: usize,
}

impl<'a> Complaints<'a> {
    /// For a file of the dossier and its content.
    pub(crate) const fn new(file: &'a str, bytes: &'a [u8]) -> Self {
        Self { file, bytes, counted: FIRST, diagnostics: Vec::new(), left_out: 0 }
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&mut self, byte: usize) -> u32 {
        self.count(byte);
        self.counted.line
    }

    /// The place of a byte; lines end in LF and columns count code points, both from 1.
    pub(crate) fn place(&mut self, byte: usize) -> Place {
        self.count(byte);
        Place::File {
            file: self.file.to_owned(),
            line: Some(self.counted.line),
            column: Some(u32::try_from(self.counted.column).unwrap_or(u32::MAX)),
        }
    }

    fn count(&mut self, byte: usize) {
        let byte = byte.min(self.bytes.len());
        let from = if self.counted.byte <= byte { self.counted } else { FIRST };
        let passed = &self.bytes[from.byte..byte];
        let newlines = memchr_iter(b'\n', passed).count();
        let line = from.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        // A code point begins at every byte that does not continue one; the byte-order mark is none.
        let begins = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let mark = usize::from(from.byte == 0 && byte >= 3 && self.bytes.starts_with(b"\xEF\xBB\xBF"));
        let column = match memrchr(b'\n', passed) {
            Some(at) => begins(&passed[at + 1..]) + 1,
            None => from.column + begins(passed) - mark,
        };
        self.counted = Counted { byte, line, column };
    }

    /// Notes a defect at a byte; where `help` is empty, the rule says how to mend it.
    pub(crate) fn at(&mut self, byte: usize, rule: impl Into<Weighed>, message: String, help: String) {
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            let place = self.place(byte);
            self.diagnostics.push(rule.into().at(place, message).help(help));
        } else {
            self.left_out += 1;
        }
    }

    /// Notes a defect of the file as a whole, likewise.
    pub(crate) fn of_file(&mut self, rule: impl Into<Weighed>, message: String, help: String) {
        let place = Place::File { file: self.file.to_owned(), line: None, column: None };
        self.diagnostics.push(rule.into().at(place, message).help(help));
    }

    /// Whether more defects are told one by one; where not, [`Self::leave_out`] counts them.
    pub(crate) const fn is_open(&self) -> bool {
        self.diagnostics.len() < MAX_DIAGNOSTICS
    }

    /// Counts a defect that is not told, without looking for its place.
    pub(crate) const fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// How many defects were noted, those left out included.
    pub(crate) fn noted(&self) -> usize {
        self.diagnostics.len() + self.left_out
    }

    /// Notes where the file is not UTF-8, once; it is read with U+FFFD in those places.
    pub(crate) fn invalid_utf8(&mut self, bytes: &[u8]) {
        let Err(error) = std::str::from_utf8(bytes) else { return };
        let found =
            bytes.get(error.valid_up_to()).map_or_else(String::new, |byte| format!(", found the byte {byte:#04x}"));
        let help = "save the file as UTF-8".to_owned();
        self.at(error.valid_up_to(), &INVALID_UTF8, format!("expected UTF-8{found}"), help);
    }

    /// What was noted, in the order of the file.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| match &diagnostic.place {
            Place::File { line, column, .. } => (*line, *column),
            Place::Report(_) | Place::Dossier => (None, None),
        });
        if self.left_out > 0 {
            let message = format!("{} more places of this file are not as expected", self.left_out);
            self.of_file(&TOO_MANY_DEFECTS, message, "mend those shown first".to_owned());
        }
        self.diagnostics
    }
}

/// The allowed word nearest to what was found, where one is near enough to be what was meant.
pub fn nearest<'w>(found: &str, allowed: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // Longer texts are no misspelt words, and comparing them would take quadratic time.
    if found.len() > 64 {
        return None;
    }
    let found = found.trim().to_lowercase();
    allowed
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&found, &word.to_lowercase()), word))
        .filter(|(distance, word)| *distance <= word.chars().count().max(found.chars().count()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Help that names the nearest allowed word, or else all of them.
pub(crate) fn help_with(found: &str, allowed: &[&str]) -> String {
    match nearest(found, allowed.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("write one of {}", listed(allowed)),
    }
}

/// Words as a sentence lists them: `a`, `b`, `c`.
pub(crate) fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// What was found, short enough for a message.
pub(crate) fn shown(found: &str) -> String {
    const MOST: usize = 60;
    match found.char_indices().nth(MOST) {
        None => format!("`{}`", found.escape_debug()),
        Some((end, _)) => format!("`{}…`", found[..end].escape_debug()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// `LINE:COLUMN RULE: MESSAGE [HELP]`, with `-` for what is not said.
    pub(crate) fn shown_diagnostics(diagnostics: &[Diagnostic]) -> Vec<String> {
        let number = |number: &Option<u32>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let shown = |diagnostic: &Diagnostic| {
            let Place::File { line, column, .. } = &diagnostic.place else { return "elsewhere".to_owned() };
            let (line, column) = (number(line), number(column));
            format!("{line}:{column} {}: {} [{}]", diagnostic.rule().id, diagnostic.message, diagnostic.help)
        };
        diagnostics.iter().map(shown).collect()
    }

    /// Copies of a file with bytes flipped, removed and doubled, the same ones every time.
    pub(crate) fn damaged(bytes: &[u8], copies: usize) -> impl Iterator<Item = Vec<u8>> {
        const HOSTILE: &[u8] = b"\"\n\r,;\0\xFF'[]=#.9-e\\{}";
        // A linear congruential generator (Knuth's MMIX constants) is enough to pick places.
        let mut state = 1_u64;
        let mut below = move |limit: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % limit.max(1)
        };
        (0..copies).map(move |_| {
            let mut copy = bytes.to_vec();
            for _ in 0..=below(4) {
                let at = below(copy.len());
                match below(4) {
                    0 => copy.truncate(at),
                    1 => copy.insert(at.min(copy.len()), HOSTILE[below(HOSTILE.len())]),
                    2 if !copy.is_empty() => copy[at] ^= 1 << below(8),
                    _ if !copy.is_empty() => copy[at] = HOSTILE[below(HOSTILE.len())],
                    _ => {}
                }
            }
            copy
        })
    }

    #[test]
    fn places_count_lines_and_code_points() {
        let text = "\u{FEFF}añb\r\nc\n\nd";
        let cases = [("a", 1, 1), ("b", 1, 3), ("c", 2, 1), ("d", 4, 1), ("ñ", 1, 2)];
        let mut complaints = Complaints::new("f", text.as_bytes());
        for (needle, line, column) in cases {
            let place = complaints.place(text.find(needle).expect("the letter is there"));
            assert_eq!(place, Place::File { file: "f".into(), line: Some(line), column: Some(column) }, "{needle}");
        }
        let end = Place::File { file: "f".into(), line: Some(4), column: Some(2) };
        assert_eq!(complaints.place(usize::MAX), end, "past the end");
    }

    #[test]
    fn nearest_word_is_near() {
        let allowed = ["figure", "rank", "duration", "commitment", "signal"];
        let cases = [
            ("figrue", Some("figure")),
            ("Rank ", Some("rank")),
            ("comitment", Some("commitment")),
            ("", None),
            ("share", None),
            ("zzzzzz", None),
        ];
        for (found, expected) in cases {
            assert_eq!(nearest(found, allowed), expected, "{found}");
        }
        assert_eq!(nearest(&"rank".repeat(100), allowed), None, "too long to be a slip");
    }

    #[test]
    fn a_file_wrong_throughout_is_told_once() {
        let mut complaints = Complaints::new("f", b"x\n");
        for _ in 0..1000 {
            complaints.at(0, &INVALID_UTF8, String::new(), String::new());
        }
        let diagnostics = complaints.finish();
        assert_eq!(diagnostics.len(), MAX_DIAGNOSTICS + 1);
        assert_eq!(diagnostics[MAX_DIAGNOSTICS].rule(), &TOO_MANY_DEFECTS);
    }
}
