//! The output formats of a release: every list of them is this one.

chancery_model::words! {
    /// An output that a caller may ask for by itself, in the order of its files. The word is also how its files end.
    Format {
        /// The tables as CSV, and the data package over them.
        Csv = "csv",
        /// The tables as Parquet.
        Parquet = "parquet",
        /// The briefing as PDF.
        Pdf = "pdf",
        /// The briefing as DOCX.
        Docx = "docx",
    }
}

impl Format {
    /// What it is, in a few words.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Csv => "Tables as CSV",
            Self::Parquet => "Tables as Parquet",
            Self::Pdf => "The briefing as PDF",
            Self::Docx => "The briefing as DOCX",
        }
    }
}
