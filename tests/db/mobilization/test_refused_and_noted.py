"""What a command post's services refuse although no page offers it, and what they write into the chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry
from core.db import Database
from core.errors import DomainError
from mobilization.rules.hazards import Hazard
from mobilization.rules.offers import GiverKind, OfferState
from mobilization.services.accepting import accept
from mobilization.services.conditions import load_road_minutes
from mobilization.services.incidents import Facts, correct_incident
from mobilization.services.needs import change_need, remove_need
from mobilization.services.norms import change_norm
from mobilization.services.offers import Offered, decide, receive
from mobilization.services.proposals import propose_taking
from mobilization.services.shortfalls import make_case
from tests.db.beside import Act
from tests.db.inventory.register import DUTY, HOME, HOME_DUTY, JACKETS, NEIGHBOUR, NOW
from tests.db.mobilization.command_post import begin, need, plan, terms

BY: dict[str, Any] = {"actor": DUTY, "now": NOW}
FACTS = Facts(title="Lũ", hazard=Hazard.NGAP_LUT, commune_code=HOME, place="", ptds_level=1, risk_level=3)


def _unknown_norm(session: Session) -> Act:
    return lambda s: change_norm(
        s, key="no such norm", value=Decimal(1), source="QĐ", reason="", valid_from=NOW.date(), seen=0, **BY
    )


def _unknown_commune(session: Session) -> Act:
    incident, facts = begin(session, []), replace(FACTS, commune_code="99999")
    return lambda s: correct_incident(s, incident_id=incident, version=1, facts=facts, **BY)


def _need_of_nothing(session: Session) -> Act:
    incident = begin(session, [])
    asked = need(session, incident, JACKETS, 5)
    return lambda s: change_need(
        s, incident_id=incident, need_id=asked, seen="", values={"quantity": Decimal(0)}, **BY
    )


def _plan_of_a_need_withdrawn(session: Session) -> Act:
    incident = begin(session, [(JACKETS, 5)])
    asked = need(session, incident, JACKETS, 5, commune=NEIGHBOUR)
    made = plan(session, incident)
    remove_need(session, incident_id=incident, need_id=asked, **BY)
    return lambda s: accept(s, incident_id=incident, plan_id=made, **BY)


def _request_for_nothing(session: Session) -> Act:
    incident = begin(session, [], actor=HOME_DUTY)
    said: dict[str, Any] = {"terms": terms(), "actor": HOME_DUTY, "now": NOW}
    return lambda s: propose_taking(s, incident_id=incident, dispatch_ids=[], **said)


def _case_of_nothing_short(session: Session) -> Act:
    incident = begin(session, [(JACKETS, 5)])
    plan(session, incident)
    return lambda s: make_case(s, incident_id=incident, **BY)


def _offer(session: Session, incident: int) -> int:
    offered = Offered(
        giver="Công ty", giver_kind=GiverKind.ENTERPRISE, contact="", type_code=JACKETS, quantity=Decimal(3),
        arrives_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    return receive(session, incident_id=incident, offered=offered, **BY)


def _offer_for_a_need(*, foreign: bool) -> Callable[[Session], Act]:
    def prepare(session: Session) -> Act:
        incident = begin(session, [])
        asked = need(session, begin(session, []) if foreign else incident, JACKETS, 5)
        if not foreign:
            remove_need(session, incident_id=incident, need_id=asked, **BY)
        said = {
            "offer_id": _offer(session, incident),
            "to": OfferState.ACCEPTED,
            "need_id": asked,
            "version": 1,
        }
        return lambda s: decide(s, incident_id=incident, **said, **BY)  # type: ignore[arg-type]

    return prepare


REFUSED: dict[str, tuple[Callable[[Session], Act], str]] = {
    "a norm nobody knows": (_unknown_norm, "not_found"),
    "an incident in no commune": (_unknown_commune, "not_found"),
    "a need of nothing": (_need_of_nothing, "need_quantity"),
    "a plan for a need that was withdrawn": (_plan_of_a_need_withdrawn, "plan_passed"),
    "a request for nothing": (_request_for_nothing, "nothing_chosen"),
    "a case that lacks nothing": (_case_of_nothing_short, "nothing_short"),
    "an offer for a need of another incident": (_offer_for_a_need(foreign=True), "offer_needs_need"),
    "an offer for a need that was withdrawn": (_offer_for_a_need(foreign=False), "offer_needs_need"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_page_offers_is_refused(database: Database, lots: tuple[int, int], name: str) -> None:
    prepare, refusal = REFUSED[name]
    with database.transaction() as session:
        act = prepare(session)
    with pytest.raises(DomainError) as told, database.transaction() as session:
        act(session)
    assert told.value.code == refusal


def _decline(session: Session) -> None:
    incident = begin(session, [])
    offer = _offer(session, incident)
    decide(
        session, incident_id=incident, offer_id=offer, to=OfferState.DECLINED, need_id=None, version=1, **BY
    )


def _load_roads(session: Session) -> None:
    load_road_minutes(
        session, [f"{HOME},{NEIGHBOUR},7", f"{NEIGHBOUR},{HOME},8"], source="duong.csv", now=NOW
    )


@pytest.mark.parametrize(
    ("act", "action"), [(_decline, f"offer.{OfferState.DECLINED.value}"), (_load_roads, "road.table")]
)
def test_what_is_done_stands_in_the_chain(
    database: Database, lots: tuple[int, int], act: Callable[[Session], None], action: str
) -> None:
    with database.transaction() as session:
        act(session)
    with database.reading() as session:
        assert session.scalars(select(AuditEntry.action).where(AuditEntry.action == action)).all() == [action]
