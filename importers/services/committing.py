"""Turn a preview into stock: all rows or none, each change a movement that names its cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.clock import day_of
from core.errors import DomainError
from core.text import fold, tidy
from importers.models import ImportBatchRow, ImportLineRow
from importers.queries.answers import answers_for
from importers.queries.batches import Batch, BatchState, batch_value
from importers.queries.names import get_names
from importers.queries.previews import list_standings, meaning_of, with_newer
from importers.rules.difference import compare
from importers.rules.lines import Line, LineStatus, Meaning, Mode, Preview
from importers.rules.newer import year_of
from importers.rules.results import Recognition
from importers.services.reading import reading_key
from importers.services.uploads import lock_open_batch, set_counts
from inventory.models import LotRow
from inventory.queries.catalogue import is_retired
from inventory.rules.holders import HolderKind
from inventory.rules.stock import Delta, MovementKind
from inventory.services.keeping import ensure_holder
from inventory.services.ledger import Occasion, Post, lock_lots, post
from inventory.services.opening import NewLot, open_lots

SOURCE_LENGTH = 300


class StalePreviewError(DomainError):
    """The stock, the answers or the file's meaning changed since the preview was shown."""

    code = "stale_preview"
    status = 409


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What a commit did."""

    batch: Batch
    preview: Preview


class _Before(NamedTuple):
    note: str
    checked_on: date | None
    checked_by: str
    holder_id: int | None = None
    place: str | None = None


def commit(
    session: Session,
    *,
    batch_id: int,
    recognition: Recognition,
    made_with: str,
    digest: str,
    actor: Actor,
    now: datetime,
) -> Receipt:
    """Write what the preview with this digest promised and return the receipt.

    `recognition` was made from the kept file just now, with the answers whose key is `made_with`. The preview is
    built again under lock; raises StalePreviewError where it is not the one that was seen.
    """
    row = lock_open_batch(session, batch_id)
    batch = batch_value(row)
    answers = answers_for(session, office=batch.office, sha256=batch.sha256)
    if reading_key(answers) != made_with:
        raise StalePreviewError
    meaning = meaning_of(session, batch, names=get_names(session), answers=answers)
    preview = _locked_preview(session, recognition, meaning)
    if preview.digest != digest:
        raise StalePreviewError
    if batch.mode is Mode.REPLACE:
        preview = with_newer(session, recognition, preview)  # the receipt keeps what the preview told
    lots, before = _write(session, batch, preview, actor, now)
    _keep_lines(session, batch, preview, lots, before)
    row.state, row.committed_by, row.committed_at = BatchState.COMMITTED.value, actor.name, now
    row.year = year_of(recognition, day_of(now).year)
    set_counts(row, preview)
    _note(session, row, preview, actor, now)
    return Receipt(batch=batch_value(row), preview=preview)


def _locked_preview(session: Session, recognition: Recognition, meaning: Meaning) -> Preview:
    """Return the preview of this moment with every row it would change locked against others."""
    standings = list_standings(session, recognition)
    preview = compare(recognition, standings, meaning)
    lock_lots(session, (line.lot_id for line in preview.lines if line.writes and line.lot_id is not None))
    now_locked = list_standings(session, recognition)
    return preview if now_locked == standings else compare(recognition, now_locked, meaning)


def _note(session: Session, row: ImportBatchRow, preview: Preview, actor: Actor, now: datetime) -> None:
    counts = {status.value: count for status, count in preview.counts().items()}
    note(
        session,
        stream=SYSTEM,
        at=now,
        actor=actor.login,
        action="import.commit",
        subject=f"import:{row.id}",
        sha256=row.sha256,
        mode=row.mode,
        **counts,
    )


def _write(
    session: Session, batch: Batch, preview: Preview, actor: Actor, now: datetime
) -> tuple[dict[int, LotRow], dict[int, tuple[int, _Before]]]:
    """Return the changed lots, and by the line's position its lot and what the lot held beside its figures."""
    lot_ids = _open(session, preview)
    held = lock_lots(session, lot_ids.values())
    before: dict[int, tuple[int, _Before]] = {}
    posts: list[Post] = []
    for position, line in enumerate(preview.lines):
        if not line.writes:
            continue
        row = held[lot_ids[position]]
        before[position] = (row.id, _Before(row.note, row.checked_on, row.checked_by))
        if line.moved_from is not None:
            before[position] = (
                row.id,
                _Before(row.note, row.checked_on, row.checked_by, row.holder_id, row.place),
            )
            _take_elsewhere(session, row, line)
        assert line.on_hand is not None
        assert line.broken is not None
        delta = Delta(on_hand=line.on_hand - row.on_hand, broken=line.broken - row.broken)
        counts = line.status is LineStatus.CHANGED and batch.mode is not Mode.ADD
        kind = MovementKind.COUNT if counts else MovementKind.RECEIVE
        if line.moved_from is not None and delta == Delta():
            kind = MovementKind.ADJUST
        posts.append(Post(lot_id=row.id, kind=kind, delta=delta, source=source_of(batch, line)))
        row.closed = False
        row.version += 1
        row.note = row.note or line.note
        # A figure from a file was not checked on the spot, whatever was checked before it.
        if kind is not MovementKind.ADJUST:
            row.checked_on, row.checked_by = None, ""
    occasion = Occasion(
        actor=actor,
        at=now,
        action="stock.import",
        reason=f"Nhập từ tệp {batch.file_name}",
        document=batch.number,
        batch=f"import:{batch.id}",
    )
    return post(session, posts, occasion), before


def _open(session: Session, preview: Preview) -> dict[int, int]:
    """Return the lot of every line that writes, by the line's position; new rows of the register are opened."""
    found = {
        position: line.lot_id
        for position, line in enumerate(preview.lines)
        if line.writes and line.lot_id is not None
    }
    missing = [position for position, line in enumerate(preview.lines) if line.writes and line.lot_id is None]
    lines = [preview.lines[position] for position in missing]
    for code in sorted({line.identity.type_code for line in lines if line.identity}):
        if is_retired(session, code):  # since the preview; from here on it stays in use
            raise StalePreviewError
    holders: dict[tuple[str, str], int] = {}
    wanted: list[NewLot] = []
    for position in missing:
        line = preview.lines[position]
        assert line.identity is not None
        key = (line.identity.commune_code, line.identity.holder)
        if key not in holders:
            holders[key] = _holder_of(session, line)
        wanted.append(
            NewLot(
                commune_code=line.identity.commune_code,
                type_code=line.identity.type_code,
                holder_id=holders[key],
                place=line.place,
                mark=line.mark,
                note=line.note,
            )
        )
    found.update(zip(missing, open_lots(session, wanted), strict=True))
    return found


def _holder_of(session: Session, line: Line) -> int:
    """Return the id of the holder a line names, made where there was none and held until the transaction ends."""
    assert line.identity is not None
    held = ensure_holder(
        session,
        commune_code=line.identity.commune_code,
        name=line.holder,
        kind=line.holder_kind.value,
        phone=line.phone,
    )
    if line.identity.holder != ("" if held.kind == HolderKind.COMMUNE else held.folded):
        raise StalePreviewError  # the name leads to another holder since the preview
    return held.id


def _take_elsewhere(session: Session, row: LotRow, line: Line) -> None:
    """Bring a locked row to the holder and place its line states; its number and its printed label stay."""
    assert line.moved_from is not None
    if not line.moved_from.keeper_stays:
        row.holder_id = _holder_of(session, line)
    row.place, row.place_folded = tidy(line.place), fold(line.place)


def source_of(batch: Batch, line: Line) -> str:
    """Return where a line's figure stands, such as "tong hop.xlsx › PL1!F11", and whence it took the row."""
    text = f"{batch.file_name} › {', '.join(line.sources)}"
    if line.moved_from is not None:
        text += f" · từ “{' · '.join(filter(None, line.moved_from[:2]))}” đến “{' · '.join(filter(None, (line.holder, line.place)))}”"
    return text if len(text) <= SOURCE_LENGTH else f"{text[: SOURCE_LENGTH - 1]}…"


def _keep_lines(
    session: Session,
    batch: Batch,
    preview: Preview,
    lots: dict[int, LotRow],
    before: dict[int, tuple[int, _Before]],
) -> None:
    rows = []
    for position, line in enumerate(preview.lines):
        lot_id, held = before.get(position, (line.lot_id, _Before("", None, "")))
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
                "old_note": held.note,
                "old_checked_on": held.checked_on,
                "old_checked_by": held.checked_by,
                "lot_version": lots[lot_id].version if line.writes and lot_id is not None else None,
                "outcome": "",
                "old_holder_id": held.holder_id,
                "old_place": held.place,
            }
        )
    if rows:
        session.execute(insert(ImportLineRow), rows)
