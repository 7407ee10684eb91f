//! Rules of the readers of portals' series: what they tell of a file as a whole.

use chancery_model::diagnostic::Severity;

use super::rule::{Explanation, Group, Rule};

/// Every one.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "missing-page",
        group: Group::Inputs,
        severity: Severity::Error,
        summary: "a page of a portal’s answer that is not there",
        explanation: Explanation {
            asks: "are all pages there that the portal says its answer has?",
            why: "years or areas on the page are missing without a trace in the tables.",
            mend: "ask for every page, or for one with per_page above the total; name further files under parts.",
            fires: "[{\"page\": 1, \"pages\": 2}, […]]",
            silent: "[{\"page\": 1, \"pages\": 1}, […]]",
        },
    },
    Rule {
        id: "missing-rows",
        group: Group::Inputs,
        severity: Severity::Warning,
        summary: "fewer observations in a portal’s answer than it says it has",
        explanation: Explanation {
            asks: "are there as many observations as the portal’s total?",
            why: "the file was cut or edited, and what is gone does not show in the tables.",
            mend: "download the file again.",
            fires: "a total of 64 above 63 observations",
            silent: "a total of 64 above 64 observations",
        },
    },
    Rule {
        id: "mixed-vintages",
        group: Group::Inputs,
        severity: Severity::Warning,
        summary: "parts of one answer from different days",
        explanation: Explanation {
            asks: "do all parts of a portal’s answer state one day of update?",
            why: "a portal may have revised values between the days, and the parts do not fit together.",
            mend: "ask the portal for all parts again on one day.",
            fires: "page 1 updated 2024-03-28, page 2 updated 2024-04-28",
            silent: "both pages updated 2024-03-28",
        },
    },
    Rule {
        id: "empty-series",
        group: Group::Inputs,
        severity: Severity::Warning,
        summary: "a file of the right layout without observations",
        explanation: Explanation {
            asks: "does the file hold observations?",
            why: "a chart or a comparison that counts on it has nothing to show.",
            mend: "download the file again, or take its entry out of dossier.toml.",
            fires: "Entity,Code,Year,Grain",
            silent: "Entity,Code,Year,Grain\nRuritania,RUT,2020,7",
        },
    },
    Rule {
        id: "series-of-other-areas",
        group: Group::Inputs,
        severity: Severity::Warning,
        summary: "a series without an observation of the dossier’s areas",
        explanation: Explanation {
            asks: "is there an observation of an area that the dossier is on?",
            why: "the series is in the dossier and bears nothing out.",
            mend: "areas are known by ISO 3166-1 alpha-3 codes: map the column that has them, or take a file of these areas.",
            fires: "geo,time,grain\nXX,2020,7",
            silent: "geo,time,grain\nRUT,2020,7",
        },
    },
    Rule {
        id: "unknown-area",
        group: Group::Inputs,
        severity: Severity::Info,
        summary: "names of areas that the vocabulary does not know",
        explanation: Explanation {
            asks: "does the vocabulary have a code for each area that the file names?",
            why: "an area without a code is not found under its code.",
            mend: "add the name to area-names.csv of the vocabulary.",
            fires: "a matrix with a column headed Ruritania (South)",
            silent: "a matrix with a column headed Ruritania",
        },
    },
    Rule {
        id: "period-from-name",
        group: Group::Inputs,
        severity: Severity::Warning,
        summary: "a matrix whose period was taken from its file’s name",
        explanation: Explanation {
            asks: "does dossier.toml state the period of a file that does not say its own?",
            why: "a year in a file’s name may be that of its publication.",
            mend: "state it: period = \"2018\".",
            fires: "[[series]]\npath = \"series/matrix-2018.csv\"",
            silent: "[[series]]\npath = \"series/matrix-2018.csv\"\nperiod = \"2018\"",
        },
    },
    Rule {
        id: "deleted-observation",
        group: Group::Inputs,
        severity: Severity::Info,
        summary: "a row of SDMX-CSV that deletes an observation",
        explanation: Explanation {
            asks: "does each row state an observation?",
            why: "a file of changes is no whole series: what it deletes is in another file.",
            mend: "ask the portal for the data instead of the changes.",
            fires: "dataflow,X:Y(1.0),D,RUT,2020,",
            silent: "dataflow,X:Y(1.0),I,RUT,2020,7",
        },
    },
];
