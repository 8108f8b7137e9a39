"""What is marked on the cells themselves: struck through, or with a remark of the program's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from importers.rules.layout.drafts import REMARKS_BETWEEN, At, Claim, Draft, Walked
from importers.rules.names.vocabulary import Role

STRUCK = "chữ gạch ngang"


def heed_marks(walked: Walked, label: int | None, struck: Set[At], comments: Mapping[At, str]) -> None:
    """Let what is marked on the cells speak of the figures and totals of a table, whose names stand in the column `label`."""
    if struck or comments:
        walked.drafts[:] = with_marks(walked.drafts, label, struck, comments)
        asked = {(draft.cell.row, draft.cell.col) for draft in walked.drafts if draft.unsure == STRUCK}
        walked.claims[:] = without_struck(walked.claims, asked | struck)


def with_marks(
    drafts: Sequence[Draft], label: int | None, struck: Set[At], comments: Mapping[At, str]
) -> Iterator[Draft]:
    """Yield the drafts of a table with the remarks on their own cell and on the name of their row (the column `label`) as
    notes; those whose figure or name is struck through are asked about."""
    for draft in drafts:
        found = draft
        places = dict.fromkeys([(draft.cell.row, draft.cell.col), (draft.cell.row, label or 0)])
        if remarks := [comments[at] for at in places if at in comments]:
            note = REMARKS_BETWEEN.join(filter(None, (draft.texts.get(Role.NOTE, ""), *remarks)))
            found = found._replace(texts={**draft.texts, Role.NOTE: note})
        if not struck.isdisjoint(places) and not found.unsure:
            found = found._replace(unsure=STRUCK, of_row=True)
        yield found


def without_struck(claims: Sequence[Claim], struck: Set[At]) -> Iterator[Claim]:
    """Yield the totals, which may also be sums of what is not struck through."""
    for claim in claims:
        bare = (tuple(at for at in option if at not in struck) for option in claim.options)
        yield replace(claim, options=tuple(dict.fromkeys([*claim.options, *filter(None, bare)])))
