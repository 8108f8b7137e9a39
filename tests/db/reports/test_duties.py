"""What is due of the plan's duties: from each room what it owes now, of whom, by when; of one commune nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from inventory.models import DualUseRow, LotRow, ReviewSignatureRow
from inventory.rules.command import Post
from inventory.services.campaigns import close_campaign, open_campaign
from inventory.services.command import appoint
from mobilization.models import IncidentRow
from mobilization.rules.compensation import Budget, Cause, Claim, Method
from mobilization.rules.states import State
from mobilization.services.dispatches import Came
from mobilization.services.losses import ClaimTerms, claim, pay
from reports.queries.duties import list_duties, response_plans
from reports.rules.duties import DutyItem, DutyKind
from reports.services.plans import add_plan, change_plan
from tests.db.inventory.register import DUTY, FAR, HOME, NEIGHBOUR, NOW, stock
from tests.db.mobilization.command_post import SEEN_AT, begin, hold, order, step

TODAY = day_of(NOW)
BY: dict[str, Any] = {"actor": DUTY, "now": NOW}


def due(session: Session, kind: DutyKind, *, scope: str | None = None) -> list[DutyItem]:
    """Return the duties of a kind that the province, or one commune, is told of."""
    found = list_duties(
        session,
        codes=[HOME] if scope else ["", HOME, NEIGHBOUR],
        titles={HOME: "Xã Bình Minh"},
        plans=response_plans().ask(session),
        scope=scope,
        drill_years=(5, 1),
        now=NOW,
    )
    return [item for item in found if item.kind is kind]


def test_a_plan_that_was_replaced_is_no_duty_any_more(database: Database) -> None:
    with database.transaction() as session:
        plan: dict[str, Any] = {"commune_code": HOME, "title": "Kế hoạch", "document": "1", **BY}
        old = add_plan(session, approved_on=date(2020, 1, 1), **plan)
        new = add_plan(session, approved_on=date(2026, 1, 1), **plan)
        del plan["commune_code"]
        change_plan(
            session, response_plan_id=old, version=1, approved_on=date(2020, 1, 1), replaced=True, **plan
        )
        told = [(item.commune_code, item.due_on, item.ref) for item in due(session, DutyKind.PLAN)]
        assert told == [("", None, 0), (NEIGHBOUR, None, 0), (HOME, date(2031, 1, 1), new)]


def test_a_review_is_owed_while_it_runs_by_those_who_have_not_signed(database: Database) -> None:
    with database.transaction() as session:
        days: dict[str, Any] = {"pillars": (), "starts_on": TODAY, "due_on": TODAY + timedelta(days=9), **BY}
        running, over = (open_campaign(session, title=title, **days) for title in ("Cuối năm", "Mùa mưa"))
        close_campaign(session, campaign_id=over, **BY)
        signed = {"campaign_id": running, "commune_code": NEIGHBOUR, "rows": 1}
        session.add(ReviewSignatureRow(signed_at=NOW, signed_by="A", **signed))
        session.flush()
        every = due(session, DutyKind.REVIEW)
        assert {item.ref for item in every} == {running}
        assert {HOME, FAR} <= {item.commune_code for item in every}
        assert NEIGHBOUR not in {item.commune_code for item in every}
        assert [item.commune_code for item in due(session, DutyKind.REVIEW, scope=HOME)] == [HOME]


def test_agreements_that_end_are_counted_of_rows_that_stand(database: Database) -> None:
    texts = ("peacetime_use", "decided_by", "operator", "fuel", "agreement", "agreement_no", "phoned_by")
    with database.transaction() as session:
        for commune, ends, closed in (
            (HOME, 5, False),
            (HOME, 20, False),
            (HOME, 40, False),  # not yet
            (HOME, 3, True),
            (NEIGHBOUR, 9, False),
        ):
            lot_id = stock(session, 2, commune=commune, place=f"kho {ends}")
            said: dict[str, Any] = dict.fromkeys(texts, "")
            session.add(DualUseRow(lot_id=lot_id, ends_on=TODAY + timedelta(days=ends), **said))
            session.get_one(LotRow, lot_id).closed = closed
        session.flush()

        def told(scope: str | None) -> list[tuple[str, date | None, int]]:
            return [
                (item.commune_code, item.due_on, item.number)
                for item in due(session, DutyKind.AGREEMENT, scope=scope)
            ]

        own, other = (HOME, TODAY + timedelta(days=5), 2), (NEIGHBOUR, TODAY + timedelta(days=9), 1)
        assert sorted(told(None)) == sorted([own, other])
        assert told(HOME) == [own]


def test_a_payment_is_due_thirty_days_after_the_return_until_it_is_made(database: Database) -> None:
    with database.transaction() as session:
        stock(session, 10)
        line = hold(session, begin(session, [("TB-001", 5)]))[0]
        order_id = order(session, line.incident_id, [line.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
            step(session, line.id, to)
        assert due(session, DutyKind.PAYMENT) == [], "its term runs, nothing is to be paid"
        step(session, line.id, State.RELEASED)
        step(session, line.id, State.RETURNED, came=Came(back=Decimal(3), lost=Decimal(2)))
        loss = Claim(cause=Cause.LOST, method=Method.VALUE, quantity=Decimal(2), unit_dong=150_000)
        terms = ClaimTerms(payer="Phòng Kinh tế", budget=Budget.COMMUNE, ground="báo giá")
        at: dict[str, Any] = {"order_id": order_id, "actor": DUTY, "now": SEEN_AT}
        loss_id = claim(session, dispatch_id=line.id, loss=loss, terms=terms, **at)
        (owed,) = due(session, DutyKind.PAYMENT)
        told = (owed.commune_code, owed.due_on, owed.ref)
        assert told == (HOME, day_of(SEEN_AT) + timedelta(days=30), order_id)
        pay(session, loss_id=loss_id, version=1, paid_on=TODAY, document="UNC 1", **at)
        assert due(session, DutyKind.PAYMENT) == []


@pytest.mark.parametrize(
    ("year", "owed"),
    [
        (2026, []),  # each this year, the province not before 2031
        (2025, [(HOME, date(2026, 12, 31))]),
        (2021, [("", date(2026, 12, 31)), (HOME, date(2022, 12, 31))]),
    ],
)
def test_the_province_drills_every_five_years_a_commune_every_year(
    database: Database, year: int, owed: list[tuple[str, date]]
) -> None:
    with database.transaction() as session:
        for place in (HOME, NEIGHBOUR):
            number = begin(session, [], commune=place, drill=True)
            held = session.get_one(IncidentRow, number)
            held.opened_at = held.closed_at = NOW.replace(year=year if place == HOME else 2026)
            held.run_by = "province" if place == HOME else "commune"
        session.flush()
        assert [(item.commune_code, item.due_on) for item in due(session, DutyKind.DRILL)] == owed


def test_a_board_comes_due_with_the_next_term_to_end_not_with_one_that_has(database: Database) -> None:
    with database.transaction() as session:
        for post, days in ((Post.HEAD, 10), (Post.MEMBER, -5), (Post.POLICE, 20)):
            appoint(
                session, commune_code=HOME, post=post, name=f"Lê {post}", unit="", phone="", stand_in="",
                term_from=TODAY - timedelta(days=99), term_to=TODAY + timedelta(days=days), document="", **BY,
            )  # fmt: skip
        (ending,) = due(session, DutyKind.BOARD_ENDING)
        assert (ending.commune_code, ending.due_on) == (HOME, TODAY + timedelta(days=10))
        missing = {item.commune_code: item.number for item in due(session, DutyKind.BOARD)}
        assert missing == {
            "": 5,
            HOME: 4,
            NEIGHBOUR: 5,
        }  # three of five posts, and a member whose term is over
