"""Rows of our own yearly workbook and lists, known by the address of the lot that stands beside each.

Names and places leave the register with their telephone numbers masked, so a row that comes back may not say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.excel.book import Sheet
from core.text import masked
from importers.rules.lines import Identity, Line, LineStatus, Standing
from importers.rules.results import Row

_LOT = re.compile(r"/kho/(\d{1,18})")
_ROW = re.compile(r"\d+")


def with_own_lots(rows: Sequence[Row], sheets: Iterable[Sheet]) -> Sequence[Row]:
    """Return the rows with the lot that is named beside them."""
    named: dict[tuple[str, int], int] = {}
    for sheet in sheets:
        for cell in sheet.cells:
            if isinstance(cell.value, str) and (lot := _LOT.fullmatch(cell.value)):
                named[sheet.name, cell.row] = int(lot[1])
    if not named:
        return rows
    return [row._replace(own_lot=named.get((row.sheet, _row_number(row)))) for row in rows]


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


def other_words(
    lines: Sequence[Line], standings: Mapping[Identity, Standing], own: Mapping[int, Standing]
) -> Iterator[int]:
    """Yield the lines of `own` that state another holder, place or mark than the register, telephone numbers aside."""
    held = {standing.lot_id: identity for identity, standing in standings.items()}
    for index, standing in own.items():
        said = lines[index].identity
        if said is not None and any(
            word and masked(word) != masked(kept)
            for word, kept in zip(said[2:], held[standing.lot_id][2:], strict=True)
        ):
            yield index
