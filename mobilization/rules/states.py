"""The life of a dispatch as one table of states and moves.

An `effect` says what a step does to the lot: `release` gives the promise up, `issue` sends it away, `return`
brings it back with what was used, lost and damaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen


class State(StrEnum):
    """Where a dispatched resource stands (after EDXL-RM's resource states and ICS check-in)."""

    RESERVED = "reserved"
    ORDERED = "ordered"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    WORKING = "working"
    STAND_BY = "stand_by"
    OUT_MECHANICAL = "out_mechanical"
    OUT_PERSONNEL = "out_personnel"
    OUT_REST = "out_rest"
    EXTENDED = "extended"
    RELEASED = "released"
    RETURNED = "returned"
    CHECKED = "checked"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class Effect(StrEnum):
    """What a step does to the stock."""

    NONE = "none"
    RELEASE = "release"
    ISSUE = "issue"
    RETURN = "return"


class Mover(StrEnum):
    """Who may make a step: the order's approval, the holder's side, or the post that runs the incident."""

    APPROVAL = "approval"
    HOLDER = "holder"
    COMMAND = "command"


@frozen
class Move:
    """One lawful step."""

    to: State
    mover: Mover
    effect: Effect = Effect.NONE


class MoveError(DomainError):
    """This step is not lawful now. Facts: `state`, `to`."""

    code = "move_not_lawful"
    status = 409


class PartError(DomainError):
    """Only whole units, fewer than the dispatch has, can take this step apart from the rest. Fact: `most`."""

    code = "part_wrong"


S, H, C = State, Mover.HOLDER, Mover.COMMAND

# On the spot a resource changes between these as often as it must; ICS 219 tells the three reasons for "out" apart.
OUT = (S.OUT_MECHANICAL, S.OUT_PERSONNEL, S.OUT_REST)
_EXTENDED = Move(to=S.EXTENDED, mover=Mover.APPROVAL)
_HOME = Move(to=S.RELEASED, mover=C)


def _by_holder(*states: State) -> tuple[Move, ...]:
    return tuple(Move(to=state, mover=H) for state in states)


MOVES: Mapping[State, tuple[Move, ...]] = {
    S.RESERVED: (
        Move(to=S.ORDERED, mover=Mover.APPROVAL),
        Move(to=S.CANCELLED, mover=C, effect=Effect.RELEASE),
    ),
    S.ORDERED: (
        Move(to=S.ACKNOWLEDGED, mover=H),
        Move(to=S.REFUSED, mover=H, effect=Effect.RELEASE),
        Move(to=S.CANCELLED, mover=C, effect=Effect.RELEASE),
    ),
    S.ACKNOWLEDGED: (
        Move(to=S.DEPARTED, mover=H, effect=Effect.ISSUE),
        Move(to=S.REFUSED, mover=H, effect=Effect.RELEASE),
        Move(to=S.CANCELLED, mover=C, effect=Effect.RELEASE),
    ),
    S.DEPARTED: (Move(to=S.ARRIVED, mover=H), Move(to=S.RELEASED, mover=C)),
    S.ARRIVED: (*_by_holder(S.WORKING, S.STAND_BY, *OUT), _EXTENDED, _HOME),
    S.WORKING: (*_by_holder(S.STAND_BY, *OUT), _EXTENDED, _HOME),
    S.STAND_BY: (*_by_holder(S.WORKING, *OUT), _EXTENDED, _HOME),
    S.OUT_MECHANICAL: (*_by_holder(S.WORKING, S.STAND_BY), _HOME),
    S.OUT_PERSONNEL: (*_by_holder(S.WORKING, S.STAND_BY), _HOME),
    S.OUT_REST: (*_by_holder(S.WORKING, S.STAND_BY), _HOME),
    S.EXTENDED: (*_by_holder(S.WORKING, S.STAND_BY, *OUT), _HOME),
    S.RELEASED: (Move(to=S.RETURNED, mover=H, effect=Effect.RETURN),),
    S.REFUSED: (),
    S.RETURNED: (Move(to=S.CHECKED, mover=H), Move(to=S.SETTLED, mover=C)),
    S.CHECKED: (Move(to=S.SETTLED, mover=C),),
    S.SETTLED: (),
    S.CANCELLED: (),
}

# Home again: the stock is settled, only papers and money may still be open.
HOME_AGAIN = frozenset({S.RETURNED, S.CHECKED, S.SETTLED})
OPEN_STATES = frozenset(state for state, moves in MOVES.items() if moves) - HOME_AGAIN
AT_WORK = frozenset({S.ARRIVED, S.WORKING, S.STAND_BY, *OUT, S.EXTENDED})
ON_THE_WAY = frozenset({S.DEPARTED, S.RELEASED, *AT_WORK})
# Promised or called, but it has not left: nothing has to be brought back.
NOT_GONE = frozenset({S.RESERVED, S.ORDERED, S.ACKNOWLEDGED})
# It is still to come: a road that is cut leaves it without a way there.
COMING = NOT_GONE | {S.DEPARTED}
GIVEN_UP = frozenset({S.REFUSED, S.CANCELLED})
# What a whole column does together: one word of its leader on the telephone for all of an order.
TOGETHER = (S.ACKNOWLEDGED, S.DEPARTED, S.ARRIVED)
# What a commune notes of many resources of its own at once, whatever orders they were called by.
MANY = (*TOGETHER, S.RETURNED)
# A step that a part of a dispatch may take while the rest stays where it is.
PARTIAL = frozenset({*GIVEN_UP, S.DEPARTED, *OUT, S.RELEASED})
# There, but it does nothing: a thing out of order, or without the people who work it. One that rests goes on by itself.
UNABLE = frozenset({S.OUT_MECHANICAL, S.OUT_PERSONNEL})
# Released from one of these it has done nothing that lasts: it turned back on the road, or it left unable.
LEFT_UNDONE = frozenset({S.DEPARTED, *UNABLE})


def check_move(state: State, to: State) -> Move:
    """Return the step from `state` to `to`; raises MoveError where there is none."""
    for move in MOVES[state]:
        if move.to is to:
            return move
    raise MoveError(state=state, to=to)


def may_move(state: State, to: State) -> bool:
    """Return whether the step from `state` to `to` is lawful."""
    return any(move.to is to for move in MOVES[state])


def told_at(typed: datetime, *, last: datetime, now: datetime) -> datetime:
    """Return when a step was that somebody told by the minute: a clock's box holds no seconds.

    This very minute is now, and the minute of the step before is that step's moment: else what was told last would stand
    below what came before it.
    """
    for moment in (now, last):
        if typed == moment.replace(second=0, microsecond=0):
            return moment
    return typed


def parted(to: State, *, quantity: Decimal, part: Decimal, covers: Decimal) -> tuple[Decimal, Decimal]:
    """Return what of the asked units a part that takes a step of its own covers, and what the rest still does.

    What stays counts for the whole units it makes; an odd one goes with the part. Raises PartError.
    """
    if to not in PARTIAL or part != int(part) or not 0 < part < quantity:
        raise PartError(most=quantity)
    rest = covers * (quantity - part) // quantity
    return covers - rest, rest


def serves(
    *,
    state: State,
    released_from: State | None,
    covers: Decimal,
    sent: Decimal,
    lost: Decimal,
    damaged: Decimal,
    over: bool,
) -> Decimal:
    """Return how many of the asked units it `covers` a dispatch serves as it stands; the rest is to be asked for anew.

    What the post released while it was able has done its work. What came home lost or broken is wanted again for that
    share, in whole units, unless the incident is `over`: then it is wear. What was used up has served.
    """
    if state in GIVEN_UP | UNABLE or released_from in LEFT_UNDONE:
        return Decimal(0)
    if over or not lost + damaged:
        return covers
    return covers // 1 * (sent - lost - damaged) // sent
