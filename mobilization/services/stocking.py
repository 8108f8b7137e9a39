"""What the lots on hand offer to a plan, and the one reason for each that offers nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import compress
from operator import add
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from core.clock import day_of
from mobilization.queries.plan_lots import SAYING, PlanLot
from mobilization.queries.planning import count_calls
from mobilization.queries.roads import list_warnings
from mobilization.rules.candidates import Barred, Offer, offer, turn
from mobilization.rules.pools import Pool
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
    banned: Collection[int],
    incidents: Collection[int],
    now: datetime,
) -> tuple[list[Stock], dict[int, Barred], list[Pool]]:
    """Return what the lots offer, the reason for each that offers nothing, and the crews and fuel they share.

    `kinds` gives the planner's type of each lot; `reach` the only commune within reach, if it is one; `whole` the
    catalogue's types of which `lots` are all there are; `banned` the lots no need may have; `incidents` those that ask.
    """
    given = _given(session, lots, reach, now)
    pools, limited = with_crew_and_fuel(session, lots, given, whole, day_of(now), banned, incidents)
    if limited:
        for place in [place for place, lot in enumerate(lots) if lot.id in limited]:
            given[place] = _within(given[place], limited[lots[place].id])
    barred: dict[int, Barred] = {}
    if Barred in set(map(type, given)):
        can = [type(able) is Given for able in given]
        barred = {lot.id: able for lot, able in zip(lots, given, strict=True) if isinstance(able, Barred)}
        lots, given = list(compress(lots, can)), list(compress(given, can))
    having = columns(lots, PlanLot)
    heads: Iterable[Any] = zip(having.id, having.commune_code, map(kinds.__getitem__, having.id), strict=True)
    return list(named(Stock, map(add, heads, given))), barred, pools


class Given(NamedTuple):
    """What a lot offers: the last fields of a `Stock`, from its quantity on."""

    quantity: int
    keep: int
    ready_minutes: float
    level: StockLevel
    speed_kmh: None
    turn: int


def _within(given: Given | Barred, limit: Offer | Barred) -> Given | Barred:
    """Return what a lot gives once crew or fuel limit it."""
    if isinstance(limit, Offer) and isinstance(given, Given):
        return given._replace(quantity=limit.quantity, keep=limit.keep)
    return given if isinstance(limit, Offer) else limit


def _given(
    session: Session, lots: Sequence[PlanLot], reach: str | None, now: datetime
) -> list[Given | Barred]:
    """Return for each lot what it can give; rows that say the same give the same, and most say the same few things."""
    keeps = {item.commune_code: item.keep_percent for item in reversed(list_warnings(session, now))}
    calls, today = count_calls(session, now - CALLS_COUNT_FOR), day_of(now)
    keys: list[Any] = [lot[SAYING:] for lot in lots]
    if reach is not None or keeps or calls:
        keys = [
            (said, lot.commune_code if keeps or reach is not None else "", calls.get(lot.holder_id, 0))
            for said, lot in zip(keys, lots, strict=True)
        ]
    known = {
        key: _offer(
            lot[SAYING:],
            today,
            reach is None or lot.commune_code == reach,
            keeps.get(lot.commune_code, 0),
            calls.get(lot.holder_id, 0),
        )
        for key, lot in dict(zip(keys, lots, strict=True)).items()
    }
    return list(map(known.__getitem__, keys))


@lru_cache(maxsize=50_000)
def _offer(
    said: tuple[Any, ...], today: date, within_reach: bool, keep_percent: int, times_called: int
) -> Given | Barred:
    """Return what a lot gives by what it says, whichever it is."""
    lot = PlanLot(0, "", "", 0, *said)
    able = offer(
        lot.balance_on(today),
        within_reach=within_reach,
        expired=lot.expired_on(today),
        keep_percent=keep_percent,
    )
    if isinstance(able, Barred):
        return able
    return Given(
        quantity=able.quantity,
        keep=able.keep,
        ready_minutes=lot.ready_minutes,
        level=StockLevel.PROVINCE if lot.holder_kind == "province" else StockLevel.COMMUNE,
        speed_kmh=None,
        turn=turn(
            holder_kind=lot.holder_kind,
            verified=bool(lot.verified),
            times_called=times_called,
            days_left=None if lot.detail is None else lot.detail.days_left(today),
        ),
    )
