"""Offers from outside: received, accepted for a need or declined, arrived, thanked."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.api import NothingSchema, Written, number_seen, reads, write, writes
from core.web.doors import reading
from mobilization.api.blueprint import bp
from mobilization.queries.incidents import commune_of_incident, get_incident, place_of_incident
from mobilization.queries.outside import Offer, get_offer, list_offers
from mobilization.schemas.api_outside import OfferDecidedSchema, OfferShownSchema, OfferWrittenSchema
from mobilization.services.offers import Offered, decide, receive, thank


@reads(
    bp,
    "/incidents/<int:incident_id>/offers",
    answer=OfferShownSchema(many=True),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
)
def offers(incident_id: int) -> list[Offer]:
    """What was offered from outside, newest first."""
    with reading() as session:
        get_incident(session, incident_id)
        return list_offers(session, incident_id)


@reads(
    bp,
    "/incidents/<int:incident_id>/offers/<int:offer_id>",
    answer=OfferShownSchema(),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
    version=lambda found: found.version,
)
def offer(incident_id: int, offer_id: int) -> Offer:
    """One offer; its ETag is what If-Match asks for."""
    with reading() as session:
        return get_offer(session, incident_id, offer_id)


def _written(session: Session, incident_id: int, offer_id: int, status: int = 200) -> Written:
    session.flush()
    found = get_offer(session, incident_id, offer_id)
    there = url_for("api_incidents.offer", incident_id=incident_id, offer_id=offer_id)
    return Written(
        content=found,
        schema=OfferShownSchema(),
        status=status,
        version=found.version,
        location=there if status == 201 else "",
    )


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/offers",
    answer=OfferShownSchema(),
    body=OfferWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    status=201,
)
def receive_offer(body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Note an offer; it covers nothing until it is accepted for a need."""

    def work(session: Session, actor: Actor) -> Written:
        made = receive(session, incident_id=incident_id, offered=Offered(**body), actor=actor, now=now())
        return _written(session, incident_id, made, 201)

    return write(work)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/offers/<int:offer_id>/steps",
    answer=OfferShownSchema(),
    body=OfferDecidedSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    seen=True,
)
def decide_offer(body: dict[str, Any], incident_id: int, offer_id: int) -> ResponseReturnValue:
    """Accept an offer for an open need, decline it, note its arrival or that it went home."""
    named: dict[str, Any] = {"incident_id": incident_id, "offer_id": offer_id, "version": number_seen()}

    def work(session: Session, actor: Actor) -> Written:
        decide(session, actor=actor, now=now(), **named, **body)
        return _written(session, incident_id, offer_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/offers/<int:offer_id>/thanks",
    answer=OfferShownSchema(),
    body=NothingSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
)
def thank_for_offer(_body: dict[str, Any], incident_id: int, offer_id: int) -> ResponseReturnValue:
    """Note that the letter of thanks was sent."""

    def work(session: Session, actor: Actor) -> Written:
        thank(session, incident_id=incident_id, offer_id=offer_id, actor=actor, now=now())
        return _written(session, incident_id, offer_id)

    return write(work)
