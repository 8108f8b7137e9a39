"""Totals as checksums: which cells a total adds up, and whether it does."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from core.excel.book import address
from importers.rules.layout.bodies import listed_rows
from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.drafts import At, Claim, Draft, Walked
from importers.rules.layout.grid import GridCell
from importers.rules.layout.sum_columns import parts_of
from importers.rules.names.vocabulary import Role, is_carried
from importers.rules.results import Check
from importers.rules.texts.numbers import Convention, FigureKind, read_figure
from importers.rules.texts.words import fold_key

# Figures that are not imported but may be summed all the same.
_SUMMED = frozenset(
    {
        None,
        Role.GOOD,
        Role.BROKEN,
        Role.NEED,
        Role.PERIOD,
        Role.PHASE,
        Role.GENDER,
        Role.PEOPLE,
        Role.STRENGTH,
        Role.QUANTITY,
        Role.PRICE,
    }
)
_HELD = re.compile(
    r"\b(?:suc chua|tiep nhan|so (?:hoc sinh|phong|giuong|lop|thon|xa|to dan pho|tdp)|dien tich)\b"
)
_CAME_AND_WENT = re.compile(r"\b(?:dau ky|dau nam|nhap|xuat|cap|phat|tang|giam|tieu hao|su dung)\b")
MOST_MEMBERS = (
    300_000  # of the sums of one table: each total adding up all rows above it would grow without bound
)
TOLERANCE = Decimal("0.005")  # stated sums of decimals are rounded


def members_of_total(plan: Plan, total: int) -> tuple[tuple[int, ...], ...]:
    """Return the columns a total column may add: those under its own group, however deep, those since the last total, all."""
    if total in plan.sums:
        return (plan.sums[total],)
    path = plan.columns[total].path
    parts = tuple(col for col in parts_of(plan.columns, total) if col in plan.quantities)
    group = tuple(
        col for col in plan.quantities if len(path) > 1 and plan.columns[col].path[:-1] == path[:-1]
    )
    deeper = tuple(
        col
        for col in plan.quantities
        if len(path) > 1 and plan.columns[col].path[: len(path) - 1] == path[:-1]
    )
    before = [col for col in plan.totals if col < total and col not in plan.sums]
    since = tuple(col for col in plan.quantities if (before[-1] if before else 0) < col < total)
    after = tuple(col for col in plan.quantities if col > total)
    strength = tuple(
        col
        for col, column in plan.columns.items()
        if col < total and (column.role is Role.STRENGTH or col in plan.quantities)
    )
    if plan.layout is Layout.AGREEMENT:
        return (strength, plan.quantities)
    options = (parts, group, deeper, since, plan.quantities, after if not since else ())
    with_broken = (tuple(sorted({*option, *_broken_of(plan, option)})) for option in options)
    # "Kho tỉnh" among the communes, or before them, is none of them, but part of the sum of the row.
    first = since[0] if since else total
    while _may_be_summed(plan, first - 1):
        first -= 1
    beside = tuple(
        col
        for col in plan.columns
        if col in since or (since and first <= col < total and _may_be_summed(plan, col))
    )
    return tuple(dict.fromkeys(option for option in (*options, *with_broken, beside) if option)) or ((),)


def _may_be_summed(plan: Plan, col: int) -> bool:
    column = plan.columns.get(col)
    own = col in {plan.label, plan.order, plan.unit, plan.place, *plan.totals}
    return column is not None and not own and column.role is None and column.figures >= FIGURE_SHARE


def _broken_of(plan: Plan, quantities: Sequence[int]) -> tuple[int, ...]:
    """Return the columns of broken ones beside columns of good ones: a total may add up both."""
    good = {plan.columns[col].path[:-1] for col in quantities if plan.columns[col].role is Role.GOOD}
    return tuple(
        col for col, column in plan.columns.items() if column.role is Role.BROKEN and column.path[:-1] in good
    )


def claim_total_rows(
    found: Walked, plan: Plan, totals: Sequence[BodyRow], leaves: Sequence[BodyRow], heads: Sequence[int] = ()
) -> None:
    """Add what the total rows of a table state: of all rows above them, or of those since the total or heading before.

    `leaves` and `heads` (the numbers of the rows that head others) are in their order. In a table of very many totals
    only the first ones and the last may be sums of all rows above them. What a page carries over from the one before counts
    with the rows below it.
    """
    numbers = [row.number for row in leaves]
    carried = [row for row in totals if is_carried(row.label) and row.number < (numbers or [0])[0]]
    found.carried.extend(cell for row in carried for cell in row.cells.values())
    totals = [row for row in totals if row not in carried]
    start, left = 0, MOST_MEMBERS
    for total in totals:
        end = bisect_left(numbers, total.number) or len(leaves)
        section = leaves[bisect_right(numbers, start, hi=end) : end]
        before = bisect_left(heads, total.number)
        head = max(start, heads[before - 1]) if before else start
        spans = [section, [row for row in section if row.number > head]]
        if left > 0 or total is totals[-1]:
            spans.insert(0, [*carried, *leaves[:end]])
        if listed := listed_rows(total.label):
            last = {row.order.strip("()."): row for row in leaves[:end]}  # groups begin to count anew
            spans = [[last[order] for order in listed if order in last]]
        for cell in total.cells.values():
            members = _members_of_cell(plan, cell.col)
            options = tuple(
                tuple((row.number, col) for row in rows for col in cols if col in row.cells)
                for cols in members
                for rows in spans
            )
            left -= sum(map(len, options))
            if any(options):
                # Of a column of totals other columns may be meant too, of any other only the rows are open.
                vote = f"row{total.number}{f' column{cell.col}' if cell.col in plan.totals else ''}"
                found.claims.append(Claim(cell=cell, options=tuple(dict.fromkeys(options)), vote=vote))
            else:
                found.labels.add((cell.row, cell.col))
        start = total.number


def claim_carried(
    carried: Sequence[GridCell], drafts: Sequence[Draft], heads: Sequence[int]
) -> Iterator[Claim]:
    """Yield what the first rows of a page state: the sums of all figures above it, or of those since a header before."""
    for cell in carried:
        above = [at for draft in drafts if (at := (draft.cell.row, draft.cell.col))[1] == cell.col]
        if not above:
            continue  # the page before is not in the file: nothing is known of its sum
        starts = [0, *sorted({row for row in heads if row < cell.row})[:-1]]
        options = (tuple(at for at in above if at[0] > start) for start in starts)
        yield Claim(cell=cell, options=tuple(dict.fromkeys(options)), vote=f"row{cell.row}")


def _members_of_cell(plan: Plan, col: int) -> tuple[tuple[int, ...], ...]:
    if col in plan.totals:
        return members_of_total(plan, col)
    column = plan.columns.get(col)
    if col in plan.quantities:
        return ((col,),)
    summed = column is not None and column.figures >= 0.5 and (column.role in _SUMMED or _holds(column))
    return ((col,),) if summed and col not in {plan.label, plan.order, plan.place} else ()


def _holds(column: Column) -> bool:
    """Return whether a column says how much each facility holds, or how many came and went, which a total may add up.

    Of loads, sizes and shares in per cent none is.
    """
    plain = fold_key(column.leaf)
    if column.role is Role.FLOW and _CAME_AND_WENT.search(plain):
        return "%" not in column.leaf
    return column.role in {Role.CAPACITY, Role.FLOW} and _HELD.search(plain) is not None


def check_totals(
    sheet: str, claims: Sequence[Claim], amounts: Mapping[At, Decimal | None], convention: Convention
) -> list[Check]:
    """Return every claimed total compared with the sum of its cells.

    `amounts` holds each quantity cell in the sheet's own unit, None where it cannot be read. Where a total may be read
    in several ways, the totals of the same row or column vote.
    """
    votes: dict[str, Counter[int]] = {}
    for claim in claims:
        stated = _stated(claim, convention)
        counter = votes.setdefault(claim.vote, Counter())
        if stated is None:
            continue
        for number, cells in enumerate(claim.options):
            computed = sum_of(cells, amounts)
            counter[number] += computed is not None and bool(cells) and abs(computed - stated) <= TOLERANCE
    checks = []
    for claim in claims:
        counter = votes[claim.vote]
        chosen = (
            max(range(len(claim.options)), key=lambda number: (counter[number], -number))
            if claim.options
            else 0
        )
        checks.append(
            _check(sheet, claim, claim.options[chosen] if claim.options else (), amounts, convention)
        )
    return checks


def _check(
    sheet: str,
    claim: Claim,
    cells: tuple[At, ...],
    amounts: Mapping[At, Decimal | None],
    convention: Convention,
) -> Check:
    stated = _stated(claim, convention)
    computed = sum_of(cells, amounts)
    known = sum((amount for at in cells if (amount := amounts.get(at)) is not None), Decimal(0))
    ok = None if stated is None or computed is None else abs(stated - computed) <= TOLERANCE
    return Check(
        sheet=sheet,
        cell=claim.cell.address,
        stated=stated,
        computed=known,
        ok=ok,
        of=tuple(address(row, col) for row, col in cells),
    )


def sum_of(cells: tuple[At, ...], amounts: Mapping[At, Decimal | None]) -> Decimal | None:
    """Return the sum, or None where one of the cells cannot be read."""
    total = Decimal(0)
    for at in cells:
        amount = amounts.get(at)
        if amount is None:
            return None
        total += amount
    return total


def _stated(claim: Claim, convention: Convention) -> Decimal | None:
    figure = read_figure(claim.cell.value, formula=claim.cell.formula, convention=convention, counted=False)
    if figure is None:
        return None
    if figure.kind is FigureKind.AMBIGUOUS:
        return figure.readings[0]
    return figure.amount if figure.kind in {FigureKind.EXACT, FigureKind.NEGATIVE} else None
