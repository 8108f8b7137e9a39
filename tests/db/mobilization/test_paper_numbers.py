"""Papers that follow an order carry the clerk's own number and day; amendments are counted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from core.documents.paper import Paper, Table, number_line
from core.errors import NotFoundError
from mobilization.queries.minutes import MinutesLine
from mobilization.queries.order_papers import list_noted_papers
from mobilization.queries.orders import get_order
from mobilization.rules.papers.numbering import PaperDateError
from mobilization.rules.states import State
from mobilization.services.dispatches import mark
from mobilization.services.later_papers import paper_named
from mobilization.services.paper_numbers import note_paper
from mobilization.services.settlement import MinutesHead, decide_return, extend, save_minutes
from tests.db.inventory.register import CHAIRMAN, DUTY, JACKETS, NOW
from tests.db.mobilization.command_post import begin, hold, order

HOUR = timedelta(hours=1)


def named(session: Session, order_id: int, title: str) -> Paper:
    held = get_order(session, order_id)
    return paper_named(session, held, title, province="Quảng Ngãi", data_dir=Path("khong-co"))


def noting(order_id: int, kind: str, number: str, hours: int) -> dict[str, Any]:
    now = NOW + hours * HOUR
    return {
        "order_id": order_id,
        "kind": kind,
        "number": number,
        "dated": day_of(now),
        "actor": DUTY,
        "now": now,
    }


def cancel(session: Session, dispatch_id: int, hours: int) -> None:
    now = NOW + hours * HOUR
    mark(
        session,
        dispatch_id=dispatch_id,
        to=State.CANCELLED,
        happened_at=NOW,  # told late: it still belongs into the amendment after it was told
        text="",
        came=None,
        actor=DUTY,
        now=now,
    )


def test_an_extension_has_its_own_number(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5)])
        order_id = order(session, incident_id, [item.id for item in hold(session, incident_id)])
    with pytest.raises(NotFoundError), database.transaction() as session:
        note_paper(session, **noting(order_id, "gia-han", "9", 1))
    with database.transaction() as session:
        extend(
            session,
            order_id=order_id,
            until=NOW + timedelta(days=5),
            text="nước chưa rút",
            actor=CHAIRMAN,
            now=NOW,
        )
        assert named(session, order_id, "gia-han").draft
        note_paper(session, **noting(order_id, "gia-han", "511", 1))
    with pytest.raises(PaperDateError), database.transaction() as session:
        note_paper(
            session, **(noting(order_id, "gia-han", "9", 1) | {"dated": day_of(NOW) - timedelta(days=9)})
        )
    with database.transaction() as session:
        paper = named(session, order_id, "gia-han")
        assert not paper.draft
        assert "511" in number_line(paper)
        assert named(session, order_id, "van-ban").number != "511"
        note_paper(session, **noting(order_id, "gia-han", "512", 2))  # set right, not a second one
        assert named(session, order_id, "gia-han").number == "512"


def test_a_paper_that_follows_is_of_the_day_it_was_decided(database: Database, lots: tuple[int, int]) -> None:
    """Its year and the laws it cites are not those of an order drafted the year before."""
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5)])
        (item,) = hold(session, incident_id)
        order_id = order(session, incident_id, [item.id])
        by: dict[str, Any] = {"order_id": order_id, "actor": CHAIRMAN}
        extend(session, until=NOW + timedelta(days=5), text="nước chưa rút", now=NOW + HOUR, **by)
        decide_return(session, number="", now=NOW + 2 * HOUR, **by)
        line = MinutesLine(condition="tốt", meter="", fuel="", papers="")
        head = MinutesHead(at=NOW + 3 * HOUR, place="thôn 2", user_name="B")
        told: dict[str, Any] = {"head": head, "lines": {item.id: line}, "version": 0}
        save_minutes(session, kind="handover", now=NOW + 4 * HOUR, **told, **by)
        session.flush()
        days = [
            named(session, order_id, title).drafted_at
            for title in ("gia-han", "quyet-dinh-hoan-tra", "giao-nhan")
        ]
    assert days == [NOW + hours * HOUR for hours in (1, 2, 3)]


def test_minutes_are_a_paper_too_once_they_are_written(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5)])
        (item,) = hold(session, incident_id)
        order_id = order(session, incident_id, [item.id])
    with pytest.raises(NotFoundError), database.transaction() as session:
        note_paper(session, **noting(order_id, "giao-nhan", "9", 1))
    line = MinutesLine(condition="tốt", meter="120 giờ", fuel="đầy", papers="")
    with database.transaction() as session:
        save_minutes(
            session, order_id=order_id, kind="handover", head=MinutesHead(at=NOW, place="thôn 2", user_name="B"),
            lines={item.id: line}, version=0, actor=DUTY, now=NOW,
        )  # fmt: skip
        assert named(session, order_id, "giao-nhan").draft
        note_paper(session, **noting(order_id, "giao-nhan", "77", 2))
        assert named(session, order_id, "giao-nhan").number == "77"


def test_amendments_are_counted_and_tell_only_what_is_new(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 10), (JACKETS, 12)])
        first, second = hold(session, incident_id)
        order_id = order(session, incident_id, [first.id, second.id])
        cancel(session, first.id, 1)
        once = named(session, order_id, "sua-doi")
        assert once.draft
        assert "lần thứ" not in once.subject
        note_paper(session, **noting(order_id, "sua-doi", "601", 2))
        assert named(session, order_id, "sua-doi").number == "601"
        cancel(session, second.id, 3)
        again = named(session, order_id, "sua-doi")
        assert again.draft
        assert "lần thứ 2" in again.subject
        (rows,) = [block.rows for block in again.blocks if isinstance(block, Table)]
        assert [row[3] for row in rows] == [str(int(second.quantity))]
        note_paper(session, **noting(order_id, "sua-doi", "602", 4))
        assert named(session, order_id, "sua-doi").number == "602"


def told(paper: Paper) -> list[str]:
    """Return the quantities an amendment changes, as they were before it, in its order."""
    (rows,) = [block.rows for block in paper.blocks if isinstance(block, Table)]
    return [row[3] for row in rows]


def test_every_amendment_stays_printable_as_it_was_numbered(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 10), (JACKETS, 12)])
        first, second = hold(session, incident_id)
        order_id = order(session, incident_id, [first.id, second.id])
        cancel(session, first.id, 1)
        note_paper(session, **noting(order_id, "sua-doi", "601", 2))
        cancel(session, second.id, 3)
        note_paper(session, **noting(order_id, "sua-doi", "602", 4))
        both = [named(session, order_id, title) for title in ("sua-doi-1", "sua-doi-2")]
        assert [paper.number for paper in both] == ["601", "602"]
        assert [told(paper) for paper in both] == [
            [str(int(first.quantity + second.quantity))],  # one row of stock, one line
            [str(int(second.quantity))],
        ]
        assert told(named(session, order_id, "sua-doi")) == told(both[1])
        note_paper(
            session, **noting(order_id, "sua-doi-1", "610", 5)
        )  # the first is set right, the second stays
        again = [named(session, order_id, title) for title in ("sua-doi-1", "sua-doi-2")]
        assert [(paper.number, told(paper)) for paper in again] == [
            ("610", told(both[0])),
            ("602", told(both[1])),
        ]
        assert [paper.overtaken for paper in list_noted_papers(session, order_id)] == [True, False]
        for title in ("sua-doi-0", "sua-doi-3", "sua-doi-x", "gia-han-1"):
            with pytest.raises(NotFoundError):
                named(session, order_id, title)
            with pytest.raises(NotFoundError):
                note_paper(session, **noting(order_id, title, "9", 5))


def test_what_was_ordered_before_takes_nothings_place(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 120)])
        first, second = hold(session, incident_id)
        assert first.need_id == second.need_id
        order_id = order(session, incident_id, [first.id])
        order(session, incident_id, [second.id])
        later = NOW + HOUR
        mark(
            session,
            dispatch_id=first.id,
            to=State.CANCELLED,
            happened_at=later,
            text="",
            came=None,
            actor=DUTY,
            now=later,
        )
        assert told(named(session, order_id, "sua-doi")) == [str(int(first.quantity))]
