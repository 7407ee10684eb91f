//! Reports in which an editor finds nothing to mend: no rule may raise more than a remark.

use chancery_model::diagnostic::Severity;
use chancery_tests::compiled::{bytes, compiled, in_tests};

#[test]
fn nothing_above_a_remark_is_raised() {
    let mut raised = String::new();
    let mut n_reports = 0;
    let folder = std::fs::read_dir(in_tests("suite/reports/clean")).expect("the suite is there");
    for path in folder.map(|entry| entry.expect("its entries can be read").path()) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("the suite's names are plain").to_owned();
        let report = compiled(&name, &bytes(&path)).expect("a clean report can be read");
        assert!(!report.datasets.citations.is_empty() && !report.datasets.events.is_empty(), "{name} says something");
        for diagnostic in report.diagnostics.iter().filter(|diagnostic| diagnostic.severity() > Severity::Info) {
            raised += &format!("{name}: {}: {}\n", diagnostic.rule().id, diagnostic.message);
        }
        n_reports += 1;
    }
    assert!(n_reports >= 4, "{n_reports} reports");
    assert_eq!(raised, "");
}
