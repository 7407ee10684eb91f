//! The parser: arc-eager moves (Nivre 2008), chosen greedily by an averaged perceptron trained with a dynamic oracle
//! (Goldberg and Nivre 2012), with features after Zhang and Nivre (2011).
//!
//! A sentence of n tokens is read in at most 2n + 1 moves. The root stands behind the last token, as an (n + 1)th.

mod features;

use super::feature::Weights;
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
        weights.add_all(&found, &mut scores);
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
