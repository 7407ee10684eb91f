//! A release: every file of it, as bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::thread;

use chancery_model::changes::Changes;
use chancery_model::datasets::Datasets;
use chancery_model::labels::Labels;
use chancery_model::logo::Logo;

use crate::artifact::Artifact;
use crate::biblatex::biblatex;
use crate::briefing::{Briefing, Colophon, compose};
use crate::changes::{CompareError, Sheets, compare, kept_ids, markdown::changes_markdown};
use crate::csl::csl;
use crate::csv;
use crate::datapackage::datapackage;
use crate::docx::{self, DocxError};
use crate::format::Format;
use crate::manifest::{self, ArtifactEntry, Input, Manifest, read_manifest};
use crate::parquet::{self, ParquetError};
use crate::pdf::{self, Attachment, PdfError};
use crate::provenance::{PROVENANCE, provenance};
use crate::ris::ris;
use crate::tables::{self, Rows};

/// What to release.
#[derive(Clone, Debug)]
pub struct ReleaseRequest {
    /// Formats wanted, and no other; all by default. Text, references, changes and manifest are in every release.
    pub formats: BTreeSet<Format>,
    /// Version of the program.
    pub tool_version: String,
    /// What the datasets were made of, in any order.
    pub inputs: Vec<Input>,
    /// The words of the briefing; where there are none, their labels stand in.
    pub labels: Labels,
    /// The release that this one takes the place of; `None` where there is none.
    pub previous: Option<Previous>,
    /// The briefing's logo; `None` where it has none.
    pub logo: Option<Logo>,
}

impl Default for ReleaseRequest {
    fn default() -> Self {
        Self {
            formats: Format::ALL.iter().copied().collect(),
            tool_version: String::new(),
            inputs: Vec::new(),
            labels: Labels::default(),
            previous: None,
            logo: None,
        }
    }
}

/// The release that stands where the new one will.
#[derive(Clone, Debug)]
pub struct Previous {
    /// Its id.
    pub release_id: String,
    /// The changes it recorded itself.
    pub changes: Changes,
    /// Its CSV files by table name; empty where it has none, and then there is nothing to compare with.
    pub tables: BTreeMap<String, Vec<u8>>,
}

/// No release could be made.
#[derive(Debug)]
pub enum ExportError {
    /// The previous release's tables cannot be read.
    Previous(CompareError),
    /// A Parquet file could not be written.
    Parquet(ParquetError),
    /// The PDF could not be written.
    Pdf(PdfError),
    /// The DOCX could not be written.
    Docx(DocxError),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Previous(cause) => write!(f, "the release to replace is damaged: {cause}"),
            Self::Parquet(cause) => cause.fmt(f),
            Self::Pdf(cause) => cause.fmt(f),
            Self::Docx(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for ExportError {}

/// What exporters are given.
struct Content<'a> {
    datasets: &'a Datasets,
    rows: [Rows<'a>; 6],
    changes: Changes,
    briefing: Briefing,
}

/// Makes files, in order.
type Exporter = fn(&Content<'_>) -> Result<Vec<Artifact>, ExportError>;

/// The files of a format.
const fn exporter(format: Format) -> Exporter {
    match format {
        Format::Csv => csv_files,
        Format::Parquet => parquet_files,
        Format::Pdf => pdf_file,
        Format::Docx => docx_file,
    }
}

/// What every release has, in the order of the files, after those of the formats.
const ALWAYS: &[Exporter] = &[reference_file, biblatex_file, ris_file, text_file, change_file];

/// Makes a release's files, the manifest last and the statement of its provenance before it. The same datasets and request give the same bytes.
///
/// The changes are those since [`ReleaseRequest::previous`]; where that release has the same tables, its own
/// recorded changes stay, so that a run over unchanged inputs gives unchanged bytes. Records that it holds keep the ids
/// they have there.
///
/// # Errors
/// When the previous release's tables are damaged, or a format cannot hold the datasets.
///
/// # Panics
/// Only where an exporter does, which none should.
pub fn release(datasets: &Datasets, request: &ReleaseRequest) -> Result<Vec<Artifact>, ExportError> {
    let input_hash = manifest::input_hash(&request.inputs);
    let release_id = manifest::release_id(&datasets.dossier, &input_hash, &request.tool_version);
    let held = match &request.previous {
        Some(previous) => Sheets::read(&previous.tables).map_err(ExportError::Previous)?,
        None => Sheets::default(),
    };
    let datasets = &kept_ids(datasets, &held);
    let rows = tables::rows(datasets);
    let changes = changes(request.previous.as_ref(), &release_id, &held, &Sheets::of(&rows));
    let colophon = Colophon {
        release_id: release_id.clone(),
        input_hash: input_hash.clone(),
        tool_version: request.tool_version.clone(),
    };
    let briefing = compose(datasets, &changes, &colophon, &request.labels);
    let briefing = Briefing { logo: request.logo.clone(), ..briefing };
    let content = Content { datasets, rows, changes, briefing };

    let mut artifacts = export(&content, &request.formats)?;
    if let Some(bytes) = datapackage(datasets, &release_id, &artifacts) {
        artifacts.push(artifact("datapackage.json", "application/json", bytes));
    }
    let manifest = Manifest {
        release_id,
        dossier: datasets.dossier.id.clone(),
        edition: datasets.dossier.edition.map(|edition| edition.to_string()),
        tool_version: request.tool_version.clone(),
        input_hash,
        inputs: sorted(&request.inputs),
        artifacts: artifacts.iter().map(ArtifactEntry::of).collect(),
        counts: content.rows.iter().map(|rows| (rows.table.name.to_owned(), rows.cells.len())).collect(),
        changes: content.changes,
        digest: String::new(),
    };
    artifacts.push(artifact("manifest.json", "application/json", manifest.sealed().to_json()));
    Ok(proven(artifacts))
}

/// The files with the statement of their provenance, before the manifest that it follows from.
fn proven(mut artifacts: Vec<Artifact>) -> Vec<Artifact> {
    let manifest = artifacts.last().map(|file| (read_manifest(&file.bytes), &file.bytes));
    if let Some((Ok(manifest), bytes)) = manifest {
        let statement = artifact(PROVENANCE, "application/vnd.in-toto+json", provenance(&manifest, bytes));
        artifacts.insert(artifacts.len() - 1, statement);
    }
    artifacts
}

/// The wanted formats' files in the order of the formats, then what every release has; each exporter has a thread of its own, for the PDF
/// and the DOCX take the longest.
fn export(content: &Content<'_>, formats: &BTreeSet<Format>) -> Result<Vec<Artifact>, ExportError> {
    let wanted = Format::ALL.iter().filter(|format| formats.contains(format)).map(|format| exporter(*format));
    thread::scope(|scope| {
        let exporters = wanted.chain(ALWAYS.iter().copied());
        let running: Vec<_> = exporters.map(|files| scope.spawn(move || files(content))).collect();
        let mut artifacts = Vec::new();
        for exporter in running {
            let files = exporter.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            artifacts.extend(files?);
        }
        Ok(artifacts)
    })
}

fn changes(previous: Option<&Previous>, release_id: &str, held: &Sheets<'_>, tables: &Sheets<'_>) -> Changes {
    let Some(previous) = previous else { return Changes::default() };
    if previous.release_id == release_id || held == tables {
        return previous.changes.clone();
    }
    if held.is_empty() {
        return Changes::default();
    }
    Changes { replaces: Some(previous.release_id.clone()), changes: compare(held, tables) }
}

fn csv_files(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    let file = |rows: &Rows<'_>| artifact(csv::path_of(rows.table.name), "text/csv", csv::csv(rows));
    Ok(content.rows.iter().map(file).collect())
}

fn parquet_files(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    let file = |rows: &Rows<'_>| {
        let bytes = parquet::parquet(rows).map_err(ExportError::Parquet)?;
        Ok(artifact(parquet::path_of(rows.table.name), "application/vnd.apache.parquet", bytes))
    };
    content.rows.iter().map(file).collect()
}

fn pdf_file(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    let bytes = pdf::render(&content.briefing, &attachments(content)).map_err(ExportError::Pdf)?;
    Ok(vec![artifact("briefing.pdf", "application/pdf", bytes)])
}

/// The tables that travel in the PDF: all of them where the dossier asks for it, as their CSV files have them.
fn attachments(content: &Content<'_>) -> Vec<Attachment> {
    let attached = |rows: &Rows<'_>| Attachment {
        name: format!("{}.csv", rows.table.name),
        description: rows.table.description.to_owned(),
        media_type: "text/csv",
        bytes: csv::csv(rows),
    };
    let is_asked = content.datasets.dossier.briefing.attach_tables;
    content.rows.iter().filter(|_| is_asked).map(attached).collect()
}

fn docx_file(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let bytes = docx::render(&content.briefing).map_err(ExportError::Docx)?;
    Ok(vec![artifact("briefing.docx", DOCX, bytes)])
}

fn reference_file(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    let bytes = csl(content.datasets);
    Ok(vec![artifact("references.json", "application/vnd.citationstyles.csl+json", bytes)])
}

fn biblatex_file(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    Ok(vec![artifact("references.bib", "application/x-bibtex", biblatex(content.datasets))])
}

fn ris_file(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    Ok(vec![artifact("references.ris", "application/x-research-info-systems", ris(content.datasets))])
}

fn text_file(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    Ok(vec![artifact("report.txt", "text/plain", content.datasets.text.clone().into_bytes())])
}

fn change_file(content: &Content<'_>) -> Result<Vec<Artifact>, ExportError> {
    Ok(vec![artifact("CHANGES.md", "text/markdown", changes_markdown(&content.changes).into_bytes())])
}

fn artifact(path: impl Into<String>, media_type: &'static str, bytes: Vec<u8>) -> Artifact {
    Artifact { path: path.into(), media_type, bytes }
}

fn sorted(inputs: &[Input]) -> Vec<Input> {
    let mut inputs = inputs.to_vec();
    inputs.sort();
    inputs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn request() -> ReleaseRequest {
        let input = |path: &str| Input { path: path.to_owned(), sha256: manifest::sha256(path.as_bytes()), bytes: 1 };
        ReleaseRequest {
            tool_version: "1.2.3".to_owned(),
            inputs: vec![input("report.md"), input("dossier.toml")],
            ..ReleaseRequest::default()
        }
    }

    fn made(datasets: &Datasets, request: &ReleaseRequest) -> (Vec<Artifact>, Manifest) {
        let artifacts = release(datasets, request).expect("a release");
        let manifest = read_manifest(&artifacts.last().expect("a manifest").bytes).expect("a manifest");
        (artifacts, manifest)
    }

    /// What the cli reads back of a release.
    fn previous(artifacts: &[Artifact], manifest: Manifest) -> Previous {
        let table = |artifact: &Artifact| {
            let name = artifact.path.strip_prefix("csv/")?.strip_suffix(".csv")?.to_owned();
            Some((name, artifact.bytes.clone()))
        };
        Previous {
            release_id: manifest.release_id,
            changes: manifest.changes,
            tables: artifacts.iter().filter_map(table).collect(),
        }
    }

    #[test]
    fn every_file_is_in_the_manifest() {
        let (artifacts, manifest) = made(&sample::hostile(), &request());
        let (own, others) = artifacts.split_last().expect("files");
        assert_eq!(own.path, "manifest.json");
        let (statement, others) = others.split_last().expect("files");
        assert_eq!(statement.path, PROVENANCE);
        assert_eq!(crate::provenance::problem(&manifest, &own.bytes, &statement.bytes), None);
        assert_eq!(others.iter().map(ArtifactEntry::of).collect::<Vec<_>>(), manifest.artifacts);
        assert_eq!(
            manifest.inputs.iter().map(|input| input.path.as_str()).collect::<Vec<_>>(),
            ["dossier.toml", "report.md"]
        );
        assert_eq!((manifest.counts["events"], manifest.counts["indicators"]), (5, 6));
        for path in [
            "csv/events.csv",
            "parquet/findings.parquet",
            "references.json",
            "references.bib",
            "references.ris",
            "report.txt",
            "CHANGES.md",
        ] {
            assert!(others.iter().any(|artifact| artifact.path == path), "{path}");
        }
    }

    #[test]
    fn only_what_is_wanted_is_made() {
        let only = |format| {
            let (artifacts, _) =
                made(&sample::hostile(), &ReleaseRequest { formats: BTreeSet::from([format]), ..request() });
            artifacts.into_iter().map(|artifact| artifact.path).collect::<Vec<_>>()
        };
        let parquet = only(Format::Parquet);
        assert!(parquet.iter().all(|path| !path.ends_with(".csv") && path != "datapackage.json"), "{parquet:?}");
        assert!(only(Format::Csv).iter().all(|path| !path.ends_with(".parquet")));
    }

    #[test]
    fn the_tables_travel_in_the_pdf_where_asked() {
        let mut datasets = sample::hostile();
        let all = made(&datasets, &request()).0;
        let table = |file: &Artifact| Some((file.path.strip_prefix("csv/")?.to_owned(), file.bytes.clone()));
        let tables: BTreeMap<_, _> = all.iter().filter_map(table).collect();
        assert_eq!(tables.len(), 6);
        for (asked, expected) in [(false, BTreeMap::new()), (true, tables)] {
            datasets.dossier.briefing.attach_tables = asked;
            let (artifacts, _) =
                made(&datasets, &ReleaseRequest { formats: BTreeSet::from([Format::Pdf]), ..request() });
            let pdf = artifacts.iter().find(|file| file.path == "briefing.pdf").expect("a briefing");
            let files = crate::pdf::attachment::tests::attached(&pdf.bytes);
            let files: BTreeMap<_, _> = files.into_iter().map(|(name, _, _, bytes)| (name, bytes)).collect();
            assert_eq!(files, expected);
        }
    }

    #[test]
    fn the_same_run_again_gives_the_same_bytes() {
        let datasets = sample::hostile();
        let (first, manifest) = made(&datasets, &request());
        assert_eq!(manifest.changes, Changes::default());
        let again = ReleaseRequest { previous: Some(previous(&first, manifest)), ..request() };
        assert_eq!(made(&datasets, &again).0, first);
    }

    #[test]
    fn a_new_edition_tells_its_changes_and_keeps_telling_them() {
        let mut datasets = sample::hostile();
        let (first, manifest) = made(&datasets, &request());
        let first_id = manifest.release_id.clone();
        datasets.events.remove(0);
        datasets.events[0].date = "2022-02-24".parse().ok();
        let edited = ReleaseRequest { tool_version: "1.2.4".to_owned(), ..request() };
        let next = ReleaseRequest { previous: Some(previous(&first, manifest)), ..edited.clone() };
        let (second, manifest) = made(&datasets, &next);
        assert_eq!(manifest.changes.replaces.as_ref(), Some(&first_id));
        assert_eq!(manifest.changes.changes.len(), 2, "the date, and the one removed");
        let again = ReleaseRequest { previous: Some(previous(&second, manifest)), ..edited };
        assert_eq!(made(&datasets, &again).0, second);
    }

    #[test]
    fn a_previous_release_without_tables_cannot_be_compared_with() {
        let earlier = Previous {
            release_id: "aaaaaaaaaaaa".to_owned(),
            changes: Changes { replaces: Some("bbbbbbbbbbbb".to_owned()), changes: Vec::new() },
            tables: BTreeMap::new(),
        };
        let (_, manifest) = made(&sample::hostile(), &ReleaseRequest { previous: Some(earlier), ..request() });
        assert_eq!(manifest.changes, Changes::default());
    }

    #[test]
    fn a_damaged_previous_release_is_an_error() {
        for bytes in [b"".as_slice(), b"a,b\n1\n", b"event_id\n\xff\n"] {
            let damaged = Previous {
                release_id: "aaaaaaaaaaaa".to_owned(),
                changes: Changes::default(),
                tables: BTreeMap::from([("events".to_owned(), bytes.to_vec())]),
            };
            let request = ReleaseRequest { previous: Some(damaged), ..request() };
            assert!(matches!(release(&sample::hostile(), &request), Err(ExportError::Previous(_))));
        }
    }
}
