"""The lines of a committed file as they are kept: what each said, what it did and what was there before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from core.text import tidy
from core.writing import write_many
from importers.models import ImportLineRow
from importers.queries.batches import Batch
from importers.rules.stock.lines import Preview


class Was(NamedTuple):
    """What a row held beside its figures; who kept it and where, of one the line takes elsewhere."""

    note: str
    checked_on: date | None
    checked_by: str
    holder_id: int | None = None
    place: str | None = None


class Written(NamedTuple):
    """The row of the register a line wrote, its version since, and what it was."""

    lot_id: int
    version: int
    was: Was


def keep_lines(session: Session, batch: Batch, preview: Preview, written: Mapping[int, Written]) -> None:
    """Keep what each row of the file said, what it did and what was there before."""
    rows = []
    nothing = Was("", None, "")
    for position, line in enumerate(preview.lines):
        lot_id, version, was = written.get(position, (line.lot_id, None, nothing))
        rows.append(
            {
                "batch_id": batch.id,
                "position": position,
                "sheet": line.row.sheet[:120],
                "cell": line.row.cell,
                "status": line.status.value,
                "reasons": ",".join(line.reasons),
                "commune_code": line.row.commune_code or "",
                "type_code": line.row.resource_code or "",
                "commune_raw": tidy(line.row.commune_raw)[:200],
                "resource_raw": tidy(line.row.resource_raw)[:200],
                "quantity_raw": tidy(line.row.quantity_raw)[:200],
                "holder": line.holder,
                "place": line.place,
                "mark": line.mark,
                "into": line.into[:160],
                "lot_id": lot_id,
                "old_on_hand": line.old_on_hand,
                "old_broken": line.old_broken,
                "on_hand": line.on_hand,
                "broken": line.broken,
                "old_note": was.note,
                "old_checked_on": was.checked_on,
                "old_checked_by": was.checked_by,
                "lot_version": version,
                "outcome": "",
                "old_holder_id": was.holder_id,
                "old_place": was.place,
                "last_day": line.last_day,
                "old_last_day": line.old_last_day,
            }
        )
    write_many(session, ImportLineRow, rows)
