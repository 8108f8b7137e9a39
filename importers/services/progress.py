"""The reading of a long file, step by step: where it is, how it ended."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.errors import DomainError
from core.excel.errors import StateSecretError
from core.locking import locked
from importers.models import ImportBatchRow
from importers.queries.batches import Batch, BatchState, Stage, batch_value
from importers.rules.files.stored import pack
from importers.rules.results import Recognition
from importers.rules.stock.lines import Mode, Preview
from importers.services.files import Received
from importers.services.uploads import batch_for, lock_batch, set_counts

# From here on a file is read beside the pages; an .xlsx of this size has some 4,500 rows and takes about two seconds.
LONG_FILE_BYTES = 300_000
BEAT_SECONDS = 5.0  # a process says so often that it still has the files it took
SILENCE = timedelta(seconds=30)  # one of which nothing was heard for so long was cut off with its server


class ReadingFailedError(DomainError):
    """The program itself failed on a file. Fact: `name`."""

    code = "reading_failed"
    status = 500


def begin_reading(
    session: Session, file: Received, *, office: str, mode: Mode, actor: Actor, now: datetime
) -> tuple[int, bool]:
    """Return the id of the upload of a long file, and whether it is to be read; one that waits was read before."""
    row = batch_for(session, file, office=office, mode=mode, actor=actor, now=now)
    if row.state == BatchState.OPEN and row.reading_key:
        return row.id, False
    _wait(row, now)
    return row.id, True


def begin_again(session: Session, *, batch_id: int, now: datetime) -> None:
    """Send an upload that waits back to reading, because the answers changed; no effect where it is read already."""
    row = lock_batch(session, batch_id)
    if row.state == BatchState.OPEN:
        _wait(row, now)


def _wait(row: ImportBatchRow, now: datetime) -> None:
    row.state, row.stage, row.stage_at = BatchState.READING.value, Stage.WAITING.value, now


def was_cut_off(batch: Batch, now: datetime) -> bool:
    """Return whether nobody seems to be reading this file any more."""
    return batch.state is BatchState.READING and (batch.stage_at is None or now - batch.stage_at > SILENCE)


def still_held(session: Session, *, batch_ids: Collection[int], now: datetime) -> None:
    """Say that a process still has these uploads to read."""
    reading = ImportBatchRow.state == BatchState.READING.value
    session.execute(
        update(ImportBatchRow).where(ImportBatchRow.id.in_(sorted(batch_ids)), reading).values(stage_at=now)
    )


def step(session: Session, *, batch_id: int, stage: Stage, now: datetime) -> Batch | None:
    """Say which step of the reading begins; returns None where the upload is not to be read (any more)."""
    row = lock_batch(session, batch_id)
    if row.state != BatchState.READING:
        return None
    row.stage, row.stage_at = stage.value, now
    return batch_value(row)


def packed(recognition: Recognition) -> bytes:
    """Return a recognition as `finish` keeps it; made beforehand, so that no lock is held meanwhile."""
    return zlib.compress(pack(recognition), 6)


def finish(session: Session, *, batch_id: int, reading: bytes, made_with: str, preview: Preview) -> bool:
    """Keep what was read; returns False where the upload was put away or read by another process meanwhile."""
    row = lock_batch(session, batch_id)
    if row.state != BatchState.READING:
        return False
    row.state, row.stage, row.stage_at = BatchState.OPEN.value, None, None
    row.reading, row.reading_key = reading, made_with
    set_counts(row, preview)
    return True


def refuse(session: Session, *, batch_id: int, error: DomainError) -> None:
    """Leave only the refusal of an upload that is being read."""
    row = lock_batch(session, batch_id)
    if row.state != BatchState.READING:
        return
    facts = {name: value for name, value in error.facts.items() if isinstance(value, str | int | float)}
    _refuse(row, error, facts)


def refuse_secret(session: Session, *, sha256: str, error: StateSecretError) -> None:
    """Leave of every upload of a file with a state-secret marking only its refusal, not even a name or digest.

    The marking may be found at a later reading only. An upload that became stock before keeps the record of what it
    wrote, so that it can be undone.
    """
    waiting = (BatchState.OPEN.value, BatchState.READING.value)
    query = select(ImportBatchRow).where(ImportBatchRow.sha256 == sha256, ImportBatchRow.state.in_(waiting))
    for row in session.scalars(locked(query.order_by(ImportBatchRow.id))):
        row.file_name, row.sha256, row.size = "", "", 0
        _refuse(row, error, {})


def _refuse(row: ImportBatchRow, error: DomainError, facts: dict[str, str | int | float]) -> None:
    row.state, row.stage, row.stage_at, row.reading = BatchState.REFUSED.value, None, None, b""
    row.refusal = json.dumps({"code": error.code, "facts": facts}, ensure_ascii=False)
