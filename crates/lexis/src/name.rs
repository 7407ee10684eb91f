//! Authors as printed, to persons and bodies.

use chancery_model::reference::Name;

/// Words that make a name a body's.
const BODY_WORDS: &[&str] = &[
    "academy",
    "agency",
    "alliance",
    "assembly",
    "assistance",
    "association",
    "authority",
    "bank",
    "board",
    "bulletin",
    "bureau",
    "cabinet",
    "center",
    "centre",
    "chamber",
    "chronicle",
    "coalition",
    "college",
    "commission",
    "committee",
    "community",
    "company",
    "conference",
    "congress",
    "consulate",
    "corporation",
    "council",
    "court",
    "daily",
    "delegation",
    "department",
    "directorate",
    "embassy",
    "federation",
    "forum",
    "foundation",
    "fund",
    "gazette",
    "government",
    "group",
    "herald",
    "house",
    "initiative",
    "institute",
    "institution",
    "international",
    "journal",
    "kremlin",
    "ltd",
    "llc",
    "magazine",
    "media",
    "ministry",
    "mission",
    "monitor",
    "nations",
    "network",
    "news",
    "newspaper",
    "observatory",
    "office",
    "organisation",
    "organization",
    "parliament",
    "partnership",
    "post",
    "presidency",
    "press",
    "programme",
    "program",
    "project",
    "publishers",
    "radio",
    "republic",
    "resources",
    "review",
    "school",
    "secretariat",
    "senate",
    "service",
    "services",
    "society",
    "staff",
    "stiftung",
    "studies",
    "survey",
    "television",
    "times",
    "tribune",
    "tv",
    "un",
    "eu",
    "us",
    "uk",
    "union",
    "university",
    "weekly",
    "watch",
    "world",
];

/// Small words that stand in names of bodies and in no person's.
const JOINING_WORDS: &[&str] = &["of", "for", "the", "on", "in", "to", "at", "against"];

/// Particles, which stay with the family name.
const PARTICLES: &[&str] = &[
    "van", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos", "du", "la", "las", "le", "los", "von",
    "vom", "zu", "zum", "zur", "ibn", "bin", "bint", "al", "el", "ter", "ten", "af", "av", "st", "ben",
];

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

const TITLES: &[&str] =
    &["dr", "prof", "professor", "sir", "dame", "lord", "amb", "ambassador", "gen", "general", "mr", "mrs", "ms"];

/// Splits authors as printed into names; empty where nothing is printed.
///
/// A body stays whole, an `and` inside it too. A person's family name is the last word with the particles
/// before it, or what stands before the comma of `Quill, Ada`. What cannot be split is [`Name::Literal`]:
/// one-word names and names in other scripts than Latin, whose order is not told.
#[must_use]
pub fn parse_names(printed: &str) -> Vec<Name> {
    let printed = without_role(printed.trim());
    if printed.contains(';') {
        return printed.split(';').flat_map(names).collect();
    }
    names(printed)
}

/// Without `(ed)`, `(eds.)`, `et al.`, `and others` at the end.
fn without_role(printed: &str) -> &str {
    let roles = ["(ed)", "(eds)", "(ed.)", "(eds.)", "et al.", "et al", "and others", "(tr)", "(trs)"];
    let without = |rest: &str, role: &str| {
        let start = rest.len().checked_sub(role.len()).filter(|start| rest.is_char_boundary(*start))?;
        rest[start..].eq_ignore_ascii_case(role).then_some(start)
    };
    let mut rest = printed;
    while let Some(shorter) = roles.iter().find_map(|role| without(rest, role).map(|start| &rest[..start])) {
        rest = shorter.trim_end_matches([' ', ',']);
    }
    rest
}

/// Names that no semicolon separates.
fn names(printed: &str) -> Vec<Name> {
    let printed = printed.trim().trim_matches(',').trim();
    if printed.is_empty() {
        return Vec::new();
    }
    let parts = joined_by_and(printed);
    let bodies = parts.iter().filter(|part| is_body(part)).count();
    if bodies == 0 {
        return persons(&parts);
    }
    // `Bank for Roads and Harbours` is one body, `Ada Quill and Road Bank` and `Road Bank and IRB` are two names.
    let first = parts.first().copied().unwrap_or_default();
    // `Food and Farming Office`: nobody goes by the one word, so it belongs to the body.
    let half = parts.len() > 1 && !first.contains(' ') && !is_body(first);
    let one_body = parts.len() > 1
        && (half
            || bodies < parts.len() && is_body(first)
            || first.split(' ').any(|word| matches!(word, "of" | "for")));
    if one_body || parts.len() == 1 {
        return vec![Name::Literal(printed.to_owned())];
    }
    let each = |part: &&str| if is_body(part) { vec![Name::Literal((*part).to_owned())] } else { persons(&[*part]) };
    parts.iter().flat_map(each).collect()
}

fn joined_by_and(printed: &str) -> Vec<&str> {
    let parts = printed
        .split(" and ")
        .flat_map(|part| part.split(" & "))
        .flat_map(|part| part.split(" with "))
        .flat_map(|part| part.split(",& "));
    parts.map(|part| part.trim().trim_end_matches(',').trim()).filter(|part| !part.is_empty()).collect()
}

/// Whether a name bears the marks of a body.
fn is_body(name: &str) -> bool {
    let possessive = name.contains("\u{2019}s ") || name.contains("'s ");
    let marked =
        name.contains(|c: char| c.is_ascii_digit() || matches!(c, '/' | '(' | '\u{2013}' | '\u{2014}' | '@' | ':'));
    // A name all in capitals is a way of writing; one word in capitals is an acronym.
    let alone = !name.contains(char::is_whitespace);
    let shouted = !name.contains(char::is_lowercase);
    possessive
        || marked
        || name.split_whitespace().enumerate().any(|(at, word)| is_body_word(word, at == 0, !shouted || alone))
}

fn is_body_word(word: &str, first: bool, capitals_tell: bool) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is = |words: &[&str]| words.iter().any(|other| bare.eq_ignore_ascii_case(other));
    let letters = bare.chars().count();
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
    let acronym =
        letters >= 3 && capitals == letters && capitals_tell && !SUFFIXES.contains(&bare.to_ascii_lowercase().as_str());
    let domain = bare.rsplit_once('.').is_some_and(|(host, end)| {
        host.len() > 2
            && end.len() >= 2
            && end.bytes().all(|byte| byte.is_ascii_alphabetic())
            && end == end.to_ascii_lowercase()
    });
    let lower_first = first && bare.starts_with(char::is_lowercase) && !is(PARTICLES);
    is(BODY_WORDS) || JOINING_WORDS.contains(&bare) || acronym || domain || lower_first || has_inner_capital(bare)
}

/// `IntelliNews`, not `McKay`, `DeVito` or `O’Neill`.
fn has_inner_capital(word: &str) -> bool {
    let prefixes = ["Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Von", "Fitz", "St", "Al", "El", "Abd", "Ben"];
    let mut previous = ' ';
    word.char_indices().any(|(at, c)| {
        let inner = c.is_uppercase() && previous.is_lowercase() && !prefixes.contains(&&word[..at]);
        previous = c;
        inner
    })
}

/// Persons of a list whose `and`s are taken out.
fn persons(parts: &[&str]) -> Vec<Name> {
    let pieces: Vec<&str> = parts
        .iter()
        .flat_map(|part| part.split(','))
        // `… Reed, B.` closes a long list.
        .map(|piece| piece.trim_matches(|c: char| c.is_whitespace() || c == '\u{2026}'))
        .filter(|piece| !piece.is_empty())
        .collect();
    // `Quill, Ada Mary` and what `and` adds to it.
    let inverted = parts.first().is_some_and(|first| first.split(',').count() == 2);
    let mut names: Vec<Name> = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if is_suffix(piece)
            && let Some(Name::Person { suffix, .. }) = names.last_mut()
        {
            (*piece).clone_into(suffix);
            at += 1;
            continue;
        }
        let given = pieces.get(at + 1).filter(|given| {
            is_family_alone(piece)
                && (is_initials(given) || (at == 0 && (is_given_alone(given) || inverted && !is_body(given))))
        });
        if let Some(given) = given {
            names.push(Name::Person { given: (*given).to_owned(), family: (*piece).to_owned(), suffix: String::new() });
            at += 2;
        } else {
            names.push(person(piece));
            at += 1;
        }
    }
    names
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.trim_end_matches('.').to_ascii_lowercase().as_str())
}

/// One word, or particles and one word.
fn is_family_alone(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    words.split_last().is_some_and(|(_, before)| before.iter().all(|word| is_particle(word)))
}

fn is_initials(piece: &str) -> bool {
    let letters = piece.chars().filter(|c| c.is_alphabetic());
    let marks_only = piece.chars().all(|c| c.is_uppercase() || matches!(c, '.' | ' ' | '-'));
    marks_only && (1..=4).contains(&letters.count())
}

fn is_bare_initials(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Given names behind a family name: one name, and initials.
fn is_given_alone(piece: &str) -> bool {
    let names = piece.split_whitespace().filter(|word| word.trim_end_matches('.').chars().count() > 1).count();
    names == 1 && !is_body(piece)
}

fn is_particle(word: &str) -> bool {
    PARTICLES.iter().any(|particle| word.eq_ignore_ascii_case(particle))
}

/// One person's name in reading order.
fn person(printed: &str) -> Name {
    let mut words: Vec<&str> = printed.split_whitespace().collect();
    let suffix = match words.last() {
        Some(last) if words.len() > 2 && is_suffix(last) => words.pop().unwrap_or_default(),
        _ => "",
    };
    let is_title = |word: &&str| TITLES.contains(&word.trim_end_matches('.').to_ascii_lowercase().as_str());
    if words.len() > 2 && words.first().is_some_and(is_title) {
        words.remove(0);
    }
    let is_latin = |c: char| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c);
    if words.len() < 2 || !printed.chars().all(is_latin) {
        return Name::Literal(printed.to_owned());
    }
    // `Quill AB`: bare initials behind the family name.
    if let ([family @ .., initials], true) = (words.as_slice(), suffix.is_empty())
        && is_bare_initials(initials)
        && family.iter().all(|word| is_particle(word) || word.contains(char::is_lowercase))
        && is_family_alone(&family.join(" "))
    {
        return Name::Person { given: (*initials).to_owned(), family: family.join(" "), suffix: String::new() };
    }
    let mut family = words.len() - 1;
    while family > 1 && is_particle(words[family - 1]) {
        family -= 1;
    }
    // `Ortega y Gasset`
    if family > 2 && words[family - 1] == "y" {
        family -= 2;
    }
    Name::Person { given: words[..family].join(" "), family: words[family..].join(" "), suffix: suffix.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Persons as `family, given, suffix`, bodies in brackets.
    fn shown(printed: &str) -> String {
        let show = |name: Name| match name {
            Name::Literal(name) => format!("[{name}]"),
            Name::Person { given, family, suffix } if suffix.is_empty() => format!("{family}, {given}"),
            Name::Person { given, family, suffix } => format!("{family}, {given}, {suffix}"),
        };
        parse_names(printed).into_iter().map(show).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn persons_are_split() {
        let cases = [
            ("Ada Quill", "Quill, Ada"),
            ("Ada B Quill", "Quill, Ada B"),
            ("J M K Reed", "Reed, J M K"),
            ("Ada Quill and Bo Reed", "Quill, Ada; Reed, Bo"),
            ("Ada Quill, Bo Reed and Cy Lund", "Quill, Ada; Reed, Bo; Lund, Cy"),
            ("Ada Quill, Bo Reed, & Cy Lund", "Quill, Ada; Reed, Bo; Lund, Cy"),
            ("Ada Quill; Bo Reed", "Quill, Ada; Reed, Bo"),
            ("Quill, Ada", "Quill, Ada"),
            ("Quill, Ada, and Bo Reed", "Quill, Ada; Reed, Bo"),
            ("Quill, A., Reed, B. C., & Lund, C.", "Quill, A.; Reed, B. C.; Lund, C."),
            ("van der Berg, A.", "van der Berg, A."),
            ("Ada van der Berg", "van der Berg, Ada"),
            ("Omar al-Rashid", "al-Rashid, Omar"),
            ("Omar ibn Said", "ibn Said, Omar"),
            ("Juan Ortega y Gasset", "Ortega y Gasset, Juan"),
            ("Bo Reed Jr.", "Reed, Bo, Jr."),
            ("Bo Reed, III", "Reed, Bo, III"),
            ("Liam O’Dell", "O’Dell, Liam"),
            ("Ian McKay", "McKay, Ian"),
            ("Anna Lund-Reed", "Lund-Reed, Anna"),
            ("Dr. Ada Quill", "Quill, Ada"),
            ("Bo Reed (ed)", "Reed, Bo"),
            ("B. Reed & A. Quill (Eds.)", "Reed, B.; Quill, A."),
            ("Bo Reed et al.", "Reed, Bo"),
            ("ADA QUILL", "QUILL, ADA"),
            ("Jürgen Müller", "Müller, Jürgen"),
            ("Quill, J., Jr.", "Quill, J., Jr."),
            ("Quill, Ada, and Bo Reed (eds)", "Quill, Ada; Reed, Bo"),
            ("Quill, Ada Mary", "Quill, Ada Mary"),
            ("Pilar Ruiz de la Vega", "de la Vega, Pilar Ruiz"),
            ("Teun van den Heuvel", "van den Heuvel, Teun"),
            ("Ernst-Jan ter Braak Jr", "ter Braak, Ernst-Jan, Jr"),
            ("Abara K, Holm LJ", "Abara, K; Holm, LJ"),
            ("Abara, K., Holm, L. J., … Reed, B.", "Abara, K.; Holm, L. J.; Reed, B."),
            ("Ada Quill with Bo Reed", "Quill, Ada; Reed, Bo"),
        ];
        for (printed, expected) in cases {
            assert_eq!(shown(printed), expected, "{printed}");
        }
    }

    #[test]
    fn bodies_and_names_without_order_stay_whole() {
        for printed in [
            "Harbour Bank",
            "Bank for Reconstruction and Development",
            "Ministry of Roads and Harbours",
            "Ministry of Health and Social Service",
            "World Office for Rivers (WOR) – Data Centre",
            "RDN",
            "BBC Upland",
            "RD/RN",
            "RD/RN’s Upland Service",
            "Riverdaily.example",
            "TheRiverDaily.example",
            "RiverDaily",
            "rdn Notes",
            "Roads 2030",
            "Voices of the North",
            "Reuters",
            "Ада Квилл",
            "山田太郎",
            "Harbour Stiftung",
            "Zenobia",
            "Committee on Ports and Waterways",
            "Food and Agriculture Organization",
            "Harbours and Waterways Agency",
            "佐藤花子",
            "@harbourmaster (Harbour Master)",
            "Strait Monitor staff",
        ] {
            assert_eq!(shown(printed), format!("[{printed}]"));
        }
        let cases = [
            ("", ""),
            (" , ", ""),
            (";", ""),
            ("Ada Quill and Harbour Bank", "Quill, Ada; [Harbour Bank]"),
            ("Harbour Bank and RDN", "[Harbour Bank]; [RDN]"),
            ("Harbour Bank; Ada Quill", "[Harbour Bank]; Quill, Ada"),
        ];
        for (printed, expected) in cases {
            assert_eq!(shown(printed), expected, "{printed}");
        }
    }
}
