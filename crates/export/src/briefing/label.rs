//! The fixed words of the briefing, by name: their text stands in the tables `labels-*.csv` of the vocabulary.

/// Declares [`Label`] with the names that the tables of labels use.
macro_rules! labels {
    ($($label:ident = $name:literal,)+) => {
        /// A fixed text of the briefing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Label {
            $(#[doc = $name] $label,)+
        }

        impl Label {
            /// Every label.
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$label,)+];

            /// Its name in the tables.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$label => $name,)+
                }
            }
        }
    };
}

labels! {
    DecimalMark = "decimal-mark",
    GroupMark = "group-mark",
    Event = "event",
    Statement = "statement",
    Observation = "observation",
    Series = "series",
    Source = "source",
    Citation = "citation",
    Finding = "finding",
    Error = "error",
    Warning = "warning",
    Remark = "remark",
    Change = "change",
    Row = "row",
    OtherHost = "other-host",
    Page = "page",
    Figure = "figure",
    Table = "table",
    LinkToSource = "link-to-source",
    LinkBack = "link-back",
    Untitled = "untitled",
    Description = "description",
    FactEdition = "fact-edition",
    FactArea = "fact-area",
    FactCounterparts = "fact-counterparts",
    FactAuthors = "fact-authors",
    FactLicence = "fact-licence",
    FactContents = "fact-contents",
    BottomLine = "bottom-line",
    KeyFigures = "key-figures",
    WhatChanged = "what-changed",
    Themes = "themes",
    Opening = "opening",
    Chart = "chart",
    Timeline = "timeline",
    Scenarios = "scenarios",
    Evidence = "evidence",
    AnnexEvents = "annex-events",
    AnnexIndicators = "annex-indicators",
    Sources = "sources",
    About = "about",
    FromScenario = "from-scenario",
    HorizonIs = "horizon-is",
    FromOutlook = "from-outlook",
    FromFirstSentence = "from-first-sentence",
    ColumnIndicator = "column-indicator",
    ColumnStated = "column-stated",
    ColumnUnderstood = "column-understood",
    ColumnPeriod = "column-period",
    ColumnSources = "column-sources",
    ColumnScenario = "column-scenario",
    ColumnLikelihood = "column-likelihood",
    ColumnTriggers = "column-triggers",
    ColumnSignals = "column-signals",
    ColumnSeverity = "column-severity",
    ColumnFinding = "column-finding",
    ColumnPlace = "column-place",
    ColumnDate = "column-date",
    ColumnEvent = "column-event",
    ColumnActors = "column-actors",
    ColumnType = "column-type",
    ColumnReadIn = "column-read-in",
    KeyFiguresCaption = "key-figures-caption",
    KeyFiguresLeft = "key-figures-left",
    LatestObserved = "latest-observed",
    LatestOfVintage = "latest-of-vintage",
    ValueRank = "value-rank",
    ValueGt = "value-gt",
    ValueGe = "value-ge",
    ValueLt = "value-lt",
    ValueLe = "value-le",
    ValueApprox = "value-approx",
    ValueRange = "value-range",
    Trillion = "trillion",
    Billion = "billion",
    Million = "million",
    DateDay = "date-day",
    DateMonth = "date-month",
    DateDecade = "date-decade",
    DateFromTo = "date-from-to",
    DateSince = "date-since",
    DateUntil = "date-until",
    DateBy = "date-by",
    DateAbout = "date-about",
    DateUncertain = "date-uncertain",
    FirstRelease = "first-release",
    NothingChanged = "nothing-changed",
    ChangedSince = "changed-since",
    ChangesLeft = "changes-left",
    RecordsAdded = "records-added",
    RecordsRemoved = "records-removed",
    ValuesChangedEvents = "values-changed-events",
    ValuesChangedIndicators = "values-changed-indicators",
    ValuesChangedReferences = "values-changed-references",
    RecordAdded = "record-added",
    RecordRemoved = "record-removed",
    RecordChanged = "record-changed",
    Empty = "empty",
    ChartSubject = "chart-subject",
    ChartSource = "chart-source",
    ChartLineKey = "chart-line-key",
    ChartOlderKey = "chart-older-key",
    ChartClaimsKey = "chart-claims-key",
    ChartClaimsLeft = "chart-claims-left",
    ChartSeries = "chart-series",
    ChartAlternative = "chart-alternative",
    ChartAlternativePlain = "chart-alternative-plain",
    ChartExtremes = "chart-extremes",
    ChartGap = "chart-gap",
    ChartOlder = "chart-older",
    ChartClaim = "chart-claim",
    ChartClaimPeriod = "chart-claim-period",
    LineEnd = "line-end",
    TimelineCaption = "timeline-caption",
    TimelineUndated = "timeline-undated",
    TimelineUnlabelled = "timeline-unlabelled",
    TimelineAlternative = "timeline-alternative",
    TimelineMore = "timeline-more",
    NoDatedEvents = "no-dated-events",
    ScenariosCaption = "scenarios-caption",
    ScenariosHorizon = "scenarios-horizon",
    NotSaid = "not-said",
    SourcesAllUsed = "sources-all-used",
    SourcesUsed = "sources-used",
    OldestNewest = "oldest-newest",
    Undated = "undated",
    NoneUndated = "none-undated",
    ByYear = "by-year",
    Older = "older",
    ByHost = "by-host",
    NoSources = "no-sources",
    NoFindings = "no-findings",
    FindingsOpen = "findings-open",
    FindingsCaption = "findings-caption",
    SeverityError = "severity-error",
    SeverityWarning = "severity-warning",
    SeverityInfo = "severity-info",
    AtLine = "at-line",
    AtSectionLine = "at-section-line",
    Updated = "updated",
    NoVintage = "no-vintage",
    AnnexEventsCaption = "annex-events-caption",
    AnnexIndicatorsCaption = "annex-indicators-caption",
    NoEvents = "no-events",
    NoStatements = "no-statements",
    UndatedEvent = "undated-event",
    RowsLeft = "rows-left",
    ReadInProse = "read-in-prose",
    ReadInTimeline = "read-in-timeline",
    ReadInTable = "read-in-table",
    ReadInTitle = "read-in-title",
    ReadInSeries = "read-in-series",
    ReadInCuration = "read-in-curation",
    Accessed = "accessed",
    MadeBy = "made-by",
    OneSource = "one-source",
    Licensed = "licensed",
    UnderLicence = "under-licence",
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::specimen;
    use super::*;

    #[test]
    fn every_label_is_in_the_table_and_every_row_is_used() {
        let labels = specimen::labels("en");
        let families = ["unit-", "month-", "season-", "category-", "event-type-"];
        let named: BTreeSet<&str> = Label::ALL.iter().map(|label| label.name()).collect();
        let rows: BTreeSet<&str> = labels.rows.keys().map(String::as_str).collect();
        let of_families = |row: &&str| families.iter().any(|family| row.starts_with(family));
        assert_eq!(named.difference(&rows).collect::<Vec<_>>(), [&""; 0], "labels without a row");
        let unused: Vec<_> = rows.difference(&named).filter(|row| !of_families(row)).collect();
        assert_eq!(unused, [&""; 0], "rows that no label names");
    }
}
