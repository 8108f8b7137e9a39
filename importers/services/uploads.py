"""The life of an upload before its rows become stock."""

from __future__ import annotations

import zlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.errors import DomainError, NotFoundError
from core.locking import locked
from importers.models import ImportBatchRow
from importers.queries.batches import Batch, BatchState, batch_value, find_open_batch
from importers.queries.names import get_names
from importers.queries.previews import preview_of
from importers.rules.files.stored import pack
from importers.rules.results import Answers, Recognition
from importers.rules.stock.lines import LineStatus, Mode, Preview
from importers.services.files import Received
from importers.services.reading import reading_key

_NEVER_STOCK = (BatchState.OPEN, BatchState.READING, BatchState.REFUSED)


class NotOpenError(DomainError):
    """The upload was committed, undone or discarded meanwhile. Fact: `number` of its receipt."""

    code = "import_not_open"
    status = 409


def lock_batch(session: Session, batch_id: int) -> ImportBatchRow:
    """Return an upload, locked; raises NotFoundError."""
    row = session.scalars(locked(select(ImportBatchRow).where(ImportBatchRow.id == batch_id))).one_or_none()
    if row is None or row.state == BatchState.DISCARDED:
        raise NotFoundError(what=batch_id)
    return row


def lock_open_batch(session: Session, batch_id: int) -> ImportBatchRow:
    """Return an upload that still waits, locked; raises NotFoundError or NotOpenError."""
    row = lock_batch(session, batch_id)
    if row.state != BatchState.OPEN:
        raise NotOpenError(number=batch_value(row).number)
    return row


def open_batch(
    session: Session,
    file: Received,
    *,
    office: str,
    mode: Mode,
    recognition: Recognition,
    answers: Answers,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of the upload of this file; one that the office still has open is taken up again."""
    row = batch_for(session, file, office=office, mode=mode, actor=actor, now=now)
    row.state, row.stage, row.stage_at = BatchState.OPEN.value, None, None
    _store(session, row, recognition, answers)
    return row.id


def batch_for(
    session: Session, file: Received, *, office: str, mode: Mode, actor: Actor, now: datetime
) -> ImportBatchRow:
    """Return the upload of this file that the office has waiting, locked, or a new one."""
    waiting = find_open_batch(session, office=office, sha256=file.sha256)
    if waiting is not None:
        row = lock_batch(session, waiting.id)
        row.mode = mode.value
        return row
    row = ImportBatchRow(
        sha256=file.sha256,
        file_name=file.name,
        size=file.size,
        office=office,
        mode=mode.value,
        state=BatchState.OPEN.value,
        made_by_id=actor.user_id or None,
        made_by=actor.name,
        made_at=now,
        reading_key="",
        reading=b"",
        question_count=0,
        committed_by="",
        committed_at=None,
        undone_by="",
        undone_at=None,
        **dict.fromkeys((f"{status.value}_count" for status in LineStatus), 0),
    )
    session.add(row)
    session.flush()
    return row


def store_reading(session: Session, *, batch_id: int, recognition: Recognition, answers: Answers) -> None:
    """Keep what recognition found with the office's present answers."""
    _store(session, lock_open_batch(session, batch_id), recognition, answers)


def _store(session: Session, row: ImportBatchRow, recognition: Recognition, answers: Answers) -> None:
    row.reading = zlib.compress(pack(recognition), 6)
    row.reading_key = reading_key(answers)
    preview = preview_of(session, batch_value(row), recognition, names=get_names(session), answers=answers)
    set_counts(row, preview)


def set_counts(row: ImportBatchRow, preview: Preview) -> None:
    """Write a preview's counts beside the upload."""
    for status, count in preview.counts().items():
        setattr(row, f"{status.value}_count", count)
    row.question_count = len(preview.questions)


def set_mode(session: Session, *, batch_id: int, mode: Mode) -> None:
    """Say what the figures of the file mean."""
    lock_open_batch(session, batch_id).mode = mode.value


def discard(session: Session, *, batch_id: int) -> Batch:
    """Put an upload away that never became stock and return it; what was read of it is forgotten."""
    row = lock_batch(session, batch_id)
    if row.state not in _NEVER_STOCK:
        raise NotOpenError(number=batch_value(row).number)
    row.state, row.reading = BatchState.DISCARDED.value, b""
    return batch_value(row)
