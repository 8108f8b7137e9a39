"""Before an order goes to a private owner, its form says what was agreed and whether the number still answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, update

from core.clock import day_of, now
from inventory.models import DualUseRow, LotRow
from inventory.rules.details import PHONE_DAYS
from mobilization.queries.dispatches import get_dispatch
from tests.web.making import database_of, sign_in
from tests.web.mobilization.test_proposals import COMMANDER, held
from tests.web.test_weight import MOST_QUERIES, count_queries

TODAY = day_of(now())
ASK = "Hãy gọi hỏi chủ trước khi ra lệnh"


@pytest.mark.parametrize(
    ("agreement", "ends_on", "phoned_on", "said", "ask"),
    [
        (None, None, None, "Sổ lưỡng dụng chưa ghi thỏa thuận với chủ", True),
        ("nguyen_tac", TODAY + timedelta(days=90), TODAY, "TT-7, <span", False),
        ("nguyen_tac", TODAY - timedelta(days=1), TODAY, "đã hết hạn", False),
        ("nguyen_tac", None, TODAY - timedelta(days=PHONE_DAYS + 1), "TT-7", True),
        ("nguyen_tac", None, None, "TT-7", True),
    ],
)
def test_what_an_owner_agreed_stands_beside_the_thing(
    demo: Flask, agreement: str | None, ends_on: date | None, phoned_on: date | None, said: str, ask: bool
) -> None:
    incident_id, dispatch_id = held(demo, "PT-014")
    with database_of(demo).transaction() as session:
        lot_id = get_dispatch(session, dispatch_id).lot_id
        session.execute(update(LotRow).where(LotRow.id == lot_id).values(note="Thỏa thuận số 26"))
        session.execute(delete(DualUseRow).where(DualUseRow.lot_id == lot_id))
        if agreement:
            texts = dict.fromkeys(("peacetime_use", "decided_by", "operator", "fuel", "phoned_by"), "")
            days = {"ends_on": ends_on, "phoned_on": phoned_on}
            session.add(DualUseRow(lot_id=lot_id, agreement=agreement, agreement_no="TT-7", **texts, **days))
    client = sign_in(demo, COMMANDER)
    client.get(f"/su-co/{incident_id}/ra-lenh")
    seen = count_queries(demo)
    page = client.get(f"/su-co/{incident_id}/ra-lenh").text
    assert len(seen) <= MOST_QUERIES
    assert said in page
    assert "Ghi chú của dòng: Thỏa thuận số 26." in page  # where lists of old kept it
    assert (ASK in page) is ask


def test_of_what_is_public_no_agreement_is_asked(demo: Flask) -> None:
    page = sign_in(demo, "thuongtruc.tinh").get("/su-co/2/ra-lenh").text
    assert 'name="dispatch"' in page
    assert "thỏa thuận với chủ." not in page
    assert "Ghi chú của dòng" not in page
    assert ASK not in page
