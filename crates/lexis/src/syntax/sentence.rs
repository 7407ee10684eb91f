//! A sentence, read: its tokens in a tree.

use std::borrow::Cow;
use std::ops::Range;

use super::known::KnownKind;
use super::relation::Relation;
use super::tag::{Tag, VerbForm};

/// One token of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'text> {
    /// Bytes of the sentence's text.
    pub span: Range<usize>,
    /// The characters there.
    pub form: &'text str,
    /// The dictionary's form, in lower case; of a name or a known stretch the form itself.
    pub lemma: Cow<'text, str>,
    /// Its part of speech.
    pub tag: Tag,
    /// What was known of it beforehand.
    pub known: Option<KnownKind>,
    /// The index of the token it hangs on; `None` for the root.
    pub head: Option<usize>,
    /// How it hangs on it.
    pub relation: Relation,
    /// How clearly its head was chosen, in the model's own units: below [`Sentence::UNSURE`] it is a guess.
    pub margin: i32,
}

/// A sentence, read. Tokens are in the order of the text; indexes are into them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence<'text> {
    /// The text that was read.
    pub text: &'text str,
    /// Its tokens. Citations and blanks are none.
    pub tokens: Vec<Token<'text>>,
    /// For each token, where its children start in `children`.
    starts: Vec<usize>,
    /// The children of all tokens, in order.
    children: Vec<usize>,
}

impl<'text> Sentence<'text> {
    /// Below this margin a token's head is a guess.
    pub const UNSURE: i32 = 40;

    /// A sentence of these tokens, read by whomever. Heads must make a tree: one root, no circle; a head beyond the last
    /// token counts as none.
    #[must_use]
    pub fn from_tokens(text: &'text str, mut tokens: Vec<Token<'text>>) -> Self {
        let count = tokens.len();
        for token in &mut tokens {
            token.head = token.head.filter(|head| *head < count);
        }
        let mut starts = vec![0; tokens.len() + 1];
        for head in tokens.iter().filter_map(|token| token.head) {
            starts[head + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut children = vec![0; starts.last().copied().unwrap_or(0)];
        let mut next = starts.clone();
        for (child, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[next[head]] = child;
                next[head] += 1;
            }
        }
        Self { text, tokens, starts, children }
    }

    /// The tokens that hang on a token, in order; none for an index beyond the last.
    #[must_use]
    pub fn children(&self, token: usize) -> &[usize] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(start), Some(end)) => &self.children[*start..*end],
            _ => &[],
        }
    }

    /// The first child that hangs so.
    #[must_use]
    pub fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.children(token).iter().copied().find(|child| self.tokens[*child].relation == relation)
    }

    /// The token and what is coordinated with it: `oil`, `gas` and `metals` of `oil, gas and metals`.
    #[must_use]
    pub fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut out = vec![token];
        let mut at = 0;
        while at < out.len() {
            let children = self.children(out[at]).iter().copied();
            out.extend(children.filter(|child| self.tokens[*child].relation == Relation::Conj));
            at += 1;
        }
        out
    }

    /// The root's token; none in a sentence without tokens.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.head.is_none())
    }

    /// Every token, heads before what hangs on them.
    #[must_use]
    pub fn downwards(&self) -> Vec<usize> {
        let mut order: Vec<usize> = self.root().into_iter().collect();
        let mut at = 0;
        while at < order.len() {
            order.extend(self.children(order[at]));
            at += 1;
        }
        order
    }

    /// Whether a token is a date, a number, a quantity or an amount.
    #[must_use]
    pub fn is_measure(&self, token: usize) -> bool {
        use KnownKind::{Date, Money, Number, Quantity};
        self.tokens.get(token).is_some_and(|token| matches!(token.known, Some(Date | Number | Quantity | Money)))
    }

    /// Whether the reading should not be built on: the root is no finite verb and no noun or adjective after `to be`,
    /// or the heads of its subject and of the root's own clause were guessed.
    #[must_use]
    pub fn is_torn(&self) -> bool {
        let Some(root) = self.root() else { return true };
        let finite = |token: usize| {
            matches!(self.tokens[token].tag.verb_form(), Some(VerbForm::Past | VerbForm::Present | VerbForm::Modal))
        };
        let told = finite(root)
            || self.children(root).iter().any(|child| {
                matches!(self.tokens[*child].relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
                    && finite(*child)
            });
        let guessed = self.children(root).iter().any(|child| {
            matches!(self.tokens[*child].relation, Relation::Nsubj | Relation::NsubjPass)
                && self.tokens[*child].margin < Self::UNSURE
        });
        !told || guessed
    }
}
