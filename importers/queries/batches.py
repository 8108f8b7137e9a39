"""Uploads and their lines as plain values."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.together import Question, the_one
from core.values import frozen
from importers.models import ImportBatchRow, ImportLineRow
from importers.rules.files.stored import unpack
from importers.rules.results import Recognition
from importers.rules.stock.lines import LineStatus, Mode
from importers.rules.stock.undo import Outcome
from inventory.models import HolderRow

PAGE = 40
TAKEN = (LineStatus.NEW, LineStatus.CHANGED, LineStatus.SAME)  # what these rows say stands in the register
BATCHES_PER_PAGE = 20


class BatchState(StrEnum):
    """The life of an upload; a refused one is only its refusal, nothing of the file is kept."""

    READING = "reading"
    REFUSED = "refused"
    OPEN = "open"
    COMMITTED = "committed"
    UNDONE = "undone"
    DISCARDED = "discarded"


class Stage(StrEnum):
    """How far the reading of a long file is."""

    WAITING = "waiting"
    OPENING = "opening"
    RECOGNISING = "recognising"
    COMPARING = "comparing"


@frozen
class Refusal:
    """Why a file was not taken: the code of its sentence and the facts that fill it."""

    code: str
    facts: Mapping[str, Any]


@frozen
class Batch:
    """One upload. `office` is empty for the province; `counts` are rows by verdict at the last preview or the commit."""

    id: int
    sha256: str
    file_name: str
    size: int
    office: str
    mode: Mode
    state: BatchState
    made_by: str
    made_at: datetime
    reading_key: str
    question_count: int
    counts: dict[LineStatus, int]
    committed_by: str
    committed_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    stage: Stage | None = None
    stage_at: datetime | None = None
    refusal: Refusal | None = None

    @property
    def number(self) -> str:
        """The receipt's number, such as NK-000012."""
        return f"NK-{self.id:06}"


@frozen
class TakenLine:
    """One row of a committed file."""

    position: int
    sheet: str
    cell: str
    status: LineStatus
    reasons: tuple[str, ...]
    commune_code: str
    type_code: str
    commune_raw: str
    resource_raw: str
    quantity_raw: str
    holder: str
    place: str
    mark: str
    into: str
    lot_id: int | None
    old_on_hand: Decimal | None
    old_broken: Decimal | None
    on_hand: Decimal | None
    broken: Decimal | None
    outcome: str
    old_holder: str = ""
    old_place: str | None = None  # with the holder, where the line took its row from
    last_day: date | None = None
    old_last_day: date | None = None


def batch_value(row: ImportBatchRow) -> Batch:
    """Return an upload as a plain value."""
    return Batch(
        id=row.id,
        sha256=row.sha256,
        file_name=row.file_name,
        size=row.size,
        office=row.office,
        mode=Mode(row.mode),
        state=BatchState(row.state),
        made_by=row.made_by,
        made_at=row.made_at,
        reading_key=row.reading_key,
        question_count=row.question_count,
        counts={status: getattr(row, f"{status.value}_count") for status in LineStatus},
        committed_by=row.committed_by,
        committed_at=row.committed_at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        stage=Stage(row.stage) if row.stage else None,
        stage_at=row.stage_at,
        refusal=Refusal(**json.loads(row.refusal)) if row.refusal else None,
    )


def get_batch(session: Session, batch_id: int) -> Batch:
    """Return one upload; raises NotFoundError for an unknown or discarded one."""
    row = session.get(ImportBatchRow, batch_id)
    if row is None or row.state == BatchState.DISCARDED:
        raise NotFoundError(what=batch_id)
    return batch_value(row)


def one_batch(batch_id: int) -> Question[Batch]:
    """Return the question for one upload; its answer raises NotFoundError for an unknown or discarded one."""
    return the_one(_of_office(None).where(ImportBatchRow.id == batch_id), batch_value, batch_id)


def get_batch_and_reading(session: Session, batch_id: int) -> tuple[Batch, Recognition]:
    """Return one upload with what recognition found when it was last read; raises NotFoundError."""
    return get_batch(session, batch_id), get_reading(session, batch_id)


def get_reading(session: Session, batch_id: int) -> Recognition:
    """Return what recognition found when an upload was last read; raises NotFoundError where it never was."""
    return reading_of(packed_reading(batch_id).ask(session), batch_id)


def packed_reading(batch_id: int) -> Question[bytes | None]:
    """Return the question for what recognition found when an upload was last read, as it is kept."""
    query = select(ImportBatchRow.reading).where(ImportBatchRow.id == batch_id)
    return Question(query, lambda rows: rows.scalar_one_or_none())


def reading_of(packed: bytes | None, batch_id: int) -> Recognition:
    """Return what recognition found from how it is kept; raises NotFoundError where the upload was never read."""
    if not packed:
        raise NotFoundError(what=batch_id)
    return unpack(zlib.decompress(packed))


def office_of_batch(session: Session, *, batch_id: int, **_: object) -> str:
    """Return the commune whose upload this is, or an empty text for the province; raises NotFoundError."""
    office = session.scalar(select(ImportBatchRow.office).where(ImportBatchRow.id == batch_id))
    if office is None:
        raise NotFoundError(what=batch_id)
    return office


def _of_office(scope: str | None) -> Select[ImportBatchRow]:
    query = select(ImportBatchRow).where(ImportBatchRow.state != BatchState.DISCARDED.value)
    return query if scope is None else query.where(ImportBatchRow.office == scope)


def list_batches(session: Session, *, scope: str | None, page: int, size: int) -> tuple[list[Batch], bool]:
    """Return one page of uploads within `scope`, newest first, and whether more follow."""
    query = _of_office(scope).order_by(ImportBatchRow.id.desc())
    rows = session.scalars(query.limit(size + 1).offset((page - 1) * size)).all()
    return [batch_value(row) for row in rows[:size]], len(rows) > size


def open_batches(office: str, *, limit: int = 5) -> Question[list[Batch]]:
    """Return the question for an office's newest uploads that wait to be finished."""
    query = _of_office(office).where(ImportBatchRow.state == BatchState.OPEN.value)
    query = query.order_by(ImportBatchRow.id.desc()).limit(limit)
    return Question(query, lambda rows: [batch_value(row) for row in rows.scalars()])


def find_open_batch(session: Session, *, office: str, sha256: str) -> Batch | None:
    """Return the office's upload of the same file that is being read or still waits, or None."""
    query = _of_office(office).where(
        ImportBatchRow.state.in_([BatchState.OPEN.value, BatchState.READING.value]),
        ImportBatchRow.sha256 == sha256,
    )
    row = session.scalars(query.order_by(ImportBatchRow.id.desc()).limit(1)).first()
    return batch_value(row) if row else None


def file_is_needed(session: Session, sha256: str) -> bool:
    """Return whether an upload that was not discarded still refers to the kept file."""
    query = select(ImportBatchRow.id).where(
        ImportBatchRow.sha256 == sha256,
        ImportBatchRow.state.not_in([BatchState.DISCARDED.value, BatchState.REFUSED.value]),
    )
    return session.scalars(query.limit(1)).first() is not None


def list_taken_cells(session: Session, sha256: str) -> set[tuple[str, str]]:
    """Return the cells (sheet, address) of this very file whose figures stand in the register."""
    query = (
        select(ImportLineRow.sheet, ImportLineRow.cell)
        .join(ImportBatchRow, ImportBatchRow.id == ImportLineRow.batch_id)
        .where(
            ImportBatchRow.sha256 == sha256,
            ImportLineRow.status.in_([status.value for status in TAKEN]),
            ImportLineRow.outcome != Outcome.REVERSED.value,
        )
    )
    return {(sheet, cell) for sheet, cell in session.execute(query)}


def list_taken_lines(
    session: Session, batch_id: int, *, status: str = "", sheet: str = "", outcome: str = "", page: int = 1
) -> tuple[list[TakenLine], bool]:
    """Return one page of a committed file's rows in the order of the file, and whether more follow."""
    query = (
        select(ImportLineRow, HolderRow.name)
        .join(HolderRow, HolderRow.id == ImportLineRow.old_holder_id, isouter=True)
        .where(ImportLineRow.batch_id == batch_id)
    )
    columns = (ImportLineRow.status, ImportLineRow.sheet, ImportLineRow.outcome)
    for column, wanted in zip(columns, (status, sheet, outcome), strict=True):
        if wanted:
            query = query.where(column == wanted)
    query = query.order_by(ImportLineRow.position).limit(PAGE + 1).offset((page - 1) * PAGE)
    rows = [_taken(row, old_holder) for row, old_holder in session.execute(query)]
    return rows[:PAGE], len(rows) > PAGE


def list_untaken_lines(session: Session, batch_id: int) -> list[TakenLine]:
    """Return the rows of a committed file that did not become stock, in the order of the file."""
    query = select(ImportLineRow).where(
        ImportLineRow.batch_id == batch_id,
        ImportLineRow.status.not_in([status.value for status in TAKEN]),
    )
    return [_taken(row) for row in session.scalars(query.order_by(ImportLineRow.position))]


_AS_KEPT = [one.name for one in fields(TakenLine) if one.name not in ("status", "reasons", "old_holder")]


def _taken(row: ImportLineRow, old_holder: str | None = None) -> TakenLine:
    return TakenLine(
        status=LineStatus(row.status),
        reasons=tuple(row.reasons.split(",")) if row.reasons else (),
        old_holder=old_holder or "",
        **{name: getattr(row, name) for name in _AS_KEPT},
    )


def count_outcomes(session: Session, batch_id: int) -> dict[Outcome, int]:
    """Return how many rows an undo reversed and how many it kept, by reason."""
    query = (
        select(ImportLineRow.outcome, func.count())
        .where(ImportLineRow.batch_id == batch_id, ImportLineRow.outcome != "")
        .group_by(ImportLineRow.outcome)
    )
    found = dict(iter(session.execute(query)))
    return {outcome: found.get(outcome.value, 0) for outcome in Outcome}
