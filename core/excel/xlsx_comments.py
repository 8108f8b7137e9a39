"""What people remarked on cells of an .xlsx file, without their names."""

from __future__ import annotations

import re
from typing import IO
from xml.parsers.expat import ExpatError

from core.excel.book import row_and_column
from core.excel.xlsx_sheet import LONGEST_TEXT
from core.excel.xml_events import LocalNames, decoded, read_events

_THREAD = "[Threaded comment]"
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)


def read_comments(source: IO[bytes]) -> dict[tuple[int, int], str]:
    """Return the remarks by (row, column); Excel writes the author's name before each, which is left out."""
    names, authors, found, parts = LocalNames(), list[str](), dict[tuple[int, int], str](), list[str]()
    at, author, inside = "", "", ""

    def start(raw: str, attributes: dict[str, str]) -> None:
        nonlocal at, author, inside
        name = names[raw]
        if name == "comment":
            at, inside = attributes.get("ref", ""), ""
            number = attributes.get("authorId", "")
            author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            parts.clear()
        elif name in {"t", "author"}:
            inside = name
            if name == "author":
                parts.clear()

    def text(words: str) -> None:
        if inside:
            parts.append(words)

    def end(raw: str) -> None:
        nonlocal inside
        name = names[raw]
        inside = "" if name == inside else inside
        if name == "author":
            authors.append("".join(parts))
        elif name == "comment" and (place := _PLACE.fullmatch(at)):
            words = without_author(decoded("".join(parts)), author)
            found[row_and_column("".join(place.groups()).upper())] = words[:LONGEST_TEXT]

    try:
        read_events(source, start, end, text)
    except ExpatError:
        return found  # remarks that cannot be read are no reason to refuse the list
    return {at: words for at, words in found.items() if words}


def without_author(text: str, author: str) -> str:
    """Return the words of a remark in one line, without the author's name and the program's own words before them."""
    if text.startswith(_THREAD):
        text = text.rpartition("Comment:")[2]
    line = " ".join(text.split())
    return line.removeprefix(f"{author}:").strip() if author else line
