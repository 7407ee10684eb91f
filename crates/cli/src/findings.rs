//! Findings as shown: a line each, drawn on the text, or as JSON.

use std::collections::BTreeMap;

use annotate_snippets::Renderer;
use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Diagnostic, Place, Severity};
use serde_json::{Value, json};

use crate::draw::{self, Canvas};
use crate::window::visible;

/// Lines shown of one rule's findings: a rule that fires everywhere would hide the others.
const MAX_OF_A_RULE: usize = 3;

/// Findings from `least` up, one a line, with no more than a few of each rule; then how many were left
/// out.
pub(crate) fn lines(diagnostics: &[Diagnostic], canvas: &Canvas, least: Severity) -> Vec<String> {
    let mut lines = Vec::new();
    let mut n_of_rule: BTreeMap<&'static str, usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity() >= least) {
        let n_shown = n_of_rule.entry(diagnostic.rule().id).or_default();
        *n_shown += 1;
        if *n_shown <= MAX_OF_A_RULE {
            lines.push(line(diagnostic, canvas));
        }
    }
    for (rule, number) in n_of_rule {
        if number > MAX_OF_A_RULE {
            lines.push(format!("... and {} more of {}; see findings.csv", number - MAX_OF_A_RULE, visible(rule)));
        }
    }
    lines
}

/// `report.md:12:5: warning[rule]: message`, the form that editors and terminals make a link of.
fn line(diagnostic: &Diagnostic, canvas: &Canvas) -> String {
    let (path, line, column) = canvas.position(&diagnostic.place);
    let mut text = visible(path);
    for number in [line, column].into_iter().map_while(|number| number) {
        text.push_str(&format!(":{number}"));
    }
    format!(
        "{text}: {}[{}]: {}",
        diagnostic.severity().name(),
        visible(diagnostic.rule().id),
        visible(&diagnostic.message)
    )
}

/// Every finding drawn on its text, with an empty line behind each.
pub(crate) fn drawings(diagnostics: &[Diagnostic], canvas: &Canvas, renderer: &Renderer) -> String {
    diagnostics.iter().map(|diagnostic| draw::finding(diagnostic, canvas, renderer) + "\n\n").collect()
}

/// One finding for programs.
pub(crate) fn object(diagnostic: &Diagnostic, canvas: &Canvas) -> Value {
    let (path, line, column) = canvas.position(&diagnostic.place);
    let anchor = match diagnostic.place {
        Place::Report(anchor) => Some(anchor),
        Place::File { .. } | Place::Dossier => None,
    };
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let (_, line, column) = canvas.position(&Place::Report(label.anchor));
            let Anchor { start, end } = label.anchor;
            json!({ "text": label.text, "line": line, "column": column, "char_start": start, "char_end": end })
        })
        .collect();
    json!({
        "rule": diagnostic.rule().id,
        "severity": diagnostic.severity().name(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": path,
        "line": line,
        "column": column,
        "char_start": anchor.map(|anchor| anchor.start),
        "char_end": anchor.map(|anchor| anchor.end),
        "record_id": diagnostic.record_id,
        "labels": labels,
    })
}
