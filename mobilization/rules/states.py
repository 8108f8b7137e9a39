"""The life of a dispatch as one table of states and moves.

An `effect` says what a step does to the lot: `release` gives the promise up, `issue` sends it away, `return`
brings it back with what was used, lost and damaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.errors import DomainError


class State(StrEnum):
    """Where a dispatched resource stands (after EDXL-RM's resource states and ICS check-in)."""

    RESERVED = "reserved"
    ORDERED = "ordered"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    WORKING = "working"
    RELEASED = "released"
    RETURNED = "returned"
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One lawful step."""

    to: State
    mover: Mover
    effect: Effect = Effect.NONE


class MoveError(DomainError):
    """This step is not lawful now. Facts: `state`, `to`."""

    code = "move_not_lawful"
    status = 409


S, H, C = State, Mover.HOLDER, Mover.COMMAND

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
    S.ARRIVED: (Move(to=S.WORKING, mover=H), Move(to=S.RELEASED, mover=C)),
    S.WORKING: (Move(to=S.RELEASED, mover=C),),
    S.RELEASED: (Move(to=S.RETURNED, mover=H, effect=Effect.RETURN),),
    S.REFUSED: (),
    S.RETURNED: (),
    S.CANCELLED: (),
}

OPEN_STATES = frozenset(state for state, moves in MOVES.items() if moves)
ON_THE_WAY = frozenset({S.DEPARTED, S.ARRIVED, S.WORKING, S.RELEASED})


def check_move(state: State, to: State) -> Move:
    """Return the step from `state` to `to`; raises MoveError where there is none."""
    for move in MOVES[state]:
        if move.to is to:
            return move
    raise MoveError(state=state, to=to)
