"""The life of help from outside: what its need then lacks, and what it is thanked for."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry
from core.clock import day_of
from core.db import Database
from core.documents.paper import Paper, Urgency
from core.errors import NotFoundError, StaleError
from mobilization.models import IncidentRow
from mobilization.queries.incidents import get_incident
from mobilization.queries.needs import list_needs
from mobilization.queries.outside import find_case, get_offer, offers_coming
from mobilization.queries.standings import list_standings
from mobilization.rules.abilities import Ability
from mobilization.rules.offers import GiverKind, OfferCoversError, OfferNeedError, OfferState, OfferStepError
from mobilization.rules.papers.upward import Telegram
from mobilization.rules.shortfall import CasePassedError
from mobilization.services.incidents import IncidentClosedError
from mobilization.services.needs import add_need, remove_need
from mobilization.services.offers import (
    Offered,
    decide,
    draft_telegram,
    note_telegram_number,
    note_thanks_number,
    receive,
    thank,
    thanks_paper,
)
from mobilization.services.shortfalls import make_case, send_up
from tests.db.inventory.register import DUTY, NOW
from tests.db.mobilization.command_post import begin, plan
from tests.db.mobilization.command_post import need as need_in

BOAT = "PT-005"


def _offer(session: Session, quantity: int = 10) -> tuple[int, int]:
    """Return an incident that needs ten boats, and an offer of some that is accepted for it."""
    incident_id = begin(session, [])
    wanted = need_in(session, incident_id, BOAT, 10)
    offered = Offered(
        giver="Công ty An Phú",
        giver_kind=GiverKind.ENTERPRISE,
        contact="",
        type_code=BOAT,
        quantity=Decimal(quantity),
        arrives_at=NOW + timedelta(hours=1),
    )
    offer_id = receive(session, incident_id=incident_id, offered=offered, actor=DUTY, now=NOW)
    _step(session, incident_id, offer_id, OfferState.ACCEPTED, need_id=wanted)
    return incident_id, offer_id


def _step(session: Session, incident_id: int, offer_id: int, to: OfferState, **more: Any) -> None:
    version = get_offer(session, incident_id, offer_id).version
    named: dict[str, Any] = {"need_id": None, "actor": DUTY, "now": NOW, **more}
    decide(session, incident_id=incident_id, offer_id=offer_id, to=to, version=version, **named)


def _stands(session: Session, incident_id: int) -> tuple[int, int, int]:
    """Return what of the one need is promised, of that there, and what nobody brings."""
    (need,) = list_needs(session, incident_id)
    return int(need.promised), int(need.arrived), int(need.missing)


def _words(paper: Paper) -> str:
    return repr(paper)


@pytest.mark.parametrize(
    ("steps", "stands"),
    [
        ([], (10, 0, 0)),
        ([(OfferState.ARRIVED, None)], (10, 10, 0)),
        ([(OfferState.ARRIVED, 7)], (7, 7, 3)),
        ([(OfferState.ARRIVED, 7), (OfferState.DONE, None)], (7, 7, 3)),
        ([(OfferState.ARRIVED, 7), (OfferState.LEFT, None)], (0, 0, 10)),
        ([(OfferState.DECLINED, None)], (0, 0, 10)),
    ],
    ids=["on its way", "all came", "fewer came", "done", "left while needed", "could not come"],
)
def test_what_help_from_outside_covers(
    database: Database, lots: tuple[int, int], steps: list[tuple[OfferState, int | None]], stands: object
) -> None:
    with database.transaction() as session:
        incident_id, offer_id = _offer(session)
        for to, came in steps:
            _step(session, incident_id, offer_id, to, came=None if came is None else Decimal(came))
        assert _stands(session, incident_id) == stands
        coming = offers_coming([incident_id]).ask(session)
        (standing,) = list_standings(session, [get_incident(session, incident_id)])
        assert [item.id for item in coming] == [item.id for item in standing.helping]
        assert len(coming) == (not steps)


def test_thanks_are_for_what_came_also_when_it_has_gone_home(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id, offer_id = _offer(session)
        with pytest.raises(OfferStepError):
            thank(session, incident_id=incident_id, offer_id=offer_id, actor=DUTY, now=NOW)
        _step(session, incident_id, offer_id, OfferState.ARRIVED, came=Decimal(7))
        _step(session, incident_id, offer_id, OfferState.DONE)
        paper = thanks_paper(session, incident_id, offer_id, province="Quảng Ngãi", now=NOW)
        assert "7" in _words(paper)
        assert "10 " not in _words(paper)
        thank(session, incident_id=incident_id, offer_id=offer_id, actor=DUTY, now=NOW)
        assert get_offer(session, incident_id, offer_id).thanked_at == NOW
        with pytest.raises(OfferStepError):
            thank(session, incident_id=incident_id, offer_id=offer_id, actor=DUTY, now=NOW)  # once


def _offered(session: Session, incident_id: int, giver: str = "Công ty An Phú") -> int:
    offered = Offered(
        giver=giver,
        giver_kind=GiverKind.ENTERPRISE,
        contact="",
        type_code=BOAT,
        quantity=Decimal(6),
        arrives_at=NOW,
    )
    return receive(session, incident_id=incident_id, offered=offered, actor=DUTY, now=NOW)


def test_help_is_taken_for_an_open_need_of_its_own_incident_that_its_type_serves(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id, other_id = begin(session, []), begin(session, [])
        offer_id = _offered(session, incident_id)
        gone, strange = need_in(session, incident_id, BOAT, 5), need_in(session, other_id, BOAT, 5)
        remove_need(session, incident_id=incident_id, need_id=gone, actor=DUTY, now=NOW)
        for wrong in (None, gone, strange, need_in(session, incident_id, "TB-001", 5)):
            with pytest.raises(OfferNeedError):
                _step(session, incident_id, offer_id, OfferState.ACCEPTED, need_id=wrong)
        carried = add_need(
            session, incident_id=incident_id, type_code=None, quantity=Decimal(40), commune_code="", priority=1,
            within_minutes=None, note_text="", ability=Ability.CARRY_WATER, actor=DUTY, now=NOW,
        )  # fmt: skip
        for covers in (None, Decimal("7.5"), Decimal(0), Decimal(10_000_000)):
            with pytest.raises(OfferCoversError):
                _step(session, incident_id, offer_id, OfferState.ACCEPTED, need_id=carried, covers=covers)
        _step(session, incident_id, offer_id, OfferState.ACCEPTED, need_id=carried, covers=Decimal(36))
        with pytest.raises(StaleError):
            decide(
                session, incident_id=incident_id, offer_id=offer_id, to=OfferState.ARRIVED, need_id=None, version=1,
                actor=DUTY, now=NOW,
            )  # fmt: skip


def test_help_belongs_to_the_incident_it_came_to_and_its_giver_to_no_chain(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id, other_id = begin(session, []), begin(session, [])
        offer_id = _offered(session, incident_id, giver="Ông Trần Văn Tám")
    with database.transaction() as session:
        told = session.scalars(select(AuditEntry.facts).where(AuditEntry.action == "offer.receive")).one()
        assert "enterprise" in told
        assert "Tám" not in told
        dated: dict[str, Any] = {"number": "7", "dated": day_of(NOW), "actor": DUTY, "now": NOW}
        said = Telegram(
            urgency=Urgency.URGENT,
            addressees=("UBND xã",),
            situation="Nước lên",
            orders=("Sơ tán",),
            report_by=NOW,
        )
        telegram_id = draft_telegram(session, incident_id=incident_id, said=said, actor=DUTY, now=NOW)
        for act in (
            partial(thank, offer_id=offer_id, actor=DUTY, now=NOW),
            partial(note_thanks_number, offer_id=offer_id, **dated),
            partial(note_telegram_number, telegram_id=telegram_id, **dated),
        ):
            with pytest.raises(NotFoundError):
                act(session, incident_id=other_id)
        with pytest.raises(NotFoundError):  # nothing came yet, there is nothing to thank for
            thanks_paper(session, incident_id, offer_id, province="Quảng Ngãi", now=NOW)
        session.get_one(IncidentRow, incident_id).closed_at = NOW
        with pytest.raises(IncidentClosedError):
            _offered(session, incident_id)


def test_the_level_above_is_asked_only_for_what_nobody_brings_by_now(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        wanted = need_in(session, incident_id, BOAT, 10)
        plan(session, incident_id)  # nobody has a boat
        offer_id = _offered(session, incident_id)
        _step(session, incident_id, offer_id, OfferState.ACCEPTED, need_id=wanted)
        make_case(session, incident_id=incident_id, actor=DUTY, now=NOW)
        case = find_case(session, incident_id)
        assert case is not None
        assert [(one.asked, one.short) for one in case.needs] == [(10, 4)]
        send_up(session, incident_id=incident_id, actor=DUTY, now=NOW)
        with pytest.raises(CasePassedError):
            send_up(session, incident_id=incident_id, actor=DUTY, now=NOW)
