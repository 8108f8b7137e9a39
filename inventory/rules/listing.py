"""What a list over all communes is narrowed to and sorted by, and where its next page begins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import prod

from core.text import fold
from core.values import frozen

RARE = 400  # one in so many rows: for fewer the rows that fit are looked for, not those of a type one after another


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
    """The condition noted of a row, or that some of it is broken, promised or away, or nothing is left."""

    GOOD = "good"
    FAIR = "fair"
    BROKEN = "broken"
    SOME_BROKEN = "some_broken"
    RESERVED = "reserved"
    AWAY = "away"
    BUSY = "busy"
    EMPTY = "empty"


@frozen
class Match:
    """What a word is found in: a row fits by its type, its holder, its place, or its plate or mark (`rows`).

    It fits too in a commune that is `called` so.

    `communes` are those with such a place, where they are few enough to be worth naming; None where most have one.
    `share` is about how many of all rows fit by holder or place.
    """

    word: str
    types: frozenset[str]
    holders: frozenset[int]
    places: frozenset[str]
    communes: frozenset[str] | None
    rows: frozenset[int] = frozenset()
    called: frozenset[str] = frozenset()
    share: float = field(default=0.0, compare=False)


@frozen
class Spoken:
    """The names that rows of one commune are found by: its holders by number, its places; all folded.

    `marks` are the plates, serial numbers and batches of rows, by the row's number, as `squeezed` writes them.
    """

    holders: Mapping[int, str]
    places: Collection[str]
    marks: Mapping[int, str] = field(default_factory=dict)


@frozen
class Filter:
    """The conditions a row meets; what is empty does not narrow.

    `types` and `communes` are the codes that the conditions on the catalogue and on places come to, None for all.
    `expires_by` keeps goods whose last day is that day or before; `able` and `least` what one piece can do, by the figure
    noted of the row. `store` is a place of storage by its whole folded name. `words` are looked for by `words.found`, which puts into their place what they are found in.
    """

    types: frozenset[str] | None = None
    communes: frozenset[str] | None = None
    words: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    state: str = ""
    holder_kind: str = ""
    age: str = ""
    expires_by: date | None = None
    store: str = ""
    dual_use: bool = False
    able: str = ""
    least: Decimal = Decimal(0)
    order: Order = Order.NAME
    stale_before: date = field(default=date.min)
    today: date = field(default=date.min)

    @property
    def asks_places_and_types(self) -> bool:
        """Whether communes and types alone decide which rows meet it."""
        return self.asks_cells and not (self.holder_kind or self.age or self.matches)

    @property
    def is_met_everywhere(self) -> bool:
        """Whether rows that meet it are likely to stand close to each other among the rows of any type.

        Those of a state that rows come and go from stand beside each other in an index of their own.
        """
        share = prod(match.share for match in self.matches)
        noted = self.state in (State.GOOD, State.FAIR, State.BROKEN)
        return share * RARE >= 1 and not (
            noted or self.expires_by or self.dual_use or self.able or self.store
        )

    @property
    def asks_cells(self) -> bool:
        """Whether communes, types, holders, places and the age of the check alone decide which rows meet it."""
        narrowed = (self.words, self.state, self.expires_by, self.store, self.dual_use, self.able)
        return not any(narrowed) and not any(match.rows for match in self.matches)


SIGNS = "-. "


def squeezed(mark: str) -> str:
    """Return a plate or mark as it is searched: folded, "76C-062.82" and "76c 06282" are one."""
    return fold(mark).translate(str.maketrans("", "", SIGNS))


def sign_of(word: str) -> str:
    """Return what a word looks for in plates and marks; nothing where it would be in too many of them, as "4"."""
    sign = squeezed(word)
    return sign if len(sign) > 2 or (len(sign) > 1 and not sign.isdigit()) else ""


@frozen
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


def window(rows: Iterable[tuple[str, int]], page: int, size: int) -> tuple[list[str], int]:
    """Return the parts that a page of a list and its next row come from, and how many rows of them stand before it.

    `rows` says how many rows there are of each part (a type, a commune), in the list's order.
    """
    first, seen, skipped = (page - 1) * size, 0, 0
    codes: list[str] = []
    for code, count in rows:
        if seen <= first + size and seen + count > first:
            if not codes:
                skipped = first - seen
            codes.append(code)
        seen += count
    return codes, skipped


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
