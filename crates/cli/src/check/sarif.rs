//! Findings as SARIF 2.1.0, which code hosts and editors show beside the text.

use std::collections::BTreeMap;

use chancery_model::diagnostic::{Diagnostic, Place, Severity};
use chancery_model::rule::Rule;
use chancery_normalize::rules;
use serde_json::{Map, Value, json};

use crate::draw::Canvas;
use crate::failure::Failure;

/// A log with one run, which holds every rule, the findings of every dossier, and the failures as notifications.
pub(crate) fn log(dossiers: &[(&[Diagnostic], &Canvas)], failures: &[Failure]) -> Value {
    let places: BTreeMap<&str, usize> = rules().enumerate().map(|(at, rule)| (rule.id, at)).collect();
    let results: Vec<Value> = dossiers
        .iter()
        .flat_map(|(diagnostics, canvas)| diagnostics.iter().map(|diagnostic| result(diagnostic, canvas, &places)))
        .collect();
    let notifications: Vec<Value> =
        failures.iter().map(|failure| json!({ "level": "error", "message": { "text": failure.message } })).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "chancery",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules().map(descriptor).collect::<Vec<_>>(),
            } },
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            // Columns count code points, as everywhere in a release (§3.14.17).
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// What the log says of a rule.
fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.explanation.asks },
        "help": { "text": rule.to_string() },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.group.name()] },
    })
}

fn result(diagnostic: &Diagnostic, canvas: &Canvas, places: &BTreeMap<&str, usize>) -> Value {
    let message = format!("{}. To mend it: {}", diagnostic.message, diagnostic.help);
    let labels = diagnostic.labels.iter().map(|label| {
        let mut location = location(&Place::Report(label.anchor), canvas);
        location["message"] = json!({ "text": label.text });
        location
    });
    let mut result = json!({
        "ruleId": diagnostic.rule().id,
        "ruleIndex": places.get(diagnostic.rule().id),
        "level": level(diagnostic.severity()),
        "message": { "text": message },
        "locations": [location(&diagnostic.place, canvas)],
    });
    let labels: Vec<Value> = labels.collect();
    if !labels.is_empty() {
        result["relatedLocations"] = Value::Array(labels);
    }
    if let Some(record) = &diagnostic.record_id {
        result["properties"] = json!({ "record_id": record });
    }
    result
}

fn location(place: &Place, canvas: &Canvas) -> Value {
    let (path, line, column) = canvas.position(place);
    let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
    if let Some(line) = line {
        let mut region = Map::new();
        region.insert("startLine".to_owned(), json!(line));
        if let Some(column) = column {
            region.insert("startColumn".to_owned(), json!(column));
        }
        if let Some((line, column)) = canvas.end(place) {
            region.insert("endLine".to_owned(), json!(line));
            region.insert("endColumn".to_owned(), json!(column));
        }
        physical["region"] = Value::Object(region);
    }
    json!({ "physicalLocation": physical })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI reference (RFC 3986): what is not allowed in a path is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'\\' => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        let cases = [
            ("data/a/report.md", "data/a/report.md"),
            ("/srv/a b/é.txt", "file:///srv/a%20b/%C3%A9.txt"),
            ("50%#?.txt", "50%25%23%3F.txt"),
            ("a:b.txt", "a%3Ab.txt"),
            ("", ""),
        ];
        for (path, expected) in cases {
            assert_eq!(uri(path), expected);
        }
    }
}
