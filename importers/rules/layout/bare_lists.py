"""A list without any row of headers: numbers, names, units and one column of figures, told by what stands in them."""

from __future__ import annotations

from collections import Counter

from importers.rules.layout.first_records import FIGURE
from importers.rules.layout.grid import Grid, GridCell
from importers.rules.layout.headers import Indexes
from importers.rules.layout.tables import Table
from importers.rules.texts.header_units import unit_in_name
from importers.rules.texts.units import is_unit, states_amount

LEAST_ROWS = 3
MOST_ROWS = 2_000  # a longer sheet without a header is an export of something else


def bare_list(grid: Grid, indexes: Indexes) -> tuple[Table, ...]:
    """Return the list of a sheet that has no header; none where its columns do not say what they are.

    Its rows follow one another, each with a name of the catalogue, a unit and one figure right of the name.
    """
    found: list[tuple[int, int, int]] = []
    for row in sorted(grid.rows)[:MOST_ROWS]:
        cells = [cell for cell in grid.rows[row] if cell.text]
        columns = _columns(cells, indexes)
        if columns is not None:
            found.append((row, *columns))
        elif found:
            break
    if len(found) < LEAST_ROWS or len({(item, figure) for _, item, figure in found}) > 1:
        return ()
    first, last = found[0][0], found[-1][0]
    cols = Counter(cell.col for row in range(first, last + 1) for cell in grid.rows.get(row, ()))
    return (
        Table(
            header_rows=(),
            index_rows=(),
            left=min(cols),
            right=max(cols),
            paths={},
            first_row=first,
            last_row=last,
        ),
    )


def _columns(cells: list[GridCell], indexes: Indexes) -> tuple[int, int] | None:
    """Return the columns of the name and of the figure of a record."""
    item = next((cell.col for cell in cells if indexes.items.match(cell.text).certain), None)
    if item is None:
        return None
    figures = [
        cell for cell in cells if cell.col > item and (FIGURE.match(cell.text) or states_amount(cell.text))
    ]
    named = next(cell.text for cell in cells if cell.col == item)
    # "Áo phao (cái)" or "6 cái" says itself what is counted.
    told = bool(unit_in_name(named)) or any(states_amount(cell.text) for cell in figures)
    if not told and not any(is_unit(cell.text) for cell in cells if cell.col != item):
        return None
    return (item, figures[0].col) if len(figures) == 1 else None
