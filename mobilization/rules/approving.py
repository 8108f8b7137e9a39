"""Which of an incident's drafts one person may approve at one press, and why the others are left out."""

from __future__ import annotations

from enum import StrEnum

from core.errors import DomainError


class LeftOut(StrEnum):
    """Why a draft is not approved together with the others."""

    OTHERS = "others"
    OWN_HAND = "own_hand"
    EMPTY = "empty"
    CHANGED = "changed"


class NoDraftChosenError(DomainError):
    """No draft was chosen to be approved."""

    code = "no_draft_chosen"


def left_out(
    *, issuer_code: str, drafted_by_id: int, calls: int, by_id: int, by_code: str, seen: bool = True
) -> LeftOut | None:
    """Return why this person does not approve a draft that `calls` on so many resources, or None.

    `issuer_code` and `by_code` are empty for the province; `seen`: it still says what the person read.
    """
    if issuer_code != by_code:
        return LeftOut.OTHERS  # each chairman signs what is issued in the own name
    if drafted_by_id == by_id:
        return LeftOut.OWN_HAND
    if not seen:
        return LeftOut.CHANGED
    return None if calls else LeftOut.EMPTY
