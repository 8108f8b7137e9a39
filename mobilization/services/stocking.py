"""What the lots on hand offer to a plan, and the one reason for each that offers nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import repeat
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from core.clock import day_of
from mobilization.queries.plan_lots import FIGURES, PlanLot
from mobilization.queries.planning import count_calls
from mobilization.queries.roads import list_warnings
from mobilization.rules.candidates import Barred, Offer, offer, turn
from mobilization.rules.problem import Stock, StockLevel, columns, named
from mobilization.services.bundling import with_crew_and_fuel

CALLS_COUNT_FOR = timedelta(days=365)  # who was called on within a year waits for others that were not


def stocks_of(
    session: Session,
    lots: Sequence[PlanLot],
    kinds: Mapping[int, str],
    *,
    reach: str | None,
    whole: Collection[str],
    now: datetime,
) -> tuple[list[Stock], dict[int, Barred]]:
    """Return what the lots offer, and the reason for each that offers nothing.

    `kinds` gives the planner's type of each lot; `reach` the only commune within reach, if it is one; `whole` the
    catalogue's types of which `lots` are all there are.
    """
    given = _offers(session, lots, reach, now)
    limited = with_crew_and_fuel(session, lots, given, whole, day_of(now))
    if limited:
        given = [limited.get(lot.id, alone) for lot, alone in zip(lots, given, strict=True)]
    barred: dict[int, Barred] = {}
    if Barred in set(map(type, given)):
        barred = {lot.id: able for lot, able in zip(lots, given, strict=True) if isinstance(able, Barred)}
        lots = [lot for lot in lots if lot.id not in barred]
    offers = [able for able in given if isinstance(able, Offer)] if barred else given
    having = columns(lots, PlanLot)
    calls, today = count_calls(session, now - CALLS_COUNT_FOR), day_of(now)
    called = [calls.get(holder, 0) for holder in having.holder_id] if calls else [0] * len(lots)
    days_left = [None if detail is None else detail.days_left(today) for detail in having.detail]
    rows = zip(
        having.id,
        having.commune_code,
        map(kinds.__getitem__, having.id),
        map(attrgetter("quantity"), offers),
        map(attrgetter("keep"), offers),
        having.ready_minutes,
        map(_level, having.holder_kind),
        repeat(None, len(lots)),
        map(_turn, having.holder_kind, having.verified, called, days_left),
        strict=True,
    )
    return list(named(Stock, rows)), barred


@cache
def _level(holder_kind: str) -> StockLevel:
    return StockLevel.PROVINCE if holder_kind == "province" else StockLevel.COMMUNE


@lru_cache(maxsize=2_048)
def _turn(holder_kind: str, verified: int, times_called: int, days_left: int | None) -> int:
    return turn(
        holder_kind=holder_kind, verified=bool(verified), times_called=times_called, days_left=days_left
    )


def _offers(
    session: Session, lots: Sequence[PlanLot], reach: str | None, now: datetime
) -> list[Offer | Barred]:
    """Return for each lot what it can give; rows with the same figures give the same, and most have the same few."""
    keeps = {item.commune_code: item.keep_percent for item in reversed(list_warnings(session, now))}
    today = day_of(now)
    plain = reach is None and not keeps
    keys: list[Any] = [lot[FIGURES:] for lot in lots] if plain else [(*lot[FIGURES:], lot[1]) for lot in lots]
    known: dict[object, Offer | Barred] = {
        key: offer(
            lot.balance_on(today),
            within_reach=reach is None or lot.commune_code == reach,
            expired=lot.expired_on(today),
            keep_percent=keeps.get(lot.commune_code, 0),
        )
        for key, lot in dict(zip(keys, lots, strict=True)).items()
    }
    return list(map(known.__getitem__, keys))
