//! Scoring a model against sentences with their right readings.

use std::borrow::Cow;

use chancery_lexis::syntax::{Clause, KnownKind, Piece, Reader, Relation, Sentence, Token, WordClass};

use crate::treebank::Gold;

/// The sentence's text, words set apart by blanks, and where each word stands in it.
pub fn laid_out(gold: &Gold) -> (String, Vec<Piece>) {
    let mut text = String::new();
    let mut pieces = Vec::new();
    for (form, known) in gold.forms.iter().zip(&gold.known) {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(form);
        pieces.push(Piece { span: start..text.len(), known: *known });
    }
    (text, pieces)
}

/// The right reading as the reader's own value, so that both are asked the same.
pub fn as_sentence<'a>(gold: &'a Gold, text: &'a str, pieces: &[Piece]) -> Sentence<'a> {
    let tokens = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| Token {
            span: piece.span.clone(),
            form: &gold.forms[at],
            lemma: Cow::Borrowed(gold.lemmas[at].as_str()),
            tag: gold.tags[at],
            known: piece.known,
            head: Some(gold.heads[at]),
            relation: gold.relations[at],
            margin: i32::MAX,
        })
        .collect();
    Sentence::from_tokens(text, tokens)
}

/// A count of what was right, of how many.
#[derive(Clone, Copy, Default)]
struct Of(usize, usize);

impl Of {
    fn add(&mut self, right: bool) {
        self.0 += usize::from(right);
        self.1 += 1;
    }
}

impl std::fmt::Display for Of {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} of {}", self.0, self.1)
    }
}

/// How well clauses are read: what those ask who build events and figures on them.
#[derive(Default)]
struct Clauses {
    predicates: Of,
    subjects: Of,
    manner: Of,
    dates: Of,
    dated_subjects: Of,
    numbers: Of,
    invented: Of,
    whole: Of,
    torn: usize,
}

impl Clauses {
    fn add(&mut self, gold: &Sentence<'_>, read: &Sentence<'_>) {
        let (right, found) = (gold.clauses(), read.clauses());
        let torn = read.is_torn();
        self.torn += usize::from(torn);
        let of = |clauses: &[Clause], predicate: Option<usize>| {
            predicate.and_then(|predicate| clauses.iter().find(|clause| clause.predicate == predicate).cloned())
        };
        let verbs = |clauses: &[Clause], of: &Sentence<'_>| -> Vec<Clause> {
            clauses.iter().filter(|clause| of.tokens[clause.predicate].tag.is_verb()).cloned().collect()
        };
        for clause in verbs(&right, gold) {
            let same = of(&found, Some(clause.predicate));
            self.predicates.add(same.is_some());
            self.subjects.add(same.as_ref().is_some_and(|same| same.subjects == clause.subjects));
            self.manner.add(same.is_some_and(|same| {
                (same.voice, same.tense, same.aspect, same.negated, same.finite)
                    == (clause.voice, clause.tense, clause.aspect, clause.negated, clause.finite)
            }));
        }
        for clause in verbs(&found, read) {
            self.invented.add(of(&right, Some(clause.predicate)).is_none());
        }
        for token in &gold.tokens {
            let (Some(wanted), Some(got)) = (gold.attachment(&token.span), read.attachment(&token.span)) else {
                continue;
            };
            match token.known {
                Some(KnownKind::Date) => {
                    let verb = wanted.predicate == got.predicate;
                    let subject = |clauses: &[Clause], predicate| of(clauses, predicate).map(|clause| clause.subjects);
                    self.dates.add(verb);
                    let all = verb && subject(&right, wanted.predicate) == subject(&found, got.predicate);
                    self.dated_subjects.add(all);
                    if !torn {
                        self.whole.add(all);
                    }
                }
                Some(KnownKind::Number | KnownKind::Quantity | KnownKind::Money) => {
                    self.numbers.add(wanted.governor == got.governor);
                }
                _ => {}
            }
        }
    }
}

#[derive(Default)]
pub struct Score {
    clauses: Clauses,
    words: usize,
    classes: usize,
    tags: usize,
    scored: usize,
    heads: usize,
    relations: usize,
    verbs: usize,
    lemmas: usize,
    roots: usize,
    sentences: usize,
    verb_forms: (usize, usize),
    subjects: (usize, usize),
    sure: (usize, usize),
}

impl Score {
    pub fn add(&mut self, gold: &Gold, read: &Sentence<'_>, say: bool) {
        self.sentences += 1;
        let (text, pieces) = laid_out(gold);
        self.clauses.add(&as_sentence(gold, &text, &pieces), read);
        let mut wrong = Vec::new();
        for (at, token) in read.tokens.iter().enumerate() {
            self.words += 1;
            let right = gold.tags[at];
            self.classes += usize::from(token.tag.class() == right.class());
            self.tags += usize::from(token.tag == right);
            if right.class() == WordClass::Verb {
                self.verbs += 1;
                self.verb_forms.0 += usize::from(token.tag == right);
                self.lemmas += usize::from(token.lemma == gold.lemmas[at]);
                if say && token.tag == right && token.lemma != gold.lemmas[at] {
                    wrong.push(format!("lemma {} {}", token.lemma, gold.lemmas[at]));
                }
            }
            if right.class() == WordClass::Punct {
                continue;
            }
            self.scored += 1;
            let head = token.head.unwrap_or(gold.len());
            let hangs = head == gold.heads[at];
            let named = hangs && token.relation == gold.relations[at];
            self.heads += usize::from(hangs);
            self.relations += usize::from(named);
            if token.margin >= 100 {
                self.sure.1 += 1;
                self.sure.0 += usize::from(hangs);
            }
            if gold.heads[at] == gold.len() {
                self.roots += usize::from(hangs);
            }
            if matches!(gold.relations[at], Relation::Nsubj | Relation::NsubjPass) {
                self.subjects.1 += 1;
                self.subjects.0 += usize::from(named);
            }
            if say && (token.tag != right || !named) {
                let form = |head: usize| gold.forms.get(head).map_or("ROOT", String::as_str);
                wrong.push(format!(
                    "{}:{}<-{}({}) not {}<-{}({})",
                    token.form,
                    token.tag.xpos(),
                    token.relation.code(),
                    form(head),
                    right.xpos(),
                    gold.relations[at].code(),
                    form(gold.heads[at])
                ));
            }
        }
        if say && !wrong.is_empty() {
            println!("# {}\n  {}\n    {}", gold.id, read.text, wrong.join("\n    "));
        }
    }

    pub fn print(&self, name: &str) {
        let share = |part: usize, whole: usize| {
            let tenths = part * 10_000 / whole.max(1);
            format!("{}.{:02}", tenths / 100, tenths % 100)
        };
        println!(
            "{name}: {} sentences, {} words; class {} tag {} verbs' tag {} verbs' lemma {}; UAS {} LAS {} root {} subject {} of {}; of margin >= 100: {} of {} heads",
            self.sentences,
            self.words,
            share(self.classes, self.words),
            share(self.tags, self.words),
            share(self.verb_forms.0, self.verbs),
            share(self.lemmas, self.verbs),
            share(self.heads, self.scored),
            share(self.relations, self.scored),
            share(self.roots, self.sentences),
            share(self.subjects.0, self.subjects.1),
            self.subjects.1,
            share(self.sure.0, self.sure.1),
            self.sure.1,
        );
        let clauses = &self.clauses;
        println!(
            "  clauses: predicate {}; with its subjects {}; tense, voice, aspect, negation {}; verbs made up {}; date's verb {}; date's verb and its subjects {} (where not torn {}); number's governor {}; torn {} of {}",
            clauses.predicates,
            clauses.subjects,
            clauses.manner,
            clauses.invented,
            clauses.dates,
            clauses.dated_subjects,
            clauses.whole,
            clauses.numbers,
            clauses.torn,
            self.sentences,
        );
    }
}

pub fn score(name: &str, sentences: &[Gold], reader: &Reader<'_>, say: bool) {
    let mut score = Score::default();
    for gold in sentences {
        let (text, pieces) = laid_out(gold);
        score.add(gold, &reader.read_pieces(&text, pieces), say);
    }
    score.print(name);
}
