//! The vocabulary: plain tables a policy person can edit, one CSV file a table.
//!
//! In the tables, several values in one cell are separated by `;`. A word in a trigger that ends in `*`
//! stands for every word that begins so (`sanction*`: sanctions, sanctioned). Where several rows of a table
//! fit equally well, the one further up is meant.
//!
//! The project's own tables are in the program, so that a bare report needs no other file. A table of the same name
//! given to [`read`] extends it row by row, by the first column: a row of another key is added above the program's, one of
//! the same key replaces it, and one whose key stands behind `-` (`-TJK`) takes it out. Labels of another language are
//! another file.

mod labels;
mod rows;
mod tables;

use std::collections::BTreeMap;

use chancery_model::diagnostic::Checked;
use chancery_model::event::{Category, EventType};
use chancery_model::labels::Labels;
use chancery_model::observation::{Comparator, ObservationKind};
use chancery_model::rule::Rule;
use chancery_model::section::SectionKind;

use crate::keys::INVALID_VALUE;
use crate::manifest::LabelsEntry;
use crate::place::shown;

/// What is told of vocabularies.
pub(crate) const RULES: &[&Rule] = &[&rows::RULE];

/// Every table.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// `actors.csv`: `code,kind,name,aliases,demonyms,seats`
    pub actors: Vec<Actor>,
    /// `area-names.csv`: `name,code`
    pub area_names: Vec<AreaName>,
    /// `event-types.csv`: `trigger,event_type`
    pub event_types: Vec<EventTrigger>,
    /// `categories.csv`: `trigger,category`
    pub categories: Vec<CategoryTrigger>,
    /// `indicators.csv`: `indicator_id,name,kind,unit,terms,codes,description`
    pub indicators: Vec<Indicator>,
    /// `units.csv`: `unit,name,forms,base,factor`
    pub units: Vec<Unit>,
    /// `sections.csv`: `heading,kind`
    pub sections: Vec<SectionHeading>,
    /// `abbreviations.csv`: `abbreviation`: those whose full stop does not end a sentence (`Dr.`, `i.e.`).
    pub abbreviations: Vec<String>,
    /// `hedges.csv`: `phrase,comparator,tolerance`
    pub hedges: Vec<Hedge>,
    /// `frequencies.csv`: `phrase,share`
    pub frequencies: Vec<Frequency>,
    /// `likelihoods.csv`: `phrase,rank`
    pub likelihoods: Vec<Likelihood>,
    /// `common-abbreviations.csv`: `abbreviation`: those that need not be spelt out (`GDP`), in capitals.
    pub common_abbreviations: Vec<String>,
    /// `spellings.csv`: `british,american,family`
    pub spellings: Vec<Spelling>,
    /// `hedge-words.csv`: `phrase`: words that keep a statement at a distance (`reportedly`), lower case.
    pub hedge_words: Vec<String>,
    /// `quantifiers.csv`: `word,role`
    pub quantifiers: Vec<Quantifier>,
    /// `labels-LANGUAGE.csv`: `label,form,words`, by language; English is always there.
    pub labels: BTreeMap<String, Labels>,
}

/// The tables in the program.
#[must_use]
pub fn built_in() -> Vocabulary {
    read(&[]).value
}

/// The vocabulary in the program, extended by the rows of files given by path and content. A row that cannot be read
/// changes nothing and is told of.
#[must_use]
pub fn read(files: &[(String, &[u8])]) -> Checked<Vocabulary> {
    let mut diagnostics = Vec::new();
    let mut vocabulary = Vocabulary::default();
    // Units come first: indicators name them.
    for (name, own) in tables::BUILT_IN {
        let given = files.iter().find(|(path, _)| file_name(path) == *name);
        let given = given.map(|(path, bytes)| (path.as_str(), *bytes));
        diagnostics.extend(tables::read_table(name, own, given, &mut vocabulary));
    }
    let own = labels::BUILT_IN.iter().map(|(name, own)| (*name, own.as_bytes()));
    for (path, bytes) in own.chain(files.iter().map(|(path, bytes)| (path.as_str(), *bytes))) {
        if let Some(language) = labels::language_of(file_name(path)) {
            let (labels, found) = labels::read_labels(language, path, bytes, vocabulary.labels.get(language));
            diagnostics.extend(found);
            vocabulary.labels.insert(language.to_owned(), labels);
        }
    }
    let is_table = |path: &str| tables::BUILT_IN.iter().any(|(name, _)| *name == file_name(path));
    let known = |path: &str| is_table(path) || labels::language_of(file_name(path)).is_some();
    diagnostics.extend(files.iter().filter(|(path, _)| !known(path)).map(|(path, _)| tables::unknown_table(path)));
    Checked { value: vocabulary, diagnostics }
}

impl Vocabulary {
    /// The labels that a manifest asks for; where it asks for none, those in the report's language. English where
    /// there is no table for the language.
    #[must_use]
    pub fn labels_for(&self, wanted: Option<&LabelsEntry>, report: &str) -> Checked<Labels> {
        let of = |language: &str| {
            let primary = language.split(['-', '_']).next().unwrap_or_default();
            self.labels.get(language).or_else(|| self.labels.get(primary))
        };
        let english = || of("en").cloned().unwrap_or_default();
        let Some(wanted) = wanted else {
            return Checked { value: of(report).cloned().unwrap_or_else(english), diagnostics: Vec::new() };
        };
        if let Some(labels) = of(&wanted.language) {
            return Checked { value: labels.clone(), diagnostics: Vec::new() };
        }
        let known: Vec<String> = self.labels.keys().map(|language| format!("`{language}`")).collect();
        let message = format!("expected one of {}, found {}", known.join(", "), shown(&wanted.language));
        let help =
            format!("add the table `labels-{}.csv` to the vocabulary; until then labels are English", wanted.language);
        let diagnostic = INVALID_VALUE.at(wanted.place.clone(), message).help(help);
        Checked { value: english(), diagnostics: vec![diagnostic] }
    }
}

/// The part of a path behind its last `/`.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A state or organisation.
#[derive(Clone, Debug)]
pub struct Actor {
    /// ISO 3166-1 alpha-3, or the organisation's code.
    pub code: String,
    /// Whether it is a state.
    pub is_state: bool,
    /// Name for readers.
    pub name: String,
    /// Other names: `Russian Federation`.
    pub aliases: Vec<String>,
    /// Words for its people and things: `Tajik`, `Tajiks`.
    pub demonyms: Vec<String>,
    /// Capital and seats of government that stand for it: `Moscow`, `the Kremlin`.
    pub seats: Vec<String>,
}

/// What a data portal calls an area.
#[derive(Clone, Debug)]
pub struct AreaName {
    /// Name as portals print it: `Yemen, Rep.`
    pub name: String,
    /// Code of the area: ISO 3166-1 alpha-3, or the portals' own for a group of areas.
    pub code: String,
}

/// Words that tell an event's PLOVER type.
#[derive(Clone, Debug)]
pub struct EventTrigger {
    /// Words in a row, lower case.
    pub trigger: String,
    /// The type they tell.
    pub event_type: EventType,
}

/// Words that tell an event's domain.
#[derive(Clone, Debug)]
pub struct CategoryTrigger {
    /// Words in a row, lower case.
    pub trigger: String,
    /// The domain they tell.
    pub category: Category,
}

/// An indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Id: lower case and hyphens.
    pub indicator_id: String,
    /// Name for readers.
    pub name: String,
    /// Sort of statement it is used for.
    pub kind: ObservationKind,
    /// Unit id; `None` where the indicator has no unit (a rank, a commitment).
    pub unit: Option<String>,
    /// Groups of words, any one of which tells it; within a group (`+` in the table) all must occur.
    pub terms: Vec<Vec<String>>,
    /// Codes it has at data portals.
    pub codes: Vec<String>,
    /// What it measures.
    pub description: String,
}

/// A unit of measure.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Id: lower case and hyphens.
    pub unit: String,
    /// Name for readers.
    pub name: String,
    /// How texts write it: `percent`, `per cent`, `%`.
    pub forms: Vec<String>,
    /// Id of its base unit; its own where it is one.
    pub base: String,
    /// Base units in one of it.
    pub factor: f64,
}

/// A heading that tells a section's kind.
#[derive(Clone, Debug)]
pub struct SectionHeading {
    /// A word or words the heading contains, lower case.
    pub heading: String,
    /// The kind it tells.
    pub kind: SectionKind,
}

/// A word of degree before a figure.
#[derive(Clone, Debug)]
pub struct Hedge {
    /// Words, lower case: `more than`, `nearly`, `at least`.
    pub phrase: String,
    /// What they make of the figure.
    pub comparator: Comparator,
    /// How far a value may lie from the figure and still bear the words out, as a share of the figure.
    pub tolerance: f64,
}

/// Words that say how often a figure holds, not how exactly.
#[derive(Clone, Debug)]
pub struct Frequency {
    /// Words, lower case: `generally`, `in most years`.
    pub phrase: String,
    /// Share of the periods in which the figure may miss and still bear the words out, 0 to 1.
    pub share: f64,
}

/// A word that is spelt in two ways.
#[derive(Clone, Debug)]
pub struct Spelling {
    /// British spelling, lower case; a `*` at its end stands for every ending.
    pub british: String,
    /// American spelling, lower case; a `*` at its end stands for every ending.
    pub american: String,
    /// Words of one family are spelt in one way throughout a text: `region`, `ise`.
    pub family: String,
}

/// A word that speaks of a quantity without stating it.
#[derive(Clone, Debug)]
pub struct Quantifier {
    /// One word, lower case: `large`, `volumes`.
    pub word: String,
    /// What it says.
    pub role: QuantifierRole,
}

chancery_model::words! {
    /// What a word of quantity says.
    QuantifierRole {
        /// How much: `large`.
        Degree = "degree",
        /// Of what: `volumes`.
        Measure = "measure",
    }
}

/// Words of likelihood.
#[derive(Clone, Debug)]
pub struct Likelihood {
    /// Words, lower case: `less likely but plausible`.
    pub phrase: String,
    /// 1 (remote) to 7 (certain).
    pub rank: u8,
}

#[cfg(test)]
mod tests {
    use chancery_model::diagnostic::{Diagnostic, Place};

    use super::*;

    fn show(diagnostic: &Diagnostic) -> String {
        let Place::File { file, line, column } = &diagnostic.place else { return "elsewhere".to_owned() };
        let number = |number: &Option<u32>| number.map_or("-".to_owned(), |number| number.to_string());
        format!("{file}:{}:{}: {} [{}]", number(line), number(column), diagnostic.message, diagnostic.help)
    }

    fn diagnostics_of(name: &str, text: &[u8]) -> Vec<String> {
        read(&[(name.to_owned(), text)]).diagnostics.iter().map(show).collect()
    }

    #[test]
    fn tables_in_the_program_are_flawless() {
        let checked = read(&[]);
        assert_eq!(checked.diagnostics.iter().map(show).collect::<Vec<_>>(), Vec::<String>::new());
        let vocabulary = checked.value;
        assert_eq!(vocabulary.actors.iter().filter(|actor| actor.code == "TJK").count(), 1);
        let lengths = [
            vocabulary.actors.len(),
            vocabulary.event_types.len(),
            vocabulary.categories.len(),
            vocabulary.indicators.len(),
            vocabulary.units.len(),
            vocabulary.sections.len(),
            vocabulary.abbreviations.len(),
            vocabulary.hedges.len(),
            vocabulary.frequencies.len(),
            vocabulary.likelihoods.len(),
            vocabulary.common_abbreviations.len(),
            vocabulary.spellings.len(),
            vocabulary.hedge_words.len(),
        ];
        let role = |role: QuantifierRole| vocabulary.quantifiers.iter().any(|word| word.role == role);
        assert!(role(QuantifierRole::Degree) && role(QuantifierRole::Measure));
        assert!(lengths.iter().all(|length| *length > 10), "{lengths:?}");
        assert_eq!(
            EventType::ALL.iter().find(|kind| !vocabulary.event_types.iter().any(|row| row.event_type == **kind)),
            None
        );
    }

    #[test]
    fn a_given_table_extends_the_one_in_the_program_row_by_row() {
        let n_known = read(&[]).value.actors.len();
        let head = "\u{FEFF}kind , code,name,aliases,demonyms,seats\r\n";
        // What is added, and how many actors there are then; the rows of TJK and EU: aliases, demonyms and seats.
        let cases = [
            ("", 0, 1, 1),
            ("state,XXA, Ruritania ,\"Kingdom of  Ruritania; The Kingdom;\",Ruritanian,\r\n", 1, 1, 1),
            ("state,TJK,Tajikistan,,,\r\n", 0, 1, 1),
            (",-TJK\r\n,-EU,,,,\r\n", -2, 0, 0),
            (",-TJK\r\nstate,XXA,Tajikistan,,Tajik,Dushanbe\r\n", 0, 0, 1),
            ("state,XXA,Ruritania,,,Brussels\r\n", 1, 1, 1),
        ];
        for (rows, more, n_tajik, n_union) in cases {
            let checked = read(&[("vocabulary/actors.csv".to_owned(), format!("{head}{rows}").as_bytes())]);
            assert_eq!(checked.diagnostics.iter().map(show).collect::<Vec<_>>(), [""; 0], "{rows}");
            let actors = &checked.value.actors;
            assert_eq!(actors.len(), n_known.saturating_add_signed(more), "{rows}");
            let n_of = |code: &str| actors.iter().filter(|actor| actor.code == code).count();
            assert_eq!((n_of("TJK"), n_of("EU")), (n_tajik, n_union), "{rows}");
            let n_brussels = actors.iter().filter(|actor| actor.seats.iter().any(|seat| seat == "Brussels")).count();
            assert!(n_brussels <= 1, "{rows}: a name is one actor's");
        }
        let own = format!("{head}state,XXA,Ruritania,\"Kingdom of  Ruritania; The Kingdom;\",,Brussels\r\n");
        let vocabulary = read(&[("actors.csv".to_owned(), own.as_bytes())]).value;
        let first = &vocabulary.actors[0];
        assert_eq!((first.code.as_str(), first.is_state, first.name.as_str()), ("XXA", true, "Ruritania"));
        assert_eq!(first.aliases, ["Kingdom of Ruritania", "The Kingdom"]);
        assert_eq!(first.seats, ["Brussels"], "a name that a dossier gives its own actor is that one's");
    }

    #[test]
    fn a_broken_row_leaves_the_program_s_as_it_was() {
        let known = read(&[]).value;
        let cases = [
            ("actors.csv", "code,kind,name,aliases,demonyms,seats\nTJK,realm,Tajikistan,,,\n", "actors.csv:2:5: "),
            ("actors.csv", "code,kind,name,aliases,demonyms,seats\n-TJX,,,,,\n", "did you mean `TJK`?"),
            ("actors.csv", "code,kind,name,aliases,demonyms,seats\n-,,,,,\n", "actors.csv:2:1: expected the key"),
            ("actors.csv", "code,name\nTJK,Tajikistan\n", "actors.csv:1:1: expected the column `kind`"),
            ("actors.csv", "", "found an empty table"),
            ("units.csv", "unit,name,forms,base,factor\npercent,percent,%,percent,none\n", "units.csv:2:27: "),
            ("actor.csv", "code\n", "did you mean `actors.csv`?"),
        ];
        for (name, text, expected) in cases {
            let checked = read(&[(format!("vocabulary/{name}"), text.as_bytes())]);
            let told: Vec<String> = checked.diagnostics.iter().map(show).collect();
            assert!(told.len() == 1 || name == "actors.csv" && text.starts_with("code,name"), "{text}: {told:?}");
            assert!(told[0].contains(expected), "{text}: {told:?}");
            assert_eq!(checked.value.actors.len(), known.actors.len(), "{text}");
            assert_eq!(checked.value.units.len(), known.units.len(), "{text}");
            assert_eq!(checked.value.indicators.len(), known.indicators.len(), "{text}");
        }
    }

    #[test]
    fn groups_of_terms_are_read() {
        let text = "indicator_id,name,kind,unit,terms,codes,description\ngrain-loans,Loans,figure,usd,Grain + loan*;seed loan,X.Y;Z,Money.\nplace,Place,rank,,largest lender,,\n";
        let vocabulary = read(&[("indicators.csv".to_owned(), text.as_bytes())]);
        assert_eq!(vocabulary.diagnostics.len(), 0, "{:?}", vocabulary.diagnostics);
        assert_eq!(vocabulary.value.indicators[0].terms, [vec!["grain", "loan*"], vec!["seed loan"]]);
        assert_eq!(vocabulary.value.indicators[0].codes, ["X.Y", "Z"]);
        assert_eq!(vocabulary.value.indicators[1].unit, None);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let cases: [(&str, &str, &str); 26] = [
            (
                "hedges.csv",
                "",
                "hedges.csv:-:-: expected the columns `phrase`, `comparator`, `tolerance`, found an empty table [begin the file with the line `phrase,comparator,tolerance`]",
            ),
            (
                "hedges.csv",
                "phrase,comparator\nabove,gt\n",
                "hedges.csv:1:1: expected the column `tolerance`, found `phrase`, `comparator` [begin the file with the line `phrase,comparator,tolerance`]",
            ),
            (
                "hedges.csv",
                "phrase,comparator,tolerence,tolerance\nabove,gt,0.1,0.1\n",
                "hedges.csv:1:19: expected one of the columns `phrase`, `comparator`, `tolerance`, found `tolerence` [did you mean `tolerance`?]",
            ),
            (
                "hedges.csv",
                "phrase,comparator,tolerance\n\n\nüber,gr,0.1\n",
                "hedges.csv:4:6: expected one of `eq`, `approx`, `gt`, `ge`, `lt`, `le`, `range`, `until`, `by`, found `gr` [write one of `eq`, `approx`, `gt`, `ge`, `lt`, `le`, `range`, `until`, `by`]",
            ),
            (
                "hedges.csv",
                "phrase,comparator,tolerance\n\"a, b\",aprox,0.1\n",
                "hedges.csv:2:8: expected one of `eq`, `approx`, `gt`, `ge`, `lt`, `le`, `range`, `until`, `by`, found `aprox` [did you mean `approx`?]",
            ),
            (
                "hedges.csv",
                "phrase,comparator,tolerance\nabove,gt,ten\n",
                "hedges.csv:2:10: expected a share of the figure, 0 or more, found `ten` [write digits with a decimal point: `0.25`]",
            ),
            (
                "hedges.csv",
                "phrase,comparator,tolerance\nabove,gt,-1\n",
                "hedges.csv:2:10: expected a share of the figure, 0 or more, found `-1` [write digits with a decimal point: `0.25`]",
            ),
            (
                "hedges.csv",
                "phrase,comparator,tolerance\nabove,gt,NaN\n",
                "hedges.csv:2:10: expected a share of the figure, 0 or more, found `NaN` [write digits with a decimal point: `0.25`]",
            ),
            (
                "hedges.csv",
                "phrase,comparator,tolerance\nabove,gt,0,25\n",
                "hedges.csv:2:1: expected 3 cells, found 4 [put a cell that contains a comma in double quotes]",
            ),
            (
                "hedges.csv",
                "phrase,comparator,tolerance\nabove,gt,1\nAbove ,gt,1\n",
                "hedges.csv:3:1: expected each `phrase` once, found `above` again [delete one of the rows]",
            ),
            (
                "likelihoods.csv",
                "phrase,rank\ncertain,8\n",
                "likelihoods.csv:2:9: expected a whole number from 1 (remote) to 7 (certain), found `8` [write digits with a decimal point: `0.25`]",
            ),
            (
                "likelihoods.csv",
                "phrase,rank\n,3\n",
                "likelihoods.csv:2:1: expected a value in the column `phrase`, found none [fill in the cell or delete the row]",
            ),
            ("event-types.csv", "trigger,event_type\nsigned,AGREEE\n", "did you mean `AGREE`?"),
            ("quantifiers.csv", "word,role\nhuge,degre\n", "did you mean `degree`?"),
            (
                "spellings.csv",
                "british,american,family\ncentre,,region\n",
                "spellings.csv:2:8: expected a value in the column `american`, found none",
            ),
            ("hedge-words.csv", "phrase\nit seems\nIt  seems\n", "hedge-words.csv:3:1: expected each `phrase` once"),
            ("categories.csv", "trigger,category\nsigned,politics\n", "did you mean `political`?"),
            ("sections.csv", "heading,kind\noutlook,outlok\n", "did you mean `outlook`?"),
            (
                "units.csv",
                "unit,name,forms,base,factor\nkm,kilometres,km,zzzzzzzz,1\n",
                "units.csv:2:18: expected the id of a unit in this table, found `zzzzzzzz` [mend the cell that the message names]",
            ),
            (
                "units.csv",
                "unit,name,forms,base,factor\nKM,kilometres,km,KM,1\n",
                "units.csv:2:1: expected an id of lower-case letters, digits and hyphens, found `KM` [mend the cell that the message names]",
            ),
            (
                "indicators.csv",
                "indicator_id,name,kind,unit,terms,codes,description\nx,X,figure,percnt,x,,\n",
                "indicators.csv:2:12: expected the id of a unit, found `percnt` [did you mean `percent`?]",
            ),
            (
                "actors.csv",
                "code,kind,name,aliases,demonyms,seats\nRu,state,Ruritania,,,\n",
                "actors.csv:2:1: expected three capital letters (ISO 3166-1 alpha-3), found `Ru` [mend the cell that the message names]",
            ),
            (
                "actors.csv",
                "code,kind,name,aliases,demonyms,seats\nAAA,state,A,,,\nAAB,state,B,a,,\n",
                "actors.csv:3:1: expected a name of one actor, found `a`, which is also a name of AAA [leave the name to one of the two]",
            ),
            (
                "indicator.csv",
                "",
                "indicator.csv:-:-: expected a table of the vocabulary, found `indicator.csv` [did you mean `indicators.csv`?]",
            ),
            ("months.csv", "", "months.csv:-:-: expected a table that may be replaced"),
            ("abbreviations.csv", "abbreviation\n\"Dr.\nProf.\n", ""),
        ];
        for (name, text, expected) in cases {
            let found = diagnostics_of(name, text.as_bytes());
            assert!(
                found.first().map_or(expected.is_empty(), |first| first.contains(expected)),
                "{text:?}\n{found:#?}"
            );
        }
    }

    #[test]
    fn rows_beside_a_bad_one_are_read() {
        let text = b"abbreviation\nDr.\n\xFFx.\n,\nProf.\n";
        let checked = read(&[("abbreviations.csv".to_owned(), text)]);
        assert_eq!(checked.value.abbreviations[..3], ["Dr.", "\u{FFFD}x.", "Prof."]);
        let found: Vec<_> = checked.diagnostics.iter().map(show).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("abbreviations.csv:3:1: expected UTF-8, found the byte 0xff"), "{found:?}");
        assert!(found[1].starts_with("abbreviations.csv:4:1: expected 1 cells, found 2"), "{found:?}");
    }

    #[test]
    fn damaged_tables_never_panic() {
        for (name, text) in tables::BUILT_IN {
            let text: Vec<u8> = text.bytes().take(600).collect();
            for damaged in crate::place::tests::damaged(&text, 20) {
                let _ = read(&[((*name).to_owned(), damaged.as_slice())]);
            }
        }
    }
}
