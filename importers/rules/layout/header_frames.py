"""How a header is built: cells that reach down beside others over several columns, and a last row of units alone."""

from __future__ import annotations

from collections.abc import Sequence

from importers.rules.layout.grid import Grid, GridCell
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.texts.units import is_unit

FEWEST_UNITS = 3


def frames_header(grid: Grid, cells: Sequence[GridCell]) -> bool:
    """Return whether a known heading reaches down beside a group over several columns that have heads of their own.

    So it is whatever words the group has: "Đơn vị" over four rows beside "DỰ TRỮ CỦA CÁC ĐỊA PHƯƠNG" over nine columns.
    """
    merges = [(cell, merge) for cell in cells if (merge := grid.merges.get((cell.row, cell.col))) is not None]
    deepest = max(
        (merge.bottom for cell, merge in merges if merge.left == merge.right and role_of(cell.text)),
        default=0,
    )
    return any(
        merge.right > merge.left
        and merge.bottom < deepest
        and len(list(grid.row_cells(merge.bottom + 1, merge.left, merge.right))) > 1
        for _, merge in merges
    )


def tells_units(cells: Sequence[GridCell]) -> bool:
    """Return whether a row below heads says no more than their units, behind "ĐVT" or not; "Hộ | Khẩu" says who is counted."""
    texts = [cell.text for cell in cells if cell.text]
    units = texts[1:] if texts and role_of(texts[0]) is Role.UNIT else texts
    return len(texts) >= FEWEST_UNITS and all(
        is_unit(text) and role_of(text) is not Role.PEOPLE for text in units
    )
