"""A commune's tờ trình on its way: it waits for the province, is taken up by a decision, or is declined."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from core.errors import DomainError
from inventory.rules.catalogue import LegalForm


class ProposalState(StrEnum):
    """Where a tờ trình stands; `recalled` by its own commune."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    DECLINED = "declined"
    RECALLED = "recalled"


# Only the province decides these (Luật 15/2008/QH12, Điều 14, Điều 24).
TAKING = (LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA)
# A draft that went back to who wrote it, by the chairman's word or its own post's.
SENT_BACK, WITHDRAWN = "sent_back", "withdrawn"
# How a paper comes to nothing: what it called on is still held and waits for another.
TURNED_DOWN = (SENT_BACK, WITHDRAWN, ProposalState.DECLINED.value, ProposalState.RECALLED.value)
PROPOSALS = frozenset(state.value for state in ProposalState)


class ProposalPassedError(DomainError):
    """The tờ trình does not wait for a decision any more."""

    code = "proposal_passed"
    status = 409


def needed_by(arrive_by: datetime, handover_at: datetime | None) -> datetime:
    """Return by when the province's decision is needed: the law sets no term, the thing is needed where it was asked for."""
    return min(arrive_by, handover_at or arrive_by)
