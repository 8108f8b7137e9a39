"""A row below the header of a table that is one of its own, though its words head columns elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from importers.rules.layout.first_records import FIGURE
from importers.rules.layout.grid import Grid, GridCell
from importers.rules.names.vocabulary import Role, is_bare_head, role_of

_NAMED = frozenset({Role.ITEM, Role.PLACE})
# No row of a table says these of what it names.
_HEADS = frozenset({Role.ORDER, Role.UNIT})
# What stands below these speaks of the thing, and names none beside it: "Có lái xe".
_REMARKS = frozenset({Role.NOTE, Role.AGREEMENT, Role.CONDITION, Role.LOCATION, Role.DRIVER, Role.HOLDER})


def belongs_above(
    grid: Grid, header: tuple[int, int], row: int, kinds: tuple[Callable[[str], bool], ...]
) -> bool:
    """Return whether a row names a thing or commune below the head of such names, and has no word that only heads columns.

    "Xe múc" below "Loại xe", right of it "HĐ nguyên tắc" or "Còn tốt", is one more vehicle of a table; "Xã Minh Long" with
    "Đang tổng hợp, cam kết gửi sau" a commune without figures. Names of one kind side by side head columns.
    """
    cells = [cell for cell in grid.rows[row] if cell.text]
    if any(_only_heads(grid, cell) for cell in cells) or _heads_names(cells[0].text):
        return False
    names = [cell for cell in cells if not _heads(grid, header, cell.col) & _REMARKS]
    for is_kind in kinds:
        named = [cell for cell in names if is_kind(cell.text) and not _heads_names(cell.text)]
        if len(named) == 1 and _below_names(grid, header, named[0], is_kind):
            return True
    return False


def _heads_names(text: str) -> bool:
    return role_of(text) in _NAMED or is_bare_head(text)


def _only_heads(grid: Grid, cell: GridCell) -> bool:
    """Return whether a word is one that no row says of a thing: "TT", "ĐVT", or "Hiện có" with a figure right below."""
    role = role_of(cell.text)
    below = grid.get(cell.row + 1, cell.col) if role is Role.QUANTITY else None
    return role in _HEADS or (below is not None and FIGURE.match(below.text) is not None)


def _heads(grid: Grid, header: tuple[int, int], col: int) -> set[Role | None]:
    return {role_of(grid.text(number, col)) for number in range(header[0], header[1] + 1)}


def _below_names(grid: Grid, header: tuple[int, int], cell: GridCell, is_kind: Callable[[str], bool]) -> bool:
    """Return whether a cell stands in a column of names: its head says so, or the name next above it or below is its like."""
    top, bottom = header
    if any(_heads_names(grid.text(number, cell.col)) for number in range(top, bottom + 1)):
        return True
    above = (grid.get(number, cell.col) for number in range(cell.row - 1, bottom, -1))
    below = (grid.get(number, cell.col) for number in range(cell.row + 1, grid.last_row + 1))
    beside = (next(filter(None, above), None), next(filter(None, below), None))
    return any(is_kind(found.text) for found in beside if found is not None)
