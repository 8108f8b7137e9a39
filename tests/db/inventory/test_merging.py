"""Duplicate types and holders put together: the ledger is kept, history stays readable, and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import DomainError
from inventory.models import HolderRow, LotRow, MovementRow, ResourceTypeRow
from inventory.queries.catalogue import get_type_page, list_types
from inventory.queries.count_lines import list_all_lines
from inventory.queries.details import details_of
from inventory.queries.merged_rows import absorbed, went_into
from inventory.rules.merging import (
    MergeBusyError,
    MergedHolder,
    MergedType,
    MergeIntoItselfError,
    MergeNotUndoneError,
    MergeOtherCommuneError,
    MergeOwnCommitteeError,
    MergeSourceGoneError,
    MergeStandardError,
    MergeTargetGoneError,
    MergeUnitsError,
    check_holders,
    check_types,
)
from inventory.services.closing_counts import close_count
from inventory.services.counting import enter
from inventory.services.details import edit_details
from inventory.services.keeping import TypeRetiredError, add_lot, ensure_holder
from inventory.services.managing_catalogue import add_name, add_type, set_factor, set_substitute
from inventory.services.merging import merge_holders, merge_types, undo_merge
from inventory.services.opening_counts import open_count
from inventory.services.promising import Ask, reserve
from inventory.services.row_acts import Paper, receive_more
from inventory.services.transferring import propose
from tests.db.inventory.register import (
    CANOES,
    DUTY,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    NEIGHBOUR,
    NOW,
    audit_findings,
    load_register,
    numbers_of,
    occasion,
    stock,
    unequal_balances,
    unwarned,
)

SCHOOL = "Trường THCS Phổ Vinh"
TYPE = MergedType(code="TB-900", name="Phao áo", unit="cái", retired=False, merged=False, standard=False)
HOLDER = MergedHolder(id=7, name=SCHOOL, kind="agency", commune_code=HOME, merged=False)


@pytest.mark.parametrize(
    ("source", "target", "refusal"),
    [
        (TYPE, replace(TYPE, code="TB-001", standard=True), None),
        (TYPE, TYPE, MergeIntoItselfError),
        (replace(TYPE, merged=True), replace(TYPE, code="TB-001"), MergeSourceGoneError),
        (TYPE, replace(TYPE, code="TB-001", retired=True), MergeTargetGoneError),
        (replace(TYPE, standard=True), replace(TYPE, code="TB-901"), MergeStandardError),
        (TYPE, replace(TYPE, code="TB-001", unit="bộ"), MergeUnitsError),
        (HOLDER, replace(HOLDER, id=8), None),
        (HOLDER, HOLDER, MergeIntoItselfError),
        (HOLDER, replace(HOLDER, id=8, commune_code=NEIGHBOUR), MergeOtherCommuneError),
        (HOLDER, replace(HOLDER, id=8, merged=True), MergeTargetGoneError),
        (replace(HOLDER, kind="commune"), replace(HOLDER, id=8), MergeOwnCommitteeError),
    ],
)
def test_who_may_go_into_whom(
    source: MergedType | MergedHolder, target: MergedType | MergedHolder, refusal: type[DomainError] | None
) -> None:
    check: Callable[..., None] = check_types if isinstance(source, MergedType) else check_holders
    if refusal is None:
        check(source, target)
    else:
        with pytest.raises(refusal):
            check(source, target)


def vests(session: Session) -> str:
    """Return the code of a type that the office added although the catalogue has life jackets."""
    code = add_type(
        session,
        name="Phao áo cứu nạn",
        gloss="",
        unit="cái",
        category="TB",
        pillar="means",
        dual_use="no",
        forms=["huy_dong"],
        note="",
        actor=DUTY,
        now=NOW,
    )
    add_name(session, code=code, name="phao mặc", actor=DUTY, now=NOW)
    set_factor(session, code=code, unit="thùng", factor=Decimal(20), actor=DUTY, now=NOW)
    set_substitute(session, code=code, given=CANOES, ratio=Decimal(1), why="thử", actor=DUTY, now=NOW)
    return code


def merge(session: Session, source: str, target: str = JACKETS) -> int:
    return merge_types(session, source=source, target=target, reason="trùng tên", actor=DUTY, now=NOW)


def words_of(session: Session, *codes: str) -> list[tuple[object, ...]]:
    """Return the names, packings and stand-ins of some types."""
    pages = (get_type_page(session, code) for code in codes)
    return [(page.names, page.factors, page.substitutes) for page in pages]


def types_of(session: Session) -> dict[int, str]:
    return {row.id: row.type_code for row in session.scalars(select(LotRow).order_by(LotRow.id))}


def test_types_merge_and_come_apart_again(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        twin = vests(session)
        alone = stock(session, 5, type_code=twin, place="kho thôn")
        going = stock(session, 8, broken=2, keep=1, type_code=twin, commune=NEIGHBOUR)
        staying = stock(session, 30, keep=4, commune=NEIGHBOUR)
        values = details_of(session, going) | {"expires_on": date(2027, 3, 1), "seats": Decimal(1)}
        edit_details(session, lot_id=going, version=1, values=values, actor=HOME_OFFICIAL, now=NOW)
        before = types_of(session), details_of(session, staying)
        words = words_of(session, twin, JACKETS)
        lines = session.scalar(select(func.count()).select_from(MovementRow))
    with database.transaction() as session:
        merge_id = merge(session, twin)
    with database.transaction() as session:
        assert types_of(session) == {alone: JACKETS, going: twin, staying: JACKETS}
        assert numbers_of(session, staying) == (38, 0, 0, 2)
        assert numbers_of(session, going) == (0, 0, 0, 0)
        said = details_of(session, staying)
        assert (said["keep"], said["expires_on"], said["seats"]) == (5, date(2027, 3, 1), 1)
        assert went_into(session, going) == staying
        assert [one.lot_id for one in absorbed(staying).ask(session)] == [going]
        names = next(kind.synonyms for kind in list_types(session) if kind.code == JACKETS)
        assert {"Phao áo cứu nạn", "phao mặc"} <= set(names)
        assert twin not in {kind.code for kind in list_types(session)}
        with pytest.raises(TypeRetiredError):
            stock(session, 1, type_code=twin, place="chỗ khác")
        assert unequal_balances(session) == []
    with database.transaction() as session:
        undo_merge(session, merge_id=merge_id, actor=DUTY, now=NOW)
    with database.reading() as session:
        assert (types_of(session), details_of(session, staying)) == before
        assert numbers_of(session, going) == (8, 0, 0, 2)
        assert numbers_of(session, staying) == (30, 0, 0, 0)
        assert went_into(session, going) is None
        assert session.get_one(ResourceTypeRow, twin).merged_into is None
        assert words_of(session, twin, JACKETS) == words  # names, packings and stand-ins of both, as before
        assert unequal_balances(session) == []
        after = session.scalar(select(func.count()).select_from(MovementRow))
        assert after == (lines or 0) + 2 * 3  # nothing of the ledger is taken away: each step adds its lines
    assert audit_findings(app) == ()


def test_a_merge_is_not_undone_over_the_heads_of_others(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        twin = vests(session)
        lot = stock(session, 5, type_code=twin)
        merge_id = merge(session, twin)
        paper = Paper(document="1/PN", reason="")
        receive_more(session, lot_id=lot, quantity=Decimal(1), paper=paper, actor=HOME_OFFICIAL, now=NOW)
    with pytest.raises(MergeNotUndoneError) as refused, database.transaction() as session:
        undo_merge(session, merge_id=merge_id, actor=DUTY, now=NOW)
    assert refused.value.facts == {"rows": 1}
    with database.reading() as session:
        assert types_of(session) == {lot: JACKETS}


BUSY: dict[str, Callable[[Session, int], object]] = {
    "promised": lambda session, lot: reserve(
        session, [Ask(lot_id=lot, quantity=Decimal(1), to_own_commune=True)], occasion()
    ),
    "counting": lambda session, lot: open_count(
        session, commune_code=HOME, pillar="means", place="", blind=False, actor=HOME_OFFICIAL, now=NOW
    ),
    "waiting": lambda session, lot: propose(
        session,
        warned=unwarned,
        lot_id=lot,
        to_code=NEIGHBOUR,
        quantity=Decimal(1),
        paper=Paper(document="1/CV", reason=""),
        actor=HOME_OFFICIAL,
        now=NOW,
    ),
}


def begin_and_merge(database: Database, begin: Callable[[Session, int], object], lot: int, twin: str) -> None:
    with database.transaction() as session:
        begin(session, lot)
        merge(session, twin)


def test_rows_in_use_are_not_merged(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        twin = vests(session)
        lot = stock(session, 5, type_code=twin)
    for name, begin in BUSY.items():
        with pytest.raises(MergeBusyError) as refused:
            begin_and_merge(database, begin, lot, twin)
        facts: dict[str, Any] = refused.value.facts
        named = [use[0] for use in facts["uses"]]
        assert (facts[name], named, bool(facts["counts"])) == (1, [f"merge_{name}"], name == "counting")
    with database.reading() as session:
        assert types_of(session) == {lot: twin}


def test_a_count_of_the_row_that_stays_keeps_what_comes_into_it(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        staying = stock(session, 30)
        by: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}
        count_id = open_count(
            session, commune_code=HOME, pillar="means", place="", blind=False, **by
        ).count_id
        twin = vests(session)
        going = stock(session, 8, broken=2, type_code=twin)
        line = next(line for line in list_all_lines(session, count_id) if line.lot_id == staying)
        found: dict[str, Any] = {"present": Decimal(28), "broken": Decimal(0), "reason": "mất"}
        enter(session, line_id=line.id, version=line.version, **found, **by)
    with database.transaction() as session:
        merge(session, twin)
        close_count(session, count_id=count_id, number="05/BB", leave_uncounted=True, **by)
    with database.reading() as session:
        assert numbers_of(session, staying) == (
            36,
            0,
            0,
            2,
        )  # two fewer were found, eight came in after the count
        assert numbers_of(session, going) == (0, 0, 0, 0)
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()


def test_holders_merge_and_names_of_both_lead_to_one(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        alone = stock(session, 3, household="Trường THCS P.Vinh", place="phòng bảo vệ")
        going = stock(session, 4, household="Trường THCS P.Vinh")
        staying = stock(session, 6, household=SCHOOL)
        by_name = {row.name: row.id for row in session.scalars(select(HolderRow)) if row.commune_code == HOME}
        source, target = by_name["Trường THCS P.Vinh"], by_name[SCHOOL]
        session.get_one(HolderRow, target).phone = ""
        merge_id = merge_holders(
            session, source=source, target=target, reason="", actor=HOME_OFFICIAL, now=NOW
        )
    with database.transaction() as session:
        assert session.get_one(LotRow, alone).holder_id == target
        assert (session.get_one(LotRow, going).closed, numbers_of(session, staying)[0]) == (True, 10)
        assert session.get_one(HolderRow, target).phone == "0905124096"
        found = ensure_holder(
            session, commune_code=HOME, name="trường THCS P.Vinh", kind="household", phone=""
        )
        assert found.id == target
        with pytest.raises(DomainError):
            add_lot(
                session,
                commune_code=HOME,
                type_code=CANOES,
                holder_id=source,
                place="",
                mark="",
                on_hand=Decimal(1),
                broken=Decimal(0),
                keep=Decimal(0),
                ready_minutes=0,
                note="",
                actor=HOME_OFFICIAL,
                now=NOW,
            )
        undo_merge(session, merge_id=merge_id, actor=HOME_OFFICIAL, now=NOW)
        assert session.get_one(LotRow, alone).holder_id == source
        assert numbers_of(session, going)[0] == 4
        assert session.get_one(HolderRow, target).phone == ""
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()
