//! A table of weights as it lies in the model's bytes: looked up in place, nothing is decoded at start.
//!
//! Slots of five bytes (16 bits of the feature, 24 bits of an offset) are probed one after the other; the offset leads
//! to a row of the pool: a byte with the number of classes (low six bits) and a shift (high two), then a class and a
//! weight a byte each. A weight counts `weight << 2 * shift`.

use super::feature::Weights;

const SLOT: usize = 5;

/// One classifier's weights.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    slots: &'a [u8],
    pool: &'a [u8],
    count: u64,
}

impl<'a> Table<'a> {
    /// Reads a table from the front of `bytes` and gives what follows it; nothing if the bytes end too soon.
    #[must_use]
    pub fn split_from(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (count, rest) = split_length(bytes)?;
        let (pool_length, rest) = split_length(rest)?;
        let (slots, rest) = rest.split_at_checked(count.checked_mul(SLOT)?)?;
        let (pool, rest) = rest.split_at_checked(pool_length)?;
        Some((Self { slots, pool, count: u64::try_from(count).ok()? }, rest))
    }

    /// Writes a table of these rows: each a feature and the weights of its classes that are not 0. A row keeps at most
    /// 63 classes; a weight beyond what a byte and the shift can say is cut to it.
    #[must_use]
    pub fn write(rows: &[(u64, Vec<(u8, i32)>)]) -> Vec<u8> {
        let count = rows.len() * 5 / 4 + 1;
        let mut slots = vec![0_u8; count * SLOT];
        let mut pool = vec![0_u8];
        for (feature, weights) in rows {
            let offset = u32::try_from(pool.len()).unwrap_or(0).to_le_bytes();
            write_row(weights, &mut pool);
            let mut slot = first_slot(*feature, count as u64);
            while slots[slot * SLOT..][..2] != [0, 0] {
                slot = (slot + 1) % count;
            }
            slots[slot * SLOT..][..2].copy_from_slice(&mark(*feature));
            slots[slot * SLOT + 2..][..3].copy_from_slice(&offset[..3]);
        }
        let mut bytes = Vec::with_capacity(8 + slots.len() + pool.len());
        bytes.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(u32::try_from(pool.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(slots);
        bytes.extend(pool);
        bytes
    }
}

impl Weights for Table<'_> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32]) {
        if self.count == 0 {
            return;
        }
        let wanted = mark(feature);
        let mut start = first_slot(feature, self.count) * SLOT;
        for _ in 0..self.count {
            let Some(&[low, high, a, b, c]) = self.slots.get(start..start + SLOT) else { return };
            if [low, high] == wanted {
                let offset = usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16;
                return add_row(self.pool.get(offset..).unwrap_or_default(), scores);
            }
            if [low, high] == [0, 0] {
                return;
            }
            start += SLOT;
            if start >= self.slots.len() {
                start = 0;
            }
        }
    }
}

#[inline]
fn add_row(row: &[u8], scores: &mut [i32]) {
    let Some((head, pairs)) = row.split_first() else { return };
    let shift = u32::from(head >> 6) * 2;
    for pair in pairs.chunks_exact(2).take(usize::from(head & 63)) {
        if let Some(score) = scores.get_mut(usize::from(pair[0])) {
            *score += i32::from(pair[1].cast_signed()) << shift;
        }
    }
}

fn write_row(weights: &[(u8, i32)], pool: &mut Vec<u8>) {
    let largest = weights.iter().map(|(_, weight)| weight.abs()).max().unwrap_or(0);
    let shift = (0..3_u8).find(|shift| largest >> (2 * shift) <= 127).unwrap_or(3);
    let weights = &weights[..weights.len().min(63)];
    pool.push(u8::try_from(weights.len()).unwrap_or(63) | shift << 6);
    for (class, weight) in weights {
        let half = (1 << (2 * shift)) / 2;
        let cut = ((weight + half) >> (2 * shift)).clamp(-127, 127);
        pool.push(*class);
        pool.push(i8::try_from(cut).unwrap_or(0).cast_unsigned());
    }
}

/// Sixteen bits that tell a feature from others of its slot; never 0, which is an empty slot.
#[inline]
fn mark(feature: u64) -> [u8; 2] {
    let [low, high, ..] = feature.to_le_bytes();
    if [low, high] == [0, 0] { [1, 0] } else { [low, high] }
}

/// Where the search for a feature starts, of so many slots.
#[inline]
pub(super) fn first_slot(feature: u64, count: u64) -> usize {
    usize::try_from(((feature >> 32) * count) >> 32).unwrap_or(0)
}

/// A length of four bytes and what follows it.
pub(super) fn split_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    Some((usize::try_from(u32::from_le_bytes(*length)).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::{Table, Weights};

    #[test]
    fn what_is_written_is_found_again() {
        let rows: Vec<(u64, Vec<(u8, i32)>)> = (1..500_u64)
            .map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15), vec![(1, i32::try_from(n % 100).unwrap_or(0)), (3, -5)]))
            .collect();
        let bytes = Table::write(&rows);
        let (table, rest) = Table::split_from(&bytes).expect("whole");
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
        let bytes = Table::write(&[(7, vec![(0, 1600), (1, -32)])]);
        let (table, _) = Table::split_from(&bytes).expect("whole");
        let mut scores = [0; 2];
        table.add(7, &mut scores);
        assert_eq!(scores, [1600, -32]);
    }

    #[test]
    fn cut_bytes_are_no_table() {
        let bytes = Table::write(&[(7, vec![(0, 1)])]);
        for length in 0..bytes.len() {
            assert!(Table::split_from(&bytes[..length]).is_none());
        }
    }
}
