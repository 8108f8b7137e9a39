"""Of which time a file's sheets speak that say it themselves nowhere: by the year on the cover, or the communes that the other sheets name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from importers.rules.files.sheet_read import SheetRead
from importers.rules.names.places import Era, PlaceIndex
from importers.rules.rows.headings import read_heading
from importers.rules.texts.words import fold_key

FEWEST = 2  # sheets that name a commune: one alone has no others to settle it by


def settle_by_other_sheets(reads: Sequence[SheetRead], places: PlaceIndex) -> None:
    """Read the headings anew that name a commune of two times ("Trà Giang"), where the names of all sheets are of one."""
    told = eras_of_names((read.heading.raw, read.heading.era) for read in reads)
    waiting = [read for read in reads if read.heading.era is Era.UNKNOWN and not read.heading.district]
    for read in waiting:
        era = told.get(fold_key(read.heading.raw))
        if era is not None:
            _read_anew(read, places, era)
    waiting = [read for read in waiting if read.heading.era is Era.UNKNOWN]
    named = {read.name: text for read in waiting if (text := _named(read, places))}
    if len(named) < FEWEST or not any(_is_open(read) for read in waiting if read.name in named):
        return
    era = era_of_names(list(named.values()), places)
    if era is Era.UNKNOWN:
        return
    for read in waiting:
        if read.name in named and _is_open(read):
            _read_anew(read, places, era)


def eras_of_names(named: Iterable[tuple[str, Era]]) -> dict[str, Era]:
    """Return of which time a name is on the sheets that say it, those of two times left out: a cover tells the year of the rest."""
    found: dict[str, set[Era]] = {}
    for name, era in named:
        if name and era is not Era.UNKNOWN:
            found.setdefault(fold_key(name), set()).add(era)
    return {name: next(iter(eras)) for name, eras in found.items() if len(eras) == 1}


def _read_anew(read: SheetRead, places: PlaceIndex, era: Era) -> None:
    *texts, name = read.said
    read.heading = read_heading(texts, name, places, era)


def era_of_names(names: Sequence[str], places: PlaceIndex) -> Era:
    """Return the time that all names are of, one of them of no other; unknown where they tell of none or of both."""
    today = [places.match(name, Era.NEW).certainty == "today" for name in names]
    former = [places.match(name, Era.OLD).certainty == "crosswalk" for name in names]
    if all(today) and not all(former):
        return Era.NEW
    return Era.OLD if all(former) and not all(today) else Era.UNKNOWN


def _is_open(read: SheetRead) -> bool:
    return read.heading.place is None or not read.heading.place.certain


def _named(read: SheetRead, places: PlaceIndex) -> str:
    """Return the one commune a sheet names, in its heading or as its name, or ""."""
    if read.heading.raw:
        return read.heading.raw
    return read.said[-1] if read.said and places.is_place(read.said[-1]) else ""
