//! One body under two names in the list of sources.

use std::collections::BTreeMap;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::{Name, Reference};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use chancery_lexis::word::words;

pub(super) const RULE: Rule = Rule {
    id: "reference-body-named-inconsistently",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "one body under two names in the list of sources",
    explanation: Explanation {
        asks: "is a publication, publisher or body that writes named alike in all entries? Compared are names of one site of which one begins with the other, and, anywhere, names that differ in case or marks only or of which one is the other’s initials.",
        why: "the list, sorted or counted, shows two bodies where there is one.",
        mend: "name a body in one way throughout; a department of it can stand behind the name.",
        fires: "## Literature\n\n- Sea Radio, ‘One’ (2 May 2020) <https://example.org/a>.\n- Sea Radio’s Northern Service, ‘Two’ (3 May 2020) <https://example.org/b>.",
        silent: "## Literature\n\n- Sea Radio, ‘One’ (2 May 2020) <https://example.org/a>.\n- Sea Radio, ‘Two’ (3 May 2020) <https://example.org/b>.",
    },
};

/// Names of one site that a name is compared with.
const MOST_COMPARED: usize = 12;

/// A body's name as an entry prints it.
#[derive(Clone, Copy)]
struct Body<'d> {
    reference: &'d Reference,
    name: &'d str,
}

/// One finding for each entry that names a body otherwise than an earlier one: names of one site of which one begins
/// with the other, and, anywhere, names that differ only in case or marks or of which one is the other's initials.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut sites: BTreeMap<&str, Vec<Body<'_>>> = BTreeMap::new();
    let mut plain: BTreeMap<String, Body<'_>> = BTreeMap::new();
    let mut findings = Vec::new();
    for reference in subject.references {
        let site = reference.url.as_deref().and_then(site);
        let mut found = None;
        for body in bodies(reference) {
            let keys = [Some(plain_name(body.name)), initials(body.name)];
            let same = keys.iter().flatten().find_map(|key| plain.get(key)).copied();
            let is_named = |other: &Body<'_>| bare(other.name) == bare(body.name);
            let differs = |other: &Body<'_>| !is_named(other) && other.reference.number != reference.number;
            found = found.or(same.filter(differs).map(|other| (body, other)));
            if let Some(site) = site {
                let others = sites.entry(site).or_default();
                let longer =
                    others.iter().take(MOST_COMPARED).find(|other| differs(other) && is_longer(other.name, body.name));
                found = found.or(longer.map(|other| (body, *other)));
                if !others.iter().any(|other| other.name == body.name) {
                    others.push(body);
                }
            }
            for key in keys.into_iter().flatten() {
                plain.entry(key).or_insert(body);
            }
        }
        findings.extend(found.map(|(body, other)| finding(subject, body, other)));
    }
    findings
}

fn finding(subject: &Subject<'_>, body: Body<'_>, other: Body<'_>) -> Diagnostic {
    let reference = body.reference;
    let place = reference
        .raw
        .find(body.name)
        .map_or(reference.anchor, |at| subject.within(reference.anchor, at, at + body.name.len()));
    let message = format!(
        "expected {}, as [{}] names the body, found {}",
        quoted(other.name),
        other.reference.number,
        quoted(body.name)
    );
    RULE.at(place, message).label(other.reference.anchor, "named otherwise here").record(&reference.reference_id)
}

/// The bodies an entry names: its publication, its publisher, and its author where that is no person.
fn bodies(reference: &Reference) -> impl Iterator<Item = Body<'_>> {
    let author = match reference.authors.as_slice() {
        [Name::Literal(_)] => Some(reference.author_printed.as_str()),
        _ => None,
    };
    let printed = [author, reference.container_title.as_deref(), reference.publisher.as_deref()];
    let names = printed.into_iter().flatten().filter(|name| name.chars().any(char::is_alphabetic));
    names.map(move |name| Body { reference, name })
}

/// The host of an address, without `www.`.
fn site(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// The name's words in small letters, articles and a bracket that tells it from namesakes left out.
fn plain_name(name: &str) -> String {
    let name = bare(name);
    let words = words(name).into_iter().map(|word| word.lower.into_string()).filter(|word| word != "the");
    words.collect::<Vec<_>>().join(" ")
}

/// A name without a bracket behind it: `Treasury (Kenya)`.
fn bare(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(name, _)| name)
}

/// A long name's initials, and the key that a name in capitals is known by.
fn initials(name: &str) -> Option<String> {
    let words = words(name);
    let capitals: String =
        words.iter().filter_map(|word| word.text.chars().next()).filter(|letter| letter.is_uppercase()).collect();
    let is_short =
        words.len() == 1 && words[0].text.chars().nth(1).is_some() && words[0].text.chars().all(char::is_uppercase);
    match (is_short, capitals.len()) {
        (true, _) => Some(format!("initials {}", words[0].text)),
        (false, 3..) => Some(format!("initials {capitals}")),
        (false, _) => None,
    }
}

/// Whether one of two names begins with the whole of the other.
fn is_longer(one: &str, other: &str) -> bool {
    let (one, other) = (plain_name(one), plain_name(other));
    let begins = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    begins(&one, &other) || begins(&other, &one)
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn two_names_of_a_body_are_found() {
        let cases: [(&'static str, &str, &str, &'static [&'static str]); 8] = [
            (
                "department_of_a_site",
                "Sea Radio, ‘One’ (2 May 2020) <https://example.org/a>.",
                "Sea Radio’s Northern Service, ‘Two’ (3 May 2020) <https://www.example.org/b>.",
                &["Sea Radio’s Northern Service"],
            ),
            (
                "initials",
                "World Port Organization, ‘One’ (2 May 2020) <https://example.org/a>.",
                "WPO, ‘Two’ (3 May 2020) <https://example.com/b>.",
                &["WPO"],
            ),
            (
                "case_and_article",
                "Ann Adams, ‘One’ (The Port Review, 2 May 2020) <https://example.org/a>.",
                "Bob Baker, ‘Two’ (Port review, 3 May 2020) <https://example.com/b>.",
                &["Port review"],
            ),
            (
                "two_bodies_of_a_site",
                "Sea Radio, ‘One’ (2 May 2020) <https://example.org/a>.",
                "Port Review, ‘Two’ (3 May 2020) <https://example.org/b>.",
                &[],
            ),
            (
                "longer_name_elsewhere",
                "Sea Radio, ‘One’ (2 May 2020) <https://example.org/a>.",
                "Sea Radio Museum, ‘Two’ (3 May 2020) <https://example.com/b>.",
                &[],
            ),
            (
                "bracket",
                "Treasury, ‘One’ (2 May 2020) <https://example.org/a>.",
                "Treasury (Kenya), ‘Two’ (3 May 2020) <https://example.org/b>.",
                &[],
            ),
            (
                "one_name",
                "Sea Radio, ‘One’ (2 May 2020) <https://example.org/a>.",
                "Sea Radio, ‘Two’ (3 May 2020) <https://example.org/b>.",
                &[],
            ),
            (
                "persons",
                "Ann Adams, ‘One’ (2 May 2020) <https://example.org/a>.",
                "Ann Adams Baker, ‘Two’ (3 May 2020) <https://example.org/b>.",
                &[],
            ),
        ];
        for (situation, one, two, expected) in cases {
            let text: &'static str = format!("# R\n\n## Literature\n\n- {one}\n- {two}\n").leak();
            check("reference-body-named-inconsistently", &[(situation, text, expected)]);
        }
    }
}
