"""What the sheets of a file give together, and the sums that one states of others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal

from importers.rules.files.repeats import Repeat
from importers.rules.files.sheet_read import SheetRead
from importers.rules.files.summaries import compared
from importers.rules.layout.drafts import At
from importers.rules.layout.totals import TOLERANCE
from importers.rules.results import Check, Row, SheetResult, Unread
from importers.rules.texts.numbers import read_figure
from importers.rules.texts.words import accent_key


@dataclass(kw_only=True, slots=True)
class Gathered:
    """What the sheets have given so far."""

    rows: list[Row] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    labelled: dict[str, set[At]] = field(default_factory=dict)
    sheets: list[SheetResult] = field(default_factory=list)
    amounts: dict[str, dict[At, Decimal | None]] = field(default_factory=dict)


def check_sums_of_sheets(
    reads: Sequence[SheetRead], repeats: Mapping[str, Repeat], left_out: Set[str], found: Gathered
) -> None:
    """Compare what sheets state of others: sums of districts, and whole sheets that sum up others."""
    _check_districts(reads, found)
    _check_summaries(reads, repeats, left_out, found)


def _check_districts(reads: Sequence[SheetRead], found: Gathered) -> None:
    """Compare the sums of districts on a summary sheet with the sheets of those districts, where they are in the file."""
    skipped = {sheet.name for sheet in found.sheets if sheet.decision == "skipped"}
    checked: set[tuple[str, str]] = set()
    for read in reads:
        for cell, district, header in read.districts:
            source = next(
                (
                    other
                    for other in reads
                    if other is not read and other.heading.district == district and other.name not in skipped
                ),
                None,
            )
            if source is None or not district:
                continue
            drafts = [
                draft for draft in source.drafts if draft.item_text and _same_header(draft.item_text, header)
            ]
            parts = [found.amounts[source.name].get((draft.cell.row, draft.cell.col)) for draft in drafts]
            stated = read_figure(cell.value, formula=cell.formula)
            if not parts or stated is None or stated.amount is None:
                continue
            computed = sum((part for part in parts if part is not None), Decimal(0))
            ok = None if any(part is None for part in parts) else abs(computed - stated.amount) <= TOLERANCE
            found.checks.append(
                Check(
                    sheet=read.name,
                    cell=cell.address,
                    stated=stated.amount,
                    computed=computed,
                    ok=ok,
                    of=tuple(draft.cell.address for draft in drafts),
                )
            )
            checked.add((read.name, cell.address))
    found.unread[:] = [cell for cell in found.unread if (cell.sheet, cell.cell) not in checked]


def _check_summaries(
    reads: Sequence[SheetRead], repeats: Mapping[str, Repeat], left_out: Set[str], found: Gathered
) -> None:
    """Compare the figures of sheets that sum up others with these, where they are left out."""
    for read in reads:
        repeat = repeats.get(read.name)
        if repeat is None or not repeat.parts or read.name not in left_out:
            continue
        checks = compared(read, [part for part in reads if part.name in repeat.parts])
        cells = {check.cell for check in checks}
        found.checks.extend(checks)
        found.unread[:] = [cell for cell in found.unread if cell.sheet != read.name or cell.cell not in cells]


def _same_header(item_text: str, header: str) -> bool:
    small = accent_key(re.sub(r"\([^()]*\)", "", item_text))
    return bool(small) and small in header
