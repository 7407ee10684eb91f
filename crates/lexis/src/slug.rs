//! Ids that say what they are: lower-case ASCII letters, digits and hyphens.

use std::collections::BTreeMap;

/// Words that say nothing in an id.
const SILENT: &[&str] = &[
    "a", "about", "after", "again", "an", "and", "as", "at", "but", "by", "for", "from", "however", "in", "into", "is",
    "it", "its", "of", "off", "on", "or", "over", "s", "that", "the", "their", "to", "under", "was", "when", "while",
    "with", "yet",
];

/// A text as an id of at most `most` words, words without meaning left out. Letters outside ASCII are
/// written with their base letter or in Latin; what has none is left out. Empty where nothing is left.
pub fn slug(text: &str, most: usize) -> String {
    let latin = transliterated(text);
    let all: Vec<&str> =
        latin.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> = all.iter().copied().filter(|word| SILENT.binary_search(word).is_err()).collect();
    let words = if telling.is_empty() { all } else { telling };
    words.into_iter().take(most).collect::<Vec<_>>().join("-")
}

fn transliterated(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            // An apostrophe joins: `president’s` is one word.
            '\'' | '’' | 'ʼ' => {}
            _ if letter.is_ascii() => latin.push(letter),
            _ => latin.push_str(letter_in_latin(letter)),
        }
    }
    latin
}

/// A letter outside ASCII in ASCII: Latin with marks by its base letter, Cyrillic by sound.
fn letter_in_latin(letter: char) -> &'static str {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ə' => "e",
        'ğ' | 'ĝ' | 'ġ' | 'ģ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'i' => "i",
        'ķ' => "k",
        'ł' | 'ļ' | 'ľ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ӣ' => "i",
        'й' | 'ї' => "y",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ӯ' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' | 'ҳ' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ҷ' => "j",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        'ъ' | 'ь' | '\u{300}'..='\u{36F}' => "",
        _ => " ",
    }
}

/// Gives ids out once each: a second use of one gets `-2`, a third `-3`.
#[derive(Debug, Default)]
pub struct Ids(BTreeMap<String, u32>);

impl Ids {
    /// Those of records that have theirs already.
    #[must_use]
    pub fn taken<'r>(ids: impl IntoIterator<Item = &'r str>) -> Self {
        Self(ids.into_iter().map(|id| (id.to_owned(), 1)).collect())
    }

    /// The id, or the id with the next free number; `fallback` where it is empty.
    pub fn give(&mut self, id: &str, fallback: &str) -> String {
        let id = if id.is_empty() { fallback } else { id };
        let mut count = self.0.get(id).copied().unwrap_or(0) + 1;
        let mut given = if count == 1 { id.to_owned() } else { format!("{id}-{count}") };
        while count > 1 && self.0.contains_key(&given) {
            count += 1;
            given = format!("{id}-{count}");
        }
        self.0.insert(id.to_owned(), count);
        if count > 1 {
            self.0.insert(given.clone(), 1);
        }
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_say_what_they_are() {
        let cases = [
            ("Moscow peace accord", 6, "moscow-peace-accord"),
            ("The return of the president’s men", 6, "return-presidents-men"),
            ("Эмомалӣ Раҳмон", 6, "emomali-rahmon"),
            ("Élysée & Çankaya", 6, "elysee-cankaya"),
            ("of the", 6, "of-the"),
            ("中国", 6, ""),
            ("", 6, ""),
            ("one two three four", 2, "one-two"),
            ("=cmd|' /C calc'!A0", 6, "cmd-c-calc-a0"),
        ];
        for (text, most, expected) in cases {
            assert_eq!(slug(text, most), expected, "{text}");
        }
        assert!(SILENT.is_sorted());
    }

    #[test]
    fn an_id_is_given_once() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["a", "a", "a-2", "a", "", ""].iter().map(|id| ids.give(id, "x")).collect();
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3", "x", "x-2"]);
        let mut ids = Ids::taken(["a", "a-2", "b"]);
        let given: Vec<String> = ["a", "a", "b", "a-2", "c"].iter().map(|id| ids.give(id, "x")).collect();
        assert_eq!(given, ["a-3", "a-4", "b-2", "a-2-2", "c"]);
    }
}
