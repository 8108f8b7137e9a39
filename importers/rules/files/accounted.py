"""Every cell of a sheet in exactly one place: a row, a sum, a label, or left unread with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.drafts import Walked
from importers.rules.layout.headers import LONGEST_HEADING, Indexes
from importers.rules.layout.left_out import FIGURES, IN_WORDS, columns_of_words, is_fitting, reason_to_leave
from importers.rules.reasons import Reason
from importers.rules.texts.numbers import read_figure
from importers.rules.texts.units import is_unit

_STATED = re.compile(r"([^\d.;,]{2,40}?)\s*:?\s*(\d[\d.,]*)\s*([^\W\d]+)")

# A count, with its unit at most; no telephone, year or plate.
_SLIPPED = re.compile(r"(?!0\d{2})(?!(?:19|20)\d\d$)\d{1,4}(?:[.,]\d+)?(?: ?[^\W\d]{1,6})?")


def account_columns(read: SheetRead, walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> None:
    """Put every cell of the body in exactly one place: figures of other columns are unread with their reason."""
    taken = {(draft.cell.row, draft.cell.col) for draft in walked.drafts} | {
        (claim.cell.row, claim.cell.col) for claim in walked.claims
    }
    taken |= set(walked.unread)
    broken_used = {
        (draft.broken.row, draft.broken.col) for draft in walked.drafts if draft.broken is not None
    }
    words_only = columns_of_words(plan)
    blank = {row for (row, _), reason in walked.unread.items() if reason is Reason.NO_QUANTITY}
    for row in rows:
        for col, cell in row.cells.items():
            at = (cell.row, cell.col)
            if at in taken:
                continue
            column = plan.columns.get(col)
            in_words = col == plan.unit or (column is not None and column.role in IN_WORDS)
            if row.number in blank and in_words and _SLIPPED.fullmatch(cell.text):
                read.unread[at] = Reason.NO_QUANTITY  # "21" below the units, where the quantity is left blank
                continue
            if at in broken_used or (col in words_only and is_fitting(cell, column)):
                read.labels.add(at)
                continue
            reason = reason_to_leave(cell, column, plan)
            if reason is not None:
                read.unread[at] = reason
            else:
                read.labels.add(at)
    read.unread.update({at: reason for at, reason in walked.unread.items() if at not in read.labels})


def _states_stock(text: str, indexes: Indexes) -> bool:
    """Return whether a sentence outside the tables says how many of something there are ("Áo phao: 20 cái")."""
    if len(text) > LONGEST_HEADING * 2:
        return False
    return any(
        is_unit(found.group(3)) and indexes.items.match(found.group(1).strip(" :;,-+")).certain
        for found in _STATED.finditer(text)
    )


def account_outside(read: SheetRead, inside: set[int], indexes: Indexes) -> None:
    """Name the figures that stand beside, above and below the tables; on a sheet without a table, every cell."""
    bare = not read.layouts or set(read.layouts) == {Layout.NONE}
    known = (
        read.labels
        | set(read.unread)
        | {(draft.cell.row, draft.cell.col) for draft in read.drafts}
        | {(claim.cell.row, claim.cell.col) for claim in read.claims}
    )
    for at, cell in read.grid.cells.items():
        if at in known or not (cell.text or cell.formula):
            continue
        figure = read_figure(cell.value, formula=cell.formula)
        is_figure = figure is not None and figure.kind in FIGURES and not (figure.extra or figure.unit)
        if bare:
            read.unread[at] = Reason.NO_TABLE
        elif cell.row in inside or is_figure or _states_stock(cell.text, indexes):
            read.unread[at] = Reason.OUTSIDE_TABLE
