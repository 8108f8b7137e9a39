"""The years that the figures of the register are of."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.clock import day_of
from importers.models import ImportBatchRow
from inventory.models import LotRow, MovementRow

_IMPORT, _UNDO = "import:", "undo:"


def years_of_figures(
    session: Session, *, communes: Collection[str], types: Collection[str]
) -> dict[int, int]:
    """Return the year of the figure of each row of these communes and types.

    It is the year a file spoke of where the figure came from one, else that in which the figure was entered or checked
    on the spot. What an undone import left behind says nothing.
    """
    last = (
        select(func.max(MovementRow.id))
        .join(LotRow, LotRow.id == MovementRow.lot_id)
        .where(
            LotRow.commune_code.in_(sorted(communes)),
            LotRow.type_code.in_(sorted(types)),
            or_(MovementRow.on_hand != 0, MovementRow.broken != 0),
        )
        .group_by(MovementRow.lot_id)
    )
    query = (
        select(MovementRow.lot_id, MovementRow.at, MovementRow.batch, LotRow.checked_on)
        .join(LotRow, LotRow.id == MovementRow.lot_id)
        .where(MovementRow.id.in_(last))
    )
    rows = session.execute(query).all()
    told = _years_of_files(session, {batch for _, _, batch, _ in rows if batch.startswith(_IMPORT)})
    found: dict[int, int] = {}
    for lot_id, at, batch, checked_on in rows:
        year = 0 if batch.startswith(_UNDO) else told.get(batch) or day_of(at).year
        found[lot_id] = max(year, checked_on.year if checked_on else 0)
    return found


def _years_of_files(session: Session, batches: Collection[str]) -> dict[str, int]:
    numbers = sorted(int(batch.removeprefix(_IMPORT)) for batch in batches)
    query = select(ImportBatchRow.id, ImportBatchRow.year).where(ImportBatchRow.id.in_(numbers))
    return {f"{_IMPORT}{number}": year for number, year in session.execute(query) if year} if numbers else {}
