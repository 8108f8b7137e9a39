"""Open many rows of the register at once; each is empty until a movement fills it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.text import fold, tidy
from inventory.models import LotRow
from inventory.rules.stock import ZERO


@dataclass(frozen=True, kw_only=True, slots=True)
class NewLot:
    """A row the register does not have yet."""

    commune_code: str
    type_code: str
    holder_id: int
    place: str
    mark: str
    note: str


def open_lots(session: Session, wanted: Sequence[NewLot]) -> list[int]:
    """Return the ids of new empty rows in the order asked; the database refuses one that exists already."""
    if not wanted:
        return []
    ids = session.scalars(
        insert(LotRow).returning(LotRow.id, sort_by_parameter_order=True),
        [
            {
                "commune_code": lot.commune_code,
                "type_code": lot.type_code,
                "holder_id": lot.holder_id,
                "place": tidy(lot.place),
                "place_folded": fold(lot.place),
                "mark": tidy(lot.mark),
                "on_hand": ZERO,
                "reserved": ZERO,
                "away": ZERO,
                "broken": ZERO,
                "keep": ZERO,
                "ready_minutes": 0,
                "note": lot.note,
                "checked_on": None,
                "checked_by": "",
                "version": 0,
                "closed": False,
            }
            for lot in wanted
        ],
    )
    return list(ids)
