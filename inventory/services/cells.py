"""Sums narrowed to words, a kind of holder or how long ago rows were checked, kept commune by commune."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from core.db import from_thousandths
from core.values import frozen
from inventory.queries.catalogue import TypeName
from inventory.queries.province import PlaceTotal, TypeTotal
from inventory.queries.tallies import (
    AWAY,
    BROKEN,
    CHECKED,
    EXPIRES,
    HOLDER,
    KIND,
    NEVER,
    ON_HAND,
    PLACE,
    ROWS,
    TYPE,
    Cells,
    place_key,
    read_cells,
)
from inventory.rules.listing import Age, Filter
from inventory.services.kept import Kept, added_up, kept_or_read, made_once, replaced

COLUMNS = (
    1 + (BROKEN + 1 - ROWS) + 1
)  # of the sums by type: communes, then those of the cells, then what is usable


@frozen
class KeptCells:
    """The cells of every commune, and how types, holders, their kinds and places are numbered in them.

    They say on which days rows were checked and expire: what is stale or usable on a day is told when they are looked at.
    """

    numbers: Mapping[str | int, int]
    kept: Kept[Cells]

    def within(self, of: Mapping[str, Cells], wanted: Filter) -> Iterator[tuple[str, Cells]]:
        """Yield of some communes the cells that a filter which `asks_cells` asks for."""
        in_types = self._among(self.numbers if wanted.types is None else wanted.types)
        matches = [
            (
                match.called,
                self._among(match.types),
                self._among(match.holders),
                self._among(map(place_key, match.places)),
            )
            for match in wanted.matches
        ]
        for code, cells in of.items():
            if wanted.communes is None or code in wanted.communes:
                fits = in_types[cells[:, TYPE]]
                if wanted.holder_kind:
                    fits &= cells[:, KIND] == self.numbers.get(wanted.holder_kind, -1)
                if wanted.age:
                    fits &= _of_age(cells[:, CHECKED], Age(wanted.age), wanted.stale_before)
                for called, types, holders, places in matches:
                    if code in called:
                        continue
                    fits &= types[cells[:, TYPE]] | holders[cells[:, HOLDER]] | places[cells[:, PLACE]]
                if fits.any():
                    yield code, cells[fits]

    def _among(self, keys: Iterable[str | int]) -> NDArray[np.bool_]:
        """Return for each number whether it is that of one of these."""
        found = np.zeros(len(self.numbers), dtype=bool)
        found[[self.numbers[key] for key in keys if key in self.numbers]] = True
        return found


def _of_age(checked: Cells, age: Age, stale_before: date) -> NDArray[np.bool_]:
    never: NDArray[np.bool_] = checked == NEVER
    fresh: NDArray[np.bool_] = checked >= stale_before.toordinal()
    return {Age.NEVER: never, Age.FRESH: fresh, Age.STALE: ~(never | fresh)}[age]


def _sums(cells: Cells, today: date) -> Cells:
    """Return of cells how many rows, the sums, and last what is usable on a day."""
    whole = cells[:, ON_HAND] - cells[:, BROKEN] - cells[:, AWAY]
    past = (cells[:, EXPIRES] != NEVER) & (cells[:, EXPIRES] < today.toordinal())
    return np.column_stack((cells[:, ROWS:], np.where(past, 0, whole)))


def cells_or_read(session: Session, held: KeptCells | None, *, marks: Mapping[str, str]) -> KeptCells:
    """Return the cells of now: only communes whose books moved on are read.

    The numbers are added to in a copy: whoever looks at the older cells meanwhile finds them as they were.
    """
    numbers = dict(held.numbers) if held else {}
    read = partial(read_cells, numbers=numbers)
    kept = kept_or_read(session, held.kept if held else None, marks=marks, read=read)
    if held is not None and kept is held.kept:
        return held
    return KeptCells(numbers=numbers, kept=kept)


def _key(what: str, wanted: Filter) -> tuple[Hashable, ...]:
    """Return what tells the table of a filter from others: where names are as they were, words mean what they meant."""
    words = tuple(match.word for match in wanted.matches)
    days = wanted.today, wanted.stale_before
    return what, wanted.types, wanted.communes, wanted.holder_kind, wanted.age, words, days


def type_totals(held: KeptCells, wanted: Filter, types: Mapping[str, TypeName]) -> list[TypeTotal]:
    """Return the sums of every type, as `list_totals` does, for a filter that `asks_cells`."""
    return list(made_once(held.kept, _key("types", wanted), types, lambda: _by_type(held, wanted, types)))


def _by_type(held: KeptCells, wanted: Filter, types: Mapping[str, TypeName]) -> list[TypeTotal]:
    def changed(table: Cells, of: Mapping[str, Cells], into: bool) -> Cells:
        sums = np.zeros((len(held.numbers), COLUMNS), dtype=np.int64)
        for _commune, cells in held.within(of, wanted):
            first = np.flatnonzero(np.diff(cells[:, TYPE], prepend=-1))  # cells of one type stand together
            kinds = cells[first, TYPE]
            sums[kinds, 0] += 1  # communes
            sums[kinds, 1:] += np.add.reduceat(_sums(cells, wanted.today), first, axis=0)
        sums = sums if into else -sums
        sums[: len(table)] += table
        return sums

    empty = np.zeros((0, COLUMNS), dtype=np.int64)
    table = added_up(held.kept, _key("types", wanted), types, empty=empty, adds=changed)
    met = [code for code in types if code in held.numbers and table[held.numbers[code], 0]]
    totals = []
    for code in sorted(met, key=lambda code: (types[code].alphabet_no, code)):
        communes, rows, *quantities = table[held.numbers[code]].tolist()
        totals.append(TypeTotal(code, rows, communes, *map(from_thousandths, quantities)))
    return totals


def place_totals(held: KeptCells, wanted: Filter) -> dict[str, PlaceTotal]:
    """Return each commune's sums, as `list_place_totals` does, for a filter that `asks_cells`."""

    def changed(table: dict[str, PlaceTotal], of: Mapping[str, Cells], into: bool) -> dict[str, PlaceTotal]:
        return replaced(table, of, _by_place(held, of, wanted) if into else {})

    table = added_up(held.kept, _key("places", wanted), None, empty=dict[str, PlaceTotal](), adds=changed)
    return dict(table)


def _by_place(held: KeptCells, of: Mapping[str, Cells], wanted: Filter) -> dict[str, PlaceTotal]:
    found = {}
    for code, cells in held.within(of, wanted):
        rows, on_hand, *_others, usable = _sums(cells, wanted.today).sum(axis=0).tolist()
        found[code] = PlaceTotal(code, rows, from_thousandths(on_hand), from_thousandths(usable))
    return found
