"""A row's story with those put together with it: it asks as much for four of them as for one, and leaves none out."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event, select

from core.db import Database
from inventory.models import HolderRow
from inventory.queries.merged_rows import went_into
from inventory.queries.story import get_row_story
from inventory.rules.stock import Balance
from inventory.services.merging import merge_holders
from inventory.services.row_acts import Paper, receive_more
from tests.db.inventory.register import HOME, HOME_OFFICIAL, NOW, load_register, stock

LATER = NOW + timedelta(days=1)


def gather(database: Database, schools: int, *, in_a_row: bool) -> tuple[int, list[int]]:
    """Return the row that holds everything, and the rows of so many schools put together with it, first merged first."""
    names = [f"Trường số {number} xã" for number in range(schools + 1)]
    with database.transaction() as session:
        load_register(session)
        rows = {name: stock(session, 3, household=name) for name in names}
        for number, lot_id in enumerate(rows.values()):
            paper = Paper(document=f"{number}/PN", reason="")
            receive_more(
                session, lot_id=lot_id, quantity=Decimal(1), paper=paper, actor=HOME_OFFICIAL, now=NOW
            )
        found = session.scalars(select(HolderRow).where(HolderRow.commune_code == HOME))
        holders = {row.name: row.id for row in found}
        for number, name in enumerate(names[:-1]):
            target = names[number + 1] if in_a_row else names[-1]
            merge_holders(
                session,
                source=holders[name],
                target=holders[target],
                reason="",
                actor=HOME_OFFICIAL,
                now=LATER,
            )
    return rows[names[-1]], [rows[name] for name in names[:-1]]


@pytest.mark.parametrize("in_a_row", [False, True])
@pytest.mark.parametrize("schools", [1, 4])
def test_four_rows_put_together_ask_no_more_than_one(
    database: Database, schools: int, *, in_a_row: bool
) -> None:
    staying, gone = gather(database, schools, in_a_row=in_a_row)
    seen: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    with database.reading() as session:
        told = get_row_story(session, staying, page=1, before=None)
        assert len([statement for statement in seen if not statement.startswith("BEGIN")]) == 2
        assert [one.lot_id for one, _movements in told.earlier] == gone[::-1]
        for place, (_one, movements) in enumerate(told.earlier[::-1]):
            numbers = [movement.id for movement in movements]
            assert f"{place}/PN" in {movement.document for movement in movements}
            assert numbers == sorted(numbers, reverse=True)
        assert [went_into(session, lot_id) for lot_id in gone] == [staying] * schools
        assert went_into(session, staying) is None
        told = get_row_story(session, staying, page=1, before=LATER)
    assert told.then == Balance(on_hand=Decimal(4))
    assert [len(movements) for _one, movements in told.earlier] == [2] * schools


def test_of_each_row_put_together_a_page_is_shown(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    staying, gone = gather(database, 2, in_a_row=False)
    monkeypatch.setattr("inventory.queries.story.STORY_LENGTH", 1)
    with database.reading() as session:
        told = get_row_story(session, staying, page=1, before=LATER)
    assert [[movement.document for movement in movements] for _one, movements in told.earlier] == [
        ["1/PN"],
        ["0/PN"],
    ]
    assert (len(told.movements), told.more, len(gone)) == (1, True, 2)
