//! `chancery-remote URL RELEASE`: puts a release into an object store.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use chancery_remote::failure::Failure;
use chancery_remote::store::Store;
use chancery_remote::{Published, folder, publish};

const USAGE: &str = "usage: chancery-remote URL RELEASE\n\n\
    Puts a release's folder into an object store: s3://bucket/prefix, gs://bucket/prefix, az://container/prefix or\n\
    file:///folder. Credentials and endpoints come from the environment (AWS_*, GOOGLE_*, AZURE_*).\n\n\
    Exit codes: 0 done or already there; 2 wrong usage; 65 not as published; 66 no release; 74 the store refused, could\n\
    not be reached, or another publisher was first.\n";

fn main() -> ExitCode {
    let typed: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    if typed.iter().any(|word| word == "--help" || word == "-h") {
        let _ = std::io::stdout().write_all(USAGE.as_bytes());
        return ExitCode::SUCCESS;
    }
    match run(&typed) {
        Ok(said) => {
            let _ = std::io::stdout().write_all(said.as_bytes());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure}");
            ExitCode::from(failure.code())
        }
    }
}

fn run(typed: &[String]) -> Result<String, Failure> {
    let [address, release] = typed else { return Err(Failure::Usage(USAGE.to_owned())) };
    let settings =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let store = Store::open(address, settings)?;
    let release = folder::read(Path::new(release))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Store(error.to_string()))?;
    let what = match runtime.block_on(publish(&release, &store))? {
        Published::UpToDate => "is already current",
        Published::Written => "is current",
    };
    Ok(format!("release {} of {} {what} at {address}\n", release.id, release.dossier))
}
