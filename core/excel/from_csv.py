"""Read separated values: the encoding and the separator are found from the bytes themselves."""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path

from core.excel.book import Book, Cell, Sheet
from core.excel.limits import ReadingLimits
from core.excel.xlsx_sheet import LONGEST_TEXT, TooManyCellsError

SAMPLE_LETTERS = 200_000
SEPARATORS = ("\t", ";", ",", "|")


def read_csv(path: Path, limits: ReadingLimits) -> Book:
    """Return a book of one sheet; every value is text, as in the file."""
    text = decode(path.read_bytes())
    csv.field_size_limit(1 << 20)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    cells: list[Cell] = []
    for number, row in enumerate(rows, start=1):
        cells.extend(
            Cell(number, col, value[:LONGEST_TEXT]) for col, value in enumerate(row, start=1) if value.strip()
        )
        if len(cells) > limits.cells:
            raise TooManyCellsError
    return Book(sheets=(Sheet(name="CSV", cells=tuple(cells)),))


def decode(raw: bytes) -> str:
    """Return the text: by its mark, else UTF-8, else Vietnamese Windows-1258, else the bytes as Latin-1.

    Latin-1 keeps the bytes of the older encodings (TCVN3, VNI, ...) for recognition to convert.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _looks_like_1258(raw):
        return raw.decode("cp1258", "replace")
    return raw.decode("latin-1")


def _looks_like_1258(raw: bytes) -> bool:
    """Windows-1258 writes a tone as its own byte after the vowel: CC, D2, DE, EC or F2 follow a vowel."""
    vowels = b"aeiouyAEIOUY\xe2\xea\xf4\xe3\xf5\xfd\xc2\xca\xd4\xc3\xd5\xdd"
    tones = sum(
        1 for left, right in itertools.pairwise(raw) if right in b"\xcc\xd2\xde\xec\xf2" and left in vowels
    )
    letters = sum(1 for byte in raw if byte >= 0x80)
    stray = sum(1 for byte in raw if 0x80 <= byte < 0xC0)
    return tones >= 3 and tones * 4 >= letters and stray * 10 <= letters


def _separator(text: str) -> str:
    lines = [line for line in text[:SAMPLE_LETTERS].splitlines()[:200] if line.strip()]
    counts = {mark: sum(min(line.count(mark), 50) for line in lines) for mark in SEPARATORS}
    steady = {mark: len({line.count(mark) for line in lines if mark in line}) for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: (counts[mark] / max(1, steady[mark]), counts[mark]))
