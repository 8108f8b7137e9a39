"""Rows of forces that tell how many teams there are and how many people these are: the people are what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.rules.layout.body_row import BodyRow, RowKind, is_figure
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import Draft, Walked
from importers.rules.layout.grid import GridCell
from importers.rules.layout.teams import counts_members
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.texts.units import read_unit
from importers.rules.texts.words import fold_key

_FORCES = "LL-"
_TEAMS = frozenset(
    {"doi", "to", "tieu doi", "trung doi", "dai doi", "phan doi", "nhom", "khau doi", "tieu doan", "cum", "clb", "chi doan", "chi hoi"}
)  # fmt: skip
_PEOPLE = "người"
_THINGS = re.compile(r"\b(?:phuong tien|trang bi|thiet bi|vat tu|xe|tau|may)\b")  # "Quân số, phương tiện"


def heed_people(walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> Walked:
    """Take "Quân số" of the rows whose "Số lượng" counts teams, and ask which of the two it is where no unit says so.

    Of things it is their crew, and beside people it has to be the same number.
    """
    people = _people_column(plan)
    if people is None:
        return walked
    cells = {row.number: row.cells for row in rows if row.kind is RowKind.DATA}
    taken: set[tuple[int, int]] = set()
    for at, draft in enumerate(walked.drafts):
        beside = cells.get(draft.cell.row, {}).get(people)
        if beside is None or not is_figure(beside):
            continue
        found = people_of(draft, beside, _heads(plan, draft.cell.col, people))
        if found.cell is not draft.cell:
            walked.unread[draft.cell.row, draft.cell.col] = Reason.NOT_STOCK_COLUMN
            taken.add((beside.row, beside.col))
        walked.drafts[at] = found
    walked.claims[:] = [claim for claim in walked.claims if (claim.cell.row, claim.cell.col) not in taken]
    return walked


def count_as_people(walked: Walked, plan: Plan) -> None:
    """Say that forces are counted in people where their column does ("Số người") and nothing nearer states a unit.

    So are things below "Quân số", which are then asked about: "Trạm y tế", 7 are its staff, "Ca nô", 5 its crew.
    """
    cols = {col for col in plan.quantities if counts_members(plan.columns[col])}
    mixed = {col for col in cols if _THINGS.search(fold_key(plan.columns[col].leaf))}
    if cols:
        walked.drafts[:] = [
            draft._replace(unit=_PEOPLE)
            if draft.cell.col in cols
            and not draft.unit
            and (draft.cell.col not in mixed or str(draft.item.code).startswith(_FORCES))
            else draft
            for draft in walked.drafts
        ]


def people_of(draft: Draft, beside: GridCell, said: str) -> Draft:
    """Return the draft of a force with the figure that counts its people; `said` are both headers, to be asked about."""
    teams = fold_key(draft.unit) in _TEAMS
    force = str(draft.item.code).startswith(_FORCES)
    if not (force or (teams and draft.item.code is None)) or draft.cell.text == beside.text:
        return draft
    if draft.unit and not teams:
        counted = read_unit(draft.unit) == read_unit(_PEOPLE)
        return draft._replace(unsure=said) if counted and not draft.unsure else draft
    unsure = draft.unsure or ("" if teams else said)
    return draft._replace(cell=beside, unit=_PEOPLE, unsure=unsure)


def _heads(plan: Plan, quantity: int, people: int) -> str:
    return f"{plan.columns[quantity].leaf} / {plan.columns[people].leaf}"


def _people_column(plan: Plan) -> int | None:
    """Return the one column that counts people beside one of quantities that does not, else None."""
    if len(plan.quantities) != 1 or counts_members(plan.columns[plan.quantities[0]]):
        return None
    found = [
        col
        for col, column in plan.columns.items()
        if col not in plan.quantities
        and column.role in {Role.STRENGTH, Role.TOTAL}
        and counts_members(column)
    ]
    return found[0] if len(found) == 1 else None
