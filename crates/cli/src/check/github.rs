//! Findings as the workflow commands that GitHub turns into annotations.

use chancery_model::diagnostic::{Diagnostic, Severity};

use crate::draw::Canvas;
use crate::window::visible;

/// One command a line.
pub(crate) fn commands(diagnostics: &[Diagnostic], canvas: &Canvas) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, canvas)).collect()
}

fn command(diagnostic: &Diagnostic, canvas: &Canvas) -> String {
    let name = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (path, line, column) = canvas.position(&diagnostic.place);
    let mut properties = format!("file={}", property(path));
    let end = canvas.end(&diagnostic.place);
    let numbers = [
        ("line", line),
        ("col", column),
        ("endLine", end.map(|(line, _)| line)),
        // The end is exclusive here and inclusive there.
        ("endColumn", end.map(|(_, column)| column.saturating_sub(1).max(1))),
    ];
    for (key, number) in numbers {
        if let Some(number) = number {
            properties.push_str(&format!(",{key}={number}"));
        }
    }
    let help = if diagnostic.help.is_empty() { String::new() } else { format!("\nhelp: {}", diagnostic.help) };
    let message = data(&format!("{}{help}", diagnostic.message));
    format!("::{name} {properties},title={}::{message}\n", property(diagnostic.rule().id))
}

/// Text behind the second `::`. Control characters that a terminal would obey are shown, line ends escaped.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| visible(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A property's value, in which colon and comma have a meaning.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(data("50% of\nit::x"), "50%25 of%0Ait::x");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
        assert!(!data("\u{1B}[31m::error::").contains('\u{1B}'));
        assert!(!data("a\r::error::x").contains('\r'));
    }
}
