//! `logo` and `logo_text` of a manifest's `[briefing]`.

use chancery_model::diagnostic::Place;
use chancery_model::dossier::Dossier;

use super::path::within;
use crate::keys::{Keys, MISSING_KEY};
use crate::place::Complaints;

/// The logo a manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoEntry {
    /// Path within the dossier, with `/`.
    pub path: String,
    /// What it says, for who cannot see it. Where the manifest has no words for it: the first author, else the title.
    pub alternative: String,
    /// Where the manifest names it.
    pub place: Place,
}

/// The logo that `[briefing]` names.
pub(super) fn logo(briefing: &Keys<'_>, dossier: &Dossier, say: &mut Complaints<'_>) -> Option<LogoEntry> {
    let named = briefing.text("logo", say);
    let words = briefing.text("logo_text", say);
    let Some(named) = named else {
        if let Some(words) = words.filter(|_| !briefing.has("logo")) {
            let message = "expected the key `logo` beside `logo_text`, found none".to_owned();
            say.at(words.at, MISSING_KEY.excepted(), message, "add the line `logo = \"logo.png\"`".to_owned());
        }
        return None;
    };
    if words.is_none() && !briefing.has("logo_text") {
        let message = "expected the key `logo_text`: what the logo says, for who cannot see it; found none".to_owned();
        say.at(named.at, MISSING_KEY.excepted(), message, "add the line `logo_text = \"…\"`".to_owned());
    }
    let path = within(&named, say)?;
    let stand_in = || dossier.authors.iter().find(|author| !author.trim().is_empty()).unwrap_or(&dossier.title).clone();
    let alternative = words.map_or_else(stand_in, |words| words.value);
    Some(LogoEntry { path, alternative, place: say.place(named.at) })
}
