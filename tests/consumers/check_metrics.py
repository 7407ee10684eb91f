"""Reads a metrics file as Prometheus does, then looks for what an alert needs."""

import sys
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

NEEDED = {
    "chancery_last_run_timestamp_seconds": {"dossier"},
    "chancery_last_success_timestamp_seconds": {"dossier"},
    "chancery_last_run_success": {"dossier"},
    "chancery_stage_duration_seconds": {"dossier", "stage"},
    "chancery_records": {"dossier", "table"},
    "chancery_findings": {"dossier", "severity"},
}


def check(path: Path) -> list[str]:
    """What is wrong with the file; empty where nothing is."""
    families = list(text_string_to_metric_families(path.read_text(encoding="utf-8")))
    wrong = []
    names = [family.name for family in families]
    wrong += [f"{name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    for family in families:
        if family.type != "gauge" or not family.documentation:
            wrong.append(f"{family.name}: expected a gauge with words of help, found {family.type}")
        seen = [tuple(sorted(sample.labels.items())) for sample in family.samples]
        if len(seen) != len(set(seen)):
            wrong.append(f"{family.name}: a sample stands twice")
        if any(sample.value < 0 for sample in family.samples):
            wrong.append(f"{family.name}: below zero")
    for name, labels in NEEDED.items():
        samples = [sample for family in families if family.name == name for sample in family.samples]
        if not samples:
            wrong.append(f"{name} is missing")
        if any(set(sample.labels) != labels for sample in samples):
            wrong.append(f"{name}: expected the labels {sorted(labels)}")
    return wrong


if __name__ == "__main__":
    found = [f"{path}: {line}" for path in sys.argv[1:] for line in check(Path(path))]
    print("\n".join(found) or f"{len(sys.argv) - 1} metrics files are sound")
    sys.exit(bool(found))
