"""Rows of a sheet that come one by one: their number is known beforehand, they are never held together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, overload

Row = TypeVar("Row")


class Flow(Sequence[Row]):
    """A sequence that is walked once, from its first row to its last."""

    def __init__(self, rows: Iterable[Row], count: int) -> None:
        self._rows = rows
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        raise IndexError("rows that flow are walked, not looked up")
