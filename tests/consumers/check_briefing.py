"""Opens a release's briefing with the programs its readers use: validators of PDF/UA, PDF/A and Office Open XML, text
extractors, python-docx; and holds the pages' pictures against kept ones.

    python tests/consumers/check_briefing.py [--pages FOLDER [--refresh]] RELEASE [more releases]

With --pages the pages of the one release named are drawn and compared with the pictures in FOLDER; --refresh keeps
the new ones instead. Exit code: 0 all good, 1 something is wrong (each fault on a line of its own), 2 wrong usage.
"""

import argparse
import csv
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import docx
import page
import pikepdf
from docx.opc.constants import RELATIONSHIP_TYPE
from openxml_audit import OpenXmlValidator
from PIL import Image, ImageChops

from recount import recount

# Every rule of the profiles runs; fewer would mean that a validator skipped some.
ACCESSIBLE = (page.ValidationProfile.PDF_UA_1, 100)
ARCHIVAL = (page.ValidationProfile.PDF_A_2A, 150)
# With files attached, the briefing is of the part of PDF/A that allows any.
ARCHIVAL_WITH_FILES = (page.ValidationProfile.PDF_A_3A, 150)
DOTS_PER_INCH = 50
# Share of a page's pixels that may differ by more than a shade: fonts are drawn a little differently elsewhere.
MOST_DIFFERENT, SHADE = 0.01, 48
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
CLICKABLE = ("http://", "https://", "mailto:")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("releases", nargs="+", type=Path)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--refresh", action="store_true")
    options = parser.parse_args()
    if options.pages and len(options.releases) > 1:
        parser.error("--pages compares one release")
    faults = 0
    for release in options.releases:
        found = check(release)
        if options.pages:
            found += pictures(release / "briefing.pdf", options.pages, options.refresh)
        for fault in found:
            print(f"{release.name}: {fault}")
        if not found:
            print(f"{release.name}: the briefing is sound")
        faults += len(found)
    return 1 if faults else 0


def check(release):
    path = release / "briefing.pdf"
    with pikepdf.open(path) as pdf:
        files = attached(pdf)
        faults = attachments(pdf, files, release)
        alternatives = figures(pdf.Root.StructTreeRoot)
    for profile, least in [ACCESSIBLE, ARCHIVAL_WITH_FILES if files else ARCHIVAL]:
        faults += validated(path, profile, least)
    qpdf = run("qpdf", "--check", path)
    if "No syntax or stream encoding errors found" not in qpdf:
        faults.append(f"qpdf: {qpdf[-300:]}")
    text = squeezed(run("pdftotext", path, "-"))
    structure = run("pdfinfo", "-struct-text", path)
    with pikepdf.open(path) as pdf:
        outline = [item for item, _ in walk(pdf.open_outline().root)]
        pdf_links = {str(uri) for uri in uris(pdf)}
        inner = sum(1 for sheet in pdf.pages for link in sheet.get("/Annots", []) if leads_within(link))
        n_pages = len(pdf.pages)
    document = docx.Document(release / "briefing.docx")
    faults += listed_sources(release, text)
    faults += headings(outline, structure, document)
    faults += tables(structure, document)
    faults += pictures_said(alternatives, document)
    faults += links(pdf_links, document)
    faults += links_within(inner, document)
    faults += [f"DOCX: {error}" for error in OpenXmlValidator().validate(str(release / "briefing.docx")).errors]
    faults += recount(release, document, text)
    for number in range(1, n_pages + 1):
        # The words around the two numbers are the labels' language.
        if not re.search(rf"\b{number} \w+ {n_pages}\b", text):
            faults.append(f"page {number} has no number")
    if not document.core_properties.title or not document.core_properties.language:
        faults.append("DOCX: no title or language among its properties")
    return faults


def validated(path, profile, least):
    report = page.validate_pdf(path, profile=profile)
    faults = [f"{profile.name}: {failure.rule_id}: {failure.message}" for failure in report.failures]
    if report.rules.total < least or not (report.is_compliant or faults):
        faults.append(f"{profile.name}: {report.rules.passed} of {report.rules.total} rules passed, {least} expected")
    return faults


def attached(pdf):
    """Files of the PDF by name, with what is said of each."""
    return {name: (spec.get_file().read_bytes(), spec.description, spec.get_file().mime_type, spec.relationship)
            for name, spec in pdf.attachments.items()}


def attachments(pdf, files, release):
    """All tables are attached, or none, as bytes the same as the release's."""
    part = str(pdf.open_metadata().get("pdfaid:part"))
    faults = [] if part == ("3" if files else "2") else [f"PDF/A part {part} with {len(files)} files attached"]
    if len(pdf.Root.get("/AF", [])) != len(files):
        faults.append("attached files and those associated with the document differ")
    if not files:
        return faults
    tables = {table.name: table.read_bytes() for table in (release / "csv").glob("*.csv")}
    if files.keys() != tables.keys():
        faults.append(f"attached: {sorted(files)}, tables: {sorted(tables)}")
    for name, (content, description, kind, relationship) in files.items():
        if content != tables.get(name):
            faults.append(f"attached {name} is not the release's")
        if not description or kind != "text/csv" or relationship != "/Data":
            faults.append(f"attached {name} is described as {description!r}, {kind}, {relationship}")
    return faults


def listed_sources(release, text):
    """Every source of the table stands in the PDF's text, by what is longest of its title's words."""
    faults = []
    with open(release / "csv" / "references.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = [word for word in re.findall(r"\w+", row["title"]) if len(word) < 24]
            word = max(words, key=len, default="")
            # A long word may be parted at a line's end: its first half is looked for.
            if unicodedata.normalize("NFC", word)[: max(4, len(word) // 2)] not in text:
                faults.append(f"source {row['number']} is not in the PDF's text: {row['title'][:60]!r}")
    return faults


def headings(outline, structure, document):
    """Outline of the PDF, its structure and the headings of the DOCX say the same, in the same order."""
    styled = [p.text for p in document.paragraphs if re.fullmatch(r"[Hh]eading [1-3]", p.style.name)]
    faults = []
    if [squeezed(item) for item in outline] != [squeezed(heading) for heading in styled]:
        faults.append(f"headings differ: PDF {outline}, DOCX {styled}")
    tagged = re.findall(r"^\s*H[1-3] ", structure, re.M)
    if len(tagged) != len(styled):
        faults.append(f"{len(tagged)} headings are tagged, {len(styled)} expected")
    levels = [int(level) for level in re.findall(r"^\s*H([1-3]) ", structure, re.M)]
    if any(after > before + 1 for before, after in zip([0, *levels], levels)):
        faults.append(f"heading levels jump: {levels}")
    return faults


def tables(structure, document):
    tagged = len(re.findall(r"^\s*Table\b", structure, re.M))
    faults = [] if tagged == len(document.tables) else [f"tables: PDF {tagged}, DOCX {len(document.tables)}"]
    for number, table in enumerate(document.tables, 1):
        first = table.rows[0]._tr.trPr
        if first is None or not first.xpath("w:tblHeader"):
            faults.append(f"DOCX: table {number} has no header row")
    return faults


def figures(element):
    """Alternative texts of the structure's figures, in reading order."""
    if isinstance(element, pikepdf.Array):
        return [said for child in element for said in figures(child)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.get("/Alt", ""))] if element.get("/S") == "/Figure" else []
    return own + figures(element.get("/K"))


def pictures_said(alternatives, document):
    """Figures of the PDF and pictures of the DOCX say the same to who cannot see them."""
    said = [frame.get("descr", "") for frame in document.element.body.iter(f"{{{DRAWING}}}docPr")]
    if [squeezed(one) for one in alternatives] != [squeezed(other) for other in said] or not all(said):
        return [f"pictures differ: PDF {alternatives}, DOCX {said}"]
    return []


def links(pdf_links, document):
    kinds = document.part.rels.values()
    targets = {rel.target_ref for rel in kinds if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    faults = [f"a link that must not be clickable: {link}" for link in sorted(pdf_links | targets)
              if not link.lower().startswith(CLICKABLE)]
    if pdf_links != targets:
        faults.append(f"links differ: {sorted(pdf_links ^ targets)[:4]}")
    return faults


def links_within(n_pdf, document):
    """Links from citations to sources and back lead somewhere, and are as many in both documents."""
    body = document.element.body
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}%s"
    marks = {mark.get(name % "name") for mark in body.iter(name % "bookmarkStart")}
    anchors = [link.get(name % "anchor") for link in body.iter(name % "hyperlink") if link.get(name % "anchor")]
    faults = [f"DOCX: a link to {anchor}, which is not there" for anchor in sorted(set(anchors) - marks)]
    faults += [f"DOCX: nothing leads to {mark}" for mark in sorted(marks - set(anchors)) if mark.startswith("citation")]
    if n_pdf != len(anchors):
        faults.append(f"links within the document: PDF {n_pdf}, DOCX {len(anchors)}")
    return faults


def leads_within(link):
    return link.get("/A", {}).get("/S") == "/GoTo" or "/Dest" in link


def pictures(path, folder, refresh):
    """The pages against kept pictures of them."""
    with tempfile.TemporaryDirectory() as scratch:
        run("pdftoppm", "-r", DOTS_PER_INCH, "-png", "-gray", path, Path(scratch) / "page")
        drawn = sorted(Path(scratch).iterdir())
        if refresh:
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob("page-*.png"):
                old.unlink()
            for new in drawn:
                Image.open(new).save(folder / new.name, optimize=True)
            return []
        kept = sorted(folder.glob("page-*.png"))
        if [file.name for file in drawn] != [file.name for file in kept]:
            return [f"{len(drawn)} pages, {len(kept)} pictures kept in {folder}"]
        faults = []
        for new, old in zip(drawn, kept):
            one, other = Image.open(new).convert("L"), Image.open(old).convert("L")
            if one.size != other.size:
                faults.append(f"{new.name}: {one.size} pixels, {other.size} kept")
                continue
            shades = ImageChops.difference(one, other).histogram()
            share = sum(shades[SHADE:]) / sum(shades)
            if share > MOST_DIFFERENT:
                faults.append(f"{new.name}: {share:.1%} of it looks otherwise; look at it, then --refresh")
        return faults


def walk(items, level=1):
    for item in items:
        yield item.title, level
        yield from walk(item.children, level + 1)


def uris(pdf):
    for sheet in pdf.pages:
        for annotation in sheet.get("/Annots", []):
            action = annotation.get("/A", {})
            if action.get("/S") == "/URI":
                yield action["/URI"]


def squeezed(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())
