//! A token's word as the classifiers see it: folded form, endings, shape.

use std::borrow::Cow;

use super::feature::bytes_hash;
use super::known::KnownKind;
use super::lemma;

/// What the classifiers know of one token before it has a tag.
#[derive(Clone, Debug)]
pub struct Word<'text> {
    /// Its form folded to lower case, as [`folded`] does; of a known stretch its kind's name, but for a single name.
    pub folded: Cow<'text, str>,
    /// Hash of the folded form; of the kind's name for a known stretch.
    pub form: u32,
    /// Hashes of its last one to four characters.
    pub endings: [u32; 4],
    /// Hash of its first three characters.
    pub opening: u32,
    /// Capitals, digits, hyphens, length, as a few bits.
    pub shape: u32,
    /// What the table of irregular verbs says of the form: bit 0 a past, bit 1 a participle; 0 for other words.
    pub irregular: u32,
    /// Whether it may be a finite verb by its form: an auxiliary, `-ed`, an irregular past.
    pub may_be_finite: bool,
    /// Whether its tag is certain, and of which kind.
    pub known: Option<KnownKind>,
    /// Whether it is a known name of several words.
    pub joined: bool,
}

/// A form folded to lower case, with straight apostrophes and every digit a 0.
#[must_use]
pub fn folded(form: &str) -> Cow<'_, str> {
    if form.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase() && !byte.is_ascii_digit()) {
        return Cow::Borrowed(form);
    }
    let mut out = String::with_capacity(form.len());
    for character in form.chars() {
        match character {
            '’' | '‘' => out.push('\''),
            _ if character.is_ascii() => {
                out.push(if character.is_ascii_digit() { '0' } else { character.to_ascii_lowercase() });
            }
            _ => out.extend(character.to_lowercase()),
        }
    }
    Cow::Owned(out)
}

const AUXILIARIES: &[&str] = &[
    "is", "was", "are", "were", "has", "had", "have", "will", "would", "may", "might", "can", "could", "should",
    "must", "did", "does", "do", "'s", "'re", "'ve", "'ll", "'d",
];

impl<'text> Word<'text> {
    /// Reads a token's form.
    #[must_use]
    pub fn read(form: &'text str, known: Option<KnownKind>) -> Self {
        let spaced = known == Some(KnownKind::Name) && form.contains(char::is_whitespace);
        let joined = match known {
            Some(KnownKind::Date) => Some("<date>"),
            Some(KnownKind::Number) => Some("<number>"),
            Some(KnownKind::Quantity) => Some("<quantity>"),
            Some(KnownKind::Money) => Some("<money>"),
            Some(KnownKind::Name) if spaced => Some("<name>"),
            _ => None,
        };
        let folded = joined.map_or_else(|| folded(form), Cow::Borrowed);
        let bytes = folded.as_bytes();
        let ending = |length: usize| bytes_hash(bytes[bytes.len().saturating_sub(length)..].iter().copied());
        let irregular = if joined.is_some() { 0 } else { lemma::irregular_form(&folded) };
        let may_be_finite =
            joined.is_none() && (irregular & 1 == 1 || AUXILIARIES.contains(&&*folded) || folded.ends_with("ed"));
        Self {
            form: bytes_hash(bytes.iter().copied()),
            endings: [ending(1), ending(2), ending(3), ending(4)],
            opening: bytes_hash(bytes[..bytes.len().min(3)].iter().copied()),
            shape: shape(form),
            irregular,
            may_be_finite,
            known,
            joined: spaced,
            folded,
        }
    }
}

fn shape(form: &str) -> u32 {
    let mut bits = 0;
    for (index, character) in form.chars().enumerate() {
        bits |= match character {
            _ if character.is_uppercase() => 1 << u32::from(index > 0),
            _ if character.is_lowercase() => 1 << 2,
            _ if character.is_numeric() => 1 << 3,
            '-' | '–' | '—' => 1 << 4,
            '.' => 1 << 5,
            _ if character.is_alphabetic() => 1 << 6,
            _ => 1 << 7,
        };
    }
    bits | u32::try_from(form.len().min(7)).unwrap_or(7) << 8
}
