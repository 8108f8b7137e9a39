"""What happened since a plan was made that the plan does not know of yet: the ground for making it anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.values import frozen
from mobilization.rules.states import GIVEN_UP, UNABLE, State


class Kind(StrEnum):
    """What happened, in the order in which it is told."""

    NEED_ADDED = "need_added"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    OUT = "out"
    WENT_HOME = "went_home"
    ROAD_CUT = "road_cut"
    ROAD_SLOWER = "road_slower"
    STOCK_FELL = "stock_fell"


@frozen
class Happened:
    """One thing that happened: the resource, and the commune or the road it happened to."""

    kind: Kind
    what: str = ""
    where: str = ""


@frozen
class Wanted:
    """A need as it stands: what nobody has promised, and whether anything was ever promised to it."""

    id: int
    what: str
    where: str
    missing: Decimal
    drawn: bool


@frozen
class Step:
    """Where a dispatch stands, since when; `undone` where by this step its need is open again."""

    state: State
    at: datetime
    what: str
    where: str
    undone: bool = False


def since_plan(
    made_at: datetime,
    asked: Collection[int],
    needs: Iterable[Wanted],
    steps: Iterable[Step],
    ground: Iterable[Happened],
) -> list[Happened]:
    """Return what a plan made at `made_at` for the needs `asked` does not know of, the same thing once.

    A need that was promised something before was known: what it lacks again is told by the step that took it away.
    """
    found = [
        Happened(kind=Kind.NEED_ADDED, what=need.what, where=need.where)
        for need in needs
        if need.id not in asked and need.missing > 0 and not need.drawn
    ]
    for step in steps:
        if step.at <= made_at:
            continue
        if step.state in GIVEN_UP:
            kind = Kind.REFUSED if step.state is State.REFUSED else Kind.CANCELLED
            found.append(Happened(kind=kind, what=step.what, where=step.where))
        elif step.undone:
            kind = Kind.OUT if step.state in UNABLE else Kind.WENT_HOME
            found.append(Happened(kind=kind, what=step.what, where=step.where))
    order = list(Kind)
    return sorted(dict.fromkeys([*found, *ground]), key=lambda item: order.index(item.kind))
