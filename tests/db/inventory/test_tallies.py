"""Sums that are kept equal sums added up anew, whatever happens to the stock in between, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditStream
from core.audit.services import note
from core.clock import day_of
from core.db import Database
from inventory.queries.catalogue import TypeName, list_type_names
from inventory.queries.comparing import list_changes
from inventory.queries.details import details_of
from inventory.queries.pillars import list_pillar_summaries
from inventory.queries.province import list_place_totals, list_totals
from inventory.queries.spoken import read_spoken
from inventory.queries.tallies import list_marks
from inventory.queries.works import WorksTotal, sum_works
from inventory.rules.listing import Filter
from inventory.rules.stock import FRESH_DAYS
from inventory.services import row_acts
from inventory.services.cells import cells_or_read
from inventory.services.comparing import Sides, compared, kept_or_compared, lines_of, within
from inventory.services.details import edit_details
from inventory.services.keeping import confirm_list, correct
from inventory.services.kept import kept_or_read
from inventory.services.managing_catalogue import edit_type
from inventory.services.merging import merge_types, undo_merge
from inventory.services.promising import Ask, reserve
from inventory.services.row_acts import Paper
from inventory.services.tallies import Tallies, pillars_of, place_totals, tallies_or_read, type_totals
from tests.db.inventory.register import (
    CODES,
    DUTY,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    MILITIA,
    NEIGHBOUR,
    NOW,
    RICE,
    SHELTER,
    load_register,
    occasion,
    stock,
)
from tests.db.inventory.test_merging import vests

TODAY = day_of(NOW)
STALE_BEFORE = TODAY - timedelta(days=FRESH_DAYS)
BY: dict[str, Any] = {"paper": Paper(document="45/QĐ-UBND", reason="thử"), "actor": HOME_OFFICIAL, "now": NOW}
DAYS = {"before": NOW - timedelta(days=300), "until": NOW + timedelta(days=1)}
FILTERS = (
    Filter(today=TODAY, stale_before=STALE_BEFORE),
    Filter(today=TODAY, stale_before=STALE_BEFORE, communes=frozenset({HOME})),
    Filter(today=TODAY, stale_before=STALE_BEFORE, types=frozenset({RICE, MILITIA})),
)


SEEN: list[dict[str, TypeName]] = []


def names_of(session: Session) -> dict[str, TypeName]:
    """Return the types' names, the same ones while nobody changes them, as a running program keeps them."""
    found = list_type_names(session)
    SEEN.extend([] if found in SEEN else [found])
    return SEEN[SEEN.index(found)]


def check(session: Session, kept: Tallies) -> None:
    """Compare the kept sums with those the database adds up now."""
    types = names_of(session)
    for wanted in FILTERS:
        assert type_totals(kept, wanted, types) == list_totals(session, wanted, scope=None)
        assert place_totals(kept, wanted) == list_place_totals(session, wanted, scope=None)
    assert pillars_of(kept, types) == list_pillar_summaries(
        session, scope=None, stale_before=STALE_BEFORE, today=TODAY
    )


def expire(session: Session, lot_id: int) -> None:
    """Say that goods are past their last day."""
    values = details_of(session, lot_id) | {"expires_on": date(2026, 10, 1)}
    edit_details(session, lot_id=lot_id, version=1, values=values, actor=HOME_OFFICIAL, now=NOW)


ACTS: dict[str, Callable[[Session, int], object]] = {
    "counted": lambda session, lot_id: correct(
        session,
        lot_id=lot_id,
        version=1,
        on_hand=Decimal(7),
        broken=Decimal(2),
        reason="đếm",
        actor=HOME_OFFICIAL,
        now=NOW,
    ),
    "confirmed": lambda session, _lot: confirm_list(
        session, commune_code=HOME, pillar="", actor=HOME_OFFICIAL, now=NOW
    ),
    "reserved": lambda session, lot_id: reserve(
        session, [Ask(lot_id=lot_id, quantity=Decimal(3), to_own_commune=True)], occasion()
    ),
    "added": lambda session, _lot: stock(session, 5, type_code=RICE, place="kho mới"),
    "written off": lambda session, lot_id: row_acts.write_off(
        session, lot_id=lot_id, quantity=Decimal(1), **BY
    ),
    "expired": expire,
}


@pytest.mark.parametrize("act", ACTS)
def test_kept_sums_follow_every_act(database: Database, act: str) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 20, broken=1)
        stock(session, 30, type_code=RICE, commune=NEIGHBOUR)
    with database.reading() as session:
        before = tallies_or_read(session, None, marks=list_marks(session), today=TODAY)
        check(session, before)
        assert tallies_or_read(session, before, marks=list_marks(session), today=TODAY) is before
    with database.transaction() as session:
        ACTS[act](session, lot_id)
    with database.reading() as session:
        after = tallies_or_read(session, before, marks=list_marks(session), today=TODAY)
        check(session, after)
        assert (
            after.kept.of[NEIGHBOUR] is before.kept.of[NEIGHBOUR]
        )  # nobody added up again what did not change
        assert after.kept.of[HOME] is not before.kept.of[HOME]
        assert (
            tallies_or_read(session, before, marks=list_marks(session), today=TODAY + timedelta(days=400))
            .kept.of[NEIGHBOUR][0]
            .stale
            == 1
        )


def test_kept_sums_follow_types_put_together_and_taken_apart(database: Database) -> None:
    """The catalogue's own book is not among the marks: the books of the rows' communes tell of it."""
    with database.transaction() as session:
        load_register(session)
        twin = vests(session)
        for code in (HOME, NEIGHBOUR):
            stock(session, 20, commune=code)
        stock(session, 11, type_code=twin)
    with database.reading() as session:
        before = tallies_or_read(session, None, marks=list_marks(session), today=TODAY)
        sides = kept_or_compared(session, None, marks=list_marks(session), **DAYS)
    with database.transaction() as session:
        merged = merge_types(session, source=twin, target=JACKETS, reason="", actor=DUTY, now=NOW)
    with database.reading() as session:
        after = tallies_or_read(session, before, marks=list_marks(session), today=TODAY)
        check(session, after)
        assert [one.type_code for one in after.kept.of[HOME]] == [JACKETS]
        assert after.kept.of[NEIGHBOUR] is before.kept.of[NEIGHBOUR]
        sides = kept_or_compared(session, sides, marks=list_marks(session), **DAYS)
        check_days(session, sides)
    with database.transaction() as session:
        undo_merge(session, merge_id=merged, actor=DUTY, now=NOW)
    with database.reading() as session:
        check(session, tallies_or_read(session, after, marks=list_marks(session), today=TODAY))
        check_days(session, kept_or_compared(session, sides, marks=list_marks(session), **DAYS))


def test_what_touches_no_stock_leaves_all_that_is_kept(database: Database) -> None:
    """A new incident and a type's new words move the system's book; the words are drawn from the names."""
    with database.transaction() as session:
        load_register(session)
        stock(session, 20)

    def looks(session: Session, held: Sequence[Any]) -> list[Any]:
        marks = list_marks(session)
        return [
            tallies_or_read(session, held[0], marks=marks, today=TODAY),
            cells_or_read(session, held[1], marks=marks),
            kept_or_compared(session, held[2], marks=marks, **DAYS),
            kept_or_read(session, held[3], marks=marks, read=sum_works),
            kept_or_read(session, held[4], marks=marks, read=read_spoken),
        ]

    with database.reading() as session:
        before = looks(session, [None] * 5)
        named = list_type_names(session)[JACKETS]
    with database.transaction() as session:
        note(session, stream="incident:1", at=NOW, actor="duty", action="incident.open")
        words = {"name": f"Mới: {named.name}", "gloss": "", "unit": named.unit, "note": ""}
        edit_type(session, code=JACKETS, version=1, actor=DUTY, now=NOW, **words)
    with database.reading() as session:
        assert session.scalars(select(AuditStream.name).where(AuditStream.name.like("incident%"))).all()
        for kept, held in zip(looks(session, before), before, strict=True):
            assert kept is held
        assert list_type_names(session)[JACKETS].name.startswith("Mới")
        check(session, before[0])


def test_one_commune_looked_at_is_read_alone(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        for code in (HOME, NEIGHBOUR):
            stock(session, 20, commune=code)
    with database.reading() as session:
        marks = list_marks(session)
        assert set(marks) == CODES
        own = tallies_or_read(session, None, marks={HOME: marks[HOME]}, today=TODAY)
        assert set(own.kept.of) == {HOME}
        whole = tallies_or_read(session, own, marks=marks, today=TODAY)
        check(session, whole)
        assert whole.kept.of[HOME] is own.kept.of[HOME]
        assert tallies_or_read(session, whole, marks={HOME: marks[HOME]}, today=TODAY) is whole


def test_a_table_made_once_is_made_anew_with_other_names_and_is_nobodys_to_change(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        for kind in (RICE, MILITIA):
            stock(session, 20, type_code=kind)
    with database.reading() as session:
        kept = tallies_or_read(session, None, marks=list_marks(session), today=TODAY)
        types = list_type_names(session)
    first = type_totals(kept, FILTERS[0], types)
    assert type_totals(kept, FILTERS[0], types)[0] is first[0]
    turned = {code: replace(kind, alphabet_no=-kind.alphabet_no) for code, kind in types.items()}
    assert type_totals(kept, FILTERS[0], turned) == first[::-1]
    first.clear()
    assert len(type_totals(kept, FILTERS[0], types)) == 2
    assert [one.type_code for one in type_totals(kept, FILTERS[2], types)] != []
    assert type_totals(kept, replace(FILTERS[0], types=frozenset({RICE})), types)[0].type_code == RICE


def note_capacity(session: Session, lot_id: int) -> None:
    """Say how many persons a shelter holds."""
    values = details_of(session, lot_id) | {"persons": Decimal(40), "area_m2": Decimal("7.5")}
    edit_details(session, lot_id=lot_id, version=1, values=values, actor=HOME_OFFICIAL, now=NOW)


@pytest.mark.parametrize("act", ["capacity", *ACTS])
def test_kept_totals_of_works_follow_every_act(database: Database, act: str) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 20, type_code=SHELTER)
        for code in (HOME, NEIGHBOUR):
            note_capacity(session, stock(session, 2, type_code=SHELTER, commune=code, place="trường"))
    with database.reading() as session:
        before = kept_or_read(session, None, marks=list_marks(session), read=sum_works)
        assert before.of == dict.fromkeys(
            (HOME, NEIGHBOUR), WorksTotal(told=1, persons=Decimal(80), area_m2=Decimal(15))
        )
        assert kept_or_read(session, before, marks=list_marks(session), read=sum_works) is before
    with database.transaction() as session:
        {**ACTS, "capacity": note_capacity}[act](session, lot_id)
    with database.reading() as session:
        after = kept_or_read(session, before, marks=list_marks(session), read=sum_works)
        assert after.of == sum_works(session, None)
        assert after.of[NEIGHBOUR] is before.of[NEIGHBOUR]
        assert after.of[HOME].persons == (880 if act == "capacity" else 80)
        assert sum(after.of.values(), WorksTotal()).told == (3 if act == "capacity" else 2)


def check_days(session: Session, kept: Sides) -> None:
    """Compare the kept two sides with those read from the ledger now."""
    for wanted in FILTERS:
        found = list_changes(session, wanted, scope=None, **DAYS)
        assert list(within(kept.of, wanted)) == sorted(
            found, key=lambda one: (one.commune_code, one.type_code)
        )
        for by_commune in (True, False):
            lines = {line.key: line for line in lines_of(found, by_commune=by_commune)}
            drawn = compared(kept, wanted, by_commune=by_commune)
            assert {line.key: line for line in drawn} == lines
            drawn.clear()  # nobody's to change
            assert len(compared(kept, wanted, by_commune=by_commune)) == len(lines)


@pytest.mark.parametrize("act", ACTS)
def test_kept_days_follow_every_act(database: Database, act: str) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 20, broken=1)
        stock(session, 30, type_code=RICE, commune=NEIGHBOUR)
    with database.reading() as session:
        before = kept_or_compared(session, None, marks=list_marks(session), **DAYS)
        check_days(session, before)
        assert kept_or_compared(session, before, marks=list_marks(session), **DAYS) is before
    with database.transaction() as session:
        ACTS[act](session, lot_id)
    with database.reading() as session:
        after = kept_or_compared(session, before, marks=list_marks(session), **DAYS)
        check_days(session, after)
        assert after.of[NEIGHBOUR] is before.of[NEIGHBOUR]
