"""Row by row: what would change or was changed, and every cell that was not used with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.text import fold, masked
from core.values import frozen
from core.web.access import requires
from core.web.doors import reading
from core.web.links import page_number
from importers.doors.showing import Shown
from importers.pages.frame import bp, send_where_it_waits, show_batch
from importers.queries.batches import (
    PAGE,
    Batch,
    BatchState,
    TakenLine,
    get_batch,
    list_taken_lines,
    office_of_batch,
)
from importers.queries.names import Names, get_names
from importers.rules.files.as_stored import as_read, as_stored
from importers.rules.results import Check, Recognition, Row, Unread
from importers.rules.stock.lines import WORDS_KEPT, Line, LineReason, LineStatus
from importers.rules.stock.undo import Outcome
from importers.rules.texts.last_days import as_written
from importers.sentences import OUTCOMES, REASONS, STATUSES

# The rows that a notice on the page of the file leads to, by what the notice says.
SAID = {
    "words": WORDS_KEPT,
    "beside": frozenset({LineReason.BESIDE_OTHERS}),
    "newer": frozenset({LineReason.NEWER_THERE}),
}


@frozen
class Entry:
    """One row as the list shows it."""

    sheet: str
    cell: str
    status: LineStatus
    thing: str
    place: str
    raw: str
    unit: str
    old_on_hand: Decimal | None
    old_broken: Decimal | None
    on_hand: Decimal | None
    broken: Decimal | None
    reasons: tuple[str, ...]
    into: str
    lot_id: int | None
    outcome: str = ""
    old_place: str | None = None
    beside: Decimal | None = None
    last_day: date | None = None
    old_last_day: date | None = None
    last_day_raw: str = ""
    stored: str = ""  # how the file has the words, where they were converted from an old encoding


def _sayable(reasons: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(REASONS[reason]) for reason in reasons if reason in REASONS and reason != "exact_name")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _raw(place: str, commune: str, *parts: str) -> str:
    """Return what the file's own cells say; the place only where it is not the commune's name as it stands above."""
    seen = () if fold(place) == fold(commune) else (place,)
    return " | ".join(dict.fromkeys(part for part in (*seen, *parts) if part))


def _figure(row: Row, read: Mapping[str, str]) -> str:
    """Return the figure as the file has it, with the file's unit where the register counts in another.

    `read` are texts of an old encoding as they are read, by how the file has them.
    """
    figure = read.get(row.quantity_raw, row.quantity_raw)
    other = row.unit_raw and fold(row.unit_raw) != fold(row.unit or "")
    return f"{figure} {row.unit_raw}" if other else figure


def _stored(row: Row, stored: Mapping[str, str], read: Mapping[str, str]) -> str:
    """Return how the file has a row's words; empty where none was converted from an old encoding."""
    if not stored:
        return ""
    words = (
        row.commune_raw,
        row.resource_raw,
        row.unit_raw,
        row.holder,
        row.location,
        row.condition,
        row.note,
    )
    found = [as_stored(word, stored) for word in words]
    figure = row.quantity_raw if row.quantity_raw in read else ""
    return " | ".join(dict.fromkeys(filter(None, (*found[:2], figure, *found[2:]))))


def _as_read(recognition: Recognition, sheets: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return by sheet how texts of an old encoding are read, by how the file has them."""
    return {name: as_read(recognition.stored.get(name, {})) for name in set(sheets)}


def _whereabouts(holder: str, place: str) -> str:
    return masked(_joined(holder or _("xã quản lý"), place or _("không ghi nơi để")))


def _from_line(line: Line, shown: Shown, read: Mapping[str, str]) -> Entry:
    row, names = line.row, shown.names
    code = row.commune_code
    commune = names.communes[code] if code is not None and code in names.communes else row.commune_raw
    thing = names.types.get(row.resource_code or "", row.resource_raw)
    return Entry(
        sheet=row.sheet,
        cell=row.cell,
        status=line.status,
        thing=f"{thing} · {line.mark}" if line.mark else thing,
        place=_joined(commune, line.holder, line.place),
        old_place=_whereabouts(*line.moved_from[:2]) if line.moved_from else None,
        raw=_raw(row.commune_raw, commune, row.resource_raw, _figure(row, read)),
        unit=row.unit or "",
        old_on_hand=line.old_on_hand,
        old_broken=line.old_broken,
        on_hand=line.on_hand,
        broken=line.broken,
        reasons=_sayable([reason for reason in line.reasons if reason != LineReason.BESIDE_OTHERS]),
        into=line.into,
        lot_id=line.lot_id,
        beside=line.beside,
        last_day=line.last_day,
        old_last_day=line.old_last_day,
        last_day_raw=as_written(row.last_day_raw),
        stored=_stored(row, shown.recognition.stored.get(row.sheet, {}), read),
    )


def _from_taken(line: TakenLine, names: Names) -> Entry:
    commune = next(
        (title for code, title in names.communes.items() if code == line.commune_code), line.commune_raw
    )
    thing = names.types.get(line.type_code, line.resource_raw)
    return Entry(
        sheet=line.sheet,
        cell=line.cell,
        status=line.status,
        thing=f"{thing} · {line.mark}" if line.mark else thing,
        place=_joined(commune, line.holder, line.place),
        old_place=None if line.old_place is None else _whereabouts(line.old_holder, line.old_place),
        raw=_raw(line.commune_raw, commune, line.resource_raw, line.quantity_raw),
        unit=names.units.get(line.type_code, ""),
        old_on_hand=line.old_on_hand,
        old_broken=line.old_broken,
        on_hand=line.on_hand,
        broken=line.broken,
        reasons=_sayable(line.reasons),
        into=line.into,
        lot_id=line.lot_id,
        outcome=str(OUTCOMES[line.outcome]) if line.outcome else "",
        last_day=line.last_day,
        old_last_day=line.old_last_day,
    )


@bp.get("/<int:batch_id>/doi-chieu")
@requires(Permission.IMPORT_RUN, office_of_batch)
def differences(batch_id: int) -> ResponseReturnValue:
    """The file's rows beside the stock; after the commit, what was written."""
    with reading() as session:
        batch = get_batch(session, batch_id)
    send_where_it_waits(batch)
    status, sheet = request.args.get("status", ""), request.args.get("sheet", "")
    outcome = request.args.get("outcome", "")
    if batch.state is BatchState.OPEN:
        entries, more, sheets = _open_entries(batch, status, sheet)
    else:
        entries, more, sheets = _taken_entries(batch, status, sheet, outcome)
    return render_template(
        "importers/differences.html",
        batch=batch,
        entries=entries,
        more=more,
        page=page_number(),
        status=status,
        sheet=sheet,
        outcome=outcome,
        said=request.args.get("said", ""),
        sheets=sheets,
        statuses=STATUSES,
        outcomes=OUTCOMES if batch.state is BatchState.UNDONE else {},
    )


def _open_entries(batch: Batch, status: str, sheet: str) -> tuple[list[Entry], bool, list[str]]:
    shown = show_batch(batch.id)
    said = SAID.get(request.args.get("said", ""))
    sheets = list(dict.fromkeys(line.row.sheet for line in shown.preview.lines))
    chosen = [
        line
        for line in shown.preview.lines
        if (not status or line.status == status)
        and (not sheet or line.row.sheet == sheet)
        and not (said and said.isdisjoint(line.reasons))
    ]
    start = (page_number() - 1) * PAGE
    lines = chosen[start : start + PAGE]
    read = _as_read(shown.recognition, (line.row.sheet for line in lines))
    entries = [_from_line(line, shown, read[line.row.sheet]) for line in lines]
    return entries, len(chosen) > start + PAGE, sheets


def _taken_entries(
    batch: Batch, status: str, sheet: str, outcome: str
) -> tuple[list[Entry], bool, list[str]]:
    known = outcome if outcome in set(Outcome) else ""
    with reading() as session:
        lines, more = list_taken_lines(
            session, batch.id, status=status, sheet=sheet, outcome=known, page=page_number()
        )
        names = get_names(session)
    return [_from_taken(line, names) for line in lines], more, []


@bp.get("/<int:batch_id>/khong-dung")
@requires(Permission.IMPORT_RUN, office_of_batch)
def unused(batch_id: int) -> ResponseReturnValue:
    """Every other non-empty cell with the reason it was not used, and every total beside its computed sum."""
    shown = show_batch(batch_id)
    sheet, part = request.args.get("sheet", ""), request.args.get("part", "cells")
    cells = [cell for cell in shown.recognition.unread if not sheet or cell.sheet == sheet]
    checks = [check for check in shown.recognition.checks if not sheet or check.sheet == sheet]
    checks.sort(key=lambda check: {False: 0, None: 1, True: 2}[check.ok])
    chosen: Sequence[Unread | Check] = checks if part == "totals" else cells
    start = (page_number() - 1) * PAGE
    return render_template(
        "importers/unused.html",
        batch=shown.batch,
        sheets=[item.name for item in shown.recognition.sheets],
        sheet=sheet,
        part="totals" if part == "totals" else "cells",
        items=chosen[start : start + PAGE],
        cell_count=len(cells),
        check_count=len(checks),
        more=len(chosen) > start + PAGE,
        page=page_number(),
        reasons=REASONS,
        read=_as_read(shown.recognition, (item.sheet for item in chosen)),
    )
