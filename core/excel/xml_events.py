"""Read XML as a stream of events, with declared entities refused; no tree is built, whatever the size."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, NoReturn
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Text = Callable[[str], object]
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")


class EntitiesError(Exception):
    """The XML declares a document type: no office program writes one, bombs do."""


class LocalNames(dict[str, str]):
    """Element name -> name without its prefix; each is worked out once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def read_events(source: IO[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call the handlers for each element and text of `source`; raises `EntitiesError` or expat's error."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.ParseFile(source)


def _refuse(*_: object) -> NoReturn:
    raise EntitiesError


def decoded(text: str) -> str:
    """Return a text of Office XML with its coded characters (`_x0012_`) as themselves.

    XML has no control characters, so Excel writes them so: the capitals of VPS, line ends as `_x000D_`, and the
    underscore that would otherwise begin a code as `_x005F_`.
    """
    return _CODED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    return found.group() if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


def is_true(attributes: dict[str, str], name: str, default: str = "0") -> bool:
    """Return a truth value of Office XML, where anything but 0, f and false is true."""
    return attributes.get(name, default).casefold() not in {"0", "false", "f"}
