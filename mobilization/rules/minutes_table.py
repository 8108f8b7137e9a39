"""Given travel minutes: row by row, or as one table (a nation has a million and a half, too many to stand as rows)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mobilization.rules.ids import PlaceId


class Minutes(NamedTuple):
    """Travel minutes from one place to another, in that direction only; None: no way through."""

    start: PlaceId
    end: PlaceId
    minutes: float | None


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
        self._read: dict[PlaceId, list[float]] = {}  # rows somebody asked for

    def __getitem__(self, pair: tuple[PlaceId, PlaceId]) -> float | None:
        start, end = pair
        row = self._read.get(end)
        if row is None:
            row = self._read[end] = self._table[self._rows[end]].tolist()
        value = row[self._columns[start]]
        if math.isnan(value):
            raise KeyError(pair)
        return None if value == math.inf else value

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
