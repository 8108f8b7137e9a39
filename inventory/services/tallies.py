"""The sums over the province as last added up; a look adds up only the communes whose books moved on since.

On another day what became stale or expired since is put to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from operator import add, sub
from typing import Any

from sqlalchemy.orm import Session

from core.values import frozen
from inventory.queries.catalogue import TypeName
from inventory.queries.pillars import PillarSummary
from inventory.queries.province import PlaceTotal, TypeTotal
from inventory.queries.tallies import Tally, Turned, read_tallies, read_turned
from inventory.rules.listing import Filter
from inventory.rules.stock import FRESH_DAYS, ZERO
from inventory.services.kept import Kept, added_up, kept_or_read, made_once, moved_on, replaced

ByCommune = Mapping[str, Sequence[Tally]]
Sums = tuple[Any, ...]  # rows, communes, on hand, reserved, away, broken, usable
NOTHING: Sums = (0, 0, ZERO, ZERO, ZERO, ZERO, ZERO)


@frozen
class Tallies:
    """The sums of the communes looked at on a day."""

    today: date
    kept: Kept[Sequence[Tally]]


def _within(of: ByCommune, wanted: Filter) -> Iterator[Tally]:
    """Yield the sums of the communes and types a filter asks for."""
    for code, tallies in of.items():
        if wanted.communes is None or code in wanted.communes:
            yield from (one for one in tallies if wanted.types is None or one.type_code in wanted.types)


def tallies_or_read(
    session: Session, held: Tallies | None, *, marks: Mapping[str, str], today: date
) -> Tallies:
    """Return the sums of now for the communes of `marks`: those whose books moved on are added up anew.

    `marks` were taken before the sums: a change in between is seen at the next look.
    """
    if held is not None and held.today != today:
        held = _turned(session, held, today) if held.today < today else None
    stale_before = today - timedelta(days=FRESH_DAYS)

    def read(session: Session, communes: Collection[str] | None) -> Mapping[str, Sequence[Tally]]:
        found = read_tallies(session, communes, stale_before=stale_before, today=today)
        return {code: tuple(group) for code, group in groupby(found, key=lambda one: one.commune_code)}

    kept = kept_or_read(session, held.kept if held else None, marks=marks, read=read)
    if held is not None and kept is held.kept:
        return held
    return Tallies(today=today, kept=kept)


def _turned(session: Session, held: Tallies, today: date) -> Tallies:
    """Return the sums on a later day: all that another day changes of them is what became stale or expired by then."""
    turned = read_turned(session, since=held.today, today=today)
    of = {
        code: tuple(_later(one, turned[code]) for one in held.kept.of[code])
        for code in turned.keys() & held.kept.of.keys()
    }
    return Tallies(today=today, kept=moved_on(held.kept, of))


def _later(one: Tally, turned: Mapping[str, Turned]) -> Tally:
    by = turned.get(one.type_code)
    if by is None:
        return one
    return replace(
        one, stale=one.stale + by.stale, expired=one.expired + by.expired, usable=one.usable - by.lost
    )


def pillars_of(tallies: Tallies, types: Mapping[str, TypeName]) -> list[PillarSummary]:
    """Return the state of every pillar of every commune, as `list_pillar_summaries` does."""

    def changed(
        table: dict[str, list[PillarSummary]], of: ByCommune, into: bool
    ) -> dict[str, list[PillarSummary]]:
        come = {code: pillars_in(code, group, types) for code, group in of.items()} if into else {}
        return replaced(table, of, come)

    table = added_up(tallies.kept, "pillars", types, empty=dict[str, list[PillarSummary]](), adds=changed)
    return [found for code in sorted(table) for found in table[code]]


def pillars_in(
    commune_code: str, tallies: Sequence[Tally], types: Mapping[str, TypeName]
) -> list[PillarSummary]:
    """Return the state of every pillar of one commune."""
    grouped: dict[str, list[Tally]] = {}
    for one in tallies:
        grouped.setdefault(types[one.type_code].pillar, []).append(one)
    return [
        PillarSummary(
            commune_code=commune_code,
            pillar=pillar,
            rows=sum(one.rows for one in group),
            stale=sum(one.stale for one in group),
            empty=sum(one.empty for one in group),
            expired=sum(one.expired for one in group),
            busy=sum(one.busy for one in group),
        )
        for pillar, group in sorted(grouped.items())
    ]


def rows_by_commune(tallies: Tallies, wanted: Filter) -> list[tuple[str, int]]:
    """Return how many rows of the types a filter asks for each commune has, by the communes' codes."""
    found = place_totals(tallies, wanted)
    return [(code, found[code].rows) for code in sorted(found)]


def type_totals(tallies: Tallies, wanted: Filter, types: Mapping[str, TypeName]) -> list[TypeTotal]:
    """Return the sums of every type, as `list_totals` does, for a filter that `asks_places_and_types`."""
    key = ("types", wanted.communes, wanted.types)
    return list(made_once(tallies.kept, key, types, lambda: _by_type(tallies, wanted, types)))


def _by_type(tallies: Tallies, wanted: Filter, types: Mapping[str, TypeName]) -> list[TypeTotal]:
    def changed(table: dict[str, Sums], of: ByCommune, into: bool) -> dict[str, Sums]:
        put, sums = (add if into else sub), dict(table)
        for one in _within(of, wanted):
            held = (one.rows, 1, one.on_hand, one.reserved, one.away, one.broken, one.usable)
            sums[one.type_code] = tuple(map(put, sums.get(one.type_code, NOTHING), held))
        return sums

    key = ("types", wanted.communes, wanted.types)
    table = added_up(tallies.kept, key, types, empty=dict[str, Sums](), adds=changed)
    met = (code for code, (rows, *_sums) in table.items() if rows)
    return [
        TypeTotal(code, *table[code])
        for code in sorted(met, key=lambda code: (types[code].alphabet_no, code))
    ]


def place_totals(tallies: Tallies, wanted: Filter) -> dict[str, PlaceTotal]:
    """Return each commune's sums, as `list_place_totals` does, for a filter that `asks_places_and_types`."""

    def changed(table: dict[str, PlaceTotal], of: ByCommune, into: bool) -> dict[str, PlaceTotal]:
        return replaced(table, of, _by_place(of, wanted) if into else {})

    key = ("places", wanted.communes, wanted.types)
    table = added_up(tallies.kept, key, None, empty=dict[str, PlaceTotal](), adds=changed)
    return dict(table)


def _by_place(of: ByCommune, wanted: Filter) -> dict[str, PlaceTotal]:
    grouped: dict[str, list[Tally]] = {}
    for one in _within(of, wanted):
        grouped.setdefault(one.commune_code, []).append(one)
    return {
        code: PlaceTotal(
            commune_code=code,
            rows=sum(one.rows for one in group),
            on_hand=sum((one.on_hand for one in group), ZERO),
            usable=sum((one.usable for one in group), ZERO),
        )
        for code, group in grouped.items()
    }
