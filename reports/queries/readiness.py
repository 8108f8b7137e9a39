"""Stock added up by commune and type, today's or a past day's, by the database in one pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from core.clock import day_of, end_of, start_of
from core.db import from_thousandths, thousandths
from core.values import frozen
from inventory.models import (
    BoardSeatRow,
    DualUseRow,
    HolderRow,
    LotDetailRow,
    LotRow,
    MovementRow,
    ResourceTypeRow,
)
from inventory.queries.command import Seat, seat_of
from inventory.rules.catalogue import Category, DualUse, LegalForm, Pillar
from inventory.rules.holders import HolderKind
from inventory.rules.stock import MovementKind
from inventory.rules.trust import STEPS
from reports.rules.closing import Rest, rest_of
from reports.rules.readiness import Stock

PRIVATE = (HolderKind.ENTERPRISE.value, HolderKind.HOUSEHOLD.value)
CHECKS = (MovementKind.COUNT.value, MovementKind.RECEIVE.value)
PARTS = tuple(part.name for part in fields(Stock))
READY, DOUBTED, BROKEN, AWAY = map(PARTS.index, ("ready", "doubted", "broken", "away"))
UNIT = thousandths(1)
ROWS_AT_ONCE = 5_000


@frozen
class Moment:
    """The day stock is looked at: `before` is None for the books of now, else the first moment not looked at."""

    day: date
    before: datetime | None = None


def moment_of(day: date, today: date) -> Moment:
    """Return a day's end as a moment; today is what the books say now."""
    if day >= today:
        return Moment(day=today)
    return Moment(day=day, before=end_of(day))


def _since(moment: Moment) -> Subquery:
    """Return what every row's numbers gained since a moment; few lines, found by their time."""
    line = MovementRow
    worth = line.on_hand.type
    return (
        select(
            line.lot_id,
            func.sum(line.on_hand, type_=worth).label("on_hand"),
            func.sum(line.away, type_=worth).label("away"),
            func.sum(line.broken, type_=worth).label("broken"),
        )
        .where(line.at >= moment.before)
        .group_by(line.lot_id)
        .subquery()
    )


def _checked_before(moment: Moment) -> Subquery:
    """Return the last check before a moment of the rows that were checked again since."""
    line = MovementRow
    again = select(LotRow.id).where(LotRow.checked_on > moment.day)
    return (
        select(line.lot_id, func.max(line.at, type_=line.at.type).label("at"))
        .where(line.at < moment.before, line.kind.in_(CHECKS), line.lot_id.in_(again))
        .group_by(line.lot_id)
        .subquery()
    )


def _step(moment: Moment, checked_at: Any) -> ColumnElement[int]:
    """Return the number of a row's step of trust, as `inventory.rules.trust` has them."""
    whens: list[Any] = []
    for place, (_age, most_days, _share) in enumerate(STEPS):
        if most_days is None:
            continue
        oldest = moment.day - timedelta(days=most_days)
        whens.append((and_(LotRow.checked_on >= oldest, LotRow.checked_on <= moment.day), place))
        if checked_at is not None:
            whens.append(
                (
                    and_(
                        LotRow.checked_on > moment.day,
                        checked_at >= start_of(oldest),
                    ),
                    place,
                )
            )
    return case(*whens, else_=len(STEPS) - 1)


def list_stocks(
    session: Session, moments: Sequence[Moment], communes: Collection[str] | None = None
) -> list[dict[str, dict[str, Stock]]]:
    """Return for every moment the sums by type of all communes, or of some; one statement for all."""
    rows = session.execute(
        union_all(*(_sums(moment, place, communes) for place, moment in enumerate(moments)))
    )
    return _summed(rows.partitions(ROWS_AT_ONCE), len(moments))


def _sums(moment: Moment, place: int, communes: Collection[str] | None) -> Select[Any]:
    on_hand: ColumnElement[Decimal] = LotRow.on_hand.expression
    away: ColumnElement[Decimal] = LotRow.away.expression
    broken: ColumnElement[Decimal] = LotRow.broken.expression
    checked_at: Any = None
    query = (
        select(literal(place).label("place"), LotRow.commune_code, LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .outerjoin(DualUseRow, DualUseRow.lot_id == LotRow.id)
    )
    if moment.before is None:
        query = query.where(LotRow.closed.is_(False))
    else:
        since, checked = _since(moment), _checked_before(moment)
        query = query.outerjoin(since, since.c.lot_id == LotRow.id).outerjoin(
            checked, checked.c.lot_id == LotRow.id
        )
        on_hand = on_hand - func.coalesce(since.c.on_hand, 0, type_=LotRow.on_hand.type)
        away = away - func.coalesce(since.c.away, 0, type_=LotRow.on_hand.type)
        broken = broken - func.coalesce(since.c.broken, 0, type_=LotRow.on_hand.type)
        checked_at = checked.c.at
    expired = func.coalesce(LotDetailRow.expires_on < moment.day, False)
    unagreed = and_(
        HolderRow.kind.in_(PRIVATE),
        DualUseRow.lot_id.is_not(None),
        or_(DualUseRow.agreement == "", func.coalesce(DualUseRow.ends_on < moment.day, False)),
    )
    if communes is not None:
        query = query.where(LotRow.commune_code.in_(communes))
    state = case((expired, "expired"), (unagreed, "unagreed"), else_="ready")
    step = _step(moment, checked_at)
    whole = BigInteger()  # thousandths as they are kept: a nation has sums by the hundred thousand
    return query.add_columns(
        state.label("state"),
        step.label("step"),
        func.sum(on_hand - away - broken, type_=whole).label("usable"),
        func.sum(broken, type_=whole).label("broken"),
        func.sum(away, type_=whole).label("away"),
    ).group_by(LotRow.commune_code, LotRow.type_code, state, step)


def _summed(blocks: Iterable[Sequence[Any]], places: int) -> list[dict[str, dict[str, Stock]]]:
    """Return the sums as stock; of what counts only in part, whole units count."""
    shares = [share.as_integer_ratio() for _age, _most_days, share in STEPS]
    held: list[dict[str, dict[str, list[int]]]] = [{} for _ in range(places)]
    for place, commune_code, type_code, state, step, usable, broken, away in chain.from_iterable(blocks):
        sums = held[place].setdefault(commune_code, {}).setdefault(type_code, [0] * len(PARTS))
        if state != "expired":
            sums[BROKEN] += int(broken)  # a sum comes as a Decimal from PostgreSQL
        sums[AWAY] += int(away)
        if state == "ready":
            part, of = shares[step]
            counted = int(usable) * part // (of * UNIT) * UNIT
            sums[READY] += counted
            sums[DOUBTED] += int(usable) - counted
        else:
            sums[PARTS.index(state)] += int(usable)
    return [
        {
            code: {kind: _stock(*sums) for kind, sums in of_commune.items()}
            for code, of_commune in found.items()
        }
        for found in held
    ]


@lru_cache(maxsize=50_000)
def _stock(*sums: int) -> Stock:
    """Return stock from its sums; the same few come back commune by commune."""
    return Stock(**dict(zip(PARTS, map(from_thousandths, sums), strict=True)))


@frozen
class Kind:
    """A type as these pages name it, and how what is missing of it is had where the price list does not say."""

    code: str
    name: str
    unit: str
    pillar: Pillar
    rest: Rest = Rest.BUY


def list_kinds(session: Session) -> dict[str, Kind]:
    """Return the catalogue by code, in its order."""
    query = select(ResourceTypeRow).order_by(ResourceTypeRow.position, ResourceTypeRow.code)
    return {
        row.code: Kind(
            code=row.code,
            name=row.name,
            unit=row.unit,
            pillar=Pillar(row.pillar),
            rest=rest_of(
                Category(row.category),
                Pillar(row.pillar),
                DualUse(row.dual_use),
                [LegalForm(form) for form in row.forms.split(",")],
            ),
        )
        for row in session.scalars(query)
    }


def list_boards(session: Session, days: Sequence[date]) -> list[dict[str, list[Seat]]]:
    """Return for every day who held a post on every commune's board; communes without any board are left out."""
    query = select(BoardSeatRow).where(
        BoardSeatRow.commune_code != "",
        BoardSeatRow.term_from <= max(days),
        or_(BoardSeatRow.ended_on.is_(None), BoardSeatRow.ended_on > min(days)),
    )
    rows = session.scalars(query).all()
    found: list[dict[str, list[Seat]]] = []
    for day in days:
        boards: dict[str, list[Seat]] = {}
        for row in rows:
            if row.term_from <= day and (row.ended_on is None or row.ended_on > day):
                boards.setdefault(row.commune_code, []).append(seat_of(row))
        found.append(boards)
    return found


def day_before(moment: datetime, *, months: int = 1) -> date:
    """Return the same day of an earlier month, or that month's last day where it is shorter."""
    today = day_of(moment)
    first = today.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    last = ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).day
    return first.replace(day=min(today.day, last))
