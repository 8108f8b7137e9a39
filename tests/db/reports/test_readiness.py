"""The stock that counts as ready, today and on a past day; prices and land as people keep them. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.communes.queries import get_commune
from core.db import Database
from core.errors import StaleError
from inventory.models import DualUseRow, LotDetailRow, LotRow
from inventory.services.managing_catalogue import retire
from mobilization.rules.hazards import Hazard
from mobilization.services.norms import change_norm
from reports.queries.gaps import list_lands, list_prices
from reports.queries.readiness import list_stocks, moment_of
from reports.rules.closing import Rest
from reports.rules.land import Land, assumed_land
from reports.rules.readiness import Stock
from reports.services.gaps import set_land, set_price
from reports.services.plans import add_plan
from reports.services.readiness import read_days, reckon
from reports.services.standing import kept_or_read
from tests.db.reports.making import ACTOR, BINH_MINH, CAM_THANH, NOW, add, at, count

TODAY = date(2026, 11, 23)


def dual(lot_id: int, agreement: str, ends_on: date | None) -> DualUseRow:
    """Return the note of an agreement."""
    texts = dict.fromkeys(
        ("peacetime_use", "decided_by", "operator", "fuel", "agreement_no", "phoned_by"), ""
    )
    return DualUseRow(lot_id=lot_id, agreement=agreement, ends_on=ends_on, **texts)


def expiry(lot_id: int, day: date) -> LotDetailRow:
    """Return the note of a last day."""
    return LotDetailRow(
        lot_id=lot_id, fund="", donor="", expires_on=day, condition="", keep_seasonal=Decimal(0)
    )


@pytest.fixture
def register(database: Database) -> Database:
    """Bình Minh with life jackets of every kind that counts or does not, and rice counted again in November."""
    with database.transaction() as session:
        _jackets(session)
        rice = add(session, BINH_MINH, "HC-001", "1000", at(2026, 9, 1))
    with database.transaction() as session:
        count(session, rice, 1, 400, at(2026, 11, 10))
    return database


def _jackets(session: Session) -> None:
    fresh = add(session, BINH_MINH, "TB-001", "100", at(2026, 9, 1), place="kho 1")
    expired = add(session, BINH_MINH, "TB-001", "7", at(2026, 9, 1), place="kho 2")
    unagreed = add(session, BINH_MINH, "TB-001", "5", at(2026, 9, 1), holder="Ông Bình", place="a")
    ended = add(session, BINH_MINH, "TB-001", "3", at(2026, 9, 1), holder="Ông Bình", place="b")
    agreed = add(session, BINH_MINH, "TB-001", "2", at(2026, 9, 1), holder="Ông Bình", place="c")
    old = add(session, BINH_MINH, "TB-001", "10", at(2026, 9, 1), place="kho 3")
    row = session.get_one(LotRow, fresh)
    row.broken, row.reserved, row.away = Decimal(4), Decimal(6), Decimal(6)
    session.get_one(LotRow, old).checked_on = TODAY - timedelta(days=200)
    session.add_all([
        expiry(fresh, TODAY),  # good through its last day
        expiry(expired, TODAY - timedelta(days=1)),
        dual(unagreed, "", None),
        dual(ended, "cam_ket", TODAY - timedelta(days=1)),
        dual(agreed, "cam_ket", TODAY),
    ])  # fmt: skip


def test_only_what_is_whole_here_in_date_and_promised_counts(register: Database) -> None:
    with register.reading() as session:
        [stocks] = list_stocks(session, [moment_of(TODAY, TODAY)])
    assert stocks[BINH_MINH]["TB-001"] == Stock(
        ready=Decimal(100 - 4 - 6 + 2 + 7),  # of the old ten three quarters, rounded down
        doubted=Decimal(3),
        broken=Decimal(4),
        expired=Decimal(7),
        away=Decimal(6),
        unagreed=Decimal(5 + 3),
    )


PAST = {
    date(2026, 8, 31): 0,
    date(2026, 9, 1): 1000,
    date(2026, 11, 9): 1000,
    date(2026, 11, 10): 400,
    TODAY: 400,
}


def test_past_days_are_told_from_what_changed_since_all_in_one_question(register: Database) -> None:
    with register.reading() as session:
        found = list_stocks(session, [moment_of(day, TODAY) for day in PAST])
    for (day, rice), stocks in zip(PAST.items(), found, strict=True):
        stock = stocks.get(BINH_MINH, {}).get("HC-001", Stock())
        assert (stock.ready, stock.doubted) == (rice, 0), day  # the check of that time counts, not the latest


def test_readiness_of_the_province_goes_with_the_day(register: Database) -> None:
    days = (TODAY, date(2026, 10, 23))
    with register.reading() as session:
        kept = kept_or_read(session, None)
        provinces = read_days(session, kept, [moment_of(day, TODAY) for day in days])
    demand = kept.demand(TODAY, Hazard.BAO, 2)
    now, before = (reckon(each, demand)[BINH_MINH] for each in provinces)
    rice = [next(line for line in each.lines if line.type_code == "HC-001") for each in (now, before)]
    assert len(demand) == 96
    assert (rice[0].have, rice[1].have) == (Decimal(400), Decimal(1000))
    assert rice[0].cover < rice[1].cover


def test_what_is_kept_of_the_province_is_read_again_once_anything_of_it_changed(register: Database) -> None:
    said: dict[str, Any] = {"actor": ACTOR, "now": NOW}
    land = Land(commune_code=BINH_MINH, coastal=False, remote=True, difficult=True, source="Quyết định")
    norm: dict[str, Any] = {"key": "rice", "value": Decimal(1), "source": "", "reason": "thử", "seen": 0}
    plan: dict[str, Any] = {"commune_code": "", "title": "Kế hoạch", "document": "", "approved_on": TODAY}
    price: dict[str, Any] = {
        "price_vnd": 1,
        "repair_percent": 0,
        "source": "Báo giá",
        "priced_on": TODAY,
        "rest": None,
        "version": 0,
    }
    changes: tuple[Callable[[Session], object], ...] = (
        lambda session: set_land(session, land=land, **said),
        lambda session: set_price(session, type_code="TB-001", **price, **said),
        lambda session: change_norm(session, valid_from=TODAY, **norm, **said),
        lambda session: add_plan(session, **plan, **said),
        lambda session: retire(session, code="TB-001", retired=True, **said),
    )
    with register.reading() as session:
        kept = kept_or_read(session, None)
        assert kept_or_read(session, kept) is kept
    for change in changes:
        with register.transaction() as session:
            change(session)
        with register.reading() as session:
            newer = kept_or_read(session, kept)
        assert newer is not kept
        kept = newer
    assert kept.standing.lands[BINH_MINH].difficult
    assert kept.standing.prices["TB-001"].price_vnd == 1
    assert [change.value for change in kept.standing.norm_changes] == [Decimal(1)]
    assert len(kept.standing.plans) == 1


def test_prices_and_land_are_kept_and_a_stale_edit_is_refused(register: Database) -> None:
    price: dict[str, Any] = {
        "repair_percent": 20,
        "source": "Báo giá",
        "priced_on": TODAY,
        "rest": Rest.CONTRACT,
        "actor": ACTOR,
        "now": NOW,
    }
    land = Land(commune_code=BINH_MINH, coastal=True, remote=True, difficult=True, source="Quyết định")
    with register.transaction() as session:
        set_price(session, type_code="TB-001", price_vnd=180_000, version=0, **price)
        set_land(session, land=land, actor=ACTOR, now=NOW)
    with register.transaction() as session:
        set_price(session, type_code="TB-001", price_vnd=190_000, version=1, **price)
    with pytest.raises(StaleError) as stale, register.transaction() as session:
        set_price(session, type_code="TB-001", price_vnd=1, version=1, **price)
    assert (str(stale.value.facts["by"]), stale.value.facts["at"]) == (ACTOR.login, NOW)
    with pytest.raises(StaleError), register.transaction() as session:
        set_land(session, land=land, actor=ACTOR, now=NOW)
    with register.reading() as session:
        place = get_commune(session, BINH_MINH)
        other = get_commune(session, CAM_THANH)
        lands = list_lands(session, [place, other])
        kept = list_prices(session)["TB-001"]
    assert (kept.price_vnd, kept.rest) == (190_000, Rest.CONTRACT)
    assert (lands[BINH_MINH].rank, lands[BINH_MINH].version) == (0, 1)
    assert lands[other.code] == assumed_land(other)
