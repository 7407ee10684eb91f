//! Which findings are told: rules selected and ignored, by id or group.

use std::collections::BTreeSet;

use chancery_ingest::manifest::{CheckOptions, Ignored, RuleName};
use chancery_ingest::nearest;
use chancery_model::diagnostic::{Diagnostic, Place, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use crate::rules;

/// What is told of `[check]`.
pub(super) const RULES: &[&Rule] = &[&UNMATCHED_IGNORE, &UNKNOWN_RULE];

const UNMATCHED_IGNORE: Rule = Rule {
    id: "unmatched-ignore",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "an ignored rule that nothing is found of",
    explanation: Explanation {
        asks: "does each entry of ignore in dossier.toml match a finding?",
        why: "an excuse that outlives its reason hides the next defect.",
        mend: "take the entry out.",
        fires: "[check]\nignore = [{ rule = \"empty-section\", reason = \"the map is still drawn\" }]   # and no section is empty",
        silent: "[check]\nignore = [{ rule = \"empty-section\", reason = \"the map is still drawn\" }]   # and a section is",
    },
};

const UNKNOWN_RULE: Rule = Rule {
    id: "unknown-rule",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a name in [check] that is neither a rule nor a group",
    explanation: Explanation {
        asks: "is each name in select, ignore and deny a rule’s or a group’s?",
        why: "a misspelt name selects, ignores or denies nothing.",
        mend: "write the name as chancery explain lists it.",
        fires: "[check]\ndeny = [\"timline\"]",
        silent: "[check]\ndeny = [\"timeline\"]",
    },
};

/// The options of a dossier's `[check]`, and which of its ignored rules have matched.
#[derive(Debug)]
pub(crate) struct Selection<'o> {
    options: &'o CheckOptions,
}

impl<'o> Selection<'o> {
    pub(crate) const fn new(options: &'o CheckOptions) -> Self {
        Self { options }
    }

    /// An error for each name that is neither a rule's nor a group's.
    pub(crate) fn unknown_names(&self) -> Vec<Diagnostic> {
        let options = self.options;
        let ignored = options.ignore.iter().map(|ignored| &ignored.rule);
        let names = options.select.iter().chain(ignored).chain(&options.deny_rules);
        names.filter(|name| !is_known(&name.name)).map(unknown).collect()
    }

    /// Whether a rule's check runs. Names that are not known select nothing.
    pub(super) fn runs(&self, rule: &Rule) -> bool {
        self.options.select.is_empty() || self.options.select.iter().any(|name| rule.is_named(&name.name))
    }

    /// The findings without those ignored, and a warning for each entry that ignores nothing. An entry typed as an
    /// option of a command may match nothing.
    pub(crate) fn kept(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if self.options.ignore.is_empty() {
            return findings;
        }
        let mut matched = BTreeSet::new();
        let mut kept = Vec::with_capacity(findings.len());
        for finding in findings {
            let hits = |ignored: &Ignored| {
                finding.rule().is_named(&ignored.rule.name)
                    && (ignored.record.is_none() || ignored.record == finding.record_id)
            };
            let hitting: Vec<usize> =
                (0..self.options.ignore.len()).filter(|at| hits(&self.options.ignore[*at])).collect();
            if hitting.is_empty() {
                kept.push(finding);
            }
            matched.extend(hitting);
        }
        let is_idle = |(at, ignored): &(usize, &Ignored)| {
            let has_run = || rules().any(|rule| rule.is_named(&ignored.rule.name) && self.runs(rule));
            !matched.contains(at) && ignored.rule.place != Place::Dossier && has_run()
        };
        kept.extend(self.options.ignore.iter().enumerate().filter(is_idle).map(|(_, ignored)| unmatched(ignored)));
        kept
    }
}

/// Whether a name is a rule's or a group's.
fn is_known(name: &str) -> bool {
    rules().any(|rule| rule.is_named(name))
}

fn unknown(name: &RuleName) -> Diagnostic {
    let message = format!("expected a rule or a group of rules, found `{}`", name.name);
    let severities = Severity::NAMES.iter().copied();
    let known = Group::NAMES.iter().copied().chain(rules().map(|rule| rule.id)).chain(severities);
    let help = match nearest(&name.name, known) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("name a rule, or one of the groups `{}`", Group::NAMES.join("`, `")),
    };
    UNKNOWN_RULE.at(name.place.clone(), message).help(help)
}

fn unmatched(ignored: &Ignored) -> Diagnostic {
    let record = ignored.record.as_ref().map_or_else(String::new, |record| format!(" of the record `{record}`"));
    let message =
        format!("expected a finding of `{}`{record} to ignore ({}), found none", ignored.rule.name, ignored.reason);
    UNMATCHED_IGNORE
        .at(ignored.rule.place.clone(), message)
        .help("take the entry out: what it excused is mended or has another name")
}

#[cfg(test)]
mod tests {
    use super::super::sample::checked;
    use super::*;

    const REPORT: &str = "# R\n\n## Trade\n\n## Money\n\nIt rose in 2021-2022. The BUA reportedly left.\n";

    fn name(name: &str) -> RuleName {
        let place = Place::File { file: "dossier.toml".to_owned(), line: Some(9), column: Some(3) };
        RuleName { name: name.to_owned(), place }
    }

    fn names(names: &[&str]) -> Vec<RuleName> {
        names.iter().map(|rule| name(rule)).collect()
    }

    fn ignored(rule: &str, record: Option<&str>) -> Ignored {
        Ignored { rule: name(rule), record: record.map(str::to_owned), reason: "mended soon".to_owned() }
    }

    fn rules_found(options: CheckOptions) -> Vec<&'static str> {
        checked(REPORT, &[], options).into_iter().map(|(_, finding)| finding.rule().id).collect()
    }

    #[test]
    fn rules_and_groups_are_selected() {
        let cases: [(&[&str], &[&str]); 4] = [
            (&[], &["empty-section", "abbreviation-undefined", "range-hyphen", "hedge-word"]),
            (&["text"], &["empty-section", "abbreviation-undefined", "range-hyphen", "hedge-word"]),
            (&["range-hyphen", "timeline"], &["range-hyphen"]),
            (&["timeline"], &[]),
        ];
        for (select, expected) in cases {
            let options = CheckOptions { select: names(select), ..CheckOptions::default() };
            assert_eq!(rules_found(options), expected, "{select:?}");
        }
    }

    #[test]
    fn ignored_findings_go_and_idle_entries_are_told() {
        let cases: [(Ignored, &[&str]); 5] = [
            (ignored("text", None), &[]),
            (ignored("hedge-word", None), &["empty-section", "abbreviation-undefined", "range-hyphen"]),
            (ignored("hedge-word", Some("money-p1-s2")), &["empty-section", "abbreviation-undefined", "range-hyphen"]),
            (
                ignored("hedge-word", Some("money-p1-s1")),
                &["empty-section", "abbreviation-undefined", "range-hyphen", "hedge-word", "unmatched-ignore"],
            ),
            (
                ignored("timeline", None),
                &["empty-section", "abbreviation-undefined", "range-hyphen", "hedge-word", "unmatched-ignore"],
            ),
        ];
        for (entry, expected) in cases {
            let options = CheckOptions { ignore: vec![entry.clone()], ..CheckOptions::default() };
            assert_eq!(rules_found(options), expected, "{entry:?}");
        }
    }

    #[test]
    fn idle_entries_that_nobody_expects_to_match_are_passed_over() {
        let mut typed = ignored("timeline", None);
        typed.rule.place = Place::Dossier;
        let select = names(&["range-hyphen"]);
        for ignore in [vec![typed], vec![ignored("timeline", None)]] {
            let options = CheckOptions { select: select.clone(), ignore, ..CheckOptions::default() };
            assert_eq!(rules_found(options), ["range-hyphen"]);
        }
    }

    #[test]
    fn names_that_are_none_are_errors_at_their_place() {
        let cases = [
            ("timline", "did you mean `timeline`?"),
            ("empty-sections", "did you mean `empty-section`?"),
            ("errors", "did you mean `error`?"),
            ("everything", "name a rule, or one of the groups `references`"),
        ];
        for (wrong, help) in cases {
            let options = [
                CheckOptions { select: names(&[wrong]), ..CheckOptions::default() },
                CheckOptions { ignore: vec![ignored(wrong, None)], ..CheckOptions::default() },
                CheckOptions { deny_rules: names(&[wrong]), ..CheckOptions::default() },
            ];
            for options in options {
                let found = checked(REPORT, &[], options);
                let unknown = found.iter().find(|(_, finding)| finding.rule() == &UNKNOWN_RULE);
                let Some((_, finding)) = unknown else { panic!("{wrong} was taken") };
                assert_eq!(finding.severity(), Severity::Error);
                assert!(finding.help.starts_with(help), "{}", finding.help);
                assert_eq!(finding.place, name(wrong).place);
                assert!(!found.iter().any(|(_, finding)| finding.rule() == &UNMATCHED_IGNORE), "{wrong}");
            }
        }
    }
}
