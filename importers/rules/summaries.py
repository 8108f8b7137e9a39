"""A sheet that sums up the other sheets of its file: its figures are theirs added, and would count twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from importers.rules.numbers import read_figure
from importers.rules.sheets import SheetRead

SAME_SHARE = 0.8
FEWEST = 3
FIRST_SHEETS = 200  # each is compared with the sum of all others

Kind = tuple[str, str]


@dataclass(kw_only=True, slots=True)
class _Sum:
    """What sheets state of one type in one commune: the sum, from how many cells, on which sheets."""

    amount: Decimal = Decimal(0)
    parts: int = 0
    sheets: set[str] = field(default_factory=set)


def sums_up_others(read: SheetRead, others: Sequence[SheetRead]) -> str:
    """Return the name of a sheet whose figures a sheet adds to those of others, or "" where it sums up none.

    It states each type of each commune once, all of them stand on the others, and nearly all are the others' sums: of
    several cells, or of several sheets.
    """
    own = _stated([read])
    if len(own) < FEWEST or any(stated.parts > 1 for stated in own.values()) or len(others) > FIRST_SHEETS:
        return ""
    theirs = _stated(others)
    if not own.keys() <= theirs.keys():
        return ""
    same = sum(stated.amount == theirs[kind].amount for kind, stated in own.items())
    added = sum(theirs[kind].parts > 1 for kind in own)
    sheets = set().union(*(theirs[kind].sheets for kind in own))
    if same < SAME_SHARE * len(own) or (2 * added < len(own) and len(sheets) < 2):
        return ""
    return min(sheets, default="")


def _stated(reads: Iterable[SheetRead]) -> dict[Kind, _Sum]:
    found: dict[Kind, _Sum] = {}
    for read in reads:
        for draft in read.drafts:
            if not (draft.place.match.certain and draft.item.certain):
                continue
            figure = read_figure(draft.cell.value, formula=draft.cell.formula)
            amount = Decimal(1) if draft.single else figure.amount if figure is not None else None
            if amount is None:
                continue
            kind = (str(draft.place.match.code), str(draft.item.code))
            stated = found.setdefault(kind, _Sum())
            stated.amount += amount
            stated.parts += 1
            stated.sheets.add(read.name)
    return found
