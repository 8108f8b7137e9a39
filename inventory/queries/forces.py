"""Squads and their members as plain values."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.text import sort_key
from core.values import frozen
from inventory.models import ForcePersonRow, ResourceTypeRow, SquadMemberRow, SquadRow


@frozen
class Squad:
    """One squad; `named` of its people stand in the list of members."""

    id: int
    commune_code: str
    type_code: str
    kind: str
    name: str
    strength: int
    trained: int
    shared: int
    shared_with_id: int | None
    leader: str
    phone: str
    caller: str
    form: str
    equipment: str
    counted_on: date
    version: int
    closed: bool


@frozen
class Member:
    """One person's place in one squad."""

    id: int
    squad_id: int
    person_id: int
    name: str
    birth_year: int
    phone: str


_FIELDS = tuple(name for name in Squad.__dataclass_fields__ if name != "kind")


def _query() -> Select[SquadRow, str]:
    return select(SquadRow, ResourceTypeRow.name).join(
        ResourceTypeRow, ResourceTypeRow.code == SquadRow.type_code
    )


def _squad(row: SquadRow, kind: str) -> Squad:
    return Squad(kind=kind, **{name: getattr(row, name) for name in _FIELDS})


def list_squads(session: Session, commune_code: str) -> list[Squad]:
    """Return a commune's squads in catalogue order."""
    query = _query().where(SquadRow.commune_code == commune_code, SquadRow.closed.is_(False))
    rows = session.execute(query.order_by(ResourceTypeRow.position, SquadRow.id))
    return [_squad(*row) for row in rows]


def get_squad(session: Session, squad_id: int) -> Squad:
    """Return one squad; raises NotFoundError."""
    row = session.execute(_query().where(SquadRow.id == squad_id)).one_or_none()
    if row is None:
        raise NotFoundError(what=squad_id)
    return _squad(*row)


def commune_of_squad(session: Session, *, squad_id: int, **_: object) -> str:
    """Return the commune of a squad; raises NotFoundError."""
    code = session.scalar(select(SquadRow.commune_code).where(SquadRow.id == squad_id))
    if code is None:
        raise NotFoundError(what=squad_id)
    return code


def _members() -> Select[int, int, int, str, int, str]:
    return select(
        SquadMemberRow.id,
        SquadMemberRow.squad_id,
        ForcePersonRow.id,
        ForcePersonRow.name,
        ForcePersonRow.birth_year,
        ForcePersonRow.phone,
    ).join(ForcePersonRow, ForcePersonRow.id == SquadMemberRow.person_id)


def _member(member_id: int, squad_id: int, person_id: int, name: str, birth_year: int, phone: str) -> Member:
    return Member(
        id=member_id, squad_id=squad_id, person_id=person_id, name=name, birth_year=birth_year, phone=phone
    )


def list_members(session: Session, commune_code: str) -> list[Member]:
    """Return who stands in the commune's squads, by name; a person appears once for each squad."""
    query = (
        _members()
        .join(SquadRow, SquadRow.id == SquadMemberRow.squad_id)
        .where(SquadRow.commune_code == commune_code, SquadRow.closed.is_(False))
        .order_by(ForcePersonRow.folded, ForcePersonRow.id, SquadMemberRow.id)
    )
    members = [_member(*row) for row in session.execute(query)]
    return sorted(members, key=lambda member: sort_key(member.name))


def get_member(session: Session, member_id: int) -> Member:
    """Return one place in a squad; raises NotFoundError."""
    row = session.execute(_members().where(SquadMemberRow.id == member_id)).one_or_none()
    if row is None:
        raise NotFoundError(what=member_id)
    return _member(*row)


def commune_of_member(session: Session, *, member_id: int, **_: object) -> str:
    """Return the commune of the squad a member stands in; raises NotFoundError."""
    return commune_of_squad(session, squad_id=get_member(session, member_id).squad_id)


def count_named(session: Session, squad_id: int) -> int:
    """Return how many people a squad names."""
    query = select(func.count()).select_from(SquadMemberRow).where(SquadMemberRow.squad_id == squad_id)
    return session.scalar(query) or 0
