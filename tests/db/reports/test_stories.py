"""What reports in words say from the register: who owes one, what is counted, nobody's number, no drill as the real thing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.communes.models import CommuneLinkRow
from core.db import Database
from core.documents.paper import Paper
from mobilization.models import IncidentRow
from mobilization.queries.incidents import get_incident
from mobilization.rules.offers import GiverKind, OfferState
from mobilization.services.conditions import change_road
from mobilization.services.offers import Offered, decide, receive
from reports.queries.stories import StoryWords, incident_story, year_story
from reports.queries.written import get_written, list_owed_and_held
from reports.rules.first_texts import IncidentStory
from reports.rules.written import PaperKind
from reports.services.annual import period_of
from reports.services.plans import add_plan
from reports.services.writing import paper_of, start_incident_report
from tests.db.inventory.register import DUTY, HOME, HOME_DUTY, NEIGHBOUR, NOW, THIRD
from tests.db.mobilization.command_post import begin, need

WORDS = StoryWords(hazards={}, forms={}, pillars={}, ptds_levels={1: "cấp độ 1"}, risk_levels={3: "cấp 3"})
BY: dict[str, Any] = {"actor": DUTY, "now": NOW}
PHONE = "0901 000 123"


def story(session: Session, incident_id: int) -> IncidentStory:
    """Return what is known of an incident."""
    return incident_story(session, get_incident(session, incident_id), WORDS, now=NOW)


@pytest.mark.parametrize(
    ("drill", "closed", "by_commune", "owed", "own", "held"),
    [
        (False, False, True, 1, 1, 0),
        (False, False, False, 1, 0, 0),  # the province's own on the commune's ground
        (True, False, True, 0, 0, 0),  # a drill that still runs was not held yet
        (True, True, True, 0, 0, 1),
    ],
)
def test_who_owes_reports_and_which_drills_were_held(
    database: Database, drill: bool, closed: bool, by_commune: bool, owed: int, own: int, held: int
) -> None:
    with database.transaction() as session:
        number = begin(session, [], actor=HOME_DUTY if by_commune else DUTY, drill=drill)
        session.get_one(IncidentRow, number).closed_at = NOW if closed else None
        session.flush()
        since = NOW - timedelta(days=9)
        asked = [
            list_owed_and_held(session, scope=scope, now=NOW, since=since)
            for scope in (None, HOME, NEIGHBOUR)
        ]
    assert [len(papers) for papers, _drills in asked] == [owed, own, 0]
    assert [len(drills) for _papers, drills in asked] == [held, held, 0]


def test_nobody_s_number_stands_in_a_report(database: Database) -> None:
    with database.transaction() as session:
        number = begin(session, [], title=f"Gọi ông Ba {PHONE}")
        wanted = need(session, number, "PT-005", 4)
        for giver, came in ((f"Bà Hoa {PHONE}", True), ("Người chỉ hứa", False)):
            offered = Offered(
                giver=giver,
                giver_kind=GiverKind.PERSON,
                contact="",
                type_code="PT-005",
                quantity=Decimal(2),
                arrives_at=NOW,
            )
            offer_id = receive(session, incident_id=number, offered=offered, **BY)
            steps = (OfferState.ACCEPTED, *([OfferState.ARRIVED] if came else []))
            for version, to in enumerate(steps, start=1):
                decide(
                    session,
                    incident_id=number,
                    offer_id=offer_id,
                    to=to,
                    need_id=wanted,
                    version=version,
                    **BY,
                )
        told = story(session, number)
        assert [(one.giver.startswith("Bà Hoa"), one.quantity) for one in told.helped] == [(True, 2)]
        report = start_incident_report(session, incident_id=number, kind=PaperKind.QUICK, words=WORDS, **BY)
        paper = paper_of(session, get_written(session, report), province="Quảng Ngãi")
        assert isinstance(paper, Paper)
        assert paper.subject.startswith("Tình hình và công tác ứng phó gọi ông Ba ")
        for said in (told, paper):
            assert "Ba " in repr(said)
            assert "0901" not in repr(said)


def test_a_place_is_cut_off_when_its_every_road_is_and_a_commune_reads_of_its_own(database: Database) -> None:
    with database.transaction() as session:
        ends = session.execute(select(CommuneLinkRow.a, CommuneLinkRow.b)).all()
        around = sorted({*link} - {HOME} for link in ends if HOME in link)
        mine, far = begin(session, [], actor=HOME_DUTY), begin(session, [], commune=HOME)
        neighbours = [code for codes in around for code in codes]
        for code in neighbours[:-1]:
            change_road(session, commune_code=HOME, neighbour=code, minutes=None, until=None, text="", **BY)
        beside = next(
            {*link} - {NEIGHBOUR} for link in ends if NEIGHBOUR in link and not {HOME, THIRD} & {*link}
        ).pop()
        change_road(
            session, commune_code=NEIGHBOUR, neighbour=beside, minutes=None, until=None, text="", **BY
        )
        counts = [len(story(session, number).cut) for number in (mine, far)]
        assert counts == [len(neighbours) - 1, len(neighbours)]
        assert story(session, far).alone == ()
        change_road(
            session, commune_code=HOME, neighbour=neighbours[-1], minutes=None, until=None, text="", **BY
        )
        assert [story(session, number).alone for number in (mine, far)] == [("Xã Bình Minh",)] * 2


def test_a_year_counts_plans_in_force_and_no_drill_among_its_incidents(database: Database) -> None:
    with database.transaction() as session:
        for code, approved in ((HOME, date(2025, 1, 1)), (NEIGHBOUR, date(2020, 1, 1))):
            add_plan(session, commune_code=code, title="Kế hoạch", document="", approved_on=approved, **BY)
        begin(session, [])
        begin(session, [], drill=True)
        told = year_story(session, period_of(2026), WORDS, year=2026, now=NOW)
    assert (told.plans_in_cycle, told.incidents, told.drills) == (1, (("ngap_lut", 1),), 1)
