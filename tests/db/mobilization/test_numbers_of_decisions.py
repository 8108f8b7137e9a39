"""The clerk's one table holds the decisions after the orders too: amendments, extensions, returns; by the same rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.db import Database
from core.documents.paper import Paper
from core.errors import ForbiddenError, NotFoundError, StaleError
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.order_papers import noted_papers_of
from mobilization.queries.orders import get_order, list_orders
from mobilization.rules.papers.numbering import NumberTwiceError, PaperDateError
from mobilization.rules.papers.wording import moment_text
from mobilization.rules.rows import RowsRefusedError
from mobilization.rules.states import GIVEN_UP, State
from mobilization.services.later_papers import paper_named
from mobilization.services.numbering import Given, Key, lacking_papers, note_numbers
from mobilization.services.paper_numbers import (
    AMENDMENT,
    EXTENSION,
    RETURN,
    SLIP,
    decide_return_on_paper,
)
from mobilization.services.settlement import decide_return, extend
from tests.db.inventory.register import CHAIRMAN, DUTY, HOME_DUTY, JACKETS, NOW
from tests.db.mobilization.command_post import SEEN_AT, begin, hold, order, step

TODAY = day_of(SEEN_AT)


def lacking(session: Session, incident_id: int, actor: Actor = DUTY) -> list[tuple[int, str, int]]:
    """Return the table's rows: the order, which paper of it, of amendments how many there are with it."""
    gone = {
        item.order_id or 0
        for item in list_dispatches(session, incident_id=incident_id)
        if item.state in GIVEN_UP
    }
    noted = noted_papers_of(incident_id).ask(session)
    orders = list_orders(session, incident_id)
    found = lacking_papers(orders, amended=gone, noted=noted, actor=actor)
    return [(paper.order.id, paper.kind, paper.count) for paper in found]


def printed(session: Session, order_id: int, title: str) -> Paper:
    return paper_named(
        session, get_order(session, order_id), title, province="Quảng Ngãi", data_dir=Path("khong-co")
    )


def refusals(database: Database, incident_id: int, given: dict[Key, Given]) -> dict[Key, type]:
    with pytest.raises(RowsRefusedError) as refused, database.transaction() as session:
        note_numbers(session, incident_id=incident_id, given=given, actor=DUTY, now=SEEN_AT)
    with database.reading() as session:
        assert noted_papers_of(incident_id).ask(session) == {}  # nothing half done
    rows = refused.value.facts["rows"]
    assert isinstance(rows, dict)
    return {key: type(error) for key, error in rows.items()}


def note(session: Session, incident_id: int, given: dict[Key, Given]) -> int:
    return note_numbers(session, incident_id=incident_id, given=given, actor=DUTY, now=SEEN_AT)


@pytest.fixture
def amended(database: Database, lots: tuple[int, int]) -> tuple[int, int, int]:
    """An incident, an order of it of which one thing was given up, and one extended and called back."""
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, count) for count in (9, 8, 7)])
        one, two, three = hold(session, incident_id)
        first, second = order(session, incident_id, [one.id, two.id]), order(session, incident_id, [three.id])
        step(session, one.id, State.CANCELLED)
        until = NOW + timedelta(days=5)
        extend(session, order_id=second, until=until, text="nước chưa rút", actor=CHAIRMAN, now=NOW)
        decide_return(session, order_id=second, number="", actor=DUTY, now=SEEN_AT)
        return incident_id, first, second


def test_decisions_are_numbered_beside_their_orders(
    database: Database, amended: tuple[int, int, int]
) -> None:
    incident_id, first, second = amended
    with database.transaction() as session:
        assert lacking(session, incident_id) == [
            (first, "", 0),
            (first, AMENDMENT, 1),
            (second, "", 0),
            (second, EXTENSION, 0),
            (second, RETURN, 0),
        ]
        assert lacking(session, incident_id, HOME_DUTY) == []
        version = {key: get_order(session, key).version for key in (first, second)}
        rows = {
            (key, kind): Given(number=f"{n}/QĐ-UBND", dated=TODAY, version=version[key])
            for n, (key, kind, _count) in enumerate(lacking(session, incident_id), 11)
        }
        assert note(session, incident_id, rows) == 5  # two rows of one order, both as it was read
    with database.transaction() as session:
        assert lacking(session, incident_id) == []
        titles = [(first, "sua-doi-1"), (second, "gia-han"), (second, "quyet-dinh-hoan-tra")]
        assert [printed(session, key, title).number for key, title in titles] == [
            f"{n}/QĐ-UBND" for n in (12, 14, 15)
        ]
        (_one, two, _three) = list_dispatches(session, incident_id=incident_id)
        step(session, two.id, State.REFUSED, at=SEEN_AT + timedelta(hours=1))
        assert lacking(session, incident_id) == [(first, AMENDMENT, 2)]
        again = Given(number="19/QĐ-UBND", dated=TODAY, version=get_order(session, first).version)
        assert note(session, incident_id, {(first, AMENDMENT): again}) == 1
        assert [paper.number for paper in noted_papers_of(incident_id).ask(session)[first]] == [
            "12/QĐ-UBND",
            "19/QĐ-UBND",
        ]


def test_all_or_none_of_them_is_numbered_and_each_refused_row_says_why(
    database: Database, amended: tuple[int, int, int]
) -> None:
    incident_id, first, second = amended
    with database.reading() as session:
        version = {key: get_order(session, key).version for key in (first, second)}
    row = Given(number="21/QĐ-UBND", dated=TODAY, version=version[second])
    good = {(second, EXTENSION): row}
    early = replace(row, number="22", dated=TODAY - timedelta(days=99))
    stale = Given(number="23", dated=TODAY, version=version[first] - 1)
    assert refusals(database, incident_id, good | {(second, RETURN): early, (first, AMENDMENT): stale}) == {
        (second, RETURN): PaperDateError,
        (first, AMENDMENT): StaleError,
    }
    assert refusals(database, incident_id, good | {(second, ""): row}) == dict.fromkeys(
        ((second, EXTENSION), (second, "")), NumberTwiceError
    )
    elsewhere = {(second, AMENDMENT): row, (second, SLIP): replace(row, number="24"), (999, RETURN): early}
    assert refusals(database, incident_id, good | elsewhere) == {
        (second, AMENDMENT): NumberTwiceError,
        (second, EXTENSION): NumberTwiceError,
        (second, SLIP): NotFoundError,
        (999, RETURN): NotFoundError,
    }
    assert refusals(database, incident_id, {(second, AMENDMENT): row}) == {(second, AMENDMENT): NotFoundError}
    with pytest.raises(RowsRefusedError) as refused, database.transaction() as session:
        note_numbers(session, incident_id=incident_id, given=good, actor=HOME_DUTY, now=SEEN_AT)
    assert refused.value.facts["rows"].keys() == good.keys()  # type: ignore[attr-defined]
    assert all(isinstance(one, ForbiddenError) for one in refused.value.facts["rows"].values())  # type: ignore[attr-defined]


def test_the_number_typed_with_a_return_decision_stands_on_its_paper(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5), (JACKETS, 6)])
        first, second = (order(session, incident_id, [item.id]) for item in hold(session, incident_id))
        said = {"actor": DUTY, "now": SEEN_AT}
        back_at = SEEN_AT + timedelta(hours=2)
        decide_return_on_paper(
            session,
            order_id=first,
            number=" 31/QĐ-UBND",
            dated=day_of(NOW),
            back_at=back_at,
            back_place=" UBND xã Bình Minh ",
            **said,  # type: ignore[arg-type]
        )
        paper = printed(session, first, RETURN)
        told = f"Thời gian, địa điểm hoàn trả: {moment_text(back_at)}; tại UBND xã Bình Minh."
        assert told in str(paper.blocks)
        assert (paper.number, paper.dated) == ("31/QĐ-UBND", day_of(NOW))
        decide_return_on_paper(session, order_id=second, number="", **said)  # type: ignore[arg-type]
        assert printed(session, second, RETURN).draft  # the clerk's number comes later
        assert (second, RETURN, 0) in lacking(session, incident_id)
