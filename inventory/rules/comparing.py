"""Two days of the register side by side: sums by type or by commune, and by how much they differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
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


def compare(changes: Iterable[tuple[str, Decimal, Decimal]]) -> list[Compared]:
    """Return one line for each key (a type or a commune), in the order in which the keys first come."""
    sums: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for key, then, now in changes:
        sums.setdefault(key, []).append((then, now))
    return [
        Compared(
            key=key,
            then=sum((then for then, _now in pairs), Decimal(0)),
            now=sum((now for _then, now in pairs), Decimal(0)),
            rose=sum(now > then for then, now in pairs),
            fell=sum(now < then for then, now in pairs),
        )
        for key, pairs in sums.items()
    ]
