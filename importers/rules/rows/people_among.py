"""People told of as some of others ("Trong đó: lái xe, thợ điện" beside "Đội xung kích"): asked about, unless they divide these."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column, Plan
from importers.rules.layout.drafts import Walked
from importers.rules.layout.evidence import counts_people
from importers.rules.layout.grid import GridCell
from importers.rules.layout.teams import counts_members
from importers.rules.names.vocabulary import Role
from importers.rules.rows.walk_places import is_places_down
from importers.rules.texts.words import fold_key

_OF_WHICH = re.compile(r"(?:trong do|chia ra|bao gom|gom)\b")
_FORCES = "LL-"


def ask_people_among(walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> None:
    """Ask about forces below "Trong đó" whose figures do not come to the people counted left of them: one man is no two."""
    if not is_places_down(plan.layout):
        return
    lines = [row for row in rows if row.kind is RowKind.DATA]
    asked = {
        col: plan.columns[col].header
        for whole, parts in _among(plan).items()
        if not (_divided(lines, whole, parts) or _divided(lines, whole, _below(plan, parts[0])))
        for col in parts
    }
    if asked:
        walked.ask(lambda draft: asked.get(draft.cell.col))


def _among(plan: Plan) -> dict[int, tuple[int, ...]]:
    """Return by column of people the forces below a heading "Trong đó" that follow it."""
    found: dict[int, list[int]] = {}
    for col in plan.quantities:
        column = plan.columns[col]
        if len(column.path) < 2 or not _OF_WHICH.match(fold_key(column.path[-2])) or not _is_force(column):
            continue
        left = max(
            (
                other
                for other in plan.columns
                if other < col and plan.columns[other].path[:-1] != column.path[:-1]
            ),
            default=None,
        )
        if left is not None and _counts_all(plan.columns[left]):
            found.setdefault(left, []).append(col)
    return {whole: tuple(parts) for whole, parts in found.items()}


def _below(plan: Plan, part: int) -> tuple[int, ...]:
    """Return the columns of figures below the heading that one stands below."""
    above = plan.columns[part].path[:-1]
    return tuple(
        col
        for col, column in plan.columns.items()
        if column.path[:-1] == above and column.figures >= FIGURE_SHARE
    )


def _counts_all(column: Column) -> bool:
    people = _is_force(column) or counts_people(column) or counts_members(column)
    return people or column.role in {Role.STRENGTH, Role.TOTAL}


def _is_force(column: Column) -> bool:
    return column.item.certain and str(column.item.code).startswith(_FORCES)


def _divided(lines: Sequence[BodyRow], whole: int, parts: Sequence[int]) -> bool:
    """Return whether the parts come to the whole in most rows that tell of both, or a formula adds them up there."""
    told = [row.cells for row in lines if whole in row.cells and any(col in row.cells for col in parts)]
    agreed = sum(cells[whole].formula or cells[whole].exact == _sum(cells, parts) for cells in told)
    return agreed * 2 > len(told)


def _sum(cells: Mapping[int, GridCell], parts: Sequence[int]) -> Decimal:
    amounts = (cells[col].exact for col in parts if col in cells)
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
