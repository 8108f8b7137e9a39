"""Offers from outside the register: the steps an offer takes, and what it then counts for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.errors import DomainError


class OfferState(StrEnum):
    """How an offer stands; thanks are a date of their own."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    DECLINED = "declined"


class GiverKind(StrEnum):
    """Who offers."""

    ENTERPRISE = "enterprise"
    PROVINCE = "province"
    ARMED_FORCES = "armed_forces"
    ORGANISATION = "organisation"
    PERSON = "person"


STEPS: Mapping[OfferState, tuple[OfferState, ...]] = {
    OfferState.RECEIVED: (OfferState.ACCEPTED, OfferState.DECLINED),
    OfferState.ACCEPTED: (OfferState.ARRIVED, OfferState.DECLINED),
    OfferState.ARRIVED: (),
    OfferState.DECLINED: (),
}
ACCEPTED = (OfferState.ACCEPTED.value, OfferState.ARRIVED.value)  # these cover their need


class OfferStepError(DomainError):
    """This step of an offer is not open now."""

    code = "offer_step"
    status = 409


class OfferNeedError(DomainError):
    """An offer is accepted for an open need of the same incident that its type serves."""

    code = "offer_needs_need"


class OfferCoversError(DomainError):
    """What an offer covers of a need by ability must be said: whole units, from one to a million."""

    code = "offer_covers"


def check_step(state: OfferState, to: OfferState) -> None:
    """Return where an offer may take this step; raises OfferStepError."""
    if to not in STEPS[state]:
        raise OfferStepError
