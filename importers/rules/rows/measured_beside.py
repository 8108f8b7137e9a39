"""Lists with "Số lượng" and "Khối lượng (m3)" beside one column of units: each row is counted by the one its unit is of."""

from __future__ import annotations

from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import Draft, Walked
from importers.rules.layout.measures import count_and_measure
from importers.rules.reasons import Reason
from importers.rules.texts.units import read_unit


def settle_measures(walked: Walked, plan: Plan) -> None:
    """Leave out how much the counted things of a row measure; ask where both figures may be what there is.

    "Rọ thép | cái | 80 | 160" are 80; "Đá hộc | m3 | | 120" are 120 m3; of "Đá hộc | m3 | 3 | 120" nobody knows the 3.
    """
    columns = count_and_measure(plan)
    if columns is None:
        return
    count, measure = columns
    unit = plan.columns[measure].unit
    rows: dict[int, dict[int, Draft]] = {}
    for draft in walked.drafts:
        rows.setdefault(draft.cell.row, {})[draft.cell.col] = draft
    kept: list[Draft] = []
    for draft in walked.drafts:
        beside = rows[draft.cell.row].get(measure if draft.cell.col == count else count)
        of_measure = read_unit(draft.unit) == read_unit(unit)
        if beside is not None and not of_measure and draft.cell.col == measure:
            walked.unread[draft.cell.row, draft.cell.col] = Reason.NOT_STOCK_COLUMN
        elif (of_measure and beside is not None) or (not of_measure and draft.cell.col == measure):
            kept.append(
                draft
                if draft.unsure
                else draft._replace(unsure=plan.columns[draft.cell.col].leaf, of_row=True)
            )
        else:
            kept.append(draft)
    walked.drafts[:] = kept
