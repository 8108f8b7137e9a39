"""The list over all communes page by page is the list read whole, however its rows are looked for, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.db import Database
from inventory.models import LotRow
from inventory.queries import listed, province
from inventory.queries.catalogue import list_type_names
from inventory.queries.listed import list_listed, stream_listed
from inventory.queries.spoken import read_spoken
from inventory.rules.listing import Age, Filter, Order, State
from inventory.rules.words import found, wordbook
from tests.db.inventory.register import HOME, JACKETS, NEIGHBOUR, RICE, THIRD, load_register, stock

DAY = date(2026, 6, 1)
ANY = Filter(stale_before=DAY, today=DAY)
FILTERS = (
    ANY,
    replace(ANY, holder_kind="household"),
    replace(ANY, holder_kind="household", age=Age.NEVER, types=frozenset({JACKETS})),
    replace(ANY, age=Age.NEVER),
    replace(ANY, age=Age.FRESH, communes=frozenset({HOME, THIRD})),
    replace(ANY, state=State.EMPTY),
    replace(ANY, state=State.SOME_BROKEN, holder_kind="commune"),
    replace(ANY, state=State.AWAY),
    replace(ANY, state=State.BUSY, communes=frozenset({HOME, THIRD})),
    replace(ANY, words=("kho",)),
    replace(ANY, words=("ho", "kho", "1"), holder_kind="household"),
    replace(ANY, words=("phao", "binh")),
)
PLACES = 25  # of two types in three communes: more than two pages


def fill(session: Session) -> None:
    load_register(session)
    numbers = []
    for code in (HOME, NEIGHBOUR, THIRD):
        for kind in (JACKETS, RICE):
            for place in range(PLACES):
                household = f"Hộ ông Tư {place}" if place % 2 else ""
                numbers.append(
                    stock(session, 9, commune=code, type_code=kind, place=f"Kho {place}", household=household)
                )
    states: tuple[dict[str, int | None], ...] = (
        {"on_hand": 0},
        {"broken": 2},
        {"reserved": 3, "away": 1},
        {"checked_on": None},
        {},
    )
    for number in numbers:
        if state := states[number % len(states)]:
            session.execute(update(LotRow).where(LotRow.id == number).values(**state))


def pages(session: Session, wanted: Filter, alphabet: dict[str, int]) -> list[int]:
    """Return the rows of all pages of a list, one page after another."""
    rows: list[int] = []
    after = None
    while True:
        page, more = list_listed(session, wanted, scope=None, after=after, alphabet=alphabet)
        rows += [row.id for row in page]
        if not more:
            return rows
        after = page[-1].cursor()


def test_a_list_page_by_page_is_the_whole_list(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.transaction() as session:
        fill(session)
    with database.reading() as session:
        types = list_type_names(session)
        book = wordbook(read_spoken(session, None), {HOME: "binh minh"})
        alphabet = {code: kind.alphabet_no for code, kind in types.items()}
        for few in (0, 200):  # so that a kind of holder, and a word, is now thought common, now rare
            monkeypatch.setattr(listed, "FEW_HOLDERS", few)
            monkeypatch.setattr(listed, "FEW_ROWS", few)
            monkeypatch.setattr(province, "MANY", few * 20)
            for narrowed in FILTERS:
                wanted = found(narrowed, {code: kind.folded for code, kind in types.items()}, book)
                for order in Order:
                    sought = replace(wanted, order=order)
                    whole = [row.id for row in stream_listed(session, sought, scope=None)]
                    assert pages(session, sought, alphabet) == whole, (narrowed, order, few)
                    assert whole, narrowed
