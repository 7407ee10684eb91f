//! TeX in a value: accents, escapes, commands, dates.

use biblatex::{Bibliography, Chunks, Pair, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

/// Commands that only say how their text is set.
const SETTING: &[&str] = &[
    "emph",
    "textit",
    "textbf",
    "textsc",
    "textsl",
    "texttt",
    "textrm",
    "textsf",
    "textup",
    "textmd",
    "textnormal",
    "mkbibemph",
    "mkbibitalic",
    "mkbibbold",
    "url",
    "path",
    "nolinkurl",
    "uppercase",
    "lowercase",
    "mbox",
    "ensuremath",
];

/// The same as switches: `{\em text}`.
const SWITCHES: &[&str] =
    &["em", "it", "itshape", "bf", "bfseries", "sl", "slshape", "sc", "scshape", "tt", "rm", "sf"];

/// Marks of accents, which may stand before a dotless `\i`.
const ACCENTS: &[u8] = b"'`^\"~=.";

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Most braces, dollar signs and commands of a value, and how deep they may stand: the crate takes more than
/// linear time over the one, and stack over the other.
const MAX_MARKS: usize = 2000;
const MAX_DEPTH: usize = 40;

/// Whether a value has more marks, or deeper ones, than any that is meant.
pub(super) fn is_too_deep(printed: &str) -> bool {
    let (mut marks, mut depth, mut deepest) = (0_usize, 0_usize, 0_usize);
    for byte in printed.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'$' | b'\\' => {}
            _ => continue,
        }
        marks += 1;
        deepest = deepest.max(depth);
    }
    marks > MAX_MARKS || deepest > MAX_DEPTH || printed.len() > super::super::MAX_VALUE
}

/// A value as the crate reads it.
pub(super) fn chunks(printed: &str, is_verbatim: bool) -> Result<Chunks, ParseErrorKind> {
    let prepared = if is_verbatim { printed.to_owned() } else { prepared(printed) };
    let name = if is_verbatim { "url" } else { "title" };
    let value = vec![Spanned::new(RawChunk::Normal(prepared.as_str()), 0..0)];
    let fields = vec![Pair::new(Spanned::detached(name), Spanned::detached(value))];
    let entry = RawEntry { key: Spanned::detached("value"), kind: Spanned::detached("misc"), fields };
    let entries = vec![Spanned::detached(entry)];
    let read = Bibliography::from_raw(RawBibliography { preamble: String::new(), entries, abbreviations: Vec::new() });
    let read = read.map_err(|error| error.kind)?;
    Ok(read.into_iter().next().and_then(|mut entry| entry.fields.remove(name)).unwrap_or_default())
}

/// The value without what the crate does not know: commands that only set their text, ties, and accents over a
/// dotless letter without braces.
fn prepared(printed: &str) -> String {
    let mut prepared = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some(at) = rest.find(['\\', '~']) {
        prepared.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('~') {
            prepared.push(' ');
            rest = after;
            continue;
        }
        let command = &rest[1..];
        let length = command.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, after) = command.split_at(length);
        if SETTING.contains(&name) && after.trim_start().starts_with('{') {
            rest = after.trim_start();
        } else if SWITCHES.contains(&name) {
            rest = after.trim_start();
        } else if let Some((accent, letter, after)) = dotless(command) {
            prepared.push('\\');
            prepared.push(char::from(accent));
            prepared.push_str(&format!("{{{letter}}}"));
            rest = after;
        } else {
            // The backslash and what it escapes, which may be a tie.
            let escaped = command.chars().next().filter(|_| length == 0).map_or(0, char::len_utf8);
            prepared.push_str(&rest[..1 + escaped]);
            rest = &rest[1 + escaped..];
        }
    }
    prepared + rest
}

/// `'\i` behind a backslash: the accent, the letter, and the rest.
fn dotless(command: &str) -> Option<(u8, char, &str)> {
    let accent = *command.as_bytes().first().filter(|byte| ACCENTS.contains(byte))?;
    let braced = command[1..].strip_prefix('{');
    let letter = braced.unwrap_or(&command[1..]).strip_prefix('\\')?;
    let name = letter.chars().next().filter(|c| matches!(c, 'i' | 'j'))?;
    let after = &letter[1..];
    let after = match braced {
        Some(_) => after.trim_start().strip_prefix('}')?,
        None if after.starts_with(|c: char| c.is_ascii_alphabetic()) => return None,
        None => after.trim_start(),
    };
    Some((accent, name, after))
}

/// The number of a month by the abbreviation that every style defines, or by its name.
pub(super) fn month(printed: &str) -> Option<usize> {
    let lower = printed.trim().trim_end_matches('.').to_ascii_lowercase();
    let is_word = lower.len() <= "september".len() && lower.bytes().all(|byte| byte.is_ascii_lowercase());
    MONTHS.iter().position(|short| is_word && lower.starts_with(short)).map(|at| at + 1)
}

/// BibLaTeX's dates are EDTF, but that an open end may be written with nothing.
pub(super) fn date(printed: &str) -> String {
    match printed.trim().split_once('/') {
        Some((start, "")) if !start.is_empty() => format!("{start}/.."),
        Some(("", end)) if !end.is_empty() => format!("../{end}"),
        _ => printed.trim().to_owned(),
    }
}

/// `year = 2010, month = may`.
pub(super) fn year_and_month(year: &str, month_printed: Option<&str>) -> String {
    let year = year.trim();
    let Some(printed) = month_printed.map(str::trim).filter(|month| !month.is_empty()) else { return year.to_owned() };
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let number = printed.parse().ok().filter(|number| (1..=12).contains(number)).or_else(|| month(printed));
    match number {
        Some(number) if is_year => format!("{year}-{number:02}"),
        _ => format!("{printed} {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use biblatex::ChunksExt;

    #[test]
    fn tex_becomes_text() {
        let cases = [
            ("plain", "plain"),
            (r#"M{\"u}ller, M\"uller, M\"{u}ller"#, "Müller, Müller, Müller"),
            (r"Garc{\'\i}a Garc\'{\i}a Garc\'\i a", "García García García"),
            (r"\c{C}elik {\c C}elik \v{S}ime\v{c}ek {\o} {\ss} {\aa} {\l}", "Çelik Çelik Šimeček ø ß å ł"),
            (r"A \& B \% \$ \_ \# \textasciitilde{} \{x\}", r"A & B % $ _ # ~ {x}"),
            ("pp.~3--9 --- end", "pp. 3–9 — end"),
            (r"Frithuswith ({\mkbibemph{d.}} 727) \emph{so} {\em too}", "Frithuswith (d. 727) so too"),
            (r"\url{https://r.example/~a_b}", "https://r.example/ a_b"),
            (r"{{EDTF}} {Range}", "EDTF Range"),
            ("a\n   b", "a b"),
            ("", ""),
        ];
        for (printed, expected) in cases {
            let read = chunks(printed, false).expect(printed);
            assert_eq!(super::super::super::tidied(&read.format_verbatim()), expected, "{printed}");
        }
        for (printed, expected) in
            [("https://r.example/a_b~c%20#x", "https://r.example/a_b~c%20#x"), (r"10.1/a\_b", r"10.1/a\_b")]
        {
            assert_eq!(chunks(printed, true).expect(printed).format_verbatim(), expected);
        }
        for broken in ["a } b", "$x", r"\unknown{x", r"\"] {
            assert!(chunks(broken, false).is_err(), "{broken}");
        }
    }

    #[test]
    fn months_and_open_dates() {
        for (printed, expected) in [
            ("sep", Some(9)),
            ("Sept.", Some(9)),
            ("May", Some(5)),
            ("spring", None),
            ("", None),
            ("september-x", None),
        ] {
            assert_eq!(month(printed), expected, "{printed}");
        }
        for (printed, expected) in
            [("2014-12-31/", "2014-12-31/.."), ("/2014", "../2014"), ("2008/2013~", "2008/2013~"), ("/", "/"), ("", "")]
        {
            assert_eq!(date(printed), expected, "{printed}");
        }
        let cases = [
            ("2010", Some("may"), "2010-05"),
            ("2010", Some("7"), "2010-07"),
            ("2010", None, "2010"),
            ("in press", Some("may"), "may in press"),
            ("2010", Some("13"), "13 2010"),
        ];
        for (year, month, expected) in cases {
            assert_eq!(year_and_month(year, month), expected);
        }
    }
}
