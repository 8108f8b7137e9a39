"""The last days of many lots at once, as a file gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from core.audit.services import note
from core.db import plain_rows
from core.writing import table_of, write_many
from inventory.models import LotDetailRow, LotRow
from inventory.queries.story import stream_of
from inventory.rules.stock import ZERO
from inventory.services.ledger import Occasion

AT_ONCE = 500  # numbers in one question
_NOTHING: Mapping[str, object] = {
    "lat": None, "lon": None, "fund": "", "donor": "", "condition": "", "keep_seasonal": ZERO, "season_from": None,
    "season_to": None,
}  # fmt: skip


def note_last_days(session: Session, days: Mapping[int, date | None], occasion: Occasion) -> None:
    """Bring lots that are locked already to these last days; what changes stands in their communes' chains."""
    if not days:
        return
    session.flush()
    wanted = sorted(days)
    held = dict(_held(session, wanted))
    apart = [lot_id for lot_id in wanted if days[lot_id] != held.get(lot_id)]
    if not apart:
        return
    new = [
        {"lot_id": lot_id, "expires_on": days[lot_id], **_NOTHING} for lot_id in apart if lot_id not in held
    ]
    write_many(session, LotDetailRow, new)
    other = [{"id_": lot_id, "day": days[lot_id]} for lot_id in apart if lot_id in held]
    if other:
        table = table_of(LotDetailRow)
        change = update(table).where(table.c.lot_id == bindparam("id_")).values(expires_on=bindparam("day"))
        session.connection().execute(change, other)
        session.expire_all()
    for lot_id, commune in _communes(session, apart):
        note(
            session,
            stream=stream_of(commune),
            at=occasion.at,
            actor=occasion.actor.login,
            action="stock.details",
            subject=f"lot:{lot_id}",
            before={"expires_on": str(held.get(lot_id) or "")},
            after={"expires_on": str(days[lot_id] or "")},
        )


def _held(session: Session, lot_ids: Sequence[int]) -> Iterable[tuple[int, date | None]]:
    for start in range(0, len(lot_ids), AT_ONCE):
        query = select(LotDetailRow.lot_id, LotDetailRow.expires_on)
        rows = plain_rows(session, query.where(LotDetailRow.lot_id.in_(lot_ids[start : start + AT_ONCE])))
        yield from ((row.lot_id, row.expires_on) for row in rows)


def _communes(session: Session, lot_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    for start in range(0, len(lot_ids), AT_ONCE):
        query = select(LotRow.id, LotRow.commune_code).order_by(LotRow.id)
        rows = plain_rows(session, query.where(LotRow.id.in_(lot_ids[start : start + AT_ONCE])))
        yield from ((row.id, row.commune_code) for row in rows)
