//! The parser: arc-eager moves (Nivre 2008), chosen greedily by an averaged perceptron trained with a dynamic oracle
//! (Goldberg and Nivre 2012), with features after Zhang and Nivre (2011).
//!
//! A sentence of n tokens is read in at most 2n + 1 moves. The root stands behind the last token, as an (n + 1)th.

use super::feature::{Weights, feature};
use super::tag::{Tag, WordClass};

/// A token as the parser sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Hash of its lemma.
    pub lemma: u32,
    /// Its tag.
    pub tag: Tag,
}

/// What the parser can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Move {
    /// Put the next token on the stack.
    Shift,
    /// Hang the stack's top on the next token and take it away.
    Left,
    /// Hang the next token on the stack's top and put it on the stack.
    Right,
    /// Take away the stack's top, which hangs on something.
    Reduce,
}

impl Move {
    /// Every move, in the order of the model's classes.
    pub const ALL: [Self; 4] = [Self::Shift, Self::Left, Self::Right, Self::Reduce];
}

/// No token: an index that no sentence reaches.
const NONE: u32 = u32::MAX;

/// Where the parser stands in a sentence.
#[derive(Clone, Debug)]
pub struct State<'a> {
    nodes: &'a [Node],
    /// How many marks stand before each token: commas, verbs, coordinators, other punctuation.
    before: Vec<[u16; 4]>,
    stack: Vec<u32>,
    next: u32,
    heads: Vec<u32>,
    left: Vec<[u32; 2]>,
    right: Vec<[u32; 2]>,
    counts: Vec<[u8; 2]>,
}

impl<'a> State<'a> {
    /// The state before the first move.
    #[must_use]
    pub fn new(nodes: &'a [Node]) -> Self {
        let size = nodes.len() + 1;
        let mut before = Vec::with_capacity(size + 1);
        let mut sum = [0_u16; 4];
        for node in nodes {
            before.push(sum);
            let kind = match node.tag.class() {
                _ if node.tag == Tag::Comma => 0,
                WordClass::Verb | WordClass::Aux => 1,
                WordClass::Cconj | WordClass::Sconj => 2,
                WordClass::Punct => 3,
                _ => continue,
            };
            sum[kind] = sum[kind].saturating_add(1);
        }
        before.extend([sum, sum]);
        Self {
            nodes,
            before,
            stack: Vec::with_capacity(size),
            next: 0,
            heads: vec![NONE; size],
            left: vec![[NONE; 2]; size],
            right: vec![[NONE; 2]; size],
            counts: vec![[0; 2]; size],
        }
    }

    fn root(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(NONE)
    }

    /// Whether every token hangs on something.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// Whether a move can be made here.
    #[must_use]
    pub fn allows(&self, step: Move) -> bool {
        let top = self.stack.last().copied();
        let hangs = top.is_some_and(|top| self.heads[top as usize] != NONE);
        let more = self.next < self.root();
        match step {
            Move::Shift => more,
            Move::Left => top.is_some() && !hangs,
            Move::Right => more && top.is_some(),
            Move::Reduce => hangs,
        }
    }

    /// Makes a move that is allowed; another changes nothing.
    pub fn make(&mut self, step: Move) {
        if !self.allows(step) {
            return;
        }
        match step {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left => {
                if let Some(top) = self.stack.pop() {
                    self.hang(top, self.next);
                }
            }
            Move::Right => {
                if let Some(top) = self.stack.last().copied() {
                    self.hang(self.next, top);
                }
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Reduce => {
                self.stack.pop();
            }
        }
    }

    fn hang(&mut self, token: u32, head: u32) {
        self.heads[token as usize] = head;
        let side = usize::from(token > head);
        let children = if side == 0 { &mut self.left } else { &mut self.right };
        let outer = &mut children[head as usize];
        *outer = [token, outer[0]];
        let count = &mut self.counts[head as usize][side];
        *count = (*count + 1).min(4);
    }

    /// The head found for each token: an index, or the number of tokens for the root. Tokens not yet hung are roots.
    #[must_use]
    pub fn heads(&self) -> Vec<usize> {
        let root = self.nodes.len();
        self.heads[..root].iter().map(|head| if *head == NONE { root } else { *head as usize }).collect()
    }

    /// What a move costs: how many arcs of the gold tree can no longer be had after it. `gold` gives each token's head,
    /// the number of tokens for the root's.
    #[must_use]
    pub fn cost(&self, step: Move, gold: &[usize]) -> usize {
        let Some(top) = self.stack.last().map(|top| *top as usize) else { return 0 };
        let next = self.next as usize;
        let root = self.nodes.len();
        let head = |token: usize| if token == root { usize::MAX } else { gold[token] };
        let free = |token: &&u32| self.heads[**token as usize] == NONE;
        let stacked_children =
            |of: usize| self.stack.iter().filter(free).filter(|token| head(**token as usize) == of).count();
        let later_children = |of: usize, from: usize| (from..root).filter(|token| head(*token) == of).count();
        match step {
            Move::Shift => {
                let head_below = self.stack.iter().any(|token| *token as usize == head(next));
                usize::from(head_below) + stacked_children(next)
            }
            Move::Left => usize::from(head(top) > next && head(top) <= root) + later_children(top, next),
            Move::Right => {
                let below = &self.stack[..self.stack.len() - 1];
                let head_lost = head(next) > next || below.iter().any(|token| *token as usize == head(next));
                usize::from(head_lost) + stacked_children(next)
            }
            Move::Reduce => later_children(top, next),
        }
    }

    /// The features of this state, put in `out`.
    pub fn features(&self, out: &mut Vec<u64>) {
        const OUT: (u32, u32) = (0, 255);
        let root = self.root();
        let look = |token: u32| match self.nodes.get(token as usize) {
            Some(node) => (node.lemma, node.tag as u32),
            None if token == root => (1, 254),
            None => OUT,
        };
        let get =
            |list: &[[u32; 2]], token: u32, which: usize| list.get(token as usize).map_or(NONE, |pair| pair[which]);
        let head = |token: u32| self.heads.get(token as usize).copied().unwrap_or(NONE);
        let count = |token: u32, side: usize| self.counts.get(token as usize).map_or(0, |pair| u32::from(pair[side]));
        let s0 = self.stack.last().copied().unwrap_or(NONE);
        let s1 = self.stack.len().checked_sub(2).map_or(NONE, |at| self.stack[at]);
        let n0 = self.next;
        let (s0w, s0t) = look(s0);
        let (s1w, s1t) = look(s1);
        let (n0w, n0t) = look(n0);
        let after = |n: u32| if n0 + n > root { NONE } else { n0 + n };
        let (n1w, n1t) = look(after(1));
        let (n2w, n2t) = look(after(2));
        let (_, n3t) = look(after(3));
        let s0h = head(s0);
        let (s0hw, s0ht) = look(s0h);
        let (_, s0h2t) = look(head(s0h));
        let (s0l, s0l2) = (get(&self.left, s0, 0), get(&self.left, s0, 1));
        let (s0r, s0r2) = (get(&self.right, s0, 0), get(&self.right, s0, 1));
        let (n0l, n0l2) = (get(&self.left, n0, 0), get(&self.left, n0, 1));
        let ((s0lw, s0lt), (_, s0l2t)) = (look(s0l), look(s0l2));
        let ((s0rw, s0rt), (_, s0r2t)) = (look(s0r), look(s0r2));
        let ((n0lw, n0lt), (_, n0l2t)) = (look(n0l), look(n0l2));
        let distance = if s0 == NONE { 0 } else { (n0 - s0).min(6) + (n0 - s0) / 12 };
        let hangs = u32::from(s0h != NONE) | u32::from(head(s1) != NONE) << 1;
        let (s0vl, s0vr, n0vl) = (count(s0, 0), count(s0, 1), count(n0, 0));
        let between = self.between(s0, n0);
        out.clear();
        out.extend([
            feature(100, [s0w, s0t]),
            feature(101, [s0w]),
            feature(102, [s0t, hangs]),
            feature(103, [n0w, n0t]),
            feature(104, [n0w]),
            feature(105, [n0t]),
            feature(106, [n1w, n1t]),
            feature(107, [n1w]),
            feature(108, [n1t]),
            feature(109, [n2w, n2t]),
            feature(110, [n2t, n3t]),
            feature(111, [s0w, s0t, n0w, n0t]),
            feature(112, [s0w, s0t, n0w]),
            feature(113, [s0w, n0w, n0t]),
            feature(114, [s0w, s0t, n0t]),
            feature(115, [s0t, n0w, n0t]),
            feature(116, [s0t, n0t, hangs]),
            feature(117, [n0t, n1t]),
            feature(118, [n0t, n1t, n2t]),
            feature(119, [s0t, n0t, n1t]),
            feature(120, [s0ht, s0t, n0t]),
            feature(121, [s0t, s0lt, n0t]),
            feature(122, [s0t, s0rt, n0t]),
            feature(123, [s0t, n0t, n0lt]),
            feature(124, [s0w, distance]),
            feature(125, [s0t, distance]),
            feature(126, [n0w, distance]),
            feature(127, [n0t, distance]),
            feature(128, [s0t, n0t, distance]),
            feature(129, [s0w, s0vr]),
            feature(130, [s0t, s0vr, s0vl]),
            feature(131, [n0w, n0vl]),
            feature(132, [n0t, n0vl]),
            feature(133, [s0hw]),
            feature(134, [s0ht, s0h2t]),
            feature(135, [s0lw]),
            feature(136, [s0rw]),
            feature(137, [n0lw]),
            feature(138, [s0t, s0lt, s0l2t]),
            feature(139, [s0t, s0rt, s0r2t]),
            feature(140, [s0t, s0ht, s0h2t]),
            feature(141, [n0t, n0lt, n0l2t]),
            feature(142, [s0t, n0t, between]),
            feature(143, [s1t, s0t, n0t, hangs]),
            feature(144, [s0t, n0w, n1t]),
            feature(145, [s0ht, s0t, n0w]),
            feature(146, [s0hw, n0w]),
            feature(147, [s1w, n0w]),
            feature(148, [s0t, n0t, n1t, n2t]),
            feature(149, [s0w, n0w, n1w]),
            feature(150, [s1t, s0t, s0rt, n0t]),
            feature(151, [s0t, s0vr, n0t, between]),
            feature(152, [s0rw, s0t, n0t]),
            feature(153, [n0lw, s0t, n0t]),
            feature(154, [s0lw, s0t, n0t]),
        ]);
    }

    /// What stands between two tokens: a bit each for a comma, a verb, a coordinator, other punctuation.
    fn between(&self, from: u32, to: u32) -> u32 {
        let (Some(from), Some(to)) = (self.before.get((from as usize).wrapping_add(1)), self.before.get(to as usize))
        else {
            return 99;
        };
        (0..4).fold(0, |bits, kind| bits | u32::from(to[kind] > from[kind]) << kind)
    }
}

/// Parses a tagged sentence: each token's head (the number of tokens for the root's), and the margin by which the move
/// that hung it was chosen before the next best.
#[must_use]
pub fn parse(nodes: &[Node], weights: &impl Weights) -> (Vec<usize>, Vec<i32>) {
    let mut state = State::new(nodes);
    let mut margins = vec![i32::MAX; nodes.len() + 1];
    let mut found = Vec::with_capacity(64);
    while !state.is_done() {
        state.features(&mut found);
        let mut scores = [0; Move::ALL.len()];
        for feature in &found {
            weights.add(*feature, &mut scores);
        }
        let Some((step, margin)) = choose(&state, &scores) else { break };
        let hung = match step {
            Move::Left => state.stack.last().copied(),
            Move::Right => Some(state.next),
            Move::Shift | Move::Reduce => None,
        };
        if let Some(margins) = hung.and_then(|token| margins.get_mut(token as usize)) {
            *margins = margin;
        }
        state.make(step);
    }
    margins.truncate(nodes.len());
    (state.heads(), margins)
}

/// The best move that is allowed, and how far it is before the second.
#[must_use]
pub fn choose(state: &State<'_>, scores: &[i32]) -> Option<(Move, i32)> {
    let mut best: Option<(Move, i32)> = None;
    let mut second: Option<i32> = None;
    for (step, score) in Move::ALL.into_iter().zip(scores).filter(|(step, _)| state.allows(*step)) {
        match best {
            Some((_, top)) if *score <= top => second = Some(second.map_or(*score, |other| other.max(*score))),
            _ => {
                second = best.map(|(_, top)| top);
                best = Some((step, *score));
            }
        }
    }
    best.map(|(step, score)| (step, second.map_or(i32::MAX, |other| score.saturating_sub(other))))
}
