"""What the lots on hand offer to a plan, and the one reason for each that offers nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from core.clock import day_of
from mobilization.queries.planning import PlanLot, count_calls
from mobilization.queries.roads import list_warnings
from mobilization.rules.candidates import Barred, Offer, offer, turn
from mobilization.rules.problem import Stock, StockLevel
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
    given = _given(session, lots, reach, now)
    offers = {lot.id: able for lot, able in zip(lots, given, strict=True) if isinstance(able, Offer)}
    limited = with_crew_and_fuel(session, lots, offers, whole, day_of(now))
    calls = count_calls(session, now - CALLS_COUNT_FOR)
    turns: dict[tuple[str, bool, int], int] = {}
    stocks: list[Stock] = []
    barred: dict[int, Barred] = {}
    for lot, alone in zip(lots, given, strict=True):
        able = limited.get(lot.id, alone) if limited else alone
        if isinstance(able, Barred):
            barred[lot.id] = able
            continue
        asked = lot.holder_kind, bool(lot.verified), calls.get(lot.holder_id, 0)
        if asked not in turns:
            turns[asked] = turn(holder_kind=asked[0], verified=asked[1], times_called=asked[2])
        level = StockLevel.PROVINCE if lot.holder_kind == "province" else StockLevel.COMMUNE
        place, kind, ready = lot.commune_code, kinds[lot.id], lot.ready_minutes
        stocks.append(Stock(lot.id, place, kind, able.quantity, able.keep, ready, level, None, turns[asked]))
    return stocks, barred


def _given(
    session: Session, lots: Sequence[PlanLot], reach: str | None, now: datetime
) -> list[Offer | Barred]:
    """Return for each lot what it can give; rows with the same figures give the same, and most have the same few."""
    keeps = {item.commune_code: item.keep_percent for item in reversed(list_warnings(session, now))}
    today = day_of(now)
    known: dict[object, Offer | Barred] = {}
    found = []
    for lot in lots:
        within = reach is None or lot.commune_code == reach
        percent = keeps.get(lot.commune_code, 0)
        key = (lot.figures, within, percent)
        able = known.get(key)
        if able is None:
            able = known[key] = offer(
                lot.balance_on(today),
                within_reach=within,
                expired=lot.expired_on(today),
                keep_percent=percent,
            )
        found.append(able)
    return found
