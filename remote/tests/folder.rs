//! Releases put into a folder (`file://`), which needs no server.

use std::fs;
use std::path::PathBuf;

use chancery_remote::failure::Failure;
use chancery_remote::store::Store;
use chancery_remote::{Published, folder, publish};
use sha2::{Digest, Sha256};

/// A folder of one test's own; it goes when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("chancery-remote-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("store")).expect("writable");
        Self(path)
    }

    fn write(&self, path: &str, content: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("writable");
        fs::write(path, content).expect("writable");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect(path)
    }

    /// A release with a report of that text.
    fn release(&self, text: &str) {
        let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        self.write("release/csv/report.txt", text);
        self.write("release/provenance.json", "{}");
        let artifact = format!("{{\"path\":\"csv/report.txt\",\"sha256\":\"{digest}\"}}");
        let manifest = format!("{{\"release_id\":\"0123456789ab\",\"dossier\":\"a\",\"artifacts\":[{artifact}]}}");
        self.write("release/manifest.json", &manifest);
    }

    fn store(&self) -> Store {
        Store::open(&format!("file://{}", self.0.join("store/x").display()), []).expect("a store")
    }

    fn publish(&self) -> Result<Published, Failure> {
        let release = folder::read(&self.0.join("release"))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(publish(&release, &self.store()))
    }

    fn current(&self) -> String {
        let pointer: serde_json::Value = serde_json::from_str(&self.read("store/x/a/current.json")).expect("JSON");
        pointer["release"].as_str().expect("a place").to_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_pointer_names_the_release_and_old_ones_stay() {
    let scratch = Scratch::new("pointer");
    scratch.release("one");
    assert_eq!(scratch.publish(), Ok(Published::Written));
    let first = scratch.current();
    assert!(first.starts_with("releases/0123456789ab-"), "{first}");
    assert_eq!(scratch.publish(), Ok(Published::UpToDate));
    scratch.release("two");
    assert_eq!(scratch.publish(), Ok(Published::Written));
    let second = scratch.current();
    assert_ne!(first, second, "the same release id, other files");
    for (place, text) in [(first, "one"), (second, "two")] {
        assert_eq!(scratch.read(&format!("store/x/a/{place}/csv/report.txt")), text);
        assert!(scratch.read(&format!("store/x/a/{place}/manifest.json")).contains("0123456789ab"));
    }
}

#[test]
fn what_is_no_release_goes_nowhere() {
    type Damage = fn(&Scratch);
    let cases: &[(&str, Damage, u8)] = &[
        ("no_manifest", |scratch| fs::remove_file(scratch.0.join("release/manifest.json")).expect("there"), 66),
        ("manifest_of_something_else", |scratch| scratch.write("release/manifest.json", "{}"), 65),
        ("file_changed", |scratch| scratch.write("release/csv/report.txt", "One"), 65),
        ("file_missing", |scratch| fs::remove_file(scratch.0.join("release/csv/report.txt")).expect("there"), 65),
        ("no_provenance", |scratch| fs::remove_file(scratch.0.join("release/provenance.json")).expect("there"), 65),
        (
            "dossier_leads_out",
            |scratch| {
                let manifest = scratch.read("release/manifest.json").replace("\"a\"", "\"../b\"");
                scratch.write("release/manifest.json", &manifest);
            },
            65,
        ),
        (
            "path_leads_out",
            |scratch| {
                let manifest =
                    scratch.read("release/manifest.json").replace("csv/report.txt", "../release/csv/report.txt");
                scratch.write("release/manifest.json", &manifest);
            },
            65,
        ),
        ("foreign_pointer", |scratch| scratch.write("store/x/a/current.json", "[]"), 74),
        ("file_in_the_way", |scratch| scratch.write("store/x", "not a folder"), 74),
    ];
    for (situation, damage, code) in cases {
        let scratch = Scratch::new(situation);
        scratch.release("one");
        damage(&scratch);
        let failure = scratch.publish().expect_err(situation);
        assert_eq!(failure.code(), *code, "{situation}: {failure}");
        let pointer = fs::read_to_string(scratch.0.join("store/x/a/current.json")).unwrap_or_default();
        assert!(matches!(pointer.as_str(), "" | "[]"), "{situation}: {pointer}");
    }
}
