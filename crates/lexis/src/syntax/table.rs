//! A table of weights as it lies in the model's bytes: looked up in place, nothing is decoded at start.
//!
//! A feature falls into a bucket; four bytes a bucket say where its rows start among the rows. A row is 16 bits of the
//! feature, a byte with the number of classes (low six bits) and a shift (high two), then a class and a weight a byte
//! each. A weight counts `weight << 2 * shift`.

use super::feature::Weights;

/// Rows to a bucket, on the whole.
const ROWS: usize = 2;

/// One classifier's weights.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    starts: &'a [u8],
    rows: &'a [u8],
    buckets: u64,
}

impl<'a> Table<'a> {
    /// Reads a table from the front of `bytes` and gives what follows it; nothing if the bytes end too soon.
    #[must_use]
    pub fn split_from(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (buckets, rest) = split_length(bytes)?;
        let (length, rest) = split_length(rest)?;
        let (starts, rest) = rest.split_at_checked(buckets.checked_add(1)?.checked_mul(4)?)?;
        let (rows, rest) = rest.split_at_checked(length)?;
        Some((Self { starts, rows, buckets: u64::try_from(buckets).ok()? }, rest))
    }

    /// Writes a table of these rows: each a feature and the weights of its classes that are not 0. A row keeps at most
    /// 63 classes; a weight beyond what a byte and the shift can say is cut to it.
    #[must_use]
    pub fn write(rows: &[(u64, Vec<(u8, i32)>)]) -> Vec<u8> {
        let buckets = rows.len() / ROWS + 1;
        let mut sorted: Vec<&(u64, Vec<(u8, i32)>)> = rows.iter().collect();
        sorted.sort_by_key(|(feature, _)| (bucket(*feature, buckets as u64), *feature));
        let mut starts = Vec::new();
        let mut body = Vec::new();
        let mut next = 0;
        for (feature, weights) in sorted {
            while next <= bucket(*feature, buckets as u64) {
                starts.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
                next += 1;
            }
            body.extend(mark(*feature));
            write_row(weights, &mut body);
        }
        while next <= buckets {
            starts.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
            next += 1;
        }
        let mut bytes = Vec::with_capacity(8 + starts.len() + body.len());
        bytes.extend(u32::try_from(buckets).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(starts);
        bytes.extend(body);
        bytes
    }
}

impl Weights for Table<'_> {
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
                seen ^= self.rows.get(*start).copied().unwrap_or(0);
            }
            std::hint::black_box(seen);
            for ((start, end), feature) in places.iter().zip(some) {
                self.add_from(*start, *end, *feature, scores);
            }
        }
    }
}

impl Table<'_> {
    /// Adds the feature's row, if it is among these of its bucket.
    #[inline]
    fn add_from(&self, start: usize, end: usize, feature: u64, scores: &mut [i32]) {
        let wanted = mark(feature);
        let mut rows = self.rows.get(start..end).unwrap_or_default();
        while let [first, second, head, rest @ ..] = rows {
            let Some((pairs, after)) = rest.split_at_checked(usize::from(head & 63) * 2) else { return };
            if [*first, *second] == wanted {
                let shift = u32::from(head >> 6) * 2;
                for pair in pairs.chunks_exact(2) {
                    if let Some(score) = scores.get_mut(usize::from(pair[0])) {
                        *score += i32::from(pair[1].cast_signed()) << shift;
                    }
                }
                return;
            }
            rows = after;
        }
    }
}

/// Where a bucket starts and ends, by the list of starts; both 0 where there is none.
#[inline]
pub(super) fn bounds(starts: &[u8], bucket: usize) -> (usize, usize) {
    let read = |at: usize| {
        let bytes = starts.get(at * 4..).and_then(|rest| rest.first_chunk::<4>());
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    };
    (read(bucket), read(bucket + 1))
}

fn write_row(weights: &[(u8, i32)], body: &mut Vec<u8>) {
    let largest = weights.iter().map(|(_, weight)| weight.abs()).max().unwrap_or(0);
    let shift = (0..3_u8).find(|shift| largest >> (2 * shift) <= 127).unwrap_or(3);
    let weights = &weights[..weights.len().min(63)];
    body.push(u8::try_from(weights.len()).unwrap_or(63) | shift << 6);
    for (class, weight) in weights {
        let half = (1 << (2 * shift)) / 2;
        let cut = ((weight + half) >> (2 * shift)).clamp(-127, 127);
        body.push(*class);
        body.push(i8::try_from(cut).unwrap_or(0).cast_unsigned());
    }
}

/// Sixteen bits that tell a feature from others of its bucket.
#[inline]
fn mark(feature: u64) -> [u8; 2] {
    let [low, high, ..] = feature.to_le_bytes();
    [low, high]
}

/// The bucket of a feature, of so many.
#[inline]
pub(super) fn bucket(feature: u64, buckets: u64) -> usize {
    usize::try_from(((feature >> 32) * buckets) >> 32).unwrap_or(0)
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
