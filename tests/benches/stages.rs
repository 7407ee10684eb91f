//! How long each stage, each exporter and the whole take on the shipped dossier, and how reading grows with
//! length. `cargo bench -p chancery-tests`.

mod support;

use chancery_export::briefing::{Briefing, Colophon, compose};
use chancery_export::release::{ReleaseRequest, release};
use chancery_export::{csl, csv, docx, parquet, pdf, tables};
use chancery_ingest::series::{ColumnMap, ReadOptions, SeriesFormat, read as read_series};
use chancery_ingest::{report, vocabulary};
use chancery_model::changes::Changes;
use chancery_model::datasets::Datasets;
use chancery_model::labels::Labels;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

fn main() {
    divan::main();
}

/// The report `copies` times over, as one text.
fn long_report(copies: usize) -> Vec<u8> {
    support::file("report.md").repeat(copies)
}

fn labels() -> Labels {
    vocabulary::built_in().labels_for(None, "en").value
}

fn briefing() -> Briefing {
    briefing_of(&support::datasets(), &labels())
}

fn briefing_of(datasets: &Datasets, labels: &Labels) -> Briefing {
    let colophon =
        Colophon { release_id: "bench".to_owned(), input_hash: "0".repeat(64), tool_version: "bench".to_owned() };
    compose(datasets, &Changes::default(), &colophon, labels)
}

#[divan::bench]
fn ingest_vocabulary(bencher: Bencher) {
    bencher.bench(vocabulary::built_in);
}

#[divan::bench(args = [1, 10, 100])]
fn ingest_report(bencher: Bencher, copies: usize) {
    let (vocabulary, bytes) = (vocabulary::built_in(), long_report(copies));
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| report::read("report.md", &bytes, &vocabulary));
}

/// A file of each portal, every area of it.
#[divan::bench(args = SeriesFormat::ALL)]
fn ingest_portal(bencher: Bencher, format: &SeriesFormat) {
    portal(bencher, *format, None);
}

/// The same for the two areas that a dossier is on.
#[divan::bench(args = SeriesFormat::ALL)]
fn ingest_portal_of_two_areas(bencher: Bencher, format: &SeriesFormat) {
    portal(bencher, *format, Some(&["ABC".to_owned(), "AGA".to_owned()]));
}

fn portal(bencher: Bencher, format: SeriesFormat, areas: Option<&[String]>) {
    let bytes = support::portals::file(format);
    let (area, period, value) = ("geo".to_owned(), "time".to_owned(), "grain".to_owned());
    let map = ColumnMap { area, period, value, ..ColumnMap::default() };
    let columns = Some(&map).filter(|_| format == SeriesFormat::LongCsv);
    let options = ReadOptions { format: Some(format), columns, areas, period: Some("2018"), ..ReadOptions::default() };
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| read_series("portal", &bytes, options));
}

#[divan::bench]
fn ingest_docx(bencher: Bencher) {
    let (vocabulary, bytes) = (vocabulary::built_in(), docx::render(&briefing()).expect("the briefing is drawn"));
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| report::read("report.docx", &bytes, &vocabulary));
}

/// The report's lines as paragraphs of a page.
#[divan::bench(args = [1, 10, 100])]
fn ingest_html(bencher: Bencher, copies: usize) {
    let vocabulary = vocabulary::built_in();
    let markdown = String::from_utf8(long_report(copies)).expect("the shipped report is text");
    let paragraphs = markdown.lines().filter(|line| !line.trim().is_empty());
    let page: String = paragraphs.map(|line| format!("<p>{}</p>\n", line.replace('<', "&lt;"))).collect();
    bencher.counter(BytesCount::of_str(&page)).bench(|| report::read("report.html", page.as_bytes(), &vocabulary));
}

#[divan::bench(args = [1, 10, 100])]
fn normalize(bencher: Bencher, copies: usize) {
    let vocabulary = vocabulary::built_in();
    let bytes = long_report(copies);
    let mut input = support::input();
    input.report = report::read("report.md", &bytes, &vocabulary).expect("a report").value;
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| chancery_normalize::compile(&input, &vocabulary));
}

/// Everything `check` does behind reading the file, on a report of so many thousand words.
#[divan::bench(args = [2, 20, 200, 1000])]
fn check(bencher: Bencher, thousand_words: usize) {
    let vocabulary = vocabulary::built_in();
    let markdown = String::from_utf8(support::file("report.md")).expect("the shipped report is text");
    let (body, list) = markdown.split_at(markdown.rfind("\n## ").expect("the list of sources comes last"));
    let n_words = |text: &str| text.split_whitespace().count();
    let copies = (thousand_words * 1000).saturating_sub(n_words(list)).div_ceil(n_words(body));
    let text = format!("{}{list}", body.repeat(copies));
    let mut input = support::input();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        input.report = report::read("report.md", text.as_bytes(), &vocabulary).expect("a report").value;
        chancery_normalize::compile(&input, &vocabulary).diagnostics
    });
}

#[divan::bench]
fn export_csv(bencher: Bencher) {
    let datasets = support::datasets();
    bencher.bench(|| tables::rows(&datasets).iter().map(csv::csv).collect::<Vec<_>>());
}

#[divan::bench]
fn export_parquet(bencher: Bencher) {
    let datasets = support::datasets();
    bencher.bench(|| tables::rows(&datasets).iter().map(parquet::parquet).collect::<Vec<_>>());
}

#[divan::bench]
fn export_csl(bencher: Bencher) {
    let datasets = support::datasets();
    bencher.bench(|| csl::csl(&datasets));
}

#[divan::bench]
fn export_briefing(bencher: Bencher) {
    let (datasets, labels) = (support::datasets(), labels());
    bencher.bench(|| briefing_of(&datasets, &labels));
}

/// The shipped briefing so many times over: 6 pages each.
const COPIES: [usize; 4] = [1, 8, 34, 136];

#[divan::bench(args = COPIES)]
fn export_pdf(bencher: Bencher, copies: usize) {
    let briefing = repeated(copies);
    bencher.counter(ItemsCount::new(copies)).bench(|| pdf::render(&briefing, &[]));
}

#[divan::bench(args = COPIES)]
fn export_docx(bencher: Bencher, copies: usize) {
    let briefing = repeated(copies);
    bencher.counter(ItemsCount::new(copies)).bench(|| docx::render(&briefing));
}

/// Both beside each other, as a release draws them.
#[divan::bench(args = COPIES)]
fn export_pdf_and_docx(bencher: Bencher, copies: usize) {
    let briefing = repeated(copies);
    bencher.counter(ItemsCount::new(copies)).bench(|| {
        std::thread::scope(|scope| {
            let pdf = scope.spawn(|| pdf::render(&briefing, &[]));
            (docx::render(&briefing), pdf.join())
        })
    });
}

fn repeated(copies: usize) -> Briefing {
    let briefing = briefing();
    Briefing { blocks: std::iter::repeat_n(briefing.blocks, copies).flatten().collect(), ..briefing }
}

#[divan::bench]
fn whole(bencher: Bencher) {
    bencher.bench(|| release(&support::datasets(), &ReleaseRequest::default()));
}
