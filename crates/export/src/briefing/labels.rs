//! Every fixed word of the briefing, in English: another language is another such table.
//!
//! A `{}` in a template is a place that [`fill`] fills, in order.

use chancery_model::changes::ChangeKind;

/// A counted thing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noun {
    /// For one.
    pub(crate) one: &'static str,
    /// For none and for several.
    pub(crate) many: &'static str,
}

/// A number with its noun: `1 event`, `0 events`.
pub(crate) fn counted(count: usize, noun: Noun) -> String {
    format!("{count} {}", if count == 1 { noun.one } else { noun.many })
}

/// A template with its places filled. A place without a value stays empty.
pub(crate) fn fill(template: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut parts = template.split("{}");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        filled.push_str(values.next().copied().unwrap_or_default());
        filled.push_str(part);
    }
    filled
}

const fn noun(one: &'static str, many: &'static str) -> Noun {
    Noun { one, many }
}

// Counted things.
pub(crate) const EVENT: Noun = noun("event", "events");
pub(crate) const STATEMENT: Noun = noun("statement", "statements");
pub(crate) const SERIES: Noun = noun("series", "series");
pub(crate) const SOURCE: Noun = noun("source", "sources");
pub(crate) const CITATION: Noun = noun("citation", "citations");
pub(crate) const FINDING: Noun = noun("finding", "findings");
pub(crate) const ERROR: Noun = noun("error", "errors");
pub(crate) const WARNING: Noun = noun("warning", "warnings");
pub(crate) const REMARK: Noun = noun("remark", "remarks");
pub(crate) const CHANGE: Noun = noun("change", "changes");
pub(crate) const ROW: Noun = noun("row", "rows");
pub(crate) const OTHER_HOST: Noun = noun("other host", "other hosts");

// Title block.
pub(crate) const UNTITLED: &str = "Untitled report";
pub(crate) const DESCRIPTION: &str = "Briefing on the report “{}”: {}.";
pub(crate) const FACT_EDITION: &str = "Edition";
pub(crate) const FACT_AREA: &str = "Area";
pub(crate) const FACT_COUNTERPARTS: &str = "Counterparts";
pub(crate) const FACT_AUTHORS: &str = "Authors";
pub(crate) const FACT_LICENCE: &str = "Licence";
pub(crate) const FACT_CONTENTS: &str = "Contents";

// Headings.
pub(crate) const BOTTOM_LINE: &str = "Bottom line";
pub(crate) const KEY_FIGURES: &str = "Key figures";
pub(crate) const WHAT_CHANGED: &str = "What changed";
pub(crate) const THEMES: &str = "Themes";
pub(crate) const OPENING: &str = "Opening";
pub(crate) const CHART: &str = "Report and data compared";
pub(crate) const TIMELINE: &str = "Timeline";
pub(crate) const SCENARIOS: &str = "Scenarios";
pub(crate) const EVIDENCE: &str = "The evidence";
pub(crate) const ANNEX_EVENTS: &str = "Annex: events";
pub(crate) const ANNEX_INDICATORS: &str = "Annex: statements in the report";
pub(crate) const SOURCES: &str = "Sources";
pub(crate) const ABOUT: &str = "About this briefing";

// Bottom line.
pub(crate) const FROM_SCENARIO: &str = "The report’s judgement of the scenario “{}”, in its words “{}”.";
pub(crate) const HORIZON_IS: &str = "Horizon: {}.";
pub(crate) const FROM_OUTLOOK: &str = "The closing sentence of the report’s outlook; it ranks no scenario.";
pub(crate) const FROM_FIRST_SENTENCE: &str = "The opening sentence of the report; it has no outlook.";

// Columns.
pub(crate) const COLUMN_INDICATOR: &str = "Indicator";
pub(crate) const COLUMN_STATED: &str = "As stated";
pub(crate) const COLUMN_UNDERSTOOD: &str = "Understood as";
pub(crate) const COLUMN_PERIOD: &str = "Period";
pub(crate) const COLUMN_SOURCES: &str = "Sources";
pub(crate) const COLUMN_SCENARIO: &str = "Scenario and what leads to it";
pub(crate) const COLUMN_LIKELIHOOD: &str = "Likelihood";
pub(crate) const COLUMN_SIGNALS: &str = "Signals to watch";
pub(crate) const COLUMN_HORIZON: &str = "Horizon";
pub(crate) const COLUMN_SEVERITY: &str = "Severity";
pub(crate) const COLUMN_FINDING: &str = "Finding";
pub(crate) const COLUMN_PLACE: &str = "Where in the report";
pub(crate) const COLUMN_DATE: &str = "Date";
pub(crate) const COLUMN_EVENT: &str = "Event";
pub(crate) const COLUMN_ACTORS: &str = "Actors";
pub(crate) const COLUMN_TYPE: &str = "Type";
pub(crate) const COLUMN_READ_IN: &str = "Read in";

// Key figures.
pub(crate) const KEY_FIGURES_CAPTION: &str = "Key figures as the report words them, and the latest observed values";
pub(crate) const KEY_FIGURES_LEFT: &str = "{} more stand in the annex and in csv/indicators.csv.";
pub(crate) const LATEST_OBSERVED: &str = "latest observed value";
pub(crate) const LATEST_OF_VINTAGE: &str = "latest observed value, as updated on {}";

// Values.
pub(crate) const VALUE_RANK: &str = "no. {}";
pub(crate) const VALUE_GT: &str = "more than {}";
pub(crate) const VALUE_GE: &str = "at least {}";
pub(crate) const VALUE_LT: &str = "less than {}";
pub(crate) const VALUE_LE: &str = "at most {}";
pub(crate) const VALUE_APPROX: &str = "about {}";
pub(crate) const VALUE_RANGE: &str = "{}–{}";
/// Least value, and its words, largest first.
pub(crate) const LARGE_NUMBERS: [(f64, &str); 3] = [(1e12, "{} trillion"), (1e9, "{} billion"), (1e6, "{} million")];
/// Units written before the number.
pub(crate) const UNIT_PREFIXES: [(&str, &str); 5] =
    [("usd", "US$"), ("eur", "€"), ("gbp", "£"), ("jpy", "¥"), ("inr", "₹")];
/// Units written after the number; one that is not here is written as its id's words.
pub(crate) const UNITS: [(&str, Noun); 55] = [
    ("percent", noun("%", "%")),
    ("percent-of-gdp", noun("% of GDP", "% of GDP")),
    ("per-mille", noun("‰", "‰")),
    ("km", noun("km", "km")),
    ("km2", noun("km²", "km²")),
    ("m3", noun("m³", "m³")),
    ("km3", noun("km³", "km³")),
    ("bcm", noun("bcm", "bcm")),
    ("mcm", noun("mcm", "mcm")),
    ("kw", noun("kW", "kW")),
    ("mw", noun("MW", "MW")),
    ("gw", noun("GW", "GW")),
    ("kwh", noun("kWh", "kWh")),
    ("mwh", noun("MWh", "MWh")),
    ("gwh", noun("GWh", "GWh")),
    ("twh", noun("TWh", "TWh")),
    ("celsius", noun("°C", "°C")),
    ("usd-per-barrel", noun("US$ a barrel", "US$ a barrel")),
    ("cny", noun("yuan", "yuan")),
    ("kgs", noun("Kyrgyz som", "Kyrgyz som")),
    ("uzs", noun("Uzbek soum", "Uzbek soum")),
    ("tjs", noun("somoni", "somoni")),
    ("kzt", noun("tenge", "tenge")),
    ("uah", noun("hryvnia", "hryvnia")),
    ("percentage-point", noun("percentage point", "percentage points")),
    ("basis-point", noun("basis point", "basis points")),
    ("rub", noun("Russian rouble", "Russian roubles")),
    ("try", noun("Turkish lira", "Turkish liras")),
    ("irr", noun("Iranian rial", "Iranian rials")),
    ("chf", noun("Swiss franc", "Swiss francs")),
    ("person", noun("person", "people")),
    ("household", noun("household", "households")),
    ("item", noun("item", "items")),
    ("metre", noun("metre", "metres")),
    ("mile", noun("mile", "miles")),
    ("nautical-mile", noun("nautical mile", "nautical miles")),
    ("foot", noun("foot", "feet")),
    ("square-mile", noun("square mile", "square miles")),
    ("hectare", noun("hectare", "hectares")),
    ("acre", noun("acre", "acres")),
    ("barrel", noun("barrel", "barrels")),
    ("barrel-per-day", noun("barrel a day", "barrels a day")),
    ("tonne", noun("tonne", "tonnes")),
    ("kilogram", noun("kilogram", "kilograms")),
    ("gram", noun("gram", "grams")),
    ("troy-ounce", noun("troy ounce", "troy ounces")),
    ("kiloton", noun("kiloton", "kilotons")),
    ("megaton", noun("megaton", "megatons")),
    ("hour", noun("hour", "hours")),
    ("day", noun("day", "days")),
    ("week", noun("week", "weeks")),
    ("month", noun("month", "months")),
    ("year", noun("year", "years")),
    ("decade", noun("decade", "decades")),
    ("century", noun("century", "centuries")),
];

// Dates.
pub(crate) const DATE_FROM_TO: &str = "from {} to {}";
pub(crate) const DATE_SINCE: &str = "since {}";
pub(crate) const DATE_UNTIL: &str = "until {}";
pub(crate) const DATE_BY: &str = "by {}";
pub(crate) const DATE_ABOUT: &str = "about {}";
pub(crate) const DATE_UNCERTAIN: &str = "{} (uncertain)";
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(crate) const SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// EDTF sub-year codes.
pub(crate) const SEASONS: [(u8, &str); 13] = [
    (21, "spring {}"),
    (22, "summer {}"),
    (23, "autumn {}"),
    (24, "winter {}"),
    (33, "first quarter of {}"),
    (34, "second quarter of {}"),
    (35, "third quarter of {}"),
    (36, "fourth quarter of {}"),
    (37, "early {}"),
    (38, "mid-{}"),
    (39, "late {}"),
    (40, "first half of {}"),
    (41, "second half of {}"),
];

// What changed.
pub(crate) const FIRST_RELEASE: &str = "This is the first release: there is none to compare it with.";
pub(crate) const NOTHING_CHANGED: &str = "No event, statement or source changed since release {}.";
pub(crate) const CHANGED_SINCE: &str = "Since release {}: {}.";
pub(crate) const CHANGES_LEFT: &str = "{} more are listed in CHANGES.md of the release.";
pub(crate) const CHANGED_VALUE: Noun = noun("value", "values");
/// Tables whose changes are told, with what a row is.
pub(crate) const CHANGED_TABLES: [(&str, Noun); 3] =
    [("events", EVENT), ("indicators", noun("observation", "observations")), ("references", SOURCE)];
/// What is said of a count of changes, in the order told; the second place is the table.
pub(crate) const CHANGE_KINDS: [(ChangeKind, &str); 3] =
    [(ChangeKind::Added, "{} added"), (ChangeKind::Removed, "{} removed"), (ChangeKind::Changed, "{} changed in {}")];
pub(crate) const RECORD_ADDED: &str = " is new";
pub(crate) const RECORD_REMOVED: &str = " is no longer there";
pub(crate) const RECORD_CHANGED: &str = ": {} was {}, is now {}";
pub(crate) const EMPTY: &str = "empty";

// Chart.
pub(crate) const CHART_SUBJECT: &str = "{}, {}.";
pub(crate) const CHART_SOURCE: &str = " Source: ";
pub(crate) const CHART_LINE_KEY: &str = " Solid: observed values, with a gap where there are none.";
pub(crate) const CHART_OLDER_KEY: &str = " Dashed grey: other vintages.";
pub(crate) const CHART_CLAIMS_KEY: &str = " Orange: the report’s words over the period they name, or over all years.";
pub(crate) const CHART_CLAIMS_LEFT: &str = " {} on other periods or without room are in the annex.";
pub(crate) const CHART_ALTERNATIVE: &str = "Line chart of {}, in {}, from {} to {}.";
pub(crate) const CHART_ALTERNATIVE_PLAIN: &str = "Line chart of {}, from {} to {}.";
pub(crate) const CHART_EXTREMES: &str = "The lowest value is {} ({}), the highest {} ({}), the latest {} ({}).";
pub(crate) const CHART_GAP: &str = "No value between {} and {}.";
pub(crate) const CHART_OLDER: &str = "Another vintage, {}, is drawn beside it; its latest value is {} ({}).";
pub(crate) const CHART_CLAIM: &str = "The report says {}, understood as {}{}.";
pub(crate) const CHART_CLAIM_PERIOD: &str = " (period: {})";
pub(crate) const LINE_LABEL: &str = "{}: {}";

// Timeline.
pub(crate) const TIMELINE_CAPTION: &str =
    "{}, to scale. A dot is dated to the day, month or season; a bar covers the whole time its date allows.";
pub(crate) const TIMELINE_UNDATED: &str = "{} without a date are left out.";
pub(crate) const TIMELINE_UNLABELLED: &str =
    "{} are marked but not named; those told most often and with most sources are named.";
pub(crate) const TIMELINE_ALTERNATIVE: &str = "Timeline of {} from {} to {}.";
pub(crate) const TIMELINE_MORE: &str = "And {} more, in the table of events.";
pub(crate) const NO_DATED_EVENTS: &str = "The report tells no dated event.";

// Scenarios.
pub(crate) const SCENARIOS_CAPTION: &str =
    "Scenarios of the outlook, with likelihood and signals in the report’s words";
pub(crate) const NOT_SAID: &str = "not said";

// Evidence.
pub(crate) const SOURCES_ALL_USED: &str = "The report lists {}, all of them cited.";
pub(crate) const SOURCES_USED: &str = "The report lists {}, {} of them cited and {} never cited.";
pub(crate) const OLDEST_NEWEST: &str = "The oldest is of {}, the newest of {}.";
pub(crate) const UNDATED: &str = "Undated: {}.";
pub(crate) const NONE_UNDATED: &str = "None is undated.";
pub(crate) const BY_YEAR: &str = "By year of issue, newest first:";
pub(crate) const OLDER: &str = "earlier";
pub(crate) const BY_HOST: &str = "By host:";
pub(crate) const NO_SOURCES: &str = "The report lists no sources.";
pub(crate) const NO_FINDINGS: &str = "The checks found nothing to question.";
pub(crate) const FINDINGS_OPEN: &str = "Open after the checks: {} ({}, {}, {}).";
pub(crate) const FINDINGS_CAPTION: &str = "The gravest findings that are open";
pub(crate) const AT_LINE: &str = "line {}";
pub(crate) const AT_SECTION_LINE: &str = "{}, line {}";
pub(crate) const UPDATED: &str = "updated on {}";
pub(crate) const NO_VINTAGE: &str = "day of update not stated";

// Annex.
pub(crate) const ANNEX_EVENTS_CAPTION: &str = "Events the report tells";
pub(crate) const ANNEX_INDICATORS_CAPTION: &str = "Figures, ranks, durations and commitments the report states";
pub(crate) const NO_EVENTS: &str = "The report tells no event.";
pub(crate) const NO_STATEMENTS: &str = "The report states no figure, rank, duration or commitment.";
pub(crate) const UNDATED_EVENT: &str = "undated";
pub(crate) const ROWS_LEFT: &str = "{} more are in {}.";
pub(crate) const READ_IN_PROSE: &str = "text";
pub(crate) const READ_IN_TIMELINE: &str = "timeline";
pub(crate) const READ_IN_TABLE: &str = "table";
pub(crate) const READ_IN_TITLE: &str = "source title";
pub(crate) const READ_IN_SERIES: &str = "series";
pub(crate) const READ_IN_CURATION: &str = "editor";

// Sources and colophon.
pub(crate) const ACCESSED: &str = "accessed {}";
pub(crate) const MADE_BY: &str = "Made by Chancery {}; release {}; inputs {}.";
pub(crate) const ONE_SOURCE: &str =
    "Every number above is a record of this release’s tables or a count of them; values of series are rounded.";
pub(crate) const LICENSED: &str = "Text and tables are under the licence {}.";
pub(crate) const UNDER_LICENCE: &str = "licence {}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_order_and_values_are_not_read_as_templates() {
        let cases: [(&str, &[&str], &str); 5] = [
            ("{} to {}", &["1", "2"], "1 to 2"),
            ("{} to {}", &["{}", "2"], "{} to 2"),
            ("{} to {}", &["1"], "1 to "),
            ("none", &["1"], "none"),
            ("", &[], ""),
        ];
        for (template, values, expected) in cases {
            assert_eq!(fill(template, values), expected);
        }
    }

    #[test]
    fn one_is_singular_and_all_else_plural() {
        assert_eq!([0, 1, 2].map(|n| counted(n, EVENT)), ["0 events", "1 event", "2 events"]);
    }
}
