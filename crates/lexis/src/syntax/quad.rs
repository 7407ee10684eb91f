//! A table of weights for four classes as it lies in the model's bytes: all of a row stands in six bytes.
//!
//! A feature falls into a bucket; four bytes a bucket say which of the rows is its first. A row is 14 bits of the feature
//! and two of a shift, then a weight a byte for each class. A weight counts `weight << shift`.

use super::feature::Weights;
use super::table::{bounds, bucket, split_length};

const ROW: usize = 6;

/// Rows to a bucket, on the whole.
const ROWS: usize = 4;

/// One classifier's weights, of four classes.
#[derive(Clone, Copy, Debug)]
pub struct Quad<'a> {
    starts: &'a [u8],
    rows: &'a [u8],
    buckets: u64,
}

impl<'a> Quad<'a> {
    /// Reads a table from the front of `bytes` and gives what follows it; nothing if the bytes end too soon.
    #[must_use]
    pub fn split_from(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (buckets, rest) = split_length(bytes)?;
        let (count, rest) = split_length(rest)?;
        let (starts, rest) = rest.split_at_checked(buckets.checked_add(1)?.checked_mul(4)?)?;
        let (rows, rest) = rest.split_at_checked(count.checked_mul(ROW)?)?;
        Some((Self { starts, rows, buckets: u64::try_from(buckets).ok()? }, rest))
    }

    /// Writes a table of these rows: each a feature and the weights of its classes that are not 0. A weight beyond what
    /// a byte and the shift can say is cut to it.
    #[must_use]
    pub fn write(rows: &[(u64, Vec<(u8, i32)>)]) -> Vec<u8> {
        let buckets = rows.len() / ROWS + 1;
        let mut sorted: Vec<&(u64, Vec<(u8, i32)>)> = rows.iter().collect();
        sorted.sort_by_key(|(feature, _)| (bucket(*feature, buckets as u64), *feature));
        let mut starts = Vec::new();
        let mut next = 0;
        for (at, (feature, _)) in sorted.iter().enumerate() {
            while next <= bucket(*feature, buckets as u64) {
                starts.extend(u32::try_from(at).unwrap_or(u32::MAX).to_le_bytes());
                next += 1;
            }
        }
        while next <= buckets {
            starts.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
            next += 1;
        }
        let mut bytes = u32::try_from(buckets).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        bytes.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(starts);
        for (feature, weights) in sorted {
            bytes.extend(written(*feature, weights));
        }
        bytes
    }
}

fn written(feature: u64, weights: &[(u8, i32)]) -> [u8; ROW] {
    let largest = weights.iter().map(|(_, weight)| weight.abs()).max().unwrap_or(0);
    let shift = (0..3_u8).find(|shift| largest >> shift <= 127).unwrap_or(3);
    let [low, high] = mark(feature);
    let mut row = [low, high | shift << 6, 0, 0, 0, 0];
    for (class, weight) in weights.iter().filter(|(class, _)| *class < 4) {
        let half = (1 << shift) / 2;
        let cut = ((weight + half) >> shift).clamp(-127, 127);
        row[2 + usize::from(*class)] = i8::try_from(cut).unwrap_or(0).cast_unsigned();
    }
    row
}

impl Weights for Quad<'_> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32]) {
        let (start, end) = bounds(self.starts, bucket(feature, self.buckets));
        self.add_from(start, end, feature, scores);
    }

    fn add_all(&self, features: &[u64], scores: &mut [i32]) {
        // The rows lie scattered: all are looked at before any is compared, so that the waits for them overlap.
        let mut places = [(0, 0); 64];
        for some in features.chunks(places.len()) {
            for (place, feature) in places.iter_mut().zip(some) {
                *place = bounds(self.starts, bucket(*feature, self.buckets));
            }
            let mut seen = 0;
            for (start, _) in &places[..some.len()] {
                seen ^= self.rows.get(start * ROW).copied().unwrap_or(0);
            }
            std::hint::black_box(seen);
            for ((start, end), feature) in places.iter().zip(some) {
                self.add_from(*start, *end, *feature, scores);
            }
        }
    }
}

impl Quad<'_> {
    /// Adds the feature's row, if it is among these of its bucket.
    #[inline]
    fn add_from(&self, start: usize, end: usize, feature: u64, scores: &mut [i32]) {
        let [low, high] = mark(feature);
        for row in self.rows.get(start * ROW..end * ROW).unwrap_or_default().chunks_exact(ROW) {
            if row[0] == low && row[1] & 63 == high {
                for (score, weight) in scores.iter_mut().zip(&row[2..]) {
                    *score += i32::from(weight.cast_signed()) << (row[1] >> 6);
                }
                return;
            }
        }
    }
}

/// Fourteen bits that tell a feature from others of its bucket.
#[inline]
fn mark(feature: u64) -> [u8; 2] {
    let [low, high, ..] = feature.to_le_bytes();
    [low, high & 63]
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
