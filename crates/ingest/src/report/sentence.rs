//! Cuts a paragraph into sentences.

use crate::span::Span;

/// Words that begin a sentence after an abbreviation such as `etc.` or `U.S.`, which may or may not end
/// one. Function words only: a name may follow an abbreviation within a sentence.
const OPENERS: &[&str] = &[
    "A", "After", "Although", "An", "And", "As", "At", "But", "By", "For", "From", "He", "However", "If", "In", "It",
    "Its", "Nor", "On", "Or", "She", "Since", "So", "Still", "That", "The", "Their", "There", "These", "They", "This",
    "Those", "Under", "When", "While", "With", "Yet",
];

/// The sentences of `span`, each with its closing mark, quotes and brackets, and any citations behind
/// that mark. White space between sentences belongs to none.
///
/// `abbreviations` are sorted, lower case, with their full stop.
pub(super) fn split(text: &str, span: Span, abbreviations: &[String]) -> Vec<Span> {
    let span = span.trimmed(text);
    let mut sentences = Vec::new();
    let mut start = span.start;
    let mut at = span.start;
    let bytes = text.as_bytes();
    while at < span.end {
        let Some(mark) = next_mark(bytes, at, span.end) else { break };
        let after = past_closing(text, past_marks(text, mark, span.end), span.end);
        let with_citations = past_citations(text, after, span.end);
        at = with_citations.max(mark + 1);
        if ends_sentence(text, start, mark, after, with_citations, span.end, abbreviations) {
            sentences.push(Span::new(start, with_citations));
            start = with_citations
                + (text[with_citations..span.end].len() - text[with_citations..span.end].trim_start().len());
            at = start;
        }
    }
    if start < span.end {
        sentences.push(Span::new(start, span.end).trimmed(text));
    }
    sentences
}

/// The next `.`, `!`, `?` or `…`.
fn next_mark(bytes: &[u8], from: usize, end: usize) -> Option<usize> {
    let plain = memchr::memchr3(b'.', b'!', b'?', &bytes[from..end]).map(|at| from + at);
    let window = plain.unwrap_or(end);
    memchr::memmem::find(&bytes[from..window], "…".as_bytes()).map(|at| from + at).or(plain)
}

fn past_marks(text: &str, at: usize, end: usize) -> usize {
    at + text[at..end].len() - text[at..end].trim_start_matches(['.', '!', '?', '…']).len()
}

fn past_closing(text: &str, at: usize, end: usize) -> usize {
    at + text[at..end].len() - text[at..end].trim_start_matches(['’', '”', '"', '\'', ')', ']', '»']).len()
}

/// Past citations that stand behind a closing mark: `. [1] [2]`.
fn past_citations(text: &str, at: usize, end: usize) -> usize {
    let mut reached = at;
    loop {
        let rest = text[reached..end].trim_start_matches([' ', '\u{A0}', '\u{202F}', ',', '-', '–']);
        let open = end - rest.len();
        let bracket = rest.strip_prefix('[').unwrap_or("");
        let inside = bracket.strip_prefix('^').unwrap_or(bracket);
        let length = inside.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b',' | b';' | b'-' | b' ')).count();
        if length == 0 || !inside.as_bytes()[0].is_ascii_digit() || inside.as_bytes().get(length) != Some(&b']') {
            return reached;
        }
        reached = open + length + 2 + (bracket.len() - inside.len());
    }
}

/// Whether the mark at `mark` ends the sentence that began at `start`; `after` is past its quotes, `next`
/// past the citations behind it.
fn ends_sentence(
    text: &str,
    start: usize,
    mark: usize,
    after: usize,
    next: usize,
    end: usize,
    abbreviations: &[String],
) -> bool {
    let rest = &text[next..end];
    if rest.trim_start().is_empty() {
        return true;
    }
    // A mark inside a word or number: `3.5`, `rferl.org`. A citation may stand right behind the mark.
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let following = rest.trim_start().trim_start_matches(['‘', '“', '"', '\'', '(', '[', '«', '*', '_']);
    if following.starts_with(|letter: char| letter.is_lowercase()) {
        return false;
    }
    if text.as_bytes()[mark] != b'.' || after > mark + 1 && !text[mark..after].ends_with('.') && next == after {
        return true;
    }
    // Only a single full stop can belong to an abbreviation.
    if text[mark..].starts_with("..") {
        return true;
    }
    let word = last_word(&text[start..mark]);
    if is_initial(word) || is_abbreviation(word, abbreviations) {
        let first = following.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
        let may_end = may_end_sentence(word);
        return may_end && OPENERS.contains(&first);
    }
    true
}

/// The last word before a full stop, inner full stops included: `U.S` of "the U.S".
fn last_word(before: &str) -> &str {
    let start = before
        .rfind(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '[' | '‘' | '“' | '"' | '–' | '—' | '/'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    &before[start..]
}

/// `J` of "J. Smith".
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && word != "I"
}

fn is_abbreviation(word: &str, abbreviations: &[String]) -> bool {
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    if word.is_empty() || dotted {
        return dotted && !word.is_empty();
    }
    let key = format!("{}.", word.to_lowercase());
    abbreviations.binary_search(&key).is_ok()
}

/// Whether an abbreviation can stand last in a sentence: `U.S.`, `etc.`, `p.m.` can; `Dr.` cannot.
fn may_end_sentence(word: &str) -> bool {
    word.contains('.') && !matches!(word, "i.e" | "e.g" | "I.e" | "E.g")
        || matches!(word.to_lowercase().as_str(), "etc" | "inc" | "ltd" | "co" | "corp" | "jr" | "al")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut abbreviations: Vec<String> =
            ["dr.", "nov.", "no.", "gen.", "etc.", "vs.", "approx.", "st."].map(str::to_owned).to_vec();
        abbreviations.sort();
        let sentences: Vec<&str> =
            split(text, Span::new(0, text.len()), &abbreviations).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(sentences, expected);
    }

    #[test]
    fn full_stops_that_end_a_sentence() {
        check("One. Two.", &["One.", "Two."]);
        check("One [1]. Two [2].", &["One [1].", "Two [2]."]);
        check("One. [1] Two.", &["One. [1]", "Two."]);
        check("One.[1] [2, 3] Two.", &["One.[1] [2, 3]", "Two."]);
        check("He said ‘no.’ Then left.", &["He said ‘no.’", "Then left."]);
        check("Why? Because! It (all) ended…  So.", &["Why?", "Because!", "It (all) ended…", "So."]);
        check("It grew to 5. In 2012, it fell.", &["It grew to 5.", "In 2012, it fell."]);
        check("Troops left in the 1990s. 2004 brought a deal.", &["Troops left in the 1990s.", "2004 brought a deal."]);
        check("Trade with the U.S. The rest fell.", &["Trade with the U.S.", "The rest fell."]);
        check("Grain, oil, etc. The port closed.", &["Grain, oil, etc.", "The port closed."]);
        check("No stop at the end", &["No stop at the end"]);
        check("  Padded.  \u{A0}Next. ", &["Padded.", "Next."]);
        check("“Enough!” The crowd went.", &["“Enough!”", "The crowd went."]);
    }

    #[test]
    fn full_stops_that_do_not() {
        for text in [
            "Dr. Ada spoke on 3 Nov. 2011 with Gen. Oyelaran.",
            "The pact, i.e. Annex II, lapsed.",
            "Growth of 3.5 percent, e.g. In Kind, stalled.",
            "John C. K. Daly wrote it.",
            "See No. 5 of the series.",
            "The U.S. Navy and U.N. Command met.",
            "The site rferl.org closed.",
            "Wait... and see.",
            "It asked ‘what next?’ and left.",
            "Prices rose approx. 5 percent.",
            "At 5 p.m. Friday it closed.",
            "",
        ] {
            let expected: &[&str] = if text.is_empty() { &[] } else { &[text] };
            check(text, expected);
        }
    }
}
