//! Inputs that are not what they claim to be, so that nothing can be compiled.

use std::fmt;

use chancery_ingest::report::ReportError;
use chancery_ingest::series::SeriesError;
use chancery_ingest::text::TextError;
use chancery_model::diagnostic::{Diagnostic, Place, Severity};

/// Why a dossier cannot be compiled at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompileError {
    /// The manifest gives no id, no title or no report.
    Manifest {
        /// Path of the file.
        file: String,
        /// What there is to say of it, in the order of the file.
        diagnostics: Vec<Diagnostic>,
    },
    /// The report is none.
    Report {
        /// Path of the file.
        file: String,
        /// Why.
        error: ReportError,
    },
    /// A series is none.
    Series {
        /// Path of the file.
        file: String,
        /// Why.
        error: SeriesError,
    },
}

/// One thing that is wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// Path of the file, as in its [`SourceFile`](crate::SourceFile).
    pub file: String,
    /// Line, from 1; `None` where the file as a whole is meant.
    pub line: Option<usize>,
    /// Column in code points, from 1; `None` where the line as a whole is meant.
    pub column: Option<usize>,
    /// What was expected and what was found: a lower-case phrase without a final stop.
    pub message: String,
    /// How to mend it; empty where there is nothing to say.
    pub help: String,
}

impl CompileError {
    /// What is wrong, each with its place, in the order of the file; never empty.
    #[must_use]
    pub fn defects(&self) -> Vec<Defect> {
        let whole = |file: &String, message: String, help: String| Defect {
            file: file.clone(),
            line: None,
            column: None,
            message,
            help,
        };
        match self {
            Self::Manifest { file, diagnostics } => {
                let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
                let mut defects: Vec<Defect> = errors.map(|diagnostic| of_diagnostic(file, diagnostic)).collect();
                if defects.is_empty() {
                    defects.push(whole(file, "expected a dossier's manifest".to_owned(), String::new()));
                }
                defects
            }
            Self::Report { file, error } => {
                let help = error.help().map(|help| help.to_string()).unwrap_or_default();
                let whole = whole(file, error.to_string(), help);
                vec![match error {
                    ReportError::Text(TextError::InvalidUtf8 { line, column, .. }) => {
                        Defect { line: Some(*line), column: Some(*column), ..whole }
                    }
                    _ => whole,
                }]
            }
            Self::Series { file, error } => vec![whole(file, error.to_string(), String::new())],
        }
    }
}

fn of_diagnostic(file: &str, diagnostic: &Diagnostic) -> Defect {
    let (line, column) = match diagnostic.place {
        Place::File { line, column, .. } => (line.map(|line| line as usize), column.map(|column| column as usize)),
        Place::Report(_) | Place::Dossier => (None, None),
    };
    let (message, help) = (diagnostic.message.clone(), diagnostic.help.clone());
    Defect { file: file.to_owned(), line, column, message, help }
}

impl fmt::Display for CompileError {
    /// A line for each defect: `dossier.toml:2:1: expected …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, defect) in self.defects().iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{}", defect.file)?;
            for number in [defect.line, defect.column].into_iter().flatten() {
                write!(f, ":{number}")?;
            }
            write!(f, ": {}", defect.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for CompileError {}

#[cfg(test)]
mod tests {
    use crate::{CompileOptions, DossierFiles, SourceFile, compile, read_manifest};

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let cases: [(&str, &[u8], &str); 4] = [
            ("report.txt", b"Trade\n\nIt gr\xFFew.\n", "report.txt:3:6: expected "),
            ("report.md", b"", "report.md: expected "),
            ("report.xyz", b"Trade grew.\n", "report.xyz: expected "),
            ("dossier.toml", b"id = \"a\"\ntitle = 3\nreport = \"a.md\"\n", "dossier.toml:2:9: expected "),
        ];
        for (path, bytes, expected) in cases {
            let file = SourceFile::new(path, bytes.to_vec());
            let error = if path == "dossier.toml" {
                read_manifest(&file).map(|_| ()).expect_err(path)
            } else {
                compile(&DossierFiles::of_report(file), CompileOptions::default()).map(|_| ()).expect_err(path)
            };
            assert!(error.to_string().starts_with(expected), "{path}: {error}");
        }
    }
}
