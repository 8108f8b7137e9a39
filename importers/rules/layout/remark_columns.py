"""The columns of words beside those that have a field of their own: what they say of a row is read as its note."""

from __future__ import annotations

from importers.rules.layout.columns import Plan
from importers.rules.names.vocabulary import Role

# Where a row of our own list of what was not taken comes from, and why: it says nothing of the things.
ORIGIN = ("Trang tính", "Ô", "Vướng mắc")
_MOSTLY = 0.5
_REMARKS = frozenset({None, Role.NOTE, Role.CONDITION})


def remark_columns(plan: Plan) -> tuple[int, ...]:
    """Return the columns in which words tell more of a row: a second one of notes ("Nguồn gốc" before "Ghi chú") or of the
    condition, one whose header nobody knows ("Chú ý", "Kết quả rà soát"), words of the contents right of the figures.
    """
    taken = {plan.order, plan.label, plan.unit, plan.place, plan.district}
    taken |= {*plan.quantities, *plan.totals, *plan.capacities, *plan.fields.values()}
    if {column.leaf for column in plan.columns.values()}.issuperset(ORIGIN):
        taken |= {col for col, column in plan.columns.items() if column.leaf in ORIGIN}
    behind = max((*plan.quantities, plan.label or 0))
    return tuple(
        col
        for col, column in plan.columns.items()
        if col not in taken
        and column.worded >= _MOSTLY
        and (column.role in _REMARKS or (column.role is Role.ITEM and col > behind))
        and not (column.is_place or column.places or column.villages or column.districts)
    )
