//! The reading of a sentence: its tokens, what each is, what each hangs on, and the clauses and noun groups they make.
//!
//! The names are those of [Universal Dependencies](https://universaldependencies.org). A sentence is read once, by
//! [`Reader::read`], and asked afterwards.

mod clause;
pub mod feature;
mod group;
mod known;
pub mod labeller;
pub mod lemma;
mod model;
pub mod parser;
mod predicate;
mod quad;
mod reader;
mod relation;
mod sentence;
mod sharing;
mod table;
mod tag;
pub mod tagger;
#[cfg(test)]
mod tests;
mod token;
pub mod word;

pub use clause::{Aspect, Clause, ClauseKind, Oblique, Tense, Voice};
pub use group::{Attachment, NounGroup};
pub use known::{Known, KnownKind};
pub use model::{MAGIC, Model};
pub use quad::Quad;
pub use reader::{Reader, lemma_of, node_of};
pub use relation::Relation;
pub use sentence::{Sentence, Token};
pub use table::Table;
pub use tag::{Tag, VerbForm, WordClass};
pub use token::{Piece, pieces};
