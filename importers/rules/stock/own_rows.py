"""Rows of our own yearly workbook and lists, known by the address of the lot that stands beside each.

Names and places leave the register with their telephone numbers masked, so a row that comes back may not say the same.
An emptied cell says nothing, here as everywhere in a spreadsheet: it takes no holder or place away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from core.excel.book import Sheet
from core.text import MASK, fold, masked
from importers.rules.reasons import Reason
from importers.rules.results import Row
from importers.rules.stock.lines import Identity, Line, LineReason, LineStatus, Mode, Standing, Whereabouts
from importers.rules.texts.fields import OWN_LOT
from importers.rules.texts.last_days import exact_day, in_note

_ROW = re.compile(r"\d+")
_EDGES = " ,;:-–"
# How our own lists head these columns, folded.
_COLUMNS = {
    "don vi, ho quan ly": "holder",
    "don vi quan ly": "holder",
    "chu so huu": "holder",
    "noi de": "location",
    "noi co": "location",
    "dia diem de": "location",
}


def with_own_lots(rows: Sequence[Row], sheets: Iterable[Sheet]) -> Sequence[Row]:
    """Return the rows with the lot that is named beside them, and what such a list would say and they leave empty."""
    named: dict[tuple[str, int], int] = {}
    columns: dict[str, set[str]] = {}
    for sheet in sheets:
        lots = [
            (cell.row, lot)
            for cell in sheet.cells
            if isinstance(cell.value, str)
            and cell.value[:5] == "/kho/"
            and (lot := OWN_LOT.fullmatch(cell.value))
        ]
        if lots:  # no other sheet has to be searched for what heads its columns
            named.update({(sheet.name, row): int(lot[1]) for row, lot in lots})
            words = {cell.value for cell in sheet.cells if isinstance(cell.value, str)}
            columns[sheet.name] = {column for word in words if (column := _COLUMNS.get(fold(word)))}
    if not named:
        return rows
    return [_own(row, named, columns) for row in rows]


def _own(row: Row, named: Mapping[tuple[str, int], int], columns: Mapping[str, Set[str]]) -> Row:
    lot_id = named.get((row.sheet, _row_number(row)))
    if lot_id is None:
        return row
    said = {"holder": row.holder, "location": row.location}
    blank = (name for name in sorted(columns.get(row.sheet, ())) if not said[name].strip())
    row = row._replace(own_lot=lot_id, own_blank=tuple(blank))
    last_day = exact_day(row.last_day_raw)
    if last_day is None or last_day == row.last_day:
        return row
    reasons = tuple(reason for reason in row.reasons if reason != Reason.LAST_DAY_UNREAD)
    note = row.note.removesuffix(in_note(row.last_day_raw)).removesuffix("; ")
    return row._replace(last_day=last_day, reasons=reasons, note=note)


def _row_number(row: Row) -> int:
    found = _ROW.search(row.cell)
    return int(found[0]) if found else 0


def own_standings(
    lines: Sequence[Line], standings: Mapping[Identity, Standing], found: Mapping[int, Standing]
) -> dict[int, Standing]:
    """Return the standing rows of lines that name their lot and whose words find none: of the same commune and type,
    open, and named once. `found` are those known already."""
    held = {standing.lot_id: (identity, standing) for identity, standing in standings.items()}
    named = Counter(line.row.own_lot for line in lines if line.row.own_lot is not None)
    claimed = {standing.lot_id for standing in found.values()}
    own: dict[int, Standing] = {}
    for index, line in enumerate(lines):
        lot_id = line.row.own_lot
        if index in found or lot_id is None or lot_id not in held or lot_id in claimed or named[lot_id] > 1:
            continue
        if line.status is not LineStatus.SAME or line.into or line.identity is None:
            continue
        identity, standing = held[lot_id]
        if not standing.closed and identity[:2] == line.identity[:2]:
            own[index] = standing
    return own


def of_another_kind(lines: Sequence[Line], standings: Mapping[Identity, Standing]) -> Iterator[int]:
    """Yield the lines that name an open row of the register and tell of another commune or type: read as a new row,
    what there is would be counted twice."""
    held = {standing.lot_id: identity for identity, standing in standings.items() if not standing.closed}
    for index, line in enumerate(lines):
        named = held.get(line.row.own_lot) if line.row.own_lot is not None else None
        if named is None or line.identity is None or line.status is not LineStatus.SAME or line.into:
            continue
        if named[:2] != line.identity[:2]:
            yield index


def names_another(
    lines: Sequence[Line], standings: Mapping[Identity, Standing], found: Mapping[int, Standing]
) -> Iterator[int]:
    """Yield the lines whose words are those of one row of the register while the lot beside them is another open row of
    the same commune and type: which of the two is meant, nobody can tell."""
    held = {standing.lot_id: (identity, standing) for identity, standing in standings.items()}
    for index, standing in found.items():
        line = lines[index]
        lot_id = line.row.own_lot
        if lot_id is None or lot_id == standing.lot_id or lot_id not in held or line.identity is None:
            continue
        identity, named = held[lot_id]
        if not named.closed and identity[:2] == line.identity[:2]:
            yield index


def relocated(
    lines: Sequence[Line], standings: Mapping[Identity, Standing], found: Mapping[int, Standing], mode: Mode
) -> list[Line]:
    """Return the lines with those of our own lists that state another holder or place than the register: what they
    state is what there is now, or the reason says why only their figures are read."""
    held = {standing.lot_id: identity for identity, standing in standings.items()}
    judged = list(lines)
    moves: dict[int, Line] = {}
    for index, standing in found.items():
        line = lines[index]
        if line.row.own_lot != standing.lot_id or line.status is not LineStatus.SAME:
            continue
        moved, reasons = _said(line, held[standing.lot_id], standing, mode)
        judged[index] = replace(line, reasons=(*reasons, *line.reasons))
        if moved is not None:
            moves[index] = moved
    wanted = Counter(line.identity for line in moves.values())
    wanted.update(line.identity for index, line in enumerate(judged) if index not in moves)
    for index, moved in moves.items():
        if moved.identity in standings or wanted[moved.identity] > 1:
            judged[index] = replace(judged[index], reasons=(LineReason.WORDS_TAKEN, *judged[index].reasons))
        else:
            judged[index] = replace(moved, reasons=judged[index].reasons)
    return judged


def _same(said: str, kept: str) -> bool:
    """Return whether two folded words are one: a number leaves masked, and signs at an edge are not read."""
    return masked(said).strip(_EDGES) == masked(kept).strip(_EDGES)


def _said(line: Line, kept: Identity, standing: Standing, mode: Mode) -> tuple[Line | None, list[LineReason]]:
    """Return the line at the holder and place it states, where that is another one and may be written, and what else
    is to be said of its words."""
    said = line.identity
    assert said is not None
    row = line.row
    reasons = []
    if said.mark and not _same(said.mark, kept.mark):
        reasons.append(LineReason.WORDS_LEFT)
    if ("holder" in row.own_blank and kept.holder) or ("location" in row.own_blank and kept.place):
        reasons.append(LineReason.WORDS_BLANK)
    keeper_stays = not row.holder.strip() or _same(said.holder, kept.holder)
    place_stays = not said.place or _same(said.place, kept.place)
    if keeper_stays and place_stays:
        return None, reasons
    target = kept._replace(
        holder=kept.holder if keeper_stays else said.holder, place=kept.place if place_stays else said.place
    )
    if mode is not Mode.REPLACE or len(line.sources) > 1:
        return None, list(dict.fromkeys([*reasons, LineReason.WORDS_LEFT]))
    if (not keeper_stays and MASK in line.holder) or (not place_stays and MASK in line.place):
        return None, [*reasons, LineReason.WORDS_MASKED]
    if standing.reserved:
        return None, [*reasons, LineReason.WORDS_PROMISED]
    moved = replace(
        line,
        identity=target,
        holder=standing.holder if keeper_stays else line.holder,
        place=standing.place if place_stays else line.place,
        moved_from=Whereabouts(standing.holder, standing.place, keeper_stays),
    )
    return moved, reasons
