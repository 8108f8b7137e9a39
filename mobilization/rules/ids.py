"""The ids of a problem: whatever the caller uses, a table's number or a file's text."""

from __future__ import annotations

from typing import TypeAlias

PlaceId: TypeAlias = int | str
StockId: TypeAlias = int | str
NeedId: TypeAlias = int | str
TypeId: TypeAlias = int | str
CaseId: TypeAlias = int | str


def id_order(value: int | str) -> tuple[bool, int | str]:
    """Return the key of the order of ids: numbers before text where a file mixes them."""
    return isinstance(value, str), value
