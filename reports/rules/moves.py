"""An incident's dispatches over time: each one's stretches, from the order to the return, on a common scale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from core.values import frozen

MARKS = 4  # moments written below the scale, both ends included


@frozen
class Move:
    """One dispatch; a moment is None where it did not come to that."""

    resource: str
    unit: str
    quantity: Decimal
    commune: str
    ordered_at: datetime | None
    departed_at: datetime | None
    arrived_at: datetime | None
    released_at: datetime | None
    returned_at: datetime | None


@frozen
class Stretch:
    """A part of a dispatch's time, as shares of the scale from 0 to 1."""

    name: str
    start: float
    end: float


@frozen
class Scale:
    """From when to when the drawing goes."""

    start: datetime
    end: datetime

    def share(self, moment: datetime) -> float:
        """Return where a moment lies, 0 at the start and 1 at the end."""
        whole = (self.end - self.start).total_seconds()
        return min(1.0, max(0.0, (moment - self.start).total_seconds() / whole))

    def marks(self) -> list[tuple[float, datetime]]:
        """Return evenly spread moments with their places."""
        step = (self.end - self.start) / (MARKS - 1)
        return [(number / (MARKS - 1), self.start + step * number) for number in range(MARKS)]


def scale_of(moves: Sequence[Move], *, opened_at: datetime, until: datetime) -> Scale:
    """Return the scale that holds the incident's opening, every move's last moment, and what still runs until `until`."""
    moments = [until if move.returned_at is None else move.returned_at for move in moves]
    end = max([opened_at + timedelta(hours=1), *moments])
    return Scale(start=opened_at, end=end)


def stretches(move: Move, scale: Scale, *, until: datetime) -> list[Stretch]:
    """Return a move's stretches in order: waiting, on the way, at work, on the way back; the open one ends at `until`."""
    steps = (
        ("waiting", move.ordered_at),
        ("going", move.departed_at),
        ("working", move.arrived_at),
        ("back", move.released_at),
    )
    known = [(name, moment) for name, moment in steps if moment is not None]
    end = move.returned_at or until
    found = []
    for place, (name, moment) in enumerate(known):
        over = known[place + 1][1] if place + 1 < len(known) else end
        found.append(Stretch(name=name, start=scale.share(moment), end=scale.share(max(moment, over))))
    return found
