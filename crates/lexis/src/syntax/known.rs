//! What is already known of a sentence before it is read: dates, numbers, money, names, citations.

use std::ops::Range;

/// What a known stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KnownKind {
    /// A date, a year, a span of dates: `4 March 2016`, `the late 1990s`.
    Date,
    /// A bare number that counts a noun: `12,000`, `two hundred`.
    Number,
    /// A number with its unit: `3 percent`, `40 km`.
    Quantity,
    /// An amount of money: `$4 billion`, `30 million euros`.
    Money,
    /// A name of the vocabulary: `United Nations`, `Tajikistan`, `Russian`.
    Name,
    /// A citation, a link or a note mark. Syntax does not see it: it is no token.
    Citation,
}

impl KnownKind {
    /// Every kind, by the name the trainer's files write.
    pub const NAMES: [(&str, Self); 6] = [
        ("Date", Self::Date),
        ("Number", Self::Number),
        ("Quantity", Self::Quantity),
        ("Money", Self::Money),
        ("Name", Self::Name),
        ("Citation", Self::Citation),
    ];

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// One known stretch of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Bytes of the sentence's text, on character boundaries.
    pub span: Range<usize>,
    /// What it is.
    pub kind: KnownKind,
}
