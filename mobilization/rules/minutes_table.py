"""Given travel minutes as one table: a nation has a million and a half, too many to stand as rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mobilization.rules.problem import Minutes, PlaceId


class MinutesTable:
    """Minutes from places `starts` (columns) to places `ends` (rows): infinity where there is no way, NaN: not given."""

    def __init__(
        self, starts: Sequence[PlaceId], ends: Sequence[PlaceId], table: NDArray[np.float64]
    ) -> None:
        self.starts, self.ends, self.table = starts, ends, table


class _ByPair(Mapping[tuple[PlaceId, PlaceId], float | None]):
    """A table read pair by pair."""

    def __init__(self, minutes: MinutesTable) -> None:
        self._table = minutes.table
        self._rows = {end: row for row, end in enumerate(minutes.ends)}
        self._columns = {start: column for column, start in enumerate(minutes.starts)}

    def __getitem__(self, pair: tuple[PlaceId, PlaceId]) -> float | None:
        start, end = pair
        value = float(self._table[self._rows[end], self._columns[start]])
        if math.isnan(value):
            raise KeyError(pair)
        return None if math.isinf(value) else value

    def __iter__(self) -> Iterator[tuple[PlaceId, PlaceId]]:
        starts, ends = list(self._columns), list(self._rows)
        for row, column in np.argwhere(~np.isnan(self._table)).tolist():
            yield starts[column], ends[row]

    def __len__(self) -> int:
        return int(np.count_nonzero(~np.isnan(self._table)))


def by_pair(minutes: Sequence[Minutes] | MinutesTable) -> Mapping[tuple[PlaceId, PlaceId], float | None]:
    """Return the given minutes by (start, end), None where there is no way."""
    if isinstance(minutes, MinutesTable):
        return _ByPair(minutes)
    return {(row.start, row.end): row.minutes for row in minutes}
