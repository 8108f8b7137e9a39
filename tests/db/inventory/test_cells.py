"""Sums kept by kind of holder and age of the check equal those the database adds up, whatever happens in between."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from inventory.models import HolderRow, LotRow
from inventory.queries.catalogue import TypeName
from inventory.queries.details import details_of
from inventory.queries.province import list_place_totals, list_totals
from inventory.queries.spoken import read_spoken
from inventory.queries.tallies import list_marks
from inventory.rules.holders import HolderKind, holder_mark
from inventory.rules.listing import Age, Filter
from inventory.rules.stock import FRESH_DAYS
from inventory.rules.words import found, wordbook
from inventory.services import row_acts
from inventory.services.cells import KeptCells, cells_or_read, place_totals, type_totals
from inventory.services.details import edit_details
from inventory.services.holders import correct_holder
from inventory.services.keeping import confirm_list, correct
from inventory.services.merging import merge_types, undo_merge
from inventory.services.row_acts import Paper
from tests.db.inventory.register import (
    DUTY,
    FAR,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    MILITIA,
    NEIGHBOUR,
    NOW,
    RICE,
    THIRD,
    load_register,
    stock,
)
from tests.db.inventory.test_merging import vests
from tests.db.inventory.test_tallies import names_of

TODAY = day_of(NOW)
PAPER = Paper(document="45/QĐ-UBND", reason="thử")
ANY = Filter(today=TODAY, stale_before=TODAY - timedelta(days=FRESH_DAYS))
MET = (HolderKind.COMMUNE, HolderKind.HOUSEHOLD, HolderKind.ENTERPRISE, HolderKind.PROVINCE)
WORDS = ("kho", "ong tu", "ao kho", "gao binh", "phao ubnd", "khongcogi", "gao minh")
WHERE = (
    ANY,
    replace(ANY, communes=frozenset({HOME, FAR}), types=frozenset({RICE, MILITIA})),
    replace(ANY, types=frozenset({"XX-999"})),
)


def check(session: Session, held: KeptCells, today: date = TODAY) -> None:
    """Compare every narrowing of the kept sums with those the database adds up now."""
    names = names_of(session)
    stale_before = today - timedelta(days=FRESH_DAYS)
    for kind, age, where in product(("", *MET), ("", *Age), WHERE):
        wanted = replace(where, holder_kind=str(kind), age=str(age), today=today, stale_before=stale_before)
        check_one(session, held, wanted, names)
    folded = {code: kind.folded for code, kind in names.items()}
    spoken = wordbook(read_spoken(session, None), {HOME: "binh minh"})
    for words, kind in zip(WORDS, ("", "", "", "", HolderKind.HOUSEHOLD, "", ""), strict=True):
        wanted = replace(WHERE[0], words=tuple(words.split()), holder_kind=str(kind), today=today)
        check_one(session, held, found(wanted, folded, spoken), names)


def check_one(session: Session, held: KeptCells, wanted: Filter, names: dict[str, TypeName]) -> None:
    """Compare one narrowing."""
    assert wanted.asks_cells
    assert type_totals(held, wanted, names) == list_totals(session, wanted, scope=None)
    assert place_totals(held, wanted) == list_place_totals(session, wanted, scope=None)


def read(session: Session, held: KeptCells | None) -> KeptCells:
    """Return the sums as a page finds them."""
    return cells_or_read(session, held, marks=list_marks(session))


def fill(session: Session, chance: random.Random) -> list[int]:
    """Write a small register of several kinds of holder, checked on several days."""
    load_register(session)
    lots = [
        stock(
            session,
            chance.randint(5, 90),
            commune=commune,
            type_code=kind,
            broken=chance.randint(0, 3),
            household=household,
        )
        for commune, kind, household in product((HOME, NEIGHBOUR, FAR), (JACKETS, RICE), ("", "Ông Tư"))
    ]
    for lot_id in lots:
        days = chance.choice((None, 0, FRESH_DAYS, FRESH_DAYS + 1, 300))
        session.get_one(LotRow, lot_id).checked_on = None if days is None else TODAY - timedelta(days=days)
    session.get_one(LotRow, lots.pop()).closed = True  # as a row that was merged into another
    return lots


def move(session: Session, lot_id: int, chance: random.Random) -> None:
    """Do one of the things that change a row of stock or its holder."""
    row = session.get_one(LotRow, lot_id, populate_existing=True)
    match chance.randrange(6):
        case 0:
            new = Decimal(chance.randint(4, 90)) + (Decimal("0.125") if row.type_code == RICE else 0)
            correct(
                session,
                lot_id=lot_id,
                version=row.version,
                on_hand=new,
                broken=Decimal(1),
                reason="đếm",
                actor=HOME_OFFICIAL,
                now=NOW,
            )
        case 1:
            confirm_list(session, commune_code=row.commune_code, pillar="", actor=HOME_OFFICIAL, now=NOW)
        case 2:
            row_acts.write_off(
                session, lot_id=lot_id, quantity=Decimal(1), paper=PAPER, actor=HOME_OFFICIAL, now=NOW
            )
        case 3:
            values = details_of(session, lot_id) | {"expires_on": TODAY - timedelta(days=1)}
            edit_details(
                session, lot_id=lot_id, version=row.version, values=values, actor=HOME_OFFICIAL, now=NOW
            )
        case 4:
            place = f"kho {chance.random()}"
            stock(session, 5, type_code=MILITIA, commune=row.commune_code, place=place)
        case _:
            holder = session.get_one(HolderRow, row.holder_id)
            if holder.kind != HolderKind.COMMUNE:
                correct_holder(
                    session,
                    holder_id=holder.id,
                    seen=holder_mark(holder.name, holder.kind),
                    name=holder.name,
                    kind=chance.choice((HolderKind.HOUSEHOLD, HolderKind.ENTERPRISE)),
                    actor=HOME_OFFICIAL,
                    now=NOW,
                )


def test_kept_sums_by_kind_and_age_follow_whatever_happens(database: Database) -> None:
    chance = random.Random(4)
    with database.transaction() as session:
        lots = fill(session, chance)
    with database.reading() as session:
        held = read(session, None)
        check(session, held)
        assert read(session, held) is held
    for _look in range(3):
        with database.transaction() as session:
            for _act in range(3):
                move(session, chance.choice(lots), chance)
        with database.reading() as session:
            held = read(session, held)
            check(session, held)


def test_a_table_is_brought_along_over_all_that_moved_since_somebody_looked_at_it(database: Database) -> None:
    with database.transaction() as session:
        lots = fill(session, random.Random(5))
        stock(session, 9, commune=THIRD)
    with database.reading() as session:
        held = read(session, None)
        check_one(session, held, WHERE[0], names_of(session))
    for lot_id in (
        lots[0],
        lots[4],
        lots[1],
        lots[0],
    ):  # of two communes; other tables were looked at meanwhile
        with database.transaction() as session:
            row_acts.write_off(
                session, lot_id=lot_id, quantity=Decimal(1), paper=PAPER, actor=HOME_OFFICIAL, now=NOW
            )
        with database.reading() as session:
            held = read(session, held)
    assert {len(one.moved) for one in held.kept.added.values()} == {2}
    with database.reading() as session:
        check_one(session, held, WHERE[0], names_of(session))


def test_types_that_merge_or_come_apart_are_followed(database: Database) -> None:
    """The catalogue's book is not among the marks: the rows' communes tell of it."""
    with database.transaction() as session:
        fill(session, random.Random(5))
        twin = vests(session)
        for commune in (HOME, FAR):
            stock(session, 11, commune=commune, type_code=twin)
    with database.reading() as session:
        before = read(session, None)
    with database.transaction() as session:
        merged = merge_types(session, source=twin, target=JACKETS, reason="", actor=DUTY, now=NOW)
    with database.reading() as session:
        after = read(session, before)
        check(session, after)
        assert after.kept.of[NEIGHBOUR] is before.kept.of[NEIGHBOUR]
    with database.transaction() as session:
        undo_merge(session, merge_id=merged, actor=DUTY, now=NOW)
    with database.reading() as session:
        check(session, read(session, after))


def test_only_what_moved_is_read_also_on_another_day(database: Database) -> None:
    with database.transaction() as session:
        fill(session, random.Random(3))
    with database.reading() as session:
        before = read(session, None)
    with database.transaction() as session:
        stock(session, 5, type_code=MILITIA)
        confirm_list(session, commune_code=HOME, pillar="", actor=HOME_OFFICIAL, now=NOW)
    with database.reading() as session:
        after = read(session, before)
        check(session, after)
        assert MILITIA in after.numbers
        assert MILITIA not in before.numbers  # what others still look at stays as it was
        for code in (NEIGHBOUR, FAR):
            assert after.kept.of[code] is before.kept.of[code]
    with database.transaction() as session:
        stock(session, 7, commune=THIRD)  # a commune's first entry is told in the system's book too
    with database.reading() as session:
        with_third = read(session, after)
        check(session, with_third)
        assert with_third.kept.of[HOME] is after.kept.of[HOME]
        for days in (1, FRESH_DAYS, 400):
            check(session, with_third, TODAY + timedelta(days=days))
