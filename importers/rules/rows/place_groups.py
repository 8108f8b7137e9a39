"""Rows that stand over the places below them, and the former district a row is read in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import Claim, Walked
from importers.rules.layout.grid import Grid
from importers.rules.layout.headers import Indexes
from importers.rules.names.places import PlaceIndex
from importers.rules.names.vocabulary import is_ditto
from importers.rules.reasons import Reason
from importers.rules.texts.words import accent_key, without_numbering

ROMAN = re.compile(r"[IVX]{1,5}|[A-H]")


@dataclass(kw_only=True, slots=True)
class Group:
    """A row that heads others, the rows below it, and how deep it stands: letters above Roman above other numbers."""

    head: BodyRow
    depth: int
    members: list[BodyRow] = field(default_factory=list)


def depth_of_group(row: BodyRow) -> int:
    """Return how deep a row that heads others stands."""
    order = row.numbering.strip("().: ")
    if re.fullmatch(r"[A-H]", order):
        return 0
    if ROMAN.fullmatch(order.upper()):
        return 1
    return 2 + order.count(".") if order else 9


def claim_groups(found: Walked, plan: Plan, groups: list[Group], places: PlaceIndex) -> None:
    """A district's row states the sum of the communes below it; alone, it only repeats sums kept elsewhere."""
    for group in groups:
        head, members = group.head, group.members
        for col in (*plan.quantities, *plan.totals):
            cell = head.cells.get(col)
            if cell is None:
                continue
            columns = (col,) if col in plan.quantities else plan.quantities
            cells = tuple((row.number, other) for row in members for other in columns if other in row.cells)
            if members:
                found.claims.append(Claim(cell=cell, options=(cells,), vote=f"group{head.number}"))
            else:
                district = places.find_district(without_numbering(head.label))
                found.unread[cell.row, cell.col] = Reason.DISTRICT_SUM
                found.districts.append((cell, district, accent_key(plan.columns[col].header)))


def district_in(grid: Grid, col: int, row: int, indexes: Indexes, memory: dict[int, str]) -> str:
    """Return the former district that a column names for a row; a blank repeats the one above."""
    text = grid.text(row, col)
    if text and not is_ditto(text):
        memory[col] = indexes.places.find_district(text)
    return memory.get(col, "")


def places_down(rows: Sequence[BodyRow], plan: Plan) -> list[str]:
    """Return what may name communes beside or above the rows of a list of items, each once."""
    if plan.place is not None:
        beside = (row.cells[plan.place].text for row in rows if plan.place in row.cells)
        return list(dict.fromkeys(beside))
    return list(dict.fromkeys(row.label for row in rows if row.label and not row.has_figures))
