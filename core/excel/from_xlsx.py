"""Read .xlsx and .xlsm: values, fonts, merges, hidden rows and columns; macros and links are never followed.

The parts are read directly: openpyxl makes an object for each cell with all that is needed to write it again, which
takes several times as long and is of no use here. Its way of telling dates from numbers is kept.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import IO

from core.excel.book import Book, Sheet, without_false_results
from core.excel.calculating import calculated
from core.excel.limits import ReadingLimits
from core.excel.number_words import with_words
from core.excel.struck_runs import Run, left_of
from core.excel.xlsx_comments import read_comments
from core.excel.xlsx_sheet import LONGEST_TEXT, Look, SheetParts, read_sheet
from core.excel.xlsx_styles import EPOCH_1900, EPOCH_1904, read_styles
from core.excel.xml_events import LocalNames, decoded, is_true, read_events
from core.values import frozen

_WORKBOOK = "xl/workbook.xml"
_TEXT_RUN = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_HEADER_FOOTER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]*)<")
_PROPERTY = re.compile(
    rb"<(?:dc|cp):(?:title|subject|keywords|category|description|contentStatus)[^>]*>([^<]*)<"
)


@frozen
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    state: str
    relation: str


@dataclass(kw_only=True, slots=True)
class _Relations:
    """Parts by the kind of relation and by its number."""

    parts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def first(self, kind: str, otherwise: str) -> str:
        """Return the part of a kind."""
        return next((self.parts[key] for key, value in self.kinds.items() if value == kind), otherwise)


def read_xlsx(path: Path, limits: ReadingLimits) -> Book:
    """Return the book with stored values; formulas without one are calculated where they are plain, else cells with value None."""
    with zipfile.ZipFile(path) as archive:
        present = set(archive.namelist())
        root = _relations(archive, "_rels/.rels", "")
        workbook = root.first("officeDocument", _WORKBOOK)
        folder = posixpath.dirname(workbook)
        relations = _relations(
            archive, f"{folder}/_rels/{posixpath.basename(workbook)}.rels".lstrip("/"), folder
        )
        with archive.open(workbook) as source:
            listed, flags = _workbook(source)
        look = Look(epoch=EPOCH_1904 if "date1904" in flags else EPOCH_1900)
        styles = relations.first("styles", f"{folder}/styles.xml")
        if styles in present:
            with archive.open(styles) as source:
                look.styles = read_styles(source)
        texts = relations.first("sharedStrings", f"{folder}/sharedStrings.xml")
        if texts in present:
            with archive.open(texts) as source:
                look.texts, look.crossed = _shared_texts(source)
        sheets, parts = _sheets(archive, listed, relations, look, limits.cells)
        if "fullCalcOnLoad" in flags:
            sheets = without_false_results(sheets)
        sheets = [_calculated(sheet, parts.get(sheet.name)) for sheet in sheets]
        return Book(sheets=tuple(sheets), loose_texts=_loose_texts(archive))


def _sheets(
    archive: zipfile.ZipFile, listed: list[_Listed], relations: _Relations, look: Look, most: int
) -> tuple[list[Sheet], dict[str, SheetParts]]:
    """Return the sheets, and by name what those with formulas to calculate or words beside numbers are made of."""
    sheets: list[Sheet] = []
    asking: dict[str, SheetParts] = {}
    present, left = set(archive.namelist()), most
    for item in listed:
        part = relations.parts.get(item.relation)
        if part not in present:
            continue
        name = _own_name(item.name, {sheet.name.casefold() for sheet in sheets})
        if relations.kinds[item.relation] == "chartsheet":
            sheets.append(Sheet(name=name, state="chart"))
            continue
        with archive.open(part) as source:
            parts = read_sheet(source, look, left)
        left -= len(parts.cells)
        sheets.append(
            Sheet(
                name=name, state=item.state, cells=parts.cells, merges=parts.merges, struck=parts.struck,
                fills=parts.fills,                 comments=_comments(archive, part, present),
            )
        )  # fmt: skip
        if parts.formulas or parts.worded:
            asking[name] = parts
    return sheets, asking


def _comments(archive: zipfile.ZipFile, sheet: str, present: set[str]) -> dict[tuple[int, int], str]:
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in present:
        return {}
    part = _relations(archive, relations, folder).first("comments", "")
    if part not in present:
        return {}
    with archive.open(part) as source:
        return read_comments(source)


def _calculated(sheet: Sheet, parts: SheetParts | None) -> Sheet:
    if parts is None:
        return sheet
    cells = sheet.cells
    if parts.formulas:
        cells = calculated(cells, parts.formulas, parts.out_of_sight)
    return replace(sheet, cells=with_words(cells, parts.worded) if parts.worded else cells)


def _own_name(name: str, taken: set[str]) -> str:
    """Return the name, with a number where a damaged file uses it twice: cells are found by their sheet's name."""
    own, number = name, 1
    while own.casefold() in taken:
        own, number = f"{name}{number}", number + 1
    return own


def _relations(archive: zipfile.ZipFile, part: str, folder: str) -> _Relations:
    found = _Relations()

    def start(_: str, attributes: dict[str, str]) -> None:
        if "Id" in attributes and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.parts[attributes["Id"]] = posixpath.normpath(whole)
            found.kinds[attributes["Id"]] = attributes.get("Type", "").rpartition("/")[2]

    try:
        with archive.open(part) as source:
            read_events(source, start)
    except KeyError:
        return found
    return found


def _workbook(source: IO[bytes]) -> tuple[list[_Listed], set[str]]:
    """Return (the sheets in their order, what the workbook says of itself: date1904, fullCalcOnLoad)."""
    names, sheets, flags = LocalNames(), list[_Listed](), set[str]()

    def start(raw: str, attributes: dict[str, str]) -> None:
        name = names[raw]
        if name == "sheet":
            state = "visible" if attributes.get("state", "visible") == "visible" else "hidden"
            number = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append(_Listed(name=attributes.get("name", ""), state=state, relation=number))
        elif name in {"workbookPr", "calcPr"}:
            flags.update(flag for flag in ("date1904", "fullCalcOnLoad") if is_true(attributes, flag))

    read_events(source, start)
    return sheets, flags


def _shared_texts(source: IO[bytes]) -> tuple[list[str], set[int]]:
    """Return the texts that cells refer to by number, their looks and reading aids (rPh) left out, and the numbers of those
    of which a part is struck through."""
    names, texts, open_in = LocalNames(), list[str](), list[str]()
    runs, crossed, struck = list[Run](), set[int](), False

    def start(raw: str, attributes: dict[str, str]) -> None:
        nonlocal struck
        name = names[raw]
        if name in {"t", "rPh"}:
            open_in.append(name)
        elif name in {"r", "strike"}:
            struck = name == "strike" and is_true(attributes, "val", "1")

    def text(words: str) -> None:
        if len(open_in) == 1 and open_in[0] == "t":
            runs.append((words, struck))

    def end(raw: str) -> None:
        nonlocal struck
        name = names[raw]
        if name == "si":
            left, part = left_of(runs)
            if part:
                crossed.add(len(texts))
            texts.append(decoded(left)[:LONGEST_TEXT])
            runs.clear()
            struck = False
        elif open_in and name == open_in[-1]:
            open_in.pop()

    read_events(source, start, end, text)
    return texts, crossed


def _loose_texts(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the texts that stand in no cell: page headers and footers, text boxes, comments, properties."""
    texts: list[str] = []
    for entry in archive.namelist():
        if entry.startswith(("xl/drawings/drawing", "xl/comments", "xl/charts/")) and entry.endswith(".xml"):
            joined = b" ".join(_TEXT_RUN.findall(_drawing_text(archive.read(entry))))
            texts.append(joined.decode("utf-8", "replace"))
        elif entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
            texts.extend(
                text.decode("utf-8", "replace")
                for text in _HEADER_FOOTER.findall(archive.read(entry)[-65_536:])
            )
        elif entry == "docProps/core.xml":
            texts.extend(text.decode("utf-8", "replace") for text in _PROPERTY.findall(archive.read(entry)))
    return tuple(unescape(text)[:LONGEST_TEXT] for text in texts if text.strip())


def _drawing_text(raw: bytes) -> bytes:
    """Return a drawing's XML with paragraph ends as blanks so that words do not run together."""
    return raw.replace(b"</a:p>", b"<a:t> </a:t>")
