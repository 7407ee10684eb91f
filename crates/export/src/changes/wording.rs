//! Texts as they are compared: without the numbers of citations, which shift with every source put in before them.

/// Longest number of a citation, in digits: a longer one is a year or a figure in brackets.
const MOST_DIGITS: usize = 3;

/// Longest bracket that is looked at, in bytes.
const LONGEST_MARK: usize = 60;

/// A text without its citations (`[3]`, `[3, 4]`, `[5]–[7]`, `[^2]`) and with single spaces.
pub(super) fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // Where the last mark stood in what is kept: marks and what joins them vanish together.
    let mut mark_at = None;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(length) = mark_length(rest) {
            let start = mark_at.filter(|start| is_joint(&plain[*start..])).unwrap_or(plain.len());
            plain.truncate(plain[..start].trim_end().len());
            mark_at = Some(plain.len());
            rest = &rest[length..];
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        if !letter.is_whitespace() {
            plain.push(letter);
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Whether nothing but a comma, a semicolon or a dash stands between two marks.
fn is_joint(between: &str) -> bool {
    matches!(between.trim(), "" | "," | ";" | "-" | "–" | "—")
}

/// Length in bytes of the citation that a text begins with; `None` where it begins with none.
fn mark_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let end = inner.bytes().take(LONGEST_MARK).position(|byte| byte == b']')?;
    let numbers = inner[..end].split([',', ';', '-', '–', '—', ' ']).filter(|part| !part.is_empty());
    let is_number = |part: &str| {
        let digits = part.strip_prefix('^').unwrap_or(part);
        !digits.is_empty() && digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut n_numbers = 0;
    for part in numbers {
        if !is_number(part) {
            return None;
        }
        n_numbers += 1;
    }
    (n_numbers > 0).then_some(end + 2)
}

/// The words of a text in lower case, those that begin with a digit left out: what stays when a figure changes.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| word.chars().next().is_some_and(|first| !first.is_numeric())).map(str::to_lowercase)
}

/// The same in one string.
pub(super) fn words_of(text: &str) -> String {
    words(&unmarked(text)).collect::<Vec<_>>().join(" ")
}

/// An address by which a source is the same: without scheme, `www.`, fragment and final slash, its host in lower
/// case.
pub(super) fn address(url: &str) -> String {
    let rest = url.trim();
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest).trim_end_matches('/');
    let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let host = host.to_lowercase();
    format!("{}{path}", host.strip_prefix("www.").unwrap_or(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_no_part_of_what_is_said() {
        let cases = [
            ("Trade grew [3].", "Trade grew."),
            ("Trade grew[3] and fell [4, 5].", "Trade grew and fell."),
            ("Trade grew [5]–[7], it is said.", "Trade grew, it is said."),
            ("Trade grew [1] [2] [3].", "Trade grew."),
            ("Trade grew [1], [2]; [3].", "Trade grew."),
            ("Trade grew.[^12]", "Trade grew."),
            ("[1]", ""),
            ("Trade  grew\nfast ", "Trade grew fast"),
            ("The [2014] act [sic] of [], [a1], [-] and [1234].", "The [2014] act [sic] of [], [a1], [-] and [1234]."),
            ("[[[1]", "[["),
            ("[1", "[1"),
            ("é[1]é", "éé"),
        ];
        for (text, expected) in cases {
            assert_eq!(unmarked(text), expected, "{text}");
        }
        assert_eq!(unmarked(&"[".repeat(100_000)).len(), 100_000);
    }

    #[test]
    fn figures_are_no_words() {
        let cases = [("Some 43 percent in mid-40s [2]", "some percent in mid"), ("٣ Été", "été"), ("12", ""), ("", "")];
        for (text, expected) in cases {
            assert_eq!(words_of(text), expected, "{text}");
        }
    }

    #[test]
    fn an_address_is_the_same_however_it_is_written() {
        let cases = [
            ("https://www.Example.org/A/", "example.org/A"),
            ("http://example.org/A#part", "example.org/A"),
            ("example.org", "example.org"),
            ("https://example.org/a?b=1", "example.org/a?b=1"),
            ("", ""),
            ("://", ""),
        ];
        for (url, expected) in cases {
            assert_eq!(address(url), expected, "{url}");
        }
    }
}
