"""How a message of another system stands here, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.errors import DomainError
from mobilization.rules.exchange.edxl_table import MessageKind

ALERT = "alert"  # the kind of a CAP warning beside those of EDXL-RM


class MessageState(StrEnum):
    """How a message stands."""

    RECEIVED = "received"
    TAKEN = "taken"
    DECLINED = "declined"
    NOTED = "noted"  # nothing to do: a test, an acknowledgement, an answer without goods
    RECALLED = "recalled"  # its sender took it back, or sent another in its place, before anybody took it


class Effect(StrEnum):
    """What taking a message does here."""

    NEEDS = "needs"
    OFFERS = "offers"
    RELEASE = "release"
    WARNING = "warning"
    NONE = "none"


EFFECTS: Mapping[str, Effect] = {
    MessageKind.REQUEST.value: Effect.NEEDS,
    MessageKind.REQUISITION.value: Effect.NEEDS,
    MessageKind.RESPONSE.value: Effect.OFFERS,
    MessageKind.COMMIT.value: Effect.OFFERS,
    MessageKind.RELEASE.value: Effect.RELEASE,
    MessageKind.RETURN.value: Effect.RELEASE,
    MessageKind.RETURN_RESPONSE.value: Effect.NONE,
    ALERT: Effect.WARNING,
}


class MessagePassedError(DomainError):
    """The message was taken, declined or recalled already."""

    code = "message_passed"
    status = 409


class MessageReusedError(DomainError):
    """Another message came under this identifier before."""

    code = "message_id_reused"
    status = 409


class NothingTakenError(DomainError):
    """No line of a message was chosen."""

    code = "message_nothing_chosen"


def check_waiting(state: str) -> None:
    """Return where a message still waits for a person; raises MessagePassedError."""
    if state != MessageState.RECEIVED:
        raise MessagePassedError
