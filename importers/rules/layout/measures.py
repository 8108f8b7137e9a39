"""Two columns of quantities of which one counts and the other measures the same rows: "Số lượng | Khối lượng (m3)"."""

from __future__ import annotations

import re

from importers.rules.layout.columns import Layout, Plan
from importers.rules.names.vocabulary import Role
from importers.rules.texts.units import read_unit
from importers.rules.texts.words import fold_key

_MEASURE = re.compile(r"(?:khoi luong|kl|trong luong|the tich|dien tich|chieu dai|do dai)\b")
_MEASURED_IN = frozenset({"m3", "m2", "m", "kg", "tấn", "lít"})


def count_and_measure(plan: Plan) -> tuple[int, int] | None:
    """Return (the column that counts, the one that measures) of a list with units of its own, where those are its only quantities."""
    if plan.layout is not Layout.LIST or plan.unit is None or len(plan.quantities) != 2:
        return None
    columns = [plan.columns[col] for col in plan.quantities]
    if (
        any(column.role is not Role.QUANTITY for column in columns)
        or columns[0].path[:-1] != columns[1].path[:-1]
    ):
        return None
    measures = [
        column
        for column in columns
        if read_unit(column.unit) in _MEASURED_IN and _MEASURE.match(fold_key(column.leaf))
    ]
    counts = [column for column in columns if not column.unit and not _MEASURE.match(fold_key(column.leaf))]
    return (counts[0].number, measures[0].number) if len(counts) == len(measures) == 1 else None
