//! Curation: the judgements that a rule cannot make.
