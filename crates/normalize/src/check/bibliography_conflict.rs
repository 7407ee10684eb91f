//! A bibliography file that disagrees with the list.
//!
//! **What it asks**: does each entry of a bibliography file match one source of the literature list, by address,
//! DOI or title, and say the same of it?
//!
//! **Why**: one of the two is wrong, and a reader who looks the source up finds out which. What is printed is kept.
//! Days of access may differ in good faith, so they are only noted, as are entries that match no source or two.
//!
//! **Example**: the list has `Ada Quill, ‘Weirs’ (2 May 2020)`, and `sources.bib` has `date = {2019-05-02}`.

use chancery_model::diagnostic::Diagnostic;

use super::Subject;

/// What the comparison found, file by file and entry by entry.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.bibliography.to_vec()
}
