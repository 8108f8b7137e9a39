"""What the planner is asked: places, stocks, needs and the commander's word, all plain values.

Quantities are whole units of the catalogue, times are minutes, distances kilometres. Ids are whatever the caller
uses (a table's number or a file's text); ties are broken by their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

from core.errors import DomainError
from core.values import frozen
from mobilization.rules.ids import CaseId, NeedId, PlaceId, StockId, TypeId
from mobilization.rules.minutes_table import Minutes, MinutesTable
from mobilization.rules.pools import Pool

Named = TypeVar("Named", bound=tuple[Any, ...])


ROWS_AT_ONCE = 1_000


class StockLevel(StrEnum):
    """Whose stock it is: the commune's own, a provincial depot's, or the central government's and all others'."""

    COMMUNE = "commune"
    PROVINCE = "province"
    CENTRAL = "central"


# Stocks and needs are named tuples, not dataclasses: a nation has 332,000 rows, and a row of a query becomes one at
# a quarter of the cost (`Stock._make(row)`, columns in this order).


class Stock(NamedTuple):
    """`quantity` units of a type free to give at a place; `keep` of them never leave it. `speed_kmh` None: the usual.

    `turn` decides among plans equal on every level of the objective only: lower ones are drawn on first.
    """

    id: StockId
    place: PlaceId
    type: TypeId
    quantity: int
    keep: int = 0
    ready_minutes: float = 0
    level: str = StockLevel.COMMUNE
    speed_kmh: float | None = None
    turn: int = 0


class Need(NamedTuple):
    """`quantity` units of a type asked for at a place; priority 1 comes first; `within_minutes` None: no deadline.

    Needs of one `case` share crews: its people steer its boats.
    """

    id: NeedId
    place: PlaceId
    type: TypeId
    quantity: int
    priority: int = 1
    within_minutes: float | None = None
    case: CaseId = 0


def named(kind: type[Named], rows: Iterable[Iterable[Any]]) -> Iterator[Named]:
    """Return rows, each with a value for every field, as named tuples: no function of Python is called for each."""
    return map(tuple.__new__, repeat(kind), rows)


def columns(rows: Sequence[tuple[Any, ...]], kind: Any) -> Any:
    """Return rows of a named tuple as one named tuple of columns, each empty where there are no rows.

    Some rows are turned at once: a nation's all together would need as many iterators as there are rows.
    """
    if 0 < len(rows) <= ROWS_AT_ONCE:
        return kind._make(zip(*rows, strict=True))
    found: list[list[Any]] = [[] for _ in kind._fields]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        for column, values in zip(found, zip(*rows[start : start + ROWS_AT_ONCE], strict=True), strict=True):
            column.extend(values)
    return kind._make(found)


@frozen
class Place:
    """A point in WGS 84 degrees and the places that count as its neighbours when it needs something."""

    id: PlaceId
    lat: float
    lon: float
    neighbours: tuple[PlaceId, ...] = ()


@frozen
class Travel:
    """How minutes come from kilometres: great-circle km x `detour` / `speed_kmh` x 60."""

    speed_kmh: float = 30.0
    detour: float = 1.4


@frozen
class Substitute:
    """`given_per_asked` units of type `given` cover one unit of type `asked`. Not a chain: only what is listed."""

    asked: TypeId
    given: TypeId
    given_per_asked: Fraction


@frozen
class Pin:
    """The commander's word, or what is already on the road: at least `quantity` units of the stock go to the need.

    Pinned units cover before all others, as far as the need has room; a late pin is honoured and covers nothing.
    """

    need: NeedId
    stock: StockId
    quantity: int


@frozen
class Forbid:
    """Nothing of the stock may go to the need."""

    need: NeedId
    stock: StockId


@frozen
class Problem:
    """Everything a plan rests on. `check_problem` says whether it makes sense."""

    places: Sequence[Place]
    stocks: Sequence[Stock]
    needs: Sequence[Need]
    travel: Travel = Travel()
    minutes: Sequence[Minutes] | MinutesTable = ()
    substitutes: Sequence[Substitute] = ()
    pins: Sequence[Pin] = ()
    forbids: Sequence[Forbid] = ()
    pools: Sequence[Pool] = ()


class BadProblemError(DomainError):
    """The problem contradicts itself. Facts: `field` as written in PROBLEM.json, and what is there."""

    code = "bad_problem"


class DuplicateIdError(BadProblemError):
    """Two entries of one list share an id. Facts: `field`, `id`."""

    code = "duplicate_id"


class UnknownIdError(BadProblemError):
    """An entry names a place, a need or a stock that is not there. Facts: `field`, `id`."""

    code = "unknown_id"


class BadAmountError(BadProblemError):
    """A number is outside its range. Facts: `field`, `id` of the entry, `value`, `least`, `most`."""

    code = "bad_amount"


class PinImpossibleError(BadProblemError):
    """A pin cannot be honoured. Facts: `field`, `need`, `stock`, `quantity`, `reason` (a `PinFault`)."""

    code = "pin_impossible"


class PinFault(StrEnum):
    """Why a pin cannot be honoured."""

    OTHER_TYPE = "other_type"
    FORBIDDEN = "forbidden"
    NO_WAY = "no_way"
    MORE_THAN_THERE_IS = "more_than_there_is"
    MORE_THAN_MAY_LEAVE = "more_than_may_leave"
    NO_CREW_LEFT = "no_crew_left"
