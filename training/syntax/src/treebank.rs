//! Reading CoNLL-U: sentences of a treebank as the reader would see them.

use chancery_lexis::syntax::{KnownKind, Relation, Tag};

/// A sentence with its right reading.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The treebank's id of it.
    pub id: String,
    /// Words as written.
    pub forms: Vec<String>,
    /// Lemmas as the treebank has them.
    pub lemmas: Vec<String>,
    /// What is known beforehand.
    pub known: Vec<Option<KnownKind>>,
    /// Right tags.
    pub tags: Vec<Tag>,
    /// Right heads; the number of words for the root's.
    pub heads: Vec<usize>,
    /// Right relations.
    pub relations: Vec<Relation>,
}

impl Gold {
    /// How many words it has.
    pub fn len(&self) -> usize {
        self.forms.len()
    }
}

/// Reads every sentence of a CoNLL-U text. A word's tenth field may hold `Known=Date` and the like.
pub fn read(text: &str) -> Result<Vec<Gold>, String> {
    text.replace('\r', "").split("\n\n").filter(|block| !block.trim().is_empty()).map(sentence).collect()
}

fn sentence(block: &str) -> Result<Gold, String> {
    let mut gold = Gold::default();
    let mut heads = Vec::new();
    for line in block.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(id) = comment.trim().strip_prefix("sent_id = ") {
                gold.id = id.trim().to_owned();
            }
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [number, form, lemma, upos, xpos, _, head, relation, _, extra] = fields[..] else {
            return Err(format!("{}: not ten fields: {line}", gold.id));
        };
        if number.parse::<usize>().is_err() {
            continue;
        }
        let known = extra.split('|').find_map(|item| item.strip_prefix("Known=")).and_then(KnownKind::named);
        let tag = match known {
            Some(KnownKind::Date) => Tag::Date,
            Some(KnownKind::Number) => Tag::Number,
            Some(KnownKind::Quantity) => Tag::Quantity,
            Some(KnownKind::Money) => Tag::Money,
            Some(KnownKind::Name) if form.contains(' ') => Tag::Name,
            _ => Tag::from_treebank(upos, xpos),
        };
        gold.forms.push(form.to_owned());
        gold.lemmas.push(lemma.to_lowercase());
        gold.known.push(known);
        gold.tags.push(tag);
        gold.relations.push(Relation::from_treebank(relation));
        heads.push(head.parse::<usize>().map_err(|_| format!("{}: no head: {line}", gold.id))?);
    }
    let count = heads.len();
    if let Some(head) = heads.iter().find(|head| **head > count) {
        return Err(format!("{}: head {head} of {count}", gold.id));
    }
    if heads.iter().filter(|head| **head == 0).count() != 1 {
        return Err(format!("{}: not one root", gold.id));
    }
    gold.heads = heads.into_iter().map(|head| if head == 0 { count } else { head - 1 }).collect();
    Ok(gold)
}
