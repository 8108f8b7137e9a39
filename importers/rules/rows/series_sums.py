"""Opposed or numbered columns that a sum stated beside them counts together: "Mới 20 | Cũ 30 | Cộng 50" in every row."""

from __future__ import annotations

from decimal import Decimal

from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import At, Walked
from importers.rules.layout.neighbour_sums import FEW_AGAINST_KIN

FEWEST_SUMS = 2  # of one row it may be so by chance


def summed_series(walked: Walked, plan: Plan) -> frozenset[int]:
    """Return the columns of series that a column of totals shows to be parts of one whole: then all of them are there."""
    runs: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for col in plan.quantities:
        column = plan.columns[col]
        if column.series:
            rest = tuple(text for text in column.path if text != column.series[0])
            runs.setdefault((rest, column.series[1:]), []).append(col)
    amounts = {(draft.cell.row, draft.cell.col): draft.cell.exact for draft in walked.drafts} if runs else {}
    stated = {(claim.cell.row, claim.cell.col): claim.cell.exact for claim in walked.claims} if runs else {}
    return frozenset(
        col
        for run in runs.values()
        if any(_is_sum(run, total, amounts, stated) for total in plan.totals)
        for col in run
    )


def _is_sum(
    run: list[int], total: int, amounts: dict[At, Decimal | None], stated: dict[At, Decimal | None]
) -> bool:
    """Return whether a column states what a run comes to, in two or more rows the sum of several, and in few another number.

    A wrong sum in one row of many is compared like any other; a row that states none, or has a part in words, tells nothing.
    """
    sums = against = 0
    for row in dict.fromkeys(row for row, col in amounts if col in run):
        said, parts = stated.get((row, total)), [amounts[row, col] for col in run if (row, col) in amounts]
        known = [part for part in parts if part is not None]
        if said is None or len(known) < len(parts):
            continue
        several = sum(map(bool, known)) > 1
        sums += several and said == sum(known)
        against += said != sum(known)
    return sums >= FEWEST_SUMS and against * FEW_AGAINST_KIN < sums
