"""What an erased person leaves behind, and what squads count when people and squads go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry
from core.db import Database
from core.errors import NotFoundError
from inventory.models import BoardSeatRow, DutyWatchRow, ForcePersonRow, HolderRow, SquadRow
from inventory.queries.forces import get_squad, list_members
from inventory.queries.personal import find_standings
from inventory.rules.command import Post, SeatEndedError, TermError, WatchKind, WatchTwiceError
from inventory.rules.forces import read_members
from inventory.rules.personal import ERASED, Search
from inventory.services.command import add_watch, appoint, correct_seat, end_seat
from inventory.services.forces import add_members, add_squad, close_squad, correct_squad, remove_member
from inventory.services.keeping import ensure_holder
from inventory.services.personal import erase_person
from tests.db.inventory.register import HOME, HOME_DUTY, NEIGHBOUR, NOW, load_register, stock
from tests.db.inventory.test_people import NAME, SQUAD, WHO

BY: dict[str, Any] = {"actor": HOME_DUTY, "now": NOW}
PHONE = "0905 124 096"
HOUR = timedelta(hours=1)


def _everywhere(session: Session) -> None:
    """Write a person into a row of every kind, none of which must be kept."""
    squad = {**SQUAD, "leader": NAME, "phone": PHONE}
    squad_id = add_squad(session, commune_code=HOME, **BY, **squad)
    people = read_members(f"{NAME}; 1980; {PHONE}")
    add_members(session, squad_id=squad_id, version=1, people=people, **BY)
    stock(session, 3, household=NAME, place="kho")
    session.scalars(select(HolderRow).where(HolderRow.kind == "household")).one().address = "xóm Đông"
    ensure_holder(session, commune_code=HOME, name=f"Công ty {NAME}", kind="enterprise", phone=PHONE)
    who = {**WHO, "stand_in": NAME, "phone": "0905 000 000"}
    seat_id = appoint(
        session,
        commune_code=HOME,
        post=Post.HEAD,
        name="Võ B",
        term_from=date(2026, 1, 1),
        term_to=None,
        **who,
    )
    end_seat(session, seat_id=seat_id, version=1, ended_on=date(2026, 9, 1), document="", **BY)
    hours: dict[str, Any] = {"starts_at": NOW - 9 * HOUR, "ends_at": NOW}
    add_watch(session, commune_code=HOME, kind=WatchKind.DESK, name=NAME, unit="", phone=PHONE, **hours, **BY)


def test_nothing_of_an_erased_person_stays_in_any_kind_of_row(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        _everywhere(session)
        other = add_squad(session, commune_code=NEIGHBOUR, **BY, **{**SQUAD, "leader": NAME, "phone": PHONE})
        session.flush()
        found = find_standings(session, Search(name=NAME, commune_code=HOME), now=NOW)
        assert sorted(item.place for item in found) == ["holder", "member", "seat", "squad", "watch"]
        assert erase_person(session, found, name=NAME, phone=PHONE, now=NOW, by="cli") == 5
    with database.reading() as session:
        squad = session.scalars(select(SquadRow).where(SquadRow.commune_code == HOME)).one()
        assert (squad.leader, squad.leader_folded, squad.phone) == (ERASED, "", "")
        member = session.scalars(select(ForcePersonRow)).one()
        assert (member.name, member.birth_year, member.phone) == (ERASED, 0, "")
        holder = session.scalars(select(HolderRow).where(HolderRow.kind == "household")).one()
        assert (holder.name, holder.address, holder.phone) == (ERASED, "", "")
        watch = session.scalars(select(DutyWatchRow)).one()
        assert (watch.name, watch.phone) == (ERASED, "")
        seat = session.scalars(select(BoardSeatRow)).one()
        assert (seat.name, seat.stand_in, seat.phone) == ("Võ B", ERASED, "0905 000 000"), "who held it stays"
        assert get_squad(session, other).leader == NAME, "a namesake elsewhere is another person"
        acts = {(entry.stream, entry.action, entry.subject) for entry in session.scalars(select(AuditEntry))}
        assert (f"commune:{HOME}", "person.erase", f"holder:{holder.id}") in acts
        told = [entry for entry in session.scalars(select(AuditEntry)) if entry.stream == "system"]
        assert any("watch:" in entry.facts for entry in told if entry.action == "person.erase")


def test_what_squads_count_when_people_and_squads_go(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        one = add_squad(
            session, commune_code=HOME, **BY, **{**SQUAD, "strength": 2, "trained": 2, "shared": 0}
        )
        shared = {**SQUAD, "strength": 5, "trained": 0, "shared": 2, "shared_with_id": one}
        two = add_squad(session, commune_code=HOME, **BY, **shared)
        far = add_squad(session, commune_code=NEIGHBOUR, **BY, **SQUAD)
        people = read_members("Lê Văn A; 1990\nVõ Thị B; 1991")
        assert add_members(session, squad_id=one, version=1, people=people, **BY).added == 2
        add_members(session, squad_id=far, version=1, people=people[:1], **BY)
        names = {
            code: {member.person_id for member in list_members(session, code)} for code in (HOME, NEIGHBOUR)
        }
        assert not names[HOME] & names[NEIGHBOUR], "of one name in two communes there are two people"
        remove_member(session, member_id=list_members(session, HOME)[0].id, **BY)
        assert (get_squad(session, one).strength, get_squad(session, one).trained) == (1, 1)
        correct_squad(session, squad_id=two, version=1, **BY, **{**shared, "shared": 0})
        assert get_squad(session, two).shared_with_id is None, "where nobody is shared it is with nobody"
        correct_squad(session, squad_id=two, version=2, **BY, **shared)
        close_squad(session, squad_id=one, version=get_squad(session, one).version, **BY)
        left = get_squad(session, two)
        assert (left.shared, left.shared_with_id) == (0, None), "nobody is counted in a squad that is gone"
        with pytest.raises(NotFoundError):
            close_squad(session, squad_id=one, version=9, **BY)


def test_what_is_over_on_a_board_stays_as_it_was(database: Database) -> None:
    seat: dict[str, Any] = {"commune_code": HOME, "post": Post.HEAD, "term_to": None, **WHO}
    today = date(2026, 10, 28)
    with database.transaction() as session:
        load_register(session)
        first = appoint(session, name="Lê A", term_from=date(2026, 1, 1), **seat)
        appoint(session, name="Võ B", term_from=today + timedelta(days=9), **seat)  # begins later, leaves now
        assert session.get_one(BoardSeatRow, first).ended_on == today
        with pytest.raises(SeatEndedError):
            correct_seat(
                session, seat_id=first, version=2, name="X", term_from=date(2026, 1, 1), term_to=None, **WHO
            )
        last = appoint(session, name="Hồ C", term_from=date(2026, 2, 1), **{**seat, "post": Post.POLICE})
        with pytest.raises(TermError):
            end_seat(session, seat_id=last, version=1, ended_on=today + timedelta(days=1), document="", **BY)
        with pytest.raises(TermError):
            end_seat(session, seat_id=last, version=1, ended_on=date(2026, 1, 31), document="", **BY)


def test_nobody_is_on_duty_twice_at_one_desk_and_hours_that_meet_do_not_overlap(database: Database) -> None:
    desk: dict[str, Any] = {"kind": WatchKind.DESK, "name": "Lê A", "unit": "", "phone": "", **BY}
    with database.transaction() as session:
        load_register(session)
        add_watch(session, commune_code=HOME, starts_at=NOW, ends_at=NOW + 5 * HOUR, **desk)
        add_watch(session, commune_code=HOME, starts_at=NOW - 5 * HOUR, ends_at=NOW, **desk)
        add_watch(session, commune_code=NEIGHBOUR, starts_at=NOW, ends_at=NOW + HOUR, **desk)  # a namesake
        with pytest.raises(WatchTwiceError):
            add_watch(session, commune_code=HOME, starts_at=NOW + 4 * HOUR, ends_at=NOW + 6 * HOUR, **desk)
