//! Features as numbers: what the classifiers look up in the model, and the trainer counts.
//!
//! A feature is a 64-bit hash of its template's number and of the values it joins. Only whole numbers are used, so a
//! feature is the same on every machine.

/// A small whole number for a string of bytes (FNV-1a, then mixed).
#[must_use]
pub fn bytes_hash(bytes: impl IntoIterator<Item = u8>) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in bytes {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2c1b_3c6d);
    hash ^ (hash >> 13)
}

/// The feature of a template and the values it joins.
#[must_use]
#[inline]
pub fn feature<const N: usize>(template: u32, values: [u32; N]) -> u64 {
    let mut hash = (u64::from(template) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for value in values {
        hash = (hash.rotate_left(23) ^ u64::from(value)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    }
    hash ^ (hash >> 32)
}

/// What a classifier adds up: for each feature it knows, a weight for each class.
pub trait Weights {
    /// Adds the feature's weights to the scores of the classes; an unknown feature adds nothing.
    fn add(&self, feature: u64, scores: &mut [i32]);

    /// Adds the weights of all these features.
    fn add_all(&self, features: &[u64], scores: &mut [i32]) {
        for feature in features {
            self.add(*feature, scores);
        }
    }
}

/// The index of the highest score, the first of equals; 0 of none.
#[must_use]
pub fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}
