"""Planning norms: one value with its unit, where it comes from, and how sure that is. Every value may be changed.

The names, units and sources are Vietnamese, like the catalogue: they are copied into needs and printed on papers.
Where no law or handbook gives a number it is marked as a planning assumption, and a province should put its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from core.values import frozen

NORMS_FILE = Path(__file__).parents[2] / "data" / "norms.csv"


class Mark(StrEnum):
    """How sure a norm is: read in its source, common practice to be checked, a planning assumption, or local."""

    SOURCE = "source"
    PRACTICE = "practice"
    ASSUMED = "assumed"
    OWN = "own"


class NormGroup(StrEnum):
    """What a norm is about, as the page of norms is divided."""

    LIVING = "living"
    SHELTER = "shelter"
    CARRYING = "carrying"
    RESCUE = "rescue"
    WORKS = "works"
    HEALTH = "health"
    FUEL = "fuel"
    SHARES = "shares"
    EXTENT = "extent"


MAY_BE_NOUGHT = frozenset({NormGroup.EXTENT})  # how large an event is; nothing is divided by it


@frozen
class Norm:
    """One norm; `value` counts in `unit`."""

    key: str
    group: NormGroup
    name: str
    value: Decimal
    unit: str
    source: str
    mark: Mark

    @property
    def fraction(self) -> Fraction:
        """The exact value to reckon with."""
        return Fraction(self.value)


Norms = Mapping[str, Norm]


@frozen
class NormChange:
    """A province's own value from a day on; `value` None returns to the default."""

    id: int
    key: str
    value: Decimal | None
    source: str
    valid_from: date


def _read(path: Path) -> dict[str, Norm]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: Norm(
                key=row["key"],
                group=NormGroup(row["group"]),
                name=row["name"],
                value=Decimal(row["value"]),
                unit=row["unit"],
                source=row["source"],
                mark=Mark(row["mark"]),
            )
            for row in csv.DictReader(file)
        }


DEFAULTS: Norms = _read(NORMS_FILE)


def norms_on(day: date, changes: Iterable[NormChange]) -> Norms:
    """Return the norms in force on a day: of the changes valid by then, the one entered last counts."""
    found = dict(DEFAULTS)
    for change in sorted(changes, key=lambda item: item.id):
        default = DEFAULTS.get(change.key)
        if default is None or change.valid_from > day:
            continue
        found[change.key] = default
        if change.value is not None:
            found[change.key] = replace(
                default, value=change.value, source=change.source or default.source, mark=Mark.OWN
            )
    return found


def number(value: Decimal | Fraction | int) -> str:
    """Return a number as Vietnamese offices write it, with at most three decimals: 1.250 and 12,5."""
    rounded = round(Fraction(value), 3)
    whole, rest = divmod(abs(rounded), 1)
    text = ("-" if rounded < 0 else "") + f"{int(whole):,}".replace(",", ".")
    decimals = f"{int(rest * 1000):03d}".rstrip("0")
    return f"{text},{decimals}" if decimals else text
