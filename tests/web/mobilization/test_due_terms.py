"""What is due on many orders is told once for those alike, the late ones first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from core.clock import now
from inventory.rules.catalogue import LegalForm
from mobilization.models import OrderRow
from mobilization.pages.due_terms import Term, alike
from mobilization.queries.settlement import Timed
from mobilization.rules.clocks import Clock, Deadline, OrderTimes, Standing
from tests.db.inventory.register import NOW
from tests.web.making import database_of, sign_in


def term(number: int, hours: int, standing: Standing, clock: Clock = Clock.TERM, incident: int = 1) -> Term:
    """Return the term of an order as the list has it."""
    due = NOW + timedelta(hours=hours)
    times = OrderTimes(form=LegalForm.HUY_DONG, until=due)
    timed = Timed(
        order_id=number, commune=f"Xã {number}", incident_id=incident, incident="Lũ", number="", times=times
    )
    return timed, Deadline(clock=clock, due_at=due, warn_at=due), standing


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ([], []),
        ([term(1, 5, Standing.RUNNING), term(2, -5, Standing.LATE)], [[2], [1]]),
        ([term(n, 9 - n, Standing.DUE) for n in (1, 2, 3)], [[3, 2, 1]]),
        ([term(1, 1, Standing.DUE), term(2, 2, Standing.DUE, Clock.PAY), term(3, 3, Standing.DUE)], [[1, 3], [2]]),
        ([term(1, 1, Standing.LATE), term(2, 2, Standing.LATE, incident=2)], [[1], [2]]),
        ([term(1, -9, Standing.DUE), term(2, 9, Standing.LATE)], [[2], [1]]),
    ],
)  # fmt: skip
def test_terms_alike_stand_together_and_the_late_ones_first(terms: list[Term], told: list[list[int]]) -> None:
    assert [[timed.order_id for timed, _item, _standing in group.terms] for group in alike(terms)] == told


def test_the_page_and_the_first_page_tell_many_orders_alike_once(demo: Flask) -> None:
    past = now() - timedelta(days=1)
    with database_of(demo).transaction() as session:
        orders = session.query(OrderRow).filter_by(incident_id=2, state="approved")
        ids = [row.id for row in orders]
        session.execute(update(OrderRow).where(OrderRow.id.in_(ids)).values(until=past))
    assert len(ids) > 1
    post = sign_in(demo, "thuongtruc.tinh")
    page = post.get("/viec-theo-han").text
    row = page.partition('<ul class="rows">')[2].partition("</details>")[0]
    assert "Quá hạn" in row
    assert f"<summary>{len(ids)} lệnh</summary>" in row
    assert [number for number in ids if f'href="/lenh/{number}"' not in row] == []
    home = post.get("/").text
    assert home.count("Hết thời hạn: gia hạn hoặc hoàn trả") == 1
    assert 'href="/viec-theo-han"' in home
