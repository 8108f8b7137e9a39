"""Figures that no stated sum of theirs can hold: 3500 under "Gạo (tấn)" where the column comes to 13."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from importers.rules.layout.drafts import At, Claim, Walked

TIMES = 10  # a sum that forgot a row is smaller too; so much smaller is a figure of another unit


def ask_beyond_sums(walked: Walked) -> None:
    """Ask about the figures that are many times what the sum stated for them comes to, which adds up in no way then."""
    if not walked.claims:
        return
    amounts = {
        (draft.cell.row, draft.cell.col): amount
        for draft in walked.drafts
        if not draft.single and (amount := draft.cell.exact) is not None
    }
    largest = max(amounts.values(), default=Decimal(0))
    beyond: dict[At, str] = {}
    for claim in walked.claims:
        stated = claim.cell.exact
        if stated and 0 < TIMES * stated < largest:
            beyond.update(dict.fromkeys(beyond_sum(claim, stated, amounts), claim.cell.text))
    walked.ask_cells(beyond)


def beyond_sum(claim: Claim, stated: Decimal, amounts: Mapping[At, Decimal]) -> frozenset[At]:
    """Return the cells of a claimed sum that are each many times what it states, however it is read."""
    options = [cells for cells in claim.options if cells]
    if not options or not all(at in amounts for cells in options for at in cells):
        return frozenset()
    shared = frozenset.intersection(*map(frozenset, options))
    return frozenset(at for at in shared if amounts[at] > TIMES * stated)
