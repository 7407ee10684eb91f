//! A reference's id: who, when, and as many words of the title as make it unique.

use std::collections::BTreeSet;

use chancery_model::reference::{Name, Reference};

use chancery_lexis::slug::slug;

/// Words of a body's name in an id.
const BODY_WORDS: usize = 3;

/// Words of the title that an id may take.
const TITLE_WORDS: usize = 6;

/// The ids given so far. The entry that comes first keeps the shorter id, so that entries added to the end
/// of a list change no other's.
#[derive(Debug, Default)]
pub(super) struct Identities(BTreeSet<String>);

impl Identities {
    /// The shortest id that no entry before has: `vinson-2012-tajikistan`.
    pub(super) fn give(&mut self, reference: &Reference) -> String {
        let year = reference.issued.and_then(|date| date.earliest().or(date.latest()));
        let year = year.map_or_else(|| "nd".to_owned(), |day| day.year().to_string());
        let title = slug(reference.title.as_deref().unwrap_or_default(), TITLE_WORDS);
        let words: Vec<&str> = title.split('-').filter(|word| !word.is_empty()).collect();
        let who = who(reference);
        let stem: Vec<&str> = [who.as_str(), year.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        let with_words = |n_words: usize| [stem.as_slice(), &words[..n_words]].concat().join("-");
        let by_words = (words.len().min(1)..=words.len()).map(with_words);
        let longest = with_words(words.len());
        let numbered = (2..).map(|number: u32| format!("{longest}-{number}"));
        let free = by_words.chain(numbered).find(|id| !self.0.contains(id)).unwrap_or(longest.clone());
        self.0.insert(free.clone());
        free
    }
}

/// The first author's family name or body, else the container.
fn who(reference: &Reference) -> String {
    let author = match reference.authors.first() {
        Some(Name::Person { family, .. }) => slug(family, BODY_WORDS),
        Some(Name::Literal(body)) => slug(&short_form(body).replace("\u{2019}s ", " ").replace("'s ", " "), BODY_WORDS),
        None => String::new(),
    };
    let container = reference.container_title.as_deref().or(reference.publisher.as_deref()).unwrap_or_default();
    [author, slug(container, BODY_WORDS)]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "anonymous".to_owned())
}

/// The short form a body gives of itself in brackets, `IOM`; its whole name where it gives none.
fn short_form(body: &str) -> &str {
    let inside = body.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    inside.filter(|inside| inside.len() >= 2 && inside.bytes().all(|byte| byte.is_ascii_uppercase())).unwrap_or(body)
}
