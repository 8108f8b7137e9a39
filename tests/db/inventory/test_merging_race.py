"""A merge, and beside it somebody who writes: no open row is left with a holder or a type that is gone."""

from __future__ import annotations

from concurrent.futures import Future
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import DomainError
from inventory.models import HolderRow, LotRow, ResourceTypeRow
from inventory.rules.merging import MergeBusyError, MergeChangedError, MergeNotUndoneError
from inventory.services.keeping import OtherHolderError, TypeRetiredError, add_lot, ensure_holder
from inventory.services.ledger import lock_lots
from inventory.services.merging import merge_holders, merge_types, undo_merge
from inventory.services.row_acts import Paper, move, receive_more
from tests.db.beside import beside
from tests.db.inventory.register import (
    CANOES,
    DUTY,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    NOW,
    load_register,
    stock,
    unequal_balances,
)
from tests.db.inventory.test_merging import vests

OLD, NEW = "Trường THCS P.Vinh", "Trường THCS Phổ Vinh"


@pytest.fixture
def scene(database: Database) -> tuple[int, int, str, int]:
    """Two holders that are one, a type that is the catalogue's, and a row of it with the first holder."""
    with database.transaction() as session:
        load_register(session)
        twin = vests(session)
        old, new = (
            ensure_holder(session, commune_code=HOME, name=name, kind="agency", phone="").id
            for name in (OLD, NEW)
        )
        lot = stock(session, 5, type_code=twin)
        return old, new, twin, lot


def astray(database: Database) -> list[int]:
    """Return the open rows of a holder or a type that was merged into another."""
    gone = or_(HolderRow.merged_into.is_not(None), ResourceTypeRow.merged_into.is_not(None))
    query = (
        select(LotRow.id)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .where(LotRow.closed.is_(False), gone)
    )
    with database.reading() as session:
        assert unequal_balances(session) == []
        return list(session.scalars(query))


def add(session: Session, holder_id: int | None, type_code: str = CANOES) -> int:
    return add_lot(
        session,
        commune_code=HOME,
        type_code=type_code,
        holder_id=holder_id,
        place="",
        mark="",
        on_hand=Decimal(2),
        broken=Decimal(0),
        keep=Decimal(0),
        ready_minutes=0,
        note="",
        actor=HOME_OFFICIAL,
        now=NOW,
    )


def by_name(session: Session) -> int:
    """Add a row to whoever a list calls by the old name."""
    held = ensure_holder(session, commune_code=HOME, name=OLD, kind="agency", phone="0905124096")
    return add(session, held.id)


def test_the_old_name_leads_on_while_holders_are_merged(
    database: Database, scene: tuple[int, int, str, int]
) -> None:
    old, new, _twin, _lot = scene
    ended = beside(
        database,
        lambda session: merge_holders(
            session, source=old, target=new, reason="", actor=HOME_OFFICIAL, now=NOW
        ),
        by_name,
    )
    assert astray(database) == []
    with database.reading() as session:
        assert session.get_one(LotRow, ended.result()).holder_id == new


def test_a_row_added_first_is_seen_by_the_merge(database: Database, scene: tuple[int, int, str, int]) -> None:
    old, new, _twin, _lot = scene
    ended = beside(
        database,
        by_name,
        lambda session: merge_holders(
            session, source=old, target=new, reason="", actor=HOME_OFFICIAL, now=NOW
        ),
    )
    assert isinstance(ended.exception(), MergeChangedError | None)
    assert astray(database) == []


def refused(ended: Future[object], kind: type[DomainError]) -> None:
    assert isinstance(ended.exception(), kind), ended


def test_a_chosen_holder_or_type_that_is_gone_is_refused(
    database: Database, scene: tuple[int, int, str, int]
) -> None:
    old, new, twin, lot = scene
    paper = Paper(document="", reason="")

    def to_old(session: Session) -> object:
        return move(
            session,
            lot_id=lot,
            quantity=Decimal(1),
            holder_id=old,
            place="",
            paper=paper,
            actor=HOME_OFFICIAL,
            now=NOW,
        )

    def holders(session: Session) -> object:
        return merge_holders(session, source=old, target=new, reason="", actor=HOME_OFFICIAL, now=NOW)

    def types(session: Session) -> object:
        return merge_types(session, source=twin, target=JACKETS, reason="", actor=DUTY, now=NOW)

    refused(beside(database, holders, to_old), OtherHolderError)
    refused(beside(database, types, lambda session: add(session, new, twin)), TypeRetiredError)
    assert astray(database) == []


def test_a_part_moved_beside_a_merge_of_its_type_makes_no_deadlock(
    database: Database, scene: tuple[int, int, str, int]
) -> None:
    _old, new, twin, lot = scene
    paper = Paper(document="", reason="")

    def part(session: Session) -> object:
        return move(
            session,
            lot_id=lot,
            quantity=Decimal(1),
            holder_id=new,
            place="",
            paper=paper,
            actor=HOME_OFFICIAL,
            now=NOW,
        )

    ended = beside(
        database,
        lambda session: lock_lots(session, [lot]),
        lambda session: merge_types(session, source=twin, target=JACKETS, reason="", actor=DUTY, now=NOW),
        part,
    )
    assert isinstance(ended.exception(), MergeChangedError | None)
    assert astray(database) == []


def test_what_is_needed_meanwhile_stops_the_merge(
    database: Database, scene: tuple[int, int, str, int]
) -> None:
    _old, _new, twin, _lot = scene
    with pytest.raises(MergeBusyError), database.transaction() as session:
        merge_types(session, source=twin, target=JACKETS, reason="", needed=lambda: 1, actor=DUTY, now=NOW)


def test_a_merge_comes_apart_once_and_only_while_the_row_that_stayed_is_as_it_was(
    database: Database, scene: tuple[int, int, str, int]
) -> None:
    old, new, twin, _lot = scene
    by: dict[str, Any] = {"reason": "", "actor": DUTY, "now": NOW}
    with database.transaction() as session:
        staying = stock(session, 8)
        types = merge_types(session, source=twin, target=JACKETS, **by)
        holders = merge_holders(session, source=old, target=new, **by)  # without a row of its own
        undo_merge(session, merge_id=holders, actor=DUTY, now=NOW)
    with pytest.raises(MergeNotUndoneError), database.transaction() as session:
        undo_merge(session, merge_id=holders, actor=DUTY, now=NOW)
    with database.transaction() as session:
        paper = Paper(document="1/PN", reason="")
        receive_more(session, lot_id=staying, quantity=Decimal(1), paper=paper, actor=HOME_OFFICIAL, now=NOW)
    with pytest.raises(MergeNotUndoneError), database.transaction() as session:
        undo_merge(session, merge_id=types, actor=DUTY, now=NOW)
    with database.reading() as session:
        assert session.get_one(LotRow, staying).on_hand == 14
        assert unequal_balances(session) == []
