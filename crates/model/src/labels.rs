//! The fixed words of the briefing in one language: headings, columns, the words for counts, months and units.

use std::collections::BTreeMap;

/// A language's labels. Every label that the program knows is there: one that a table lacks is English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// BCP 47 language of the words.
    pub language: String,
    /// Words by label (`key-figures`), then by form: a CLDR plural category (`one`, `few`, `many`, `other`), `short` for
    /// a month's short name, `day` for a month beside a day, `name` for a unit without a number; empty for
    /// the only form. A `{name}` in the words is a place that is filled.
    pub rows: BTreeMap<String, BTreeMap<String, String>>,
}

impl Labels {
    /// The words of a label in a form; where it has not that form, in the form `other`, then in its only or
    /// first one. `None` where there is no such label.
    #[must_use]
    pub fn words(&self, label: &str, form: &str) -> Option<&str> {
        let forms = self.rows.get(label)?;
        let words = forms.get(form).or_else(|| forms.get("other")).or_else(|| forms.get(""));
        words.or_else(|| forms.values().next()).map(String::as_str)
    }

    /// The words of a label in just that form.
    #[must_use]
    pub fn form(&self, label: &str, form: &str) -> Option<&str> {
        self.rows.get(label)?.get(form).map(String::as_str)
    }
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Words as they stand.
    Words(&'t str),
    /// The name of a place.
    Place(&'t str),
}

/// The pieces of a template, in order: a place, words and a place of `{low}–{high}`. A brace that is not closed is words.
pub fn parts(template: &str) -> impl Iterator<Item = Part<'_>> {
    let pieces = template.split_inclusive('}');
    pieces.flat_map(|piece| {
        let place = piece.strip_suffix('}').and_then(|piece| piece.split_once('{'));
        let (words, place) = place.map_or((piece, None), |(words, place)| (words, Some(place)));
        let words = Some(words).filter(|words| !words.is_empty());
        words.map(Part::Words).into_iter().chain(place.map(Part::Place))
    })
}

/// The names of a template's places, in order, with repetitions: `low` and `high` of `{low}–{high}`.
pub fn places(template: &str) -> impl Iterator<Item = &str> {
    parts(template).filter_map(|part| if let Part::Place(name) = part { Some(name) } else { None })
}

/// A template with its places filled. A place without a value stays empty; values are not read as templates.
#[must_use]
pub fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let value = |name: &str| values.iter().find(|(place, _)| *place == name).map_or("", |(_, value)| value);
    parts(template)
        .map(|part| match part {
            Part::Words(words) => words,
            Part::Place(name) => value(name),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_lacking_is_taken_from_another() {
        let forms = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(form, words)| ((*form).to_owned(), (*words).to_owned())).collect()
        };
        let rows = [
            ("event", forms(&[("one", "event"), ("other", "events")])),
            ("title", forms(&[("", "Title")])),
            ("odd", forms(&[("few", "some")])),
        ];
        let rows = rows.map(|(label, forms)| (label.to_owned(), forms));
        let labels = Labels { language: "en".to_owned(), rows: rows.into() };
        let cases = [
            ("event", "one", Some("event")),
            ("event", "many", Some("events")),
            ("title", "", Some("Title")),
            ("title", "short", Some("Title")),
            ("odd", "one", Some("some")),
            ("none", "", None),
        ];
        for (label, form, expected) in cases {
            assert_eq!(labels.words(label, form), expected, "{label} {form}");
        }
        assert_eq!((labels.form("event", "few"), labels.form("event", "one")), (None, Some("event")));
    }

    #[test]
    fn places_are_told_in_order() {
        let cases = [
            ("{low}–{high}", vec!["low", "high"]),
            ("{n} of {n}", vec!["n", "n"]),
            ("none", vec![]),
            ("{open", vec![]),
            ("} {a}", vec!["a"]),
            ("", vec![]),
        ];
        for (template, expected) in cases {
            assert_eq!(places(template).collect::<Vec<_>>(), expected, "{template}");
        }
    }

    #[test]
    fn places_are_filled_by_name_and_values_are_not_read_as_templates() {
        type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);
        let cases: [Case; 8] = [
            ("{low} to {high}", &[("low", "1"), ("high", "2")], "1 to 2"),
            ("{high} from {low}", &[("low", "1"), ("high", "2")], "2 from 1"),
            ("{low} to {high}", &[("low", "{high}"), ("high", "2")], "{high} to 2"),
            ("{low} to {high}", &[("low", "1")], "1 to "),
            ("none", &[("low", "1")], "none"),
            ("{open", &[("open", "1")], "{open"),
            ("} {a}", &[("a", "1")], "} 1"),
            ("", &[], ""),
        ];
        for (template, values, expected) in cases {
            assert_eq!(filled(template, values), expected, "{template}");
        }
    }
}
