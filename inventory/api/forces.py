"""Squads and the people in them: read, set up, correct, name, dissolve; a person is counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune
from core.text import masked
from core.web.access import commune_in_address
from core.web.api import NothingSchema, Written, number_seen, reads, write, writes
from core.web.doors import reading
from inventory.api.blueprint import Look, bp, note_looks_at
from inventory.queries.forces import (
    Member,
    Squad,
    commune_of_member,
    commune_of_squad,
    get_member,
    get_squad,
    list_members,
    list_squads,
)
from inventory.rules.forces import MemberLine, SquadCount, headcount, in_several
from inventory.rules.personal import Place
from inventory.schemas.api import PhonesSchema
from inventory.schemas.api_people import (
    HeadcountSchema,
    MemberSchema,
    MembersWrittenSchema,
    SquadChangedSchema,
    SquadWrittenSchema,
)
from inventory.schemas.api_registers import SquadSchema
from inventory.services.forces import add_members, add_squad, close_squad, correct_squad, remove_member

CORRECTED = tuple(SquadChangedSchema._declared_fields)


def _squads_shown(squads: Sequence[Squad], *, phones: bool) -> list[Squad]:
    """Return squads with their numbers masked, or whole after each look is noted."""
    if not phones:
        return [replace(squad, phone=masked(squad.phone)) for squad in squads]
    note_looks_at(
        [
            Look(
                kind=Place.SQUAD,
                row_id=squad.id,
                whose=squad.leader or squad.name,
                commune=squad.commune_code,
            )
            for squad in squads
            if squad.phone
        ]
    )
    return list(squads)


@reads(
    bp,
    "/communes/<commune_code>/squads",
    answer=SquadSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
    query=PhonesSchema,
)
def squads(commune_code: str, phones: bool) -> Sequence[Squad]:
    """A commune's squads, in catalogue order."""
    with reading() as session:
        get_commune(session, commune_code)
        found = list_squads(session, commune_code)
    return _squads_shown(found, phones=phones)


@reads(
    bp,
    "/communes/<commune_code>/headcount",
    answer=HeadcountSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
)
def heads(commune_code: str) -> Mapping[str, object]:
    """How many people stand behind a commune's squads, each counted once; `in_several` are their `person_id`."""
    with reading() as session:
        get_commune(session, commune_code)
        held = list_squads(session, commune_code)
        places = [(member.squad_id, member.person_id) for member in list_members(session, commune_code)]
    people: dict[int, set[int]] = {}
    for squad_id, person_id in places:
        people.setdefault(squad_id, set()).add(person_id)
    counts = [
        SquadCount(strength=squad.strength, shared=squad.shared, people=people.get(squad.id, set()))
        for squad in held
    ]
    return asdict(headcount(counts)) | {"in_several": sorted(in_several(places))}


@reads(
    bp,
    "/squads/<int:squad_id>",
    answer=SquadSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_squad,
    query=PhonesSchema,
    version=lambda squad: squad.version,
)
def squad(squad_id: int, phones: bool) -> Squad:
    """One squad; its ETag is what If-Match asks for."""
    with reading() as session:
        found = get_squad(session, squad_id)
    return _squads_shown([found], phones=phones)[0]


def _members(session: Session, squad_id: int) -> list[Member]:
    everyone = list_members(session, get_squad(session, squad_id).commune_code)
    return [member for member in everyone if member.squad_id == squad_id]


@reads(
    bp,
    "/squads/<int:squad_id>/members",
    answer=MemberSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_squad,
    query=PhonesSchema,
)
def members(squad_id: int, phones: bool) -> Sequence[Member]:
    """Who stands in a squad, by name."""
    with reading() as session:
        code = get_squad(session, squad_id).commune_code
        found = _members(session, squad_id)
    if not phones:
        return [replace(member, phone=masked(member.phone)) for member in found]
    note_looks_at(
        [
            Look(kind=Place.MEMBER, row_id=member.person_id, whose=member.name, commune=code)
            for member in found
            if member.phone
        ]
    )
    return found


def _written(session: Session, squad_id: int, status: int = 200) -> Written:
    session.flush()
    found = get_squad(session, squad_id)
    return Written(
        content=replace(found, phone=masked(found.phone)),
        schema=SquadSchema(),
        status=status,
        version=found.version,
        location=url_for("api_stock.squad", squad_id=squad_id) if status == 201 else "",
    )


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/squads",
    answer=SquadSchema(),
    body=SquadWrittenSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def set_up_squad(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Add a squad to a commune."""

    def work(session: Session, actor: Actor) -> Written:
        get_commune(session, commune_code)
        made = add_squad(session, commune_code=commune_code, actor=actor, now=now(), **body)
        return _written(session, made, 201)

    return write(work)


@writes(
    bp,
    "PATCH",
    "/squads/<int:squad_id>",
    answer=SquadSchema(),
    body=SquadChangedSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_of_squad,
    seen=True,
)
def change_squad(body: dict[str, Any], squad_id: int) -> ResponseReturnValue:
    """Correct a squad and mark it counted today; fields that are not sent stay as they are."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        held = get_squad(session, squad_id)
        values = {name: getattr(held, name) for name in CORRECTED} | body
        correct_squad(session, squad_id=squad_id, version=version, actor=actor, now=now(), **values)
        return _written(session, squad_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/squads/<int:squad_id>/members",
    answer=MemberSchema(many=True),
    body=MembersWrittenSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_of_squad,
    status=201,
    seen=True,
)
def name_members(body: dict[str, Any], squad_id: int) -> ResponseReturnValue:
    """Name people of a squad; answers with all of them. Its strength grows where more are named than it had."""
    version = number_seen()
    people = [MemberLine(**said) for said in body["members"]]

    def work(session: Session, actor: Actor) -> Written:
        add_members(session, squad_id=squad_id, version=version, people=people, actor=actor, now=now())
        session.flush()
        return _members_written(session, squad_id, 201)

    return write(work)


def _members_written(session: Session, squad_id: int, status: int = 200) -> Written:
    found = [replace(member, phone=masked(member.phone)) for member in _members(session, squad_id)]
    version = get_squad(session, squad_id).version
    return Written(content=found, schema=MemberSchema(many=True), status=status, version=version)


@writes(
    bp,
    "POST",
    "/members/<int:member_id>/removal",
    answer=MemberSchema(many=True),
    body=NothingSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_of_member,
)
def take_member_out(_body: dict[str, Any], member_id: int) -> ResponseReturnValue:
    """Take a person out of a squad; one in no squad any more is forgotten. Answers with those who are left."""

    def work(session: Session, actor: Actor) -> Written:
        squad_id = get_member(session, member_id).squad_id
        remove_member(session, member_id=member_id, actor=actor, now=now())
        session.flush()
        return _members_written(session, squad_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/squads/<int:squad_id>/dissolution",
    answer=SquadSchema(),
    body=NothingSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_of_squad,
    seen=True,
)
def dissolve_squad(_body: dict[str, Any], squad_id: int) -> ResponseReturnValue:
    """Dissolve a squad: it leaves the list and its people leave it."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        close_squad(session, squad_id=squad_id, version=version, actor=actor, now=now())
        return _written(session, squad_id)

    return write(work)
