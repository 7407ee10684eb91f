//! Characters of symbol fonts, as the characters that they look like.

/// What a symbol prints: `font` as the document names it, `code` as four hexadecimal digits. U+FFFD where no
/// character is known for it.
pub(super) fn symbol(font: &str, code: &str) -> char {
    let Ok(code) = u32::from_str_radix(code.trim(), 16) else { return char::REPLACEMENT_CHARACTER };
    // Symbol fonts keep their 256 characters from U+F000 on.
    let place = match code {
        0xF000..=0xF0FF => code - 0xF000,
        _ => return char::from_u32(code).filter(|letter| !letter.is_control()).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    let table = match font.to_lowercase().as_str() {
        "symbol" => SYMBOL,
        name if name.starts_with("wingdings") => WINGDINGS,
        _ => &[],
    };
    let known = table.iter().find(|(known, _)| *known == place).map(|(_, letter)| *letter);
    let greek = || char::from_u32(place).and_then(|letter| greek(letter, font));
    known.or_else(greek).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Signs of the Symbol font, by its own code.
const SYMBOL: &[(u32, char)] = &[
    (0x20, ' '),
    (0x2B, '+'),
    (0x2D, '−'),
    (0x3C, '<'),
    (0x3D, '='),
    (0x3E, '>'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xD7, '⋅'),
    (0xDE, '⇒'),
    (0xE5, '∑'),
];

/// Signs of Wingdings, by its own code.
const WINGDINGS: &[(u32, char)] = &[
    (0x20, ' '),
    (0x6C, '●'),
    (0x6E, '■'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFE, '☑'),
];

/// The Greek letter that the Symbol font shows for a Latin one.
fn greek(letter: char, font: &str) -> Option<char> {
    const LATIN: &str = "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcywV";
    const GREEK: &str = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψως";
    let place = LATIN.chars().position(|latin| latin == letter).filter(|_| font.eq_ignore_ascii_case("symbol"))?;
    GREEK.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols() {
        let cases = [
            ("Symbol", "F0B0", '°'),
            ("Symbol", "F061", 'α'),
            ("Symbol", "F057", 'Ω'),
            ("Wingdings", "F0E0", '→'),
            ("Wingdings 3", "F0FC", '✓'),
            ("Arial", "00B1", '±'),
            ("Symbol", "F0FF", '\u{FFFD}'),
            ("Wingdings", "F061", '\u{FFFD}'),
            ("Unknown", "F0B0", '\u{FFFD}'),
            ("Symbol", "xyz", '\u{FFFD}'),
            ("Symbol", "D800", '\u{FFFD}'),
            ("Symbol", "0000", '\u{FFFD}'),
            ("", "", '\u{FFFD}'),
        ];
        for (font, code, expected) in cases {
            assert_eq!(symbol(font, code), expected, "{font} {code}");
        }
    }
}
