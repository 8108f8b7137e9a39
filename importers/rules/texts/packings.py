"""How much one box, bag or coil holds, said beside its unit: in the name, under "Quy cách", in a note."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.text import fold
from importers.rules.texts.units import read_unit

_CONTAINER = r"(thung|bao|hop|ket|loc|can|binh|bich|tui|kien|phuy|chai|lon|khay|cuon)"
_HOLDS = (
    r"(\d{1,4}(?:,\d+)?)\s*(goi|chai|lon|hop|binh|tui|can|vien|cai|chiec|lit|l|ml|kg|g|gam|met|m)(?![a-z\d])"
    r"(?:\s*(?:x|loai)?\s*(\d{1,4}(?:,\d+)?)\s*(ml|lit|l|kg|gam|g))?(?![a-z\d])"
)
_IN_ONE = re.compile(rf"{_HOLDS}\s*/\s*(?:0?1\s*)?{_CONTAINER}(?![a-z])")  # "30 gói/thùng"
_ONE_HOLDS = re.compile(
    rf"(?<![a-z]){_CONTAINER}\s*(?:loai|=|co|gom|chua|dung|:|/|\()?\s*{_HOLDS}"
)  # "thùng 30 gói"
_ALONE = re.compile(rf"\W*{_HOLDS}\W*")  # "24 chai x 0,5 lít" under "Quy cách"


def is_container(unit: str) -> bool:
    """Return whether a unit is one of boxes, bags or coils, which hold more or less."""
    return re.fullmatch(_CONTAINER, fold(unit).strip(" .()")) is not None


def packings_beside(unit: str, texts: Iterable[str], packed: str) -> tuple[str, ...]:
    """Return the words of the packing that some texts beside a figure in containers tell of this container, or those under
    "Quy cách" (`packed`) alone: "thùng 24 chai x 0,5 lít", and without the size of each. None where they tell of several.
    """
    container = fold(unit).strip(" .()")
    found = set[tuple[str | None, ...]]()
    for text in (*texts, packed):
        plain = fold(text)
        found |= {told.groups()[:4] for told in _IN_ONE.finditer(plain) if told.group(5) == container}
        found |= {told.groups()[1:] for told in _ONE_HOLDS.finditer(plain) if told.group(1) == container}
    alone = _ALONE.fullmatch(fold(packed))
    if alone is not None and read_unit(alone.group(2)) != read_unit(unit):
        found.add(alone.groups())
    if len(found) != 1:
        return ()
    number, held, each, of_unit = found.pop()
    bare = f"{container} {number} {held}"
    return (f"{bare} x {each} {of_unit}", bare) if each else (bare,)
