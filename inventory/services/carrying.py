"""What goes along when a type or a holder is merged: names, packings, substitutes, squads, a telephone number."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.models import (
    HolderRow,
    ResourceNameRow,
    ResourceTypeRow,
    SquadRow,
    TypeSubstituteRow,
    UnitFactorRow,
)


def carry_type(session: Session, *, source: str, target: str, today: date) -> dict[str, Any]:
    """Let everything that led to one type lead to another, take the first out of use, and return what moved.

    A packing or a substitute that the staying type has already stays as the province wrote it there.
    """
    going = session.get_one(ResourceTypeRow, source)
    own_name = ResourceNameRow(type_code=target, name=going.name, folded=going.folded)
    session.add(own_name)
    names = list(session.scalars(select(ResourceNameRow).where(ResourceNameRow.type_code == source)))
    for name in names:
        name.type_code = target
    squads = list(session.scalars(select(SquadRow).where(SquadRow.type_code == source)))
    for squad in squads:
        squad.type_code = target
        squad.version += 1
    earlier = list(session.scalars(select(ResourceTypeRow).where(ResourceTypeRow.merged_into == source)))
    for kind in earlier:
        kind.merged_into = target
    carried: dict[str, Any] = {
        "names": [name.id for name in names],
        "squads": [squad.id for squad in squads],
        "earlier": [kind.code for kind in earlier],
        "factors": _carry_factors(session, source, target),
        "substitutes": _carry_substitutes(session, source, target),
        "retired_on": going.retired_on,
    }
    going.merged_into, going.retired_on = target, going.retired_on or today
    going.version += 1
    session.flush()
    return carried | {"own_name": own_name.id}


def _carry_factors(session: Session, source: str, target: str) -> list[int]:
    query = select(UnitFactorRow.unit).where(UnitFactorRow.type_code == target)
    known = set(session.scalars(query))
    moved = []
    for row in session.scalars(select(UnitFactorRow).where(UnitFactorRow.type_code == source)).all():
        if row.unit not in known:
            row.type_code = target
            moved.append(row.id)
    return moved


def _carry_substitutes(session: Session, source: str, target: str) -> dict[str, list[int]]:
    moved: dict[str, list[int]] = {"asked": [], "given": []}
    row = TypeSubstituteRow
    rows = list(session.scalars(select(row).where((row.asked == source) | (row.given == source))))
    query = select(row.asked, row.given).where((row.asked == target) | (row.given == target))
    known = {(asked, given) for asked, given in session.execute(query)}
    for held in rows:
        side = "asked" if held.asked == source else "given"
        wanted = (target, held.given) if side == "asked" else (held.asked, target)
        if wanted in known or wanted[0] == wanted[1]:
            continue
        setattr(held, side, target)
        known.add(wanted)
        moved[side].append(held.id)
    return moved


def take_type_back(session: Session, *, source: str, target: str, carried: dict[str, Any]) -> None:
    """Give a merged type back what had moved and is still there."""
    going = session.get_one(ResourceTypeRow, source)
    retired = carried["retired_on"]
    going.merged_into, going.retired_on = None, date.fromisoformat(retired) if retired else None
    going.version += 1
    own_name = session.get(ResourceNameRow, carried["own_name"])
    if own_name is not None:
        session.delete(own_name)
    moved: list[ResourceNameRow | UnitFactorRow | SquadRow | None] = [
        *(session.get(ResourceNameRow, row_id) for row_id in carried["names"]),
        *(session.get(UnitFactorRow, row_id) for row_id in carried["factors"]),
        *(session.get(SquadRow, row_id) for row_id in carried["squads"]),
    ]
    for row in moved:
        if row is not None and row.type_code == target:
            row.type_code = source
    for side, ids in carried["substitutes"].items():
        for row_id in ids:
            held = session.get(TypeSubstituteRow, row_id)
            if held is not None and getattr(held, side) == target:
                setattr(held, side, source)
    for code in carried["earlier"]:
        session.get_one(ResourceTypeRow, code).merged_into = source
    session.flush()


def carry_holder(session: Session, *, source: int, target: int) -> dict[str, Any]:
    """Let a holder's name lead to another one, give that one the number and address it lacks, return what moved."""
    going, staying = session.get_one(HolderRow, source), session.get_one(HolderRow, target)
    given = [name for name in ("phone", "address") if getattr(going, name) and not getattr(staying, name)]
    for name in given:
        setattr(staying, name, getattr(going, name))
    earlier = list(session.scalars(select(HolderRow).where(HolderRow.merged_into == source)))
    for holder in earlier:
        holder.merged_into = target
    going.merged_into = target
    session.flush()
    return {"given": given, "earlier": [holder.id for holder in earlier]}


def take_holder_back(session: Session, *, source: int, target: int, carried: dict[str, Any]) -> None:
    """Let a merged holder stand for itself again."""
    going, staying = session.get_one(HolderRow, source), session.get_one(HolderRow, target)
    going.merged_into = None
    for name in carried["given"]:
        if getattr(staying, name) == getattr(going, name):
            setattr(staying, name, "")
    for holder_id in carried["earlier"]:
        earlier = session.get(HolderRow, holder_id)
        if earlier is not None:  # a former name may have been given back since
            earlier.merged_into = source
    session.flush()
