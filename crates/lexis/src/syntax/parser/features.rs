//! The parser's features: the stack's top, the next tokens, their heads and children.

use super::super::feature::feature;
use super::{NONE, State};

impl State<'_> {
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
