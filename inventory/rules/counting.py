"""A stocktake (kiểm kê) as rules: what a count says of the book, and when it may be posted.

A person counts what stands in the place. What is on its way to an incident is not there, so the book is asked for
`on_hand − away`, as it was at the moment of counting; the difference found is added to the book whenever the count
is closed. Whatever was reserved, sent or taken back in between is therefore never undone.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen
from inventory.rules.stock import (
    ZERO,
    Balance,
    BrokenError,
    CommittedError,
    Delta,
    MovementKind,
    QuantityError,
    apply,
)

# A line of these kinds says how many there are; an older count of the same row must not be added on top of it. What was
# written off meanwhile may be the very pieces that were counted as broken.
SUPERSEDING = frozenset({MovementKind.COUNT, MovementKind.ADJUST, MovementKind.WRITE_OFF})


class CountState(StrEnum):
    """Where a stocktake stands."""

    COUNTING = "counting"
    REVIEWING = "reviewing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


OPEN_STATES = frozenset({CountState.COUNTING, CountState.REVIEWING})


class LineState(StrEnum):
    """What became of one line."""

    OPEN = "open"
    HELD = "held"
    POSTED = "posted"
    LEFT = "left"


class Held(StrEnum):
    """Why a counted line cannot be posted now."""

    COMMITTED = "committed"
    RECOUNTED = "recounted"
    GONE = "gone"


class CountClosedError(DomainError):
    """The stocktake is closed or was given up."""

    code = "count_closed"
    status = 409


class NothingToCountError(DomainError):
    """No row fits, or all of them stand in another open stocktake. Fact: `elsewhere`, how many do."""

    code = "nothing_to_count"


class CountedElsewhereError(DomainError):
    """The row stands in another open stocktake. Fact: `count`, its number."""

    code = "counted_elsewhere"
    status = 409


class CountNotDoneError(DomainError):
    """Rows have not been counted and nobody said to leave them out. Fact: `rows`."""

    code = "count_not_done"


class CountUnexplainedError(DomainError):
    """Differences have no reason. Fact: `rows`."""

    code = "count_unexplained"


@frozen
class Counted:
    """What was found in the place, beside the book at that moment; `broken` is part of `present`."""

    book: Balance
    present: Decimal
    broken: Decimal


def present_by_book(book: Balance) -> Decimal:
    """Return how much should stand in the place: all but what is on its way."""
    return book.on_hand - book.away


def difference(counted: Counted) -> Delta:
    """Return what the count adds to the book; raises BrokenError where more is broken than there is."""
    if counted.broken > counted.present:
        raise BrokenError(broken=counted.broken, on_hand=counted.present)
    return Delta(
        on_hand=counted.present - present_by_book(counted.book), broken=counted.broken - counted.book.broken
    )


def needs_reason(delta: Delta) -> bool:
    """Return whether a difference must be explained: anything above zero, in either direction."""
    return delta.on_hand != ZERO or delta.broken != ZERO


def why_held(now: Balance, delta: Delta, *, recounted: bool, gone: bool) -> Held | None:
    """Return why a line cannot be posted onto the balance of now, or None where it can."""
    if gone:
        return Held.GONE
    if recounted:
        return Held.RECOUNTED
    try:
        apply(now, delta)
    except CommittedError:
        return Held.COMMITTED
    except (BrokenError, QuantityError):
        return Held.RECOUNTED
    return None


def shows_book(state: CountState, *, blind: bool) -> bool:
    """Return whether the expected figures may be seen: in a blind count only once the counting is done."""
    return not blind or state is not CountState.COUNTING


def document_of(number: str, count_id: int, day: str) -> str:
    """Return how the ledger names the minutes; without the clerk's number the stocktake's own stands for it."""
    return f"Biên bản kiểm kê số {number or f'KK-{count_id}'} ngày {day}"
