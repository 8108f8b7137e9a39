"""Many rows counted at one time: all of them are kept, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.db import act_of
from core.errors import DomainError, NotFoundError
from core.values import frozen
from inventory.queries.lots import list_lots_by_ids
from inventory.queries.saves import save_batch
from inventory.services.keeping import correct


@frozen
class RowCount:
    """What was typed for one row, and the version it was typed beside."""

    lot_id: int
    version: int
    on_hand: Decimal
    broken: Decimal


class BulkRefusedError(DomainError):
    """Some rows cannot be kept, so none was. Facts: `count`, and `rows`, the refusal of each row by its id."""

    code = "bulk_refused"
    status = 409


def correct_rows(
    session: Session,
    *,
    commune_code: str,
    counts: Sequence[RowCount],
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return how many rows of a commune were brought to the figures just counted.

    Raises BulkRefusedError with every row that cannot be kept; the caller's transaction then keeps nothing.
    """
    held = list_lots_by_ids(session, [count.lot_id for count in counts])
    for count in counts:
        if count.lot_id not in held or held[count.lot_id].commune_code != commune_code:
            raise NotFoundError(what=count.lot_id)
    batch = save_batch(commune_code, day_of(now), act_of(session))
    refused: dict[int, DomainError] = {}
    for count in sorted(
        counts, key=lambda count: count.lot_id
    ):  # one order for everybody: no two lock crosswise
        try:
            correct(
                session,
                lot_id=count.lot_id,
                version=count.version,
                on_hand=count.on_hand,
                broken=count.broken,
                reason=reason,
                actor=actor,
                now=now,
                batch=batch,
            )
        except DomainError as error:
            refused[count.lot_id] = error
    if refused:
        rows: Mapping[int, DomainError] = refused
        raise BulkRefusedError(count=len(refused), rows=rows)
    return len(counts)
