"""Turn a preview into stock: all rows or none, each change a movement that names its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.clock import day_of
from core.collecting import collecting_paused
from core.errors import DomainError
from core.text import tidy
from core.values import frozen
from importers.models import ImportBatchRow
from importers.queries.answers import answers_for
from importers.queries.batches import Batch, BatchState, batch_value
from importers.queries.names import get_names
from importers.queries.previews import list_standings, meaning_of, with_newer
from importers.rules.results import Recognition
from importers.rules.stock.difference import compare
from importers.rules.stock.lines import Line, LineStatus, Meaning, Mode, Preview
from importers.rules.stock.newer import year_of
from importers.services.reading import reading_key
from importers.services.taken_lines import Was, Written, keep_lines
from importers.services.uploads import lock_open_batch, set_counts
from inventory.queries.catalogue import retired_among
from inventory.rules.holders import HolderKind
from inventory.rules.stock import Delta, MovementKind
from inventory.services.last_days import note_last_days
from inventory.services.ledger import Occasion
from inventory.services.many_rows import Held, Move, NewLot, hold_lots, take_in
from inventory.services.naming import Named, ensure_holders

SOURCE_LENGTH = 300


class StalePreviewError(DomainError):
    """The stock, the answers or the file's meaning changed since the preview was shown."""

    code = "stale_preview"
    status = 409


@frozen
class Receipt:
    """What a commit did."""

    batch: Batch
    preview: Preview


@collecting_paused()
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
    preview, held = _locked_preview(session, recognition, meaning)
    wanted = {line.lot_id for line in preview.lines if line.writes and line.lot_id is not None}
    if preview.digest != digest or not wanted <= held.keys():
        raise StalePreviewError
    if batch.mode is Mode.REPLACE:
        preview = with_newer(session, recognition, preview)  # the receipt keeps what the preview told
    written = _write(session, batch, preview, held, _occasion(batch, actor, now))
    keep_lines(session, batch, preview, written)
    row.state, row.committed_by, row.committed_at = BatchState.COMMITTED.value, actor.name, now
    row.year = year_of(recognition, day_of(now).year)
    set_counts(row, preview)
    _note(session, row, preview, actor, now)
    return Receipt(batch=batch_value(row), preview=preview)


def _locked_preview(
    session: Session, recognition: Recognition, meaning: Meaning
) -> tuple[Preview, dict[int, Held]]:
    """Return the preview of this moment, with every row it would change locked against others."""
    standings = list_standings(session, recognition)
    preview = compare(recognition, standings, meaning)
    held = hold_lots(
        session, (line.lot_id for line in preview.lines if line.writes and line.lot_id is not None)
    )
    now_locked = list_standings(session, recognition)
    return preview if now_locked == standings else compare(recognition, now_locked, meaning), held


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


def _occasion(batch: Batch, actor: Actor, now: datetime) -> Occasion:
    return Occasion(
        actor=actor,
        at=now,
        action="stock.import",
        reason=f"Nhập từ tệp {batch.file_name}",
        document=batch.number,
        batch=f"import:{batch.id}",
    )


def _write(
    session: Session, batch: Batch, preview: Preview, held: Mapping[int, Held], occasion: Occasion
) -> dict[int, Written]:
    """Write every line that writes, and return by its position what it wrote."""
    writing = [(position, line) for position, line in enumerate(preview.lines) if line.writes]
    _check_types(session, [line for _, line in writing if line.lot_id is None])
    keepers = _keepers(session, [line for _, line in writing if _names_keeper(line)])
    new: dict[int, NewLot] = {}
    moves: dict[int, Move] = {}
    for position, line in writing:
        if line.lot_id is None:
            new[position] = _new_lot(batch, line, keepers[_whose(line)])
        else:
            moves[position] = _move(batch, line, held[line.lot_id], keepers)
    ids, moved = take_in(session, list(new.values()), list(moves.values()), occasion)
    written = {
        position: Written(lot_id, 1, Was(lot.note, None, ""))
        for (position, lot), lot_id in zip(new.items(), ids, strict=True)
    }
    for position, row in zip(moves, moved, strict=True):
        before = held[row.id]
        was = Was(before.note, before.checked_on, before.checked_by)
        if preview.lines[position].moved_from is not None:
            was = was._replace(holder_id=before.holder_id, place=before.place)
        written[position] = Written(row.id, row.version, was)
    lines = ((preview.lines[position], row.lot_id) for position, row in written.items())
    days = {lot_id: line.last_day for line, lot_id in lines if line.last_day != line.old_last_day}
    note_last_days(session, days, occasion)
    return written


def _check_types(session: Session, lines: Iterable[Line]) -> None:
    """Have the types of new rows stay in use; raises StalePreviewError where one was taken out since the preview."""
    if retired_among(session, {line.identity.type_code for line in lines if line.identity}):
        raise StalePreviewError


def _names_keeper(line: Line) -> bool:
    """Return whether a line's holder is looked for: of a new row, and of one it takes to another holder."""
    moved = line.moved_from
    return line.lot_id is None or (moved is not None and not moved.keeper_stays)


def _whose(line: Line) -> tuple[str, str]:
    assert line.identity is not None
    return line.identity.commune_code, line.identity.holder


def _keepers(session: Session, lines: Sequence[Line]) -> dict[tuple[str, str], int]:
    """Return the holders the lines name, made where there were none and held until the transaction ends."""
    named = [
        Named(commune_code=_whose(line)[0], name=line.holder, kind=line.holder_kind.value, phone=line.phone)
        for line in lines
    ]
    found = dict(zip(map(_whose, lines), ensure_holders(session, named), strict=True))
    for (_, key), keeper in found.items():
        if key != ("" if keeper.kind == HolderKind.COMMUNE else keeper.folded):
            raise StalePreviewError  # the name leads to another holder since the preview
    return {whose: keeper.id for whose, keeper in found.items()}


def _new_lot(batch: Batch, line: Line, holder_id: int) -> NewLot:
    assert line.identity is not None
    assert line.on_hand is not None
    assert line.broken is not None
    return NewLot(
        commune_code=line.identity.commune_code,
        type_code=line.identity.type_code,
        holder_id=holder_id,
        place=line.place,
        mark=line.mark,
        note=line.note,
        on_hand=line.on_hand,
        broken=line.broken,
        source=source_of(batch, line),
    )


def _move(batch: Batch, line: Line, row: Held, keepers: Mapping[tuple[str, str], int]) -> Move:
    """Return the movement that brings a row to its line's figures, holder and place; its printed label stays."""
    assert line.on_hand is not None
    assert line.broken is not None
    delta = Delta(on_hand=line.on_hand - row.on_hand, broken=line.broken - row.broken)
    counts = line.status is LineStatus.CHANGED and batch.mode is not Mode.ADD
    kind = MovementKind.COUNT if counts else MovementKind.RECEIVE
    after = row._replace(closed=False, note=row.note or line.note)
    if line.moved_from is not None:
        holder_id = row.holder_id if line.moved_from.keeper_stays else keepers[_whose(line)]
        after = after._replace(holder_id=holder_id, place=tidy(line.place))
        if delta == Delta():
            kind = MovementKind.ADJUST
    # A figure from a file was not checked on the spot, whatever was checked before it.
    if kind is not MovementKind.ADJUST:
        after = after._replace(checked_on=None, checked_by="")
    return Move(row=after, kind=kind, delta=delta, source=source_of(batch, line))


def source_of(batch: Batch, line: Line) -> str:
    """Return where a line's figure stands, such as "tong hop.xlsx › PL1!F11", and whence it took the row."""
    text = f"{batch.file_name} › {', '.join(line.sources)}"
    if line.moved_from is not None:
        text += f" · từ “{' · '.join(filter(None, line.moved_from[:2]))}” đến “{' · '.join(filter(None, (line.holder, line.place)))}”"
    if line.last_day != line.old_last_day:
        text += f" · hạn dùng {line.last_day:%d/%m/%Y}" if line.last_day else " · không ghi hạn dùng"
    return text if len(text) <= SOURCE_LENGTH else f"{text[: SOURCE_LENGTH - 1]}…"
