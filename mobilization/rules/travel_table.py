"""Travel minutes between all places and those that need something, for many pairs at once."""

from __future__ import annotations

import hashlib
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mobilization.rules.ids import PlaceId
from mobilization.rules.minutes_table import MinutesTable
from mobilization.rules.problem import Problem
from mobilization.rules.travel import distances_km

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST_CELLS = 20_000_000  # place pairs kept as one table: 160 MB


class Roads:
    """Travel minutes and neighbourhood between the places that need something and all places."""

    def __init__(self, problem: Problem) -> None:
        self.travel = problem.travel
        self.number: dict[PlaceId, int] = {place.id: n for n, place in enumerate(problem.places)}
        self.lat = np.array([place.lat for place in problem.places], float)
        self.lon = np.array([place.lon for place in problem.places], float)
        ends = sorted({self.number[need.place] for need in problem.needs})
        self.row = np.full(len(problem.places), -1)
        self.row[ends] = np.arange(len(ends))
        self.ends = np.array(ends, np.int64)
        self.near = np.zeros((len(ends), len(problem.places)), bool)
        for row, end in enumerate(ends):
            self.near[row, [self.number[other] for other in problem.places[end].neighbours]] = True
        self.given = self._given(problem)
        self._complete = self.given is not None and not np.isnan(self.given).any()
        few = not self._complete and self.near.size <= MOST_CELLS
        self._km = self._kilometres(self.ends, None) if few else None
        self._ways: dict[PlaceId, bytes] = {}

    @cached_property
    def land(self) -> bytes:
        """Return a digest of the places and how one travels between them."""
        ids = repr((self.travel, *self.number)).encode()
        return hashlib.sha256(ids + self.lat.tobytes() + self.lon.tobytes()).digest()

    def ways_to(self, end: PlaceId) -> bytes:
        """Return a digest of what is said of the ways to a place, beside what `land` says of all places."""
        if end not in self._ways:
            row = int(self.row[self.number[end]])
            given = b"" if self.given is None else self.given[row].tobytes()
            self._ways[end] = hashlib.sha256(self.near[row].tobytes() + given).digest()
        return self._ways[end]

    def _given(self, problem: Problem) -> Floats | None:
        """Return the given minutes, NaN where nothing is given and infinity where there is no way; none at home."""
        if not problem.minutes:
            return None
        table = np.full(self.near.shape, np.nan)
        if isinstance(problem.minutes, MinutesTable):
            given = problem.minutes
            rows = self.row[[self.number[end] for end in given.ends]]
            wanted = np.flatnonzero(rows >= 0)
            columns = np.array([self.number[start] for start in given.starts], np.int64)
            table[rows[wanted][:, None], columns] = given.table[wanted]
        else:
            starts, ends, minutes = zip(*problem.minutes, strict=True)
            rows = self.row[[self.number[end] for end in ends]]
            wanted = np.flatnonzero(rows >= 0)
            columns = np.array([self.number[start] for start in starts], np.int64)
            values = np.array([np.inf if value is None else value for value in minutes], float)
            table[rows[wanted], columns[wanted]] = values[wanted]
        table[np.arange(len(self.ends)), self.ends] = 0
        return table

    def _kilometres(self, ends: Ints, starts: Ints | None) -> Floats:
        lat, lon = (self.lat, self.lon) if starts is None else (self.lat[starts], self.lon[starts])
        return distances_km(self.lat[ends], self.lon[ends], lat, lon) * self.travel.detour

    def minutes(self, ends: Ints, starts: Ints, speeds_kmh: Floats) -> Floats:
        """Return minutes on the road, a row for each need's place and a column for each stock; inf: no way."""
        rows = self.row[ends]
        if self._complete and self.given is not None:
            given: Floats = self.given[rows[:, None], starts]
            return given
        km = self._kilometres(ends, starts) if self._km is None else self._km[rows][:, starts]
        minutes = km / speeds_kmh * 60
        if self.given is not None:
            told = self.given[rows[:, None], starts]
            minutes = np.where(np.isnan(told), minutes, told)
        return minutes
