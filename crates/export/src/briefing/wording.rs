//! How counts, numbers and units are said in a language, with the words of its table of labels.

use chancery_model::labels::{Labels, filled};
use fixed_decimal::Decimal;
use icu_plurals::{PluralCategory, PluralOperands, PluralRules, PluralRulesOptions};

use super::label::Label;

/// The labels of a language, with its rules of plural.
pub(crate) struct Wording<'a> {
    labels: &'a Labels,
    plurals: Option<PluralRules>,
}

impl<'a> Wording<'a> {
    /// The words of `labels`. A language that is not known is taken to have one form for every number.
    pub(crate) fn new(labels: &'a Labels) -> Self {
        let language = labels.language.parse::<icu_locale_core::Locale>().ok();
        let rules = |language: icu_locale_core::Locale| {
            PluralRules::try_new((&language).into(), PluralRulesOptions::default()).ok()
        };
        Self { labels, plurals: language.and_then(rules) }
    }

    /// BCP 47 language of the words.
    pub(crate) fn language(&self) -> &'a str {
        &self.labels.language
    }

    /// A label's words; its name where the table has none.
    pub(crate) fn text(&self, label: Label) -> &'a str {
        self.labels.words(label.name(), "").unwrap_or(label.name())
    }

    /// A label's words with its places filled. A place without a value stays empty.
    pub(crate) fn fill(&self, label: Label, values: &[(&str, &str)]) -> String {
        filled(self.text(label), values)
    }

    /// A number with its noun: `1 event`, `0 events`.
    pub(crate) fn counted(&self, label: Label, count: usize) -> String {
        let words = self.labels.words(label.name(), self.category(&(count as u64).into()));
        filled(words.unwrap_or(label.name()), &[("n", &self.grouped(&count.to_string()))])
    }

    /// A written number with its unit: `30 % of GDP`, `US$ 5.82 billion`, `1 year`. `size` is the number itself, with as
    /// many decimals as are written of it, or without where it is written in millions.
    pub(crate) fn with_unit(&self, number: &str, unit: Option<&str>, size: &Size) -> String {
        let Some(unit) = unit else { return number.to_owned() };
        let template = self.labels.words(&unit_label(unit), self.category(&size.operands()));
        // No-break spaces: a number is not parted from its unit.
        match template {
            Some(template) => {
                filled(&template.replace("{n} ", "{n}\u{a0}").replace(" {n}", "\u{a0}{n}"), &[("n", number)])
            }
            None => format!("{number}\u{a0}{}", words_of(unit)),
        }
    }

    /// A unit's name without a number: `% of GDP` for `percent-of-gdp`, `US$`, `years`.
    pub(crate) fn unit(&self, unit: &str) -> String {
        let label = unit_label(unit);
        let name = self.labels.form(&label, "name").or_else(|| self.labels.words(&label, "other"));
        name.map_or_else(|| words_of(unit), |name| filled(name, &[("n", "")]).trim().to_owned())
    }

    /// The words for a member of a family of labels, such as a month; `None` where the table has none.
    pub(crate) fn known(&self, family: &str, name: &str, form: &str) -> Option<&'a str> {
        self.labels.words(&format!("{family}-{name}"), form)
    }

    /// The words for a member of a family of labels; its own name where the table has none.
    pub(crate) fn member(&self, family: &str, name: &str) -> String {
        self.known(family, name, "").map_or_else(|| words_of(name), str::to_owned)
    }

    /// A number written with a decimal point, as the language writes it: thousands apart.
    pub(crate) fn grouped(&self, written: &str) -> String {
        let (whole, fraction) = written.split_once('.').map_or((written, None), |(whole, rest)| (whole, Some(rest)));
        let digits = whole.trim_start_matches('-');
        let mut text = "-".repeat(whole.len() - digits.len());
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                // A number is not parted at the end of a line.
                text.push_str(&self.text(Label::GroupMark).replace(' ', "\u{a0}"));
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push_str(self.text(Label::DecimalMark));
            text.push_str(fraction);
        }
        text
    }

    /// The plural category of a number, by its CLDR name.
    fn category(&self, operands: &PluralOperands) -> &'static str {
        match self.plurals.as_ref().map_or(PluralCategory::Other, |rules| rules.category_for(*operands)) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

/// A number as its plural depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Size(String);

impl Size {
    /// Of a number written with a decimal point: `1`, `1.0` and `1.5` differ.
    pub(crate) fn written(number: &str) -> Self {
        Self(number.trim_start_matches('-').to_owned())
    }

    fn operands(&self) -> PluralOperands {
        self.0.parse::<Decimal>().map_or_else(|_| 0_u64.into(), |decimal| (&decimal).into())
    }
}

fn unit_label(unit: &str) -> String {
    format!("unit-{unit}")
}

fn words_of(unit: &str) -> String {
    unit.replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::specimen;
    use super::*;

    #[test]
    fn counts_take_the_plural_of_their_language() {
        let cases = [
            ("en", 0, "0 events"),
            ("en", 1, "1 event"),
            ("en", 2, "2 events"),
            ("en", 1_234, "1,234 events"),
            ("ru", 1, "1 событие"),
            ("ru", 3, "3 события"),
            ("ru", 11, "11 событий"),
            ("ru", 21, "21 событие"),
            ("ru", 1_205, "1\u{a0}205 событий"),
        ];
        for (language, count, expected) in cases {
            let labels = specimen::labels(language);
            assert_eq!(Wording::new(&labels).counted(Label::Event, count), expected, "{language}");
        }
    }

    #[test]
    fn units_take_the_plural_of_the_number_written_before_them() {
        let cases = [
            ("en", 1.0, "year", "1.0\u{a0}years"),
            ("en", 5.82e9, "usd", "US$\u{a0}5.82 billion"),
            ("ru", 1.5, "year", "1,5\u{a0}года"),
            ("ru", 2_000.0, "year", "2\u{a0}000\u{a0}лет"),
            ("ru", 3.0e6, "person", "3,00 млн\u{a0}человек"),
            ("ru", 5.82e9, "usd", "5,82 млрд\u{a0}долл. США"),
            ("ru", 47.88, "percent-of-gdp", "47,9\u{a0}% ВВП"),
            ("ru", 2.0, "sheep-herd", "2,0\u{a0}sheep herd"),
        ];
        for (language, value, unit, expected) in cases {
            let labels = specimen::labels(language);
            assert_eq!(Wording::new(&labels).rounded_with_unit(value, Some(unit)), expected, "{language}");
        }
    }

    #[test]
    fn every_plural_that_a_language_has_is_in_its_table() {
        for language in ["en", "ru"] {
            let labels = specimen::labels(language);
            let locale: icu_locale_core::Locale = language.parse().expect("a language");
            let rules = PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).expect("its rules");
            let category = |category| match category {
                PluralCategory::One => "one",
                PluralCategory::Few => "few",
                PluralCategory::Many => "many",
                _ => "other",
            };
            let wanted: BTreeSet<&str> = rules.categories().map(category).collect();
            for (label, forms) in labels.rows.iter().filter(|(_, forms)| forms.contains_key("one")) {
                let found: BTreeSet<&str> = forms.keys().map(String::as_str).filter(|form| *form != "name").collect();
                assert_eq!(found, wanted, "{language} {label}");
            }
        }
    }

    #[test]
    fn a_language_that_is_unknown_has_one_form() {
        for language in ["", "no language", "xx"] {
            let labels = Labels { language: language.to_owned(), ..specimen::labels("en") };
            assert_eq!(Wording::new(&labels).counted(Label::Event, 1), "1 events", "{language}");
        }
        assert_eq!(Wording::new(&Labels::default()).text(Label::Themes), "themes");
    }
}
