"""Tables printed in halves side by side: a sum below the right one may be that of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from importers.rules.layout.drafts import Claim, Draft
from importers.rules.names.series import Path

Paths = Mapping[int, Path]


def same_columns(own: Paths, left: Sequence[Paths]) -> dict[int, tuple[int, ...]]:
    """Return the columns of a table with those of the tables left of it that have the same header; none where headers differ."""
    headed = [{col: path for col, path in paths.items() if path} for paths in (own, *left)]
    if any(list(paths.values()) != list(headed[0].values()) for paths in headed):
        return {}
    return {col: tuple(list(paths)[place] for paths in headed[1:]) for place, col in enumerate(headed[0])}


def across_halves(
    claims: Sequence[Claim], drafts: Sequence[Draft], columns: Mapping[int, tuple[int, ...]]
) -> list[Claim]:
    """Return the sums of a table that goes on another one, each of which may also add up the same columns of that."""
    found = []
    for claim in claims:
        others = columns.get(claim.cell.col, ())
        more = tuple((draft.cell.row, draft.cell.col) for draft in drafts if draft.cell.col in others)
        whole = tuple((*cells, *more) for cells in claim.options if more)
        found.append(replace(claim, options=tuple(dict.fromkeys((*claim.options, *whole)))))
    return found
