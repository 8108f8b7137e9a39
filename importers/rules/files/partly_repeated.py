"""Rows of one sheet that repeat those of another: the same figures of the same commune, or their sums, or what it lists one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import NamedTuple

from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.drafts import Draft
from importers.rules.rows.scenarios import scenario_of

FEWEST = 3  # figures that are the same: of fewer it may be chance
# How unlikely that is, as a power of ten: figures of 9, 99 and 999 weigh 1, 2 and 3.
ENOUGH = 5.0
SAME_SHARE = 0.5  # of what both sheets count; where most differs they are of other things, or of another time

Kind = tuple[str, str]


class Told(NamedTuple):
    """What a sheet states of a type in a commune: the sum, from how many cells, and whether these are single things."""

    amount: Decimal
    cells: int = 1
    single: bool = False


def repeated_kinds(own: Mapping[Kind, Told], other: Mapping[Kind, Told], *, later: bool) -> frozenset[Kind]:
    """Return what one sheet states in one cell each as another does, or as the sum of several cells there.

    Of two sheets that state the same in one cell each it is the `later` one that repeats.
    """
    shared = [kind for kind, told in own.items() if kind in other and told.cells == 1 and not told.single]
    same = [kind for kind in shared if own[kind].amount == other[kind].amount]
    if len(same) < max(FEWEST, SAME_SHARE * len(shared)):
        return frozenset()
    summed = [kind for kind in same if other[kind].cells > 1]
    if all(other[kind].single for kind in same):
        return frozenset(same) if len(same) == len(shared) else frozenset()
    if not (later or 2 * len(summed) > len(same)):
        return frozenset()
    weight = sum(math.log10(1 + float(own[kind].amount)) for kind in same)
    return frozenset(same) if weight >= ENOUGH else frozenset()


def ask_counted_elsewhere(sheets: Sequence[SheetRead], left_out: Set[str]) -> None:
    """Ask about what stands on several sheets of those not `left_out`, in part or once for each scenario."""
    ask_partly_repeated(sheets, left_out)
    ask_scenarios(sheets, left_out)


def ask_partly_repeated(sheets: Sequence[SheetRead], left_out: Set[str]) -> None:
    """Ask about the rows of each sheet that repeat another sheet's, of those not `left_out`: one question for each two."""
    reads = [read for read in sheets if read.name not in left_out]
    told = [_told_by(read) for read in reads] if len(reads) > 1 else []
    for at, read in enumerate(reads[: len(told)]):
        for number, other in enumerate(reads):
            if number == at or not told[at] or not told[number]:
                continue
            kinds = repeated_kinds(told[at], told[number], later=number < at)
            if kinds:
                said = f"{read.name} = {other.name}"
                read.drafts[:] = [
                    draft._replace(unsure=said, of_row=True) if _kind_of(draft) in kinds else draft
                    for draft in read.drafts
                ]
                told[at] = {kind: one for kind, one in told[at].items() if kind not in kinds}


def ask_scenarios(sheets: Sequence[SheetRead], left_out: Set[str]) -> None:
    """Ask about the sheets of one form for several scenarios ("Bão cấp 10", "Siêu bão"): each counts the same men and things."""
    reads = [
        (read, said) for read in sheets if read.name not in left_out and (said := scenario_of(read.said))
    ]
    kinds = {read.name: {kind for kind, _ in _sure(read.drafts)} for read, _ in reads}
    asked = {
        read.name
        for read, said in reads
        if any(
            said != other_said and _alike(kinds[read.name], kinds[other.name]) for other, other_said in reads
        )
    }
    for read, said in reads:
        if read.name in asked:
            read.drafts[:] = [draft if draft.unsure else draft._replace(unsure=said) for draft in read.drafts]


def _alike(own: Set[Kind], other: Set[Kind]) -> bool:
    return len(own & other) >= max(FEWEST, SAME_SHARE * min(len(own), len(other)))


def _told_by(read: SheetRead) -> dict[Kind, Told]:
    found: dict[Kind, Told] = {}
    for kind, draft in _sure(read.drafts):
        amount = Decimal(1) if draft.single else draft.cell.exact
        if amount:
            before = found.get(kind, Told(Decimal(0), 0, draft.single))
            found[kind] = Told(before.amount + amount, before.cells + 1, before.single and draft.single)
    return found


def _sure(drafts: Sequence[Draft]) -> Iterator[tuple[Kind, Draft]]:
    for draft in drafts:
        kind = _kind_of(draft)
        if kind is not None:
            yield kind, draft


def _kind_of(draft: Draft) -> Kind | None:
    place, item = draft.place.match, draft.item
    if draft.unsure or not (place.certain and item.certain):
        return None
    return f"{place.code} {place.old_name}", str(item.code)
