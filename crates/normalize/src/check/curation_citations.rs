//! A judgement whose quote cites other sources than the record it is made on.

use chancery_ingest::curation::CurationEntry;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};

pub(super) const RULE: Rule = Rule {
    id: "curation-citations-differ",
    group: Group::Curation,
    severity: Severity::Warning,
    exception: None,
    summary: "a judgement on a quote that cites other sources than its record",
    explanation: Explanation {
        asks: "does the quote of an entry that names a record rest on a source of that record? Quotes without a citation do not count.",
        why: "the judgement may be about something else than the record.",
        mend: "quote the passage that the record was read from, or add the source to that passage.",
        fires: "[[event]]\nevent_id = \"2006-treaty-fishing\"\nquote = \"The harbour was rebuilt\"   # cites [2], the treaty [1]",
        silent: "[[event]]\nevent_id = \"2006-treaty-fishing\"\nquote = \"signed a treaty on fishing\"",
    },
};

/// One finding for each entry that names a record and rests on a quote with sources of its own, none of which the
/// record has.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.curation.entries.iter().filter_map(|entry| differing(subject, entry)).collect()
}

fn differing(subject: &Subject<'_>, entry: &CurationEntry) -> Option<Diagnostic> {
    let id = entry.record_id.as_deref()?;
    let event = subject.events.iter().find(|event| event.event_id == id).map(|event| &event.reference_ids);
    let row = || subject.observations.iter().find(|row| row.observation_id == id).map(|row| &row.reference_ids);
    let own = event.or_else(row).filter(|own| !own.is_empty())?;
    let text = &subject.document.report.text;
    let quote = format!("{}{}{}", entry.prefix, entry.quote, entry.suffix);
    let end = text.find(&quote)? + entry.prefix.len() + entry.quote.len();
    let group = subject.document.statement_at(end.saturating_sub(1))?.group_after(end)?;
    let cited: Vec<u32> = group.citations.iter().map(|citation| citation.number).collect();
    let number = |id: &String| subject.sources.get(id.as_str()).map(|reference| reference.number);
    let own: Vec<u32> = own.iter().filter_map(number).collect();
    if own.iter().any(|number| cited.contains(number)) {
        return None;
    }
    let listed = |numbers: &[u32]| numbers.iter().map(|number| format!("[{number}]")).collect::<Vec<_>>().join(" ");
    let message = format!(
        "expected a quote that rests on the sources of `{id}`, {}, found {} behind {}",
        listed(&own),
        listed(&cited),
        quoted(&entry.quote)
    );
    Some(
        RULE.at(entry.place.clone(), message)
            .label(subject.document.anchor(group.span), "what the quote cites")
            .record(id),
    )
}

#[cfg(test)]
mod tests {
    use chancery_ingest::curation;

    use super::super::sample::curated;
    use super::RULE;

    const REPORT: &str = "# R\n\n## Trade\n\nIn May 2006 both governments signed a treaty on fishing [1]. The harbour was rebuilt [2].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2016) <https://example.org/a>.\n- B. Baker, ‘Two’ (Port Review, 2 May 2017) <https://example.org/b>.\n";

    #[test]
    fn other_sources_are_found() {
        let id = "2006-both-governments-signed-treaty-fishing";
        let cases = [
            ("signed a treaty on fishing", true, false),
            ("The harbour was rebuilt", true, true),
            ("The harbour was rebuilt", false, false),
        ];
        for (quote, is_named, fires) in cases {
            let name = if is_named { format!("event_id = \"{id}\"\n") } else { String::new() };
            let file = format!("[[event]]\n{name}quote = \"{quote}\"\nreason = \"it says so\"\ntitle = \"Treaty\"\n");
            let read = curation::read("curation.toml", file.as_bytes());
            assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
            let found = curated(REPORT, read.value);
            assert!(!found.iter().any(|finding| finding.rule().id == "curation-record-lost"), "{found:?}");
            let differing: Vec<_> = found.iter().filter(|finding| finding.rule() == &RULE).collect();
            assert_eq!(!differing.is_empty(), fires, "{quote} {is_named}");
            assert!(differing.iter().all(|finding| finding.message.contains("[1], found [2]")), "{differing:?}");
        }
    }
}
