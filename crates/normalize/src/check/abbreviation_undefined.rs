//! An abbreviation that is nowhere spelt out.

use std::collections::{BTreeMap, BTreeSet};

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::passage::PassageKind;
use chancery_model::rule::{Exception, Explanation, Group, Rule};
use chancery_model::section::SectionKind;

use super::Subject;
use chancery_lexis::word::Word;

pub(super) const RULE: Rule = Rule {
    id: "abbreviation-undefined",
    group: Group::Text,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Info, when: "where it is said as a word, as names of firms are" }),
    summary: "an abbreviation that is nowhere spelt out",
    explanation: Explanation {
        asks: "is each abbreviation of two to eight capitals spelt out somewhere in the text, in brackets or without? Those in common-abbreviations.csv, Roman numerals, type numbers and headings in capitals do not count.",
        why: "a reader new to the subject cannot look it up.",
        mend: "write the name in full at the first use, the abbreviation in brackets behind it.",
        fires: "The BUA met twice.",
        silent: "The Border Union Assembly (BUA) met; the BUA voted.",
    },
};

/// Letters of an abbreviation, at most.
const LONGEST: usize = 8;
/// Small words that a name has between its capitals.
const LINKS: &[&str] = &["a", "and", "de", "du", "for", "in", "of", "on", "the", "to", "with"];
/// Words between a bracket and the abbreviation that it introduces: `(the UN)`, `(known as GUAM)`.
const INTRODUCING: &[&str] =
    &["the", "or", "also", "known", "as", "abbreviated", "hereafter", "henceforth", "called", "short"];

/// Where an abbreviation first stands, and how often it does.
struct Used<'d> {
    place: Span,
    passage_id: &'d str,
    n: usize,
}

/// One finding for each abbreviation, where it first stands.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let vocabulary = subject.lexicon.vocabulary;
    let common: BTreeSet<&str> = vocabulary.common_abbreviations.iter().map(String::as_str).collect();
    let mut used: BTreeMap<&str, Used<'_>> = BTreeMap::new();
    let mut spelt_out: BTreeSet<String> = BTreeSet::new();
    let mut small: BTreeSet<&str> = BTreeSet::new();
    for (at, statement) in subject.document.statements.iter().enumerate() {
        if statement.section_kind == SectionKind::Literature {
            continue;
        }
        let (text, words) = (statement.text, subject.texts.words(at));
        initials(text, words, &mut spelt_out);
        small.extend(words.iter().map(|word| word.text).filter(|word| word.starts_with(char::is_lowercase)));
        // Cells of tables are short of room; headings in capitals are no abbreviations.
        let is_shouted = words.iter().filter(|word| is_capital(word.text)).count() * 2 > words.len();
        if statement.kind == PassageKind::TableRow || is_shouted && words.len() > 1 {
            continue;
        }
        for (start, part) in
            words.iter().enumerate().filter(|(at, _)| !in_shout(words, *at)).flat_map(|(_, word)| parts(word))
        {
            let Some(short) = abbreviation(text, start, part).filter(|short| !common.contains(short)) else { continue };
            if is_measure(text, start, start + part.len()) {
                continue;
            }
            if is_introduced(text, start, start + part.len(), short) {
                spelt_out.insert(short.to_owned());
            }
            let place = Span::new(statement.span.start + start, statement.span.start + start + part.len());
            used.entry(short).or_insert(Used { place, passage_id: &statement.passage_id, n: 0 }).n += 1;
        }
    }
    let is_word = |short: &str| small.contains(short.to_lowercase().as_str());
    let undefined = used.into_iter().filter(|(short, _)| !spelt_out.contains(*short) && !is_word(short));
    let finding = |(short, used): (&str, Used<'_>)| {
        let times = if used.n == 1 { "once".to_owned() } else { format!("{} times", used.n) };
        let message =
            format!("expected {short} to be spelt out where it first stands, found it {times} and nowhere in full");
        let actor = vocabulary.actors.iter().find(|actor| actor.code == short && actor.name != short);
        let full = actor.map_or("the name in full", |actor| actor.name.as_str());
        RULE.excepted_if(is_pronounceable(short))
            .at(subject.document.anchor(used.place), message)
            .help(format!("write {full} ({short}) at the first use"))
            .record(used.passage_id)
    };
    undefined.map(finding).collect()
}

fn is_capital(text: &str) -> bool {
    text.chars().nth(1).is_some() && text.chars().all(char::is_uppercase)
}

/// Whether a word is one of three or more in a row in capitals: words set in capitals, not abbreviations.
fn in_shout(words: &[Word<'_>], at: usize) -> bool {
    let capitals = |range: std::ops::Range<usize>| words[range].iter().all(|word| is_capital(word.text));
    (at.saturating_sub(2)..=at).any(|first| first + 3 <= words.len() && capitals(first..first + 3))
}

/// Whether it is said as a word, as names of firms are: vowels and consonants take turns, neither more than two in a
/// row, over at least two vowels apart.
fn is_pronounceable(short: &str) -> bool {
    let is_vowel = |letter: &char| matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U');
    let letters: Vec<char> = short.chars().collect();
    let runs: Vec<&[char]> = letters.chunk_by(|one, other| is_vowel(one) == is_vowel(other)).collect();
    let n_vowels = runs.iter().filter(|run| is_vowel(&run[0])).count();
    letters.len() > 3 && n_vowels > 1 && runs.iter().all(|run| run.len() < 3)
}

/// The parts of a word between hyphens, with the byte each begins at.
fn parts<'w>(word: &Word<'w>) -> impl Iterator<Item = (usize, &'w str)> + use<'w> {
    let mut next = word.start;
    word.text.split('-').map(move |part| {
        let start = next;
        next += part.len() + 1;
        (start, part)
    })
}

/// The abbreviation that a part of a word is: two to eight capitals, a plural ending aside. Roman numerals are none,
/// nor is what a slash or a dotted letter ties to something else.
fn abbreviation<'t>(text: &str, start: usize, part: &'t str) -> Option<&'t str> {
    let short = part.strip_suffix('s').filter(|bare| is_capital(bare)).unwrap_or(part);
    let is_roman = short.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'C' | 'M'));
    let is_tied = text[..start].ends_with(['/', '.', '&', '_', '#', '@'])
        || text[start + part.len()..].starts_with(['/', '_', '&']);
    (is_capital(short) && short.chars().count() <= LONGEST && !is_roman && !is_tied).then_some(short)
}

/// Whether it stands right beside a number that is no year: `GHS 15 billion`, `200,000 TEU`.
fn is_measure(text: &str, start: usize, end: usize) -> bool {
    let is_number = |word: &str| {
        let digits = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        word.starts_with(|letter: char| letter.is_ascii_digit()) && !is_year
    };
    let before = text[..start].strip_suffix([' ', '\u{A0}']).and_then(|before| before.rsplit([' ', '\u{A0}']).next());
    let after = text[end..].strip_prefix([' ', '\u{A0}']).and_then(|after| after.split([' ', '\u{A0}']).next());
    before.is_some_and(is_number) || after.is_some_and(is_number)
}

/// Whether brackets introduce it: `Border Union (BU)`, or `BU (Border Union)`.
fn is_introduced(text: &str, start: usize, end: usize, short: &str) -> bool {
    const MARKS: [char; 7] = ['\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '"', '\'', ' '];
    let mut before = text[..start].trim_end_matches(MARKS);
    while let Some(word) = before.rsplit(|letter: char| !letter.is_alphabetic()).next()
        && INTRODUCING.contains(&word)
    {
        before = before[..before.len() - word.len()].trim_end_matches(MARKS);
    }
    let after = text[end..].trim_start_matches(['s', '\u{2019}', '\u{201D}', '"']);
    if before.ends_with('(') && after.starts_with([')', ',', ';']) {
        return true;
    }
    let Some(inner) = after.strip_prefix(" (").and_then(|inner| inner.split(')').next()) else { return false };
    let first = |word: &str| word.chars().next().into_iter().flat_map(char::to_uppercase).next();
    inner.split_whitespace().count() > 1 && first(inner) == short.chars().next()
}

/// Adds the initials of every run of capitalised words: `Border Union of the South` gives `BU`, `BUS` and `US`.
fn initials(text: &str, words: &[Word<'_>], spelt_out: &mut BTreeSet<String>) {
    let mut run: Vec<char> = Vec::new();
    let mut end = 0;
    for word in words {
        let gap = &text[end.min(word.start)..word.start];
        let is_joined =
            gap.chars().all(|letter| letter.is_whitespace() || matches!(letter, '&' | '-' | '–' | '’' | '\''));
        end = word.end;
        if LINKS.contains(&word.text) && is_joined {
            continue;
        }
        if !is_joined {
            close(&mut run, spelt_out);
        }
        if word.text.starts_with(char::is_uppercase) && !is_capital(word.text) {
            let letters = word.text.split('-').filter_map(|part| part.chars().next());
            run.extend(letters.filter(|letter| letter.is_uppercase()));
        } else {
            close(&mut run, spelt_out);
        }
    }
    close(&mut run, spelt_out);
}

fn close(run: &mut Vec<char>, spelt_out: &mut BTreeSet<String>) {
    for start in 0..run.len() {
        for end in start + 2..=run.len().min(start + LONGEST) {
            spelt_out.insert(run[start..end].iter().collect());
        }
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn abbreviations_never_spelt_out_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 19] = [
            ("never", "The BUA met twice. The BUA’s ships stayed away.", &["BUA"]),
            ("in_a_compound", "A BUA-wide strike began.", &["BUA"]),
            ("plural", "Two BUAs met.", &["BUAs"]),
            ("only_used_in_brackets", "Its members (BUA staff) met.", &["BUA"]),
            ("spelt_out_behind", "The BUA (Border Union Assembly) met.", &[]),
            ("spelt_out_in_small_letters", "The HPP (hydropower plant) runs.", &[]),
            ("spelt_out_before", "The Border Union Assembly (BUA) met. The BUA voted.", &[]),
            ("spelt_out_without_brackets", "The Border Union for the Aral met. The BUA voted.", &[]),
            ("introduced_by_words", "The bloc (known as the “BUA”) met. The BUA voted.", &[]),
            ("common", "GDP and VAT rose in the EU.", &[]),
            ("currency_and_unit", "It cost GHS 15 billion for 200,000 TEU a year.", &[]),
            ("beside_a_year", "In 2013 BUA ships came.", &["BUA"]),
            ("roman_numeral", "Annex XIV and part III apply.", &[]),
            ("heading_in_capitals", "OPEN PORTS", &[]),
            ("words_set_in_capitals", "FOREIGN TRADE OF CHAD rests on ports.", &[]),
            ("word_that_stands_in_small_letters_too", "TABLE two is the table of ports.", &[]),
            ("type_number", "The T-72 and the S-300 were shown.", &[]),
            ("slash", "A/RES passed.", &[]),
            ("dotted", "The U.S. fleet left.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("abbreviation-undefined", &[(situation, text, expected)]);
        }
        check(
            "abbreviation-undefined",
            &[("in_the_list_of_sources", "# R\n\n## Literature\n\n- BUA, ‘One’ (BUA, 2020).\n", &[])],
        );
    }
}
