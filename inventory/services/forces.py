"""What is done with squads: set up, correct, name their people, dissolve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import day_of
from core.errors import NotFoundError, StaleError
from core.locking import hold
from core.text import fold, tidy
from core.values import frozen
from inventory.models import ForcePersonRow, SquadMemberRow, SquadRow
from inventory.queries.catalogue import get_type
from inventory.queries.forces import count_named
from inventory.queries.story import stream_of
from inventory.rules.catalogue import Category
from inventory.rules.forces import (
    MemberLine,
    check_alike,
    check_member,
    check_shared,
    check_squad,
    find_known,
    usual_call,
)
from inventory.rules.personal import digits


def _fill(session: Session, row: SquadRow, values: dict[str, object], now: datetime) -> None:
    """Write what was typed into a squad's row; raises the rules' errors where it does not fit together."""
    type_code = str(values["type_code"])
    if get_type(session, type_code).category is not Category.FORCES:
        raise NotFoundError(what=type_code)
    named = count_named(session, row.id) if row.id else 0
    numbers = {name: int(str(values[name])) for name in ("strength", "trained", "shared")}
    check_squad(**numbers, named=named)
    other = values["shared_with_id"]
    assert other is None or isinstance(other, int)
    of_commune = select(SquadRow.id, SquadRow.shared_with_id).where(
        SquadRow.commune_code == row.commune_code, SquadRow.closed.is_(False)
    )
    counted_in = {row_id: elsewhere for row_id, elsewhere in session.execute(of_commune).all()}  # noqa: C416  rows are not pairs to mypy
    if other is not None and other not in counted_in:
        raise NotFoundError(what=other)
    if row.id:
        check_shared(counted_in, row.id, other)
    caller, form = usual_call(type_code)
    row.type_code, row.shared_with_id = type_code, other if numbers["shared"] else None
    row.strength, row.trained, row.shared = numbers["strength"], numbers["trained"], numbers["shared"]
    row.name, row.leader = tidy(str(values["name"])), tidy(str(values["leader"]))
    row.leader_folded = fold(row.leader)
    row.phone, row.equipment = tidy(str(values["phone"])), tidy(str(values["equipment"]))
    row.caller, row.form = str(values["caller"]) or caller, str(values["form"]) or form
    row.counted_on = day_of(now)


def add_squad(session: Session, *, commune_code: str, actor: Actor, now: datetime, **values: object) -> int:
    """Return the id of a new squad; caller and form left empty are the usual ones of its type."""
    row = SquadRow(commune_code=commune_code, version=1, closed=False)
    _fill(session, row, values, now)
    session.add(row)
    session.flush()
    _note(session, "forces.add", row, actor, now)
    return row.id


def _lock(session: Session, squad_id: int, version: int, yours: dict[str, object]) -> SquadRow:
    row = session.get(SquadRow, squad_id, with_for_update=True, populate_existing=True)
    if row is None or row.closed:
        raise NotFoundError(what=squad_id)
    if row.version != version:
        theirs = {name: getattr(row, name) for name in yours}
        told = facts_of(last_word(session, stream_of(row.commune_code), f"squad:{squad_id}"))
        raise StaleError(yours=yours, theirs=theirs, version=row.version, **told)
    return row


def correct_squad(
    session: Session, *, squad_id: int, version: int, actor: Actor, now: datetime, **values: object
) -> None:
    """Correct a squad and mark it counted today; raises StaleError with both strengths."""
    yours = {name: values[name] for name in ("strength", "trained", "shared")}
    row = _lock(session, squad_id, version, yours)
    _fill(session, row, values, now)
    row.version += 1
    _note(session, "forces.correct", row, actor, now)


@frozen
class Joined:
    """What naming people did: how many joined, who stood in the squad already, whose telephone number is another now."""

    added: int
    already: tuple[str, ...]
    renumbered: tuple[str, ...]


def add_members(
    session: Session,
    *,
    squad_id: int,
    version: int,
    people: Sequence[MemberLine],
    actor: Actor,
    now: datetime,
) -> Joined:
    """Return who joined a squad; its strength grows where more are named than it had.

    A person already known to the commune (same name and year of birth) is the same person, not a second one; raises
    TwoAlikeError where that cannot be told.
    """
    row = _lock(session, squad_id, version, {})
    for line in people:
        check_member(line, this_year=day_of(now).year)
    check_alike(people)
    hold(
        session.connection(), f"people:{row.commune_code}"
    )  # the same person may join another squad just now
    known = {
        person.id: person
        for person in session.scalars(
            select(ForcePersonRow).where(ForcePersonRow.commune_code == row.commune_code)
        )
    }
    members = set(
        session.scalars(select(SquadMemberRow.person_id).where(SquadMemberRow.squad_id == squad_id))
    )
    before, already, renumbered = len(members), [], []
    for line in people:
        person_id = find_known(line, {key: (one.name, one.birth_year) for key, one in known.items()})
        person = _new_person(session, row, line) if person_id is None else known[person_id]
        known[person.id] = person
        if _told_more(person, line):
            renumbered.append(person.name)
        if person.id in members:
            already.append(person.name)
        else:
            members.add(person.id)
            session.add(SquadMemberRow(squad_id=squad_id, person_id=person.id))
    row.strength = max(row.strength, len(members))
    row.version += 1
    session.flush()
    _note(session, "forces.members", row, actor, now)
    return Joined(added=len(members) - before, already=tuple(already), renumbered=tuple(renumbered))


def _new_person(session: Session, squad: SquadRow, line: MemberLine) -> ForcePersonRow:
    person = ForcePersonRow(
        commune_code=squad.commune_code,
        name=line.name,
        folded=fold(line.name),
        birth_year=line.birth_year,
        phone=line.phone,
    )
    session.add(person)
    session.flush()
    return person


def _told_more(person: ForcePersonRow, line: MemberLine) -> bool:
    """Take over a name with accents and a number; return whether a number that was known gave way to another."""
    if person.name.casefold() == person.folded:
        person.name = line.name
    was = person.phone
    person.phone = line.phone or was
    return bool(was) and digits(was) != digits(person.phone)


def remove_member(session: Session, *, member_id: int, actor: Actor, now: datetime) -> None:
    """Take a person out of a squad; one in no squad any more is forgotten."""
    member = session.get(SquadMemberRow, member_id, with_for_update=True)
    if member is None:
        raise NotFoundError(what=member_id)
    row = session.get_one(SquadRow, member.squad_id, with_for_update=True)
    _forget(session, member_id)
    row.strength = max(0, row.strength - 1)
    row.trained, row.shared = min(row.trained, row.strength), min(row.shared, row.strength)
    row.version += 1
    _note(session, "forces.members", row, actor, now)


def close_squad(session: Session, *, squad_id: int, version: int, actor: Actor, now: datetime) -> None:
    """Dissolve a squad: it leaves the list and its people leave it; other squads no longer share with it."""
    row = _lock(session, squad_id, version, {})
    row.closed, row.shared_with_id = True, None
    row.version += 1
    for member_id in list(
        session.scalars(select(SquadMemberRow.id).where(SquadMemberRow.squad_id == squad_id))
    ):
        _forget(session, member_id)
    for other in session.scalars(select(SquadRow).where(SquadRow.shared_with_id == squad_id)):
        other.shared, other.shared_with_id = 0, None
        other.version += 1
    _note(session, "forces.close", row, actor, now)


def _forget(session: Session, member_id: int) -> None:
    member = session.get_one(SquadMemberRow, member_id)
    person_id = member.person_id
    session.delete(member)
    session.flush()
    if (
        session.scalar(select(SquadMemberRow.id).where(SquadMemberRow.person_id == person_id).limit(1))
        is None
    ):
        session.delete(session.get_one(ForcePersonRow, person_id))


def _note(session: Session, action: str, row: SquadRow, actor: Actor, now: datetime) -> None:
    note(
        session,
        stream=stream_of(row.commune_code),
        at=now,
        actor=actor.login,
        action=action,
        subject=f"squad:{row.id}",
        type_code=row.type_code,
        strength=row.strength,
        trained=row.trained,
        shared=row.shared,
    )
