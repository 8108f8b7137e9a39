"""Lists read from the types or communes their page needs are the lists read whole, page by page, on both databases."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from inventory.queries.catalogue import list_type_names
from inventory.queries.details import details_of
from inventory.queries.lot_values import Lot
from inventory.queries.lots import PAGE, list_lots, list_lots_from
from inventory.queries.pillars import list_pillar_summaries, read_commune_head
from inventory.queries.tallies import list_marks
from inventory.queries.works import list_works
from inventory.rules.listing import Filter, window
from inventory.services.details import edit_details
from inventory.services.tallies import Tallies, pillars_in, rows_by_commune, tallies_or_read
from tests.db.inventory.register import (
    CANOES,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    MILITIA,
    NEIGHBOUR,
    NOW,
    RICE,
    SHELTER,
    THIRD,
    load_register,
    stock,
)

TODAY = day_of(NOW)
WORKS = (SHELTER, "CT-002")
ROWS = ((RICE, 50), (JACKETS, 30), (CANOES, 2), (MILITIA, 9))


def fill(session: Session) -> None:
    """Write more rows than a page shows; goods of one type with and without a last day."""
    load_register(session)
    stock(session, 3, commune=NEIGHBOUR)
    for kind, count in ROWS:
        for number in range(count):
            lot_id = stock(session, 5, type_code=kind, place=f"kho {number}")
            if kind == RICE and number % 3 == 0:
                values = details_of(session, lot_id) | {"expires_on": date(2027, 1, 1 + number % 7)}
                edit_details(session, lot_id=lot_id, version=1, values=values, actor=HOME_OFFICIAL, now=NOW)


def read_page(session: Session, tallies: Tallies, pillar: str, page: int) -> tuple[list[Lot], bool]:
    """Return a page as a commune's list draws it."""
    names = list_type_names(session)
    own = [one for one in tallies.kept.of[HOME] if pillar in ("", names[one.type_code].pillar)]
    own.sort(key=lambda one: names[one.type_code].position)
    types, skipped = window(((one.type_code, one.rows) for one in own), page, PAGE)
    return list_lots_from(session, HOME, types, skipped)


def tallies_now(session: Session, held: Tallies | None) -> Tallies:
    """Return the commune's sums as its list finds them."""
    mark = read_commune_head(session, HOME, now=NOW).mark
    assert mark == list_marks(session)[HOME] != ""
    return tallies_or_read(session, held, marks={HOME: mark}, today=TODAY)


def test_pages_are_those_of_the_whole_list(database: Database) -> None:
    with database.transaction() as session:
        fill(session)
    with database.reading() as session:
        tallies = tallies_now(session, None)
        for pillar in ("", "means", "logistics", "forces", "command"):
            for page in (1, 2, 3, 4):
                expected = list_lots(session, scope=HOME, pillar=pillar, page=page)
                assert read_page(session, tallies, pillar, page) == expected
        whole = list_pillar_summaries(session, scope=HOME, stale_before=TODAY, today=TODAY)
        found = pillars_in(HOME, tallies.kept.of[HOME], list_type_names(session))
        assert [(one.pillar, one.rows) for one in found] == [(one.pillar, one.rows) for one in whole]
    with database.transaction() as session:
        added = stock(session, 1, type_code=MILITIA, place="kho 99")  # before all the others
    with database.reading() as session:
        newer = tallies_now(session, tallies)
        lots, more = read_page(session, newer, "", 1)
        assert added in [lot.id for lot in lots]
        assert more
        assert read_page(session, newer, "", 3) == list_lots(session, scope=HOME, page=3)


def test_pages_of_works_are_those_of_the_whole_register(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        for commune, count in ((HOME, 5), (NEIGHBOUR, 2), (THIRD, 4)):
            for number in range(count):
                stock(session, 1, commune=commune, type_code=WORKS[number % 2], place=f"thôn {number}")
            stock(session, 9, commune=commune, type_code=RICE)

    def check(session: Session, held: Tallies | None) -> Tallies:
        tallies = tallies_or_read(session, held, marks=list_marks(session), today=TODAY)
        rows = rows_by_commune(tallies, Filter(types=frozenset(WORKS)))
        for page, size in ((1, 3), (2, 3), (3, 3), (4, 3), (5, 3), (1, 5), (2, 5), (1, 40)):
            expected = list_works(session, scope=None, page=page, size=size)
            within = window(rows, page, size)
            assert list_works(session, scope=None, page=page, size=size, within=within) == expected
        return tallies

    with database.reading() as session:
        tallies = check(session, None)
    with database.transaction() as session:
        stock(session, 1, commune=NEIGHBOUR, type_code=SHELTER, place="mới")
    with database.reading() as session:
        check(session, tallies)
