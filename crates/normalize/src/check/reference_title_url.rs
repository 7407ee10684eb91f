//! An address that tells of something else than the title.

use std::collections::BTreeSet;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::Reference;
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};

pub(super) const RULE: Rule = Rule {
    id: "reference-title-url-disagree",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "an address that tells of something else than the title",
    explanation: Explanation {
        asks: "where the last part of an address is made of words, are they the title’s, and are its numbers? Addresses in another language, ids and dates do not count.",
        why: "the headline was changed after the entry was made, or the address is another page’s.",
        mend: "look the page up: print its headline as it stands there, with the day of access, or correct the address.",
        fires: "## Literature\n\n- A. Adams, ‘Harbour storm death toll nearly 100’ (Port Review, 18 September 2022) <https://example.org/harbour-storm-death-toll-rises-36> accessed 3 May 2023.",
        silent: "## Literature\n\n- A. Adams, ‘Harbour storm death toll nearly 100’ (Port Review, 18 September 2022) <https://example.org/harbour-storm-death-toll-nearly-100> accessed 3 May 2023.",
    },
};

/// Words that an address must have to be held against a title.
const FEWEST: usize = 4;
/// One word in this many must be the title's.
const SHARE: usize = 5;
/// Letters that a word is known by.
const STEM: usize = 5;
/// Small words that show an address to be in the language of the report.
const SMALL: &[&str] = &["and", "for", "from", "in", "of", "on", "the", "to", "with"];

/// One finding for each entry whose address has none of the title’s words, or another number.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.references.iter().filter_map(|reference| disagreement(subject, reference)).collect()
}

fn disagreement(subject: &Subject<'_>, reference: &Reference) -> Option<Diagnostic> {
    let (title, url) = (reference.title.as_deref()?, reference.url.as_deref()?);
    let tail = tail(url)?;
    let (address, printed) = (Told::read(tail), Told::read(title));
    if address.stems.len() < FEWEST || printed.stems.len() < 2 {
        return None;
    }
    let shared = address.stems.intersection(&printed.stems).count();
    let other_number = address.numbers.difference(&printed.numbers).next();
    let what = if shared * 2 >= address.stems.len() {
        // One story: then its numbers are the title's.
        let number = other_number.filter(|_| !printed.numbers.is_empty())?;
        let numbers: Vec<&str> = printed.numbers.iter().map(String::as_str).collect();
        format!("{number}, where the title has {}", numbers.join(" and "))
    } else {
        let is_readable = shared > 0 || address.has_small_words;
        if shared * SHARE >= address.stems.len() || !is_readable {
            return None;
        }
        format!("{shared} of its {} words", address.stems.len())
    };
    let at = reference.raw.find(tail)?;
    let message = format!("expected the address to tell of {}, found {what} in {}", quoted(title), quoted(tail));
    Some(RULE.at(subject.within(reference.anchor, at, at + tail.len()), message).record(&reference.reference_id))
}

/// The last part of an address’s path, without an ending.
fn tail(url: &str) -> Option<&str> {
    let path = url.split_once("://")?.1.split(['?', '#']).next()?.trim_end_matches('/');
    let (_, last) = path.rsplit_once('/')?;
    let (stem, ending) = last.rsplit_once('.').unwrap_or((last, ""));
    Some(if ending.len() <= 5 { stem } else { last }).filter(|tail| tail.contains(['-', '_']) && tail.is_ascii())
}

/// What an address or a title speaks of.
struct Told {
    /// Stems of words of at least four letters.
    stems: BTreeSet<String>,
    /// Numbers that are neither a year, a part of a date nor an id.
    numbers: BTreeSet<String>,
    has_small_words: bool,
}

impl Told {
    fn read(text: &str) -> Self {
        let lower = text.to_lowercase();
        let parts: Vec<&str> =
            lower.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        let mut told = Self { stems: BTreeSet::new(), numbers: BTreeSet::new(), has_small_words: false };
        for (at, part) in parts.iter().enumerate() {
            // `2022-09-18`, `18-09-2022`
            let is_year_at = |at: Option<usize>| at.and_then(|at| parts.get(at)).is_some_and(|part| is_year(part));
            let follows_year = is_year_at(at.checked_sub(1)) || is_year_at(at.checked_sub(2));
            let is_day = part.parse().is_ok_and(|day: u8| day <= 31);
            let in_date =
                part.len() < 3 && (follows_year || is_day && (is_year_at(Some(at + 1)) || is_year_at(Some(at + 2))));
            if is_number(part) {
                if part.len() < 5 && !is_year(part) && !in_date {
                    told.numbers.insert((*part).to_owned());
                }
            } else if SMALL.contains(part) {
                told.has_small_words = true;
            } else if part.chars().nth(3).is_some() {
                told.stems.insert(part.chars().take(STEM).collect());
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn addresses_of_something_else_are_found() {
        let cases: [(&'static str, &str, &str, &'static [&'static str]); 8] = [
            (
                "another_number",
                "Harbour storm death toll nearly 100",
                "world/harbour-storm-death-toll-rises-36-2022-09-18/",
                &["harbour-storm-death-toll-rises-36-2022-09-18"],
            ),
            (
                "another_story",
                "Harbour reopens to ferries",
                "fishing-quota-for-the-winter-season-agreed",
                &["fishing-quota-for-the-winter-season-agreed"],
            ),
            ("same_words", "Harbour reopens to ferries", "harbour-reopens-to-ferries-after-storm", &[]),
            ("same_number", "Storm hits 12 harbours on the coast", "storm-hits-12-harbours-coast-2022-09-18", &[]),
            ("another_language", "Harbour reopens to ferries", "puerto-abierto-nuevamente-transbordadores-lunes", &[]),
            ("id", "Harbour reopens to ferries", "article-39119823", &[]),
            ("number_only_in_the_address", "Harbour storm death toll rises", "harbour-storm-death-toll-rises-36", &[]),
            ("front_page", "Harbour reopens to ferries", "", &[]),
        ];
        for (situation, title, path, expected) in cases {
            let text: &'static str = format!("# R\n\n## Literature\n\n- A. Adams, ‘{title}’ (Port Review, 18 September 2022) <https://example.org/{path}> accessed 3 May 2023.\n").leak();
            check("reference-title-url-disagree", &[(situation, text, expected)]);
        }
    }
}
