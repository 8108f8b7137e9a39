"""Rows whose cells slipped one column to the right: the year of the things stands where their number should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import Draft
from importers.rules.layout.grid import Grid
from importers.rules.names.vocabulary import Role

YEARS = range(1975, 2036)
MOST = 2  # the share of rows that give their year: one in so many


def heed_slips(drafts: list[Draft], plan: Plan, grid: Grid) -> None:
    """Let figures that look like the year their row leaves out be asked about."""
    years = next((col for col, column in plan.columns.items() if column.role is Role.YEAR), None)
    if years is not None:
        rows = dict.fromkeys(draft.cell.row for draft in drafts)
        given = {row for row in rows if grid.text(row, years)}
        if len(given) * MOST >= len(rows):
            drafts[:] = _asked(drafts, given, plan.columns[years].leaf)


def _asked(drafts: Sequence[Draft], given: set[int], head: str) -> Iterator[Draft]:
    for draft in drafts:
        slipped = draft.cell.row not in given and is_year(draft.cell.value) and not draft.unsure
        said = f"{draft.cell.text} / {head}"
        yield draft._replace(unsure=said, of_row=True) if slipped else draft


def is_year(value: object) -> bool:
    """Return whether a figure may be the year of a thing people still keep."""
    if isinstance(value, str):
        value = int(value) if value.strip().isdecimal() else None
    return value in YEARS
