"""Find the tables of a sheet: header blocks of one to four rows, index rows, and where each body begins."""

from __future__ import annotations

from core.values import frozen
from importers.rules.layout.first_records import FIGURE
from importers.rules.layout.grid import Grid
from importers.rules.layout.header_frames import tells_units
from importers.rules.layout.headers import Indexes, continued_cells, header_bottom, opens_header
from importers.rules.layout.index_rows import skip_index_rows
from importers.rules.layout.running_tables import belongs_above
from importers.rules.names.vocabulary import Role, is_page_mark, is_total_label, role_of
from importers.rules.texts.words import accent_key


@frozen
class Table:
    """One table: its header rows, columns with their header texts from top to bottom, and the rows of its body."""

    header_rows: tuple[int, ...]
    index_rows: tuple[int, ...]
    left: int
    right: int
    paths: dict[int, tuple[str, ...]]
    first_row: int
    last_row: int

    @property
    def top(self) -> int:
        """The first row of the header; of a list without one, its first record."""
        return self.header_rows[0] if self.header_rows else self.first_row

    def leaf(self, col: int) -> str:
        """Return the lowest header text of a column."""
        path = self.paths.get(col, ())
        return path[-1] if path else ""


def find_tables(grid: Grid, indexes: Indexes) -> tuple[Table, ...]:
    """Return the tables of a sheet from top to bottom; side by side ones count as several."""
    numbers = sorted(grid.rows)
    blocks: list[tuple[int, int]] = []
    skip_to = 0
    kinds = (indexes.items.is_name, indexes.places.is_place)
    for row in numbers:
        if row < skip_to or not opens_header(grid, row, indexes):
            continue
        if blocks and belongs_above(grid, blocks[-1], row, kinds):
            continue
        bottom = header_bottom(grid, row)
        skip_to = bottom + 1
        if blocks and _same_texts(grid, blocks[-1], (row, bottom)) and not _follows_title(grid, numbers, row):
            continue
        blocks.append((row, bottom))
    tables: list[Table] = []
    for number, (top, bottom) in enumerate(blocks):
        last = blocks[number + 1][0] - 1 if number + 1 < len(blocks) else grid.last_row
        tables.extend(_tables_of_block(grid, top, bottom, last))
    return tuple(tables)


def _follows_title(grid: Grid, numbers: list[int], row: int) -> bool:
    """Return whether a repeated header opens a table of its own: a title stands above it, not a record."""
    above = next((number for number in reversed(numbers) if number < row), None)
    if above is None:
        return False
    cells = grid.rows[above]
    words = all(isinstance(cell.value, str) and not FIGURE.match(cell.text) for cell in cells)
    return len(cells) == 1 and words and not (is_total_label(cells[0].text) or is_page_mark(cells[0].text))


def _same_texts(grid: Grid, first: tuple[int, int], second: tuple[int, int]) -> bool:
    one = {
        (cell.col, accent_key(cell.text))
        for row in range(first[0], first[1] + 1)
        for cell in grid.rows.get(row, ())
    }
    two = {
        (cell.col, accent_key(cell.text))
        for row in range(second[0], second[1] + 1)
        for cell in grid.rows.get(row, ())
    }
    return len(one & two) >= 0.7 * max(1, len(two))


def _tables_of_block(grid: Grid, top: int, bottom: int, last: int) -> list[Table]:
    cols = sorted(
        {cell.col for row in range(top, bottom + 1) for cell in grid.rows.get(row, ())}
        | _merged_columns(grid, top, bottom)
    )
    starts = [
        col for col in cols if role_of(grid.text(top, col)) is Role.ORDER and (top, col) not in grid.anchors
    ]
    if len(starts) < 2:
        starts = _starts_of_items(grid, top, bottom, cols) or starts
    edges = [col for number, col in enumerate(starts) if number == 0 or col - starts[number - 1] > 1]
    first_edges = [cols[0], *(col for col in edges if col > cols[0] and edges and col != edges[0])]
    if len(edges) <= 1:
        first_edges = [cols[0]]
    if grid.get(bottom + 1, cols[0] - 1):
        first_edges[0] -= 1  # names without a header of their own, left of the columns they belong to
    tables = []
    for number, left in enumerate(first_edges):
        right = first_edges[number + 1] - 1 if number + 1 < len(first_edges) else cols[-1]
        body, index_rows = skip_index_rows(grid, bottom + 1, last, left, right)
        tables.append(
            Table(
                header_rows=tuple(range(top, bottom + 1)),
                index_rows=index_rows,
                left=left,
                right=right,
                paths={col: _path(grid, top, bottom, col, left) for col in range(left, right + 1)},
                first_row=body,
                last_row=last,
            )
        )
    return tables


def _starts_of_items(grid: Grid, top: int, bottom: int, cols: list[int]) -> list[int]:
    """Return where lists stand side by side without numbers: each a column of items with a quantity right of it."""
    starts: list[int] = []
    counted = True
    for col in cols:
        role = role_of(grid.text(bottom, col) or grid.text(top, col))
        if role is Role.ITEM and counted:
            starts.append(col)
            counted = False
        counted = counted or (role is Role.QUANTITY and bool(starts))
    return starts if counted and len(starts) > 1 else []


def _merged_columns(grid: Grid, top: int, bottom: int) -> set[int]:
    return {col for (row, col) in grid.anchors if top <= row <= bottom and grid.text(row, col)}


def _path(grid: Grid, top: int, bottom: int, col: int, left: int) -> tuple[str, ...]:
    """Return the header texts of a column from the top level down, merges undone, repeats left out."""
    path: list[str] = []
    goes_on = continued_cells(grid, top)
    units = tells_units(grid.rows.get(bottom, ()))
    for row in range(top, bottom + 1):
        text = grid.text(row, col)
        if path and (row, col) in goes_on:
            path[-1] = f"{path[-1]} {text}"
            continue
        if not text and row < bottom and any(grid.get(below, col) for below in range(row + 1, bottom + 1)):
            text = _group_text(grid, (top, row, bottom), col, left)
        if text and path and row == bottom and units:
            path[-1] = f"{path[-1]} ({text.strip(' ()')})"
        elif text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _group_text(grid: Grid, rows: tuple[int, int, int], col: int, left: int) -> str:
    """Return the group heading to the left of an unmerged header cell, as in files without merges.

    `rows` are the top of the header, the row of the empty cell and the bottom.
    """
    top, row, bottom = rows
    if any(
        anchor[0] == row for anchor in grid.merges if grid.merges[anchor].right > grid.merges[anchor].left
    ):
        return ""
    for before in range(col - 1, left - 1, -1):
        if any(grid.get(above, before + 1) for above in range(top, row)):
            return ""  # a heading of its own stands above: the group to the left ends before it
        found = grid.get(row, before)
        if found:
            has_children = any(grid.get(below, before) for below in range(row + 1, bottom + 1))
            return found.text if has_children else ""
    return ""
