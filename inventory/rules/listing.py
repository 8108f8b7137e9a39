"""What a list over all communes is narrowed to and sorted by, and where its next page begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Order(StrEnum):
    """How the list is sorted: by name in the Vietnamese alphabet, by commune, by the oldest check."""

    NAME = "ten"
    COMMUNE = "xa"
    CHECK = "kt"


class Age(StrEnum):
    """How long ago a row was checked."""

    FRESH = "fresh"
    STALE = "stale"
    NEVER = "never"


class State(StrEnum):
    """The condition noted of a row, or that some of it is broken, promised or away."""

    GOOD = "good"
    FAIR = "fair"
    BROKEN = "broken"
    SOME_BROKEN = "some_broken"
    RESERVED = "reserved"
    AWAY = "away"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """The conditions a row meets; what is empty does not narrow.

    `types` and `communes` are the codes that the conditions on the catalogue and on places come to, None for all.
    """

    types: frozenset[str] | None = None
    communes: frozenset[str] | None = None
    words: tuple[str, ...] = ()
    state: str = ""
    holder_kind: str = ""
    age: str = ""
    expired: bool = False
    dual_use: bool = False
    order: Order = Order.NAME
    stale_before: date = field(default=date.min)
    today: date = field(default=date.min)

    @property
    def asks_places_and_types(self) -> bool:
        """Whether communes and types alone decide which rows meet it."""
        return not (self.words or self.state or self.holder_kind or self.age or self.expired or self.dual_use)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """The last row of a page, as the order sees it."""

    type_code: str
    commune_code: str
    checked_on: date | None
    lot_id: int

    def text(self) -> str:
        """Return the cursor as it stands in an address."""
        day = self.checked_on.isoformat() if self.checked_on else "-"
        return f"{self.type_code}.{self.commune_code}.{day}.{self.lot_id}"


def read_cursor(text: str) -> Cursor | None:
    """Return the cursor in an address, or None where it cannot be read."""
    parts = text.split(".")
    if len(parts) != 4 or not parts[3].isdecimal() or len(parts[3]) > 18:
        return None
    try:
        day = None if parts[2] == "-" else date.fromisoformat(parts[2])
    except ValueError:
        return None
    return Cursor(type_code=parts[0][:10], commune_code=parts[1][:10], checked_on=day, lot_id=int(parts[3]))
