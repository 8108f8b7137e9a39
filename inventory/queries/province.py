"""One list over all communes: a page of it by keyset, its sums by type, all of it as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from inventory.models import DualUseRow, HolderRow, LotCapabilityRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.rules.listing import Age, Cursor, Filter, Match, Order, State
from inventory.rules.stock import ZERO

PAGE = 50
FEW = 400  # names told one by one
STREAM = 2_000  # rows fetched at a time when a whole list is written into a file


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list; names of types and communes are looked up by their codes."""

    id: int
    commune_code: str
    type_code: str
    mark: str
    place: str
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    keep: Decimal
    note: str
    checked_on: date | None
    checked_by: str
    holder: str
    holder_kind: str
    phone: str
    expires_on: date | None
    condition: str | None
    able: Decimal | None = None

    def expired_on(self, today: date) -> bool:
        """Whether the goods are past their last day."""
        return self.expires_on is not None and self.expires_on < today

    def usable_on(self, today: date) -> Decimal:
        """What can serve: whole, not away, not past its last day."""
        return ZERO if self.expired_on(today) else self.on_hand - self.broken - self.away

    def cursor(self) -> Cursor:
        """Return where the next page begins after this row."""
        return Cursor(
            type_code=self.type_code,
            commune_code=self.commune_code,
            checked_on=self.checked_on,
            lot_id=self.id,
        )


_COLUMNS = (
    LotRow.id,
    LotRow.commune_code,
    LotRow.type_code,
    LotRow.mark,
    LotRow.place,
    LotRow.on_hand,
    LotRow.reserved,
    LotRow.away,
    LotRow.broken,
    LotRow.keep,
    LotRow.note,
    LotRow.checked_on,
    LotRow.checked_by,
    HolderRow.name,
    HolderRow.kind,
    HolderRow.phone,
    LotDetailRow.expires_on,
    LotDetailRow.condition,
)


def conditions(wanted: Filter, scope: str | None, *, closed_too: bool = False) -> list[ColumnElement[bool]]:
    """Return what a row within `scope` meets to stand in the list."""
    found: list[ColumnElement[bool]] = [] if closed_too else [LotRow.closed.is_(False)]
    if scope is not None:
        found.append(LotRow.commune_code == scope)
    if wanted.communes is not None:
        found.append(LotRow.commune_code.in_(sorted(wanted.communes)))
    if wanted.types is not None:
        found.append(LotRow.type_code.in_(sorted(wanted.types)))
    assert not wanted.words, "words are looked up first, by `found`"
    found += [_fits(match) for match in wanted.matches]
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
    if wanted.able:
        row = LotCapabilityRow
        able = select(row.lot_id).where(row.kind == wanted.able, row.value >= wanted.least)
        found.append(LotRow.id.in_(able))
    if wanted.dual_use:
        found.append(exists().where(DualUseRow.lot_id == LotRow.id))
    states: Mapping[str, ColumnElement[bool]] = {
        State.SOME_BROKEN: LotRow.broken > 0,
        State.RESERVED: LotRow.reserved > 0,
        State.AWAY: LotRow.away > 0,
    }
    if wanted.state:
        found.append(states.get(wanted.state, LotDetailRow.condition == wanted.state))
    return found


def _fits(match: Match) -> ColumnElement[bool]:
    """Return which rows a word is found in; where it is found nearly everywhere the first rows tell soon enough."""
    few_holders, few_places = len(match.holders) <= FEW, len(match.places) <= FEW
    like = f"%{match.word}%"
    there: ColumnElement[bool] = (
        LotRow.place_folded.in_(sorted(match.places)) if few_places else LotRow.place_folded.like(like)
    )
    if match.communes is not None:
        # The places of few communes are found through their communes, without reading other rows.
        there = and_(LotRow.commune_code.in_(sorted(match.communes)), there)
    return or_(
        LotRow.type_code.in_(sorted(match.types)),
        LotRow.holder_id.in_(sorted(match.holders)) if few_holders else HolderRow.folded.like(like),
        there,
    )


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


_LISTED = joined(*_COLUMNS)


def _shown(wanted: Filter) -> Select[Any]:
    """Return the list's query, with what one piece can do where that is asked for."""
    if not wanted.able:
        return _LISTED
    row = LotCapabilityRow
    value = select(row.value).where(row.lot_id == LotRow.id, row.kind == wanted.able)
    return _LISTED.add_columns(value.correlate(LotRow).scalar_subquery())


def _sorted(query: Select[Any], order: Order) -> Select[Any]:
    if order is Order.COMMUNE:
        return query.order_by(LotRow.commune_code, LotRow.type_code, LotRow.id)
    if order is Order.CHECK:
        # One database puts rows without a day first, the other last; said here, both put them first.
        return query.order_by(LotRow.checked_on.asc().nulls_first(), LotRow.id)
    return query.order_by(ResourceTypeRow.alphabet_no, LotRow.commune_code, LotRow.id)


def _after(cursor: Cursor, order: Order, alphabet: Mapping[str, int]) -> ColumnElement[bool]:
    """Return what comes after a row; the first column alone bounds the search, so that an index can serve it."""
    place, kind, day = LotRow.commune_code, LotRow.type_code, LotRow.checked_on
    later = LotRow.id > cursor.lot_id
    if order is Order.COMMUNE:
        same = and_(
            place == cursor.commune_code, or_(kind > cursor.type_code, and_(kind == cursor.type_code, later))
        )
        return and_(place >= cursor.commune_code, or_(place > cursor.commune_code, same))
    if order is Order.CHECK:
        return (
            and_(day.is_(None), later)
            if cursor.checked_on is None
            else and_(day >= cursor.checked_on, or_(day > cursor.checked_on, later))
        )
    number = alphabet.get(cursor.type_code, 0)
    name = ResourceTypeRow.alphabet_no
    same = and_(name == number, or_(place > cursor.commune_code, and_(place == cursor.commune_code, later)))
    return and_(name >= number, or_(name > number, same))


def list_listed(
    session: Session,
    wanted: Filter,
    *,
    scope: str | None,
    after: Cursor | None,
    alphabet: Mapping[str, int],
) -> tuple[list[Listed], bool]:
    """Return one page of the rows that meet a filter, and whether more follow; the cost does not grow with the page.

    `alphabet` says each type's place among the names.
    """
    query = _sorted(_shown(wanted).where(*conditions(wanted, scope)), wanted.order)
    begun = query if after is None else query.where(_after(after, wanted.order, alphabet))
    rows: list[Any]
    if wanted.order is Order.CHECK and (after is None or after.checked_on is None):
        rows = _oldest_first(session, query, begun)
    else:
        rows = list(session.execute(begun.limit(PAGE + 1)))
    return [Listed(*row) for row in rows[:PAGE]], len(rows) > PAGE


def _oldest_first(session: Session, query: Select[Any], begun: Select[Any]) -> list[Any]:
    """Return the rows never checked, then the oldest; asked apart, so that one index serves both databases."""
    never = begun.where(LotRow.checked_on.is_(None)).order_by(None).order_by(LotRow.id)
    rows = list(session.execute(never.limit(PAGE + 1)))
    if len(rows) > PAGE:
        return rows
    dated = query.where(LotRow.checked_on.is_not(None)).order_by(None).order_by(LotRow.checked_on, LotRow.id)
    return [*rows, *session.execute(dated.limit(PAGE + 1 - len(rows)))]


def stream_listed(session: Session, wanted: Filter, *, scope: str | None) -> Iterator[Listed]:
    """Yield every row that meets a filter, some thousands at a time."""
    query = _sorted(_LISTED.where(*conditions(wanted, scope)), wanted.order)
    for row in session.execute(query.execution_options(yield_per=STREAM)):
        yield Listed(*row)


def count_listed(session: Session, wanted: Filter, *, scope: str | None) -> int:
    """Return how many rows meet a filter."""
    query = joined(func.count(LotRow.id)).where(*conditions(wanted, scope))
    return session.scalar(query) or 0


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
