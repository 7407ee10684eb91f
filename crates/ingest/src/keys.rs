//! The keys of a TOML table, each with its place: what `dossier.toml` and `curation.toml` are read with.

use std::ops::RangeInclusive;

use chancery_model::diagnostic::Severity;
use chancery_model::rule::{Exception, Explanation, Group, Rule};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::place::{Complaints, help_with, listed, shown};

/// What is told of files in TOML.
pub(crate) const RULES: &[&Rule] = &[&UNKNOWN_KEY, &MISSING_KEY, &WRONG_TYPE, &INVALID_VALUE, &INVALID_TOML];

const UNKNOWN_KEY: Rule = Rule {
    id: "unknown-key",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a key that the file does not have",
    explanation: Explanation {
        asks: "is each key of dossier.toml and curation.toml a known one?",
        why: "a misspelt key sets nothing.",
        mend: "write the key that the message names.",
        fires: "titel = \"Ports\"",
        silent: "title = \"Ports\"",
    },
};

pub(crate) const MISSING_KEY: Rule = Rule {
    id: "missing-key",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: Some(Exception {
        severity: Severity::Warning,
        when: "where a series lacks its producer or licence, or of a logo and its words one is lacking",
    }),
    summary: "a key that must be there and is not",
    explanation: Explanation {
        asks: "are the keys there that the file cannot do without?",
        why: "without it the entry cannot be used, or not be attributed.",
        mend: "add the key.",
        fires: "[[series]]\npath = \"series/grain.csv\"\n# neither producer nor licence",
        silent: "[[series]]\npath = \"series/grain.csv\"\nproducer = \"Weather Office\"\nlicence = \"CC BY 4.0\"",
    },
};

const WRONG_TYPE: Rule = Rule {
    id: "wrong-type",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a value of another type than its key takes",
    explanation: Explanation {
        asks: "is each value a text, list, number or table, as its key takes it?",
        why: "the value is left out.",
        mend: "give the key what the message says.",
        fires: "authors = \"A. Adams\"",
        silent: "authors = [\"A. Adams\"]",
    },
};

pub(crate) const INVALID_VALUE: Rule = Rule {
    id: "invalid-value",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a value that its key cannot have",
    explanation: Explanation {
        asks: "is each value a possible one: a date, an area’s code, a path within the dossier?",
        why: "the value is left out.",
        mend: "give the key what the message says.",
        fires: "ref_area = \"Peru\"",
        silent: "ref_area = \"PER\"",
    },
};

const INVALID_TOML: Rule = Rule {
    id: "invalid-toml",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a file that is no TOML",
    explanation: Explanation {
        asks: "can dossier.toml and curation.toml be parsed?",
        why: "what stands behind the fault may be lost.",
        mend: "put strings in double quotes, lists in square brackets, each key on its own line.",
        fires: "title = \"Ports",
        silent: "title = \"Ports\"",
    },
};

/// A value with the byte at which it stands.
#[derive(Clone, Debug)]
pub(crate) struct Placed<T> {
    pub(crate) value: T,
    pub(crate) at: usize,
}

/// A TOML table.
#[derive(Clone, Copy)]
pub(crate) struct Keys<'t> {
    table: &'t DeTable<'t>,
    /// Byte at which it begins.
    pub(crate) at: usize,
}

/// An entry of a list.
pub(crate) enum Entry<'t> {
    /// A table.
    Table(Keys<'t>),
    /// A text.
    Text(Placed<String>),
}

/// Parses a document. What is no TOML is complained of, and the rest of it is still there.
pub(crate) fn parse<'t>(text: &'t str, complaints: &mut Complaints<'_>) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let help = "strings stand in double quotes, lists in square brackets, each key on its own line";
        complaints.at(at, &INVALID_TOML, error.message().to_lowercase(), help.to_owned());
    }
    table
}

impl<'t> Keys<'t> {
    /// The keys of a document.
    pub(crate) fn of_document(document: &'t Spanned<DeTable<'t>>) -> Self {
        Self { table: document.get_ref(), at: 0 }
    }

    /// Complains of every key that is not known.
    pub(crate) fn check(&self, known: &[&str], say: &mut Complaints<'_>) {
        for (key, _) in self.table {
            if !known.contains(&key.get_ref().as_ref()) {
                let message = format!("expected one of the keys {}, found {}", listed(known), shown(key.get_ref()));
                say.at(key.span().start, &UNKNOWN_KEY, message, help_with(key.get_ref(), known));
            }
        }
    }

    /// Whether the key is there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    fn typed<T>(
        &self,
        key: &str,
        expected: &str,
        say: &mut Complaints<'_>,
        read: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<Placed<T>> {
        let value = self.get(key)?;
        let at = value.span().start;
        match read(value.get_ref()) {
            Some(value) => Some(Placed { value, at }),
            None => {
                let message = format!("expected {expected} for `{key}`, found {}", described(value.get_ref()));
                say.at(at, &WRONG_TYPE, message, format!("give `{key}` {expected}"));
                None
            }
        }
    }

    /// A text; `None` where the key is absent, empty or no text.
    pub(crate) fn text(&self, key: &str, say: &mut Complaints<'_>) -> Option<Placed<String>> {
        let text = self.typed(key, "a text in double quotes", say, |value| value.as_str().map(str::to_owned))?;
        Some(text).filter(|text| !text.value.trim().is_empty())
    }

    /// A text that must be there.
    pub(crate) fn required(&self, key: &str, say: &mut Complaints<'_>) -> Option<Placed<String>> {
        let text = self.text(key, say);
        let absent = self.get(key).is_none_or(|value| value.get_ref().as_str().is_some());
        if text.is_none() && absent {
            let message = format!("expected the key `{key}` with a text, found none");
            say.at(self.at, &MISSING_KEY, message, format!("add the line `{key} = \"…\"`"));
        }
        text
    }

    /// A text with the white space at its ends; `None` where the key is absent or no text.
    pub(crate) fn text_as_is(&self, key: &str, say: &mut Complaints<'_>) -> Option<String> {
        let text = self.typed(key, "a text in double quotes", say, |value| value.as_str().map(str::to_owned))?;
        Some(text.value)
    }

    /// A text that may be absent but not empty.
    pub(crate) fn required_where_present(&self, key: &str, say: &mut Complaints<'_>) -> Option<Placed<String>> {
        if self.has(key) { self.required(key, say) } else { None }
    }

    /// A date: a text, or one of TOML's own dates, or a year.
    pub(crate) fn date(&self, key: &str, say: &mut Complaints<'_>) -> Option<Placed<String>> {
        self.typed(key, "a date in double quotes", say, |value| match value {
            DeValue::String(text) => Some(text.clone().into_owned()),
            DeValue::Datetime(date) if date.time.is_none() => Some(date.to_string()),
            DeValue::Integer(year) => Some(year.as_str().to_owned()),
            _ => None,
        })
    }

    /// A list of texts; empty where the key is absent or no list. What is no text in it is complained of.
    pub(crate) fn texts(&self, key: &str, say: &mut Complaints<'_>) -> Vec<Placed<String>> {
        let Some(list) = self.typed(key, "a list of texts", say, DeValue::as_array) else { return Vec::new() };
        let mut texts = Vec::new();
        for value in list.value {
            match value.get_ref().as_str() {
                Some(text) => texts.push(Placed { value: text.to_owned(), at: value.span().start }),
                None => {
                    let message = format!("expected only texts in `{key}`, found {}", described(value.get_ref()));
                    let help = "put each entry in double quotes".to_owned();
                    say.at(value.span().start, &WRONG_TYPE, message, help);
                }
            }
        }
        texts
    }

    /// One text or a list of them; empty where the key is absent or neither.
    pub(crate) fn text_or_texts(&self, key: &str, say: &mut Complaints<'_>) -> Vec<Placed<String>> {
        match self.get(key).map(Spanned::get_ref) {
            Some(DeValue::String(_)) => self.text(key, say).into_iter().collect(),
            Some(DeValue::Array(_)) => self.texts(key, say),
            Some(_) => {
                self.typed(key, "a text or a list of texts", say, |_| None::<()>);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// The tables and texts of a list; empty where the key is absent or no list. What is neither is complained of.
    pub(crate) fn entries(&self, key: &str, say: &mut Complaints<'_>) -> Vec<Entry<'t>> {
        let Some(list) = self.typed(key, "a list of tables", say, DeValue::as_array) else { return Vec::new() };
        let mut entries = Vec::new();
        for value in list.value {
            let at = value.span().start;
            match value.get_ref() {
                DeValue::Table(table) => entries.push(Entry::Table(Self { table, at })),
                DeValue::String(text) => entries.push(Entry::Text(Placed { value: text.clone().into_owned(), at })),
                other => {
                    let message = format!("expected only tables in `{key}`, found {}", described(other));
                    say.at(at, &WRONG_TYPE, message, format!("give each entry of `{key}` its keys"));
                }
            }
        }
        entries
    }

    /// A finite number.
    pub(crate) fn number(&self, key: &str, say: &mut Complaints<'_>) -> Option<Placed<f64>> {
        self.typed(key, "a number", say, |value| {
            let digits = match value {
                DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str(),
                DeValue::Float(digits) => digits.as_str(),
                _ => return None,
            };
            digits.parse().ok().filter(|number: &f64| number.is_finite())
        })
    }

    /// A whole number, 0 or more.
    pub(crate) fn count(&self, key: &str, say: &mut Complaints<'_>) -> Option<usize> {
        let count = self.typed(key, "a whole number, 0 or more,", say, |value| {
            value.as_integer().filter(|digits| digits.radix() == 10)?.as_str().parse().ok()
        });
        count.map(|count| count.value)
    }

    /// A whole number of a range.
    pub(crate) fn count_within(
        &self,
        key: &str,
        range: RangeInclusive<usize>,
        say: &mut Complaints<'_>,
    ) -> Option<usize> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let count = self.typed(key, &expected, say, |value| {
            let digits = value.as_integer().filter(|digits| digits.radix() == 10)?;
            digits.as_str().parse().ok().filter(|count| range.contains(count))
        });
        count.map(|count| count.value)
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, key: &str, say: &mut Complaints<'_>) -> Option<bool> {
        self.typed(key, "`true` or `false`", say, DeValue::as_bool).map(|flag| flag.value)
    }

    /// A table within.
    pub(crate) fn table(&self, key: &str, say: &mut Complaints<'_>) -> Option<Self> {
        let table = self.typed(key, "a table", say, DeValue::as_table)?;
        Some(Self { table: table.value, at: table.at })
    }

    /// An array of tables (`[[key]]`) within; empty where the key is absent.
    pub(crate) fn tables(&self, key: &str, say: &mut Complaints<'_>) -> Vec<Self> {
        let expected = format!("tables, each under its own line `[[{key}]]`,");
        let list = self.typed(key, &expected, say, |value| {
            value.as_array().filter(|list| list.iter().all(|value| value.get_ref().is_table()))
        });
        let tables = list.into_iter().flat_map(|list| list.value.iter());
        tables.filter_map(|value| Some(Self { table: value.get_ref().as_table()?, at: value.span().start })).collect()
    }
}

/// Complains of a value that is of the right type but not a possible one.
pub(crate) fn impossible(at: usize, message: String, help: &str, say: &mut Complaints<'_>) {
    say.at(at, &INVALID_VALUE, message, help.to_owned());
}

/// The value a fixed word stands for; another word is complained of.
pub(crate) fn word<T>(
    text: &Placed<String>,
    words: &[&str],
    from: impl Fn(&str) -> Option<T>,
    say: &mut Complaints<'_>,
) -> Option<T> {
    let value = from(&text.value);
    if value.is_none() {
        let message = format!("expected one of {}, found {}", listed(words), shown(&text.value));
        impossible(text.at, message, &help_with(&text.value, words), say);
    }
    value
}

/// The value a text parses to; another text is complained of with the parser's words.
pub(crate) fn parsed<T>(text: &Placed<String>, say: &mut Complaints<'_>, help: &str) -> Option<T>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    let value = text.value.trim().parse::<T>();
    if let Err(error) = &value {
        impossible(text.at, error.to_string(), help, say);
    }
    value.ok()
}

fn described(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text {}", shown(text)),
        DeValue::Integer(digits) => format!("the number {}", shown(digits.as_str())),
        DeValue::Float(digits) => format!("the number {}", shown(digits.as_str())),
        DeValue::Boolean(flag) => format!("`{flag}`"),
        DeValue::Datetime(date) => format!("the date `{date}`"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
