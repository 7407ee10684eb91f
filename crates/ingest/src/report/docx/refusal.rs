//! Why a file is no DOCX that can be read.

use std::fmt;

/// The file is no DOCX that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocxError {
    /// No zip package.
    NotPackage {
        /// What it looks like.
        found: &'static str,
    },
    /// A package whose directory or a part of it is damaged.
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// A package without a Word document in it.
    NoDocument {
        /// What was found instead.
        found: String,
    },
    /// A part that unpacks to more than is read.
    TooLarge {
        /// The part, or `all parts`.
        part: String,
        /// Most bytes that are read of it.
        cap: u64,
        /// Bytes found, at least.
        found: u64,
    },
    /// A part packed more tightly than any document is.
    TooDense {
        /// The part.
        part: String,
        /// Most unpacked bytes for a packed one.
        cap: u64,
        /// Unpacked bytes for a packed one that were found, at least.
        found: u64,
    },
    /// A part declares a document type, as no DOCX does; entities are not expanded.
    DocumentType {
        /// The part.
        part: String,
    },
    /// A part is not well-formed.
    Markup {
        /// The part.
        part: String,
        /// Byte of the part at which it breaks off.
        offset: u64,
        /// What is wrong.
        reason: String,
    },
}

impl DocxError {
    /// How to mend it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NotPackage { .. } => "open it in Word and save it as .docx, without a password",
            Self::NoDocument { .. } => "is this the file you meant? Word saves reports as .docx",
            Self::TooLarge { .. } => "split the report, or leave out what is no text",
            Self::Damaged { .. } | Self::TooDense { .. } | Self::DocumentType { .. } | Self::Markup { .. } => {
                "open it in Word and save it again"
            }
        }
    }
}

impl fmt::Display for DocxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPackage { found } => write!(f, "expected a DOCX, found {found}"),
            Self::Damaged { reason } => write!(f, "expected a DOCX, found a damaged package: {reason}"),
            Self::NoDocument { found } => write!(f, "expected a Word document in the package, found {found}"),
            Self::TooLarge { part, cap, found } => {
                write!(f, "expected at most {cap} bytes in {part}, found {found} or more")
            }
            Self::TooDense { part, cap, found } => {
                write!(f, "expected {part} to be packed at most {cap} to 1, found {found} to 1")
            }
            Self::DocumentType { part } => write!(f, "expected no document type in {part}, found one"),
            Self::Markup { part, offset, reason } => {
                write!(f, "expected well-formed XML in {part}, found a fault at byte {offset}: {reason}")
            }
        }
    }
}

impl std::error::Error for DocxError {}
