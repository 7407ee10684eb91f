//! The weights that ship with the program.

use super::quad::Quad;
use super::table::Table;

/// The tagger's, the parser's and the labeller's weights.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// Classes are [`Tag`](super::Tag)s.
    pub tags: Table<'a>,
    /// Classes are [`Move`](super::parser::Move)s.
    pub moves: Quad<'a>,
    /// Classes are [`Relation`](super::Relation)s.
    pub relations: Table<'a>,
}

/// The first bytes of a model: what it is, and the version of its features.
pub const MAGIC: [u8; 8] = *b"CHSYN\0\0\x03";

static SHIPPED: &[u8] = include_bytes!("../../model/english.bin");

impl Model<'static> {
    /// The model in the program. Nothing is decoded but three lengths.
    #[must_use]
    pub fn shipped() -> Option<Self> {
        Self::from_bytes(SHIPPED)
    }
}

impl<'a> Model<'a> {
    /// A model from its bytes; nothing if they are not a whole model of this version.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (tags, rest) = Table::split_from(rest)?;
        let (moves, rest) = Quad::split_from(rest)?;
        let (relations, rest) = Table::split_from(rest)?;
        rest.is_empty().then_some(Self { tags, moves, relations })
    }
}

#[cfg(test)]
mod tests {
    use super::{MAGIC, Model, SHIPPED};

    #[test]
    fn the_shipped_model_is_whole() {
        assert!(Model::shipped().is_some());
        assert!(SHIPPED.len() <= 4 << 20, "{} bytes", SHIPPED.len());
    }

    #[test]
    fn other_bytes_are_no_model() {
        assert!(Model::from_bytes(b"").is_none());
        assert!(Model::from_bytes(&MAGIC).is_none());
        assert!(Model::from_bytes(&SHIPPED[..SHIPPED.len() - 1]).is_none());
    }
}
