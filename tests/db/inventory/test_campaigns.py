"""Review campaigns on both databases: what is asked, what is confirmed, who is reminded."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from core.clock import day_of
from core.db import Database
from core.errors import NotFoundError, StaleError
from inventory.models import LotRow
from inventory.queries.campaigns import get_campaign, list_reviews, list_unconfirmed
from inventory.queries.lots import PAGE
from inventory.rules.campaigns import (
    CampaignClosedError,
    CampaignNotBegunError,
    RowNotAskedError,
    RowsUnconfirmedError,
)
from inventory.services.campaigns import (
    close_campaign,
    confirm_all,
    confirm_row,
    open_campaign,
    remind,
    sign_review,
)
from inventory.services.keeping import correct
from tests.db.inventory.register import (
    CANOES,
    DUTY,
    HOME,
    HOME_CHAIRMAN,
    HOME_DUTY,
    HOME_OFFICIAL,
    NEIGHBOUR,
    NOW,
    RICE,
    THIRD,
    audit_findings,
    load_register,
    stock,
)


def test_a_campaign_from_the_first_row_to_the_signature(app: Flask, database: Database) -> None:
    later = NOW + timedelta(days=3)
    with database.transaction() as session:
        load_register(session)
        lot, _other = stock(session, 30), stock(session, 8, type_code=CANOES)
        stock(session, 8, commune=NEIGHBOUR)
        start = day_of(later)
        campaign_id = open_campaign(
            session, title="Rà soát", pillars=[], starts_on=start, due_on=start, actor=DUTY, now=later
        )
        common = {"campaign_id": campaign_id, "now": later}
        mine = {**common, "commune_code": HOME}
        seen = {"lot_id": lot, "version": 1, "on_hand": Decimal(30), "broken": Decimal(0)}
        for _again in range(2):
            confirm_row(session, actor=HOME_OFFICIAL, **seen, **mine)  # type: ignore[arg-type]
        with pytest.raises(StaleError):  # confirmed with other figures than somebody saw who had no line
            confirm_row(session, actor=HOME_OFFICIAL, **{**seen, "on_hand": Decimal(29)}, **mine)  # type: ignore[arg-type]
        campaign = get_campaign(session, campaign_id)
        reviews = list_reviews(session, campaign, today=start)
        assert {code: (r.progress.rows, r.progress.confirmed) for code, r in reviews.items()} == {
            HOME: (2, 1),
            NEIGHBOUR: (1, 0),
        }
        for signed in (
            HOME,
            THIRD,
        ):  # who has no row has not reported, which is not the same as having nothing
            with pytest.raises(RowsUnconfirmedError):
                sign_review(session, actor=HOME_CHAIRMAN, **{**mine, "commune_code": signed})  # type: ignore[arg-type]
        assert confirm_all(session, actor=HOME_OFFICIAL, **mine) == (2, 0)  # type: ignore[arg-type]
        for _again in range(2):  # a second tap is no second signature
            sign_review(session, actor=HOME_CHAIRMAN, **mine)  # type: ignore[arg-type]
        for sent in (1, 0):  # who is done is not reminded, and nobody twice a day
            assert remind(session, commune_codes=[HOME, NEIGHBOUR], actor=DUTY, **common) == sent  # type: ignore[arg-type]
        after = list_reviews(session, campaign, today=start)
        assert after[HOME].progress.signed_on == start
        assert after[NEIGHBOUR].reminders == 1
    assert audit_findings(app) == ()


def test_a_commune_confirms_its_own_rows_alone(app: Flask, database: Database) -> None:
    """Whose row it is is asked where it is confirmed: the page knows only the commune of its address."""
    with database.transaction() as session:
        load_register(session)
        other = stock(session, 50, commune=NEIGHBOUR)
        start = NOW.date()
        campaign_id = open_campaign(
            session, title="Rà soát", pillars=[], starts_on=start, due_on=start, actor=DUTY, now=NOW
        )
        with pytest.raises(NotFoundError):
            confirm_row(
                session, campaign_id=campaign_id, commune_code=HOME, lot_id=other, version=1,
                actor=HOME_OFFICIAL, now=NOW,
            )  # fmt: skip


def test_nobody_answers_for_a_figure_that_moved_after_they_looked(app: Flask, database: Database) -> None:
    looked = NOW + timedelta(days=3)
    later = looked + timedelta(hours=1)
    with database.transaction() as session:
        load_register(session)
        lot, other = stock(session, 30), stock(session, 8, type_code=CANOES)
        start = day_of(looked)
        campaign_id = open_campaign(
            session, title="Rà soát", pillars=[], starts_on=start, due_on=start, actor=DUTY, now=looked
        )
        correct(
            session,
            lot_id=lot,
            version=1,
            on_hand=Decimal(28),
            broken=Decimal(0),
            reason="rách",
            actor=HOME_DUTY,
            now=NOW + timedelta(days=3, minutes=30),
        )
        session.get_one(LotRow, lot).checked_on = None
        done = confirm_all(
            session,
            campaign_id=campaign_id,
            commune_code=HOME,
            actor=HOME_OFFICIAL,
            now=later,
            seen_at=looked,
        )
        assert done == (1, 1)
        assert session.get_one(LotRow, lot).checked_on is None
        assert session.get_one(LotRow, other).checked_on == start
    assert audit_findings(app) == ()


def test_a_campaign_takes_only_rows_of_its_pillars_and_shows_them_to_the_last(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        jackets = [stock(session, 1, place=f"kho {number}") for number in range(PAGE + 2)]
        rice = stock(session, 500, type_code=RICE)
        start = day_of(NOW) + timedelta(days=1)
        asked = {"title": "Rà soát phương tiện", "pillars": ["means"], "starts_on": start, "due_on": start}
        campaign_id = open_campaign(session, actor=DUTY, now=NOW, **asked)  # type: ignore[arg-type]
        campaign = get_campaign(session, campaign_id)
        shown = [list_unconfirmed(session, campaign, HOME, page=page) for page in (1, 2, 3)]
        assert [len(lots) for lots in shown] == [PAGE, 2, 0]
        assert {lot.id for lots in shown for lot in lots} == set(jackets)
        one = {"campaign_id": campaign_id, "commune_code": HOME, "version": 1, "now": NOW + timedelta(days=1)}
        early = {**one, "now": NOW, "lot_id": jackets[-1], "actor": HOME_OFFICIAL}
        with pytest.raises(CampaignNotBegunError):  # the row would be checked today and stay unconfirmed
            confirm_row(session, **early)  # type: ignore[arg-type]
        whole = {"campaign_id": campaign_id, "now": NOW}
        with pytest.raises(CampaignNotBegunError):
            confirm_all(session, commune_code=HOME, actor=HOME_OFFICIAL, **whole)  # type: ignore[arg-type]
        with pytest.raises(CampaignNotBegunError):
            remind(session, commune_codes=[HOME], actor=DUTY, **whole)  # type: ignore[arg-type]
        confirm_row(session, lot_id=jackets[-1], actor=HOME_OFFICIAL, **one)  # type: ignore[arg-type]
        with pytest.raises(RowNotAskedError) as refused:
            confirm_row(session, lot_id=rice, actor=HOME_OFFICIAL, **one)  # type: ignore[arg-type]
        assert refused.value.facts == {"resource": "Gạo"}
        assert session.get_one(LotRow, rice).checked_on != start


def test_a_campaign_that_has_ended_asks_nothing_more(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot, today = stock(session, 30), day_of(NOW)
        dates: dict[str, Any] = {"starts_on": today, "due_on": today + timedelta(days=9)}
        by: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}
        by["campaign_id"] = open_campaign(session, title="Cuối năm", pillars=(), **dates, **by)
        close_campaign(session, **by)
        mine = {"commune_code": HOME, **by}
        for act in (
            lambda: confirm_row(session, lot_id=lot, version=1, **mine),
            lambda: confirm_all(session, **mine),
            lambda: sign_review(session, **mine),
            lambda: remind(session, commune_codes=[HOME], **by),
            lambda: close_campaign(session, **by),
        ):
            with pytest.raises(CampaignClosedError):
                act()
