//! The reader: from a sentence's text to its tree.

use std::borrow::Cow;

use super::feature::bytes_hash;
use super::known::Known;
use super::labeller;
use super::lemma::lemma;
use super::model::Model;
use super::parser::{self, Node};
use super::sentence::{Sentence, Token};
use super::tag::{Tag, VerbForm, WordClass};
use super::tagger;
use super::token::{Piece, pieces};
use super::word::Word;

/// Reads sentences with one model.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'model> {
    model: Model<'model>,
}

impl Reader<'static> {
    /// A reader with the model in the program; nothing if that is broken, which a test rules out.
    #[must_use]
    pub fn shipped() -> Option<Self> {
        Model::shipped().map(Self::new)
    }
}

impl<'model> Reader<'model> {
    /// A reader with this model.
    #[must_use]
    pub const fn new(model: Model<'model>) -> Self {
        Self { model }
    }

    /// Reads a sentence. What is `known` of it counts before anything else: each stretch is one token, in any order;
    /// of two that overlap the one that starts first (then the longer) counts; one off the text's characters does not.
    ///
    /// No text is refused. A sentence costs time in proportion to its length.
    #[must_use]
    pub fn read<'text>(&self, text: &'text str, known: &[Known]) -> Sentence<'text> {
        self.read_pieces(text, pieces(text, known))
    }

    /// Reads a sentence that is already cut.
    #[must_use]
    pub fn read_pieces<'text>(&self, text: &'text str, pieces: Vec<Piece>) -> Sentence<'text> {
        let forms: Vec<&'text str> =
            pieces.iter().map(|piece| text.get(piece.span.clone()).unwrap_or_default()).collect();
        let words: Vec<Word<'_>> =
            forms.iter().zip(&pieces).map(|(form, piece)| Word::read(form, piece.known)).collect();
        let tags = tagger::tag(&words, &self.model.tags);
        let mut lemmas: Vec<Cow<'text, str>> =
            words.iter().zip(&forms).zip(&tags).map(|((word, form), tag)| lemma_of(word, form, *tag)).collect();
        let nodes: Vec<Node> =
            words.iter().zip(&lemmas).zip(&tags).map(|((word, lemma), tag)| node_of(word, lemma, *tag)).collect();
        let (mut heads, margins) = parser::parse(&nodes, &self.model.moves);
        join_roots(&nodes, &mut heads);
        let relations = labeller::label(&nodes, &heads, &self.model.relations);
        let root = nodes.len();
        let tokens = pieces
            .into_iter()
            .enumerate()
            .map(|(index, piece)| Token {
                span: piece.span,
                form: forms[index],
                lemma: std::mem::take(&mut lemmas[index]),
                tag: tags[index],
                known: piece.known,
                head: Some(heads[index]).filter(|head| *head != root),
                relation: relations[index],
                margin: margins[index],
            })
            .collect();
        Sentence::from_tokens(text, tokens)
    }
}

/// The lemma of a word under a tag.
#[must_use]
pub fn lemma_of<'text>(word: &Word<'text>, form: &'text str, tag: Tag) -> Cow<'text, str> {
    if word.known.is_some() || tag.class() == WordClass::Propn {
        return Cow::Borrowed(form);
    }
    match &word.folded {
        Cow::Borrowed(folded) => lemma(folded, tag),
        Cow::Owned(folded) => Cow::Owned(lemma(folded, tag).into_owned()),
    }
}

/// A token as the parser sees it.
#[must_use]
pub fn node_of(word: &Word<'_>, lemma: &str, tag: Tag) -> Node {
    let own = word.known.is_some() || tag.class() == WordClass::Propn;
    Node { lemma: if own { word.form } else { bytes_hash(lemma.bytes()) }, tag }
}

/// Leaves one root: the first finite verb among those found, else the first verb, else the first; the rest hang on it.
fn join_roots(nodes: &[Node], heads: &mut [usize]) {
    let root = nodes.len();
    let roots: Vec<usize> = (0..root).filter(|token| heads[*token] == root).collect();
    let finite = |token: &&usize| {
        nodes[**token].tag.is_verb()
            && matches!(nodes[**token].tag.verb_form(), Some(VerbForm::Past | VerbForm::Present))
    };
    let verb = |token: &&usize| nodes[**token].tag.is_verb();
    let Some(kept) = roots.iter().find(finite).or_else(|| roots.iter().find(verb)).or(roots.first()).copied() else {
        return;
    };
    for token in roots {
        if token != kept {
            heads[token] = kept;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Reader};
    use crate::syntax::KnownKind;

    /// Sentences with their dates in brackets: the verb the first date hangs on, and its subjects.
    #[test]
    fn a_date_finds_its_verb_and_its_subject() {
        let reader = Reader::shipped().expect("the model is whole");
        let rows = [
            ("Ghana and Togo signed a treaty in [2018].", "sign", "Ghana+Togo"),
            ("The plant, opened in 1990, was closed by the ministry on [4 May 2016].", "close", "plant"),
            ("Officials said that the talks had failed in [April 2019].", "fail", "talks"),
            ("In [July 2024], the commission imposed duties on steel.", "impose", "commission"),
            ("Parliament passed the law in 2017, and the president signed it in [2018].", "sign", "president"),
            ("Egypt, which had left the league in [1979], returned ten years later.", "leave", "Egypt"),
        ];
        for (marked, verb, subjects) in rows {
            let (start, end) = (marked.find('[').expect("a date"), marked.find(']').expect("a date"));
            let text = marked.replace(['[', ']'], "");
            let span = start..end - 1;
            let sentence = reader.read(&text, &[Known { span: span.clone(), kind: KnownKind::Date }]);
            let found = sentence.attachment(&span).and_then(|attachment| attachment.predicate).expect("a verb");
            assert_eq!(sentence.tokens[found].lemma, verb, "{text}");
            let clauses = sentence.clauses();
            let clause = clauses.iter().find(|clause| clause.predicate == found).expect("a clause");
            let told: Vec<&str> = clause.subjects.iter().map(|subject| sentence.tokens[*subject].form).collect();
            assert_eq!(told.join("+"), subjects, "{text}");
        }
    }

    #[test]
    fn any_text_gives_a_tree() {
        let reader = Reader::shipped().expect("the model is whole");
        let long = "and the state of the ".repeat(3000);
        let texts = ["", " ", ".", "—", "İ ẞ ŉ", "((((", "'s 's", "a\u{0}b", "…’’”", "\u{301}\u{301} x", &long];
        for text in texts {
            let known: Vec<Known> = (0..6)
                .flat_map(|start| (0..6).map(move |end| Known { span: start..end, kind: KnownKind::Number }))
                .collect();
            for known in [&known[..0], &known] {
                let sentence = reader.read(text, known);
                assert_eq!(sentence.downwards().len(), sentence.tokens.len(), "{text:.40}");
                assert!(sentence.tokens.iter().all(|token| &text[token.span.clone()] == token.form));
                for clause in sentence.clauses() {
                    assert!(clause.parent.is_none_or(|parent| parent < sentence.tokens.len()));
                }
            }
        }
    }

    #[test]
    fn what_overlaps_or_is_off_the_text_does_not_count() {
        let reader = Reader::shipped().expect("the model is whole");
        let name = |span| Known { span, kind: KnownKind::Name };
        let sentence = reader.read("Côte d’Ivoire won", &[name(0..16), name(0..4), name(2..5), name(90..99)]);
        let forms: Vec<&str> = sentence.tokens.iter().map(|token| token.form).collect();
        assert_eq!(forms, ["Côte d’Ivoire", "won"]);
    }
}
