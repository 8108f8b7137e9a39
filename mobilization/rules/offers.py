"""Offers from outside the register: the steps an offer takes, and what it then counts for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from core.errors import DomainError
from inventory.rules.catalogue import Category


class OfferState(StrEnum):
    """How an offer stands; `done` went home with its work done, `left` while it was needed. Thanks are a date of their own."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    DECLINED = "declined"
    DONE = "done"
    LEFT = "left"


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
    OfferState.ARRIVED: (OfferState.DONE, OfferState.LEFT),
    OfferState.DECLINED: (),
    OfferState.DONE: (),
    OfferState.LEFT: (),
}
THERE = (OfferState.ARRIVED.value, OfferState.DONE.value)  # these met their need
COVERING = (OfferState.ACCEPTED.value, *THERE)  # these cover it
CAME = (*THERE, OfferState.LEFT.value)
GIVEN_AWAY = (Category.MATERIALS, Category.SUPPLIES)  # these stay where they were brought
MOST_OFFERED = 1_000_000


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


class OfferCameError(DomainError):
    """What came of an offer is a whole number from one to a million."""

    code = "offer_came"


def steps_of(state: OfferState, type_code: str) -> tuple[OfferState, ...]:
    """Return the steps open to an offer of a type: goods that were brought go home with nobody."""
    if state is OfferState.ARRIVED and type_code[:2] in GIVEN_AWAY:
        return ()
    return STEPS[state]


def waited_for(state: OfferState, type_code: str) -> bool:
    """Return whether an offer is on its way, or there and has still to go home: who closes the incident should know."""
    return state is OfferState.ACCEPTED or (state is OfferState.ARRIVED and bool(steps_of(state, type_code)))


def check_step(state: OfferState, to: OfferState, type_code: str) -> None:
    """Return where an offer of a type may take this step; raises OfferStepError."""
    if to not in steps_of(state, type_code):
        raise OfferStepError


def check_came(came: Decimal) -> None:
    """Return where so much may have come; raises OfferCameError."""
    if came != int(came) or not 1 <= came <= MOST_OFFERED:
        raise OfferCameError


def covers_of(*, came: Decimal, quantity: Decimal, covers: Decimal | None) -> Decimal:
    """Return what an offer covers when so much of it came: that itself, or its whole share of what it was to cover."""
    if covers is None:
        return came
    return Decimal(covers * came // quantity)
