"""Where a table ends: its signatures and prices, and what a blank row means among its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from importers.rules.layout.body_row import ORDINAL, BodyRow, is_figure
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.grid import Grid, GridCell
from importers.rules.layout.tables import Table
from importers.rules.names.vocabulary import is_signature
from importers.rules.texts.units import is_unit
from importers.rules.texts.words import accent_key

_PRICES = re.compile(r"(?<!\w)(?:giá|đơn giá|gia tham khao)(?!\w)")
_GROUP = re.compile(r"^(?:[IVX]{1,5}|[A-HĐ])[.)/:-]\s*\w")
_DASHES = "-–+•*"
WIDEST_GAP = 3


def ends_table(row: BodyRow, plan: Plan, gap: int, *, summed: bool) -> bool:
    """Return whether a row, so many blank ones below the table, is none of it: its signatures, prices.

    A signature where a figure should be is one at once; among the other words one is right below a total.
    """
    if gap > WIDEST_GAP:
        return True
    if row.has_figures and not gap and plan.layout is not Layout.VEHICLES:
        return False  # nearly every row of a matrix
    texts = [cell.text for col, cell in row.cells.items() if col not in plan.quantities]
    if not row.has_figures or plan.layout is Layout.VEHICLES:
        first = next(iter(row.cells.values()))
        counted = [row.cells[col].text for col in plan.quantities if col in row.cells and not row.order]
        signed = [*texts, *counted] if gap or summed else [first.text, *counted]
        if any(map(is_signature, signed)):
            return True
    return gap > 0 and not row.order and any(_PRICES.search(accent_key(text)) for text in texts)


def goes_on(grid: Grid, row: BodyRow, table: Table, plan: Plan, rows: list[BodyRow]) -> bool:
    """Return whether a row after a gap still belongs to the table: it goes on counting, looks like the rows before, or
    heads a group of them."""
    if row.order:
        return True
    if plan.order is not None and any(before.order for before in rows):
        return _is_line(row, plan) or _opens_group(grid, row, table, plan, rows)
    if not rows:
        return True
    return bool(row.label) and (row.has_figures or len(row.cells) == 1 or _in_units(row.cells, plan))


def _is_line(row: BodyRow, plan: Plan) -> bool:
    """Return whether a row without a number, among numbered ones, counts a thing: "- Bạt | m2 | 320"."""
    return bool(row.label) and ((row.has_figures and row.label[0] in _DASHES) or _in_units(row.cells, plan))


def _opens_group(grid: Grid, row: BodyRow, table: Table, plan: Plan, rows: list[BodyRow]) -> bool:
    """Return whether words alone stand among the rows of the same table ("B. VẬT TƯ"): a numbered record follows at once.

    The words are numbered like a group, or it is in a known unit or goes on counting.
    """
    if row.has_figures or len(row.cells) > 1:
        return False
    following = {cell.col: cell for cell in grid.row_cells(row.number + 1, table.left, table.right)}
    order = following.get(plan.order or 0)
    if order is None or not ORDINAL.match(order.text):
        return False
    counts = any(col in following and is_figure(following[col]) for col in plan.quantities)
    last = next((before.order for before in reversed(rows) if before.order), "").strip("().")
    goes_on = last.isdecimal() and order.text.strip("().") == str(int(last) + 1)
    return counts and (goes_on or _GROUP.match(row.label) is not None or _in_units(following, plan))


def _in_units(cells: Mapping[int, GridCell], plan: Plan) -> bool:
    """Return whether the column of units holds a known one."""
    return plan.unit is not None and plan.unit in cells and is_unit(cells[plan.unit].text)
