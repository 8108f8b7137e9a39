"""How a transfer between two communes goes: proposed by the giver, then received, declined or withdrawn."""

from __future__ import annotations

from enum import StrEnum

from core.errors import DomainError


class TransferState(StrEnum):
    """Where a transfer stands; `ordered` is one by the province's decision, done at once."""

    PROPOSED = "proposed"
    RECEIVED = "received"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ORDERED = "ordered"


class TransferSettledError(DomainError):
    """The transfer was received, declined or withdrawn already."""

    code = "transfer_settled"
    status = 409


class TransferToItselfError(DomainError):
    """A commune gives nothing to itself."""

    code = "transfer_to_itself"


def check_open(state: str) -> None:
    """Return where a transfer still waits; raises TransferSettledError."""
    if state != TransferState.PROPOSED:
        raise TransferSettledError


def check_two_communes(from_code: str, to_code: str) -> None:
    """Return where giver and receiver differ; raises TransferToItselfError."""
    if from_code == to_code:
        raise TransferToItselfError
