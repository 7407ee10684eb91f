//! Markdown's footnotes: which number each label has.

use std::collections::BTreeMap;

/// Numbers of footnotes by label.
///
/// Where every defined label is a number, it keeps it, since that is what the author sees; else notes are
/// numbered by their first mention, from 1, and those that are never mentioned follow.
#[derive(Debug, Default)]
pub(super) struct FootnoteNumbers<'t> {
    by_label: BTreeMap<&'t str, u32>,
}

impl<'t> FootnoteNumbers<'t> {
    /// Reads the labels of a Markdown text.
    pub(super) fn new(markdown: &'t str) -> Self {
        let mut mentioned = Vec::new();
        let mut defined = Vec::new();
        for at in memchr::memmem::find_iter(markdown.as_bytes(), b"[^") {
            let Some(label) = label(&markdown[at + 2..]) else { continue };
            let line = markdown[..at].rfind('\n').map_or(0, |end| end + 1);
            let is_definition = markdown[at + 2 + label.len() + 1..].starts_with(':')
                && markdown[line..at].bytes().all(|byte| byte == b' ');
            if is_definition { defined.push(label) } else { mentioned.push(label) }
        }
        let numeric: Option<BTreeMap<&str, u32>> =
            defined.iter().map(|label| Some((*label, label.parse().ok().filter(|number| *number > 0)?))).collect();
        if let Some(by_label) = numeric {
            return Self { by_label };
        }
        let all: std::collections::BTreeSet<&str> = defined.iter().copied().collect();
        let mut by_label = BTreeMap::new();
        for label in mentioned.into_iter().filter(|label| all.contains(label)).chain(defined.iter().copied()) {
            let next = u32::try_from(by_label.len() + 1).unwrap_or(u32::MAX);
            by_label.entry(label).or_insert(next);
        }
        Self { by_label }
    }

    /// The number of a label; `None` where no note has it.
    pub(super) fn of(&self, label: &str) -> Option<u32> {
        self.by_label.get(label).copied()
    }
}

/// The label that begins here, without its closing bracket.
fn label(rest: &str) -> Option<&str> {
    const LONGEST: usize = 200;
    let end = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b'[' | b'\n' | b' ' | b'\t'))?;
    (end > 0 && rest.as_bytes()[end] == b']').then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_get_numbers() {
        type Labels = &'static [(&'static str, Option<u32>)];
        let cases: [(&str, Labels); 5] = [
            ("a[^1] b[^2]\n\n[^2]: x\n[^1]: y\n", &[("1", Some(1)), ("2", Some(2)), ("3", None)]),
            ("a[^7]\n\n[^7]: x\n", &[("7", Some(7))]),
            (
                "a[^who] b[^1] c[^who]\n\n[^1]: x\n[^who]: y\n[^spare]: z\n",
                &[("who", Some(1)), ("1", Some(2)), ("spare", Some(3))],
            ),
            ("a[^lost]\n", &[("lost", None)]),
            ("[^]: x [^ a]: [^", &[("", None), ("a", None)]),
        ];
        for (markdown, expected) in cases {
            let numbers = FootnoteNumbers::new(markdown);
            for (label, number) in expected {
                assert_eq!(numbers.of(label), *number, "{markdown}: {label}");
            }
        }
    }
}
