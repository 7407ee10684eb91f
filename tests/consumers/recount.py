"""Counts again, from a release's CSV alone, what its briefing says in numbers.

Nothing here knows how the briefing is made: the Word document is read as its readers see it (its numbers and those of
the PDF are compared elsewhere by their common text), and each count, value, date and source is looked up in the tables.
English labels only.
"""

import csv
import json
import re
from collections import Counter
from urllib.parse import urlsplit

SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?)(?:\s(million|billion|trillion))?")


def recount(release, document, pdf_text):
    """Faults: numbers of the briefing that the tables do not bear out."""
    if not (document.core_properties.language or "en").startswith("en"):
        return []
    tables = {path.stem: rows(path) for path in (release / "csv").glob("*.csv")}
    briefing = Briefing(document)
    faults = contents(briefing, release, tables)
    faults += evidence(briefing, tables)
    faults += findings(briefing, tables)
    faults += key_figures(briefing, tables)
    faults += annex(briefing, tables)
    faults += sources(briefing, tables)
    faults += both_alike(briefing, pdf_text)
    return faults


def rows(path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Briefing:
    """The document's paragraphs and tables, sources' numbers told apart from words."""

    def __init__(self, document):
        self.paragraphs = [(words(p._p), cited(p._p)) for p in document.paragraphs]
        self.tables = [
            ([cell.text for cell in table.rows[0].cells], [read(row) for row in table.rows[1:]])
            for table in document.tables
        ]

    def sentence(self, pattern):
        """The match of a pattern in the first paragraph that has one, and the sources cited there."""
        for text, numbers in self.paragraphs:
            if match := re.search(pattern, text):
                return match, numbers
        return None, []

    def table(self, *heads):
        """The rows of the first table with these heads, in this order and no other."""
        return next((body for head, body in self.tables if head == list(heads)), None)


def read(row):
    return [(words(cell._tc), cited(cell._tc)) for cell in row.cells]


def is_citation(run):
    style = run.find(".//{*}rStyle")
    return style is not None and any(value in ("Citation", "SourceNumber") for value in style.attrib.values())


def words(element):
    runs = [run for run in element.iter("{*}r") if not is_citation(run)]
    return "".join(text.text or "" for run in runs for text in run.iter("{*}t")).replace("\xa0", " ").strip()


def cited(element):
    texts = [text.text or "" for run in element.iter("{*}r") if is_citation(run) for text in run.iter("{*}t")]
    return [int(number) for number in re.findall(r"\d+", ",".join(texts))]


def statements(tables):
    """Rows of the report itself, scenarios aside, which have a table of their own."""
    return [row for row in tables["indicators"]
            if row["origin"] != "series" and not (row["kind"] == "signal" and row["scenario"])]


def contents(briefing, release, tables):
    match, _ = briefing.sentence(
        r"([\d,]+) events?, ([\d,]+) statements?, ([\d,]+) series, ([\d,]+) sources?, ([\d,]+) citations?$")
    said = [int(number.replace(",", "")) for number in match.groups()] if match else None
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    own = [row for row in tables["indicators"] if row["origin"] != "series"]
    series = len(package.get("sources", []))
    counted = [len(tables["events"]), len(own), series, len(tables["references"]), len(tables["citations"])]
    # A dossier without series has no sources in its data package, and the count of series is then checked as none.
    return [] if said == counted else [f"contents say {said}, the tables {counted}"]


def evidence(briefing, tables):
    references = tables["references"]
    if not references:
        return []
    n_cited = sum(int(row["n_citations"]) > 0 for row in references)
    expected = [len(references), n_cited, len(references) - n_cited]
    match, _ = briefing.sentence(
        r"The report lists ([\d,]+) sources?, (?:all of them cited|([\d,]+) of them cited and ([\d,]+) never cited)\.")
    said = [int((number or "0").replace(",", "")) for number in match.groups()] if match else []
    if match and match[2] is None:
        said = [said[0], said[0], 0]
    faults = [] if said == expected else [f"sources: {said} said, {expected} in the table"]
    undated = sum(not row["issued"] for row in references)
    match, _ = briefing.sentence(r"Undated: ([\d,]+) sources?\.|None is undated\.")
    if not match or int((match[1] or "0").replace(",", "")) != undated:
        faults.append(f"undated sources: {match and match[0]!r}, {undated} in the table")
    years = Counter(re.findall(r"\d{4}|\d{3}X", row["issued"])[-1] for row in references if row["issued"])
    for year, count in tally(briefing, "By year of issue, newest first:", r"(\d{4})"):
        if years[year] != count:
            faults.append(f"{count} sources of {year} said, {years[year]} in the table")
    hosts = Counter((urlsplit(row["url"]).hostname or "").removeprefix("www.") for row in references if row["url"])
    for host, count in tally(briefing, "By host:", r"([\w.-]+)"):
        if hosts[host] != count:
            faults.append(f"{count} sources of {host} said, {hosts[host]} in the table")
    return faults


def tally(briefing, opening, name):
    match, _ = briefing.sentence(rf"^{re.escape(opening)} (.*)\.$")
    for part in (match[1] if match else "").split("; "):
        if found := re.fullmatch(rf"{name}, ([\d,]+) sources?", part):
            yield found[1], int(found[2].replace(",", ""))


def findings(briefing, tables):
    counts = Counter(row["severity"] for row in tables["findings"])
    match, _ = briefing.sentence(
        r"Open after the checks: ([\d,]+) findings? \(([\d,]+) errors?, ([\d,]+) warnings?, ([\d,]+) remarks?\)")
    expected = [sum(counts.values()), counts["error"], counts["warning"], counts["info"]]
    if not match:
        return [] if expected[0] == 0 else [f"findings are not told, {expected} in the table"]
    said = [int(number.replace(",", "")) for number in match.groups()]
    return [] if said == expected else [f"findings: {said} said, {expected} in the table"]


def numbers(text):
    return [float(number.replace(",", "")) * SCALES.get(scale, 1) for number, scale in NUMBER.findall(text)]


def values(row):
    """A row's values; one with more decimals than any report prints, such as a third, is told with fewer."""
    held = [row[name] for name in ("value", "value_low", "value_high") if row[name]]
    return [shorter(float(value)) if re.search(r"\.\d{7}", value) else float(value) for value in held]


def shorter(value):
    return round(value, 2) if abs(value) >= 1 else float(f"{value:.2e}")


def near(one, other, share=1e-9):
    return abs(one - other) <= max(abs(other) * share, 1e-9)


def cites(row, references):
    """Numbers of the sources that a row names."""
    ids = {reference["reference_id"]: int(reference["number"]) for reference in references}
    return [ids[name] for name in row["reference_ids"].split(";") if name]


def bears_out(row, understood):
    """Whether the numbers of a cell are those of a row, and none of the row's is kept back."""
    said, held = numbers(re.sub(r"%|[a-z]+\d+", " ", understood)), values(row)
    return all(any(near(number, value) for value in held) for number in said) and bool(said) == bool(held)


def begins(said, phrase):
    """Whether a cell's quoted words, which may be shortened, are a phrase's."""
    said = said.strip("“”").rstrip("…")
    return " ".join(phrase.split()).startswith(" ".join(said.split()))


def key_figures(briefing, tables):
    faults = []
    body = briefing.table("Indicator", "As stated", "Understood as", "Period", "Sources") or []
    for (name, _), (stated, _), (understood, _), (period, _), (source, numbers_cited) in body:
        if stated.startswith("latest observed value"):
            if not observed(tables, understood, period):
                faults.append(f"no series has {understood!r} in {period!r} last: {name}")
            continue
        same = [row for row in statements(tables)
                if begins(stated, row["phrase"] or row["quote"]) and cites(row, tables["references"]) == numbers_cited]
        if not any(bears_out(row, understood) and same_years(row, period) for row in same):
            faults.append(f"no row bears out {name!r}: {stated} {understood!r} {period!r} {numbers_cited}")
    return faults


def observed(tables, understood, period):
    """Whether a series' last value of an area, rounded as printed, is this one."""
    said = numbers(understood)
    last = {}
    for row in tables["indicators"]:
        if row["origin"] == "series" and row["value"] and row["time_period"]:
            key = row["source"], row["ref_area"], row["indicator_id"]
            if key not in last or row["period_end"] > last[key]["period_end"]:
                last[key] = row
    # Printed with three figures or more, the last of them rounded.
    return len(said) == 1 and any(
        near(said[0], float(row["value"]), 0.006) and same_years(row, period) for row in last.values())


def same_years(row, period):
    """Whether the years of a printed period are those of a row's, decades as their first year."""
    years = re.findall(r"\d{4}", period)
    held = [year.replace("X", "0") for year in re.findall(r"\d{3}[\dX]", row["time_period"])]
    return sorted(set(years)) == sorted(set(held))


def annex(briefing, tables):
    faults = []
    events = briefing.table("Date", "Event", "Actors", "Type", "Sources")
    ordered = sorted(tables["events"], key=lambda row: (not (row["date_start"] or row["date_end"]),
                                                         row["date_start"] or row["date_end"], row["date_end"]))
    for cells, row in zip(events or [], ordered):
        (date, _), (title, _), (actors, _), _, (_, numbers_cited) = cells
        years = sorted(set(re.findall(r"\d{4}", date)))
        held = sorted(set(year.replace("X", "0") for year in re.findall(r"\d{3}[\dX]", row["date"])))
        if years != held or cites(row, tables["references"]) != numbers_cited:
            faults.append(f"event {title[:40]!r}: {years} {numbers_cited}, in the table {row['date']} {row['event_id']}")
        if not begins(title.casefold(), row["title"].casefold()):
            faults.append(f"event {title[:40]!r} stands where {row['title'][:40]!r} is expected")
    body = briefing.table("Indicator", "As stated", "Understood as", "Period", "Read in", "Sources")
    for cells, row in zip(body or [], statements(tables)):
        _, (stated, _), (understood, _), (period, _), _, (_, numbers_cited) = cells
        if not (begins(stated, row["phrase"] or row["quote"]) and bears_out(row, understood)
                and same_years(row, period) and cites(row, tables["references"]) == numbers_cited):
            faults.append(f"statement {stated} {understood!r} {period!r}: not as {row['observation_id']} has it")
    if len(events or []) != min(len(ordered), 250) or len(body or []) != min(len(statements(tables)), 250):
        faults.append(f"the annex has {len(events or [])} events and {len(body or [])} statements")
    return faults


def sources(briefing, tables):
    """Each citation in the document is of a source in the table."""
    known = {int(row["number"]) for row in tables["references"]}
    used = {number for _, numbers in briefing.paragraphs for number in numbers}
    return [f"citation of source {number}, which the table lacks" for number in sorted(used - known)]


def both_alike(briefing, pdf_text):
    """The counts that the Word document states stand in the PDF too."""
    text = " ".join(pdf_text.replace("\xa0", " ").split())
    counts = r"[\d,]+ events?, [\d,]+ statements?, [\d,]+ series, [\d,]+ sources?, [\d,]+ citations?"
    match, _ = briefing.sentence(counts)
    return [] if match and match[0] in text else [f"the PDF does not say {match and match[0]!r}"]
