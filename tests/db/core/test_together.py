"""Questions asked in one statement are answered as each of them alone, whatever their shape, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.db import Database
from core.together import Question, ask_together
from inventory.models import HolderRow, LotDetailRow, LotRow, MovementRow
from tests.db.inventory.register import HOME, JACKETS, NOW, load_register, stock

Plain = list[tuple[Any, ...]]


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        load_register(session)
        for quantity in (30, 10, 20):
            stock(session, quantity, place=f"Kho {quantity}")
        session.flush()
        yield session


def lots(least: Decimal | int, limit: int) -> Question[Plain]:
    query = (
        select(LotRow, LotDetailRow, CommuneRow.name, LotRow.on_hand.label("held"))
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.on_hand >= least)
        .order_by(LotRow.on_hand.desc(), LotRow.id)
        .limit(limit)
    )
    return Question(query, lambda rows: [(row[0].on_hand, row[1], row[2], row.held) for row in rows])


def count(code: str) -> Question[int]:
    query = select(func.count()).where(LotRow.commune_code == code)
    return Question(query, lambda rows: int(rows.scalar_one()))


def moments() -> Question[Plain]:
    query = select(MovementRow.at, MovementRow.on_hand).order_by(MovementRow.id)
    return Question(query, lambda rows: [tuple(row) for row in rows])


def holders(kinds: list[str]) -> Question[list[str]]:
    query = select(HolderRow).where(HolderRow.kind.in_(kinds)).order_by(HolderRow.name)
    return Question(query, lambda rows: [row.name for row in rows.scalars()])


def test_each_is_answered_as_if_asked_alone(session: Session) -> None:
    asked: list[Question[Any]] = [
        lots(0, 9),
        count(HOME),
        count("none"),
        moments(),
        holders(["agency", "household"]),
        holders([]),
    ]
    alone = [one.ask(session) for one in asked]
    assert ask_together(session, *asked) == alone
    assert alone[0][0] == (Decimal(30), None, "Bình Minh", Decimal(30))
    assert [row[0] for row in alone[0]] == [30, 20, 10]
    assert alone[1:3] == [3, 0]
    assert abs(alone[3][0][0] - NOW) < timedelta(days=1)
    assert ask_together(session, moments()) == [alone[3]]  # one alone needs no union


def test_a_second_asking_brings_its_own_values(session: Session) -> None:
    for least, limit, code, kinds in (
        (0, 1, HOME, ["agency"]),
        (15, 2, "none", []),
        (99, 5, HOME, ["a", "b"]),
    ):
        asked: list[Question[Any]] = [lots(least, limit), count(code), holders(kinds)]
        assert ask_together(session, *asked) == [one.ask(session) for one in asked]


def test_all_go_in_one_statement_and_what_waits_is_written_first(
    database: Database, session: Session
) -> None:
    stock(session, 5, place="Kho 5")
    session.flush()
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    same = count(HOME)
    assert ask_together(session, same, lots(0, 9), same)[::2] == [4, 4]
    assert len(seen) == 1
    assert seen[0].count("UNION ALL") == 1  # the same question is asked once


def test_a_type_of_our_own_keeps_its_values(session: Session) -> None:
    kinds = Question(select(LotRow.type_code).distinct(), lambda rows: rows.scalars().all())
    assert ask_together(session, kinds, lots(0, 1))[0] == [JACKETS]
