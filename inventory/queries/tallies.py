"""What each commune has of each type, added up; and the marks that tell when a commune's sums must be added up anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from operator import add
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from core.audit.models import AuditStream
from core.communes.models import CommuneRow
from inventory.models import HolderRow, LotDetailRow, LotRow
from inventory.queries.story import stream_of
from inventory.rules.stock import FRESH_DAYS, ZERO

Cells = NDArray[np.int64]
# The columns of cells: what they are of, then how many rows, then sums in thousandths. Days are counted as
# `date.toordinal` does, NEVER where there is none: a cell says nothing that another day would make untrue.
TYPE, KIND, CHECKED, EXPIRES, HOLDER, PLACE, ROWS, ON_HAND, RESERVED, AWAY, BROKEN = range(11)
NEVER = 0
Numbers = dict[str | int, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """The rows of one type in one commune: how many, how many of them stale, empty, expired or called on, and their sums.

    `usable` leaves out what is broken, away or past its last day. Quantities are in the type's unit.
    """

    commune_code: str
    type_code: str
    rows: int
    stale: int
    empty: int
    expired: int
    busy: int
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    usable: Decimal


class Turned(NamedTuple):
    """How many more rows of a type are stale, how many expired, and how much fewer of it can be used."""

    stale: int
    expired: int
    lost: Decimal


NOTHING_TURNED = Turned(0, 0, ZERO)


def read_tallies(
    session: Session, communes: Collection[str] | None, *, stale_before: date, today: date
) -> list[Tally]:
    """Return the sums of some communes, or of all where none are named, by commune and type."""
    whole = LotRow.on_hand - LotRow.broken - LotRow.away
    past = and_(LotDetailRow.expires_on < today, LotRow.on_hand > 0)
    columns = (
        func.sum(case((LotRow.checked_on >= stale_before, 0), else_=1)),
        func.sum(case((LotRow.on_hand == 0, 1), else_=0)),
        func.sum(case((past, 1), else_=0)),
        func.sum(case((or_(LotRow.reserved > 0, LotRow.away > 0), 1), else_=0)),
        func.sum(LotRow.on_hand),
        func.sum(LotRow.reserved),
        func.sum(LotRow.away),
        func.sum(LotRow.broken),
        func.sum(case((LotDetailRow.expires_on < today, 0 * whole), else_=whole), type_=LotRow.on_hand.type),
    )
    query = (
        select(LotRow.commune_code, LotRow.type_code, func.count(), *columns)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False))
        .group_by(LotRow.commune_code, LotRow.type_code)
        .order_by(LotRow.commune_code, LotRow.type_code)
    )
    if communes is not None:
        query = query.where(LotRow.commune_code.in_(sorted(communes)))
    return [
        Tally(code, kind, rows, int(stale), int(empty), int(expired), int(busy), *sums)
        for code, kind, rows, stale, empty, expired, busy, *sums in session.execute(query)
    ]


def read_turned(session: Session, *, since: date, today: date) -> dict[str, dict[str, Turned]]:
    """Return what became stale or expired between two days, by commune and type; few rows, found by their days."""
    whole = LotRow.on_hand - LotRow.broken - LotRow.away
    keys, one = (LotRow.commune_code, LotRow.type_code), literal(1)
    fresh = timedelta(days=FRESH_DAYS)
    stale = select(*keys, one.label("stale"), literal(0).label("expired"), (0 * whole).label("lost")).where(
        LotRow.closed.is_(False), LotRow.checked_on >= since - fresh, LotRow.checked_on < today - fresh
    )
    expired = (
        select(*keys, literal(0), case((LotRow.on_hand > 0, 1), else_=0), whole)
        .join(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False), LotDetailRow.expires_on >= since, LotDetailRow.expires_on < today)
    )
    found: dict[str, dict[str, Turned]] = {}
    for code, kind, *gained in session.execute(union_all(stale, expired)):
        of_commune = found.setdefault(code, {})
        of_commune[kind] = Turned(*map(add, of_commune.get(kind, NOTHING_TURNED), gained))
    return found


def _cells() -> Select[*tuple[Any, ...]]:
    """Return the SELECT of the sums of every commune by type, holder, place, day of the check and last day."""
    sums = (
        cast(func.sum(type_coerce(column, BigInteger)), BigInteger)
        for column in (LotRow.on_hand, LotRow.reserved, LotRow.away, LotRow.broken)
    )
    key = (
        LotRow.commune_code,
        LotRow.type_code,
        HolderRow.kind,
        LotRow.checked_on,
        LotDetailRow.expires_on,
        LotRow.holder_id,
        LotRow.place_folded,
    )
    return (
        select(*key, func.count(), *sums)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False))
        .group_by(*key)
        .order_by(LotRow.commune_code, LotRow.type_code)
    )


def read_cells(session: Session, communes: Collection[str] | None, *, numbers: Numbers) -> dict[str, Cells]:
    """Return the sums of some communes, or of all where none are named, by type, holder, place and days.

    As bare whole numbers, 88 bytes a cell: there may be nearly as many cells as rows of stock.
    `numbers` says how type codes, kinds, holders (by id) and places (by `place_key`) are numbered; those it does not
    know yet are put into it.
    """
    query = _cells()
    if communes is not None:
        query = query.where(LotRow.commune_code.in_(sorted(communes)))
    found: dict[str, list[int]] = {}
    for code, kind, of, checked, expires, holder, place, *rest in session.execute(query):
        found.setdefault(code, []).extend(
            (
                numbers.setdefault(kind, len(numbers)),
                numbers.setdefault(of, len(numbers)),
                checked.toordinal() if checked else NEVER,
                expires.toordinal() if expires else NEVER,
                numbers.setdefault(holder, len(numbers)),
                numbers.setdefault(place_key(place), len(numbers)),
                *rest,
            )
        )
    return {code: np.array(cells, np.int64).reshape(-1, BROKEN + 1) for code, cells in found.items()}


def place_key(place_folded: str) -> str:
    """Return how a place is told from type codes and kinds among the numbers of cells."""
    return f"@{place_folded}"


def book_of_commune() -> ColumnElement[bool]:
    """Return how a commune's audit chain is joined to the commune."""
    return AuditStream.name == literal(stream_of("")) + CommuneRow.code


def list_marks(session: Session) -> dict[str, str]:
    """Return the head of every commune's audit chain by the commune's code, empty where nothing was ever written.

    Nothing of a commune's stock, and no name of its holders and places, changes without an entry in its chain, sealed
    in the same transaction; an incident, an account or the catalogue's words change none of them.
    """
    query = select(CommuneRow.code, AuditStream.head).outerjoin(AuditStream, book_of_commune())
    return {code: head or "" for code, head in session.execute(query)}
