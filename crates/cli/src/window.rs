//! The piece of a line that is shown: cut to what fits, and without anything that could act on a
//! terminal.

use std::ops::Range;

/// Most characters shown of a line. A report's paragraph is one line, and a hostile file may be one line
/// of many megabytes.
const WIDTH: usize = 120;
/// Characters kept before the marked stretch when a line is cut.
const BEFORE: usize = 30;
/// Stands where a line was cut.
const CUT: char = '…';

/// A piece of a line around a marked stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// The piece, safe to print; `…` stands where it was cut.
    pub(crate) text: String,
    /// The marked stretch: bytes of `text`; empty only at the end of the line.
    pub(crate) marked: Range<usize>,
    /// The bytes of the whole text that the piece shows.
    pub(crate) shown: Range<usize>,
}

impl Window {
    /// Where a stretch of the whole text stands in the piece; `None` where it is not wholly shown.
    pub(crate) fn place(&self, text: &str, stretch: &Range<usize>) -> Option<Range<usize>> {
        if stretch.start < self.shown.start || stretch.end > self.shown.end || stretch.is_empty() {
            return None;
        }
        let cut =
            if self.text.starts_with(CUT) && !text[self.shown.clone()].starts_with(CUT) { CUT.len_utf8() } else { 0 };
        let width = |bytes: Range<usize>| {
            text.get(bytes).map(|piece| piece.chars().map(|letter| shown(letter).len_utf8()).sum::<usize>())
        };
        let start = cut + width(self.shown.start..stretch.start)?;
        Some(start..start + width(stretch.clone())?)
    }
}

/// The piece of a line of `text` around `marked`: bytes of `text`, end exclusive. A stretch that goes on
/// past its first line is marked up to that line's end; one that lies past the text's end is brought back
/// to it. Looks at no more of the text than it shows, whatever the length of the line.
pub(crate) fn window(text: &str, marked: Range<usize>) -> Window {
    let start = text.floor_char_boundary(marked.start);
    let (behind, ahead) = text.split_at(start);
    let mut before: Vec<char> =
        behind.chars().rev().take(WIDTH + 1).take_while(|letter| !is_line_end(*letter)).collect();
    let mut after: Vec<char> = ahead.chars().take(WIDTH + 1).take_while(|letter| !is_line_end(*letter)).collect();

    let n_before = if before.len() + after.len() <= WIDTH { before.len() } else { before.len().min(BEFORE) };
    let n_after = after.len().min(WIDTH - n_before);
    let (is_cut_before, is_cut_after) = (n_before < before.len(), n_after < after.len());
    before.truncate(n_before);
    before.reverse();
    after.truncate(n_after);

    let mut drawn = String::with_capacity(WIDTH + 8);
    if is_cut_before {
        drawn.push(CUT);
    }
    drawn.extend(before.iter().copied().map(shown));
    let mark_start = drawn.len();
    let mut mark_end = mark_start;
    let mut byte = start;
    for letter in &after {
        // An empty stretch still wants something to point at.
        let is_marked = byte < marked.end || byte == start;
        drawn.push(shown(*letter));
        byte += letter.len_utf8();
        if is_marked {
            mark_end = drawn.len();
        }
    }
    if is_cut_after {
        drawn.push(CUT);
    }
    let first = start - before.iter().map(|letter| letter.len_utf8()).sum::<usize>();
    Window { text: drawn, marked: mark_start..mark_end, shown: first..byte }
}

/// CR counts too: files come with either, or both.
const fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r')
}

/// The text on one line, every character that a terminal would act on replaced by one it only shows.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// JSON with the same values, every character that a terminal would act on written as an escape. Beyond ASCII a character
/// of JSON stands in a text, so that the document stays what it was.
pub(crate) fn visible_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter < '\u{7f}' || shown(letter) == letter {
            safe.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    safe
}

/// What stands for a character: itself, a space for a tab, the control picture for a control character,
/// U+FFFD for the invisible characters that reorder or hide text (Unicode's bidirectional controls,
/// zero-width characters, line separators, tags).
const fn shown(letter: char) -> char {
    match letter {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' => control_picture(letter),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
        _ => letter,
    }
}

const fn control_picture(letter: char) -> char {
    match char::from_u32(0x2400 + letter as u32) {
        Some(picture) => picture,
        None => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the window with the marked stretch in angle brackets.
    #[track_caller]
    fn check(text: &str, marked: Range<usize>, expected: &str) {
        let window = window(text, marked);
        let (start, end) = (window.marked.start, window.marked.end);
        let drawn = format!("{}<{}>{}", &window.text[..start], &window.text[start..end], &window.text[end..]);
        assert_eq!(drawn, expected);
    }

    #[test]
    fn short_lines_are_whole() {
        check("The road opened in 2004.", 19..23, "The road opened in <2004>.");
        check("Before.\r\nThe road\r\nAfter.", 9..12, "<The> road");
        check("Дорога открыта", 13..27, "Дорога <открыта>");
        check("one\ttwo", 4..7, "one <two>");
    }

    #[test]
    fn odd_stretches_stay_inside_the_line() {
        check("abc", 3..3, "abc<>");
        check("abc", 1..1, "a<b>c");
        check("abc", 9..12, "abc<>");
        check("abc", 1..99, "a<bc>");
        check("abc\ndef", 1..6, "a<bc>");
        check("abc\ndef", 3..4, "abc<>");
        check("да", 1..2, "<д>а");
        check("", 0..0, "<>");
        check("", 4..9, "<>");
    }

    #[test]
    fn long_lines_are_cut_around_the_stretch() {
        let line = format!("{}mark{}", "a".repeat(500), "z".repeat(500));
        let (before, after) = ("a".repeat(BEFORE), "z".repeat(WIDTH - BEFORE - 4));
        check(&line, 500..504, &format!("…{before}<mark>{after}…"));
        check(&line, 0..1, &format!("<a>{}…", "a".repeat(WIDTH - 1)));
        check(&line, 1003..1004, &format!("…{}<z>", "z".repeat(BEFORE)));
        check(&line, 0..1004, &format!("<{}>…", "a".repeat(WIDTH)));
    }

    #[test]
    fn a_line_a_little_too_long_is_cut_once() {
        let line = format!("mark{}", "z".repeat(WIDTH));
        check(&line, 0..4, &format!("<mark>{}…", "z".repeat(WIDTH - 4)));
    }

    #[test]
    fn a_second_stretch_is_found_where_it_is_shown() {
        let line = format!("{}mark\tпуть…end{}", "a".repeat(500), "z".repeat(500));
        let window = window(&line, 500..504);
        for (stretch, expected) in [(505..513, Some("путь")), (500..504, Some("mark")), (0..3, None), (505..900, None)]
        {
            assert_eq!(window.place(&line, &stretch).map(|place| &window.text[place]), expected, "{stretch:?}");
        }
    }

    #[test]
    fn json_keeps_its_values_and_acts_on_no_terminal() {
        for text in ["\u{1b}[31m", "\u{9b}31m\u{7f}", "a\u{202e}b\u{feff}", "\u{e0041}", "Хуҷанд – \u{1f600}\n\t\\\""]
        {
            let json = serde_json::json!({ text: [text] }).to_string();
            let safe = visible_json(&json);
            assert_eq!(visible(&safe), safe, "{text:?}");
            let read: serde_json::Value = serde_json::from_str(&safe).expect("JSON");
            assert_eq!(read[text][0], text);
        }
        assert_eq!(visible_json("{\n  \"a\": \"–\"\n}"), "{\n  \"a\": \"–\"\n}");
    }

    #[test]
    fn nothing_acts_on_the_terminal() {
        let cases = [
            ("escape_sequence", "\u{1b}[31mred", "␛[31mred"),
            ("bell_and_delete", "\u{7}\u{7f}", "␇␡"),
            ("single_byte_csi", "\u{9b}31m", "\u{fffd}31m"),
            ("reordered_text", "a\u{202e}b\u{2066}c", "a\u{fffd}b\u{fffd}c"),
            ("line_separator", "b\u{2028}c", "b\u{fffd}c"),
            ("hidden_letters", "a\u{200b}b\u{e0041}", "a\u{fffd}b\u{fffd}"),
            ("plain_text", "Хуҷанд – “50%”", "Хуҷанд – “50%”"),
        ];
        for (situation, text, expected) in cases {
            assert_eq!(visible(text), expected, "{situation}");
            assert_eq!(window(text, 0..1).text, expected, "{situation} in a window");
        }
    }
}
