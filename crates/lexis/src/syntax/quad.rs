//! A table of weights for four classes as it lies in the model's bytes: all of a row stands in its slot.
//!
//! Slots of six bytes are probed one after the other: 14 bits of the feature and two of a shift, then a weight a byte for
//! each class. A weight counts `weight << shift`.

use super::feature::Weights;
use super::table::{first_slot, split_length};

const SLOT: usize = 6;

/// One classifier's weights, of four classes.
#[derive(Clone, Copy, Debug)]
pub struct Quad<'a> {
    slots: &'a [u8],
    count: u64,
}

impl<'a> Quad<'a> {
    /// Reads a table from the front of `bytes` and gives what follows it; nothing if the bytes end too soon.
    #[must_use]
    pub fn split_from(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (count, rest) = split_length(bytes)?;
        let (slots, rest) = rest.split_at_checked(count.checked_mul(SLOT)?)?;
        Some((Self { slots, count: u64::try_from(count).ok()? }, rest))
    }

    /// Writes a table of these rows: each a feature and the weights of its classes that are not 0. A weight beyond what
    /// a byte and the shift can say is cut to it.
    #[must_use]
    pub fn write(rows: &[(u64, Vec<(u8, i32)>)]) -> Vec<u8> {
        let count = rows.len() * 5 / 4 + 1;
        let mut slots = vec![0_u8; count * SLOT];
        for (feature, weights) in rows {
            let mut slot = first_slot(*feature, count as u64);
            while slots[slot * SLOT..][..2] != [0, 0] {
                slot = (slot + 1) % count;
            }
            let largest = weights.iter().map(|(_, weight)| weight.abs()).max().unwrap_or(0);
            let shift = (0..3_u8).find(|shift| largest >> shift <= 127).unwrap_or(3);
            let [low, high] = mark(*feature);
            slots[slot * SLOT] = low;
            slots[slot * SLOT + 1] = high | shift << 6;
            for (class, weight) in weights.iter().filter(|(class, _)| *class < 4) {
                let half = (1 << shift) / 2;
                let cut = ((weight + half) >> shift).clamp(-127, 127);
                slots[slot * SLOT + 2 + usize::from(*class)] = i8::try_from(cut).unwrap_or(0).cast_unsigned();
            }
        }
        let mut bytes = u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        bytes.extend(slots);
        bytes
    }
}

impl Weights for Quad<'_> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32]) {
        if self.count == 0 {
            return;
        }
        let [low, high] = mark(feature);
        let mut start = first_slot(feature, self.count) * SLOT;
        for _ in 0..self.count {
            let Some([first, second, weights @ ..]) = self.slots.get(start..start + SLOT) else { return };
            if *first == low && second & 63 == high {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += i32::from(weight.cast_signed()) << (second >> 6);
                }
                return;
            }
            if *first == 0 && *second == 0 {
                return;
            }
            start += SLOT;
            if start >= self.slots.len() {
                start = 0;
            }
        }
    }
}

/// Fourteen bits that tell a feature from others of its slot; never 0, which is an empty slot.
#[inline]
fn mark(feature: u64) -> [u8; 2] {
    let [low, high, ..] = feature.to_le_bytes();
    if low == 0 && high & 63 == 0 { [1, 0] } else { [low, high & 63] }
}

#[cfg(test)]
mod tests {
    use super::{Quad, Weights};

    #[test]
    fn what_is_written_is_found_again() {
        let rows: Vec<(u64, Vec<(u8, i32)>)> = (1..500_u64)
            .map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15), vec![(1, i32::try_from(n % 100).unwrap_or(0)), (3, -5)]))
            .collect();
        let bytes = Quad::write(&rows);
        let (table, rest) = Quad::split_from(&bytes).expect("whole");
        assert!(rest.is_empty());
        for (feature, weights) in &rows {
            let mut scores = [0; 4];
            table.add(*feature, &mut scores);
            assert_eq!(scores, [0, weights[0].1, 0, -5]);
        }
        let mut scores = [0; 4];
        table.add(12345, &mut scores);
        assert_eq!(scores, [0; 4], "an unknown feature adds nothing");
    }

    #[test]
    fn large_weights_keep_their_size() {
        let bytes = Quad::write(&[(7, vec![(0, 400), (2, -32)])]);
        let (table, _) = Quad::split_from(&bytes).expect("whole");
        let mut scores = [0; 4];
        table.add(7, &mut scores);
        assert_eq!(scores, [400, 0, -32, 0]);
    }

    #[test]
    fn cut_bytes_are_no_table() {
        let bytes = Quad::write(&[(7, vec![(0, 1)])]);
        for length in 0..bytes.len() {
            assert!(Quad::split_from(&bytes[..length]).is_none());
        }
    }
}
