"""What a list over all communes is narrowed to and sorted by, and where its next page begins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.text import fold


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """What a word is found in: a row fits by its type, its holder, its place, or its plate or mark (`rows`).

    `communes` are those with such a place, where they are few enough to be worth naming; None where most have one.
    """

    word: str
    types: frozenset[str]
    holders: frozenset[int]
    places: frozenset[str]
    communes: frozenset[str] | None
    rows: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """The names that rows of one commune are found by: its holders by number, its places; all folded.

    `marks` are the plates, serial numbers and batches of rows, by the row's number, as `squeezed` writes them.
    """

    holders: Mapping[int, str]
    places: Collection[str]
    marks: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """The conditions a row meets; what is empty does not narrow.

    `types` and `communes` are the codes that the conditions on the catalogue and on places come to, None for all.
    `expires_by` keeps goods whose last day is that day or before; `able` and `least` what one piece can do, by the figure
    noted of the row. `words` are looked for by `found`, which puts into their place what they are found in.
    """

    types: frozenset[str] | None = None
    communes: frozenset[str] | None = None
    words: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    state: str = ""
    holder_kind: str = ""
    age: str = ""
    expires_by: date | None = None
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
    def asks_cells(self) -> bool:
        """Whether communes, types, holders, places and the age of the check alone decide which rows meet it."""
        narrowed = (self.words, self.state, self.expires_by, self.dual_use, self.able)
        return not any(narrowed) and not any(match.rows for match in self.matches)


SIGNS = "-. "


def squeezed(mark: str) -> str:
    """Return a plate or mark as it is searched: folded, "76C-062.82" and "76c 06282" are one."""
    return fold(mark).translate(str.maketrans("", "", SIGNS))


def sign_of(word: str) -> str:
    """Return what a word looks for in plates and marks; nothing where it would be in too many of them, as "4"."""
    sign = squeezed(word)
    return sign if len(sign) > 2 or (len(sign) > 1 and not sign.isdigit()) else ""


def found(wanted: Filter, types: Mapping[str, str], spoken: Mapping[str, Spoken]) -> Filter:
    """Return a filter with its words looked up: the same rows fit, but no row's text need be read to tell.

    `types` gives each type's folded names, `spoken` what each commune within reach calls its holders and places.
    """
    every = frozenset(types)
    allowed = every if wanted.types is None else wanted.types
    places = (
        spoken
        if wanted.communes is None
        else {code: spoken[code] for code in wanted.communes & spoken.keys()}
    )
    matches = []
    for word in wanted.words:
        named = frozenset(code for code in allowed if word in types.get(code, ""))
        match = _match(word, named, places)
        if not (match.holders or match.places or match.rows):
            allowed = named
        matches.append(match)
    return replace(
        wanted,
        words=(),
        types=wanted.types if allowed == every else allowed,
        matches=tuple(match for match in matches if not allowed <= match.types),
    )


def _match(word: str, named: frozenset[str], spoken: Mapping[str, Spoken]) -> Match:
    holders, places, communes, rows = set[int](), set[str](), set[str](), set[int]()
    sign = sign_of(word)
    for code, names in spoken.items():
        holders |= {number for number, name in names.holders.items() if word in name}
        if here := {place for place in names.places if word in place}:
            places |= here
            communes.add(code)
        if sign:
            rows |= {number for number, mark in names.marks.items() if sign in mark}
    return Match(
        word=word,
        types=named,
        holders=frozenset(holders),
        places=frozenset(places),
        communes=frozenset(communes) if 2 * len(communes) <= len(spoken) else None,
        rows=frozenset(rows),
    )


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
