//! A timeline item: `DATE – Title: description`.

use super::TimelineItem;
use crate::span::Span;
use chancery_lexis::month::{is_beside_month, month_name};

/// Cuts an item into date, title and description; what is missing is an empty span. Citations are left to
/// the caller.
pub(super) fn item(text: &str, span: Span) -> TimelineItem {
    let (date, rest) = date_and_rest(text, span);
    let (title, description) = title_and_description(text, rest);
    TimelineItem { span, date, title, description, groups: Vec::new() }
}

/// Whether a line begins with a date and a separator, as an item without a bullet would.
pub(super) fn begins_with_date(text: &str, span: Span) -> bool {
    !date_and_rest(text, span).0.is_empty()
}

/// The date and what follows its separator. The separator is the last of the first few that still leaves
/// a date before it, so that `2014 – 2015 – Title` gives the whole range.
fn date_and_rest(text: &str, span: Span) -> (Span, Span) {
    const MOST_SEPARATORS: usize = 4;
    const LONGEST_DATE: usize = 60;
    let item = span.of(text);
    let mut best = None;
    let mut seen = 0;
    for (at, letter) in item.char_indices().take(LONGEST_DATE) {
        let Some(length) = separator(item, at, letter) else { continue };
        seen += 1;
        if seen > MOST_SEPARATORS {
            break;
        }
        let rest = Span::new(span.start + at + length, span.end).trimmed(text);
        if looks_like_date(&item[..at]) && !rest.is_empty() {
            best = Some((Span::new(span.start, span.start + at).trimmed(text), rest));
        }
    }
    let whole_is_date = || (span, Span::new(span.end, span.end));
    match best {
        Some(found) => found,
        None if looks_like_date(item.trim_end_matches([':', '–', '-', '—', ' '])) => whole_is_date(),
        None => (Span::new(span.start, span.start), span),
    }
}

/// A separator at `at`: a dash with space around it, a long dash, a colon, or a comma. Its length.
fn separator(item: &str, at: usize, letter: char) -> Option<usize> {
    let before = item[..at].ends_with(char::is_whitespace);
    let rest = &item[at + letter.len_utf8()..];
    match letter {
        '-' if rest.starts_with("- ") || (rest.starts_with('-') && before) => Some(2),
        '-' if before && rest.starts_with(char::is_whitespace) => Some(1),
        '–' | '—' | '−' if before || rest.starts_with(char::is_whitespace) => Some(letter.len_utf8()),
        '—' => Some(letter.len_utf8()),
        ':' | ',' | '.' | '|' if rest.starts_with(char::is_whitespace) => Some(1),
        _ => None,
    }
}

/// Whether a text is made of the words of a date and holds a year, or a month with a day. It says nothing
/// of its meaning, which normalize reads.
fn looks_like_date(text: &str) -> bool {
    let mut has_year = false;
    let mut n_words = 0;
    let words = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '–' | '—' | '−' | '/' | ',' | '(' | ')'))
        .filter(|word| !word.is_empty());
    for word in words {
        n_words += 1;
        if n_words > 12 {
            return false;
        }
        let lower = word.trim_end_matches('.').to_lowercase();
        let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &lower[digits..];
        match (digits, rest) {
            (4, "" | "s") => has_year = true,
            (1 | 2, "" | "s" | "st" | "nd" | "rd" | "th") | (1, "q" | "h") => {}
            (0, word) if is_date_word(word) || is_roman_month(word) => {}
            // `30.10.2017`
            (1 | 2, _) if is_dotted_date(&lower) => has_year = true,
            _ => return false,
        }
    }
    has_year
}

/// Day, month and year with full stops between.
fn is_dotted_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    matches!(lengths.as_slice(), [1 | 2, 1 | 2, 4]) && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

/// `XII` of `XII/2023`.
fn is_roman_month(word: &str) -> bool {
    matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x" | "xi" | "xii")
}

fn is_date_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "and", "about", "around", "autumn", "before", "between", "by", "c", "ca", "circa", "date", "decade", "during",
        "early", "end", "fall", "first", "fourth", "from", "h1", "h2", "half", "in", "late", "later", "mid", "middle",
        "of", "onward", "onwards", "present", "q1", "q2", "q3", "q4", "quarter", "second", "since", "spring", "start",
        "summer", "the", "third", "to", "today", "until", "winter",
    ];
    WORDS.binary_search(&word).is_ok() || month_name(word).is_some() || is_beside_month(word)
}

/// Title and description around the first colon that is neither in a time nor in an address.
fn title_and_description(text: &str, rest: Span) -> (Span, Span) {
    let body = rest.of(text);
    let colon = body.match_indices(':').map(|(at, _)| at).find(|at| {
        let after = &body[at + 1..];
        after.is_empty() || after.starts_with(char::is_whitespace)
    });
    match colon {
        Some(at) => (
            Span::new(rest.start, rest.start + at).trimmed(text),
            Span::new(rest.start + at + 1, rest.end).trimmed(text),
        ),
        None => (rest, Span::new(rest.end, rest.end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_titles_and_descriptions() {
        let cases = [
            ("1997 – Accord: Signed in May.", ("1997", "Accord", "Signed in May.")),
            ("June 1997 - Accord: Signed.", ("June 1997", "Accord", "Signed.")),
            ("27 June 1997 — Accord: Signed.", ("27 June 1997", "Accord", "Signed.")),
            ("June 27, 1997 -- Accord", ("June 27, 1997", "Accord", "")),
            ("2014–2015 – Slump: Bad.", ("2014–2015", "Slump", "Bad.")),
            ("2014 – 2015 – Slump: Bad.", ("2014 – 2015", "Slump", "Bad.")),
            ("9–12 May 1997: Talks", ("9–12 May 1997", "Talks", "")),
            ("Spring 2004 – Thaw: Slow.", ("Spring 2004", "Thaw", "Slow.")),
            ("2012 – 201st base to 2042: Lease.", ("2012", "201st base to 2042", "Lease.")),
            ("2004 – 20 killed at 10:30: Raid.", ("2004", "20 killed at 10:30", "Raid.")),
            ("Early 1990s — Exodus: Many left.", ("Early 1990s", "Exodus", "Many left.")),
            ("since 2007: Pipeline", ("since 2007", "Pipeline", "")),
            ("2022-02-24 – Invasion: Begins.", ("2022-02-24", "Invasion", "Begins.")),
            ("30.10.2017 – Opening: Rails.", ("30.10.2017", "Opening", "Rails.")),
            ("Sept. 2001 – Attack", ("Sept. 2001", "Attack", "")),
            ("2004 – See http://x.org: text", ("2004", "See http://x.org", "text")),
        ];
        for (line, expected) in cases {
            let item = item(line, Span::new(0, line.len()));
            assert_eq!((item.date.of(line), item.title.of(line), item.description.of(line)), expected, "{line}");
        }
    }

    #[test]
    fn what_lacks_a_date_or_a_title() {
        let cases = [
            ("Accord signed: In May.", ("", "Accord signed", "In May.")),
            ("2004", ("2004", "", "")),
            ("2004 –", ("2004 –", "", "")),
            ("2000 troops left – Withdrawal: done", ("", "2000 troops left – Withdrawal", "done")),
            ("May Day – Parade", ("", "May Day – Parade", "")),
            ("", ("", "", "")),
            (": x", ("", "", "x")),
        ];
        for (line, expected) in cases {
            let item = item(line, Span::new(0, line.len()));
            assert_eq!((item.date.of(line), item.title.of(line), item.description.of(line)), expected, "{line}");
        }
    }
}
