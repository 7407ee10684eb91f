"""Proves that check_release.py can fail: damages copies of a good release, one fault each.

    python tests/consumers/test_check_release.py exports/<dossier>
"""

import csv
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pyarrow
import pyarrow.parquet

import check_release
from check_release import faults


def edit(path, pattern, replacement):
    """Replaces the first match; a pattern that matches nothing proves nothing, so it is an error."""

    def damage(release):
        text = (release / path).read_bytes().decode("utf-8")
        new, count = re.subn(pattern, replacement, text, count=1, flags=re.M)
        if count == 0 or new == text:
            raise ValueError(f"{path} has no {pattern}")
        (release / path).write_bytes(new.encode("utf-8"))

    return damage


def edit_rows(name, change):
    """Changes a table's rows, the header left out."""

    def damage(release):
        path = release / "csv" / f"{name}.csv"
        with open(path, encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *change(rows)])

    return damage


def edit_package(change):
    def damage(release):
        path = release / "datapackage.json"
        package = json.loads(path.read_text(encoding="utf-8"))
        change(package)
        path.write_text(json.dumps(package), encoding="utf-8")

    return damage


def edit_parquet(name, change):
    def damage(release):
        path = release / "parquet" / f"{name}.parquet"
        pyarrow.parquet.write_table(change(pyarrow.parquet.read_table(path)), path)

    return damage


def retyped(column, kind):
    def change(table):
        at = table.column_names.index(column)
        return table.set_column(at, column, table[column].cast(kind))

    return change


# What is done to the copy, and the check that must notice (others may notice too).
DAMAGES = [
    ("file gone", "manifest", lambda release: (release / "CHANGES.md").unlink()),
    ("file too many", "manifest", lambda release: (release / "csv" / "extra.csv").write_text("a\n")),
    ("file changed", "manifest", lambda release: (release / "CHANGES.md").write_text("# Changes\n")),
    ("count changed", "manifest", edit("manifest.json", r'"passages": \d+', '"passages": 100000')),
    ("a word of the manifest changed", "manifest", edit("manifest.json", r'"media_type": "text/csv"', '"media_type": "text/tsv"')),
    ("release id changed", "release_id", edit("manifest.json", r'"release_id": "[0-9a-f]{6}', '"release_id": "ffffff')),
    ("input hash changed", "release_id", edit("manifest.json", r'"input_hash": "[0-9a-f]{6}', '"input_hash": "ffffff')),
    ("manifest cut short", "open", edit("manifest.json", r"\}\s*\Z", "")),
    ("wrong header", "open", edit("csv/events.csv", r"\Aevent_id", "event-id")),
    ("row cut short", "open", edit("csv/references.csv", r",[^,\n]*\n\Z", "\n")),
    ("no UTF-8", "open", lambda release: (release / "report.txt").write_bytes(b"\xff")),
    ("wrong hash", "frictionless", edit_package(lambda package: package["resources"][0].update(hash="sha256:" + "0" * 64))),
    ("wrong size", "frictionless", edit_package(lambda package: package["resources"][1].update(bytes=1))),
    ("path out of the release", "frictionless", edit_package(lambda package: package["resources"][0].update(path="../x.csv"))),
    ("value outside its list", "frictionless", edit_rows("passages", lambda rows: [[rows[0][0], "phrase", *rows[0][2:]], *rows[1:]])),
    ("unknown key in CSL", "csl", edit("references.json", r'"custom":', '"raw": "", "custom":')),
    ("unknown type in CSL", "csl", edit("references.json", r'"type": "[a-z-]+"', '"type": "blog"')),
    ("reference missing in CSL", "csl", lambda release: (release / "references.json").write_text("[]")),
    ("reference missing in BibLaTeX", "bibliographies", lambda release: (release / "references.bib").write_text("")),
    ("author too many in BibLaTeX", "bibliographies", edit("references.bib", r"author = \{", "author = {{Nobody} and ")),
    ("title changed in RIS", "bibliographies", edit("references.ris", r"^TI  - ", "TI  - Zz")),
    ("reference without end in RIS", "bibliographies", edit("references.ris", r"^ER  - \r\n", "")),
    ("artifact missing in the statement", "provenance", edit("provenance.json", r"briefing\.pdf", "briefing.odt")),
    ("file changed after the statement", "provenance", edit("CHANGES.md", r"\A", "x")),
    ("input of another name in the statement", "provenance", edit("provenance.json", r"dossier\.toml", "other.toml")),
    ("statement with a field that SLSA does not have", "provenance", edit("provenance.json", r"\"buildType\"", "\"buildKind\"")),
    ("statement without a digest", "provenance", edit("provenance.json", r"\"sha256\": \"\w+\"", "")),
    ("statement of another type", "provenance", edit("provenance.json", r"Statement/v1", "Statement/v0.1")),
    ("row missing in Parquet", "parquet", edit_parquet("events", lambda table: table.slice(1))),
    ("rows swapped in Parquet", "parquet", edit_parquet("passages", lambda table: table.take(list(range(len(table)))[::-1]))),
    ("dates as text in Parquet", "parquet", edit_parquet("events", retyped("date_start", pyarrow.string()))),
    ("numbers as text in Parquet", "parquet", edit_parquet("indicators", retyped("value", pyarrow.string()))),
    ("texts as views in Parquet", "filters", edit_parquet("passages", retyped("kind", pyarrow.string_view()))),
    ("no Parquet", "parquet", lambda release: (release / "parquet" / "findings.parquet").write_bytes(b"PAR1")),
    ("text moved by one", "anchors", edit("report.txt", r"\A", "x")),
    ("date that is no EDTF", "dates", edit("csv/events.csv", r",\d{4}(-\d\d)*,(\d{4}-\d\d-\d\d)", r",Q3 2005,\2")),
    ("dates the wrong way round", "dates", edit("csv/events.csv", r",(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d),", r",9999-12-31,\2,")),
    ("id that stands twice", "keys", edit_rows("passages", lambda rows: [*rows, rows[-1]])),
    ("foreign key to nothing", "keys", edit_rows("references", lambda rows: [[f"not-{row[0]}", *row[1:]] for row in rows])),
    ("citation lost", "keys", edit_rows("citations", lambda rows: rows[:-1])),
]


def main(source):
    good = list(faults(source))
    if good:
        print("the release is not good to begin with:", *good, sep="\n", file=sys.stderr)
        return 1
    missed = 0
    for what, check, damage in DAMAGES:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "release"
            shutil.copytree(source, copy)
            damage(copy)
            found = list(faults(copy))
        if check not in {name for name, _ in found}:
            missed += 1
            print(f"{what}: {check} did not notice; others: {found}", file=sys.stderr)
    print(f"{len(DAMAGES) - missed} of {len(DAMAGES)} damages noticed")
    exits = [check_release.main(arguments) for arguments in ([str(source)], ["no/such/release"], [], ["--help"])]
    if exits != [0, 1, 2, 2]:
        print(f"exit codes 0, 1, 2, 2 expected, found {exits}", file=sys.stderr)
        return 1
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
