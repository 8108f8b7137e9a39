"""Where the addresses of imports hang, and how an upload and its rows are written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from flask_smorest import Blueprint

from core.errors import DomainError
from core.text import plain_number
from importers.doors.showing import Shown, find_shown, refusal_sentence
from importers.queries.batches import Batch, BatchState, TakenLine
from importers.rules.stock.lines import Line

bp = Blueprint("api_imports", __name__, url_prefix="/api/v1", description="Nhập số liệu từ bảng tính")


class BeingReadError(DomainError):
    """The file is still being read, or was refused: there is nothing of it to see yet."""

    code = "import_being_read"
    status = 409


def shown_or_refused(batch_id: int) -> Shown:
    """Return an upload beside the stock as it stands now; raises BeingReadError."""
    shown = find_shown(batch_id)
    if shown is None:
        raise BeingReadError
    return shown


def batch_as_json(batch: Batch, shown: Shown | None = None) -> dict[str, object]:
    """Return an upload as JSON; of one that waits also its sheets and what its preview is recognised by."""
    is_open = shown is not None and batch.state is BatchState.OPEN
    counts = shown.preview.counts() if shown is not None and is_open else batch.counts
    questions = len(shown.preview.questions) if shown is not None and is_open else batch.question_count
    return {
        "id": batch.id,
        "number": batch.number,
        "file_name": batch.file_name,
        "sha256": batch.sha256,
        "size": batch.size,
        "office": batch.office,
        "mode": batch.mode.value,
        "state": batch.state.value,
        "stage": batch.stage.value if batch.stage else "",
        "refusal": refusal_sentence(batch.refusal),
        "made_by": batch.made_by,
        "made_at": batch.made_at,
        "committed_by": batch.committed_by,
        "committed_at": batch.committed_at,
        "undone_by": batch.undone_by,
        "undone_at": batch.undone_at,
        "counts": {status.value: count for status, count in counts.items()},
        "questions": questions,
        "digest": shown.preview.digest if shown is not None and is_open else "",
        "sheets": [
            {"name": sheet.name, "decision": str(sheet.decision), "reason": str(sheet.reason)}
            for sheet in (shown.recognition.sheets if shown is not None else ())
        ],
    }


def _figure(value: Decimal | None) -> int | float | None:
    return None if value is None else plain_number(value)


def line_as_json(line: Line | TakenLine) -> Mapping[str, object]:
    """Return one row of a file and what it would do, or did."""
    row = line.row if isinstance(line, Line) else None
    return {
        "sheet": row.sheet if row else line.sheet,  # type: ignore[union-attr]
        "cell": row.cell if row else line.cell,  # type: ignore[union-attr]
        "status": line.status.value,
        "reasons": list(line.reasons),
        "commune_code": (row.commune_code if row else line.commune_code) or "",  # type: ignore[union-attr]
        "resource_code": (row.resource_code if row else line.type_code) or "",  # type: ignore[union-attr]
        "resource_raw": row.resource_raw if row else line.resource_raw,  # type: ignore[union-attr]
        "quantity_raw": row.quantity_raw if row else line.quantity_raw,  # type: ignore[union-attr]
        "holder": line.holder,
        "place": line.place,
        "mark": line.mark,
        "into": line.into,
        "lot_id": line.lot_id,
        "old_on_hand": _figure(line.old_on_hand),
        "old_broken": _figure(line.old_broken),
        "on_hand": _figure(line.on_hand),
        "broken": _figure(line.broken),
        "last_day": line.last_day,
        "old_last_day": line.old_last_day,
        "outcome": "" if isinstance(line, Line) else line.outcome,
    }
