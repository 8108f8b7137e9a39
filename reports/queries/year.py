"""The ledger added up for one year, by the database: a few statements whatever the number of movements."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, select
from sqlalchemy.orm import Session

from core.clock import day_of, local
from core.communes.models import CommuneRow
from core.together import Question
from core.values import frozen
from inventory.models import HolderRow, LotRow, MovementRow, ResourceTypeRow
from inventory.rules.stock import ZERO, Balance, MovementKind
from reports.rules.year import EntryGroup, Flow, LotYear

MOST_ENTRY_GROUPS = 20_000
# A counting, a correction by hand: the figure changed, not the things.
COUNTED = (MovementKind.COUNT.value, MovementKind.ADJUST.value)
# What marks a row as checked (inventory's services set `checked_on` with these).
CHECKS = (MovementKind.COUNT.value, MovementKind.RECEIVE.value)


@frozen
class Period:
    """A Vietnamese calendar year as moments, `end` excluded; `commune_code` narrows it to one commune, `area` to some.

    What was entered later than `known_at` is left out: a frozen year is drawn up again as it was known then.
    """

    start: datetime
    end: datetime
    commune_code: str = ""
    area: tuple[str, ...] = ()
    known_at: datetime | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The communes it is narrowed to; empty for the whole province."""
        return (self.commune_code,) if self.commune_code else self.area


def _flows(period: Period) -> Subquery:
    """Return every row's sums: one pass over the ledger."""
    line = MovementRow
    before = line.at < period.start
    until = line.at < period.end
    during = and_(line.at >= period.start, until)

    def total(column: Any, condition: ColumnElement[bool] | None = None) -> ColumnElement[Decimal]:
        worth = column if condition is None else case((condition, column), else_=0)
        return func.coalesce(func.sum(worth), 0, type_=line.on_hand.type)

    came, went, by_count = line.on_hand > 0, line.on_hand < 0, line.kind.in_(COUNTED)
    query = select(
        line.lot_id,
        total(line.on_hand, before).label("opening"),
        total(line.on_hand, and_(during, came)).label("inflow"),
        total(line.on_hand, and_(during, went)).label("outflow"),
        total(line.on_hand, and_(during, came, by_count)).label("counted_in"),
        total(line.on_hand, and_(during, went, by_count)).label("counted_out"),
        total(line.on_hand, until).label("closing"),
        total(line.reserved, until).label("reserved"),
        total(line.broken, until).label("broken"),
        func.sum(case((during, 1), else_=0)).label("lines"),
        func.sum(case((until, 1), else_=0)).label("lines_until"),
        func.max(case((and_(until, line.kind.in_(CHECKS)), line.at))).label("checked_at"),
        total(line.on_hand).label("ledger_on_hand"),
        total(line.reserved).label("ledger_reserved"),
        total(line.away).label("ledger_away"),
        total(line.broken).label("ledger_broken"),
    ).group_by(line.lot_id)
    if period.codes:
        query = query.where(line.commune_code.in_(period.codes))
    return query.subquery()


def list_lot_years(session: Session, period: Period) -> list[LotYear]:
    """Return the year of every row: communes in official order, types in the catalogue's, then by id."""
    flows = _flows(period)
    query = (
        select(
            LotRow.id,
            LotRow.commune_code,
            LotRow.type_code,
            HolderRow.name,
            LotRow.place,
            LotRow.mark,
            LotRow.checked_on,
            LotRow.closed,
            LotRow.on_hand,
            LotRow.reserved,
            LotRow.away,
            LotRow.broken,
            flows,
        )
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .outerjoin(flows, flows.c.lot_id == LotRow.id)
        .order_by(CommuneRow.position, ResourceTypeRow.position, LotRow.id)
    )
    if period.codes:
        query = query.where(LotRow.commune_code.in_(period.codes))
    last_day = day_of(period.end)
    return [_lot_year(tuple(row), last_day) for row in session.execute(query)]


def _lot_year(row: tuple[Any, ...], end_day: date) -> LotYear:
    lot_id, commune_code, type_code, holder, place, mark, checked_on, closed, *balance = row[:12]
    sums = [value or ZERO for value in row[13:22]]
    opening, inflow, outflow, counted_in, counted_out, closing, reserved, broken, lines = sums
    lines_until, checked_at = row[22], row[23]
    return LotYear(
        lot_id=lot_id,
        commune_code=commune_code,
        type_code=type_code,
        holder=holder,
        place=place,
        mark=mark,
        checked_on=_checked_by_then(checked_on, checked_at, end_day),
        closed=closed,
        recorded=bool(lines_until),
        flow=Flow(
            opening=opening,
            inflow=inflow,
            outflow=-outflow,
            counted_in=counted_in,
            counted_out=-counted_out,
            closing=closing,
            reserved=reserved,
            broken=broken,
            lines=int(lines),
        ),
        ledger=_balance([value or ZERO for value in row[24:28]]),
        balance=_balance(balance),
    )


def _balance(numbers: list[Decimal]) -> Balance:
    on_hand, reserved, away, broken = numbers
    return Balance(on_hand=on_hand, reserved=reserved, away=away, broken=broken)


def _checked_by_then(checked_on: date | None, checked_at: datetime | None, end_day: date) -> date | None:
    """Return the last check before the year ended; the row itself only knows its newest."""
    if checked_on is None or checked_on < end_day:
        return checked_on
    return None if checked_at is None else day_of(checked_at)


def entry_groups(period: Period) -> Question[list[EntryGroup]]:
    """Return the question for the year's entries by commune, person, kind and batch, oldest first, as many as a sheet holds."""
    held = _groups(period)
    query = (
        select(held)
        .join(CommuneRow, CommuneRow.code == held.c.commune_code)
        .order_by(CommuneRow.position, held.c.first_at, held.c.actor, held.c.kind, held.c.batch)
        .limit(MOST_ENTRY_GROUPS)
    )
    return Question(query, lambda rows: [_entry_group(row) for row in rows])


def count_left_out(session: Session, period: Period, shown: int) -> int:
    """Return how many groups of entries the sheet leaves out."""
    if shown < MOST_ENTRY_GROUPS:
        return 0
    return (session.scalar(select(func.count()).select_from(_groups(period))) or 0) - shown


def _groups(period: Period) -> Subquery:
    line = MovementRow
    first = func.min(line.at, type_=line.at.type)
    groups = (
        select(
            line.commune_code,
            line.actor,
            line.kind,
            line.batch,
            func.max(line.document, type_=line.document.type).label("document"),
            func.count(line.document.distinct()).label("documents"),
            func.count().label("lines"),
            first.label("first_at"),
            func.max(line.at, type_=line.at.type).label("last_at"),
        )
        .where(line.at >= period.start, line.at < period.end)
        .group_by(line.commune_code, line.actor, line.kind, line.batch)
    )
    if period.codes:
        groups = groups.where(line.commune_code.in_(period.codes))
    return groups.subquery()


def _entry_group(row: Any) -> EntryGroup:
    return EntryGroup(
        commune_code=row.commune_code,
        actor=row.actor,
        kind=row.kind,
        batch=row.batch,
        document=row.document,
        documents=row.documents,
        lines=row.lines,
        first_at=local(row.first_at),
        last_at=local(row.last_at),
    )


def last_movement_at(session: Session, period: Period) -> datetime | None:
    """Return the moment of the last line before the year's end, or None where there is none."""
    query = select(func.max(MovementRow.at)).where(MovementRow.at < period.end)
    if period.codes:
        query = query.where(MovementRow.commune_code.in_(period.codes))
    return session.scalar(query)


def reported_codes(period: Period) -> Question[set[str]]:
    """Return the question for the communes that recorded anything before the year's end; each costs one look."""
    recorded = (
        exists()
        .where(LotRow.commune_code == CommuneRow.code)
        .where(MovementRow.lot_id == LotRow.id, MovementRow.at < period.end)
        .correlate(CommuneRow)
    )
    query = select(CommuneRow.code).where(recorded).order_by(CommuneRow.code)
    return Question(query, lambda rows: set(rows.scalars()))
