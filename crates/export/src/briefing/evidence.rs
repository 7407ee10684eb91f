//! The state of the evidence: how many sources, how old, from where, and what the checks found.

use std::collections::BTreeMap;

use chancery_model::day::Day;
use chancery_model::diagnostic::Severity;
use chancery_model::finding::Finding;
use chancery_model::reference::Reference;

use super::label::Label;
use super::reading::{Reading, plain, sentence_case, shortened};
use super::wording::Wording;
use super::{Block, Column, Inline, Table};

/// Hosts named; the others are counted together.
const HOSTS: usize = 6;

/// Years named; older ones are counted together.
const YEARS: usize = 15;

/// Most sources of one year or host that are linked to one by one: more would hide the counts.
const LINKED: usize = 12;

/// Findings listed, the gravest first.
const FINDINGS: usize = 6;

/// What a reader should know of the sources and of the checks.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let references = &reading.datasets.references;
    let mut blocks = vec![reading.heading(Label::Evidence)];
    if references.is_empty() {
        blocks.push(Block::Paragraph(plain(reading.wording.text(Label::NoSources))));
    } else {
        blocks.push(Block::Paragraph(plain(
            [use_of(&reading.wording, references), age_of(&reading.wording, references)].join(" "),
        )));
        blocks.extend(dated(&reading.wording, references));
        blocks.extend(hosts(&reading.wording, references));
    }
    blocks.extend(findings(reading, &reading.datasets.findings));
    blocks
}

/// How many sources there are, and which are never cited.
fn use_of(wording: &Wording<'_>, references: &[Reference]) -> String {
    let n_uncited = references.iter().filter(|reference| reference.n_citations == 0).count();
    if n_uncited == 0 {
        return wording.fill(Label::SourcesAllUsed, &[("sources", &wording.counted(Label::Source, references.len()))]);
    }
    wording.fill(
        Label::SourcesUsed,
        &[
            ("sources", &wording.counted(Label::Source, references.len())),
            ("cited", &(references.len() - n_uncited).to_string()),
            ("uncited", &n_uncited.to_string()),
        ],
    )
}

/// The oldest and the newest source, and how many have no date.
fn age_of(wording: &Wording<'_>, references: &[Reference]) -> String {
    let mut dates: Vec<_> =
        references.iter().filter_map(|reference| reference.issued).filter(|d| d.latest().is_some()).collect();
    // By the first day a date allows; an open start is older than any day.
    dates.sort_by_key(|date| (date.earliest(), date.latest()));
    let n_undated = references.iter().filter(|reference| reference.issued.is_none()).count();
    let undated = match n_undated {
        0 => wording.text(Label::NoneUndated).to_owned(),
        n => wording.fill(Label::Undated, &[("sources", &wording.counted(Label::Source, n))]),
    };
    match (dates.first(), dates.iter().max_by_key(|date| date.latest())) {
        (Some(oldest), Some(newest)) => {
            format!(
                "{} {undated}",
                wording.fill(
                    Label::OldestNewest,
                    &[("oldest", &wording.date(*oldest)), ("newest", &wording.date(*newest))]
                )
            )
        }
        _ => undated,
    }
}

/// Sources by year of issue, newest first, with links to them.
fn dated(wording: &Wording<'_>, references: &[Reference]) -> Option<Block> {
    let mut years: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
    for reference in references {
        if let Some(year) = reference.issued.and_then(|date| date.latest().or(date.earliest())).map(Day::year) {
            years.entry(year).or_default().push(reference.number);
        }
    }
    if years.is_empty() {
        return None;
    }
    let mut named: Vec<_> = years.into_iter().rev().map(|(year, numbers)| (year.to_string(), numbers)).collect();
    let older = named.split_off(named.len().min(YEARS));
    if !older.is_empty() {
        named.push((
            wording.text(Label::Older).to_owned(),
            older.into_iter().flat_map(|(_, numbers)| numbers).collect(),
        ));
    }
    Some(tally(wording, wording.text(Label::ByYear), named))
}

/// Sources by host, those with most first, then by name, with links to them.
fn hosts(wording: &Wording<'_>, references: &[Reference]) -> Option<Block> {
    let mut hosts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for reference in references {
        if let Some(host) = reference.url.as_deref().and_then(host) {
            hosts.entry(host).or_default().push(reference.number);
        }
    }
    if hosts.is_empty() {
        return None;
    }
    let mut hosts: Vec<_> = hosts.into_iter().collect();
    hosts.sort_by_key(|(_, numbers)| std::cmp::Reverse(numbers.len()));
    let others = hosts.split_off(hosts.len().min(HOSTS));
    let mut named: Vec<_> = hosts.into_iter().map(|(host, numbers)| (shortened(&host, 60), numbers)).collect();
    if !others.is_empty() {
        let n_others = wording.counted(Label::OtherHost, others.len());
        named.push((n_others, others.into_iter().flat_map(|(_, numbers)| numbers).collect()));
    }
    Some(tally(wording, wording.text(Label::ByHost), named))
}

/// How many sources stand under each name, with links to them where they are few.
fn tally(wording: &Wording<'_>, opening: &str, named: Vec<(String, Vec<u32>)>) -> Block {
    let mut words = vec![Inline::Text(opening.to_owned())];
    for (at, (name, mut numbers)) in named.into_iter().enumerate() {
        let separator = if at == 0 { "" } else { ";" };
        // A count is not parted from its noun, nor from the links that follow.
        let count = wording.counted(Label::Source, numbers.len()).replace(' ', "\u{a0}");
        words.push(Inline::Text(format!("{separator} {name}, {count}")));
        if numbers.len() <= LINKED {
            numbers.sort_unstable();
            words.extend(numbers.into_iter().map(Inline::Citation));
        }
    }
    words.push(Inline::Text(".".to_owned()));
    Block::Note(words)
}

/// The host of an address, in lower case and without `www.`; `None` for what is no web address.
fn host(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (is_web && !host.is_empty()).then(|| host.to_owned())
}

/// How many findings of each severity are open, and the gravest of them.
fn findings(reading: &Reading<'_>, findings: &[Finding]) -> Vec<Block> {
    let wording = &reading.wording;
    if findings.is_empty() {
        return vec![Block::Paragraph(plain(wording.text(Label::NoFindings)))];
    }
    let n_of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let of = |severity, noun| wording.counted(noun, n_of(severity));
    let summary = wording.fill(
        Label::FindingsOpen,
        &[
            ("findings", &wording.counted(Label::Finding, findings.len())),
            ("errors", &of(Severity::Error, Label::Error)),
            ("warnings", &of(Severity::Warning, Label::Warning)),
            ("remarks", &of(Severity::Info, Label::Remark)),
        ],
    );
    let grave = |severity| findings.iter().filter(move |finding| finding.severity == severity);
    let rows: Vec<_> = grave(Severity::Error)
        .chain(grave(Severity::Warning))
        .take(FINDINGS)
        .map(|finding| finding_row(reading, finding))
        .collect();
    let mut blocks = vec![Block::Paragraph(plain(summary))];
    if !rows.is_empty() {
        let column = |label: &str, weight: f32| Column { label: label.to_owned(), weight, numeric: false };
        let columns = vec![
            column(wording.text(Label::ColumnSeverity), 1.0),
            column(wording.text(Label::ColumnFinding), 5.6),
            column(wording.text(Label::ColumnPlace), 2.6),
        ];
        blocks.push(Block::Table(Table { caption: wording.text(Label::FindingsCaption).to_owned(), columns, rows }));
    }
    blocks
}

fn finding_row(reading: &Reading<'_>, finding: &Finding) -> Vec<Vec<Inline>> {
    let wording = &reading.wording;
    let severity = match finding.severity {
        Severity::Error => wording.text(Label::SeverityError),
        Severity::Warning => wording.text(Label::SeverityWarning),
        Severity::Info => wording.text(Label::SeverityInfo),
    };
    let section = shortened(&finding.section, 60);
    let place = match (section.is_empty(), finding.line) {
        (_, None) => section,
        (true, Some(line)) => wording.fill(Label::AtLine, &[("line", &line.to_string())]),
        (false, Some(line)) => {
            wording.fill(Label::AtSectionLine, &[("section", &section), ("line", &line.to_string())])
        }
    };
    let message = sentence_case(&shortened(&finding.message, 240));
    vec![
        plain(sentence_case(severity)),
        reading.english(vec![
            Inline::Text(format!("{message} (")),
            Inline::Emphasis(finding.rule.clone()),
            Inline::Text(")".to_owned()),
        ]),
        plain(place),
    ]
}

/// The age of the series' data, for the small print: `updated on 1 April 2024`.
pub(crate) fn vintage_words(wording: &Wording<'_>, updated: Option<Day>) -> String {
    updated.map_or_else(
        || wording.text(Label::NoVintage).to_owned(),
        |day| wording.fill(Label::Updated, &[("day", &wording.day(day))]),
    )
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, texts_of};
    use super::*;

    #[test]
    fn sources_are_counted_by_use_age_year_and_host() {
        let datasets = specimen::datasets();
        let blocks = blocks(&specimen::reading(&datasets));
        let text = texts_of(&blocks);
        assert!(text.contains("The report lists 3 sources, 2 of them cited and 1 never cited."), "{text}");
        assert!(text.contains("The oldest is of 1999, the newest of 3 February 2020. Undated: 1 source."), "{text}");
        assert!(text.contains("2020, 1\u{a0}source^2; 1999, 1\u{a0}source^1."), "{text}");
        assert!(text.contains("example.org, 2\u{a0}sources^1^2"), "{text}");
    }

    #[test]
    fn hosts_beyond_those_named_are_counted_together() {
        let mut datasets = specimen::empty();
        for number in 1..=9 {
            let url = Some(format!("https://www.site{number:02}.example/a?b#c"));
            datasets.references.push(Reference { url, ..specimen::reference(number, &format!("r{number}")) });
        }
        let text = texts_of(&blocks(&specimen::reading(&datasets)));
        assert!(text.contains("By host: site01.example, 1\u{a0}source^1; site02"), "{text}");
        assert!(text.contains("site06.example, 1\u{a0}source^6; 3 other hosts, 3\u{a0}sources^7^8^9."), "{text}");
    }

    #[test]
    fn many_years_and_sources_are_counted_together() {
        let mut datasets = specimen::empty();
        for number in 1..=40 {
            let issued = format!("{}", 1980 + number.min(30)).parse().ok();
            datasets.references.push(Reference { issued, ..specimen::reference(number, &format!("r{number}")) });
        }
        let text = texts_of(&blocks(&specimen::reading(&datasets)));
        assert!(text.contains("newest first: 2010, 11\u{a0}sources^30^31"), "{text}");
        assert!(text.contains("; 1996, 1\u{a0}source^16; earlier, 15\u{a0}sources."), "{text}");
    }

    #[test]
    fn what_is_no_web_address_has_no_host() {
        for url in ["", "example.org", "mailto:a@b.c", "file:///etc", "https://", "javascript://x", "https:///a"] {
            assert_eq!(host(url), None, "{url}");
        }
        assert_eq!(host("HTTPS://user@WWW.Example.ORG:80/x").as_deref(), Some("example.org"));
    }

    #[test]
    fn the_gravest_findings_are_listed_first() {
        let finding = |rule: &str, severity, line| Finding {
            rule: rule.to_owned(),
            severity,
            message: "expected a, found b".to_owned(),
            section: "Trade".to_owned(),
            line,
            column: None,
            anchor: None,
            record_id: None,
        };
        let mut datasets = specimen::empty();
        datasets.findings = vec![
            finding("remark-only", Severity::Info, None),
            finding("undated-source", Severity::Warning, None),
            finding("dangling-citation", Severity::Error, Some(7)),
        ];
        let text = texts_of(&blocks(&specimen::reading(&datasets)));
        let at = |word: &str| text.find(word).unwrap_or(usize::MAX);
        assert!(text.contains("Open after the checks: 3 findings (1 error, 1 warning, 1 remark)."), "{text}");
        assert!(at("dangling-citation") < at("undated-source"), "{text}");
        assert!(text.contains("Trade, line 7") && !text.contains("remark-only"), "{text}");
    }

    #[test]
    fn nothing_found_and_no_sources_are_said() {
        let text = texts_of(&blocks(&specimen::reading(&specimen::empty())));
        assert!(
            text.contains(specimen::label(Label::NoSources)) && text.contains(specimen::label(Label::NoFindings)),
            "{text}"
        );
    }
}
