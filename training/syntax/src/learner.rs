//! The averaged perceptron, in whole numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use chancery_lexis::syntax::feature::Weights;

/// Features are hashes already.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

type ByFeature = HashMap<u64, u32, BuildHasherDefault<AsIs>>;

/// Weights being learnt: for every feature that is frequent enough, one for each class.
pub struct Learner {
    index: ByFeature,
    classes: usize,
    weights: Vec<i32>,
    totals: Vec<i64>,
    stamps: Vec<u32>,
    clock: u32,
}

/// A feature and the weights of its classes that are not 0.
pub type Row = (u64, Vec<(u8, i32)>);

/// Counts features before anything is learnt.
#[derive(Default)]
pub struct Counts(ByFeature);

impl Counts {
    pub fn add(&mut self, features: &[u64]) {
        for feature in features {
            *self.0.entry(*feature).or_default() += 1;
        }
    }

    /// A learner of the features seen at least so often.
    pub fn learner(self, least: u32, classes: usize) -> Learner {
        let mut kept: Vec<u64> = self.0.into_iter().filter(|(_, count)| *count >= least).map(|(key, _)| key).collect();
        kept.sort_unstable();
        let size = kept.len() * classes;
        let index =
            kept.into_iter().enumerate().map(|(at, key)| (key, u32::try_from(at).unwrap_or(u32::MAX))).collect();
        Learner { index, classes, weights: vec![0; size], totals: vec![0; size], stamps: vec![0; size], clock: 1 }
    }
}

impl Learner {
    /// Rewards the right class and punishes the wrong one.
    pub fn update(&mut self, features: &[u64], right: usize, wrong: usize) {
        for feature in features {
            if let Some(row) = self.index.get(feature) {
                let start = *row as usize * self.classes;
                for (class, change) in [(right, 1), (wrong, -1)] {
                    let at = start + class;
                    self.totals[at] += i64::from(self.weights[at]) * i64::from(self.clock - self.stamps[at]);
                    self.stamps[at] = self.clock;
                    self.weights[at] += change;
                }
            }
        }
    }

    /// One decision more has been seen.
    pub fn tick(&mut self) {
        self.clock += 1;
    }

    /// The averages, `scale` to one, without those that round to 0; in the order of the features.
    pub fn rows(&self, scale: i64) -> Vec<Row> {
        let mut keys: Vec<(u64, u32)> = self.index.iter().map(|(key, row)| (*key, *row)).collect();
        keys.sort_unstable();
        let clock = i64::from(self.clock);
        keys.into_iter()
            .filter_map(|(key, row)| {
                let start = row as usize * self.classes;
                let weights: Vec<(u8, i32)> = (0..self.classes)
                    .filter_map(|class| {
                        let at = start + class;
                        let total =
                            self.totals[at] + i64::from(self.weights[at]) * (clock - i64::from(self.stamps[at]));
                        let average = (2 * total * scale + clock).div_euclid(2 * clock);
                        Some((u8::try_from(class).ok()?, i32::try_from(average).ok()?))
                            .filter(|(_, weight)| *weight != 0)
                    })
                    .collect();
                (!weights.is_empty()).then_some((key, weights))
            })
            .collect()
    }

    pub fn features(&self) -> usize {
        self.index.len()
    }
}

impl Weights for Learner {
    fn add(&self, feature: u64, scores: &mut [i32]) {
        if let Some(row) = self.index.get(&feature) {
            let start = *row as usize * self.classes;
            for (score, weight) in scores.iter_mut().zip(&self.weights[start..start + self.classes]) {
                *score += weight;
            }
        }
    }
}

/// A small generator of numbers, the same each time (xorshift).
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % sides.max(1)
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.roll(at + 1));
        }
    }
}
