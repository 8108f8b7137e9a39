"""Find the tables of a sheet: header blocks of one to four rows, index rows, and where each body begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.rules.grid import Grid, GridCell
from importers.rules.index_rows import numbers_columns, skip_index_rows
from importers.rules.items import ItemIndex
from importers.rules.places import PlaceIndex
from importers.rules.units import is_unit
from importers.rules.vocabulary import Role, is_signature, is_total_label, role_of
from importers.rules.words import accent_key, fold_key

DEEPEST_HEADER = 4
LONGEST_HEADING = 90
_FIGURE = re.compile(r"^[\d.,\s]+(?:m2|m²|m)?$")
_BARE_HEADS = frozenset({"don vi", "ten"})
_YEAR = re.compile(r"^20\d\d$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexes:
    """What words are compared with."""

    items: ItemIndex
    places: PlaceIndex


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table: its header rows, columns with their header texts from top to bottom, and the rows of its body."""

    header_rows: tuple[int, ...]
    index_rows: tuple[int, ...]
    left: int
    right: int
    paths: dict[int, tuple[str, ...]]
    first_row: int
    last_row: int

    def leaf(self, col: int) -> str:
        """Return the lowest header text of a column."""
        path = self.paths.get(col, ())
        return path[-1] if path else ""


def find_tables(grid: Grid, indexes: Indexes) -> tuple[Table, ...]:
    """Return the tables of a sheet from top to bottom; side by side ones count as several."""
    numbers = sorted(grid.rows)
    blocks: list[tuple[int, int]] = []
    skip_to = 0
    for row in numbers:
        if row < skip_to or not _opens_header(grid, row, indexes):
            continue
        bottom = _header_bottom(grid, row)
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
    words = all(isinstance(cell.value, str) and not _FIGURE.match(cell.text) for cell in cells)
    return len(cells) == 1 and words and not is_total_label(cells[0].text)


def _opens_header(grid: Grid, row: int, indexes: Indexes) -> bool:
    cells = [cell for cell in grid.rows[row] if cell.text]
    if len(cells) < 2 or any(_FIGURE.match(cell.text) and not _YEAR.match(cell.text) for cell in cells):
        return False
    if any(is_total_label(cell.text) for cell in cells[:2]) and len(cells) < 4:
        return False
    hits = [cell for cell in cells if _is_heading(cell, indexes) or _heads_group(grid, cell, indexes)]
    roles = [role for cell in cells if (role := role_of(cell.text))]
    if len(hits) * 2 < len(cells) or not roles:
        return False
    strong = Role.ORDER in roles or len(set(roles)) >= 2
    if len(hits) >= 3 and strong:
        return not _is_record(cells)
    nearly_all = len(hits) == len(cells) or (Role.ORDER in roles and len(hits) * 3 >= len(cells) * 2)
    return nearly_all and len(hits) >= 2 and _figures_follow(grid, row) and not _is_record(cells)


def _is_record(cells: list[GridCell]) -> bool:
    """A row of a list whose order cell is a number kept as text is data even where its words head columns elsewhere."""
    return re.match(r"^\d+\.?$", cells[0].text) is not None


def _is_heading(cell: GridCell, indexes: Indexes) -> bool:
    text = cell.text
    if len(text) > LONGEST_HEADING or is_signature(text):
        return False
    if fold_key(text) in _BARE_HEADS:
        return True
    return (
        role_of(text) is not None
        or is_total_label(text)
        or indexes.places.is_place(text)
        or indexes.items.is_name(text)
    )


def _heads_group(grid: Grid, cell: GridCell, indexes: Indexes) -> bool:
    """Return whether a cell merged over several columns stands above headings: "Phương tiện thủy" above "Ca nô"."""
    merge = grid.merges.get((cell.row, cell.col))
    if merge is None or merge.right == merge.left or len(cell.text) > LONGEST_HEADING:
        return False
    below = [found for found in grid.row_cells(merge.bottom + 1, merge.left, merge.right) if found.text]
    return len(below) >= 2 and all(_is_heading(found, indexes) for found in below)


def _figures_follow(grid: Grid, row: int) -> bool:
    """Return whether figures, or the numbers of the columns, stand within the deepest header below a row."""
    ahead = range(row + 1, row + 2 + DEEPEST_HEADER)
    following = [cell.text for number in ahead for cell in grid.rows.get(number, ())]
    return any(_FIGURE.match(text) or re.match(r"^\(\d+\)$", text) for text in following)


def _header_bottom(grid: Grid, top: int) -> int:
    """Return the last row of the header block that opens at `top`."""
    bottom = top
    label_cols = _label_columns(grid, top)
    while bottom - top + 1 < DEEPEST_HEADER:
        merged = max(
            (
                merge.bottom
                for (row, _), merge in grid.merges.items()
                if top <= row <= bottom and grid.get(row, merge.left)
            ),
            default=bottom,
        )
        merged = min(merged, top + DEEPEST_HEADER - 1)
        if merged > bottom:
            bottom = merged
            continue
        if _continues_header(grid, bottom + 1, label_cols):
            bottom += 1
            continue
        break
    return bottom


def _label_columns(grid: Grid, top: int) -> tuple[int, ...]:
    """Return the order column and the column of names, which are empty in the lower rows of a header."""
    cells = grid.rows[top]
    heads = {cell.col for cell in cells if cell.text}

    def heads_group(col: int) -> bool:
        """Whether the cell stands over several: "Phương tiện" above "Xe" and "Xuồng"."""
        merge = grid.merges.get((top, col))
        if merge is not None:
            return merge.right > merge.left
        below = (grid.get(row, col + 1) for row in (top + 1, top + 2))
        return col + 1 not in heads and any(
            cell is not None and not _FIGURE.match(cell.text) for cell in below
        )

    found = [
        cell.col
        for cell in cells
        if (role := role_of(cell.text)) is Role.ORDER
        or (
            (role in {Role.ITEM, Role.PLACE} or fold_key(cell.text) in _BARE_HEADS)
            and not heads_group(cell.col)
        )
    ]
    return tuple(found) or tuple(cell.col for cell in cells[:1])


def _continues_header(grid: Grid, row: int, label_cols: tuple[int, ...]) -> bool:
    cells = grid.rows.get(row, ())
    if len(cells) < 2 or any(grid.get(row, col) for col in label_cols):
        return False
    texts = [cell.text for cell in cells]
    if numbers_columns(texts):
        return False
    if any(isinstance(cell.value, float | int) and cell.value > 100 for cell in cells):
        return False
    figures = sum(1 for text in texts if _FIGURE.match(text) or text in {"-", "–"})
    if figures and is_total_label(texts[0]) and cells[0].col <= max(label_cols):
        return False  # a total row right below the header
    words = sum(1 for text in texts if role_of(text) or is_unit(text) or any(char.isalpha() for char in text))
    # Sizes such as 16,5 and 60 stand below "Nhà bạt"; a row of figures without a name below its group is a header too.
    return words > 0 or (figures == len(texts) and figures <= 6 and len(label_cols) > 1)


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
    for row in range(top, bottom + 1):
        text = grid.text(row, col)
        if not text and row < bottom and any(grid.get(below, col) for below in range(row + 1, bottom + 1)):
            text = _group_text(grid, row, bottom, col, left)
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _group_text(grid: Grid, row: int, bottom: int, col: int, left: int) -> str:
    """Return the group heading to the left of an unmerged header cell, as in files without merges."""
    if any(
        anchor[0] == row for anchor in grid.merges if grid.merges[anchor].right > grid.merges[anchor].left
    ):
        return ""
    for before in range(col - 1, left - 1, -1):
        found = grid.get(row, before)
        if found:
            has_children = any(grid.get(below, before) for below in range(row + 1, bottom + 1))
            return found.text if has_children else ""
    return ""
