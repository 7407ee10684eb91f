//! The preposition before a date.

use super::DateLead;
use super::token::Tokens;

/// A preposition and where it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    pub(super) word: Option<DateLead>,
    /// Its first token; the date's where there is none.
    pub(super) at: usize,
}

const LEADS: &[(&[&str], DateLead)] = &[
    (&["since"], DateLead::Since),
    (&["until", "till"], DateLead::Until),
    (&["to"], DateLead::To),
    (&["through"], DateLead::Through),
    (&["by"], DateLead::By),
    (&["in", "on", "at"], DateLead::In),
    (&["from"], DateLead::From),
    (&["between"], DateLead::Between),
    (&["during", "throughout", "over"], DateLead::During),
    (&["before"], DateLead::Before),
    (&["after", "following"], DateLead::After),
];

/// The preposition a printed date begins with, and the token after it and any article.
pub(super) fn at_start(tokens: &Tokens<'_>) -> (Option<DateLead>, usize) {
    let two = if tokens.is_word(0, &["up"]) && tokens.is_word(1, &["to"]) {
        Some(DateLead::Until)
    } else if tokens.is_word(0, &["as"]) && tokens.is_word(1, &["of"]) {
        Some(DateLead::In)
    } else if tokens.is_word(0, &["prior"]) && tokens.is_word(1, &["to"]) {
        Some(DateLead::Before)
    } else {
        None
    };
    let (lead, next) = match (two, single_word(tokens, 0)) {
        (Some(lead), _) => (Some(lead), 2),
        (None, Some(lead)) => (Some(lead), 1),
        (None, None) => (None, 0),
    };
    (lead, if tokens.is_word(next, &["the"]) { next + 1 } else { next })
}

/// The preposition that stands directly before the token, an article or `at least` left aside.
pub(super) fn before(tokens: &Tokens<'_>, at: usize) -> Lead {
    let none = Lead { word: None, at };
    let Some(previous) = at.checked_sub(1) else { return none };
    let is_fiscal = tokens.is_word(previous, &["fy"]);
    if tokens.glued(at) && !is_fiscal {
        return prefix(tokens, at, previous).unwrap_or(none);
    }
    let mut last = previous;
    // `in FY2021`, `in the fiscal year 2021`
    if is_fiscal && last > 0 {
        last -= 1;
    } else if last > 0 && tokens.is_word(last, &["year"]) {
        last -= 1;
        if last > 0 && tokens.is_word(last, &["fiscal", "financial", "calendar"]) {
            last -= 1;
        }
    }
    if tokens.is_word(last, &["the"]) && last > 0 {
        last -= 1;
    }
    if last > 1 && tokens.is_word(last, &["least"]) && tokens.is_word(last - 1, &["at"]) {
        last -= 2;
    }
    let two = |words: [&str; 2]| last > 0 && tokens.is_word(last, &[words[1]]) && tokens.is_word(last - 1, &[words[0]]);
    if two(["later", "than"]) && last > 1 && tokens.is_word(last - 2, &["no", "not"]) {
        return Lead { word: Some(DateLead::By), at: last - 2 };
    }
    for (words, lead) in
        [(["up", "to"], DateLead::Until), (["as", "of"], DateLead::In), (["prior", "to"], DateLead::Before)]
    {
        if two(words) {
            return Lead { word: Some(lead), at: last - 1 };
        }
    }
    single_word(tokens, last).map_or(none, |lead| Lead { word: Some(lead), at: last })
}

fn single_word(tokens: &Tokens<'_>, at: usize) -> Option<DateLead> {
    LEADS.iter().find(|(words, _)| tokens.is_word(at, words)).map(|(_, lead)| *lead)
}

/// `pre-2014`, `post-2014`.
fn prefix(tokens: &Tokens<'_>, at: usize, hyphen: usize) -> Option<Lead> {
    let word = hyphen.checked_sub(1).filter(|_| tokens.is_dash(hyphen) && tokens.glued(hyphen) && tokens.glued(at))?;
    let lead = if tokens.is_word(word, &["pre"]) {
        DateLead::Before
    } else if tokens.is_word(word, &["post"]) {
        DateLead::After
    } else {
        return None;
    };
    Some(Lead { word: Some(lead), at: word })
}
