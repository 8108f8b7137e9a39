"""Which type of the catalogue a line of another system means: by our own code, else by one unmistakable name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.text import fold
from mobilization.rules.exchange.edxl import TYPES_URN, Line


def names_of_types(types: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, str]:
    """Return the code of every name that only one type bears, by the folded name, and of every code itself."""
    found: dict[str, set[str]] = {}
    for code, names in types:
        for name in (code, *names):
            found.setdefault(fold(name), set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def type_meant(line: Line, names: Mapping[str, str]) -> str:
    """Return the code of the type a line means, empty where a person has to say."""
    ours = line.type_value if line.type_list == TYPES_URN else ""
    return next((names[key] for key in map(fold, (ours, line.name, line.type_value)) if key in names), "")
