//! Training the three classifiers.

use chancery_lexis::syntax::feature::{Weights, best};
use chancery_lexis::syntax::labeller::{self, Elders, Tree};
use chancery_lexis::syntax::parser::{self, Move, Node, State};
use chancery_lexis::syntax::tagger::{self, History};
use chancery_lexis::syntax::word::Word;
use chancery_lexis::syntax::{Relation, Tag, lemma_of, node_of};

use crate::learner::{Counts, Dice, Learner};
use crate::treebank::Gold;

/// How the training goes.
pub struct Plan {
    pub passes: usize,
    pub least_tags: u32,
    pub least_moves: u32,
    pub least_relations: u32,
}

pub fn words(gold: &Gold) -> Vec<Word<'_>> {
    gold.forms.iter().zip(&gold.known).map(|(form, known)| Word::read(form, *known)).collect()
}

pub fn nodes(gold: &Gold, tags: &[Tag]) -> Vec<Node> {
    words(gold)
        .iter()
        .zip(&gold.forms)
        .zip(tags)
        .map(|((word, form), tag)| node_of(word, &lemma_of(word, form, *tag), *tag))
        .collect()
}

/// Goes over a sentence with the tagger; calls `seen` with the features of each word that has no certain tag.
fn walk_tags(words: &[Word<'_>], mut choose: impl FnMut(usize, &[u64]) -> Tag) -> Vec<Tag> {
    let last_finite = words.iter().rposition(|word| word.may_be_finite).unwrap_or(0);
    let mut history = History::default();
    let mut found = Vec::new();
    let mut tags = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let tag = tagger::certain(word).unwrap_or_else(|| {
            tagger::features(words, index, &history, last_finite > index, &mut found);
            choose(index, &found)
        });
        history.push(word, tag);
        tags.push(tag);
    }
    tags
}

pub fn tagger(sentences: &[&Gold], plan: &Plan, seed: u64) -> Learner {
    let read: Vec<Vec<Word<'_>>> = sentences.iter().map(|gold| words(gold)).collect();
    let mut counts = Counts::default();
    for (gold, words) in sentences.iter().zip(&read) {
        walk_tags(words, |index, found| {
            counts.add(found);
            gold.tags[index]
        });
    }
    let mut learner = counts.learner(plan.least_tags, Tag::LEARNT);
    let mut dice = Dice::new(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for _ in 0..plan.passes {
        dice.shuffle(&mut order);
        for at in &order {
            let gold = sentences[*at];
            walk_tags(&read[*at], |index, found| {
                let mut scores = [0; Tag::LEARNT];
                for feature in found {
                    learner.add(*feature, &mut scores);
                }
                let guess = best(&scores);
                let right = gold.tags[index] as usize;
                if guess != right && right < Tag::LEARNT {
                    learner.update(found, right, guess);
                }
                learner.tick();
                Tag::from_index(guess)
            });
        }
    }
    learner
}

/// Tags for the parser's training: each quarter of the sentences by a tagger that has not seen it.
pub fn folded_tags(sentences: &[&Gold], plan: &Plan) -> Vec<Vec<Tag>> {
    let mut out = vec![Vec::new(); sentences.len()];
    for fold in 0..4 {
        let others: Vec<&Gold> =
            sentences.iter().enumerate().filter(|(at, _)| at % 4 != fold).map(|(_, gold)| *gold).collect();
        let learner = tagger(&others, &Plan { passes: 5, ..*plan }, 11 + fold as u64);
        let bytes = chancery_lexis::syntax::Table::write(&learner.rows(SCALE));
        let Some((table, _)) = chancery_lexis::syntax::Table::split_from(&bytes) else { continue };
        for (at, gold) in sentences.iter().enumerate().filter(|(at, _)| at % 4 == fold) {
            out[at] = tagger::tag(&words(gold), &table);
        }
    }
    out
}

/// What a weight of one is written as.
pub const SCALE: i64 = 8;

fn gold_walk(nodes: &[Node], gold: &Gold, counts: &mut Counts) {
    let mut state = State::new(nodes);
    let mut found = Vec::new();
    while !state.is_done() {
        state.features(&mut found);
        counts.add(&found);
        let order = [Move::Right, Move::Left, Move::Reduce, Move::Shift];
        let step =
            order.into_iter().filter(|step| state.allows(*step)).min_by_key(|step| state.cost(*step, &gold.heads));
        let Some(step) = step else { break };
        state.make(step);
    }
}

pub fn parser(sentences: &[&Gold], nodes: &[Vec<Node>], plan: &Plan) -> Learner {
    let mut counts = Counts::default();
    for (gold, nodes) in sentences.iter().zip(nodes) {
        gold_walk(nodes, gold, &mut counts);
    }
    let mut learner = counts.learner(plan.least_moves, Move::ALL.len());
    eprintln!("  parser: {} features", learner.features());
    let mut dice = Dice::new(23);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut found = Vec::new();
    for pass in 0..plan.passes {
        dice.shuffle(&mut order);
        for at in &order {
            let gold = sentences[*at];
            let mut state = State::new(&nodes[*at]);
            while !state.is_done() {
                state.features(&mut found);
                let mut scores = [0; Move::ALL.len()];
                for feature in &found {
                    learner.add(*feature, &mut scores);
                }
                let Some((guess, _)) = parser::choose(&state, &scores) else { break };
                let allowed = || Move::ALL.into_iter().filter(|step| state.allows(*step));
                let least = allowed().map(|step| state.cost(step, &gold.heads)).min().unwrap_or(0);
                let right = allowed()
                    .filter(|step| state.cost(*step, &gold.heads) == least)
                    .max_by_key(|step| (scores[*step as usize], std::cmp::Reverse(*step as usize)));
                let Some(right) = right else { break };
                let wrong = state.cost(guess, &gold.heads) > least;
                if wrong {
                    learner.update(&found, right as usize, guess as usize);
                }
                learner.tick();
                let explore = pass > 0 && dice.roll(10) > 0;
                state.make(if wrong && !explore { right } else { guess });
            }
        }
    }
    learner
}

fn walk_labels(nodes: &[Node], heads: &[usize], mut choose: impl FnMut(usize, &[u64]) -> Relation) {
    let tree = Tree::new(nodes, heads);
    let mut given = vec![None; nodes.len()];
    let mut elders = Elders::default();
    let mut found = Vec::new();
    for token in tree.order() {
        let head = heads[token];
        let relation = if head == nodes.len() {
            Relation::Root
        } else {
            labeller::certain(nodes[token].tag).unwrap_or_else(|| {
                tree.features(token, &given, elders.of(head), &mut found);
                choose(token, &found)
            })
        };
        given[token] = Some(relation);
        elders.push(head, relation);
    }
}

pub fn labeller(sentences: &[&Gold], nodes: &[Vec<Node>], plan: &Plan) -> Learner {
    let mut counts = Counts::default();
    for (gold, nodes) in sentences.iter().zip(nodes) {
        walk_labels(nodes, &gold.heads, |token, found| {
            counts.add(found);
            gold.relations[token]
        });
    }
    let mut learner = counts.learner(plan.least_relations, Relation::ALL.len());
    let mut dice = Dice::new(37);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for _ in 0..plan.passes {
        dice.shuffle(&mut order);
        for at in &order {
            let gold = sentences[*at];
            walk_labels(&nodes[*at], &gold.heads, |token, found| {
                let mut scores = [0; Relation::ALL.len()];
                for feature in found {
                    learner.add(*feature, &mut scores);
                }
                scores[Relation::Root as usize] = i32::MIN;
                let guess = best(&scores);
                let right = gold.relations[token] as usize;
                if guess != right {
                    learner.update(found, right, guess);
                }
                learner.tick();
                Relation::from_index(guess)
            });
        }
    }
    learner
}
