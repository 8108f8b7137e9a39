"""A drill draws on a copy of the stock: the real figures less what the same drill holds. It never writes to a lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from inventory.queries.lots import get_lot
from inventory.rules.stock import short_of
from inventory.services.promising import Ask
from mobilization.queries.drills import list_played
from mobilization.queries.plan_lots import PlanLot
from mobilization.rules.drills import first_short, played_balance


def played_lots(session: Session, incident_id: int, lots: Sequence[PlanLot]) -> list[PlanLot]:
    """Return the lots as a drill sees them."""
    played = list_played(session, incident_id)
    return [
        lot.with_balance(played_balance(lot.balance, played[lot.id])) if lot.id in played else lot
        for lot in lots
    ]


def promise_played(session: Session, asks: Sequence[Ask], lots: Mapping[int, PlanLot]) -> None:
    """Return where a drill may hold all it asks for; raises NotFreeError. The dispatches are its only record.

    The caller holds the drill's lock, and only the drill itself draws on its copy.
    """
    short = first_short(
        {lot_id: lot.balance for lot_id, lot in lots.items()},
        [(ask.lot_id, ask.quantity, ask.to_own_commune) for ask in asks],
    )
    if short is not None:
        lot_id, asked, free = short
        lot = get_lot(session, lot_id)
        raise short_of(asked=asked, free=free, resource=lot.resource, unit=lot.unit, place=lot.commune)
