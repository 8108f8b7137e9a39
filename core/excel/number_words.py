"""Numbers whose format writes words beside them: people see "12 nghìn" or "2.400 kg", the cell holds 12 or 2400."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from core.excel.book import Cell

# Quoted or escaped words; what takes up room or fills it; colours, conditions and countries; the number itself.
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<number>General|[0#?](?:[0#?.,/ E+-]*[0#?])?)(?P<thousands>,*)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', re.DOTALL)
LONGEST_CODE = 255  # of Excel's own
_HOLDS = {
    "<": lambda value, bound: value < bound,
    ">": lambda value, bound: value > bound,
    "=": lambda value, bound: value == bound,
    "<=": lambda value, bound: value <= bound,
    ">=": lambda value, bound: value >= bound,
    "<>": lambda value, bound: value != bound,
}


class Section(NamedTuple):
    """One part of a format: the words before and behind the number, by how many thousands it is shown smaller, and of
    which numbers it holds."""

    before: str
    behind: str
    numbered: bool
    thousands: int
    condition: tuple[str, Decimal] | None

    @property
    def has_words(self) -> bool:
        """Whether it writes letters."""
        return any(map(str.isalpha, self.before + self.behind))


def writes_words(code: str) -> bool:
    """Return whether a format writes words of its own beside some numbers."""
    return any(section.has_words for section in _sections(code))


def as_shown(value: float, code: str) -> str | None:
    """Return a number as people see it, where its format writes words beside it; None where it shows the number alone."""
    amount = Decimal(repr(value))
    if not amount.is_finite():
        return None
    section = _section_of(amount, _sections(code))
    if section is None or not section.has_words:
        return None
    if not section.numbered:
        return section.before.strip()
    return f"{section.before}{_written(amount.scaleb(-3 * section.thousands))}{section.behind}".strip()


def with_words(cells: Sequence[Cell], codes: Mapping[tuple[int, int], str]) -> tuple[Cell, ...]:
    """Return cells with the numbers of those with a format that writes words as they are shown."""
    return tuple(_as_shown(cell, codes.get((cell.row, cell.col), "")) for cell in cells)


def _as_shown(cell: Cell, code: str) -> Cell:
    if not code or type(cell.value) not in {int, float}:
        return cell
    assert isinstance(cell.value, int | float)
    shown = as_shown(cell.value, code)
    return cell if shown is None else cell._replace(value=shown)


def _written(amount: Decimal) -> str:
    """Return a number with a comma for the decimals; of three decimals a nought more, or they would be thousands."""
    text = f"{amount.normalize():f}".replace(".", ",")
    return f"{text}0" if len(text.partition(",")[2]) == 3 else text


def _section_of(amount: Decimal, sections: tuple[Section, ...]) -> Section | None:
    """Return the part of a format that a number is shown by: the one whose condition it meets, else by its sign."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _HOLDS[section.condition[0]](amount, section.condition[1]):
                return section
        return None
    if amount < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if amount == 0 and len(sections) > 2 else sections[0]


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[Section, ...]:
    parts = _SECTIONS.findall(code) if len(code) <= LONGEST_CODE else [""]
    return tuple(_section(part) for part in (parts[:-1] if len(parts) > 1 and not parts[-1] else parts))


def _section(part: str) -> Section:
    before, behind, numbered, thousands, condition = "", "", False, 0, None
    for found in _PART.finditer(part):
        said = found["quoted"] or found["escaped"] or ""
        if found["bracket"] is not None:
            stated = _CONDITION.match(found["bracket"])
            condition = (stated.group(1), Decimal(stated.group(2))) if stated else condition
        elif found["number"] is not None:
            numbered, thousands = True, thousands + len(found["thousands"])
        elif found["other"] is not None:
            said = found["other"] if not found["other"].isalpha() else ""
        if numbered:
            behind += said
        else:
            before += said
    return Section(before, behind, numbered, thousands, condition)
