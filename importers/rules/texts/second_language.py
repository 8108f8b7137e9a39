"""English beside Vietnamese in the cells that head a table or name a unit: "Đơn vị / Commune", "Số lượng (Quantity)"."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.rules.texts.units import read_unit

# Words of heads and sums alone: none of them is a Vietnamese syllable, with or without accents.
_HEADS = frozenset({"no", "ord", "item", "items", "description", "specification", "specifications", "unit", "units", "quantity", "quantities", "qty", "amount", "number", "of", "available", "existing", "remark", "remarks", "note", "notes", "comment", "comments", "commune", "communes", "ward", "wards", "village", "villages", "district", "place", "location", "address", "name", "names", "type", "types", "kind", "equipment", "supplies", "supply", "material", "materials", "resource", "resources", "goods", "total", "subtotal", "grand", "status", "condition", "good", "broken", "owner", "holder", "manager", "person", "persons", "in", "charge", "contact", "phone", "telephone", "mobile", "plate", "capacity", "year", "vehicle", "vehicles", "boat", "boats", "and", "the"})  # fmt: skip
# Units: beside a Vietnamese one they say the same, alone they are the unit.
_UNITS = frozenset({"pc", "pcs", "piece", "pieces", "set", "sets", "litre", "litres", "liter", "liters", "tonne", "tonnes", "ton", "tons", "bottle", "bottles", "box", "boxes", "packet", "packets", "person", "persons", "people"})  # fmt: skip
# Of these a head is never made alone; and these in brackets say how the things are, in no other language.
_LINKS = frozenset({"of", "in", "and", "the"})
_TELLING = frozenset(
    {"good", "broken", "total", "subtotal", "grand", "available", "existing", "capacity", "district"}
)
_IN_TITLES = frozenset(
    {
        "summary",
        "list",
        "inventory",
        "resources",
        "equipment",
        "materials",
        "supplies",
        "vehicles",
        "forces",
        "table",
        "annex",
        "appendix",
    }
)
_WANTED = frozenset(
    {
        "need",
        "needs",
        "needed",
        "plan",
        "planned",
        "required",
        "requirements",
        "demand",
        "proposal",
        "proposed",
        "shortage",
        "missing",
        "received",
        "issued",
        "distributed",
        "distribution",
        "from",
        "training",
        "damage",
        "losses",
    }
)
_JOINING = frozenset({"of", "the", "for", "and", "in", "on"})
_WORDS = re.compile(r"[^\W_]+")
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_JOINT = re.compile(r"(\s*/\s*|\s[-–]\s)")


def is_english_head(text: str) -> bool:
    """Return whether every word of a text is one of those by which English heads a column: "No.", "Name of item"."""
    words = _WORDS.findall(text.casefold())
    return not _LINKS.issuperset(words) and all(word in _HEADS for word in words)


def is_english_title(line: str) -> bool:
    """Return whether a line without accents is an English title of a list of what there is: it links its words and wants nothing."""
    words = _WORDS.findall(line.casefold())
    of_list = not _IN_TITLES.isdisjoint(words) and _WANTED.isdisjoint(words)
    return line.isascii() and of_list and not _JOINING.isdisjoint(words)


@lru_cache(maxsize=4096)
def without_english(text: str) -> str:
    """Return a cell's text without the lines, brackets and parts behind "/" or " - " that only say its head in English.

    A text that is English alone stays as it is; a unit is left out only beside the same kind of word: "cái / pcs".
    """
    words = set(_WORDS.findall(text.casefold()))
    if words.isdisjoint(_HEADS | _UNITS):
        return text
    units = _JOINT.split(text)
    if len(units) == 3 and read_unit(units[0]) and set(_WORDS.findall(units[2].casefold())) <= _UNITS:
        return units[0].strip()
    bare = _BRACKET.sub(lambda found: "" if _translates(found.group(1)) else found.group(), text)
    lines = [kept for line in bare.splitlines() if (kept := _without_parts(line))]
    said = "\n".join(lines)
    return said if any(map(str.isalpha, said)) else text


def _translates(aside: str) -> bool:
    return is_english_head(aside) and _TELLING.isdisjoint(_WORDS.findall(aside.casefold()))


def _without_parts(line: str) -> str:
    """Return a line without its parts in English, and "" where it has no others."""
    parts = _JOINT.split(line)
    kept = ""
    for number in range(0, len(parts), 2):
        if not is_english_head(parts[number]):
            kept += (parts[number - 1] if kept else "") + parts[number]
    return kept.strip()


def names_columns_in_english(texts: list[str]) -> bool:
    """Return whether a row says in English what the columns above it are: in ASCII, no figures, several of its cells known heads."""
    words = all(text.isascii() and not any(map(str.isdigit, text)) for text in texts)
    return words and sum(map(is_english_head, texts)) >= 2
