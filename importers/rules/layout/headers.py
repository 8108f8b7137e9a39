"""The header of a table: the row it opens in, and how many rows it has (one to four)."""

from __future__ import annotations

import re

from core.values import frozen
from importers.rules.layout.first_records import (
    FIGURE,
    YEAR,
    above_communes,
    begins_records,
    begins_under_heads,
    communes_below,
    counts_item,
    one_of_many,
)
from importers.rules.layout.grid import Grid, GridCell
from importers.rules.layout.header_frames import frames_header, tells_units
from importers.rules.layout.index_rows import numbers_columns
from importers.rules.names.items import ItemIndex
from importers.rules.names.places import PlaceIndex
from importers.rules.names.vocabulary import (
    Role,
    is_bare_head,
    is_carried,
    is_signature,
    is_total_label,
    role_of,
)
from importers.rules.texts.units import is_unit, states_amount

DEEPEST_HEADER = 4
LONGEST_HEADING = 90
FEWEST_THINGS = 3
_NOUGHTS = {"-", "–", "—"}
_FIGURE_OR_NUMBER = re.compile(rf"{FIGURE.pattern}|^\(\d+\)$")


@frozen
class Indexes:
    """What words are compared with."""

    items: ItemIndex
    places: PlaceIndex


def opens_header(grid: Grid, row: int, indexes: Indexes) -> bool:
    """Return whether the header of a table opens in a row."""
    cells = [cell for cell in grid.rows[row] if cell.text]
    if len(cells) < 2 or any(FIGURE.match(cell.text) and not YEAR.match(cell.text) for cell in cells):
        return False
    kinds = (indexes.items.is_name, indexes.places.is_place)
    if (
        _is_line_of_form(grid, cells, indexes)
        or counts_item(cells, indexes.items)
        or one_of_many(grid, cells, kinds)
    ):
        return False
    cells = _whole_texts(grid, row)
    if any(is_total_label(cell.text) for cell in cells[:2]) and len(cells) < 4:
        return False
    hits = [cell for cell in cells if _is_heading(cell, indexes) or _heads_group(grid, cell, indexes)]
    roles = [role for cell in cells if (role := role_of(cell.text))]
    strong = Role.ORDER in roles or len(set(roles)) >= 2
    if frames_header(grid, cells):
        return _figures_follow(grid, row) and not _is_record(cells)
    if len(hits) * 2 >= len(cells) and communes_below(grid, cells[0], indexes.places.is_place):
        return _figures_follow(grid, row)
    if not roles and not is_bare_head(cells[0].text):
        return len(hits) == len(cells) >= 3 and _stands_on_figures(grid, row, cells)
    if Role.PLACE in roles and _names_things(hits, indexes) and len(hits) * 2 >= len(cells):
        return _figures_follow(grid, row) and not _is_record(cells)
    if strong and len(hits) >= 3 and len(hits) * 2 >= len(cells):
        return not _is_record(cells)
    headed = Role.ORDER in roles or {Role.ITEM, Role.QUANTITY} <= set(roles)
    nearly_all = len(hits) == len(cells) or (headed and len(hits) * 3 >= len(cells) * 2)
    if nearly_all and len(hits) >= 2 and _figures_follow(grid, row):
        return not _is_record(cells)
    # Some words, above communes all of them, are an office's own: what stands below each shows that they head columns.
    told = len(hits) * 3 >= len(cells) or above_communes(grid, cells, indexes.places.is_place)
    wide = len(cells) >= 4 and told and (strong or is_bare_head(cells[0].text))
    return wide and _columns_below(grid, row, cells) and not _is_record(cells)


def _names_things(cells: list[GridCell], indexes: Indexes) -> bool:
    """Return whether three cells or more name things: beside "Xã" they head columns, whatever words head the others."""
    return sum(indexes.items.is_name(cell.text) for cell in cells) >= FEWEST_THINGS


def _is_line_of_form(grid: Grid, cells: list[GridCell], indexes: Indexes) -> bool:
    """Return whether a row says one thing by a label and its value: "Tên đơn vị:" and right of it "UBND xã Đông Sơn".

    Below it stands another label with its value ("Đơn vị tính", "cái"), or what it says is a commune.
    """
    if len(cells) != 2:
        return all(cell.text.endswith(":") for cell in cells[::2])  # "Xã:" "Ba Vì" "Thôn:" "Giá Vực"
    label, value = cells
    role = role_of(label.text)
    if label.text.endswith(":") or (role is Role.PLACE and indexes.places.is_place(value.text)):
        return True
    below = [cell for cell in grid.rows.get(label.row + 1, ()) if cell.text]
    said = role_of(below[0].text) if len(below) == 2 and below[0].col == label.col else None
    return role is Role.ITEM and said not in {None, role}


def _stands_on_figures(grid: Grid, row: int, cells: list[GridCell]) -> bool:
    """Return whether names stand above columns of figures beside a column of words without a header of its own."""
    below = [grid.get(row + 1, cell.col) or grid.get(row + 2, cell.col) for cell in cells]
    figures = sum(found is not None and FIGURE.match(found.text) is not None for found in below)
    corner = next((cell for cell in grid.rows.get(row + 1, ()) if cell.col < cells[0].col), None)
    named = corner is not None and any(map(str.isalpha, corner.text))
    return named and figures * 2 > len(cells)


def continued_cells(grid: Grid, top: int) -> set[tuple[int, int]]:
    """Return the cells below a header row that only go on with its words: "Số" / "thứ tự", "Ghi" / "chú".

    Two columns or more go on in small letters, in a row without a figure; a third row may go on with the second.
    """
    found: set[tuple[int, int]] = set()
    for row in (top + 1, top + 2):
        cells = grid.rows.get(row, ())
        here = {cell.col for cell in cells if cell.text[:1].islower() and _goes_on(grid, cell)}
        if row == top + 1:
            if len(here) < 2 or any(char.isdigit() for cell in cells for char in cell.text):
                break
        else:
            here = {col for col in here if (row - 1, col) in found}
        found.update((row, col) for col in here)
    return found


def _goes_on(grid: Grid, cell: GridCell) -> bool:
    """Return whether a cell goes on with the words of the header cell right above it, which heads no group."""
    above = grid.get(cell.row - 1, cell.col)
    if above is None or is_unit(cell.text) or any(char.isdigit() for char in f"{above.text}{cell.text}"):
        return False
    merge = grid.merges.get((above.row, above.col))
    if merge is not None and merge.right > merge.left:
        return False
    beside = (above.row, cell.col + 1)
    heads_group = grid.spread(*beside) is None and grid.get(cell.row, cell.col + 1) is not None
    return not heads_group


def _whole_texts(grid: Grid, row: int) -> list[GridCell]:
    """Return the cells of a row with the words that go on below them."""
    cells = [cell for cell in grid.rows[row] if cell.text]
    more = continued_cells(grid, row)
    if not more:
        return cells
    return [
        cell._replace(
            text=" ".join([cell.text, *(grid.text(*at) for at in sorted(more) if at[1] == cell.col)])
        )
        for cell in cells
    ]


def _is_record(cells: list[GridCell]) -> bool:
    """A row of a list whose order cell is a number kept as text is data even where its words head columns elsewhere."""
    return re.match(r"^\d+\.?$", cells[0].text) is not None


def _is_heading(cell: GridCell, indexes: Indexes) -> bool:
    text = cell.text
    if len(text) > LONGEST_HEADING or is_signature(text):
        return False
    if is_bare_head(text):
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


def _columns_below(grid: Grid, row: int, cells: list[GridCell]) -> bool:
    """Return whether words that are no sentences stand above filled columns, figures under one and names under one."""
    if any(len(cell.text) > LONGEST_HEADING for cell in cells) or len({cell.text for cell in cells}) < len(
        cells
    ):
        return False
    below = [
        [
            found
            for number in range(row + 1, row + 2 + DEEPEST_HEADER)
            if (found := grid.get(number, cell.col))
        ]
        for cell in cells
    ]
    texts = [{found.text for found in column} - _NOUGHTS for column in below]
    figures = sum(bool(column) and all(map(FIGURE.match, column)) for column in texts)
    words = sum(
        len(column) >= 2 and all(any(map(str.isalpha, found.text)) for found in column) for column in below
    )
    return figures >= 1 and words >= 1 and sum(map(bool, below)) * 2 >= len(cells)


def _figures_follow(grid: Grid, row: int) -> bool:
    """Return whether figures, or the numbers of the columns, stand within the deepest header below a row."""
    cells = (cell for ahead in range(1, 2 + DEEPEST_HEADER) for cell in grid.rows.get(row + ahead, ()))
    return any(_FIGURE_OR_NUMBER.match(cell.text) or states_amount(cell.text) for cell in cells)


def header_bottom(grid: Grid, top: int) -> int:
    """Return the last row of the header block that opens at `top`."""
    bottom = top
    label_cols = _label_columns(grid, top)
    goes_on = continued_cells(grid, top)
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
        free = _labels_of(grid, bottom + 1, label_cols, goes_on)
        if _continues_header(grid, bottom + 1, free) and not begins_under_heads(grid, top, bottom + 1):
            bottom += 1
            continue
        break
    return bottom


def _labels_of(
    grid: Grid, row: int, label_cols: tuple[int, ...], goes_on: set[tuple[int, int]]
) -> tuple[int, ...]:
    """Return the columns that must be empty in a row for it to belong to the header.

    Where nothing stands below the order and the first names, words alone right of them, and the rows begin below, a group of
    one column ("Vật tư" above "Găng tay (đôi)") is no column of names.
    """
    cells = [cell for cell in grid.rows.get(row, ()) if cell.text]
    words = len(cells) >= 3 and not any(FIGURE.match(cell.text) for cell in cells)
    begin = bool(label_cols) and grid.get(row + 1, label_cols[0]) is not None
    heads = label_cols[:2] if words and begin else label_cols
    return tuple(col for col in heads if (row, col) not in goes_on)


def _label_columns(grid: Grid, top: int) -> tuple[int, ...]:
    """Return the order column and the column of names, which are empty in the lower rows of a header."""
    cells = _whole_texts(grid, top)
    heads = {cell.col for cell in cells if cell.text}

    def heads_group(col: int) -> bool:
        """Whether the cell stands over several: "Phương tiện" above "Xe" and "Xuồng"."""
        merge = grid.merges.get((top, col))
        if merge is not None:
            return merge.right > merge.left
        below = (grid.get(row, col + 1) for row in (top + 1, top + 2))
        return col + 1 not in heads and any(
            cell is not None and not FIGURE.match(cell.text) for cell in below
        )

    found = [
        cell.col
        for cell in cells
        if (role := role_of(cell.text)) is Role.ORDER
        or ((role in {Role.ITEM, Role.PLACE} or is_bare_head(cell.text)) and not heads_group(cell.col))
    ]
    return tuple(found) or tuple(cell.col for cell in cells[:1])


def _continues_header(grid: Grid, row: int, label_cols: tuple[int, ...]) -> bool:
    cells = grid.rows.get(row, ())
    if tells_units(cells):
        return True  # "ĐVT | cái | bộ | chiếc" below the names of the goods
    if len(cells) < 2 or any(grid.get(row, col) for col in label_cols):
        return False
    texts = [cell.text for cell in cells]
    if numbers_columns(texts) or begins_records(grid, row):
        return False
    if any(isinstance(cell.value, float | int) and cell.value > 100 for cell in cells):
        return False
    figures = sum(1 for text in texts if FIGURE.match(text) or text in {"-", "–"})
    if is_carried(texts[0]) or (
        figures and is_total_label(texts[0]) and cells[0].col <= max(label_cols, default=0)
    ):
        return False  # a total row right below the header
    words = sum(1 for text in texts if role_of(text) or is_unit(text) or any(char.isalpha() for char in text))
    # Sizes such as 16,5 and 60 stand below "Nhà bạt"; a row of figures without a name below its group is a header too.
    return words > 0 or (figures == len(texts) and figures <= 6 and len(label_cols) > 1)
