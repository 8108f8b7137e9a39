"""Of which time a file's sheets speak that say it themselves nowhere: by the communes that the other sheets name."""

from __future__ import annotations

from collections.abc import Sequence

from importers.rules.files.sheet_read import SheetRead
from importers.rules.names.places import Era, PlaceIndex
from importers.rules.rows.headings import read_heading

FEWEST = 2  # sheets that name a commune: one alone has no others to settle it by


def settle_by_other_sheets(reads: Sequence[SheetRead], places: PlaceIndex) -> None:
    """Read the headings anew that name a commune of two times ("Trà Giang"), where the names of all sheets are of one."""
    waiting = [read for read in reads if read.heading.era is Era.UNKNOWN and not read.heading.district]
    named = {read.name: text for read in waiting if (text := _named(read, places))}
    if len(named) < FEWEST or not any(_is_open(read) for read in waiting if read.name in named):
        return
    era = era_of_names(list(named.values()), places)
    if era is Era.UNKNOWN:
        return
    for read in waiting:
        if read.name in named and _is_open(read):
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
