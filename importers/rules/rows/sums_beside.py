"""Columns and rows that their figures show to be the sums of those beside them: compared, or asked about, and never taken as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.drafts import At, Claim, Draft, Walked
from importers.rules.layout.grid import GridCell
from importers.rules.layout.neighbour_sums import Sum, sums_among
from importers.rules.names.kin import Named, is_kin
from importers.rules.names.vocabulary import PRESENT, Role
from importers.rules.rows.walk_places import is_places_down
from importers.rules.texts.numbers import read_figure
from importers.rules.texts.words import fold_key

_BY_COLUMNS = frozenset({Layout.WIDE, Layout.AGREEMENT, Layout.HOLDERS, Layout.LIST})
MOST_SHOWN = 4


def heed_sum_columns(plan: Plan, rows: Sequence[BodyRow]) -> dict[int, str]:
    """Make totals of the columns that state the sums of others; return those to be asked about, with what to ask.

    Columns of keepers count one thing: there the figures alone decide. Of things the words or a formula must say so too.
    """
    _hold_to_sum(plan, rows)
    if plan.layout not in _BY_COLUMNS or len(plan.quantities) < 3:
        return {}
    data = [row for row in rows if row.kind is RowKind.DATA]
    lines = [{col: row.cells[col].exact for col in plan.quantities if col in row.cells} for row in data]
    formulas = {
        (number, col)
        for number, row in enumerate(data)
        for col in plan.quantities
        if col in row.cells and row.cells[col].formula
    }
    places = is_places_down(plan.layout)

    def kin(whole: int, parts: Sequence[int]) -> bool:
        return is_kin(_named_by(plan, whole), [_named_by(plan, part) for part in parts])

    found = sums_among(plan.quantities, lines, kin, formulas)
    for one in found:
        if one.sure or not places:
            plan.quantities = tuple(col for col in plan.quantities if col != one.whole)
            plan.totals = tuple(sorted((*plan.totals, one.whole)))
            plan.sums[one.whole] = one.parts
    return {
        one.whole: _said(plan.columns[one.whole].leaf, [plan.columns[col].leaf for col in one.parts])
        for one in found
        if one.whole not in plan.sums
    }


def _hold_to_sum(plan: Plan, rows: Sequence[BodyRow]) -> None:
    """Leave out what others keep beside "Hiện có" where "Cộng" does not count it: then it may be a part of what there is."""
    own = tuple(
        col
        for col in plan.quantities
        if plan.columns[col].role is Role.QUANTITY and PRESENT.search(fold_key(plan.columns[col].leaf))
    )
    if plan.layout is not Layout.HOLDERS or len(own) != 1 or not plan.totals or len(plan.quantities) < 2:
        return
    lines = [row.cells for row in rows if row.kind is RowKind.DATA]
    told = [cells for cells in lines if any(col in cells for col in set(plan.quantities) - set(own))]
    agreed = sum(any(_adds_up(cells, total, plan.quantities) for total in plan.totals) for cells in told)
    if agreed * 2 < max(len(told), 1):
        plan.layout, plan.quantities = Layout.LIST, own


def _adds_up(cells: Mapping[int, GridCell], total: int, parts: Sequence[int]) -> bool:
    figures = [_amount(cells[col]) for col in parts if col in cells]
    return total in cells and sum(figure or 0 for figure in figures) == _amount(cells[total])


def _amount(cell: GridCell) -> Decimal | None:
    figure = read_figure(cell.value, formula=cell.formula)
    return figure.amount if figure is not None else None


def ask_sum_columns(walked: Walked, asked: Mapping[int, str]) -> None:
    """Ask about the columns whose figures are those of others added, though no word says so."""
    if asked:
        walked.ask(lambda draft: asked.get(draft.cell.col))


def heed_sum_rows(walked: Walked, plan: Plan) -> None:
    """Compare the rows of things that state the sums of others of their commune with these, and ask where that is in doubt."""
    if is_places_down(plan.layout) or len(walked.drafts) < 3:
        return
    groups: dict[tuple[str, ...], dict[int, list[Draft]]] = {}
    for draft in walked.drafts:
        if not draft.single:
            groups.setdefault(_group_of(draft, plan), {}).setdefault(draft.cell.row, []).append(draft)
    for by_row in groups.values():
        if len(by_row) > 2:
            _heed_rows(walked, by_row)


def _heed_rows(walked: Walked, by_row: Mapping[int, Sequence[Draft]]) -> None:
    named = {row: Named(drafts[0].item_text, _code_of(drafts[0])) for row, drafts in by_row.items()}
    by_col: dict[int, dict[int, Decimal | None]] = {}
    formulas = set[At]()
    for row, drafts in by_row.items():
        for draft in drafts:
            by_col.setdefault(draft.cell.col, {})[row] = draft.cell.exact
    cols = list(by_col)
    for row, drafts in by_row.items():
        formulas.update((cols.index(draft.cell.col), row) for draft in drafts if draft.cell.formula)

    def kin(whole: int, parts: Sequence[int]) -> bool:
        own = named[whole]
        if own.code is not None and all(named[part].code == own.code for part in parts):
            return False  # of one type there is a rule of its own
        return is_kin(own, [named[part] for part in parts])

    found = sums_among(tuple(by_row), [by_col[col] for col in cols], kin, formulas)
    sure = {one.whole: one for one in found if one.sure}
    asked = {one.whole: _of_rows(one, named) for one in found if not one.sure}
    if sure or asked:
        _compare(walked, by_row, sure, asked)


def _compare(
    walked: Walked, by_row: Mapping[int, Sequence[Draft]], sure: Mapping[int, Sum], asked: Mapping[int, str]
) -> None:
    """Make checks of the rows that are sums, and leave them out of the other sums where these count them twice."""
    stated = {(row, draft.cell.col) for row in sure for draft in by_row[row]}
    walked.claims[:] = [_or_without(claim, stated) for claim in walked.claims]
    cells = {(row, draft.cell.col) for row, drafts in by_row.items() for draft in drafts}
    for row, one in sure.items():
        for draft in by_row[row]:
            parts = tuple((part, draft.cell.col) for part in one.parts if (part, draft.cell.col) in cells)
            walked.claims.append(Claim(cell=draft.cell, options=(parts,), vote=f"sum{row}"))
    own = {id(draft) for row in sure for draft in by_row[row]}
    of_asked = {id(draft): asked[row] for row in asked for draft in by_row[row]}
    walked.drafts[:] = [
        draft._replace(unsure=said, of_row=True)
        if (said := of_asked.get(id(draft), "")) and not draft.unsure
        else draft
        for draft in walked.drafts
        if id(draft) not in own
    ]


def _or_without(claim: Claim, stated: set[At]) -> Claim:
    """Return a total that may also add up its cells without those that state the sums of others."""
    if claim.cell.row in {row for row, _ in stated}:
        return claim
    without = tuple(tuple(at for at in cells if at not in stated) for cells in claim.options)
    options = tuple(dict.fromkeys((*without, *claim.options)))
    return replace(claim, options=options) if options != claim.options else claim


def _group_of(draft: Draft, plan: Plan) -> tuple[str, ...]:
    return "" if plan.layout is Layout.MATRIX else _place_of(draft), draft.group


def _place_of(draft: Draft) -> str:
    return str(draft.place.match.code or draft.place.text)


def _named_by(plan: Plan, col: int) -> Named:
    column = plan.columns[col]
    if not is_places_down(plan.layout):
        return Named(column.leaf)
    return Named(column.item_text or column.leaf, str(column.item.code) if column.item.certain else None)


def _code_of(draft: Draft) -> str | None:
    return str(draft.item.code) if draft.item.certain else None


def _of_rows(one: Sum, named: Mapping[int, Named]) -> str:
    return _said(named[one.whole].text, [named[part].text for part in one.parts])


def _said(whole: str, parts: Sequence[str]) -> str:
    return f"{whole} = {' + '.join(parts[:MOST_SHOWN])}{' + …' if len(parts) > MOST_SHOWN else ''}"
