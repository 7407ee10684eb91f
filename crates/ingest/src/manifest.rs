//! `dossier.toml`: what a dossier says of itself.
