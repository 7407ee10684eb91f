//! `chancery init`: a dossier to begin with.

use std::fs;
use std::io;
use std::path::Path;

use crate::arguments::InitOptions;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::state::write_file;
use crate::window::visible;

/// The report, which names every convention once.
const REPORT: &str = include_str!("init/report.md");

/// The judgements of a person; none yet.
const CURATION: &str = "# The judgements that a rule cannot make. Each entry names the words of the report it rests on, and why:\n#\n\
    # [[indicator]]\n# quote = \"the new port took its first ship\"\n# reason = \"no figure of the report's\"\n# drop = true\n";

/// Writes the dossier's files into a folder that is not there yet, or is empty.
pub(crate) fn init(options: &InitOptions, console: &Console) -> Exit {
    let folder = &options.folder;
    match write(folder) {
        Ok(()) => {
            let shown = visible(&folder.display().to_string());
            console.print(&format!("{shown}: a dossier\n  write the report in report.md, then: chancery run {shown}\n"))
        }
        Err(failure) => console.fail(&failure),
    }
}

fn write(folder: &Path) -> Result<(), Failure> {
    let cannot = |error: &io::Error| Failure { exit: Exit::CannotCreate, ..Failure::writing(folder, error) };
    fs::create_dir_all(folder).map_err(|error| cannot(&error))?;
    if fs::read_dir(folder).map_err(|error| cannot(&error))?.next().is_some() {
        let message = format!("expected a folder that is empty or not there, found files in {}", folder.display());
        return Err(Failure::new(Exit::CannotCreate, message).help("name another folder"));
    }
    let files = [("dossier.toml", manifest(folder)), ("report.md", REPORT.into()), ("curation.toml", CURATION.into())];
    for (name, text) in files {
        let path = folder.join(name);
        write_file(&path, text.as_bytes()).map_err(|error| Failure::writing(&path, &error))?;
    }
    fs::create_dir(folder.join("series")).map_err(|error| Failure::writing(&folder.join("series"), &error))
}

/// The manifest, with the folder's name as the id.
fn manifest(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let id: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let id = id.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let id = if id.is_empty() { "dossier" } else { &id };
    format!(
        "id = \"{id}\"\ntitle = \"Title of the report\"\nlanguage = \"en\"\nreport = \"report.md\"\n\n\
         # edition = \"2026-01-31\"            # EDTF; the release takes its date from it\n\
         # ref_area = \"KEN\"                  # ISO 3166-1 alpha-3\n# counterpart_areas = [\"CHN\"]\n\
         # licence = \"CC-BY-4.0\"\n# authors = [\"Your institute\"]\n\n\
         # [[series]]                        # a portal's file, as received\n\
         # path = \"series/file.csv\"\n# title = \"Exports (current US$)\"\n# producer = \"World Bank\"\n\
         # url = \"https://data.worldbank.org\"\n# licence = \"CC-BY-4.0\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn the_id_is_made_of_the_folders_name() {
        let cases = [
            ("data/kenya-china", "kenya-china"),
            ("Ports & Tolls", "ports-tolls"),
            ("..", "dossier"),
            ("Ж", "dossier"),
        ];
        for (folder, expected) in cases {
            let first = manifest(Path::new(folder)).lines().next().map(str::to_owned);
            assert_eq!(first, Some(format!("id = \"{expected}\"")), "{folder}");
        }
    }

    #[test]
    fn nothing_is_written_over() {
        let scratch = Scratch::new("init");
        scratch.write("full/report.md", "mine");
        scratch.write("file", "mine");
        for taken in ["full", "file"] {
            let failure = write(&scratch.path(taken)).expect_err(taken);
            assert_eq!(failure.exit, Exit::CannotCreate, "{taken}: {}", failure.message);
        }
        assert_eq!(scratch.files(""), ["file", "full/report.md"]);
        write(&scratch.path("new")).expect("there is nothing in the way");
        assert!(scratch.files("").contains(&"new/dossier.toml".to_owned()));
    }
}
