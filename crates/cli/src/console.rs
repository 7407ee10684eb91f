//! The terminal: results to stdout, everything else to stderr.

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Level, Renderer};
use chancery_model::diagnostic::Diagnostic;
use serde_json::{Map, Value, json};

use crate::arguments::{ColorChoice, GlobalOptions, LogFormat};
use crate::clock;
use crate::draw::{self, Canvas};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::findings;
use crate::window::{visible, visible_json};

/// What the commands print with.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    log_format: LogFormat,
    /// Whether results are coloured.
    color_out: bool,
    /// Whether the log is coloured.
    color_log: bool,
    /// The dossier that is worked on; empty before the first.
    dossier: RefCell<String>,
    /// The stage that it is in; empty between two dossiers.
    stage: Cell<&'static str>,
}

impl Console {
    /// A console as the global options ask for it.
    pub(crate) fn new(options: &GlobalOptions) -> Self {
        // https://no-color.org: set and not empty, whatever it says.
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = |is_terminal: bool| match options.color {
            ColorChoice::Auto => is_terminal && !no_color,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        Self {
            quiet: options.quiet,
            log_format: options.log_format,
            color_out: color(io::stdout().is_terminal()),
            color_log: color(io::stderr().is_terminal()),
            dossier: RefCell::new(String::new()),
            stage: Cell::new(""),
        }
    }

    /// Names the dossier that what is logged next is about; an empty name for none.
    pub(crate) fn at_dossier(&self, name: &str) {
        name.clone_into(&mut self.dossier.borrow_mut());
    }

    /// Names the stage that what is logged next is about; an empty name for none.
    pub(crate) fn at_stage(&self, name: &'static str) {
        self.stage.set(name);
    }

    /// Whether nothing but errors is wanted.
    pub(crate) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether the log is for programs.
    pub(crate) fn logs_json(&self) -> bool {
        self.log_format == LogFormat::Json
    }

    /// Whether a progress line makes sense: someone is looking, and wants to.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && !self.logs_json() && io::stderr().is_terminal()
    }

    /// Draws for stdout.
    pub(crate) fn result_renderer(&self) -> Renderer {
        renderer(self.color_out)
    }

    /// Draws for stderr.
    pub(crate) fn log_renderer(&self) -> Renderer {
        renderer(self.color_log)
    }

    /// Prints a result, and says how the command ends: a reader who has gone away is no error, a full disk
    /// is.
    pub(crate) fn print(&self, text: &str) -> Exit {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                drop(out);
                self.fail(&Failure::new(Exit::InputOutput, format!("the result cannot be printed: {error}")))
            }
            Ok(()) | Err(_) => Exit::Done,
        }
    }

    /// Prints a text that may be a file's own: as it is to a file or a program, harmless to a terminal.
    pub(crate) fn print_source(&self, text: &str) -> Exit {
        if !io::stdout().is_terminal() {
            return self.print(text);
        }
        self.print(
            &text
                .split_inclusive('\n')
                .map(|line| line.strip_suffix('\n').map_or_else(|| visible(line), |line| visible(line) + "\n"))
                .collect::<String>(),
        )
    }

    /// Writes to stderr. Nobody is left to tell where that fails.
    pub(crate) fn log_raw(&self, text: &str) {
        let mut log = io::stderr().lock();
        let _ = log.write_all(text.as_bytes()).and_then(|()| log.write_all(b"\n"));
    }

    /// Says what was done; `event` and `fields` are what a program reads of it.
    pub(crate) fn note(&self, event: &str, message: &str, fields: Value) {
        if !self.quiet {
            self.log("info", &Level::NOTE, event, message, fields);
        }
    }

    /// Tells programs what people see otherwise, or need not see.
    pub(crate) fn event(&self, event: &str, message: &str, fields: Value) {
        if !self.quiet && self.logs_json() {
            self.log("info", &Level::NOTE, event, message, fields);
        }
    }

    /// Says what is worth a look but stopped nothing.
    pub(crate) fn warn(&self, event: &str, message: &str, fields: Value) {
        if !self.quiet {
            self.log("warning", &Level::WARNING, event, message, fields);
        }
    }

    /// Says why something could not be done, and gives the exit that it means.
    pub(crate) fn fail(&self, failure: &Failure) -> Exit {
        if self.logs_json() {
            for other in &failure.also {
                self.fail(other);
            }
            let spot = failure.spot.as_ref();
            let fields = json!({
                "exit": failure.exit.code(),
                "help": failure.help,
                "file": spot.map(|spot| &spot.file),
                "line": spot.and_then(|spot| spot.line),
                "column": spot.and_then(|spot| spot.column),
            });
            self.log("error", &Level::ERROR, "failed", &failure.message, fields);
        } else {
            self.log_raw(&draw::failure(failure, &self.log_renderer()));
        }
        failure.exit
    }

    /// Logs a finding for programs.
    pub(crate) fn finding(&self, diagnostic: &Diagnostic, canvas: &Canvas) {
        let level = diagnostic.severity();
        let fields = findings::object(diagnostic, canvas);
        self.log(level.name(), &draw::level(level), "finding", &diagnostic.message, fields);
    }

    fn log(&self, level: &str, drawn: &Level<'static>, event: &str, message: &str, fields: Value) {
        if self.logs_json() {
            let mut line = Map::new();
            line.insert("time".to_owned(), clock::now().into());
            line.insert("level".to_owned(), level.into());
            for (key, value) in [("stage", self.stage.get()), ("dossier", self.dossier.borrow().as_str())] {
                if !value.is_empty() {
                    line.insert(key.to_owned(), value.into());
                }
            }
            line.insert("event".to_owned(), event.into());
            line.insert("message".to_owned(), message.into());
            if let Value::Object(fields) = fields {
                line.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
            }
            self.log_raw(&visible_json(&Value::Object(line).to_string()));
        } else {
            let title = drawn.clone().primary_title(visible(message));
            self.log_raw(&self.log_renderer().render(&[annotate_snippets::Group::with_title(title)]));
        }
    }
}

const fn renderer(color: bool) -> Renderer {
    if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii)
}
