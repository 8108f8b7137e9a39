"""Boards keep their history, people are counted once, and one person's data go wherever they stand. Both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry
from core.db import Database
from core.errors import NotFoundError, StaleError
from core.text import fold
from inventory.models import HolderRow, LotRow
from inventory.queries.command import list_on_duty, list_seats
from inventory.queries.forces import get_squad, list_members
from inventory.queries.personal import find_standings, list_phone_looks
from inventory.rules.command import Post, TermError, WatchKind
from inventory.rules.forces import SharedCircleError, read_members
from inventory.rules.personal import ERASED, Place, Search
from inventory.services.command import add_watch, appoint, correct_seat, end_seat
from inventory.services.forces import add_members, add_squad, correct_squad
from inventory.services.personal import correct_person, erase_person, log_phone_look
from tests.db.beside import beside, refusal_of
from tests.db.inventory.register import HOME, HOME_DUTY, NEIGHBOUR, NOW, audit_findings, load_register, stock

WHO: dict[str, Any] = {
    "unit": "",
    "phone": "0950000001",
    "stand_in": "",
    "document": "",
    "actor": HOME_DUTY,
    "now": NOW,
}
SQUAD: dict[str, Any] = {
    "type_code": "LL-007",
    "name": "Đội xung kích",
    "strength": 45,
    "trained": 10,
    "shared": 0,
    "shared_with_id": None,
    "leader": "",
    "phone": "",
    "caller": "",
    "form": "",
    "equipment": "",
}


def test_a_new_holder_ends_the_old_term_and_overwrites_nothing(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        first = appoint(
            session,
            commune_code=HOME,
            post=Post.HEAD,
            name="Lê A",
            term_from=date(2025, 7, 1),
            term_to=None,
            **WHO,
        )
        second = appoint(
            session,
            commune_code=HOME,
            post=Post.HEAD,
            name="Võ B",
            term_from=date(2026, 1, 14),
            term_to=None,
            **WHO,
        )
        with pytest.raises(TermError):
            appoint(
                session,
                commune_code=HOME,
                post=Post.HEAD,
                name="X",
                term_from=date(2026, 1, 14),
                term_to=None,
                **WHO,
            )
    with database.transaction() as session:
        seats, past = list_seats(session, HOME)
        assert [(seat.id, seat.name) for seat in seats] == [(second, "Võ B")]
        assert [(seat.id, seat.name, seat.ended_on) for seat in past] == [(first, "Lê A", date(2026, 1, 13))]
        with pytest.raises(StaleError):
            correct_seat(
                session, seat_id=second, version=9, name="Y", term_from=date(2026, 1, 14), term_to=None, **WHO
            )
        end_seat(
            session,
            seat_id=second,
            version=1,
            ended_on=date(2026, 9, 1),
            document="",
            actor=HOME_DUTY,
            now=NOW,
        )
    with database.reading() as session:
        assert list_seats(session, HOME)[0] == []


def test_squads_name_their_people_once(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        act: dict[str, Any] = {"actor": HOME_DUTY, "now": NOW}
        one = add_squad(session, commune_code=HOME, **act, **SQUAD)
        two = add_squad(
            session,
            commune_code=HOME,
            **act,
            **{
                **SQUAD,
                "type_code": "LL-001",
                "strength": 1,
                "trained": 0,
                "shared": 1,
                "shared_with_id": one,
            },
        )
        people = "Lê Văn A; 1990; 0950000001\nVõ Thị B; 1991"
        assert add_members(session, squad_id=one, version=1, people=read_members(people), **act).added == 2
        others = read_members("lê văn a; 1990\nHồ C; 1992")
        assert add_members(session, squad_id=two, version=1, people=others, **act).added == 2
        assert get_squad(session, two).strength == 2, "grows with the people named"
        assert len({member.person_id for member in list_members(session, HOME)}) == 3
        assert (get_squad(session, two).form, get_squad(session, one).form) == ("dieu_dong", "huy_dong")
        with pytest.raises(NotFoundError):  # people are shared with a squad of the same commune only
            add_squad(session, commune_code=NEIGHBOUR, **act, **{**SQUAD, "shared": 1, "shared_with_id": one})
        with pytest.raises(SharedCircleError):
            correct_squad(
                session, squad_id=one, version=2, **act, **{**SQUAD, "shared": 1, "shared_with_id": two}
            )


def test_names_that_differ_in_accents_are_two_people(database: Database) -> None:
    act: dict[str, Any] = {"actor": HOME_DUTY, "now": NOW}
    with database.transaction() as session:
        load_register(session)
        squad_id = add_squad(session, commune_code=HOME, **act, **SQUAD)
        people = read_members("Nguyễn Văn Hùng; 1990; 0905111222\nNguyễn Văn Hưng; 1990; 0905333444")
        assert add_members(session, squad_id=squad_id, version=1, people=people, **act).added == 2
    with database.transaction() as session:
        again = read_members("nguyễn văn hưng; 1990; 0905333555\nLê C; 1990")
        joined = add_members(session, squad_id=squad_id, version=2, people=again, **act)
        assert (joined.added, joined.already, joined.renumbered) == (
            1,
            ("Nguyễn Văn Hưng",),
            ("Nguyễn Văn Hưng",),
        )
        found = {member.name: member.phone for member in list_members(session, HOME)}
    assert found == {"Nguyễn Văn Hùng": "0905111222", "Nguyễn Văn Hưng": "0905333555", "Lê C": ""}


@pytest.mark.parametrize("act", ["watch", "seat", "member"])
def test_two_at_once_make_one(database: Database, act: str) -> None:
    who: dict[str, Any] = {"actor": HOME_DUTY, "now": NOW}
    with database.transaction() as session:
        load_register(session)
        squads = [add_squad(session, commune_code=HOME, **who, **SQUAD) for _squad in range(2)]

    def write(session: Session, squad_id: int) -> None:
        if act == "watch":
            desk: dict[str, Any] = {"kind": WatchKind.DESK, "name": "Lê A", "unit": "", "phone": ""}
            desk |= {"starts_at": NOW, "ends_at": NOW + timedelta(hours=5)}
            add_watch(session, commune_code=HOME, **desk, **who)
        elif act == "seat":
            day = date(2026, 1, squad_id)
            appoint(
                session, commune_code=HOME, post=Post.HEAD, name="Lê A", term_from=day, term_to=None, **WHO
            )
        else:
            people = read_members("Lê A; 1990")
            add_members(session, squad_id=squad_id, version=1, people=people, **who)

    ended = beside(
        database, lambda session: write(session, squads[0]), lambda session: write(session, squads[1])
    )
    assert refusal_of(ended) == ("watch_twice" if act == "watch" else "done")
    with database.reading() as session:
        if act == "watch":
            assert len(list_on_duty(session, NOW)) == 1
        elif act == "seat":
            assert len(list_seats(session, HOME)[0]) == 1
        else:
            assert len({member.person_id for member in list_members(session, HOME)}) == 1


NAME = "Nguyễn Văn Tám"


@pytest.fixture
def everywhere(database: Database) -> Database:
    """The same person as a household, a former and a serving official, a member, and looked at."""
    with database.transaction() as session:
        load_register(session)
        stock(session, 3, household=f"Hộ ông {NAME}", place=f"Nhà ông {NAME}")
        for post, begin in ((Post.HEAD, date(2025, 7, 1)), (Post.POLICE, date(2025, 7, 1))):
            appoint(session, commune_code=HOME, post=post, name=NAME, term_from=begin, term_to=None, **WHO)
        appoint(
            session,
            commune_code=HOME,
            post=Post.HEAD,
            name="Võ B",
            term_from=date(2026, 1, 14),
            term_to=None,
            **WHO,
        )
        squad_id = add_squad(session, commune_code=HOME, actor=HOME_DUTY, now=NOW, **SQUAD)
        add_members(
            session,
            squad_id=squad_id,
            version=1,
            people=read_members(f"{NAME}; 1980"),
            actor=HOME_DUTY,
            now=NOW,
        )
        log_phone_look(
            session,
            kind=Place.HOLDER,
            row_id=1,
            whose=f"Hộ ông {NAME}",
            commune_code=HOME,
            page="/kho/1",
            actor=HOME_DUTY,
            now=NOW,
        )
    return database


def test_a_person_is_found_corrected_and_erased(app: Flask, everywhere: Database) -> None:
    with everywhere.transaction() as session:
        found = find_standings(session, Search(name="nguyen van tam"), now=NOW)
        assert [item.place for item in found] == ["seat", "seat", "member", "holder", "look"]
        correct_person(session, found, old_name=NAME, name="Nguyễn Văn Tâm", phone="", now=NOW, by="cli")
        assert session.scalars(select(HolderRow.name).where(HolderRow.kind == "household")).one() == (
            "Hộ ông Nguyễn Văn Tâm"
        )
    with everywhere.transaction() as session:
        found = find_standings(session, Search(name="Nguyễn Văn Tâm"), now=NOW)
        lot = session.scalars(select(LotRow)).one()
        assert lot.place == "Nhà ông Nguyễn Văn Tâm"
        lot.note = "gọi ông nguyen van tam, số 0950 000 003, hoặc 114"
        assert erase_person(session, found, name="Nguyễn Văn Tâm", phone="0950000003", now=NOW, by="cli") == 4
    with everywhere.reading() as session:
        lot = session.scalars(select(LotRow)).one()
        assert (lot.place, lot.place_folded) == (f"Nhà ông {ERASED}", fold(f"Nhà ông {ERASED}"))
        assert lot.note == f"gọi ông {ERASED}, số {ERASED}, hoặc 114"
        left = find_standings(session, Search(name="Nguyễn Văn Tâm"), now=NOW)
        assert [(item.place, item.keep) for item in left] == [("seat", "serving")]
        assert list_phone_looks(session, scope=HOME)[0][0].whose == ERASED
        noted = "".join(f"{entry.subject}{entry.facts}" for entry in session.scalars(select(AuditEntry)))
        assert "Nguyễn" not in noted, "the chain cannot forget, so it never learns a name"
        assert "0950000001" not in noted
    assert audit_findings(app) == ()
