"""Shows that the recount of a briefing's numbers fails where it should: changes one cell or row of a release's tables at
a time, and expects a fault each time.

    python tests/consumers/check_recount.py RELEASE

Exit code: 0 each change was noticed, 1 one was not, or the release is at fault as it stands.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx

from recount import recount

CHANGES = [
    ("a bound of a figure", "indicators", "value_low", "1", lambda row: row["value_low"] and row["origin"] == "prose"),
    ("the last value of a series", "indicators", "value", "1", lambda row: row["origin"] == "series"),
    ("a period", "indicators", "time_period", "1901", lambda row: row["origin"] == "prose" and row["time_period"]),
    ("a statement's sources", "indicators", "reference_ids", "", lambda row: row["reference_ids"]),
    ("an event's date", "events", "date", "1901", lambda row: row["date"]),
    ("an event's title", "events", "title", "Otherwise", lambda row: True),
    ("an event", "events", None, None, lambda row: True),
    ("a source's date", "references", "issued", "1901", lambda row: row["issued"]),
    ("a source's host", "references", "url", "https://elsewhere.example/", lambda row: row["url"]),
    ("a source's use", "references", "n_citations", "0", lambda row: row["n_citations"] != "0"),
    ("a finding's severity", "findings", "severity", "error", lambda row: row["severity"] == "info"),
    ("a citation", "citations", None, None, lambda row: True),
]


def main():
    release = Path(sys.argv[1])
    document = docx.Document(release / "briefing.docx")
    done = subprocess.run(["pdftotext", str(release / "briefing.pdf"), "-"], capture_output=True, check=True)
    text = done.stdout.decode("utf-8")
    if faults := recount(release, document, text):
        print(f"{release.name}: at fault as it stands: {faults}")
        return 1
    unnoticed = [name for name, *change in CHANGES if not recount(changed(release, *change), document, text)]
    for name in unnoticed:
        print(f"{release.name}: the recount does not notice a change of {name}")
    print(f"{release.name}: {len(CHANGES) - len(unnoticed)} of {len(CHANGES)} changes noticed")
    return 1 if unnoticed else 0


def changed(release, table, column, value, fits):
    """A copy of the release's tables with every fitting row changed, or one deleted where no column is named."""
    copy = Path(tempfile.mkdtemp(dir=SCRATCH))
    shutil.copytree(release / "csv", copy / "csv")
    shutil.copy(release / "datapackage.json", copy)
    path = copy / "csv" / f"{table}.csv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fitting = [row for row in rows if fits(row)]
    for row in fitting if column else fitting[:1]:
        if column:
            row[column] = value
        else:
            rows.remove(row)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(fitting[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return copy


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        SCRATCH = Path(folder)
        sys.exit(main())
