"""Lots as plain values: a commune's list, one lot, what a plan may draw on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, or_, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.errors import NotFoundError
from core.text import fold, sort_key
from core.together import Question, the_one
from inventory.models import HolderRow, LotDetailRow, LotRow, MovementRow, ResourceNameRow, ResourceTypeRow
from inventory.queries.lot_values import Lot, lot_of, lots
from inventory.queries.province import mark_says

PAGE = 40
FIRST_EXPIRED = (LotDetailRow.expires_on.is_(None), LotDetailRow.expires_on)


def _narrow(
    query: Select[*tuple[Any, ...]],
    *,
    scope: str | None,
    commune_code: str,
    pillar: str,
    search: str,
    type_code: str,
) -> Select[*tuple[Any, ...]]:
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    if commune_code:
        query = query.where(LotRow.commune_code == commune_code)
    if pillar:
        query = query.where(ResourceTypeRow.pillar == pillar)
    if type_code:
        query = query.where(LotRow.type_code == type_code)
    for word in fold(search).split():
        like = f"%{word.replace('%', '').replace('_', '')}%"
        named = select(ResourceNameRow.type_code).where(ResourceNameRow.folded.like(like))
        query = query.where(
            or_(
                ResourceTypeRow.folded.like(like),
                HolderRow.folded.like(like),
                LotRow.place_folded.like(like),
                CommuneRow.folded.like(like),
                LotRow.type_code.in_(named),
                mark_says(word),
            )
        )
    return query


def list_lots(
    session: Session,
    *,
    scope: str | None,
    commune_code: str = "",
    pillar: str = "",
    search: str = "",
    type_code: str = "",
    expired_before: date | None = None,
    store: str = "",
    page: int = 1,
) -> tuple[list[Lot], bool]:
    """Return one page of lots in catalogue order, and whether more follow; `scope` narrows to one commune.

    Of one type, what expires first stands first. `expired_before` keeps only goods whose last day was before it,
    `store` what lies in the place of that name, however it is written.
    """
    query = _narrow(
        lots(), scope=scope, commune_code=commune_code, pillar=pillar, search=search, type_code=type_code
    )
    if expired_before is not None:
        query = query.where(LotDetailRow.expires_on < expired_before, LotRow.on_hand > 0)
    if store:
        query = query.where(LotRow.place_folded == fold(store))
    if not (scope or commune_code):
        query = query.order_by(CommuneRow.position)
    query = (
        query.order_by(ResourceTypeRow.position, *FIRST_EXPIRED, LotRow.id)
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    rows = session.execute(query).all()
    return [lot_of(row) for row in rows[:PAGE]], len(rows) > PAGE


@cache
def _of_types() -> Select[*tuple[Any, ...]]:
    return (
        lots()
        .where(
            LotRow.commune_code == bindparam("commune"),
            LotRow.type_code.in_(bindparam("types", expanding=True)),
        )
        .order_by(ResourceTypeRow.position, *FIRST_EXPIRED, LotRow.id)
        .limit(PAGE + 1)
        .offset(bindparam("skipped"))
    )


def list_lots_from(
    session: Session, commune_code: str, types: Sequence[str], skipped: int
) -> tuple[list[Lot], bool]:
    """Return the page that `list_lots` would, and whether more follow, from the types that `window` named.

    So the rows of a commune are not sorted for the sake of forty.
    """
    if not types:
        return [], False
    asked = {"commune": commune_code, "types": types, "skipped": skipped}
    rows = session.execute(_of_types(), asked).all()
    return [lot_of(row) for row in rows[:PAGE]], len(rows) > PAGE


def get_lot(session: Session, lot_id: int) -> Lot:
    """Return one lot; raises NotFoundError."""
    return lot_question(lot_id).ask(session)


def lot_question(lot_id: int) -> Question[Lot]:
    """Return the question for one lot; its answer raises NotFoundError."""
    return the_one(lots().where(LotRow.id == lot_id), lambda *row: lot_of(row), lot_id)


def list_lots_by_ids(session: Session, lot_ids: list[int]) -> dict[int, Lot]:
    """Return the lots with these ids."""
    found: dict[int, Lot] = {}
    for start in range(0, len(lot_ids), 500):
        rows = session.execute(lots().where(LotRow.id.in_(lot_ids[start : start + 500])))
        found.update({row.id: lot_of(row) for row in rows})
    return found


def list_lots_of_types(session: Session, type_codes: set[str]) -> list[Lot]:
    """Return all lots of some types, by id: what a plan may draw on."""
    rows = session.execute(lots().where(LotRow.type_code.in_(sorted(type_codes))).order_by(LotRow.id))
    return [lot_of(row) for row in rows]


def find_first_to_expire(session: Session, lot: Lot, today: date) -> Lot | None:
    """Return the batch of the same type in the commune that should be issued before this one, or None.

    Its last day comes sooner but has not passed, and some of it is whole and promised to nobody.
    """
    query = lots().where(
        LotRow.commune_code == lot.commune_code,
        LotRow.type_code == lot.type_code,
        LotRow.closed.is_(False),
        LotRow.on_hand - LotRow.reserved - LotRow.broken > 0,
        LotDetailRow.expires_on >= today,
    )
    if lot.expires_on is not None and lot.expires_on >= today:
        query = query.where(LotDetailRow.expires_on < lot.expires_on)
    row = session.execute(query.order_by(LotDetailRow.expires_on, LotRow.id).limit(1)).one_or_none()
    return lot_of(row) if row else None


def list_lot_ids(session: Session, commune_code: str, pillar: str = "") -> list[int]:
    """Return the ids of a commune's open lots (of one pillar, or all when empty)."""
    query = select(LotRow.id).where(LotRow.commune_code == commune_code, LotRow.closed.is_(False))
    if pillar:
        of_pillar = select(ResourceTypeRow.code).where(ResourceTypeRow.pillar == pillar)
        query = query.where(LotRow.type_code.in_(of_pillar))
    return list(session.scalars(query.order_by(LotRow.id)))


def list_lot_ids_by_pillar(session: Session, commune_code: str, pillars: Iterable[str]) -> list[int]:
    """Return the ids of a commune's open lots, pillar after pillar in the order given."""
    order = case({pillar: number for number, pillar in enumerate(pillars)}, value=ResourceTypeRow.pillar)
    query = select(LotRow.id).join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
    query = query.where(LotRow.commune_code == commune_code, LotRow.closed.is_(False))
    return list(session.scalars(query.order_by(order, LotRow.id)))


def lots_moved_since(session: Session, commune_code: str, moment: datetime) -> set[int]:
    """Return the ids of a commune's lots whose quantity or broken part changed after a moment."""
    query = select(MovementRow.lot_id).where(
        MovementRow.commune_code == commune_code,
        MovementRow.at > moment,
        or_(MovementRow.on_hand != 0, MovementRow.broken != 0),
    )
    return set(session.scalars(query.distinct()))


def list_labels(session: Session, commune_code: str, place: str) -> tuple[list[str], list[Lot]]:
    """Return a commune's places in order, and the rows that lie in one of them (none where `place` is empty)."""
    own = (LotRow.commune_code == commune_code, LotRow.closed.is_(False))
    places = sorted(session.scalars(select(LotRow.place).where(*own).distinct()), key=sort_key)
    query = lots().where(*own, LotRow.place_folded == fold(place))
    rows = session.execute(query.order_by(ResourceTypeRow.position, LotRow.id)) if place else ()
    return places, [lot_of(row) for row in rows]


def commune_of_lot(session: Session, *, lot_id: int, **_: object) -> str:
    """Return the code of the commune a lot belongs to; raises NotFoundError."""
    code = session.scalar(select(LotRow.commune_code).where(LotRow.id == lot_id))
    if code is None:
        raise NotFoundError(what=lot_id)
    return code
