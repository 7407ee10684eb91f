//! What the value answers, on trees written by hand, so that no model is asked.

use std::borrow::Cow;

use super::{ClauseKind, KnownKind, Relation, Sentence, Tag, Token, Voice};

/// The words of a tree, set apart by blanks: `form/lemma/class/tag/head/relation`, heads from 1, 0 for the root. A `~`
/// stands for a blank in a form.
fn tree<'a>(text: &'a str, words: &str) -> Sentence<'a> {
    let mut at = 0;
    let tokens = words
        .split_whitespace()
        .map(|word| {
            let fields: Vec<&str> = word.split('/').collect();
            let [form, lemma, class, tag, head, relation] = fields[..] else { panic!("six fields: {word}") };
            let form = form.replace('~', " ");
            let start = at + text[at..].find(&form).expect("the form is in the text");
            at = start + form.len();
            let known = KnownKind::named(class);
            Token {
                span: start..at,
                form: &text[start..at],
                lemma: Cow::Owned(lemma.to_owned()),
                tag: match known {
                    Some(KnownKind::Date) => Tag::Date,
                    Some(KnownKind::Money) => Tag::Money,
                    Some(_) => Tag::Number,
                    None => Tag::from_treebank(class, tag),
                },
                known,
                head: head.parse::<usize>().expect("a number").checked_sub(1),
                relation: Relation::from_treebank(relation),
                margin: 1000,
            }
        })
        .collect();
    Sentence::from_tokens(text, tokens)
}

/// A clause in a line: kind, verb, subjects, agents, objects, obliques, marks of voice, tense and negation.
fn told(sentence: &Sentence<'_>) -> Vec<String> {
    let form = |token: usize| sentence.tokens[token].form;
    let forms = |tokens: &[usize]| tokens.iter().map(|token| form(*token)).collect::<Vec<_>>().join("+");
    let line = |clause: &super::Clause| {
        let obliques: Vec<String> = clause
            .obliques
            .iter()
            .map(|oblique| format!("{} {}", oblique.preposition.map_or("-", form), form(oblique.head)))
            .collect();
        format!(
            "{:?} {} s={} a={} o={} [{}] {:?} {:?} {:?}{}{}",
            clause.kind,
            form(clause.predicate),
            forms(&clause.subjects),
            forms(&clause.agents),
            forms(&clause.objects),
            obliques.join(", "),
            clause.voice,
            clause.tense,
            clause.aspect,
            if clause.negated { " not" } else { "" },
            if clause.finite { "" } else { " nonfinite" },
        )
    };
    sentence.clauses().iter().map(line).collect()
}

#[test]
fn clauses_are_told() {
    let rows: &[(&str, &str, &[&str])] = &[
        (
            "Oman and Iran signed a pact in 2013 and revised it in 2016.",
            "Oman/Oman/PROPN/NNP/4/nsubj and/and/CCONJ/CC/3/cc Iran/Iran/PROPN/NNP/1/conj signed/sign/VERB/VBD/0/root \
             a/a/DET/DT/6/det pact/pact/NOUN/NN/4/obj in/in/ADP/IN/8/case 2013/2013/Date/_/4/obl and/and/CCONJ/CC/10/cc \
             revised/revise/VERB/VBD/4/conj it/it/PRON/PRP/10/obj in/in/ADP/IN/13/case 2016/2016/Date/_/10/obl ././PUNCT/./4/punct",
            &[
                "Main signed s=Oman+Iran a= o=pact [in 2013] Active Past Simple",
                "Coordinate revised s=Oman+Iran a= o=it [in 2016] Active Past Simple",
            ],
        ),
        (
            "The dam, built by Iran, was never opened.",
            "The/the/DET/DT/2/det dam/dam/NOUN/NN/10/nsubj:pass ,/,/PUNCT/,/4/punct built/build/VERB/VBN/2/acl \
             by/by/ADP/IN/6/case Iran/Iran/PROPN/NNP/4/obl ,/,/PUNCT/,/4/punct was/be/AUX/VBD/10/aux:pass \
             never/never/ADV/RB/10/advmod opened/open/VERB/VBN/0/root ././PUNCT/./10/punct",
            &[
                "Participial built s=dam a=Iran o= [] Passive None Simple nonfinite",
                "Main opened s=dam a= o= [] Passive Past Simple not",
            ],
        ),
        (
            "It was damaged by 2016 and sold.",
            "It/it/PRON/PRP/3/nsubj:pass was/be/AUX/VBD/3/aux:pass damaged/damage/VERB/VBN/0/root by/by/ADP/IN/5/case \
             2016/2016/Date/_/3/obl and/and/CCONJ/CC/7/cc sold/sell/VERB/VBN/3/conj ././PUNCT/./3/punct",
            &[
                "Main damaged s=It a= o= [by 2016] Passive Past Simple",
                "Coordinate sold s=It a= o= [] Passive Past Simple",
            ],
        ),
        (
            "Chad, which left the bloc, may not have paid.",
            "Chad/Chad/PROPN/NNP/11/nsubj ,/,/PUNCT/,/4/punct which/which/PRON/WDT/4/nsubj left/leave/VERB/VBD/1/acl:relcl \
             the/the/DET/DT/6/det bloc/bloc/NOUN/NN/4/obj ,/,/PUNCT/,/4/punct may/may/AUX/MD/11/aux not/not/PART/RB/11/advmod \
             have/have/AUX/VB/11/aux paid/pay/VERB/VBN/0/root ././PUNCT/./11/punct",
            &[
                "Relative left s=Chad a= o=bloc [] Active Past Simple",
                "Main paid s=Chad a= o= [] Active Present Perfect not",
            ],
        ),
        (
            "Kyiv urged Paris to send arms.",
            "Kyiv/Kyiv/PROPN/NNP/2/nsubj urged/urge/VERB/VBD/0/root Paris/Paris/PROPN/NNP/2/obj to/to/PART/TO/5/mark \
             send/send/VERB/VB/2/xcomp arms/arm/NOUN/NNS/5/obj ././PUNCT/./2/punct",
            &[
                "Main urged s=Kyiv a= o=Paris [] Active Past Simple",
                "Open send s=Paris a= o=arms [] Active None Simple nonfinite",
            ],
        ),
        (
            "No state will sign, citing costs.",
            "No/no/DET/DT/2/det state/state/NOUN/NN/4/nsubj will/will/AUX/MD/4/aux sign/sign/VERB/VB/0/root \
             ,/,/PUNCT/,/6/punct citing/cite/VERB/VBG/4/advcl costs/cost/NOUN/NNS/6/obj ././PUNCT/./4/punct",
            &[
                "Main sign s=state a= o= [] Active Future Simple not",
                "Adverbial citing s=state a= o=costs [] Active None Simple nonfinite",
            ],
        ),
        (
            "The state is rich but it said nothing.",
            "The/the/DET/DT/2/det state/state/NOUN/NN/4/nsubj is/be/AUX/VBZ/4/cop rich/rich/ADJ/JJ/0/root \
             but/but/CCONJ/CC/7/cc it/it/PRON/PRP/7/nsubj said/say/VERB/VBD/4/conj nothing/nothing/PRON/NN/7/obj ././PUNCT/./4/punct",
            &[
                "Main rich s=state a= o= [] Active Present Simple",
                "Coordinate said s=it a= o=nothing [] Active Past Simple not",
            ],
        ),
        ("", "", &[]),
    ];
    for (text, words, wanted) in rows {
        assert_eq!(&told(&tree(text, words)), wanted, "{text}");
    }
}

#[test]
fn noun_groups_are_whole() {
    let text = "The new law on exports of gas, the first since 1990, failed.";
    let sentence = tree(
        text,
        "The/the/DET/DT/3/det new/new/ADJ/JJ/3/amod law/law/NOUN/NN/13/nsubj on/on/ADP/IN/5/case exports/export/NOUN/NNS/3/nmod \
         of/of/ADP/IN/7/case gas/gas/NOUN/NN/5/nmod ,/,/PUNCT/,/10/punct the/the/DET/DT/10/det first/first/ADJ/JJ/3/appos \
         since/since/ADP/IN/12/case 1990/1990/Date/_/10/nmod failed/fail/VERB/VBD/0/root ././PUNCT/./13/punct",
    );
    let group = sentence.noun_group(2).expect("a noun");
    assert_eq!(&text[group.span], "The new law on exports of gas");
    assert_eq!(&text[group.core], "The new law");
    assert_eq!((group.appositions, group.complements, group.modifiers), (vec![9], vec![4], vec![1]));
    assert_eq!(sentence.noun_group(99), None);
    let date = sentence.attachment(&(text.find("1990").expect("there")..text.find(", failed").expect("there")));
    let date = date.expect("a token is there");
    assert_eq!((date.governor, date.preposition, date.predicate), (Some(9), Some(10), Some(12)));
    assert_eq!(sentence.attachment(&(500..510)), None);
}

#[test]
fn a_sentence_without_a_finite_verb_is_torn() {
    let noun = tree("Talks in Rome", "Talks/talk/NOUN/NNS/0/root in/in/ADP/IN/3/case Rome/Rome/PROPN/NNP/1/nmod");
    assert!(noun.is_torn());
    let verb = tree("Talks failed", "Talks/talk/NOUN/NNS/2/nsubj failed/fail/VERB/VBD/0/root");
    assert!(!verb.is_torn());
    assert!(tree("", "").is_torn());
    assert_eq!(verb.clauses()[0].voice, Voice::Active);
    assert_eq!(noun.clauses()[0].kind, ClauseKind::Main);
}
