//! The labeller: names the relation of every token to its head once the tree stands, from the root downwards, so that
//! a word's label is chosen with its head's label and its elder sisters' in view.

use super::feature::{Weights, best, feature};
use super::parser::Node;
use super::relation::Relation;
use super::tag::{Tag, WordClass};

/// A tree ready to be labelled.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    nodes: &'a [Node],
    heads: &'a [usize],
    children: Vec<Children>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Children {
    first: Option<usize>,
    last: Option<usize>,
    case: Option<usize>,
    passive: u32,
    subject_before: u32,
    count: u32,
}

const NONE: u32 = 255;

impl<'a> Tree<'a> {
    /// Reads the children of every token; `heads` gives the number of tokens for the root's.
    #[must_use]
    pub fn new(nodes: &'a [Node], heads: &'a [usize]) -> Self {
        let mut children = vec![Children::default(); nodes.len() + 1];
        for (token, (head, node)) in heads.iter().zip(nodes).enumerate() {
            let of = &mut children[*head];
            of.first.get_or_insert(token);
            of.last = Some(token);
            of.count = (of.count + 1).min(6);
            match node.tag.class() {
                WordClass::Adp | WordClass::Sconj | WordClass::Part => {
                    of.case.get_or_insert(token);
                }
                WordClass::Aux => of.passive = node.lemma,
                WordClass::Noun | WordClass::Propn | WordClass::Pron if token < *head => of.subject_before += 1,
                _ => {}
            }
        }
        Self { nodes, heads, children }
    }

    /// The tokens from the root downwards, sisters from left to right.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        let root = self.nodes.len();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); root + 1];
        for (token, head) in self.heads.iter().enumerate() {
            below[*head].push(token);
        }
        let mut order = std::mem::take(&mut below[root]);
        let mut at = 0;
        while at < order.len() {
            let under = std::mem::take(&mut below[order[at]]);
            order.extend(under);
            at += 1;
        }
        order
    }

    /// The features of a token's relation, put in `out`. `given` holds the relations of its head and elder sisters;
    /// `elder` those of the last two sisters labelled.
    pub fn features(&self, token: usize, given: &[Option<Relation>], elder: [Option<Relation>; 2], out: &mut Vec<u64>) {
        let look = |token: Option<usize>| match token.and_then(|token| self.nodes.get(token)) {
            Some(node) => (node.lemma, node.tag as u32),
            None => (0, NONE),
        };
        let relation = |given: Option<Relation>| given.map_or(NONE, |relation| relation as u32);
        let head = self.heads[token];
        let (w, t) = look(Some(token));
        let (hw, ht) = look(Some(head));
        let own = self.children[token];
        let its = self.children[head];
        let (cw, ct) = look(own.case);
        let (fw, ft) = look(own.first);
        let (_, lt) = look(own.last);
        let (pw, pt) = look(token.checked_sub(1));
        let (nw, nt) = look(Some(token + 1));
        let (ow, ot) = look(self.heads.get(head).copied());
        let side = u32::from(token > head);
        let distance = u32::try_from(token.abs_diff(head)).unwrap_or(u32::MAX);
        let far = (side << 4) | (distance.min(5) + u32::from(distance > 10));
        let head_label = relation(given.get(head).copied().flatten());
        let elders = relation(elder[0]) << 8 | relation(elder[1]);
        let (subject, passive) = (its.subject_before.min(2), its.passive);
        out.clear();
        out.extend([
            feature(200, [w, t]),
            feature(201, [t, ht, far]),
            feature(202, [t, ht, side, cw]),
            feature(203, [w, hw]),
            feature(204, [w, ht, side]),
            feature(205, [t, hw, side]),
            feature(206, [w, t, ht, side]),
            feature(207, [t, hw, ht, cw]),
            feature(208, [cw, ct, t]),
            feature(209, [cw, hw]),
            feature(210, [ft, t, ht, side]),
            feature(211, [fw, t, ht]),
            feature(212, [lt, t, ht, side]),
            feature(213, [pt, t, ht]),
            feature(214, [nt, t, ht]),
            feature(215, [pw, t]),
            feature(216, [nw, t]),
            feature(217, [ot, ht, t, side]),
            feature(218, [head_label, t, ht, side]),
            feature(219, [elders, t, ht, side]),
            feature(220, [relation(elder[0]), w, ht]),
            feature(221, [subject, t, ht, side, passive]),
            feature(222, [t, ht, side, passive, cw]),
            feature(223, [own.passive, t, ht, side, own.subject_before.min(2)]),
            feature(224, [head_label, t, cw, side]),
            feature(225, [own.count, t, ht, side]),
            feature(226, [its.count, t, ht, side, relation(elder[0])]),
            feature(227, [ow, hw, t]),
            feature(228, [t, ht, side, cw, pt, nt]),
        ]);
    }
}

/// Labels a tree: each token's relation.
#[must_use]
pub fn label(nodes: &[Node], heads: &[usize], weights: &impl Weights) -> Vec<Relation> {
    let tree = Tree::new(nodes, heads);
    let root = nodes.len();
    let mut given: Vec<Option<Relation>> = vec![None; root];
    let mut elders = Elders::default();
    let mut found = Vec::with_capacity(32);
    for token in tree.order() {
        let head = heads[token];
        let relation = if head == root {
            Relation::Root
        } else {
            tree.features(token, &given, elders.of(head), &mut found);
            let mut scores = [0; Relation::ALL.len()];
            weights.add_all(&found, &mut scores);
            scores[Relation::Root as usize] = i32::MIN;
            certain(nodes[token].tag).unwrap_or_else(|| Relation::from_index(best(&scores)))
        };
        given[token] = Some(relation);
        elders.push(head, relation);
    }
    given.into_iter().map(|relation| relation.unwrap_or(Relation::Dep)).collect()
}

/// The relation that a tag leaves no choice of.
#[must_use]
pub fn certain(tag: Tag) -> Option<Relation> {
    (tag.class() == WordClass::Punct).then_some(Relation::Punct)
}

/// The last two sisters labelled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Elders {
    head: Option<usize>,
    last: [Option<Relation>; 2],
}

impl Elders {
    /// Those under this head.
    #[must_use]
    pub fn of(&self, head: usize) -> [Option<Relation>; 2] {
        if self.head == Some(head) { self.last } else { [None; 2] }
    }

    /// Remembers a sister; punctuation is passed over.
    pub fn push(&mut self, head: usize, relation: Relation) {
        if relation == Relation::Punct {
            return;
        }
        self.last = [Some(relation), self.of(head)[0]];
        self.head = Some(head);
    }
}
