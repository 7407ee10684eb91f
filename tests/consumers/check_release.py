"""Opens a release with the programs its readers use, and checks that they see what was meant.

    python tests/consumers/check_release.py exports/<dossier> [more releases]

Exit code: 0 all good, 1 something is wrong (each fault on a line of its own), 2 wrong usage.
"""

import codecs
import csv
import datetime
import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

import duckdb
import frictionless
import jsonschema
import latexcodec  # noqa: F401, registers the codec
import polars
import pyarrow
import pyarrow.parquet
import pybtex.database
import rispy
from edtf_validate.valid_edtf import is_valid as is_edtf
from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement

CSL_SCHEMA = Path(__file__).parent.parent / "ref" / "csl-data.json"
TABLES = ["events", "indicators", "references", "citations", "passages", "findings"]
# Table, first and last code point, and the characters that must stand there.
ANCHORS = [
    ("events", "char_start", "char_end", "quote"),
    ("indicators", "char_start", "char_end", "quote"),
    ("references", "char_start", "char_end", "raw"),
    ("passages", "char_start", "char_end", "text"),
    ("citations", "scope_start", "scope_end", "scope"),
]
EDTF = [("events", "date"), ("indicators", "time_period"), ("references", "issued"), ("references", "accessed")]
PERIODS = [("events", "date_start", "date_end"), ("indicators", "period_start", "period_end")]
# A data package's foreign keys are of whole cells; these are of a list's items.
LIST_KEYS = [("events", "reference_ids", "references"), ("events", "support", "passages"),
             ("indicators", "reference_ids", "references")]
# As datapackage.json describes it: what a spreadsheet might run, after what it might skip.
FORMULA = re.compile("[' \u00a0\u3000\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\x00-\x1f\x7f-\x9f]")
ARROW = {"string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(),
         "date": pyarrow.date32(), "list": pyarrow.list_(pyarrow.string())}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "list": "VARCHAR[]"}
POLARS = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64, "date": polars.Date,
          "list": polars.List(polars.String)}


class Release:
    """A release folder; its tables as the CSV and the schema say."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.manifest = json.loads(self.text("manifest.json"))
        self.package = json.loads(self.text("datapackage.json"))
        self.report = self.text("report.txt")
        self.fields = {r["name"]: r["schema"]["fields"] for r in self.package["resources"] if "schema" in r}
        self.rows = {name: self.read(name) for name in TABLES}

    def text(self, path):
        # Bytes first: opening as text would turn the report's own CRs into LFs.
        return (self.folder / path).read_bytes().decode("utf-8")

    def read(self, name):
        csv.field_size_limit(sys.maxsize)
        with open(self.folder / "csv" / f"{name}.csv", encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        fields = self.fields[name]
        if header != [field["name"] for field in fields]:
            raise ValueError(f"{name}.csv: header {header} is not the schema's")
        return [{f["name"]: value(f["type"], cell) for f, cell in zip(fields, row, strict=True)} for row in rows]

    def schema(self, name):
        return next(r["schema"] for r in self.package["resources"] if r["name"] == name)


def value(kind, cell):
    if kind in ("string", "list") and cell.startswith("'") and FORMULA.match(cell[1:]):
        cell = cell[1:]
    if kind == "list":
        return [item.replace("%3B", ";").replace("%25", "%") for item in cell.split(";")] if cell else []
    if cell == "":
        return None
    return {"string": str, "integer": int, "number": float, "date": datetime.date.fromisoformat}[kind](cell)


def check_manifest(release):
    listed = {entry["path"]: entry for entry in release.manifest["artifacts"]}
    present = {p.relative_to(release.folder).as_posix() for p in release.folder.rglob("*") if p.is_file()}
    for path in sorted(present ^ (listed.keys() | {"manifest.json", "provenance.json"})):
        yield f"{path}: {'not in the manifest' if path in present else 'in the manifest, not there'}"
    for path in sorted(present & listed.keys()):
        content = (release.folder / path).read_bytes()
        if len(content) != listed[path]["bytes"] or digest(content) != listed[path]["sha256"]:
            yield f"{path}: size or SHA-256 differs from the manifest's"
    counts = {name: len(rows) for name, rows in release.rows.items()}
    if counts != release.manifest["counts"]:
        yield f"counts {release.manifest['counts']}, found {counts}"
    # The manifest's own digest is over its text with nothing in the digest's place.
    own = release.manifest["digest"]
    if digest(release.text("manifest.json").replace(f'"digest": "{own}"', '"digest": ""').encode()) != own:
        yield "manifest.json: its digest is not that of its text"


def check_release_id(release):
    manifest = release.manifest
    inputs = hash_of(sorted([entry["path"], entry["sha256"]] for entry in manifest["inputs"]))
    if inputs != manifest["input_hash"]:
        yield "input_hash is not that of the inputs"
    made_of = [manifest["dossier"], manifest["edition"], manifest["input_hash"], manifest["tool_version"]]
    if hash_of(made_of)[:12] != manifest["release_id"]:
        yield f"release_id {manifest['release_id']} is not that of what the release is made of"


def check_provenance(release):
    """The statement is of in-toto's and SLSA's form (a field they do not know is an error) and of these files."""
    text = release.text("provenance.json")
    statement = json_format.Parse(text, statement_pb2.Statement())
    Statement.copy_from_pb(statement).validate()
    if statement.predicate_type != "https://slsa.dev/provenance/v1":
        yield f"predicateType is {statement.predicate_type}"
    predicate = json_format.ParseDict(json.loads(text)["predicate"], provenance_pb2.Provenance())
    files = (p for p in release.folder.rglob("*") if p.is_file() and p.name != "provenance.json")
    present = {p.relative_to(release.folder).as_posix(): digest(p.read_bytes()) for p in files}
    subjects = {subject.name: subject.digest["sha256"] for subject in statement.subject}
    for path in sorted(present.items() ^ subjects.items()):
        yield f"{path[0]}: the statement's digest is not that of the file, or one of them is missing"
    used = {entry.name: entry.digest["sha256"] for entry in predicate.build_definition.resolved_dependencies}
    if used != {entry["path"]: entry["sha256"] for entry in release.manifest["inputs"]}:
        yield "resolvedDependencies are not the manifest's inputs"
    builder = f"pkg:cargo/chancery@{release.manifest['tool_version']}"
    if not predicate.build_definition.build_type or predicate.run_details.builder.id != builder:
        yield f"expected a buildType and the builder {builder}, found {predicate.run_details.builder.id}"
    if predicate.run_details.metadata.HasField("started_on") or predicate.run_details.metadata.HasField("finished_on"):
        yield "the statement tells a time, which the same inputs would not tell again"


def hash_of(data):
    return digest(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def digest(content):
    return hashlib.sha256(content).hexdigest()


def check_frictionless(release):
    report = frictionless.Package(str(release.folder / "datapackage.json")).validate()
    for error in report.flatten(["type", "note"]):
        yield " ".join(str(part) for part in error)
    for task in report.tasks:
        for error in task.errors:
            yield f"{task.name}: {error.message}"


def check_csl(release):
    schema = json.loads(CSL_SCHEMA.read_text(encoding="utf-8"))
    items = json.loads(release.text("references.json"))
    for error in jsonschema.Draft7Validator(schema).iter_errors(items):
        yield f"{error.json_path}: {error.message[:300]}"
    ids = [row["reference_id"] for row in release.rows["references"]]
    if [item.get("id") for item in items] != ids:
        yield "references.json does not hold the references of the table, in its order"


def check_bibliographies(release):
    """references.bib and references.ris, as pybtex and rispy read them."""
    rows = release.rows["references"]
    entries = pybtex.database.parse_string(release.text("references.bib"), "bibtex").entries
    bib = [(entry.key, entry.fields.get("title"), len(entry.persons.get("author", []))) for entry in entries.values()]
    ris = [(entry.get("id"), entry.get("title"), len(entry.get("authors", []))) for entry in
           rispy.loads(release.text("references.ris"))]
    for name, read in (("references.bib", bib), ("references.ris", ris)):
        if [key for key, *_ in read] != [row["reference_id"] for row in rows]:
            yield f"{name} does not hold the references of the table, in its order"
            continue
        for (key, title, n_authors), row in zip(read, rows):
            title = codecs.decode(title or "", "ulatex") if name.endswith(".bib") else title
            if letters(title) != letters(row["title"]):
                yield f"{name}: {key}: title {title!r:.200}, the table has {row['title']!r:.200}"
            if n_authors != len(row["authors"]):
                yield f"{name}: {key}: {n_authors} authors, the table has {len(row['authors'])}"


def letters(text):
    return "".join(filter(str.isalnum, text or ""))


def check_parquet(release):
    for name in TABLES:
        path = str(release.folder / "parquet" / f"{name}.parquet")
        fields, rows = release.fields[name], [tuple(row.values()) for row in release.rows[name]]
        table = pyarrow.parquet.read_table(path)
        relation = duckdb.connect().sql("select * from read_parquet(?)", params=[path])
        frame = polars.read_parquet(path)
        columns = table.to_pydict()
        readers = [
            ("pyarrow", table.column_names, [str(kind) for kind in table.schema.types],
             list(zip(*columns.values())), {kind: str(own).replace("item:", "element:") for kind, own in ARROW.items()}),
            ("duckdb", relation.columns, [str(kind) for kind in relation.types], relation.fetchall(), DUCKDB),
            ("polars", frame.columns, frame.dtypes, frame.rows(), POLARS),
        ]
        for reader, names, kinds, read, expected in readers:
            if list(names) != [field["name"] for field in fields]:
                yield f"{name}: {reader} sees columns {names}"
            wrong = [(f["name"], kind) for f, kind in zip(fields, kinds) if kind != expected[f["type"]]]
            if wrong:
                yield f"{name}: {reader} sees types {wrong}"
            if len(read) != len(rows):
                yield f"{name}: {reader} sees {len(read)} rows, the CSV has {len(rows)}"
            for at, (one, other) in enumerate(zip(read, rows)):
                if one != other:
                    yield f"{name}: row {at + 1} differs for {reader}: {one!r:.400}, CSV: {other!r:.400}"
                    break


def check_filters(release):
    """What a reader does first with a table: keep the rows of one value."""
    path = str(release.folder / "parquet" / "passages.parquet")
    sentences = sum(row["kind"] == "sentence" for row in release.rows["passages"])
    found = [
        pyarrow.parquet.read_table(path, filters=[("kind", "=", "sentence")]).num_rows,
        duckdb.connect().sql("select count(*) from read_parquet(?) where kind = 'sentence'", params=[path]).fetchall()[0][0],
        polars.scan_parquet(path).filter(polars.col("kind") == "sentence").collect().height,
    ]
    if found != [sentences] * 3:
        yield f"passages of kind sentence: {sentences} in the CSV, {found} for pyarrow, duckdb and polars"


def check_anchors(release):
    for name, start, end, quote in ANCHORS:
        for at, row in enumerate(release.rows[name]):
            if row[start] is None:
                if row[end] is not None or row[quote] is not None:
                    yield f"{name}: row {at + 1} has no start but an end or a quote"
            elif (row[quote] or "") != release.report[row[start]:row[end]]:
                yield f"{name}: row {at + 1}: {row[quote]!r:.200} is not at {row[start]}..{row[end]}"
    for name in ("citations", "findings"):
        for at, row in enumerate(release.rows[name]):
            if row["char_start"] is not None and not 0 <= row["char_start"] <= row["char_end"] <= len(release.report):
                yield f"{name}: row {at + 1} points outside report.txt"


def check_dates(release):
    for name, column in EDTF:
        for at, row in enumerate(release.rows[name]):
            if row[column] is not None and not is_edtf(row[column]):
                yield f"{name}.{column}: row {at + 1}: {row[column]!r} is not EDTF"
    for name, start, end in PERIODS:
        for at, row in enumerate(release.rows[name]):
            if row[start] is not None and row[end] is not None and row[start] > row[end]:
                yield f"{name}: row {at + 1}: {start} is after {end}"


def check_keys(release):
    keys = {}
    for name in TABLES:
        for key in release.schema(name).get("primaryKey", []):
            counts = Counter(row[key] for row in release.rows[name])
            keys[name] = counts.keys()
            for id, count in counts.items():
                if count > 1 or not id:
                    yield f"{name}.{key}: {id!r} stands {count} times"
    for name in TABLES:
        for key in release.schema(name).get("foreignKeys", []):
            column, target = key["fields"][0], key["reference"]["resource"]
            for at, row in enumerate(release.rows[name]):
                if row[column] is not None and row[column] not in keys[target]:
                    yield f"{name}.{column}: row {at + 1}: no {target} with id {row[column]!r}"
    for name, column, target in LIST_KEYS:
        for at, row in enumerate(release.rows[name]):
            for item in row[column]:
                if item not in keys[target]:
                    yield f"{name}.{column}: row {at + 1}: no {target} with id {item!r}"
    cited = Counter(row["reference_id"] for row in release.rows["citations"])
    for row in release.rows["references"]:
        id, n_citations = row["reference_id"], row["n_citations"]
        if n_citations != cited[id]:
            yield f"references: {id}: n_citations is {n_citations}, the table of citations has {cited[id]}"


CHECKS = [check_manifest, check_release_id, check_provenance, check_frictionless, check_csl, check_bibliographies,
          check_parquet, check_filters, check_anchors, check_dates, check_keys]


def faults(folder):
    """Every fault of a release, each with the check that found it."""
    try:
        release = Release(folder)
    except Exception as error:  # whatever keeps a reader from opening it is a fault of the release
        yield "open", f"{type(error).__name__}: {error}"
        return
    for check in CHECKS:
        name = check.__name__.removeprefix("check_")
        try:
            for fault in check(release):
                yield name, fault
        except Exception as error:
            yield name, f"{type(error).__name__}: {error}"


def main(folders):
    if not folders or any(folder.startswith("-") for folder in folders):
        print(__doc__, file=sys.stderr)
        return 2
    n_faults = 0
    for folder in folders:
        found = list(faults(folder))
        n_faults += len(found)
        for check, fault in found:
            print(f"{folder}: {check}: {fault}", file=sys.stderr)
        if not found:
            print(f"{folder}: {len(CHECKS)} checks passed")
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
