//! Words of a text, and phrases of the vocabulary found among them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

/// A word: letters and digits, with inner apostrophes, hyphens and full stops (`re-exports`, `U.S`, `3.5`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// As printed, without a possessive ending.
    pub text: &'a str,
    /// In lower case.
    pub lower: Lower<'a>,
    /// Whether a possessive ending stood behind it: `Russia’s`.
    pub is_possessive: bool,
    keys: Keys,
}

/// A word in lower case: its own characters where it is printed so, as most are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lower<'a>(Cow<'a, str>);

impl<'a> Lower<'a> {
    fn of(printed: &'a str) -> Self {
        if printed.is_ascii() {
            let is_lower = !printed.bytes().any(|byte| byte.is_ascii_uppercase());
            return Self(if is_lower { Cow::Borrowed(printed) } else { Cow::Owned(printed.to_ascii_lowercase()) });
        }
        Self(Cow::Owned(printed.to_lowercase()))
    }

    /// Its characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its characters, to keep.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Lower<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Lower<'_> {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Lower<'_> {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Display for Lower<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hashes of a word and of its first one, two and three bytes; 0 where there are fewer or they cut a letter. Most words
/// begin no phrase, and these tell so without a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Keys {
    whole: u16,
    stems: [u16; 3],
}

impl Keys {
    fn of(word: &str) -> Self {
        let mut keys = Self { whole: 0, stems: [0; 3] };
        // FNV-1a, folded to 16 bits.
        let mut hash: u32 = 0x811c_9dc5;
        let folded = |hash: u32| (((hash >> 16) ^ (hash & 0xffff)) as u16).max(1);
        for (at, byte) in word.bytes().enumerate() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            if at < keys.stems.len() && word.is_char_boundary(at + 1) {
                keys.stems[at] = folded(hash);
            }
        }
        keys.whole = folded(hash);
        keys
    }
}

/// A set of hashes.
#[derive(Debug)]
struct Marked(Vec<u64>);

impl Marked {
    fn none() -> Self {
        Self(vec![0; 1 << 10])
    }

    fn mark(&mut self, key: u16) {
        self.0[usize::from(key >> 6)] |= 1 << (key & 63);
    }

    fn holds(&self, key: u16) -> bool {
        self.0[usize::from(key >> 6)] >> (key & 63) & 1 == 1
    }
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    while at < text.len() {
        let (length, is_letter) = letter_at(text, at);
        if !is_letter {
            at += length;
            continue;
        }
        let start = at;
        let mut end = at + length;
        loop {
            let (length, is_letter) = letter_at(text, end);
            if is_letter {
                end += length;
                continue;
            }
            // A mark within the word, with a letter behind it.
            let joins = length > 0 && matches!(&text[end..end + length], "'" | "’" | "-" | "‑" | "." | "&");
            let (next, is_joined) = if joins { letter_at(text, end + length) } else { (0, false) };
            if !is_joined {
                break;
            }
            end += length + next;
        }
        at = end;
        // The letters of `US$` name a currency, not a country.
        if text.as_bytes().get(end) != Some(&b'$') {
            words.push(word(text, start, end));
        }
    }
    words
}

/// Bytes of the character at a byte, 0 at the end of the text, and whether it is a letter or digit.
fn letter_at(text: &str, at: usize) -> (usize, bool) {
    match text.as_bytes().get(at) {
        None => (0, false),
        Some(byte) if byte.is_ascii() => (1, byte.is_ascii_alphanumeric()),
        Some(_) => text[at..].chars().next().map_or((0, false), |letter| (letter.len_utf8(), letter.is_alphanumeric())),
    }
}

fn word(text: &str, start: usize, end: usize) -> Word<'_> {
    let printed = &text[start..end];
    let bare = ["’s", "'s"].iter().find_map(|ending| printed.strip_suffix(ending));
    // `workers’` keeps its apostrophe outside the word.
    let is_possessive = bare.is_some() || printed.ends_with('s') && text[end..].starts_with(['’', '\'']);
    let printed = bare.unwrap_or(printed);
    let lower = Lower::of(printed);
    let keys = Keys::of(&lower);
    Word { start, end: start + printed.len(), text: printed, lower, is_possessive, keys }
}

/// Phrases of a vocabulary, found by their first word.
#[derive(Debug)]
pub struct Phrases<T> {
    whole: BTreeMap<String, Vec<Phrase<T>>>,
    /// Those whose first word is a stem, by the stem's first three bytes or fewer.
    stems: BTreeMap<String, Vec<Phrase<T>>>,
    marked_whole: Marked,
    marked_stems: Marked,
}

#[derive(Debug)]
struct Phrase<T> {
    parts: Vec<Part>,
    value: T,
}

#[derive(Debug)]
struct Part {
    text: String,
    is_stem: bool,
}

impl Part {
    fn matches(&self, word: &str) -> bool {
        if self.is_stem { word.starts_with(&self.text) } else { word == self.text }
    }
}

/// A phrase found: `first..next` of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'p, T> {
    /// Index of its first word.
    pub first: usize,
    /// One past its last word.
    pub next: usize,
    /// What the phrase stands for.
    pub value: &'p T,
}

impl<T> Phrases<T> {
    /// Reads phrases of words, a `*` at a word's end making it a stem. Matching ignores case.
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut read = Self {
            whole: BTreeMap::new(),
            stems: BTreeMap::new(),
            marked_whole: Marked::none(),
            marked_stems: Marked::none(),
        };
        for (phrase, value) in phrases {
            let parts: Vec<Part> = phrase.split_whitespace().flat_map(parts).collect();
            let Some(first) = parts.first() else { continue };
            let (map, marked, key) = if first.is_stem {
                (&mut read.stems, &mut read.marked_stems, stem_key(&first.text).to_owned())
            } else {
                (&mut read.whole, &mut read.marked_whole, first.text.clone())
            };
            marked.mark(Keys::of(&key).whole);
            map.entry(key).or_default().push(Phrase { parts, value });
        }
        let longest_first =
            |phrases: &mut Vec<Phrase<T>>| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.parts.len()));
        read.whole.values_mut().for_each(longest_first);
        read.stems.values_mut().for_each(longest_first);
        read
    }

    /// The longest phrase that begins with word `at`.
    pub fn at<'p>(&'p self, words: &[Word<'_>], at: usize) -> Option<Found<'p, T>> {
        let found = self.every_at(words, at).into_iter();
        // Of equal length the later one given to `max_by_key` wins: whole words come first, so stems must not.
        found.rev().max_by_key(|found| found.next)
    }

    /// Every phrase that begins with word `at`, the shorter ones too.
    pub fn every_at<'p>(&'p self, words: &[Word<'_>], at: usize) -> Vec<Found<'p, T>> {
        let Some(word) = words.get(at) else { return Vec::new() };
        let first = word.lower.as_str();
        let is_stem = |key: &u16| *key > 0 && self.marked_stems.holds(*key);
        let has_stems = word.keys.stems.iter().any(is_stem);
        let has_whole = self.marked_whole.holds(word.keys.whole);
        if !has_stems && !has_whole {
            return Vec::new();
        }
        let key = if has_stems { stem_key(first) } else { "" };
        let keys = (1..=key.len()).filter_map(|length| key.get(..length));
        let stems = keys.filter_map(|key| self.stems.get(key)).flatten();
        let fits = |phrase: &&Phrase<T>| {
            let window = words.get(at..at + phrase.parts.len());
            window.is_some_and(|window| phrase.parts.iter().zip(window).all(|(part, word)| part.matches(&word.lower)))
        };
        let found = self.whole.get(first).into_iter().flatten().chain(stems).filter(fits);
        found.map(|phrase| Found { first: at, next: at + phrase.parts.len(), value: &phrase.value }).collect()
    }

    /// Every phrase found, in order, the longest at each word and none overlapping.
    pub fn all<'p>(&'p self, words: &[Word<'_>]) -> Vec<Found<'p, T>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.at(words, at) {
                Some(phrase) => {
                    at = phrase.next;
                    found.push(phrase);
                }
                None => at += 1,
            }
        }
        found
    }
}

/// A vocabulary word may be cut by the tokeniser (`Türk-İş` is one word, `C/D` two): cut it the same way.
fn parts(word: &str) -> Vec<Part> {
    let (bare, is_stem) = match word.strip_suffix('*') {
        Some(bare) => (bare, true),
        None => (word, false),
    };
    let mut parts: Vec<Part> =
        words(bare).into_iter().map(|word| Part { text: word.lower.into_string(), is_stem: false }).collect();
    if let Some(last) = parts.last_mut() {
        last.is_stem = is_stem;
    }
    parts
}

fn stem_key(word: &str) -> &str {
    let end = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= 3).last();
    &word[..end.unwrap_or(word.chars().next().map_or(0, char::len_utf8))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_inner_marks_and_lose_the_possessive() {
        let found: Vec<String> = words("Russia’s re-exports (U.S. 3.5%) – migrants’ R&D US$3.")
            .iter()
            .map(|word| format!("{}{}", word.text, if word.is_possessive { "+" } else { "" }))
            .collect();
        assert_eq!(found, ["Russia+", "re-exports", "U.S", "3.5", "migrants+", "R&D", "3"]);
    }

    #[test]
    fn the_longest_phrase_wins_and_stems_match_their_words() {
        let phrases = Phrases::new([("sign*", 1), ("signed off", 2), ("world bank", 3), ("b*", 4), ("", 5), ("*", 6)]);
        let text = "World Bank signed; signing; signed off; banks; sign";
        let words = words(text);
        let found: Vec<i32> = phrases.all(&words).iter().map(|found| *found.value).collect();
        assert_eq!(found, [3, 1, 1, 2, 4, 1]);
    }
}
