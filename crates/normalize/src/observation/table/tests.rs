//! Tables and the rows they give.

use chancery_ingest::{report, vocabulary};
use chancery_model::observation::Comparator;

use super::*;
use crate::document::Document;
use crate::lexicon::Lexicon;

/// Each row as `indicator or name|area|counterpart|period|value|unit|status|sources|quote`.
#[track_caller]
fn rows(text: &str) -> Vec<String> {
    let vocabulary = vocabulary::built_in();
    let report = report::read("report.md", text.as_bytes(), &vocabulary).expect("the sample is text").value;
    let document = Document::new(&report);
    let lexicon = Lexicon::new(&vocabulary);
    let numbers = [(1, "first".to_owned()), (2, "second".to_owned())].into();
    let source = Source { document: &document, lexicon: &lexicon, numbers: &numbers, ref_area: Some("PRY") };
    let shown = |row: Observation| {
        let place = row.place.expect("a value of a table stands in the report");
        let letters = report.text.chars().skip(place.anchor.start);
        let printed: String = letters.take(place.anchor.end - place.anchor.start).collect();
        assert_eq!(printed, place.quote);
        let name = row.indicator_id.or(row.indicator_name).unwrap_or_default();
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let value = match (row.value, row.comparator) {
            (None, _) => format!("{}..{}", number(row.value_low), number(row.value_high)),
            (value, Some(Comparator::Eq) | None) => number(value),
            (value, Some(other)) => format!("{} {}", other.name(), number(value)),
        };
        let period = row.time_period.map(|period| period.to_string()).unwrap_or_default();
        [
            name,
            row.ref_area.unwrap_or_default(),
            row.counterpart_area.unwrap_or_default(),
            period,
            value,
            row.unit.unwrap_or_default(),
            row.obs_status.name().to_owned(),
            row.reference_ids.join("+"),
            place.quote,
        ]
        .join("|")
    };
    values(&source).into_iter().map(shown).collect()
}

#[track_caller]
fn check(cases: &[(&str, &str, &[&str])]) {
    for (situation, text, expected) in cases {
        assert_eq!(rows(&format!("# Report\n\n## Figures\n\n{text}\n")), *expected, "{situation}");
    }
}

#[test]
fn layouts_that_are_read() {
    check(&[
        (
            "years as columns, areas as rows, unit in the caption",
            "Table 1: Remittances, % of GDP [1]\n\n| Country | 2019 | 2020 |\n|---|---|---|\n| Kenya | 3.1 | .. |\n| Total | 9 | 9 |\n| Nepal [2] | 24.3 | 23,5 |",
            &[
                "remittances-gdp|KEN||2019|3.1|percent-of-gdp|A|first|3.1",
                "remittances-gdp|NPL||2019|24.3|percent-of-gdp|A|second|24.3",
                "remittances-gdp|NPL||2020|23.5|percent-of-gdp|A|second|23,5",
            ],
        ),
        (
            "years as columns, indicators as rows with their units",
            "| | 2021 | 2022e | 2023 (forecast) |\n|---|---|---|---|\n| GDP growth (%) | 4.0 | –0.3 | 4.8 |\n| Exports (US$ million) | 10,547 | n/a | > 11,000 |\n| Troops | 1 200 | 1,250 | – |",
            &[
                "gdp-growth|PRY||2021|4|percent|A||4.0",
                "gdp-growth|PRY||2022|-0.3|percent|E||–0.3",
                "gdp-growth|PRY||2023|4.8|percent|F||4.8",
                "exports-usd|PRY||2021|10547000000|usd|A||10,547",
                "exports-usd|PRY||2023|gt 11000000000|usd|F||> 11,000",
                "troops|PRY||2021|1200|person|A||1 200",
                "troops|PRY||2022|1250|person|E||1,250",
            ],
        ),
        (
            "years as rows, citations in cells",
            "| Year | Soya output (million tonnes) | Exports to Chile (US$ billion) |\n|---|---|---|\n| 2022 | 4.2 [1] | 0.3 |\n| 2023 | 10.1 | 0.9 [2] |",
            &[
                "Soya output|PRY||2022|4200000|tonne|A|first|4.2",
                "exports-usd|PRY|CHL|2022|300000000|usd|A||0.3",
                "Soya output|PRY||2023|10100000|tonne|A||10.1",
                "exports-usd|PRY|CHL|2023|900000000|usd|A|second|0.9",
            ],
        ),
        (
            "long form",
            "| Indicator | Country | Year | Value | Unit |\n|---|---|---|---|---|\n| Inflation | Chile | 2021 | 4.5 | % |\n| Population | Peru | 2021 | 33 | million |",
            &["inflation|CHL||2021|4.5|percent|A||4.5", "population|PER||2021|33000000|person|A||33"],
        ),
        (
            "countries as columns",
            "*Inflation, annual %*\n\n| | Chile | Peru |\n|---|---|---|\n| 2020 | 3.0 | 1.8 |\n| 2021 | 4.5 | 4.0 |",
            &[
                "inflation|CHL||2020|3|percent|A||3.0",
                "inflation|PER||2020|1.8|percent|A||1.8",
                "inflation|CHL||2021|4.5|percent|A||4.5",
                "inflation|PER||2021|4|percent|A||4.0",
            ],
        ),
        (
            "quarters as rows, decimal commas, unit in the cell",
            "| Quarter | Unemployment |\n|---|---|\n| Q1 2024 | 7,9% |\n| Q2 2024 | 6,5 % |",
            &["unemployment|PRY||2024-33|7.9|percent|A||7,9%", "unemployment|PRY||2024-34|6.5|percent|A||6,5 %"],
        ),
        (
            "partners as rows, the period in the caption below, sources under it",
            "| Partner | Exports (US$ bn) |\n|---|---|\n| Brazil | $3.7 |\n| Other | 5 |\n\nTable 2. Exports of Paraguay, 2023\n\nSource: central bank. [1]",
            &["exports-usd|PRY|BRA|2023|3700000000|usd|A|first|$3.7"],
        ),
        (
            "magnitude in a line of its own, and a percentage that it is not of",
            "Table 3. Budget\n\nIn trillions of dollars\n\n| End of month | Budget | Share of votes |\n|---|---|---|\n| Dec. 2023 | $26.2 | 30% |",
            &["budget-usd|PRY||2023-12|26200000000000|usd|A||$26.2", "vote-share|PRY||2023-12|30|percent|A||30%"],
        ),
    ]);
}

#[test]
fn what_is_no_table_of_values_gives_nothing() {
    check(&[
        ("a list of events", "| Date | Event |\n|---|---|\n| 2012 | Lease signed |\n| 2014 | Port opened |", &[]),
        ("no period at all", "| Country | GDP growth (%) |\n|---|---|\n| Kenya | 5 |", &[]),
        (
            "two periods in the caption",
            "Table 1: Exports in 2021 and 2023\n\n| Country | US$ bn |\n|---|---|\n| Kenya | 5 |",
            &[],
        ),
        (
            "a header of two rows",
            "| | 2021 | | 2022 | |\n|---|---|---|---|---|\n| Country | Exports | Imports | Exports | Imports |\n| Kenya | 1 | 2 | 3 | 4 |",
            &[],
        ),
        (
            "counts that look like years",
            "| Code | Troops |\n|---|---|\n| 2011 | 12 |\n| 1990 | 14 |\n| 2004 | 15 |",
            &[],
        ),
        ("a year among other measures", "| Country | GDP (US$ bn) | 2023 |\n|---|---|---|\n| Kenya | 108 | 5.6 |", &[]),
        ("words for values", "| Party | 2019 | 2024 |\n|---|---|---|\n| Reform | won 12 of 40 | lost |", &[]),
        ("nothing says what is measured", "| Year | Value |\n|---|---|\n| 2019 | 12 |", &[]),
        ("missing marks only", "| Year | Exports (US$) |\n|---|---|\n| 2019 | .. |\n| 2020 | n/a |", &[]),
        ("ranges of two units", "| Year | Exports |\n|---|---|\n| 2019 | $3 (2%) |", &[]),
        ("one column", "| 2019 |\n|---|\n| 12 |", &[]),
        ("no rows", "| Year | Exports |\n|---|---|", &[]),
    ]);
}

#[test]
fn rows_of_any_length_are_read_without_harm() {
    let long = "| 1 ".repeat(3000);
    for table in [
        format!("| a | 2019 |\n|---|---|\n{long}|"),
        format!("{long}|\n{}|\n{long}|", "|---".repeat(3000)),
        "| Year | é |\n|---|---|\n| 2019 |\n| |\n| 2020 | １２ | 3 |".to_owned(),
    ] {
        assert!(rows(&format!("# Report\n\n{table}\n")).len() < 10);
    }
}
