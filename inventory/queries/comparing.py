"""The register on one day beside the register on another: current sums less what moved since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, func, literal
from sqlalchemy.orm import Session

from inventory.models import LotRow, MovementRow
from inventory.queries.province import conditions, joined
from inventory.rules.listing import Filter
from inventory.rules.stock import ZERO


@dataclass(frozen=True, slots=True)
class Change:
    """What a commune had of a type at two moments; a commune without such a row on either is not there."""

    commune_code: str
    type_code: str
    then: Decimal
    now: Decimal


def list_changes(
    session: Session, wanted: Filter, *, scope: str | None, before: datetime, until: datetime | None
) -> list[Change]:
    """Return the sums of every type in every commune just before two moments; closed rows count while they stood.

    The second is now where `until` is None.

    The ledger is read from the earlier moment on, not from its beginning.
    """
    narrowed = conditions(wanted, scope, closed_too=True)
    keys = (LotRow.commune_code, LotRow.type_code)
    held = joined(*keys, func.sum(LotRow.on_hand)).where(*narrowed).group_by(*keys)
    line = MovementRow
    later = literal(0) if until is None else case((line.at >= until, line.on_hand), else_=0)
    moved = (
        joined(*keys, func.sum(line.on_hand), func.sum(later, type_=line.on_hand.type))
        .join(line, line.lot_id == LotRow.id)
        .where(*narrowed, line.at >= before)
        .group_by(*keys)
    )
    communes = {scope} if scope is not None else wanted.communes
    if communes is not None:  # a row never changes its commune, so the ledger is narrowed by its own index
        moved = moved.where(line.commune_code.in_(sorted(communes)))
    since = {(code, kind): (all_of_it, newer) for code, kind, all_of_it, newer in session.execute(moved)}
    found = []
    for code, kind, on_hand in session.execute(held):
        all_of_it, newer = since.get((code, kind), (ZERO, ZERO))
        then, now = on_hand - all_of_it, on_hand - newer
        if then or now:
            found.append(Change(commune_code=code, type_code=kind, then=then, now=now))
    return found
