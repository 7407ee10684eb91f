//! Findings and failures drawn on the text they are about, as compilers draw theirs.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, Title};
use chancery_ingest::text::{CharIndex, SourceMap};
use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Diagnostic, Label, Place, Severity};

use crate::failure::Failure;
use crate::pointer::Pointer;
use crate::window::{Window, visible, window};

/// What findings of one dossier are drawn on.
#[derive(Debug)]
pub(crate) struct Canvas {
    /// The report, as its reader would open it.
    pub(crate) report_path: String,
    /// `report.txt`, which the anchors count in.
    pub(crate) report: CharIndex,
    /// From bytes of `report` to the author's file, which is what is drawn.
    pub(crate) source: SourceMap,
    /// The dossier, for findings about all of it.
    pub(crate) dossier_path: String,
    /// Other files of the dossier by their path in it: how to open each, and its text.
    pub(crate) files: BTreeMap<String, (String, CharIndex)>,
}

impl Canvas {
    /// Where a finding points: the file as its reader would open it, line and column from 1, the column in
    /// code points.
    pub(crate) fn position<'a>(&'a self, place: &'a Place) -> (&'a str, Option<usize>, Option<usize>) {
        match place {
            Place::Report(anchor) => {
                let (line, column) = self.source.position(self.report.byte_of(anchor.start));
                (&self.report_path, Some(line), Some(column))
            }
            Place::File { file, line, column } => {
                let path = self.files.get(file).map_or(file, |(path, _)| path);
                (path, line.map(|line| line as usize), column.map(|column| column as usize))
            }
            Place::Dossier => (&self.dossier_path, None, None),
        }
    }

    /// Where the stretch of a finding ends, one past its last character; `None` where it marks no stretch.
    pub(crate) fn end(&self, place: &Place) -> Option<(usize, usize)> {
        match place {
            Place::Report(anchor) if anchor.end > anchor.start => {
                Some(self.source.raw_position(self.bytes(*anchor).end))
            }
            Place::Report(_) | Place::File { .. } | Place::Dossier => None,
        }
    }

    /// Bytes of the author's file. The end is told from the last character, not from what follows it:
    /// between the two there may be markup.
    pub(crate) fn bytes(&self, anchor: Anchor) -> Range<usize> {
        let start = self.source.raw_offset(self.report.byte_of(anchor.start));
        if anchor.end <= anchor.start {
            return start..start;
        }
        let last = self.source.raw_offset(self.report.byte_of(anchor.end - 1));
        let width = self.source.raw().get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start..(last + width).max(start)
    }
}

/// What is drawn on a canvas: words at a place, and other places that bear on it.
struct Drawing<'d> {
    title: Title<'static>,
    place: &'d Place,
    labels: &'d [Label],
    help: Option<&'d str>,
}

/// A finding, drawn: title, place, the text with the stretch underlined, the other places that bear on it,
/// and how to mend it.
pub(crate) fn finding(diagnostic: &Diagnostic, canvas: &Canvas, renderer: &Renderer) -> String {
    let title = level(diagnostic.severity()).primary_title(visible(&diagnostic.message)).id(diagnostic.rule().id);
    let Diagnostic { place, labels, help, .. } = diagnostic;
    drawn(Drawing { title, place, labels, help: Some(help) }, canvas, renderer)
}

/// A place that is pointed at without a finding, drawn the same way.
pub(crate) fn pointer(pointer: &Pointer, canvas: &Canvas, renderer: &Renderer) -> String {
    let title = Level::INFO.primary_title(visible(&pointer.message));
    drawn(Drawing { title, place: &pointer.place, labels: &pointer.labels, help: None }, canvas, renderer)
}

fn drawn(drawing: Drawing<'_>, canvas: &Canvas, renderer: &Renderer) -> String {
    let Drawing { title, place, labels, help } = drawing;
    let (path, line, column) = canvas.position(place);
    let mut elements = vec![origin(path, line, column).into()];
    match place {
        Place::Report(anchor) => elements.extend(on_report(labels, *anchor, canvas)),
        Place::File { file, .. } => {
            if let Some((_, text)) = canvas.files.get(file) {
                elements.extend(on_file(text, line, column));
            }
        }
        Place::Dossier => {}
    }
    elements.extend(help.map(|help| Level::HELP.message(visible(help)).into()));
    renderer.render(&[Group::with_title(title).elements(elements)])
}

/// The line, underlined from the column or as a whole; nothing for a place without a line.
fn on_file(text: &CharIndex, line: Option<usize>, column: Option<usize>) -> Option<Element<'static>> {
    let start = text.byte_at(line?, column.unwrap_or(1))?;
    let end = if column.is_some() { start } else { text.byte_at(line?, usize::MAX)? };
    Some(snippet(&window(text.text(), start..end), line?).into())
}

/// The stretch on its line, with the other places that the line's piece happens to show; then each of the
/// places that it does not.
fn on_report(labels: &[Label], anchor: Anchor, canvas: &Canvas) -> Vec<Element<'static>> {
    let text = canvas.source.raw();
    let line = |anchor: Anchor| canvas.source.position(canvas.report.byte_of(anchor.start)).0;
    let shown = window(text, canvas.bytes(anchor));
    let mut first = snippet(&shown, line(anchor));
    let mut elsewhere = Vec::new();
    for label in labels {
        let marked = canvas.bytes(label.anchor);
        if let Some(place) = shown.place(text, &marked) {
            first = first.annotation(AnnotationKind::Context.span(place).label(visible(&label.text)));
        } else {
            let place = Place::Report(label.anchor);
            let (path, at, column) = canvas.position(&place);
            let shown = window(text, marked);
            let annotation = AnnotationKind::Context.span(shown.marked).label(visible(&label.text));
            elsewhere.push(origin(path, at, column).into());
            elsewhere.push(Snippet::source(shown.text).line_start(line(label.anchor)).annotation(annotation).into());
        }
    }
    std::iter::once(first.into()).chain(elsewhere).collect()
}

/// A failure, drawn the same way, after what else is wrong with its input.
pub(crate) fn failure(failure: &Failure, renderer: &Renderer) -> String {
    let mut drawn: String = failure.also.iter().map(|other| self::failure(other, renderer) + "\n").collect();
    let mut elements: Vec<Element<'static>> = Vec::new();
    if let Some(spot) = &failure.spot {
        elements.push(origin(&spot.file, spot.line, spot.column).into());
        if let (Some(text), Some(line)) = (&spot.text, spot.line) {
            let text = CharIndex::new(text);
            let marked = spot.column.map_or(0..usize::MAX, |column| {
                let start = text.byte_of(column.saturating_sub(1));
                start..start
            });
            elements.push(snippet(&window(text.text(), marked), line).into());
        }
    }
    if !failure.help.is_empty() {
        elements.push(Level::HELP.message(visible(&failure.help)).into());
    }
    let title = Level::ERROR.primary_title(visible(&failure.message));
    drawn.push_str(&renderer.render(&[Group::with_title(title).elements(elements)]));
    drawn
}

/// A severity's word and colour.
pub(crate) const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

fn origin(path: &str, line: Option<usize>, column: Option<usize>) -> Origin<'static> {
    let mut origin = Origin::path(visible(path));
    if let Some(line) = line {
        origin = origin.line(line);
        if let Some(column) = column {
            origin = origin.char_column(column);
        }
    }
    origin
}

/// The line's piece with its stretch underlined. It carries no path of its own: the library would count
/// its column in the piece, not in the line.
fn snippet(window: &Window, line: usize) -> Snippet<'static, Annotation<'static>> {
    Snippet::source(window.text.clone())
        .line_start(line)
        .annotation(AnnotationKind::Primary.span(window.marked.clone()))
}
