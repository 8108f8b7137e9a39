"""One list over all communes: what its rows meet, and their sums by type and by commune."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, literal_column, or_, select
from sqlalchemy.orm import Session

from core.among import among
from inventory.models import DualUseRow, HolderRow, LotCapabilityRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.rules.listing import SIGNS, Age, Filter, Match, State, sign_of

FEW = 400  # names of places told one by one
MANY = 4_000  # holders, and rows, told by number


def conditions(
    wanted: Filter, scope: str | None, *, closed_too: bool = False, alone: bool = False
) -> list[ColumnElement[bool]]:
    """Return what a row within `scope` meets to stand in the list.

    With `alone` the holder is not joined: its name is looked up for the rows that are looked at.
    """
    found: list[ColumnElement[bool]] = [] if closed_too else [LotRow.closed.is_(False)]
    if scope is not None:
        found.append(LotRow.commune_code == scope)
    if wanted.communes is not None:
        found.append(LotRow.commune_code.in_(sorted(wanted.communes)))
    if wanted.types is not None:
        found.append(LotRow.type_code.in_(sorted(wanted.types)))
    assert not wanted.words, "words are looked up first, by `found`"
    found += [_fits(match, alone=alone) for match in wanted.matches]
    if wanted.holder_kind:
        # Not by the joined holder: the database must see how many rows it is, to end the search early.
        found.append(LotRow.holder_id.in_(select(HolderRow.id).where(HolderRow.kind == wanted.holder_kind)))
    if wanted.age == Age.NEVER:
        found.append(LotRow.checked_on.is_(None))
    elif wanted.age == Age.STALE:
        found.append(LotRow.checked_on < wanted.stale_before)
    elif wanted.age == Age.FRESH:
        found.append(LotRow.checked_on >= wanted.stale_before)
    if wanted.expires_by:
        found += [LotDetailRow.expires_on <= wanted.expires_by, LotRow.on_hand > 0]
    if wanted.store:
        found.append(LotRow.place_folded == wanted.store)
    if wanted.able:
        row = LotCapabilityRow
        able = select(row.lot_id).where(row.kind == wanted.able, row.value >= wanted.least)
        found.append(LotRow.id.in_(able))
    if wanted.dual_use:
        found.append(exists().where(DualUseRow.lot_id == LotRow.id))
    if wanted.state:
        found.append(_STATES.get(wanted.state, LotDetailRow.condition == wanted.state))
    return found


# The nought stands in the statement, so that the indexes of such rows alone are seen to serve it. What is away is promised.
_NOUGHT: ColumnElement[Any] = literal_column("0")
_STATES: Mapping[str, ColumnElement[bool]] = {
    State.SOME_BROKEN: LotRow.broken > _NOUGHT,
    State.RESERVED: LotRow.reserved > _NOUGHT,
    State.AWAY: and_(LotRow.reserved > _NOUGHT, LotRow.away > _NOUGHT),
    State.BUSY: LotRow.reserved > _NOUGHT,
    State.EMPTY: LotRow.on_hand == _NOUGHT,
}


def _fits(match: Match, *, alone: bool) -> ColumnElement[bool]:
    """Return which rows a word is found in; where it is found nearly everywhere the first rows tell soon enough."""
    few_holders, few_places = len(match.holders) <= MANY, len(match.places) <= FEW
    like = f"%{match.word}%"
    holder: ColumnElement[str] = HolderRow.folded  # type: ignore[assignment]
    if alone and not few_holders:
        holder = select(HolderRow.folded).where(HolderRow.id == LotRow.holder_id).scalar_subquery()
    there: ColumnElement[bool] = (
        LotRow.place_folded.in_(sorted(match.places)) if few_places else LotRow.place_folded.like(like)
    )
    if match.communes is not None:
        # The places of few communes are found through their communes, without reading other rows.
        there = and_(LotRow.commune_code.in_(sorted(match.communes)), there)
    return or_(
        LotRow.type_code.in_(sorted(match.types)),
        among(LotRow.holder_id, match.holders) if few_holders else holder.like(like),
        there,
        *([LotRow.commune_code.in_(sorted(match.called))] if match.called else []),
        *([_bears(match)] if match.rows else []),
    )


def _bears(match: Match) -> ColumnElement[bool]:
    return among(LotRow.id, match.rows) if len(match.rows) <= MANY else mark_says(match.word)


def mark_says(word: str) -> ColumnElement[bool]:
    """Return which rows bear a plate, serial number or batch with this word in it, however it is written."""
    sign, mark = sign_of(word), func.lower(LotRow.mark)
    if not sign:
        return false()
    for one in SIGNS:
        mark = func.replace(mark, one, "")
    return mark.like(f"%{sign.replace('%', '').replace('_', '')}%")


def asks_lot_alone(wanted: Filter) -> bool:
    """Whether the row of stock tells by itself if it meets `conditions`, with its holder's name but not its details."""
    return not (wanted.expires_by or wanted.state in (State.GOOD, State.FAIR, State.BROKEN))


def joined(*columns: Any) -> Select[Any]:
    """Return a query of rows with their type, holder and details."""
    query: Select[Any] = select(*columns)
    return (
        query.select_from(LotRow)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        # Every row has its holder; an outer join keeps the sorted rows first, so that a page ends the search early.
        .outerjoin(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
    )


@dataclass(frozen=True, slots=True)
class TypeTotal:
    """The sums of one type over the rows of a filter, in the type's unit."""

    type_code: str
    rows: int
    communes: int
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    usable: Decimal


def list_totals(session: Session, wanted: Filter, *, scope: str | None) -> list[TypeTotal]:
    """Return the sums of every type over the rows that meet a filter, in the order of the names."""
    whole = LotRow.on_hand - LotRow.broken - LotRow.away
    usable = case((LotDetailRow.expires_on < wanted.today, 0 * whole), else_=whole)
    sums = (
        func.count(LotRow.id),
        func.count(LotRow.commune_code.distinct()),
        func.sum(LotRow.on_hand),
        func.sum(LotRow.reserved),
        func.sum(LotRow.away),
        func.sum(LotRow.broken),
        func.sum(usable, type_=LotRow.on_hand.type),
    )
    query = (
        joined(LotRow.type_code, *sums)
        .where(*conditions(wanted, scope))
        .group_by(LotRow.type_code, ResourceTypeRow.alphabet_no)
        .order_by(ResourceTypeRow.alphabet_no, LotRow.type_code)
    )
    return [TypeTotal(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class PlaceTotal:
    """A commune's sums over the rows of a filter; quantities make sense where the filter is one type."""

    commune_code: str
    rows: int
    on_hand: Decimal
    usable: Decimal


def list_place_totals(session: Session, wanted: Filter, *, scope: str | None) -> dict[str, PlaceTotal]:
    """Return each commune's sums over the rows that meet a filter."""
    whole = LotRow.on_hand - LotRow.broken - LotRow.away
    usable = case((LotDetailRow.expires_on < wanted.today, 0 * whole), else_=whole)
    sums = (func.count(LotRow.id), func.sum(LotRow.on_hand), func.sum(usable, type_=LotRow.on_hand.type))
    query = (
        joined(LotRow.commune_code, *sums)
        .where(*conditions(wanted, scope))
        .group_by(LotRow.commune_code)
        .order_by(LotRow.commune_code)
    )
    return {row[0]: PlaceTotal(*row) for row in session.execute(query)}
