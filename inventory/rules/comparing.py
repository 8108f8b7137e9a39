"""Two days of the register side by side: sums by type or by commune, and by how much they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import add, sub

from core.values import frozen
from inventory.rules.stock import ZERO


@frozen
class Compared:
    """One line of a comparison: what was, what is, and in how many places it rose or fell."""

    key: str
    then: Decimal
    now: Decimal
    rose: int
    fell: int

    @property
    def change(self) -> Decimal:
        """By how much there is more; less is negative."""
        return self.now - self.then

    @property
    def percent(self) -> int | None:
        """The change in whole per cent of what was; None where there was nothing."""
        return round(self.change * 100 / self.then) if self.then else None


def end_of_last_year(today: date) -> date:
    """Return the day an office compares with: the last of the year before (the yearly report's closing day)."""
    return date(today.year - 1, 12, 31)


Sums = Mapping[
    str, Sequence[Decimal | int]
]  # what was, what is, how often it rose and fell, of how many changes
NOTHING = (ZERO, ZERO, 0, 0, 0)


def changed(sums: Sums, changes: Iterable[tuple[str, Decimal, Decimal]], *, into: bool = True) -> Sums:
    """Return the sums with some changes of a key (a type or a commune) put into them, or taken out."""
    put, found = add if into else sub, dict(sums)
    for key, then, now in changes:
        found[key] = tuple(map(put, found.get(key, NOTHING), (then, now, now > then, now < then, 1)))
    return found


def lines_of_sums(sums: Sums) -> list[Compared]:
    """Return one line for each key that anything is summed of, in the order in which the keys first came."""
    return [
        Compared(key=key, then=Decimal(then), now=Decimal(now), rose=int(rose), fell=int(fell))
        for key, (then, now, rose, fell, changes) in sums.items()
        if changes
    ]


def compare(changes: Iterable[tuple[str, Decimal, Decimal]]) -> list[Compared]:
    """Return one line for each key (a type or a commune), in the order in which the keys first come."""
    return lines_of_sums(changed({}, changes))
