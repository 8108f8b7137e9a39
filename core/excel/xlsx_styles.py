"""The styles of an .xlsx file, as far as they tell what a cell means: its font and fill, and whether a number is a date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import IO

from core.excel.number_words import writes_words
from core.excel.xml_events import LocalNames, is_true, read_events
from core.values import frozen

# Number formats without a code of their own (ECMA-376 part 1, 18.8.30): dates and times; 46 counts hours beyond a day.
DATE_FORMATS = frozenset({*range(14, 23), 45, 46, 47})
DURATION_FORMATS = frozenset({46})
# Quoted, bracketed and escaped letters of a format's code say nothing about dates.
_DATE_LETTER = re.compile(r'"[^"]*"|\[(?!(?:hh?|mm?|ss?)\])[^\]]*\]|[_\\].|([dmhys])', re.IGNORECASE)
_DURATION = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
# A workbook's dates have no time zone.
EPOCH_1900, EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001
# The colours of old files by their number (ECMA-376 part 1, 18.8.27), as far as they are colours and not greys at the edges.
INDEXED = {
    "10": "FF0000", "11": "00FF00", "12": "0000FF", "13": "FFFF00", "14": "FF00FF", "15": "00FFFF", "22": "C0C0C0", "23": "808080",
    "40": "00CCFF", "42": "CCFFCC", "43": "FFFF99", "44": "99CCFF", "45": "FF99CC", "46": "CC99FF", "47": "FFCC99", "50": "99CC00",
    "51": "FFCC00", "52": "FF9900", "53": "FF6600",
}  # fmt: skip
DAY_MS = 86_400_000
OUTSIDE_CALENDAR = "#VALUE!"


@frozen
class Style:
    """How the cells of one style look."""

    font: str = ""
    bold: bool = False
    date: bool = False
    duration: bool = False
    struck: bool = False
    fill: str = ""
    words: str = ""  # the format, where it writes words beside the number


@dataclass(kw_only=True, slots=True)
class _Font:
    name: str = ""
    bold: bool = False
    struck: bool = False


@dataclass(kw_only=True, slots=True)
class _StyleReader:
    """Gathers fonts, format codes and cell styles; the same elements in other sections are left aside."""

    names: LocalNames = field(default_factory=LocalNames)
    section: str = ""
    fonts: list[_Font] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    fills: list[str] = field(default_factory=list)
    solid: bool = False
    looks: list[tuple[int, int, int]] = field(default_factory=list)

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        name = self.names[raw]
        if name in {"fonts", "fills", "numFmts", "cellXfs", "cellStyleXfs", "dxfs", "extLst"}:
            self.section = self.section or name
        elif self.section == "fonts":
            self._font(name, attributes)
        elif self.section == "fills":
            self._fill(name, attributes)
        elif self.section == "numFmts" and name == "numFmt":
            self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif self.section == "cellXfs" and name == "xf":
            numbers = (int(attributes.get(key, 0)) for key in ("fontId", "numFmtId", "fillId"))
            self.looks.append((next(numbers), next(numbers), next(numbers)))

    def _font(self, name: str, attributes: dict[str, str]) -> None:
        if name == "font":
            self.fonts.append(_Font())
        elif name == "name" and self.fonts:
            self.fonts[-1].name = attributes.get("val", "")
        elif name == "b" and self.fonts:
            self.fonts[-1].bold = is_true(attributes, "val", "1")
        elif name == "strike" and self.fonts:
            self.fonts[-1].struck = is_true(attributes, "val", "1")

    def _fill(self, name: str, attributes: dict[str, str]) -> None:
        if name == "fill":
            self.fills.append("")
        elif name == "patternFill":
            self.solid = attributes.get("patternType", "none") not in {"none", "gray125"}
        elif name == "fgColor" and self.fills and self.solid:
            theme = attributes.get("theme")
            known = INDEXED.get(attributes.get("indexed", ""), "")
            self.fills[-1] = attributes.get("rgb", "") or (f"theme{theme}" if theme else known)

    def end(self, raw: str) -> None:
        if self.names[raw] == self.section:
            self.section = ""

    def style(self, font_number: int, format_number: int, fill_number: int) -> Style:
        font = self.fonts[font_number] if font_number < len(self.fonts) else _Font()
        code = self.codes.get(format_number)
        return Style(
            font=font.name,
            bold=font.bold,
            struck=font.struck,
            fill=self.fills[fill_number] if fill_number < len(self.fills) else "",
            date=format_number in DATE_FORMATS if code is None else is_date_code(code),
            duration=format_number in DURATION_FORMATS if code is None else is_duration_code(code),
            words=code if code is not None and writes_words(code) else "",
        )


def read_styles(source: IO[bytes]) -> list[Style]:
    """Return the styles by number."""
    reader = _StyleReader()
    read_events(source, reader.start, reader.end)
    return [reader.style(*look) for look in reader.looks]


def is_date_code(code: str) -> bool:
    """Return whether a format shows a number as a date or time; its first section decides."""
    return any(found.group(1) for found in _DATE_LETTER.finditer(code.split(";", maxsplit=1)[0]))


def is_duration_code(code: str) -> bool:
    """Return whether a format counts hours, minutes or seconds beyond their circle."""
    return _DURATION.search(code.split(";", maxsplit=1)[0]) is not None


def date_of(serial: float, style: Style, epoch: dt.datetime) -> dt.datetime | dt.time | dt.timedelta | str:
    """Return the date, time or duration a number of days stands for, to the millisecond as Excel keeps it."""
    try:
        if style.duration:
            span = dt.timedelta(days=serial)
            return dt.timedelta(
                seconds=span.total_seconds() // 1, microseconds=round(span.microseconds, -3)
            ) if span.microseconds else span  # fmt: skip
        day, rest = divmod(serial, 1)
        moment = dt.timedelta(milliseconds=round(rest * DAY_MS))
        if 0 <= serial < 1 and moment.days == 0:
            return (EPOCH_1904 + moment).time()
        if 0 < serial < 60 and epoch == EPOCH_1900:
            day += 1  # Excel believes in 29 February 1900, so the days before it are one ahead
        return epoch + dt.timedelta(days=day) + moment
    except (OverflowError, ValueError):
        return OUTSIDE_CALENDAR


def iso_date(text: str) -> dt.datetime | dt.date | dt.time | str:
    """Return the date written in a cell of type d, or the words themselves where they are none."""
    plain = text.removesuffix("Z")
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat, dt.time.fromisoformat):
        try:
            return read(plain)
        except ValueError:
            continue
    return text
