//! Which record of the new table is which of the old one.
//!
//! Records that agree in a key are the same, the strictest key first, in order where several share it. What is left
//! is matched by the words it shares, the rarer the more they count; agreeing in a hint and standing between the
//! same neighbours helps, but never makes a match of two texts that share little. Everything is counted in whole
//! numbers, so that no machine rounds another way, and capped, so that the time grows with the number of records.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

/// Words of a record that are looked at.
const MOST_WORDS: usize = 200;

/// Letters of a word that count: a cheap stem.
const STEM: usize = 6;

/// Records that a word may stand in and still lead from one to another; a more frequent word is weighed, not followed.
const MOST_HOLDERS: usize = 24;

/// Candidates that a record is compared with.
const MOST_CANDIDATES: usize = 8;

/// Likeness from which two records are one, in thousandths, hints and neighbours included.
const ENOUGH: u32 = 500;

/// Likeness in words below which no hint makes two records one, in thousandths.
const LEAST: u32 = 250;

/// What agreeing in a hint, or following or preceding the same record, adds.
const HINT: u32 = 130;

/// What a record is matched by.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Keys, strictest first, as many for every record of a table; an empty one matches nothing.
    pub(super) keys: Vec<String>,
    /// What must be the same for likeness to count.
    pub(super) class: String,
    /// What makes two alike records likelier one; as many for every record of a table; an empty one says nothing.
    pub(super) hints: Vec<String>,
    /// The words it shares; empty where only keys match.
    pub(super) words: Vec<String>,
    /// Words around it: with them it may be more alike, never less.
    pub(super) context: Vec<String>,
}

/// For every new record the place of the old one that it is; each old record is one at most.
pub(super) fn pairs(old: &[Marks], new: &[Marks]) -> Vec<Option<usize>> {
    let mut pairing = Pairing { old: vec![None; old.len()], new: vec![None; new.len()] };
    let n_keys = old.iter().chain(new).map(|marks| marks.keys.len()).max().unwrap_or(0);
    for level in 0..n_keys {
        pairing.by_key(level, old, new);
    }
    pairing.by_likeness(old, new);
    pairing.new
}

struct Pairing {
    /// By old record the new one.
    old: Vec<Option<usize>>,
    /// By new record the old one.
    new: Vec<Option<usize>>,
}

impl Pairing {
    fn join(&mut self, old: usize, new: usize) {
        self.old[old] = Some(new);
        self.new[new] = Some(old);
    }

    fn by_key(&mut self, level: usize, old: &[Marks], new: &[Marks]) {
        let key = |marks: &'_ Marks| marks.keys.get(level).filter(|key| !key.is_empty()).cloned();
        let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (at, marks) in old.iter().enumerate().filter(|(at, _)| self.old[*at].is_none()) {
            if let Some(key) = key(marks) {
                waiting.entry(key).or_default().push_back(at);
            }
        }
        for (at, marks) in new.iter().enumerate() {
            if self.new[at].is_none()
                && let Some(found) = key(marks).and_then(|key| waiting.get_mut(&key)?.pop_front())
            {
                self.join(found, at);
            }
        }
    }

    fn by_likeness(&mut self, old: &[Marks], new: &[Marks]) {
        let left = |marks: &[Marks], joined: &[Option<usize>]| -> Vec<usize> {
            (0..marks.len()).filter(|at| joined[*at].is_none() && !marks[*at].words.is_empty()).collect()
        };
        let (old_left, new_left) = (left(old, &self.old), left(new, &self.new));
        if old_left.is_empty() || new_left.is_empty() {
            return;
        }
        let words = Words::of(old, new);
        let holders = words.holders(&old_left);
        let mut likely = Vec::new();
        for &at in &new_left {
            let mut candidates = words.candidates(at, &holders);
            candidates.extend(self.between_the_same(at));
            candidates.sort_unstable();
            candidates.dedup();
            for candidate in candidates {
                if self.old[candidate].is_some() || old[candidate].class != new[at].class {
                    continue;
                }
                let likeness = words.likeness(candidate, at);
                let agreed = old[candidate].hints.iter().zip(&new[at].hints).filter(|(a, b)| !a.is_empty() && a == b);
                let n_neighbours = self.between_the_same(at).filter(|neighbour| *neighbour == candidate).count();
                let helped = agreed.count().saturating_add(n_neighbours).min(3);
                let total = likeness + HINT * u32::try_from(helped).unwrap_or(0);
                if likeness >= LEAST && total >= ENOUGH {
                    likely.push((Reverse(total), at, candidate));
                }
            }
        }
        likely.sort_unstable();
        for (_, at, candidate) in likely {
            if self.new[at].is_none() && self.old[candidate].is_none() {
                self.join(candidate, at);
            }
        }
    }

    /// The old records that stand behind the old one of the record before, and before that of the record behind:
    /// none, one, or one twice.
    fn between_the_same(&self, new: usize) -> impl Iterator<Item = usize> + use<> {
        let before = match new.checked_sub(1) {
            Some(before) => self.new[before].map(|old| old + 1),
            None => Some(0),
        };
        let behind = match self.new.get(new + 1) {
            Some(behind) => behind.and_then(|old| old.checked_sub(1)),
            None => self.old.len().checked_sub(1),
        };
        let n_old = self.old.len();
        before.into_iter().chain(behind).filter(move |old| *old < n_old)
    }
}

/// The words of all records as numbers, and what each weighs.
struct Words {
    weights: Vec<u32>,
    old: Vec<Told>,
    new: Vec<Told>,
}

/// A record's words, in order, each once.
struct Told {
    own: Vec<u32>,
    with_context: Vec<u32>,
}

impl Words {
    fn of(old: &[Marks], new: &[Marks]) -> Self {
        let mut numbers = BTreeMap::new();
        let mut told = |marks: &[Marks]| -> Vec<Told> {
            let told = |marks: &Marks| {
                let own = numbered(&marks.words, Vec::new(), &mut numbers);
                Told { with_context: numbered(&marks.context, own.clone(), &mut numbers), own }
            };
            marks.iter().map(told).collect()
        };
        let (old, new) = (told(old), told(new));
        let mut n_holders = vec![0; numbers.len()];
        for record in old.iter().chain(&new) {
            record.with_context.iter().for_each(|word| n_holders[*word as usize] += 1);
        }
        let n_records = u32::try_from(old.len() + new.len()).unwrap_or(u32::MAX);
        let weight = |n_holders: &u32| 1 + (n_records / (*n_holders).max(1)).max(1).ilog2();
        Self { weights: n_holders.iter().map(weight).collect(), old, new }
    }

    /// By word, the old records of `left` that hold it, as far as they are few.
    fn holders(&self, left: &[usize]) -> Vec<Vec<usize>> {
        let mut holders = vec![Vec::new(); self.weights.len()];
        for &at in left {
            for &word in &self.old[at].with_context {
                let holders: &mut Vec<usize> = &mut holders[word as usize];
                if holders.len() <= MOST_HOLDERS {
                    holders.push(at);
                }
            }
        }
        holders
    }

    /// The old records that share the weightiest words with a new one.
    fn candidates(&self, new: usize, holders: &[Vec<usize>]) -> Vec<usize> {
        let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
        for &word in &self.new[new].with_context {
            let holders = &holders[word as usize];
            for &old in holders.iter().filter(|_| holders.len() <= MOST_HOLDERS) {
                *shared.entry(old).or_default() += self.weights[word as usize];
            }
        }
        let mut candidates: Vec<(Reverse<u32>, usize)> =
            shared.into_iter().map(|(old, weight)| (Reverse(weight), old)).collect();
        candidates.sort_unstable();
        candidates.into_iter().take(MOST_CANDIDATES).map(|(_, old)| old).collect()
    }

    /// How alike two records are, in thousandths: by their own words, or by those around them too.
    fn likeness(&self, old: usize, new: usize) -> u32 {
        let (old, new) = (&self.old[old], &self.new[new]);
        self.shared(&old.own, &new.own).max(self.shared(&old.with_context, &new.with_context))
    }

    /// Twice the weight of the words that two lists share by the weight of all they have, in thousandths.
    fn shared(&self, old: &[u32], new: &[u32]) -> u32 {
        let weight = |word: &u32| u64::from(self.weights[*word as usize]);
        let all: u64 = old.iter().chain(new).map(weight).sum();
        let shared: u64 = old.iter().filter(|word| new.binary_search(word).is_ok()).map(weight).sum();
        u32::try_from(2000 * shared / all.max(1)).unwrap_or(0)
    }
}

/// The numbers of words' stems, those of `with` among them.
fn numbered(words: &[String], with: Vec<u32>, numbers: &mut BTreeMap<String, u32>) -> Vec<u32> {
    let mut found = with;
    for word in words.iter().take(MOST_WORDS) {
        let stem: String = word.chars().take(STEM).collect();
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        found.push(*numbers.entry(stem).or_insert(next));
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::super::wording::words;
    use super::*;

    fn marks(text: &str) -> Marks {
        let (hint, said) = text.split_once('|').unwrap_or(("", text));
        Marks {
            keys: vec![text.to_owned()],
            class: String::new(),
            hints: vec![hint.to_owned()],
            words: words(said).collect(),
            context: Vec::new(),
        }
    }

    fn paired(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
        let all = |texts: &[&str]| texts.iter().map(|text| marks(text)).collect::<Vec<_>>();
        pairs(&all(old), &all(new))
    }

    #[test]
    fn records_find_each_other() {
        type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a [Option<usize>]);
        let cases: &[Case<'_>] = &[
            ("nothing", &[], &["a port was opened"], &[None]),
            ("nobody_is_left", &["a port was opened"], &[], &[]),
            ("the_same_in_another_order", &["a", "b", "c"], &["c", "a", "b"], &[Some(2), Some(0), Some(1)]),
            ("the_same_twice", &["a", "a"], &["a", "a", "a"], &[Some(0), Some(1), None]),
            (
                "a_word_changed",
                &["the harbour at Poti was deepened", "grain exports were banned"],
                &["grain exports were banned again", "the harbour at Poti was widened"],
                &[Some(1), Some(0)],
            ),
            ("other_words", &["the harbour at Poti was deepened"], &["a tariff on steel fell away"], &[None]),
            (
                "few_words_shared_between_the_same_neighbours",
                &["one came", "the ministers signed a fishing treaty", "two went"],
                &["one came", "ministers agreed on fishing quotas for the treaty zone", "two went"],
                &[Some(0), Some(1), Some(2)],
            ),
            (
                "nothing_shared_between_the_same_neighbours",
                &["one came", "the ministers signed a fishing treaty", "two went"],
                &["one came", "a dam broke", "two went"],
                &[Some(0), None, Some(2)],
            ),
            (
                "the_more_alike_wins",
                &["the bank lent money for roads and rail"],
                &["the bank lent money for schools", "the bank lent money for roads and rails"],
                &[None, Some(0)],
            ),
        ];
        for (situation, old, new, expected) in cases {
            assert_eq!(paired(old, new), *expected, "{situation}");
        }
    }

    #[test]
    fn likeness_counts_within_a_class_only() {
        let one = |class: &str| vec![Marks { class: class.to_owned(), keys: Vec::new(), ..marks("exports rose fast") }];
        assert_eq!(pairs(&one("a"), &one("a")), [Some(0)]);
        assert_eq!(pairs(&one("a"), &one("b")), [None]);
    }

    #[test]
    fn many_alike_records_take_linear_work() {
        // Every record shares its words with every other, and none has a key of its own.
        let text = |n: usize, salt: &str| format!("the same words over and over {salt}{}", n % 7);
        let all = |salt: &str| (0..20_000).map(|n| marks(&text(n, salt))).collect::<Vec<_>>();
        let found = pairs(&all("x"), &all("y"));
        assert_eq!(found.len(), 20_000);
    }
}
