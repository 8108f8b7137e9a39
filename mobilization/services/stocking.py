"""What the lots on hand offer to a plan, and the one reason for each that offers nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

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
    offers = _offers(session, lots, reach, now)
    limited = with_crew_and_fuel(session, lots, offers, whole, day_of(now))
    calls, today = count_calls(session, now - CALLS_COUNT_FOR), day_of(now)
    turns: dict[tuple[str, bool, int, date | None], tuple[int, StockLevel]] = {}
    stocks: list[Stock] = []
    barred: dict[int, Barred] = {}
    for lot, alone in zip(lots, offers, strict=True):
        lot_id, place, _type, holder, holder_kind, ready, verified, *_ = lot
        able = limited.get(lot_id, alone) if limited else alone
        if isinstance(able, Barred):
            barred[lot_id] = able
            continue
        asked = holder_kind, verified, calls.get(holder, 0), lot.expires_on
        known = turns.get(asked)
        if known is None:
            queue = turn(
                holder_kind=holder_kind,
                verified=bool(verified),
                times_called=asked[2],
                days_left=(lot.expires_on - today).days if lot.expires_on else None,
            )
            level = StockLevel.PROVINCE if holder_kind == "province" else StockLevel.COMMUNE
            known = turns[asked] = queue, level
        queue, level = known
        stocks.append(
            Stock(lot_id, place, kinds[lot_id], able.quantity, able.keep, ready, level, None, queue)
        )
    return stocks, barred


def _offers(
    session: Session, lots: Sequence[PlanLot], reach: str | None, now: datetime
) -> list[Offer | Barred]:
    """Return for each lot what it can give; rows with the same figures give the same, and most have the same few."""
    keeps = {item.commune_code: item.keep_percent for item in reversed(list_warnings(session, now))}
    today = day_of(now)
    known: dict[object, Offer | Barred] = {}
    found = []
    for lot in lots:
        place = lot.commune_code
        within = reach is None or place == reach
        percent = keeps.get(place, 0) if keeps else 0
        key = lot.figures if within and not percent else (lot.figures, within, percent)
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
