//! The list of rules: group by group, a line each.

use chancery_model::rule::{Group, Rule};
use chancery_normalize::rules;

/// Every group under its name, with an empty line between two.
pub(super) fn all() -> String {
    let groups = Group::NAMES.iter().filter_map(|name| Group::from_name(name));
    let listed: Vec<String> = groups.map(|group| format!("{}\n{}", group.name(), of(group))).collect();
    listed.join("\n")
}

/// The rules of a group, each with its id, its severity and the defect.
pub(super) fn of(group: Group) -> String {
    let width = rules().map(|rule| rule.id.len()).max().unwrap_or(0);
    let line = |rule: &Rule| format!("  {:<width$}  {:<7}  {}\n", rule.id, rule.severity.name(), rule.summary);
    rules().filter(|rule| rule.group == group).map(line).collect()
}
