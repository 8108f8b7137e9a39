"""What makes Excel say that a workbook needs repair, looked for in the file's own parts (ECMA-376, Excel's limits)."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations, pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# The order of a sheet's children, as the schema has it (CT_Worksheet), of those our writer uses.
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "ignoredErrors", "drawing"),
)
LETTERS, NAME, FORMULA, FOOT, FORMATS, FONTS = 32_767, 31, 8_192, 255, 64_000, 1_024
ROWS, COLUMNS, WIDTH, HEIGHT = 1_048_576, 16_384, 255.0, 409.0
FUNCTIONS = {"SUM", "SUMIF", "ROUND"}
Area = tuple[int, int, int, int]


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a packed file by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def place(cell: str) -> tuple[int, int]:
    """Return row and column of an address such as B7."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)", cell)
    assert found, cell
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def area(text: str) -> Area:
    """Return the first and last row and column of an address such as A1:C4."""
    first, _, last = text.partition(":")
    return (*place(first), *place(last or first))


def overlap(one: Area, other: Area) -> bool:
    """Return whether two areas share a cell."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def faults(content: bytes) -> list[str]:
    """Return everything in a workbook that Excel would warn of or repair; empty where it opens in silence."""
    parts = parts_of(content)
    trees: dict[str, Element] = {}
    for name, part in parts.items():
        try:
            trees[name] = ElementTree.fromstring(part)
        except ElementTree.ParseError as error:
            return [f"{name}: {error}"]
    found = [*_package(parts, trees), *_book(trees)]
    formats = len(trees["xl/styles.xml"].findall(f"{MAIN}cellXfs/{MAIN}xf"))
    if formats > FORMATS or len(trees["xl/styles.xml"].findall(f"{MAIN}fonts/{MAIN}font")) > FONTS:
        found.append("too many formats or fonts")
    names = [str(one.get("name")) for one in trees["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    for number, name in enumerate(names, start=1):
        sheet = trees[f"xl/worksheets/sheet{number}.xml"]
        found += [f"{name}: {fault}" for fault in _sheet(sheet, formats, names)]
    return found


def _package(parts: dict[str, bytes], trees: dict[str, Element]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    named = {str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")}
    endings = {str(one.get("Extension")) for one in types if one.get("Extension")}
    yield from (
        f"{name} has no type"
        for name in parts
        if name not in named and name.rpartition(".")[2] not in endings
    )
    yield from (f"{name} is named but not there" for name in named - set(parts))
    yield from (
        f"{name} is missing" for name in ("docProps/app.xml", "docProps/core.xml") if name not in parts
    )
    links = {str(one.get("Id")) for one in trees["xl/_rels/workbook.xml.rels"]}
    for one in trees["xl/workbook.xml"].iter(f"{MAIN}sheet"):
        if one.get(LINKED) not in links:
            yield f"sheet {one.get('name')} leads nowhere"


def _book(trees: dict[str, Element]) -> Iterator[str]:
    book = trees["xl/workbook.xml"]
    names = [str(one.get("name")) for one in book.iter(f"{MAIN}sheet")]
    if len({name.casefold() for name in names}) != len(names):
        yield "two sheets of one name"
    for name in names:
        if not 0 < len(name) <= NAME or re.search(r"[\[\]:*?/\\]|^'|'$", name):
            yield f"no name for a sheet: {name}"
    said = [(one.get("name"), one.get("localSheetId")) for one in book.iter(f"{MAIN}definedName")]
    if len(set(said)) != len(said):
        yield "a name defined twice"
    for one in book.iter(f"{MAIN}definedName"):
        for quoted, plain in re.findall(r"(?:'((?:[^']|'')+)'|([^',!]+))!", one.text or ""):
            if (quoted.replace("''", "'") or plain) not in names:
                yield f"{one.get('name')} speaks of a sheet that is not there"
        if "#REF" in (one.text or ""):
            yield f"{one.get('name')} is broken"


def _sheet(sheet: Element, formats: int, names: list[str]) -> Iterator[str]:
    kinds = [child.tag.removeprefix(MAIN) for child in sheet]
    unknown = [kind for kind in kinds if kind not in ORDER]
    if unknown or kinds != sorted(set(kinds), key=ORDER.index):
        yield f"parts out of order: {kinds}"
    yield from _cells(sheet, formats, names)
    merged = [area(str(one.get("ref"))) for one in sheet.iter(f"{MAIN}mergeCell")]
    filters = [area(str(one.get("ref"))) for one in sheet.iter(f"{MAIN}autoFilter")]
    yield from ("merged cells overlap" for one, other in combinations(merged, 2) if overlap(one, other))
    yield from ("merged cells in the filter" for one in merged for other in filters if overlap(one, other))
    for one in sheet.iter(f"{MAIN}col"):
        if not 0 <= float(one.get("width", "8")) <= WIDTH or int(one.get("max", "1")) > COLUMNS:
            yield "a column too wide"
    for one in sheet.iter(f"{MAIN}headerFooter"):
        if any(len(child.text or "") > FOOT for child in one):
            yield "a foot too long"
    if len(list(sheet.iter(f"{MAIN}brk"))) > 1_023:
        yield "too many page breaks"


def _cells(sheet: Element, formats: int, names: list[str]) -> Iterator[str]:
    rows = [int(row.get("r", "0")) for row in sheet.iter(f"{MAIN}row")]
    if any(one >= other for one, other in pairwise(rows)) or any(row > ROWS for row in rows):
        yield "rows out of order"
    for row in sheet.iter(f"{MAIN}row"):
        if float(row.get("ht", "15")) > HEIGHT:
            yield "a row too high"
        places = [place(str(cell.get("r"))) for cell in row]
        if any(one >= other for one, other in pairwise(places)) or any(
            at[0] != int(row.get("r", "0")) for at in places
        ):
            yield "cells out of order"
        for cell in row:
            yield from (f"{cell.get('r')} {fault}" for fault in _cell(cell, formats, names))


def _cell(cell: Element, formats: int, names: list[str]) -> Iterator[str]:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if int(cell.get("s", "0")) >= formats:
        yield "has an unknown format"
    if kind == "e" or (value or "").startswith("#"):
        yield "is an error"
    if kind == "inlineStr" and len("".join(cell.itertext())) > LETTERS:
        yield "is too long"
    if kind == "n" and value is not None and not math.isfinite(float(value)):
        yield "is no number"
    formula = cell.findtext(f"{MAIN}f")
    if formula is None:
        return
    if value is None or len(formula) > FORMULA:
        yield "has a formula without a value, or too long a one"
    if set(re.findall(r"([A-Z][A-Z.]*)\(", formula)) - FUNCTIONS or "#REF" in formula:
        yield "calls what is not there"
    if set(re.findall(r"'((?:[^']|'')+)'!", formula)) - set(names):
        yield "speaks of a sheet that is not there"
