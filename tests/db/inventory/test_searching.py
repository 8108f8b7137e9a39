"""Rows found by words are those whose type, holder or place says them, whatever was read before, on both databases."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from inventory.models import HolderRow, LotRow
from inventory.queries import province
from inventory.queries.catalogue import list_type_names
from inventory.queries.listed import list_listed
from inventory.queries.lots import list_lots
from inventory.queries.personal import find_standings
from inventory.queries.spoken import read_spoken
from inventory.queries.tallies import list_marks
from inventory.rules.holders import HolderKind, holder_mark
from inventory.rules.listing import Filter, Spoken, sign_of, squeezed
from inventory.rules.personal import Search
from inventory.rules.words import found, wordbook
from inventory.services.holders import correct_holder
from inventory.services.kept import Kept, kept_or_read
from inventory.services.personal import correct_person, erase_person
from tests.db.inventory.register import (
    CANOES,
    HOME,
    HOME_OFFICIAL,
    NEIGHBOUR,
    NOW,
    RICE,
    load_register,
    stock,
)

WORDS = (
    "76c06282",
    "062.82",
    "c-06",
    "4",
    "lo",
    "phao",
    "ao",
    "truong",
    "kho",
    "thon 1",
    "vinh",
    "gao",
    "xuong",
    "khongcogi",
    "binh",
    "chuong",
)


CALLED = {HOME: "binh minh", NEIGHBOUR: "binh chuong"}


def by_words(session: Session, typed: str, names: Kept[Spoken], scope: str | None = None) -> set[int]:
    types = {code: kind.folded for code, kind in list_type_names(session).items()}
    wanted = found(Filter(words=tuple(typed.split())), types, wordbook(names.of, CALLED))
    return {row.id for row in list_listed(session, wanted, scope=scope, after=None, alphabet={})[0]}


def all_rows(session: Session) -> list[tuple[int, str, tuple[str, str, str], str]]:
    """Return every row's id, commune, texts, and its plate or mark without what parts it."""
    types = list_type_names(session)
    query = select(LotRow, HolderRow.folded).join(HolderRow, HolderRow.id == LotRow.holder_id)
    return [
        (
            lot.id,
            lot.commune_code,
            (types[lot.type_code].folded, holder, lot.place_folded),
            squeezed(lot.mark),
        )
        for lot, holder in session.execute(query)
    ]


def test_words_find_what_the_rows_say(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.transaction() as session:
        load_register(session)
        for number, code in enumerate((HOME, NEIGHBOUR)):
            stock(session, 4, commune=code, place="Kho thôn 1", household="Trường THCS Phổ Vinh")
            stock(session, 3, commune=code, type_code=CANOES, place=f"Bãi phao {number}")
            stock(session, 9, commune=code, type_code=RICE, place="Kho xã", household="Xưởng gạo Ba Vinh")
        for mark, lot_id in (
            ("76C-062.82", stock(session, 1, type_code=CANOES, place="Bến 4")),
            ("LO 4", stock(session, 5, type_code=RICE, place="Kho 2")),
        ):
            session.get_one(LotRow, lot_id).mark = mark
    asked = [*WORDS, *(f"{one} {other}" for one, other in combinations(WORDS, 2))]
    with database.reading() as session:
        rows, names = (
            all_rows(session),
            kept_or_read(session, None, marks=list_marks(session), read=read_spoken),
        )
        for typed, scope, few in product(asked, (None, HOME), (400, 0)):
            monkeypatch.setattr(province, "FEW", few)
            monkeypatch.setattr(province, "MANY", few)
            told = {
                lot_id
                for lot_id, code, texts, mark in rows
                if scope in (None, code)
                and all(
                    any(word in text for text in (*texts, CALLED[code]))
                    or (sign_of(word) or "no sign") in mark
                    for word in typed.split()
                )
            }
            assert by_words(session, typed, names, scope) == told, (typed, scope, few)
        assert by_words(session, "76c 06282", names) == by_words(session, "06282", names) == {rows[-2][0]}
        assert [lot.id for lot in list_lots(session, scope=HOME, search="76c 06282")[0]] == [rows[-2][0]]


def test_a_new_name_is_found_at_once(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot = stock(session, 4, household="Trường THCS Phổ Vinh")
        number = session.scalars(select(HolderRow.id).where(HolderRow.name == "Trường THCS Phổ Vinh")).one()
        seen = holder_mark("Trường THCS Phổ Vinh", "household")
    with database.reading() as session:
        kept = kept_or_read(session, None, marks=list_marks(session), read=read_spoken)
        assert by_words(session, "cao dang", kept) == set()
        assert kept_or_read(session, kept, marks=list_marks(session), read=read_spoken) is kept
    with database.transaction() as session:
        by: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}
        correct_holder(
            session, holder_id=number, seen=seen, name="Trường cao đẳng", kind=HolderKind.AGENCY, **by
        )
        added = stock(session, 2, type_code=RICE, place="Nhà văn hóa")
    with database.reading() as session:
        newer = kept_or_read(session, kept, marks=list_marks(session), read=read_spoken)
        assert by_words(session, "cao dang", newer) == {lot}
        assert by_words(session, "van hoa", newer) == {added}


def test_a_person_corrected_or_erased_is_found_by_what_stands_now(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot = stock(session, 4, household="Hộ ông Nguyễn Văn Tam", place="Nhà ông Nguyễn Văn Tam")
        stock(session, 4, commune=NEIGHBOUR)

    def look(session: Session, kept: Kept[Spoken] | None) -> Kept[Spoken]:
        return kept_or_read(session, kept, marks=list_marks(session), read=read_spoken)

    told: dict[str, Any] = {"phone": "", "now": NOW, "by": "cli"}
    with database.reading() as session:
        kept = look(session, None)
        assert by_words(session, "nguyen van tam", kept) == {lot}
    with database.transaction() as session:
        found = find_standings(session, Search(name="Nguyễn Văn Tam"), now=NOW)
        correct_person(session, found, old_name="Nguyễn Văn Tam", name="Lê Thị Lanh", **told)
    with database.reading() as session:
        newer = look(session, kept)
        assert by_words(session, "lanh", newer) == {lot}
        assert newer.of[NEIGHBOUR] is kept.of[NEIGHBOUR]
    with database.transaction() as session:
        found = find_standings(session, Search(name="Lê Thị Lanh"), now=NOW)
        erase_person(session, found, name="Lê Thị Lanh", **told)
    with database.reading() as session:
        last = look(session, newer)
        assert by_words(session, "lanh", last) == set()
        assert last.of == look(session, None).of
