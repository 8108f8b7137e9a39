"""A sheet that sums up the other sheets of its file: its figures are theirs added, and would count twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.drafts import Draft, PlaceSource
from importers.rules.results import Check
from importers.rules.texts.numbers import read_figure

SAME_SHARE = 0.8
FEWEST = 3
_NONE = (Decimal(0), 0)
NOWHERE = ""  # in place of a commune, on a sheet that names none

Kind = tuple[str, str]
Stated = Mapping[Kind, tuple[Decimal, int]]


def stated_by(read: SheetRead) -> Stated:
    """Return what a sheet states of each type in each commune: the sum, and from how many cells."""
    found: dict[Kind, tuple[Decimal, int]] = {}
    nowhere = all(draft.place.source is PlaceSource.NONE for draft in read.drafts)
    for draft in read.drafts:
        if not ((draft.place.match.certain or nowhere) and draft.item.certain):
            continue
        amount = _amount(draft)
        if amount is None:
            continue
        kind = (NOWHERE if nowhere else str(draft.place.match.code), str(draft.item.code))
        before, parts = found.get(kind, (Decimal(0), 0))
        found[kind] = (before + amount, parts + 1)
    return found


def _amount(draft: Draft) -> Decimal | None:
    figure = read_figure(draft.cell.value, formula=draft.cell.formula)
    return Decimal(1) if draft.single else figure.amount if figure is not None else None


def compared(read: SheetRead, parts: Sequence[SheetRead]) -> list[Check]:
    """Return each figure of a sheet that sums up others beside what these come to."""
    own = stated_by(read)
    others = as_named_by(own, {part.name: stated_by(part) for part in parts})
    checks: list[Check] = []
    nowhere = any(place == NOWHERE for place, _ in own)
    for draft in read.drafts:
        kind = (NOWHERE if nowhere else str(draft.place.match.code), str(draft.item.code))
        if kind in own and (stated := _amount(draft)) is not None:
            computed = sum((theirs.get(kind, _NONE)[0] for theirs in others.values()), Decimal(0))
            checks.append(
                Check(
                    sheet=read.name,
                    cell=draft.cell.address,
                    stated=stated,
                    computed=computed,
                    ok=stated == computed,
                    of=(),
                )
            )
    return checks


def as_named_by(own: Stated, others: Mapping[str, Stated]) -> Mapping[str, Stated]:
    """Return what other sheets state as a sheet does: by type alone, where it names no commune and so may sum up all."""
    if any(place != NOWHERE for place, _ in own):
        return others
    found: dict[str, dict[Kind, tuple[Decimal, int]]] = {}
    for name, stated in others.items():
        sums = found.setdefault(name, {})
        for (_, code), (amount, parts) in stated.items():
            before, count = sums.get((NOWHERE, code), _NONE)
            sums[NOWHERE, code] = (before + amount, count + parts)
    return found


def sums_of_sheets(own: Stated, others: Mapping[str, Stated]) -> frozenset[str]:
    """Return the names of the sheets whose figures a sheet adds, none where it sums up no two.

    All that it states stands on others, nearly all are the others' sums, and half or more of two sheets or more.
    """
    if len(own) < FEWEST or any(parts > 1 for _, parts in own.values()):
        return frozenset()
    same = added = 0
    sheets: set[str] = set()
    for kind, (amount, _) in own.items():
        parts = {name: part for name, stated in others.items() if (part := stated.get(kind, _NONE)[0])}
        if amount and not parts:
            return frozenset()
        sheets |= parts.keys()
        same += amount == sum(parts.values())
        added += len(parts) > 1
    return frozenset(sheets if same >= SAME_SHARE * len(own) and 2 * added >= len(own) else ())


def sums_up_others(own: Stated, others: Mapping[str, Stated]) -> frozenset[str]:
    """Return the names of the sheets whose figures a sheet adds, none where it sums up none.

    It states each type of each commune once, all of them stand on the others, and nearly all are the others' sums: of
    several cells, or of several sheets.
    """
    if len(own) < FEWEST or any(parts > 1 for _, parts in own.values()):
        return frozenset()
    same = added = 0
    sheets: set[str] = set()
    for kind, (amount, _) in own.items():
        parts = {name: stated[kind] for name, stated in others.items() if kind in stated}
        if not parts:
            return frozenset()
        sheets |= parts.keys()
        same += amount == sum(part for part, _ in parts.values())
        added += sum(count for _, count in parts.values()) > 1
    if same < SAME_SHARE * len(own) or (2 * added < len(own) and len(sheets) < 2):
        return frozenset()
    return frozenset(sheets)
