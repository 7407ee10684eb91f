//! The lemma of a word: `signed` -> `sign`, `countries` -> `country`, by its tag, endings and the irregular words.

mod irregular;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::tag::{Tag, VerbForm, WordClass};
use irregular::{ENDING_IN_E, KEEPING_S, NOUNS, VERBS};

/// Forms of irregular verbs: the base, and whether it is a past (bit 0), a participle (bit 1).
static FORMS: LazyLock<HashMap<&str, (&str, u32)>> = LazyLock::new(|| {
    let mut forms: HashMap<&str, (&str, u32)> = HashMap::with_capacity(VERBS.len() * 2);
    for (base, pasts, participles) in VERBS {
        for (list, bit) in [(pasts, 1), (participles, 2)] {
            for form in list.split('/') {
                forms.entry(form).or_insert((base, 0)).1 |= bit;
            }
        }
    }
    forms
});

static BASES_IN_E: LazyLock<HashMap<&str, ()>> = LazyLock::new(|| ENDING_IN_E.iter().map(|base| (*base, ())).collect());

static PLURALS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| NOUNS.iter().copied().collect());

/// What the table of irregular verbs says of a folded form: bit 0 a past, bit 1 a participle; 0 for other words.
#[must_use]
pub fn irregular_form(folded: &str) -> u32 {
    FORMS.get(folded).map_or(0, |(_, bits)| *bits)
}

/// The lemma of a form folded to lower case, read with this tag. Names keep their form.
///
/// ```
/// use chancery_lexis::syntax::{Tag, lemma};
/// assert_eq!(lemma::lemma("severed", Tag::VerbPast), "sever");
/// assert_eq!(lemma::lemma("overtook", Tag::VerbPast), "overtake");
/// assert_eq!(lemma::lemma("navies", Tag::Nouns), "navy");
/// ```
#[must_use]
pub fn lemma(folded: &str, tag: Tag) -> Cow<'_, str> {
    match (tag.class(), tag.verb_form()) {
        (WordClass::Aux, _) => Cow::Borrowed(auxiliary(folded, tag)),
        (WordClass::Verb, Some(form)) => verb(folded, form),
        (WordClass::Noun, _) if tag == Tag::Nouns => noun(folded),
        (WordClass::Part, _) if tag == Tag::Not => Cow::Borrowed("not"),
        (WordClass::Adj | WordClass::Adv, _) => Cow::Borrowed(compared(folded, tag)),
        (WordClass::Det, _) if folded == "an" => Cow::Borrowed("a"),
        _ => Cow::Borrowed(folded),
    }
}

fn auxiliary(folded: &str, tag: Tag) -> &str {
    match folded {
        "is" | "are" | "was" | "were" | "been" | "being" | "am" | "'re" | "'m" | "ai" => "be",
        "'s" if tag == Tag::AuxThird => "be",
        "has" | "had" | "having" | "'ve" => "have",
        "'d" if tag == Tag::AuxPast => "have",
        "does" | "did" | "done" | "doing" => "do",
        "'ll" | "wo" => "will",
        "'d" => "would",
        "ca" => "can",
        "got" | "getting" | "gets" => "get",
        _ => folded,
    }
}

fn compared(folded: &str, tag: Tag) -> &str {
    match (folded, tag) {
        ("better", Tag::AdjectiveMore) | ("best", Tag::AdjectiveMost) => "good",
        ("worse", Tag::AdjectiveMore) | ("worst", Tag::AdjectiveMost) => "bad",
        ("more", Tag::AdjectiveMore) | ("most", Tag::AdjectiveMost) => "much",
        ("less", Tag::AdjectiveMore) | ("least", Tag::AdjectiveMost) => "little",
        _ => folded,
    }
}

fn verb(folded: &str, form: VerbForm) -> Cow<'_, str> {
    match form {
        VerbForm::Base | VerbForm::Modal => return Cow::Borrowed(folded),
        VerbForm::Past | VerbForm::Participle => {
            if let Some((base, _)) = FORMS.get(folded) {
                return Cow::Borrowed(base);
            }
            for prefix in ["re", "over", "out", "un"] {
                if let Some((base, _)) = folded.strip_prefix(prefix).and_then(|rest| FORMS.get(rest)) {
                    return Cow::Owned(format!("{prefix}{base}"));
                }
            }
        }
        VerbForm::Present | VerbForm::Ing => {}
    }
    if let Some(base) = auxiliary_base(folded) {
        return Cow::Borrowed(base);
    }
    match form {
        VerbForm::Present => third_person(folded),
        VerbForm::Ing => {
            folded.strip_suffix("ing").filter(|stem| stem.len() > 1).map_or(Cow::Borrowed(folded), |stem| base_of(stem))
        }
        _ => match folded.strip_suffix("ied") {
            Some("d" | "l" | "t" | "unt") => Cow::Borrowed(&folded[..folded.len() - 1]),
            Some(stem) => Cow::Owned(format!("{stem}y")),
            None => folded
                .strip_suffix("ed")
                .filter(|stem| stem.len() > 1)
                .map_or(Cow::Borrowed(folded), |stem| base_of(stem)),
        },
    }
}

fn auxiliary_base(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "is" | "are" | "was" | "were" | "been" | "being" | "am" | "'s" | "'re" | "'m" => "be",
        "has" | "had" | "having" | "'ve" => "have",
        "does" | "doing" => "do",
        "goes" => "go",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        _ => return None,
    })
}

fn third_person(folded: &str) -> Cow<'_, str> {
    if let Some(stem) = folded.strip_suffix("ies") {
        return if stem.len() < 2 {
            Cow::Borrowed(&folded[..folded.len() - 1])
        } else {
            Cow::Owned(format!("{stem}y"))
        };
    }
    if let Some(stem) = folded.strip_suffix("es") {
        let hisses = ["sh", "ch", "ss", "x", "zz", "o"].iter().any(|ending| stem.ends_with(ending));
        if hisses && !BASES_IN_E.contains_key(&folded[..folded.len() - 1]) {
            return Cow::Borrowed(stem);
        }
    }
    match folded.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && stem.len() > 1 => Cow::Borrowed(stem),
        _ => Cow::Borrowed(folded),
    }
}

/// The base of a stem left by `-ed` or `-ing`: a doubled consonant is made single, a silent e put back.
fn base_of(stem: &str) -> Cow<'_, str> {
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return Cow::Borrowed(stem) };
    if !stem.bytes().any(|byte| b"aeiouy".contains(&byte)) || !stem.is_ascii() {
        return Cow::Borrowed(stem);
    }
    let in_e = format!("{stem}e");
    if BASES_IN_E.contains_key(in_e.as_str()) {
        return Cow::Owned(in_e);
    }
    if matches!(stem, "mimick" | "panick" | "traffick" | "politick" | "bivouack") {
        return Cow::Borrowed(&stem[..stem.len() - 1]);
    }
    if before == last && b"bdgmnprtvklz".contains(last) {
        let single = &stem[..stem.len() - 1];
        let keeps = match last {
            b'l' => !DOUBLED_L.contains(&single),
            b'd' => matches!(stem, "add" | "odd"),
            b'r' => matches!(stem, "err" | "whirr"),
            b't' => stem == "boycott",
            b'z' => stem != "quizz",
            b'g' => stem == "egg",
            b'b' => stem == "ebb",
            b'p' | b'm' | b'n' | b'v' | b'k' => false,
            _ => true,
        };
        return Cow::Borrowed(if keeps { stem } else { single });
    }
    if silent_e(bytes, *before, *last) { Cow::Owned(in_e) } else { Cow::Borrowed(stem) }
}

/// Verbs that double their l before an ending, without it.
const DOUBLED_L: &[&str] = &[
    "cancel", "channel", "compel", "control", "counsel", "dispel", "enrol", "equal", "excel", "expel", "fuel",
    "fulfil", "impel", "label", "level", "marshal", "model", "parcel", "patrol", "pedal", "propel", "quarrel", "rebel",
    "refuel", "repel", "rival", "shovel", "signal", "total", "travel", "trial", "tunnel", "unravel",
];

fn silent_e(stem: &[u8], before: u8, last: u8) -> bool {
    let vowel = |byte: u8| b"aeiou".contains(&byte);
    match last {
        b'c' | b'v' | b'u' => true,
        b'e' => stem.len() > 1 && before != b'e' || stem.ends_with(b"gre") || stem.ends_with(b"cre"),
        b's' => vowel(before) && !stem.ends_with(b"focus") && !stem.ends_with(b"bias") || b"rnlp".contains(&before),
        b'z' => before != b'z' && before != b't',
        b'g' => {
            before == b'd'
                || before == b'r'
                || before == b'l'
                || vowel(before)
                || stem.ends_with(b"ang") && stem.len() > 4
                || stem.ends_with(b"eng")
        }
        b't' => {
            stem.ends_with(b"at") && !stem.ends_with(b"eat") && !stem.ends_with(b"oat") && stem.len() > 2
                || stem.ends_with(b"creat")
        }
        b'l' => b"bcdfgkptz".contains(&before),
        b'r' => stem.ends_with(b"uir") || stem.ends_with(b"quir") || stem.ends_with(b"cur"),
        b'd' => {
            stem.ends_with(b"vid")
                || stem.ends_with(b"clud")
                || stem.ends_with(b"cid")
                || stem.ends_with(b"ced")
                || stem.ends_with(b"rad")
        }
        b'h' => before == b't' && (stem.ends_with(b"eath") || stem.ends_with(b"path")) || stem.ends_with(b"bath"),
        _ => false,
    }
}

fn noun(folded: &str) -> Cow<'_, str> {
    if let Some(singular) = PLURALS.get(folded) {
        return Cow::Borrowed(singular);
    }
    if let Some(stem) = folded.strip_suffix("men") {
        return Cow::Owned(format!("{stem}man"));
    }
    if KEEPING_S.contains(&folded) || !folded.ends_with('s') || folded.len() < 3 {
        return Cow::Borrowed(folded);
    }
    if let Some(stem) = folded.strip_suffix("ies") {
        return if stem.len() < 2 {
            Cow::Borrowed(&folded[..folded.len() - 1])
        } else {
            Cow::Owned(format!("{stem}y"))
        };
    }
    for ending in ["shes", "ches", "sses", "xes", "zzes"] {
        if folded.ends_with(ending) && !["aches", "axes"].contains(&folded) {
            return Cow::Borrowed(&folded[..folded.len() - 2]);
        }
    }
    if folded.ends_with("ss") || folded.ends_with("us") || folded.ends_with("is") {
        return Cow::Borrowed(folded);
    }
    Cow::Borrowed(&folded[..folded.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::{Tag, lemma};

    #[test]
    fn words_have_their_lemma() {
        let rows: &[(Tag, &[(&str, &str)])] = &[
            (
                Tag::VerbPast,
                &[
                    ("signed", "sign"),
                    ("agreed", "agree"),
                    ("seized", "seize"),
                    ("stopped", "stop"),
                    ("controlled", "control"),
                    ("called", "call"),
                    ("installed", "install"),
                    ("created", "create"),
                    ("defeated", "defeat"),
                    ("visited", "visit"),
                    ("united", "unite"),
                    ("ratified", "ratify"),
                    ("died", "die"),
                    ("changed", "change"),
                    ("belonged", "belong"),
                    ("issued", "issue"),
                    ("endorsed", "endorse"),
                    ("passed", "pass"),
                    ("retook", "retake"),
                    ("withdrew", "withdraw"),
                    ("fell", "fall"),
                ],
            ),
            (Tag::VerbIng, &[("citing", "cite"), ("putting", "put"), ("lying", "lie"), ("being", "be")]),
            (Tag::VerbThird, &[("supplies", "supply"), ("reaches", "reach"), ("goes", "go"), ("rises", "rise")]),
            (
                Tag::Nouns,
                &[
                    ("countries", "country"),
                    ("crises", "crisis"),
                    ("taxes", "tax"),
                    ("clashes", "clash"),
                    ("men", "man"),
                    ("gunmen", "gunman"),
                    ("series", "series"),
                    ("losses", "loss"),
                    ("services", "service"),
                ],
            ),
            (Tag::AuxPast, &[("was", "be"), ("had", "have")]),
            (Tag::Not, &[("n't", "not")]),
        ];
        for (tag, words) in rows {
            for (word, wanted) in *words {
                assert_eq!(&lemma(word, *tag), wanted, "{word}");
            }
        }
    }
}
