"""Sums narrowed to words, a kind of holder or how long ago rows were checked, kept commune by commune for a day."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from core.db import from_thousandths
from inventory.queries.catalogue import TypeName
from inventory.queries.province import PlaceTotal, TypeTotal
from inventory.queries.tallies import (
    AGE,
    AGES,
    HOLDER,
    KIND,
    ON_HAND,
    PLACE,
    ROWS,
    TYPE,
    USABLE,
    Cells,
    place_key,
    read_cells,
)
from inventory.rules.listing import Age, Filter
from inventory.rules.stock import FRESH_DAYS
from inventory.services.kept import Kept, added_up, kept_or_read, made_once, replaced


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptCells:
    """The cells of every commune on a day, and how types, holders, their kinds and places are numbered in them."""

    today: date
    numbers: Mapping[str | int, int]
    kept: Kept[Cells]

    def within(self, of: Mapping[str, Cells], wanted: Filter) -> Iterator[tuple[str, Cells]]:
        """Yield of some communes the cells that a filter which `asks_cells` asks for."""
        in_types = self._among(self.numbers if wanted.types is None else wanted.types)
        matches = [
            (self._among(match.types), self._among(match.holders), self._among(map(place_key, match.places)))
            for match in wanted.matches
        ]
        for code, cells in of.items():
            if wanted.communes is None or code in wanted.communes:
                fits = in_types[cells[:, TYPE]]
                if wanted.holder_kind:
                    fits &= cells[:, KIND] == self.numbers.get(wanted.holder_kind, -1)
                if wanted.age:
                    fits &= cells[:, AGE] == AGES.index(Age(wanted.age))
                for types, holders, places in matches:
                    fits &= types[cells[:, TYPE]] | holders[cells[:, HOLDER]] | places[cells[:, PLACE]]
                if fits.any():
                    yield code, cells[fits]

    def _among(self, keys: Iterable[str | int]) -> NDArray[np.bool_]:
        """Return for each number whether it is that of one of these."""
        found = np.zeros(len(self.numbers), dtype=bool)
        found[[self.numbers[key] for key in keys if key in self.numbers]] = True
        return found


def cells_or_read(
    session: Session, held: KeptCells | None, *, marks: Mapping[str, str], today: date
) -> KeptCells:
    """Return the cells of now: only communes whose books moved on are read, all of them on another day.

    The numbers are added to in a copy: whoever looks at the older cells meanwhile finds them as they were.
    """
    if held is not None and held.today != today:
        held = None
    numbers = dict(held.numbers) if held else {}
    read = partial(read_cells, numbers=numbers, stale_before=today - timedelta(days=FRESH_DAYS), today=today)
    kept = kept_or_read(session, held.kept if held else None, marks=marks, read=read)
    if held is not None and kept is held.kept:
        return held
    return KeptCells(today=today, numbers=numbers, kept=kept)


def _key(what: str, wanted: Filter) -> tuple[Hashable, ...]:
    """Return what tells the table of a filter from others: where names are as they were, words mean what they meant."""
    words = tuple(match.word for match in wanted.matches)
    return what, wanted.types, wanted.communes, wanted.holder_kind, wanted.age, words


def type_totals(held: KeptCells, wanted: Filter, types: Mapping[str, TypeName]) -> list[TypeTotal]:
    """Return the sums of every type, as `list_totals` does, for a filter that `asks_cells`."""
    return list(made_once(held.kept, _key("types", wanted), types, lambda: _by_type(held, wanted, types)))


def _by_type(held: KeptCells, wanted: Filter, types: Mapping[str, TypeName]) -> list[TypeTotal]:
    def changed(table: Cells, of: Mapping[str, Cells], into: bool) -> Cells:
        sums = np.zeros((len(held.numbers), 1 + USABLE + 1 - ROWS), dtype=np.int64)
        for _commune, cells in held.within(of, wanted):
            first = np.flatnonzero(np.diff(cells[:, TYPE], prepend=-1))  # cells of one type stand together
            kinds = cells[first, TYPE]
            sums[kinds, 0] += 1  # communes
            sums[kinds, 1:] += np.add.reduceat(cells[:, ROWS:], first, axis=0)
        sums = sums if into else -sums
        sums[: len(table)] += table
        return sums

    empty = np.zeros((0, 1 + USABLE + 1 - ROWS), dtype=np.int64)
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
        rows, on_hand, usable = cells[:, [ROWS, ON_HAND, USABLE]].sum(axis=0).tolist()
        found[code] = PlaceTotal(code, rows, from_thousandths(on_hand), from_thousandths(usable))
    return found
