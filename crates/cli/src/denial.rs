//! What forbids publishing: findings from a severity on, and any finding of a rule or group of rules.

use chancery_ingest::manifest::Deny;
use chancery_ingest::nearest;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Group, Rule};
use chancery_normalize::rules;
use clap::ValueEnum;

use crate::arguments::DenyLevel;
use crate::folder::Loaded;

/// A value of `--deny`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// A severity and all graver ones.
    Level(DenyLevel),
    /// The name of a rule or group.
    Rule(String),
}

/// What is denied for a dossier.
#[derive(Debug)]
pub(crate) struct Denial {
    /// The least grave severity; `None` where none is.
    least: Option<Severity>,
    /// Rules and groups.
    rules: Vec<String>,
}

impl Denial {
    /// What was asked for, else what the manifest says, else `default`. Where only rules are asked for, the level stays
    /// the manifest's.
    pub(crate) fn of(asked: &[Denied], loaded: &Loaded, default: DenyLevel) -> Self {
        let level = asked.iter().find_map(|denied| match denied {
            Denied::Level(level) => Some(*level),
            Denied::Rule(_) => None,
        });
        let own = loaded.files.check.deny.map(|deny| match deny {
            Deny::Error => DenyLevel::Error,
            Deny::Warning => DenyLevel::Warning,
            Deny::Info => DenyLevel::Info,
            Deny::Never => DenyLevel::Never,
        });
        let rules = if asked.is_empty() {
            loaded.files.check.deny_rules.iter().map(|rule| rule.name.clone()).collect()
        } else {
            let named = asked.iter().filter_map(|denied| match denied {
                Denied::Rule(name) => Some(name.clone()),
                Denied::Level(_) => None,
            });
            named.collect()
        };
        Self { least: level.or(own).unwrap_or(default).least(), rules }
    }

    /// Whether a finding is denied.
    pub(crate) fn forbids(&self, diagnostics: &[Diagnostic]) -> bool {
        let is_named = |rule: &Rule| self.rules.iter().any(|name| rule.is_named(name));
        diagnostics.iter().any(|diagnostic| {
            self.least.is_some_and(|least| diagnostic.severity() >= least) || is_named(diagnostic.rule())
        })
    }
}

/// Reads a value of `--deny`.
///
/// # Errors
/// When it is neither a level nor a rule or group.
pub(crate) fn denied(typed: &str) -> Result<Denied, String> {
    match DenyLevel::from_str(typed, false) {
        Ok(level) => Ok(Denied::Level(level)),
        Err(_) => rule_name(typed).map(Denied::Rule),
    }
}

/// Reads the name of a rule or group.
///
/// # Errors
/// When there is none of the name.
pub(crate) fn rule_name(typed: &str) -> Result<String, String> {
    if rules().any(|rule| rule.is_named(typed)) {
        return Ok(typed.to_owned());
    }
    let known = Group::NAMES.iter().copied().chain(rules().map(|rule| rule.id));
    Err(match nearest(typed, known) {
        Some(name) => format!("there is no such rule; did you mean `{name}`?"),
        None => format!("there is no such rule; the groups are {}", Group::NAMES.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_rules_and_groups_are_read() {
        assert_eq!(denied("warning"), Ok(Denied::Level(DenyLevel::Warning)));
        assert_eq!(denied("timeline"), Ok(Denied::Rule("timeline".to_owned())));
        assert_eq!(denied("range-hyphen"), Ok(Denied::Rule("range-hyphen".to_owned())));
        for (wrong, help) in [("fatal", "the groups are"), ("range-hyphens", "`range-hyphen`"), ("", "the groups are")]
        {
            assert!(denied(wrong).is_err_and(|message| message.contains(help)), "{wrong}");
        }
    }

    #[test]
    fn findings_are_denied_by_severity_and_by_rule() {
        use chancery_model::diagnostic::Place;
        let denial =
            |least, rules: &[&str]| Denial { least, rules: rules.iter().map(|&rule| rule.to_owned()).collect() };
        let cases = [
            (denial(None, &[]), "dangling-citation", false),
            (denial(Some(Severity::Warning), &[]), "range-hyphen", true),
            (denial(Some(Severity::Error), &[]), "range-hyphen", false),
            (denial(None, &["text"]), "hedge-word", true),
            (denial(None, &["hedge-word"]), "hedge-word", true),
            (denial(None, &["timeline", "hedge-word"]), "dangling-citation", false),
        ];
        for (denial, id, expected) in cases {
            let findings: Vec<_> =
                rules().filter(|rule| rule.id == id).map(|rule| rule.at(Place::Dossier, "")).collect();
            assert_eq!((findings.len(), denial.forbids(&findings)), (1, expected), "{denial:?} {id}");
        }
    }
}
