"""Rows of which one column says what they tell: "Hiện có" and below it "Nhu cầu" of the same commune or thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import At, Draft, Walked
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.reasons import Reason

MOST_KINDS = 4
# No kinds of rows: these columns tell of each thing, whatever words they use.
_OF_THINGS = frozenset({Role.NOTE, Role.PHONE, Role.CONDITION, Role.UNIT, Role.DATE, Role.EXPIRY, Role.LOCATION, Role.ORDER, Role.YEAR})  # fmt: skip
_LEFT_OUT = {
    Role.NEED: Reason.NEED_NOT_STOCK,
    Role.PRICE: Reason.PRICE,
    Role.FLOW: Reason.NOT_STOCK_COLUMN,
    Role.PEOPLE: Reason.NOT_STOCK_COLUMN,
}
# A part of what there is, or the stock of some moment: left out beside rows of what there is now, else asked about.
_PARTS = {
    Role.GOOD: Reason.CONDITION_PART,
    Role.BROKEN: Reason.BROKEN_PART,
    Role.PERIOD: Reason.NOT_STOCK_COLUMN,
    Role.PHASE: Reason.NOT_STOCK_COLUMN,
}


def kinds_of_rows(rows: Sequence[BodyRow], plan: Plan) -> dict[int, str]:
    """Return number of a row -> what a column says it tells, where a few words of it come again and again; else none.

    Every row with figures has one of these words, and one of them or more is of something else than what there is.
    """
    figured = [row for row in rows if row.has_figures]
    data = [row for row in figured if row.kind is RowKind.DATA]
    used = {plan.label, plan.place, plan.order, plan.unit, *plan.quantities, *plan.totals}
    for col, column in plan.columns.items():
        if col in used or column.role in _OF_THINGS or column.figures >= FIGURE_SHARE:
            continue
        words: set[str] = set()
        for row in data:
            words.add(row.cells[col].text if col in row.cells else "")
            if len(words) > MOST_KINDS or "" in words:
                break  # of a long list most columns show so at once
        several = 2 <= len(words) <= MOST_KINDS and len(words) < len(data) and "" not in words
        if several and not {role_of(word) for word in words}.isdisjoint({*_LEFT_OUT, *_PARTS}):
            return {row.number: row.cells[col].text for row in figured if col in row.cells}
    return {}


def heed_row_kinds(walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> None:
    """Leave out the rows that tell of what is wanted, planned or priced; ask about parts where no row tells the whole.

    A sum of a table adds up the rows of its own kind, or those of what there is.
    """
    kinds = kinds_of_rows(rows, plan)
    if not kinds:
        return
    whole = any(role_of(word) is Role.QUANTITY for word in kinds.values())
    reasons = {number: reason for number, word in kinds.items() if (reason := _reason(word, whole=whole))}
    kept: list[Draft] = []
    for draft in walked.drafts:
        word = kinds.get(draft.cell.row, "")
        if draft.cell.row in reasons:
            walked.unread[draft.cell.row, draft.cell.col] = reasons[draft.cell.row]
        elif role_of(word) in _PARTS and not draft.unsure:
            kept.append(draft._replace(unsure=word))
        else:
            kept.append(draft)
    walked.drafts[:] = kept
    walked.claims[:] = [
        replace(
            claim, options=tuple(_alike(cells, claim.cell.row, kinds, reasons) for cells in claim.options)
        )
        for claim in walked.claims
    ]


def _reason(word: str, *, whole: bool) -> Reason | None:
    role = role_of(word)
    if role is None:
        return None
    return _LEFT_OUT.get(role) or (_PARTS.get(role) if whole else None)


def _alike(
    cells: tuple[At, ...], row: int, kinds: Mapping[int, str], reasons: Mapping[int, Reason]
) -> tuple[At, ...]:
    """Return the cells of rows of the same kind as a row of sums, or else of those that are not left out."""
    if row in kinds:
        return tuple(at for at in cells if kinds.get(at[0], kinds[row]) == kinds[row])
    return tuple(at for at in cells if at[0] not in reasons)
